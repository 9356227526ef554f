//! Antorcha.
