//! What a program made: its modules and optimizers, as plain data. `library/torch/_survey.py` tells it.

use serde::{Deserialize, Serialize};

use super::{Interpreter, Value, notebook::read};

/// Who tells it.
const LIBRARY: &str = "torch._survey";

/// The outermost part of the path of what a program did not call itself: it was called with an input of ours.
pub const TRIED: &str = "(prueba)";

/// What a program made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Its modules, in the order in which they were made.
    pub modules: Vec<Module>,
    /// Its optimizers, likewise.
    pub optimizers: Vec<Optimizer>,
    /// What came of calling its models with inputs of ours, where it calls none itself.
    #[serde(default)]
    pub tried: Vec<Tried>,
}

/// A module as it was at the end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Module {
    /// Its class: `Linear`.
    pub class: String,
    /// The names of its class's ancestors, nearest first.
    pub bases: Vec<String>,
    /// Whether its class is the program's own.
    pub own: bool,
    /// The call that made it.
    pub place: Spot,
    /// `module.training`
    pub training: bool,
    /// Its parts.
    pub children: Vec<Child>,
    /// Its own parameters, without those of its parts.
    pub parameters: Vec<Parameter>,
    /// Attributes that are numbers, words or `None`: `negative_slope`.
    pub settings: Vec<Setting>,
    /// Attributes that `nn.Module` does not register.
    pub held: Vec<Held>,
    /// How many hooks look at its forward.
    #[serde(default)]
    pub hooks: usize,
}

/// A stretch of a line of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// The line, from 1; none for what the library made by itself.
    pub line: Option<usize>,
    /// The first column, from 1, in characters.
    pub column: Option<usize>,
    /// The column after the last, if that is on the same line.
    pub end_column: Option<usize>,
}

/// A part of a module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Its name there: `fc1`, `0`.
    pub name: String,
    /// Its number among all modules.
    pub number: usize,
}

/// A module's own parameter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name there: `weight`.
    pub name: String,
    /// Size of each dimension.
    pub shape: Vec<usize>,
    /// `parameter.requires_grad`
    pub requires_grad: bool,
    /// Whether it has a gradient at the end.
    pub learned: bool,
}

/// A plain attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Its name: `negative_slope`.
    pub name: String,
    /// What it holds.
    pub value: serde_json::Value,
}

/// An attribute that holds something which `nn.Module` does not register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The attribute.
    pub name: String,
    /// What it holds.
    #[serde(flatten)]
    pub what: Unregistered,
}

/// What `nn.Module` does not register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
pub enum Unregistered {
    /// A tensor that is no parameter.
    #[serde(rename = "tensor")]
    Tensor {
        /// Size of each dimension.
        shape: Vec<usize>,
        /// `tensor.requires_grad`
        requires_grad: bool,
        /// `tensor.is_leaf`
        leaf: bool,
        /// Whether its elements are floats.
        floating: bool,
        /// How often it was changed in place: an optimizer does so.
        version: i64,
        /// Its value, if it has one element.
        value: Option<f64>,
        /// The norm of its gradient, if it has one.
        gradient: Option<f64>,
    },
    /// A class where an object may have been meant: `nn.ReLU`.
    #[serde(rename = "class")]
    Class {
        /// The class.
        class: String,
    },
    /// A list, tuple or dictionary with modules or parameters in it.
    #[serde(rename = "list")]
    List {
        /// `list`, `tuple`, `dict`
        class: String,
        /// The modules, by their places: `[0]`, `['a']`.
        modules: Vec<Child>,
        /// The parameters, likewise.
        parameters: Vec<Parameter>,
    },
}

/// An optimizer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Optimizer {
    /// Its class: `SGD`.
    pub class: String,
    /// The call that made it.
    pub place: Spot,
    /// Its groups.
    pub groups: Vec<Group>,
}

/// Parameters that an optimizer treats alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// The learning rate.
    pub lr: f64,
    /// The weight decay.
    pub weight_decay: f64,
    /// Whose they are, also of tensors that a module holds without having registered them; nothing for a tensor that
    /// belongs to no module.
    pub parameters: Vec<Option<Owned>>,
}

