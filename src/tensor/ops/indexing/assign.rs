//! `x[...] = v`

use super::{Index, Written, inputs, plan::Plan};
use crate::tensor::{Error, Result, Tensor, apply, apply_inplace, ops::places::mismatch};

impl Tensor {
    /// `self[indices] = value`: a number (a wrapped one) or a tensor.
    ///
    /// # Errors
    /// PyTorch's, for indices out of bounds, shapes and types that do not fit, and tensors that may not
    /// be changed in place.
    pub fn set_index(&self, indices: &[Index], value: &Self) -> Result<()> {
        if let [Index::Bool(false)] = indices {
            return Ok(());
        }
        let plan = Plan::new(self, indices)?;
        if plan.is_advanced() {
            return put_planned(&plan, &without_leading_ones(value)?, false);
        }
        let target = plan.viewed;
        if value.ndim() == 0 && value.is_wrapped_number() {
            target.fill_(value)?;
        } else if value.shape() == target.shape() {
            target.copy_(value)?;
        } else {
            // Where it does not stretch, `expand` says why.
            target.copy_(&without_leading_ones(value)?.broadcast_to(&target.shape())?)?;
        }
        Ok(())
    }

    /// `self.index_put_(indices, values, accumulate)`
    ///
    /// # Errors
    /// As [`Tensor::set_index`].
    pub fn index_put_(&self, indices: &[Index], values: &Self, accumulate: bool) -> Result<Self> {
        put_planned(&Plan::new(self, indices)?, values, accumulate)?;
        Ok(self.clone())
    }

    /// `self.index_put(indices, values, accumulate)`
    ///
    /// # Errors
    /// As [`Tensor::set_index`].
    pub fn index_put(&self, indices: &[Index], values: &Self, accumulate: bool) -> Result<Self> {
        let plan = Plan::new(self, indices)?;
        let written = written(&plan, accumulate)?;
        fits(&plan.viewed, &written.shape, values)?;
        let (put, source) = written.with(values);
        apply(put, &inputs(&plan.viewed, source))
    }
}

fn written(plan: &Plan, accumulate: bool) -> Result<Written> {
    let (places, shape) = plan.places()?;
    let name = if accumulate { "index_put" } else { "__setitem__" };
    Ok(Written { name, node: "IndexPutBackward0", places, shape, accumulate, attributes: Vec::new() })
}

/// A number goes by way of `masked_fill_` or `index_fill_` where PyTorch goes so.
fn put_planned(plan: &Plan, value: &Tensor, accumulate: bool) -> Result<()> {
    let mut written = written(plan, accumulate)?;
    let to_mask = (plan.masks, plan.lists) == (1, 0) && value.ndim() == 0 && !value.requires_grad();
    let (put, source) = if value.is_wrapped_number() || to_mask {
        let value = value.detach().to_dtype(plan.viewed.dtype())?;
        match (plan.masks, plan.lists) {
            (1, 0) => written.node = "MaskedFillBackward0",
            (0, 1) => written.node = "IndexFillBackward0",
            _ => return apply_inplace(written.put(None), &[plan.viewed.clone(), value]).map(drop),
        }
        written.with_value(&value)
    } else {
        fits(&plan.viewed, &written.shape, value)?;
        written.with(value)
    };
    apply_inplace(put, &inputs(&plan.viewed, source)).map(drop)
}

fn fits(target: &Tensor, shape: &[usize], value: &Tensor) -> Result<()> {
    if target.dtype() == value.dtype() {
        return value.layout().broadcast_to(shape).map(drop).ok_or_else(|| mismatch(&value.shape(), shape));
    }
    Err(Error::runtime(format!(
        "Index put requires the source and destination dtypes match, got {} for the destination and {} for the source.",
        target.dtype().scalar_name(),
        value.dtype().scalar_name()
    )))
}

/// A value may have more dimensions than its place, as long as the first ones are of size 1.
fn without_leading_ones(value: &Tensor) -> Result<Tensor> {
    let shape = value.shape();
    let kept: Vec<i64> = shape.iter().skip_while(|&&size| size == 1).map(|&size| size as i64).collect();
    if kept.len() == shape.len() { Ok(value.clone()) } else { value.view(&kept) }
}
