//! The class as a whole.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Student, Syllabus};
use crate::progress::{Practice, Prediction, Progress};

/// The version of `resumen.json`; it goes up when a field changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// The class as a whole. Nothing in it depends on when or where it was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// A row per student, sorted by name.
    #[serde(rename = "alumnos")]
    pub rows: Vec<Row>,
    /// The questions and exercises that went wrong, the most often failed before the others.
    #[serde(rename = "dificultades")]
    pub difficult: Vec<Difficult>,
    /// The mistakes that were made, the most frequent before the others.
    #[serde(rename = "ideas_equivocadas")]
    pub misconceptions: Vec<Misconception>,
}

/// What a student has done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The student.
    #[serde(rename = "alumno")]
    pub name: String,
    /// Lessons whose end was reached.
    #[serde(rename = "lecciones_terminadas")]
    pub finished: usize,
    /// Questions that were answered.
    #[serde(rename = "preguntas_contestadas")]
    pub answered: usize,
    /// Questions that were answered right in the end.
    #[serde(rename = "preguntas_acertadas")]
    pub right: usize,
    /// Questions that were right at the first attempt and without hints.
    #[serde(rename = "a_la_primera")]
    pub at_once: usize,
    /// Hints that were asked for, in lessons and exercises.
    #[serde(rename = "pistas")]
    pub hints: u32,
    /// Exercises that were passed.
    #[serde(rename = "ejercicios_superados")]
    pub passed: usize,
    /// Items of the checklist that are settled.
    #[serde(rename = "lista_resueltos")]
    pub settled: usize,
    /// When anything was touched last, in seconds since 1970; 0 for never.
    #[serde(rename = "ultima_vez")]
    pub last: u64,
}

/// A question or an exercise that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difficult {
    /// The lesson; `ejercicios` for exercises.
    #[serde(rename = "leccion")]
    pub lesson: String,
    /// The question or the exercise.
    #[serde(rename = "pregunta")]
    pub id: String,
    /// How many students failed at least once.
    #[serde(rename = "fallan")]
    pub failed: usize,
    /// How many tried.
    #[serde(rename = "contestan")]
    pub tried: usize,
}

/// A mistake, and how many students made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Misconception {
    /// The lesson; `ejercicios` for exercises.
    #[serde(rename = "leccion")]
    pub lesson: String,
    /// The question or the exercise.
    #[serde(rename = "pregunta")]
    pub id: String,
    /// The mistake's name.
    #[serde(rename = "error")]
    pub mistake: String,
    /// How many students.
    #[serde(rename = "alumnos")]
    pub students: usize,
}

/// What stands in place of a lesson for exercises.
pub(super) const EXERCISES: &str = "ejercicios";

/// Where something was asked: a lesson and a question.
type Asked = (String, String);

impl Summary {
    /// The summary of these students.
    #[must_use]
    pub fn new(students: &[Student], syllabus: &Syllabus) -> Self {
        let rows = students.iter().map(|student| Row::of(student, syllabus)).collect();
        Self { rows, difficult: difficult(students), misconceptions: misconceptions(students) }
    }
}

impl Row {
    fn of(student: &Student, syllabus: &Syllabus) -> Self {
        let progress = &student.progress;
        let predictions = || progress.lessons.values().flat_map(|lesson| lesson.predictions.values());
        let count = |wanted: fn(&Prediction) -> bool| predictions().filter(|prediction| wanted(prediction)).count();
        let taught = |id: &String| syllabus.lessons.iter().any(|unit| unit.id == *id);
        let set = |id: &String| syllabus.exercises.iter().any(|unit| unit.id == *id);
        let hints = predictions().map(|prediction| prediction.hints);
        Self {
            name: student.name.clone(),
            finished: progress.lessons.iter().filter(|(id, lesson)| taught(id) && lesson.finished).count(),
            answered: count(|prediction| prediction.attempts > 0),
            right: count(|prediction| prediction.right),
            at_once: count(|prediction| prediction.right && prediction.attempts == 1 && prediction.hints == 0),
            hints: hints.chain(progress.exercises.values().map(|practice| practice.hints)).fold(0, u32::saturating_add),
            passed: progress.exercises.iter().filter(|(id, practice)| set(id) && practice.passed).count(),
            settled: progress.settled().min(syllabus.items),
            last: last(progress),
        }
    }
}

fn last(progress: &Progress) -> u64 {
    let lessons = progress.lessons.values().map(|lesson| lesson.last);
    lessons.chain(progress.exercises.values().map(|practice| practice.last)).max().unwrap_or_default()
}

/// Whether it went wrong at least once.
fn failed(prediction: &Prediction) -> bool {
    prediction.attempts > u32::from(prediction.right)
}

fn difficult(students: &[Student]) -> Vec<Difficult> {
    let mut counts: BTreeMap<Asked, (usize, usize)> = BTreeMap::new();
    let mut count = |asked: Asked, wrong: bool| {
        let (failed, tried) = counts.entry(asked).or_default();
        (*failed, *tried) = (*failed + usize::from(wrong), *tried + 1);
    };
    for student in students {
        for (asked, prediction) in answered(student) {
            count(asked, failed(prediction));
        }
        for (asked, practice) in practised(student) {
            count(asked, !practice.passed || practice.attempts > 1);
        }
    }
    let row = |((lesson, id), (failed, tried))| Difficult { lesson, id, failed, tried };
    let mut rows: Vec<Difficult> = counts.into_iter().map(row).filter(|row| row.failed > 0).collect();
    rows.sort_by(|a, b| (b.failed * a.tried).cmp(&(a.failed * b.tried)).then(b.failed.cmp(&a.failed)));
    rows
}

fn misconceptions(students: &[Student]) -> Vec<Misconception> {
    let mut counts: BTreeMap<(Asked, String), usize> = BTreeMap::new();
    for student in students {
        let named = answered(student).filter_map(|(asked, prediction)| Some((asked, prediction.mistake.clone()?)));
        let mistakes = |(asked, practice): (Asked, &Practice)| {
            practice.mistakes.keys().map(|mistake| (asked.clone(), mistake.clone())).collect::<Vec<_>>()
        };
        for made in named.chain(practised(student).flat_map(mistakes)) {
            *counts.entry(made).or_default() += 1;
        }
    }
    let row = |(((lesson, id), mistake), students)| Misconception { lesson, id, mistake, students };
    let mut rows: Vec<Misconception> = counts.into_iter().map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.students));
    rows
}

/// The questions that a student answered.
fn answered(student: &Student) -> impl Iterator<Item = (Asked, &Prediction)> {
    let all = student.progress.lessons.iter();
    let all =
        all.flat_map(|(lesson, kept)| kept.predictions.iter().map(move |(id, prediction)| ((lesson, id), prediction)));
    all.filter(|(_, prediction)| prediction.attempts > 0)
        .map(|((lesson, id), prediction)| ((lesson.clone(), id.clone()), prediction))
}

/// The exercises that a student handed in at least once.
fn practised(student: &Student) -> impl Iterator<Item = (Asked, &Practice)> {
    let tried = student.progress.exercises.iter().filter(|(_, practice)| practice.attempts > 0);
    tried.map(|(id, practice)| ((EXERCISES.to_owned(), id.clone()), practice))
}
