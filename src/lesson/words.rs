//! The words that work at every prompt.

use crate::spanish::{bare, fold, nearest};

/// A word that is understood at every prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A hint.
    Hint,
    /// Leave the question out, or go on.
    Skip,
    /// The step before.
    Back,
    /// What can be typed.
    Help,
    /// The answer.
    Solution,
    /// Enough for now.
    Leave,
}

/// Each word with its names; the first is the one that is told.
pub(super) const WORDS: [(Word, &[&str], &str); 6] = [
    (Word::Hint, &["pista", "pistas", "hint"], "una pista para la pregunta; hay tres, cada una dice más"),
    (Word::Skip, &["saltar", "salta", "skip", "seguir", "siguiente"], "seguir sin contestar"),
    (Word::Back, &["atrás", "volver", "anterior", "back"], "volver al paso anterior"),
    (Word::Solution, &["solución", "respuesta", "solution"], "la respuesta; no cuenta como acierto"),
    (Word::Help, &["ayuda", "help", "?"], "esta lista"),
    (Word::Leave, &["salir", "exit", "q", "quit"], "dejarlo aquí; luego sigues donde estabas"),
];

/// The word that was typed, with or without accents and quotes.
#[must_use]
pub fn word(typed: &str) -> Option<Word> {
    let typed = fold(typed);
    let typed = if typed == "?" { &typed } else { bare(&typed) };
    let is = |names: &[&str]| names.iter().any(|name| fold(name) == typed);
    WORDS.iter().find(|(_, names, _)| is(names)).map(|(word, ..)| *word)
}

/// The word that was probably meant.
#[must_use]
pub fn meant(typed: &str) -> Option<&'static str> {
    nearest(bare(typed), WORDS.iter().map(|(_, names, _)| names[0])).filter(|_| bare(typed).chars().count() > 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known() {
        for (typed, expected) in [
            ("pista", Some(Word::Hint)),
            ("«PISTA».", Some(Word::Hint)),
            ("atras", Some(Word::Back)),
            ("Atra\u{301}s", Some(Word::Back)),
            ("solucion", Some(Word::Solution)),
            ("q", Some(Word::Leave)),
            ("exit", Some(Word::Leave)),
            ("?", Some(Word::Help)),
            ("-0.5", None),
            ("", None),
            ("s", None),
        ] {
            assert_eq!(word(typed), expected, "{typed}");
        }
        assert_eq!((meant("psta"), meant("solusion"), meant("0")), (Some("pista"), Some("solución"), None));
    }
}
