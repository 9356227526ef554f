//! Finding something by the name that a student types.

use crate::spanish;

/// Nothing has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What was typed.
    pub word: String,
    /// What was probably meant.
    pub nearest: Option<String>,
}

/// A name as it is compared: without case, accents, the module in front, parentheses behind, and dashes.
pub(super) fn key(name: &str) -> String {
    let name = spanish::fold(name);
    let name = name.split('(').next().unwrap_or_default().trim();
    let name = name.rsplit('.').find(|part| !part.is_empty()).unwrap_or(name);
    name.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).collect()
}

/// Which of several things, each with its names, has this one. The first of all names wins over the rest.
///
/// # Errors
/// None has it.
pub(super) fn find(word: &str, names: &[Vec<String>]) -> Result<usize, Unknown> {
    let wanted = key(word);
    let first = names.iter().position(|names| names.first().is_some_and(|name| key(name) == wanted));
    let any = || names.iter().position(|names| names.iter().any(|name| key(name) == wanted));
    first.or_else(any).ok_or_else(|| {
        let all = names.iter().flatten().map(String::as_str);
        let nearest = spanish::nearest(word, all.clone()).or_else(|| spanish::nearest(&wanted, all));
        Unknown { word: word.to_owned(), nearest: nearest.map(str::to_owned) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        let names = [vec!["silu", "nn.SiLU", "swish"], vec!["leaky_relu", "nn.LeakyReLU"], vec!["época"]];
        let names = names.map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>());
        for (word, place) in [
            ("SiLU", 0),
            ("F.silu", 0),
            ("torch.nn.functional.silu", 0),
            ("swish", 0),
            ("nn.LeakyReLU(0.1)", 1),
            ("Leaky ReLU", 1),
            ("leaky-relu", 1),
            ("epoca", 2),
        ] {
            assert_eq!(find(word, &names), Ok(place), "{word}");
        }
        assert_eq!(find("swich", &names).expect_err("a slip").nearest.as_deref(), Some("swish"));
        assert_eq!(find("", &names).expect_err("nothing").nearest, None);
    }
}
