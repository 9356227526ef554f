//! Tensors put together.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, DType, Element, Error, Gradients, Operation, Result, Tensor, allocate, apply,
    autograd::Context, composite, dtype::result_type, element_count, kernel::convert, wrap_dim,
};

/// `torch.cat(tensors, dim)`
#[derive(Clone, Copy, Debug)]
struct Cat {
    dim: usize,
}

/// PyTorch lets an empty vector join anything.
fn is_skipped(shape: &[usize]) -> bool {
    shape == [0]
}

/// Elements laid side by side along `dim`; the other sizes agree.
fn laid_out<T: Element>(tensors: &[Tensor], shape: &[usize], dim: usize) -> Result<Tensor> {
    let mut out: Vec<T> = allocate(element_count(shape)?)?;
    let outer: usize = shape[..dim].iter().product();
    let parts = tensors.iter().map(Tensor::contiguous).collect::<Result<Vec<_>>>()?;
    if outer == 1 {
        parts.iter().try_for_each(|part| part.read_slice::<T, _>(|xs| out.extend_from_slice(xs)))?;
        return Ok(Tensor::from_vec(out, shape));
    }
    for block in 0..outer {
        for part in &parts {
            let run = part.numel() / outer;
            part.read_slice::<T, _>(|xs| out.extend_from_slice(&xs[block * run..(block + 1) * run]))?;
        }
    }
    Ok(Tensor::from_vec(out, shape))
}

impl Operation for Cat {
    fn name(&self) -> &'static str {
        "cat"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("CatBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let dtype = inputs.iter().map(Tensor::dtype).reduce(DType::promote).unwrap_or(DType::Float32);
        let joined: Vec<Tensor> = inputs.iter().filter(|input| !is_skipped(&input.shape())).cloned().collect();
        let Some(first) = joined.first() else { return Tensor::full_as(0.0, &[0], dtype) };
        let mut shape = first.shape();
        shape[self.dim] = joined.iter().map(|input| input.shape()[self.dim]).sum();
        let joined = joined.iter().map(|input| convert(input, dtype)).collect::<Result<Vec<_>>>()?;
        crate::with_dtype!(dtype, T => laid_out::<T>(&joined, &shape, self.dim))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let mut start = 0;
        let part = |index: usize| {
            if is_skipped(context.shape(index)) {
                return Tensor::full_as(0.0, &[0], grad.dtype()).map(Some);
            }
            let length = context.shape(index)[self.dim] as i64;
            let part = context.needs(index).then(|| grad.narrow(self.dim as i64, start, length)).transpose();
            start += length;
            part
        };
        (0..context.len()).map(part).collect()
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim as i64))]
    }
}

/// `torch.stack(tensors, dim)`
#[derive(Clone, Copy, Debug)]
struct Stack {
    dim: usize,
}

impl Operation for Stack {
    fn name(&self) -> &'static str {
        "stack"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("StackBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let dtype = result_type(inputs);
        let layers = inputs.iter().map(|input| convert(input, dtype)?.unsqueeze(self.dim as i64));
        let layers = layers.collect::<Result<Vec<_>>>()?;
        let mut shape = layers[0].shape();
        shape[self.dim] = layers.len();
        crate::with_dtype!(dtype, T => laid_out::<T>(&layers, &shape, self.dim))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let layer = |index| context.needs(index).then(|| grad.select(self.dim as i64, index as i64)).transpose();
        (0..context.len()).map(layer).collect()
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim as i64))]
    }
}

/// `torch.block_diag(*tensors)`
#[derive(Clone, Copy, Debug)]
struct BlockDiag;

/// A number and a row count as matrices.
fn matrix_shape(shape: &[usize]) -> (usize, usize) {
    match *shape {
        [] => (1, 1),
        [columns] => (1, columns),
        _ => (shape[0], shape[1]),
    }
}

impl Operation for BlockDiag {
    fn name(&self) -> &'static str {
        "block_diag"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("BlockDiagBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let dtype = inputs.iter().map(Tensor::dtype).reduce(DType::promote).unwrap_or(DType::Float32);
        let sizes: Vec<(usize, usize)> = inputs.iter().map(|input| matrix_shape(&input.shape())).collect();
        let shape = [sizes.iter().map(|size| size.0).sum(), sizes.iter().map(|size| size.1).sum()];
        let out = Tensor::full_as(0.0, &shape, dtype)?;
        let (mut row, mut column) = (0, 0);
        for (input, &(rows, columns)) in inputs.iter().zip(&sizes) {
            let block = out.slice(0, Some(row), Some(row + rows as i64), 1)?;
            block.slice(1, Some(column), Some(column + columns as i64), 1)?.copy_from(input)?;
            row += rows as i64;
            column += columns as i64;
        }
        Ok(out)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (mut row, mut column) = (0, 0);
        let mut gradients = Vec::with_capacity(context.len());
        for index in 0..context.len() {
            let (rows, columns) = matrix_shape(context.shape(index));
            let block = grad.narrow(0, row, rows as i64)?.narrow(1, column, columns as i64)?;
            let shape: Vec<i64> = context.shape(index).iter().map(|&size| size as i64).collect();
            gradients.push(Some(block.reshape(&shape)?));
            row += rows as i64;
            column += columns as i64;
        }
        Ok(gradients)
    }
}

