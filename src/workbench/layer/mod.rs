//! The course's `CustomLinear` with what it is given: forward, backward, one cell unfolded, and what changes if.

mod change;
mod inspected;
mod page;
mod program;
mod unfolded;

pub use change::{Change, Changed};
pub use inspected::{Gradients, Inspected};
pub use unfolded::{Term, Unfolded};

use super::Function;
use crate::spanish::Unclear;

/// A layer to look into.
pub struct Layer {
    /// The inputs, a row an example.
    pub input: Vec<Vec<f64>>,
    /// The weights, a row an output; without them, PyTorch's own under the seed.
    pub weights: Option<Vec<Vec<f64>>>,
    /// The biases.
    pub bias: Option<Vec<f64>>,
    /// How many outputs, where the weights do not tell.
    pub outputs: usize,
    /// The seed of PyTorch's own weights.
    pub seed: u64,
    /// The activation.
    pub activation: Function,
    /// Whether gradients are wanted.
    pub gradient: bool,
    /// The cell of the output to unfold.
    pub why: Option<(usize, usize)>,
    /// What to change.
    pub changes: Vec<Change>,
}

impl Layer {
    /// Whether sizes fit each other.
    ///
    /// # Errors
    /// They do not: what does not fit what.
    pub fn check(&self) -> Result<(), Unclear> {
        self.check_weights()?;
        let outputs = self.outputs();
        if let Some(bias) = self.bias.as_ref().filter(|bias| bias.len() != outputs) {
            let message = format!("hay {} sesgos y la capa tiene {outputs} salidas", bias.len());
            return Err(Unclear::new(message, "un sesgo por salida"));
        }
        match self.why {
            Some((row, column)) if row >= self.input.len() || column >= outputs => Err(Unclear::new(
                format!("la salida tiene forma ({}, {outputs}): no existe a[{row}, {column}]", self.input.len()),
                "los índices empiezan en 0",
            )),
            _ => Ok(()),
        }
    }

    fn check_weights(&self) -> Result<(), Unclear> {
        let inputs = self.inputs();
        if inputs == 0 {
            return Err(Unclear::new("la entrada está vacía", "por ejemplo --entrada \"1 -2 0,5\""));
        }
        match self.weights.as_ref().and_then(|rows| rows.iter().find(|row| row.len() != inputs)) {
            None => Ok(()),
            Some(row) => Err(Unclear::new(
                format!("cada fila de pesos tiene {} números y la entrada tiene {inputs}", row.len()),
                "una fila de pesos por salida, con un número por entrada",
            )),
        }
    }

    fn inputs(&self) -> usize {
        self.input.first().map_or(0, Vec::len)
    }

    fn outputs(&self) -> usize {
        self.weights.as_ref().map_or(self.outputs, Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Document;

    fn layer() -> Layer {
        Layer {
            input: vec![vec![1.0, -2.0]],
            weights: Some(vec![vec![1.0, 0.5], vec![-1.0, 1.0]]),
            bias: Some(vec![0.25, 1.0]),
            outputs: 2,
            seed: 0,
            activation: Function::parse("relu").expect("it is known"),
            gradient: false,
            why: None,
            changes: Vec::new(),
        }
    }

    fn inspected(layer: &Layer) -> (Inspected, Document) {
        let results = layer.notebook().run_here();
        let inspected = layer.read(&results).unwrap_or_else(|| unreachable!("{results:?}"));
        let document = layer.document(&inspected);
        (inspected, document)
    }

    #[test]
    fn its_numbers_are_data() {
        let (found, document) = inspected(&Layer { gradient: true, ..layer() });
        assert_eq!((found.x.shape, found.w.shape, found.b.values), (vec![1, 2], vec![2, 2], vec![0.25, 1.0]));
        assert_eq!((found.z.values, found.a.values), (vec![0.25, -2.0], vec![0.25, 0.0]));
        let gradients = found.gradients.expect("they are asked for");
        assert_eq!((gradients.w.values, gradients.b.values), (vec![1.0, -2.0, 0.0, 0.0], vec![1.0, 0.0]));
        assert!(document.blocks.len() > 3);
    }

    #[test]
    fn a_cell_unfolds_to_its_terms() {
        let (found, _) = inspected(&Layer { why: Some((0, 1)), ..layer() });
        let why = found.why.expect("it is asked for");
        assert_eq!(why.terms.iter().map(|term| term.product).collect::<Vec<_>>(), [-1.0, -2.0]);
        assert_eq!((why.bias, why.z, why.a), (1.0, -2.0, 0.0));
    }

    #[test]
    fn changes_tell_what_they_change() {
        let changes = vec![Change::NoBias, Change::NoActivation, Change::Before];
        let (found, _) = inspected(&Layer { changes, ..layer() });
        let [bias, activation, before] = &found.changes[..] else { unreachable!("three changes") };
        assert_eq!(bias.output.as_ref().map(|a| a.values.clone()), Some(vec![0.0, 0.0]));
        assert_eq!(activation.differences[0].after, -2.0);
        assert_eq!(before.output.as_ref().map(|a| a.values.clone()), Some(vec![1.25, 0.0]));
    }

    #[test]
    fn sizes_that_do_not_fit_are_refused() {
        assert!(layer().check().is_ok());
        for wrong in [
            Layer { input: vec![vec![]], ..layer() },
            Layer { input: vec![vec![1.0]], ..layer() },
            Layer { bias: Some(vec![1.0]), ..layer() },
            Layer { why: Some((1, 0)), ..layer() },
        ] {
            assert!(wrong.check().is_err());
        }
    }
}
