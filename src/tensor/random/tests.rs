//! The draws of real PyTorch, bit for bit: `tests/golden/rng.json` and `tests/golden/draws.json`.

use serde_json::Value;

use super::*;
use crate::tensor::{DType, Result, Tensor};

const F32: DType = DType::Float32;
const F64: DType = DType::Float64;
const F16: DType = DType::Float16;
const I64: DType = DType::Int64;
const I32: DType = DType::Int32;

type Draw = fn() -> Result<Vec<Tensor>>;

fn zeros(shape: &[usize], dtype: DType) -> Tensor {
    Tensor::full_as(0.0, shape, dtype).expect("small")
}

fn filled(value: f64, count: usize, dtype: DType) -> Tensor {
    Tensor::full_as(value, &[count], dtype).expect("small")
}

fn arange(start: u16, end: u16) -> Tensor {
    Tensor::from_vec((start..end).map(f32::from).collect(), &[usize::from(end - start)])
}

fn with_strides(x: &Tensor, shape: &[usize], strides: &[usize]) -> Tensor {
    x.with_layout(crate::tensor::Layout::strided(shape.to_vec(), strides.to_vec(), 0))
}

fn uniform(bound: f64, shape: &[usize]) -> Result<Tensor> {
    zeros(shape, F32).uniform_(-bound, bound, None)
}

fn normal_(std: f64, shape: &[usize]) -> Result<Tensor> {
    zeros(shape, F32).normal_(0.0, std, None)
}

/// What `nn.Linear` draws.
fn linear(outputs: usize, inputs: usize) -> Result<Vec<Tensor>> {
    let fan = (inputs as f64).sqrt();
    let bound = 3_f64.sqrt() * ((2.0 / (1.0 + 5_f64.sqrt().powi(2))).sqrt() / fan);
    Ok(vec![uniform(bound, &[outputs, inputs])?, uniform(1.0 / fan, &[outputs])?])
}

fn dropout(p: f64, shape: &[usize]) -> Result<Vec<Tensor>> {
    let mask = zeros(shape, F32).bernoulli_(1.0 - p, None)?;
    Ok(vec![mask.div(&Tensor::wrapped_number(1.0 - p))?])
}

/// A shuffled epoch: `DataLoader` draws a base seed, its sampler a seed of its own for the order.
fn batches() -> Result<Vec<Tensor>> {
    zeros(&[], I64).random_(None)?;
    let seed = zeros(&[], I64).random_(None)?.item::<i64>()?;
    let order = randperm(10, I64, Some(&Generator::new(seed as u64)))?.to_vec::<i64>();
    let column = |xs: &[i64], factor: i64| Tensor::from_vec(xs.iter().map(|x| x * factor).collect(), &[xs.len()]);
    Ok(order.chunks(4).flat_map(|xs| [column(xs, 1), column(xs, 2)]).collect())
}

