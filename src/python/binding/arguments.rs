//! From Python's arguments to a signature's parameters, with PyTorch's errors.

use rustpython_vm::{
    AsObject, PyObject, PyObjectRef, VirtualMachine,
    builtins::{PyBaseExceptionRef, PyStr},
    function::FuncArgs,
};

use super::{
    dtype_class, session,
    signature::{Kind, Parameter, Signature},
    value::{Scalar, int_of, items_of, tensor_of},
};
use crate::tensor::{DType, Tensor};

/// One converted argument.
#[derive(Clone)]
pub enum Argument {
    /// Not given and without default, or `None`.
    None,
    /// A tensor, or a number that became one.
    Tensor(Tensor),
    /// Several tensors.
    Tensors(Vec<Tensor>),
    /// A number.
    Scalar(Scalar),
    /// Several integers.
    Ints(Vec<i64>),
    /// A type of elements.
    DType(DType),
    /// A string.
    Text(String),
    /// A Python object as it came.
    Object(PyObjectRef),
}

/// The arguments of one call, in the order of the signature.
pub struct Arguments<'vm> {
    values: Vec<Argument>,
    /// The machine that calls.
    pub vm: &'vm VirtualMachine,
}

impl Arguments<'_> {
    fn at(&self, index: usize) -> &Argument {
        self.values.get(index).unwrap_or(&Argument::None)
    }

    /// The same call on another tensor.
    #[must_use]
    pub fn with_first(&self, tensor: &Tensor) -> Self {
        let mut values = self.values.clone();
        values[0] = Argument::Tensor(tensor.clone());
        Self { values, vm: self.vm }
    }

    /// Every tensor among the arguments.
    #[must_use]
    pub fn all_tensors(&self) -> Vec<Tensor> {
        let tensors = self.values.iter().flat_map(|value| match value {
            Argument::Tensor(tensor) => std::slice::from_ref(tensor),
            Argument::Tensors(tensors) => tensors,
            _ => &[],
        });
        tensors.cloned().collect()
    }

    /// Whether a nullable argument was left out.
    #[must_use]
    pub fn is_none(&self, index: usize) -> bool {
        matches!(self.at(index), Argument::None)
    }

    /// A tensor; an empty one only if the table asks for what its signature does not hold.
    #[must_use]
    pub fn tensor(&self, index: usize) -> Tensor {
        self.tensor_or_none(index).unwrap_or_else(|| Tensor::from_vec(Vec::<f32>::new(), &[0]))
    }

    /// A `Tensor?`.
    #[must_use]
    pub fn tensor_or_none(&self, index: usize) -> Option<Tensor> {
        match self.at(index) {
            Argument::Tensor(tensor) => Some(tensor.clone()),
            _ => None,
        }
    }

    /// A `Tensor[]`.
    #[must_use]
    pub fn tensors(&self, index: usize) -> Vec<Tensor> {
        match self.at(index) {
            Argument::Tensors(tensors) => tensors.clone(),
            _ => Vec::new(),
        }
    }

    /// A `Scalar`.
    #[must_use]
    pub fn scalar(&self, index: usize) -> Scalar {
        self.scalar_or_none(index).unwrap_or(Scalar::Int(0))
    }

    /// A `Scalar?`.
    #[must_use]
    pub fn scalar_or_none(&self, index: usize) -> Option<Scalar> {
        match self.at(index) {
            Argument::Scalar(scalar) => Some(*scalar),
            _ => None,
        }
    }

    /// A `float`.
    #[must_use]
    pub fn float(&self, index: usize) -> f64 {
        self.scalar(index).to_f64()
    }

    /// A `float?`.
    #[must_use]
    pub fn float_or_none(&self, index: usize) -> Option<f64> {
        self.scalar_or_none(index).map(Scalar::to_f64)
    }

    /// An `int`.
    #[must_use]
    pub fn int(&self, index: usize) -> i64 {
        self.int_or_none(index).unwrap_or(0)
    }

    /// An `int?`.
    #[must_use]
    pub fn int_or_none(&self, index: usize) -> Option<i64> {
        self.scalar_or_none(index).map(|scalar| match scalar {
            Scalar::Int(value) => value,
            other => other.to_f64() as i64,
        })
    }

    /// A `bool`.
    #[must_use]
    pub fn bool(&self, index: usize) -> bool {
        self.bool_or_none(index).unwrap_or(false)
    }

    /// A `bool?`.
    #[must_use]
    pub fn bool_or_none(&self, index: usize) -> Option<bool> {
        self.scalar_or_none(index).map(|scalar| scalar.to_f64() != 0.0)
    }

    /// An `int[]`.
    #[must_use]
    pub fn ints(&self, index: usize) -> Vec<i64> {
        self.ints_or_none(index).unwrap_or_default()
    }

    /// An `int[]?`.
    #[must_use]
    pub fn ints_or_none(&self, index: usize) -> Option<Vec<i64>> {
        match self.at(index) {
            Argument::Ints(ints) => Some(ints.clone()),
            _ => None,
        }
    }

    /// A `dtype?`.
    #[must_use]
    pub fn dtype_or_none(&self, index: usize) -> Option<DType> {
        match self.at(index) {
            Argument::DType(dtype) => Some(*dtype),
            _ => None,
        }
    }

    /// A `str`.
    #[must_use]
    pub fn text(&self, index: usize) -> String {
        self.text_or_none(index).unwrap_or_default()
    }

    /// A `str?`.
    #[must_use]
    pub fn text_or_none(&self, index: usize) -> Option<String> {
        match self.at(index) {
            Argument::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// An object as it came: of kind `object`, `Generator`; `None` if left out.
    #[must_use]
    pub fn object(&self, index: usize) -> Option<PyObjectRef> {
        match self.at(index) {
            Argument::Object(object) => Some(object.clone()),
            _ => None,
        }
    }
}

/// Why a call does not fit a signature.
#[derive(Debug)]
pub struct Misfit {
    /// PyTorch's text, for a function with one signature.
    pub message: String,
    /// An exception of the argument's own, which stands whatever the overloads.
    pub raised: Option<PyBaseExceptionRef>,
}

impl Misfit {
    fn new(message: String) -> Self {
        Self { message, raised: None }
    }
}

/// Binds a call to a signature. `is_method` leaves the tensor itself out of the counting.
///
/// # Errors
/// Why it does not fit, in PyTorch's words.
pub fn bind<'vm>(
    signature: &Signature,
    call: &FuncArgs,
    is_method: bool,
    vm: &'vm VirtualMachine,
) -> Result<Arguments<'vm>, Misfit> {
    let skip = usize::from(is_method);
    let given = loose_ints(signature, call, skip, vm);
    let positional = given.as_deref().unwrap_or(&call.args);
    check_count(signature, positional.len(), skip)?;
    let mut values = Vec::with_capacity(signature.parameters.len());
    let mut used = 0;
    for (index, parameter) in signature.parameters.iter().enumerate() {
        let by_position = (!parameter.keyword_only).then(|| positional.get(index)).flatten();
        let by_name = if call.kwargs.is_empty() { None } else { keyword(parameter, call) };
        used += usize::from(by_name.is_some());
        values.push(match by_position.or(by_name) {
            Some(object) => {
                let position = by_position.is_some().then(|| index + 1 - skip);
                convert(parameter, object, vm).map_err(|found| wrong_type(signature, parameter, position, &found))?
            }
            None => default(parameter).ok_or_else(|| missing(signature, positional.len(), call, skip))?,
        });
    }
    if used < call.kwargs.len() {
        return Err(unexpected_keyword(signature, call, positional.len(), skip));
    }
    Ok(Arguments { values, vm })
}

