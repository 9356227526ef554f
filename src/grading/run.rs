//! Grades hand-ins side by side.

use std::path::Path;

use super::{Grade, HandIn, Student, recognised};
use crate::{
    exercise::{Exercise, Exercises, Failure, Judge, Submission},
    guard::{self, Limits},
    reference::pitfall::Pitfalls,
};

/// Grades hand-ins. What model answers give is computed once.
#[derive(Debug)]
pub struct Grader<'a> {
    judges: Vec<(&'a Exercise, Judge<'a>)>,
    all: &'a Exercises,
    limits: Limits,
    threads: usize,
}

impl<'a> Grader<'a> {
    /// Runs the model answers of some of `all` exercises.
    ///
    /// # Errors
    /// A child process cannot be started, or a model answer is broken.
    pub fn new(
        exercises: impl IntoIterator<Item = &'a Exercise>,
        all: &'a Exercises,
        pitfalls: &'a Pitfalls,
        limits: Limits,
        threads: usize,
    ) -> Result<Self, Failure> {
        let judge = |exercise: &'a Exercise| Ok((exercise, Judge::new(exercise)?.reviewing(pitfalls)));
        let judges = exercises.into_iter().map(judge).collect::<Result<_, _>>()?;
        Ok(Self { judges, all, limits, threads })
    }

    /// Grades them, several at a time; `each` gets a student's grades as soon as they are there, with the place of the
    /// hand-in.
    ///
    /// # Errors
    /// A child process cannot be started; or the first error of `each`.
    pub fn grade<E: From<Failure>>(
        &self,
        hand_ins: &[&HandIn],
        each: impl FnMut(usize, Student) -> Result<(), E>,
    ) -> Result<(), E> {
        guard::side_by_side(self.threads, hand_ins, |hand_in| self.student(hand_in), each)
    }

    fn student(&self, hand_in: &HandIn) -> Result<Student, Failure> {
        let grade = |(exercise, judge): &(&Exercise, Judge<'_>)| self.exercise(exercise, judge, hand_in);
        let grades = self.judges.iter().map(grade).collect::<Result<_, _>>()?;
        Ok(Student { name: hand_in.student.clone(), grades })
    }

    fn exercise(&self, exercise: &Exercise, judge: &Judge<'_>, hand_in: &HandIn) -> Result<Grade, Failure> {
        let (id, cases) = (&exercise.front.id, exercise.cases.len());
        let only = self.judges.len() == 1;
        let is_for = |name: &str| {
            let known = recognised(self.all.iter(), name);
            known.map_or(only && hand_in.files.len() == 1, |(known, _)| known.front.id == exercise.front.id)
        };
        // An archive that cannot be opened may hold anything.
        let is_archive = |name: &str| Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case("zip"));
        let damaged = |(name, text): &(&String, &Result<String, _>)| text.is_err() && is_archive(name);
        let files = || hand_in.files.iter();
        let file = files().find(|(name, _)| is_for(name)).or_else(|| files().find(damaged));
        match file {
            None => Ok(Grade::missing(id, cases)),
            Some((_, Err(why))) => Ok(Grade::unreadable(id, cases, *why)),
            Some((name, Ok(source))) => {
                let submission = Submission { name: name.clone(), source: source.clone() };
                Ok(Grade::of(id, &judge.check(&submission, self.limits)?))
            }
        }
    }
}
