//! A lesson, run: its code, its questions, its numbers, and how it fits the screens.

use std::collections::BTreeMap;

use super::{Finding, Rule, answers, check::Found, hints, numbers, prose, width};
use crate::{
    content::Source,
    guard,
    lesson::{self, Audience, Failure, Lesson, Part, Piece, Played, Prepared, Question, Written},
    view::Block,
};

/// Everything that only running it tells.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn check(lesson: &Lesson) -> Result<Found, guard::Failure> {
    let played = match play(lesson)? {
        Ok(played) => played,
        Err(finding) => return Ok(vec![finding].into()),
    };
    let mut found = questions(lesson, &played);
    found.extend(numbers::check(&lesson.source, &known(lesson, &played)));
    found.extend(width::check(&lesson::document(&played, 0, Audience::Teacher), &lesson.source));
    Ok(Found { findings: found, questions: played.questions().count() })
}

/// Runs it with its own values.
pub(super) fn play(lesson: &Lesson) -> Result<Result<Played, Finding>, guard::Failure> {
    let whole = |message: String| Err(Finding::new(Rule::Code, lesson.source.error(0..0, message)));
    let prepared = match Prepared::new(lesson.clone(), &BTreeMap::new()) {
        Ok(prepared) => prepared,
        Err(unclear) => return Ok(whole(format!("{}: {}", unclear.message, unclear.hint))),
    };
    Ok(match prepared.run(|_, _| ()) {
        Ok(played) => Ok(played),
        Err(Failure::Content(error)) => Err(Finding::new(Rule::Code, error)),
        Err(Failure::Start(error)) => return Err(error),
        Err(Failure::Ended(_)) => whole("el programa de esta página no llega al final".to_owned()),
    })
}

/// What is wrong with its questions.
pub(super) fn questions(lesson: &Lesson, played: &Played) -> Vec<Finding> {
    let written = lesson.pieces().filter_map(Piece::question);
    written.zip(played.questions()).flat_map(|(written, question)| asked(written, question, &lesson.source)).collect()
}

fn asked(written: &Written, question: &Question, source: &Source) -> Vec<Finding> {
    let named = |said: String| format!("pregunta `{}`: {said}", question.id);
    let answers = answers::check(question)
        .into_iter()
        .map(|(part, said)| Finding::new(Rule::Answers, source.error(answers::place(&part, written), named(said))));
    let hints = hints::of_question(question).into_iter().map(|(index, said)| {
        let error = source.error(written.hint_at(index), named(said));
        Finding::new(Rule::Hints, error.hint("la respuesta, si acaso, en la última"))
    });
    answers.chain(hints).collect()
}

/// The numbers of its code and of what that gave.
fn known(lesson: &Lesson, played: &Played) -> numbers::Known {
    let mut known = numbers::Known::default();
    known.learn(&prose::code(&lesson.source));
    for part in played.intro.iter().chain(played.steps.iter().flat_map(|step| &step.parts)) {
        match part {
            Part::Blocks(blocks) | Part::Note(blocks) => blocks.iter().for_each(|block| learn(block, &mut known)),
            Part::Question(question) => {
                known.learn(&question.answer.shown());
                question.mistakes.iter().for_each(|mistake| known.learn(&mistake.answer.shown()));
            }
        }
    }
    known
}

/// Prose is not its own witness; what was computed is.
pub(super) fn learn(block: &Block, known: &mut numbers::Known) {
    match block {
        Block::Code(code) => known.learn(&code.source),
        Block::Tensor(text) => known.learn(text),
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| known.learn(&cell.plain())),
        Block::Section(section) => section.body.iter().for_each(|block| learn(block, known)),
        Block::Step(step) => step.body.iter().for_each(|block| learn(block, known)),
        _ => {}
    }
}