const RNG: &[(&str, Draw)] = &[
    ("torch.rand(3, 5)", || Ok(vec![rand(&[3, 5], F32, None)?])),
    ("torch.randn(4, 4)", || Ok(vec![randn(&[4, 4], F32, None)?])),
    ("torch.randn(3, 5)", || Ok(vec![randn(&[3, 5], F32, None)?])),
    ("torch.rand(5, dtype=torch.float64)", || Ok(vec![rand(&[5], F64, None)?])),
    ("torch.randn(5, dtype=torch.float64)", || Ok(vec![randn(&[5], F64, None)?])),
    ("torch.randn(20, dtype=torch.float64)", || Ok(vec![randn(&[20], F64, None)?])),
    ("torch.randint(0, 10, (20,))", || Ok(vec![randint(0, 10, &[20], I64, None)?])),
    ("torch.randint(5, (3, 4))", || Ok(vec![randint(0, 5, &[3, 4], I64, None)?])),
    ("torch.randint(-7, 7, (8,))", || Ok(vec![randint(-7, 7, &[8], I64, None)?])),
    ("torch.randperm(1)", || Ok(vec![randperm(1, I64, None)?])),
    ("torch.randperm(10)", || Ok(vec![randperm(10, I64, None)?])),
    ("torch.randperm(33)", || Ok(vec![randperm(33, I64, None)?])),
    ("torch.bernoulli(torch.full((20,), 0.3))", || Ok(vec![bernoulli(&filled(0.3, 20, F32), None)?])),
    ("torch.normal(2.0, 3.0, (5,))", || Ok(vec![normal(2.0, 3.0, &[5], F32, None)?])),
    ("torch.normal(2.0, 3.0, (20,))", || Ok(vec![normal(2.0, 3.0, &[20], F32, None)?])),
    (
        "(torch.rand(2), torch.randn(3), torch.rand(2), torch.randn(2), torch.randn(17), torch.randn(1), torch.rand(1))",
        || {
            let (rand, randn) = (|n| rand(&[n], F32, None), |n| randn(&[n], F32, None));
            Ok(vec![rand(2)?, randn(3)?, rand(2)?, randn(2)?, randn(17)?, randn(1)?, rand(1)?])
        },
    ),
    ("torch.empty(6).uniform_(-2, 3)", || Ok(vec![zeros(&[6], F32).uniform_(-2.0, 3.0, None)?])),
    ("torch.empty(6).normal_(1, 2)", || Ok(vec![zeros(&[6], F32).normal_(1.0, 2.0, None)?])),
    ("torch.empty(20).normal_(1, 2)", || Ok(vec![zeros(&[20], F32).normal_(1.0, 2.0, None)?])),
    ("F.dropout(torch.ones(20), 0.5)", || dropout(0.5, &[20])),
    ("F.dropout(torch.ones(3, 4), 0.2)", || dropout(0.2, &[3, 4])),
    ("tuple(nn.Linear(3, 2).parameters())", || linear(2, 3)),
    ("tuple(nn.Linear(1, 1).parameters())", || linear(1, 1)),
    ("tuple(nn.Linear(4, 8).parameters())", || linear(8, 4)),
    ("tuple(nn.Linear(10, 20).parameters())", || linear(20, 10)),
    ("tuple(nn.Linear(5, 3, bias=False).parameters())", || Ok(linear(3, 5)?[..1].to_vec())),
    ("tuple(nn.Bilinear(2, 3, 2).parameters())", || {
        let bound = 1.0 / 2_f64.sqrt();
        Ok(vec![uniform(bound, &[2, 2, 3])?, uniform(bound, &[2])?])
    }),
    ("tuple(nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1)).parameters())", || {
        Ok([linear(4, 2)?, linear(1, 4)?].concat())
    }),
    ("nn.init.xavier_uniform_(torch.empty(3, 5))", || Ok(vec![uniform(3_f64.sqrt() * (2.0 / 8_f64).sqrt(), &[3, 5])?])),
    ("nn.init.xavier_normal_(torch.empty(3, 5))", || Ok(vec![normal_((2.0 / 8_f64).sqrt(), &[3, 5])?])),
    ("nn.init.xavier_uniform_(torch.empty(4, 4), gain=nn.init.calculate_gain('tanh'))", || {
        Ok(vec![uniform(3_f64.sqrt() * (5.0 / 3.0 * (2.0 / 8_f64).sqrt()), &[4, 4])?])
    }),
    ("nn.init.kaiming_uniform_(torch.empty(3, 5), nonlinearity='relu')", || {
        Ok(vec![uniform(3_f64.sqrt() * (2_f64.sqrt() / 5_f64.sqrt()), &[3, 5])?])
    }),
    ("nn.init.kaiming_normal_(torch.empty(4, 5), mode='fan_out', nonlinearity='relu')", || {
        Ok(vec![normal_(2_f64.sqrt() / 4_f64.sqrt(), &[4, 5])?])
    }),
    ("nn.init.kaiming_normal_(torch.empty(4, 5), a=0.2, nonlinearity='leaky_relu')", || {
        Ok(vec![normal_((2.0 / (1.0 + 0.2_f64.powi(2))).sqrt() / 5_f64.sqrt(), &[4, 5])?])
    }),
    ("nn.init.normal_(torch.empty(3, 6), 0.0, 0.02)", || Ok(vec![normal_(0.02, &[3, 6])?])),
    ("nn.init.uniform_(torch.empty(3, 3))", || Ok(vec![rand(&[3, 3], F32, None)?])),
    ("nn.Embedding(4, 3).weight", || Ok(vec![randn(&[4, 3], F32, None)?])),
    (
        "tuple(b for batch in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.arange(10), \
         torch.arange(10) * 2), batch_size=4, shuffle=True) for b in batch)",
        batches,
    ),
];

