//! What PyTorch records under names of its own: `std_mean`, `var_mean`, `dist`.

use std::borrow::Cow;

use super::fold::{Back, Fold, Kind};
use super::lanes::Dims;
use crate::tensor::{
    Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, ops::arithmetic::gradients,
};

/// One of the two results of a function that gives a deviation and a mean.
#[derive(Clone, Debug)]
struct Moment {
    fold: Fold,
    name: &'static str,
    node: &'static str,
}

impl Operation for Moment {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        self.fold.forward(inputs)
    }

    fn saves(&self) -> Saves {
        self.fold.saves()
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        self.fold.backward(context, grad)
    }
}

/// The p-norm of a − b.
#[derive(Clone, Copy, Debug)]
struct Distance(f64);

impl Operation for Distance {
    fn name(&self) -> &'static str {
        "dist"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("DistBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime("dist needs two tensors")) };
        let difference = a.sub(b)?;
        if !difference.dtype().is_floating_point() {
            let found = difference.dtype().scalar_name();
            let text = "input dtype should be either floating point or complex.";
            return Err(Error::not_implemented(format!("norm(): {text} Got {found} instead.")));
        }
        difference.vector_norm(self.0, None, false, None)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS.and(Saves::OUTPUT)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let way = || {
            let difference = context.input(0)?.sub(&context.input(1)?)?;
            if self.0 == 0.0 {
                return difference.mul(&Tensor::wrapped_number(0.0));
            }
            let (dims, shape) = (Dims::default(), difference.shape());
            let back = Back { dims: &dims, shape: &shape, count: difference.numel() as f64 };
            back.norm(grad, &difference, &context.output()?, self.0)
        };
        gradients(context, [&way, &|| way()?.neg()])
    }
}

impl Tensor {
    fn moments(
        &self,
        spread: Kind,
        names: (&'static str, &'static str),
        dims: Option<&[i64]>,
        keepdim: bool,
    ) -> Result<(Self, Self)> {
        let (name, node) = names;
        if !self.dtype().is_floating_point() {
            let text = format!("{name} only support floating point and complex dtypes");
            return Err(Error::not_implemented(text));
        }
        let moment = |kind: Kind| {
            let fold = Fold { kind, dims: Dims::new(self, dims, keepdim)?, by_dim: dims.is_some() };
            apply(Moment { fold, name, node }, std::slice::from_ref(self))
        };
        Ok((moment(spread)?, moment(Kind::Mean)?))
    }

    /// `torch.var_mean`
    ///
    /// # Errors
    /// As [`Tensor::var`].
    pub fn var_mean(&self, dims: Option<&[i64]>, correction: f64, keepdim: bool) -> Result<(Self, Self)> {
        self.moments(Kind::Var(correction), ("var_mean", "VarMeanBackward0"), dims, keepdim)
    }

    /// `torch.std_mean`
    ///
    /// # Errors
    /// As [`Tensor::var`].
    pub fn std_mean(&self, dims: Option<&[i64]>, correction: f64, keepdim: bool) -> Result<(Self, Self)> {
        self.moments(Kind::Std(correction), ("std_mean", "StdMeanBackward0"), dims, keepdim)
    }

    /// `torch.dist`: the p-norm of what lies between.
    ///
    /// # Errors
    /// PyTorch's, for integers and shapes that do not broadcast.
    pub fn dist(&self, other: &Self, p: f64) -> Result<Self> {
        apply(Distance(p), &[self.clone(), other.clone()])
    }
}
