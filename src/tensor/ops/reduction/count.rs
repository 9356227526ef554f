//! How many elements there are of each kind: `histc`, `bincount`, `isin`.

use crate::tensor::{DType, Error, Result, Tensor, kernel::convert, ops::math::unsupported};

impl Tensor {
    /// `torch.histc`: how many elements fall into each of `bins` equal parts of the range; that of the elements
    /// if both ends are the same.
    ///
    /// # Errors
    /// PyTorch's, for other than floats, and a range or a number of bins that makes no sense.
    pub fn histc(&self, bins: i64, min: f64, max: f64) -> Result<Self> {
        if !self.dtype().is_floating_point() {
            return Err(unsupported("histogram_cpu", self.dtype()));
        }
        let count = usize::try_from(bins).ok().filter(|&bins| bins > 0);
        let bins = count.ok_or_else(|| Error::runtime("torch.histc(): bins must be > 0"))?;
        let xs = self.to_vec::<f64>();
        let (low, high) = range(&xs, min, max)?;
        let mut counts = vec![0.0; bins];
        for x in xs.into_iter().filter(|&x| x >= low && x <= high) {
            let bin = ((x - low) * bins as f64 / (high - low)) as usize;
            counts[bin.min(bins - 1)] += 1.0;
        }
        convert(&Self::from_vec(counts, &[bins]), self.dtype())
    }

    /// `torch.bincount`: how often each non-negative integer is there, or the sum of its weights.
    ///
    /// # Errors
    /// PyTorch's, for other than non-negative integers in one dimension.
    pub fn bincount(&self, weights: Option<&Self>, least: i64) -> Result<Self> {
        if self.dtype().is_floating_point() || self.dtype() == DType::Bool {
            return Err(unsupported("bincount_cpu", self.dtype()));
        }
        let xs = self.to_vec::<i64>();
        if self.ndim() != 1 || xs.iter().any(|&x| x < 0) {
            return Err(Error::runtime("bincount only supports 1-d non-negative integral inputs."));
        }
        let least = usize::try_from(least).map_err(|_| Error::runtime("minlength should be >= 0"))?;
        let bins = xs.iter().max().map_or(0, |&max| max as usize + 1).max(least);
        let Some(weights) = weights else {
            let mut counts = vec![0_i64; bins];
            for &x in &xs {
                counts[x as usize] += 1;
            }
            return Ok(Self::from_vec(counts, &[bins]));
        };
        if weights.shape() != self.shape() {
            return Err(Error::runtime("weights should be 1-d and have the same length as input"));
        }
        let mut sums = vec![0.0; bins];
        xs.iter().zip(weights.to_vec::<f64>()).for_each(|(&x, weight)| sums[x as usize] += weight);
        let dtype = if weights.dtype() == DType::Float32 { DType::Float32 } else { DType::Float64 };
        convert(&Self::from_vec(sums, &[bins]), dtype)
    }

    /// `torch.isin`: for each element whether it is among `others`.
    ///
    /// # Errors
    /// Only for want of memory.
    pub fn isin(&self, others: &Self, invert: bool) -> Result<Self> {
        let mut held = others.to_vec::<f64>();
        held.retain(|x| !x.is_nan());
        held.sort_by(f64::total_cmp);
        let among = |x: f64| held.binary_search_by(|held| held.partial_cmp(&x).unwrap_or(std::cmp::Ordering::Less));
        let found = self.to_vec::<f64>().into_iter().map(|x| among(x).is_ok() != invert).collect();
        Ok(Self::from_vec(found, &self.shape()))
    }
}

fn range(xs: &[f64], min: f64, max: f64) -> Result<(f64, f64)> {
    let (mut low, mut high) = (min, max);
    if low == high && !xs.is_empty() {
        low = xs.iter().copied().fold(f64::INFINITY, f64::min);
        high = xs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    }
    if low == high {
        (low, high) = (low - 1.0, high + 1.0);
    }
    if !low.is_finite() || !high.is_finite() {
        return Err(Error::runtime(format!("torch.histc: range of [{low}, {high}] is not finite")));
    }
    if low > high {
        return Err(Error::runtime("torch.histc: max must be larger than min"));
    }
    Ok((low, high))
}
