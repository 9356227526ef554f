//! Elements gathered at places and reduced there: `scatter_reduce`, `index_reduce`.

use std::{borrow::Cow, rc::Rc};

use super::{
    along::{integers, places, reached, same_dims, scatter_fits},
    bounded,
};
use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Operation, Result, Saves, Tensor, apply,
    autograd::Context,
    kernel::convert,
    ops::places::{Pick, Spread},
    wrap_dim,
};

/// How what meets at one place becomes one element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reduce {
    /// The sum.
    Sum,
    /// The product.
    Prod,
    /// The mean.
    Mean,
    /// The largest.
    Amax,
    /// The smallest.
    Amin,
}

impl Reduce {
    /// The reduction of PyTorch's name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "sum" => Self::Sum,
            "prod" => Self::Prod,
            "mean" => Self::Mean,
            "amax" => Self::Amax,
            "amin" => Self::Amin,
            _ => return None,
        })
    }

    fn identity(self) -> f64 {
        match self {
            Self::Sum | Self::Mean => 0.0,
            Self::Prod => 1.0,
            Self::Amax => f64::NEG_INFINITY,
            Self::Amin => f64::INFINITY,
        }
    }

    fn join(self, a: f64, b: f64) -> f64 {
        match self {
            Self::Sum | Self::Mean => a + b,
            Self::Prod => a * b,
            _ if a.is_nan() || b.is_nan() => f64::NAN,
            Self::Amax => a.max(b),
            Self::Amin => a.min(b),
        }
    }
}

/// Reduces the elements of the second input, each at its place, into the first.
#[derive(Clone, Debug)]
struct Reduced {
    name: &'static str,
    node: &'static str,
    places: Rc<[usize]>,
    how: Reduce,
    include_self: bool,
    dim: usize,
}

impl Operation for Reduced {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, source] = inputs else { return Err(Error::runtime("a reduction takes a tensor and a source")) };
        let mut elements = x.to_vec::<f64>();
        if !self.include_self {
            self.places.iter().for_each(|&place| elements[place] = self.how.identity());
        }
        for (&place, value) in self.places.iter().zip(source.to_vec::<f64>()) {
            elements[place] = self.how.join(elements[place], value);
        }
        if self.how == Reduce::Mean {
            let whole = !x.dtype().is_floating_point();
            let mean = |sum: f64, count: f64| if whole { (sum / count).floor() } else { sum / count };
            elements.iter_mut().zip(self.counts(x.numel())).for_each(|(sum, count)| *sum = mean(*sum, count));
        }
        convert(&Tensor::from_vec(elements, &x.shape()), x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS.and(Saves::OUTPUT)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, source) = (context.input(0)?, context.input(1)?);
        let share = match self.how {
            Reduce::Sum => [grad.clone(), self.picked(grad, &source)?],
            Reduce::Mean => {
                let grad = grad.div(&self.counted(&x, grad)?)?;
                [grad.clone(), self.picked(&grad, &source)?]
            }
            Reduce::Prod => self.by_product(grad, [&x, &source])?,
            Reduce::Amax | Reduce::Amin => self.by_extreme(grad, [&x, &source], &context.output()?)?,
        };
        let [own, given] = share;
        Ok(vec![Some(if self.include_self { own } else { self.around(&own)? }), Some(given)])
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.dim as i64)), ("include_self", Attribute::Bool(self.include_self))]
    }
}

impl Reduced {
    /// How many elements meet at each place; 1 where none was added.
    fn counts(&self, places: usize) -> Vec<f64> {
        let mut counts = vec![f64::from(u8::from(self.include_self)); places];
        self.places.iter().for_each(|&place| counts[place] += 1.0);
        counts.into_iter().map(|count: f64| count.max(1.0)).collect()
    }

    fn counted(&self, x: &Tensor, like: &Tensor) -> Result<Tensor> {
        convert(&Tensor::from_vec(self.counts(x.numel()), &x.shape()), like.dtype())
    }

    /// What stands at the place of each element of the source.
    fn picked(&self, x: &Tensor, source: &Tensor) -> Result<Tensor> {
        let (places, shape) = (Rc::clone(&self.places), source.shape());
        let pick = Pick { name: self.name, node: "GatherBackward0", places, shape, attributes: Vec::new() };
        apply(pick, std::slice::from_ref(x))
    }

    /// For each place the sum of what an element of the source stands for.
    fn spread(&self, source: &Tensor, shape: Vec<usize>) -> Result<Tensor> {
        let spread = Spread { name: self.name, node: "ScatterAddBackward0", places: Rc::clone(&self.places), shape };
        apply(spread, std::slice::from_ref(source))
    }

    /// The gradient where nothing was gathered.
    fn around(&self, grad: &Tensor) -> Result<Tensor> {
        let mut untouched = vec![1.0; grad.numel()];
        self.places.iter().for_each(|&place| untouched[place] = 0.0);
        grad.mul(&convert(&Tensor::from_vec(untouched, &grad.shape()), grad.dtype())?)
    }

