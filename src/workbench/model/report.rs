//! What came of the trainings; also `--formato json`.

use serde::Serialize;

use super::{Hidden, Model, program::GRID};
use crate::{
    python::{CellResult, Value},
    trace::numbers,
    workbench::cell::{Tensor, numbers_of, value},
};

/// From here on a classification counts as learnt, and a regression's R² too.
const LEARNT: f64 = 0.95;

/// All trainings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The name of the data.
    #[serde(rename = "datos")]
    pub data: &'static str,
    /// The seed.
    #[serde(rename = "semilla")]
    pub seed: u64,
    /// Passes over the data.
    #[serde(rename = "epocas")]
    pub epochs: u32,
    /// Sizes of the hidden layers.
    #[serde(rename = "capas")]
    pub layers: Vec<usize>,
    /// The inputs.
    #[serde(rename = "X")]
    pub inputs: Tensor,
    /// The targets.
    #[serde(rename = "Y")]
    pub targets: Tensor,
    /// In the order in which they were asked for.
    #[serde(rename = "entrenamientos")]
    pub trained: Vec<Trained>,
}

/// One training.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trained {
    /// The activation.
    #[serde(rename = "activacion")]
    pub name: String,
    /// The loss before each step.
    #[serde(rename = "perdidas", with = "numbers")]
    pub losses: Vec<f64>,
    /// The share that is right, or R².
    #[serde(rename = "aciertos", with = "numbers")]
    pub scores: Vec<f64>,
    /// The first epoch from which on the score stays above 0.95.
    #[serde(rename = "aprende_en")]
    pub learnt: Option<usize>,
    /// The share of hidden units whose derivative is near 0 for every example.
    #[serde(rename = "planas")]
    pub flat: f64,
    /// The norm of the first layer's gradient in the first step.
    #[serde(rename = "gradiente_primera")]
    pub first: f64,
    /// … and of the last layer's.
    #[serde(rename = "gradiente_ultima")]
    pub last: f64,
    /// What the network says over the plane.
    #[serde(rename = "frontera", skip_serializing_if = "Option::is_none")]
    pub boundary: Option<Boundary>,
    /// What it says along the line: x and y.
    #[serde(rename = "curva", skip_serializing_if = "Option::is_none")]
    pub curve: Option<Vec<(f64, f64)>>,
}

/// The probability of class 1 over the plane.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Boundary {
    /// From where to where, from left to right.
    pub x: (f64, f64),
    /// … and from bottom to top.
    pub y: (f64, f64),
    /// Columns of the grid.
    #[serde(rename = "columnas")]
    pub columns: usize,
    /// Its rows.
    #[serde(rename = "filas")]
    pub rows: usize,
    /// Row by row from the bottom.
    #[serde(rename = "probabilidades", with = "numbers")]
    pub values: Vec<f64>,
}

impl Model {
    /// Reads what came of the notebook; none when something in it failed.
    #[must_use]
    pub fn read(&self, results: &[CellResult]) -> Option<Report> {
        let tensor = |place: usize| Tensor::of(value(results, place)?);
        let trained = self.activations.iter().enumerate();
        let trained = trained.map(|(index, hidden)| self.trained(index, hidden, results)).collect::<Option<_>>()?;
        Some(Report {
            data: self.data.name(),
            seed: self.seed,
            epochs: self.epochs,
            layers: self.layers.clone(),
            inputs: tensor(1)?,
            targets: tensor(2)?,
            trained,
        })
    }

    fn trained(&self, index: usize, hidden: &Hidden, results: &[CellResult]) -> Option<Trained> {
        let places = self.places(index);
        let figures = value(results, places.figures)?;
        let figure = |key: &str| figures.get(key).and_then(Value::number);
        let (_, picture) = value(results, places.picture)?.numbers()?;
        let classes = self.data.is_classes();
        let scores = numbers_of(figures, "aciertos")?;
        Some(Trained {
            name: hidden.label.clone(),
            losses: numbers_of(figures, "perdidas")?,
            learnt: learnt(&scores),
            scores,
            flat: figure("planas")?,
            first: figure("primera")?,
            last: figure("ultima")?,
            boundary: classes.then(|| self.boundary(picture.clone())),
            curve: (!classes).then(|| self.curve_inputs().into_iter().zip(picture).collect()),
        })
    }

