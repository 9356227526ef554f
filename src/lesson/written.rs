//! What the author of a lesson wrote.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    mutation::{Bindings, Texts},
    parameter::{self, Parameter},
    piece::Piece,
};
use crate::{
    content::{self, Page, Result, Source, Spanned, Version},
    spanish::fold,
    view::Text,
};

/// A lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its stable name.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The lessons that come before it.
    pub requires: Vec<String>,
    /// How long it takes.
    pub minutes: u32,
    /// What one can do after it.
    pub goals: Vec<String>,
    /// What a student may change on the command line.
    pub parameters: Vec<Parameter>,
    /// What is said before the first step.
    pub intro: Vec<Piece>,
    /// The steps.
    pub steps: Vec<Step>,
    /// The page.
    pub source: Source,
}

/// What is told between two pauses.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its stable name: the heading without accents and signs.
    pub id: String,
    /// Its heading.
    pub title: Text,
    /// What it tells, in order.
    pub pieces: Vec<Piece>,
}

/// The front matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(rename = "formato")]
    _version: Version,
    id: Spanned<String>,
    titulo: String,
    #[serde(default)]
    requiere: Vec<String>,
    minutos: u32,
    #[serde(default)]
    objetivos: Vec<String>,
    #[serde(default)]
    parametros: BTreeMap<String, parameter::Written>,
}

impl Lesson {
    /// Reads a page.
    ///
    /// # Errors
    /// Something on it is no part of a lesson, is missing, or stands there twice.
    pub fn read(source: Source) -> Result<Self> {
        let page = Page::<Front>::read(source)?;
        let pieces = page.pieces()?;
        let Page { source, front, .. } = page;
        let parameters = parameter::read(front.parametros, &source)?;
        let (intro, steps) = split(pieces, &source)?;
        let id = named(&front.id, &source)?;
        let lesson = Self {
            id,
            title: front.titulo,
            requires: front.requiere,
            minutes: front.minutos,
            goals: front.objetivos,
            parameters,
            intro,
            steps,
            source,
        };
        lesson.check(&front.id)?;
        Ok(lesson)
    }

    /// A lesson that is nothing but the questions of another page, so that they are held to the same rules.
    ///
    /// # Errors
    /// One of them is wrong.
    pub fn quiz(source: Source, fences: &[content::Fence]) -> Result<Self> {
        let question = |fence: &content::Fence| Piece::read(content::Piece::Fence(fence.clone()), &source);
        let intro = fences.iter().map(question).collect::<Result<_>>()?;
        Ok(Self {
            id: String::new(),
            title: String::new(),
            requires: Vec::new(),
            minutes: 0,
            goals: Vec::new(),
            parameters: Vec::new(),
            intro,
            steps: Vec::new(),
            source,
        })
    }

    /// All its pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.intro.iter().chain(self.steps.iter().flat_map(|step| &step.pieces))
    }

    /// The same with the slips that can be made in the computation of its answers.
    #[must_use]
    pub(super) fn with_slips(mut self, texts: &Texts) -> Self {
        let mut bindings = Bindings::default();
        for piece in self.intro.iter_mut().chain(self.steps.iter_mut().flat_map(|step| &mut step.pieces)) {
            match piece {
                Piece::Code(code) if code.raises.is_none() => bindings.follow(&code.source),
                Piece::Question(question) => question.derive(&mut bindings, texts),
                _ => {}
            }
        }
        self
    }

    fn check(&self, id: &Spanned<String>) -> Result<()> {
        if self.steps.is_empty() {
            return Err(self
                .source
                .error(id.span(), "la lección no tiene ningún paso")
                .hint("cada título `##` empieza uno"));
        }
        let blocks = self.pieces().filter(|piece| matches!(piece, Piece::Code(code) if code.parameters)).count();
        if blocks != 1 && !(self.parameters.is_empty() && blocks == 0) {
            let hint = "escribe un bloque `python parametros`, y solo uno: ahí se crean";
            return Err(self
                .source
                .error(id.span(), "no está claro dónde van los parámetros de la lección")
                .hint(hint));
        }
        let mut ids = BTreeSet::new();
        for question in self.pieces().filter_map(Piece::question) {
            if !ids.insert(question.id.get_ref()) {
                let message = format!("ya hay otra pregunta que se llama `{}`", question.id.get_ref());
                return Err(self.source.error(question.id.span(), message).hint("cada una necesita un nombre propio"));
            }
        }
        Ok(())
    }
}

/// What stands before the first heading, and the steps.
fn split(pieces: Vec<content::Piece>, source: &Source) -> Result<(Vec<Piece>, Vec<Step>)> {
    let (mut intro, mut steps) = (Vec::new(), Vec::<Step>::new());
    for piece in pieces {
        match piece {
            content::Piece::Heading { level: 2, text, line, placeholders, .. } => {
                if let Some(found) = placeholders.first() {
                    return Err(source.error(found.range.clone(), "un título no lleva números calculados"));
                }
                steps.push(Step::new(text, line, &steps, source)?);
            }
            piece => {
                let piece = Piece::read(piece, source)?;
                steps.last_mut().map_or(&mut intro, |step| &mut step.pieces).push(piece);
            }
        }
    }
    Ok((intro, steps))
}

impl Step {
    fn new(title: Text, line: usize, others: &[Self], source: &Source) -> Result<Self> {
        let id = slug(&title.plain());
        if id.is_empty() || others.iter().any(|other| other.id == id) {
            let message = format!("otro paso se llama igual, «{}»", title.plain());
            return Err(at_line(source, line, &message).hint("el progreso se guarda por el título de cada paso"));
        }
        Ok(Self { id, title, pieces: Vec::new() })
    }
}

/// An error about a whole line.
pub(super) fn at_line(source: &Source, line: usize, message: &str) -> content::Error {
    let start: usize = source.text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let length = source.text[start..].lines().next().map_or(0, str::len);
    source.error(start..start + length, message)
}

/// A name that is safe to keep: small letters, digits and dashes.
pub(super) fn named(id: &Spanned<String>, source: &Source) -> Result<String> {
    if *id.get_ref() == slug(id.get_ref()) && !id.get_ref().is_empty() {
        return Ok(id.get_ref().clone());
    }
    let hint = format!("sin mayúsculas, acentos ni espacios: `{}`", slug(id.get_ref()));
    Err(source.error(id.span(), format!("`{}` no sirve de nombre", id.get_ref())).hint(hint))
}

/// The words of a text, folded, with dashes between them.
#[must_use]
pub fn slug(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}
