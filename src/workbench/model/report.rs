//! What came of the trainings: a table, the losses, what each network says.

use serde::Serialize;

use super::{
    Model,
    program::{GRID, places},
};
use crate::{
    explain::numbers::number,
    python::{CellResult, Value},
    trace::numbers,
    view::{Align, Document, Field, Plot, Table, Text},
    workbench::cell::{numbers_of, value},
};

/// From here on a classification counts as learnt, and a regression's R² too.
const LEARNT: f64 = 0.95;

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
    /// What the network says over the plane, or along the line.
    #[serde(skip)]
    picture: Vec<f64>,
}

/// All trainings; also `--formato json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// In the order in which they were asked for.
    #[serde(rename = "entrenamientos")]
    pub trained: Vec<Trained>,
    #[serde(skip)]
    inputs: Vec<f64>,
    #[serde(skip)]
    targets: Vec<f64>,
}

impl Model {
    /// Reads what came of the notebook; none when something in it failed.
    #[must_use]
    pub fn read(&self, results: &[CellResult]) -> Option<Report> {
        let numbers = |index: usize| value(results, index)?.numbers().map(|(_, values)| values);
        let trained = |(index, hidden): (usize, &super::Hidden)| {
            let [_, figures, picture] = places(index);
            let figures = value(results, figures)?;
            let figure = |key: &str| figures.get(key).and_then(Value::number);
            let scores = numbers_of(figures, "aciertos")?;
            Some(Trained {
                name: hidden.label.clone(),
                losses: numbers_of(figures, "perdidas")?,
                learnt: learnt(&scores),
                scores,
                flat: figure("planas")?,
                first: figure("primera")?,
                last: figure("ultima")?,
                picture: numbers(picture)?,
            })
        };
        let trained = self.activations.iter().enumerate().map(trained).collect::<Option<_>>()?;
        Some(Report { trained, inputs: numbers(1)?, targets: numbers(2)? })
    }

    /// What is said about it.
    #[must_use]
    pub fn document(&self, report: &Report) -> Document {
        let document = Document::new()
            .heading(self.data.title())
            .say(Text::marked(&self.about()))
            .with(self.table(report))
            .say(Text::marked(&report.verdict(self.data.is_classes())))
            .with(report.losses());
        let document =
            if self.data.is_classes() { self.boundaries(report, document) } else { document.with(self.fit(report)) };
        document.entries([
            ("El programa:", Text::new().code("antorcha modelo … --codigo")),
            ("Otros datos:", Text::new().code("antorcha modelo --datos lunas --activaciones relu,tanh,gelu")),
        ])
    }

    fn about(&self) -> String {
        let layers: Vec<String> = self.layers.iter().map(ToString::to_string).collect();
        let hidden = if layers.len() == 1 { "una capa oculta de" } else { "capas ocultas de" };
        format!(
            "La misma red ({hidden} {}), la misma semilla ({}), {} épocas con `Adam`. Solo cambia la activación.",
            layers.join(" y "),
            self.seed,
            self.epochs
        )
    }

    fn table(&self, report: &Report) -> Table {
        let score = if self.data.is_classes() { "acierto" } else { "R²" };
        let table = Table::new()
            .column("", Align::Left)
            .column("pérdida final", Align::Decimal)
            .column(score, Align::Decimal)
            .column("llega a 0.95", Align::Right)
            .column("planas", Align::Right)
            .column("∇ primera", Align::Decimal)
            .column("∇ última", Align::Decimal);
        report.trained.iter().fold(table, |table, trained| {
            let last = |values: &[f64]| values.last().copied().map(number).unwrap_or_default();
            let epoch = trained.learnt.map_or("nunca".to_owned(), |epoch| format!("época {epoch}"));
            table.row([
                Text::new().code(&trained.name),
                last(&trained.losses).into(),
                last(&trained.scores).into(),
                epoch.into(),
                format!("{:.0} %", 100.0 * trained.flat).into(),
                number(trained.first).into(),
                number(trained.last).into(),
            ])
        })
    }

    /// Where each network draws its line.
    fn boundaries(&self, report: &Report, document: Document) -> Document {
        let (across, up) = self.data.plane();
        report.trained.iter().fold(document, |document, trained| {
            let samples = report.inputs.chunks(2).zip(&report.targets);
            let field = Field::new(format!("La frontera con {}", trained.name))
                .axes("x₀", "x₁")
                .over(across, up)
                .classes("clase 0", "clase 1")
                .values(GRID.0, &trained.picture)
                .samples(samples.map(|(point, target)| (point[0], point[1], *target > 0.5)));
            document.with(field)
        })
    }

    /// The curve that each network has found.
    fn fit(&self, report: &Report) -> Plot {
        let x = self.curve_inputs();
        let points = report.inputs.iter().copied().zip(report.targets.iter().copied());
        let plot = Plot::new("Lo que ha aprendido cada una").axes("x", "y").points("datos", points);
        report.trained.iter().fold(plot, |plot, trained| {
            plot.curve(trained.name.clone(), x.iter().copied().zip(trained.picture.iter().copied()))
        })
    }
}

/// The epoch, from 1, from which on it stays learnt.
fn learnt(scores: &[f64]) -> Option<usize> {
    let misses = scores.iter().rposition(|score| *score < LEARNT).map_or(0, |last| last + 1);
    (misses < scores.len()).then_some(misses + 1)
}

impl Report {
    fn losses(&self) -> Plot {
        self.trained.iter().fold(
            Plot::new("La pérdida, época a época").axes("época", "pérdida"),
            |plot, trained| {
                let points = trained.losses.iter().enumerate().map(|(epoch, loss)| ((epoch + 1) as f64, *loss));
                plot.curve(trained.name.clone(), points)
            },
        )
    }

    /// What the table says, in words.
    fn verdict(&self, classes: bool) -> String {
        let fastest =
            self.trained.iter().filter(|trained| trained.learnt.is_some()).min_by_key(|trained| trained.learnt);
        let first = match fastest {
            Some(fastest) => {
                let what = if classes { "acertar el 95 %" } else { "explicar el 95 % de la variación" };
                format!(
                    "La primera en {what} es `{}`, en la época {}.",
                    fastest.name,
                    fastest.learnt.unwrap_or_default()
                )
            }
            None => "Ninguna llega al 95 % en estas épocas: prueba con más, o con más neuronas.".to_owned(),
        };
        let mut text = format!(
            "{first} «Planas» son las unidades ocultas cuya derivada es casi 0 en todos los ejemplos; ∇ es la norma del \
             gradiente en el primer paso, en la primera capa y en la última."
        );
        if self.trained.iter().any(|trained| trained.name == "ninguna") {
            text += " Con `ninguna` toda la red equivale a una sola capa lineal.";
        }
        text
    }
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
}
