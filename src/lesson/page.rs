//! A whole lesson as one document, for whoever reads without a dialogue.

use super::{
    asked::Question,
    played::{Part, Played, PlayedStep},
};
use crate::view::{Block, Document, NoteKind, Reply, Section, Text, Title};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Without the notes for teachers.
    Student,
    /// With them.
    Teacher,
}

/// The lesson from a step on, counted from 0, with every question answered.
#[must_use]
pub fn document(played: &Played, from: usize, audience: Audience) -> Document {
    told(played, from, audience, answered)
}

/// The lesson for who keeps it: between a question and its answer stand its hints, to be opened one by one.
#[must_use]
pub fn handout(played: &Played, audience: Audience) -> Document {
    told(played, 0, audience, |question| {
        let mut blocks = answered(question);
        let total = question.hints.len();
        let hints = question.hints.iter().enumerate();
        blocks.splice(1..1, hints.map(|(index, hint)| Reply::hint(index + 1, total, hint.clone()).into()));
        blocks
    })
}

fn told(played: &Played, from: usize, audience: Audience, ask: impl Fn(&Question) -> Vec<Block>) -> Document {
    let mut document = opening(played);
    if from == 0 {
        document.blocks.extend(played.intro.iter().flat_map(|part| whole(part, audience, &ask)));
    }
    for (index, step) in played.steps.iter().enumerate().skip(from) {
        document = document.with(heading(index, step, played));
        document.blocks.extend(step.parts.iter().flat_map(|part| whole(part, audience, &ask)));
    }
    document
}

/// The name of the lesson, and what it is for.
pub(super) fn opening(played: &Played) -> Document {
    cover(&played.title, played.steps.len(), played.minutes, &played.goals)
}

/// The name of a lesson, and what it is for: also of one that has not been run.
#[must_use]
pub fn cover(title: &str, steps: usize, minutes: u32, goals: &[String]) -> Document {
    let motto = format!("{steps} pasos, unos {minutes} minutos");
    let document = Document::new().with(Title { name: title.to_owned(), motto: motto.into() });
    if goals.is_empty() {
        return document;
    }
    let goals = Document::new().list(false, goals.iter().map(|goal| Text::marked(goal)));
    document.with(Section { title: "En esta lección vas a:".into(), body: goals.blocks })
}

/// `Paso 2 de 7 · ReLU, como módulo`
pub(super) fn heading(index: usize, step: &PlayedStep, played: &Played) -> Block {
    let place = format!("Paso {} de {} · ", index + 1, played.steps.len());
    Block::Heading(Text::new().say(place).join(step.title.clone()))
}

/// A part with nothing left to ask.
fn whole(part: &Part, audience: Audience, ask: impl Fn(&Question) -> Vec<Block>) -> Vec<Block> {
    match part {
        Part::Blocks(blocks) => blocks.clone(),
        Part::Question(question) => ask(question),
        Part::Note(_) if audience == Audience::Student => Vec::new(),
        Part::Note(blocks) => note(blocks),
    }
}

/// A question, its answer and its reason.
pub(super) fn answered(question: &Question) -> Vec<Block> {
    let answer = Reply::answer(question.solution());
    vec![asked(question), answer.into(), Reply::right(question.why.clone()).into()]
}

/// A question and its options.
pub(super) fn asked(question: &Question) -> Block {
    Reply::question(question.ask.clone()).options(question.options.clone()).into()
}

/// A note for teachers.
pub(super) fn note(blocks: &[Block]) -> Vec<Block> {
    let told = |block: &Block| match block {
        Block::Paragraph(text) => {
            let text = Text::new().emphasis("Para el docente: ").join(text.clone());
            Document::new().note(NoteKind::Note, text).blocks
        }
        block => vec![block.clone()],
    };
    blocks.iter().flat_map(told).collect()
}
