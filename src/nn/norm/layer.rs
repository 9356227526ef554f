//! Layer normalisation: the last dimensions of each sample; and its kin without a mean.

use super::standard::Standard;
use crate::{
    nn::shift::shifted,
    tensor::{Attribute, DType, Error, Result, Tensor, composite},
};

/// `F.layer_norm`
///
/// # Errors
/// PyTorch's, for shapes that do not fit.
pub fn layer_norm(
    x: &Tensor,
    shape: &[i64],
    weight: Option<&Tensor>,
    bias: Option<&Tensor>,
    eps: f64,
) -> Result<Tensor> {
    check(x, shape, &[("weight", weight), ("bias", bias)], ", ")?;
    let dims = -(shape.len() as i64)..0;
    let mut affine = vec![1; x.ndim() - shape.len()];
    affine.extend_from_slice(shape);
    let view: Vec<i64> = x.shape().iter().map(|&size| size as i64).collect();
    let operation = Standard {
        name: "layer_norm",
        node: "NativeLayerNormBackward0",
        kernel: "LayerNormKernelImpl",
        view,
        dims: dims.collect(),
        affine,
        eps,
        known: None,
        folds: false,
    };
    operation.apply(x, weight, bias)
}

/// `F.rms_norm`: x over the root of its mean square.
///
/// # Errors
/// As [`layer_norm`].
pub fn rms_norm(x: &Tensor, shape: &[i64], weight: Option<&Tensor>, eps: Option<f64>) -> Result<Tensor> {
    check(x, shape, &[("weight", weight)], "")?;
    let eps = eps.unwrap_or(if x.dtype() == DType::Float64 { f64::EPSILON } else { f64::from(f32::EPSILON) });
    let dims: Vec<i64> = (-(shape.len() as i64)..0).collect();
    let attributes = || vec![("normalized_shape", Attribute::Ints(shape.to_vec())), ("eps", Attribute::Float(eps))];
    let inputs: Vec<Tensor> = std::iter::once(x).chain(weight).cloned().collect();
    composite("rms_norm", &attributes, &inputs, || {
        let mean = x.pow(&Tensor::wrapped_number(2_i64))?.mean(Some(&dims), true, None)?;
        let y = x.mul(&shifted(&mean, eps)?.rsqrt()?)?;
        weight.map_or_else(|| Ok(y.clone()), |weight| y.mul(weight))
    })
}

fn check(x: &Tensor, shape: &[i64], parameters: &[(&str, Option<&Tensor>)], comma: &str) -> Result<()> {
    if shape.is_empty() {
        return Err(Error::runtime(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got \
             normalized_shape = []",
        ));
    }
    let sizes = |x: &Tensor| x.shape().iter().map(|&size| size as i64).collect::<Vec<_>>();
    for (name, parameter) in parameters {
        if let Some(found) = parameter.map(sizes).filter(|sizes| sizes != shape) {
            return Err(Error::runtime(format!(
                "Expected {name} to be of same shape as normalized_shape, but got {name} of shape {found:?} and \
                 normalized_shape = {shape:?}"
            )));
        }
    }
    let given = sizes(x);
    if given.ends_with(shape) {
        return Ok(());
    }
    let listed = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Err(Error::runtime(format!(
        "Given normalized_shape={shape:?}, expected input with shape [*{comma}{listed}], but got input of size{given:?}"
    )))
}
