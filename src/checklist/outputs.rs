//! Which output activation and which loss go with a problem: `lessons/checklist/salidas.toml`.

use serde::{Deserialize, Serialize};

use super::{
    Failure, Kernel,
    naming::{Named, meant, mentioned},
};
use crate::{
    content::{Library, Result, Source, Spanned, Version, fill_text, marked, placeholders},
    guard::Notebook,
    lesson,
    python::{CellResult, Value},
    spanish::{self, Unclear},
    view::Text,
};

/// The file.
const FILE: &str = "checklist/salidas.toml";

/// What the file holds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "formato")]
    _format: Version,
    #[serde(rename = "preparacion")]
    preparation: Spanned<String>,
    #[serde(rename = "problemas")]
    problems: Vec<Problem>,
    #[serde(rename = "salidas")]
    outputs: Vec<Output>,
    #[serde(rename = "perdidas")]
    losses: Vec<Loss>,
    #[serde(rename = "combinaciones")]
    rules: Vec<Spanned<Rule>>,
}

/// A kind of problem.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// Its stable name.
    pub id: String,
    /// What it is called.
    #[serde(rename = "nombre")]
    pub name: String,
    /// What that is.
    #[serde(rename = "explica")]
    pub explains: String,
    /// What else has to be known of it.
    #[serde(rename = "pide")]
    pub wants: Option<Wants>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// What else has to be known of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Wants {
    /// How many classes there are.
    #[serde(rename = "clases")]
    Classes,
    /// Between which values the targets lie.
    #[serde(rename = "rango")]
    Range,
}

/// What a model does last.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its stable name.
    pub id: String,
    /// What it is called; backticks mark code.
    #[serde(rename = "nombre")]
    pub name: String,
    /// The function, as an expression.
    python: String,
    /// PyTorch's names of the operation in a trace.
    #[serde(rename = "operaciones", default)]
    operations: Vec<String>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// A loss.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// Its stable name.
    pub id: String,
    /// Its class.
    #[serde(rename = "nombre")]
    pub name: String,
    #[serde(rename = "operaciones", default)]
    operations: Vec<String>,
    #[serde(rename = "nombres")]
    names: Vec<String>,
}

/// What is said of a combination.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    #[serde(rename = "problemas", default)]
    problems: Vec<String>,
    #[serde(rename = "salidas", default)]
    outputs: Vec<String>,
    #[serde(rename = "perdidas", default)]
    losses: Vec<String>,
    #[serde(rename = "cuando")]
    condition: Option<Spanned<String>>,
    #[serde(rename = "veredicto")]
    fit: Fit,
    #[serde(rename = "porque")]
    why: Spanned<String>,
    #[serde(rename = "cambio")]
    change: Option<String>,
}

/// Whether a combination is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fit {
    /// It is.
    #[serde(rename = "bien")]
    Good,
    /// It works, and there is something to say about it.
    #[serde(rename = "pasable")]
    Passable,
    /// It is not.
    #[serde(rename = "mal")]
    Bad,
}

/// A student's combination, by the names of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The problem.
    #[serde(rename = "problema")]
    pub problem: String,
    /// What the model does last.
    #[serde(rename = "salida")]
    pub output: String,
    /// The loss.
    #[serde(rename = "perdida")]
    pub loss: String,
    /// How many classes there are.
    #[serde(rename = "clases", default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<u64>,
    /// Between which values the targets lie.
    #[serde(rename = "rango", default, skip_serializing_if = "Option::is_none")]
    pub range: Option<(f64, f64)>,
}

/// What is said of a student's combination.
#[derive(Clone, Debug, PartialEq)]
pub struct Fitting {
    /// Whether it is right.
    pub fit: Fit,
    /// Why, with numbers computed for it.
    pub why: Text,
    /// What to change.
    pub change: Option<Text>,
}

/// The problems, the outputs, the losses, and what is said of their combinations.
#[derive(Clone, Debug)]
pub struct Outputs {
    source: Source,
    written: Written,
}

macro_rules! named {
    ($($noun:ident)*) => {
        $(impl Named for $noun {
            fn name(&self) -> &str {
                &self.name
            }

            fn names(&self) -> &[String] {
                &self.names
            }
        })*
    };
}

named!(Problem Output Loss);

/// Fewer letters within running text are no name of an activation or a loss.
const LETTERS: usize = 3;

impl Outputs {
    /// Reads the file.
    ///
    /// # Errors
    /// It is not what it has to be.
    pub fn read(library: &Library) -> Result<Self> {
        let source = library.file(FILE)?;
        let written: Written = source.toml(0..source.text.len())?;
        let outputs = Self { source, written };
        outputs.check()?;
        Ok(outputs)
    }

