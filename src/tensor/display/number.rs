//! Single numbers, as Python's `repr`, Python's format strings and C++ streams write them.

/// A float as Python's `repr` shows it (`Tensor.item`, `Tensor.tolist`): the shortest digits that give
/// the same float64 again.
#[must_use]
pub fn python_float(value: f64) -> String {
    if !value.is_finite() {
        return not_finite(value).to_owned();
    }
    let shortest = shortest(value);
    let (digits, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if !(-4..16).contains(&power) {
        return format!("{digits}e{}", signed_exponent(power));
    }
    let places = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32) - power;
    format!("{value:.*}", usize::try_from(places).unwrap_or(0).max(1))
}

/// The shortest digits that give the same number again; of two equally near, Python takes the even one.
fn shortest(value: f64) -> String {
    let any = format!("{value:e}");
    let digits = any.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count();
    let even = format!("{value:.*e}", digits.saturating_sub(1));
    if even.parse() == Ok(value) { even } else { any }
}

/// `format(value, '.{precision}e')`.
pub(super) fn scientific(value: f64, precision: usize) -> String {
    if !value.is_finite() {
        return not_finite(value).to_owned();
    }
    let text = format!("{value:.precision$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    format!("{digits}e{}", signed_exponent(exponent.parse().unwrap_or(0)))
}

/// `format(value, '.{precision}f')`.
pub(super) fn fixed(value: f64, precision: usize) -> String {
    if value.is_finite() { format!("{value:.precision$}") } else { not_finite(value).to_owned() }
}

/// A float as C++ streams write it: six significant digits. Many of PyTorch's error texts hold such.
#[must_use]
pub fn stream(value: f64) -> String {
    if !value.is_finite() {
        return not_finite(value).to_owned();
    }
    let rounded = format!("{value:.5e}");
    let (digits, exponent) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let power: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&power) {
        let places = usize::try_from(5 - power).unwrap_or(0);
        return trimmed(&format!("{value:.places$}")).to_owned();
    }
    format!("{}e{}", trimmed(digits), signed_exponent(power))
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

/// With a sign and at least two digits, as C writes exponents.
fn signed_exponent(power: i32) -> String {
    format!("{power:+03}")
}

fn not_finite(value: f64) -> &'static str {
    match (value.is_nan(), value > 0.0) {
        (true, _) => "nan",
        (_, true) => "inf",
        (_, false) => "-inf",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_look_as_in_python() {
        let cases = [
            (f64::from(2.618_034_f32), "2.6180338859558105"),
            (1e-5, "1e-05"),
            (1e16, "1e+16"),
            (1e15, "1000000000000000.0"),
            (123_456_789_012_345_680.0, "1.2345678901234568e+17"),
            (0.0001, "0.0001"),
            (1e100, "1e+100"),
            (-0.0, "-0.0"),
            (5e-324, "5e-324"),
            (0.5_f64.powi(24) * 10.0, "5.960464477539062e-07"),
            (1.5, "1.5"),
            (f64::NAN, "nan"),
            (f64::NEG_INFINITY, "-inf"),
        ];
        for (value, text) in cases {
            assert_eq!(python_float(value), text);
        }
    }

    #[test]
    fn floats_look_as_in_c_plus_plus() {
        let cases = [
            (-1.0, "-1"),
            (-1.5e-7, "-1.5e-07"),
            (-1e30, "-1e+30"),
            (0.1 + 0.2, "0.3"),
            (1_234_567.0, "1.23457e+06"),
            (100_000.0, "100000"),
            (0.0001, "0.0001"),
            (999_999.5, "1e+06"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(stream(value), text);
        }
    }
}
