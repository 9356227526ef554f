//! `matmul` and `linear`: which products they are made of.

use std::borrow::Cow;

use crate::tensor::{
    Error, Gradients, Operation, Result, Tensor, apply, autograd::Context, broadcast_shapes, composite,
};

/// A fresh result under another shape.
#[derive(Clone, Debug)]
struct Folded {
    node: &'static str,
    shape: Vec<usize>,
}

impl Operation for Folded {
    fn name(&self) -> &'static str {
        "_unsafe_view"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("_unsafe_view needs one tensor")) };
        let layout = x.layout().view_as(&self.shape);
        layout.map(|layout| x.with_layout(layout)).ok_or_else(|| Error::runtime("a result is contiguous"))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.reshape(&signed(context.shape(0)))?)])
    }
}

pub fn signed(shape: &[usize]) -> Vec<i64> {
    shape.iter().map(|&size| size as i64).collect()
}

pub fn folded(node: &'static str, x: &Tensor, shape: Vec<usize>) -> Result<Tensor> {
    apply(Folded { node, shape }, std::slice::from_ref(x))
}

/// Shapes without their last dimension, followed by `last`.
fn with_last(shape: &[usize], last: &[usize]) -> Vec<usize> {
    [&shape[..shape.len() - 1], last].concat()
}

impl Tensor {
    /// `self @ other`
    ///
    /// # Errors
    /// PyTorch's, when the shapes or types do not fit.
    pub fn matmul(&self, other: &Self) -> Result<Self> {
        composite("matmul", &Vec::new, &[self.clone(), other.clone()], || matmul(self, other))
    }

    /// `self.outer(vec2)`: every product of two elements.
    ///
    /// # Errors
    /// PyTorch's, for other than vectors.
    pub fn outer(&self, vec2: &Self) -> Result<Self> {
        for (name, x) in [("self", self), ("vec2", vec2)] {
            if x.ndim() != 1 {
                return Err(Error::runtime(format!("outer: Expected 1-D argument {name}, but got {}-D", x.ndim())));
            }
        }
        composite("outer", &Vec::new, &[self.clone(), vec2.clone()], || {
            self.reshape(&[self.numel() as i64, 1])?.mul(vec2)
        })
    }
}

fn matmul(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    match (a.ndim(), b.ndim()) {
        (0, _) | (_, 0) => Err(Error::runtime(format!(
            "both arguments to matmul need to be at least 1D, but they are {}D and {}D",
            a.ndim(),
            b.ndim()
        ))),
        (1, 1) => a.dot(b),
        (2, 1) => a.mv(b),
        (2, 2) => a.mm(b),
        (1, 2) => {
            let row = a.unsqueeze(0)?.mm(b)?;
            folded("SqueezeBackward4", &row, vec![row.numel()])
        }
        (_, 1 | 2) if folds(a, b) => fold(a, b),
        (1 | 2, _) if folds_turned(a, b)? => fold_turned(a, b),
        _ => batches(a, b),
    }
}

/// Whether the leading dimensions of `large` are merged for one plain product, which never copies
/// `large` in vain, or spares a large gradient.
fn folds(large: &Tensor, small: &Tensor) -> bool {
    let layout = large.layout();
    let (leading, last) = layout.shape().split_at(layout.ndim() - 1);
    small.requires_grad() || layout.view_as(&[leading.iter().product(), last[0]]).is_some()
}

/// The same for a large right side, which is transposed first; a matrix on the left folds only to spare
/// a large gradient.
fn folds_turned(small: &Tensor, large: &Tensor) -> Result<bool> {
    Ok(small.requires_grad() || small.ndim() == 1 && folds(&large.detach().transpose(-2, -1)?, small))
}

fn fold(large: &Tensor, small: &Tensor) -> Result<Tensor> {
    let shape = large.shape();
    let rows = large.reshape(&[-1, shape[shape.len() - 1] as i64])?;
    if small.ndim() == 1 {
        return folded("UnsafeViewBackward0", &rows.mv(small)?, with_last(&shape, &[]));
    }
    let product = rows.mm(small)?;
    let columns = product.shape()[1];
    folded("UnsafeViewBackward0", &product, with_last(&shape, &[columns]))
}

fn fold_turned(small: &Tensor, large: &Tensor) -> Result<Tensor> {
    let turned = large.transpose(-2, -1)?;
    if small.ndim() == 1 {
        return fold(&turned, small);
    }
    fold(&turned, &small.t()?)?.transpose(-2, -1)?.contiguous()
}

/// Batches of matrices, broadcast against each other.
fn batches(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let (row, column) = (a.ndim() == 1, b.ndim() == 1);
    let left = if row { a.unsqueeze(0)? } else { a.clone() };
    let right = if column { b.unsqueeze(-1)? } else { b.clone() };
    let (left_shape, right_shape) = (left.shape(), right.shape());
    let (left_batch, left_matrix) = left_shape.split_at(left_shape.len() - 2);
    let (right_batch, right_matrix) = right_shape.split_at(right_shape.len() - 2);
    let batch = broadcast_shapes(left_batch, right_batch)?;
    let product = flat(&left, &batch, left_matrix)?.bmm(&flat(&right, &batch, right_matrix)?)?;
    let rows = (!row).then_some(left_matrix[0]);
    let columns = (!column).then_some(right_matrix[1]);
    folded("UnsafeViewBackward0", &product, batch.into_iter().chain(rows).chain(columns).collect())
}

fn flat(x: &Tensor, batch: &[usize], matrix: &[usize]) -> Result<Tensor> {
    let count: usize = batch.iter().product();
    x.expand(&signed(&[batch, matrix].concat()))?.reshape(&signed(&[count, matrix[0], matrix[1]]))
}

/// `torch.nn.functional.linear`: x·Wᵀ + b.
///
/// # Errors
/// PyTorch's, when the shapes or types do not fit.
pub fn linear(input: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    if input.ndim() == 0 || weight.ndim() == 0 {
        return Err(Error::runtime(format!(
            "both arguments to linear need to be at least 1D, but they are {}D and {}D",
            input.ndim(),
            weight.ndim()
        )));
    }
    let inputs: Vec<Tensor> = [input, weight].into_iter().chain(bias).cloned().collect();
    composite("linear", &Vec::new, &inputs, || affine(input, weight, bias))
}

fn affine(input: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    let turned = weight.t()?;
    let Some(bias) = bias else { return matmul(input, &turned) };
    if input.ndim() == 2 {
        return bias.addmm(input, &turned, 1.0, 1.0);
    }
    if weight.ndim() == 2 && input.is_contiguous() {
        let shape = input.shape();
        let rows = input.view(&[-1, shape[shape.len() - 1] as i64])?;
        let sum = bias.addmm(&rows, &turned, 1.0, 1.0)?;
        return folded("UnsafeViewBackward0", &sum, with_last(&shape, &[turned.shape()[1]]));
    }
    matmul(input, &turned)?.add(bias)
}
