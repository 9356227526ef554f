//! What went wrong comes again some days later, and each time it goes well, later still.

use serde::{Deserialize, Serialize};

use super::{
    Practice,
    record::{Prediction, Progress, now},
};

/// Seconds in a day.
pub const DAY: u64 = 86_400;

/// Days until it comes again, by how often in a row it went well since it went wrong; after the last of them it is known.
const DAYS: [u64; 3] = [2, 5, 14];

/// How often something went well since it went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// How often in a row.
    #[serde(rename = "aciertos", default)]
    pub right: usize,
    /// When it was repeated last, or went well for the first time, in seconds since 1970.
    #[serde(rename = "ultima_vez", default)]
    pub last: u64,
}

/// Something that comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What it is.
    pub what: Repeated,
    /// When it is due, in seconds since 1970.
    pub when: u64,
}

/// What comes again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repeated {
    /// A question of a lesson.
    Question {
        /// The lesson.
        lesson: String,
        /// The question.
        id: String,
    },
    /// An exercise.
    Exercise(String),
}

impl Review {
    /// When something that was touched last at `touched` comes again, unless it is known by now.
    fn due(&self, touched: u64) -> Option<u64> {
        let since = if self.last == 0 { touched } else { self.last };
        DAYS.get(self.right).map(|days| since.saturating_add(days * DAY))
    }

    /// It went well for the first time: looking at it again does not put off when it comes again.
    pub(super) fn settled(&mut self) {
        self.last = now();
    }

    /// It was repeated just now.
    fn repeat(&mut self, right: bool) {
        self.right = if right { self.right + 1 } else { 0 };
        self.last = now();
    }

    /// Takes over what is later on their side.
    pub(super) fn merge(&mut self, theirs: Self) {
        if theirs.last > self.last {
            *self = theirs;
        }
    }
}

impl Prediction {
    fn due(&self) -> Option<u64> {
        let wrong = self.attempts > u32::from(self.right);
        wrong.then(|| self.review.due(self.last)).flatten()
    }
}

impl Practice {
    fn due(&self) -> Option<u64> {
        let wrong = self.solution || !self.mistakes.is_empty() || self.attempts > 0 && !self.passed;
        wrong.then(|| self.review.due(self.last)).flatten()
    }
}

impl Progress {
    /// Everything that went wrong and comes again, what is due first before the others.
    #[must_use]
    pub fn repeated(&self) -> Vec<Due> {
        let questions = self.lessons.iter().flat_map(|(lesson, kept)| {
            kept.predictions.iter().filter_map(move |(id, prediction)| {
                let what = Repeated::Question { lesson: lesson.clone(), id: id.clone() };
                prediction.due().map(|when| Due { what, when })
            })
        });
        let exercise = |(id, practice): (&String, &Practice)| {
            practice.due().map(|when| Due { what: Repeated::Exercise(id.clone()), when })
        };
        let mut all: Vec<Due> = questions.chain(self.exercises.iter().filter_map(exercise)).collect();
        all.sort_by_key(|due| due.when);
        all
    }

    /// A question that went wrong was asked again, and this was the first answer.
    pub fn repeat(&mut self, lesson: &str, id: &str, right: bool) {
        if let Some(prediction) = self.lessons.get_mut(lesson).and_then(|lesson| lesson.predictions.get_mut(id)) {
            prediction.review.repeat(right);
        }
    }

    /// An exercise begins anew; the next check of it counts as a repetition.
    pub fn begin_again(&mut self, id: &str) {
        if let Some(practice) = self.exercises.get_mut(id).filter(|practice| practice.passed) {
            practice.again = true;
        }
    }
}

impl Practice {
    /// An exercise that was begun anew was checked.
    pub(super) fn repeat(&mut self, passed: bool, mistake: bool) {
        if self.again && (passed || mistake) {
            self.review.repeat(passed);
            self.again = !passed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Attempt;

    fn questions(progress: &Progress) -> Vec<(u64, String)> {
        let id = |due: Due| match due.what {
            Repeated::Question { id, .. } | Repeated::Exercise(id) => ((due.when - now()).div_ceil(DAY), id),
        };
        progress.repeated().into_iter().map(id).collect()
    }

    #[test]
    fn what_went_wrong_comes_again_later_and_later() {
        let mut progress = Progress::default();
        progress.answer("capa", "bien", Attempt::Right);
        progress.hint("capa", "solo-pista", 1);
        progress.answer("capa", "mal", Attempt::Wrong(None));
        progress.answer("capa", "mal", Attempt::Right);
        for days in DAYS {
            assert_eq!(questions(&progress), [(days, "mal".to_owned())]);
            progress.repeat("capa", "mal", true);
        }
        assert_eq!(questions(&progress), [], "it is known");
    }

    #[test]
    fn strange_times_break_nothing() {
        let mut progress = Progress::default();
        progress.answer("capa", "mal", Attempt::Wrong(None));
        let prediction = progress.lessons.get_mut("capa").and_then(|lesson| lesson.predictions.get_mut("mal"));
        prediction.expect("it was tried").last = u64::MAX;
        assert_eq!(progress.repeated()[0].when, u64::MAX);
        progress.saw_solution("relu");
        let solution = progress.repeated().into_iter().find(|due| due.what == Repeated::Exercise("relu".to_owned()));
        assert!(solution.expect("it was looked up").when > now() + DAY, "not at once");
    }

    #[test]
    fn wrong_again_begins_anew() {
        let mut progress = Progress::default();
        progress.answer("capa", "mal", Attempt::Wrong(None));
        assert_eq!(questions(&progress).len(), 1, "never right, and it comes again all the same");
        progress.repeat("capa", "mal", true);
        progress.repeat("capa", "mal", false);
        assert_eq!(questions(&progress), [(DAYS[0], "mal".to_owned())]);
        progress.repeat("capa", "desconocida", true);
        progress.repeat("otra", "mal", true);
        assert_eq!(questions(&progress).len(), 1, "what is not known is not invented");
    }

    #[test]
    fn exercises_come_again_once_they_were_begun_anew() {
        let mut progress = Progress::default();
        progress.practised("limpio", true, None);
        progress.practised("torpe", false, None);
        progress.practised("torpe", true, None);
        progress.practised("relu", false, Some("valor-absoluto"));
        progress.practised("relu", true, None);
        assert_eq!(questions(&progress), [(2, "relu".to_owned())], "slips of the keyboard are no mistakes");
        progress.practised("relu", true, None);
        assert_eq!(questions(&progress)[0].0, 2, "the old answer, checked again, is no repetition");
        progress.begin_again("relu");
        progress.practised("relu", false, None);
        progress.practised("relu", true, None);
        progress.practised("relu", true, None);
        assert_eq!(questions(&progress)[0].0, 5);
    }
}
