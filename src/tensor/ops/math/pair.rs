//! Functions of two real numbers: extremes, remainders, angles.

use std::{borrow::Cow, marker::PhantomData};

use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    kernel::{Rule, convert, zip, zip_blocks},
    ops::{arithmetic::promoted, sum_to},
};

use super::{
    elementary::{constant, number},
    rounding::unsupported,
};

/// How a function takes integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Integers {
    /// As integers; bools too.
    Keep,
    /// As integers, but no bools, and no zero as the second.
    Divide,
    /// As floats.
    Convert,
    /// Not at all.
    Reject,
}

/// A function of two numbers.
pub(super) trait Pair: Copy + 'static {
    const NAME: &'static str;
    /// The node's name between two tensors.
    const NODE: &'static str;
    /// The same when the second is a number.
    const NODE_NUMBER: &'static str = Self::NODE;
    const KERNEL: &'static str;
    const SAVES: Saves = Saves::INPUTS;
    const INTEGERS: Integers;
    /// Whether PyTorch's vector loop, which takes whole blocks, keeps the second of equals: zeros of different sign.
    const SWAPPED_IN_BLOCKS: bool = false;

    fn real<T: Real>(x: T, y: T) -> T;

    fn integer(x: i64, _y: i64) -> i64 {
        x
    }

    /// Gradients of the inputs, before they are summed to their shapes.
    fn gradients(context: &Context<'_>, grad: &Tensor) -> Result<[Option<Tensor>; 2]>;
}

/// A pair in its order.
struct InOrder<P>(PhantomData<P>);

/// The same with the two exchanged.
struct Swapped<P>(PhantomData<P>);

impl<P: Pair, T: Real> Rule<(T, T), T> for InOrder<P> {
    #[inline(always)]
    fn at(&self, (x, y): (T, T)) -> T {
        P::real(x, y)
    }
}

impl<P: Pair, T: Real> Rule<(T, T), T> for Swapped<P> {
    #[inline(always)]
    fn at(&self, (x, y): (T, T)) -> T {
        P::real(y, x)
    }
}

fn reals<P: Pair, T: Real>(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if P::SWAPPED_IN_BLOCKS {
        return zip_blocks::<T>(a, b, Swapped(PhantomData::<P>), InOrder(PhantomData::<P>));
    }
    zip::<T, T, T>(a, b, P::real)
}

/// A [`Pair`] of each two elements, with broadcasting and promotion.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paired<P> {
    pub function: PhantomData<P>,
    pub with_number: bool,
}

impl<P: Pair> Operation for Paired<P> {
    fn name(&self) -> &'static str {
        P::NAME
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.with_number { P::NODE_NUMBER } else { P::NODE })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        match (dtype, P::INTEGERS) {
            (DType::Float32, _) => reals::<P, f32>(&a, &b),
            (DType::Float64, _) => reals::<P, f64>(&a, &b),
            (DType::Float16, _) | (_, Integers::Convert) => {
                let (a, b) = (convert(&a, DType::Float32)?, convert(&b, DType::Float32)?);
                convert(&zip::<f32, f32, f32>(&a, &b, P::real)?, dtype.to_floating())
            }
            (_, Integers::Reject) | (DType::Bool, Integers::Divide) => Err(unsupported(P::KERNEL, dtype)),
            _ => whole::<P>(&a, &b, dtype),
        }
    }

    fn saves(&self) -> Saves {
        P::SAVES
    }

    fn hides(&self, input: usize) -> bool {
        self.with_number && input == 1
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let grads = P::gradients(context, grad)?;
        grads.into_iter().enumerate().map(|(i, g)| g.map(|g| sum_to(&g, context.shape(i))).transpose()).collect()
    }
}

fn whole<P: Pair>(a: &Tensor, b: &Tensor, dtype: DType) -> Result<Tensor> {
    if P::INTEGERS == Integers::Divide && b.to_vec::<i64>().contains(&0) {
        return Err(Error::runtime("ZeroDivisionError"));
    }
    crate::with_integer!(dtype, T => zip::<T, T, T>(a, b, |x, y| T::from_i64(P::integer(x.to_i64(), y.to_i64()))),
        else zip::<bool, bool, bool>(a, b, |x, y| P::integer(x.into(), y.into()) != 0))
}

/// Runs a pair function.
pub(super) fn paired<P: Pair>(_function: P, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    apply(Paired { function: PhantomData::<P>, with_number: b.is_wrapped_number() }, &[a.clone(), b.clone()])
}

/// The same, in place.
pub(super) fn paired_<P: Pair>(_function: P, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    apply_inplace(Paired { function: PhantomData::<P>, with_number: b.is_wrapped_number() }, &[a.clone(), b.clone()])
}

