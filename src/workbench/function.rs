//! An activation as it is asked for: `gelu`, `nn.LeakyReLU(0.2)`, `softplus(beta=2)`.

use crate::{
    nn::activation::{ACTIVATIONS, Activation, Default, Parameter, Scope},
    spanish::{Unclear, fold, nearest, number},
};

/// Other names that people use.
const ALIASES: [(&str, &str); 6] = [
    ("swish", "silu"),
    ("logistic", "sigmoid"),
    ("sigmoide", "sigmoid"),
    ("tangentehiperbolica", "tanh"),
    ("hardtanh6", "relu6"),
    ("lrelu", "leakyrelu"),
];

/// An activation with the arguments that were given.
#[derive(Clone)]
pub struct Function {
    /// The activation.
    pub activation: &'static Activation,
    /// Arguments under PyTorch's names, as Python writes them.
    pub arguments: Vec<(&'static str, String)>,
}

impl Function {
    /// Reads a function. Names are taken in any case, as a module or as a function, with `nn.`, `F.` or `torch.` before.
    ///
    /// # Errors
    /// There is no such activation, or it does not take these arguments.
    pub fn parse(typed: &str) -> Result<Self, Unclear> {
        let typed = typed.trim();
        let (name, arguments) = match typed.split_once('(') {
            None => (typed, ""),
            Some((name, rest)) => (name, rest.strip_suffix(')').ok_or_else(|| unclosed(typed))?),
        };
        let activation = find(name)?;
        let arguments = arguments_of(activation, arguments)?;
        let function = Self { activation, arguments };
        function.required().map(|()| function)
    }

    /// As in `leaky_relu(0.2)`.
    #[must_use]
    pub fn label(&self) -> String {
        let values: Vec<&str> = self.arguments.iter().map(|(_, value)| value.as_str()).collect();
        let values = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
        format!("{}{values}", self.activation.function)
    }

    /// As in `nn.LeakyReLU(negative_slope=0.2)`.
    #[must_use]
    pub fn module(&self) -> String {
        let mode = if self.activation.name == "RReLU" { ".eval()" } else { "" };
        format!("nn.{}({}){mode}", self.activation.name, self.keywords().join(", "))
    }

    /// As in `F.leaky_relu(x, negative_slope=0.2)`.
    #[must_use]
    pub fn call(&self, input: &str) -> String {
        if self.activation.name == "PReLU" {
            let init = self.argument("init").unwrap_or("0.25");
            return format!("F.prelu({input}, torch.tensor([{init}]))");
        }
        let words: Vec<String> = std::iter::once(input.to_owned()).chain(self.keywords()).collect();
        format!("F.{}({})", self.activation.function, words.join(", "))
    }

    /// Whether each output depends on one input alone, so that it has a curve.
    #[must_use]
    pub fn is_curve(&self) -> bool {
        self.activation.scope == Scope::Element
    }

    fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str())
    }

    /// The arguments by name. Along which dimension a list of points is summed there is no doubt.
    fn keywords(&self) -> Vec<String> {
        let dim = self.activation.parameters.iter().find(|parameter| parameter.default == Default::Dimension);
        let dim = dim.filter(|parameter| self.argument(parameter.name).is_none());
        let given = self.arguments.iter().map(|(name, value)| format!("{name}={value}"));
        given.chain(dim.map(|parameter| format!("{}=0", parameter.name))).collect()
    }

    fn required(&self) -> Result<(), Unclear> {
        let missing = |parameter: &&Parameter| {
            matches!(parameter.default, Default::Required(_)) && self.argument(parameter.name).is_none()
        };
        match self.activation.parameters.iter().find(missing) {
            None => Ok(()),
            Some(parameter) => {
                let name = self.activation.function;
                let message = format!("a {name} hay que darle «{}»: no tiene un valor por defecto", parameter.name);
                Err(Unclear::new(message, format!("por ejemplo {}", example(self.activation))))
            }
        }
    }
}

/// A call with sound arguments.
fn example(activation: &Activation) -> String {
    let value = |parameter: &Parameter| match parameter.default {
        Default::Float(value) | Default::Required(value) => value.to_string(),
        Default::Int(value) => value.to_string(),
        Default::Dimension => "0".to_owned(),
        Default::Text(word) => format!("'{word}'"),
    };
    let words: Vec<String> =
        activation.parameters.iter().map(|parameter| format!("{}={}", parameter.name, value(parameter))).collect();
    format!("{}({})", activation.function, words.join(", "))
}

/// A name without what does not tell: case, underscores, the module before it.
fn key(name: &str) -> String {
    let name = fold(name);
    let name = name.rsplit('.').next().unwrap_or_default();
    name.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn find(name: &str) -> Result<&'static Activation, Unclear> {
    let asked = key(name);
    let asked = ALIASES.iter().find(|(alias, _)| *alias == asked).map_or(asked.as_str(), |(_, name)| name);
    let found =
        ACTIVATIONS.iter().find(|activation| key(activation.name) == asked || key(activation.function) == asked);
    let activation = *found.ok_or_else(|| unknown(name))?;
    match activation.name {
        "GLU" | "Softmax2d" => Err(Unclear::new(
            format!("«{}» no trabaja con una lista de números, y aquí no se puede comparar", activation.function),
            format!("mira su ficha: antorcha ficha {}", activation.function),
        )),
        _ => Ok(activation),
    }
}

