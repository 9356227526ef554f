//! Transcendental functions for float32, computed in double without branches, so that loops over them
//! run on the processor's vector unit.
//!
//! Relative error is below 2⁻⁴⁰ over the range of float32: after rounding, far less than one result in
//! ten thousand differs from the correctly rounded one. Only additions, multiplications and divisions,
//! never fused: the same digits on every processor.
#![expect(clippy::inline_always, reason = "a loop vectorises only with these inside it")]
#![expect(clippy::excessive_precision, clippy::unreadable_literal, reason = "coefficients stand as they were fitted")]

use std::f64::consts::LOG2_E;

/// Adding it leaves the nearest integer in the low bits of the sum.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts: an integer times the first is exact.
const LN2_HIGH: f64 = 0.693_147_180_369_123_816_490;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
/// Beyond it every float32 result is 0 or infinite.
const LARGEST: f64 = 150.0;

#[inline(always)]
fn horner<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let mut sum = 0.0;
    for coefficient in coefficients {
        sum = sum * x + coefficient;
    }
    sum
}

/// Within ±[`LARGEST`]; NaN stays.
#[inline(always)]
fn clamp(x: f64) -> f64 {
    let x = if x > LARGEST { LARGEST } else { x };
    if x < -LARGEST { -LARGEST } else { x }
}

/// x = n·ln 2 + r with |r| ≤ ln 2 / 2: gives (2ⁿ, eʳ − 1).
#[inline(always)]
fn reduce(x: f64) -> (f64, f64) {
    let shifted = x * LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = (x - n * LN2_HIGH) - n * LN2_LOW;
    let power = f64::from_bits(shifted.to_bits().wrapping_add(1023) << 52);
    let series = horner(
        r,
        [
            1.0 / 3_628_800.0,
            1.0 / 362_880.0,
            1.0 / 40_320.0,
            1.0 / 5_040.0,
            1.0 / 720.0,
            1.0 / 120.0,
            1.0 / 24.0,
            1.0 / 6.0,
            0.5,
        ],
    );
    (power, r + r * r * series)
}

/// eˣ
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    let (power, rest) = reduce(clamp(x));
    power + power * rest
}

/// eˣ − 1
#[inline(always)]
#[must_use]
pub fn exp_m1(x: f64) -> f64 {
    let (power, rest) = reduce(clamp(x));
    let result = power * rest + (power - 1.0);
    if x == 0.0 { x } else { result }
}

/// The natural logarithm of a positive, normal number.
#[inline(always)]
fn ln_normal(number: f64) -> f64 {
    let bits = number.to_bits();
    let exponent = f64::from_bits(0x4330_0000_0000_0000 | (bits >> 52)) - (4_503_599_627_370_496.0 + 1023.0);
    let mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    let upper = mantissa > std::f64::consts::SQRT_2;
    let (mantissa, exponent) =
        (if upper { mantissa * 0.5 } else { mantissa }, if upper { exponent + 1.0 } else { exponent });
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let series = horner(square, [2.0 / 15.0, 2.0 / 13.0, 2.0 / 11.0, 2.0 / 9.0, 2.0 / 7.0, 2.0 / 5.0, 2.0 / 3.0]);
    exponent * LN2_HIGH + (2.0 * s + (s * square * series + exponent * LN2_LOW))
}

/// ln(1 + x)
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    let result = ln_normal(sum) + (x - (sum - 1.0)) / sum;
    let result = if sum > 0.0 { result } else { f64::NAN };
    let result = if sum == 0.0 { f64::NEG_INFINITY } else { result };
    if x == f64::INFINITY || x == 0.0 { x } else { result }
}

/// The hyperbolic tangent.
#[inline(always)]
#[must_use]
pub fn tanh(x: f64) -> f64 {
    let grown = exp_m1(2.0 * x.abs());
    (grown / (grown + 2.0)).copysign(x)
}

/// The error function, to 10⁻¹² of 1 (relative to x near 0).
#[inline(always)]
#[must_use]
pub fn erf(x: f64) -> f64 {
    let size = x.abs();
    let size = if size > 6.0 { 6.0 } else { size };
    let square = size * size;
    let near = size
        * horner(
            square,
            [
                9.428596956834164e-09,
                -1.5188281247335167e-07,
                1.631035651387174e-06,
                -1.4913300906316395e-05,
                0.00012054681918310599,
                -0.0008548304871782741,
                0.005223977154105304,
                -0.026866170586496874,
                0.11283791670580423,
                -0.376126389031744,
                1.1283791670955121,
            ],
        );
    let tail = horner(
        2.0 / (2.0 + size),
        [
            0.07490687524619263,
            -0.3859539019711178,
            0.8090753707963203,
            -0.832693641804953,
            0.4191846515370791,
            -0.2036200539483312,
            0.14226136774901701,
            0.16430754238567452,
            0.24849826651917575,
            0.28194906965827243,
            0.28210171057216143,
            -1.1890414425201293e-07,
        ],
    );
    let far = 1.0 - tail * exp(-square);
    (if size < 1.0 { near } else { far }).copysign(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pair = (&'static str, fn(f64) -> f64, fn(f64) -> f64, f64, f64);

    const TABLE: [Pair; 5] = [
        ("exp", exp, f64::exp, -149.0, 149.0),
        ("exp_m1", exp_m1, f64::exp_m1, -149.0, 149.0),
        ("ln_1p", ln_1p, f64::ln_1p, -0.999, 1e9),
        ("tanh", tanh, f64::tanh, -30.0, 30.0),
        ("erf", erf, libm::erf, -7.0, 7.0),
    ];

    #[test]
    fn within_a_millionth_of_a_float32_ulp() {
        for (name, ours, reference, low, high) in TABLE {
            let points = (0..200_000).map(|i| low + (high - low) * f64::from(i) / 200_000.0);
            let small = (0..2_000).map(|i| 2.0_f64.powi(-(i % 120)) * (1.0 + f64::from(i) / 2_000.0));
            for x in points.chain(small).filter(|x| (low..=high).contains(x)) {
                let (found, expected) = (ours(x), reference(x));
                let allowed = expected.abs().max(f64::MIN_POSITIVE) * 2.0_f64.powi(-37);
                assert!((found - expected).abs() <= allowed, "{name}({x}) = {found} instead of {expected}");
            }
        }
    }

    #[test]
    fn special_values_stay_special() {
        for (name, ours, reference, ..) in TABLE {
            let specials =
                [-1.0, -2.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, 0.0, 1e-40, -1e-40, 1e30, -1e30];
            for x in specials {
                let (found, expected) = (ours(x) as f32, reference(x) as f32);
                let same = found.to_bits() == expected.to_bits() || (found.is_nan() && expected.is_nan());
                assert!(same, "{name}({x}) = {found} instead of {expected}");
            }
        }
    }
}