/// `x.view(2, 3)` means `x.view((2, 3))`.
fn loose_ints(signature: &Signature, call: &FuncArgs, skip: usize, vm: &VirtualMachine) -> Option<Vec<PyObjectRef>> {
    let rest = call.args.get(skip..)?;
    let loose = signature.takes_loose_ints(skip) && rest.first().is_some_and(|first| int_of(first, vm).is_some());
    if !loose {
        return None;
    }
    let mut args = call.args[..skip].to_vec();
    args.push(vm.ctx.new_tuple(rest.to_vec()).into());
    Some(args)
}

fn keyword<'a>(parameter: &Parameter, call: &'a FuncArgs) -> Option<&'a PyObjectRef> {
    call.kwargs.get(parameter.name).or_else(|| parameter.aliases().iter().find_map(|alias| call.kwargs.get(*alias)))
}

fn check_count(signature: &Signature, given: usize, skip: usize) -> Result<(), Misfit> {
    let positional = signature.parameters.iter().filter(|parameter| !parameter.keyword_only);
    let most = positional.clone().count() - skip;
    let least = positional.filter(|parameter| parameter.default.is_none()).count().saturating_sub(skip);
    let given = given - skip;
    if given <= most {
        return Ok(());
    }
    let expected = if least < most { format!("from {least} to {most}") } else { most.to_string() };
    let (s, were) = (if most == 1 { "" } else { "s" }, if given == 1 { "was" } else { "were" });
    Err(Misfit::new(format!("{}() takes {expected} positional argument{s} but {given} {were} given", signature.name)))
}

