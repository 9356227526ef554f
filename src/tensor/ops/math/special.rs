//! Functions that are no part of the schoolbook: error function, gamma function, logit.

use std::{borrow::Cow, f64::consts::PI};

use super::elementary::{functions, number};
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{convert, map},
};

functions! {
    /// The error function
    erf, erf_, Erf, "ErfBackward0", FIRST, |x| x.erf(), |grad, x| gaussian(x, 2.0 / PI.sqrt())?.mul(grad);
    /// 1 − erf x
    erfc, erfc_, Erfc, "ErfcBackward0", FIRST, |x| x.through(libm::erfc),
        |grad, x| gaussian(x, -2.0 / PI.sqrt())?.mul(grad);
    /// The inverse of the error function
    erfinv, erfinv_, Erfinv, "ErfinvBackward0", FIRST, |x| x.through(inverse_erf),
        |grad, x| {
            let y = x.erfinv()?;
            y.mul(&y)?.exp()?.mul(&number(PI.sqrt() / 2.0))?.mul(grad)
        };
    /// ln |Γ(x)|
    lgamma, lgamma_, Lgamma, "LgammaBackward0", FIRST, |x| x.through(libm::lgamma), |grad, x| grad.mul(&x.digamma()?);
    /// The derivative of ln Γ
    digamma, digamma_, Digamma, "DigammaBackward0", FIRST, |x| x.through(digamma),
        |grad, x| grad.mul(&x.polygamma(1)?);
    /// The modified Bessel function I₀
    i0, i0_, I0, "I0Backward0", FIRST, |x| x.through(|x| bessel(x, 0)), |grad, x| grad.mul(&x.i1()?);
    /// The modified Bessel function I₁
    i1, i1_, I1, "SpecialI1Backward0", FIRST, |x| x.through(|x| bessel(x, 1)), |grad, x| {
        let ratio = Tensor::where_(&x.eq(&number(0.0))?, &number(0.5), &x.i1()?.div(x)?)?;
        grad.mul(&x.i0()?.sub(&ratio)?)
    };
    /// sin(πx)/πx
    sinc, sinc_, Sinc, "SincBackward0", FIRST, |x| sinc(x), |grad, x| {
        let turn = x.mul(&number(PI))?;
        let slope = turn.cos()?.mul(&turn)?.sub(&turn.sin()?)?.div(&turn.mul(x)?)?;
        Tensor::where_(&x.eq(&number(0.0))?, &number(0.0), &grad.mul(&slope)?)
    };
}

/// `factor`·e^(−x²)
fn gaussian(x: &Tensor, factor: f64) -> Result<Tensor> {
    x.mul(x)?.neg()?.exp()?.mul(&number(factor))
}

fn sinc<T: Real>(x: T) -> T {
    if x == T::ZERO {
        return T::ONE;
    }
    let turn = T::of(PI) * x;
    turn.through(f64::sin) / turn
}

/// Iₙ by its power series, whose terms all have one sign.
fn bessel(x: f64, order: u32) -> f64 {
    if x.is_infinite() {
        return if order % 2 == 1 { x } else { x.abs() };
    }
    let quarter = x * x / 4.0;
    let mut term = (1..=order).fold(1.0, |term, k| term * (x / 2.0) / f64::from(k));
    let (mut sum, mut k) = (term, 1.0);
    while term.abs() > sum.abs() * f64::EPSILON / 4.0 && sum.is_finite() {
        term *= quarter / (k * (k + f64::from(order)));
        sum += term;
        k += 1.0;
    }
    sum
}

/// A first guess, then steps of Halley's method to the last bit.
fn inverse_erf(y: f64) -> f64 {
    let target = y.abs();
    if target >= 1.0 || y.is_nan() {
        return if target == 1.0 { y * f64::INFINITY } else { f64::NAN };
    }
    let mut x = guess(target);
    for _ in 0..3 {
        let miss = if target > 0.5 { (1.0 - target) - libm::erfc(x) } else { libm::erf(x) - target };
        let step = miss / (2.0 / PI.sqrt() * (-x * x).exp());
        x -= step / (1.0 + x * step);
    }
    x.copysign(y)
}

/// Winitzki's closed approximation, good to three digits.
fn guess(y: f64) -> f64 {
    let a = 0.147;
    let log = (-y * y).ln_1p();
    let middle = 2.0 / (PI * a) + log / 2.0;
    ((middle * middle - log / a).sqrt() - middle).sqrt()
}

/// Bernoulli's numbers B₂, B₄, …
const BERNOULLI: [f64; 8] =
    [1.0 / 6.0, -1.0 / 30.0, 1.0 / 42.0, -1.0 / 30.0, 5.0 / 66.0, -691.0 / 2730.0, 7.0 / 6.0, -3617.0 / 510.0];

/// Where the asymptotic series have all digits.
const FAR: f64 = 12.0;

