//! The grades of a class.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Status, Student};
use crate::spanish;

/// The version of the format of `resultado.json`; it goes up when a field changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// The grades of a class. Nothing in it depends on when or where it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The ids of the exercises, in their order.
    #[serde(rename = "ejercicios")]
    pub exercises: Vec<String>,
    /// The students, sorted by name.
    #[serde(rename = "alumnos")]
    pub students: Vec<Student>,
    /// The most frequent mistakes of the class.
    #[serde(rename = "errores_frecuentes")]
    pub mistakes: Vec<Mistake>,
}

/// A mistake, and how many students made it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// The exercise.
    #[serde(rename = "ejercicio")]
    pub exercise: String,
    /// The mistake.
    #[serde(rename = "error")]
    pub mistake: String,
    /// How many students.
    #[serde(rename = "alumnos")]
    pub students: usize,
}

impl Report {
    /// The report of these students.
    #[must_use]
    pub fn new(exercises: Vec<String>, mut students: Vec<Student>) -> Self {
        students.sort_by(|a, b| spanish::alphabetical(&a.name, &b.name));
        let mistakes = frequent(&students);
        Self { exercises, students, mistakes }
    }

    /// How many students passed an exercise.
    #[must_use]
    pub fn passed(&self, exercise: usize) -> usize {
        let passed =
            |student: &&Student| student.grades.get(exercise).is_some_and(|grade| grade.status == Status::Passed);
        self.students.iter().filter(passed).count()
    }
}

fn frequent(students: &[Student]) -> Vec<Mistake> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    for grade in students.iter().flat_map(|student| &student.grades) {
        for mistake in &grade.mistakes {
            *counts.entry((grade.exercise.clone(), mistake.clone())).or_default() += 1;
        }
    }
    let mistake = |((exercise, mistake), students)| Mistake { exercise, mistake, students };
    let mut mistakes: Vec<Mistake> = counts.into_iter().map(mistake).collect();
    mistakes.sort_by_key(|mistake| std::cmp::Reverse(mistake.students));
    mistakes
}