    /// Each rule speaks of what there is, and something is said of every combination.
    fn check(&self) -> Result<()> {
        let Written { problems, outputs, losses, rules, .. } = &self.written;
        for rule in rules {
            let known = |names: &[String], ids: &mut dyn Iterator<Item = &String>| {
                let ids: Vec<&String> = ids.collect();
                names.iter().find(|name| !ids.contains(name)).cloned()
            };
            let inner = rule.get_ref();
            let unknown = known(&inner.problems, &mut problems.iter().map(|one| &one.id))
                .or_else(|| known(&inner.outputs, &mut outputs.iter().map(|one| &one.id)))
                .or_else(|| known(&inner.losses, &mut losses.iter().map(|one| &one.id)));
            if let Some(name) = unknown {
                return Err(self.source.error(rule.span(), format!("esta combinación nombra `{name}`, que no existe")));
            }
        }
        for problem in problems {
            let covers = |rule: &Spanned<Rule>| {
                let rule = rule.get_ref();
                let mine = rule.problems.is_empty() || rule.problems.contains(&problem.id);
                mine && rule.outputs.is_empty() && rule.losses.is_empty() && rule.condition.is_none()
            };
            if !rules.iter().any(covers) {
                let message = format!("falta la combinación que vale para lo demás de `{}`", problem.id);
                return Err(self.source.error(0..0, message));
            }
        }
        Ok(())
    }

