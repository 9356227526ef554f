//! Cross-entropy from logits: `log_softmax`, then the negative log-likelihood.

use std::borrow::Cow;

use super::{Reduction, nll_loss};
use crate::{
    nn::activation::log_softmax,
    tensor::{Attribute, Error, Gradients, Operation, Result, Tensor, apply, autograd::Context, composite},
};

/// Arguments of `F.cross_entropy` beside the logits and the target.
#[derive(Clone, Copy, Debug)]
pub struct CrossEntropy<'a> {
    /// A weight for each class.
    pub weight: Option<&'a Tensor>,
    /// What becomes of the losses.
    pub reduction: Reduction,
    /// The class that counts for nothing.
    pub ignore_index: i64,
    /// The share of each target that is spread over all classes.
    pub label_smoothing: f64,
}

/// `F.cross_entropy`: the target holds class indices, or, in the shape of the logits, probabilities.
///
/// # Errors
/// PyTorch's, for targets and weights that do not fit.
pub fn cross_entropy(x: &Tensor, target: &Tensor, arguments: CrossEntropy<'_>) -> Result<Tensor> {
    let attributes = || {
        vec![
            arguments.reduction.attribute(),
            ("ignore_index", Attribute::Int(arguments.ignore_index)),
            ("label_smoothing", Attribute::Float(arguments.label_smoothing)),
        ]
    };
    let inputs: Vec<Tensor> = [x, target].into_iter().chain(arguments.weight).cloned().collect();
    composite("cross_entropy", &attributes, &inputs, || arguments.compute(x, target))
}

impl CrossEntropy<'_> {
    fn compute(&self, x: &Tensor, target: &Tensor) -> Result<Tensor> {
        if x.shape() == target.shape() {
            return self.of_probabilities(x, target);
        }
        let log = log_softmax(x, class_dim(x))?;
        if self.label_smoothing > 0.0 {
            return self.smoothed(&log, target);
        }
        nll_loss(&log, target, self.weight, self.reduction, self.ignore_index)
    }

    fn of_probabilities(&self, x: &Tensor, target: &Tensor) -> Result<Tensor> {
        if !target.dtype().is_floating_point() {
            let found = target.dtype().scalar_name();
            return Err(Error::runtime(format!(
                "Expected floating point type for target with class probabilities, got {found}"
            )));
        }
        if self.ignore_index >= 0 {
            return Err(Error::runtime("ignore_index is not supported for floating point target"));
        }
        let (dim, classes) = (class_dim(x), classes(x));
        self.check(classes)?;
        let target = if self.label_smoothing > 0.0 {
            let spread = number(self.label_smoothing / classes as f64);
            target.mul(&number(1.0 - self.label_smoothing))?.add(&spread)?
        } else {
            target.clone()
        };
        let losses = log_softmax(x, dim)?.mul(&target)?;
        let losses = match self.weight {
            Some(weight) => losses.mul(&along(weight, x.ndim(), dim)?)?,
            None => losses,
        };
        match self.reduction {
            Reduction::None => losses.sum(Some(&[dim]), false, None)?.neg(),
            Reduction::Sum => losses.sum(None, false, None)?.neg(),
            Reduction::Mean => {
                let samples = x.numel() / classes.max(1);
                apply(DivideBy(samples as f64), &[losses.sum(None, false, None)?.neg()?])
            }
        }
    }

    /// A share of each loss is that of all classes together.
    fn smoothed(&self, log: &Tensor, target: &Tensor) -> Result<Tensor> {
        let (dim, classes) = (class_dim(log), classes(log));
        self.check(classes)?;
        let likelihood = nll_loss(log, target, self.weight, self.reduction, self.ignore_index)?;
        let weighted = match self.weight {
            Some(weight) => log.mul(&along(weight, log.ndim(), dim)?)?,
            None => log.clone(),
        };
        let losses = weighted.sum(Some(&[dim]), false, None)?.neg()?;
        let counted = target.ne(&Tensor::wrapped_number(self.ignore_index))?.to_dtype(log.dtype())?;
        let losses = losses.mul(&counted)?;
        let all = match self.reduction {
            Reduction::None => losses,
            Reduction::Sum => losses.sum(None, false, None)?,
            Reduction::Mean => losses.sum(None, false, None)?.div(&number(self.total(target)))?,
        };
        let share = self.label_smoothing / classes as f64;
        likelihood.mul(&number(1.0 - self.label_smoothing))?.add(&all.mul(&number(share))?)
    }

    /// What a mean divides by: the weights of the targets, or their count.
    fn total(&self, target: &Tensor) -> f64 {
        let weights = self.weight.map(Tensor::to_vec::<f64>);
        let counted = target.to_vec::<i64>().into_iter().filter(|&label| label != self.ignore_index);
        counted.map(|label| weights.as_ref().map_or(1.0, |weights| weights[usize::try_from(label).unwrap_or(0)])).sum()
    }

    fn check(&self, classes: usize) -> Result<()> {
        if self.label_smoothing > 1.0 {
            let found = self.label_smoothing;
            return Err(Error::runtime(format!("label_smoothing must be between 0.0 and 1.0. Got: {found}")));
        }
        match self.weight {
            Some(weight) if weight.ndim() != 1 || weight.numel() != classes => {
                let shape = weight.shape();
                Err(Error::runtime(format!(
                    "cross_entropy: weight tensor should be defined either for all {classes} classes or no classes \
                     but got weight tensor of shape: {shape:?}"
                )))
            }
            _ => Ok(()),
        }
    }
}

/// Division by a plain number, which PyTorch records under a name of its own.
#[derive(Clone, Copy, Debug)]
struct DivideBy(f64);

impl Operation for DivideBy {
    fn name(&self) -> &'static str {
        "div"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("DivBackward1")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        inputs[0].div(&number(self.0))
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(grad.div(&number(self.0))?)])
    }
}

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

fn class_dim(x: &Tensor) -> i64 {
    i64::from(x.ndim() > 1)
}

fn classes(x: &Tensor) -> usize {
    let shape = x.shape();
    shape.get(1).or(shape.first()).copied().unwrap_or(1)
}

/// A vector laid along dimension `dim` of `ndim`.
fn along(vector: &Tensor, ndim: usize, dim: i64) -> Result<Tensor> {
    let mut shape = vec![1; ndim];
    if let Some(size) = usize::try_from(dim).ok().and_then(|dim| shape.get_mut(dim)) {
        *size = vector.numel() as i64;
    }
    vector.view(&shape)
}
