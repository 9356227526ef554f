//! Reviews and exercises as they look. The programs compute little, so that no digit depends on the processor.

use std::fs;

use crate::{SCREENS, compare_text, shown};

/// Programs under `tests/revisar/variantes/`.
const PROGRAMS: [(&str, &str); 5] = [
    ("sin-activacion", "clase.py"),
    ("sin-activacion", "bien_residual.py"),
    ("modulo-con-tensor", "perdida.py"),
    ("lista-de-capas", "diccionario.py"),
    ("funciones-antiguas", "nombre_suelto.py"),
];

#[test]
fn reviews() {
    for (rule, file) in PROGRAMS {
        let path = format!("{}/tests/revisar/variantes/{rule}/{file}", env!("CARGO_MANIFEST_DIR"));
        let source = fs::read_to_string(&path).expect("a program");
        fs::write(format!("{}/{file}", env!("CARGO_TARGET_TMPDIR")), source).expect("a file");
        for (kind, screen) in SCREENS {
            let output = shown(&["revisar", file, "--limite", "60"], screen);
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            compare_text(&format!("revisar-{rule}-{}.{kind}", file.trim_end_matches(".py")), &text);
        }
    }
}

#[test]
fn exercises() {
    for words in [&["practica"][..], &["practica", "siguiente", "1"]] {
        for (kind, screen) in SCREENS {
            let output = shown(&[words, &["--sin-progreso"]].concat(), screen);
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            compare_text(&format!("{}.{kind}", words.join("-")), &text);
        }
    }
}
