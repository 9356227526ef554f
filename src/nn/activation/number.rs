//! Numbers inside error texts.

/// Six significant digits without idle zeros, as C++ streams write a double.
pub fn short(value: f64) -> String {
    let scientific = format!("{value:.5e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..6).contains(&exponent) {
        let decimals = usize::try_from(5 - exponent).unwrap_or(0);
        return trimmed(&format!("{value:.decimals$}")).to_owned();
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{}e{sign}{:02}", trimmed(digits), exponent.abs())
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_written_as_c_plus_plus_does() {
        let cases = [(-1.0, "-1"), (-0.25, "-0.25"), (123_456.7, "123457"), (1e6, "1e+06"), (1.5e-5, "1.5e-05")];
        for (value, text) in cases {
            assert_eq!(short(value), text);
        }
    }
}
