//! A Python value as plain data.

use rustpython_vm::{
    AsObject, PyObjectRef, VirtualMachine,
    builtins::{PyDict, PyFloat, PyInt, PyStr},
};
use serde::{Deserialize, Serialize};

use crate::{
    python::binding::{
        show,
        value::{items_of, tensor_of},
    },
    tensor::Tensor,
    trace::numbers,
};

/// Deeper than this, lists are told as text.
const DEEPEST: usize = 12;

/// A Python value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// `None`
    None,
    /// `True`, `False`
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// A float.
    Float(#[serde(with = "numbers::one")] f64),
    /// A string.
    Text(String),
    /// A tensor.
    Tensor(TensorValue),
    /// A list, a tuple, a `torch.Size`.
    List(Vec<Value>),
    /// A dictionary, its keys as `str` gives them.
    Dict(Vec<(String, Value)>),
    /// Anything else, as `repr` shows it.
    Other(String),
}

/// A tensor with all its elements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TensorValue {
    /// Size of each dimension.
    pub shape: Vec<usize>,
    /// The type, after `torch.`.
    pub dtype: String,
    /// The elements, row by row.
    #[serde(with = "numbers")]
    pub values: Vec<f64>,
    /// As PyTorch prints it.
    pub text: String,
}

impl Value {
    /// The number that it is: also of a tensor with one element; `True` is 1.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Bool(value) => Some(f64::from(u8::from(*value))),
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            Self::Tensor(tensor) => tensor.values.first().copied().filter(|_| tensor.values.len() == 1),
            _ => None,
        }
    }

    /// Shape and elements, row by row: of a tensor, a number, or lists of numbers nested to a rectangle.
    #[must_use]
    pub fn numbers(&self) -> Option<(Vec<usize>, Vec<f64>)> {
        match self {
            Self::Tensor(tensor) => Some((tensor.shape.clone(), tensor.values.clone())),
            Self::List(items) => rectangle(items),
            _ => self.number().map(|number| (Vec::new(), vec![number])),
        }
    }

    /// The words of a list of words.
    #[must_use]
    pub fn words(&self) -> Option<Vec<&str>> {
        let Self::List(items) = self else { return None };
        items.iter().map(|item| if let Self::Text(text) = item { Some(text.as_str()) } else { None }).collect()
    }

    /// What belongs to a key of a dictionary.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Self::Dict(entries) = self else { return None };
        entries.iter().find_map(|(name, value)| (name == key).then_some(value))
    }
}

fn rectangle(items: &[Value]) -> Option<(Vec<usize>, Vec<f64>)> {
    let parts: Vec<_> = items.iter().map(Value::numbers).collect::<Option<_>>()?;
    let inner = parts.first().map(|(shape, _)| shape.clone()).unwrap_or_default();
    let even = parts.iter().all(|(shape, _)| *shape == inner);
    let values = parts.into_iter().flat_map(|(_, values)| values).collect();
    even.then(|| ([vec![items.len()], inner].concat(), values))
}

/// Reads a Python object.
pub fn read(object: &PyObjectRef, vm: &VirtualMachine) -> Value {
    read_at(object, 0, vm)
}

fn read_at(object: &PyObjectRef, depth: usize, vm: &VirtualMachine) -> Value {
    if vm.is_none(object) {
        return Value::None;
    }
    if let Some(tensor) = tensor_of(object) {
        return Value::Tensor(TensorValue::of(tensor));
    }
    if let Some(text) = object.downcast_ref::<PyStr>() {
        return Value::Text(text.as_wtf8().to_string());
    }
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        return Value::Float(float.to_f64());
    }
    if let Some(int) = object.downcast_ref::<PyInt>() {
        return integer(object, int, vm);
    }
    if depth < DEEPEST {
        if let Some(dict) = object.downcast_ref::<PyDict>() {
            let entry = |(key, value): (PyObjectRef, PyObjectRef)| (text(&key, vm), read_at(&value, depth + 1, vm));
            return Value::Dict(dict.into_iter().map(entry).collect());
        }
        if let Some(items) = items_of(object) {
            return Value::List(items.iter().map(|item| read_at(item, depth + 1, vm)).collect());
        }
    }
    Value::Other(object.repr(vm).map(|text| text.as_wtf8().to_string()).unwrap_or_default())
}

fn integer(object: &PyObjectRef, int: &PyInt, vm: &VirtualMachine) -> Value {
    if object.fast_isinstance(vm.ctx.types.bool_type) {
        return Value::Bool(int.try_to_primitive::<i64>(vm).is_ok_and(|value| value != 0));
    }
    int.try_to_primitive(vm).map_or_else(|_| Value::Other(int.as_bigint().to_string()), Value::Int)
}

fn text(object: &PyObjectRef, vm: &VirtualMachine) -> String {
    object.str(vm).map(|text| text.as_wtf8().to_string()).unwrap_or_default()
}

impl TensorValue {
    fn of(tensor: &Tensor) -> Self {
        Self {
            shape: tensor.shape(),
            dtype: tensor.dtype().name().to_owned(),
            values: tensor.to_vec::<f64>(),
            text: show(tensor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_lists_are_numbers() {
        let row = |values: &[f64]| Value::List(values.iter().copied().map(Value::Float).collect());
        let even = Value::List(vec![row(&[1.0, 2.0]), row(&[3.0, 4.0])]);
        assert_eq!(even.numbers(), Some((vec![2, 2], vec![1.0, 2.0, 3.0, 4.0])));
        assert_eq!(Value::List(vec![row(&[1.0]), row(&[3.0, 4.0])]).numbers(), None);
        assert_eq!(Value::Int(3).numbers(), Some((vec![], vec![3.0])));
        assert_eq!(Value::Text("3".into()).numbers(), None);
    }

    #[test]
    fn json_carries_what_json_lacks() {
        for value in [f64::INFINITY, f64::NEG_INFINITY, 0.1] {
            let json = serde_json::to_string(&Value::Float(value)).expect("plain data");
            assert_eq!(serde_json::from_str::<Value>(&json).expect("and back"), Value::Float(value));
        }
    }
}
