//! `F.bilinear`: x₁ᵀ·W·x₂ + b, one matrix W for each output.

use std::borrow::Cow;

use crate::tensor::{Error, Gradients, Operation, Result, Saves, Tensor, apply, autograd::Context, composite};

/// `F.bilinear(x1, x2, weight, bias)`
///
/// # Errors
/// PyTorch's, for shapes that do not fit.
pub fn bilinear(x1: &Tensor, x2: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<Tensor> {
    check(x1, x2, weight, bias)?;
    let inputs: Vec<Tensor> = [x1, x2, weight].into_iter().chain(bias).cloned().collect();
    composite("bilinear", &Vec::new, &inputs, || {
        let rows = |x: &Tensor| x.reshape(&[-1, x.shape().last().map_or(1, |&size| size as i64)]);
        let flat = apply(Trilinear, &[rows(x1)?, weight.clone(), rows(x2)?])?;
        let mut shape: Vec<i64> = x1.shape().iter().map(|&size| size as i64).collect();
        shape.pop();
        shape.push(weight.shape()[0] as i64);
        let y = flat.view(&shape)?;
        bias.map_or_else(|| Ok(y.clone()), |bias| y.add(bias))
    })
}

fn check(x1: &Tensor, x2: &Tensor, weight: &Tensor, bias: Option<&Tensor>) -> Result<()> {
    let fail = |message: String| Err(Error::runtime(format!("bilinear(): {message}")));
    let (a, b, w) = (x1.shape(), x2.shape(), weight.shape());
    if a.len() != b.len() {
        return fail(format!("input dimensions do not match: got {} and {}", a.len(), b.len()));
    }
    let batch = a.len().saturating_sub(1);
    if let Some(dim) = (0..batch).find(|&dim| a[dim] != b[dim]) {
        return fail(format!("input batch dimensions do not match at dim {dim}: got {} and {}", a[dim], b[dim]));
    }
    let [out, left, right] = w[..] else { return fail(format!("weight must be 3-D, got {}-D", w.len())) };
    for (name, shape, expected) in [("input1", &a, left), ("input2", &b, right)] {
        match shape.last() {
            Some(&size) if size == expected => {}
            size => {
                let got = size.copied().unwrap_or(1);
                return fail(format!("{name} size does not match weight size: got {got} but expected {expected}"));
            }
        }
    }
    match bias.map(|bias| bias.shape().first().copied().unwrap_or(1)) {
        Some(size) if size != out => {
            fail(format!("bias size does not match weight size: got {size} but expected {out}"))
        }
        _ => Ok(()),
    }
}

/// Of x₁, the weight and x₂, the inputs as rows.
#[derive(Clone, Copy, Debug)]
struct Trilinear;

impl Operation for Trilinear {
    fn name(&self) -> &'static str {
        "bilinear"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("TrilinearBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x1, weight, x2] = inputs else { return Err(Error::runtime("bilinear needs three tensors")) };
        let by_output = |matrix: Tensor| x1.mm(&matrix)?.unsqueeze(1)?.bmm(&x2.unsqueeze(2)?)?.view(&[-1]);
        let outputs: Vec<Tensor> = weight.unbind(0)?.into_iter().map(by_output).collect::<Result<_>>()?;
        crate::tensor::ops::stack(&outputs, 1)
    }

    fn saves(&self) -> Saves {
        Saves::INPUTS
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x1, weight, x2) = (context.input(0)?, context.input(1)?, context.input(2)?);
        let &[out, left, right] = context.shape(1) else { return Err(Error::runtime("the weight is 3-D")) };
        let (left, right) = (left as i64, right as i64);
        let mixed = grad.mm(&weight.reshape(&[out as i64, -1])?)?.view(&[-1, left, right])?;
        let by_x1 = || mixed.bmm(&x2.unsqueeze(2)?)?.squeeze(2);
        let by_x2 = || x1.unsqueeze(1)?.bmm(&mixed)?.squeeze(1);
        let by_weight = || {
            let pairs = x1.unsqueeze(2)?.mul(&x2.unsqueeze(1)?)?.reshape(&[-1, left * right])?;
            grad.t()?.mm(&pairs)?.view(&[out as i64, left, right])
        };
        Ok(vec![
            context.needs(0).then(by_x1).transpose()?,
            context.needs(1).then(by_weight).transpose()?,
            context.needs(2).then(by_x2).transpose()?,
        ])
    }
}
