//! The entries of the table, one an activation.

use super::{
    Celu, Elu, Gelu, Hardshrink, Hardsigmoid, Hardswish, Hardtanh, LeakyRelu, LogSigmoid, Mish, Relu, Relu6, Rrelu,
    Selu, Sigmoid, Silu, Softplus, Tanh, Threshold, rrelu, softshrink,
    table::{
        Activation,
        Bound::{self, Closed, Open, Unbounded},
        Default, Parameter, Scope, Sides,
    },
};

pub static ALL: &[&Activation] = &[
    &ELU,
    &HARDSHRINK,
    &HARDSIGMOID,
    &HARDTANH,
    &HARDSWISH,
    &LEAKY_RELU,
    &LOG_SIGMOID,
    &RELU,
    &RELU6,
    &RRELU,
    &SELU,
    &CELU,
    &GELU,
    &SIGMOID,
    &SILU,
    &MISH,
    &SOFTPLUS,
    &SOFTSHRINK,
    &TANH,
    &THRESHOLD,
];

const EVERYTHING: (Bound, Bound) = (Unbounded, Unbounded);

const fn float(name: &'static str, default: f64) -> Parameter {
    Parameter { name, default: Default::Float(default) }
}

/// What most of them have in common.
const USUAL: Activation = Activation {
    name: "",
    function: "",
    twins: &[],
    parameters: &[],
    has_inplace: true,
    scope: Scope::Element,
    range: EVERYTHING,
    monotone: true,
    odd: false,
    saturates: Sides::Neither,
    kinks: &[],
    formula: "",
    derivative: "",
    compute: |x, _, _| Ok(x.clone()),
};

static THRESHOLD: Activation = Activation {
    name: "Threshold",
    function: "threshold",
    twins: &["F.threshold_", "torch.threshold", "torch.threshold_"],
    parameters: &[
        Parameter { name: "threshold", default: Default::Required(1.0) },
        Parameter { name: "value", default: Default::Required(0.0) },
    ],
    range: (Closed(0.0), Unbounded),
    saturates: Sides::Left,
    kinks: &[1.0],
    formula: "x si x > threshold; value si no",
    derivative: "1 si x > threshold; 0 si no",
    compute: |x, a, place| place.pointwise(Threshold { threshold: a.float("threshold"), value: a.float("value") }, x),
    ..USUAL
};

static RELU: Activation = Activation {
    name: "ReLU",
    function: "relu",
    twins: &["F.relu_", "torch.relu", "torch.relu_", "Tensor.relu", "Tensor.relu_"],
    range: (Closed(0.0), Unbounded),
    saturates: Sides::Left,
    kinks: &[0.0],
    formula: "max(0, x)",
    derivative: "1 si x > 0; 0 si no",
    compute: |x, _, place| place.pointwise(Relu, x),
    ..USUAL
};

static RRELU: Activation = Activation {
    name: "RReLU",
    function: "rrelu",
    twins: &["F.rrelu_", "torch.rrelu", "torch.rrelu_"],
    parameters: &[float("lower", 1.0 / 8.0), float("upper", 1.0 / 3.0)],
    kinks: &[0.0],
    formula: "x si x > 0; a·x si no, con a al azar entre lower y upper (al evaluar, su media)",
    derivative: "1 si x > 0; a si no",
    compute: |x, a, place| rrelu(x, Rrelu { lower: a.float("lower"), upper: a.float("upper") }, None, place),
    ..USUAL
};

static HARDTANH: Activation = Activation {
    name: "Hardtanh",
    function: "hardtanh",
    twins: &["F.hardtanh_"],
    parameters: &[float("min_val", -1.0), float("max_val", 1.0)],
    range: (Closed(-1.0), Closed(1.0)),
    odd: true,
    saturates: Sides::Both,
    kinks: &[-1.0, 1.0],
    formula: "min(max(x, min_val), max_val)",
    derivative: "1 si min_val < x < max_val; 0 si no",
    compute: |x, a, place| place.pointwise(Hardtanh { min_val: a.float("min_val"), max_val: a.float("max_val") }, x),
    ..USUAL
};

