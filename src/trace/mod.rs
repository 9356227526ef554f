//! The record of a program's operations: what ran where, on which values, and with which gradients.
//!
//! A [`Recorder`] watches the door of `tensor`, asks a [`Site`] which of the student's lines is running and [`Names`]
//! what a tensor is called there, and keeps a [`Record`]: plain data that can leave the process. Work that repeats is
//! kept once and then counted, so that a long training stays small.

mod backward;
mod current;
mod gathering;
mod quiet;
mod record;
mod recorder;
mod repeats;
mod site;
mod snapshot;
mod tally;
#[cfg(test)]
mod tests;

pub use current::{start, stop};
pub use record::{
    Asked, Backward, Change, Event, Failure, Input, Leaf, NodeGradient, Operation, Record, Remembered, Repeat, Source,
    Step, Update, UpdateKind, VERSION, Value,
};
pub use recorder::Recorder;
pub use site::{Name, Names, Place, Site, assigned};
pub use snapshot::{Snapshot, Stats, numbers};
pub use tally::Tally;
