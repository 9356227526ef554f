//! `antorcha modelo`: the fifth lesson, or a small network trained with several activations.

use clap::{Args, ValueEnum};

use super::{
    Answer, BadValue, Failure, Output,
    arguments::General,
    comparar::unclear,
    leccion::{self, Wishes},
    notebook, whole,
};
use crate::{
    explain,
    view::Meter,
    workbench::{Advance, Data, Hidden, Model},
};

/// Entrena una red pequeña con varias activaciones y las compara. Sin nada más, abre la lección 5
#[derive(Args, Debug)]
#[command(after_help = "Ejemplos:\n`antorcha modelo --datos lunas --activaciones relu,tanh,gelu`\n\
                        `antorcha modelo --datos espirales --capas 32,32 --epocas 800`")]
pub struct Modelo {
    /// Los datos
    #[arg(long, value_name = "DATOS")]
    datos: Option<DataName>,

    /// Activaciones separadas por comas; `ninguna` deja la red sin ellas [por defecto: ninguna,sigmoid,tanh,relu]
    #[arg(long, value_name = "LISTA")]
    activaciones: Option<String>,

    /// Cuántas veces se recorren los datos [por defecto: según los datos]
    #[arg(long, value_name = "N", value_parser = epochs)]
    epocas: Option<u32>,

    /// La semilla de los datos y de los pesos [por defecto: 0]
    #[arg(long, value_name = "N", value_parser = seed)]
    semilla: Option<u64>,

    /// Neuronas de cada capa oculta, separadas por comas [por defecto: 8, o 16,16 con lunas y espirales]
    #[arg(long, value_name = "LISTA", value_parser = layers)]
    capas: Option<Layers>,

    /// How the lesson is to be told, where it is asked for.
    #[command(flatten)]
    wishes: Wishes,
}

/// The data sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DataName {
    /// Cuatro puntos que ninguna recta separa.
    Xor,
    /// Dos lunas entrelazadas.
    Lunas,
    /// Dos espirales.
    Espirales,
    /// Una curva con ruido.
    Regresion,
}

/// Sizes of layers; clap takes a bare `Vec` for an option given several times.
#[derive(Clone, Debug)]
struct Layers(Vec<usize>);

fn epochs(typed: &str) -> Result<u32, BadValue> {
    whole(typed, 1..=20_000).map(|number| number as u32)
}

fn seed(typed: &str) -> Result<u64, BadValue> {
    whole(typed, 0..=u64::from(u32::MAX))
}

fn layers(typed: &str) -> Result<Layers, BadValue> {
    let sizes = typed.split([',', ' ']).filter(|size| !size.is_empty());
    let sizes: Vec<usize> =
        sizes.map(|size| whole(size, 1..=128).map(|size| size as usize)).collect::<Result<_, _>>()?;
    match sizes.len() {
        1..=6 => Ok(Layers(sizes)),
        _ => Err(BadValue("tienen que ser entre 1 y 6 capas, por ejemplo 16,16".to_owned())),
    }
}

impl Modelo {
    /// Whether nothing is asked for but the lesson.
    fn is_lesson(&self) -> bool {
        let what = self.datos.is_none() && self.activaciones.is_none() && self.capas.is_none();
        what && self.epocas.is_none() && self.semilla.is_none()
    }

    /// Trains and compares.
    ///
    /// # Errors
    /// An unknown activation; or the trainings could not be run.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        if self.is_lesson() {
            return leccion::tell("modelo", &self.wishes, general, output);
        }
        let model = self.model()?;
        if self.wishes.codigo {
            return output.raw(model.program().as_bytes()).map(|()| 0);
        }
        let bar = Bar::new(output);
        let results =
            notebook::run(&model.notebook(), |cell, result| bar.tick(model.advance(cell, result), &model, output));
        bar.clear(output);
        let results = results?;
        let report = model.read(&results).ok_or_else(|| notebook::unexpected(&results))?;
        notebook::show(&report, model.program(), &model.document(&report), output)
    }

    fn model(&self) -> Result<Model, Failure> {
        let data = match self.datos {
            None | Some(DataName::Xor) => Data::Xor,
            Some(DataName::Lunas) => Data::Moons,
            Some(DataName::Espirales) => Data::Spirals,
            Some(DataName::Regresion) => Data::Regression,
        };
        let activations = self.activaciones.as_deref().unwrap_or("ninguna,sigmoid,tanh,relu");
        let usual = if matches!(data, Data::Moons | Data::Spirals) { vec![16, 16] } else { vec![8] };
        Ok(Model {
            activations: Hidden::parse_all(activations).map_err(unclear)?,
            data,
            epochs: self.epocas.unwrap_or(data.usual().0),
            seed: self.semilla.unwrap_or(0),
            layers: self.capas.clone().map_or(usual, |Layers(sizes)| sizes),
        })
    }
}

/// A line on standard error that tells how far a training is; only for a person who watches.
struct Bar {
    shown: bool,
}

impl Bar {
    fn new(output: &Output) -> Self {
        Self { shown: output.is_watched() }
    }

    /// A stretch of a training is done.
    fn tick(&self, advance: Option<Advance<'_>>, model: &Model, output: &mut Output) {
        let Some(Advance { name, number, epoch, loss }) = advance.filter(|_| self.shown) else { return };
        let label = format!("{name} ({number} de {})", model.activations.len());
        // Of one width, so that the bar keeps its own.
        let loss = loss.map(|loss| format!(" · pérdida {:<10}", explain::number(loss))).unwrap_or_default();
        let note = format!("época {epoch} de {}{loss}", model.epochs);
        // A bar that cannot be drawn is no reason to stop.
        let _ = output.advance(&label, Meter::new(epoch as usize, model.epochs as usize), &note);
    }

    fn clear(&self, output: &mut Output) {
        if self.shown {
            let _ = output.clear_advance();
        }
    }
}
