//! The answer within a line: `…: sí`, `…: sí, porque…`, `No: …`, `todavía no he…`.

use crate::{checklist::Answer, spanish::fold};

/// More words are no answer.
const WORDS: usize = 5;

/// What ends the item and begins the answer.
const BETWEEN: [&str; 11] = [":", "→", "->", "=>", "—", " – ", " - ", "? ", ". ", "…", "|"];

/// What ends the answer and begins the reason.
const BEHIND: [&str; 14] =
    [",", ";", ".", ":", "(", "—", " – ", " - ", " porque", " ya que", " pero", " pues", " aunque", " por eso"];

/// Beginnings that say it without a word for it.
const PHRASES: [(Answer, &[&str]); 3] = [
    (Answer::No, &["todavia no ", "aun no ", "no he ", "me falta ", "falta ", "pendiente ", "tengo que ", "hay que "]),
    (Answer::Yes, &["ya ", "he ", "hemos ", "comprobe ", "revise ", "verifique que ya "]),
    (
        Answer::NotApplicable,
        &["no necesito ", "no me hace falta ", "no hace falta ", "no he necesitado ", "no aplica "],
    ),
];

/// The name of a field, folded, without what emphasises it.
pub(super) fn key(text: &str) -> String {
    fold(text.trim_matches(|c: char| c.is_whitespace() || "*_-¿?[](){}".contains(c)))
}

/// A text with its answer taken out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Split {
    pub text: String,
    pub answer: Option<Answer>,
    pub reason: Option<String>,
}

/// An answer, and what is said behind it.
pub(super) fn with_reason(segment: &str) -> Option<(Answer, Option<String>)> {
    if let Some(answer) = Answer::read(segment).filter(|_| segment.split_whitespace().count() <= WORDS) {
        return Some((answer, None));
    }
    let cut = BEHIND.iter().filter_map(|sign| segment.find(sign)).filter(|&at| at > 0).min()?;
    let (head, rest) = segment.split_at(cut);
    let answer = Answer::read(head).filter(|_| head.split_whitespace().count() <= WORDS)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",;.:(—–-".contains(c));
    let rest = if segment[cut..].starts_with('(') { rest.trim_end().trim_end_matches(')') } else { rest };
    Some((answer, Some(rest.trim().to_owned()).filter(|rest| !rest.is_empty())))
}

/// Takes the answer out of a text: from its end, from its beginning, or from how it begins.
pub(super) fn split(text: &str) -> Split {
    behind(text)
        .or_else(|| bracketed(text))
        .or_else(|| before(text))
        .or_else(|| phrase(text))
        .unwrap_or_else(|| Split { text: text.trim().to_owned(), ..Split::default() })
}

/// The answer at the end, the shortest one.
fn behind(text: &str) -> Option<Split> {
    let mut places: Vec<(usize, usize)> =
        BETWEEN.iter().flat_map(|sign| text.match_indices(sign).map(|(at, sign)| (at, at + sign.len()))).collect();
    places.sort_unstable();
    places.into_iter().rev().find_map(|(at, end)| {
        let (answer, reason) = with_reason(text[end..].trim())?;
        let before = text[..at].trim();
        // «No: …» has its answer before the sign, not behind.
        (before.split_whitespace().count() > 1).then(|| Split { text: before.to_owned(), answer: Some(answer), reason })
    })
}

/// `… (sí)`, `… [no]`, `… **sí**`
fn bracketed(text: &str) -> Option<Split> {
    let trimmed = text.trim_end().trim_end_matches('.');
    let (open, close) =
        [("(", ")"), ("[", "]"), ("**", "**")].into_iter().find(|(_, close)| trimmed.ends_with(close))?;
    let inner = trimmed.strip_suffix(close)?;
    let at = inner.rfind(open)?;
    let (answer, reason) = with_reason(inner[at + open.len()..].trim())?;
    Some(Split { text: inner[..at].trim().to_owned(), answer: Some(answer), reason })
}

/// `Sí, uso…`, `Pendiente: revisar…`
fn before(text: &str) -> Option<Split> {
    let cut = [",", ":", ";", ".", " — ", " – ", " - ", ")"].iter().filter_map(|sign| text.find(sign)).min()?;
    let answer = Answer::read(&text[..cut]).filter(|_| text[..cut].split_whitespace().count() <= WORDS)?;
    let rest = text[cut..].trim_start_matches(|c: char| c.is_whitespace() || ",:;.—–-)".contains(c));
    (rest.split_whitespace().count() > 1).then(|| Split {
        text: rest.trim().to_owned(),
        answer: Some(answer),
        reason: None,
    })
}

fn phrase(text: &str) -> Option<Split> {
    let folded = fold(text);
    let begins = |phrases: &[&str]| phrases.iter().any(|phrase| folded.starts_with(phrase));
    // Longer phrases stand last, and say more.
    let (answer, _) = PHRASES.iter().rev().find(|(_, phrases)| begins(phrases))?;
    Some(Split { text: text.trim().to_owned(), answer: Some(*answer), reason: None })
}
