//! Numbers taken apart into mantissa and exponent: `frexp`, `ldexp`, `nextafter`.

use std::borrow::Cow;

use super::{elementary::number, pair::no_derivative, unsupported};
use crate::tensor::{
    DType, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context,
    kernel::{convert, map, zip},
    ops::arithmetic::{gradients, promoted},
};

/// x = m·2ᵉ with ½ ≤ |m| < 1
#[derive(Clone, Debug)]
struct Mantissa {
    exponents: Tensor,
}

impl Operation for Mantissa {
    fn name(&self) -> &'static str {
        "frexp"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("FrexpBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("frexp needs one tensor")) };
        let parts = map::<f64, f64>(&convert(x, DType::Float64)?, |v| libm::frexp(v).0)?;
        convert(&parts, x.dtype())
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let scale = number(2.0).pow(&convert(&self.exponents, grad.dtype())?)?;
        Ok(vec![Some(grad.div(&scale)?)])
    }
}

/// m·2ᵉ
#[derive(Clone, Copy, Debug)]
struct Scale;

impl Operation for Scale {
    fn name(&self) -> &'static str {
        "ldexp"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("LdexpBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, exponent] = inputs else { return Err(Error::runtime("ldexp needs two tensors")) };
        x.mul(&number(2.0).pow(exponent)?)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let power = number(2.0).pow(&context.input(1)?)?;
        let by_first = || grad.mul(&power);
        let by_second = || grad.mul(&context.input(0)?)?.mul(&power)?.mul(&number(std::f64::consts::LN_2));
        gradients(context, [&by_first, &by_second])
    }
}

/// The next number after the first, towards the second
#[derive(Clone, Copy, Debug)]
struct NextAfter;

impl Operation for NextAfter {
    fn name(&self) -> &'static str {
        "nextafter"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NextafterBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        crate::with_float!(dtype, T => zip::<T, T, T>(&a, &b, |x, y| {
            if x.is_nan() || y.is_nan() {
                T::NAN
            } else if x < y {
                x.next_up()
            } else if x > y {
                x.next_down()
            } else {
                y
            }
        }), else Err(unsupported("nextafter_cpu", dtype)))
    }

    fn backward(&self, _context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Err(no_derivative("nextafter"))
    }
}

impl Tensor {
    /// `torch.frexp`: mantissas of at least ½ and below 1, and exponents of two.
    ///
    /// # Errors
    /// PyTorch's, for other than floats.
    pub fn frexp(&self) -> Result<(Self, Self)> {
        if !self.dtype().is_floating_point() {
            return Err(Error::runtime("torch.frexp() only supports floating-point dtypes"));
        }
        let exponents = map::<f64, i32>(&convert(self, DType::Float64)?, |v| libm::frexp(v).1)?;
        let mantissas = apply(Mantissa { exponents: exponents.clone() }, std::slice::from_ref(self))?;
        Ok((mantissas, exponents))
    }

    /// `torch.ldexp`: self·2^other
    ///
    /// # Errors
    /// PyTorch's, for shapes that do not broadcast.
    pub fn ldexp(&self, other: &Self) -> Result<Self> {
        apply(Scale, &[self.clone(), other.clone()])
    }

    /// `torch.nextafter`
    ///
    /// # Errors
    /// PyTorch's, for integers and shapes that do not broadcast.
    pub fn nextafter(&self, other: &Self) -> Result<Self> {
        apply(NextAfter, &[self.clone(), other.clone()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::testing::check_gradients;

    #[test]
    fn gradients_are_the_slopes() {
        let x = Tensor::from_vec(vec![0.3, -5.0, 12.0], &[3]);
        check_gradients(|x| x[0].frexp().map(|(mantissa, _)| mantissa), std::slice::from_ref(&x));
        let y = Tensor::from_vec(vec![1.5, -2.0, 0.5], &[3]);
        check_gradients(|x| x[0].ldexp(&x[1]), &[x, y]);
    }

    #[test]
    fn a_number_is_its_mantissa_times_a_power_of_two() {
        let x = Tensor::from_vec(vec![12.0_f32, 0.0, -0.3], &[3]);
        let (mantissas, exponents) = x.frexp().expect("floats");
        assert_eq!(mantissas.to_vec::<f32>(), [0.75, 0.0, -0.6]);
        assert_eq!(exponents.to_vec::<i32>(), [4, 0, -1]);
        let one = Tensor::scalar(1.0_f32);
        let next = one.nextafter(&Tensor::scalar(2.0_f32)).expect("floats");
        assert_eq!(next.to_vec::<f32>(), [1.0 + f32::EPSILON]);
    }
}
