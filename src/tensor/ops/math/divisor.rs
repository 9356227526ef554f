//! Whole numbers that divide others: `gcd`, `lcm`.

use std::borrow::Cow;

use super::{pair::no_derivative, unsupported};
use crate::tensor::{
    Element, Gradients, Operation, Result, Tensor, apply, autograd::Context, kernel::zip, ops::arithmetic::promoted,
};

/// What two whole numbers have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Common {
    Divisor,
    Multiple,
}

impl Common {
    const fn kernel(self) -> &'static str {
        match self {
            Self::Divisor => "gcd_cpu",
            Self::Multiple => "lcm_cpu",
        }
    }

    fn of(self, x: i64, y: i64) -> i64 {
        let divisor = divisor(x, y);
        match self {
            Self::Divisor => divisor,
            Self::Multiple if divisor == 0 => 0,
            Self::Multiple => x.wrapping_div(divisor).wrapping_mul(y).wrapping_abs(),
        }
    }
}

/// Euclid's.
const fn divisor(mut x: i64, mut y: i64) -> i64 {
    while y != 0 {
        (x, y) = (y, x.wrapping_rem(y));
    }
    x.wrapping_abs()
}

impl Operation for Common {
    fn name(&self) -> &'static str {
        match self {
            Self::Divisor => "gcd",
            Self::Multiple => "lcm",
        }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NotImplemented")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (a, b, dtype) = promoted(inputs)?;
        crate::with_integer!(dtype, T => zip::<T, T, T>(&a, &b, |x, y| T::from_i64(self.of(x.to_i64(), y.to_i64()))),
            else Err(unsupported(self.kernel(), dtype)))
    }

    fn backward(&self, _context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Err(no_derivative(self.name()))
    }
}

impl Tensor {
    /// `torch.gcd`: the largest number that divides both.
    ///
    /// # Errors
    /// PyTorch's, for shapes that do not broadcast, floats and bools.
    pub fn gcd(&self, other: &Self) -> Result<Self> {
        apply(Common::Divisor, &[self.clone(), other.clone()])
    }

    /// `torch.lcm`: the smallest number that both divide.
    ///
    /// # Errors
    /// As [`Tensor::gcd`].
    pub fn lcm(&self, other: &Self) -> Result<Self> {
        apply(Common::Multiple, &[self.clone(), other.clone()])
    }
}
