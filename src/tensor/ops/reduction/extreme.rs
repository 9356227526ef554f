//! The largest and the smallest, and where they stand.

use std::borrow::Cow;

use super::{
    lanes::{Dims, Lane, Lanes},
    spread::{restore, take_along},
};
use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, wrap_dim,
};

/// An extreme of each lane, whose gradient is shared among all that reach it.
#[derive(Clone, Debug)]
struct Extreme {
    largest: bool,
    dims: Dims,
    names: (&'static str, &'static str),
}

/// The first extreme of a lane and its index; NaN beats all.
fn extreme<T: Element>(lane: Lane<'_, T>, largest: bool) -> (T, usize) {
    let mut best = (T::default(), 0);
    for (index, x) in lane.iter().enumerate() {
        let beats = if largest { x > best.0 } else { x < best.0 };
        if index == 0 || beats || is_nan(x) && !is_nan(best.0) {
            best = (x, index);
            if is_nan(x) {
                return best;
            }
        }
    }
    best
}

/// The extreme alone; of zeros with different signs the last, if wanted.
fn extreme_value<T: Element>(lane: Lane<'_, T>, largest: bool, last: bool) -> T {
    let best = extreme(lane, largest).0;
    if !last || best != T::default() {
        return best;
    }
    lane.iter().filter(|&x| x == best).last().unwrap_or(best)
}

#[expect(clippy::eq_op, reason = "only NaN differs from itself")]
fn is_nan<T: Element>(x: T) -> bool {
    x != x
}

impl Operation for Extreme {
    fn name(&self) -> &'static str {
        self.names.0
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.names.1)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime(format!("{} needs one tensor", self.names.0))) };
        let lanes = Lanes::new(x, &self.dims);
        // PyTorch keeps the later of equals when it reduces everything without naming a dimension.
        let last = self.names.1.ends_with('1');
        crate::with_dtype!(x.dtype(), T => lanes.map::<T, T>(|lane| extreme_value(lane, self.largest, last)))
    }

    fn saves(&self) -> Saves {
        Saves::FIRST.and(Saves::OUTPUT)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, shape) = (context.input(0)?.detach(), context.shape(0));
        let y = restore(&context.output()?.detach(), &self.dims, shape)?;
        let mut reached = x.eq(&y)?;
        if self.names.1.ends_with('1') && y.numel() == 1 && y.item::<f64>()?.is_nan() {
            reached = x.isnan()?;
        }
        let mask = reached.to_dtype(x.dtype())?;
        let ties = mask.sum(Some(&self.dims.attribute()), true, None)?;
        let given = restore(grad, &self.dims, shape)?.mul(&mask)?;
        Ok(vec![Some(given.div(&restore(&ties, &self.dims, shape)?)?)])
    }
}

fn reduce(x: &Tensor, largest: bool, dims: Dims, names: (&'static str, &'static str)) -> Result<Tensor> {
    apply(Extreme { largest, dims, names }, std::slice::from_ref(x))
}

const fn short(largest: bool) -> &'static str {
    if largest { "max" } else { "min" }
}

fn unspecified(name: &str) -> Error {
    Error::runtime(format!(
        "{name}(): Expected reduction dim to be specified for input.numel() == 0. Specify the reduction dim with the \
         'dim' argument."
    ))
}

/// PyTorch's error for a lane without elements.
pub(super) fn check_lane(name: &str, x: &Tensor, dim: i64) -> Result<usize> {
    let dim = wrap_dim(dim, x.ndim())?;
    if x.shape().get(dim) == Some(&0) {
        return Err(Error::index(format!("{name}(): Expected reduction dim {dim} to have non-zero size.")));
    }
    Ok(dim)
}

fn full(x: &Tensor, largest: bool) -> Result<Tensor> {
    if x.numel() == 0 {
        return Err(unspecified(short(largest)));
    }
    let node = if largest { "MaxBackward1" } else { "MinBackward1" };
    reduce(x, largest, Dims::new(x, None, false)?, (short(largest), node))
}

/// The index of the extreme of each lane along `dim`, and the shape of the result.
fn indices(x: &Tensor, dim: i64, keepdim: bool, largest: bool) -> Result<(Vec<usize>, Vec<usize>)> {
    let lanes = Lanes::new(x, &Dims::new(x, Some(&[dim]), keepdim)?);
    let found = crate::with_dtype!(x.dtype(), T => lanes.map::<T, i64>(|lane| extreme(lane, largest).1 as i64))?;
    Ok((found.to_vec::<i64>().into_iter().map(|index| index as usize).collect(), lanes.shape))
}

fn along(x: &Tensor, dim: i64, keepdim: bool, largest: bool) -> Result<(Tensor, Tensor)> {
    let place = check_lane(short(largest), x, dim)?;
    let (found, shape) = indices(x, dim, keepdim, largest)?;
    let names = if largest { ("max", "MaxBackward0") } else { ("min", "MinBackward0") };
    take_along(names, x, place, &found, &shape)
}

