//! What random numbers are drawn from.

use std::f64::consts::PI;

use half::f16;

use super::{generator::Source, vector_math};
use crate::tensor::{DType, Element, Result, allocate};

/// From this many elements on, contiguous normal numbers are drawn in blocks.
pub(super) const BLOCK: usize = 16;

/// A continuous distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Continuous {
    /// Uniform over [from, to).
    Uniform { from: f64, to: f64 },
    /// Normal, with this mean and standard deviation.
    Normal { mean: f64, std: f64 },
    /// Exponential, with this rate.
    Exponential { rate: f64 },
}

/// A distribution of integers, which tensors of any type can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Discrete {
    /// 1 with probability p, else 0.
    Bernoulli { p: f64 },
    /// From `low` on, `range` of them; `None` stands for all 2⁶⁴.
    Integers { low: i64, range: Option<u64> },
    /// From 0 up to what the type represents exactly.
    NonNegative,
}

/// A floating point type that can be drawn.
pub(super) trait Drawn: Element {
    /// Uniform over [from, to).
    fn uniform(source: &mut Source, from: f64, to: f64) -> Self;

    /// Normal numbers in blocks of sixteen; `count` is at least that.
    fn normal_blocks(source: &mut Source, mean: f64, std: f64, out: &mut Vec<Self>, count: usize);
}

impl Continuous {
    /// Draws `count` elements; `contiguous` tells how the tensor that they are for lies in memory.
    pub fn draw<T: Drawn>(self, source: &mut Source, count: usize, contiguous: bool) -> Result<Vec<T>> {
        let mut out = allocate(count)?;
        match self {
            Self::Uniform { from, to } => out.extend((0..count).map(|_| T::uniform(source, from, to))),
            Self::Normal { mean, std } if count >= BLOCK && contiguous => {
                T::normal_blocks(source, mean, std, &mut out, count);
            }
            Self::Normal { mean, std } => {
                out.extend((0..count).map(|_| T::from_f64(source.normal().mul_add(std, mean))));
            }
            Self::Exponential { rate } => {
                out.extend((0..count).map(|_| T::from_f64(-1.0 / rate * (-source.unit()).ln_1p())));
            }
        }
        Ok(out)
    }
}

impl Discrete {
    /// Draws `count` elements.
    pub fn draw<T: Element>(self, source: &mut Source, count: usize) -> Result<Vec<T>> {
        let mut out = allocate(count)?;
        out.extend((0..count).map(|_| T::from_i64(self.draw_one(source, T::DTYPE))));
        Ok(out)
    }

    fn draw_one(self, source: &mut Source, dtype: DType) -> i64 {
        match self {
            Self::Bernoulli { p } => i64::from(source.unit() < p),
            Self::Integers { low, range } => source.integer(range).wrapping_add(low),
            Self::NonNegative => source.non_negative(dtype),
        }
    }
}

/// Integers up to two to this power are exact in a type.
pub(super) const fn digits(dtype: DType) -> u32 {
    match dtype {
        DType::Bool => 1,
        DType::Int8 => 7,
        DType::UInt8 => 8,
        DType::Float16 => 11,
        DType::Int16 => 15,
        DType::Float32 => 24,
        DType::Int32 => 31,
        DType::Float64 => 53,
        DType::Int64 => 63,
    }
}

impl Source {
    /// Uniform over [0, 1), with 53 bits.
    pub fn unit(&mut self) -> f64 {
        (self.engine.draw_wide() & ((1 << 53) - 1)) as f64 * (0.5 * f64::EPSILON)
    }

    /// Uniform over [0, 1), with 24 bits.
    pub fn unit_f32(&mut self) -> f32 {
        (self.engine.draw() & 0x00ff_ffff) as f32 * (0.5 * f32::EPSILON)
    }

    /// Standard normal, by Box and Muller: two at a time, the second kept for the next call.
    pub fn normal(&mut self) -> f64 {
        if let Some(kept) = self.normal.take() {
            return kept;
        }
        let (turn, u) = (self.unit(), self.unit());
        let radius = (-2.0 * (-u).ln_1p()).sqrt();
        let (sin, cos) = (2.0 * PI * turn).sin_cos();
        self.normal = Some(radius * sin);
        radius * cos
    }

