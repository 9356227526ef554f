//! Loops over elements: map, zip, fold, in row-major order, vectorised where the memory allows.

use ndarray::{ArrayViewD, IxDyn};

use super::{
    broadcast::{broadcast_shapes, misfit},
    element::{Element, cast},
    error::{Error, Result},
    layout::{Layout, inverse, memory_order},
    storage::blank,
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

/// A function that a loop applies: of one element, or of a pair of them.
///
/// A type rather than a closure where the function is long: its `at`, marked `#[inline(always)]`, is compiled
/// inside the loop for sure, for the vector unit; a long closure may become a call for every element.
pub trait Rule<X, Y> {
    /// Its value.
    fn at(&self, x: X) -> Y;
}

/// A short function as a [`Rule`].
struct Short<F>(F);

impl<A, B, F: Fn(A) -> B> Rule<A, B> for Short<F> {
    #[inline(always)]
    fn at(&self, x: A) -> B {
        (self.0)(x)
    }
}

/// A short function of a pair.
struct ShortPair<F>(F);

impl<A, B, C, F: Fn(A, B) -> C> Rule<(A, B), C> for ShortPair<F> {
    #[inline(always)]
    fn at(&self, (x, y): (A, B)) -> C {
        (self.0)(x, y)
    }
}

/// The loop over one slice.
struct Over<'a, A, B, R> {
    xs: &'a [A],
    out: &'a mut [B],
    rule: R,
}

impl<A: Copy, B, R: Rule<A, B>> Over<'_, A, B, R> {
    #[inline(always)]
    fn run(self) {
        for (place, &x) in self.out.iter_mut().zip(self.xs) {
            *place = self.rule.at(x);
        }
    }
}

impl<A: Copy, B, R: Rule<A, B>> pulp::WithSimd for Over<'_, A, B, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _unit: S) {
        self.run();
    }
}

/// The loop over two slices.
struct Beside<'a, A, B, C, R> {
    xs: &'a [A],
    ys: &'a [B],
    out: &'a mut [C],
    rule: R,
}

impl<A: Copy, B: Copy, C, R: Rule<(A, B), C>> Beside<'_, A, B, C, R> {
    #[inline(always)]
    fn run(self) {
        for ((place, &x), &y) in self.out.iter_mut().zip(self.xs).zip(self.ys) {
            *place = self.rule.at((x, y));
        }
    }
}

impl<A: Copy, B: Copy, C, R: Rule<(A, B), C>> pulp::WithSimd for Beside<'_, A, B, C, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _unit: S) {
        self.run();
    }
}

fn fill_over<A: Element, B: Element>(xs: &[A], out: &mut [B], rule: impl Rule<A, B>) {
    let run = Over { xs, out, rule };
    if xs.len() < WORTH_VECTORISING { run.run() } else { pulp::Arch::new().dispatch(run) }
}

fn fill_beside<A: Element, B: Element, C: Element>(xs: &[A], ys: &[B], out: &mut [C], rule: impl Rule<(A, B), C>) {
    let run = Beside { xs, ys, out, rule };
    if xs.len() < WORTH_VECTORISING { run.run() } else { pulp::Arch::new().dispatch(run) }
}

/// A tensor of `function` of each element.
///
/// # Errors
/// When the elements are not of type `A`, or the memory is not there.
pub fn map<A: Element, B: Element>(x: &Tensor, function: impl Fn(A) -> B) -> Result<Tensor> {
    map_by(x, Short(function))
}

/// Computes an elementwise result in the order in which its operands lie in memory, and lays it out so: what is made
/// of a transposed tensor has its strides, as in PyTorch. `compute` broadcasts.
///
/// # Errors
/// Those of `compute`, and PyTorch's when the shapes do not broadcast.
pub fn in_memory_order<const N: usize>(
    operands: [&Tensor; N],
    compute: impl FnOnce([&Tensor; N]) -> Result<Tensor>,
) -> Result<Tensor> {
    let shape = operands[0].layout();
    let alike = |operand: &&Tensor| operand.layout().shape() == shape.shape() && operand.layout().is_contiguous();
    if operands.iter().all(alike) || operands.iter().all(|operand| operand.layout().is_row_major()) {
        return compute(operands);
    }
    let mut shape = shape.shape().to_vec();
    for operand in &operands[1..] {
        shape = broadcast_shapes(&shape, operand.layout().shape())?;
    }
    let wide: Vec<Layout> = operands.iter().filter_map(|operand| operand.layout().broadcast_to(&shape)).collect();
    let order = memory_order(&wide);
    if order.is_sorted() {
        return compute(operands);
    }
    let turned =
        operands.map(|operand| operand.with_layout(operand.layout().with_leading(shape.len()).permuted(&order)));
    let result = compute(turned.each_ref())?;
    Ok(result.with_layout(result.layout().permuted(&inverse(&order))))
}

