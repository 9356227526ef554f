//! How one student did.

use serde::{Deserialize, Serialize};

use super::Unreadable;
use crate::{
    exercise::{Checked, Verdict},
    guard::Ending,
};

/// How one student did in all exercises.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Student {
    /// Who.
    #[serde(rename = "alumno")]
    pub name: String,
    /// An exercise each, in their order.
    #[serde(rename = "ejercicios")]
    pub grades: Vec<Grade>,
}

/// How one exercise went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    /// Its id.
    #[serde(rename = "ejercicio")]
    pub exercise: String,
    /// How it stands.
    #[serde(rename = "estado")]
    pub status: Status,
    /// How many cases it passes.
    #[serde(rename = "superados")]
    pub passed: usize,
    /// … of how many.
    #[serde(rename = "casos")]
    pub cases: usize,
    /// The first case that went wrong, or the line that says why there is none.
    #[serde(rename = "detalle")]
    pub detail: String,
    /// The typical mistakes that give that result.
    #[serde(rename = "errores")]
    pub mistakes: Vec<String>,
}

/// How an exercise stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Status {
    /// All that was asked for passes.
    #[serde(rename = "superado")]
    Passed,
    /// Something does not.
    #[serde(rename = "no superado")]
    Failed,
    /// The file ends in an exception before any case.
    #[serde(rename = "error")]
    Error,
    /// Its time ran out.
    #[serde(rename = "sin tiempo")]
    Time,
    /// It asked for too much memory.
    #[serde(rename = "sin memoria")]
    Memory,
    /// The file cannot be read.
    #[serde(rename = "ilegible")]
    Unreadable,
    /// There is none.
    #[default]
    #[serde(rename = "sin entregar")]
    Missing,
}

impl Status {
    /// The word that the teacher reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "superado",
            Self::Failed => "no superado",
            Self::Error => "error",
            Self::Time => "sin tiempo",
            Self::Memory => "sin memoria",
            Self::Unreadable => "ilegible",
            Self::Missing => "sin entregar",
        }
    }
}

impl Student {
    /// How many exercises were passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.grades.iter().filter(|grade| grade.status == Status::Passed).count()
    }
}

impl Grade {
    /// There is nothing to grade.
    #[must_use]
    pub fn missing(exercise: &str, cases: usize) -> Self {
        Self { exercise: exercise.to_owned(), cases, ..Self::default() }
    }

    /// There is something that cannot be read.
    #[must_use]
    pub fn unreadable(exercise: &str, cases: usize, why: Unreadable) -> Self {
        Self { status: Status::Unreadable, detail: why.text().to_owned(), ..Self::missing(exercise, cases) }
    }

    /// What a check says.
    #[must_use]
    pub fn of(exercise: &str, checked: &Checked) -> Self {
        let right = checked.cases.iter().filter(|judged| judged.verdict == Verdict::Right).count();
        Self {
            exercise: exercise.to_owned(),
            status: status(checked),
            passed: right,
            cases: checked.cases.len(),
            detail: detail(checked),
            mistakes: checked.mistakes.iter().map(|(id, _)| id.clone()).collect(),
        }
    }
}

fn status(checked: &Checked) -> Status {
    match &checked.ending {
        _ if checked.passed() => Status::Passed,
        Ending::TimeLimit(_) => Status::Time,
        Ending::MemoryLimit => Status::Memory,
        _ if checked.error.is_some() => Status::Error,
        _ => Status::Failed,
    }
}

fn detail(checked: &Checked) -> String {
    match &checked.ending {
        Ending::TimeLimit(_) => return "no termina a tiempo".to_owned(),
        Ending::MemoryLimit => return "pide más memoria de la permitida".to_owned(),
        _ => {}
    }
    if let Some(error) = &checked.error {
        return format!("{}: {}", error.kind, error.message.lines().next().unwrap_or_default());
    }
    if let Some((_, judged)) = checked.first_wrong() {
        return judged.case.title.clone();
    }
    if let Some(review) = &checked.objection {
        let rules: Vec<&str> = review.findings.iter().map(|told| told.rule).collect();
        return format!("la revisión encuentra {}", rules.join(", "));
    }
    let unused = checked.unused.iter().map(|name| format!("no usa {name}"));
    unused.chain(checked.forbidden.iter().map(|name| format!("usa {name}"))).collect::<Vec<_>>().join("; ")
}
