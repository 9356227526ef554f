//! The program of a lesson, and its run.

use std::{collections::BTreeMap, time::Duration};

use super::{
    Lesson, Played, PlayedStep,
    ask::{Ask, How},
    piece::Piece,
    played::Part,
    results::Results,
};
use crate::{
    content::{self, Error},
    guard::{self, Ending, Notebook},
    python::CellResult,
    spanish::{Unclear, nearest},
};

/// What tracebacks and traces call the program.
const NAME: &str = "lección.py";
/// No lesson computes longer, on the slowest machine: one that does never ends.
const TIME: Duration = Duration::from_mins(2);

/// A lesson whose parameters have values.
#[derive(Debug)]
pub struct Prepared {
    lesson: Lesson,
    /// The lines of Python that make the parameters.
    parameters: Vec<String>,
    /// The cells of all pieces, in order.
    asks: Vec<Ask>,
    notebook: Notebook,
}

/// Why a lesson cannot be shown.
#[derive(Debug)]
pub enum Failure {
    /// Its text is wrong.
    Content(Error),
    /// Its program cannot be started.
    Start(guard::Failure),
    /// Its program did not come to its end.
    Ended(Ending),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Content(error)
    }
}

impl Prepared {
    /// Gives the parameters these values, by name; the others keep their own.
    ///
    /// # Errors
    /// There is no such parameter, or it cannot have that value.
    pub fn new(lesson: Lesson, values: &BTreeMap<String, String>) -> Result<Self, Unclear> {
        if let Some(name) = values.keys().find(|name| lesson.parameters.iter().all(|known| known.name != **name)) {
            return Err(unknown(name, &lesson));
        }
        let line = |known: &super::Parameter| known.line(values.get(&known.name).unwrap_or(&known.value));
        let parameters: Vec<String> = lesson.parameters.iter().map(line).collect::<Result<_, _>>()?;
        let asks: Vec<Ask> = lesson.pieces().flat_map(|piece| piece.asks(&parameters)).collect();
        let mut notebook = Notebook::new(NAME);
        notebook.limits.time = Some(TIME);
        for ask in &asks {
            ask.add(&mut notebook);
        }
        Ok(Self { lesson, parameters, asks, notebook })
    }

    /// The lesson.
    #[must_use]
    pub fn lesson(&self) -> &Lesson {
        &self.lesson
    }

    /// All its code as one program.
    #[must_use]
    pub fn program(&self) -> String {
        self.notebook.program()
    }

    /// Runs it; `each` hears how much is done.
    ///
    /// # Errors
    /// Its code raises where it should not, or does not come to its end.
    pub fn run(&self, mut each: impl FnMut(usize, usize)) -> Result<Played, Failure> {
        let total = self.asks.len();
        let ran = self.notebook.run(|index, _| each(index + 1, total));
        let (results, ending) = ran.map_err(Failure::Start)?;
        match self.played(&results)? {
            Some(played) => Ok(played),
            None => Err(Failure::Ended(ending)),
        }
    }

    /// Runs it in this process: for tests.
    ///
    /// # Errors
    /// As [`Prepared::run`].
    pub fn run_here(&self) -> content::Result<Option<Played>> {
        self.played(&self.notebook.run_here())
    }

    /// The lesson with its numbers, if all its cells ran.
    fn played(&self, results: &[CellResult]) -> content::Result<Option<Played>> {
        for ((ask, result), cell) in self.asks.iter().zip(results).zip(self.notebook.cells()) {
            if let Some(error) = result.error.as_ref().filter(|_| ask.how != How::Try) {
                return Err(ask.failed(error, cell.line, NAME, &self.lesson.source));
            }
        }
        if results.len() < self.asks.len() {
            return Ok(None);
        }
        let mut rest = results;
        let intro = self.parts(&self.lesson.intro, &mut rest)?;
        let mut steps = Vec::new();
        for step in &self.lesson.steps {
            let (id, title) = (step.id.clone(), step.title.clone());
            steps.push(PlayedStep { id, title, parts: self.parts(&step.pieces, &mut rest)? });
        }
        let Lesson { id, title, minutes, goals, .. } = self.lesson.clone();
        Ok(Some(Played { id, title, minutes, goals, intro, steps }))
    }

    fn parts(&self, pieces: &[Piece], rest: &mut &[CellResult]) -> content::Result<Vec<Part>> {
        let mut parts = Vec::<Part>::new();
        for piece in pieces {
            let (own, others) = rest.split_at(piece.asks(&self.parameters).len().min(rest.len()));
            *rest = others;
            let part = piece.play(&self.parameters, Results::new(own), &self.lesson.source)?;
            match (parts.last_mut(), part) {
                (Some(Part::Blocks(blocks)), Part::Blocks(more)) => blocks.extend(more),
                (_, Part::Blocks(none)) if none.is_empty() => {}
                (_, part) => parts.push(part),
            }
        }
        Ok(parts)
    }
}

fn unknown(name: &str, lesson: &Lesson) -> Unclear {
    let names: Vec<&str> = lesson.parameters.iter().map(|known| known.name.as_str()).collect();
    let hint = match (nearest(name, names.iter().copied()), names.as_slice()) {
        (Some(meant), _) => format!("¿quisiste decir «{meant}»?"),
        (None, []) => "esta lección no tiene ninguno".to_owned(),
        (None, names) => format!("esta lección tiene {}", names.join(", ")),
    };
    Unclear::new(format!("la lección «{}» no tiene ningún parámetro «{name}»", lesson.id), hint)
}
