//! `diag`, `diag_embed`, `diagflat`, `trace`.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Layout, Operation, Result, Tensor, apply,
    autograd::Context,
    dispatch::unobserved,
    kernel::convert,
    ops::{
        places::{Pick, Spread},
        unary,
        view::plane,
    },
};

/// The sum of the diagonal of a matrix.
#[derive(Clone, Copy, Debug)]
struct Trace;

fn diagonal_places(rows: usize, columns: usize) -> Vec<usize> {
    (0..rows.min(columns)).map(|index| index * (columns + 1)).collect()
}

/// Where the diagonal (offset and two dimensions) of a tensor of this shape lies. The shape is all that counts: the
/// storage may be smaller, so nobody must look at the elements.
fn diagonal_of(shape: &[usize], (offset, dim1, dim2): (i64, i64, i64), like: &Tensor) -> Result<Layout> {
    let whole = Tensor::from_parts(like.storage(), Layout::contiguous(shape));
    let diagonal = unobserved(|| whole.diagonal(offset, dim1, dim2))?;
    Ok(Layout::clone(&diagonal.layout()))
}

impl Operation for Trace {
    fn name(&self) -> &'static str {
        "trace"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("TraceBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("trace", inputs)?;
        let diagonal = x.diagonal(0, 0, 1)?;
        match x.dtype() {
            dtype if dtype.is_floating_point() => {
                convert(&Tensor::scalar(0.0 + diagonal.to_vec::<f64>().iter().sum::<f64>()), dtype)
            }
            _ => Ok(Tensor::scalar(diagonal.to_vec::<i64>().into_iter().fold(0, i64::wrapping_add))),
        }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let shape = context.shape(0);
        let places = diagonal_places(shape[0], shape[1]);
        let wide = grad.broadcast_to(&[places.len()])?;
        let node = "IndexPutBackward0";
        let spread = Spread { name: "trace", node, places: places.into(), shape: shape.to_vec() };
        Ok(vec![Some(apply(spread, &[wide])?)])
    }
}

impl Tensor {
    /// `self.diag(diagonal)`: the matrix of a diagonal, or the diagonal of a matrix.
    ///
    /// # Errors
    /// PyTorch's, for other than one or two dimensions.
    pub fn diag(&self, diagonal: i64) -> Result<Self> {
        match self.ndim() {
            1 => self.diag_embed(diagonal, -2, -1),
            2 => {
                let layout = diagonal_of(&self.shape(), (diagonal, 0, 1), self)?;
                let places: Vec<usize> = layout.places().collect();
                let attributes: Attributes = vec![("diagonal", Attribute::Int(diagonal))];
                let (name, node, shape) = ("diag", "DiagonalBackward0_copy", layout.shape().to_vec());
                apply(Pick { name, node, places: places.into(), shape, attributes }, std::slice::from_ref(self))
            }
            ndim => Err(Error::runtime(format!("diag(): Supports 1D or 2D tensors. Got {ndim}D"))),
        }
    }

    /// `self.diag_embed(offset, dim1, dim2)`: matrices of which the last dimension is a diagonal.
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there or the same.
    pub fn diag_embed(&self, offset: i64, dim1: i64, dim2: i64) -> Result<Self> {
        let (first, second) = plane(dim1, dim2, self.ndim() + 1)?;
        let mut shape = self.shape();
        let side = shape.pop().unwrap_or(1) + offset.unsigned_abs() as usize;
        shape.insert(first.min(second), side);
        shape.insert(first.max(second), side);
        let places: Vec<usize> = diagonal_of(&shape, (offset, dim1, dim2), self)?.places().collect();
        let spread = Spread { name: "diag_embed", node: "DiagEmbedBackward0", places: places.into(), shape };
        apply(spread, std::slice::from_ref(self))
    }

    /// `torch.diagflat(self, offset)`
    ///
    /// # Errors
    /// None of its own.
    pub fn diagflat(&self, offset: i64) -> Result<Self> {
        self.reshape(&[-1])?.diag(offset)
    }

    /// `self.trace()`
    ///
    /// # Errors
    /// PyTorch's, for other than a matrix.
    pub fn trace(&self) -> Result<Self> {
        if self.dtype() == DType::Bool {
            return Err(Error::not_implemented("\"trace\" not implemented for 'Bool'"));
        }
        if self.ndim() != 2 {
            return Err(Error::runtime(format!("trace: expected a matrix, but got tensor with dim {}", self.ndim())));
        }
        apply(Trace, std::slice::from_ref(self))
    }
}
