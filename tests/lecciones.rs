//! Every lesson under `lessons/`: the program that it prints gives its numbers. What else lessons are held to is in
//! `tests/autor.rs`.

mod common;

use std::{collections::BTreeMap, io::Write, process::Stdio};

use antorcha::{
    content::Library,
    lesson::{self, Part, Played, Prepared},
    view::Block,
};
use common::{Ran, command};

/// The lessons with their numbers, each with its program.
fn lessons() -> Vec<(Played, String)> {
    let library = Library::embedded();
    let entries = lesson::entries(&library);
    assert!(entries.len() > 3, "lessons are missing: {entries:?}");
    let play = |entry: lesson::Entry| {
        let lesson = entry.read(&library).unwrap_or_else(|error| unreachable!("{error}"));
        let prepared = Prepared::new(lesson, &BTreeMap::new()).expect("its own values");
        let played = prepared.run_here().unwrap_or_else(|error| unreachable!("{error}"));
        (played.expect("it comes to its end"), prepared.program())
    };
    entries.into_iter().map(play).collect()
}

fn ran(arguments: &[&str]) -> Ran {
    command(arguments).stdin(Stdio::null()).output().expect("the binary starts").into()
}

fn ran_with(arguments: &[&str], input: &str) -> Ran {
    let mut child = command(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("it reads");
    child.wait_with_output().expect("the binary ends").into()
}

/// What the code of a lesson prints on the screen.
fn printed(played: &Played) -> Vec<&str> {
    let parts = played.steps.iter().flat_map(|step| &step.parts);
    let blocks = parts.filter_map(|part| if let Part::Blocks(blocks) = part { Some(blocks) } else { None }).flatten();
    blocks.filter_map(|block| if let Block::Tensor(text) = block { Some(text.as_str()) } else { None }).collect()
}

#[test]
fn the_program_gives_the_numbers() {
    for (played, program) in lessons() {
        assert!(played.questions().count() > 2, "{} asks too little", played.id);
        let code = ran(&["leccion", &played.id, "--codigo"]);
        assert_eq!((code.code, code.out.as_str()), (Some(0), program.as_str()), "{}", code.err);
        let run = ran_with(&["ejecutar", "-"], &program);
        assert_eq!(run.code, Some(0), "{}: {}", played.id, run.err);
        for text in printed(&played) {
            assert!(run.out.contains(text), "{}: {text}\n{}", played.id, run.out);
        }
    }
}

#[test]
fn a_piped_lesson_is_whole() {
    let whole = ran(&["leccion", "1", "--ancho", "80"]);
    assert_eq!((whole.code, whole.err.as_str()), (Some(0), ""));
    for part in
        ["COMPARAR ACTIVACIONES", "Paso 1 de ", "? Las dos capas", "› −6", "−6·x − 1", "ValueError: Unsupported"]
    {
        assert!(whole.out.contains(part), "{part}:\n{}", whole.out);
    }
    assert!(!whole.out.contains("docente") && !whole.out.contains('\u{1b}'));
    assert_eq!(ran(&["leccion", "comparar", "--ancho", "80", "--sin-pausas"]).out, whole.out);
    let teacher = ran(&["leccion", "1", "--docente", "--desde", "6"]);
    assert!(teacher.out.contains("Paso 6 de") && !teacher.out.contains("Paso 5 de"), "{}", teacher.out);
}

#[test]
fn json_holds_steps_questions_and_answers() {
    let json = ran(&["leccion", "1", "--formato", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!((value["version"].as_u64(), value["leccion"].as_str()), (Some(1), Some("comparar")));
    assert!(value["programa"].as_str().is_some_and(|program| program.contains("import torch")));
    let question = &value["pasos"][0]["partes"][1]["pregunta"];
    assert_eq!((question["id"].as_str(), question["respuesta"].as_str()), (Some("dos-rectas"), Some("−6")));
    assert_eq!(question["pistas"].as_array().map(Vec::len), Some(3));
}

#[test]
fn values_can_be_changed() {
    let lesson = ran(&["leccion", "1", "--con", "x=1 0,5"]);
    assert!(lesson.out.contains("x = torch.tensor([1.0, 0.5])"), "{}{}", lesson.out, lesson.err);
    for (value, said) in [("x=1,2,3", "varias maneras"), ("y=1", "ningún parámetro «y»"), ("x", "un igual")] {
        let wrong = ran(&["leccion", "1", "--con", value]);
        assert!(wrong.code == Some(2) && wrong.err.contains(said), "{value}: {}", wrong.err);
    }
}

#[test]
fn what_is_not_there_is_told() {
    for (arguments, said) in [
        (&["leccion", "conparar"][..], "¿quisiste decir comparar?"),
        (&["leccion", "99"], "1 (comparar)"),
        (&["leccion", "1", "--desde", "77"], "del 1 al"),
        (&["leccion", "1", "--lecciones", "/nada"], "no existe"),
    ] {
        let wrong = ran(arguments);
        assert!(wrong.code == Some(2) && wrong.err.contains(said), "{arguments:?}: {}", wrong.err);
    }
}

#[test]
fn a_wrong_lesson_is_told_with_its_place() {
    let folder = std::env::temp_dir().join(format!("antorcha-leccion-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("01-mia")).expect("a folder");
    let page = "+++\nformato = 1\nid = \"mia\"\ntitulo = \"Mía\"\nminutos = 1\n+++\n\n## Uno\n\n```python\nx = 1\ny = x + z\n```\n";
    std::fs::write(folder.join("01-mia/leccion.md"), page).expect("a file");
    let wrong = ran(&["leccion", "mia", "--lecciones", &folder.display().to_string()]);
    assert_eq!(wrong.code, Some(4), "{}", wrong.err);
    assert!(wrong.err.contains("leccion.md:12:1") && wrong.err.contains("NameError"), "{}", wrong.err);
    std::fs::remove_dir_all(folder).expect("ours");
}
