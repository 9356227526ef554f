//! Every combination of several tensors' elements.

use std::cmp::Ordering;

use super::stack;
use crate::tensor::{DType, Error, Result, Tensor, ops::Index};

/// `torch.meshgrid(*tensors, indexing)`
///
/// # Errors
/// PyTorch's, for tensors of several types or with more than one dimension.
pub fn meshgrid(tensors: &[Tensor], indexing: &str) -> Result<Vec<Tensor>> {
    let Some(first) = tensors.first() else {
        return Err(Error::runtime("meshgrid expects a non-empty TensorList"));
    };
    if tensors.iter().any(|tensor| tensor.dtype() != first.dtype()) {
        return Err(Error::runtime("meshgrid expects all tensors to have the same dtype"));
    }
    if tensors.iter().any(|tensor| tensor.ndim() > 1) {
        return Err(Error::runtime("torch.meshgrid: Expected 0D or 1D tensor in the tensor list"));
    }
    if indexing != "xy" && indexing != "ij" {
        return Err(Error::runtime(format!(
            "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {indexing}"
        )));
    }
    let swapped = indexing == "xy" && tensors.len() >= 2;
    let axis_of = |index: usize| if swapped && index < 2 { 1 - index } else { index };
    let shape: Vec<usize> = (0..tensors.len()).map(|axis| tensors[axis_of(axis)].numel()).collect();
    let spread = |(index, tensor): (usize, &Tensor)| {
        let mut alone = vec![1; shape.len()];
        alone[axis_of(index)] = -1;
        tensor.view(&alone)?.broadcast_to(&shape)
    };
    tensors.iter().enumerate().map(spread).collect()
}

fn vector(tensor: &Tensor) -> Result<()> {
    if tensor.ndim() == 1 {
        return Ok(());
    }
    Err(Error::runtime(format!("Expect a 1D vector, but got shape {:?}", tensor.shape())))
}

/// `torch.cartesian_prod(*tensors)`
///
/// # Errors
/// PyTorch's, for other than vectors.
pub fn cartesian_prod(tensors: &[Tensor]) -> Result<Tensor> {
    tensors.iter().try_for_each(vector)?;
    if let [only] = tensors {
        return Ok(only.clone());
    }
    let columns = meshgrid(tensors, "ij")?.iter().map(|grid| grid.flatten(0, -1)).collect::<Result<Vec<_>>>()?;
    stack(&columns, 1)
}

/// `torch.combinations(input, r, with_replacement)`
///
/// # Errors
/// PyTorch's, for other than a vector.
pub fn combinations(input: &Tensor, r: i64, with_replacement: bool) -> Result<Tensor> {
    vector(input)?;
    let count = usize::try_from(r).map_err(|_| Error::runtime(format!("Expect a non-negative number, but got {r}")))?;
    if count == 0 {
        return Tensor::full_as(0.0, &[0], input.dtype());
    }
    let chosen = choices(input.numel(), count, with_replacement);
    let rows = chosen.len() / count;
    input.index(&[Index::Tensor(Tensor::from_vec(chosen, &[rows, count]))])
}

/// Every rising choice of `count` of the first `size` numbers, in order.
fn choices(size: usize, count: usize, repeated: bool) -> Vec<i64> {
    let mut all: Vec<Vec<i64>> = vec![Vec::new()];
    for _ in 0..count {
        all = all
            .iter()
            .flat_map(|chosen| {
                let start = chosen.last().map_or(0, |&last| last + i64::from(!repeated));
                (start..size as i64).map(move |next| [&chosen[..], &[next]].concat())
            })
            .collect();
    }
    all.concat()
}

/// `torch.nn.functional.one_hot(input, num_classes)`
///
/// # Errors
/// PyTorch's, for other than class numbers.
pub fn one_hot(input: &Tensor, num_classes: i64) -> Result<Tensor> {
    if input.dtype() != DType::Int64 {
        return Err(Error::runtime("one_hot is only applicable to index tensor of type LongTensor."));
    }
    let classes = input.to_vec::<i64>();
    let Some(&largest) = classes.iter().max() else {
        if num_classes <= 0 {
            return Err(Error::runtime("Can not infer total number of classes from empty tensor."));
        }
        return Tensor::full(0_i64, &[&input.shape()[..], &[num_classes as usize]].concat());
    };
    if classes.iter().any(|&class| class < 0) {
        return Err(Error::runtime("Class values must be non-negative."));
    }
    let width = if num_classes == -1 { largest + 1 } else { num_classes };
    if largest >= width {
        return Err(Error::runtime("Class values must be smaller than num_classes."));
    }
    let rows = classes.iter().flat_map(|&class| (0..width).map(move |column| i64::from(class == column)));
    let rows: Vec<i64> = rows.collect();
    Ok(Tensor::from_vec(rows, &[&input.shape()[..], &[width as usize]].concat()))
}

/// `torch.searchsorted(sorted_sequence, input, right)`
///
/// # Errors
/// PyTorch's, when the shapes do not match.
pub fn searchsorted(sorted: &Tensor, input: &Tensor, right: bool) -> Result<Tensor> {
    let (shape, held) = (input.shape(), sorted.shape());
    let matches = held.len() == 1
        || (shape.len() == held.len() && !held.is_empty() && shape[..held.len() - 1] == held[..held.len() - 1]);
    if !matches {
        return Err(Error::runtime(format!(
            "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries \
             tensor and input value tensor must match, but we got boundaries tensor {held:?} and input value tensor \
             {shape:?}"
        )));
    }
    let width = held.last().copied().unwrap_or(0);
    let run = if held.len() == 1 { input.numel().max(1) } else { shape.last().copied().unwrap_or(1).max(1) };
    let dtype = sorted.dtype().promote(input.dtype());
    let found =
        crate::with_ordered!(dtype, T => places(&sorted.to_vec::<T>(), width, &input.to_vec::<T>(), run, right));
    Ok(Tensor::from_vec(found, &shape))
}

/// Where each value belongs: `run` of them are looked up in each `width` of the sorted ones.
fn places<T: PartialOrd>(sorted: &[T], width: usize, values: &[T], run: usize, right: bool) -> Vec<i64> {
    let find = |(row, value): (usize, &T)| {
        let slots = &sorted[row * width..(row + 1) * width];
        let passed = |slot: &T| match slot.partial_cmp(value) {
            Some(Ordering::Greater) => false,
            Some(Ordering::Equal) => right,
            _ => true,
        };
        slots.partition_point(passed) as i64
    };
    let rows = values.chunks(run).enumerate().flat_map(|(row, chunk)| chunk.iter().map(move |value| (row, value)));
    rows.map(find).collect()
}
