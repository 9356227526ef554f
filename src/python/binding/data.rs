//! Tensors from nested Python data, and back.

use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::{
    callback::keep,
    value::{Scalar, int_of, items_of, tensor_of},
};
use crate::tensor::{DType, Error, Result, Tensor, default_dtype, kernel::convert};

/// Elements gathered from nested lists, in row-major order.
#[derive(Default)]
struct Gathered {
    shape: Vec<usize>,
    numbers: Vec<Scalar>,
    /// The type of tensors among the elements.
    dtype: Option<DType>,
}

/// `torch.tensor(data)`: lists, tuples and numbers, nested; a copy when it is a tensor.
///
/// # Errors
/// PyTorch's for ragged lists and for what holds no numbers.
pub fn from_object(data: &PyObjectRef, dtype: Option<DType>, vm: &VirtualMachine) -> Result<Tensor> {
    if let Some(tensor) = tensor_of(data) {
        return convert(&tensor.detach().contiguous_copy()?, dtype.unwrap_or(tensor.dtype()));
    }
    let mut gathered = Gathered::default();
    gathered.measure(data, vm)?;
    gathered.fill(data, 0, vm)?;
    gathered.into_tensor(dtype)
}

impl Gathered {
    /// The shape, along the first element of each list.
    fn measure(&mut self, data: &PyObject, vm: &VirtualMachine) -> Result<()> {
        let mut current = data.to_owned();
        loop {
            if tensor_of(&current).is_some() {
                return Ok(());
            }
            let Some(items) = items(&current, vm)? else { return Ok(()) };
            self.shape.push(items.len());
            if self.shape.len() > 64 {
                return Err(Error::value("too many dimensions 'list'"));
            }
            let Some(first) = items.first() else { return Ok(()) };
            current = first.clone();
        }
    }

    fn fill(&mut self, data: &PyObject, depth: usize, vm: &VirtualMachine) -> Result<()> {
        if let Some(tensor) = tensor_of(data) {
            return self.fill_from(tensor, depth);
        }
        if depth == self.shape.len() {
            let number = Scalar::from_object(data, vm).ok_or_else(|| self.no_number(data));
            self.numbers.push(number?);
            return Ok(());
        }
        let items = items(data, vm)?.ok_or_else(|| match data.class().name().as_ref() {
            "str" => Error::type_error("new(): invalid data type 'str'"),
            _ => Error::type_error("not a sequence"),
        })?;
        self.check_length(items.len(), depth)?;
        items.iter().try_for_each(|item| self.fill(item, depth + 1, vm))
    }

    fn check_length(&self, length: usize, depth: usize) -> Result<()> {
        let expected = self.shape[depth];
        let message = || format!("expected sequence of length {expected} at dim {depth} (got {length})");
        if length == expected { Ok(()) } else { Err(Error::value(message())) }
    }

    /// A tensor in the place of a list is one; in the place of a number it has to be one.
    fn fill_from(&mut self, tensor: &Tensor, depth: usize) -> Result<()> {
        if depth == self.shape.len() {
            return self.push(tensor);
        }
        let rows = tensor.rows().map_err(|_| Error::type_error("not a sequence"))?;
        self.check_length(rows.len(), depth)?;
        rows.iter().try_for_each(|row| self.fill_from(row, depth + 1))
    }

    fn push(&mut self, tensor: &Tensor) -> Result<()> {
        if tensor.numel() != 1 {
            return Err(Error::value("only one element tensors can be converted to Python scalars"));
        }
        self.dtype = Some(self.dtype.map_or(tensor.dtype(), |held| held.promote(tensor.dtype())));
        self.numbers.extend(numbers_of(tensor));
        Ok(())
    }

    /// What stands where a number should.
    fn no_number(&self, data: &PyObject) -> Error {
        let name = data.class().name().to_string();
        match (name.as_str(), self.numbers.first()) {
            ("str", None) if !self.shape.is_empty() => Error::value("too many dimensions 'str'"),
            ("str", _) => Error::type_error("new(): invalid data type 'str'"),
            ("list" | "tuple", Some(Scalar::Float(_))) => Error::type_error(format!("must be real number, not {name}")),
            ("list" | "tuple", Some(_)) => {
                Error::type_error(format!("'{name}' object cannot be interpreted as an integer"))
            }
            _ => Error::runtime(format!("Could not infer dtype of {name}")),
        }
    }

