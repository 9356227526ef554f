//! Which output activation and which loss go with a problem: `lessons/checklist/salidas.toml`.

mod choice;
mod table;
#[cfg(test)]
mod tests;

use super::{
    Failure, Kernel,
    naming::{meant, mentioned},
};
use crate::{
    content::{Library, Result, Source, Spanned, fill_text, marked, placeholders},
    guard::Notebook,
    lesson,
    python::{CellResult, Value},
    spanish::Unclear,
    view::Text,
};
pub use choice::Choice;
use choice::cut;
pub use table::{Fit, Problem, Wants};
use table::{Rule, Written};

/// The file.
const FILE: &str = "checklist/salidas.toml";

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
                let fits =
                    named(&rule.problems, &problem.id) && named(&rule.outputs, output) && named(&rule.losses, loss);
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
