//! Loops over elements: map, zip, fold, in row-major order, vectorised where the memory allows.

use ndarray::{ArrayViewD, IxDyn};

use super::{
    element::{Element, cast},
    error::{Error, Result},
    layout::broadcast_shapes,
    storage::allocate,
    tensor::Tensor,
};

/// Below this, choosing the vector unit costs more than it saves.
const WORTH_VECTORISING: usize = 64;

/// Runs a loop compiled for the processor's vector unit.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the loop must be compiled inside the dispatched context")]
pub fn vectorised<R>(elements: usize, body: impl FnOnce() -> R) -> R {
    if elements < WORTH_VECTORISING { body() } else { pulp::Arch::new().dispatch(body) }
}

/// A tensor of `function` of each element.
///
/// # Errors
/// When the elements are not of type `A`, or the memory is not there.
pub fn map<A: Element, B: Element>(x: &Tensor, function: impl Fn(A) -> B) -> Result<Tensor> {
    let mapped = x.read_slice::<A, _>(|xs| map_slice(xs, &function))??;
    Ok(Tensor::from_vec(mapped, &x.shape()))
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the closure must be inlined into the vectorised loop")]
fn map_slice<A: Element, B: Element>(xs: &[A], function: impl Fn(A) -> B) -> Result<Vec<B>> {
    let mut out = allocate(xs.len())?;
    vectorised(xs.len(), || out.extend(xs.iter().map(|&x| function(x))));
    Ok(out)
}

/// A tensor of `function` of each pair of elements, the shapes broadcast against each other.
///
/// # Errors
/// PyTorch's when the shapes do not broadcast; else as [`map`].
pub fn zip<A: Element, B: Element, C: Element>(a: &Tensor, b: &Tensor, function: impl Fn(A, B) -> C) -> Result<Tensor> {
    let shape = broadcast_shapes(&a.shape(), &b.shape())?;
    let count = super::element_count(&shape)?;
    if b.numel() == 1 && a.numel() == count {
        let y = only(b)?;
        return a.read_slice(|xs| map_slice(xs, |x| function(x, y)))?.map(|out| Tensor::from_vec(out, &shape));
    }
    if a.numel() == 1 && b.numel() == count {
        let x = only(a)?;
        return b.read_slice(|ys| map_slice(ys, |y| function(x, y)))?.map(|out| Tensor::from_vec(out, &shape));
    }
    let mut out = allocate(count)?;
    if a.numel() == count && b.numel() == count && a.layout().is_contiguous() && b.layout().is_contiguous() {
        a.read_slice(|xs| b.read_slice(|ys| zip_slices(xs, ys, &function, &mut out)))??;
    } else {
        a.read(|xs| b.read(|ys| zip_views(&xs, &ys, &shape, &function, &mut out)))???;
    }
    Ok(Tensor::from_vec(out, &shape))
}

/// Elements in a step of PyTorch's vector loop: two registers of 256 bits.
const fn block<T>() -> usize {
    64 / size_of::<T>()
}

/// As [`map`], with `in_block` for the elements that PyTorch's vector loop takes and `rest` for those after it.
///
/// # Errors
/// As [`map`].
pub fn map_blocks<T: Element>(x: &Tensor, in_block: impl Fn(T) -> T, rest: impl Fn(T) -> T) -> Result<Tensor> {
    let mapped = x.read_slice::<T, _>(|xs| -> Result<Vec<T>> {
        let (blocks, tail) = xs.split_at(xs.len() - xs.len() % block::<T>());
        let mut out = allocate(xs.len())?;
        vectorised(blocks.len(), || out.extend(blocks.iter().map(|&x| in_block(x))));
        out.extend(tail.iter().map(|&x| rest(x)));
        Ok(out)
    })??;
    Ok(Tensor::from_vec(mapped, &x.shape()))
}

/// As [`zip`], for tensors of one shape or that broadcast, split as in [`map_blocks`].
///
/// # Errors
/// As [`zip`].
pub fn zip_blocks<T: Element>(
    a: &Tensor,
    b: &Tensor,
    in_block: impl Fn(T, T) -> T,
    rest: impl Fn(T, T) -> T,
) -> Result<Tensor> {
    if a.numel() != b.numel() {
        return zip(a, b, rest);
    }
    let zipped = a.read_slice::<T, _>(|xs| {
        b.read_slice::<T, _>(|ys| -> Result<Vec<T>> {
            let whole = xs.len() - xs.len() % block::<T>();
            let mut out = allocate(xs.len())?;
            zip_slices(&xs[..whole], &ys[..whole], &in_block, &mut out);
            out.extend(xs[whole..].iter().zip(&ys[whole..]).map(|(&x, &y)| rest(x, y)));
            Ok(out)
        })
    })???;
    Ok(Tensor::from_vec(zipped, &b.shape()))
}

fn only<T: Element>(x: &Tensor) -> Result<T> {
    x.read_slice::<T, _>(|xs| xs[0])
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the closure must be inlined into the vectorised loop")]
fn zip_slices<A: Element, B: Element, C: Element>(xs: &[A], ys: &[B], function: impl Fn(A, B) -> C, out: &mut Vec<C>) {
    vectorised(xs.len(), || out.extend(xs.iter().zip(ys).map(|(&x, &y)| function(x, y))));
}

/// Row by row, so that the usual broadcast of a row vector still runs over slices.
fn zip_views<A: Element, B: Element, C: Element>(
    xs: &ArrayViewD<'_, A>,
    ys: &ArrayViewD<'_, B>,
    shape: &[usize],
    function: impl Fn(A, B) -> C,
    out: &mut Vec<C>,
) -> Result<()> {
    let (xs, ys) = (broadcast(xs, shape)?, broadcast(ys, shape)?);
    for (x, y) in xs.rows().into_iter().zip(ys.rows()) {
        match (x.as_slice(), y.as_slice()) {
            (Some(x), Some(y)) => zip_slices(x, y, &function, out),
            _ => out.extend(x.iter().zip(y.iter()).map(|(&x, &y)| function(x, y))),
        }
    }
    Ok(())
}

fn broadcast<'a, T>(view: &'a ArrayViewD<'_, T>, shape: &[usize]) -> Result<ArrayViewD<'a, T>> {
    view.broadcast(IxDyn(shape))
        .ok_or_else(|| Error::runtime(format!("cannot broadcast {:?} to {shape:?}", view.shape())))
}

/// The elements as another type; the same memory when they are of that type already.
///
/// # Errors
/// When the memory is not there.
pub fn convert(x: &Tensor, dtype: super::DType) -> Result<Tensor> {
    if x.dtype() == dtype {
        return Ok(x.clone());
    }
    crate::with_dtype!(x.dtype(), A => crate::with_dtype!(dtype, B => map::<A, B>(x, cast)))
}

impl Tensor {
    /// A fresh row-major copy, outside any graph.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn contiguous_copy(&self) -> Result<Self> {
        crate::with_dtype!(self.dtype(), T => map::<T, T>(self, |x| x))
    }

    /// A copy with the history of the original: what an in-place operation computes from.
    pub(super) fn copy_with_history(&self) -> Result<Self> {
        let copy = self.contiguous_copy()?;
        Ok(match self.gradient_edge() {
            Some(edge) => copy.with_grad_fn(edge.node, edge.slot),
            None => copy,
        })
    }

    /// Overwrites every element, outside any graph.
    ///
    /// # Errors
    /// When the memory for the new elements is not there.
    pub fn fill(&self, value: f64) -> Result<()> {
        self.overwrite(&Self::full_as(value, &[], self.dtype())?)
    }

    /// Overwrites the elements with those of `source`, converted and broadcast, outside any graph.
    ///
    /// # Errors
    /// PyTorch's when the shape of `source` does not broadcast to this one.
    pub fn copy_from(&self, source: &Self) -> Result<()> {
        let shape = self.shape();
        let wide = source.layout().broadcast_to(&shape).ok_or_else(|| misfit(&shape, &source.shape()))?;
        let source = convert(&source.with_layout(wide), self.dtype())?;
        crate::with_dtype!(self.dtype(), T => self.write(&source.to_vec::<T>()))
    }

    /// Puts the result of an in-place operation here.
    ///
    /// # Errors
    /// PyTorch's when the result is larger, or of a higher category of type.
    pub(super) fn overwrite(&self, result: &Self) -> Result<()> {
        let (shape, given) = (self.shape(), result.shape());
        if given.len() > shape.len() || (given != shape && result.layout().broadcast_to(&shape).is_none()) {
            return Err(Error::runtime(format!(
                "output with shape {shape:?} doesn't match the broadcast shape {given:?}"
            )));
        }
        if !self.dtype().can_hold(result.dtype()) {
            return Err(Error::runtime(format!(
                "result type {} can't be cast to the desired output type {}",
                result.dtype().scalar_name(),
                self.dtype().scalar_name()
            )));
        }
        if !given.is_empty() && self.layout().repeats() {
            return Err(Error::runtime(
                "unsupported operation: more than one element of the written-to tensor refers to a single memory \
                 location. Please clone() the tensor before performing the operation.",
            ));
        }
        self.copy_from(result)
    }
}

fn misfit(shape: &[usize], given: &[usize]) -> Error {
    match broadcast_shapes(shape, given) {
        Err(error) => error,
        Ok(wide) => Error::runtime(format!("output with shape {shape:?} doesn't match the broadcast shape {wide:?}")),
    }
}
