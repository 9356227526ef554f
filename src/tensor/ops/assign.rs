//! Whole tensors overwritten in place.

use std::borrow::Cow;

use super::sum_to;
use crate::tensor::{
    Error, Gradients, Operation, Result, Tensor, apply, autograd::Context, broadcast::misfit, inplace, kernel::convert,
};

/// `Tensor.copy_(source)`
#[derive(Clone, Copy, Debug)]
struct Copy;

impl Operation for Copy {
    fn name(&self) -> &'static str {
        "copy_"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CopyBackwards")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [target, source] = inputs else { return Err(Error::runtime("copy_ takes a tensor and a source")) };
        let shape = target.shape();
        let wide = source.layout().broadcast_to(&shape).ok_or_else(|| misfit(&shape, &source.shape()))?;
        convert(&source.with_layout(wide), target.dtype())
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let source = context.needs(1).then(|| sum_to(grad, context.shape(1))).transpose()?;
        Ok(vec![zeros(context, grad)?, source])
    }
}

/// `Tensor.fill_(value)`, `Tensor.zero_()`: a number, which has no gradient, or a 0-dimensional tensor.
#[derive(Clone, Debug)]
struct Fill {
    name: &'static str,
    node: &'static str,
    value: Option<Tensor>,
}

impl Operation for Fill {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (Some(target), Some(value)) = (inputs.first(), self.value.as_ref().or(inputs.get(1))) else {
            return Err(Error::runtime("fill_ takes a tensor and a value"));
        };
        // A result without dimensions is broadcast, even over places that several indices share.
        convert(value, target.dtype())?.contiguous_copy()
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let mut gradients = vec![zeros(context, grad)?];
        if context.len() > 1 {
            gradients.push(context.needs(1).then(|| sum_to(grad, &[])).transpose()?);
        }
        Ok(gradients)
    }
}

/// Nothing of what was overwritten remains.
fn zeros(context: &Context<'_>, grad: &Tensor) -> Result<Option<Tensor>> {
    context.needs(0).then(|| Tensor::full_as(0.0, &grad.shape(), grad.dtype())).transpose()
}

/// What `copy_` puts in the place of a tensor, converted and broadcast.
///
/// # Errors
/// As [`Tensor::copy_`].
pub fn copied(target: &Tensor, source: &Tensor) -> Result<Tensor> {
    apply(Copy, &[target.clone(), source.clone()])
}

/// What `fill_` puts in the place of a tensor: without dimensions, to be broadcast.
///
/// # Errors
/// As [`Tensor::fill_`].
pub fn filled(target: &Tensor, value: &Tensor) -> Result<Tensor> {
    if value.ndim() != 0 {
        return Err(Error::runtime(format!(
            "fill_ only supports 0-dimension value tensor but got tensor with {} dimensions.",
            value.ndim()
        )));
    }
    if value.is_wrapped_number() {
        let fill = Fill { name: "fill_", node: "FillBackward2", value: Some(value.clone()) };
        return apply(fill, std::slice::from_ref(target));
    }
    apply(Fill { name: "fill_", node: "FillBackward3", value: None }, &[target.clone(), value.clone()])
}

/// What `zero_` puts in the place of a tensor.
///
/// # Errors
/// As [`Tensor::zero_`].
pub fn zeroed(target: &Tensor) -> Result<Tensor> {
    let fill = Fill { name: "zero_", node: "ZeroBackward0", value: Some(Tensor::scalar(0_i64)) };
    apply(fill, std::slice::from_ref(target))
}

impl Tensor {
    /// `self.copy_(source)`: converts and broadcasts.
    ///
    /// # Errors
    /// PyTorch's, when the source does not stretch to this shape.
    pub fn copy_(&self, source: &Self) -> Result<Self> {
        inplace(self, |original| copied(original, source))
    }

    /// `self.fill_(value)`, for a number or a 0-dimensional tensor.
    ///
    /// # Errors
    /// PyTorch's, for a value with dimensions.
    pub fn fill_(&self, value: &Self) -> Result<Self> {
        inplace(self, |original| filled(original, value))
    }

    /// `self.zero_()`
    ///
    /// # Errors
    /// PyTorch's, when it may not be changed in place.
    pub fn zero_(&self) -> Result<Self> {
        inplace(self, zeroed)
    }
}
