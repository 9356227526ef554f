//! `antorcha practica`: a student's way through the exercises works. That the exercises prove is in `tests/autor.rs`.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use antorcha::{
    content::Library,
    exercise::{Exercise, Exercises},
};
use common::Ran;
use serde_json::Value;

fn exercises() -> Exercises {
    Exercises::read(&Library::embedded()).expect("the exercises are right")
}

/// A folder of its own for a test, with a place for the progress.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("practica").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn antorcha(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.current_dir(folder).env("ANTORCHA_DATOS", folder.join("datos")).args(["--ancho", "80", "--sin-color"]);
    command.args(["practica"]).args(arguments).output().expect("the binary starts").into()
}

/// Writes a file in place of the student's and checks it.
fn checked(folder: &Path, exercise: &Exercise, source: &str) -> (Ran, Value) {
    fs::write(folder.join(exercise.file_name()), source).expect("the file can be written");
    let ran = antorcha(folder, &["comprobar", &exercise.front.id, "--formato", "json"]);
    let json = serde_json::from_str(&ran.out).unwrap_or(Value::Null);
    (ran, json)
}

#[test]
fn there_are_many_exercises() {
    assert!(exercises().iter().count() >= 20);
}

#[test]
fn a_students_way() {
    let folder = folder("camino");
    let begun = antorcha(&folder, &["iniciar", "."]);
    assert_eq!(begun.code, Some(0), "{}", begun.err);
    let all = exercises();
    let first = all.iter().next().expect("an exercise");
    assert!(folder.join(first.file_name()).is_file());
    assert!(antorcha(&folder, &[]).out.contains("Has superado 0 de"));
    assert!(antorcha(&folder, &["siguiente"]).out.contains("Ejercicio 1"));
    assert_eq!(antorcha(&folder, &["comprobar"]).code, Some(1));
    for number in 1..=3 {
        assert!(antorcha(&folder, &["pista"]).out.contains(&format!("{number} de 3")));
    }
    let refused = antorcha(&folder, &["solucion", "1"]);
    assert_eq!(refused.code, Some(2), "{}", refused.out);
    fs::write(folder.join(first.file_name()), &first.solution).expect("a file");
    let passed = antorcha(&folder, &["comprobar", "1"]);
    assert_eq!(passed.code, Some(0), "{}", passed.out);
    assert!(passed.out.contains("Por qué funciona") && passed.out.contains("Otra manera"));
    assert!(antorcha(&folder, &[]).out.contains("Has superado 1 de"));
    assert_eq!(antorcha(&folder, &["solucion", "1"]).code, Some(0));
    let restored = antorcha(&folder, &["reiniciar", "1"]);
    assert!(restored.out.contains(".anterior.py"), "{}", restored.out);
    assert_eq!(fs::read_to_string(folder.join(first.file_name())).expect("a file"), first.start);
}

#[test]
fn what_is_wrong_ends_in_2() {
    let folder = folder("errores");
    assert_eq!(antorcha(&folder, &["comprobar"]).code, Some(2));
    assert_eq!(antorcha(&folder, &["siguiente", "no-existe"]).code, Some(2));
    antorcha(&folder, &["iniciar", "."]);
    let all = exercises();
    let first = all.iter().next().expect("an exercise");
    fs::write(folder.join(first.file_name()), [0xff, 0x00]).expect("a file");
    let binary = antorcha(&folder, &["comprobar", "1"]);
    assert!(binary.code == Some(2) && binary.err.contains("UTF-8"), "{}", binary.err);
    fs::remove_file(folder.join(first.file_name())).expect("it is there");
    let missing = antorcha(&folder, &["comprobar", "1"]);
    assert!(missing.code == Some(2) && missing.err.contains("no está tu archivo"), "{}", missing.err);
}

#[test]
fn a_hostile_submission_harms_nobody() {
    let folder = folder("hostil");
    let all = exercises();
    let first = all.iter().next().expect("an exercise");
    for source in ["while True:\n    pass\n", "x = [0] * 10**12\n", "import sys\nsys.exit(0)\n", "raise SystemExit\n"] {
        let (ran, json) = checked(&folder, first, source);
        assert_eq!((ran.code, json["superado"].as_bool()), (Some(1), Some(false)), "{source}: {}", ran.err);
    }
}

/// Whoever imports by another name is right as well; nobody is told to import what the file never names.
#[test]
fn a_solution_may_import_as_it_likes() {
    let folder = folder("importa");
    let all = exercises();
    let first = all.iter().next().expect("an exercise");
    for source in [
        "from torch import where\n\n\ndef mi_relu(x):\n    return where(x > 0, x, 0.0)\n",
        "import torch as t\n\n\ndef mi_relu(x):\n    return t.where(x > 0, x, 0.0)\n",
    ] {
        let (ran, json) = checked(&folder, first, source);
        assert_eq!((ran.code, json["superado"].as_bool()), (Some(0), Some(true)), "{source}: {}{}", ran.out, ran.err);
    }
    let (empty, _) = checked(&folder, first, "");
    assert!(empty.out.contains("mi_relu") && !empty.out.contains("name 'torch'"), "{}", empty.out);
    let forgotten = "def mi_relu(x):\n    return torch.where(x > 0, x, 0.0)\n";
    let (forgotten, _) = checked(&folder, first, forgotten);
    assert!(forgotten.code == Some(1) && forgotten.out.contains("name 'torch'"), "{}", forgotten.out);
}

#[test]
fn who_runs_out_of_time_is_told_so() {
    let folder = folder("tarda");
    antorcha(&folder, &["iniciar", "."]);
    let source = "def mi_relu(x):\n    while True:\n        pass\n";
    fs::write(folder.join("01_relu_con_where.py"), source).expect("a file");
    let ran = antorcha(&folder, &["comprobar", "1"]);
    assert!(ran.code == Some(1) && ran.out.contains("se le acabó el tiempo"), "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("KeyboardInterrupt"), "{}", ran.out);
}

#[test]
fn what_is_asked_is_not_told() {
    let folder = folder("papel");
    antorcha(&folder, &["iniciar", "."]);
    let ran = antorcha(&folder, &["comprobar", "paso-en-papel"]);
    assert!(ran.code == Some(1) && ran.out.contains("El primero que falla"), "{}", ran.out);
    assert!(!ran.out.contains("Se esperaba") && !ran.out.contains("se esperaba"), "{}", ran.out);
    let inside = antorcha(&folder, &["iniciar"]);
    assert!(inside.code == Some(0) && !folder.join("ejercicios").exists(), "{}", inside.out);
}
