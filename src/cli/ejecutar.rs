//! `antorcha ejecutar`: runs a program and prints exactly what Python would.

use std::{path::PathBuf, time::Duration};

use clap::Args;

use super::{Answer, BadValue, Failure, Format, Kind, Output, input, panics, whole};
use crate::{
    explain::{self, Selection, errors},
    guard::{self, Ending, Job, Limits},
    python::{Outcome, Program, PythonError},
    trace::{Record, Step},
    view::Text,
};

const INTERRUPTED: u8 = 130;

/// Ejecuta un programa de Python con `torch`, sin instalar nada más
#[derive(Args, Debug)]
pub struct Ejecutar {
    /// El programa que quieres ejecutar; `-` lee la entrada estándar
    #[arg(value_name = "ARCHIVO.py")]
    file: PathBuf,

    /// Detiene el programa después de tantos segundos
    #[arg(long, value_name = "SEGUNDOS", value_parser = seconds)]
    limite: Option<Duration>,

    /// Memoria que puede usar el programa, en MiB
    #[arg(long, value_name = "MiB", default_value_t = 1024, value_parser = mebibytes)]
    memoria: u64,

    /// Muestra, en lugar de lo que el programa imprime, cada operación explicada paso a paso
    #[arg(long)]
    traza: bool,

    /// Con `--traza`, solo estos pasos: `3`, `2-5`, `4-`
    #[arg(long, value_name = "A-B", value_parser = steps, requires = "traza", conflicts_with = "hasta")]
    pasos: Option<Selection>,

    /// Con `--traza`, solo los primeros N pasos
    #[arg(long, value_name = "N", value_parser = first, requires = "traza")]
    hasta: Option<usize>,

    /// Argumentos para el programa (`sys.argv`)
    #[arg(value_name = "ARGUMENTO", trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(super) fn seconds(text: &str) -> Result<Duration, BadValue> {
    let wrong = || BadValue("tiene que ser un número de segundos mayor que cero, por ejemplo 10 o 0.5".to_owned());
    let seconds: f64 = text.replace(',', ".").parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()).ok_or_else(wrong)
}

fn steps(text: &str) -> Result<Selection, BadValue> {
    let wrong = || BadValue("tiene que ser un paso o un tramo de pasos, por ejemplo 3, 2-5 o 4-".to_owned());
    Selection::parse(text).ok_or_else(wrong)
}

fn first(text: &str) -> Result<usize, BadValue> {
    whole(text, 1..=u64::from(u32::MAX)).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

/// `--traza --formato json`: the record itself.
#[derive(serde::Serialize)]
struct Steps {
    #[serde(rename = "pasos")]
    steps: Vec<Step>,
    #[serde(rename = "cortado")]
    cut: bool,
}

pub(super) fn mebibytes(text: &str) -> Result<u64, BadValue> {
    whole(text, 16..=1_048_576)
}

impl Ejecutar {
    /// Runs the program; the exit code is its own.
    ///
    /// # Errors
    /// The program cannot be read or started, or it ran into one of its limits.
    pub fn run(self, output: &mut Output) -> Answer {
        let job = self.job(input::program(&self.file)?);
        // Nobody is left to tell when standard error is closed.
        let run = guard::run_recorded(&job, |text| drop(output.raw_error(text.as_bytes())));
        let (ending, record) = run.map_err(|error| not_started(&error))?;
        if let Some(record) = record {
            self.explain(record, output)?;
            if output.format() == Format::Text && !matches!(ending, Ending::Outcome(Outcome::Finished)) {
                // What follows on standard error is no part of the last step.
                output.raw(b"\n")?;
            }
        }
        tell(ending, &job, output)
    }

    /// Shows the steps that were asked for.
    fn explain(&self, mut record: Record, output: &mut Output) -> Result<(), Failure> {
        let to = self.hasta.map(|to| Selection { from: 1, to });
        let selection = self.pasos.or(to).unwrap_or_default();
        if output.format() == Format::Text {
            return output.show(&explain::document(&record, selection));
        }
        record.steps.retain(|step| selection.contains(step.number));
        output.json(&Steps { steps: record.steps, cut: record.cut })
    }

    fn job(&self, mut program: Program) -> Job {
        program.arguments.clone_from(&self.arguments);
        let limits = Limits { memory: self.memoria, time: self.limite };
        Job { program, limits, trace: self.traza, ..Job::default() }
    }
}

pub(super) fn not_started(error: &guard::Failure) -> Failure {
    Failure::new(Kind::Environment, "no se pudo iniciar el proceso que ejecuta tu programa")
        .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
}

/// Says how the program ended, and gives its exit code.
fn tell(ending: Ending, job: &Job, output: &mut Output) -> Answer {
    match ending {
        Ending::Outcome(outcome) => tell_outcome(&outcome, &job.program.source, output),
        Ending::TimeLimit(outcome) => {
            let frames = outcome.as_ref().and_then(Outcome::error).map(PythonError::frames_text).unwrap_or_default();
            output.raw_error(frames.as_bytes())?;
            Err(too_long(&job.limits))
        }
        Ending::MemoryLimit => Err(too_large(&job.limits)),
        Ending::StackLimit => Err(too_deep()),
        Ending::Bug(text) => Err(panics::failure(text.trim())),
    }
}

fn too_long(limits: &Limits) -> Failure {
    let seconds = limits.time.unwrap_or_default().as_secs_f64();
    Failure::new(Kind::Time, format!("el programa superó el límite de {seconds} s y se detuvo")).hint(Text::marked(
        "¿hay un bucle que no termina? Si solo necesita más tiempo, usa `--limite` con un número mayor",
    ))
}

fn too_large(limits: &Limits) -> Failure {
    let message = format!("el programa pidió más memoria de la permitida ({} MiB) y se detuvo", limits.memory);
    Failure::new(Kind::Program, message).hint(Text::marked(
        "busca una lista, un texto o un tensor que crece sin parar; si de verdad la necesita, usa `--memoria`",
    ))
}

fn too_deep() -> Failure {
    let message = "el programa anida tanto sus datos o su código que no caben en la pila, y se detuvo";
    Failure::new(Kind::Program, message).hint("usa menos niveles: listas dentro de listas, paréntesis o llamadas")
}

fn tell_outcome(outcome: &Outcome, source: &str, output: &mut Output) -> Answer {
    match outcome {
        Outcome::Finished => Ok(0),
        Outcome::Exit { code, message } => {
            if let Some(message) = message {
                output.raw_error(format!("{message}\n").as_bytes())?;
            }
            Ok(exit_code(*code))
        }
        Outcome::Raised(error) => {
            output.raw_error(error.to_string().as_bytes())?;
            if let Some(help) = errors::help(error, source) {
                output.raw_error(b"\n")?;
                output.report(&help.document())?;
            }
            Ok(if error.is("KeyboardInterrupt") { INTERRUPTED } else { Kind::Program.code() })
        }
    }
}

/// Exit codes are a byte, as the operating system has them.
fn exit_code(code: i32) -> u8 {
    code.to_le_bytes()[0]
}
