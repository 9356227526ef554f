//! Products of several matrices: `multi_dot` in its cheapest order, `matrix_power` by squaring.

use super::{factor::square, matmul::signed};
use crate::tensor::{Attribute, Error, Result, Tensor, composite, ops};

/// `torch.linalg.multi_dot(tensors)`
///
/// # Errors
/// PyTorch's, for fewer than two tensors, other than matrices, and sizes that do not fit.
pub fn multi_dot(tensors: &[Tensor]) -> Result<Tensor> {
    let [first, .., last] = tensors else {
        return Err(Error::runtime(format!("multi_dot(): expected at least 2 tensors but got {}", tensors.len())));
    };
    composite("multi_dot", &Vec::new, tensors, || {
        let mut shape = Vec::new();
        let mut factors = tensors.to_vec();
        if first.ndim() == 1 {
            factors[0] = first.unsqueeze(0)?;
        } else {
            shape.extend(first.shape().first());
        }
        if last.ndim() == 1 {
            factors[tensors.len() - 1] = last.unsqueeze(-1)?;
        } else {
            shape.extend(last.shape().last());
        }
        check(&factors)?;
        product(&factors)?.view(&signed(&shape))
    })
}

fn check(factors: &[Tensor]) -> Result<()> {
    for (index, factor) in factors.iter().enumerate() {
        if factor.ndim() != 2 {
            let expected = if index == 0 || index + 1 == factors.len() { "1D or 2D" } else { "2D" };
            let text = format!("multi_dot(): tensor {index} must be {expected} but got {}D", factor.ndim());
            return Err(Error::runtime(text));
        }
    }
    for (index, pair) in factors.windows(2).enumerate() {
        let (a, b) = (pair[0].shape(), pair[1].shape());
        if a[1] != b[0] {
            return Err(Error::runtime(format!(
                "multi_dot(): tensors {index} and {} with shapes {a:?} and {b:?} cannot be multiplied",
                index + 1
            )));
        }
    }
    Ok(())
}

/// The product of a chain, cut where that costs the fewest multiplications.
fn product(factors: &[Tensor]) -> Result<Tensor> {
    match factors {
        [only] => Ok(only.clone()),
        [a, b] => a.mm(b),
        _ => {
            let (left, right) = factors.split_at(cheapest_cut(factors));
            product(left)?.mm(&product(right)?)
        }
    }
}

/// Where to cut a chain first. Three matrices that cost the same either way are multiplied from the left.
fn cheapest_cut(factors: &[Tensor]) -> usize {
    let count = factors.len();
    let sizes: Vec<usize> =
        std::iter::once(factors[0].shape()[0]).chain(factors.iter().map(|factor| factor.shape()[1])).collect();
    let mut costs = vec![vec![(0_usize, 0_usize); count + 1]; count + 1];
    for length in 2..=count {
        for start in 0..=count - length {
            let end = start + length;
            let cost = |cut: usize| costs[start][cut].0 + costs[cut][end].0 + sizes[start] * sizes[cut] * sizes[end];
            costs[start][end] = (start + 1..end).map(|cut| (cost(cut), cut)).min().unwrap_or_default();
        }
    }
    let (a, b, c, d) = (sizes[0], sizes[1], sizes[2], sizes[3]);
    if count == 3 && a * c * (b + d) == b * d * (a + c) { 2 } else { costs[0][count].1 }
}

impl Tensor {
    /// `torch.linalg.matrix_power(self, n)`
    ///
    /// # Errors
    /// PyTorch's, for other than square matrices, and for a negative power of a singular one.
    pub fn matrix_power(&self, n: i64) -> Result<Self> {
        square("linalg.matrix_power", self)?;
        let attributes = || vec![("n", Attribute::Int(n))];
        composite("matrix_power", &attributes, std::slice::from_ref(self), || match n {
            0 => {
                let size = self.shape()[self.ndim() - 1] as i64;
                let identity = ops::eye(size, None, Some(self.dtype()))?;
                self.duplicate()?.copy_(&identity.expand(&signed(&self.shape()))?)
            }
            1 => self.duplicate(),
            3 => self.matmul(self)?.matmul(self),
            _ if n < 0 => self.inverse()?.power(n.unsigned_abs()),
            _ => self.power(n.unsigned_abs()),
        })
    }

    fn power(&self, mut n: u64) -> Result<Self> {
        let (mut square, mut result) = (self.clone(), None::<Self>);
        loop {
            if n % 2 == 1 {
                result = Some(match result {
                    Some(result) => result.matmul(&square)?,
                    None => square.clone(),
                });
            }
            n /= 2;
            match result {
                Some(result) if n == 0 => return Ok(result),
                _ => square = square.matmul(&square)?,
            }
        }
    }
}
