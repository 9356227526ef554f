//! Whole programs: what they print, what they warn of, how they fail.

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

#[derive(Deserialize)]
struct Golden {
    print: Vec<Row>,
    error: Vec<Row>,
    class: Vec<Row>,
    lesson: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    stdout: String,
    error: Option<Raised>,
    #[serde(default)]
    warnings: Vec<Raised>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Raised {
    r#type: String,
    message: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/programs.json")).expect("the golden data is JSON")
}

fn check(row: &Row) -> Result<(), String> {
    let ran = run(&row.code);
    let error = ran.error().map(|(r#type, message)| Raised { r#type, message });
    let warned =
        row.warnings.iter().all(|warning| ran.err.contains(&format!("{}: {}", warning.r#type, warning.message)));
    if ran.out == row.stdout && error == row.error && warned {
        return Ok(());
    }
    Err(format!(
        "{}\n--- expected {:?} {:?}\n{}--- found {error:?}\n{}{}",
        row.code, row.error, row.warnings, row.stdout, ran.out, ran.err
    ))
}

fn all(rows: &[Row]) {
    none(&for_each(rows, check), rows.len());
}

#[test]
fn tensors_and_modules_print_alike() {
    all(&golden().print);
}

#[test]
fn mistakes_raise_alike() {
    all(&golden().error);
}

#[test]
fn classes_behave_alike() {
    all(&golden().class);
}

#[test]
fn the_lesson_runs_alike() {
    all(&golden().lesson);
}
