//! Neighbours: `diff` and the areas under them, `trapezoid`.

use crate::tensor::{DType, Error, Result, Tensor, autograd::renamed, ops::join::cat, wrap_dim};

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

impl Tensor {
    /// Each element but the first along a dimension, and each but the last.
    fn neighbours(&self, dim: i64) -> Result<(Self, Self)> {
        let size = self.shape().get(wrap_dim(dim, self.ndim())?).copied().unwrap_or(0) as i64;
        let length = (size - 1).max(0);
        Ok((self.slice(dim, Some(size - length), None, 1)?, self.slice(dim, Some(0), Some(length), 1)?))
    }

    /// `torch.diff`: what each element has over the one before, `n` times.
    ///
    /// # Errors
    /// PyTorch's, for a tensor without dimensions and a negative `n`.
    pub fn diff(&self, n: i64, dim: i64, prepend: Option<&Self>, append: Option<&Self>) -> Result<Self> {
        if self.ndim() == 0 {
            return Err(Error::runtime("diff expects input to be at least one-dimensional"));
        }
        if n < 0 {
            return Err(Error::runtime(format!("order must be non-negative but got {n}")));
        }
        let parts: Vec<Self> = [prepend, Some(self), append].into_iter().flatten().cloned().collect();
        let mut x = if parts.len() > 1 { cat(&parts, dim)? } else { self.clone() };
        for _ in 0..n {
            let (later, earlier) = x.neighbours(dim)?;
            x = if x.dtype() == DType::Bool { later.logical_xor(&earlier)? } else { later.sub(&earlier)? };
        }
        Ok(x)
    }

    /// `torch.trapezoid` with points `dx` apart.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn trapezoid(&self, dx: f64, dim: i64) -> Result<Self> {
        let place = self.place(dim)?;
        if self.shape()[place] == 0 {
            return self.sum(Some(&[dim]), false, None)?.to_dtype(self.dtype());
        }
        let ends = self.select(dim, 0)?.add(&self.select(dim, -1)?)?.mul(&number(0.5))?;
        let scaled = self.sum(Some(&[dim]), false, None)?.sub(&ends)?.mul(&number(dx))?;
        Ok(renamed(scaled, "MulBackward1"))
    }

    /// `torch.trapezoid` over points `x`.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there and shapes that do not broadcast.
    pub fn trapezoid_over(&self, x: &Self, dim: i64) -> Result<Self> {
        let place = self.place(dim)?;
        let x = x.along(place, self.ndim())?;
        let (later, earlier) = x.neighbours(dim)?;
        let (right, left) = self.neighbours(dim)?;
        let doubled = later.sub(&earlier)?.mul(&right.add(&left)?)?.sum(Some(&[dim]), false, None)?;
        Ok(renamed(doubled.div(&number(2.0))?, "DivBackward1"))
    }

    /// `torch.cumulative_trapezoid` with points `dx` apart.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn cumulative_trapezoid(&self, dx: f64, dim: i64) -> Result<Self> {
        self.place(dim)?;
        let (right, left) = self.neighbours(dim)?;
        left.add(&right)?.mul(&number(dx / 2.0))?.cumsum(dim, None)
    }

    /// `torch.cumulative_trapezoid` over points `x`.
    ///
    /// # Errors
    /// As [`Tensor::trapezoid_over`].
    pub fn cumulative_trapezoid_over(&self, x: &Self, dim: i64) -> Result<Self> {
        let place = self.place(dim)?;
        let x = x.along(place, self.ndim())?;
        let (later, earlier) = x.neighbours(dim)?;
        let (right, left) = self.neighbours(dim)?;
        later.sub(&earlier)?.mul(&right.add(&left)?)?.cumsum(dim, None)?.div(&number(2.0))
    }

    /// A vector laid along one of several dimensions.
    fn along(&self, place: usize, ndim: usize) -> Result<Self> {
        if self.ndim() != 1 || ndim == 1 {
            return Ok(self.clone());
        }
        let mut shape = vec![1; ndim];
        shape[place] = self.numel() as i64;
        self.reshape(&shape)
    }

    fn place(&self, dim: i64) -> Result<usize> {
        if self.ndim() == 0 {
            return Err(Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")));
        }
        wrap_dim(dim, self.ndim())
    }
}
