//! `antorcha lecciones`: what there is to learn.

use serde::Serialize;

use super::{
    Answer, Format, Output,
    arguments::General,
    course::{self, Outline},
    home,
};
use crate::{
    progress::{Lesson, Progress},
    view::{Block, Document, Entry, List, Section, Text},
};

/// `--formato json`.
#[derive(Serialize)]
struct Lessons<'a> {
    #[serde(rename = "lecciones")]
    lessons: Vec<Row<'a>>,
}

/// A lesson in JSON.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "numero")]
    number: usize,
    id: &'a str,
    #[serde(rename = "titulo")]
    title: &'a str,
    #[serde(rename = "orden")]
    command: String,
    #[serde(rename = "minutos")]
    minutes: u32,
    #[serde(rename = "pasos")]
    steps: usize,
    #[serde(rename = "requiere")]
    requires: &'a [String],
    #[serde(rename = "objetivos")]
    goals: &'a [String],
    #[serde(rename = "progreso")]
    progress: Option<&'a Lesson>,
}

/// Lists the lessons.
pub(super) fn run(general: &General, output: &mut Output) -> Answer {
    let course = course::outlines(&general.library()?)?;
    let store = general.store(output)?;
    match output.format() {
        Format::Text => output.show(&document(&course, store.progress()))?,
        Format::Json => output.json(&Lessons { lessons: course.iter().map(|l| row(l, store.progress())).collect() })?,
    }
    Ok(0)
}

fn row<'a>(lesson: &'a Outline, progress: &'a Progress) -> Row<'a> {
    let front = &lesson.front;
    Row {
        number: lesson.number,
        id: &front.id,
        title: &front.title,
        command: lesson.command(),
        minutes: front.minutes,
        steps: lesson.steps,
        requires: &front.requires,
        goals: &front.goals,
        progress: progress.lesson(&front.id),
    }
}

fn document(course: &[Outline], progress: &Progress) -> Document {
    let minutes: u32 = course.iter().map(|lesson| lesson.front.minutes).sum();
    let lessons = if course.len() == 1 { "1 lección".to_owned() } else { format!("{} lecciones", course.len()) };
    let page = Document::new().say(format!("{lessons}, unos {minutes} minutos en total."));
    let page = course.iter().fold(page, |page, lesson| page.with(section(lesson, course, progress)));
    page.entries([home::next(course, progress)])
}

/// A lesson: its command, its time, what comes before, how far it is, and what one learns.
fn section(lesson: &Outline, course: &[Outline], progress: &Progress) -> Section {
    let front = &lesson.front;
    let mut entries = vec![
        ("Orden:", Text::new().code(lesson.command())),
        ("Tiempo:", format!("{} min, {} pasos", front.minutes, lesson.steps).into()),
    ];
    if !front.requires.is_empty() {
        entries.push(("Antes:", before(lesson, course, progress)));
    }
    entries.push(("Vas por:", lesson.meter(progress).line(0)));
    let entry = |(key, value): (&str, Text)| Entry { key: key.into(), value };
    let goals = List { ordered: false, items: front.goals.iter().map(|goal| Text::marked(goal)).collect() };
    let body = vec![Block::Entries(entries.into_iter().map(entry).collect()), goals.into()];
    Section { title: format!("{}. {}", lesson.number, front.title).into(), body }
}

/// The lessons that should come before, each with whether it was done.
fn before(lesson: &Outline, course: &[Outline], progress: &Progress) -> Text {
    let required = course.iter().filter(|other| lesson.front.requires.contains(&other.front.id));
    required.enumerate().fold(Text::new(), |text, (index, other)| {
        let text = if index == 0 { text } else { text.say(", ") };
        let state = if other.finished(progress) { " (hecha)" } else { " (por hacer)" };
        text.code(&other.front.id).say(state)
    })
}
