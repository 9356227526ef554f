//! What can go wrong at the rim: a kind, a message in Spanish, a hint, and an exit code.

use std::io;

use crate::{
    content,
    view::{Diagnostic, Text},
};

/// Whose fault it is. Each kind has an exit code of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The student's program: it raised, or asked for more memory than it may have.
    Program,
    /// The command line, or the file that it names.
    Usage,
    /// The machine: a stream that cannot be written, a process that cannot start.
    Environment,
    /// Text or code under `lessons/`.
    Content,
    /// Ours.
    Bug,
    /// The program ran out of its time.
    Time,
    /// Nobody's: whoever was reading our output has stopped.
    Closed,
}

impl Kind {
    /// The exit code, as the manual lists them.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Program => 1,
            Self::Usage => 2,
            Self::Environment => 3,
            Self::Content => 4,
            Self::Bug => 70,
            Self::Time => 124,
        }
    }
}

/// Something went wrong, and here is what to tell about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Whose fault.
    pub kind: Kind,
    /// What the user sees.
    pub diagnostic: Box<Diagnostic>,
}

impl Failure {
    /// A failure without a hint.
    #[must_use]
    pub fn new(kind: Kind, message: impl Into<Text>) -> Self {
        Self { kind, diagnostic: Box::new(Diagnostic::error(message)) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Text>) -> Self {
        *self.diagnostic = self.diagnostic.hint(hint);
        self
    }

    /// What the user sees.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        (*self.diagnostic).clone()
    }
}

impl From<content::Error> for Failure {
    fn from(error: content::Error) -> Self {
        Self { kind: Kind::Content, diagnostic: Box::new(error.diagnostic()) }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::Closed, Text::new()),
            _ => Self::new(Kind::Environment, "no se ha podido escribir la salida")
                .hint(Text::new().say("el sistema dice: ").code(error.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_codes_of_their_own() {
        use Kind::{Bug, Closed, Content, Environment, Program, Time, Usage};
        let mut codes = [Program, Usage, Environment, Content, Bug, Time, Closed].map(Kind::code).to_vec();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 7);
    }

    #[test]
    fn a_reader_that_left_is_no_error() {
        assert_eq!(Failure::from(io::Error::from(io::ErrorKind::BrokenPipe)).kind.code(), 0);
        assert_eq!(Failure::from(io::Error::from(io::ErrorKind::StorageFull)).kind, Kind::Environment);
    }
}