fn missing(signature: &Signature, given: usize, call: &FuncArgs, skip: usize) -> Misfit {
    let names: Vec<String> = signature
        .parameters
        .iter()
        .enumerate()
        .skip(given.max(skip))
        .filter(|(_, parameter)| parameter.default.is_none() && keyword(parameter, call).is_none())
        .map(|(_, parameter)| format!("\"{}\"", parameter.name))
        .collect();
    Misfit::new(format!(
        "{}() missing {} required positional {}: {}",
        signature.name,
        names.len(),
        // It is PyTorch that has it the wrong way round.
        if names.len() == 1 { "arguments" } else { "argument" },
        names.join(", ")
    ))
}

fn unexpected_keyword(signature: &Signature, call: &FuncArgs, given: usize, skip: usize) -> Misfit {
    for (name, _) in &call.kwargs {
        let known = signature.parameters.iter().position(|p| p.name == name || p.aliases().contains(&name.as_str()));
        match known {
            None => {
                let message = format!("{}() got an unexpected keyword argument '{name}'", signature.name);
                return Misfit::new(message);
            }
            Some(index) if index >= skip && index < given => {
                return Misfit::new(format!("{}() got multiple values for argument '{name}'", signature.name));
            }
            Some(_) => {}
        }
    }
    Misfit::new(format!("{}() received conflicting keyword arguments", signature.name))
}

fn wrong_type(signature: &Signature, parameter: &Parameter, position: Option<usize>, found: &Found) -> Misfit {
    let place = position.map_or_else(String::new, |position| format!(" (position {position})"));
    let message = match found {
        Found::Type(name) => {
            format!("{}(): argument '{}'{place} must be {}, not {name}", signature.name, parameter.name, parameter.kind)
        }
        Found::Element(name, at) if matches!(parameter.kind, Kind::Tensors) => {
            let index = position.map_or(0, |position| position - 1);
            format!("expected Tensor as element {at} in argument {index}, but got {name}")
        }
        Found::Element(name, at) => format!(
            "{}(): argument '{}'{place} must be {}, but found element of type {name} at pos {at}",
            signature.name, parameter.name, parameter.kind
        ),
        Found::Unpacked(name, at) => format!(
            "{}(): argument '{}' failed to unpack the object at pos {at} with error \"type must be tuple of ints,but \
             got {name}\"",
            signature.name, parameter.name
        ),
        Found::Raised(exception) => {
            return Misfit { message: String::new(), raised: Some(exception.clone()) };
        }
    };
    Misfit::new(message)
}

/// What stood where something else was wanted.
enum Found {
    Type(String),
    Element(String, usize),
    Unpacked(String, usize),
    Raised(PyBaseExceptionRef),
}

fn type_name(object: &PyObject) -> Found {
    Found::Type(object.class().name().to_string())
}

