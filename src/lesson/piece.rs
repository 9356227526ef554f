//! The pieces of a step.

use super::{
    ask::Ask, code::Code, played::Part, plot::Plot, question::Question, results::Results, table::Table,
    written::at_line,
};
use crate::{
    content::{self, Fence, Placeholder, Result, Source, fill_block},
    view::Block,
};

/// A piece of a step.
#[derive(Clone, Debug)]
pub enum Piece {
    /// Something to read.
    Prose(Block, Vec<Placeholder>),
    /// Something that runs.
    Code(Code),
    /// Something to answer.
    Question(Box<Question>),
    /// Values side by side.
    Table(Table),
    /// Curves.
    Plot(Plot),
    /// For teachers only.
    Note(Vec<(Block, Vec<Placeholder>)>),
}

/// The words behind a fence.
const WORDS: &str = "`python`, `prediccion`, `pregunta`, `tabla`, `grafica` y `nota-docente`";

impl Piece {
    /// Understands a piece of the page.
    pub(super) fn read(piece: content::Piece, source: &Source) -> Result<Self> {
        match piece {
            content::Piece::Block { block, placeholders, .. } => Ok(Self::Prose(block, placeholders)),
            content::Piece::Heading { level: 1, line, .. } => {
                Err(at_line(source, line, "el título de la lección va en la cabecera")
                    .hint("los pasos empiezan por `##`"))
            }
            content::Piece::Heading { text, placeholders, .. } => Ok(Self::Prose(Block::Heading(text), placeholders)),
            content::Piece::Fence(fence) => Self::fenced(&fence, source),
        }
    }

    fn fenced(fence: &Fence, source: &Source) -> Result<Self> {
        if let ("prediccion" | "pregunta" | "tabla" | "grafica" | "nota-docente", Some(first)) =
            (fence.word(), fence.attributes().first())
        {
            let message = format!("aquí no va `{}`", first.name);
            return Err(source
                .error(first.range.clone(), message)
                .hint("este bloque no lleva nada detrás de su nombre"));
        }
        match fence.word() {
            "python" => Code::read(fence, source).map(Self::Code),
            "prediccion" => Question::read(fence, true, source).map(Box::new).map(Self::Question),
            "pregunta" => Question::read(fence, false, source).map(Box::new).map(Self::Question),
            "tabla" => Table::read(fence, source).map(Self::Table),
            "grafica" => Plot::read(fence, source).map(Self::Plot),
            "nota-docente" => note(fence, source).map(Self::Note),
            "" => Err(source.error(fence.info_at..fence.info_at, "este bloque no dice qué es").hint(known())),
            word => Err(source.error(fence.word_range(), format!("no conozco los bloques «{word}»")).hint(known())),
        }
    }

    /// The question, if it is one.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        if let Self::Question(question) = self { Some(question) } else { None }
    }

    /// The cells that it needs.
    pub(super) fn asks(&self, parameters: &[String]) -> Vec<Ask> {
        match self {
            Self::Prose(_, placeholders) => placeholders.iter().map(ask).collect(),
            Self::Code(code) => vec![code.ask(parameters)],
            Self::Question(question) => question.asks(),
            Self::Table(table) => table.asks(),
            Self::Plot(plot) => plot.asks(),
            Self::Note(blocks) => blocks.iter().flat_map(|(_, placeholders)| placeholders.iter().map(ask)).collect(),
        }
    }

    /// What is shown of it, given what came of its cells.
    pub(super) fn play(&self, parameters: &[String], mut results: Results<'_>, source: &Source) -> Result<Part> {
        let results = &mut results;
        Ok(match self {
            Self::Prose(block, _) => Part::Blocks(vec![filled(block, results)]),
            Self::Code(code) => Part::Blocks(code.play(parameters, results, source)?),
            Self::Question(question) => Part::Question(Box::new(question.play(results, source)?)),
            Self::Table(table) => Part::Blocks(vec![table.play(results, source)?]),
            Self::Plot(plot) => Part::Blocks(vec![plot.play(results, source)?]),
            Self::Note(blocks) => Part::Note(blocks.iter().map(|(block, _)| filled(block, results)).collect()),
        })
    }
}

fn known() -> String {
    format!("en una lección valen los bloques {WORDS}")
}

fn ask(placeholder: &Placeholder) -> Ask {
    Ask::value(&placeholder.expression, placeholder.range.clone())
}

fn filled(block: &Block, results: &mut Results<'_>) -> Block {
    fill_block(block.clone(), &mut |_| results.shown())
}

/// The blocks of a note for teachers.
fn note(fence: &Fence, source: &Source) -> Result<Vec<(Block, Vec<Placeholder>)>> {
    let pieces = content::pieces(source, fence.body_range())?.into_iter();
    let block = |piece| match piece {
        content::Piece::Block { block, placeholders, .. } => Ok((block, placeholders)),
        content::Piece::Heading { text, placeholders, .. } => Ok((Block::Heading(text), placeholders)),
        content::Piece::Fence(inner) => Err(source.error(inner.word_range(), "en una nota no caben otros bloques")),
    };
    pieces.map(block).collect()
}
