//! Group normalisation: groups of channels of each sample.

use super::standard::Standard;
use crate::tensor::{Error, Result, Tensor};

/// `F.group_norm`: channels lie along dimension 1.
///
/// # Errors
/// PyTorch's, for channels that the groups do not divide, and parameters that do not fit.
pub fn group_norm(x: &Tensor, groups: i64, weight: Option<&Tensor>, bias: Option<&Tensor>, eps: f64) -> Result<Tensor> {
    let shape = x.shape();
    let [samples, channels, ..] = shape[..] else {
        let found = shape.len();
        return Err(Error::runtime(format!("Expected at least 2 dimensions for input tensor but received {found}")));
    };
    let (samples, channels) = (samples as i64, channels as i64);
    if groups <= 0 {
        return Err(Error::runtime(format!("Expected num groups to be greater than 0, got {groups}")));
    }
    if channels % groups != 0 {
        return Err(Error::runtime(format!(
            "Expected number of channels in input to be divisible by num_groups, but got input of shape {shape:?} and \
             num_groups={groups}"
        )));
    }
    for (name, parameter) in [("weight", weight), ("bias", bias)] {
        if let Some(found) = parameter.map(Tensor::shape).filter(|found| found[..] != [shape[1]]) {
            return Err(Error::runtime(format!(
                "Expected {name} to be a vector of size equal to the number of channels in input, but got {name} of \
                 shape {found:?} and input of shape {shape:?}"
            )));
        }
    }
    let mut affine = vec![1; shape.len()];
    affine[1] = channels;
    let operation = Standard {
        name: "group_norm",
        node: "NativeGroupNormBackward0",
        kernel: "GroupNormKernelImpl",
        view: vec![samples, groups, if samples == 0 { 0 } else { x.numel() as i64 / samples / groups }],
        dims: vec![2],
        affine,
        eps,
        known: None,
        folds: true,
    };
    operation.apply(x, weight, bias)
}
