//! Transcendental functions for float32, computed in double without branches, so that loops over them
//! run on the processor's vector unit.
//!
//! Relative error is below 2⁻³⁷ over the range of float32 (`erf`: 2⁻³³): after rounding, at most one result in
//! a thousand differs from the correctly rounded one. Only additions, multiplications and divisions,
//! never fused: the same digits on every processor.
#![expect(clippy::inline_always, reason = "a loop vectorises only with these inside it")]
#![expect(clippy::excessive_precision, reason = "constants stand with the digits they were computed with")]

use std::f64::consts::{LN_2, LOG2_E};

/// Adding it leaves the nearest integer in the low bits of the sum.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// ln 2 in two parts: an integer times the first is exact.
const LN2_HIGH: f64 = 0.693_147_180_369_123_816_490;
const LN2_LOW: f64 = 1.908_214_929_270_587_700_02e-10;
/// Beyond it every float32 result is 0 or infinite.
const LARGEST: f64 = 150.0;

/// c₀ + c₁x + c₂x² + …, for an even number of coefficients: odd and even powers apart, so that neither
/// sum waits for the other.
#[inline(always)]
fn polynomial<const N: usize>(x: f64, coefficients: [f64; N]) -> f64 {
    let square = x * x;
    let (mut even, mut odd) = (coefficients[N - 2], coefficients[N - 1]);
    for place in (0..N / 2 - 1).rev() {
        even = even * square + coefficients[2 * place];
        odd = odd * square + coefficients[2 * place + 1];
    }
    even + odd * x
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
    let series = polynomial(
        r,
        [
            0.499_999_999_999_550_708,
            0.166_666_666_666_625_833_4,
            0.041_666_666_786_337_554_59,
            0.008_333_333_344_209_506_649,
            0.001_388_883_909_064_137_94,
            0.000_198_412_245_815_445_111,
            0.000_024_867_883_453_521_803_8,
            0.000_002_761_757_684_835_413_3,
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

/// The hyperbolic tangent.
#[inline(always)]
#[must_use]
pub fn tanh(x: f64) -> f64 {
    let grown = exp_m1(2.0 * x.abs());
    (grown / (grown + 2.0)).copysign(x)
}

/// ln(1 + x)
///
/// 1 + x = 2ᵏ·m with m around 1, and ln m = 2·artanh(s) with s = (m − 1)/(m + 1).
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    let whole = 1.0 + x;
    let lost = x - (whole - 1.0);
    let exponent = whole.to_bits().wrapping_sub(SQRT_HALF_BITS) & EXPONENT_BITS;
    let m = f64::from_bits(whole.to_bits().wrapping_sub(exponent));
    let f = (m - 1.0) + lost * f64::from_bits(1.0_f64.to_bits().wrapping_sub(exponent));
    let s = f / (2.0 + f);
    let square = s * s;
    let series = polynomial(
        square,
        [
            0.666_666_666_665_526_986_8,
            0.400_000_000_618_410_789_72,
            0.285_714_160_048_740_207_58,
            0.222_234_357_300_820_516_48,
            0.181_218_951_295_337_240_39,
            0.168_381_456_759_952_419_08,
        ],
    );
    let result = signed_exponent(exponent) * LN_2 + (f - s * (f - square * series));
    let result = if x > -1.0 { result } else { f64::NAN };
    let result = if x == -1.0 { f64::NEG_INFINITY } else { result };
    if x == 0.0 || x == f64::INFINITY { x } else { result }
}

const EXPONENT_BITS: u64 = 0x7ff << 52 | 1 << 63;
/// √½: mantissas from there to √2 lie around 1.
const SQRT_HALF_BITS: u64 = 0x3fe6_a09e_667f_3bcd;
/// 2⁵², in whose low bits an integer is a number.
const SHELF: f64 = 4_503_599_627_370_496.0;

/// The exponent in the high twelve bits as a number.
#[inline(always)]
fn signed_exponent(bits: u64) -> f64 {
    let unsigned = f64::from_bits(SHELF.to_bits() | bits >> 52) - SHELF;
    if unsigned > 2047.0 { unsigned - 4096.0 } else { unsigned }
}

/// Where the error function of a float32 is ±1 and stays so.
const SATURATED: f64 = 3.95;

/// The error function: x by a polynomial of x², centred in the middle of its range.
#[inline(always)]
#[must_use]
pub fn erf(x: f64) -> f64 {
    let x = if x > SATURATED { SATURATED } else { x };
    let x = if x < -SATURATED { -SATURATED } else { x };
    let u = x * x - SATURATED * SATURATED / 2.0;
    let even = polynomial(
        u * u,
        [
            0.358_000_769_576_987_31,
            2.188_262_389_847_299_7e-3,
            2.443_149_112_757_474_5e-5,
            2.611_117_301_428_246_8e-7,
            2.294_522_947_772_306_9e-9,
            1.578_992_523_850_085_9e-11,
            8.238_991_378_041_135_1e-14,
            3.839_613_687_637_297_6e-16,
            7.312_602_586_476_079_3e-19,
            6.272_226_910_854_025e-21,
        ],
    );
    let odd = polynomial(
        u * u,
        [
            -2.291_549_499_938_099_6e-2,
            -2.288_187_225_297_873_3e-4,
            -2.571_942_167_575_051_9e-6,
            -2.520_720_859_505_09e-8,
            -1.962_781_558_796_548_8e-10,
            -1.187_386_869_963_250_8e-12,
            -5.521_373_569_047_566_3e-15,
            -2.224_978_690_714_024_3e-17,
            -4.377_892_272_625_641_6e-20,
            -2.877_503_385_424_351e-22,
        ],
    );
    x * (even + odd * u)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Pair = (&'static str, fn(f64) -> f64, fn(f64) -> f64, f64, f64, i32);

    const TABLE: [Pair; 6] = [
        ("exp", exp, f64::exp, -149.0, 149.0, 37),
        ("exp_m1", exp_m1, f64::exp_m1, -149.0, 149.0, 37),
        ("tanh", tanh, f64::tanh, -30.0, 30.0, 37),
        ("ln_1p", ln_1p, f64::ln_1p, -0.999_9, 3.0, 37),
        ("ln_1p", ln_1p, f64::ln_1p, 3.0, 1e9, 37),
        ("erf", erf, libm::erf, -3.95, 3.95, 33),
    ];

    #[test]
    fn within_a_small_part_of_a_float32_ulp() {
        for (name, ours, reference, low, high, bits) in TABLE {
            let points = (0..200_000).map(|i| low + (high - low) * f64::from(i) / 200_000.0);
            let small = (0..2_000).map(|i| 2.0_f64.powi(-(i % 120)) * (1.0 + f64::from(i) / 2_000.0));
            for x in points.chain(small).filter(|x| (low..=high).contains(x)) {
                let (found, expected) = (ours(x), reference(x));
                let allowed = expected.abs().max(f64::MIN_POSITIVE) * 2.0_f64.powi(-bits);
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
