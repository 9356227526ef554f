//! Values as prose shows them.

use crate::{explain, python::Value};

/// A number with four digits, «sí» or «no», a shape as `(1, 2)`, a tensor as `print` shows it.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::None => "None".to_owned(),
        Value::Bool(true) => "sí".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(number) => number.to_string().replace('-', "−"),
        Value::Float(number) => explain::number(*number),
        Value::Text(text) | Value::Other(text) => text.clone(),
        Value::Tensor(tensor) => match (tensor.values.as_slice(), tensor.shape.is_empty()) {
            ([number], true) if tensor.dtype == "bool" => self::value(&Value::Bool(*number != 0.0)),
            ([number], true) => explain::number(*number),
            _ => tensor.text.clone(),
        },
        Value::List(items) if items.iter().all(|item| matches!(item, Value::Int(_))) => tuple(items),
        Value::List(items) => format!("[{}]", list(items)),
        Value::Dict(entries) => {
            let entries: Vec<_> = entries.iter().map(|(key, item)| format!("{key}: {}", self::value(item))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A shape as Python prints it.
pub(super) fn shape(sizes: &[usize]) -> String {
    explain::shape_of(sizes)
}

fn tuple(items: &[Value]) -> String {
    if items.len() == 1 { format!("({},)", list(items)) } else { format!("({})", list(items)) }
}

fn list(items: &[Value]) -> String {
    items.iter().map(value).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::TensorValue;

    #[test]
    fn values_read_as_prose() {
        let tensor = |shape: &[usize], values: &[f64], text: &str| {
            let (shape, values, text) = (shape.to_vec(), values.to_vec(), text.to_owned());
            Value::Tensor(TensorValue { shape, dtype: "float32".into(), values, text })
        };
        let cases = [
            (Value::Float(-0.872_812), "−0.8728"),
            (Value::Float(0.5), "0.5"),
            (Value::Float(-6.0), "−6"),
            (Value::Float(0.25_f64.powi(10)), "9.5367e-07"),
            (Value::Int(-3), "−3"),
            (Value::Bool(true), "sí"),
            (Value::Text("relu".into()), "relu"),
            (Value::List(vec![Value::Int(1), Value::Int(2)]), "(1, 2)"),
            (Value::List(vec![Value::Int(3)]), "(3,)"),
            (Value::List(vec![]), "()"),
            (Value::List(vec![Value::Float(0.5), Value::Int(2)]), "[0.5, 2]"),
            (tensor(&[], &[f64::from(0.1_f32)], "tensor(0.1000)"), "0.1"),
            (tensor(&[1], &[0.5], "tensor([0.5000])"), "tensor([0.5000])"),
        ];
        for (value, shown) in cases {
            assert_eq!(self::value(&value), shown, "{value:?}");
        }
    }
}
