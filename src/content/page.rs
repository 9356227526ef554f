//! A page: front matter and body.

use std::ops::Range;

use serde::de::DeserializeOwned;

use super::{Piece, Result, Source, markdown};

/// The line before and after the front matter.
const FRONT: &str = "+++";

/// A text with its front matter read.
#[derive(Clone, Debug)]
pub struct Page<F> {
    /// The whole text.
    pub source: Source,
    /// What stands between the two lines `+++`.
    pub front: F,
    /// Where the Markdown is.
    pub body: Range<usize>,
}

impl<F: DeserializeOwned> Page<F> {
    /// Reads the front matter.
    ///
    /// # Errors
    /// There is none, or it is not what `F` has.
    pub fn read(source: Source) -> Result<Self> {
        let (front, body) = split(&source)?;
        let front = source.toml(front)?;
        Ok(Self { source, front, body })
    }
}

impl<F> Page<F> {
    /// The body, piece by piece.
    ///
    /// # Errors
    /// It holds something that a page cannot show.
    pub fn pieces(&self) -> Result<Vec<Piece>> {
        markdown::pieces(&self.source, self.body.clone())
    }
}

/// Where the front matter is, and where the body.
fn split(source: &Source) -> Result<(Range<usize>, Range<usize>)> {
    let text = &source.text;
    let start = text.len() - text.trim_start().len();
    let missing = || source.error(start..start, "falta la cabecera").hint("la página empieza por una línea `+++`");
    let mut at = start;
    let mut front = None;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        match (line.trim_end() == FRONT, &front) {
            (true, None) => front = Some(end),
            (true, Some(from)) => return Ok((*from..at, end..text.len())),
            (false, None) => return Err(missing()),
            (false, Some(_)) => {}
        }
        at = end;
    }
    let unclosed = |_| source.error(start..start + FRONT.len(), "la cabecera no se cierra");
    Err(front.map_or_else(missing, unclosed).hint("la cabecera va entre dos líneas `+++`"))
}
