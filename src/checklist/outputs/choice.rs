//! A student's combination.

use serde::{Deserialize, Serialize};

use crate::spanish::{self, Unclear};

/// A student's combination, by the names of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The problem.
    #[serde(rename = "problema")]
    pub problem: String,
    /// What the model does last.
    #[serde(rename = "salida")]
    pub output: String,
    /// The loss.
    #[serde(rename = "perdida")]
    pub loss: String,
    /// How many classes there are.
    #[serde(rename = "clases", default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<u64>,
    /// Between which values the targets lie.
    #[serde(rename = "rango", default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
}

impl Choice {
    /// Reads how many classes there are.
    ///
    /// # Errors
    /// It is no such number.
    pub fn read_classes(typed: &str) -> Result<u64, Unclear> {
        let digits: String = typed.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        let unclear =
            || Unclear::new(format!("«{}» no es un número de clases", cut(typed)), "escribe un entero de 2 a 1000");
        digits.parse().ok().filter(|classes| (2..=1000).contains(classes)).ok_or_else(unclear)
    }

    /// Reads the two values between which the targets lie.
    ///
    /// # Errors
    /// They are no two numbers, the smaller first.
    pub fn read_range(typed: &str) -> Result<(f64, f64), Unclear> {
        let folded = spanish::fold(typed);
        let words =
            folded.split_whitespace().filter(|word| !["de", "entre", "a", "y", "desde", "hasta"].contains(word));
        let text = words.collect::<Vec<_>>().join(" ");
        match spanish::numbers(&text)?.as_slice() {
            [low, high] if low < high && low.is_finite() && high.is_finite() => Ok((*low, *high)),
            _ => Err(Unclear::new(
                format!("«{}» no son dos números", cut(typed)),
                "escribe el menor y el mayor, por ejemplo 0 10",
            )),
        }
    }
}

/// The beginning of what was typed.
pub(super) fn cut(typed: &str) -> String {
    let typed = typed.trim();
    let short: String = typed.chars().take(40).collect();
    if short.len() < typed.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_problem_asks_for() {
        assert_eq!(Choice::read_classes("5 clases"), Ok(5));
        assert!(["1", "0", "-3", "muchas", "", "99999"].iter().all(|typed| Choice::read_classes(typed).is_err()));
        assert_eq!(Choice::read_range("entre 0 y 10"), Ok((0.0, 10.0)));
        assert_eq!(Choice::read_range("-1 1"), Ok((-1.0, 1.0)));
        assert!(["10 0", "3", "a b", "", "0 inf", "1 2 3"].iter().all(|typed| Choice::read_range(typed).is_err()));
    }
}
