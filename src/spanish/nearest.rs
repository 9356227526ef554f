//! What was probably meant: the nearest of several words.

use strsim::osa_distance;

use super::fold::fold;

/// Nothing longer is a word with a slip in it.
const LONGEST: usize = 120;

/// From this length on, a beginning is enough to know the word.
const BEGINNING: usize = 3;

/// The candidate that is nearest to `word`, for «¿quisiste decir…?»; none when none is near. Of several that are as
/// near, the first.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = fold(word);
    let near = candidates.into_iter().filter_map(|candidate| Some((closeness(&word, &fold(candidate))?, candidate)));
    near.min_by_key(|&(distance, _)| distance).map(|(_, candidate)| candidate)
}

/// Whether two folded texts differ by no more than a slip.
pub(super) fn alike(word: &str, other: &str) -> bool {
    slips(word, other).is_some()
}

/// The slips between two folded texts, if they are few for their length: letters missing, added, wrong or swapped.
pub(super) fn slips(word: &str, other: &str) -> Option<usize> {
    let (short, long) = {
        let (a, b) = (word.chars().count(), other.chars().count());
        (a.min(b), a.max(b))
    };
    let allowed = (long / 4).clamp(1, 3);
    // A slip in a word of one letter is another word.
    let sensible = word == other || (short > 1 && long <= LONGEST && long - short <= allowed);
    sensible.then(|| osa_distance(word, other)).filter(|&distance| distance <= allowed)
}

/// How near a candidate is: slips, and after all of those the words that are only begun.
fn closeness(word: &str, candidate: &str) -> Option<usize> {
    let begun = word.chars().count() >= BEGINNING && candidate.starts_with(word);
    slips(word, candidate).or(begun.then_some(LONGEST))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const COMMANDS: [&str; 6] = ["comparar", "capa", "trampas", "progreso", "solución", "ayuda"];

    #[test]
    fn slips_are_understood() {
        let cases = [
            ("compara", Some("comparar")),
            ("CAPA", Some("capa")),
            ("cpaa", Some("capa")),
            ("trampa", Some("trampas")),
            ("solusion", Some("solución")),
            ("prog", Some("progreso")),
            ("ayda", Some("ayuda")),
            ("z", None),
            ("", None),
            ("c", None),
            ("xilofono", None),
        ];
        for (typed, meant) in cases {
            assert_eq!(nearest(typed, COMMANDS), meant, "{typed:?}");
        }
    }

    #[test]
    fn a_long_line_is_no_word() {
        assert_eq!(nearest(&"comparar ".repeat(10_000), COMMANDS), None);
    }

    proptest! {
        #[test]
        fn nothing_panics(word in any::<String>(), candidates in proptest::collection::vec(any::<String>(), 0..5)) {
            let _ = nearest(&word, candidates.iter().map(String::as_str));
        }

        #[test]
        fn a_candidate_is_nearest_to_itself(index in 0..COMMANDS.len()) {
            prop_assert_eq!(nearest(COMMANDS[index], COMMANDS), Some(COMMANDS[index]));
        }
    }
}