    /// The problems.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.written.problems
    }

    /// The problem of a choice.
    #[must_use]
    pub fn problem(&self, id: &str) -> Option<&Problem> {
        self.written.problems.iter().find(|problem| problem.id == id)
    }

    /// What a model's last step is called.
    #[must_use]
    pub fn output_name(&self, id: &str) -> &str {
        self.written.outputs.iter().find(|output| output.id == id).map_or("", |output| &output.name)
    }

    /// What a loss is called.
    #[must_use]
    pub fn loss_name(&self, id: &str) -> &str {
        self.written.losses.iter().find(|loss| loss.id == id).map_or("", |loss| &loss.name)
    }

    /// Reads a kind of problem: a name, or its number in the list.
    ///
    /// # Errors
    /// It is none of them.
    pub fn read_problem(&self, typed: &str) -> std::result::Result<String, Unclear> {
        let problems = &self.written.problems;
        let numbered = typed.trim().trim_end_matches(['.', ')']).parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let found = numbered.filter(|index| *index < problems.len()).or_else(|| meant(problems, typed));
        found.map(|index| problems[index].id.clone()).ok_or_else(|| {
            let message = format!("no sé qué problema es «{}»", cut(typed));
            Unclear::new(message, format!("responde con su número, de 1 a {}, o con su nombre", problems.len()))
        })
    }

    /// Reads an output activation.
    ///
    /// # Errors
    /// It is none that is known.
    pub fn read_output(&self, typed: &str) -> std::result::Result<String, Unclear> {
        let outputs = &self.written.outputs;
        meant(outputs, typed).map(|index| outputs[index].id.clone()).ok_or_else(|| {
            let hint = "por ejemplo ninguna, sigmoid, softmax, log_softmax, tanh, softplus o relu";
            Unclear::new(format!("no conozco la activación «{}»", cut(typed)), hint)
        })
    }

    /// Reads a loss.
    ///
    /// # Errors
    /// It is none that is known.
    pub fn read_loss(&self, typed: &str) -> std::result::Result<String, Unclear> {
        let losses = &self.written.losses;
        meant(losses, typed).map(|index| losses[index].id.clone()).ok_or_else(|| {
            let hint = "por ejemplo MSELoss, L1Loss, BCEWithLogitsLoss, BCELoss, CrossEntropyLoss o NLLLoss";
            Unclear::new(format!("no conozco la pérdida «{}»", cut(typed)), hint)
        })
    }

    /// The combination that running text speaks of, if it names a problem, an output and a loss.
    #[must_use]
    pub fn mentioned(&self, text: &str) -> Option<Choice> {
        let Written { problems, outputs, losses, .. } = &self.written;
        let loss = mentioned(losses, text, LETTERS)?;
        let output = mentioned(outputs, &loss.rest, LETTERS)?;
        let problem = mentioned(problems, &output.rest, LETTERS)?;
        let (problem, output, loss) = (&problems[problem.index].id, &outputs[output.index].id, &losses[loss.index].id);
        Some(Choice { problem: problem.clone(), output: output.clone(), loss: loss.clone(), ..Choice::default() })
    }

    /// The output with this operation in a trace, and the loss.
    #[must_use]
    pub fn traced(&self, output: &str, loss: &str) -> Option<(String, String)> {
        let output = self.written.outputs.iter().find(|one| one.operations.iter().any(|name| name == output))?;
        let loss = self.written.losses.iter().find(|one| one.operations.iter().any(|name| name == loss))?;
        Some((output.id.clone(), loss.id.clone()))
    }

    /// The problems that an output and a loss are right for.
    #[must_use]
    pub fn right_for(&self, output: &str, loss: &str) -> Vec<&Problem> {
        let good = |problem: &&Problem| {
            let named = |names: &[String], id: &str| names.iter().any(|name| name == id);
            self.written.rules.iter().map(Spanned::get_ref).any(|rule| {
                let fits = named(&rule.problems, &problem.id) && named(&rule.outputs, output) && named(&rule.losses, loss);
                fits && rule.fit != Fit::Bad
            })
        };
        self.written.problems.iter().filter(good).collect()
    }

    /// Holds a combination against the table.
    ///
    /// # Errors
    /// Its numbers cannot be computed.
    pub fn judge(&self, choice: &Choice, kernel: Kernel) -> std::result::Result<Fitting, Failure> {
        let rules = self.candidates(choice);
        let mut notebook = Notebook::new("salidas.py");
        notebook.code(self.preparation(choice));
        for rule in &rules {
            notebook.value(rule.condition.as_ref().map_or("True", |condition| condition.get_ref().as_str()));
            for found in placeholders(rule.why.get_ref()) {
                notebook.value(found.expression);
            }
        }
        let results = kernel.run(&notebook)?;
        let Some((prepared, mut rest)) = results.split_first() else {
            return Err(self.failed(&self.written.preparation, "el programa se detuvo").into());
        };
        if let Some(error) = &prepared.error {
            return Err(self.failed(&self.written.preparation, &error.to_string()).into());
        }
        for rule in rules {
            let count = placeholders(rule.why.get_ref()).len() + 1;
            let (own, others) = rest.split_at(count.min(rest.len()));
            rest = others;
            if own.first().and_then(|result| result.value.as_ref()) == Some(&Value::Bool(true)) {
                return Ok(self.fitting(rule, &own[1..])?);
            }
        }
        Err(self.failed(&self.written.preparation, "ninguna combinación vale").into())
    }

    /// The rules about a combination, up to the first that asks for nothing more.
    fn candidates(&self, choice: &Choice) -> Vec<&Rule> {
        let about = |names: &[String], id: &str| names.is_empty() || names.iter().any(|name| name == id);
        let mut rules = Vec::new();
        for rule in self.written.rules.iter().map(Spanned::get_ref) {
            let fits = about(&rule.problems, &choice.problem) && about(&rule.outputs, &choice.output);
            if fits && about(&rule.losses, &choice.loss) {
                rules.push(rule);
                if rule.condition.is_none() {
                    break;
                }
            }
        }
        rules
    }

    fn preparation(&self, choice: &Choice) -> String {
        let (low, high) = choice.range.unwrap_or((0.0, 1.0));
        let python = |id: &str| self.written.outputs.iter().find(|output| output.id == id).map(|output| &output.python);
        format!(
            "{}\nclases = {}\nminimo, maximo = {low}, {high}\nsalida = {}\nperdida = {}()",
            self.written.preparation.get_ref(),
            choice.classes.unwrap_or(3),
            python(&choice.output).map_or("None", String::as_str),
            self.loss_name(&choice.loss),
        )
    }

    fn fitting(&self, rule: &Rule, results: &[CellResult]) -> Result<Fitting> {
        if let Some(error) = results.iter().find_map(|result| result.error.as_ref()) {
            return Err(self.failed(&rule.why, &error.to_string()));
        }
        let mut values = results.iter().filter_map(|result| result.value.as_ref()).map(lesson::shown);
        let why = fill_text(marked(rule.why.get_ref()), &mut |_| values.next().unwrap_or_default());
        Ok(Fitting { fit: rule.fit, why, change: rule.change.as_deref().map(marked) })
    }

    fn failed(&self, at: &Spanned<String>, why: &str) -> crate::content::Error {
        let last = why.trim().lines().last().unwrap_or_default().replace('`', "'");
        self.source.error(at.span(), format!("esto no se puede calcular: {last}"))
    }
}

impl Choice {
    /// Reads how many classes there are.
    ///
    /// # Errors
    /// It is no such number.
    pub fn read_classes(typed: &str) -> std::result::Result<u64, Unclear> {
        let digits: String = typed.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        let unclear = || Unclear::new(format!("«{}» no es un número de clases", cut(typed)), "escribe un entero de 2 a 1000");
        digits.parse().ok().filter(|classes| (2..=1000).contains(classes)).ok_or_else(unclear)
    }