/// By recurrence up to [`FAR`]; by reflection below 0.
fn digamma(x: f64) -> f64 {
    if x == 0.0 {
        return f64::INFINITY.copysign(-x);
    }
    if x < 0.0 {
        let fraction = x - x.trunc();
        return if fraction == 0.0 { f64::NAN } else { digamma(1.0 - x) - PI / (PI * fraction).tan() };
    }
    let (mut sum, mut x) = (0.0, x);
    while x < FAR {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let series = BERNOULLI.iter().zip(1_i32..).map(|(b, j)| b / (2.0 * f64::from(j) * x.powi(2 * j)));
    sum + x.ln() - 0.5 / x - series.sum::<f64>()
}

/// The n-th derivative of digamma: `(−1)ⁿ⁺¹ n! ζ(n + 1, x)`.
fn polygamma(n: i32, x: f64) -> f64 {
    if n == 0 {
        return digamma(x);
    }
    if n == 1 && x < 0.5 {
        let sine = (PI * x).sin();
        return PI * PI / (sine * sine) - polygamma(1, 1.0 - x);
    }
    let factorial = (1..=n).map(f64::from).product::<f64>();
    factorial * zeta(n + 1, x) * if n % 2 == 0 { -1.0 } else { 1.0 }
}

/// Hurwitz' zeta function by Euler and Maclaurin.
fn zeta(s: i32, x: f64) -> f64 {
    let (mut sum, mut x) = (0.0, x);
    while x < FAR {
        sum += x.powi(-s);
        x += 1.0;
    }
    sum += x.powi(1 - s) / f64::from(s - 1) + x.powi(-s) / 2.0;
    let mut factor = f64::from(s) * x.powi(-s - 1) / 2.0;
    for (b, j) in BERNOULLI.iter().zip(1_i32..) {
        sum += b * factor;
        let next = f64::from(s + 2 * j);
        factor *= (next - 1.0) * next / (f64::from(2 * j + 1) * f64::from(2 * j + 2) * x * x);
    }
    sum
}

/// `torch.polygamma(n, x)`
#[derive(Clone, Copy, Debug)]
struct Polygamma(i32);

impl Operation for Polygamma {
    fn name(&self) -> &'static str {
        "polygamma"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("PolygammaBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("polygamma needs one tensor")) };
        let x = convert(x, x.dtype().to_floating())?;
        match x.dtype() {
            DType::Float64 => map::<f64, f64>(&x, |v| polygamma(self.0, v)),
            dtype => convert(
                &map::<f32, f32>(&convert(&x, DType::Float32)?, |v| v.through(|v| polygamma(self.0, v)))?,
                dtype,
            ),
        }
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.mul(&context.input(0)?.polygamma(i64::from(self.0) + 1)?)?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("n", Attribute::Int(self.0.into()))]
    }
}

impl Tensor {
    /// The `n`-th derivative of the digamma function.
    ///
    /// # Errors
    /// PyTorch's, for a negative `n`.
    pub fn polygamma(&self, n: i64) -> Result<Self> {
        let n = i32::try_from(n).ok().filter(|&n| n >= 0);
        let n = n.ok_or_else(|| Error::runtime("polygamma(n, x) does not support negative n."))?;
        apply(Polygamma(n), std::slice::from_ref(self))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tensor::testing::{assert_close, check_second_gradients, small};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn gradients_are_the_slopes(x in small(0.1..0.9)) {
            let methods: [fn(&Tensor) -> Result<Tensor>; 8] = [
                Tensor::erf, Tensor::erfc, Tensor::erfinv, Tensor::lgamma, Tensor::digamma, Tensor::sinc,
                Tensor::i0, Tensor::i1,
            ];
            for method in methods {
                check_second_gradients(|x| method(&x[0]), std::slice::from_ref(&x));
            }
        }
    }

    /// `torch.special.polygamma(n, torch.tensor([0.3, 1.5, 20.]).double())` and `torch.erfinv(…)`
    #[test]
    fn values_are_pytorch_s() {
        let x = Tensor::from_vec(vec![0.3, 1.5, 20.0], &[3]);
        let table = POLYGAMMA;
        for (n, expected) in table {
            assert_close(&x.polygamma(n).expect("n ≥ 0").to_vec::<f64>(), &expected, "polygamma");
        }
        let y = Tensor::from_vec(vec![1e-9, 0.5, -0.999_999, 1.0], &[4]);
        assert_close(&y.erfinv().expect("floats").to_vec::<f64>()[..3], &ERFINV, "erfinv");
    }
    const POLYGAMMA: [(i64, [f64; 3]); 4] = [
        (0, [-3.502_524_222, 0.036_489_974, 2.970_523_992]),
        (1, [12.245_364_545, 0.934_802_201, 0.051_270_823]),
        (2, [-75.272_536_589, -0.828_796_644, -0.002_628_122]),
        (3, [743.141_764_655, 1.409_091_034, 0.000_269_374]),
    ];
    const ERFINV: [f64; 3] = [8.862e-10, 0.476_936_276, -3.458_910_737];
}
