//! What was recorded: plain data, which is also `--formato json`.

use serde::{Deserialize, Serialize};

use super::{Place, Snapshot, tally::Tally};
use crate::tensor::Attribute;

/// The version of the format; it goes up when a field changes its meaning or goes away.
pub const VERSION: u32 = 1;

/// What a program did, step by step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// [`VERSION`]
    pub version: u32,
    /// The steps, in order.
    #[serde(rename = "pasos")]
    pub steps: Vec<Step>,
    /// Whether the program did more than is kept.
    #[serde(rename = "cortado")]
    pub cut: bool,
    /// What units of activations did over all calls, where that was asked for.
    #[serde(rename = "unidades", default, skip_serializing_if = "Vec::is_empty")]
    pub tallies: Vec<Tally>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its number, from 1.
    #[serde(rename = "numero")]
    pub number: usize,
    /// Where in the student's program.
    #[serde(rename = "lugar", default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The modules that it ran in: `CustomLinear.linear`; empty outside of any.
    #[serde(rename = "modulo", default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// The number of the innermost of them, where a survey counts the program's modules.
    #[serde(rename = "numero_de_modulo", default, skip_serializing_if = "Option::is_none")]
    pub module: Option<usize>,
    /// That module's `training` at this moment.
    #[serde(rename = "entrenando", default, skip_serializing_if = "Option::is_none")]
    pub training: Option<bool>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// What can happen in a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "clase")]
pub enum Event {
    /// A tensor was computed.
    #[serde(rename = "operacion")]
    Operation(Operation),
    /// A function could not be computed.
    #[serde(rename = "fallo")]
    Failure(Failure),
    /// Gradients were computed.
    #[serde(rename = "gradientes")]
    Backward(Backward),
    /// Tensors were changed by an optimizer, an initialisation, a clipping.
    #[serde(rename = "cambio")]
    Update(Update),
    /// The steps above happened again and again.
    #[serde(rename = "repeticion")]
    Repeat(Repeat),
}

/// A tensor was computed from others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// PyTorch's name: `relu`.
    #[serde(rename = "operacion")]
    pub name: String,
    /// Arguments that are not tensors, under PyTorch's names.
    #[serde(rename = "argumentos")]
    pub attributes: Vec<(String, Value)>,
    /// The tensors that went in.
    #[serde(rename = "entradas")]
    pub inputs: Vec<Input>,
    /// What came out.
    #[serde(rename = "salida")]
    pub output: Snapshot,
    /// Whether it changed its first input in place.
    #[serde(rename = "en_el_sitio")]
    pub inplace: bool,
}

impl Operation {
    /// An argument that is not a tensor.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Value> {
        self.attributes.iter().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// An input's values.
    #[must_use]
    pub fn input(&self, index: usize) -> Option<&Snapshot> {
        self.inputs.get(index).map(|input| &input.value)
    }
}

/// A function could not be computed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// PyTorch's name: `linear`.
    #[serde(rename = "operacion")]
    pub name: String,
    /// The tensors that went in.
    #[serde(rename = "entradas")]
    pub inputs: Vec<Input>,
    /// PyTorch's message.
    #[serde(rename = "mensaje")]
    pub message: String,
}

/// A tensor that went into an operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Where it came from.
    #[serde(rename = "origen")]
    pub source: Source,
    /// Its values at that moment.
    #[serde(rename = "valor")]
    pub value: Snapshot,
}

/// Where a tensor came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Source {
    /// A step, by its number.
    #[serde(rename = "paso")]
    Step(usize),
    /// A module's parameter or buffer, by its dotted name.
    #[serde(rename = "parametro")]
    Parameter(String),
    /// A variable of the student's.
    #[serde(rename = "variable")]
    Variable(String),
    /// A Python number.
    #[serde(rename = "numero")]
    Number,
    /// Nobody knows.
    #[default]
    #[serde(rename = "otro")]
    Unknown,
}

/// An argument that is not a tensor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `True`, `False`
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A number.
    Float(f64),
    /// Several integers.
    Ints(Vec<i64>),
    /// A word; also the numbers that JSON does not have.
    Text(String),
}

impl From<Attribute> for Value {
    fn from(attribute: Attribute) -> Self {
        match attribute {
            Attribute::Bool(value) => Self::Bool(value),
            Attribute::Int(value) => Self::Int(value),
            Attribute::Float(value) if value.is_finite() => Self::Float(value),
            Attribute::Float(value) => Self::Text(value.to_string().to_lowercase()),
            Attribute::Ints(values) => Self::Ints(values),
            Attribute::Text(text) => Self::Text(text),
        }
    }
}

