//! `antorcha revisar`: finds the pitfalls in a student's program.

use std::{path::PathBuf, time::Duration};

use clap::Args;
use serde::Serialize;

use super::{
    Answer, Failure, Format, Kind, Output,
    arguments::General,
    ejecutar::{mebibytes, not_started, seconds},
    input, panics,
};
use crate::{
    diagnose::{Review, Reviewer, Told},
    guard::{Ending, Limits},
    reference::pitfall::Pitfalls,
};

/// Busca en tu programa los errores típicos y te los enseña con los números de tu propio modelo
#[derive(Args, Debug)]
pub struct Revisar {
    /// El programa que quieres revisar; `-` lee la entrada estándar
    #[arg(value_name = "ARCHIVO.py")]
    file: PathBuf,

    /// Cuántos segundos puede durar tu programa mientras se revisa
    #[arg(long, value_name = "SEGUNDOS", default_value = "10", value_parser = seconds)]
    limite: Duration,

    /// Memoria que puede usar el programa, en MiB
    #[arg(long, value_name = "MiB", default_value_t = 1024, value_parser = mebibytes)]
    memoria: u64,

    /// Escribe lo hallado en SARIF 2.1.0, el formato que leen los editores
    #[arg(long)]
    sarif: bool,
}

/// `--formato json`
#[derive(Serialize)]
struct Data<'a> {
    #[serde(rename = "archivo")]
    file: &'a str,
    #[serde(rename = "hallazgos")]
    findings: &'a [Told],
    #[serde(rename = "callados")]
    silenced: Vec<Silenced<'a>>,
    #[serde(rename = "completo")]
    complete: bool,
    #[serde(rename = "operaciones")]
    operations: usize,
}

/// A finding that the student silenced.
#[derive(Serialize)]
struct Silenced<'a> {
    #[serde(flatten)]
    finding: &'a Told,
    #[serde(rename = "motivo")]
    reason: &'a str,
}

impl Revisar {
    /// Reviews the program; exit code 1 where something is found.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let pitfalls = Pitfalls::read(&general.library()?)?;
        let program = input::program(&self.file)?;
        if program.source.trim().is_empty() {
            return Err(Failure::new(Kind::Usage, format!("«{}» está vacío", program.name))
                .hint("escribe en él tu programa, guárdalo y vuelve a probar"));
        }
        let limits = Limits { memory: self.memoria, time: Some(self.limite) };
        let review = Reviewer { pitfalls: &pitfalls, limits }.review(&program).map_err(|error| not_started(&error))?;
        if let Ending::Bug(text) = &review.ending {
            return Err(panics::failure(text.trim()));
        }
        self.show(&review, &pitfalls, output)?;
        Ok(u8::from(!review.is_clean()))
    }

    fn show(&self, review: &Review, pitfalls: &Pitfalls, output: &mut Output) -> Result<(), Failure> {
        if self.sarif {
            return output.raw(format!("{:#}\n", review.sarif(pitfalls)).as_bytes());
        }
        match output.format() {
            Format::Text => output.show(&review.document()),
            Format::Json => output.json(&data(review)),
        }
    }
}

fn data(review: &Review) -> Data<'_> {
    Data {
        file: &review.script.name,
        findings: &review.findings,
        silenced: review
            .silenced
            .iter()
            .map(|silent| Silenced { finding: &silent.finding, reason: &silent.reason })
            .collect(),
        complete: matches!(review.ending, Ending::Outcome(_)),
        operations: review.operations,
    }
}
