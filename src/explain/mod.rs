//! From a record, or an error, to Spanish.

pub mod errors;
