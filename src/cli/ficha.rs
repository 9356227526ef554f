//! `antorcha ficha` and `antorcha glosario`: what is looked up.

use clap::Args;
use serde::Serialize;

use super::{Answer, Failure, Format, Kind, Output};
use crate::{
    content::Library,
    reference::{Card, CardFailure, Cards, Glossary, Measured, Term, Unknown},
    view::{Document, Text},
};

/// Muestra la ficha de una función de activación: fórmula, curva, parámetros y cuándo usarla
#[derive(Args, Debug)]
pub struct Ficha {
    /// La función: `gelu`, `nn.GELU`, `F.gelu`…; si no dices ninguna, salen todas
    #[arg(value_name = "FUNCIÓN")]
    name: Option<String>,

    /// Muestra el programa de PyTorch del que salen los números
    #[arg(long, requires = "name")]
    codigo: bool,
}

/// Explica las palabras de las redes neuronales
#[derive(Args, Debug)]
pub struct Glosario {
    /// La palabra, en español o como la llama PyTorch; si no dices ninguna, salen todas
    #[arg(value_name = "TÉRMINO", num_args = 0..)]
    words: Vec<String>,
}

/// `--formato json` of a card.
#[derive(Serialize)]
struct CardData<'a> {
    #[serde(rename = "ficha")]
    card: &'a Card,
    #[serde(rename = "valores")]
    measured: &'a Measured,
    #[serde(flatten)]
    document: &'a Document,
}

/// `--formato json` of the list.
#[derive(Serialize)]
struct CardsData<'a> {
    #[serde(rename = "familias")]
    families: &'a [crate::reference::Family],
}

/// `--formato json` of a term.
#[derive(Serialize)]
struct TermData<'a> {
    #[serde(rename = "termino")]
    term: &'a Term,
}

impl Ficha {
    /// Shows the card, or the list.
    ///
    /// # Errors
    /// There is no such card, or a text or program of ours is wrong.
    pub fn run(&self, library: &Library, output: &mut Output) -> Answer {
        let cards = Cards::read(library)?;
        let shown = match &self.name {
            None if output.format() == Format::Json => output.json(&CardsData { families: &cards.families }),
            None => output.show(&cards.document()),
            Some(name) => self.card(name, &cards, output),
        };
        shown.map(|()| 0)
    }

    fn card(&self, name: &str, cards: &Cards, output: &mut Output) -> Result<(), Failure> {
        let card = cards.find(name).map_err(|unknown| unknown_name(&unknown, "la función de activación", "ficha"))?;
        if self.codigo {
            return output.raw(card.program().as_bytes());
        }
        let measured = card.measure().map_err(|failure| not_measured(card, failure))?;
        let document = card.document(cards.family(card), &measured);
        match output.format() {
            Format::Text => output.show(&document),
            Format::Json => output.json(&CardData { card, measured: &measured, document: &document }),
        }
    }
}

impl Glosario {
    /// Shows the term, or all of them.
    ///
    /// # Errors
    /// There is no such term, or our text is wrong.
    pub fn run(&self, library: &Library, output: &mut Output) -> Answer {
        let glossary = Glossary::read(library)?;
        let json = output.format() == Format::Json;
        let shown = if self.words.is_empty() {
            if json { output.json(&glossary) } else { output.show(&glossary.document()) }
        } else {
            let term = glossary.find(&self.words.join(" "));
            let term = term.map_err(|unknown| unknown_name(&unknown, "el término", "glosario"))?;
            if json { output.json(&TermData { term }) } else { output.show(&term.document()) }
        };
        shown.map(|()| 0)
    }
}

fn unknown_name(unknown: &Unknown, what: &str, command: &str) -> Failure {
    let failure = Failure::new(Kind::Usage, format!("no conozco {what} «{}»", unknown.word));
    failure.hint(match &unknown.nearest {
        Some(nearest) => Text::new().say("¿quisiste decir ").code(nearest).say("?"),
        None => Text::new().say("la lista está en ").code(format!("antorcha {command}")),
    })
}

fn not_measured(card: &Card, failure: CardFailure) -> Failure {
    match failure {
        CardFailure::NotStarted(error) => {
            Failure::new(Kind::Environment, "no se pudo iniciar el proceso que hace las cuentas")
                .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
        }
        CardFailure::Wrong(said) => {
            Failure::new(Kind::Content, format!("el programa de la ficha «{}» falla", card.id()))
                .hint(Text::new().code(said))
        }
    }
}
