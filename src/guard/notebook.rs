//! A notebook: code and questions about its values, run in one guarded child.

use std::thread;

use super::{
    channel::Message,
    job::{Job, Limits},
    limits::STACK,
    parent::{self, Ending, Failure},
};
use crate::python::{self, Cell, CellKind, CellResult, Printed, Program};

/// Cells to run one after the other in one namespace. Each method that adds one returns its place among the results.
#[derive(Clone, Debug, Default)]
pub struct Notebook {
    /// What tracebacks and traces call the program.
    pub name: String,
    /// The bounds of the whole.
    pub limits: Limits,
    cells: Vec<Cell>,
    lines: usize,
}

impl Notebook {
    /// An empty one.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds statements.
    pub fn code(&mut self, source: impl Into<String>) -> usize {
        self.add(&source.into(), CellKind::Code, false)
    }

    /// Adds statements whose operations are recorded.
    pub fn traced(&mut self, source: impl Into<String>) -> usize {
        self.add(&source.into(), CellKind::Code, true)
    }

    /// Adds an expression whose value is wanted. It is no part of the program.
    pub fn value(&mut self, expression: impl Into<String>) -> usize {
        self.add(&expression.into(), CellKind::Value, false)
    }

    fn add(&mut self, source: &str, kind: CellKind, trace: bool) -> usize {
        let source = source.trim_end_matches('\n').to_owned();
        // A blank line stands between two pieces of code.
        let line = if self.lines == 0 { 1 } else { self.lines + 2 };
        if kind == CellKind::Code {
            self.lines = line + source.lines().count().max(1) - 1;
        }
        self.cells.push(Cell { source, line, kind, trace });
        self.cells.len() - 1
    }

    /// What it holds, in order.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// All the code: a program that PyTorch runs, and the lines that traces quote.
    #[must_use]
    pub fn program(&self) -> String {
        let code = self.cells.iter().filter(|cell| cell.kind == CellKind::Code);
        code.map(|cell| cell.source.clone() + "\n").collect::<Vec<_>>().join("\n")
    }

    /// Runs it; `each` gets what came of a cell as soon as it is there. A cell that raises does not end the others.
    /// There are fewer results than cells only when the child was ended: by a limit, or by the program itself.
    ///
    /// # Errors
    /// The child cannot be started.
    pub fn run(&self, mut each: impl FnMut(usize, &CellResult)) -> Result<(Vec<CellResult>, Ending), Failure> {
        let job = Job { program: self.whole(), limits: self.limits, cells: Some(self.cells.clone()), ..Job::default() };
        let mut results = Vec::with_capacity(self.cells.len());
        let ending = parent::follow(&job, |message| {
            if let Message::Cell(result) = message {
                each(results.len(), &result);
                results.push(*result);
            }
        })?;
        Ok((results, ending))
    }

    /// Runs it in this process, without bounds: for tests, whose binary cannot be the child.
    #[must_use]
    pub fn run_here(&self) -> Vec<CellResult> {
        let work = || {
            let printed = Printed::default();
            let interpreter = python::interpreter().build(printed.streams());
            let mut results = Vec::new();
            python::run_cells(&self.cells, &self.whole(), &interpreter, &printed, |result| results.push(result));
            results
        };
        // Python needs more stack than a thread of a test has.
        let builder = thread::Builder::new().stack_size(STACK);
        let results = thread::scope(|scope| builder.spawn_scoped(scope, work).map(|thread| thread.join().ok()));
        results.ok().flatten().unwrap_or_default()
    }

    fn whole(&self) -> Program {
        Program { name: self.name.clone(), source: self.program(), arguments: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::Value;

    #[test]
    fn cells_share_a_namespace() {
        let mut notebook = Notebook::new("lección.py");
        notebook.code("import torch\ntorch.manual_seed(0)\nx = torch.tensor([-1.0, 2.0])\nprint(x)");
        let draw = notebook.value("torch.rand(1)");
        let relu = notebook.traced("y = torch.relu(x)");
        let y = notebook.value("y");
        let wrong = notebook.code("z = x @ torch.ones(3)");
        let unknown = notebook.value("nada");
        let after = notebook.code("print(torch.rand(1))");
        let facts = notebook.value("[y.sum().item(), y.shape, {'a': None}, True, float('nan'), torch.relu]");
        let results = notebook.run_here();
        assert_eq!(results[0].stdout, "tensor([-1.,  2.])\n");
        assert_eq!(results[after].stdout, "tensor([0.4963])\n", "the question took no random number");
        assert_eq!(results[draw].value.as_ref().and_then(Value::number), Some(f64::from(0.496_256_6_f32)));
        let steps = &results[relu].record.as_ref().expect("it is traced").steps;
        assert_eq!(steps[0].place.as_ref().map(|place| place.line), Some(6));
        assert_eq!(results[y].value.as_ref().and_then(Value::numbers), Some((vec![2], vec![0.0, 2.0])));
        assert!(results[wrong].error.as_ref().is_some_and(|error| error.frames[0].line == 8));
        assert!(results[unknown].error.as_ref().is_some_and(|error| error.is("NameError")));
        let Some(Value::List(items)) = &results[facts].value else { unreachable!("{:?}", results[facts]) };
        assert_eq!(items[0], Value::Float(2.0));
        assert_eq!(items[1], Value::List(vec![Value::Int(2)]));
        assert_eq!(items[2], Value::Dict(vec![("a".into(), Value::None)]));
        assert_eq!(items[3], Value::Bool(true));
        assert!(matches!(items[4], Value::Float(value) if value.is_nan()));
        assert!(matches!(&items[5], Value::Other(text) if text.contains("relu")));
    }

    #[test]
    fn lines_match_the_program() {
        let mut notebook = Notebook::new("lección.py");
        notebook.code("a = 1\nb = 2\n");
        notebook.value("a + b");
        notebook.traced("c = a\nd = b");
        notebook.code("e = 1");
        let program = notebook.program();
        let lines: Vec<&str> = program.lines().collect();
        assert_eq!(lines, ["a = 1", "b = 2", "", "c = a", "d = b", "", "e = 1"]);
        for cell in notebook.cells.iter().filter(|cell| cell.kind == CellKind::Code) {
            assert_eq!(lines[cell.line - 1], cell.source.lines().next().unwrap_or_default());
        }
    }
}
