//! The lower or upper triangle of matrices.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, Element, Error, Gradients, Operation, Result, Tensor, apply, apply_inplace,
    autograd::Context, ops::unary,
};

/// What lies on one side of a diagonal; zero elsewhere.
#[derive(Clone, Copy, Debug)]
struct Triangle {
    lower: bool,
    diagonal: i64,
}

impl Operation for Triangle {
    fn name(&self) -> &'static str {
        if self.lower { "tril" } else { "triu" }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.lower { "TrilBackward0" } else { "TriuBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary(self.name(), inputs)?;
        if x.ndim() < 2 {
            return Err(Error::runtime(format!("{}: input tensor must have at least 2 dimensions", self.name())));
        }
        let out = x.contiguous_copy()?;
        crate::with_dtype!(out.dtype(), T => self.clear::<T>(&out))?;
        Ok(out)
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(apply(*self, std::slice::from_ref(grad))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("diagonal", Attribute::Int(self.diagonal))]
    }
}

impl Triangle {
    /// Zeros what lies on the other side, in a row-major tensor of its own.
    fn clear<T: Element>(self, out: &Tensor) -> Result<()> {
        let shape = out.shape();
        let (rows, columns) = (shape[shape.len() - 2], shape[shape.len() - 1]);
        if out.numel() == 0 {
            return Ok(());
        }
        let storage = out.storage();
        let mut buffer = storage.borrow_mut();
        for (index, row) in T::slice_mut(&mut buffer)?.chunks_mut(columns).enumerate() {
            let at = ((index % rows) as i64).saturating_add(self.diagonal);
            let bound = |at: i64| usize::try_from(at).unwrap_or(0).min(columns);
            let cleared = if self.lower { bound(at.saturating_add(1))..columns } else { 0..bound(at) };
            row[cleared].fill(T::default());
        }
        Ok(())
    }
}

impl Tensor {
    /// `self.tril(diagonal)`
    ///
    /// # Errors
    /// PyTorch's, for fewer than two dimensions.
    pub fn tril(&self, diagonal: i64) -> Result<Self> {
        apply(Triangle { lower: true, diagonal }, std::slice::from_ref(self))
    }

    /// `self.tril_(diagonal)`
    ///
    /// # Errors
    /// As [`Tensor::tril`].
    pub fn tril_(&self, diagonal: i64) -> Result<Self> {
        apply_inplace(Triangle { lower: true, diagonal }, std::slice::from_ref(self))
    }

    /// `self.triu(diagonal)`
    ///
    /// # Errors
    /// PyTorch's, for fewer than two dimensions.
    pub fn triu(&self, diagonal: i64) -> Result<Self> {
        apply(Triangle { lower: false, diagonal }, std::slice::from_ref(self))
    }

    /// `self.triu_(diagonal)`
    ///
    /// # Errors
    /// As [`Tensor::triu`].
    pub fn triu_(&self, diagonal: i64) -> Result<Self> {
        apply_inplace(Triangle { lower: false, diagonal }, std::slice::from_ref(self))
    }
}
