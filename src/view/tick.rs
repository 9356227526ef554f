//! Round numbers along an axis.

use super::scientific;

/// A number on an axis: where it stands, and how it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Its place, as the axis counts.
    pub at: f64,
    /// Its name.
    pub label: String,
}

/// Round numbers from `low` to `high`, about `most` of them, at equal distances.
pub(super) fn linear(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let step = step((high - low) / most.max(1) as f64);
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last).map(|count| tick(count as f64 * step, step)).collect()
}

/// Powers of ten from 10^`low` to 10^`high`; with few of them, round numbers between them too.
pub(super) fn log(low: f64, high: f64, most: usize) -> Vec<Tick> {
    let power = |exponent: i64| Tick { at: exponent as f64, label: readable(10_f64.powi(exponent as i32), 4) };
    let (first, last) = ((low - 1e-9).ceil() as i64, (high + 1e-9).floor() as i64);
    let count = usize::try_from(last - first + 1).unwrap_or(0);
    if count > 2 {
        return (first..=last).step_by(count.div_ceil(most.max(1))).map(power).collect();
    }
    let factors = if count == 2 { &[1.0, 3.0][..] } else { &[1.0, 2.0, 5.0] };
    let between = (first - 1..=last)
        .flat_map(|exponent| factors.iter().map(move |factor| factor * 10_f64.powi(exponent as i32)))
        .filter(|number| (low - 1e-9..=high + 1e-9).contains(&number.log10()));
    let found: Vec<Tick> = between.map(|number| Tick { at: number.log10(), label: readable(number, 4) }).collect();
    if found.len() > 1 {
        return found;
    }
    let positive = |tick: &Tick| tick.at > 0.0;
    let onto = |tick: Tick| Tick { at: tick.at.log10(), ..tick };
    linear(10_f64.powf(low), 10_f64.powf(high), most).into_iter().filter(positive).map(onto).collect()
}

/// The least of 1, 2, 5 times a power of ten that is not much below `least`.
fn step(least: f64) -> f64 {
    let power = 10_f64.powf(least.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least * 0.85).unwrap_or(least)
}

/// A tick with the digits that its distance to the next one needs.
fn tick(at: f64, step: f64) -> Tick {
    let digits = (-(step.log10() + 1e-9).floor()).clamp(0.0, 300.0) as usize;
    let plain = digits <= 5 && at.abs() < 1e6;
    let label = if plain { signed(&format!("{at:.digits$}")) } else { readable(at, 3) };
    Tick { at, label }
}

/// A number with at most so many significant digits, as it is read in prose.
#[must_use]
pub fn readable(number: f64, digits: usize) -> String {
    let exponent = number.abs().log10().floor();
    let short = |text: String| match text.split_once('.') {
        Some(_) => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => text,
    };
    if number == 0.0 {
        return "0".into();
    }
    if (-4.0..6.0).contains(&exponent) {
        let decimals = (digits as f64 - 1.0 - exponent).max(0.0) as usize;
        return signed(&short(format!("{number:.decimals$}")));
    }
    let text = scientific(number, digits.saturating_sub(1));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "+00"));
    signed(&format!("{}e{exponent}", short(mantissa.to_owned())))
}

/// With the minus of prose before it; nothing has a negative zero.
fn signed(text: &str) -> String {
    let Some(size) = text.strip_prefix('-') else { return text.to_owned() };
    let zero = size.chars().all(|c| matches!(c, '0' | '.'));
    if zero { size.to_owned() } else { format!("−{size}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> String {
        ticks.iter().map(|tick| tick.label.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn ticks_are_round() {
        let cases = [
            (-3.0, 3.0, 6, "−3 −2 −1 0 1 2 3"),
            (-0.12, 3.12, 5, "0 1 2 3"),
            (0.0, 1.0, 5, "0.0 0.2 0.4 0.6 0.8 1.0"),
            (0.0, 200.0, 5, "0 50 100 150 200"),
            (-0.3, 0.1, 5, "−0.3 −0.2 −0.1 0.0 0.1"),
            (0.0, 3e7, 3, "0 1e+07 2e+07 3e+07"),
            (1e-7, 3e-7, 3, "1e-07 2e-07 3e-07"),
        ];
        for (low, high, most, expected) in cases {
            assert_eq!(labels(&linear(low, high, most)), expected, "{low} {high}");
        }
    }

    #[test]
    fn powers_of_ten_stand_on_a_logarithmic_axis() {
        let cases = [
            (-3.0, 1.0, 5, "0.001 0.01 0.1 1 10"),
            (-9.2, 0.3, 4, "1e-09 1e-06 0.001 1"),
            (-1.1, 0.3, 5, "0.1 0.3 1"),
            (0.05, 0.9, 5, "2 5"),
            (0.1, 0.28, 3, "1.4 1.6 1.8"),
        ];
        for (low, high, most, expected) in cases {
            assert_eq!(labels(&log(low, high, most)), expected, "{low} {high}");
        }
    }

    #[test]
    fn numbers_are_short() {
        let cases = [
            (0.5, "0.5"),
            (-0.16997, "−0.17"),
            (1234.5678, "1235"),
            (-1.5e-7, "−1.5e-07"),
            (-0.0, "0"),
            (2e9, "2e+09"),
        ];
        for (number, expected) in cases {
            assert_eq!(readable(number, 3), expected);
        }
    }
}
