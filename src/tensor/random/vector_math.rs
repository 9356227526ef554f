//! Logarithm, sine and cosine with the very bits that PyTorch's vector unit gives.
//!
//! The polynomials are those of Cephes' single precision functions, as arranged for vector units in
//! Julien Pommier's and Giovanni Garberoglio's `avx_mathfun` (zlib licence). Each step that is fused
//! there is fused here.

/// Coefficients of the logarithm, highest power first.
const LOG: [f32; 9] = [
    7.037_683_6e-2,
    -1.151_461e-1,
    0.116_769_984,
    -1.242_014_1e-1,
    1.424_932_3e-1,
    -0.166_680_57,
    0.200_007_14,
    -2.499_999_4e-1,
    3.333_333e-1,
];
/// ln 2 in two parts.
const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
const COS: [f32; 3] = [2.443_315_7e-5, -1.388_731_6e-3, 4.166_664_6e-2];
const SIN: [f32; 3] = [-1.951_529_6e-4, 8.332_161e-3, -1.666_665_5e-1];
/// −π/4 in three parts.
const QUARTER_TURN: [f32; 3] = [-0.785_156_25, -2.418_756_5e-4, -3.774_895e-8];
/// 4/π
const EIGHTHS: f32 = 1.273_239_5;

/// ln u for u > 0.
pub(super) fn log(u: f32) -> f32 {
    let bits = u.max(f32::MIN_POSITIVE).to_bits();
    let mut exponent = ((bits >> 23) as i32 - 126) as f32;
    let mut m = f32::from_bits(bits & !0x7f80_0000 | 0x3f00_0000);
    if m < std::f32::consts::FRAC_1_SQRT_2 {
        exponent -= 1.0;
        m = (m - 1.0) + m;
    } else {
        m -= 1.0;
    }
    let z = m * m;
    let y = (horner(m, &LOG) * m).mul_add(z, exponent * LN_2[1]);
    exponent.mul_add(LN_2[0], m + (-z).mul_add(0.5, y))
}

/// (sin θ, cos θ) for θ ≥ 0.
pub(super) fn sin_cos(theta: f32) -> (f32, f32) {
    let octant = ((theta * EIGHTHS) as i32 + 1) & !1;
    let x = QUARTER_TURN.iter().fold(theta, |x, &part| (octant as f32).mul_add(part, x));
    let z = x * x;
    let cos = (horner(z, &COS) * z).mul_add(z, z * -0.5) + 1.0;
    let sin = (horner(z, &SIN) * z).mul_add(x, x);
    let (sin, cos) = if octant & 2 == 0 { (sin, cos) } else { (cos, sin) };
    let sin = if octant & 4 == 0 { sin } else { -sin };
    (sin, if (octant - 2) & 4 == 0 { -cos } else { cos })
}

fn horner(x: f32, coefficients: &[f32]) -> f32 {
    coefficients.iter().copied().reduce(|sum, next| sum.mul_add(x, next)).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn they_are_close_to_the_true_functions(u in 1e-7_f32..1.0, theta in 0.0_f32..6.3) {
            let (sin, cos) = sin_cos(theta);
            assert!((log(u) - u.ln()).abs() <= 2e-6 * u.ln().abs().max(0.1));
            assert!((sin - theta.sin()).abs() < 1e-6 && (cos - theta.cos()).abs() < 1e-6);
        }
    }
}
