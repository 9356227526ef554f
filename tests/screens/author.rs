//! What `autor comprobar` shows of texts that are wrong, and of right ones.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{SCREENS, compare_text, shown};

/// Copies a folder of texts to where the commands run, so that its name is the same everywhere.
fn copied(name: &str) -> String {
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/autor").join(name), &target);
    name.to_owned()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("it is there") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}

#[test]
fn checks_of_texts() {
    for (name, code) in [("rota", 1), ("bien", 0)] {
        let folder = copied(name);
        for (kind, screen) in SCREENS.into_iter().filter(|(kind, _)| ["40", "80", "80-accesible"].contains(kind)) {
            let output = shown(&["autor", "comprobar", &folder], screen);
            assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
            compare_text(&format!("autor-{name}.{kind}"), &String::from_utf8(output.stdout).expect("UTF-8"));
        }
    }
}
