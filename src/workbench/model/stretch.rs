//! A training in stretches, so that whoever waits sees it go on.

use super::Model;
use crate::python::{CellResult, Value};

/// Cells before the first training: the program's head, `X`, `Y`.
const BEFORE: usize = 3;

/// A training is run in about so many stretches, so that whoever waits sees it go on.
const STRETCHES: u32 = 20;

/// Where the results of one training stand among the cells.
pub(super) struct Places {
    /// The values that tell how far it is: the loss after each stretch.
    stretches: Vec<usize>,
    /// Its figures.
    pub figures: usize,
    /// What the network says.
    pub picture: usize,
}

/// How far a training is.
#[derive(Clone, Debug, PartialEq)]
pub struct Advance<'a> {
    /// The activation.
    pub name: &'a str,
    /// Its place among the trainings, from 1.
    pub number: usize,
    /// Epochs done.
    pub epoch: u32,
    /// The loss, where it was told.
    pub loss: Option<f64>,
}

impl Model {
    /// Epochs in a stretch.
    pub(super) fn stretch(&self) -> u32 {
        self.epochs.div_ceil(STRETCHES).max(1)
    }

    /// Stretches of a training; the last one brings it to its end.
    pub(super) fn stretches(&self) -> usize {
        (self.epochs / self.stretch()) as usize + 1
    }

    /// Where the results of activation `index` stand.
    pub(super) fn places(&self, index: usize) -> Places {
        let count = 2 * self.stretches();
        let first = BEFORE + index * (1 + count + 2);
        let stretches = (first + 2..=first + count).step_by(2).collect();
        Places { stretches, figures: first + count + 1, picture: first + count + 2 }
    }

    /// What it means that cell `cell` is done, if that is a stretch of a training.
    #[must_use]
    pub fn advance(&self, cell: usize, result: &CellResult) -> Option<Advance<'_>> {
        let found = self.activations.iter().enumerate().find_map(|(index, hidden)| {
            let stretch = self.places(index).stretches.iter().position(|place| *place == cell)?;
            Some((index, hidden, stretch))
        });
        let (index, hidden, stretch) = found?;
        let epoch = self.epochs.min((stretch as u32 + 1) * self.stretch());
        let loss = result.value.as_ref().and_then(Value::number);
        Some(Advance { name: &hidden.label, number: index + 1, epoch, loss })
    }
}

/// Makes the training a generator that tells its loss after each stretch.
pub(super) const PAUSE: &str = "        if len(perdidas) % {tramo} == 0:\n            yield L.item()\n";

/// Takes a training to its next pause, or to its end.
pub(super) const FOLLOW: &str = "
def seguir(nombre, entrenamiento):
    try:
        return next(entrenamiento)
    except StopIteration as fin:
        resultados[nombre] = fin.value
";
