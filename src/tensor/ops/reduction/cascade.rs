//! Sums in the order in which PyTorch adds (`cascade_sum` in `SumKernel.cpp`, with vectors of 256 bits): several rows side
//! by side, and levels of partial sums, so that rounding takes little. Each rounding happens where it happens there.

use super::lanes::{Dims, Lanes};
use crate::tensor::{
    DType, Layout, Real, Result, Tensor, allocate, kernel,
    layout::{inverse, memory_order},
};

/// Rows that are added side by side.
const ROWS: usize = 4;
/// Levels of partial sums.
const LEVELS: usize = 4;

/// A type that vectors of 256 bits hold.
pub(super) trait Vector: Real {
    /// Elements of a vector.
    const WIDTH: usize;

    /// The sum of `len` elements from `start`, `stride` apart: vectors along them.
    fn along(elements: &[Self], start: usize, len: usize, stride: usize) -> Self;

    /// The sum of each column of some rows: vectors across them.
    fn across(elements: &[Self], len: usize, columns: usize, out: &mut Vec<Self>);
}

macro_rules! vector {
    ($T:ty, $width:literal, $four:literal) => {
        impl Vector for $T {
            const WIDTH: usize = $width;

            #[inline(always)]
            fn along(elements: &[Self], start: usize, len: usize, stride: usize) -> Self {
                let whole = len / $width;
                let vectors = |row: usize| {
                    let from = start + row * $four * stride;
                    std::array::from_fn(|lane| elements[from + lane * stride])
                };
                let single = |row: usize| {
                    let from = start + row * $width * stride;
                    std::array::from_fn(|lane| elements[from + lane * stride])
                };
                let sums: [Self; $width] = row::<_, $four, $width>(whole, vectors, single);
                let rest = (whole * $width..len).fold(0.0, |sum, index| sum + elements[start + index * stride]);
                sums.iter().fold(rest, |sum, &lane| sum + lane)
            }

            #[inline(always)]
            fn across(elements: &[Self], len: usize, columns: usize, out: &mut Vec<Self>) {
                let mut column = 0;
                while column + $four <= columns {
                    let at = |row: usize| std::array::from_fn(|lane| elements[row * columns + column + lane]);
                    out.extend(rows::<Self, $four>(len, at));
                    column += $four;
                }
                while column + $width <= columns {
                    let from = |row: usize, lane: usize| elements[row * columns + column + lane];
                    let vectors = |row: usize| std::array::from_fn(|at| from(row * ROWS + at / $width, at % $width));
                    let single = |row: usize| std::array::from_fn(|lane| from(row, lane));
                    out.extend(row::<Self, $four, $width>(len, vectors, single));
                    column += $width;
                }
                out.extend((column..columns).map(|column| one_by_one(elements, column, len, columns)));
            }
        }
    };
}

vector!(f32, 8, 32);
vector!(f64, 4, 16);

/// The sums of `N` lanes of `size` rows (`multi_row_sum`).
#[inline(always)]
fn rows<T: Real, const N: usize>(size: usize, at: impl Fn(usize) -> [T; N]) -> [T; N] {
    let power = (ceil_log2(size) / LEVELS).max(4);
    let step = 1 << power;
    let mut levels = [[T::ZERO; N]; LEVELS];
    let mut row = 0;
    while row + step <= size {
        for _ in 0..step {
            add(&mut levels[0], at(row));
            row += 1;
        }
        for level in 1..LEVELS {
            let below = std::mem::replace(&mut levels[level - 1], [T::ZERO; N]);
            add(&mut levels[level], below);
            if row & ((step - 1) << (level * power)) != 0 {
                break;
            }
        }
    }
    for row in row..size {
        add(&mut levels[0], at(row));
    }
    let [mut sums, others @ ..] = levels;
    for level in others {
        add(&mut sums, level);
    }
    sums
}

/// The sum of one row, as `WIDTH` lanes: four vectors at a time, then the vectors that are left (`row_sum`).
#[inline(always)]
fn row<T: Real, const N: usize, const WIDTH: usize>(
    size: usize,
    four: impl Fn(usize) -> [T; N],
    single: impl Fn(usize) -> [T; WIDTH],
) -> [T; WIDTH] {
    let wide = rows::<T, N>(size / ROWS, four);
    let mut sums: [T; WIDTH] = std::array::from_fn(|lane| wide[lane]);
    for index in size / ROWS * ROWS..size {
        add(&mut sums, single(index));
    }
    for vector in 1..ROWS {
        add(&mut sums, std::array::from_fn(|lane| wide[vector * WIDTH + lane]));
    }
    sums
}

/// The sum of `len` elements from `start`, `stride` apart, each a vector of its own.
#[inline(always)]
fn one_by_one<T: Real>(elements: &[T], start: usize, len: usize, stride: usize) -> T {
    let at = |index: usize| elements[start + index * stride];
    row::<T, ROWS, 1>(len, |index| std::array::from_fn(|lane| at(index * ROWS + lane)), |index| [at(index)])[0]
}

