//! Cross-entropy from logits where a yes weighs more than a no (`pos_weight`).

use std::borrow::Cow;

use super::{Reduction, pairwise::reduced};
use crate::{
    nn::activation::{LogSigmoid, Sigmoid},
    tensor::{
        Attributes, Error, Gradients, Operation, Result, Saves, Tensor, apply,
        autograd::Context,
        ops::{pointwise, sum_to},
    },
};

/// `F.binary_cross_entropy_with_logits` with `pos_weight`.
pub fn weighted_logits(
    x: &Tensor,
    target: &Tensor,
    weight: Option<&Tensor>,
    pos_weight: &Tensor,
    reduction: Reduction,
) -> Result<Tensor> {
    let mut inputs = vec![x.clone(), target.clone(), pos_weight.clone()];
    inputs.extend(weight.cloned());
    apply(WeightedLogits(reduction), &inputs)
}

#[derive(Clone, Copy, Debug)]
struct WeightedLogits(Reduction);

fn number(value: f64) -> Tensor {
    Tensor::wrapped_number(value)
}

impl Operation for WeightedLogits {
    fn name(&self) -> &'static str {
        "binary_cross_entropy_with_logits"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("BinaryCrossEntropyWithLogitsBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, t, positive, weight @ ..] = inputs else {
            return Err(Error::runtime("a weighted loss needs three tensors"));
        };
        let weighted = positive.sub(&number(1.0))?.mul(t)?.add(&number(1.0))?;
        weighted.mul_(&pointwise(LogSigmoid, x)?)?;
        // In place, as PyTorch does it: the result has the shape and the type of the target.
        let losses = number(1.0).sub(t)?;
        losses.mul_(x)?.sub_(&weighted)?;
        weight.iter().try_for_each(|weight| losses.mul_(weight).map(drop))?;
        crate::with_float!(losses.dtype(), T => reduced::<T>(&losses, self.0), else Ok(losses))
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn hides(&self, input: usize) -> bool {
        input > 1
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, t, positive) = (context.input(0)?, context.input(1)?, context.input(2)?);
        let grad = if context.len() > 3 { grad.mul(&context.input(3)?)? } else { grad.clone() };
        let yes = positive.mul(&t)?;
        let slope = yes.add(&number(1.0))?.sub(&t)?.mul(&pointwise(Sigmoid, &x)?)?.sub(&yes)?;
        let by_x = self.mean(&slope.mul(&grad)?, slope.numel())?;
        let mut grads: Gradients = vec![None; context.len()];
        if context.needs(1) {
            let slope = positive.sub(&number(1.0))?.mul(&pointwise(LogSigmoid, &x)?)?.add(&x)?.neg()?;
            let by_t = self.mean(&slope.mul(&grad)?, by_x.numel())?;
            grads[1] = Some(sum_to(&by_t, context.shape(1))?);
        }
        grads[0] = Some(sum_to(&by_x, context.shape(0))?);
        Ok(grads)
    }

    fn attributes(&self) -> Attributes {
        vec![self.0.attribute()]
    }
}

impl WeightedLogits {
    fn mean(self, grad: &Tensor, count: usize) -> Result<Tensor> {
        if self.0 == Reduction::Mean { grad.div(&number(count as f64)) } else { Ok(grad.clone()) }
    }
}
