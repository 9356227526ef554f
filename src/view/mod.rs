//! What is said: a [`Document`] of blocks, without colours or widths. The terminal decides how it looks, JSON carries
//! it as it is.

mod code;
mod diagnostic;
mod document;
mod markup;
mod role;
mod step;
mod table;
mod text;

pub use code::{Code, Mark, Place};
pub use diagnostic::{Diagnostic, Remark, Severity};
pub use document::{Block, Document, Entry, List, Note, NoteKind, Section, Title};
pub use role::Role;
pub use step::{Arithmetic, Formula, Relation, Step};
pub use table::{Align, Column, Table, cell};
pub use text::{Span, Text};