    fn into_tensor(self, dtype: Option<DType>) -> Result<Tensor> {
        let inferred = self.numbers.iter().map(|number| number.dtype()).reduce(DType::promote);
        let inferred = match (self.dtype, inferred) {
            (Some(held), Some(found)) => held.promote(found),
            (Some(held), None) => held,
            (None, found) => found.unwrap_or_else(default_dtype),
        };
        let dtype = dtype.unwrap_or(inferred);
        let tensor = if dtype.is_integer() {
            let ints = self.numbers.iter().map(|number| match number {
                Scalar::Int(value) => *value,
                other => other.to_f64() as i64,
            });
            Tensor::from_vec(ints.collect::<Vec<i64>>(), &self.shape)
        } else {
            Tensor::from_vec(self.numbers.iter().map(|number| number.to_f64()).collect::<Vec<f64>>(), &self.shape)
        };
        convert(&tensor, dtype)
    }
}

fn numbers_of(tensor: &Tensor) -> Vec<Scalar> {
    match tensor.dtype() {
        DType::Bool => tensor.to_vec::<bool>().into_iter().map(Scalar::Bool).collect(),
        dtype if dtype.is_integer() => tensor.to_vec::<i64>().into_iter().map(Scalar::Int).collect(),
        _ => tensor.to_vec::<f64>().into_iter().map(Scalar::Float).collect(),
    }
}

/// The items of a list, a tuple, or anything else with a length and items (a range, a NumPy array).
fn items(data: &PyObject, vm: &VirtualMachine) -> Result<Option<Vec<PyObjectRef>>> {
    if let Some(items) = items_of(data) {
        return Ok(Some(items));
    }
    let class = data.class();
    let is_sequence = class.get_attr(vm.ctx.intern_str("__len__")).is_some()
        && class.get_attr(vm.ctx.intern_str("__getitem__")).is_some()
        && !data.fast_isinstance(vm.ctx.types.dict_type)
        && !data.fast_isinstance(vm.ctx.types.str_type);
    if !is_sequence {
        return Ok(None);
    }
    keep(vm.extract_elements_with(data, Ok)).map(Some)
}

/// `torch.Tensor(…)`: sizes make room, anything else is data; float32 always.
///
/// # Errors
/// As [`from_object`].
pub fn legacy(args: &[PyObjectRef], vm: &VirtualMachine) -> Result<Tensor> {
    let sizes: Option<Vec<usize>> =
        args.iter().map(|arg| int_of(arg, vm).and_then(|size| usize::try_from(size).ok())).collect();
    match (sizes, args) {
        (_, []) => Tensor::full(0.0_f32, &[0]),
        (Some(sizes), _) if tensor_of(&args[0]).is_none() => Tensor::full(0.0_f32, &sizes),
        (_, [data]) if Scalar::from_object(data, vm).is_none() => from_object(data, Some(DType::Float32), vm),
        (_, [first, ..]) => Err(Error::type_error(format!("new(): invalid data type '{}'", first.class().name()))),
    }
}

/// `Tensor.tolist()`: nested lists of Python numbers.
#[must_use]
pub fn to_list(tensor: &Tensor, vm: &VirtualMachine) -> PyObjectRef {
    let numbers = numbers_of(tensor);
    let mut numbers = numbers.into_iter();
    nest(&tensor.shape(), &mut numbers, vm)
}

fn nest(shape: &[usize], numbers: &mut impl Iterator<Item = Scalar>, vm: &VirtualMachine) -> PyObjectRef {
    match shape {
        [] => numbers.next().map_or_else(|| vm.ctx.none(), |number| number.into_object(vm)),
        [size, rest @ ..] => vm.ctx.new_list((0..*size).map(|_| nest(rest, numbers, vm)).collect()).into(),
    }
}

/// Turns a tensor result into a Python call's.
///
/// # Errors
/// The exception that the error is.
pub fn raised<T>(result: Result<T>, vm: &VirtualMachine) -> PyResult<T> {
    result.map_err(|error| super::value::exception(&error, vm))
}
