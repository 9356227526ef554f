//! One or the other, by a condition.

use std::borrow::Cow;

use super::elementary::constant;
use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Result, Saves, Tensor, apply, apply_inplace,
    autograd::Context,
    broadcast_shapes,
    dtype::result_type,
    kernel::{convert, in_memory_order, zip},
    ops::sum_to,
};

/// `torch.where(condition, a, b)`
#[derive(Clone, Copy, Debug)]
struct Where;

impl Operation for Where {
    fn name(&self) -> &'static str {
        "where"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("WhereBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [condition, a, b] = inputs else { return Err(Error::runtime("where needs three tensors")) };
        if condition.dtype() != DType::Bool {
            return Err(Error::runtime(format!(
                "where expected condition to be a boolean tensor, but got a tensor with dtype {}",
                condition.dtype().scalar_name()
            )));
        }
        let dtype = result_type([a, b]);
        let (a, b) = (convert(a, dtype)?, convert(b, dtype)?);
        crate::with_dtype!(dtype, T => in_memory_order([condition, &a, &b], |[c, a, b]| choose::<T>(c, a, b)))
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn hides(&self, input: usize) -> bool {
        input == 0
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let condition = context.input(0)?;
        let zero = constant(0.0, grad)?;
        let to = |index: usize, a: &Tensor, b: &Tensor| {
            let part = || sum_to(&Tensor::where_(&condition, a, b)?, context.shape(index));
            context.needs(index).then(part).transpose()
        };
        Ok(vec![None, to(1, grad, &zero)?, to(2, &zero, grad)?])
    }
}

/// Over one pass where all are of one shape, else by way of an option of each `a`.
fn choose<T: Element>(condition: &Tensor, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let shape = broadcast_shapes(&broadcast_shapes(&condition.shape(), &a.shape())?, &b.shape())?;
    let wide = |x: &Tensor| {
        let layout = x.layout().broadcast_to(&shape);
        layout.map(|layout| x.with_layout(layout)).ok_or_else(|| Error::runtime("where: shapes do not broadcast"))
    };
    let (condition, a, b) = (wide(condition)?, wide(a)?, wide(b)?);
    let mut out = crate::tensor::allocate::<T>(condition.numel())?;
    condition.read_slice::<bool, _>(|conditions| {
        a.read_slice::<T, _>(|xs| {
            b.read_slice::<T, _>(|ys| {
                out.extend(conditions.iter().zip(xs).zip(ys).map(|((&c, &x), &y)| if c { x } else { y }));
            })
        })
    })???;
    Ok(Tensor::from_vec(out, &shape))
}

/// `Tensor.masked_fill(mask, value)`
#[derive(Clone, Copy, Debug)]
struct MaskedFill {
    number: bool,
}

impl Operation for MaskedFill {
    fn name(&self) -> &'static str {
        "masked_fill"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.number { "MaskedFillBackward0" } else { "MaskedFillBackward1" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, mask, value] = inputs else { return Err(Error::runtime("masked_fill needs three tensors")) };
        check_fill(mask, value)?;
        let shape = broadcast_shapes(&mask.shape(), &x.shape())?;
        crate::with_dtype!(x.dtype(), T => {
            let value = value.item::<T>()?;
            let layout = x.layout().broadcast_to(&shape);
            let x = layout.map_or_else(|| x.clone(), |layout| x.with_layout(layout));
            // row-major, whatever the order of the two
            zip::<T, bool, T>(&x, mask, |v, masked| if masked { value } else { v })?.contiguous()
        })
    }

    fn saves(&self) -> Saves {
        Saves::SECOND
    }

    fn hides(&self, input: usize) -> bool {
        input == 1 || input == 2 && self.number
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let mask = context.input(1)?;
        let rest = grad.masked_fill(&mask, &Tensor::wrapped_number(0.0))?;
        let by_value = || sum_to(&Tensor::where_(&mask, grad, &constant(0.0, grad)?)?, &[]);
        let by_value = context.needs(2).then(by_value).transpose()?;
        Ok(vec![Some(sum_to(&rest, context.shape(0))?), None, by_value])
    }
}

fn check_fill(mask: &Tensor, value: &Tensor) -> Result<()> {
    if mask.dtype() != DType::Bool {
        return Err(Error::runtime(format!(
            "masked_fill_ only supports boolean masks, but got mask with dtype {}",
            mask.dtype().cpp_name()
        )));
    }
    if value.ndim() != 0 {
        return Err(Error::runtime(format!(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {} dimension(s).",
            value.ndim()
        )));
    }
    Ok(())
}

impl Tensor {
    /// `torch.where(condition, a, b)`; a and b may be numbers.
    ///
    /// # Errors
    /// PyTorch's, for a condition that is not bool and shapes that do not broadcast.
    pub fn where_(condition: &Self, a: &Self, b: &Self) -> Result<Self> {
        apply(Where, &[condition.clone(), a.clone(), b.clone()])
    }

    /// `self.masked_fill(mask, value)`
    ///
    /// # Errors
    /// PyTorch's, for a mask that is not bool or a value that has dimensions.
    pub fn masked_fill(&self, mask: &Self, value: &Self) -> Result<Self> {
        apply(MaskedFill { number: value.is_wrapped_number() }, &[self.clone(), mask.clone(), value.clone()])
    }

    /// [`Tensor::masked_fill`] in place
    ///
    /// # Errors
    /// The same, and PyTorch's for tensors that may not be changed in place.
    pub fn masked_fill_(&self, mask: &Self, value: &Self) -> Result<Self> {
        apply_inplace(MaskedFill { number: value.is_wrapped_number() }, &[self.clone(), mask.clone(), value.clone()])
    }
}
