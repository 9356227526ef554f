//! Copies: to another type, or to fresh memory.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Result, Tensor, apply, autograd::Context,
    kernel::convert,
};

/// `Tensor.to(dtype)`
#[derive(Clone, Copy, Debug)]
pub struct To(pub DType);

impl Operation for To {
    fn name(&self) -> &'static str {
        "to"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("ToCopyBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("to needs one tensor")) };
        convert(x, self.0)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.to_dtype(context.dtype(0))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("dtype", Attribute::Text(format!("torch.{}", self.0.name())))]
    }
}

/// `Tensor.clone()`
#[derive(Clone, Copy, Debug)]
struct Duplicate {
    /// Whether the copy is row-major, however the original lies.
    row_major: bool,
}

impl Operation for Duplicate {
    fn name(&self) -> &'static str {
        "clone"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CloneBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("clone needs one tensor")) };
        if self.row_major { x.contiguous_copy() } else { x.copy_as_it_lies() }
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.clone())])
    }
}

impl Tensor {
    /// `self.to(dtype)`: itself when it is of that type.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn to_dtype(&self, dtype: DType) -> Result<Self> {
        if self.dtype() == dtype { Ok(self.clone()) } else { apply(To(dtype), std::slice::from_ref(self)) }
    }

    /// `self.clone()`: a copy that gradients flow through, and that lies as the original does.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn duplicate(&self) -> Result<Self> {
        apply(Duplicate { row_major: false }, std::slice::from_ref(self))
    }

    /// `self.clone(memory_format=torch.contiguous_format)`
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn duplicate_contiguous(&self) -> Result<Self> {
        apply(Duplicate { row_major: true }, std::slice::from_ref(self))
    }
}
