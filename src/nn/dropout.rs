//! Dropout: elements, or whole channels, are silenced at random.

use crate::tensor::{Attribute, DType, Error, Result, Tensor, composite, random::Generator};

/// Which dropout it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dropout {
    /// Each element by itself.
    Plain,
    /// Whole channels.
    Feature,
    /// Each element by itself, to the value that keeps SELU's mean and variance.
    Alpha,
    /// Whole channels, to that value.
    FeatureAlpha,
}

/// What SELU tends to far below zero: its scale times its α.
const ALPHA: f64 = 1.758_099_340_847_376_6;

impl Dropout {
    /// Silences with probability `p` while training; else gives the input itself.
    ///
    /// # Errors
    /// PyTorch's, for what is no probability, and for integers.
    pub fn apply(self, x: &Tensor, p: f64, train: bool) -> Result<Tensor> {
        if !(0.0..=1.0).contains(&p) {
            return Err(Error::runtime(format!("dropout probability has to be between 0 and 1, but got {p}")));
        }
        let attributes = || vec![("p", Attribute::Float(p)), ("train", Attribute::Bool(train))];
        composite(self.name(), &attributes, std::slice::from_ref(x), || {
            if p == 0.0 || !train || x.numel() == 0 { Ok(x.clone()) } else { self.drop(x, p) }
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Plain => "dropout",
            Self::Feature => "feature_dropout",
            Self::Alpha => "alpha_dropout",
            Self::FeatureAlpha => "feature_alpha_dropout",
        }
    }

    fn drop(self, x: &Tensor, p: f64) -> Result<Tensor> {
        if p >= 1.0 {
            return x.mul(&Tensor::full_as(0.0, &[], x.dtype())?);
        }
        let keeps = self.draw(x, p)?;
        match self {
            Self::Plain | Self::Feature => {
                only_floats(x)?;
                x.mul(&keeps.div(&number(1.0 - p))?)
            }
            Self::Alpha | Self::FeatureAlpha => {
                only_floats(x)?;
                let a = 1.0 / (ALPHA.mul_add(ALPHA * p, 1.0) * (1.0 - p)).sqrt();
                let floor = keeps.add(&number(-1.0))?.mul(&number(ALPHA * a))?.add(&number(ALPHA * a * p))?;
                x.mul(&keeps.mul(&number(a))?)?.add(&floor)
            }
        }
    }

    /// 1 where a number stays: for each element, or one for each channel.
    fn draw(self, x: &Tensor, p: f64) -> Result<Tensor> {
        if matches!(self, Self::Plain | Self::Alpha) {
            // PyTorch draws in the order of memory, also for a transposed tensor.
            return ones(&x.shape(), x.dtype(), p).map(|drawn| drawn.laid_out_like(x));
        }
        let mut shape = x.shape();
        if shape.len() < 2 {
            return Err(Error::runtime("Feature dropout requires at least 2 dimensions in the input"));
        }
        shape[2..].fill(1);
        ones(&shape, x.dtype(), p)
    }
}

fn ones(shape: &[usize], dtype: DType, p: f64) -> Result<Tensor> {
    Tensor::full_as(0.0, shape, dtype)?.bernoulli_(1.0 - p, None::<&Generator>)
}

fn only_floats(x: &Tensor) -> Result<()> {
    if x.dtype().is_floating_point() {
        return Ok(());
    }
    let name = x.dtype().scalar_name();
    Err(Error::runtime(format!("result type Float can't be cast to the desired output type {name}")))
}

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::random;

    #[test]
    fn draws_are_those_of_pytorch() {
        random::manual_seed(0);
        let x = Tensor::full(1.0_f32, &[10]).expect("small");
        let y = Dropout::Plain.apply(&x, 0.5, true).expect("a probability");
        assert_eq!(y.to_vec::<f32>(), [0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0, 2.0, 0.0, 2.0]);
    }

    #[test]
    fn nothing_happens_when_not_training() {
        let x = Tensor::full(1.0_f32, &[3]).expect("small");
        assert!(Dropout::Alpha.apply(&x, 0.5, false).expect("a probability").is_same(&x));
    }
}
