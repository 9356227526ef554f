//! The functions that Python sees: entries of the tables, their overloads, one call for all.

use std::{cell::OnceCell, fmt::Write};

use rustpython_vm::{AsObject, PyObjectRef, PyResult, VirtualMachine, function::FuncArgs};

use super::{
    arguments::{Arguments, Misfit, bind},
    identity::{remember_base, remember_leaf},
    signature::Signature,
    value::{Value, exception, tensor_of, wrap},
};
use crate::tensor::{self, Error, Tensor, dispatch};

/// What a function of the tables returns.
pub type Outcome = tensor::Result<Value>;

/// The body of a function.
pub type Body = fn(&Arguments<'_>) -> Outcome;

/// Where a function can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places(u8);

const NATIVE: u8 = 1;
const TORCH: u8 = 2;
const METHOD: u8 = 4;
const INPLACE: u8 = 8;
const EFFECT: u8 = 16;
const ITSELF: u8 = 16;

impl Places {
    /// Whether `torch` itself re-exports it (`torch.relu`).
    #[must_use]
    pub const fn torch(self) -> bool {
        self.0 & TORCH != 0
    }

    /// Whether the native module holds it, for the Python side of `torch`.
    #[must_use]
    pub const fn native(self) -> bool {
        self.0 & (TORCH | NATIVE) != 0
    }

    /// Whether it is a method of `Tensor`.
    #[must_use]
    pub const fn method(self) -> bool {
        self.0 & METHOD != 0
    }

    /// Whether it changes its first argument by itself, and only tells so.
    #[must_use]
    pub const fn itself(self) -> bool {
        self.0 & ITSELF != 0
    }

    /// Whether it changes something about the tensor other than its elements (`requires_grad_`).
    #[must_use]
    pub const fn effect(self) -> bool {
        self.0 & EFFECT != 0
    }

    /// Whether it has a twin that changes its first argument (`relu_`).
    #[must_use]
    pub const fn inplace(self) -> bool {
        self.0 & INPLACE != 0
    }
}

/// One entry of a table: a signature and what it runs. Entries of one name are overloads, tried in order.
#[derive(Clone, Copy)]
pub struct Function {
    text: &'static str,
    body: Body,
    /// Where it can be reached.
    pub places: Places,
}

/// A function with its signature, parsed when it is first called.
pub struct Overload {
    /// The entry itself.
    pub function: Function,
    signature: OnceCell<Option<Signature>>,
}

impl From<Function> for Overload {
    fn from(function: Function) -> Self {
        Self { function, signature: OnceCell::new() }
    }
}

impl Overload {
    fn signature(&self) -> Option<&Signature> {
        self.signature.get_or_init(|| self.function.signature()).as_ref()
    }
}

/// Under `torch` and as a method: `torch.sum(x)`, `x.sum()`.
pub const fn both(text: &'static str, body: Body) -> Function {
    Function::new(text, body, TORCH | METHOD)
}

/// As [`both`], with an in-place twin: also `torch.relu_(x)`, `x.relu_()`.
pub const fn both_inplace(text: &'static str, body: Body) -> Function {
    Function::new(text, body, TORCH | METHOD | INPLACE)
}

/// Under `torch` only: `torch.zeros`.
pub const fn function(text: &'static str, body: Body) -> Function {
    Function::new(text, body, TORCH)
}

/// As [`function`], with an in-place twin: also `torch.celu_(x)`.
pub const fn function_inplace(text: &'static str, body: Body) -> Function {
    Function::new(text, body, TORCH | INPLACE)
}

/// A method only: `x.view`.
pub const fn method(text: &'static str, body: Body) -> Function {
    Function::new(text, body, METHOD)
}

/// A method that changes something about the tensor other than its elements: `x.requires_grad_`.
pub const fn effect(text: &'static str, body: Body) -> Function {
    Function::new(text, body, METHOD | EFFECT)
}

/// A method that has an in-place twin, `x.masked_fill_`, or is in place itself when its name ends so.
pub const fn method_inplace(text: &'static str, body: Body) -> Function {
    Function::new(text, body, METHOD | INPLACE)
}

/// A method whose body changes the tensor itself: `x.uniform_()`.
pub const fn in_place(text: &'static str, body: Body) -> Function {
    Function::new(text, body, METHOD | ITSELF)
}

/// For the Python side of `torch` only: `torch.nn.functional`'s `gelu`.
pub const fn native(text: &'static str, body: Body) -> Function {
    Function::new(text, body, NATIVE)
}

/// As [`native`], with an in-place twin: `elu_`.
pub const fn native_inplace(text: &'static str, body: Body) -> Function {
    Function::new(text, body, NATIVE | INPLACE)
}

/// Turns what tensor operations return into an outcome.
///
/// # Errors
/// Those of the operation.
pub fn value<T: Into<Value>>(result: tensor::Result<T>) -> Outcome {
    result.map(Into::into)
}

impl Function {
    const fn new(text: &'static str, body: Body, places: u8) -> Self {
        Self { text, body, places: Places(places) }
    }

    /// The name in Python.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.text.split('(').next().unwrap_or(self.text)
    }

    /// Its signature; `None` if the table's text is malformed.
    #[must_use]
    pub fn signature(&self) -> Option<Signature> {
        Signature::parse(self.text)
    }
}

/// How a function is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// As a method of its first argument.
    pub is_method: bool,
    /// Changing its first argument.
    pub inplace: bool,
}

