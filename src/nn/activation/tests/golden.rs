//! Real PyTorch's values and gradients, to the bit or to a few units in the last place.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    nn::activation::{Activation, find, prelu},
    tensor::{
        Attribute, Tensor,
        autograd::{Pass, backward},
    },
};

/// What PyTorch computes exactly, so that no bit may differ.
const EXACT: [&str; 10] = [
    "ReLU",
    "ReLU6",
    "Hardtanh",
    "Hardsigmoid",
    "Hardswish",
    "LeakyReLU",
    "PReLU",
    "Hardshrink",
    "Softshrink",
    "Threshold",
];

fn golden() -> Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/activations.json");
    let text = std::fs::read_to_string(path).expect("the golden data is in the repository");
    serde_json::from_str(&text).expect("JSON")
}

/// A constructor call: the class, and its arguments.
struct Call {
    activation: &'static Activation,
    arguments: Vec<(&'static str, Attribute)>,
}

/// Reads `nn.Softplus(beta=2.0, threshold=5.0)`; `None` for a class that the table lacks.
fn call(ctor: &str) -> Option<Call> {
    let (name, arguments) = ctor.trim_start_matches("nn.").trim_end_matches(')').split_once('(')?;
    let activation = find(name)?;
    let read = |(index, argument): (usize, &str)| {
        let (parameter, text) = match argument.split_once('=') {
            Some((name, text)) => (activation.parameters.iter().find(|p| p.name == name.trim())?, text),
            None => (activation.parameters.get(index)?, argument),
        };
        let text = text.trim();
        let value = match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(value), _) => Attribute::Int(value),
            (_, Ok(value)) => Attribute::Float(value),
            _ => Attribute::Text(text.trim_matches('\'').to_owned()),
        };
        Some((parameter.name, value))
    };
    let arguments = arguments.split(',').filter(|argument| !argument.is_empty()).enumerate().map(read);
    Some(Call { activation, arguments: arguments.collect::<Option<_>>().expect("known parameters") })
}

/// A tensor of bit patterns: numbers are float32, hexadecimal digits float64.
fn tensor(bits: &Value, shape: &[usize]) -> Tensor {
    let bits = bits.as_array().expect("a list");
    if bits[0].is_u64() {
        let single = |v: &Value| f32::from_bits(u32::try_from(v.as_u64().expect("bits")).expect("32 of them"));
        return Tensor::from_vec(bits.iter().map(single).collect(), shape);
    }
    let double = |v: &Value| f64::from_bits(u64::from_str_radix(v.as_str().expect("hex"), 16).expect("hex"));
    Tensor::from_vec(bits.iter().map(double).collect(), shape)
}

/// Floating point numbers as integers in their order, so that neighbours differ by 1.
fn rank(value: f64, single: bool) -> i64 {
    let bits = if single { i64::from((value as f32).to_bits() as i32) } else { value.to_bits() as i64 };
    let sign = if single { i64::from(i32::MIN) } else { i64::MIN };
    if bits < 0 { sign.wrapping_sub(bits) } else { bits }
}

/// How many floats lie between the two; NaN is near NaN alone, infinity near infinity, and zeros keep their sign.
fn distance(found: f64, expected: f64, single: bool) -> u64 {
    if found.is_nan() && expected.is_nan() || found.to_bits() == expected.to_bits() {
        return 0;
    }
    let special = |v: f64| !v.is_finite() || v == 0.0;
    if special(found) && special(expected) || found.is_nan() || expected.is_nan() {
        return u64::MAX;
    }
    rank(found, single).abs_diff(rank(expected, single))
}

/// The largest distance among elements that differ by more than `slack`.
fn worst(found: &Tensor, expected: &Tensor, slack: f64) -> u64 {
    let single = found.dtype() == crate::tensor::DType::Float32;
    assert_eq!(found.shape(), expected.shape());
    let pairs = found.to_vec::<f64>().into_iter().zip(expected.to_vec::<f64>());
    let apart =
        pairs.filter(|(found, expected)| found.is_nan() != expected.is_nan() || (found - expected).abs() > slack);
    apart.map(|(found, expected)| distance(found, expected, single)).max().unwrap_or(0)
}

/// Where the derivative is a small difference of numbers near 1, the last place of those is all that can agree.
fn is_difference(activation: &Activation) -> bool {
    ["Tanh", "Mish"].contains(&activation.name)
}

fn slack(dtype: &str) -> f64 {
    2.0_f64.powi(if dtype == "torch.float32" { -23 } else { -52 })
}

/// Exact GELU of float32 runs in a library that picks an approximation of the error function by the processor:
/// real PyTorch's own digits differ from machine to machine, by a few units of 2⁻²⁴.
fn is_machine_dependent(ctor: &str, dtype: &str) -> bool {
    ctor == "nn.GELU()" && dtype == "torch.float32"
}

