//! Filling a tensor in place: `uniform_`, `normal_`, `random_`, `bernoulli_`, `exponential_`.

use std::{borrow::Cow, rc::Rc};

use half::f16;

use super::{
    bounds,
    distribution::{Continuous, Discrete},
    generator::{Generator, Source, chosen},
};
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Layout, Operation, Result, Tensor, apply, apply_inplace,
    autograd::Context, display::stream,
};

/// Overwrites its input with random numbers.
#[derive(Clone, Debug)]
struct Fill<D> {
    name: &'static str,
    node: &'static str,
    distribution: D,
    generator: Generator,
    /// How the memory lies that is filled, which decides the order of the draws.
    layout: Rc<Layout>,
}

/// A distribution as an operation sees it.
trait Draws: Clone + 'static {
    /// Fresh elements for a tensor of this type, in the order that its memory is in.
    fn elements(&self, source: &mut Source, dtype: DType, shape: &[usize], contiguous: bool) -> Result<Tensor>;

    fn attributes(&self) -> Attributes;
}

impl Draws for Continuous {
    fn elements(&self, source: &mut Source, dtype: DType, shape: &[usize], contiguous: bool) -> Result<Tensor> {
        let count = crate::tensor::element_count(shape)?;
        match dtype {
            DType::Float64 => Ok(Tensor::from_vec(self.draw::<f64>(source, count, contiguous)?, shape)),
            DType::Float16 => Ok(Tensor::from_vec(self.draw::<f16>(source, count, contiguous)?, shape)),
            _ => Ok(Tensor::from_vec(self.draw::<f32>(source, count, contiguous)?, shape)),
        }
    }

    fn attributes(&self) -> Attributes {
        match *self {
            Self::Uniform { from, to } => vec![("from", Attribute::Float(from)), ("to", Attribute::Float(to))],
            Self::Normal { mean, std } => vec![("mean", Attribute::Float(mean)), ("std", Attribute::Float(std))],
            Self::Exponential { rate } => vec![("lambd", Attribute::Float(rate))],
        }
    }
}

impl Draws for Discrete {
    fn elements(&self, source: &mut Source, dtype: DType, shape: &[usize], _contiguous: bool) -> Result<Tensor> {
        let count = crate::tensor::element_count(shape)?;
        crate::with_dtype!(dtype, T => Ok(Tensor::from_vec(self.draw::<T>(source, count)?, shape)))
    }

    fn attributes(&self) -> Attributes {
        match *self {
            Self::Bernoulli { p } => vec![("p", Attribute::Float(p))],
            Self::Integers { low, range: Some(range) } => {
                vec![("from", Attribute::Int(low)), ("to", Attribute::Int(low.wrapping_add_unsigned(range)))]
            }
            Self::Integers { .. } | Self::NonNegative => Vec::new(),
        }
    }
}

/// A tensor that begins its life filled.
#[derive(Clone, Debug)]
struct Fresh<D> {
    name: &'static str,
    distribution: D,
    generator: Generator,
    shape: Vec<usize>,
    dtype: DType,
}

impl<D: Draws> Operation for Fresh<D> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NoBackward")
    }

    fn forward(&self, _inputs: &[Tensor]) -> Result<Tensor> {
        self.generator.with(|source| self.distribution.elements(source, self.dtype, &self.shape, true))
    }

    fn backward(&self, _context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(Vec::new())
    }

    fn attributes(&self) -> Attributes {
        let size = Attribute::Ints(self.shape.iter().map(|&size| size as i64).collect());
        std::iter::once(("size", size)).chain(self.distribution.attributes()).collect()
    }
}

/// A fresh tensor of uniform numbers from [0, 1).
pub(super) fn fresh_uniform(shape: &[usize], dtype: DType, generator: Option<&Generator>) -> Result<Tensor> {
    require_float(dtype, "check_uniform_bounds")?;
    fresh("rand", Continuous::Uniform { from: 0.0, to: 1.0 }, shape, dtype, generator)
}

/// A fresh tensor of normal numbers.
pub(super) fn fresh_normal(
    name: &'static str,
    [mean, std]: [f64; 2],
    shape: &[usize],
    dtype: DType,
    generator: Option<&Generator>,
) -> Result<Tensor> {
    check_deviation(std)?;
    require_float(dtype, "normal_kernel_cpu")?;
    fresh(name, Continuous::Normal { mean, std }, shape, dtype, generator)
}

/// A fresh tensor of integers from `low` on, below `high`.
pub(super) fn fresh_integers(
    [low, high]: [i64; 2],
    shape: &[usize],
    dtype: DType,
    generator: Option<&Generator>,
) -> Result<Tensor> {
    fresh("randint", bounds::integers(dtype, low, Some(high))?, shape, dtype, generator)
}

fn fresh<D: Draws>(
    name: &'static str,
    distribution: D,
    shape: &[usize],
    dtype: DType,
    generator: Option<&Generator>,
) -> Result<Tensor> {
    let generator = chosen(generator);
    apply(Fresh { name, distribution, generator, shape: shape.to_vec(), dtype }, &[])
}

