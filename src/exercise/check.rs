//! Judges a submission.

use std::sync::{Mutex, PoisonError};

use super::{
    Case, Difference, Exercise, Failure, Got, Mistake, Submission,
    compare::difference,
    run::{Run, TIME},
};
use crate::{
    diagnose::{Review, Reviewer},
    guard::{Ending, Limits},
    python::{Program, PythonError},
    reference::pitfall::Pitfalls,
    view::Text,
};

/// What came of checking a submission.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The exception that ended the file itself, before any case.
    pub error: Option<PythonError>,
    /// The cases, in order.
    pub cases: Vec<Judged>,
    /// Typical mistakes that give what the first failing case gave: their ids and what to say.
    pub mistakes: Vec<(String, Text)>,
    /// Operations that were to run and did not.
    pub unused: Vec<String>,
    /// Operations that were not to run and did.
    pub forbidden: Vec<String>,
    /// What the reviewer has against a file that passes its cases, where the exercise asks for a review.
    pub objection: Option<Review>,
    /// How the run ended.
    pub ending: Ending,
}

/// A case and how it went.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The case.
    pub case: Case,
    /// What comes of the model answer.
    pub expected: Got,
    /// What came of the submission.
    pub got: Got,
    /// How they compare.
    pub verdict: Verdict,
}

/// How a case went.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// As it has to.
    Right,
    /// The value is another.
    Differs(Difference),
    /// An exception came instead of a value, or another one than was asked for.
    Raised,
    /// A value came instead of an exception.
    DidNotRaise,
    /// The program was ended before.
    Unreached,
}

impl Checked {
    /// Whether all that was asked for is there.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.error.is_none()
            && self.unused.is_empty()
            && self.forbidden.is_empty()
            && self.objection.is_none()
            && self.cases.iter().all(|judged| judged.verdict == Verdict::Right)
    }

    /// The first case that went wrong.
    #[must_use]
    pub fn first_wrong(&self) -> Option<(usize, &Judged)> {
        self.cases.iter().enumerate().find(|(_, judged)| judged.verdict != Verdict::Right)
    }
}

/// Judges submissions of one exercise. What the model answer and the typical mistakes give is computed once.
#[derive(Debug)]
pub struct Judge<'a> {
    exercise: &'a Exercise,
    expected: Run,
    mistakes: Mutex<Option<Vec<Run>>>,
    pitfalls: Option<&'a Pitfalls>,
}

impl<'a> Judge<'a> {
    /// Runs the model answer.
    ///
    /// # Errors
    /// A child process cannot be started, or the model answer is broken.
    pub fn new(exercise: &'a Exercise) -> Result<Self, Failure> {
        Ok(Self { exercise, expected: exercise.run_solution()?, mistakes: Mutex::new(None), pitfalls: None })
    }

    /// The same for exercises that ask for a review as well: with the pages that hold the reviewer's words.
    #[must_use]
    pub fn reviewing(self, pitfalls: &'a Pitfalls) -> Self {
        Self { pitfalls: Some(pitfalls), ..self }
    }

    /// Checks a submission.
    ///
    /// # Errors
    /// A child process cannot be started.
    pub fn check(&self, submission: &Submission, limits: Limits) -> Result<Checked, Failure> {
        let limits = Limits { time: limits.time.or(Some(TIME)), ..limits };
        let run = self.exercise.run(&submission.name, &submission.source, limits)?;
        let mut checked = self.judged(run);
        if let Some((index, wrong)) = checked.first_wrong().filter(|_| checked.error.is_none()) {
            checked.mistakes = self.mistakes_at(index, &wrong.got)?;
        }
        if checked.passed() && self.exercise.front.review {
            checked.objection = self.objection(submission, limits)?;
        }
        Ok(checked)
    }

    fn objection(&self, submission: &Submission, limits: Limits) -> Result<Option<Review>, Failure> {
        let Some(pitfalls) = self.pitfalls else { return Ok(None) };
        let Submission { name, source } = submission.clone();
        let review = Reviewer { pitfalls, limits }.review(&Program { name, source, arguments: Vec::new() });
        review.map(|review| (!review.is_clean()).then_some(review)).map_err(Failure::NotStarted)
    }

    fn judged(&self, run: Run) -> Checked {
        let pairs = self.expected.got.iter().zip(run.got);
        let judged = |(case, (expected, got)): (&Case, (&Got, Got))| Judged {
            case: case.clone(),
            verdict: verdict(case, expected, &got),
            expected: expected.clone(),
            got,
        };
        let ran = |name: &&String| run.operations.contains(*name);
        let front = &self.exercise.front;
        Checked {
            cases: self.exercise.cases.iter().zip(pairs).map(judged).collect(),
            mistakes: Vec::new(),
            unused: front.uses.iter().filter(|name| !ran(name)).cloned().collect(),
            forbidden: front.avoids.iter().filter(ran).cloned().collect(),
            objection: None,
            error: run.error,
            ending: run.ending,
        }
    }

    /// The typical mistakes that give the same in this case.
    fn mistakes_at(&self, index: usize, got: &Got) -> Result<Vec<(String, Text)>, Failure> {
        let mut held = self.mistakes.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            let limits = Limits { time: Some(TIME), ..Limits::default() };
            let run = |mistake: &Mistake| self.exercise.run("error.py", &mistake.program, limits);
            *held = Some(self.exercise.mistakes.iter().map(run).collect::<Result<_, _>>()?);
        }
        let runs = held.iter().flatten();
        let is_same = |run: &Run| run.got.get(index).is_some_and(|given| same(given, got, &self.exercise.cases[index]));
        let made = self.exercise.mistakes.iter().zip(runs).filter(|(_, run)| is_same(run));
        Ok(made.map(|(mistake, _)| (mistake.id.clone(), mistake.text())).collect())
    }
}

fn verdict(case: &Case, expected: &Got, got: &Got) -> Verdict {
    match (expected, got) {
        (_, Got::Nothing) => Verdict::Unreached,
        (Got::Value(expected), Got::Value(got)) => {
            difference(expected, got, case.tolerance).map_or(Verdict::Right, Verdict::Differs)
        }
        (Got::Raised(expected), Got::Raised(got)) if got.is(&expected.kind) && got.message == expected.message => {
            Verdict::Right
        }
        (Got::Raised(_), Got::Value(_)) => Verdict::DidNotRaise,
        _ => Verdict::Raised,
    }
}

/// Whether two programs gave the same in a case.
fn same(a: &Got, b: &Got, case: &Case) -> bool {
    match (a, b) {
        (Got::Value(a), Got::Value(b)) => difference(a, b, case.tolerance).is_none(),
        (Got::Raised(a), Got::Raised(b)) => a.kind == b.kind && a.message == b.message,
        _ => false,
    }
}
