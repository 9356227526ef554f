//! `antorcha calificar`: whatever students hand in, each gets the right grade, and the same bytes every time.

mod common;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use antorcha::{
    content::Library,
    exercise::{Exercise, Exercises},
};
use common::{Ran, command};

fn exercise(id: &str) -> Exercise {
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    exercises.find(id).expect("there is one").clone()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("calificar").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What a kind of student hands in for the first exercise, and how it stands.
fn kinds(exercise: &Exercise) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let flood = format!("print('a' * 10**7)\n{}", exercise.solution);
    vec![
        ("bien", exercise.solution.clone().into_bytes(), "superado"),
        ("windows", exercise.solution.replace('\n', "\r\n").into_bytes(), "superado"),
        ("mucha-salida", flood.into_bytes(), "superado"),
        ("inicio", exercise.start.clone().into_bytes(), "no superado"),
        ("error-tipico", exercise.mistakes[0].program.clone().into_bytes(), "no superado"),
        ("vacio", Vec::new(), "no superado"),
        ("sale", b"import sys\nsys.exit(0)\n".to_vec(), "no superado"),
        ("sintaxis", b"def f(x:\n".to_vec(), "error"),
        ("sin-fin", b"while True:\n    pass\n".to_vec(), "sin tiempo"),
        (
            "atrapa",
            b"while True:\n    try:\n        while True: pass\n    except BaseException: pass\n".to_vec(),
            "sin tiempo",
        ),
        ("memoria", b"x = [0] * 10**12\n".to_vec(), "sin memoria"),
        ("binario", vec![0xff, 0xfe, 0x00], "ilegible"),
    ]
}

/// A class: several students of each kind, with names that need quoting, and one in a folder of its own.
fn class(name: &str, exercise: &Exercise, of_each: usize) -> (PathBuf, BTreeMap<String, &'static str>) {
    let (folder, mut expected) = (folder(name), BTreeMap::new());
    for (kind, bytes, status) in kinds(exercise) {
        for number in 0..of_each {
            let student = format!("{kind}, \u{201c}ñ\u{201d} {number}");
            fs::create_dir_all(folder.join(&student)).expect("a folder");
            fs::write(folder.join(&student).join(exercise.file_name()), &bytes).expect("a file");
            expected.insert(student, status);
        }
    }
    fs::create_dir_all(folder.join("nada")).expect("a folder");
    expected.insert("nada".to_owned(), "sin entregar");
    (folder, expected)
}

fn grade(class: &Path, results: &Path) -> Ran {
    let paths = [class.display().to_string(), results.display().to_string()];
    let arguments =
        ["calificar", &paths[0], "--ejercicios", "1", "--limite", "3", "--memoria", "300", "--salida", &paths[1]];
    command(&arguments).output().expect("the binary starts").into()
}

/// Every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(self::files(&entry));
        } else {
            files.insert(
                entry.display().to_string().replace(&folder.display().to_string(), ""),
                fs::read(&entry).expect("a file"),
            );
        }
    }
    files
}

#[test]
fn everybody_gets_the_right_grade_twice() {
    let exercise = exercise("1");
    let (class, expected) = class("clase", &exercise, 1);
    let (first, second) = (folder("uno"), folder("dos"));
    let ran = grade(&class, &first);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(first.join("resultado.json")).expect("it was written")).expect("JSON");
    let students = report["alumnos"].as_array().expect("students");
    let found: BTreeMap<String, &str> = students
        .iter()
        .map(|student| {
            let status = student["ejercicios"][0]["estado"].as_str().expect("a status");
            (student["alumno"].as_str().expect("a name").to_owned(), status)
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(grade(&class, &second).code, Some(0));
    assert_eq!(files(&first), files(&second));
    let csv = String::from_utf8(fs::read(first.join("resultado.csv")).expect("a table")).expect("UTF-8");
    assert_eq!(csv.lines().count(), expected.len() + 1);
    assert!(csv.contains("\"bien, “ñ” 0\",relu-con-where,superado,"), "{csv}");
}

#[test]
fn a_run_that_was_cut_short_goes_on() {
    let exercise = exercise("1");
    let (class, expected) = class("cortada", &exercise, 1);
    let (whole, cut) = (folder("entera"), folder("a-medias"));
    assert_eq!(grade(&class, &whole).code, Some(0));
    // Half of the students are done, one of them with a file that was half written.
    fs::create_dir_all(cut.join("alumnos")).expect("a folder");
    let done = fs::read_dir(whole.join("alumnos")).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut done: Vec<PathBuf> = done.filter(|path| !path.display().to_string().contains("gradescope")).collect();
    done.sort();
    assert_eq!(done.len(), expected.len());
    for (index, path) in done.iter().take(expected.len() / 2).enumerate() {
        let bytes = fs::read(path).expect("a file");
        let bytes = if index == 0 { &bytes[..bytes.len() / 2] } else { &bytes };
        fs::write(cut.join("alumnos").join(path.file_name().expect("a name")), bytes).expect("a file");
    }
    assert_eq!(grade(&class, &cut).code, Some(0));
    assert_eq!(files(&whole), files(&cut));
}

#[test]
fn what_cannot_be_graded_is_told() {
    let empty = folder("vacia");
    for (path, said) in [(empty.join("no-existe"), "no existe"), (empty, "no hay ninguna entrega")] {
        let ran = Ran::from(command(&["calificar", &path.display().to_string()]).output().expect("it starts"));
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

/// Two hundred students; some minutes.
#[test]
#[ignore = "two hundred students take minutes"]
fn two_hundred_students() {
    let exercise = exercise("1");
    let (class, expected) = class("doscientos", &exercise, 17);
    assert!(expected.len() > 200);
    let (first, second) = (folder("doscientos-uno"), folder("doscientos-dos"));
    assert_eq!(grade(&class, &first).code, Some(0));
    assert_eq!(grade(&class, &second).code, Some(0));
    assert_eq!(files(&first), files(&second));
}
