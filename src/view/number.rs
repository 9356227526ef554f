//! Numbers of a picture, with those that JSON does not have.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// A number; JSON carries `inf`, `-inf` and `nan` as text.
#[derive(Clone, Copy, Debug)]
pub struct Number(pub f64);

impl Number {
    /// The number itself, where it is one that can be drawn.
    #[must_use]
    pub fn finite(self) -> Option<f64> {
        Some(self.0).filter(|number| number.is_finite())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || (self.0.is_nan() && other.0.is_nan())
    }
}

impl Eq for Number {}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(number)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            number if number.is_nan() => serializer.serialize_str("nan"),
            f64::INFINITY => serializer.serialize_str("inf"),
            f64::NEG_INFINITY => serializer.serialize_str("-inf"),
            number => serializer.serialize_f64(number),
        }
    }
}

/// A number in powers of ten as Python writes it, with two digits of the exponent: `4.5e-05`.
#[must_use]
pub fn scientific(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, digits) = exponent.strip_prefix('-').map_or(('+', exponent), |digits| ('-', digits));
    format!("{mantissa}e{sign}{digits:0>2}")
}

/// The two forms in which JSON carries a number.
#[derive(Deserialize)]
#[serde(untagged)]
enum Form {
    Number(f64),
    Text(String),
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Form::deserialize(deserializer)? {
            Form::Number(number) => Ok(Self(number)),
            Form::Text(text) => text.parse().map(Self).map_err(D::Error::custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_written_as_python_writes_them() {
        for (number, decimals, expected) in
            [(4.5e-5, 1, "4.5e-05"), (-1.2e-7, 4, "-1.2000e-07"), (2e9, 0, "2e+09"), (1e120, 1, "1.0e+120")]
        {
            assert_eq!(scientific(number, decimals), expected);
        }
    }
}