/// Calls the overload that fits.
///
/// # Errors
/// A Python exception: the function's own, or `TypeError` when none fits, in PyTorch's words.
pub fn call(overloads: &[Overload], manner: Manner, mut args: FuncArgs, vm: &VirtualMachine) -> PyResult {
    let out = args.kwargs.swap_remove("out").filter(|out| !vm.is_none(out));
    let mut misfits = Vec::new();
    for overload in overloads {
        let Some(signature) = overload.signature() else { continue };
        match bind(signature, &args, manner.is_method, vm) {
            Ok(bound) if overload.function.places.itself() => {
                told(&overload.function, &bound, (overload.function.body)(&bound))
                    .map_err(|error| exception(&error, vm))?;
                let object = args.args.remove(0);
                if let Some(tensor) = tensor_of(&object) {
                    remember_leaf(tensor, &object, vm);
                }
                return Ok(object);
            }
            Ok(bound) => return run(&overload.function, &bound, manner.inplace, (out, &args), vm),
            Err(Misfit { raised: Some(exception), .. }) => return Err(exception),
            Err(misfit) => misfits.push((signature, misfit)),
        }
    }
    Err(no_match(&misfits, &args, manner, vm))
}

fn run(
    function: &Function,
    bound: &Arguments<'_>,
    inplace: bool,
    (out, args): (Option<PyObjectRef>, &FuncArgs),
    vm: &VirtualMachine,
) -> PyResult {
    let outcome = if inplace { run_inplace(function, bound) } else { (function.body)(bound) };
    let value = told(function, bound, outcome).map_err(|error| exception(&error, vm))?;
    if let (Some(view), Some(first)) = (value.first(), args.args.first()) {
        remember_base(view, first, vm);
    }
    match (out, value) {
        (Some(out), Value::Tensor(result)) => {
            write_out(&out, &result).map_err(|error| exception(&error, vm)).map(|()| out)
        }
        (_, Value::Tensor(result)) => Ok(handed_through(&result, args).unwrap_or_else(|| wrap(result, vm))),
        (_, value) => value.into_object(vm),
    }
}

/// Tells the observer if the function failed.
fn told(function: &Function, bound: &Arguments<'_>, outcome: Outcome) -> Outcome {
    dispatch::observe_failure(function.name(), || bound.all_tensors(), outcome)
}

/// The argument that came back unchanged, or changed in place: Python sees the same object again.
fn handed_through(result: &Tensor, args: &FuncArgs) -> Option<PyObjectRef> {
    args.args.iter().find(|arg| tensor_of(arg).is_some_and(|tensor| tensor.is_same(result))).cloned()
}

fn run_inplace(function: &Function, bound: &Arguments<'_>) -> Outcome {
    let target = bound.tensor(0);
    value(dispatch::inplace(&target, |original| match (function.body)(&bound.with_first(original))? {
        Value::Tensor(result) => Ok(result),
        _ => Err(Error::runtime("an in-place function gives one tensor")),
    }))
}

fn write_out(out: &PyObjectRef, result: &Tensor) -> tensor::Result<()> {
    let target = tensor_of(out).ok_or_else(|| Error::type_error("argument 'out' must be Tensor"))?;
    if target.shape() == result.shape() {
        return target.copy_from(result);
    }
    target.set_data(&result.to_dtype(target.dtype())?.contiguous_copy()?);
    Ok(())
}

/// The error when no overload fits: PyTorch explains in full where only one could have been meant.
fn no_match(
    misfits: &[(&Signature, Misfit)],
    args: &FuncArgs,
    manner: Manner,
    vm: &VirtualMachine,
) -> rustpython_vm::builtins::PyBaseExceptionRef {
    let skip = usize::from(manner.is_method);
    let given = args.args.len() + args.kwargs.len() - skip;
    let plausible: Vec<_> = misfits.iter().filter(|(signature, _)| takes(signature, given, skip)).collect();
    let lone = match (misfits, plausible.as_slice()) {
        ([only], _) => Some(only),
        (_, [only]) => Some(*only),
        _ => None,
    };
    let message = match lone {
        Some((signature, _)) if manner.is_method && signature.parameters.len() == 1 && given > 0 => {
            format!("TensorBase.{}() takes no arguments ({given} given)", signature.name)
        }
        Some((_, misfit)) => misfit.message.clone(),
        None => invalid_combination(misfits, args, skip),
    };
    vm.new_type_error(message)
}

fn takes(signature: &Signature, given: usize, skip: usize) -> bool {
    let parameters = &signature.parameters[skip.min(signature.parameters.len())..];
    let least = parameters.iter().filter(|parameter| parameter.default.is_none()).count();
    (least..=parameters.len()).contains(&given) || (signature.takes_loose_ints(skip) && given > 0)
}

fn invalid_combination(misfits: &[(&Signature, Misfit)], args: &FuncArgs, skip: usize) -> String {
    let name = misfits.first().map_or("function", |(signature, _)| signature.name);
    let positional = args.args.iter().skip(skip).map(|arg| arg.class().name().to_string());
    let mut given = positional.collect::<Vec<_>>().join(", ");
    for (keyword, arg) in &args.kwargs {
        let comma = if given.is_empty() || given.ends_with(", ") { "" } else { ", " };
        let _ = write!(given, "{comma}{keyword}={}, ", arg.class().name());
    }
    let mut message =
        format!("{name}() received an invalid combination of arguments - got ({given}), but expected one of:\n");
    for (signature, _) in misfits {
        let shown = Signature { name: signature.name, parameters: signature.parameters[skip..].to_vec() };
        let _ = writeln!(message, " * {shown}");
    }
    message
}

#[cfg(test)]
mod tests {
    use crate::python::binding::table;

    #[test]
    fn every_signature_of_the_tables_is_well_formed() {
        for function in table::all() {
            assert!(function.signature().is_some(), "{}", function.text);
        }
    }
}
