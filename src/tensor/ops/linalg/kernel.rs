//! Matrix products on strided memory.

use half::f16;
use ndarray::{ArrayView2, ArrayViewMut2, ShapeBuilder, linalg::general_mat_mul};

use crate::tensor::{Element, Error, Result, Tensor, allocate};

/// Up to this many multiplications, plain loops are faster than packing panels.
const SMALL: usize = 256;

/// Up to this many multiplications, float32 products are summed in float64, which costs twice the
/// time at most.
///
/// Above, they are summed in float32, as PyTorch sums all of them in an order of its own. For standard
/// normal factors that changes the fourth decimal of 1 in 100 results with 100 terms, and of 7 in 100
/// with 1000 terms, where it is the sixth or seventh significant digit.
const EXACT: usize = 1 << 17;

/// A matrix in memory: any strides, so that a transposed one needs no copy.
#[derive(Clone, Copy)]
pub struct Matrix<'a, T> {
    pub elements: &'a [T],
    pub rows: usize,
    pub columns: usize,
    pub row_stride: usize,
    pub column_stride: usize,
}

impl<'a, T: Element> Matrix<'a, T> {
    #[inline]
    fn at(&self, row: usize, column: usize) -> T {
        self.elements[row * self.row_stride + column * self.column_stride]
    }

    /// Rows as columns.
    pub fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            ..self
        }
    }

    fn view(&self) -> Result<ArrayView2<'a, T>> {
        let shape = (self.rows, self.columns).strides((self.row_stride, self.column_stride));
        ArrayView2::from_shape(shape, self.elements).map_err(|error| Error::runtime(error.to_string()))
    }

    /// The same elements as doubles, in the order in which they lie.
    fn widened<R>(&self, body: impl FnOnce(Matrix<'_, f64>) -> R) -> Result<R> {
        let turned = self.row_stride < self.column_stride;
        let (lines, length) = if turned { (self.columns, self.rows) } else { (self.rows, self.columns) };
        let mut doubles = allocate(lines * length)?;
        for line in 0..lines {
            self.widen_line(line, length, turned, &mut doubles);
        }
        let (row_stride, column_stride) = if turned { (1, length) } else { (length, 1) };
        Ok(body(Matrix { elements: &doubles, row_stride, column_stride, ..self.shape_only() }))
    }

    fn widen_line(&self, line: usize, length: usize, turned: bool, out: &mut Vec<f64>) {
        let (outer, inner) =
            if turned { (self.column_stride, self.row_stride) } else { (self.row_stride, self.column_stride) };
        if inner == 1 {
            let run = &self.elements[line * outer..line * outer + length];
            out.extend(run.iter().map(|x| x.to_f64()));
        } else {
            out.extend((0..length).map(|place| self.elements[line * outer + place * inner].to_f64()));
        }
    }

    fn shape_only(&self) -> Matrix<'static, f64> {
        Matrix { elements: &[], rows: self.rows, columns: self.columns, row_stride: 0, column_stride: 0 }
    }
}

/// Runs `body` on the matrices of a tensor with at least two dimensions; `batch` counts through those
/// before the last two, which must lie evenly.
pub fn with_matrix<T: Element, R>(x: &Tensor, batch: usize, body: impl FnOnce(Matrix<'_, T>) -> R) -> Result<R> {
    let (storage, layout) = (x.storage(), x.layout());
    let buffer = storage.borrow();
    let (shape, strides) = (layout.shape(), layout.strides());
    let (matrix, start) = match (shape, strides) {
        (&[rows, columns], &[row_stride, column_stride]) => ((rows, columns, row_stride, column_stride), 0),
        (&[_, rows, columns], &[stride, row_stride, column_stride]) => {
            ((rows, columns, row_stride, column_stride), batch * stride)
        }
        (&[length], &[stride]) => ((length, 1, stride, 1), 0),
        _ => return Err(Error::runtime("a product needs matrices")),
    };
    let (rows, columns, row_stride, column_stride) = matrix;
    let elements = T::slice(&buffer)?;
    let elements = &elements[(layout.offset() + start).min(elements.len())..];
    Ok(body(Matrix { elements, rows, columns, row_stride, column_stride }))
}

/// What a product is scaled by and added to: β·addend + α·a·b.
#[derive(Clone, Copy)]
pub struct Plus<'a, T> {
    pub alpha: f64,
    pub beta: f64,
    pub addend: Option<Matrix<'a, T>>,
    /// Whether products are added to each other alone, so that those of one term keep the sign of a zero.
    pub bare: bool,
}

