//! The way back of reductions: a gradient given again to each element of its lane, or to one of them.

use std::{borrow::Cow, rc::Rc};

use super::lanes::Dims;
use crate::tensor::{
    DType, Error, Gradients, Layout, Operation, Result, Tensor, allocate, apply, autograd::Context, ops::sum_to,
};

/// A result of a reduction, under a shape that broadcasts to that of its input.
#[derive(Clone, Debug)]
struct Restore {
    shape: Vec<usize>,
}

impl Operation for Restore {
    fn name(&self) -> &'static str {
        "unsqueeze"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("UnsqueezeBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("unsqueeze needs one tensor")) };
        let x = if x.layout().is_contiguous() { x.clone() } else { x.contiguous_copy()? };
        let offset = x.layout().offset();
        Ok(x.with_layout(Layout::strided(self.shape.clone(), crate::tensor::row_major(&self.shape), offset)))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(apply(Self { shape: context.shape(0).to_vec() }, std::slice::from_ref(grad))?)])
    }
}

/// A result under a shape that broadcasts to `shape`, that of the reduction's input.
pub(super) fn restore(result: &Tensor, dims: &Dims, shape: &[usize]) -> Result<Tensor> {
    apply(Restore { shape: dims.kept(shape) }, std::slice::from_ref(result))
}

/// Repeated along dimensions of size 1.
#[derive(Clone, Debug)]
struct Expand {
    shape: Vec<usize>,
}

impl Operation for Expand {
    fn name(&self) -> &'static str {
        "expand"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("ExpandBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("expand needs one tensor")) };
        let wide = x.layout().broadcast_to(&self.shape);
        wide.map(|wide| x.with_layout(wide)).ok_or_else(|| Error::runtime("expand: sizes differ"))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(sum_to(grad, context.shape(0))?)])
    }
}

/// A result given to each element that it was made from.
pub(super) fn expand(result: &Tensor, dims: &Dims, shape: &[usize]) -> Result<Tensor> {
    apply(Expand { shape: shape.to_vec() }, &[restore(result, dims, shape)?])
}

/// The elements at some places of a row-major tensor.
#[derive(Clone, Debug)]
pub(super) struct Take {
    pub name: &'static str,
    pub node: &'static str,
    pub places: Rc<[usize]>,
    pub shape: Vec<usize>,
}

impl Operation for Take {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = inputs.first().ok_or_else(|| Error::runtime("a tensor was expected"))?;
        crate::with_dtype!(x.dtype(), T => {
            let mut out = allocate::<T>(self.places.len())?;
            x.read_slice::<T, _>(|xs| out.extend(self.places.iter().map(|&place| xs[place])))?;
            Ok(Tensor::from_vec(out, &self.shape))
        })
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let give = Give { places: Rc::clone(&self.places), shape: context.shape(0).to_vec() };
        Ok(vec![Some(apply(give, std::slice::from_ref(grad))?)])
    }
}

/// Zeros, and at some places the sums of what belongs there: the way back of [`Take`].
#[derive(Clone, Debug)]
struct Give {
    places: Rc<[usize]>,
    shape: Vec<usize>,
}

impl Operation for Give {
    fn name(&self) -> &'static str {
        "scatter_add"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("ValueSelectingReductionBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [grad] = inputs else { return Err(Error::runtime("a tensor was expected")) };
        let mut sums = vec![0.0; self.shape.iter().product()];
        self.places.iter().zip(grad.to_vec::<f64>()).for_each(|(&place, value)| sums[place] += value);
        crate::tensor::kernel::convert(&Tensor::from_vec(sums, &self.shape), grad.dtype())
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let shape = context.shape(0).to_vec();
        let take = Take { name: "gather", node: "GatherBackward0", places: Rc::clone(&self.places), shape };
        Ok(vec![Some(apply(take, std::slice::from_ref(grad))?)])
    }
}

/// An index along one dimension for each lane: the values there (recorded), and the indices themselves.
pub(super) fn take_along(
    (name, node): (&'static str, &'static str),
    x: &Tensor,
    dim: usize,
    indices: &[usize],
    shape: &[usize],
) -> Result<(Tensor, Tensor)> {
    let sizes = x.shape();
    let (len, inner) = (sizes.get(dim).copied().unwrap_or(1), sizes.iter().skip(dim + 1).product::<usize>());
    let per_block = indices.len() / (x.numel() / (len * inner).max(1)).max(1);
    let place = |(at, &index): (usize, &usize)| {
        let (block, lane) = (at / per_block.max(1), at % inner.max(1));
        (block * len + index) * inner + lane
    };
    let places: Rc<[usize]> = indices.iter().enumerate().map(place).collect();
    let values = apply(Take { name, node, places, shape: shape.to_vec() }, std::slice::from_ref(x))?;
    let indices = Tensor::from_vec(indices.iter().map(|&index| index as i64).collect(), shape);
    debug_assert_eq!(indices.dtype(), DType::Int64);
    Ok((values, indices))
}
