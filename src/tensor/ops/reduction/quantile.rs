//! `quantile`, `nanquantile`: between the two elements nearest to a rank.

use super::{
    lanes::{Dims, Lanes},
    spread::Take,
};
use crate::tensor::{DType, Element, Error, Result, Tensor, apply, wrap_dim};

/// What to give where a rank falls between two elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Linear,
    Lower,
    Higher,
    Midpoint,
    Nearest,
}

impl Between {
    fn parse(name: &str, text: &str) -> Result<Self> {
        Ok(match text {
            "linear" => Self::Linear,
            "lower" => Self::Lower,
            "higher" => Self::Higher,
            "midpoint" => Self::Midpoint,
            "nearest" => Self::Nearest,
            _ => {
                let known = "linear, lower, higher, midpoint or nearest";
                return Err(Error::runtime(format!("{name}() interpolation must be one of {known}, but got {text}")));
            }
        })
    }

    /// The ranks below and above, and the weight of the one above.
    fn split(self, rank: f64) -> (usize, usize, f64) {
        let rank = match self {
            Self::Linear | Self::Midpoint => rank,
            Self::Lower => rank.floor(),
            Self::Higher => rank.ceil(),
            Self::Nearest => rank.round_ties_even(),
        };
        let weight = if self == Self::Midpoint { 0.5 } else { rank - rank.floor() };
        (rank.floor() as usize, rank.ceil() as usize, weight)
    }
}

/// The options of a quantile.
#[derive(Clone, Copy, Debug)]
pub struct Quantile<'a> {
    /// The dimension; all of them if there is none.
    pub dim: Option<i64>,
    /// Whether the dimension stays as 1.
    pub keepdim: bool,
    /// `linear`, `lower`, `higher`, `midpoint`, `nearest`.
    pub interpolation: &'a str,
    /// Whether NaN is left out, instead of beating all.
    pub ignore_nan: bool,
}

impl Quantile<'_> {
    const fn name(&self) -> &'static str {
        if self.ignore_nan { "nanquantile" } else { "quantile" }
    }

    fn check(&self, x: &Tensor, q: &Tensor) -> Result<()> {
        let fail = |text: &str| Err(Error::runtime(format!("{}() {text}", self.name())));
        if x.numel() == 0 {
            return fail("input tensor must be non-empty");
        }
        if q.ndim() > 1 {
            return fail("q must be a scalar or 1D tensor");
        }
        if !x.dtype().is_floating_point() {
            return fail("input tensor must be either float or double dtype");
        }
        if !q.is_wrapped_number() && q.dtype() != x.dtype() {
            return fail("q tensor must be same dtype as the input tensor");
        }
        let qs = q.to_vec::<f64>();
        match qs.iter().find(|q| !(0.0..=1.0).contains(*q)) {
            Some(q_found) if q.is_wrapped_number() => fail(&format!("q must be in the range [0, 1] but got {q_found}")),
            Some(_) => fail("q values must be in the range [0, 1]"),
            None => Ok(()),
        }
    }

    /// The rank of `q` among `count` numbers: `q` rounded to the type of the elements, the product not.
    fn rank(q: f64, count: usize, dtype: DType) -> f64 {
        let q = if dtype == DType::Float64 { q } else { f64::from(q as f32) };
        q * (count.max(1) - 1) as f64
    }

    /// Of each lane of `x`, for each element of `q`.
    ///
    /// # Errors
    /// PyTorch's, for other than floats, q outside 0 to 1, and a dimension that is not there.
    pub fn of(&self, x: &Tensor, q: &Tensor) -> Result<Tensor> {
        let between = Between::parse(self.name(), self.interpolation)?;
        self.check(x, q)?;
        let dims = self.dim.map(|dim| [dim]);
        let lanes = Dims::new(x, dims.as_ref().map(<[i64; 1]>::as_slice), self.keepdim)?.result(&x.shape());
        let (x, dim) = if self.dim.is_some() { (x.clone(), self.dim) } else { (x.flatten(0, -1)?, Some(0)) };
        let place = wrap_dim(dim.unwrap_or(0), x.ndim())?;
        let (shape, sorted) = (x.shape(), x.sort(place as i64, false)?.0);
        let (len, inner) = (shape.get(place).copied().unwrap_or(1), shape.iter().skip(place + 1).product::<usize>());
        let numbers = Lanes::new(&sorted.detach(), &Dims::new(&x, Some(&[place as i64]), false)?);
        let numbers = crate::with_dtype!(x.dtype(), T => {
            numbers.map::<T, i64>(|lane| lane.iter().filter(|x| x.to_f64().is_nan()).count() as i64)
        })?;
        let (mut below, mut above, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for q in q.to_vec::<f64>() {
            for (lane, missing) in numbers.to_vec::<i64>().into_iter().enumerate() {
                let count = if self.ignore_nan { len - missing as usize } else { len };
                let spoilt = missing > 0 && !self.ignore_nan;
                let rank = if spoilt { (len - 1) as f64 } else { Self::rank(q, count, x.dtype()) };
                let (low, high, weight) = between.split(rank);
                let at = |rank: usize| (lane / inner * len + rank) * inner + lane % inner;
                below.push(at(low));
                above.push(at(high));
                weights.push(weight);
            }
        }
        let shape: Vec<usize> = q.shape().into_iter().chain(lanes).collect();
        let take = |places: Vec<usize>| {
            let take = Take { name: "gather", node: "GatherBackward0", places: places.into(), shape: shape.clone() };
            apply(take, std::slice::from_ref(&sorted))
        };
        let weights = Tensor::from_vec(weights, &shape).to_dtype(x.dtype())?;
        let found = take(below)?.lerp(&take(above)?, &weights)?;
        let places = (0..found.numel()).collect();
        apply(Take { name: self.name(), node: "SqueezeBackward4", places, shape }, &[found])
    }
}
