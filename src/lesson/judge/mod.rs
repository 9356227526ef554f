//! Is an answer right, and if not, what does it show?

#[cfg(test)]
mod tests;
mod verdict;

use super::{
    Kind,
    answer::{Answer, slip},
    asked::{Mistake, Question},
    mistake, tolerance,
};
use crate::{content::marked, spanish, view::Text};
pub use verdict::{Verdict, capital};
use verdict::{misread, several};

/// Judges what was typed.
#[must_use]
pub fn judge(question: &Question, typed: &str) -> Verdict {
    let text = stripped(question.kind, typed);
    let answer = match Answer::typed(question.kind, text, &question.choices()) {
        Ok(answer) => answer.fitted(&question.answer),
        Err(unclear) => return misread(question.kind, text, &unclear),
    };
    if is_right(question, &answer, text) {
        return Verdict::Right { spelling: spelling(question, text) };
    }
    wrong(question, &answer, text)
}

/// What stands behind the last `=` of a number or a tensor: `m = −6`.
fn stripped(kind: Kind, typed: &str) -> &str {
    let value = matches!(kind, Kind::Numero | Kind::Tensor);
    let text = typed.rsplit_once('=').filter(|(_, value)| is_value(value)).map_or(typed, |(_, text)| text).trim();
    if !value {
        return typed.trim();
    }
    // A single number may be written as PyTorch prints it.
    let inner = text.strip_prefix("tensor(").and_then(|text| text.strip_suffix(')'));
    inner.filter(|inner| kind == Kind::Numero && !inner.contains('[')).unwrap_or(text)
}

fn is_value(text: &str) -> bool {
    spanish::rows(text).is_ok()
}

fn is_right(question: &Question, answer: &Answer, text: &str) -> bool {
    match (answer, &question.answer) {
        (Answer::Number(typed), Answer::Number(right)) => tolerance::right(*typed, text, *right, question.tolerance),
        (Answer::Text(typed), Answer::Text(right)) => {
            let mut texts = question.accepted.iter().chain([right]);
            texts.any(|text| spanish::fold(text) == spanish::fold(spanish::bare(typed)) || slip(typed, text))
        }
        (answer, right) => answer.is(right, question.tolerance),
    }
}

/// How words are spelled right.
fn spelling(question: &Question, typed: &str) -> Option<String> {
    match &question.answer {
        Answer::Text(right) => spanish::respelled(typed, right).map(ToOwned::to_owned),
        Answer::Option(index) => {
            let options = question.choices();
            let option = options.get(*index)?;
            spanish::respelled(typed, option).map(ToOwned::to_owned)
        }
        Answer::Sign(sign) => spanish::respelled(typed, sign.word()).map(ToOwned::to_owned),
        _ => None,
    }
}

/// What a wrong answer shows: mistakes that the author names, else slips in the computation and in writing it down.
fn wrong(question: &Question, answer: &Answer, text: &str) -> Verdict {
    let declared = giving(answer, &question.mistakes, question.tolerance);
    if !declared.is_empty() {
        return known(declared);
    }
    if let (Answer::Number(typed), Answer::Number(right)) = (answer, &question.answer)
        && tolerance::rough(*typed, text, *right)
    {
        return Verdict::unclear("Vas por buen camino. Escríbelo con dos decimales, por lo menos.");
    }
    let general = mistake::general(question, answer).into_iter();
    let general = general.map(|(name, message)| (name.to_owned(), marked(&message)));
    let found: Vec<Found> = giving(answer, &question.slips, question.tolerance).into_iter().chain(general).collect();
    if found.is_empty() {
        return Verdict::Wrong { message: mistake::unknown(question, answer), mistake: None };
    }
    known(found)
}

/// A mistake: its name, and what to say about it.
type Found = (String, Text);

/// The verdict on an answer that known mistakes give.
fn known(found: Vec<Found>) -> Verdict {
    let (names, messages): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    Verdict::Wrong { message: several(messages), mistake: Some(names.join("+")) }
}

/// The mistakes that give this answer; what is said of two of them is said once.
fn giving(answer: &Answer, mistakes: &[Mistake], tolerance: f64) -> Vec<Found> {
    let mut found = Vec::<Found>::new();
    for mistake in mistakes.iter().filter(|mistake| answer.is(&mistake.answer, tolerance)) {
        if found.iter().all(|(_, message)| *message != mistake.message) {
            found.push((mistake.name.clone(), mistake.message.clone()));
        }
    }
    found
}