static RELU6: Activation = Activation {
    name: "ReLU6",
    function: "relu6",
    range: (Closed(0.0), Closed(6.0)),
    saturates: Sides::Both,
    kinks: &[0.0, 6.0],
    formula: "min(max(0, x), 6)",
    derivative: "1 si 0 < x < 6; 0 si no",
    compute: |x, _, place| place.pointwise(Relu6, x),
    ..USUAL
};

static SIGMOID: Activation = Activation {
    name: "Sigmoid",
    function: "sigmoid",
    twins: &["torch.sigmoid", "torch.sigmoid_", "torch.special.expit", "Tensor.sigmoid", "Tensor.sigmoid_"],
    has_inplace: false,
    range: (Open(0.0), Open(1.0)),
    saturates: Sides::Both,
    formula: "σ(x) = 1/(1 + e⁻ˣ)",
    derivative: "σ(x)·(1 − σ(x))",
    compute: |x, _, place| place.pointwise(Sigmoid, x),
    ..USUAL
};

static HARDSIGMOID: Activation = Activation {
    name: "Hardsigmoid",
    function: "hardsigmoid",
    range: (Closed(0.0), Closed(1.0)),
    saturates: Sides::Both,
    kinks: &[-3.0, 3.0],
    formula: "min(max(0, x + 3), 6)/6",
    derivative: "1/6 si −3 < x < 3; 0 si no",
    compute: |x, _, place| place.pointwise(Hardsigmoid, x),
    ..USUAL
};

static TANH: Activation = Activation {
    name: "Tanh",
    function: "tanh",
    twins: &["torch.tanh", "torch.tanh_", "Tensor.tanh", "Tensor.tanh_"],
    has_inplace: false,
    range: (Open(-1.0), Open(1.0)),
    odd: true,
    saturates: Sides::Both,
    formula: "(eˣ − e⁻ˣ)/(eˣ + e⁻ˣ)",
    derivative: "1 − tanh²(x)",
    compute: |x, _, place| place.pointwise(Tanh, x),
    ..USUAL
};

static SILU: Activation = Activation {
    name: "SiLU",
    function: "silu",
    range: (Closed(-0.278_464_542_761_073_8), Unbounded),
    monotone: false,
    saturates: Sides::Left,
    formula: "x·σ(x)",
    derivative: "σ(x)·(1 + x·(1 − σ(x)))",
    compute: |x, _, place| place.pointwise(Silu, x),
    ..USUAL
};

static MISH: Activation = Activation {
    name: "Mish",
    function: "mish",
    range: (Closed(-0.308_843_413_017_250_43), Unbounded),
    monotone: false,
    saturates: Sides::Left,
    formula: "x·tanh(ln(1 + eˣ))",
    derivative: "t + x·σ(x)·(1 − t²), con t = tanh(ln(1 + eˣ))",
    compute: |x, _, place| place.pointwise(Mish, x),
    ..USUAL
};

static HARDSWISH: Activation = Activation {
    name: "Hardswish",
    function: "hardswish",
    range: (Closed(-0.375), Unbounded),
    monotone: false,
    saturates: Sides::Left,
    kinks: &[-3.0, 3.0],
    formula: "x·min(max(0, x + 3), 6)/6",
    derivative: "0 si x ≤ −3; 1 si x ≥ 3; x/3 + 1/2 entre ambos",
    compute: |x, _, place| place.pointwise(Hardswish, x),
    ..USUAL
};

static ELU: Activation = Activation {
    name: "ELU",
    function: "elu",
    twins: &["F.elu_"],
    parameters: &[float("alpha", 1.0)],
    range: (Open(-1.0), Unbounded),
    saturates: Sides::Left,
    formula: "x si x > 0; alpha·(eˣ − 1) si no",
    derivative: "1 si x > 0; alpha·eˣ si no",
    compute: |x, a, place| place.pointwise(Elu { alpha: a.float("alpha") }, x),
    ..USUAL
};

