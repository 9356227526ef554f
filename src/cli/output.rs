//! The two streams. Nothing else in the program writes to them.

use std::io::{self, IsTerminal, Write};

use serde::Serialize;
use terminal_size::{Width, terminal_size_of};

use super::Failure;
use crate::{
    terminal::{Screen, Surroundings, Wishes},
    view::{Document, Meter},
};

/// The form of what goes to standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    #[value(name = "texto")]
    Text,
    /// For programs.
    #[value(name = "json")]
    Json,
}

/// The version of the JSON that we write; it rises when a field changes its meaning or goes.
pub const JSON_VERSION: u32 = 1;

/// Standard output and standard error, each with the screen it goes to.
pub struct Output {
    out: Box<dyn Write>,
    err: Box<dyn Write>,
    screen: Screen,
    error_screen: Screen,
    watched: bool,
    format: Format,
}

/// What JSON carries, with its version first: on standard output [`JSON_VERSION`], in files that of what they hold.
#[derive(Serialize)]
pub(super) struct Versioned<'a, T> {
    pub version: u32,
    #[serde(flatten)]
    pub body: &'a T,
}

impl Output {
    /// The streams of this process.
    #[must_use]
    pub fn of_process(wishes: Wishes, format: Format) -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let out_columns = out.is_terminal().then(|| columns(terminal_size_of(&out)));
        let err_columns = err.is_terminal().then(|| columns(terminal_size_of(&err)));
        Self {
            screen: Screen::new(wishes, &Surroundings::of_process(out_columns)),
            error_screen: Screen::new(wishes, &Surroundings::of_process(err_columns)),
            // A screen reader would read every step of a bar.
            watched: err_columns.is_some() && format == Format::Text && !wishes.accessible,
            out: Box::new(out),
            err: Box::new(err),
            format,
        }
    }

    /// Streams whose standard output goes here.
    #[cfg(test)]
    pub(super) fn into(out: impl Write + 'static) -> Self {
        Self { out: Box::new(out), ..Self::of_process(Wishes::default(), Format::Text) }
    }

    /// The form that was asked for. A command that has data of its own shape answers `json` with [`Output::json`].
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The screen that [`Output::show`] lays out for.
    #[must_use]
    pub fn screen(&self) -> Screen {
        self.screen
    }

    /// Whether a person looks at what standard error shows, so that progress may be drawn there.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.watched
    }

    /// Draws how far something is on standard error, over what was drawn before.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn advance(&mut self, label: &str, meter: Meter, note: &str) -> Result<(), Failure> {
        let line = self.error_screen.progress(label, meter, note);
        self.raw_error(format!("\r{line}").as_bytes())
    }

    /// Takes it away again.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn clear_advance(&mut self) -> Result<(), Failure> {
        let blank = " ".repeat(self.error_screen.width.saturating_sub(1));
        self.raw_error(format!("\r{blank}\r").as_bytes())
    }

    /// Shows a document on standard output, in the form that was asked for.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn show(&mut self, document: &Document) -> Result<(), Failure> {
        match self.format {
            Format::Text => self.raw(self.screen.render(document).as_bytes()),
            Format::Json => self.json(document),
        }
    }

    /// Writes data with named fields as one line of JSON, the version first.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), Failure> {
        let mut line = serde_json::to_vec(&Versioned { version: JSON_VERSION, body }).map_err(io::Error::from)?;
        line.push(b'\n');
        self.raw(&line)
    }

    /// Writes bytes as they are to standard output: what a student's program prints.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes)?;
        Ok(self.out.flush()?)
    }

    /// Shows a document on standard error: errors, findings, help with them.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn report(&mut self, document: &Document) -> Result<(), Failure> {
        self.raw_error(self.error_screen.render(document).as_bytes())
    }

    /// Writes bytes as they are to standard error: a traceback as Python prints it.
    ///
    /// # Errors
    /// The stream cannot be written, or its reader has left.
    pub fn raw_error(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.err.write_all(bytes)?;
        Ok(self.err.flush()?)
    }
}

/// The columns of a terminal; one that does not tell has the usual number.
fn columns(size: Option<(Width, terminal_size::Height)>) -> usize {
    size.map(|(Width(columns), _)| usize::from(columns)).filter(|&columns| columns > 0).unwrap_or(80)
}
