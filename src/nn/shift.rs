//! A sum with a plain number, which PyTorch records under a name of its own.

use std::borrow::Cow;

use crate::tensor::{Attribute, Attributes, Gradients, Operation, Result, Tensor, apply, autograd::Context};

/// `x` and a number that the library, not the user, adds.
pub(super) fn shifted(x: &Tensor, by: f64) -> Result<Tensor> {
    apply(Shift(by), std::slice::from_ref(x))
}

#[derive(Clone, Copy, Debug)]
struct Shift(f64);

impl Operation for Shift {
    fn name(&self) -> &'static str {
        "add"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("AddBackward1")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        inputs[0].add(&Tensor::wrapped_number(self.0))
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.clone())])
    }

    fn attributes(&self) -> Attributes {
        vec![("other", Attribute::Float(self.0))]
    }
}