/// `torch.cat(tensors, dim)`
///
/// # Errors
/// PyTorch's, when the sizes do not agree.
pub fn cat(tensors: &[Tensor], dim: i64) -> Result<Tensor> {
    if tensors.is_empty() {
        return Err(Error::value("torch.cat(): expected a non-empty list of Tensors"));
    }
    if let Some(position) = tensors.iter().position(|tensor| tensor.ndim() == 0) {
        return Err(Error::runtime(format!("zero-dimensional tensor (at position {position}) cannot be concatenated")));
    }
    let leading = tensors.iter().find(|tensor| !is_skipped(&tensor.shape())).unwrap_or(&tensors[0]);
    let dim = wrap_dim(dim, leading.ndim())?;
    let expected = leading.shape();
    for (number, tensor) in tensors.iter().enumerate().filter(|(_, tensor)| !is_skipped(&tensor.shape())) {
        let shape = tensor.shape();
        if shape.len() != expected.len() {
            return Err(Error::runtime(format!(
                "Tensors must have same number of dimensions: got {} and {}",
                expected.len(),
                shape.len()
            )));
        }
        if let Some(d) = (0..shape.len()).find(|&d| d != dim && shape[d] != expected[d]) {
            return Err(Error::runtime(format!(
                "Sizes of tensors must match except in dimension {dim}. Expected size {} but got size {} for tensor \
                 number {number} in the list.",
                expected[d], shape[d]
            )));
        }
    }
    apply(Cat { dim }, tensors)
}

/// `torch.stack(tensors, dim)`
///
/// # Errors
/// PyTorch's, when the shapes differ.
pub fn stack(tensors: &[Tensor], dim: i64) -> Result<Tensor> {
    let Some(first) = tensors.first() else { return Err(Error::runtime("stack expects a non-empty TensorList")) };
    let dim = wrap_dim(dim, first.ndim() + 1)?;
    let expected = first.shape();
    if let Some((entry, tensor)) = tensors.iter().enumerate().find(|(_, tensor)| tensor.shape() != expected) {
        return Err(Error::runtime(format!(
            "stack expects each tensor to be equal size, but got {expected:?} at entry 0 and {:?} at entry {entry}",
            tensor.shape()
        )));
    }
    apply(Stack { dim }, tensors)
}

fn at_least(tensors: &[Tensor], raise: impl Fn(&Tensor) -> Result<Tensor>) -> Result<Vec<Tensor>> {
    tensors.iter().map(raise).collect()
}

fn grouped(name: &'static str, tensors: &[Tensor], body: impl FnOnce() -> Result<Tensor>) -> Result<Tensor> {
    if tensors.is_empty() {
        return Err(Error::runtime(format!("{name} expects a non-empty TensorList")));
    }
    composite(name, &Vec::new, tensors, body)
}

/// `torch.hstack(tensors)`
///
/// # Errors
/// As [`cat`].
pub fn hstack(tensors: &[Tensor]) -> Result<Tensor> {
    grouped("hstack", tensors, || {
        let raised = at_least(tensors, |x| x.atleast(1))?;
        cat(&raised, i64::from(raised[0].ndim() != 1))
    })
}

/// `torch.vstack(tensors)`
///
/// # Errors
/// As [`cat`].
pub fn vstack(tensors: &[Tensor]) -> Result<Tensor> {
    grouped("vstack", tensors, || cat(&at_least(tensors, |x| x.atleast(2))?, 0))
}

/// `torch.dstack(tensors)`
///
/// # Errors
/// As [`cat`].
pub fn dstack(tensors: &[Tensor]) -> Result<Tensor> {
    grouped("dstack", tensors, || cat(&at_least(tensors, |x| x.atleast(3))?, 2))
}

/// `torch.column_stack(tensors)`
///
/// # Errors
/// As [`cat`].
pub fn column_stack(tensors: &[Tensor]) -> Result<Tensor> {
    grouped("column_stack", tensors, || {
        let raised = at_least(tensors, |x| match x.ndim() {
            0 | 1 => x.reshape(&[x.numel() as i64, 1]),
            _ => Ok(x.clone()),
        });
        hstack(&raised?)
    })
}

/// `torch.block_diag(*tensors)`
///
/// # Errors
/// PyTorch's, for more than two dimensions.
pub fn block_diag(tensors: &[Tensor]) -> Result<Tensor> {
    if tensors.is_empty() {
        return Tensor::full_as(0.0, &[1, 0], DType::Float32);
    }
    if let Some((index, tensor)) = tensors.iter().enumerate().find(|(_, tensor)| tensor.ndim() > 2) {
        return Err(Error::runtime(format!(
            "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input {index} has {} dimensions",
            tensor.ndim()
        )));
    }
    apply(BlockDiag, tensors)
}