/// A backward pass.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backward {
    /// What was differentiated.
    #[serde(rename = "raiz")]
    pub root: Input,
    /// The gradients that reached the outputs of earlier operations, in the order of the walk.
    #[serde(rename = "nodos")]
    pub nodes: Vec<NodeGradient>,
    /// The gradients of leaves: parameters, and tensors with `requires_grad`.
    #[serde(rename = "hojas")]
    pub leaves: Vec<Leaf>,
    /// The gradients that were asked for alone, with `torch.autograd.grad`, which leaves every `.grad` as it was.
    #[serde(rename = "pedidos", default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
}

/// A tensor whose gradient was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Asked {
    /// Who it is.
    #[serde(rename = "origen")]
    pub source: Source,
    /// ∂L/∂it; missing where the result does not depend on it.
    #[serde(rename = "gradiente", default, skip_serializing_if = "Option::is_none")]
    pub gradient: Option<Snapshot>,
}

/// The gradient that reached an operation's output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NodeGradient {
    /// The node: `AddmmBackward0`.
    #[serde(rename = "nodo")]
    pub name: String,
    /// The step that made it, where one is kept.
    #[serde(rename = "paso", default, skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
    /// ∂L/∂output.
    #[serde(rename = "gradiente")]
    pub gradient: Snapshot,
}

/// A leaf after a backward pass.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    /// Who it is.
    #[serde(rename = "origen")]
    pub source: Source,
    /// Its values.
    #[serde(rename = "valor")]
    pub value: Snapshot,
    /// What this pass brought.
    #[serde(rename = "llega")]
    pub arrived: Snapshot,
    /// What `.grad` holds now; more than `arrived` where an earlier pass was not cleared.
    #[serde(rename = "grad")]
    pub total: Snapshot,
    /// Whether `.grad` held something before.
    #[serde(rename = "acumulado")]
    pub accumulated: bool,
}

impl Leaf {
    /// Whether an operation worked on it, with the values that it has here.
    #[must_use]
    pub fn is(&self, input: &Input) -> bool {
        self.source == input.source && self.value.shape == input.value.shape && self.value.values == input.value.values
    }
}

/// Tensors were changed from outside the graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// By what.
    #[serde(rename = "motivo")]
    pub kind: UpdateKind,
    /// The optimizer, the layer, the function: `SGD`, `Linear`, `xavier_uniform_`.
    #[serde(rename = "nombre")]
    pub name: String,
    /// Its settings: `lr`, `momentum`.
    #[serde(rename = "argumentos")]
    pub attributes: Vec<(String, Value)>,
    /// What changed.
    #[serde(rename = "tensores")]
    pub changes: Vec<Change>,
}

/// What changed tensors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum UpdateKind {
    /// A step of an optimizer.
    #[serde(rename = "optimizador")]
    Optimizer,
    /// A layer was made, or filled by `nn.init`.
    #[serde(rename = "inicializacion")]
    Init,
    /// Gradients were clipped.
    #[serde(rename = "recorte")]
    Clip,
}

/// A tensor before and after.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Who it is.
    #[serde(rename = "origen")]
    pub source: Source,
    /// Before; missing where there was nothing.
    #[serde(rename = "antes", default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Snapshot>,
    /// Its gradient, which moved it.
    #[serde(rename = "gradiente", default, skip_serializing_if = "Option::is_none")]
    pub gradient: Option<Snapshot>,
    /// After.
    #[serde(rename = "despues")]
    pub after: Snapshot,
    /// What an optimizer remembers for it.
    #[serde(rename = "memoria", default, skip_serializing_if = "Vec::is_empty")]
    pub memory: Vec<Remembered>,
}

/// What an optimizer remembers for a tensor from step to step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remembered {
    /// PyTorch's name: `exp_avg`.
    #[serde(rename = "nombre")]
    pub name: String,
    /// Before the step; missing in the first.
    #[serde(rename = "antes", default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Snapshot>,
    /// After it.
    #[serde(rename = "despues")]
    pub after: Snapshot,
}

/// A loop: what it repeats is shown once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repeat {
    /// The first step of the iteration that is shown.
    #[serde(rename = "desde")]
    pub from: usize,
    /// The last one.
    #[serde(rename = "hasta")]
    pub to: usize,
    /// First and last line, and how many times more they ran.
    #[serde(rename = "lineas")]
    pub lines: Vec<(usize, usize, u64)>,
    /// What was differentiated in each iteration: the first and the last value; empty where nothing was.
    #[serde(rename = "perdida", with = "super::snapshot::numbers")]
    pub loss: Vec<f64>,
    /// How many operations were only counted.
    #[serde(rename = "contadas")]
    pub skipped: u64,
}
