//! An exercise, proved: the solution passes, so does the second way; the start and an empty file do not; each known mistake
//! is told with its own message; the code of the statement gives what it says.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::{Depth, Finding, Rule, hints, numbers, prose, shelf::Files, shown, width};
use crate::{
    content::{Fence, Library, Page, Piece, Source},
    exercise::{Exercise, Failure, Got, Judge, Submission},
    guard::{self, Limits},
    python::Value,
    reference::pitfall::Pitfalls,
    view::{Document, Reply},
};

/// Everything that can be said of an exercise once it is read.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn check(
    exercise: &Exercise,
    files: &Files,
    library: &Library,
    depth: Depth,
) -> Result<Vec<Finding>, guard::Failure> {
    let layout = Layout::of(&files.page);
    let mut found = hints(exercise, files, &layout);
    found.extend(width::check(&document(exercise), &files.page));
    let judge = match Judge::new(exercise) {
        Ok(judge) => judge,
        Err(Failure::NotStarted(error)) => return Err(error),
        Err(Failure::Solution(why)) => {
            let message = format!("la solución no llega al final: {}", why.replace('`', "'"));
            found.push(Finding::new(Rule::Code, files.solution.error(0..0, message)));
            return Ok(found);
        }
    };
    let pitfalls = if exercise.front.review { Pitfalls::read(library).ok() } else { None };
    let judge = match &pitfalls {
        Some(pitfalls) => judge.reviewing(pitfalls),
        None => judge,
    };
    let proof = Proof { exercise, judge };
    let (passed, told) = proof.tried(&exercise.solution)?;
    if !passed {
        found.push(wrong(&files.solution, 0..0, &format!("la solución no supera sus propias pruebas: {}", told.why)));
    }
    found.extend(numbers::check(&files.page, &known(exercise, &files.page, &told.values)));
    found.extend(shown::check(&layout.statement, &exercise.solution, Proof::limits(), &files.page)?);
    found.extend(proof.other_way(&layout, files)?);
    if depth == Depth::Whole {
        found.extend(proof.failing(&layout, files)?);
    }
    Ok(found)
}

fn wrong(source: &Source, at: Range<usize>, message: &str) -> Finding {
    Finding::new(Rule::Answers, source.error(at, message.replace('`', "'")))
}

/// Where the parts of the page are.
#[derive(Default)]
struct Layout {
    statement: Vec<Fence>,
    other_way: Vec<Fence>,
    mistakes: Vec<Fence>,
    hints: Range<usize>,
}

impl Layout {
    fn of(page: &Source) -> Self {
        let mut layout = Self::default();
        let Ok(pieces) = Page::<IgnoredAny>::read(page.clone()).and_then(|page| page.pieces()) else { return layout };
        let mut heading = String::new();
        for piece in pieces {
            match piece {
                Piece::Heading { text, .. } => heading = text.plain(),
                Piece::Block { range, .. } if heading == "Pistas" => layout.hints = range,
                Piece::Fence(fence) if fence.word() == "error" => layout.mistakes.push(fence),
                Piece::Fence(fence) if fence.word() == "python" && heading.is_empty() => layout.statement.push(fence),
                Piece::Fence(fence) if fence.word() == "python" && heading == "Otra manera" => {
                    layout.other_way.push(fence);
                }
                Piece::Block { .. } | Piece::Fence(_) => {}
            }
        }
        layout
    }
}

fn hints(exercise: &Exercise, files: &Files, layout: &Layout) -> Vec<Finding> {
    let texts = exercise.hints.clone().map(|hint| hint.plain());
    let told = hints::of_exercise(&texts, &exercise.start, &exercise.solution);
    let finding = |(_, said): (usize, String)| {
        let error = files.page.error(layout.hints.clone(), said.replace('`', "'"));
        Finding::new(Rule::Hints, error.hint("la respuesta, si acaso, en la última"))
    };
    told.into_iter().map(finding).collect()
}

/// All that a student may be told of it.
fn document(exercise: &Exercise) -> Document {
    let mut document = exercise.document();
    for (index, hint) in exercise.hints.iter().enumerate() {
        document = document.with(Reply::hint(index + 1, exercise.hints.len(), hint.clone()));
    }
    document.blocks.extend(exercise.success().blocks);
    exercise.mistakes.iter().fold(document, |document, mistake| document.say(mistake.text()))
}

