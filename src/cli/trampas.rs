//! `antorcha trampas`: typical mistakes, each shown by a program that runs.

use clap::Args;
use serde::Serialize;

use super::{Answer, Failure, Format, Kind, Output, arguments::General};
use crate::{
    reference::pitfall::{self, Front, Pitfall, Pitfalls, Ran, Unknown},
    view::{Document, Text},
};

/// Los errores típicos, cada uno con un programa que falla, la prueba y el arreglo
#[derive(Args, Debug)]
pub struct Trampas {
    /// La trampa que quieres ver; sin ella, la lista de todas
    #[arg(value_name = "TRAMPA")]
    id: Option<String>,

    /// Muestra solo los programas de la trampa: el que falla, la prueba y el arreglado
    #[arg(long, requires = "id")]
    codigo: bool,
}

/// `--formato json` of the list.
#[derive(Serialize)]
struct List<'a> {
    #[serde(rename = "trampas")]
    pitfalls: Vec<&'a Front>,
}

/// `--formato json` of a page.
#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    front: &'a Front,
    #[serde(rename = "programas")]
    programs: &'a [Ran],
    #[serde(rename = "documento")]
    document: Document,
}

impl Trampas {
    /// Shows the list or a page.
    ///
    /// # Errors
    /// There is no such pitfall, or its page is wrong.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let pitfalls = Pitfalls::read(&general.library()?)?;
        match &self.id {
            None => list(&pitfalls, output)?,
            Some(id) => {
                let pitfall = pitfalls.find(id).map_err(|unknown| not_found(&unknown))?;
                if self.codigo { output.raw(pitfall.code().as_bytes())? } else { page(pitfall, output)? }
            }
        }
        Ok(0)
    }
}

fn list(pitfalls: &Pitfalls, output: &mut Output) -> Result<(), Failure> {
    match output.format() {
        Format::Text => output.show(&pitfalls.document()),
        Format::Json => output.json(&List { pitfalls: pitfalls.iter().map(Pitfall::front).collect() }),
    }
}

fn page(pitfall: &Pitfall, output: &mut Output) -> Result<(), Failure> {
    let played = pitfall.play()?;
    let document = pitfall.document(&played)?;
    match output.format() {
        Format::Text => output.show(&document),
        Format::Json => output.json(&Page { front: pitfall.front(), programs: &played.programs, document }),
    }
}

fn not_found(unknown: &Unknown) -> Failure {
    let failure = Failure::new(Kind::Usage, format!("no hay ninguna trampa «{}»", unknown.word));
    match &unknown.nearest {
        Some(id) => failure.hint(Text::new().say("¿quisiste decir ").code(format!("antorcha trampas {id}")).say("?")),
        None => failure.hint(Text::marked("`antorcha trampas` las enseña todas")),
    }
}

impl From<pitfall::Failure> for Failure {
    fn from(failure: pitfall::Failure) -> Self {
        match failure {
            pitfall::Failure::Wrong(error) => error.into(),
            pitfall::Failure::NotStarted(error) => {
                Self::new(Kind::Environment, "no se pudo iniciar el proceso que ejecuta los programas")
                    .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
            }
        }
    }
}
