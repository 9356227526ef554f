//! Does a line say why?

use std::collections::BTreeSet;

use crate::spanish::fold;

/// Lines that only look like a reason.
const EMPTY: [&str; 22] = [
    "porque si",
    "porque no",
    "por que si",
    "si",
    "no",
    "no se",
    "nose",
    "ni idea",
    "nada",
    "esta bien",
    "todo bien",
    "lo que sea",
    "da igual",
    "ok",
    "vale",
    "porque lo digo yo",
    "porque yo lo digo",
    "asi es",
    "creo que si",
    "creo",
    "supongo",
    "lorem ipsum",
];

/// Fewer different words say nothing.
const WORDS: usize = 3;

/// Whether a line says something: some different words that could be words, and none of the usual ways out. The item's own
/// sentence says nothing new.
#[must_use]
pub fn says_something(line: &str, sentence: &str) -> bool {
    let folded = fold(line);
    let words: BTreeSet<&str> =
        folded.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| is_word(word)).collect();
    let text = folded.trim_matches(|c: char| !c.is_alphanumeric());
    !EMPTY.contains(&text) && text != fold(sentence) && words.len() >= WORDS
}

/// Not a lone letter, not a key held down, not a row of the keyboard.
fn is_word(word: &str) -> bool {
    let letters: BTreeSet<char> = word.chars().collect();
    let numeric = word.chars().any(|c| c.is_ascii_digit());
    let vowels = word.chars().filter(|c| "aeiouy".contains(*c)).count();
    let rows = ["asdf", "qwer", "zxcv", "jkl", "hjkl", "jaja", "xxx"];
    let spoken = vowels > 0 || word.len() <= 4;
    !word.is_empty()
        && (numeric || (letters.len() > 1 && spoken) || word == "y")
        && !rows.iter().any(|row| word.contains(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "Asegúrate de no omitir la función de activación";

    #[test]
    fn reasons() {
        for line in [
            "ReLU detrás de fc1 y fc2",
            "relu en fc1; sigmoid al final",
            "Todas son de PyTorch, no necesito otra",
            "negative_slope=0.01, el de fábrica",
            "uso tanh en cada capa oculta",
        ] {
            assert!(says_something(line, SENTENCE), "{line}");
        }
        for line in [
            "",
            " ",
            "...",
            "porque sí",
            "Porque sí.",
            "no sé",
            "asdf asdf asdf",
            "qwerty asdf zxcv",
            "aaa bbb ccc",
            "sí sí sí",
            "ok",
            "x",
            "jajaja jeje jiji",
            "creo que sí",
            "1",
            SENTENCE,
        ] {
            assert!(!says_something(line, SENTENCE), "{line}");
        }
    }
}
