//! The home page: the lessons, how far the student is, and what to do next.

use super::course::{self, Outline};
use crate::{
    progress::{self, Progress},
    view::{Document, NoteKind, Text, Title},
};

/// The program that a newcomer starts with.
pub(super) const EXAMPLE: &str = include_str!("../../lessons/inicio/mi_red.py");

/// The page. `installed` says whether the student can type `antorcha` and be understood.
pub(super) fn document(course: &[Outline], progress: &Progress, installed: bool) -> Document {
    let code = |command: &str| Text::new().code(command);
    let motto = "Funciones de activación en PyTorch".into();
    let page = Document::new().with(Title { name: "Antorcha".into(), motto }).with(course::table(course, progress));
    let page = page.entries([next(course, progress)].into_iter().chain(due(progress))).entries([
        ("Ejercicios:", code("antorcha practica")),
        ("Tu código:", code("antorcha ejecutar red.py")),
        ("Revisarlo:", code("antorcha revisar red.py")),
        ("Un ejemplo:", code("antorcha ejemplo")),
        ("Lo demás:", code("antorcha --help")),
    ]);
    if installed { page } else { page.note(NoteKind::Hint, Text::marked(INSTALL)) }
}

/// What went wrong some days ago and comes again today.
fn due(progress: &Progress) -> Option<(&'static str, Text)> {
    let now = progress::now();
    let due = progress.repeated().iter().filter(|due| due.when <= now).count();
    (due > 0).then(|| ("Para repasar:", Text::new().code("antorcha repaso").say(format!(" ({due})"))))
}

/// What to do next, as a command to copy.
pub(super) fn next(course: &[Outline], progress: &Progress) -> (&'static str, Text) {
    match course::next(course, progress) {
        Some(lesson) => {
            let begun = !progress.lessons.is_empty() || !progress.checklist.is_empty();
            let words = if begun { "Sigue por aquí:" } else { "Empieza por aquí:" };
            (words, Text::new().code(lesson.next_command(progress)))
        }
        None => ("¡Has terminado!", Text::new().say("Repasa con ").code("antorcha progreso")),
    }
}

/// For who has built the program and not installed it.
const INSTALL: &str = "para poder escribir `antorcha` a secas, ejecuta antes `cargo install --locked --path .` en esta carpeta. Si \
                       no quieres instalarlo, escribe `cargo run --release --` donde pone `antorcha`.";