const DRAWS: &[(&str, Draw)] = &[
    ("torch.empty(7, dtype=torch.float64).uniform_(-2, 3)", || Ok(vec![zeros(&[7], F64).uniform_(-2.0, 3.0, None)?])),
    ("torch.empty(7).uniform_(0.1, 0.7)", || Ok(vec![zeros(&[7], F32).uniform_(0.1, 0.7, None)?])),
    ("torch.rand(5, dtype=torch.float16)", || Ok(vec![rand(&[5], F16, None)?])),
    ("torch.randn(5, dtype=torch.float16)", || Ok(vec![randn(&[5], F16, None)?])),
    ("torch.randn(37, dtype=torch.float16)", || Ok(vec![randn(&[37], F16, None)?])),
    ("torch.empty(20, dtype=torch.float64).normal_(-1, 0.3)", || Ok(vec![zeros(&[20], F64).normal_(-1.0, 0.3, None)?])),
    ("torch.empty(5, dtype=torch.float64).normal_(-1, 0.3)", || Ok(vec![zeros(&[5], F64).normal_(-1.0, 0.3, None)?])),
    ("torch.empty(9).exponential_(2.0)", || Ok(vec![zeros(&[9], F32).exponential_(2.0, None)?])),
    ("torch.empty(5, dtype=torch.float64).exponential_(0.5)", || Ok(vec![zeros(&[5], F64).exponential_(0.5, None)?])),
    ("torch.empty(4, 5).t().normal_()", || {
        Ok(vec![with_strides(&zeros(&[4, 5], F32), &[5, 4], &[1, 5]).normal_(0.0, 1.0, None)?])
    }),
    ("torch.empty(3, 4).t().uniform_()", || {
        Ok(vec![with_strides(&zeros(&[3, 4], F32), &[4, 3], &[1, 4]).uniform_(0.0, 1.0, None)?])
    }),
    ("torch.empty(6, 4)[:, ::2].uniform_()", || {
        Ok(vec![with_strides(&zeros(&[6, 4], F32), &[6, 2], &[4, 2]).uniform_(0.0, 1.0, None)?])
    }),
    ("torch.empty(12).bernoulli_(0.3)", || Ok(vec![zeros(&[12], F32).bernoulli_(0.3, None)?])),
    ("torch.empty(12, dtype=torch.int64).bernoulli_(0.7)", || Ok(vec![zeros(&[12], I64).bernoulli_(0.7, None)?])),
    ("torch.bernoulli(torch.full((12,), 0.3, dtype=torch.float64))", || {
        Ok(vec![bernoulli(&filled(0.3, 12, F64), None)?])
    }),
    ("torch.empty(2, 6).bernoulli_(torch.linspace(0, 1, 6))", || {
        let p = arange(0, 6).div(&Tensor::wrapped_number(5.0))?;
        Ok(vec![zeros(&[2, 6], F32).bernoulli_tensor_(&p, None)?])
    }),
    ("torch.normal(torch.arange(20.0), torch.arange(1.0, 21.0))", || {
        Ok(vec![normal_tensors(&arange(0, 20), &arange(1, 21), None)?])
    }),
    ("torch.normal(torch.zeros(2, 1), torch.ones(3))", || {
        Ok(vec![normal_tensors(&zeros(&[2, 1], F32), &filled(1.0, 3, F32), None)?])
    }),
    ("torch.normal(torch.arange(5.0), 0.5)", || Ok(vec![normal_mean(&arange(0, 5), 0.5, None)?])),
    ("torch.normal(1.5, torch.arange(1.0, 5.0))", || Ok(vec![normal_std(1.5, &arange(1, 5), None)?])),
    ("torch.multinomial(torch.tensor([1.0, 2, 3, 4]), 1)", || Ok(vec![multinomial(&arange(1, 5), 1, false, None)?])),
    ("torch.multinomial(torch.tensor([1.0, 2, 3, 4]), 4)", || Ok(vec![multinomial(&arange(1, 5), 4, false, None)?])),
    ("torch.multinomial(torch.tensor([1.0, 0, 3, 4]), 9, replacement=True)", || {
        Ok(vec![multinomial(&Tensor::from_vec(vec![1.0_f32, 0.0, 3.0, 4.0], &[4]), 9, true, None)?])
    }),
    ("torch.multinomial(torch.tensor([[1.0, 2, 3, 4], [4, 3, 2, 0]], dtype=torch.float64), 3)", || {
        let weights = Tensor::from_vec(vec![1.0_f64, 2.0, 3.0, 4.0, 4.0, 3.0, 2.0, 0.0], &[2, 4]);
        Ok(vec![multinomial(&weights, 3, false, None)?])
    }),
    ("torch.multinomial(torch.tensor([[1.0, 2, 3, 4], [4, 3, 2, 0]]), 6, replacement=True)", || {
        let weights = Tensor::from_vec(vec![1.0_f32, 2.0, 3.0, 4.0, 4.0, 3.0, 2.0, 0.0], &[2, 4]);
        Ok(vec![multinomial(&weights, 6, true, None)?])
    }),
    ("torch.empty(5).random_()", || Ok(vec![zeros(&[5], F32).random_(None)?])),
    ("torch.empty(5, dtype=torch.float64).random_()", || Ok(vec![zeros(&[5], F64).random_(None)?])),
    ("torch.empty(5, dtype=torch.float16).random_()", || Ok(vec![zeros(&[5], F16).random_(None)?])),
    ("torch.empty(5, dtype=torch.int64).random_()", || Ok(vec![zeros(&[5], I64).random_(None)?])),
    ("torch.empty(5, dtype=torch.int32).random_()", || Ok(vec![zeros(&[5], I32).random_(None)?])),
    ("torch.empty(5, dtype=torch.bool).random_()", || Ok(vec![zeros(&[5], DType::Bool).random_(None)?])),
    ("torch.empty(5, dtype=torch.int64).random_(-2**63, None)", || {
        Ok(vec![zeros(&[5], I64).random_from_to_(i64::MIN, None, None)?])
    }),
    ("torch.empty(5, dtype=torch.int32).random_(-5, None)", || {
        Ok(vec![zeros(&[5], I32).random_from_to_(-5, None, None)?])
    }),
    ("torch.empty(5).random_(5, None)", || Ok(vec![zeros(&[5], F32).random_from_to_(5, None, None)?])),
    ("torch.empty(5).random_(1, 2**24)", || Ok(vec![zeros(&[5], F32).random_from_to_(1, Some(1 << 24), None)?])),
    ("torch.empty(5, dtype=torch.float16).random_(0, 2000)", || Ok(vec![zeros(&[5], F16).random_to_(2000, None)?])),
    ("torch.randint(0, 2**40, (5,))", || Ok(vec![randint(0, 1 << 40, &[5], I64, None)?])),
    ("torch.randint(0, 2**28, (5,))", || Ok(vec![randint(0, 1 << 28, &[5], I64, None)?])),
    ("torch.randint(0, 10, (5,), dtype=torch.float32)", || Ok(vec![randint(0, 10, &[5], F32, None)?])),
    ("torch.randperm(7, dtype=torch.float32)", || Ok(vec![randperm(7, F32, None)?])),
];