    /// Reads the two values between which the targets lie.
    ///
    /// # Errors
    /// They are no two numbers, the smaller first.
    pub fn read_range(typed: &str) -> std::result::Result<(f64, f64), Unclear> {
        let folded = spanish::fold(typed);
        let words = folded.split_whitespace().filter(|word| !["de", "entre", "a", "y", "desde", "hasta"].contains(word));
        let text = words.collect::<Vec<_>>().join(" ");
        match spanish::numbers(&text)?.as_slice() {
            [low, high] if low < high && low.is_finite() && high.is_finite() => Ok((*low, *high)),
            _ => Err(Unclear::new(format!("«{}» no son dos números", cut(typed)), "escribe el menor y el mayor, por ejemplo 0 10")),
        }
    }
}

/// The beginning of what was typed.
fn cut(typed: &str) -> String {
    let typed = typed.trim();
    let short: String = typed.chars().take(40).collect();
    if short.len() < typed.len() { format!("{short}…") } else { short }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outputs() -> Outputs {
        Outputs::read(&Library::embedded()).expect("our table is right")
    }

    #[test]
    fn names_in_any_spelling() {
        let outputs = outputs();
        let losses = [
            ("mse", ["nn.MSELoss", "mse", "MSE", "F.mse_loss", "error cuadrático medio", "nn.MSELoss()", "torch.nn.functional.mse_loss"].as_slice()),
            ("cross-entropy", &["CrossEntropyLoss", "cross entropy", "entropía cruzada", "F.cross_entropy", "crossentropy", "nn.CrossEntropiLoss", "CE"]),
            ("bce", &["BCELoss", "bce", "entropía cruzada binaria", "binary_cross_entropy"]),
            ("bce-logits", &["BCEWithLogitsLoss", "bce with logits", "nn.BCEWithLogitsLoss()", "bcewithlogit", "BCE con logits"]),
            ("nll", &["NLLLoss", "nll", "F.nll_loss"]),
            ("l1", &["L1", "MAE", "error absoluto medio", "l1_loss"]),
            ("smooth-l1", &["SmoothL1Loss", "smooth_l1_loss"]),
            ("huber", &["Huber", "nn.HuberLoss(delta=2.0)"]),
        ];
        for (id, names) in losses {
            for name in names {
                assert_eq!(outputs.read_loss(name).as_deref(), Ok(id), "{name}");
            }
        }
        let activations = [
            ("ninguna", ["ninguna", "Ninguna.", "nada", "logits", "sin activación", "nn.Identity()", "no", "la salida es lineal"].as_slice()),
            ("sigmoid", &["sigmoid", "Sigmoide", "torch.sigmoid", "nn.Sigmoid()", "una sigmoide", "sigmoyde"]),
            ("softmax", &["softmax", "nn.Softmax(dim=1)", "F.softmax", "Soft max"]),
            ("log-softmax", &["log_softmax", "LogSoftmax", "F.log_softmax(x, dim=1)"]),
            ("tanh", &["tanh", "tangente hiperbólica"]),
            ("sigmoid-escalada", &["sigmoide escalada", "sigmoid escalada al rango"]),
            ("oculta", &["LeakyReLU", "leaky_relu", "gelu"]),
            ("relu", &["ReLU", "nn.ReLU()"]),
        ];
        for (id, names) in activations {
            for name in names {
                assert_eq!(outputs.read_output(name).as_deref(), Ok(id), "{name}");
            }
        }
        let problems = [
            ("regresion", ["1", "regresión", "Regresion lineal", "predecir un número"].as_slice()),
            ("binaria", &["2", "binaria", "clasificación binaria", "sí o no", "dos clases"]),
            ("multiclase", &["3.", "multiclase", "clasificación", "multi-clase", "clasificacion multiclase", "multiclas"]),
            ("multietiqueta", &["multietiqueta", "multilabel", "varias etiquetas a la vez"]),
            ("acotado", &["acotado", "un porcentaje", "entre dos valores"]),
            ("positivo", &["6", "positivo", "precio"]),
        ];
        for (id, names) in problems {
            for name in names {
                assert_eq!(outputs.read_problem(name).as_deref(), Ok(id), "{name}");
            }
        }
        for wrong in ["", "xyz", "7", "0"] {
            assert!(outputs.read_problem(wrong).is_err() && outputs.read_loss(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn running_text_may_name_a_combination() {
        let choice = |text: &str| {
            outputs().mentioned(text).map(|choice| format!("{} {} {}", choice.problem, choice.output, choice.loss))
        };
        let cases = [
            ("multiclase con softmax y CrossEntropyLoss", Some("multiclase softmax cross-entropy")),
            ("es clasificación binaria, logits y BCEWithLogitsLoss", Some("binaria ninguna bce-logits")),
            ("regresión, sin activación, error cuadrático medio", Some("regresion ninguna mse")),
            ("uso softmax", None),
            ("regresión con MSE", None),
        ];
        for (text, expected) in cases {
            assert_eq!(choice(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn numbers_that_a_problem_asks_for() {
        assert_eq!(Choice::read_classes("5 clases"), Ok(5));
        assert!(["1", "0", "-3", "muchas", "", "99999"].iter().all(|typed| Choice::read_classes(typed).is_err()));
        assert_eq!(Choice::read_range("entre 0 y 10"), Ok((0.0, 10.0)));
        assert_eq!(Choice::read_range("-1 1"), Ok((-1.0, 1.0)));
        assert!(["10 0", "3", "a b", "", "0 inf", "1 2 3"].iter().all(|typed| Choice::read_range(typed).is_err()));
    }

    /// The combinations that the unit teaches, and the mistakes that learners make.
    #[test]
    fn combinations_are_judged() {
        let outputs = outputs();
        let cases = [
            ("regresion", "ninguna", "mse", Fit::Good, "−4"),
            ("regresion", "ninguna", "huber", Fit::Good, "gradiente"),
            ("regresion", "tanh", "mse", Fit::Bad, "36"),
            ("regresion", "relu", "l1", Fit::Bad, "2"),
            ("binaria", "sigmoid", "bce", Fit::Good, "100"),
            ("binaria", "ninguna", "bce-logits", Fit::Good, "200"),
            ("binaria", "sigmoid", "bce-logits", Fit::Bad, "0.3133"),
            ("binaria", "ninguna", "bce", Fit::Bad, "probabilidad"),
            ("binaria", "softmax", "bce", Fit::Bad, "siempre 1"),
            ("multiclase", "ninguna", "cross-entropy", Fit::Good, "1.6094"),
            ("multiclase", "log-softmax", "nll", Fit::Good, "1.6094"),
            ("multiclase", "softmax", "cross-entropy", Fit::Bad, "0.9048"),
            ("multiclase", "softmax", "nll", Fit::Bad, "−1"),
            ("multiclase", "ninguna", "mse", Fit::Bad, "distancias"),
            ("multietiqueta", "ninguna", "bce-logits", Fit::Good, "0.9933"),
            ("multietiqueta", "sigmoid", "bce", Fit::Good, "0.9933"),
            ("multietiqueta", "softmax", "bce", Fit::Bad, "0.5"),
            ("acotado", "sigmoid", "mse", Fit::Bad, "81"),
            ("acotado", "sigmoid-escalada", "mse", Fit::Good, "de 0 a 10"),
            ("positivo", "softplus", "mse", Fit::Good, "−0.1851"),
            ("positivo", "relu", "mse", Fit::Passable, "0"),
            ("positivo", "exp", "mse", Fit::Passable, "22026"),
        ];
        for (problem, output, loss, fit, number) in cases {
            let choice = Choice {
                problem: problem.into(),
                output: output.into(),
                loss: loss.into(),
                classes: Some(5),
                range: Some((0.0, 10.0)),
            };
            let fitting = outputs.judge(&choice, Kernel::here()).expect("it can be computed");
            assert_eq!(fitting.fit, fit, "{choice:?}");
            assert!(fitting.why.plain().contains(number), "{choice:?}: {}", fitting.why.plain());
            assert!(fit == Fit::Good || fitting.change.is_some(), "{choice:?}");
        }
    }

    #[test]
    fn something_is_said_of_every_combination() {
        let outputs = outputs();
        let all = &outputs.written;
        let mut notebooks = 0;
        for problem in &all.problems {
            for (index, output) in all.outputs.iter().enumerate() {
                for (other, loss) in all.losses.iter().enumerate() {
                    let choice = Choice {
                        problem: problem.id.clone(),
                        output: output.id.clone(),
                        loss: loss.id.clone(),
                        ..Choice::default()
                    };
                    assert!(outputs.candidates(&choice).last().is_some_and(|rule| rule.condition.is_none()), "{choice:?}");
                    // All of them take half a minute; each rule is met by this share of them.
                    if (index + other) % 3 == 0 {
                        outputs.judge(&choice, Kernel::here()).expect("its numbers can be computed");
                        notebooks += 1;
                    }
                }
            }
        }
        assert!(notebooks > 150);
    }
}
