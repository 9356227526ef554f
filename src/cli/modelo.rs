//! `antorcha modelo`: the fifth lesson, or a small network trained with several activations.

use std::io::{self, IsTerminal};

use clap::{Args, ValueEnum};

use super::{
    Answer, BadValue, Failure, Format, Output,
    arguments::General,
    comparar::unclear,
    leccion::{self, Wishes},
    notebook, whole,
};
use crate::workbench::{Data, Hidden, Model};

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
        let notebook = model.notebook();
        if self.wishes.codigo {
            return output.raw(notebook.program().as_bytes()).map(|()| 0);
        }
        let mut bar = Bar::new(&model, output.format() == Format::Text);
        let results = notebook::run(&notebook, |cell, _| bar.tick(cell, output))?;
        bar.clear(output);
        let report = model.read(&results).ok_or_else(|| notebook::unexpected(&results))?;
        match output.format() {
            Format::Json => output.json(&report)?,
            Format::Text => output.show(&model.document(&report))?,
        }
        Ok(0)
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

/// A line on standard error that tells how far the trainings are; only for a person who watches.
struct Bar {
    names: Vec<String>,
    done: usize,
    shown: bool,
}

impl Bar {
    fn new(model: &Model, text: bool) -> Self {
        let names = model.activations.iter().map(|hidden| hidden.label.clone()).collect();
        Self { names, done: 0, shown: text && io::stderr().is_terminal() }
    }

    /// Cell `cell` is done.
    fn tick(&mut self, cell: usize, output: &mut Output) {
        self.done = Model::trained_by(cell);
        if let (true, Some(name)) = (self.shown, self.names.get(self.done)) {
            let text = format!("\r\x1b[K  Entrenando {name} ({} de {})", self.done + 1, self.names.len());
            // A bar that cannot be drawn is no reason to stop.
            let _ = output.raw_error(text.as_bytes());
        }
    }

    fn clear(&self, output: &mut Output) {
        if self.shown {
            let _ = output.raw_error(b"\r\x1b[K");
        }
    }
}