/// What is drawn here and tested where it is built: the activation, and what initialisation adds.
const ELSEWHERE: [&str; 3] = ["F.rrelu(", "nn.init.trunc_normal_(", "nn.init.orthogonal_("];

fn rows(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).expect("JSON");
    file["rows"].as_array().expect("rows").clone()
}

fn draw(code: &str, table: &[(&str, Draw)]) -> Vec<Tensor> {
    if let Some(count) = code.strip_prefix("torch.rand(").and_then(|rest| rest.strip_suffix(')')?.parse().ok()) {
        return vec![rand(&[count], F32, None).expect("small")];
    }
    if let Some(count) = code.strip_prefix("torch.randn(").and_then(|rest| rest.strip_suffix(')')?.parse().ok()) {
        return vec![randn(&[count], F32, None).expect("small")];
    }
    let (_, draw) = table.iter().find(|(known, _)| *known == code).expect(code);
    draw().expect(code)
}

/// Elements as the files hold them: bits for floats.
fn written(tensor: &Tensor) -> Value {
    match tensor.dtype() {
        F32 => tensor.to_vec::<f32>().iter().map(|x| x.to_bits()).collect(),
        F64 | F16 => tensor.to_vec::<f64>().iter().map(|x| format!("{:016x}", x.to_bits())).collect(),
        DType::Bool => tensor.to_vec::<bool>().into_iter().collect(),
        _ => tensor.to_vec::<i64>().into_iter().collect(),
    }
}