    fn boundary(&self, values: Vec<f64>) -> Boundary {
        let (x, y) = self.data.plane();
        Boundary { x, y, columns: GRID.0, rows: GRID.1, values }
    }
}

/// The epoch, from 1, from which on it stays learnt.
fn learnt(scores: &[f64]) -> Option<usize> {
    let misses = scores.iter().rposition(|score| *score < LEARNT).map_or(0, |last| last + 1);
    (misses < scores.len()).then_some(misses + 1)
}

#[cfg(test)]
mod tests {
    use super::{super::*, *};

    #[test]
    fn learnt_means_that_it_stays() {
        assert_eq!(learnt(&[0.5, 0.96, 0.5, 0.97, 1.0]), Some(4));
        assert_eq!(learnt(&[1.0, 1.0]), Some(1));
        assert_eq!(learnt(&[1.0, 0.5]), None);
        assert_eq!(learnt(&[]), None);
    }

    #[test]
    fn every_data_set_is_trained_and_told() {
        for data in [Data::Xor, Data::Moons, Data::Spirals, Data::Regression] {
            let activations = Hidden::parse_all("ninguna, relu").expect("two activations");
            let model = Model { activations, data, epochs: 60, seed: 0, layers: vec![8, 8] };
            let results = model.notebook().run_here();
            let report = model.read(&results).unwrap_or_else(|| unreachable!("{results:?}"));
            let [none, relu] = &report.trained[..] else { unreachable!("two trainings") };
            assert_eq!((none.losses.len(), relu.scores.len()), (60, 60), "{data:?}");
            assert!(relu.losses[59] < none.losses[59], "{data:?}: {} {}", relu.losses[59], none.losses[59]);
            assert_eq!(none.flat, 0.0, "the identity is never flat");
            assert!(model.document(&report).blocks.len() > 4);
        }
    }

    #[test]
    fn pauses_change_no_number() {
        let activations = Hidden::parse_all("tanh, relu").expect("two activations");
        let model = Model { activations, data: Data::Xor, epochs: 43, seed: 1, layers: vec![4] };
        let report = model.read(&model.notebook().run_here()).expect("it runs");
        let mut plain = crate::guard::Notebook::new("plano.py");
        plain.code(model.program());
        let places = ["tanh", "relu"].map(|name| plain.value(format!("resultados[{name:?}]")));
        let results = plain.run_here();
        for (place, trained) in places.into_iter().zip(&report.trained) {
            let figures = value(&results, place).expect("the program leaves its results");
            assert_eq!(numbers_of(figures, "perdidas").as_ref(), Some(&trained.losses));
            assert_eq!(numbers_of(figures, "aciertos").as_ref(), Some(&trained.scores));
            assert_eq!(figures.get("planas").and_then(Value::number), Some(trained.flat));
        }
    }

    #[test]
    fn stretches_tell_how_far_a_training_is() {
        let activations = Hidden::parse_all("tanh, relu").expect("two activations");
        let model = Model { activations, data: Data::Xor, epochs: 43, seed: 1, layers: vec![4] };
        let results = model.notebook().run_here();
        let heard = results.iter().enumerate().filter_map(|(cell, result)| model.advance(cell, result));
        let heard: Vec<_> = heard.map(|advance| (advance.number, advance.epoch, advance.loss.is_some())).collect();
        assert_eq!(heard[..2], [(1, 3, true), (1, 6, true)]);
        assert_eq!(heard.last(), Some(&(2, 43, false)));
        assert_eq!(heard.iter().filter(|(number, ..)| *number == 1).count(), 15);
    }
}