/// The same, by a rule.
///
/// # Errors
/// As [`map`].
pub fn map_by<A: Element, B: Element>(x: &Tensor, rule: impl Rule<A, B>) -> Result<Tensor> {
    in_memory_order([x], |[x]| map_rows(x, rule))
}

/// As [`map_by`], in row-major order whatever the order of `x`.
fn map_rows<A: Element, B: Element>(x: &Tensor, rule: impl Rule<A, B>) -> Result<Tensor> {
    let mapped = x.read_slice::<A, _>(|xs| -> Result<Vec<B>> {
        let mut out = blank(xs.len())?;
        fill_over(xs, &mut out, rule);
        Ok(out)
    })??;
    Ok(Tensor::from_vec(mapped, &x.shape()))
}

/// A tensor of `function` of each pair of elements, the shapes broadcast against each other.
///
/// # Errors
/// PyTorch's when the shapes do not broadcast; else as [`map`].
pub fn zip<A: Element, B: Element, C: Element>(a: &Tensor, b: &Tensor, function: impl Fn(A, B) -> C) -> Result<Tensor> {
    zip_by(a, b, ShortPair(function))
}

/// The same, by a rule.
///
/// # Errors
/// As [`zip`].
pub fn zip_by<A: Element, B: Element, C: Element>(
    a: &Tensor,
    b: &Tensor,
    rule: impl Rule<(A, B), C>,
) -> Result<Tensor> {
    in_memory_order([a, b], |[a, b]| zip_rows(a, b, rule))
}

fn zip_rows<A: Element, B: Element, C: Element>(a: &Tensor, b: &Tensor, rule: impl Rule<(A, B), C>) -> Result<Tensor> {
    let shape = broadcast_shapes(&a.shape(), &b.shape())?;
    let count = super::element_count(&shape)?;
    let mut out = blank(count)?;
    let (constant_a, constant_b) = (a.layout().is_constant(), b.layout().is_constant());
    if constant_a && constant_b && count > 0 {
        out.fill(rule.at((only(a)?, only(b)?)));
    } else if constant_b && a.numel() == count && count > 0 {
        let y = only(b)?;
        a.read_slice(|xs| fill_over(xs, &mut out, Short(|x| rule.at((x, y)))))?;
    } else if constant_a && b.numel() == count && count > 0 {
        let x = only(a)?;
        b.read_slice(|ys| fill_over(ys, &mut out, Short(|y| rule.at((x, y)))))?;
    } else if a.numel() == count && b.numel() == count && a.layout().is_contiguous() && b.layout().is_contiguous() {
        a.read_slice(|xs| b.read_slice(|ys| fill_beside(xs, ys, &mut out, rule)))??;
    } else {
        a.read(|xs| b.read(|ys| zip_views(&xs, &ys, &shape, &rule, &mut out)))???;
    }
    Ok(Tensor::from_vec(out, &shape))
}

impl<X, Y, R: Rule<X, Y>> Rule<X, Y> for &R {
    #[inline(always)]
    fn at(&self, x: X) -> Y {
        (**self).at(x)
    }
}

/// Elements in a step of PyTorch's vector loop: two registers of 256 bits.
const fn block<T>() -> usize {
    64 / size_of::<T>()
}

/// As [`map`], with `in_block` for the elements that PyTorch's vector loop takes and `rest` for those after it.
///
/// # Errors
/// As [`map`].
pub fn map_blocks<T: Element>(x: &Tensor, in_block: impl Rule<T, T>, rest: impl Rule<T, T>) -> Result<Tensor> {
    in_memory_order([x], |[x]| map_block_rows(x, in_block, rest))
}