    /// An integer below `range`. The remainder is slightly uneven, so wide ranges draw 64 bits.
    pub fn integer(&mut self, range: Option<u64>) -> i64 {
        match range {
            None => self.engine.draw_wide() as i64,
            Some(range) if range >= 1 << 28 => (self.engine.draw_wide() % range) as i64,
            Some(range) => (u64::from(self.engine.draw()) % range) as i64,
        }
    }

    fn non_negative(&mut self, dtype: DType) -> i64 {
        let bits = if dtype.item_size() == 8 { self.engine.draw_wide() } else { u64::from(self.engine.draw()) };
        let range = (1_u64 << digits(dtype)) + u64::from(dtype.is_floating_point());
        (bits % range) as i64
    }
}

/// Two blocks of eight uniforms to two of normals, in float32.
fn transform_f32(block: &mut [f32], mean: f32, std: f32) {
    let (first, second) = block.split_at_mut(BLOCK / 2);
    for (x, y) in first.iter_mut().zip(second) {
        let radius = (-2.0 * vector_math::log(1.0 - *x)).sqrt();
        let (sin, cos) = vector_math::sin_cos(2.0 * std::f32::consts::PI * *y);
        *x = (radius * cos).mul_add(std, mean);
        *y = (radius * sin).mul_add(std, mean);
    }
}

fn transform_f64(block: &mut [f64], mean: f64, std: f64) {
    let (first, second) = block.split_at_mut(BLOCK / 2);
    for (x, y) in first.iter_mut().zip(second) {
        let radius = (-2.0 * (1.0 - *x).ln()).sqrt();
        let (sin, cos) = (2.0 * PI * *y).sin_cos();
        *x = (radius * cos).mul_add(std, mean);
        *y = (radius * sin).mul_add(std, mean);
    }
}

/// Draws all uniforms, transforms whole blocks, and draws the last sixteen anew when they are no block.
fn fill_blocks<T: Element>(
    out: &mut Vec<T>,
    count: usize,
    mut uniform: impl FnMut() -> T,
    transform: impl Fn(&mut [T]),
) {
    out.extend((0..count).map(|_| uniform()));
    out.chunks_exact_mut(BLOCK).for_each(&transform);
    if !count.is_multiple_of(BLOCK) {
        let last = &mut out[count - BLOCK..];
        last.fill_with(uniform);
        transform(last);
    }
}

impl Drawn for f32 {
    fn uniform(source: &mut Source, from: f64, to: f64) -> Self {
        let (from, to) = (from as Self, to as Self);
        let value = source.unit_f32().mul_add(to - from, from);
        if value < to { value } else { from }
    }

    fn normal_blocks(source: &mut Source, mean: f64, std: f64, out: &mut Vec<Self>, count: usize) {
        fill_blocks(out, count, || source.unit_f32(), |block| transform_f32(block, mean as Self, std as Self));
    }
}

impl Drawn for f64 {
    fn uniform(source: &mut Source, from: f64, to: f64) -> Self {
        let value = source.unit().mul_add(to - from, from);
        if value < to { value } else { from }
    }

    fn normal_blocks(source: &mut Source, mean: f64, std: f64, out: &mut Vec<Self>, count: usize) {
        fill_blocks(out, count, || source.unit(), |block| transform_f64(block, mean, std));
    }
}

impl Drawn for f16 {
    fn uniform(source: &mut Source, from: f64, to: f64) -> Self {
        let (low, high) = (from as f32, to as f32);
        let value = Self::from_f32(source.unit_f32().mul_add(high - low, low));
        if value == Self::from_f64(to) { Self::from_f64(from) } else { value }
    }

    /// Block by block in float32; what is no whole block is drawn only once, with the last sixteen.
    fn normal_blocks(source: &mut Source, mean: f64, std: f64, out: &mut Vec<Self>, count: usize) {
        let mut block = || {
            let mut block = [0.0; BLOCK];
            block.fill_with(|| source.unit_f32());
            transform_f32(&mut block, mean as f32, std as f32);
            block.map(Self::from_f32)
        };
        (0..count / BLOCK).for_each(|_| out.extend(block()));
        if !count.is_multiple_of(BLOCK) {
            out.truncate(count - BLOCK);
            out.extend(block());
        }
    }
}
