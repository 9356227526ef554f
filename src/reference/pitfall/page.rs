//! One page: what its author wrote.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Program, Purpose, prediction::Prediction};
use crate::{
    content::{Error, Fence, Library, Page, Piece, Placeholder, Result, Source, Version},
    view::{Block, Text},
};

/// The sections of a page, in their order.
pub(super) const SECTIONS: [&str; 5] = ["Qué verás", "Por qué", "La prueba", "Cómo se arregla", "Recuerda"];

/// The front matter.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    #[serde(rename = "formato", skip_serializing)]
    _format: Version,
    /// Its name in commands, which is also that of the file.
    pub id: String,
    /// What it is, in one line.
    #[serde(rename = "titulo")]
    pub title: String,
    /// How bad it is.
    #[serde(rename = "gravedad")]
    pub gravity: Gravity,
    /// The heading that it is listed under.
    #[serde(rename = "grupo")]
    pub group: String,
    /// Its place in the list.
    #[serde(rename = "orden")]
    pub order: u32,
    /// Whether it is one of the unit's own three.
    #[serde(rename = "origen")]
    pub origin: bool,
    /// Lessons where it comes up.
    #[serde(rename = "lecciones")]
    pub lessons: Vec<String>,
    /// Cards of the activations concerned.
    #[serde(rename = "fichas")]
    pub cards: Vec<String>,
    /// What a review says that finds it in a program, a case each.
    #[serde(rename = "hallazgos", default)]
    pub wordings: Vec<Wording>,
}

/// What a review says of a finding. Gaps such as `{capa}` are filled with what was found; a sentence of evidence with
/// a gap that stays empty is left out. Backticks mark code.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// Which case of the pitfall it is about; empty where there is one.
    #[serde(rename = "caso", default)]
    pub case: String,
    /// How bad this case is, where that differs from the page's.
    #[serde(rename = "gravedad", default, skip_serializing_if = "Option::is_none")]
    pub gravity: Option<Gravity>,
    /// What it is, in one sentence without a full stop.
    #[serde(rename = "mensaje")]
    pub message: String,
    /// What stands beside the carets.
    #[serde(rename = "marca", default)]
    pub label: String,
    /// Numbers of the student's own model that show it.
    #[serde(rename = "pruebas", default)]
    pub evidence: Vec<String>,
    /// Why it matters.
    #[serde(rename = "porque")]
    pub why: String,
    /// What to do.
    #[serde(rename = "consejo")]
    pub advice: String,
}

/// How bad a pitfall is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Gravity {
    /// The program is wrong.
    #[serde(rename = "error")]
    Error,
    /// It works, and hardly as meant.
    #[serde(rename = "aviso")]
    Warning,
    /// It works, and could be better.
    #[serde(rename = "consejo")]
    Advice,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Pitfall {
    front: Front,
    pub(super) parts: Vec<Part>,
    pub(super) source: Source,
}

/// A piece of a page.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// The heading of a section.
    Section(Text),
    /// Something to read.
    Prose(Block, Vec<Placeholder>),
    /// Something to guess before it is shown.
    Prediction(Box<Prediction>),
    /// Something that runs.
    Program(Program),
}

impl Gravity {
    /// The word that the student reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "aviso",
            Self::Advice => "consejo",
        }
    }
}

impl Pitfall {
    /// Reads the page with this id.
    ///
    /// # Errors
    /// There is none, or it is not what a page has to be.
    pub fn read(library: &Library, id: &str) -> Result<Self> {
        let pitfall = Self::of(library.file(&format!("trampas/{id}.md"))?)?;
        pitfall.source.check_id(&pitfall.front.id, id).map(|()| pitfall)
    }

    /// Reads a page.
    ///
    /// # Errors
    /// It is not what a page has to be.
    pub fn of(source: Source) -> Result<Self> {
        let page: Page<Front> = Page::read(source)?;
        let parts = page.pieces()?.into_iter().map(|piece| part(piece, &page.source)).collect::<Result<Vec<_>>>()?;
        let pitfall = Self { front: page.front, parts, source: page.source };
        pitfall.check(page.body)?;
        Ok(pitfall)
    }

    /// Its front matter.
    #[must_use]
    pub fn front(&self) -> &Front {
        &self.front
    }

    /// Its programs, in the order of the page: the one that falls in, the evidence, the repaired one.
    pub fn programs(&self) -> impl Iterator<Item = &Program> {
        self.parts.iter().filter_map(|part| if let Part::Program(program) = part { Some(program) } else { None })
    }

    /// All programs as one text, each under a comment that says what it is.
    #[must_use]
    pub fn code(&self) -> String {
        let programs: Vec<String> = self.programs().map(Program::commented).collect();
        programs.join("\n\n")
    }

    fn check(&self, body: Range<usize>) -> Result<()> {
        let missing = |what: String| Err(self.source.error(body.start..body.start, what));
        let sections: Vec<String> = self.sections().map(Text::plain).collect();
        if sections != SECTIONS {
            return missing(format!("las secciones de una trampa son, por este orden, {}", listed(&SECTIONS)));
        }
        let purposes: Vec<Purpose> = self.programs().map(|program| program.purpose).collect();
        if purposes != Purpose::ALL {
            let names = Purpose::ALL.map(Purpose::name);
            return missing(format!("una trampa tiene tres programas, por este orden: {}", listed(&names)));
        }
        Ok(())
    }

    fn sections(&self) -> impl Iterator<Item = &Text> {
        self.parts.iter().filter_map(|part| if let Part::Section(title) = part { Some(title) } else { None })
    }
}

fn part(piece: Piece, source: &Source) -> Result<Part> {
    match piece {
        Piece::Block { block, placeholders, .. } => Ok(Part::Prose(block, placeholders)),
        Piece::Heading { level: 2, text, .. } => Ok(Part::Section(text)),
        Piece::Heading { line, .. } => {
            let start = source.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            Err(source.error(start..start, "los títulos de una trampa empiezan por `##`"))
        }
        Piece::Fence(fence) => fenced(&fence, source),
    }
}

fn fenced(fence: &Fence, source: &Source) -> Result<Part> {
    match fence.word() {
        "python" => Program::read(fence, source).map(Part::Program),
        "prediccion" => Prediction::read(fence, source).map(Box::new).map(Part::Prediction),
        word => {
            let error = source.error(fence.word_range(), format!("no conozco los bloques «{word}»"));
            Err(error.hint("en una trampa valen `python` y `prediccion`"))
        }
    }
}

/// «a», «b», «c».
fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ")
}

/// The error of an expression in a text that fails.
pub(super) fn failed(source: &Source, at: Range<usize>, what: &str, why: &str) -> Error {
    source.error(at, format!("{what}: {}", why.replace('`', "'")))
}