/// The numbers of its programs, and of what the solution gives.
fn known(exercise: &Exercise, page: &Source, values: &[f64]) -> numbers::Known {
    let mut known = numbers::Known::default();
    for text in [&exercise.start, &exercise.solution] {
        known.learn(text);
    }
    known.learn(&prose::code(page));
    exercise.cases.iter().for_each(|case| known.learn(&case.code()));
    known.learn_values(values.iter().copied());
    known
}

struct Proof<'a> {
    exercise: &'a Exercise,
    judge: Judge<'a>,
}

/// What came of a submission.
struct Tried {
    /// Whether every case gives what the solution gives, whatever it uses.
    right: bool,
    /// Why it does not pass.
    why: String,
    /// The mistakes that are told.
    mistakes: Vec<String>,
    /// The numbers that the cases gave.
    values: Vec<f64>,
}

impl Proof<'_> {
    fn limits() -> Limits {
        Limits { time: Some(std::time::Duration::from_secs(40)), ..Limits::default() }
    }

    /// Whether a file passes, as `practica comprobar` would say.
    fn tried(&self, source: &str) -> Result<(bool, Tried), guard::Failure> {
        let name = self.exercise.file_name();
        let submission = Submission { name: name.clone(), source: source.to_owned() };
        let checked = match self.judge.check(&submission, Self::limits()) {
            Ok(checked) => checked,
            Err(Failure::NotStarted(error)) => return Err(error),
            Err(Failure::Solution(why)) => {
                return Ok((false, Tried { right: false, why, mistakes: Vec::new(), values: Vec::new() }));
            }
        };
        let why = match (&checked.error, checked.first_wrong()) {
            (Some(error), _) => format!("se detiene con {}: {}", error.kind, error.message),
            (None, Some((_, judged))) => format!("falla el caso «{}»", judged.case.title),
            (None, None) if checked.objection.is_some() => {
                let rules = checked.objection.iter().flat_map(|review| &review.findings).map(|told| told.rule);
                format!("la revisión encuentra {}", rules.collect::<Vec<_>>().join(", "))
            }
            (None, None) if !checked.unused.is_empty() => format!("no usa {}", checked.unused.join(", ")),
            (None, None) => format!("usa {}", checked.forbidden.join(", ")),
        };
        let passed = checked.passed();
        let values = checked.cases.iter().flat_map(|judged| values(&judged.got)).collect();
        let right = checked.error.is_none() && checked.first_wrong().is_none();
        let mistakes = checked.mistakes.into_iter().map(|(id, _)| id).collect();
        Ok((passed, Tried { right, why, mistakes, values }))
    }

    /// The second way gives what the first gives: it runs below it, in its place.
    fn other_way(&self, layout: &Layout, files: &Files) -> Result<Vec<Finding>, guard::Failure> {
        let mut found = Vec::new();
        for fence in &layout.other_way {
            let source = format!("{}\n\n{}", self.exercise.solution, fence.body);
            let (_, told) = self.tried(&source)?;
            if !told.right {
                found.push(wrong(&files.page, fence.body_range(), &format!("esta otra manera no vale: {}", told.why)));
            }
        }
        Ok(found)
    }

    /// What must not pass.
    fn failing(&self, layout: &Layout, files: &Files) -> Result<Vec<Finding>, guard::Failure> {
        let mut found = Vec::new();
        if self.tried(&self.exercise.start)?.0 {
            found.push(wrong(&files.start, 0..0, "el archivo de inicio ya supera el ejercicio"));
        }
        if self.tried("")?.0 {
            found.push(wrong(&files.cases, 0..0, "un archivo vacío supera estas pruebas"));
        }
        for (mistake, fence) in self.exercise.mistakes.iter().zip(&layout.mistakes) {
            let (passed, told) = self.tried(&mistake.program)?;
            let said = if passed {
                "este error supera el ejercicio".to_owned()
            } else if told.mistakes.contains(&mistake.id) {
                continue;
            } else {
                format!("a quien comete este error no se le dice su mensaje ({})", told.why)
            };
            found.push(wrong(&files.page, fence.body_range(), &format!("{}: {said}", mistake.id)));
        }
        Ok(found)
    }
}

fn values(got: &Got) -> Vec<f64> {
    if let Got::Value(value) = got { within(value) } else { Vec::new() }
}

fn within(value: &Value) -> Vec<f64> {
    match (value.numbers(), value) {
        (Some((_, numbers)), _) => numbers,
        (None, Value::List(items)) => items.iter().flat_map(within).collect(),
        (None, Value::Dict(items)) => items.iter().flat_map(|(_, item)| within(item)).collect(),
        _ => value.number().into_iter().collect(),
    }
}
