//! One exercise: what its author wrote.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Case;
use crate::{
    content::{Fence, Library, Page, Piece, Result, Source, Version, marked},
    view::{Block, Code, Text},
};

/// The front matter of `ejercicio.md`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    #[serde(rename = "formato", skip_serializing)]
    _format: Version,
    /// Its name in commands, which is also that of its folder and of the student's file.
    pub id: String,
    /// What it is, in one line.
    #[serde(rename = "titulo")]
    pub title: String,
    /// How hard it is, from 1 to 3.
    #[serde(rename = "nivel")]
    pub level: u8,
    /// How long it takes.
    #[serde(rename = "minutos")]
    pub minutes: u32,
    /// The lesson that it belongs to.
    #[serde(rename = "leccion")]
    pub lesson: String,
    /// The item of the checklist that it belongs to, from 1.
    pub checklist: usize,
    /// Operations that must run in its cases.
    #[serde(rename = "usa", default)]
    pub uses: Vec<String>,
    /// Operations that must not.
    #[serde(rename = "no_usa", default)]
    pub avoids: Vec<String>,
    /// Whether what is expected is what is asked for, and so is not shown.
    #[serde(rename = "sin_respuestas", default)]
    pub hidden: bool,
    /// Whether the file must also pass the reviewer.
    #[serde(rename = "revision", default)]
    pub review: bool,
}

/// A typical mistake: a program that makes it, and what to say to whom it happens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Its name, which the progress remembers.
    pub id: String,
    /// What it shows about the student's thinking.
    #[serde(rename = "mensaje")]
    pub message: String,
    /// A file in place of the student's that makes it.
    #[serde(rename = "programa")]
    pub program: String,
}

/// An exercise.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Its front matter.
    pub front: Front,
    /// Its number, from 1.
    pub number: usize,
    /// What is to be done.
    pub statement: Vec<Block>,
    /// Three hints, the last nearly the answer.
    pub hints: [Text; 3],
    /// Why the answer works.
    pub why: Vec<Block>,
    /// A second way to write it.
    pub other_way: Vec<Block>,
    /// Typical mistakes.
    pub mistakes: Vec<Mistake>,
    /// What the student's file holds at first.
    pub start: String,
    /// The model answer.
    pub solution: String,
    /// What a submission is put through.
    pub cases: Vec<Case>,
}

/// The headings below the statement, in their order.
const SECTIONS: [&str; 3] = ["Pistas", "Por qué funciona", "Otra manera"];

impl Exercise {
    /// Reads the exercise in this folder, `03-relu-con-where`.
    ///
    /// # Errors
    /// A file is missing, or is not what it has to be.
    pub fn read(library: &Library, folder: &str) -> Result<Self> {
        let file = |name: &str| library.file(&format!("ejercicios/{folder}/{name}"));
        let page: Page<Front> = Page::read(file("ejercicio.md")?)?;
        let (number, id) = folder.split_once('-').unwrap_or((folder, ""));
        page.source.check_id(&page.front.id, id)?;
        if !page.front.id.contains(|c: char| c.is_alphanumeric()) {
            return Err(page.source.error(page.source.key("id"), "este nombre no tiene letras"));
        }
        let sections = Sections::of(&page)?;
        Ok(Self {
            number: number.parse().unwrap_or_default(),
            statement: sections.statement,
            hints: sections.hints,
            why: sections.why,
            other_way: sections.other_way,
            mistakes: sections.mistakes,
            start: file("inicio.py")?.text,
            solution: file("solucion.py")?.text,
            cases: Case::all(&file("pruebas.py")?)?,
            front: page.front,
        })
    }

    /// What the student's file is called.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{:02}_{}.py", self.number, self.front.id.replace('-', "_"))
    }
}

struct Sections {
    statement: Vec<Block>,
    hints: [Text; 3],
    why: Vec<Block>,
    other_way: Vec<Block>,
    mistakes: Vec<Mistake>,
}

impl Sections {
    fn of(page: &Page<Front>) -> Result<Self> {
        let source = &page.source;
        let mut parts: [Vec<Block>; 4] = Default::default();
        let (mut headings, mut mistakes) = (Vec::new(), Vec::new());
        for piece in page.pieces()? {
            match piece {
                Piece::Heading { text, .. } => headings.push(text.plain()),
                Piece::Block { block, .. } => parts[headings.len().min(3)].push(block),
                Piece::Fence(fence) if fence.word() == "error" => mistakes.push(source.toml(fence.body_range())?),
                Piece::Fence(fence) => parts[headings.len().min(3)].push(code(&fence)),
            }
        }
        let whole = page.body.start..page.body.start;
        if headings != SECTIONS {
            let message = format!("las secciones de un ejercicio son, por este orden, {}", SECTIONS.join(", "));
            return Err(source.error(whole, message));
        }
        let [statement, hints, why, other_way] = parts;
        Ok(Self { statement, hints: three(&hints, source, whole)?, why, other_way, mistakes })
    }
}

fn three(blocks: &[Block], source: &Source, place: Range<usize>) -> Result<[Text; 3]> {
    let items =
        blocks.iter().find_map(|block| if let Block::List(list) = block { Some(list.items.clone()) } else { None });
    let hints = items.and_then(|items| <[Text; 3]>::try_from(items).ok());
    hints.ok_or_else(|| source.error(place, "un ejercicio tiene tres pistas, en una lista numerada"))
}

fn code(fence: &Fence) -> Block {
    Code::new(fence.body.trim_end()).into()
}

impl Mistake {
    /// What to say to whom it happens.
    #[must_use]
    pub fn text(&self) -> Text {
        marked(&self.message)
    }
}
