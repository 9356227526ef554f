//! Values of options, with messages in Spanish.

use std::{fmt, ops::RangeInclusive};

/// Why a value is no good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadValue(pub String);

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadValue {}

/// A whole number within a range.
///
/// # Errors
/// It is no number, or out of the range.
pub fn whole(text: &str, range: RangeInclusive<u64>) -> Result<u64, BadValue> {
    let (low, high) = (range.start(), range.end());
    let bounds = if *high == u64::MAX { format!("de {low} en adelante") } else { format!("entre {low} y {high}") };
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| BadValue(format!("tiene que ser un número entero {bounds}")))
}

/// The width of a screen.
///
/// # Errors
/// No screen is that wide.
pub(super) fn columns(text: &str) -> Result<usize, BadValue> {
    whole(text, 20..=1000).map(|columns| usize::try_from(columns).unwrap_or(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_told() {
        assert_eq!(columns("80"), Ok(80));
        for bad in ["19", "1001", "-3", "ancho", "", "8.0"] {
            assert_eq!(columns(bad), Err(BadValue("tiene que ser un número entero entre 20 y 1000".into())), "{bad}");
        }
        assert_eq!(whole("0", 1..=u64::MAX), Err(BadValue("tiene que ser un número entero de 1 en adelante".into())));
    }
}