fn compare(text: &str, table: &[(&str, Draw)]) {
    for row in rows(text) {
        let code = row["code"].as_str().expect("code");
        if ELSEWHERE.iter().any(|prefix| code.starts_with(prefix)) {
            continue;
        }
        manual_seed(row["seed"].as_u64().expect("a seed"));
        let drawn = draw(code, table);
        let expected = row["out"].as_array().expect("out");
        assert_eq!(drawn.len(), expected.len(), "{code}");
        for (tensor, expected) in drawn.iter().zip(expected) {
            assert_eq!(serde_json::json!(tensor.shape()), expected["shape"], "{code}");
            assert_eq!(format!("torch.{}", tensor.dtype().name()), expected["dtype"], "{code}");
            assert_eq!(written(tensor), expected["values"], "{code}, seed {}", row["seed"]);
        }
        if let Some(state) = row.get("state").and_then(Value::as_u64) {
            let bytes = default_generator().state();
            let sum = bytes.iter().enumerate().map(|(place, &byte)| place as u64 * u64::from(byte)).sum::<u64>();
            assert_eq!(sum, state, "the state after {code}");
        }
    }
}

#[test]
fn reference_draws_have_the_same_bits() {
    compare(include_str!("../../../tests/golden/rng.json"), RNG);
}

#[test]
fn further_draws_have_the_same_bits_and_leave_the_same_state() {
    compare(include_str!("../../../tests/golden/draws.json"), DRAWS);
}

#[test]
fn fresh_tensors_begin_at_version_zero() {
    let made = [rand(&[2], F32, None), randn(&[20], F64, None), randint(0, 3, &[2], I64, None)];
    assert!(made.into_iter().all(|tensor| tensor.expect("small").version() == 0));
}

#[test]
fn ranges_that_are_none_are_refused() {
    let x = zeros(&[3], F32);
    let long = zeros(&[3], I64);
    let cases = [
        (x.normal_(0.0, -1.0, None), "normal expects std >= 0.0, but found std -1"),
        (x.uniform_(1.5, -1e30, None), "uniform_ expects to return a [from, to) range, but found from=1.5 > to=-1e+30"),
        (x.uniform_(0.0, 1e300, None), "to is out of bounds for float"),
        (long.uniform_(0.0, 1.0, None), "\"check_uniform_bounds\" not implemented for 'Long'"),
        (long.normal_(0.0, 1.0, None), "\"normal_kernel_cpu\" not implemented for 'Long'"),
        (x.random_to_(0, None), "random_ expects 'from' to be less than 'to', but got from=0 >= to=0"),
        (randint(0, 1 << 33, &[3], I32, None), "to - 1 is out of bounds for int"),
        (randint(0, 300, &[3], DType::Bool, None), "to - 1 is out of bounds for bool"),
        (x.bernoulli_(-0.25, None), "bernoulli_ expects p to be in [0, 1], but got p=-0.25"),
        (x.exponential_(0.0, None), "exponential_ expects lambda > 0.0, but found lambda=0"),
        (randperm(-1, I64, None), "Trying to create tensor with negative dimension -1: [-1]"),
        (multinomial(&x, 4, false, None), "cannot sample n_sample > prob_dist.size(-1) samples without replacement"),
        (multinomial(&x, 1, false, None), "invalid multinomial distribution (sum of probabilities <= 0)"),
        (multinomial(&long, 1, false, None), "multinomial only supports floating-point dtypes for input, got: Long"),
        (
            with_strides(&x, &[4, 3], &[0, 1]).normal_(0.0, 1.0, None),
            "unsupported operation: more than one element of the written-to tensor refers to a single memory \
             location. Please clone() the tensor before performing the operation.",
        ),
    ];
    for (result, message) in cases {
        assert_eq!(result.expect_err(message).message, message);
    }
}
