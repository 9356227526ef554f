//! The program of a comparison, and what is asked of it.

use super::{Comparison, Function};
use crate::{guard::Notebook, workbench::NAME};

/// Places of the values among the notebook's cells.
pub(super) mod place {
    /// The inputs.
    pub const X: usize = 1;
    /// f(x) of each function.
    pub const VALUES: usize = 2;
    /// f′(x) of each function.
    pub const DERIVATIVES: usize = 3;
    /// A dense grid.
    pub const GRID: usize = 4;
    /// f over it.
    pub const CURVES: usize = 5;
    /// f′ over it.
    pub const SLOPES: usize = 6;
    /// Whether module and function give the same.
    pub const TWINS: usize = 7;
}

/// The loop that every comparison runs.
const LOOP: &str = "\
valores, derivadas = {}, {}
for nombre, f in funciones.items():
    t = x.clone().requires_grad_()
    y = f(t)
    y.sum().backward()
    valores[nombre] = y.detach()
    derivadas[nombre] = t.grad
    print(nombre, valores[nombre], derivadas[nombre], sep='\\n')
";

impl Comparison {
    /// The notebook that computes it.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        let mut notebook = Notebook::new(NAME);
        notebook.code(format!("{}\n{LOOP}", self.head()));
        let dense = self.axis.dense();
        let slope = "torch.autograd.grad(f(u).sum(), u)[0]";
        for asked in [
            "x".to_owned(),
            "valores".to_owned(),
            "derivadas".to_owned(),
            dense.clone(),
            format!("{{n: f({dense}).detach() for n, f in funciones.items()}}"),
            format!("{{n: (lambda u: {slope})({dense}.requires_grad_()) for n, f in funciones.items()}}"),
            self.twins(),
        ] {
            notebook.value(asked);
        }
        notebook
    }

    /// Whether each module gives what its function gives.
    fn twins(&self) -> String {
        let same = |function: &Function| {
            let label = function.label();
            format!("torch.equal(funciones[{label:?}](x), {})", function.call("x"))
        };
        let same: Vec<String> = self.functions.iter().map(same).collect();
        format!("[{}]", same.join(", "))
    }

    fn head(&self) -> String {
        let entry = |function: &Function| format!("    {:?}: {},\n", function.label(), function.module());
        let entries: String = self.functions.iter().map(entry).collect();
        format!(
            "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n\nx = {}\nfunciones = {{\n{entries}}}\n",
            self.axis.source
        )
    }
}