/// PyTorch's error for what it cannot differentiate.
pub(in crate::tensor) fn no_derivative(name: &str) -> Error {
    Error::runtime(format!("derivative for aten::{name} is not implemented"))
}

/// The share of the gradient that goes to `a` where it beats `b`: half of it where they are equal.
fn share(grad: &Tensor, wins: &Tensor, equal: &Tensor) -> Result<Tensor> {
    let some = Tensor::where_(wins, grad, &constant(0.0, grad)?)?;
    Tensor::where_(equal, &grad.div(&number(2.0))?, &some)
}

macro_rules! pairs {
    ($($(#[$doc:meta])* $name:ident $inplace:ident $Type:ident $node:literal $number:literal $kernel:literal
        $([$swapped:ident])? $integers:ident $saves:expr, |$x:ident, $y:ident| $real:expr, |$i:ident, $j:ident| $integer:expr,
        |$context:ident, $grad:ident| $gradients:expr;)*) => {
        $(
            #[derive(Clone, Copy, Debug)]
            struct $Type;

            impl Pair for $Type {
                const NAME: &'static str = stringify!($name);
                const NODE: &'static str = $node;
                const NODE_NUMBER: &'static str = $number;
                const KERNEL: &'static str = $kernel;
                const SAVES: Saves = $saves;
                const INTEGERS: Integers = Integers::$integers;
                $(const $swapped: bool = true;)?

                fn real<T: Real>($x: T, $y: T) -> T {
                    $real
                }

                fn integer($i: i64, $j: i64) -> i64 {
                    $integer
                }

                fn gradients($context: &Context<'_>, $grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
                    $gradients
                }
            }
        )*

        impl Tensor {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// PyTorch's, for shapes that do not broadcast and types that it does not take.
                pub fn $name(&self, other: &Self) -> Result<Self> {
                    paired($Type, self, other)
                }

                #[doc = concat!("[`Tensor::", stringify!($name), "`] in place")]
                ///
                /// # Errors
                /// The same, and PyTorch's for tensors that may not be changed in place.
                pub fn $inplace(&self, other: &Self) -> Result<Self> {
                    paired_($Type, self, other)
                }
            )*
        }
    };
}

