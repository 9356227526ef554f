//! The entries of the table, one an activation.

use super::{
    Celu, Elu, Gelu, Hardshrink, Hardsigmoid, Hardswish, Hardtanh, LeakyRelu, LogSigmoid, Mish, Relu, Relu6, Rrelu,
    Selu, Sigmoid, Silu, Softplus, Tanh, Threshold, glu, implicit_dim, log_softmax, prelu, rrelu, softmax, softmax2d,
    softmin, softshrink, softsign,
    table::{
        Activation,
        Bound::{self, Closed, Open, Unbounded},
        Default, Parameter, Scope, Sides,
    },
    tanhshrink,
};
use crate::tensor::Tensor;

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
    &PRELU,
    &SOFTSIGN,
    &TANHSHRINK,
    &GLU,
    &SOFTMIN,
    &SOFTMAX,
    &SOFTMAX2D,
    &LOG_SOFTMAX,
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

static PRELU: Activation = Activation {
    name: "PReLU",
    function: "prelu",
    twins: &["torch.prelu", "Tensor.prelu"],
    parameters: &[Parameter { name: "num_parameters", default: Default::Int(1) }, float("init", 0.25)],
    has_inplace: false,
    kinks: &[0.0],
    formula: "x si x > 0; a·x si no, con a aprendida (empieza en init)",
    derivative: "1 si x > 0; a si no. Respecto de a: 0 si x > 0; x si no",
    compute: |x, a, _| {
        let slopes = usize::try_from(a.int("num_parameters").unwrap_or(1)).unwrap_or(1);
        // a parameter is made in float32, whatever it is converted to
        prelu(x, &Tensor::full_as(f64::from(a.float("init") as f32), &[slopes], x.dtype())?)
    },
    ..USUAL
};

static SOFTSIGN: Activation = Activation {
    name: "Softsign",
    function: "softsign",
    has_inplace: false,
    range: (Open(-1.0), Open(1.0)),
    odd: true,
    saturates: Sides::Both,
    formula: "x/(1 + |x|)",
    derivative: "1/(1 + |x|)²",
    compute: |x, _, _| softsign(x),
    ..USUAL
};

static TANHSHRINK: Activation = Activation {
    name: "Tanhshrink",
    function: "tanhshrink",
    has_inplace: false,
    odd: true,
    formula: "x − tanh(x)",
    derivative: "tanh²(x)",
    compute: |x, _, _| tanhshrink(x),
    ..USUAL
};

/// What those have in common that mix the elements along a dimension.
const ALONG: Activation = Activation {
    has_inplace: false,
    scope: Scope::Dimension,
    range: (Open(0.0), Open(1.0)),
    monotone: false,
    parameters: &[Parameter { name: "dim", default: Default::Dimension }],
    ..USUAL
};

static GLU: Activation = Activation {
    name: "GLU",
    function: "glu",
    parameters: &[Parameter { name: "dim", default: Default::Int(-1) }],
    range: EVERYTHING,
    formula: "a·σ(b), con a y b las dos mitades de x",
    derivative: "∂/∂a = σ(b); ∂/∂b = a·σ(b)·(1 − σ(b))",
    compute: |x, a, _| glu(x, a.int("dim").unwrap_or(-1)),
    ..ALONG
};

static SOFTMIN: Activation = Activation {
    name: "Softmin",
    function: "softmin",
    formula: "e^(−xᵢ)/Σⱼ e^(−xⱼ)",
    derivative: "∂yᵢ/∂xⱼ = −yᵢ·(δᵢⱼ − yⱼ)",
    compute: |x, a, _| softmin(x, a.int("dim").unwrap_or(implicit_dim(x.ndim()))),
    ..ALONG
};

static SOFTMAX: Activation = Activation {
    name: "Softmax",
    function: "softmax",
    twins: &["torch.softmax", "torch.special.softmax", "Tensor.softmax"],
    formula: "e^(xᵢ)/Σⱼ e^(xⱼ)",
    derivative: "∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)",
    compute: |x, a, _| softmax(x, a.int("dim").unwrap_or(implicit_dim(x.ndim()))),
    ..ALONG
};

static SOFTMAX2D: Activation = Activation {
    name: "Softmax2d",
    function: "softmax",
    parameters: &[],
    formula: "e^(xᵢ)/Σⱼ e^(xⱼ), entre los canales de cada punto",
    derivative: "∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)",
    compute: |x, _, _| softmax2d(x),
    ..ALONG
};

static LOG_SOFTMAX: Activation = Activation {
    name: "LogSoftmax",
    function: "log_softmax",
    twins: &["torch.log_softmax", "torch.special.log_softmax", "Tensor.log_softmax"],
    range: (Unbounded, Closed(0.0)),
    formula: "xᵢ − ln Σⱼ e^(xⱼ)",
    derivative: "∂yᵢ/∂xⱼ = δᵢⱼ − e^(yⱼ)",
    compute: |x, a, _| log_softmax(x, a.int("dim").unwrap_or(implicit_dim(x.ndim()))),
    ..ALONG
};