fn amost(x: &Tensor, dims: Option<&[i64]>, keepdim: bool, largest: bool) -> Result<Tensor> {
    let name = if largest { "amax" } else { "amin" };
    let all = dims.is_none_or(<[i64]>::is_empty);
    if all && x.numel() == 0 {
        return Err(unspecified(name));
    }
    for &dim in dims.unwrap_or_default() {
        check_lane(name, x, dim)?;
    }
    let node = if largest { "AmaxBackward0" } else { "AminBackward0" };
    reduce(x, largest, Dims::new(x, dims, keepdim)?, (name, node))
}

/// Where the extreme stands, in the whole tensor or along `dim`.
fn argument(x: &Tensor, dim: Option<i64>, keepdim: bool, largest: bool) -> Result<Tensor> {
    let name = if largest { "argmax" } else { "argmin" };
    if x.dtype() == DType::Bool {
        return Err(Error::not_implemented(format!("{name}(): does not support bool input")));
    }
    if let Some(dim) = dim {
        check_lane(name, x, dim)?;
    } else if x.numel() == 0 {
        let text = "Expected reduction dim to be specified for input.numel() == 0.";
        return Err(Error::index(format!("{name}(): {text}")));
    }
    apply(Argument { name, dim, keepdim, largest }, &[x.detach()])
}

#[derive(Clone, Debug)]
struct Argument {
    name: &'static str,
    dim: Option<i64>,
    keepdim: bool,
    largest: bool,
}

impl Operation for Argument {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NotImplemented")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = &inputs[0];
        let dims = self.dim.map(|dim| [dim]);
        let lanes = Lanes::new(x, &Dims::new(x, dims.as_ref().map(<[i64; 1]>::as_slice), self.keepdim)?);
        crate::with_dtype!(x.dtype(), T => lanes.map::<T, i64>(|lane| extreme(lane, self.largest).1 as i64))
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }
}

impl Tensor {
    /// `torch.max(self)`: the gradient is shared evenly among ties.
    ///
    /// # Errors
    /// PyTorch's, for a tensor without elements.
    pub fn max(&self) -> Result<Self> {
        full(self, true)
    }

    /// `torch.min(self)`
    ///
    /// # Errors
    /// As [`Tensor::max`].
    pub fn min(&self) -> Result<Self> {
        full(self, false)
    }

    /// `torch.max(self, dim)`: values and indices; the first of several.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there or empty.
    pub fn max_dim(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        along(self, dim, keepdim, true)
    }

    /// `torch.min(self, dim)`
    ///
    /// # Errors
    /// As [`Tensor::max_dim`].
    pub fn min_dim(&self, dim: i64, keepdim: bool) -> Result<(Self, Self)> {
        along(self, dim, keepdim, false)
    }

    /// `torch.amax`
    ///
    /// # Errors
    /// As [`Tensor::max_dim`].
    pub fn amax(&self, dims: Option<&[i64]>, keepdim: bool) -> Result<Self> {
        amost(self, dims, keepdim, true)
    }

    /// `torch.amin`
    ///
    /// # Errors
    /// As [`Tensor::max_dim`].
    pub fn amin(&self, dims: Option<&[i64]>, keepdim: bool) -> Result<Self> {
        amost(self, dims, keepdim, false)
    }

    /// `torch.aminmax`
    ///
    /// # Errors
    /// PyTorch's, for lanes without elements.
    pub fn aminmax(&self, dim: Option<i64>, keepdim: bool) -> Result<(Self, Self)> {
        match dim {
            None if self.numel() == 0 => {
                let text = "cannot compute aminmax over an empty dimension as the operation has no identity.";
                return Err(Error::runtime(format!("aminmax(): {text}")));
            }
            Some(dim) => {
                check_lane("aminmax", self, dim)
                    .map_err(|error| Error { message: error.message.replace("()", "").into(), ..error })?;
            }
            None => {}
        }
        let dims = dim.map(|dim| [dim]);
        let dims = Dims::new(self, dims.as_ref().map(<[i64; 1]>::as_slice), keepdim)?;
        let names = ("aminmax", "AminmaxBackward0");
        Ok((reduce(self, false, dims.clone(), names)?, reduce(self, true, dims, names)?))
    }

    /// `torch.argmax`
    ///
    /// # Errors
    /// PyTorch's, for bools and lanes without elements.
    pub fn argmax(&self, dim: Option<i64>, keepdim: bool) -> Result<Self> {
        argument(self, dim, keepdim, true)
    }

    /// `torch.argmin`
    ///
    /// # Errors
    /// As [`Tensor::argmax`].
    pub fn argmin(&self, dim: Option<i64>, keepdim: bool) -> Result<Self> {
        argument(self, dim, keepdim, false)
    }
}
