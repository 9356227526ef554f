//! Shapes that stretch to one another, and what PyTorch says of those that do not.

use super::{
    dtype::DType,
    error::{Error, Result},
};

/// The shape that two shapes broadcast to.
///
/// # Errors
/// PyTorch's `RuntimeError`, naming the sizes and the dimension.
pub fn broadcast_shapes(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    if a == b {
        return Ok(a.to_vec());
    }
    let ndim = a.len().max(b.len());
    let size = |shape: &[usize], dim: usize| (dim + shape.len()).checked_sub(ndim).map_or(1, |d| shape[d]);
    let mut shape = vec![0; ndim];
    // Of several dimensions that differ, PyTorch names the last.
    for dim in (0..ndim).rev() {
        shape[dim] = match (size(a, dim), size(b, dim)) {
            (x, y) if x == y || y == 1 => x,
            (1, y) => y,
            (x, y) => {
                return Err(Error::runtime(format!(
                    "The size of tensor a ({x}) must match the size of tensor b ({y}) at non-singleton dimension {dim}"
                )));
            }
        };
    }
    Ok(shape)
}

/// The error of a tensor of shape `given` that does not broadcast to `shape`.
#[must_use]
pub fn expand_error(dtype: DType, given: &[usize], shape: &[usize]) -> Error {
    if given.len() > shape.len() {
        return Error::runtime(format!(
            "expand(torch.{}Tensor{{{given:?}}}, size={shape:?}): the number of sizes provided ({}) must be greater or \
             equal to the number of dimensions in the tensor ({})",
            dtype.scalar_name(),
            shape.len(),
            given.len()
        ));
    }
    size_error(given, shape)
}

/// PyTorch's error for a shape that does not stretch to another of as many dimensions or more.
pub fn size_error(given: &[usize], shape: &[usize]) -> Error {
    let missing = shape.len() - given.len();
    let dim = (0..given.len()).rev().find(|&dim| given[dim] != 1 && given[dim] != shape[missing + dim]).unwrap_or(0);
    Error::runtime(format!(
        "The expanded size of the tensor ({}) must match the existing size ({}) at non-singleton dimension {}.  Target \
         sizes: {shape:?}.  Tensor sizes: {given:?}",
        shape[missing + dim],
        given[dim],
        missing + dim
    ))
}

/// The error of a source that does not stretch to the shape that it is copied to.
#[must_use]
pub fn misfit(shape: &[usize], given: &[usize]) -> Error {
    match broadcast_shapes(shape, given) {
        Err(error) => error,
        Ok(wide) => Error::runtime(format!("output with shape {shape:?} doesn't match the broadcast shape {wide:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broadcasting_names_the_dimension() {
        assert_eq!(broadcast_shapes(&[2, 1], &[3]), Ok(vec![2, 3]));
        let error = broadcast_shapes(&[2, 3], &[2, 4]).expect_err("3 and 4 differ");
        assert!(error.message.ends_with("(3) must match the size of tensor b (4) at non-singleton dimension 1"));
        let error = broadcast_shapes(&[2, 3], &[3, 2]).expect_err("both differ");
        assert!(error.message.ends_with("(3) must match the size of tensor b (2) at non-singleton dimension 1"));
    }
}