pairs! {
    /// The larger of each two; NaN if either is
    maximum maximum_ Maximum "MaximumBackward0" "MaximumBackward0" "maximum_cpu" [SWAPPED_IN_BLOCKS] Keep Saves::INPUTS,
        |x, y| x.maximum(y), |i, j| i.max(j), |context, grad| larger(context, grad);
    /// The smaller of each two; NaN if either is
    minimum minimum_ Minimum "MinimumBackward0" "MinimumBackward0" "minimum_cpu" [SWAPPED_IN_BLOCKS] Keep Saves::INPUTS,
        |x, y| x.minimum(y), |i, j| i.min(j), |context, grad| smaller(context, grad);
    /// The larger of each two; a number rather than NaN
    fmax fmax_ Fmax "FmaxBackward0" "FmaxBackward0" "fmax_cpu" Keep Saves::INPUTS,
        |x, y| if y.is_nan() || x >= y { x } else { y }, |i, j| i.max(j),
        |context, grad| rather_a_number(context, grad, Tensor::gt);
    /// The smaller of each two; a number rather than NaN
    fmin fmin_ Fmin "FminBackward0" "FminBackward0" "fmin_cpu" Keep Saves::INPUTS,
        |x, y| if y.is_nan() || x <= y { x } else { y }, |i, j| i.min(j),
        |context, grad| rather_a_number(context, grad, Tensor::lt);
    /// The angle of the point (other, self)
    atan2 atan2_ Atan2 "Atan2Backward0" "Atan2Backward0" "atan2_cpu" Convert Saves::INPUTS,
        |x, y| x.through(|x| x.atan2(y.to_f64())), |i, _j| i, |context, grad| angle(context, grad);
    /// √(self² + other²)
    hypot hypot_ Hypot "HypotBackward0" "HypotBackward0" "hypot_cpu" Reject Saves::INPUTS.and(Saves::OUTPUT),
        |x, y| x.through(|x| x.hypot(y.to_f64())), |i, _j| i, |context, grad| {
            let by = |index: usize| grad.mul(&context.input(index)?.div(&context.output()?)?);
            Ok([Some(by(0)?), Some(by(1)?)])
        };
    /// self with the sign of other
    copysign copysign_ Copysign "CopysignBackward0" "CopysignBackward1" "copysign_cpu" Convert
        Saves::FIRST.and(Saves::OUTPUT),
        |x, y| x.through(|x| x.copysign(y.to_f64())), |i, _j| i, |context, grad| {
            let x = context.input(0)?;
            let ratio = Tensor::where_(&x.eq(&number(0.0))?, &number(0.0), &context.output()?.div(&x)?)?;
            Ok([Some(grad.mul(&ratio)?), Some(constant(0.0, grad)?)])
        };
    /// self·ln(other), 0 where self is 0
    xlogy xlogy_ Xlogy "XlogyBackward0" "XlogyBackward2" "xlogy_cpu" Convert Saves::INPUTS,
        |x, y| if y.is_nan() { T::NAN } else if x == T::ZERO { T::ZERO } else { x * y.ln() }, |i, _j| i,
        |context, grad| {
            let (x, y) = (context.input(0)?, context.input(1)?);
            let dead = x.eq(&number(0.0))?.logical_and(&y.le(&number(0.0))?)?;
            let by_first = grad.mul(&y.log()?)?.masked_fill(&dead, &number(0.0))?;
            Ok([Some(by_first), Some(grad.mul(&x)?.div(&y)?)])
        };
    /// ln(eˢᵉˡᶠ + eᵒᵗʰᵉʳ)
    logaddexp logaddexp_ Logaddexp "LogaddexpBackward0" "LogaddexpBackward0" "logaddexp_cpu" Reject Saves::INPUTS,
        |x, y| add_exponentials(x, y), |i, _j| i, |context, grad| {
            let (x, y) = (context.input(0)?, context.input(1)?);
            let share = |distance: Tensor| grad.div(&distance.exp()?.add(&number(1.0))?);
            Ok([Some(share(y.sub(&x)?)?), Some(share(x.sub(&y)?)?)])
        };
    /// What division leaves, with the sign of the divisor (Python's `%`)
    remainder remainder_ Remainder "RemainderBackward1" "RemainderBackward0" "remainder_cpu" Divide Saves::INPUTS,
        |x, y| floored_remainder(x, y), |i, j| { let left = i.wrapping_rem(j); if left != 0 && (left < 0) != (j < 0) { left + j } else { left } },
        |context, grad| after_division(context, grad, Tensor::div_floor);
    /// What division leaves, with the sign of the dividend
    fmod fmod_ Fmod "FmodBackward1" "FmodBackward0" "fmod_cpu" Divide Saves::INPUTS,
        |x, y| x.through(|x| x % y.to_f64()), |i, j| i.wrapping_rem(j),
        |context, grad| after_division(context, grad, Tensor::div_trunc);
    /// Division rounded down (`rounding_mode='floor'`)
    div_floor div_floor_ DivFloor "DivBackward2" "DivBackward3" "div_floor_cpu" Divide Saves::NOTHING,
        |x, y| floored_quotient(x, y), |i, j| floored(i, j), |_context, grad| flat(grad);
    /// Division rounded towards zero (`rounding_mode='trunc'`)
    div_trunc div_trunc_ DivTrunc "DivBackward2" "DivBackward3" "div_trunc_cpu" Divide Saves::NOTHING,
        |x, y| (x / y).trunc(), |i, j| i.wrapping_div(j), |_context, grad| flat(grad);
    /// Division rounded down (Python's `//`)
    floor_divide floor_divide_ FloorDivide "NotImplemented" "NotImplemented" "div_floor_cpu" Divide Saves::NOTHING,
        |x, y| floored_quotient(x, y), |i, j| floored(i, j), |_context, _grad| Err(no_derivative("floor_divide"));
}

fn flat(grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
    Ok([Some(constant(0.0, grad)?), Some(constant(0.0, grad)?)])
}

pub(super) fn larger(context: &Context<'_>, grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
    let (x, y) = (context.input(0)?, context.input(1)?);
    between(grad, &x, &y, &x.lt(&y)?, &x.gt(&y)?)
}

pub(super) fn smaller(context: &Context<'_>, grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
    let (x, y) = (context.input(0)?, context.input(1)?);
    between(grad, &x, &y, &x.gt(&y)?, &x.lt(&y)?)
}

/// Each gets the gradient where it does not lose (so both do at NaN), half of it where they are equal.
fn between(grad: &Tensor, x: &Tensor, y: &Tensor, lost: &Tensor, won: &Tensor) -> Result<[Option<Tensor>; 2]> {
    let equal = x.eq(y)?;
    Ok([Some(share(grad, &lost.logical_not()?, &equal)?), Some(share(grad, &won.logical_not()?, &equal)?)])
}

