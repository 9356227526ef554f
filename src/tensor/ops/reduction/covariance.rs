//! How variables go together: `cov`, `corrcoef`.

use crate::tensor::{DType, Error, Result, Tensor};

impl Tensor {
    /// `torch.cov`: rows are variables, columns observations.
    ///
    /// # Errors
    /// PyTorch's, for more than two dimensions and bools.
    pub fn cov(&self, correction: i64) -> Result<Self> {
        if self.ndim() > 2 {
            let dims = self.ndim();
            let text = "cov(): expected input to have two or fewer dimensions but got an input with";
            return Err(Error::runtime(format!("{text} {dims} dimensions")));
        }
        if self.dtype() == DType::Bool {
            return Err(Error::runtime("cov(): bool dtype is not supported for input"));
        }
        let x = if self.ndim() < 2 { self.reshape(&[1, -1])? } else { self.clone() };
        let count = x.shape()[1] as f64;
        let centred = x.sub(&x.to_dtype(x.dtype().to_floating())?.mean(Some(&[1]), true, None)?)?;
        let products = centred.matmul(&centred.transpose(0, 1)?)?;
        let norm = (count - correction as f64).max(0.0);
        let found = products.div(&Self::wrapped_number(norm))?;

        found.squeeze_all()
    }

    /// `torch.cov` of observations that were made several times (`times`), or count more or less (`weights`).
    ///
    /// # Errors
    /// PyTorch's, for weights that do not fit; else as [`Tensor::cov`].
    pub fn cov_weighted(&self, correction: i64, times: Option<&Self>, weights: Option<&Self>) -> Result<Self> {
        let x = if self.ndim() < 2 { self.reshape(&[1, -1])? } else { self.clone() };
        let observations = x.shape().last().copied().unwrap_or(0);
        check_weights("fweights", "integral", times, observations, |dtype| !dtype.is_floating_point())?;
        check_weights("aweights", "floating point", weights, observations, DType::is_floating_point)?;
        let weight = match (times, weights) {
            (Some(times), Some(weights)) => times.mul(weights)?,
            (Some(only), None) | (None, Some(only)) => only.clone(),
            (None, None) => return self.cov(correction),
        };
        let total = weight.sum(None, false, None)?;
        let mean = x.mul(&weight)?.sum(Some(&[1]), true, None)?.div(&total)?;
        let centred = x.sub(&mean)?;
        let products = centred.matmul(&centred.mul(&weight)?.transpose(0, 1)?)?;
        let spread = match (weights, times) {
            (Some(weights), _) if correction != 0 => {
                let share = weight.mul(weights)?.sum(None, false, None)?.div(&total)?;
                total.sub(&share.mul(&Self::wrapped_number(correction))?)?
            }
            _ => total.sub(&Self::wrapped_number(correction))?,
        };
        products.div(&spread.clamp(Some(&Self::wrapped_number(0_i64)), None)?)?.squeeze_all()
    }

    /// `torch.corrcoef`: covariances over both deviations, from −1 to 1.
    ///
    /// # Errors
    /// As [`Tensor::cov`].
    pub fn corrcoef(&self) -> Result<Self> {
        if self.ndim() > 2 {
            let dims = self.ndim();
            let text = "corrcoef(): expected input to have two or fewer dimensions but got an input with";
            return Err(Error::runtime(format!("{text} {dims} dimensions")));
        }
        let cov = self.cov(1)?;
        if cov.ndim() == 0 {
            return cov.div(&cov);
        }
        let deviations = cov.diagonal(0, 0, 1)?.sqrt()?;
        let scaled = cov.div(&deviations.unsqueeze(1)?)?.div(&deviations.unsqueeze(0)?)?;
        scaled.clamp(Some(&Self::wrapped_number(-1_i64)), Some(&Self::wrapped_number(1_i64)))
    }
}

fn check_weights(
    name: &str,
    kind: &str,
    weights: Option<&Tensor>,
    observations: usize,
    fits: impl Fn(DType) -> bool,
) -> Result<()> {
    let Some(weights) = weights else { return Ok(()) };
    let fault = |text: String| Err(Error::runtime(format!("cov(): {text}")));
    if weights.ndim() > 1 {
        return fault(format!(
            "expected {name} to have one or fewer dimensions but got {name} with {} dimensions",
            weights.ndim()
        ));
    }
    if !fits(weights.dtype()) {
        let found = weights.dtype().scalar_name();
        return fault(format!("expected {name} to have {kind} dtype but got {name} with {found} dtype"));
    }
    if weights.numel() != observations {
        return fault(format!(
            "expected {name} to have the same numel as there are observations in the input but got {} != {observations}",
            weights.numel()
        ));
    }
    if weights.to_vec::<f64>().iter().any(|&weight| weight < 0.0) {
        return fault(format!("{name} cannot be negative"));
    }
    Ok(())
}
