//! How exercises went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    Review,
    record::{Progress, is_default, now},
};

/// How an exercise went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Practice {
    /// Whether it was passed once.
    #[serde(rename = "superado", default, skip_serializing_if = "is_default")]
    pub passed: bool,
    /// How many checks it took, or has taken until now.
    #[serde(rename = "intentos", default, skip_serializing_if = "is_default")]
    pub attempts: u32,
    /// How many hints were asked for.
    #[serde(rename = "pistas", default, skip_serializing_if = "is_default")]
    pub hints: u32,
    /// Whether the solution was seen before it was passed.
    #[serde(rename = "solucion_vista", default, skip_serializing_if = "is_default")]
    pub solution: bool,
    /// Typical mistakes, and how often each was made.
    #[serde(rename = "errores", default, skip_serializing_if = "is_default")]
    pub mistakes: BTreeMap<String, u32>,
    /// When it was last checked, in seconds since 1970.
    #[serde(rename = "ultima_vez", default, skip_serializing_if = "is_default")]
    pub last: u64,
    /// Whether it was begun anew after it was passed, to repeat it.
    #[serde(rename = "repitiendo", default, skip_serializing_if = "is_default")]
    pub again: bool,
    /// How it went when it came again.
    #[serde(rename = "repaso", default, skip_serializing_if = "is_default")]
    pub review: Review,
    /// What we do not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

impl Practice {
    /// Takes over whatever is further on their side.
    pub(super) fn merge(&mut self, theirs: Self) {
        self.passed |= theirs.passed;
        self.attempts = self.attempts.max(theirs.attempts);
        self.hints = self.hints.max(theirs.hints);
        self.solution |= theirs.solution;
        self.again = if theirs.last > self.last { theirs.again } else { self.again };
        self.last = self.last.max(theirs.last);
        self.review.merge(theirs.review);
        for (id, times) in theirs.mistakes {
            let ours = self.mistakes.entry(id).or_default();
            *ours = times.max(*ours);
        }
        for (name, value) in theirs.rest {
            self.rest.entry(name).or_insert(value);
        }
    }
}

impl Progress {
    /// How an exercise went, if it was tried.
    #[must_use]
    pub fn exercise(&self, id: &str) -> Option<&Practice> {
        self.exercises.get(id)
    }

    /// A submission was checked. Once it has passed, what follows does not count.
    pub fn practised(&mut self, id: &str, passed: bool, mistake: Option<&str>) {
        let practice = self.practice(id);
        practice.last = now();
        if practice.passed {
            practice.repeat(passed, mistake.is_some());
            return;
        }
        practice.attempts = practice.attempts.saturating_add(1);
        practice.passed = passed;
        if passed {
            practice.review.settled();
        }
        if let Some(mistake) = mistake {
            let count = practice.mistakes.entry(mistake.to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }

    /// Hint number `hint` was asked for, counted from 1.
    pub fn practice_hint(&mut self, id: &str, hint: u32) {
        let practice = self.practice(id);
        practice.hints = practice.hints.max(hint);
    }

    /// The solution was shown.
    pub fn saw_solution(&mut self, id: &str) {
        let practice = self.practice(id);
        practice.solution |= !practice.passed;
        practice.last = now();
    }

    fn practice(&mut self, id: &str) -> &mut Practice {
        self.exercises.entry(id.to_owned()).or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exercise_is_remembered() {
        let mut progress = Progress::default();
        progress.practice_hint("relu", 2);
        progress.practised("relu", false, Some("valor-absoluto"));
        progress.practised("relu", true, None);
        progress.practised("relu", false, Some("otro"));
        progress.saw_solution("relu");
        let relu = progress.exercise("relu").expect("it was tried");
        assert_eq!((relu.passed, relu.attempts, relu.hints, relu.solution), (true, 2, 2, false));
        assert_eq!(relu.mistakes.get("valor-absoluto"), Some(&1));
        assert_eq!(relu.mistakes.len(), 1);
    }
}
