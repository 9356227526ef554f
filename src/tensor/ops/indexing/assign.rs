//! `x[...] = v`

use super::{Index, Written, inputs, plan::Plan};
use crate::tensor::{Error, Result, Tensor, apply, apply_inplace};

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
            return put_planned(&plan, value, false);
        }
        let target = plan.viewed;
        if value.ndim() == 0 && value.is_wrapped_number() {
            target.fill_(value)?;
        } else {
            target.copy_(&without_leading_ones(value, target.ndim())?)?;
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
        let (put, source) = written(&plan, accumulate)?.with(values);
        fits(&plan.viewed, values)?;
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
        fits(&plan.viewed, value)?;
        written.with(value)
    };
    apply_inplace(put, &inputs(&plan.viewed, source)).map(drop)
}

fn fits(target: &Tensor, value: &Tensor) -> Result<()> {
    if target.dtype() == value.dtype() {
        return Ok(());
    }
    Err(Error::runtime(format!(
        "Index put requires the source and destination dtypes match, got {} for the destination and {} for the source.",
        target.dtype().scalar_name(),
        value.dtype().scalar_name()
    )))
}

/// A value may have more dimensions than its place, as long as the first ones are of size 1.
fn without_leading_ones(value: &Tensor, ndim: usize) -> Result<Tensor> {
    let mut value = value.clone();
    while value.ndim() > ndim && value.shape()[0] == 1 {
        value = value.select(0, 0)?;
    }
    Ok(value)
}
