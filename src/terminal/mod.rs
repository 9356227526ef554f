//! How a document looks on a screen: width, signs, colours. Everything is decided from values; the environment is
//! asked once, at the rim.
//!
//! Prose, formulas and tables keep within the width. Tensors and code never do anything but what they are: where one
//! is wider than the screen it runs over, since a broken line of code, or a tensor that PyTorch would print otherwise,
//! would be worse. Nothing is told by colour alone, and no control character of a text reaches the screen.

mod arithmetic;
mod ascii;
mod bar;
mod block;
mod code;
mod line;
mod plot;
mod progress;
mod reply;
mod settings;
mod spoken;
mod step;
mod style;
mod table;
mod wrap;

use crate::view::Document;
use line::Line;
pub use settings::{ColorChoice, Surroundings, Wishes};
#[cfg(windows)]
pub use style::enable_colours;

/// A screen to lay documents out for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether roles have colours.
    pub color: bool,
    /// Whether signs that are not ASCII are replaced (the letters of Spanish stay).
    pub ascii: bool,
    /// Whether it is read aloud: then nothing is told by lines and signs, and by places on the screen.
    pub accessible: bool,
}

/// The room that a block has.
#[derive(Clone, Copy, Debug)]
struct Frame {
    /// Columns that lines must keep within.
    columns: usize,
    /// Columns for prose, at most what an eye follows with ease.
    measure: usize,
    /// Whether signs are replaced.
    ascii: bool,
}

/// The left margin.
const MARGIN: usize = 2;
/// From this width on there is a margin on the right as well.
const ROOMY: usize = 60;
/// Prose is not set wider than this.
const MEASURE: usize = 92;

impl Screen {
    /// The screen that the command line wishes for, in these surroundings.
    #[must_use]
    pub fn new(wishes: Wishes, surroundings: &Surroundings) -> Self {
        let width = surroundings.width(wishes.width);
        Self { width, color: surroundings.color(wishes.color), ascii: wishes.ascii, accessible: wishes.accessible }
    }

    /// The document as text, every line ended.
    #[must_use]
    pub fn render(&self, document: &Document) -> String {
        if self.accessible {
            return self.read_aloud(document);
        }
        let lines = block::stack(&document.blocks, Frame::of(*self));
        let margin = |line: Line| Line::default().pad_to(MARGIN).join(line).print(self.color) + "\n";
        lines.into_iter().map(margin).collect()
    }

    /// The document as lines for a screen that is drawn over. What never breaks may be wider than the rest, up to
    /// `widest` columns; then it goes on below.
    #[must_use]
    pub fn lines(&self, document: &Document, widest: usize) -> Vec<String> {
        let room = widest.max(self.width).saturating_sub(MARGIN).max(1);
        let lines = block::stack(&document.blocks, Frame::of(*self)).into_iter().flat_map(|line| line.fold(room));
        lines.map(|line| Line::default().pad_to(MARGIN).join(line).print(self.color)).collect()
    }

    /// The document in words, every line ended.
    fn read_aloud(&self, document: &Document) -> String {
        let frame = Frame { columns: self.width, measure: self.width, ascii: self.ascii };
        let lines = block::stack(&spoken::document(document).blocks, frame);
        lines.into_iter().map(|line| line.print(self.color) + "\n").collect()
    }
}

impl Frame {
    /// The frame of a whole screen.
    fn of(screen: Screen) -> Self {
        let right = if screen.width >= ROOMY { MARGIN } else { 0 };
        Self { columns: screen.width.saturating_sub(MARGIN + right), measure: MEASURE, ascii: screen.ascii }.inset(0)
    }

    /// The frame within this one, `columns` further in.
    fn inset(self, columns: usize) -> Self {
        let columns = self.columns.saturating_sub(columns).max(1);
        Self { columns, measure: self.measure.min(columns), ..self }
    }

    /// `sign` as this screen can show it.
    fn sign(self, sign: &str) -> String {
        if self.ascii { ascii::ascii(sign).into_owned() } else { sign.to_owned() }
    }
}
