//! Losses that ask for a margin between scores: zero where it is kept.

use std::borrow::Cow;

use super::{
    Reduction,
    pairwise::{reduced, refusal},
};
use crate::{
    nn::shift::shifted,
    tensor::{
        Attribute, Attributes, DType, Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context,
        composite,
    },
};

/// `F.hinge_embedding_loss`: x where the target is 1, max(0, margin − x) where it is −1.
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast.
pub fn hinge_embedding_loss(x: &Tensor, target: &Tensor, margin: f64, reduction: Reduction) -> Result<Tensor> {
    let attributes = || vec![("margin", Attribute::Float(margin)), reduction.attribute()];
    composite("hinge_embedding_loss", &attributes, &[x.clone(), target.clone()], || {
        let zeros = Tensor::full_as(0.0, &x.shape(), x.dtype())?;
        // In the type of x, whatever that is.
        let margin = Tensor::full_as(margin, &[], x.dtype())?;
        let missing = margin.sub(x)?.clamp_min(&Tensor::wrapped_number(0_i64))?;
        let far = Tensor::where_(&target.ne(&number(1.0))?, &missing, &zeros)?;
        let near = Tensor::where_(&target.ne(&number(-1.0))?, x, &zeros)?;
        reduction.of(&far.add(&near)?)
    })
}

/// `F.margin_ranking_loss`: max(0, −t·(x₁ − x₂) + margin)
///
/// # Errors
/// PyTorch's, for shapes that do not broadcast.
pub fn margin_ranking_loss(
    x1: &Tensor,
    x2: &Tensor,
    target: &Tensor,
    margin: f64,
    reduction: Reduction,
) -> Result<Tensor> {
    let attributes = || vec![("margin", Attribute::Float(margin)), reduction.attribute()];
    composite("margin_ranking_loss", &attributes, &[x1.clone(), x2.clone(), target.clone()], || {
        let apart = target.neg()?.mul(&x1.sub(x2)?)?;
        reduction.of(&shifted(&apart, margin)?.clamp_min(&number(0.0))?)
    })
}

/// `F.multi_margin_loss`: how far other classes come near the score of the right one.
///
/// # Errors
/// PyTorch's, for targets and weights that do not fit.
pub fn multi_margin_loss(
    x: &Tensor,
    target: &Tensor,
    (p, margin): (i64, f64),
    weight: Option<&Tensor>,
    reduction: Reduction,
) -> Result<Tensor> {
    let (samples, classes) = sizes(x)?;
    let found = target.shape();
    if target.ndim() > 1 || target.numel() != samples {
        return Err(Error::runtime(format!(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of input samples (batch \
             size). Expected target size [{samples}], but got {found:?}. Input has shape {:?}.",
            x.shape()
        )));
    }
    if let Some(found) = weight.map(Tensor::shape).filter(|shape| shape[..] != [classes]) {
        return Err(Error::runtime(format!("inconsistent weight size, expected {classes} but got {found:?}")));
    }
    let labels = labels(target)?;
    if !labels.iter().all(|&label| (0..classes as i64).contains(&label)) {
        return Err(Error::runtime("target out of range"));
    }
    computes(x, "multi_margin_loss_cpu_kernel")?;
    if let Some(found) = weight.map(Tensor::dtype).filter(|&found| found != x.dtype()) {
        let (expected, found) = (x.dtype().scalar_name(), found.scalar_name());
        return Err(Error::runtime(format!("expected scalar type {expected} but found {found}")));
    }
    let weight = weight.map(Tensor::to_vec::<f64>);
    let rule = Rule::Right { p, margin, weight };
    apply(Margins { rule, labels, reduction }, std::slice::from_ref(x))
}

/// `F.multilabel_margin_loss`: how far wrong classes come near the scores of the right ones, which
/// the target lists up to the first −1.
///
/// # Errors
/// PyTorch's, for targets that do not fit.
pub fn multilabel_margin_loss(x: &Tensor, target: &Tensor, reduction: Reduction) -> Result<Tensor> {
    let (_, classes) = sizes(x)?;
    if target.shape() != x.shape() {
        let (target, x) = (target.shape(), x.shape());
        return Err(Error::runtime(format!("inconsistent target size: {target:?} for input of size: {x:?}")));
    }
    let labels = labels(target)?;
    if !labels.iter().all(|&label| (-1..classes as i64).contains(&label)) {
        return Err(Error::runtime("argument #2 'target' is out of range"));
    }
    computes(x, "multilabel_margin_loss_forward_out_frame")?;
    apply(Margins { rule: Rule::Listed, labels, reduction }, std::slice::from_ref(x))
}

