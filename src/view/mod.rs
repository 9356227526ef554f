//! What is said: a [`Document`] of blocks, without colours or widths. The terminal decides how it looks, JSON carries
//! it as it is.

mod code;
mod diagnostic;
mod document;
mod extent;
mod field;
mod histogram;
mod markup;
mod meter;
mod number;
mod plot;
mod reply;
mod role;
mod step;
mod table;
mod text;
mod tick;
mod visible;

pub use code::{Code, Mark, Place};
pub use diagnostic::{Diagnostic, Remark, Severity};
pub use document::{Block, Document, Entry, List, Note, NoteKind, Section, Title};
pub use extent::Extent;
pub use field::{Field, Sample};
pub use histogram::{Bar, Histogram};
pub use meter::Meter;
pub use number::{Number, scientific};
pub use plot::{Axis, Curve, Plot, Scale};
pub use reply::{Reply, ReplyKind};
pub use role::Role;
pub use step::{Arithmetic, Formula, OPERATORS, Relation, Step};
pub use table::{Align, Column, Table, before_point, cell, marked};
pub use text::{Span, Text};
pub use tick::{Tick, readable};
pub use visible::visible;
