//! The whole check: what is read is held to every rule, what runs, runs on all cores.

use super::{
    Finding, Report, Rule, exercises, language, lessons, names, numbers, proof, reference, shelf::Shelf, width,
};
use crate::{
    content::{Library, Source},
    guard,
};

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// All but the start and the mistakes of the exercises, which are many runs.
    Quick,
    /// All.
    Whole,
}

/// What a unit of work found, and how many questions it held.
#[derive(Default)]
pub(super) struct Found {
    pub findings: Vec<Finding>,
    pub questions: usize,
}

impl From<Vec<Finding>> for Found {
    fn from(findings: Vec<Finding>) -> Self {
        Self { findings, questions: 0 }
    }
}

/// A unit of work: what runs together.
#[derive(Clone, Copy)]
enum Unit {
    Lesson(usize),
    Exercise(usize),
    Pitfall(usize),
    Card(usize),
    Item(usize),
    Proofs(usize),
}

/// Holds all texts that the library owns to the rules; `each` hears how much is done.
///
/// # Errors
/// No child process can be started.
pub fn check(library: &Library, depth: Depth, mut each: impl FnMut(usize, usize)) -> Result<Report, guard::Failure> {
    let mut shelf = Shelf::read(library);
    let mut findings = std::mem::take(&mut shelf.findings);
    findings.extend(names::check(&shelf, library));
    match language::Lexicon::read(library) {
        Ok(lexicon) => findings.extend(shelf.sources.iter().flat_map(|source| lexicon.check(source))),
        Err(error) => findings.push(Finding::new(Rule::Format, error)),
    }
    findings.extend(without_code(&shelf));
    let mut counts = shelf.counts();
    let units = units(&shelf);
    let mut done = 0;
    let work = |unit: &Unit| unit.work(&shelf, library, depth);
    guard::side_by_side(guard::cores(), &units, work, |_, found| {
        done += 1;
        each(done, units.len());
        counts.questions += found.questions;
        findings.extend(found.findings);
        Ok::<_, guard::Failure>(())
    })?;
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup();
    Ok(Report { findings, counts, complete: depth == Depth::Whole })
}

/// What takes longest comes first.
fn units(shelf: &Shelf) -> Vec<Unit> {
    let lessons = (0..shelf.lessons.len()).rev().map(Unit::Lesson);
    let exercises = (0..shelf.exercises.len()).rev().map(Unit::Exercise);
    let pitfalls = (0..shelf.pitfalls.len()).map(Unit::Pitfall);
    let cards = (0..shelf.cards.as_ref().map_or(0, |cards| cards.all().count())).map(Unit::Card);
    let items = (0..shelf.items.len()).map(Unit::Item);
    let proofs = (0..shelf.sources.len()).filter(|&index| proof::has_any(&shelf.sources[index])).map(Unit::Proofs);
    lessons.chain(exercises).chain(pitfalls).chain(cards).chain(items).chain(proofs).collect()
}

impl Unit {
    fn work(self, texts: &Shelf, library: &Library, depth: Depth) -> Result<Found, guard::Failure> {
        match self {
            Self::Lesson(index) => lessons::check(&texts.lessons[index].1),
            Self::Exercise(index) => {
                let (exercise, files) = &texts.exercises[index];
                exercises::check(exercise, files, library, depth).map(Found::from)
            }
            Self::Pitfall(index) => {
                let (pitfall, source) = &texts.pitfalls[index];
                reference::pitfall(pitfall, source, library)
            }
            Self::Card(index) => {
                let card = texts.cards.as_ref().and_then(|cards| Some((cards, cards.all().nth(index)?)));
                card.map_or(Ok(Vec::new()), |(cards, card)| reference::card(card, cards, library)).map(Found::from)
            }
            Self::Item(index) => {
                let (item, source) = &texts.items[index];
                reference::item(item, source).map(Found::from)
            }
            Self::Proofs(index) => {
                let source = &texts.sources[index];
                let solution = texts.exercises.iter().find(|(_, files)| files.page.name == source.name);
                let before = solution.map_or("", |(exercise, _)| exercise.solution.as_str());
                proof::check(source, before).map(Found::from)
            }
        }
    }
}

/// Pages without any code of their own.
fn without_code(shelf: &Shelf) -> Vec<Finding> {
    let bare = |source: &&Source| ["glosario.md", "fichas.md"].iter().any(|name| source.name.ends_with(name));
    let mut found = Vec::new();
    for source in shelf.sources.iter().filter(bare) {
        found.extend(numbers::check(source, &numbers::Known::default()));
        let glossary = shelf.glossary.as_ref().filter(|_| source.name.ends_with("glosario.md"));
        found.extend(glossary.into_iter().flat_map(|glossary| width::check(&glossary.document(), source)));
    }
    found
}
