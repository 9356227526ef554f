//! How far off a typed number may be.

/// What two typed decimals allow.
pub(super) const USUAL: f64 = 0.005;

/// Digits enough to count as an answer of one's own, not a guess.
const ENOUGH: usize = 2;

/// Whether two numbers are the same, up to `tolerance` and what float32 leaves open.
pub(super) fn close(a: f64, b: f64, tolerance: f64) -> bool {
    if !(a.is_finite() && b.is_finite()) {
        return a == b || (a.is_nan() && b.is_nan());
    }
    (a - b).abs() <= tolerance + 1e-6 * a.abs().max(b.abs())
}

/// Whether what was typed is `right`, told as exactly as it was meant to be.
pub(super) fn right(typed: f64, text: &str, right: f64, tolerance: f64) -> bool {
    let decimals = decimals(text);
    let rounded = if decimals >= ENOUGH && typed != 0.0 { half_unit(decimals) } else { 0.0 };
    close(typed, right, tolerance.max(rounded))
}

/// Whether it is `right` with too few digits.
pub(super) fn rough(typed: f64, text: &str, right: f64) -> bool {
    let decimals = decimals(text);
    typed != 0.0 && decimals < ENOUGH && right.fract() != 0.0 && close(typed, right, half_unit(decimals))
}

/// Half a unit of the last digit.
fn half_unit(decimals: usize) -> f64 {
    0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(i32::MAX))
}

/// How many decimals were typed.
fn decimals(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let after = mantissa.rsplit_once(['.', ',']).map_or("", |(_, after)| after);
    after.chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_decimals_decide() {
        let answer = -0.872_812;
        for (typed, text, is_right, is_rough) in [
            (-0.87, "-0,87", true, false),
            (-0.873, "-0.873", true, false),
            (-0.8728, "−0.8728", true, false),
            (-0.88, "-0.88", false, false),
            (-0.9, "-0.9", false, true),
            (-1.0, "-1", false, true),
            (0.0, "0", false, false),
        ] {
            assert_eq!(right(typed, text, answer, 0.002), is_right, "{text}");
            assert_eq!(!is_right && rough(typed, text, answer), is_rough, "{text}");
        }
        assert!(!right(0.0, "0.00", -0.0043, 0.0005), "nothing is no rounding of something");
        assert!(right(f64::NAN, "nan", f64::NAN, USUAL) && right(f64::INFINITY, "inf", f64::INFINITY, USUAL));
        assert!(!right(1.0, "1", f64::NAN, USUAL) && !right(0.0, "0", f64::INFINITY, USUAL));
    }
}
