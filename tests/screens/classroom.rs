//! Exercises checked, what comes again, and what a teacher sees. Nothing here takes part in the student's progress of another
//! test, and no digit depends on the processor.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{SCREENS, Screen, compare_text};

const WRONG: &str = "import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, -x)\n";
const RIGHT: &str = "import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, 0.0)\n";
const BROKEN: &str = "import torch\n\n\ndef mi_relu(x):\n    return torch.wher(x > 0, x, 0.0)\n";

/// Progress in which a question and an exercise went wrong long ago.
const FAILED: &str = r#"{"version": 1, "lista": {"omitir": {"resuelto": true}}, "lecciones": {"comparar": {
    "paso": 7, "total": 7, "terminada": true, "ultima_vez": 1700000000, "predicciones": {
        "relu-valores": {"acertada": true, "intentos": 2, "pistas": 1, "ultimo_error": "error-2", "ultima_vez": 1700000000},
        "sigmoid-cero": {"acertada": true, "intentos": 1, "pistas": 0, "ultima_vez": 1700000000}}}},
    "ejercicios": {"relu-con-where": {"superado": true, "intentos": 2, "errores": {"valor-absoluto": 1},
        "ultima_vez": 1700000000}}}"#;

/// An empty folder with a folder for the progress in it.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pantallas").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("datos")).expect("a folder");
    folder
}

/// What a command prints in a folder, on both streams.
fn printed(folder: &Path, words: &[&str], screen: Screen) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(words).args(["--ancho", &screen.width.to_string()]);
    command.args(["--color", if screen.color { "siempre" } else { "nunca" }]);
    command.args(screen.ascii.then_some("--ascii")).args(screen.accessible.then_some("--accesible"));
    let output = command.env("ANTORCHA_DATOS", folder.join("datos")).current_dir(folder).output();
    let output = output.expect("the binary starts");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
}

fn on_every_screen(name: &str, folder: &Path, words: &[&str]) {
    for (kind, screen) in SCREENS {
        compare_text(&format!("{name}.{kind}"), &printed(folder, words, screen));
    }
}

#[test]
fn checked_exercises() {
    for (name, program) in [("mal", WRONG), ("bien", RIGHT), ("error", BROKEN)] {
        let folder = folder(&format!("practica-{name}"));
        fs::write(folder.join("01_relu_con_where.py"), program).expect("a file");
        on_every_screen(
            &format!("practica-comprobar-{name}"),
            &folder,
            &["practica", "comprobar", "1", "--sin-progreso"],
        );
    }
}

#[test]
fn a_graded_class() {
    let folder = folder("calificar");
    for (student, program) in [("Ana Pérez", RIGHT), ("luis", WRONG), ("eva", BROKEN), ("nadie", "while True: pass\n")]
    {
        fs::create_dir_all(folder.join("entregas").join(student)).expect("a folder");
        fs::write(folder.join("entregas").join(student).join("01_relu_con_where.py"), program).expect("a file");
    }
    on_every_screen("calificar", &folder, &["calificar", "entregas", "--ejercicios", "1,2", "--limite", "2"]);
}

#[test]
fn what_comes_again() {
    let folder = folder("repaso");
    on_every_screen("repaso-vacio", &folder, &["repaso"]);
    fs::write(folder.join("datos/progreso.json"), FAILED).expect("a file");
    on_every_screen("repaso", &folder, &["repaso"]);
    on_every_screen("inicio-repaso", &folder, &[]);
}

#[test]
fn a_gathered_class() {
    let folder = folder("aula");
    fs::create_dir_all(folder.join("progresos")).expect("a folder");
    for student in ["ana", "luis"] {
        fs::write(folder.join(format!("progresos/{student}.json")), FAILED).expect("a file");
    }
    fs::write(folder.join("progresos/roto.json"), "{").expect("a file");
    on_every_screen("aula-reunir", &folder, &["aula", "reunir", "progresos"]);
}
