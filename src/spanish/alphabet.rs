//! The order of a Spanish list: neither case nor accents count, and ñ is a letter of its own, after n.

use std::cmp::Ordering;

use super::fold;

/// Which of two names comes first. Different names are never equal.
#[must_use]
pub fn alphabetical(one: &str, other: &str) -> Ordering {
    key(one).cmp(&key(other)).then_with(|| one.cmp(other))
}

/// Stands behind every letter that may follow an n.
const AFTER_N: &str = "n\u{7f}";

fn key(name: &str) -> String {
    // `fold` would make an n of it.
    name.to_lowercase().replace("n\u{303}", "ñ").split('ñ').map(fold).collect::<Vec<_>>().join(AFTER_N)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_in_a_class_list() {
        let mut names = ["zoe", "Peña", "ñandú", "Nuño", "Núñez", "Benito", "Beñat", "ana", "Álvaro", "Óscar"];
        names.sort_by(|one, other| alphabetical(one, other));
        let expected = ["Álvaro", "ana", "Benito", "Beñat", "Núñez", "Nuño", "ñandú", "Óscar", "Peña", "zoe"];
        assert_eq!(names, expected);
        assert!(alphabetical("Ana", "ana").is_ne() && alphabetical("ana", "ana").is_eq());
    }
}
