//! The program that trains, and what is asked of it.

use std::fmt::Write as _;

use super::{
    Hidden, Model,
    stretch::{FOLLOW, PAUSE},
};
use crate::{guard::Notebook, workbench::NAME};

/// Columns and rows of the grid that a decision boundary is computed on.
pub(super) const GRID: (usize, usize) = (56, 32);

/// Points of a regression's curve.
const CURVE: usize = 81;

impl Model {
    /// The program: each training is one plain loop.
    #[must_use]
    pub fn program(&self) -> String {
        let trainings = self.activations.iter().map(|hidden| self.training(hidden));
        let cells: Vec<String> = std::iter::once(self.head("")).chain(trainings).collect();
        cells.iter().map(|cell| cell.trim_end().to_owned() + "\n").collect::<Vec<_>>().join("\n")
    }

    /// The notebook that trains and measures, one activation after the other. It computes what the program computes,
    /// but its loop pauses after each stretch.
    #[must_use]
    pub fn notebook(&self) -> Notebook {
        let pause = PAUSE.replace("{tramo}", &self.stretch().to_string());
        let mut notebook = Notebook::new(NAME);
        notebook.code(self.head(&pause) + FOLLOW);
        notebook.value("X");
        notebook.value("Y");
        for hidden in &self.activations {
            let name = &hidden.label;
            notebook.code(format!("entrenamiento = entrenar(lambda: {})", hidden.module));
            for _ in 0..self.stretches() {
                notebook.code(format!("ahora = seguir({name:?}, entrenamiento)"));
                notebook.value("ahora");
            }
            notebook.value(format!("resultados[{name:?}]"));
            notebook.value(self.picture(hidden));
        }
        notebook
    }

    /// Everything before the trainings; `pause` ends a turn of the loop.
    fn head(&self, pause: &str) -> String {
        let (loss, right) = if self.data.is_classes() {
            ("nn.BCEWithLogitsLoss()", "((salida > 0) == (Y > 0.5)).float().mean().item()")
        } else {
            ("nn.MSELoss()", "1 - (L / Y.var()).item()")
        };
        format!(
            "import math\nimport torch\nimport torch.nn as nn\n\ntorch.manual_seed({})\n{}\n{}{}{MEASURE}",
            self.seed,
            self.data.code(),
            self.network(),
            TRAIN
                .replace("{pausa}", pause)
                .replace("{perdida}", loss)
                .replace("{acierto}", right)
                .replace("{epocas}", &self.epochs.to_string())
                .replace("{tasa}", self.data.usual().1),
        )
    }

    /// The function that makes the network.
    fn network(&self) -> String {
        let inputs = if self.data.is_classes() { 2 } else { 1 };
        let mut source =
            format!("def crear_red(activacion):\n    torch.manual_seed({})\n    return nn.Sequential(\n", self.seed);
        let mut size = inputs;
        for &next in &self.layers {
            // A string takes everything.
            let _ = writeln!(source, "        nn.Linear({size}, {next}), activacion(),");
            size = next;
        }
        source + &format!("        nn.Linear({size}, 1),\n    )\n\n")
    }

    fn training(&self, hidden: &Hidden) -> String {
        let name = &hidden.label;
        let score = if self.data.is_classes() { "acierto" } else { "R²" };
        // Quotes within those of an f-string must be of the other kind: older versions of Python have no other way.
        format!(
            "r = resultados[{name:?}] = entrenar(lambda: {})\n\
             print(f\"{name}: pérdida {{r['perdidas'][-1]:.4f}}, {score} {{r['aciertos'][-1]:.2f}}\")",
            hidden.module
        )
    }

    /// What the trained network says over the plane, or along the line.
    fn picture(&self, hidden: &Hidden) -> String {
        let red = format!("resultados[{:?}]['red']", hidden.label);
        let ((left, right), (low, high)) = self.data.plane();
        if !self.data.is_classes() {
            return format!("{red}(torch.linspace({left}, {right}, {CURVE}).unsqueeze(1)).flatten().detach()");
        }
        let (columns, rows) = GRID;
        let across = format!("torch.linspace({left}, {right}, {columns}).repeat({rows})");
        let up = format!("torch.linspace({low}, {high}, {rows}).repeat_interleave({columns})");
        format!("torch.sigmoid({red}(torch.stack([{across}, {up}], dim=1))).flatten().detach()")
    }

    /// The inputs of a regression's curve.
    pub(super) fn curve_inputs(&self) -> Vec<f64> {
        let ((left, right), _) = self.data.plane();
        (0..CURVE).map(|index| left + (right - left) * index as f64 / (CURVE - 1) as f64).collect()
    }
}

const TRAIN: &str = "\
perdida = {perdida}
resultados = {}

def entrenar(activacion, epocas={epocas}):
    red = crear_red(activacion)
    opt = torch.optim.Adam(red.parameters(), lr={tasa})
    perdidas, aciertos = [], []
    for _ in range(epocas):
        opt.zero_grad()
        salida = red(X)
        L = perdida(salida, Y)
        L.backward()
        if not perdidas:
            primera = red[0].weight.grad.norm().item()
            ultima = red[-1].weight.grad.norm().item()
        opt.step()
        perdidas.append(L.item())
        aciertos.append({acierto})
{pausa}    return {'red': red, 'perdidas': perdidas, 'aciertos': aciertos,
            'primera': primera, 'ultima': ultima, 'planas': unidades_planas(red)}

";

const MEASURE: &str = "\
def unidades_planas(red):
    # Unidades cuya derivada es casi 0 en todos los ejemplos: por ellas no pasa gradiente.
    planas, total, h = 0, 0, X
    for capa in red:
        if not isinstance(capa, nn.Linear):
            z = h.detach().requires_grad_()
            (pendiente,) = torch.autograd.grad(capa(z).sum(), z)
            planas += (pendiente.abs() < 0.01).all(dim=0).sum().item()
            total += z.shape[1]
        h = capa(h)
    return planas / total
";