fn map_block_rows<T: Element>(x: &Tensor, in_block: impl Rule<T, T>, rest: impl Rule<T, T>) -> Result<Tensor> {
    let mapped = x.read_slice::<T, _>(|xs| -> Result<Vec<T>> {
        let mut out = blank(xs.len())?;
        let (blocks, tail) = xs.split_at(xs.len() - xs.len() % block::<T>());
        let (blocks_out, tail_out) = out.split_at_mut(blocks.len());
        fill_over(blocks, blocks_out, in_block);
        fill_over(tail, tail_out, rest);
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
    in_block: impl Rule<(T, T), T>,
    rest: impl Rule<(T, T), T>,
) -> Result<Tensor> {
    if a.layout().shape() != b.layout().shape() {
        return zip_by(a, b, rest);
    }
    in_memory_order([a, b], |[a, b]| zip_block_rows(a, b, in_block, rest))
}

fn zip_block_rows<T: Element>(
    a: &Tensor,
    b: &Tensor,
    in_block: impl Rule<(T, T), T>,
    rest: impl Rule<(T, T), T>,
) -> Result<Tensor> {
    let zipped = a.read_slice::<T, _>(|xs| {
        b.read_slice::<T, _>(|ys| -> Result<Vec<T>> {
            let whole = xs.len() - xs.len() % block::<T>();
            let mut out = blank(xs.len())?;
            let (blocks_out, tail_out) = out.split_at_mut(whole);
            fill_beside(&xs[..whole], &ys[..whole], blocks_out, in_block);
            fill_beside(&xs[whole..], &ys[whole..], tail_out, rest);
            Ok(out)
        })
    })???;
    Ok(Tensor::from_vec(zipped, &b.shape()))
}

fn only<T: Element>(x: &Tensor) -> Result<T> {
    let (storage, layout) = (x.storage(), x.layout());
    let buffer = storage.borrow();
    Ok(T::slice(&buffer)?[layout.offset()])
}

/// Row by row, so that the usual broadcast of a row vector still runs over slices.
fn zip_views<A: Element, B: Element, C: Element>(
    xs: &ArrayViewD<'_, A>,
    ys: &ArrayViewD<'_, B>,
    shape: &[usize],
    rule: &impl Rule<(A, B), C>,
    out: &mut [C],
) -> Result<()> {
    if out.is_empty() {
        return Ok(());
    }
    let (xs, ys) = (broadcast(xs, shape)?, broadcast(ys, shape)?);
    let length = shape.last().copied().unwrap_or(1);
    for ((x, y), out) in xs.rows().into_iter().zip(ys.rows()).zip(out.chunks_exact_mut(length)) {
        if let (Some(x), Some(y)) = (x.as_slice(), y.as_slice()) {
            fill_beside(x, y, out, rule);
        } else {
            for ((place, &x), &y) in out.iter_mut().zip(&x).zip(&y) {
                *place = rule.at((x, y));
            }
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
        crate::with_dtype!(self.dtype(), T => map_rows::<T, T>(self, Short(|x| x)))
    }

    /// A fresh copy that lies as this one does, without its gaps, outside any graph.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn copy_as_it_lies(&self) -> Result<Self> {
        self.copy_to_lie_as(&self.layout().dense())
    }

    /// A fresh copy in the memory order of `model`, which has the same shape and no gaps, outside any graph.
    ///
    /// # Errors
    /// When the memory is not there.
    pub fn copy_to_lie_as(&self, model: &Layout) -> Result<Self> {
        if model.is_row_major() {
            return self.contiguous_copy();
        }
        let order = memory_order(std::slice::from_ref(model));
        let copy = self.with_layout(self.layout().permuted(&order)).contiguous_copy()?;
        Ok(copy.with_layout(Layout::strided(model.shape().to_vec(), model.strides().to_vec(), 0)))
    }

    /// Itself, moved to lie in memory as `model` does, which has the same shape.
    ///
    /// # Errors
    /// When the memory is not there.
    pub(super) fn moved_to_lie_as(self, model: &Self) -> Result<Self> {
        if !model.layout().is_row_major() {
            self.lie_as(&self.copy_to_lie_as(&model.layout().dense())?);
        }
        Ok(self)
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
