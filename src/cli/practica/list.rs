//! The exercises in a list, and what `--formato json` says of them.

use serde::Serialize;

use super::workspace::{Stand, Workspace};
use crate::{
    exercise::{Checked, Exercise, Exercises, Front, Verdict},
    progress::Progress,
    view::{Align, Document, NoteKind, Role, Table, Text, cell},
};

/// The first exercise that is not passed.
pub(super) fn next<'a>(exercises: &'a Exercises, progress: &Progress) -> Option<&'a Exercise> {
    exercises.iter().find(|exercise| !progress.exercise(&exercise.front.id).is_some_and(|state| state.passed))
}

/// The list with how each stands, and the next step.
pub(super) fn document(exercises: &Exercises, workspace: Option<&Workspace>, progress: &Progress) -> Document {
    let mut table = Table::new().bare();
    for align in [Align::Right, Align::Left, Align::Left] {
        table = table.column("", align);
    }
    for exercise in exercises.iter() {
        let number = cell(Role::Muted, exercise.number.to_string());
        table = table.row([number, Text::marked(&exercise.front.title), stand(exercise, workspace, progress)]);
    }
    let passed = exercises.iter().filter(|exercise| is_passed(exercise, progress)).count();
    let total = exercises.iter().count();
    let document = Document::new().heading("Ejercicios").with(table).say(format!("Has superado {passed} de {total}."));
    let command = |command: String| Text::new().code(command);
    match (workspace, next(exercises, progress)) {
        (None, _) => {
            document.note(NoteKind::Hint, Text::marked("`antorcha practica iniciar` los escribe en una carpeta."))
        }
        (Some(_), Some(next)) => document.entries([
            ("Sigue por aquí:", command(format!("antorcha practica siguiente {}", next.front.id))),
            ("Al guardar:", command("antorcha practica comprobar".to_owned())),
        ]),
        (Some(_), None) => document.say("Los has superado todos."),
    }
}

fn is_passed(exercise: &Exercise, progress: &Progress) -> bool {
    progress.exercise(&exercise.front.id).is_some_and(|state| state.passed)
}

fn stand(exercise: &Exercise, workspace: Option<&Workspace>, progress: &Progress) -> Text {
    if is_passed(exercise, progress) {
        return cell(Role::Positive, "✔ superado");
    }
    let attempts = progress.exercise(&exercise.front.id).map_or(0, |state| state.attempts);
    match (workspace.map(|workspace| workspace.stand(exercise)), attempts) {
        (_, 1..) => cell(Role::Warning, format!("{attempts} {}", if attempts == 1 { "intento" } else { "intentos" })),
        (Some(Stand::Begun), _) => cell(Role::Warning, "empezado"),
        _ => cell(Role::Muted, "sin empezar"),
    }
}

/// `--formato json` of the list.
#[derive(Serialize)]
pub(super) struct Data<'a> {
    #[serde(rename = "carpeta")]
    folder: Option<String>,
    #[serde(rename = "ejercicios")]
    exercises: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "numero")]
    number: usize,
    #[serde(flatten)]
    front: &'a Front,
    #[serde(rename = "archivo")]
    file: String,
    #[serde(rename = "superado")]
    passed: bool,
    #[serde(rename = "intentos")]
    attempts: u32,
    #[serde(rename = "pistas")]
    hints: u32,
}

/// The list as data.
pub(super) fn data<'a>(exercises: &'a Exercises, workspace: Option<&Workspace>, progress: &Progress) -> Data<'a> {
    let row = |exercise: &'a Exercise| {
        let state = progress.exercise(&exercise.front.id);
        Row {
            number: exercise.number,
            front: &exercise.front,
            file: exercise.file_name(),
            passed: is_passed(exercise, progress),
            attempts: state.map_or(0, |state| state.attempts),
            hints: state.map_or(0, |state| state.hints),
        }
    };
    Data {
        folder: workspace.map(|workspace| workspace.folder().display().to_string()),
        exercises: exercises.iter().map(row).collect(),
    }
}

/// `--formato json` of a check.
#[derive(Serialize)]
pub(super) struct Outcome<'a> {
    #[serde(rename = "ejercicio")]
    id: &'a str,
    #[serde(rename = "superado")]
    passed: bool,
    #[serde(rename = "casos")]
    cases: Vec<CaseRow<'a>>,
    #[serde(rename = "errores_tipicos")]
    mistakes: Vec<&'a str>,
    #[serde(flatten)]
    document: Document,
}

#[derive(Serialize)]
struct CaseRow<'a> {
    #[serde(rename = "caso")]
    title: &'a str,
    #[serde(rename = "superado")]
    passed: bool,
}

/// A check as data.
pub(super) fn checked<'a>(
    exercise: &'a Exercise,
    checked: &'a Checked,
    passed: bool,
    document: Document,
) -> Outcome<'a> {
    let row = |judged: &'a crate::exercise::Judged| CaseRow {
        title: &judged.case.title,
        passed: judged.verdict == Verdict::Right,
    };
    Outcome {
        id: &exercise.front.id,
        passed,
        cases: checked.cases.iter().map(row).collect(),
        mistakes: checked.mistakes.iter().map(|(id, _)| id.as_str()).collect(),
        document,
    }
}
