//! Tensors printed by real PyTorch: `tests/golden/display.json`.

use std::{borrow::Cow, rc::Rc};

use serde_json::Value;

use super::*;
use crate::tensor::{
    DType, Result, Tensor,
    autograd::{Function, Node},
};

/// A node of which only the name is asked.
struct Named(String);

impl Function for Named {
    fn name(&self) -> Cow<'static, str> {
        Cow::Owned(self.0.clone())
    }

    fn backward(&self, _node: &Rc<Node>, _grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        Ok(Vec::new())
    }
}

fn number(value: &Value) -> f64 {
    let bits = value.as_str().map(|hex| u64::from_str_radix(hex, 16).expect("hexadecimal"));
    bits.map_or_else(|| value.as_f64().unwrap_or_else(|| f64::from(u8::from(value == true))), f64::from_bits)
}

fn tensor(row: &Value) -> Tensor {
    let shape: Vec<usize> = serde_json::from_value(row["shape"].clone()).expect("a shape");
    let dtype = DType::ALL.into_iter().find(|dtype| dtype.name() == row["dtype"]).expect("a type");
    let doubles = row["values"].as_array().expect("values").iter().map(number).collect();
    let tensor = crate::tensor::kernel::convert(&Tensor::from_vec::<f64>(doubles, &shape), dtype).expect("small");
    if let Some(name) = row["grad_fn"].as_str() {
        return tensor.with_grad_fn(Node::new(Box::new(Named(name.to_owned())), Vec::new()), 0);
    }
    tensor.set_requires_grad(row["requires_grad"] == true).expect("a float");
    tensor
}

fn options(wanted: &Value) -> PrintOptions {
    let size = |name: &str| wanted[name].as_u64().map(|size| size as usize);
    let mut options = wanted["profile"].as_str().and_then(PrintOptions::profile).unwrap_or_default();
    options.precision = size("precision").unwrap_or(options.precision);
    options.threshold = size("threshold").or(options.threshold);
    options.edge_items = size("edgeitems").unwrap_or(options.edge_items);
    options.line_width = size("linewidth").unwrap_or(options.line_width);
    options.scientific = wanted["sci_mode"].as_bool();
    options
}

#[test]
fn tensors_look_as_in_pytorch() {
    let file: Value = serde_json::from_str(include_str!("../../../tests/golden/display.json")).expect("JSON");
    let rows = file["rows"].as_array().expect("rows");
    assert!(rows.len() > 300);
    for row in rows {
        let text = display(&tensor(row), &options(&row["options"]));
        assert_eq!(text, row["text"].as_str().expect("text"), "{} {}", row["dtype"], row["options"]);
    }
}

#[test]
fn numbers_look_as_in_python() {
    let file: Value = serde_json::from_str(include_str!("../../../tests/golden/display.json")).expect("JSON");
    for row in file["rows"].as_array().expect("rows") {
        for (value, text) in tensor(row).to_vec::<f64>().into_iter().zip(row["numbers"].as_array().expect("numbers")) {
            assert_eq!(python_float(value), text.as_str().expect("text"));
        }
    }
}

#[test]
fn the_name_of_a_subclass_moves_the_columns() {
    let x = Tensor::from_vec(vec![1.0_f32, 2.0, 3.0, 4.0], &[2, 2]);
    assert_eq!(display_as("Foto", &x, &PrintOptions::DEFAULT), "Foto([[1., 2.],\n      [3., 4.]])");
}

#[test]
fn values_alone_say_nothing_of_type_and_graph() {
    let x = Tensor::from_vec(vec![1.5_f64], &[1]);
    x.set_requires_grad(true).expect("a float");
    assert_eq!(display_values(&x, &PrintOptions::DEFAULT), "tensor([1.5000])");
    assert_eq!(contents(&x, 0, &PrintOptions::SHORT), "[1.50]");
}
