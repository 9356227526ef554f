//! Transcendental functions in float32 alone, to a unit and a half in the last place: what PyTorch's vector loops
//! compute, for eight elements where `math` takes four.
//!
//! Every fused product is written out, so that the digits are the same on every processor, with or without such an
//! instruction.
#![expect(clippy::inline_always, reason = "a loop vectorises only with these inside it")]
#![expect(clippy::excessive_precision, reason = "constants stand with the digits they were computed with")]

use std::f32::consts::LOG2_E;

/// Adding it leaves the nearest integer in the low bits of the sum.
const ROUNDER: f32 = 12_582_912.0;
/// ln 2 in two parts: an integer times the first is exact.
const LN2_HIGH: f32 = 0.693_145_751_953_125;
const LN2_LOW: f32 = 1.428_606_765_330_187_045e-06;

/// 2ⁿ for n between −126 and 127
#[inline(always)]
fn power_of_two(n: i32) -> f32 {
    f32::from_bits((n.wrapping_add(127) as u32) << 23)
}

/// c₀ + c₁x + c₂x² + …, from the last on.
#[inline(always)]
fn polynomial<const N: usize>(x: f32, coefficients: [f32; N]) -> f32 {
    let mut sum = coefficients[N - 1];
    for place in (0..N - 1).rev() {
        sum = sum.mul_add(x, coefficients[place]);
    }
    sum
}

/// eˣ, step by step as SLEEF's `expf`, which PyTorch's vector loops call.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = if x > 101.0 { 101.0 } else { x };
    let x = if x < -105.0 { -105.0 } else { x };
    let shifted = x * LOG2_E + ROUNDER;
    let n = shifted - ROUNDER;
    let r = n.mul_add(-LN2_LOW, n.mul_add(-LN2_HIGH, x));
    let series = polynomial(
        r,
        [
            0.5,
            0.166_666_671_633_720_397_949_219,
            0.041_666_485_369_205_474_853_515_6,
            0.008_333_360_776_305_198_669_433_59,
            0.001_393_043_552_525_341_510_772_71,
            0.000_198_527_617_612_853_646_278_381,
        ],
    );
    let whole = shifted.to_bits() as i32 - ROUNDER.to_bits() as i32;
    let half = whole >> 1;
    (1.0 + (r * r).mul_add(series, r)) * power_of_two(half) * power_of_two(whole - half)
}

/// ln(1 + x) for x ≥ 0
///
/// 1 + x = 2ᵏ·(1 + f) with 1 + f around 1, and ln(1 + f) = f − f²/2 + s·(f²/2 + …) with s = f/(2 + f).
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f32) -> f32 {
    let whole = 1.0 + x;
    let exponent = whole.to_bits().wrapping_sub(SQRT_HALF_BITS) & EXPONENT_BITS;
    let scale = f32::from_bits(1.0_f32.to_bits().wrapping_sub(exponent));
    let mantissa = f32::from_bits(whole.to_bits().wrapping_sub(exponent));
    let f = (x - (whole - 1.0)).mul_add(scale, mantissa - 1.0);
    let k = (exponent >> 23) as i32 as f32;
    let s = f / (2.0 + f);
    let square = s * s;
    let half = 0.5 * f * f;
    let series = square * polynomial(square, [0.666_666_626_93, 0.400_009_721_52, 0.284_987_866_88, 0.242_790_788_41]);
    let small = s.mul_add(half + series, k * LN2_LOW);
    let result = k.mul_add(LN2_HIGH, f - (half - small));
    if x == 0.0 || x == f32::INFINITY { x } else { result }
}

const EXPONENT_BITS: u32 = 0xff << 23;
/// √½: mantissas from there to √2 lie around 1.
const SQRT_HALF_BITS: u32 = 0x3f35_04f3;

/// The error function: a polynomial around 0, beyond it 1 less an exponential of one.
#[inline(always)]
#[must_use]
pub fn erf(x: f32) -> f32 {
    let (size, square) = (x.abs(), x * x);
    let inner = polynomial(
        square,
        [1.283_791_66e-1, -3.761_253_36e-1, 1.128_199_25e-1, -2.676_813_49e-2, 4.991_194_23e-3, -5.967_617_03e-4],
    );
    let high = (-1.728_534_70e-5_f32).mul_add(size, 3.831_971_26e-4);
    let low = (-3.883_964_38e-3_f32).mul_add(size, 2.425_462_19e-2);
    let outer = high.mul_add(square, low);
    let outer = polynomial(size, [-1.287_175_12e-1, -6.348_466_87e-1, -1.067_778_77e-1, outer]);
    let outer = (1.0 - exp(outer.mul_add(size, -size))).copysign(x);
    if size > 0.927_734_375 { outer } else { inner.mul_add(x, x) }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Row = (&'static str, fn(f32) -> f32, fn(f64) -> f64, f32, f32);

    const TABLE: [Row; 4] = [
        ("exp", exp, f64::exp, -87.0, 88.0),
        ("ln_1p", ln_1p, f64::ln_1p, 0.0, 2.0),
        ("ln_1p", ln_1p, f64::ln_1p, 2.0, 1e9),
        ("erf", erf, libm::erf, -4.0, 4.0),
    ];

    /// The distance between a float32 and its right neighbour.
    fn unit(x: f64) -> f64 {
        let x = (x as f32).abs();
        f64::from(f32::from_bits(x.to_bits() + 1)) - f64::from(x)
    }

    #[test]
    fn within_a_unit_and_a_half_in_the_last_place() {
        for (name, ours, reference, low, high) in TABLE {
            let points = (0..200_000_u32).map(|i| low + (high - low) * (i as f32 / 200_000.0));
            for x in points {
                let (found, expected) = (f64::from(ours(x)), reference(f64::from(x)));
                let allowed = 1.5 * unit(expected);
                assert!((found - expected).abs() <= allowed, "{name}({x}) = {found} instead of {expected}");
            }
        }
    }

    #[test]
    fn the_ends_of_the_range_are_exact() {
        let ends = [exp(-200.0), exp(-0.0), exp(200.0), exp(f32::NEG_INFINITY), exp(f32::INFINITY), ln_1p(0.0)];
        assert_eq!(ends, [0.0, 1.0, f32::INFINITY, 0.0, f32::INFINITY, 0.0]);
        assert_eq!([ln_1p(f32::INFINITY), erf(0.0), erf(-30.0), erf(30.0)], [f32::INFINITY, 0.0, -1.0, 1.0]);
        assert!(exp(f32::NAN).is_nan() && ln_1p(f32::NAN).is_nan() && erf(f32::NAN).is_nan());
        // subnormal, as the processor rounds it
        assert_eq!(exp(-95.0), (-95.0_f64).exp() as f32);
    }
}
