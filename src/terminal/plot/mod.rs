//! Pictures made of characters: curves, fields, histograms.

mod curves;
mod field;
mod histogram;
mod marks;
mod panels;
mod paper;
mod sheet;

pub(super) use curves::lay_out as curves;
pub(super) use field::lay_out as field;
pub(super) use histogram::lay_out as histogram;
