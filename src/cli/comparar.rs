//! `antorcha comparar`: the first lesson, or any activations side by side.

use clap::Args;

use super::{
    Answer, BadValue, Failure, Kind, Output,
    arguments::General,
    leccion::{self, Wishes},
    notebook,
};
use crate::{
    spanish::Unclear,
    workbench::{Axis, Comparison, Function, Parts},
};

/// What is compared when only options are given.
const USUAL: [&str; 4] = ["relu", "leaky_relu", "sigmoid", "tanh"];

/// Compara activaciones: valores, derivadas y curvas. Sin nada más, abre la lección 1
#[derive(Args, Debug)]
#[command(after_help = "Ejemplos:\n`antorcha comparar relu gelu \"leaky_relu(0.2)\" --x \"-3 -1 0 0,5 2\"`\n\
                        `antorcha comparar sigmoid tanh --x -6:6:13 --tabla`")]
pub struct Comparar {
    /// Funciones que quieres comparar: `relu`, `nn.GELU`, `"leaky_relu(0.2)"`…
    #[arg(value_name = "FUNCIÓN")]
    functions: Vec<String>,

    /// Los puntos: una lista, `"-3 -1 0 0,5 2"`, o un tramo, `-3:3:7` (de −3 a 3 en 7 puntos)
    #[arg(long, value_name = "PUNTOS", allow_hyphen_values = true, value_parser = axis)]
    x: Option<Axis>,

    /// Solo las tablas
    #[arg(long)]
    tabla: bool,

    /// Solo la gráfica
    #[arg(long)]
    grafica: bool,

    /// La derivada en lugar del valor
    #[arg(long)]
    derivada: bool,

    /// How the lesson is to be told, where it is asked for.
    #[command(flatten)]
    wishes: Wishes,
}

fn axis(typed: &str) -> Result<Axis, BadValue> {
    Axis::parse(typed).map_err(|unclear| BadValue(unclear.to_string()))
}

/// A failure out of something unclear on the command line.
pub(super) fn unclear(unclear: Unclear) -> Failure {
    Failure::new(Kind::Usage, unclear.message).hint(unclear.hint)
}

impl Comparar {
    /// Whether nothing is asked for but the lesson.
    fn is_lesson(&self) -> bool {
        self.functions.is_empty() && self.x.is_none() && !self.tabla && !self.grafica && !self.derivada
    }

    /// Compares.
    ///
    /// # Errors
    /// An unknown function; or the numbers could not be computed.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        if self.is_lesson() {
            return leccion::tell("comparar", &self.wishes, general, output);
        }
        let parts = Parts { tables: self.tabla, plots: self.grafica, derivative: self.derivada };
        let comparison = self.comparison()?;
        let notebook = comparison.notebook();
        if self.wishes.codigo {
            return output.raw(notebook.program().as_bytes()).map(|()| 0);
        }
        let results = notebook::run(&notebook, |_, _| {})?;
        let compared = comparison.read(&results).ok_or_else(|| notebook::unexpected(&results))?;
        notebook::show(&compared, notebook.program(), &comparison.document(&compared, parts), output)
    }

    fn comparison(&self) -> Result<Comparison, Failure> {
        let usual = USUAL.map(str::to_owned).to_vec();
        let names = if self.functions.is_empty() { &usual } else { &self.functions };
        let mut functions: Vec<Function> = Vec::new();
        for name in names {
            let function = Function::parse(name).map_err(unclear)?;
            // The same function twice says nothing twice.
            if !functions.iter().any(|known| known.label() == function.label()) {
                functions.push(function);
            }
        }
        Ok(Comparison { functions, axis: self.x.clone().unwrap_or_default() })
    }
}
