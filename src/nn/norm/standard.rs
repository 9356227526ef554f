//! What batch, layer and group normalisation share: (x − mean)/√(var + ε)·w + b.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Real, Result, Saves, Tensor, apply, autograd::Context,
    ops::sum_to,
};

/// Over which numbers mean and variance are taken, and how PyTorch calls it.
#[derive(Clone, Debug)]
pub struct Standard {
    /// PyTorch's name: `layer_norm`.
    pub name: &'static str,
    /// The node's name.
    pub node: &'static str,
    /// Its name in errors.
    pub kernel: &'static str,
    /// The shape in which groups are whole dimensions.
    pub view: Vec<i64>,
    /// Those dimensions of the view that are one group.
    pub dims: Vec<i64>,
    /// The shape, in that of the input, of the weight and the bias.
    pub affine: Vec<i64>,
    /// ε
    pub eps: f64,
    /// Mean and variance that are known already, in the shape of `affine`.
    pub known: Option<(Tensor, Tensor)>,
    /// Whether weight and bias are folded into one factor and one term for each number, or come after.
    pub folds: bool,
}

impl Standard {
    /// Normalises.
    ///
    /// # Errors
    /// PyTorch's, for integers.
    pub fn apply(self, x: &Tensor, weight: Option<&Tensor>, bias: Option<&Tensor>) -> Result<Tensor> {
        let absent = |value: f64| Tensor::full_as(value, &[], x.dtype());
        let weight = weight.map_or_else(|| absent(1.0), |weight| Ok(weight.clone()))?;
        let bias = bias.map_or_else(|| absent(0.0), |bias| Ok(bias.clone()))?;
        let alike = same_types(x.dtype(), &[&weight, &bias]);
        if !self.folds {
            alike.clone()?;
        }
        if !x.dtype().is_floating_point() {
            let (kernel, found) = (self.kernel, x.dtype().scalar_name());
            return Err(Error::not_implemented(format!("\"{kernel}\" not implemented for '{found}'")));
        }
        alike?;
        apply(self, &[x.clone(), weight, bias])
    }

    /// Mean and 1/√(var + ε), in a shape that broadcasts over that of the input; computed in float64.
    fn statistics(&self, x: &Tensor) -> Result<(Tensor, Tensor)> {
        let (mean, var) = if let Some((mean, var)) = &self.known {
            (mean.to_dtype(DType::Float64)?, var.to_dtype(DType::Float64)?)
        } else {
            let view = x.to_dtype(DType::Float64)?.reshape(&self.view)?;
            (view.mean(Some(&self.dims), true, None)?, view.var(Some(&self.dims), 0.0, true)?)
        };
        let scale = var.add(&Tensor::wrapped_number(self.eps))?.sqrt()?.reciprocal()?;
        Ok((mean.to_dtype(x.dtype())?, scale.to_dtype(x.dtype())?))
    }

    fn spread(&self, parameter: &Tensor) -> Result<Tensor> {
        if parameter.ndim() == 0 { Ok(parameter.clone()) } else { parameter.reshape(&self.affine) }
    }

    /// The statistics as they broadcast over the input itself.
    fn per_element(&self, x: &Tensor, statistic: &Tensor) -> Result<Tensor> {
        if self.known.is_some() {
            return Ok(statistic.clone());
        }
        let shape: Vec<i64> = x.shape().iter().map(|&size| size as i64).collect();
        statistic.expand(&self.view)?.reshape(&shape)
    }

    /// (x − mean)/√(var + ε)
    fn standardised(&self, x: &Tensor) -> Result<(Tensor, Tensor)> {
        let (mean, scale) = self.statistics(x)?;
        let (mean, scale) = (self.per_element(x, &mean)?, self.per_element(x, &scale)?);
        Ok((x.sub(&mean)?.mul(&scale)?, scale))
    }

    /// The mean over each group, for each of its numbers.
    fn group_mean(&self, x: &Tensor) -> Result<Tensor> {
        let mean = x.reshape(&self.view)?.mean(Some(&self.dims), true, None)?;
        self.per_element(x, &mean)
    }
}

impl Operation for Standard {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x, weight, bias] = inputs else { return Err(Error::runtime("a normalisation needs three tensors")) };
        let (weight, bias) = (self.spread(weight)?, self.spread(bias)?);
        let (mean, scale) = self.statistics(x)?;
        let (mean, scale) = (self.per_element(x, &mean)?, self.per_element(x, &scale)?);
        if self.folds {
            let factor = scale.mul(&weight)?;
            let term = bias.sub(&mean.mul(&factor)?)?;
            return fused(x, &factor, &term);
        }
        let plain = fused(x, &scale, &mean.neg()?.mul(&scale)?)?;
        fused(&plain, &weight, &bias)
    }

    fn saves(&self) -> Saves {
        Saves::FIRST.and(Saves::SECOND)
    }

    fn attributes(&self) -> Attributes {
        let learned = self.name == "batch_norm";
        learned.then(|| ("training", Attribute::Bool(self.known.is_none()))).into_iter().collect()
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (x, weight) = (context.input(0)?, self.spread(&context.input(1)?)?);
        let (standard, scale) = self.standardised(&x)?;
        let by_x = || {
            let grad = grad.mul(&weight)?;
            if self.known.is_some() {
                return grad.mul(&scale);
            }
            let along = standard.mul(&self.group_mean(&grad.mul(&standard)?)?)?;
            grad.sub(&self.group_mean(&grad)?)?.sub(&along)?.mul(&scale)
        };
        let summed = |grad: &Tensor, index: usize| -> Result<Tensor> {
            let shape: Vec<usize> = self.affine.iter().filter_map(|&size| usize::try_from(size).ok()).collect();
            let kept: Vec<i64> = context.shape(index).iter().map(|&size| size as i64).collect();
            sum_to(grad, &shape)?.reshape(&kept)
        };
        Ok(vec![
            context.needs(0).then(by_x).transpose()?,
            context.needs(1).then(|| summed(&grad.mul(&standard)?, 1)).transpose()?,
            context.needs(2).then(|| summed(grad, 2)).transpose()?,
        ])
    }
}

/// Whether all parameters are of the type of the input.
///
/// # Errors
/// PyTorch's, which for an input of float32 says what it expects of them.
pub fn same_types(dtype: DType, parameters: &[&Tensor]) -> Result<()> {
    if parameters.iter().all(|parameter| parameter.dtype() == dtype) {
        return Ok(());
    }
    Err(Error::runtime(if dtype == DType::Float32 {
        "mixed dtype (CPU): expect parameter to have scalar type of Float"
    } else {
        "mixed dtype (CPU): all inputs must share same datatype."
    }))
}

/// x·factor + term, rounded once, as the processor's own instruction does it.
fn fused(x: &Tensor, factor: &Tensor, term: &Tensor) -> Result<Tensor> {
    let shape = x.shape();
    let wide = |t: &Tensor| t.broadcast_to(&shape);
    let (factor, term) = (wide(factor)?, wide(term)?);
    crate::with_float!(x.dtype(), T => {
        let (x, factor, term) = (x.to_vec::<T>(), factor.to_vec::<T>(), term.to_vec::<T>());
        let fused = |((&x, &factor), &term): ((&T, &T), &T)| Real::mul_add(x, factor, term);
        Ok(Tensor::from_vec(x.iter().zip(&factor).zip(&term).map(fused).collect(), &shape))
    }, else x.mul(&factor)?.add(&term))
}
