//! The command: where pages go, and what is in the way.

use std::{fs, path::PathBuf, process::Stdio};

use antorcha::view::Document;

use super::{
    common::{Ran, command},
    lessons::holds,
    sound,
};

/// An empty folder.
fn folder(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("exportar-{test}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn export(folder: &PathBuf, line: &str) -> Ran {
    let words: Vec<&str> = std::iter::once("exportar").chain(line.split(' ')).collect();
    command(&words)
        .args(["--sin-color", "--ancho", "200"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("it starts")
        .into()
}

#[test]
fn a_page_has_its_place_and_nothing_is_lost() {
    let folder = folder("lugar");
    let first = export(&folder, "2 --html");
    assert_eq!((first.code, first.err.as_str()), (Some(0), ""));
    assert!(first.out.contains("capa.html"), "{}", first.out);
    let text = fs::read_to_string(folder.join("capa.html")).expect("it was written");
    assert_eq!(sound(&text).find("h1")[0].text(), "Lineal + activación");
    fs::write(folder.join("capa.html"), "mío").expect("a file");
    let again = export(&folder, "capa --html");
    assert_eq!((again.code, again.out.as_str()), (Some(2), ""));
    assert!(again.err.contains("«capa.html» ya existe") && again.err.contains("--si"), "{}", again.err);
    assert_eq!(fs::read_to_string(folder.join("capa.html")).expect("it is there"), "mío");
    assert_eq!(export(&folder, "capa --html --si").code, Some(0));
    assert_eq!(fs::read_to_string(folder.join("capa.html")).expect("it is there"), text, "the same bytes");
    let shown = export(&folder, "capa --html --salida -");
    assert_eq!((shown.code, shown.out == text), (Some(0), true));
    assert_eq!(export(&folder, "capa --salida otra.html").code, Some(0));
    fs::create_dir(folder.join("hojas")).expect("a folder");
    let inside = export(&folder, "ejercicios --html --salida hojas --formato json");
    let told = serde_json::from_str::<serde_json::Value>(&inside.out).expect("JSON");
    let place = PathBuf::from("hojas").join("ejercicios.html");
    assert_eq!(told["archivos"], serde_json::json!([place]), "{}", inside.err);
    assert!(folder.join("hojas/ejercicios.html").is_file() && folder.join("otra.html").is_file());
}

#[test]
fn values_and_notes_reach_the_page() {
    let folder = folder("valores");
    let page = export(&folder, "comparar --html --salida - --con x=1,5 --docente");
    assert!(page.out.contains("x = torch.tensor([1.5])") && page.out.contains("Para el docente"), "{}", page.err);
}

#[test]
fn a_pitfall_keeps_its_answer_closed() {
    let folder = folder("trampa");
    let shown: Ran =
        command(&["trampas", "sin-activacion", "--formato", "json"]).output().expect("the binary starts").into();
    let mut value: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    let document: Document = serde_json::from_value(value["documento"].take()).expect("a document");
    let page = export(&folder, "sin-activacion --html --salida -");
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    let page = holds(&document, sound(&page.out));
    assert_eq!(page.find("h1")[0].text(), "Capas lineales sin activación en medio");
    assert_eq!((page.find("p.ask").len(), page.find("details.answer").len()), (1, 1));
}

#[test]
fn everything_fits_into_a_folder() {
    let folder = folder("todo");
    let all = export(&folder, "todo --html --salida paginas");
    assert_eq!((all.code, all.err.as_str()), (Some(0), ""));
    let mut names: Vec<String> = fs::read_dir(folder.join("paginas"))
        .expect("it was made")
        .map(|entry| entry.expect("a page").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected = ["capa", "checklist", "comparar", "ejercicios", "leccion-trampas", "modelo", "trampas"];
    assert_eq!(names, expected.map(|name| format!("{name}.html")));
    for name in names {
        sound(&fs::read_to_string(folder.join("paginas").join(name)).expect("a page"));
    }
}

#[test]
fn what_cannot_be_exported_is_told() {
    let folder = folder("errores");
    for (line, code, said) in [
        ("kapa", 2, "¿quisiste decir capa?"),
        ("sin-activasion", 2, "¿quisiste decir sin-activacion?"),
        ("zzzzzz", 2, "antorcha lecciones"),
        ("todo --html", 2, "--salida"),
        ("todo --salida -", 2, "solo cabe una página"),
        ("ejercicios --con x=1", 2, "los valores de una lección"),
        ("capa --con nada=1", 2, "ningún parámetro"),
        ("capa --con x", 2, "un igual"),
        ("ejercicios --salida no/hay/nada.html", 3, "no se pudo escribir"),
    ] {
        let wrong = export(&folder, line);
        assert!(wrong.code == Some(code) && wrong.err.contains(said) && wrong.out.is_empty(), "{line}: {wrong:?}");
    }
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 0, "nothing is left behind");
}
