//! The negative log-likelihood of the target class.

use std::{borrow::Cow, rc::Rc};

use super::{Reduction, pairwise::floats};
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Real, Result, Tensor, apply, autograd::Context,
    kernel::convert, ops::ceil_log2,
};

/// `F.nll_loss`: −weight·x of each target's class, for classes along dimension 1 (0 of a vector).
///
/// # Errors
/// PyTorch's, for targets and weights that do not fit.
pub fn nll_loss(
    x: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    reduction: Reduction,
    ignore_index: i64,
) -> Result<Tensor> {
    let classes = classes(x, target)?;
    floats(x.dtype(), "nll_loss_out_frame")?;
    check_weight(x, weight, classes)?;
    let picks = Rc::new(picks(x, target, weight, ignore_index, classes)?);
    let inputs: Vec<Tensor> = [x, target].into_iter().chain(weight).cloned().collect();
    let loss = apply(Nll { picks, reduction, ignore_index }, &inputs)?;
    // PyTorch computes other than 2 or 4 dimensions as 4, and then gives the single losses their shape again.
    if loss.ndim() < 2 || loss.ndim() == 3 {
        return Ok(loss);
    }
    let shape: Vec<i64> = loss.shape().iter().map(|&size| size as i64).collect();
    loss.view(&shape)
}

/// Checks the shapes; gives the number of classes.
fn classes(x: &Tensor, target: &Tensor) -> Result<usize> {
    let (shape, labels) = (x.shape(), target.shape());
    match shape[..] {
        [] => return Err(Error::value("Expected 1 or more dimensions (got 0)")),
        [classes] => {
            if labels.len() == 1 && labels[0] != 1 {
                let size = labels[0];
                return Err(Error::value(format!(
                    "For 1D input, 1D target must have size 1, but got target size: {size}"
                )));
            }
            if labels.len() > 1 {
                return Err(Error::runtime("0D or 1D target tensor expected, multi-target not supported"));
            }
            return integers(target).map(|()| classes);
        }
        _ => {}
    }
    if labels.first() != Some(&shape[0]) {
        let (batch, labels) = (shape[0], labels.first().copied().unwrap_or(1));
        return Err(Error::value(format!(
            "Expected input batch_size ({batch}) to match target batch_size ({labels})."
        )));
    }
    match shape.len() {
        2 if labels.len() > 1 => {
            return Err(Error::runtime("0D or 1D target tensor expected, multi-target not supported"));
        }
        4 if labels.len() != 3 => {
            let found = labels.len();
            return Err(Error::runtime(format!(
                "only batches of spatial targets supported (3D tensors) but got targets of dimension: {found}"
            )));
        }
        4 if labels[1..] != shape[2..] => {
            return Err(Error::runtime(format!("size mismatch (got input: {shape:?} , target: {labels:?}")));
        }
        _ if labels[1..] != shape[2..] => {
            let expected: Vec<usize> = [shape[0]].into_iter().chain(shape[2..].iter().copied()).collect();
            return Err(Error::runtime(format!("Expected target size {expected:?}, got {labels:?}")));
        }
        _ => {}
    }
    integers(target).map(|()| shape[1])
}

fn integers(target: &Tensor) -> Result<()> {
    if target.dtype() == DType::Int64 {
        return Ok(());
    }
    let found = target.dtype().scalar_name();
    Err(Error::runtime(format!("expected target dtype to be Long or Byte, but got {found}")))
}

fn check_weight(x: &Tensor, weight: Option<&Tensor>, classes: usize) -> Result<()> {
    let Some(weight) = weight else { return Ok(()) };
    if weight.ndim() > 1 || weight.numel() != classes {
        let shape = weight.shape();
        return Err(Error::runtime(format!(
            "weight tensor should be defined either for all {classes} classes or no classes but got weight tensor of \
             shape: {shape:?}"
        )));
    }
    if weight.dtype() != x.dtype() {
        let (expected, found) = (x.dtype().scalar_name(), weight.dtype().scalar_name());
        return Err(Error::runtime(format!("expected scalar type {expected} but found {found}")));
    }
    Ok(())
}

/// The elements of x that targets choose, each with its weight; `None` where a target is ignored.
#[derive(Debug)]
struct Picks {
    chosen: Vec<Option<(usize, f64)>>,
    /// Shape of the target.
    shape: Vec<usize>,
    /// Shape of x.
    from: Vec<usize>,
    total_weight: f64,
}