fn computes(x: &Tensor, kernel: &str) -> Result<()> {
    if matches!(x.dtype(), DType::Float32 | DType::Float64) { Ok(()) } else { Err(refusal(x.dtype(), kernel)) }
}

fn sizes(x: &Tensor) -> Result<(usize, usize)> {
    match x.shape()[..] {
        [] => Ok((1, 1)),
        [classes] => Ok((1, classes)),
        [samples, classes] => Ok((samples, classes)),
        _ => Err(Error::runtime(format!(
            "Expected non-empty vector or matrix with optional 0-dim batch size, but got: {:?}",
            x.shape()
        ))),
    }
}

fn labels(target: &Tensor) -> Result<Vec<i64>> {
    match target.dtype().scalar_name() {
        "Long" => Ok(target.to_vec::<i64>()),
        found => Err(Error::runtime(format!("expected scalar type Long but found {found}"))),
    }
}

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

#[derive(Clone, Debug)]
enum Rule {
    /// One right class for each sample.
    Right { p: i64, margin: f64, weight: Option<Vec<f64>> },
    /// Several.
    Listed,
}

#[derive(Clone, Debug)]
struct Margins {
    rule: Rule,
    labels: Vec<i64>,
    reduction: Reduction,
}

impl Margins {
    /// The loss of one sample and its gradient.
    fn sample(&self, x: &[f64], labels: &[i64]) -> (f64, Vec<f64>) {
        let mut grads = vec![0.0; x.len()];
        let right: Vec<usize> = labels.iter().map_while(|&label| usize::try_from(label).ok()).collect();
        let (p, margin, weight) = match &self.rule {
            Rule::Right { p, margin, weight } => (*p, *margin, weight.as_deref()),
            Rule::Listed => (1, 1.0, None),
        };
        let mut loss = 0.0;
        for &label in &right {
            let share = weight.map_or(1.0, |weight| weight[label]);
            for other in (0..x.len()).filter(|other| !right.contains(other)) {
                let short = margin - x[label] + x[other];
                if short > 0.0 {
                    let (value, slope) = if p == 1 { (short, 1.0) } else { (short * short, 2.0 * short) };
                    loss += share * value;
                    grads[other] += share * slope / x.len() as f64;
                    grads[label] -= share * slope / x.len() as f64;
                }
            }
        }
        (loss / x.len() as f64, grads)
    }

    fn samples(&self, x: &Tensor) -> Result<Vec<(f64, Vec<f64>)>> {
        let (samples, classes) = sizes(x)?;
        let each = self.labels.len() / samples.max(1);
        let scores = x.to_vec::<f64>();
        let rows = scores.chunks(classes.max(1)).zip(self.labels.chunks(each.max(1)));
        Ok(rows.map(|(x, labels)| self.sample(x, labels)).collect())
    }
}

impl Operation for Margins {
    fn name(&self) -> &'static str {
        if matches!(self.rule, Rule::Listed) { "multilabel_margin_loss" } else { "multi_margin_loss" }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.rule {
            Rule::Listed => "MultilabelMarginLossBackward0",
            Rule::Right { .. } => "MultiMarginLossBackward0",
        })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = &inputs[0];
        let losses: Vec<f64> = self.samples(x)?.into_iter().map(|(loss, _)| loss).collect();
        let shape: &[usize] = if x.ndim() < 2 { &[] } else { &[losses.len()] };
        reduced::<f64>(&Tensor::from_vec(losses, shape), self.reduction)?.to_dtype(x.dtype())
    }

    fn saves(&self) -> Saves {
        Saves::FIRST
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let x = context.input(0)?;
        let samples = self.samples(&x)?;
        let share = if self.reduction == Reduction::Mean { 1.0 / samples.len() as f64 } else { 1.0 };
        let slopes = samples.into_iter().flat_map(|(_, grads)| grads).map(|slope| slope * share).collect();
        let slopes = Tensor::from_vec(slopes, &x.shape()).to_dtype(x.dtype())?;
        let grad = if grad.ndim() == 1 { grad.unsqueeze(1)? } else { grad.clone() };
        Ok(vec![Some(slopes.mul(&grad)?)])
    }

    fn attributes(&self) -> Attributes {
        let mut attributes = match self.rule {
            Rule::Right { p, margin, .. } => vec![("p", Attribute::Int(p)), ("margin", Attribute::Float(margin))],
            Rule::Listed => Vec::new(),
        };
        attributes.push(self.reduction.attribute());
        attributes
    }
}
