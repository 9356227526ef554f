//! Grades hand-ins side by side.

use std::{
    path::Path,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc::{self, Sender},
    },
    thread,
};

use super::{Grade, HandIn, Student, recognised};
use crate::{
    exercise::{Exercise, Exercises, Failure, Judge, Submission},
    guard::Limits,
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

/// What the caller says to each graded student: go on, or no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Go on.
    No,
    /// Grade no more.
    Yes,
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
        Ok(Self { judges, all, limits, threads: threads.max(1) })
    }

    /// Grades them, several at a time; `each` gets a student's grades as soon as they are there, with the place of the
    /// hand-in.
    ///
    /// # Errors
    /// A child process cannot be started.
    pub fn grade(&self, hand_ins: &[&HandIn], mut each: impl FnMut(usize, Student) -> Stop) -> Result<(), Failure> {
        let next = AtomicUsize::new(0);
        let stop = || next.store(hand_ins.len(), Ordering::SeqCst);
        thread::scope(|scope| {
            let (sender, graded) = mpsc::channel();
            for _ in 0..self.threads {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || self.work(next, hand_ins, &sender));
            }
            drop(sender);
            for (index, student) in graded {
                match student.map(|student| each(index, student)) {
                    Ok(Stop::No) => {}
                    Ok(Stop::Yes) => stop(),
                    Err(failure) => {
                        stop();
                        return Err(failure);
                    }
                }
            }
            Ok(())
        })
    }

    /// One thread's work: the next hand-in, until there is none.
    fn work(&self, next: &AtomicUsize, hand_ins: &[&HandIn], told: &Sender<(usize, Result<Student, Failure>)>) {
        loop {
            let index = next.fetch_add(1, Ordering::SeqCst);
            let Some(hand_in) = hand_ins.get(index) else { return };
            // Nobody listens any more once the run is stopped.
            if told.send((index, self.student(hand_in))).is_err() {
                return;
            }
        }
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