impl<T> Plus<'_, T> {
    /// The product alone.
    pub const NOTHING: Self = Self { alpha: 1.0, beta: 0.0, addend: None, bare: false };

    /// What a sum starts from: −0 changes nothing, 0 turns −0 into 0.
    fn start(&self) -> f64 {
        if self.bare || self.addend.is_some() { -0.0 } else { 0.0 }
    }
}

/// A type that matrices can be multiplied in.
pub trait Factor: Element {
    /// Appends β·addend + α·a·b to `out`, row by row.
    ///
    /// # Errors
    /// When the memory is not there.
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, plus: Plus<'_, Self>, out: &mut Vec<Self>) -> Result<()>;
}

/// Sums in float64 and rounds once.
#[inline]
fn multiply_small<T: Element>(a: Matrix<'_, T>, b: Matrix<'_, T>, plus: Plus<'_, T>, out: &mut Vec<T>) {
    for row in 0..a.rows {
        for column in 0..b.columns {
            let mut sum = plus.start();
            for inner in 0..a.columns {
                sum += a.at(row, inner).to_f64() * b.at(inner, column).to_f64();
            }
            out.push(T::from_f64(match plus.addend {
                Some(addend) => plus.beta * addend.at(row, column).to_f64() + plus.alpha * sum,
                None => plus.alpha * sum,
            }));
        }
    }
}

/// Float products by packed panels; `out` begins as β·addend.
fn multiply_packed<T: Element + ndarray::LinalgScalar>(
    a: Matrix<'_, T>,
    b: Matrix<'_, T>,
    plus: Plus<'_, T>,
    out: &mut Vec<T>,
) -> Result<()> {
    let start = out.len();
    match plus.addend {
        Some(addend) => {
            for row in 0..a.rows {
                out.extend((0..b.columns).map(|column| addend.at(row, column)));
            }
        }
        None => out.resize(start + a.rows * b.columns, T::zero()),
    }
    let target = ArrayViewMut2::from_shape((a.rows, b.columns), &mut out[start..]);
    let mut target = target.map_err(|error| Error::runtime(error.to_string()))?;
    general_mat_mul(T::from_f64(plus.alpha), &a.view()?, &b.view()?, T::from_f64(plus.beta), &mut target);
    Ok(())
}

impl Factor for f32 {
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, plus: Plus<'_, Self>, out: &mut Vec<Self>) -> Result<()> {
        let work = a.rows * a.columns * b.columns;
        if work <= SMALL || plus.bare {
            multiply_small(a, b, plus, out);
            return Ok(());
        }
        if work > EXACT {
            return multiply_packed(a, b, plus, out);
        }
        let mut sums = allocate(a.rows * b.columns)?;
        a.widened(|a| b.widened(|b| multiply_packed(a, b, Plus::NOTHING, &mut sums)))???;
        let Some(addend) = plus.addend else {
            out.extend(sums.iter().map(|sum| (plus.alpha * sum) as Self));
            return Ok(());
        };
        for (row, sums) in sums.chunks_exact(b.columns).enumerate() {
            let total = |(column, sum): (usize, &f64)| {
                (plus.beta * f64::from(addend.at(row, column)) + plus.alpha * sum) as Self
            };
            out.extend(sums.iter().enumerate().map(total));
        }
        Ok(())
    }
}

impl Factor for f64 {
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, plus: Plus<'_, Self>, out: &mut Vec<Self>) -> Result<()> {
        if a.rows * a.columns * b.columns <= SMALL || plus.bare {
            multiply_small(a, b, plus, out);
            return Ok(());
        }
        multiply_packed(a, b, plus, out)
    }
}

impl Factor for f16 {
    fn multiply(a: Matrix<'_, Self>, b: Matrix<'_, Self>, plus: Plus<'_, Self>, out: &mut Vec<Self>) -> Result<()> {
        multiply_small(a, b, plus, out);
        Ok(())
    }
}

macro_rules! integer_factor {
    ($($T:ty),*) => {$(
        /// Integers wrap around.
        impl Factor for $T {
            fn multiply(
                a: Matrix<'_, Self>,
                b: Matrix<'_, Self>,
                plus: Plus<'_, Self>,
                out: &mut Vec<Self>,
            ) -> Result<()> {
                for row in 0..a.rows {
                    for column in 0..b.columns {
                        let term = |inner| a.at(row, inner).wrapping_mul(b.at(inner, column));
                        let sum = (0..a.columns).map(term).fold(0, Self::wrapping_add);
                        let added = plus.addend.map_or(0, |addend| addend.at(row, column));
                        out.push(
                            (plus.beta as Self).wrapping_mul(added).wrapping_add((plus.alpha as Self).wrapping_mul(sum)),
                        );
                    }
                }
                Ok(())
            }
        }
    )*};
}

integer_factor!(u8, i8, i16, i32, i64);