fn assert_near(x: &Tensor, found: &Tensor, expected: &Tensor) {
    let pairs = found.to_vec::<f64>().into_iter().zip(expected.to_vec::<f64>());
    for (x, (found, expected)) in x.to_vec::<f64>().into_iter().zip(pairs) {
        let same = found.total_cmp(&expected).is_eq() || found.is_nan() && expected.is_nan();
        let units = 2.0_f64.powi(-24) * x.abs().max(1.0);
        assert!(same || (found - expected).abs() <= 3.0 * units, "GELU({x}): {found} ≠ {expected}");
    }
}

#[expect(clippy::print_stdout, reason = "the table of distances is what the test is asked to show")]
fn report(table: &BTreeMap<(String, String), [u64; 2]>) {
    for ((ctor, dtype), [y, dx]) in table {
        println!("{ctor:<40} {dtype:<14} y {y} ULP, dx {dx} ULP");
    }
}

#[test]
fn elementwise_activations_give_pytorchs_digits() {
    let mut table = BTreeMap::new();
    let mut failures = Vec::new();
    for row in golden()["elementwise"].as_array().expect("rows") {
        let (ctor, dtype) = (row["ctor"].as_str().expect("text"), row["dtype"].as_str().expect("text"));
        let call = call(ctor).expect("in the table");
        let shape = [row["x"].as_array().expect("points").len()];
        let x = tensor(&row["x"], &shape);
        x.set_requires_grad(true).expect("floats");
        let y = call.activation.run(&x, &call.arguments).expect("takes floats");
        backward(&[(y.clone(), Some(Tensor::full_as(1.0, &shape, x.dtype()).expect("small")))], Pass::default())
            .expect("differentiable");
        if is_machine_dependent(ctor, dtype) {
            assert_near(&x, &y, &tensor(&row["y"], &shape));
            assert_near(&x, &x.grad().expect("x"), &tensor(&row["dx"], &shape));
            continue;
        }
        let slack = if is_difference(call.activation) { slack(dtype) } else { 0.0 };
        let near = if call.activation.name == "Tanhshrink" { 2.0_f64.powi(-54) } else { 0.0 };
        let found = [
            // x − tanh(x) of small x has the last place of tanh(x) left, no more
            worst(&y, &tensor(&row["y"], &shape), near),
            worst(&x.grad().expect("x"), &tensor(&row["dx"], &shape), slack),
        ];
        let allowed = match dtype {
            _ if EXACT.contains(&call.activation.name) => 0,
            // at −88.8 its exponential is subnormal
            "torch.float32" if call.activation.name == "Mish" => 5,
            "torch.float32" => 2,
            _ => 4,
        };
        if found.iter().any(|&ulp| ulp > allowed) {
            failures.push(format!("{ctor} {dtype}: {found:?}"));
        }
        table.insert((ctor.to_owned(), dtype.to_owned()), found);
    }
    report(&table);
    assert_eq!(failures, Vec::<String>::new());
    assert_eq!(table.len(), 65);
}

fn shape(value: &Value) -> Vec<usize> {
    let sizes = value.as_array().expect("sizes").iter();
    sizes.map(|size| usize::try_from(size.as_u64().expect("a size")).expect("small")).collect()
}

/// The slopes of a `PReLU` are a parameter, with a gradient of their own.
fn slopes(call: &Call) -> Option<Tensor> {
    let given = |name: &str| call.arguments.iter().find(|(given, _)| *given == name).map(|(_, value)| value.clone());
    let Some(Attribute::Int(count)) = given("num_parameters") else { return None };
    let init = if let Some(Attribute::Float(init)) = given("init") { init } else { 0.25 };
    let weight = Tensor::full(init as f32, &[usize::try_from(count).expect("small")]).expect("small");
    weight.set_requires_grad(true).expect("float32");
    Some(weight)
}

#[test]
fn shaped_activations_give_pytorchs_digits() {
    for row in golden()["structured"].as_array().expect("rows") {
        let ctor = row["ctor"].as_str().expect("text");
        let call = call(ctor).expect("in the table");
        let x = tensor(&row["x"], &shape(&row["shape"]));
        x.set_requires_grad(true).expect("floats");
        let weight = slopes(&call);
        let y = match &weight {
            Some(weight) => prelu(&x, weight),
            None => call.activation.run(&x, &call.arguments),
        };
        let (y, out) = (y.expect("fits"), shape(&row["out_shape"]));
        backward(&[(y.clone(), Some(tensor(&row["cotangent"], &out)))], Pass::default()).expect("differentiable");
        assert!(worst(&y, &tensor(&row["y"], &out), 0.0) <= 2, "{ctor}: {y:?}");
        let dx = x.grad().expect("x");
        // differences of numbers below 1 agree to the last place of those
        assert!(worst(&dx, &tensor(&row["dx"], &x.shape()), 2.0_f64.powi(-22)) <= 2, "{ctor}: {dx:?}");
        if let Some(weight) = weight {
            let expected = tensor(&row["dweight"], &weight.shape());
            assert!(worst(&weight.grad().expect("weight"), &expected, 0.0) <= 2, "{ctor}");
        }
    }
}