/// The default of a parameter; `None` when it must be given.
fn default(parameter: &Parameter) -> Option<Argument> {
    let text = parameter.default?;
    Some(match text {
        "None" => Argument::None,
        "True" => Argument::Scalar(Scalar::Bool(true)),
        "False" => Argument::Scalar(Scalar::Bool(false)),
        _ if text.starts_with('\'') => Argument::Text(text.trim_matches('\'').to_owned()),
        _ if text.starts_with('(') => {
            let inner = text.trim_matches(['(', ')']);
            Argument::Ints(inner.split(',').filter_map(|part| part.trim().parse().ok()).collect())
        }
        _ => match (text.parse::<i64>(), text.parse::<f64>(), parameter.kind) {
            (Ok(int), _, Kind::Ints(_)) => Argument::Ints(vec![int]),
            (Ok(int), ..) => Argument::Scalar(Scalar::Int(int)),
            (_, Ok(float), _) => Argument::Scalar(Scalar::Float(float)),
            _ => Argument::None,
        },
    })
}

fn convert(parameter: &Parameter, object: &PyObjectRef, vm: &VirtualMachine) -> Result<Argument, Found> {
    if vm.is_none(object) && parameter.kind != Kind::Object {
        return if parameter.nullable { Ok(Argument::None) } else { Err(Found::Type("NoneType".to_owned())) };
    }
    let scalar = || Scalar::from_object(object, vm);
    let converted = match parameter.kind {
        Kind::Tensor => tensor_of(object).cloned().map(Argument::Tensor),
        Kind::Operand => tensor_of(object).cloned().or_else(|| scalar().map(Scalar::wrapped)).map(Argument::Tensor),
        Kind::Tensors => return tensors(object),
        Kind::Scalar | Kind::Float => scalar().or_else(|| single_element(object)).map(Argument::Scalar),
        Kind::Int => int_of(object, vm).map(Scalar::Int).map(Argument::Scalar),
        Kind::Bool => scalar().filter(|scalar| matches!(scalar, Scalar::Bool(_))).map(Argument::Scalar),
        Kind::Ints(single) => return ints(object, single, vm),
        Kind::DType => dtype_class::dtype_of(object, vm).map(Argument::DType),
        Kind::Text => object.downcast_ref::<PyStr>().map(|text| Argument::Text(text.as_wtf8().to_string())),
        Kind::Device => return device(object, vm),
        Kind::Generator | Kind::Object => Some(Argument::Object(object.clone())),
    };
    converted.ok_or_else(|| type_name(object))
}

fn single_element(object: &PyObject) -> Option<Scalar> {
    let tensor = tensor_of(object).filter(|tensor| tensor.ndim() == 0)?;
    Scalar::from_tensor(tensor).ok()
}

fn tensors(object: &PyObject) -> Result<Argument, Found> {
    let items = items_of(object).ok_or_else(|| type_name(object))?;
    let converted = items
        .iter()
        .enumerate()
        .map(|(at, item)| tensor_of(item).cloned().ok_or_else(|| Found::Element(item.class().name().to_string(), at)));
    converted.collect::<Result<_, _>>().map(Argument::Tensors)
}

fn ints(object: &PyObject, single: bool, vm: &VirtualMachine) -> Result<Argument, Found> {
    if let Some(int) = int_of(object, vm).filter(|_| single) {
        return Ok(Argument::Ints(vec![int]));
    }
    let items = items_of(object).ok_or_else(|| type_name(object))?;
    let converted = items.iter().enumerate().map(|(at, item)| {
        int_of(item, vm).ok_or_else(|| {
            let name = item.class().name().to_string();
            if at == 0 { Found::Element(name, at) } else { Found::Unpacked(name, at + 1) }
        })
    });
    converted.collect::<Result<_, _>>().map(Argument::Ints)
}

/// `'cpu'`, `torch.device('cpu')`; anything else does not exist here.
fn device(object: &PyObjectRef, vm: &VirtualMachine) -> Result<Argument, Found> {
    let Some(class) = session::device_class() else { return Ok(Argument::Object(object.clone())) };
    let device = class.call((object.clone(),), vm).map_err(Found::Raised)?;
    let kind = device.get_attr("type", vm).and_then(|kind| kind.str(vm)).map_err(Found::Raised)?;
    if kind.as_wtf8() == "cpu" {
        return Ok(Argument::Object(device));
    }
    let message = "Torch not compiled with CUDA enabled".to_owned();
    Err(Found::Raised(vm.new_exception_msg(vm.ctx.exceptions.assertion_error.to_owned(), message.into())))
}
