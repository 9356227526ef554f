//! `antorcha capa`: the second lesson, or any layer down to its last product.

use clap::Args;

use super::{
    Answer, BadValue, Failure, Output,
    arguments::General,
    comparar::unclear,
    leccion::{self, Wishes},
    notebook,
};
use crate::{
    spanish,
    workbench::{Change, Function, Layer},
};

/// Abre una capa lineal con su activación hasta el último producto. Sin nada más, abre la lección 2
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
#[command(after_help = "Ejemplos:\n`antorcha capa --entrada \"1 -2 0,5\" --porque 0,1`\n\
                        `antorcha capa --entrada \"1 2; 3 4\" --pesos \"1 0; 0 1\" --sesgo \"0 0\" --activacion sigmoid --gradiente`\n\
                        `antorcha capa --sin-sesgo --sin-activacion`")]
pub struct Capa {
    /// La entrada: números separados por espacios y filas separadas por `;`
    #[arg(long, value_name = "NÚMEROS", allow_hyphen_values = true, value_parser = table)]
    entrada: Option<Table>,

    /// Los pesos: una fila por salida, separadas por `;`
    #[arg(long, value_name = "NÚMEROS", allow_hyphen_values = true, value_parser = table)]
    pesos: Option<Table>,

    /// Los sesgos, uno por salida
    #[arg(long, value_name = "NÚMEROS", allow_hyphen_values = true, value_parser = list)]
    sesgo: Option<List>,

    /// Cuántas salidas tiene la capa, si no das los pesos [por defecto: 2]
    #[arg(long, value_name = "N", value_parser = outputs, conflicts_with = "pesos")]
    salidas: Option<usize>,

    /// La semilla de los pesos, si no los das [por defecto: 0]
    #[arg(long, value_name = "N", value_parser = seed)]
    semilla: Option<u64>,

    /// La activación: `relu`, `sigmoid`, `tanh`, `"leaky_relu(0.2)"`…
    #[arg(long, value_name = "FUNCIÓN")]
    activacion: Option<String>,

    /// Sigue también el camino de vuelta: los gradientes
    #[arg(long)]
    gradiente: bool,

    /// Despliega un número de la salida: `--porque 0,1` es el de la fila 0 y la columna 1
    #[arg(long, value_name = "FILA,COLUMNA", value_parser = place, conflicts_with = "gradiente")]
    porque: Option<(usize, usize)>,

    /// ¿Y si no hubiera sesgo? Muestra solo lo que cambia
    #[arg(long)]
    sin_sesgo: bool,

    /// ¿Y si no hubiera activación? Muestra solo lo que cambia
    #[arg(long)]
    sin_activacion: bool,

    /// ¿Y si la activación se aplicara dos veces? Muestra solo lo que cambia
    #[arg(long)]
    dos_veces: bool,

    /// ¿Y si la activación fuera antes de la parte lineal? Muestra solo lo que cambia
    #[arg(long)]
    activacion_antes: bool,

    /// How the lesson is to be told, where it is asked for.
    #[command(flatten)]
    wishes: Wishes,
}

/// Rows of numbers; clap takes a bare `Vec` for an option given several times.
#[derive(Clone, Debug)]
struct Table(Vec<Vec<f64>>);

/// Numbers.
#[derive(Clone, Debug)]
struct List(Vec<f64>);

fn bad(unclear: &spanish::Unclear) -> BadValue {
    BadValue(unclear.to_string())
}

fn table(typed: &str) -> Result<Table, BadValue> {
    let rows = spanish::rows(typed).map_err(|unclear| bad(&unclear))?;
    let finite = rows.iter().flatten().all(|value| value.is_finite());
    if finite { Ok(Table(rows)) } else { Err(BadValue("tienen que ser números finitos".to_owned())) }
}

fn list(typed: &str) -> Result<List, BadValue> {
    let Table(rows) = table(typed)?;
    Ok(List(rows.concat()))
}

fn outputs(typed: &str) -> Result<usize, BadValue> {
    super::whole(typed, 1..=64).map(|number| number as usize)
}

fn seed(typed: &str) -> Result<u64, BadValue> {
    super::whole(typed, 0..=u64::from(u32::MAX))
}

fn place(typed: &str) -> Result<(usize, usize), BadValue> {
    let wrong = || BadValue("tiene que ser fila y columna, por ejemplo 0,1; los índices empiezan en 0".to_owned());
    let (row, column) = typed.split_once([',', ' ']).ok_or_else(wrong)?;
    Ok((row.trim().parse().map_err(|_| wrong())?, column.trim().parse().map_err(|_| wrong())?))
}

impl Capa {
    /// Whether nothing is asked for but the lesson.
    fn is_lesson(&self) -> bool {
        let numbers = self.entrada.is_none() && self.pesos.is_none() && self.sesgo.is_none() && self.salidas.is_none();
        let looks = !self.gradiente && self.porque.is_none() && self.changes().is_empty();
        numbers && looks && self.semilla.is_none() && self.activacion.is_none()
    }

    /// Looks into the layer.
    ///
    /// # Errors
    /// Sizes that do not fit; or the numbers could not be computed.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        if self.is_lesson() {
            return leccion::tell("capa", &self.wishes, general, output);
        }
        let layer = self.layer()?;
        let notebook = layer.notebook();
        if self.wishes.codigo {
            return output.raw(notebook.program().as_bytes()).map(|()| 0);
        }
        let results = notebook::run(&notebook, |_, _| {})?;
        let inspected = layer.read(&results).ok_or_else(|| notebook::unexpected(&results))?;
        notebook::show(&inspected, notebook.program(), &layer.document(&inspected), output)
    }

    fn changes(&self) -> Vec<Change> {
        let asked = [
            (self.sin_sesgo, Change::NoBias),
            (self.sin_activacion, Change::NoActivation),
            (self.dos_veces, Change::Twice),
            (self.activacion_antes, Change::Before),
        ];
        asked.into_iter().filter_map(|(asked, change)| asked.then_some(change)).collect()
    }

    fn layer(&self) -> Result<Layer, Failure> {
        let inputs = self.pesos.as_ref().and_then(|Table(rows)| rows.first()).map_or(3, Vec::len);
        let usual = || (0..inputs).map(|index| [1.0, -2.0, 0.5][index % 3]).collect();
        let layer = Layer {
            input: self.entrada.clone().map_or_else(|| vec![usual()], |Table(rows)| rows),
            weights: self.pesos.clone().map(|Table(rows)| rows),
            bias: self.sesgo.clone().map(|List(values)| values),
            outputs: self.salidas.unwrap_or(2),
            seed: self.semilla.unwrap_or(0),
            activation: Function::parse(self.activacion.as_deref().unwrap_or("relu")).map_err(unclear)?,
            gradient: self.gradiente,
            why: self.porque,
            changes: self.changes(),
        };
        layer.check().map_err(unclear)?;
        Ok(layer)
    }
}