fn picks(x: &Tensor, target: &Tensor, weight: Option<&Tensor>, ignore_index: i64, classes: usize) -> Result<Picks> {
    let from = x.shape();
    let inner: usize = from.iter().skip(2).product();
    let weights = weight.map(Tensor::to_vec::<f64>);
    let pick = |(place, label): (usize, i64)| {
        if label == ignore_index {
            return Ok(None);
        }
        let class = usize::try_from(label).ok().filter(|&class| class < classes);
        let class = class.ok_or_else(|| Error::index(format!("Target {label} is out of bounds.")))?;
        let index = (place / inner * classes + class) * inner + place % inner;
        Ok(Some((index, weights.as_ref().map_or(1.0, |weights| weights[class]))))
    };
    let chosen = target.to_vec::<i64>().into_iter().enumerate().map(pick).collect::<Result<Vec<_>>>()?;
    let total_weight = chosen.iter().flatten().map(|(_, weight)| weight).sum();
    Ok(Picks { chosen, shape: target.shape(), from, total_weight })
}

#[derive(Clone, Debug)]
struct Nll {
    picks: Rc<Picks>,
    reduction: Reduction,
    ignore_index: i64,
}

impl Nll {
    fn compute<T: Real>(&self, x: &Tensor) -> Result<Tensor> {
        let losses = x.read_slice::<T, _>(|x| {
            let loss = |pick: &Option<(usize, f64)>| pick.map_or(T::ZERO, |(index, weight)| -T::of(weight) * x[index]);
            self.picks.chosen.iter().map(loss).collect::<Vec<T>>()
        })?;
        if self.reduction == Reduction::None {
            return Ok(Tensor::from_vec(losses, &self.picks.shape));
        }
        let chosen = &self.picks.chosen;
        let counted = losses.into_iter().enumerate().filter(|(place, _)| chosen[*place].is_some());
        let sum = cascade(counted, chosen.len());
        let mean = self.reduction == Reduction::Mean;
        Ok(Tensor::scalar(if mean { sum / T::of(self.picks.total_weight) } else { sum }))
    }
}

/// Levels of partial sums.
const LEVELS: usize = 8;

/// The sum as PyTorch adds up losses of a batch (`nll_loss_out_frame`): one by one, in levels.
fn cascade<T: Real>(losses: impl Iterator<Item = (usize, T)>, batch: usize) -> T {
    let power = (ceil_log2(batch) / LEVELS).max(4);
    let mask = (1_usize << power) - 1;
    let mut levels = [T::ZERO; LEVELS];
    for (index, loss) in losses {
        levels[0] = levels[0] + loss;
        for level in 0..LEVELS - 1 {
            if index & (mask << (level * power)) != 0 {
                break;
            }
            levels[level + 1] = levels[level + 1] + std::mem::replace(&mut levels[level], T::ZERO);
        }
    }
    levels.into_iter().fold(T::ZERO, |sum, level| sum + level)
}

impl Operation for Nll {
    fn name(&self) -> &'static str {
        "nll_loss"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.picks.from.len() > 2 { "NllLoss2DBackward0" } else { "NllLossBackward0" })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, ..] = inputs else { return Err(Error::runtime("nll_loss needs a tensor")) };
        crate::with_float!(x.dtype(), T => self.compute::<T>(x),
            else convert(&self.compute::<f32>(&convert(x, DType::Float32)?)?, x.dtype()))
    }

    fn hides(&self, input: usize) -> bool {
        input > 0
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let mut grads: Gradients = vec![None; context.len()];
        grads[0] = Some(apply(NllGradient(self.clone()), std::slice::from_ref(grad))?);
        Ok(grads)
    }

    fn attributes(&self) -> Attributes {
        vec![self.reduction.attribute(), ("ignore_index", Attribute::Int(self.ignore_index))]
    }
}

/// The way back: puts each target's gradient where its class stood. The loss itself is its way back.
#[derive(Clone, Debug)]
struct NllGradient(Nll);

impl NllGradient {
    fn compute<T: Real>(&self, grad: &Tensor) -> Result<Tensor> {
        let Nll { picks, reduction, .. } = &self.0;
        let shared = (*reduction != Reduction::None).then(|| grad.item::<T>()).transpose()?;
        let each = if shared.is_some() { Vec::new() } else { grad.to_vec::<T>() };
        let total = if *reduction == Reduction::Mean { T::of(picks.total_weight) } else { T::ONE };
        let mut out = vec![T::ZERO; picks.from.iter().product()];
        for (place, pick) in picks.chosen.iter().enumerate() {
            if let Some((index, weight)) = *pick {
                out[index] = T::of(weight) * -(shared.unwrap_or_else(|| each[place]) / total);
            }
        }
        Ok(Tensor::from_vec(out, &picks.from))
    }
}

impl Operation for NllGradient {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(if self.0.picks.from.len() > 2 {
            "NllLoss2DBackwardBackward0"
        } else {
            "NllLossBackwardBackward0"
        })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [grad] = inputs else { return Err(Error::runtime("a gradient needs one tensor")) };
        crate::with_float!(grad.dtype(), T => self.compute::<T>(grad),
            else convert(&self.compute::<f32>(&convert(grad, DType::Float32)?)?, grad.dtype()))
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(vec![Some(apply(self.0.clone(), std::slice::from_ref(grad))?)])
    }
}
