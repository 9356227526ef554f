//! Draws whose parameters are tensors: `bernoulli` and `normal`.

use std::borrow::Cow;

use super::generator::{Generator, chosen};
use crate::tensor::{
    DType, Element, Error, Gradients, Operation, Result, Tensor, apply, apply_inplace, autograd::Context,
    broadcast::expand_error, broadcast_shapes, kernel::convert,
};

/// 1 with the probability in its last input, else 0; in place, the first input is what is overwritten.
#[derive(Clone, Debug)]
struct Bernoulli {
    node: &'static str,
    generator: Generator,
}

impl Operation for Bernoulli {
    fn name(&self) -> &'static str {
        "bernoulli"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [.., p] = inputs else { return Err(Error::runtime("bernoulli needs a tensor")) };
        let shape = inputs[0].shape();
        let wide = p.layout().broadcast_to(&shape).ok_or_else(|| expand_error(p.dtype(), &p.shape(), &shape))?;
        let p = p.with_layout(wide);
        match p.dtype() {
            DType::Float64 => self.draw::<f64>(&p),
            DType::Float32 => self.draw::<f32>(&p),
            DType::Float16 => self.draw::<half::f16>(&p),
            other => Err(Error::not_implemented(format!(
                "\"bernoulli_tensor_cpu_p_\" not implemented for '{}'",
                other.scalar_name()
            ))),
        }
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let zeros = |index: usize| Tensor::full_as(0.0, context.shape(index), grad.dtype());
        (0..context.len()).map(|index| context.needs(index).then(|| zeros(index)).transpose()).collect()
    }
}

impl Bernoulli {
    /// Float64 probabilities are compared with 53 random bits, others with 24.
    fn draw<T: Element>(&self, p: &Tensor) -> Result<Tensor> {
        let probabilities = p.to_vec::<f64>();
        if !probabilities.iter().all(|p| (0.0..=1.0).contains(p)) {
            return Err(Error::runtime(
                "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message be improved?  \
                 If so, please report an enhancement request to PyTorch.)",
            ));
        }
        let wide = T::DTYPE == DType::Float64;
        let drawn = self.generator.with(|source| {
            let mut unit = || if wide { source.unit() } else { f64::from(source.unit_f32()) };
            probabilities.iter().map(|&p| T::from_i64(i64::from(unit() < p))).collect::<Vec<T>>()
        });
        Ok(Tensor::from_vec(drawn, &p.shape()))
    }
}

/// `torch.bernoulli(p)`: ones with these probabilities.
///
/// # Errors
/// PyTorch's, for what are no probabilities.
pub fn bernoulli(p: &Tensor, generator: Option<&Generator>) -> Result<Tensor> {
    let operation = Bernoulli { node: "BernoulliBackward0", generator: chosen(generator) };
    apply(operation, std::slice::from_ref(p))
}

/// `torch.bernoulli(like, p)`: ones with one probability, in the shape and type of a tensor.
///
/// # Errors
/// PyTorch's, for a number that is no probability.
pub fn bernoulli_like(like: &Tensor, p: f64, generator: Option<&Generator>) -> Result<Tensor> {
    Tensor::full_as(0.0, &like.shape(), like.dtype())?.bernoulli_(p, generator)
}

impl Tensor {
    /// Fills with ones with the probabilities in `p`.
    ///
    /// # Errors
    /// PyTorch's, for what are no probabilities, or a tensor that may not be changed.
    pub fn bernoulli_tensor_(&self, p: &Self, generator: Option<&Generator>) -> Result<Self> {
        let operation = Bernoulli { node: "BernoulliBackward1", generator: chosen(generator) };
        apply_inplace(operation, &[self.clone(), p.clone()])
    }
}

/// Normal numbers whose parameters are tensors: standard ones, scaled and shifted.
#[derive(Clone, Debug)]
struct Normal {
    node: &'static str,
    mean: Option<f64>,
    std: Option<f64>,
    generator: Generator,
}

impl Operation for Normal {
    fn name(&self) -> &'static str {
        "normal"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (first, last) = match inputs {
            [only] => (only, only),
            [mean, std] => (mean, std),
            _ => return Err(Error::runtime("normal needs a tensor")),
        };
        let shape = broadcast_shapes(&first.shape(), &last.shape())?;
        let drawn = Tensor::full_as(0.0, &shape, first.dtype())?;
        let drawn = drawn.normal_(0.0, self.std.unwrap_or(1.0), Some(&self.generator))?;
        let scaled = if self.std.is_none() { drawn.mul(last)? } else { drawn };
        let mean = self.mean.map_or_else(|| first.clone(), Tensor::wrapped_number);
        convert(&scaled.add(&mean)?, first.dtype())
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let zeros = |index: usize| Tensor::full_as(0.0, context.shape(index), grad.dtype());
        (0..context.len()).map(|index| context.needs(index).then(|| zeros(index)).transpose()).collect()
    }
}

/// `torch.normal(mean, std)` with a tensor of means.
///
/// # Errors
/// PyTorch's, for a negative deviation or integers.
pub fn normal_mean(mean: &Tensor, std: f64, generator: Option<&Generator>) -> Result<Tensor> {
    let generator = chosen(generator);
    apply(Normal { node: "NormalBackward1", mean: None, std: Some(std), generator }, std::slice::from_ref(mean))
}

/// `torch.normal(mean, std)` with a tensor of deviations.
///
/// # Errors
/// As [`normal_mean`].
pub fn normal_std(mean: f64, std: &Tensor, generator: Option<&Generator>) -> Result<Tensor> {
    check_deviations(std)?;
    let generator = chosen(generator);
    apply(Normal { node: "NormalBackward2", mean: Some(mean), std: None, generator }, std::slice::from_ref(std))
}

/// `torch.normal(mean, std)` with tensors for both.
///
/// # Errors
/// As [`normal_mean`], and when the shapes do not broadcast.
pub fn normal_tensors(mean: &Tensor, std: &Tensor, generator: Option<&Generator>) -> Result<Tensor> {
    check_deviations(std)?;
    let generator = chosen(generator);
    apply(Normal { node: "NormalBackward3", mean: None, std: None, generator }, &[mean.clone(), std.clone()])
}

fn check_deviations(std: &Tensor) -> Result<()> {
    if std.to_vec::<f64>().iter().all(|&s| s >= 0.0) {
        return Ok(());
    }
    Err(Error::runtime("normal expects all elements of std >= 0.0"))
}