/// The sum of each column, four at a time.
#[inline(always)]
fn four_columns<T: Real>(elements: &[T], len: usize, columns: usize, out: &mut Vec<T>) {
    let whole = columns / ROWS * ROWS;
    for column in (0..whole).step_by(ROWS) {
        let at = |row: usize| std::array::from_fn(|lane| elements[row * columns + column + lane]);
        out.extend(rows::<T, ROWS>(len, at));
    }
    out.extend((whole..columns).map(|column| one_by_one(elements, column, len, columns)));
}

#[inline(always)]
fn add<T: Real, const N: usize>(sums: &mut [T; N], row: [T; N]) {
    sums.iter_mut().zip(row).for_each(|(sum, x)| *sum = *sum + x);
}

/// The logarithm of a size, rounded up; 1 for the smallest.
#[must_use]
pub fn ceil_log2(size: usize) -> usize {
    if size <= 2 { 1 } else { (size - 1).ilog2() as usize + 1 }
}

/// How the elements of a lane are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// Vectors along the lane.
    Along,
    /// Element by element along the lane.
    OneByOne,
    /// Vectors across the lanes.
    Across,
    /// Element by element across the lanes.
    FourColumns,
}

impl Order {
    /// It is the dimension whose elements lie closest together that decides.
    fn of(layout: &Layout, dims: &Dims, run: usize, columns: usize, width: usize) -> Self {
        let dimensions = || layout.shape().iter().zip(layout.strides()).enumerate().filter(|(_, (size, _))| **size > 1);
        let nearest = |reduced: bool| {
            dimensions().filter(|(dim, _)| dims.contains(*dim) == reduced).map(|(_, (_, &stride))| stride).min()
        };
        match (nearest(true), nearest(false)) {
            (Some(1), _) if run >= width => Self::Along,
            (_, Some(1)) if columns >= width => Self::Across,
            (Some(lane), Some(other)) if lane >= other => Self::FourColumns,
            _ => Self::OneByOne,
        }
    }
}

/// The sum of all elements of float32 or float64, as a value that nothing records.
///
/// # Errors
/// There is no room.
pub fn total(x: &Tensor) -> Result<Tensor> {
    match x.dtype() {
        DType::Float64 => sums::<f64>(x, &Dims::default()),
        _ => sums::<f32>(x, &Dims::default()),
    }
}

/// The sum of each lane of `x`.
///
/// # Errors
/// There is no room.
pub(super) fn sums<T: Vector>(x: &Tensor, dims: &Dims) -> Result<Tensor> {
    let (shape, layout) = (x.shape(), x.layout());
    if layout.is_contiguous() {
        return Ok(Tensor::from_vec(in_memory_order::<T>(x, dims)?, &dims.result(&shape)));
    }
    let order = memory_order(std::slice::from_ref(&layout));
    let list = (0..order.len()).filter(|&place| dims.contains(order[place])).collect();
    let (x, dims_there) = (x.with_layout(layout.permuted(&order)), Dims { list, keepdim: true });
    let sums = Tensor::from_vec(in_memory_order::<T>(&x, &dims_there)?, &dims_there.kept(&x.shape()));
    let back = sums.with_layout(sums.layout().permuted(&inverse(&order)));
    Ok(Tensor::from_vec(back.to_vec::<T>(), &dims.result(&shape)))
}

fn in_memory_order<T: Vector>(x: &Tensor, dims: &Dims) -> Result<Vec<T>> {
    let lanes = Lanes::new(x, dims);
    let layout = x.layout();
    let run = run(&layout, dims).max(1);
    let order = Order::of(&layout, dims, run, lanes.inner, T::WIDTH);
    let mut out = allocate::<T>(lanes.outer * lanes.inner)?;
    lanes.data.read_slice::<T, _>(|elements| {
        kernel::vectorised(elements.len(), || add_up(elements, &lanes, run, order, &mut out));
    })?;
    Ok(out)
}

#[inline(always)]
fn add_up<T: Vector>(elements: &[T], lanes: &Lanes, run: usize, order: Order, out: &mut Vec<T>) {
    let (len, columns) = (lanes.len, lanes.inner);
    for block in 0..lanes.outer {
        let block = &elements[block * len * columns..(block + 1) * len * columns];
        let lane = |lane: usize, part: fn(&[T], usize, usize, usize) -> T| {
            let parts = (0..len).step_by(run).map(|start| part(block, lane + start * columns, run, columns));
            parts.fold(T::ZERO, |sum, part| sum + part)
        };
        match order {
            Order::Along if columns == 1 && run == len => out.push(T::ZERO + T::along(block, 0, len, 1)),
            Order::Along => out.extend((0..columns).map(|column| lane(column, T::along))),
            Order::OneByOne => out.extend((0..columns).map(|column| lane(column, one_by_one))),
            Order::Across => T::across(block, len, columns, out),
            Order::FourColumns => four_columns(block, len, columns, out),
        }
    }
}

/// Elements of a lane that follow each other at the same distance: only so many are added at a time.
fn run(layout: &Layout, dims: &Dims) -> usize {
    let (shape, strides) = (layout.shape(), layout.strides());
    let mut reduced = (0..shape.len()).rev().filter(|&dim| dims.contains(dim) && shape[dim] != 1);
    let Some(mut inside) = reduced.next() else { return 1 };
    let mut run = shape[inside];
    for dim in reduced {
        if strides[dim] != strides[inside] * shape[inside] {
            break;
        }
        run *= shape[dim];
        inside = dim;
    }
    run
}
