//! Walking over the elements of a parameter, its state and its gradient together.

use crate::tensor::{Element, Error, Real, Result, Tensor, kernel::vectorised};

/// Replaces the elements of `tensors`, taken together place by place, by what `rule` makes of them and of
/// the gradient. Outside any graph; the versions go up.
pub fn each<T: Real, const N: usize>(
    tensors: [&Tensor; N],
    grad: &Tensor,
    rule: impl Fn([T; N], T) -> [T; N],
) -> Result<()> {
    let count = tensors.first().map_or(0, |tensor| tensor.numel());
    if grad.numel() != count || tensors.iter().any(|tensor| tensor.numel() != count) {
        return Err(Error::runtime("a parameter, its gradient and its state must have one shape"));
    }
    let apart = tensors.iter().all(|tensor| !tensor.storage().is_shared_with(&grad.storage()));
    if apart && tensors.iter().all(|tensor| tensor.layout().is_contiguous()) {
        return grad.read_slice::<T, _>(|grad| in_memory(tensors, grad, rule))?;
    }
    let mut values = tensors.map(Tensor::to_vec::<T>);
    change(values.each_mut().map(Vec::as_mut_slice), &grad.to_vec::<T>(), rule);
    tensors.iter().zip(&values).try_for_each(|(tensor, values)| tensor.write(values))
}

fn in_memory<T: Real, const N: usize>(
    tensors: [&Tensor; N],
    grad: &[T],
    rule: impl Fn([T; N], T) -> [T; N],
) -> Result<()> {
    let storages = tensors.map(Tensor::storage);
    let mut buffers = storages.each_ref().map(|storage| storage.borrow_mut());
    let mut slices = Vec::with_capacity(N);
    for (tensor, buffer) in tensors.iter().zip(&mut buffers) {
        let start = tensor.layout().offset();
        slices.push(&mut T::slice_mut(buffer)?[start..start + grad.len()]);
    }
    if let Ok(slices) = <[&mut [T]; N]>::try_from(slices) {
        change(slices, grad, rule);
    }
    drop(buffers);
    for storage in &storages {
        storage.bump_version();
    }
    Ok(())
}

fn change<T: Real, const N: usize>(slices: [&mut [T]; N], grad: &[T], rule: impl Fn([T; N], T) -> [T; N]) {
    vectorised(grad.len(), || {
        // one length for all, known before the loop: no bound is checked inside
        let mut slices = slices.map(|slice| &mut slice[..grad.len()]);
        if let [only] = &mut slices[..] {
            for (value, &grad) in only.iter_mut().zip(grad) {
                *value = rule([*value; N], grad)[0];
            }
            return;
        }
        for (place, &grad) in grad.iter().enumerate() {
            let new = rule(slices.each_ref().map(|slice| slice[place]), grad);
            for (slice, new) in slices.iter_mut().zip(new) {
                slice[place] = new;
            }
        }
    });
}

/// Runs `$body` with `$T` the type of a parameter's elements.
macro_rules! with_parameter {
    ($param:expr, $T:ident => $body:expr) => {
        $crate::with_float!($param.dtype(), $T => $body, else Err($crate::tensor::Error::not_implemented(format!(
            "\"optimizer step\" not implemented for '{}'", $param.dtype().scalar_name()
        ))))
    };
}
pub(super) use with_parameter;

/// Zeros like `tensor`: the state that an optimizer begins with.
///
/// # Errors
/// When the memory is not there.
pub fn zeros(tensor: &Tensor) -> Result<Tensor> {
    Tensor::full_as(0.0, &tensor.shape(), tensor.dtype())
}

/// Adds 1 to a step counter and gives the new count.
pub fn count(step: &Tensor) -> Result<f64> {
    let steps = step.item::<f64>()? + 1.0;
    crate::with_dtype!(step.dtype(), T => step.write(&[T::from_f64(steps)]))?;
    Ok(steps)
}
