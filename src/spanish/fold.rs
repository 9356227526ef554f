//! Comparing texts as a reader would: without case, accents or stray spaces.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::nearest::alike;

/// The text in lower case, without accents, with single spaces; either Unicode form gives the same. For comparing
/// only: `ñ` becomes `n`.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower = text.nfkd().filter(|&c| !unseen(c)).flat_map(char::to_lowercase);
    let bare: String = lower.nfd().filter(|&c| !is_combining_mark(c)).collect();
    single_spaces(&bare)
}

/// The text in the composed form, without characters that cannot be seen, with single spaces and the minus of the
/// keyboard.
pub(super) fn clean(text: &str) -> String {
    let keyboard = |c| if matches!(c, '−' | '–' | '—' | '‒' | '‐' | '‑') { '-' } else { c };
    single_spaces(&text.nfkc().filter(|&c| !unseen(c)).map(keyboard).collect::<String>())
}

/// The text without the quotes, brackets and stops that an answer may stand in.
#[must_use]
pub fn bare(text: &str) -> &str {
    let quote = |c: char| c.is_whitespace() || "«»\"'“”‘’`".contains(c);
    text.trim_start_matches(|c| quote(c) || "¡¿".contains(c)).trim_end_matches(|c| quote(c) || ".!?".contains(c))
}

/// The right spelling, when `typed` means `right` and is not quite written so: an accent is missing, or a letter is
/// wrong. Case, quotes and stops do not count.
#[must_use]
pub fn respelled<'a>(typed: &str, right: &'a str) -> Option<&'a str> {
    let exact = |text: &str| clean(bare(text)).to_lowercase();
    (exact(typed) != exact(right) && alike(&fold(bare(typed)), &fold(bare(right)))).then_some(right)
}

/// Joins the words with single spaces.
fn single_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that take no room on the screen: byte order marks, zero-width spaces, soft hyphens, control characters.
fn unseen(c: char) -> bool {
    let invisible = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    invisible || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_accents_and_unicode_forms_fold_away() {
        let cases = [
            ("Sí", "si"),
            ("si\u{301}", "si"),
            ("  ATRÁS \t", "atras"),
            ("¿Función   lineal?", "¿funcion lineal?"),
            ("EÑE", "ene"),
            ("n\u{303}", "n"),
            ("pingüino", "pinguino"),
            ("so\u{ad}lu\u{200b}ción", "solucion"),
            ("ﬁn", "fin"),
            ("", ""),
        ];
        for (typed, folded) in cases {
            assert_eq!(fold(typed), folded, "{typed:?}");
        }
    }

    #[test]
    fn the_right_spelling_is_shown_where_it_was_missed() {
        let cases = [
            ("saturacion", "saturación", Some("saturación")),
            ("saturacio\u{301}n", "saturación", None),
            ("SATURACIÓN", "saturación", None),
            ("«saturación».", "saturación", None),
            ("saturasión", "saturación", Some("saturación")),
            ("si", "sí", Some("sí")),
            ("b", "saturación", None),
            ("2", "saturación", None),
            ("relu", "ReLU", None),
        ];
        for (typed, right, shown) in cases {
            assert_eq!(respelled(typed, right), shown, "{typed:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC*") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn nothing_panics(text in any::<String>(), other in any::<String>()) {
            let _ = (fold(&text), clean(&text), bare(&text), respelled(&text, &other));
        }
    }
}