fn unknown(name: &str) -> Unclear {
    let names = ACTIVATIONS.iter().map(|activation| activation.function);
    let hint = match nearest(name, names) {
        Some(near) => format!("¿quisiste decir {near}?"),
        None => "la lista entera está en antorcha ficha".to_owned(),
    };
    Unclear::new(format!("no conozco ninguna activación «{}»", name.trim()), hint)
}

fn unclosed(typed: &str) -> Unclear {
    Unclear::new(format!("a «{typed}» le falta el paréntesis del final"), "escríbelo así: \"leaky_relu(0.2)\"")
}

fn arguments_of(activation: &'static Activation, typed: &str) -> Result<Vec<(&'static str, String)>, Unclear> {
    // With one parameter a comma can only be a decimal one.
    let one = activation.parameters.len() == 1 && !typed.contains('=');
    let pieces: Vec<&str> = if one { vec![typed] } else { typed.split(',').collect() };
    let pieces = pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty());
    pieces.enumerate().map(|(index, piece)| argument(activation, index, piece)).collect()
}

fn argument(activation: &'static Activation, index: usize, typed: &str) -> Result<(&'static str, String), Unclear> {
    let (parameter, value) = match typed.split_once('=') {
        Some((name, value)) => (activation.parameters.iter().find(|known| known.name == name.trim()), value.trim()),
        None => (activation.parameters.get(index), typed),
    };
    let parameter = parameter.ok_or_else(|| excess(activation, typed))?;
    let value = match parameter.default {
        Default::Text(_) => format!("'{}'", value.trim_matches(['\'', '"']).replace(['\'', '\\'], "")),
        Default::Int(_) | Default::Dimension => whole(value)?,
        Default::Float(_) | Default::Required(_) => float(value)?,
    };
    Ok((parameter.name, value))
}

fn float(typed: &str) -> Result<String, Unclear> {
    let value = number(typed)?;
    if value.is_finite() { Ok(format!("{value}")) } else { Ok(format!("float('{value}')").to_lowercase()) }
}

fn whole(typed: &str) -> Result<String, Unclear> {
    let value = number(typed)?;
    let wrong = || Unclear::new(format!("«{typed}» tiene que ser un número entero"), "por ejemplo 0");
    if value.fract() == 0.0 && value.abs() < 1e9 { Ok(format!("{value}")) } else { Err(wrong()) }
}

fn excess(activation: &Activation, typed: &str) -> Unclear {
    let names: Vec<&str> = activation.parameters.iter().map(|parameter| parameter.name).collect();
    let hint = match names[..] {
        [] => format!("escribe {} a secas", activation.function),
        _ => format!("sus parámetros son: {}", names.join(", ")),
    };
    Unclear::new(format!("{} no tiene ningún parámetro para «{typed}»", activation.function), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> (String, String, String) {
        let function = Function::parse(typed).unwrap_or_else(|unclear| unreachable!("{typed}: {unclear:?}"));
        (function.label(), function.module(), function.call("x"))
    }

    #[test]
    fn names_in_every_form() {
        let cases = [
            ("relu", "relu", "nn.ReLU()", "F.relu(x)"),
            ("nn.ReLU()", "relu", "nn.ReLU()", "F.relu(x)"),
            ("Swish", "silu", "nn.SiLU()", "F.silu(x)"),
            (
                "LeakyReLU(0,2)",
                "leaky_relu(0.2)",
                "nn.LeakyReLU(negative_slope=0.2)",
                "F.leaky_relu(x, negative_slope=0.2)",
            ),
            (
                "F.gelu(approximate=tanh)",
                "gelu('tanh')",
                "nn.GELU(approximate='tanh')",
                "F.gelu(x, approximate='tanh')",
            ),
            (
                "softplus(2, 10)",
                "softplus(2, 10)",
                "nn.Softplus(beta=2, threshold=10)",
                "F.softplus(x, beta=2, threshold=10)",
            ),
            ("softmax", "softmax", "nn.Softmax(dim=0)", "F.softmax(x, dim=0)"),
            ("rrelu", "rrelu", "nn.RReLU().eval()", "F.rrelu(x)"),
            ("prelu", "prelu", "nn.PReLU()", "F.prelu(x, torch.tensor([0.25]))"),
        ];
        for (typed, label, module, call) in cases {
            assert_eq!(parsed(typed), (label.into(), module.into(), call.into()), "{typed}");
        }
    }

    #[test]
    fn what_is_no_function_is_refused_with_a_way_out() {
        let cases = [
            ("rellu", "no conozco", "relu"),
            ("", "no conozco", "ficha"),
            ("relu(3)", "ningún parámetro", "a secas"),
            ("leaky_relu(0.2", "paréntesis", "leaky_relu(0.2)"),
            ("softplus(gamma=1)", "ningún parámetro", "beta"),
            ("softplus(dos)", "no es un número", "cifras"),
            ("threshold", "hay que darle", "threshold(threshold="),
            ("glu", "no se puede comparar", "ficha glu"),
        ];
        for (typed, message, hint) in cases {
            let Err(unclear) = Function::parse(typed) else { unreachable!("{typed} is refused") };
            assert!(unclear.message.contains(message), "{typed}: {}", unclear.message);
            assert!(unclear.hint.contains(hint), "{typed}: {}", unclear.hint);
        }
    }

    #[test]
    fn every_activation_that_has_a_curve_can_be_asked_for() {
        for activation in ACTIVATIONS.iter().filter(|activation| !["GLU", "Softmax2d"].contains(&activation.name)) {
            let typed = match activation.name {
                "Threshold" => "Threshold(1, 0)",
                name => name,
            };
            assert_eq!(Function::parse(typed).map(|found| found.activation.name).ok(), Some(activation.name));
        }
    }
}