    /// All that are extreme share the gradient evenly.
    fn by_extreme(&self, grad: &Tensor, [x, source]: [&Tensor; 2], output: &Tensor) -> Result<[Tensor; 2]> {
        let own = convert(&x.eq(output)?, grad.dtype())?;
        let own = if self.include_self { own } else { self.around(&own)? };
        let given = convert(&source.eq(&self.picked(output, source)?)?, grad.dtype())?;
        let winners = own.add(&self.spread(&given, x.shape())?)?;
        let part = grad.div(&winners)?;
        let own_share = Tensor::where_(&own.eq(&zero())?, &zero(), &part)?;
        Ok([own_share, self.picked(&part, source)?.mul(&given)?])
    }

    /// Each gets the product of all others at its place, found without dividing by what may be zero.
    fn by_product(&self, grad: &Tensor, [x, source]: [&Tensor; 2]) -> Result<[Tensor; 2]> {
        let values = source.to_vec::<f64>();
        let others = |place: usize, own: Option<usize>| -> f64 {
            let among = self.places.iter().enumerate().filter(|&(at, &held)| held == place && Some(at) != own);
            among.map(|(at, _)| values[at]).product()
        };
        let kept: Vec<f64> =
            x.to_vec::<f64>().into_iter().map(|value| if self.include_self { value } else { 1.0 }).collect();
        let own: Vec<f64> = (0..x.numel()).map(|place| others(place, None)).collect();
        let given = self.places.iter().enumerate().map(|(at, &place)| others(place, Some(at)) * kept[place]).collect();
        let own = convert(&Tensor::from_vec(own, &x.shape()), grad.dtype())?;
        let given = convert(&Tensor::from_vec(given, &source.shape()), grad.dtype())?;
        Ok([grad.mul(&own)?, self.picked(grad, source)?.mul(&given)?])
    }
}

fn zero() -> Tensor {
    Tensor::wrapped_number(0.0)
}

impl Tensor {
    /// `self.scatter_reduce(dim, index, src, reduce, include_self)`
    ///
    /// # Errors
    /// PyTorch's, for an index or a source that does not fit.
    pub fn scatter_reduce(
        &self,
        dim: i64,
        index: &Self,
        source: &Self,
        how: Reduce,
        include_self: bool,
    ) -> Result<Self> {
        let dim = wrap_dim(dim, self.ndim())?;
        let numbers = integers("scatter_reduce", index)?;
        if source.dtype() != self.dtype() {
            return Err(Error::runtime("scatter(): Expected self.dtype to be equal to src.dtype"));
        }
        if index.numel() == 0 {
            return self.duplicate();
        }
        same_dims(index, self.ndim(), "self")?;
        same_dims(index, source.ndim(), "src")?;
        scatter_fits(&index.shape(), &self.shape(), Some(&source.shape()), dim)?;
        let places = places(index, &numbers, &self.shape(), dim)?.into();
        let (name, node) = ("scatter_reduce", "ScatterReduceBackward0");
        let reduced = Reduced { name, node, places, how, include_self, dim };
        apply(reduced, &[self.clone(), reached(source, &index.shape())?])
    }

    /// `self.index_reduce(dim, index, source, reduce, include_self)`
    ///
    /// # Errors
    /// PyTorch's, for an index or a source that does not fit.
    pub fn index_reduce(&self, dim: i64, index: &Self, source: &Self, how: Reduce, include_self: bool) -> Result<Self> {
        let dim = wrap_dim(dim, self.ndim())?;
        let size = self.shape().get(dim).copied().unwrap_or(1);
        let rows = integers("index_reduce", index)?;
        let rows = rows.into_iter().map(|row| bounded(row, dim, size)).collect::<Result<Vec<_>>>()?;
        let (places, shape) = super::select::slices(&self.shape(), dim, &rows);
        if source.shape() != shape {
            return Err(Error::runtime(format!(
                "index_reduce_(): Number of indices ({}) should be equal to source.size(dim): ({}), for dim: {dim}",
                rows.len(),
                source.shape().get(dim).copied().unwrap_or(1)
            )));
        }
        let (name, node, places) = ("index_reduce", "IndexReduceBackward0", places.into());
        apply(Reduced { name, node, places, how, include_self, dim }, &[self.clone(), source.clone()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::testing::check_gradients;

    #[test]
    fn gradients_are_the_slopes() {
        let x = Tensor::from_vec(vec![1.5, -2.0, 3.0, 0.5], &[4]);
        let source = Tensor::from_vec(vec![2.0, 0.7, -1.1, 4.0, 0.9], &[5]);
        let index = Tensor::from_vec(vec![0_i64, 2, 0, 3, 2], &[5]);
        for how in [Reduce::Sum, Reduce::Prod, Reduce::Mean, Reduce::Amax, Reduce::Amin] {
            for include_self in [true, false] {
                check_gradients(
                    |given| given[0].scatter_reduce(0, &index, &given[1], how, include_self),
                    &[x.clone(), source.clone()],
                );
                check_gradients(
                    |given| given[0].index_reduce(0, &index, &given[1], how, include_self),
                    &[x.clone(), source.clone()],
                );
            }
        }
    }

    #[test]
    fn a_zero_among_factors_does_not_hide_the_others() {
        let x = Tensor::from_vec(vec![0.0, 2.0], &[2]);
        let source = Tensor::from_vec(vec![3.0, 0.0, 5.0], &[3]);
        let index = Tensor::from_vec(vec![0_i64, 1, 1], &[3]);
        check_gradients(|given| given[0].scatter_reduce(0, &index, &given[1], Reduce::Prod, true), &[x, source]);
    }
}
