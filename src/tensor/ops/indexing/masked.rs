//! Elements found by a mask: `masked_select`, `masked_scatter`.

use super::{Taken, Written, inputs, nonzero::true_places};
use crate::tensor::{DType, Error, Result, Tensor, apply, apply_inplace, broadcast_shapes, ops::places::Put};

/// Where a mask, broadcast to a shape, is true.
fn masked_places(mask: &Tensor, shape: &[usize]) -> Result<Vec<usize>> {
    Ok(true_places(&mask.detach().broadcast_to(shape)?))
}

/// Stretched to where a mask is larger.
fn widened(x: &Tensor, mask: &Tensor) -> Result<Tensor> {
    let wide = broadcast_shapes(&mask.shape(), &x.shape())?;
    if wide == x.shape() { Ok(x.clone()) } else { x.broadcast_to(&wide) }
}

/// In place nothing is stretched.
fn covers(x: &Tensor, mask: &Tensor) -> Result<()> {
    let (shape, wide) = (x.shape(), broadcast_shapes(&mask.shape(), &x.shape())?);
    if wide == shape {
        return Ok(());
    }
    Err(Error::runtime(format!("output with shape {shape:?} doesn't match the broadcast shape {wide:?}")))
}

fn check_scattering(x: &Tensor, mask: &Tensor, source: &Tensor) -> Result<()> {
    if mask.dtype() != DType::Bool {
        return Err(Error::runtime(format!(
            "masked_scatter_ only supports boolean masks, but got mask with dtype {}",
            mask.dtype().scalar_name()
        )));
    }
    if x.dtype() != source.dtype() {
        return Err(Error::runtime(format!(
            "masked_scatter: expected self and source to have same dtypes but got{} and {}",
            x.dtype().scalar_name(),
            source.dtype().scalar_name()
        )));
    }
    Ok(())
}

impl Tensor {
    /// `self.masked_select(mask)`
    ///
    /// # Errors
    /// PyTorch's, for masks that are not bool or do not fit.
    pub fn masked_select(&self, mask: &Self) -> Result<Self> {
        if mask.dtype() != DType::Bool {
            return Err(Error::runtime("masked_select: expected BoolTensor for mask"));
        }
        let x = widened(self, mask)?;
        let places = masked_places(mask, &x.shape())?;
        let (shape, attributes) = (vec![places.len()], Vec::new());
        Taken { name: "masked_select", node: "MaskedSelectBackward0", places, shape, attributes }.from(&x)
    }

    fn masked_scattering(&self, mask: &Self, source: &Self) -> Result<(Put, Option<Self>)> {
        check_scattering(self, mask, source)?;
        let places = masked_places(mask, &self.shape())?;
        if source.numel() < places.len() {
            return Err(Error::runtime("Number of elements of source < number of ones in mask"));
        }
        let used = source.reshape(&[-1])?.slice(0, None, Some(places.len() as i64), 1)?;
        let (shape, accumulate, attributes) = (vec![places.len()], false, Vec::new());
        let (name, node) = ("masked_scatter", "MaskedScatterBackward0");
        Ok(Written { name, node, places, shape, accumulate, attributes }.with(&used))
    }

    /// `self.masked_scatter(mask, source)`
    ///
    /// # Errors
    /// PyTorch's, for masks that do not fit or sources that are too short.
    pub fn masked_scatter(&self, mask: &Self, source: &Self) -> Result<Self> {
        let x = widened(self, mask)?;
        let (put, source) = x.masked_scattering(mask, source)?;
        apply(put, &inputs(&x, source))
    }

    /// `self.masked_scatter_(mask, source)`
    ///
    /// # Errors
    /// As [`Tensor::masked_scatter`].
    pub fn masked_scatter_(&self, mask: &Self, source: &Self) -> Result<Self> {
        covers(self, mask)?;
        let (put, source) = self.masked_scattering(mask, source)?;
        apply_inplace(put, &inputs(self, source))
    }
}
