//! A number with a decimal comma or a point.

use super::{
    Unclear,
    fold::{clean, fold},
    unclear::quoted,
};

/// Reads a number: `0,5`, `0.5`, `-0,87` with either minus, `1e-3`, `.5`, `inf`. What could be read in two ways, and
/// sums still to be done, are refused.
///
/// # Errors
/// It is no number, or could be two.
pub fn number(typed: &str) -> Result<f64, Unclear> {
    let text = clean(typed);
    let (sign, digits) = signed(&text);
    let magnitude = named(digits).map_or_else(|| digits_of(digits, &text), Ok)?;
    Ok(sign * magnitude)
}

/// The sign, and what stands after it.
fn signed(text: &str) -> (f64, &str) {
    match text.strip_prefix('-').or_else(|| text.strip_prefix("menos ")) {
        Some(rest) => (-1.0, rest.trim_start()),
        None => (1.0, text.strip_prefix('+').map_or(text, str::trim_start)),
    }
}

/// Numbers that are written with letters.
fn named(word: &str) -> Option<f64> {
    match fold(word).as_str() {
        "inf" | "infinito" | "infinity" | "∞" => Some(f64::INFINITY),
        "nan" => Some(f64::NAN),
        "cero" => Some(0.0),
        "uno" => Some(1.0),
        _ => None,
    }
}

/// Reads the digits; `whole` is what an error quotes.
fn digits_of(digits: &str, whole: &str) -> Result<f64, Unclear> {
    let known = |c: char| c.is_ascii_digit() || ",.eE+-".contains(c);
    if digits.is_empty() || !digits.starts_with(|c: char| c.is_ascii_digit() || c == ',' || c == '.') {
        return Err(no_number(whole));
    }
    if digits.contains('/') {
        return Err(fraction(digits, whole));
    }
    if !digits.chars().all(known) {
        return Err(no_number(whole));
    }
    if digits.matches([',', '.']).count() > 1 {
        return Err(two_marks(whole));
    }
    let value: f64 = digits.replace(',', ".").parse().map_err(|_| no_number(whole))?;
    if value.is_finite() { Ok(value) } else { Err(too_large(whole)) }
}

fn no_number(typed: &str) -> Unclear {
    if typed.is_empty() {
        return Unclear::new("no has escrito ningún número", "escribe uno, por ejemplo 0.5 o -2");
    }
    Unclear::new(format!("{} no es un número", quoted(typed)), "escríbelo con cifras, por ejemplo 0.5, -2 o 1e-3")
}

fn two_marks(typed: &str) -> Unclear {
    let message = format!("{} puede leerse de varias maneras", quoted(typed));
    Unclear::new(message, "pon un solo punto o una sola coma, delante de los decimales, y nada entre los miles: 1234.5")
}

fn too_large(typed: &str) -> Unclear {
    Unclear::new(
        format!("{} es demasiado grande para un tensor", quoted(typed)),
        "si quieres decir infinito, escribe inf",
    )
}

/// A fraction, with its value where it is one.
fn fraction(digits: &str, typed: &str) -> Unclear {
    let value = digits.split_once('/').and_then(|(above, below)| {
        let value = above.trim().parse::<f64>().ok()? / below.trim().parse::<f64>().ok()?;
        value.is_finite().then(|| if typed.starts_with('-') { -value } else { value })
    });
    let example = value.map_or_else(|| "0.5".to_owned(), |value| format!("{}", (value * 1e4).round() / 1e4));
    Unclear::new(format!("{} es una división", quoted(typed)), format!("escribe su resultado: {example}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn commas_points_and_minuses() {
        let cases = [
            ("0,5", 0.5),
            ("0.5", 0.5),
            ("-0,87", -0.87),
            ("−0.87", -0.87),
            ("– 0.87", -0.87),
            ("menos 2", -2.0),
            ("+3", 3.0),
            ("1e-3", 1e-3),
            ("1,5E2", 150.0),
            ("1e−3", 1e-3),
            (".5", 0.5),
            ("-,5", -0.5),
            ("1.", 1.0),
            (" 7 ", 7.0),
            ("7\u{a0}", 7.0),
            ("12", 12.0),
            ("inf", f64::INFINITY),
            ("-Infinito", f64::NEG_INFINITY),
            ("−∞", f64::NEG_INFINITY),
            ("Cero", 0.0),
            ("1,000", 1.0),
        ];
        for (typed, value) in cases {
            assert_eq!(number(typed), Ok(value), "{typed:?}");
        }
        assert!(number("nan").is_ok_and(f64::is_nan));
        assert!(number("-0").is_ok_and(f64::is_sign_negative));
    }

    #[test]
    fn what_is_unclear_is_refused_with_a_way_out() {
        let cases = [
            ("", "no has escrito ningún número", "escribe uno"),
            ("   ", "no has escrito ningún número", "escribe uno"),
            ("hola", "«hola» no es un número", "con cifras"),
            ("1/2", "«1/2» es una división", "escribe su resultado: 0.5"),
            ("-1/3", "«-1/3» es una división", "escribe su resultado: -0.3333"),
            ("½", "«1⁄2» no es un número", "con cifras"),
            ("1/0", "«1/0» es una división", "0.5"),
            ("1.234,5", "«1.234,5» puede leerse de varias maneras", "1234.5"),
            ("1,234,567", "puede leerse de varias maneras", "un solo punto"),
            ("1e400", "demasiado grande", "inf"),
            ("--1", "no es un número", "con cifras"),
            ("1e", "no es un número", "con cifras"),
            (".", "no es un número", "con cifras"),
            ("1 2", "«1 2» no es un número", "con cifras"),
            ("0x10", "no es un número", "con cifras"),
            ("١", "no es un número", "con cifras"),
            ("1_000", "no es un número", "con cifras"),
            ("infinity9", "no es un número", "con cifras"),
        ];
        for (typed, message, hint) in cases {
            let unclear = number(typed).expect_err(typed);
            assert!(unclear.message.contains(message), "{typed:?}: {unclear}");
            assert!(unclear.hint.contains(hint), "{typed:?}: {unclear}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), near in "[-−+0-9.,eE/ inf]{0,12}") {
            let _ = (number(&text), number(&near));
        }

        #[test]
        fn what_is_written_comes_back(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:?}")] {
                prop_assert_eq!(number(&text), Ok(value));
                prop_assert_eq!(number(&text.replace('.', ",").replace('-', "−")), Ok(value));
            }
        }
    }
}