fn rather_a_number(
    context: &Context<'_>,
    grad: &Tensor,
    beats: impl Fn(&Tensor, &Tensor) -> Result<Tensor>,
) -> Result<[Option<Tensor>; 2]> {
    let (x, y) = (context.input(0)?, context.input(1)?);
    let first = beats(&x, &y)?.logical_or(&y.isnan()?)?;
    let equal = x.eq(&y)?;
    Ok([Some(share(grad, &first, &equal)?), Some(share(grad, &first.logical_not()?, &equal)?)])
}

fn angle(context: &Context<'_>, grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
    let (y, x) = (context.input(0)?, context.input(1)?);
    let square = y.mul(&y)?.add(&x.mul(&x)?)?;
    let scale = square.reciprocal()?.masked_fill(&square.eq(&number(0.0))?, &number(0.0))?;
    Ok([Some(grad.mul(&x.mul(&scale)?)?), Some(grad.mul(&y.neg()?.mul(&scale)?)?)])
}

fn after_division(
    context: &Context<'_>,
    grad: &Tensor,
    quotient: impl Fn(&Tensor, &Tensor) -> Result<Tensor>,
) -> Result<[Option<Tensor>; 2]> {
    if !context.needs(1) {
        return Ok([Some(grad.clone()), None]);
    }
    let by_divisor = grad.neg()?.mul(&quotient(&context.input(0)?, &context.input(1)?)?)?;
    Ok([Some(grad.clone()), Some(by_divisor)])
}

fn add_exponentials<T: Real>(x: T, y: T) -> T {
    if x == y && !x.is_finite() {
        return x;
    }
    let larger = x.maximum(y);
    larger + (-(x - y).abs()).exp().ln_1p()
}

fn floored_remainder<T: Real>(x: T, y: T) -> T {
    let left = x.through(|x| x % y.to_f64());
    if left != T::ZERO && (left < T::ZERO) != (y < T::ZERO) { left + y } else { left }
}

/// As Python divides floats: exact where the quotient is a whole number.
fn floored_quotient<T: Real>(x: T, y: T) -> T {
    if y == T::ZERO {
        return x / y;
    }
    let left = x.through(|x| x % y.to_f64());
    let mut quotient = (x - left) / y;
    if left != T::ZERO && (y < T::ZERO) != (left < T::ZERO) {
        quotient = quotient - T::ONE;
    }
    if quotient == T::ZERO {
        return T::ZERO.through(|zero| zero.copysign((x / y).to_f64()));
    }
    let floor = quotient.floor();
    if quotient - floor > T::of(0.5) { floor + T::ONE } else { floor }
}

fn floored(i: i64, j: i64) -> i64 {
    let quotient = i.wrapping_div(j);
    if i.wrapping_rem(j) != 0 && (i < 0) != (j < 0) { quotient - 1 } else { quotient }
}

impl Tensor {
    /// `torch.div(self, other, rounding_mode=…)`
    ///
    /// # Errors
    /// PyTorch's, for an unknown mode; else as [`Tensor::div`].
    pub fn div_mode(&self, other: &Self, rounding_mode: Option<&str>) -> Result<Self> {
        match rounding_mode {
            None => self.div(other),
            Some("floor") => self.div_floor(other),
            Some("trunc") => self.div_trunc(other),
            Some(mode) => Err(Error::runtime(format!(
                "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '{mode}'"
            ))),
        }
    }

    /// `torch.heaviside(self, values)`: 0 below zero, 1 above, the value at zero.
    ///
    /// # Errors
    /// PyTorch's, for different types.
    pub fn heaviside(&self, values: &Self) -> Result<Self> {
        if self.dtype() != values.dtype() {
            return Err(Error::runtime("heaviside is not yet implemented for tensors with different dtypes."));
        }
        paired(Heaviside, self, values)
    }
}

#[derive(Clone, Copy, Debug)]
struct Heaviside;

impl Pair for Heaviside {
    const NAME: &'static str = "heaviside";
    const NODE: &'static str = "NotImplemented";
    const KERNEL: &'static str = "heaviside_cpu";
    const SAVES: Saves = Saves::NOTHING;
    const INTEGERS: Integers = Integers::Keep;

    fn real<T: Real>(x: T, y: T) -> T {
        if x == T::ZERO {
            y
        } else if x > T::ZERO {
            T::ONE
        } else {
            T::ZERO
        }
    }

    fn integer(x: i64, y: i64) -> i64 {
        if x == 0 { y } else { i64::from(x > 0) }
    }

    fn gradients(_context: &Context<'_>, _grad: &Tensor) -> Result<[Option<Tensor>; 2]> {
        Err(no_derivative("heaviside"))
    }
}
