//! Pages that are looked up, run: pitfalls, cards, the items of the checklist.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::{
    Finding, Rule,
    check::Found,
    lessons::{self, learn},
    numbers, prose, width,
};
use crate::{
    checklist::{self, Item, Kernel},
    content::{Library, Page, Piece, Source},
    diagnose::{Reviewer, rules},
    guard::{self, Limits},
    lesson::Lesson,
    python::Program,
    reference::{
        Card, CardFailure, Cards,
        pitfall::{Failure, Pitfall, Pitfalls, Played, Purpose, Ran},
    },
    view::Document,
};

/// A pitfall: its programs do what it says, its rule finds the first and not the last, its questions hold.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn pitfall(pitfall: &Pitfall, source: &Source, library: &Library) -> Result<Found, guard::Failure> {
    let played = match pitfall.play() {
        Ok(played) => played,
        Err(Failure::Wrong(error)) => return Ok(vec![Finding::new(Rule::Code, error)].into()),
        Err(Failure::NotStarted(error)) => return Err(error),
    };
    let document = match pitfall.document(&played) {
        Ok(document) => document,
        Err(error) => return Ok(vec![Finding::new(Rule::Code, error)].into()),
    };
    let (mut findings, questions) = quiz(source)?;
    findings.extend(numbers::check(source, &known(source, &document, &played)));
    findings.extend(width::check(&document, source));
    findings.extend(silent(&played, source));
    findings.extend(reviewed(pitfall, source, library)?);
    Ok(Found { findings, questions })
}

/// Programs that show nothing, and errors that nobody explains.
fn silent(played: &Played, source: &Source) -> Vec<Finding> {
    let said = |ran: &Ran| match (&ran.traceback, &ran.help) {
        (None, _) if ran.output.trim().is_empty() => Some(("este programa no imprime nada", "termina con un `print`")),
        (Some(_), None) => {
            Some(("de este error no hay explicación", "elige un programa que muestre la trampa de otra manera"))
        }
        _ => None,
    };
    let wrong = played.programs.iter().filter_map(|ran| Some((ran, said(ran)?)));
    let error = |ran: &Ran, (said, hint)| source.error(place(source, &ran.source), said).hint(hint);
    wrong.map(|(ran, told)| Finding::new(Rule::Code, error(ran, told))).collect()
}

/// Where a text stands in a file; its beginning where it does not.
fn place(source: &Source, text: &str) -> Range<usize> {
    source.text.find(text).map_or(0..0, |at| at..at + text.len())
}

/// Its predictions, held to what the questions of lessons are held to.
fn quiz(source: &Source) -> Result<(Vec<Finding>, usize), guard::Failure> {
    let pieces = Page::<IgnoredAny>::read(source.clone()).and_then(|page| page.pieces()).unwrap_or_default();
    let prediction = |piece| match piece {
        Piece::Fence(fence) if fence.word() == "prediccion" => Some(fence),
        _ => None,
    };
    let fences: Vec<_> = pieces.into_iter().filter_map(prediction).collect();
    if fences.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let lesson = match Lesson::quiz(source.clone(), &fences) {
        Ok(lesson) => lesson,
        Err(error) => return Ok((vec![Finding::new(Rule::Format, error)], 0)),
    };
    Ok(match lessons::play(&lesson)? {
        Ok(played) => (lessons::questions(&lesson, &played), fences.len()),
        Err(finding) => (vec![finding], 0),
    })
}

fn known(source: &Source, document: &Document, played: &Played) -> numbers::Known {
    let mut known = code(source);
    document.blocks.iter().for_each(|block| learn(block, &mut known));
    played.programs.iter().for_each(|ran| known.learn(&ran.output));
    known
}

/// The numbers of a page's own code.
fn code(source: &Source) -> numbers::Known {
    let mut known = numbers::Known::default();
    known.learn(&prose::code(source));
    known
}

/// The rule of the page fires where the pitfall is, and not where it is repaired.
fn reviewed(pitfall: &Pitfall, source: &Source, library: &Library) -> Result<Vec<Finding>, guard::Failure> {
    let id = pitfall.front().id.as_str();
    let Some(pitfalls) = rules::ALL.iter().any(|rule| rule.id == id).then(|| Pitfalls::read(library).ok()).flatten()
    else {
        return Ok(Vec::new());
    };
    let limits = Limits { time: Some(std::time::Duration::from_secs(20)), ..Limits::default() };
    let reviewer = Reviewer { pitfalls: &pitfalls, limits };
    let mut found = Vec::new();
    // The evidence may show the pitfall as it measures it.
    for program in pitfall.programs().filter(|program| program.purpose != Purpose::Evidence) {
        let name = format!("{}.py", program.purpose.name());
        let review = reviewer.review(&Program { name, source: program.source.clone(), arguments: Vec::new() })?;
        let rules: Vec<&str> = review.findings.iter().map(|finding| finding.rule).collect();
        let said = match program.purpose {
            Purpose::Wrong if rules.iter().all(|rule| *rule == id) && !rules.is_empty() => continue,
            Purpose::Right if rules.is_empty() => continue,
            _ if rules.is_empty() => "la revisión no encuentra esta trampa en el programa `mal`".to_owned(),
            purpose => format!("la revisión encuentra {} en el programa `{}`", rules.join(", "), purpose.name()),
        };
        let error = source.error(place(source, &program.source), said);
        found.push(Finding::new(Rule::Code, error.hint("guarda el programa aparte y míralo con `antorcha revisar`")));
    }
    Ok(found)
}

/// A card: its program runs.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn card(card: &Card, cards: &Cards, library: &Library) -> Result<Vec<Finding>, guard::Failure> {
    let Ok(source) = library.file(&format!("fichas/{}.md", card.id())) else { return Ok(Vec::new()) };
    let measured = match card.measure() {
        Ok(measured) => measured,
        Err(CardFailure::NotStarted(error)) => return Err(error),
        Err(CardFailure::Wrong(said)) => {
            let at = place(&source, card.example());
            let message = format!("el programa de esta ficha falla: {}", said.replace('`', "'"));
            return Ok(vec![Finding::new(Rule::Code, source.error(at, message))]);
        }
    };
    let mut found = Vec::new();
    if measured.output.trim().is_empty() {
        let at = place(&source, card.example());
        let error = source.error(at, "el ejemplo no imprime nada").hint("termina con un `print`");
        found.push(Finding::new(Rule::Code, error));
    }
    let document = card.document(cards.family(card), &measured);
    let mut known = code(&source);
    known.learn(&measured.output);
    known.learn(&card.signature());
    known.learn_values([&measured.x, &measured.y, &measured.derivative].into_iter().flatten().copied());
    found.extend(numbers::check(&source, &known));
    found.extend(width::check(&document, &source));
    Ok(found)
}

/// An item of the checklist: its example runs.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn item(item: &Item, source: &Source) -> Result<Vec<Finding>, guard::Failure> {
    let blocks = match item.explained(Kernel::guarded()) {
        Ok(blocks) => blocks,
        Err(checklist::Failure::Content(error)) => return Ok(vec![Finding::new(Rule::Code, error)]),
        Err(checklist::Failure::Start(error)) => return Err(error),
    };
    let mut known = code(source);
    for block in &blocks {
        learn(block, &mut known);
    }
    let mut found = numbers::check(source, &known);
    found.extend(width::check(&Document { blocks }, source));
    Ok(found)
}
