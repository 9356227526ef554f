//! Batch normalisation: each channel over the whole batch.

use super::standard::{Standard, same_types};
use crate::tensor::{DType, Error, Result, Tensor, autograd::GradMode, dispatch::hide};

/// Arguments of `F.batch_norm` beside the input.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "PyTorch's own names")]
pub struct BatchNorm {
    pub weight: Option<Tensor>,
    pub bias: Option<Tensor>,
    pub running_mean: Option<Tensor>,
    pub running_var: Option<Tensor>,
    pub training: bool,
    pub momentum: f64,
    pub eps: f64,
}

/// `F.batch_norm`: channels lie along dimension 1. While training, the running statistics move, in
/// place, towards those of the batch.
///
/// # Errors
/// PyTorch's, for statistics and parameters that do not fit the channels.
pub fn batch_norm(x: &Tensor, arguments: &BatchNorm) -> Result<Tensor> {
    let shape = x.shape();
    let channels = shape.get(1).copied().ok_or_else(|| {
        Error::index(format!("Dimension out of range (expected to be in range of [-1, 0], but got 1) for {shape:?}"))
    })?;
    arguments.check(channels)?;
    if x.dtype().is_floating_point() {
        let statistics: Vec<&Tensor> =
            [&arguments.running_mean, &arguments.running_var].into_iter().flatten().collect();
        same_types(x.dtype(), &statistics)?;
    }
    let mut affine = vec![1; shape.len()];
    affine[1] = channels as i64;
    let known = match (&arguments.running_mean, &arguments.running_var) {
        (Some(mean), Some(var)) if !arguments.training => {
            let _hidden = hide();
            Some((mean.view(&affine)?, var.view(&affine)?))
        }
        _ => None,
    };
    let operation = Standard {
        name: "batch_norm",
        node: "NativeBatchNormBackward0",
        kernel: "batch_norm",
        view: shape.iter().map(|&size| size as i64).collect(),
        dims: (0..shape.len() as i64).filter(|&dim| dim != 1).collect(),
        affine,
        eps: arguments.eps,
        known,
        folds: true,
    };
    let y = operation.apply(x, arguments.weight.as_ref(), arguments.bias.as_ref())?;
    if arguments.training {
        arguments.track(x)?;
    }
    Ok(y)
}

impl BatchNorm {
    fn check(&self, channels: usize) -> Result<()> {
        let parts = [
            ("running_mean", &self.running_mean, !self.training),
            ("running_var", &self.running_var, !self.training),
            ("weight", &self.weight, false),
            ("bias", &self.bias, false),
        ];
        for (name, part, needed) in parts {
            match part {
                Some(part) if part.numel() != channels => {
                    let found = part.numel();
                    return Err(Error::runtime(format!("{name} should contain {channels} elements not {found}")));
                }
                None if needed => return Err(Error::runtime(format!("{name} must be defined in evaluation mode"))),
                _ => {}
            }
        }
        Ok(())
    }

    /// Moves the running statistics towards those of `x`; the variance is the unbiased one.
    fn track(&self, x: &Tensor) -> Result<()> {
        let (_mode, _hidden) = (GradMode::set(false), hide());
        let wide = x.detach().to_dtype(DType::Float64)?;
        let dims: Vec<i64> = (0..x.ndim() as i64).filter(|&dim| dim != 1).collect();
        if let Some(running) = &self.running_mean {
            self.mixed(running, &wide.mean(Some(&dims), false, None)?)?;
        }
        if let Some(running) = &self.running_var {
            self.mixed(running, &wide.var(Some(&dims), 1.0, false)?)?;
        }
        Ok(())
    }

    fn mixed(&self, running: &Tensor, batch: &Tensor) -> Result<()> {
        let share = |t: &Tensor, part: f64| t.to_dtype(DType::Float64)?.mul(&Tensor::wrapped_number(part));
        let batch = batch.to_dtype(running.dtype())?;
        running.copy_(&share(&batch, self.momentum)?.add(&share(running, 1.0 - self.momentum)?)?)?;
        Ok(())
    }
}
