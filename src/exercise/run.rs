//! Runs a program with the cases of an exercise below it.

use std::{collections::BTreeSet, time::Duration};

use rustpython_ruff_python_ast::{
    Expr,
    visitor::{Visitor, walk_expr},
};
use rustpython_ruff_python_parser::parse_module;

use super::Exercise;
use crate::{
    guard::{Ending, Failure as NotStarted, Limits, Notebook},
    python::{CellResult, PythonError, Value},
    trace::Event,
};

/// What a student handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// What tracebacks call it.
    pub name: String,
    /// Its text.
    pub source: String,
}

/// A program could not be run.
#[derive(Debug)]
pub enum Failure {
    /// The child process cannot be started.
    NotStarted(NotStarted),
    /// The model answer of an exercise does not run to its end.
    Solution(String),
}

/// What came of a case.
#[derive(Clone, Debug, PartialEq)]
pub enum Got {
    /// A value.
    Value(Value),
    /// An exception.
    Raised(Box<PythonError>),
    /// Nothing: the program was ended before.
    Nothing,
}

/// What came of a program and its cases.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The exception that ended the program itself.
    pub error: Option<PythonError>,
    /// What came of each case.
    pub got: Vec<Got>,
    /// The operations that ran in the cases.
    pub operations: BTreeSet<String>,
    /// How the whole ended.
    pub ending: Ending,
}

/// Time for a submission and all its cases, where nothing else is asked for.
pub(super) const TIME: Duration = Duration::from_secs(10);

impl Exercise {
    /// Runs a program with the cases below it.
    pub(super) fn run(&self, name: &str, source: &str, limits: Limits) -> Result<Run, Failure> {
        let mut notebook = Notebook::new(name);
        notebook.limits = limits;
        notebook.code(source);
        let imports = imports(source);
        for (index, case) in self.cases.iter().enumerate() {
            notebook.traced(format!("{imports}{}", case.program(&variable(index))));
            notebook.value(variable(index));
        }
        let (results, ending) = notebook.run(|_, _| ()).map_err(Failure::NotStarted)?;
        let mut results = results.into_iter();
        let late = |error: &PythonError| matches!(ending, Ending::TimeLimit(_)) && error.is("KeyboardInterrupt");
        let error = results.next().and_then(|result| result.error).filter(|error| !late(error));
        let rest: Vec<CellResult> = results.collect();
        let operations = rest.iter().flat_map(operations).collect();
        let got = |index: usize| match got(rest.get(2 * index), rest.get(2 * index + 1)) {
            // The end of its time is not what the program raises.
            Got::Raised(error) if late(&error) => Got::Nothing,
            got => got,
        };
        let got = (0..self.cases.len()).map(got).collect();
        Ok(Run { error, got, operations, ending })
    }

    /// Runs the model answer.
    pub(super) fn run_solution(&self) -> Result<Run, Failure> {
        let limits = Limits { time: Some(4 * TIME), ..Limits::default() };
        let run = self.run("solucion.py", &self.solution, limits)?;
        let broken = run.error.as_ref().map(ToString::to_string);
        let unfinished = || run.got.contains(&Got::Nothing).then(|| format!("{:?}", run.ending));
        match broken.or_else(unfinished) {
            Some(why) => Err(Failure::Solution(format!("{}: {why}", self.front.id))),
            None => Ok(run),
        }
    }
}

/// What cases are written with.
const IMPORTS: [(&str, &str); 3] =
    [("torch", "import torch"), ("nn", "from torch import nn"), ("F", "import torch.nn.functional as F")];

/// The imports that the cases need and a program has no use for: one that says `from torch import where` never names
/// `torch`. Where it does name it, importing it is the program's own affair.
fn imports(source: &str) -> String {
    let names = Names::of(source);
    let unnamed = IMPORTS.iter().filter(|(name, _)| !names.0.contains(*name));
    unnamed.flat_map(|(_, import)| [*import, "\n"]).collect()
}

/// The names that a program reads or sets.
#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn of(source: &str) -> Self {
        let mut names = Self::default();
        if let Ok(parsed) = parse_module(source) {
            names.visit_body(&parsed.into_syntax().body);
        }
        names
    }
}

impl Visitor<'_> for Names {
    fn visit_expr(&mut self, expression: &Expr) {
        if let Expr::Name(name) = expression {
            self.0.insert(name.id.to_string());
        }
        walk_expr(self, expression);
    }
}

/// Where a case keeps its value.
fn variable(index: usize) -> String {
    format!("_caso_{}", index + 1)
}

fn got(code: Option<&CellResult>, value: Option<&CellResult>) -> Got {
    match (code.and_then(|code| code.error.clone()), value.and_then(|value| value.value.clone())) {
        (Some(error), _) => Got::Raised(Box::new(error)),
        (None, Some(value)) => Got::Value(value),
        (None, None) => Got::Nothing,
    }
}

fn operations(result: &CellResult) -> Vec<String> {
    let steps = result.record.iter().flat_map(|record| &record.steps);
    let name =
        |event: &Event| if let Event::Operation(operation) = event { Some(operation.name.clone()) } else { None };
    steps.filter_map(|step| name(&step.event)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_bring_only_what_the_program_does_not_name() {
        let all = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n";
        for (source, expected) in [
            ("", all),
            ("from torch import where\nx = where(True, 1, 2)\n", all),
            ("import torch\nx = torch.ones(1)\n", "from torch import nn\nimport torch.nn.functional as F\n"),
            ("def f(x):\n    return torch.relu(x)\n", "from torch import nn\nimport torch.nn.functional as F\n"),
            ("def f(x:\n", all),
        ] {
            assert_eq!(imports(source), expected, "{source}");
        }
    }
}