static CELU: Activation = Activation {
    name: "CELU",
    function: "celu",
    twins: &["F.celu_", "torch.celu", "torch.celu_"],
    parameters: &[float("alpha", 1.0)],
    range: (Open(-1.0), Unbounded),
    saturates: Sides::Left,
    formula: "x si x > 0; alpha·(e^(x/alpha) − 1) si no",
    derivative: "1 si x > 0; e^(x/alpha) si no",
    compute: |x, a, place| place.pointwise(Celu::new(a.float("alpha"))?, x),
    ..USUAL
};

static SELU: Activation = Activation {
    name: "SELU",
    function: "selu",
    twins: &["F.selu_", "torch.selu", "torch.selu_"],
    range: (Open(-1.758_099_340_847_376_6), Unbounded),
    saturates: Sides::Left,
    kinks: &[0.0],
    formula: "s·x si x > 0; s·α·(eˣ − 1) si no, con s ≈ 1.0507 y α ≈ 1.6733",
    derivative: "s si x > 0; s·α·eˣ si no",
    compute: |x, _, place| place.pointwise(Selu, x),
    ..USUAL
};

static GELU: Activation = Activation {
    name: "GELU",
    function: "gelu",
    parameters: &[Parameter { name: "approximate", default: Default::Text("none") }],
    has_inplace: false,
    range: (Closed(-0.169_971_207_479_903_7), Unbounded),
    monotone: false,
    saturates: Sides::Left,
    formula: "x·Φ(x), con Φ(x) = (1 + erf(x/√2))/2",
    derivative: "Φ(x) + x·φ(x), con φ(x) = e^(−x²/2)/√(2π)",
    compute: |x, a, place| place.pointwise(Gelu::named(a.text("approximate"))?, x),
    ..USUAL
};

static HARDSHRINK: Activation = Activation {
    name: "Hardshrink",
    function: "hardshrink",
    twins: &["torch.hardshrink", "Tensor.hardshrink"],
    parameters: &[float("lambd", 0.5)],
    has_inplace: false,
    odd: true,
    kinks: &[-0.5, 0.5],
    formula: "x si |x| > lambd; 0 si no",
    derivative: "1 si |x| > lambd; 0 si no",
    compute: |x, a, place| place.pointwise(Hardshrink { lambd: a.float("lambd") }, x),
    ..USUAL
};

static SOFTSHRINK: Activation = Activation {
    name: "Softshrink",
    function: "softshrink",
    parameters: &[float("lambd", 0.5)],
    has_inplace: false,
    odd: true,
    kinks: &[-0.5, 0.5],
    formula: "x − lambd si x > lambd; x + lambd si x < −lambd; 0 si no",
    derivative: "1 si |x| > lambd; 0 si no",
    compute: |x, a, place| softshrink(x, a.float("lambd"), place),
    ..USUAL
};

static LEAKY_RELU: Activation = Activation {
    name: "LeakyReLU",
    function: "leaky_relu",
    twins: &["F.leaky_relu_"],
    parameters: &[float("negative_slope", 0.01)],
    kinks: &[0.0],
    formula: "x si x > 0; negative_slope·x si no",
    derivative: "1 si x > 0; negative_slope si no",
    compute: |x, a, place| place.pointwise(LeakyRelu { negative_slope: a.float("negative_slope") }, x),
    ..USUAL
};

static LOG_SIGMOID: Activation = Activation {
    name: "LogSigmoid",
    function: "logsigmoid",
    has_inplace: false,
    range: (Unbounded, Open(0.0)),
    saturates: Sides::Right,
    formula: "ln σ(x)",
    derivative: "1 − σ(x)",
    compute: |x, _, place| place.pointwise(LogSigmoid, x),
    ..USUAL
};

static SOFTPLUS: Activation = Activation {
    name: "Softplus",
    function: "softplus",
    parameters: &[float("beta", 1.0), float("threshold", 20.0)],
    has_inplace: false,
    range: (Open(0.0), Unbounded),
    saturates: Sides::Left,
    formula: "ln(1 + e^(beta·x))/beta; x si beta·x > threshold",
    derivative: "σ(beta·x); 1 si beta·x > threshold",
    compute: |x, a, place| place.pointwise(Softplus { beta: a.float("beta"), threshold: a.float("threshold") }, x),
    ..USUAL
};
