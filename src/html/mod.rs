//! A document as one web page that needs nothing else: no network, no font of its own, no script. What the terminal
//! tells with lines and signs, the page tells with elements: a table is a table, a question keeps its answer closed.
//!
//! It is read on a screen, light or dark, and on paper: there the answers stand at the end, behind the questions.

mod block;
mod code;
mod dialogue;
mod inline;
mod page;
mod plot;
mod step;
mod table;

use maud::Markup;

pub use page::page;

/// Writes blocks, and counts what is numbered through a whole page.
#[derive(Default)]
struct Writer {
    figures: usize,
    questions: usize,
    /// The question whose answer is still to come.
    open: Option<usize>,
    /// The answers so far, each with the number of its question.
    solutions: Vec<(usize, Markup)>,
}
