//! How variables go together: `cov`, `corrcoef`.

use crate::tensor::{Error, Result, Tensor};

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
        if self.dtype() == crate::tensor::DType::Bool {
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