/// A parameter by its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owned {
    /// The number of the module.
    pub module: usize,
    /// Its name there.
    pub name: String,
}

/// A model that was called with an input of ours.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// Its class.
    pub class: String,
    /// Why it could not be made or called.
    pub error: Option<String>,
}

/// Asks what a program made that has run in this interpreter. Models that it never called are called with inputs of
/// ours, if it came to its end.
#[must_use]
pub fn take(interpreter: &Interpreter, finished: bool) -> Survey {
    let tried = finished.then(|| interpreter.ask(LIBRARY, "try_out", read)).flatten();
    let described = interpreter.ask(LIBRARY, "describe", read);
    let mut survey = described.as_ref().and_then(Survey::of).unwrap_or_default();
    survey.tried = tried.and_then(|tried| serde_json::from_value(json(&tried)).ok()).unwrap_or_default();
    survey
}

impl Survey {
    /// Reads what `_survey.describe` gives.
    fn of(value: &Value) -> Option<Self> {
        serde_json::from_value(json(value)).ok()
    }

    /// The module that holds a module, and its name there.
    #[must_use]
    pub fn parent(&self, number: usize) -> Option<(usize, &str)> {
        self.modules.iter().enumerate().find_map(|(parent, module)| {
            let child = module.children.iter().find(|child| child.number == number)?;
            Some((parent, child.name.as_str()))
        })
    }

    /// The number of the outermost module around a module, which may be that one itself.
    #[must_use]
    pub fn root(&self, number: usize) -> usize {
        // A module cannot hold itself more often than there are modules.
        (0..self.modules.len()).fold(number, |at, _| self.parent(at).map_or(at, |(parent, _)| parent))
    }

    /// A module and all below it.
    #[must_use]
    pub fn tree(&self, number: usize) -> Vec<usize> {
        let mut tree = vec![number];
        let mut next = 0;
        while let Some(module) = tree.get(next).and_then(|&number| self.modules.get(number)) {
            let new = module.children.iter().map(|child| child.number).filter(|number| !tree.contains(number));
            tree.extend(new.collect::<Vec<_>>());
            next += 1;
        }
        tree
    }

    /// Whether an optimizer was given this tensor of a module.
    #[must_use]
    pub fn is_optimized(&self, module: usize, name: &str) -> bool {
        let groups = self.optimizers.iter().flat_map(|optimizer| &optimizer.groups);
        let mut owned = groups.flat_map(|group| &group.parameters).flatten();
        owned.any(|owned| owned.module == module && owned.name == name)
    }

    /// What a parameter is called in its model: `fc1.weight`.
    #[must_use]
    pub fn parameter(&self, owned: &Owned) -> String {
        match self.parent(owned.module) {
            Some(_) => format!("{}.{}", self.name(owned.module), owned.name),
            None => owned.name.clone(),
        }
    }

    /// What a module is called below its root: `bloque.fc1`; its class, if it is a root.
    #[must_use]
    pub fn name(&self, number: usize) -> String {
        let mut names = Vec::new();
        let mut at = number;
        while let Some((parent, name)) = self.parent(at).filter(|_| names.len() < self.modules.len()) {
            names.push(name);
            at = parent;
        }
        names.reverse();
        if names.is_empty() {
            self.modules.get(number).map(|module| module.class.clone()).unwrap_or_default()
        } else {
            names.join(".")
        }
    }
}

impl Module {
    /// Whether it is of this class or one below it.
    #[must_use]
    pub fn is(&self, class: &str) -> bool {
        self.class == class || self.bases.iter().any(|base| base == class)
    }

    /// A plain attribute.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<&serde_json::Value> {
        self.settings.iter().find_map(|setting| (setting.name == name).then_some(&setting.value))
    }
}

fn json(value: &Value) -> serde_json::Value {
    match value {
        Value::None => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Int(value) => (*value).into(),
        Value::Float(value) => (*value).into(),
        Value::Text(text) | Value::Other(text) => text.as_str().into(),
        Value::Tensor(tensor) => tensor.text.as_str().into(),
        Value::List(items) => items.iter().map(json).collect(),
        Value::Dict(entries) => entries.iter().map(|(key, value)| (key.clone(), json(value))).collect(),
    }
}