impl<D: Draws> Operation for Fill<D> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    /// Elements are drawn in the order in which they lie in memory.
    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [target] = inputs else { return Err(Error::runtime("a fill needs one tensor")) };
        let layout = &self.layout;
        let draw = |shape: &[usize], contiguous| {
            self.generator.with(|source| self.distribution.elements(source, target.dtype(), shape, contiguous))
        };
        if layout.is_contiguous() {
            return draw(layout.shape(), true);
        }
        Ok(draw(layout.shape(), false)?.with_layout(layout.dense()))
    }

    /// What stood there before has no influence.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(Tensor::full_as(0.0, context.shape(0), grad.dtype())?)])
    }

    fn attributes(&self) -> Attributes {
        self.distribution.attributes()
    }
}

fn check_overlap(layout: &Layout) -> Result<()> {
    let repeats = layout.shape().iter().zip(layout.strides()).any(|(&size, &stride)| size > 1 && stride == 0);
    if !repeats {
        return Ok(());
    }
    Err(Error::runtime(
        "unsupported operation: more than one element of the written-to tensor refers to a single memory location. \
         Please clone() the tensor before performing the operation.",
    ))
}

impl Tensor {
    fn fill_from<D: Draws>(
        &self,
        [name, node]: [&'static str; 2],
        distribution: D,
        generator: Option<&Generator>,
    ) -> Result<Self> {
        let (generator, layout) = (chosen(generator), self.layout());
        check_overlap(&layout)?;
        apply_inplace(Fill { name, node, distribution, generator, layout }, std::slice::from_ref(self))
    }

    /// Fills with uniform numbers from [from, to).
    ///
    /// # Errors
    /// PyTorch's, for other than floats, a range that is none, or a tensor that may not be changed.
    pub fn uniform_(&self, from: f64, to: f64, generator: Option<&Generator>) -> Result<Self> {
        require_float(self.dtype(), "check_uniform_bounds")?;
        bounds::check_uniform(self.dtype(), from, to)?;
        self.fill_from(["uniform_", "UniformBackward0"], Continuous::Uniform { from, to }, generator)
    }

    /// Fills with normal numbers.
    ///
    /// # Errors
    /// PyTorch's, for other than floats, a negative deviation, or a tensor that may not be changed.
    pub fn normal_(&self, mean: f64, std: f64, generator: Option<&Generator>) -> Result<Self> {
        check_deviation(std)?;
        require_float(self.dtype(), "normal_kernel_cpu")?;
        self.fill_from(["normal_", "NormalBackward0"], Continuous::Normal { mean, std }, generator)
    }

    /// Fills with numbers from an exponential distribution of this rate.
    ///
    /// # Errors
    /// PyTorch's, for other than floats, a rate that is not positive, or a tensor that may not be changed.
    pub fn exponential_(&self, rate: f64, generator: Option<&Generator>) -> Result<Self> {
        if rate.is_nan() || rate <= 0.0 {
            return Err(Error::runtime(format!(
                "exponential_ expects lambda > 0.0, but found lambda={}",
                stream(rate)
            )));
        }
        if !self.dtype().is_floating_point() {
            return Err(Error::runtime(format!(
                "Exponential distribution is a continuous probability distribution. dtype must be a floating point \
                 but you specified {}",
                self.dtype().scalar_name()
            )));
        }
        self.fill_from(["exponential_", "ExponentialBackward0"], Continuous::Exponential { rate }, generator)
    }

    /// Fills with integers from `from` on, below `to`; without `to`, up to the largest of the type.
    ///
    /// # Errors
    /// PyTorch's, for a range that is none or does not fit the type, or a tensor that may not be changed.
    pub fn random_from_to_(&self, from: i64, to: Option<i64>, generator: Option<&Generator>) -> Result<Self> {
        let distribution = bounds::integers(self.dtype(), from, to)?;
        self.fill_from(["random_", "RandomBackward0"], distribution, generator)
    }

    /// Fills with integers from 0 on, below `to`.
    ///
    /// # Errors
    /// As [`Tensor::random_from_to_`].
    pub fn random_to_(&self, to: i64, generator: Option<&Generator>) -> Result<Self> {
        let distribution = bounds::integers(self.dtype(), 0, Some(to))?;
        self.fill_from(["random_", "RandomBackward1"], distribution, generator)
    }

    /// Fills with integers from 0 on, as far as the type represents them exactly.
    ///
    /// # Errors
    /// PyTorch's, for a tensor that may not be changed.
    pub fn random_(&self, generator: Option<&Generator>) -> Result<Self> {
        self.fill_from(["random_", "RandomBackward2"], Discrete::NonNegative, generator)
    }

    /// Fills with ones with probability `p`, else zeros.
    ///
    /// # Errors
    /// PyTorch's, for a number that is no probability, or a tensor that may not be changed.
    pub fn bernoulli_(&self, p: f64, generator: Option<&Generator>) -> Result<Self> {
        if !(0.0..=1.0).contains(&p) {
            return Err(Error::runtime(format!("bernoulli_ expects p to be in [0, 1], but got p={}", stream(p))));
        }
        self.fill_from(["bernoulli_", "BernoulliBackward2"], Discrete::Bernoulli { p }, generator)
    }
}

fn check_deviation(std: f64) -> Result<()> {
    if std >= 0.0 {
        return Ok(());
    }
    Err(Error::runtime(format!("normal expects std >= 0.0, but found std {}", stream(std))))
}

/// PyTorch's error for a kernel that knows only floats.
fn require_float(dtype: DType, kernel: &str) -> Result<()> {
    if dtype.is_floating_point() {
        return Ok(());
    }
    Err(Error::not_implemented(format!("\"{kernel}\" not implemented for '{}'", dtype.scalar_name())))
}
