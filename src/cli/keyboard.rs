//! The keyboard of a dialogue.

use rustyline::{Config, Editor, error::ReadlineError, history::MemHistory};

use super::{Failure, arguments::General};

/// What came from the keyboard.
pub(super) enum Typed {
    /// A line.
    Line(String),
    /// Something that is no text.
    Strange,
    /// Ctrl-C, Ctrl-D, or the terminal is gone.
    Enough,
}

/// Reads lines, with editing and history.
pub(super) struct Keyboard {
    editor: Editor<(), MemHistory>,
    sign: &'static str,
}

impl Keyboard {
    /// The keyboard of this terminal.
    pub(super) fn new(general: &General) -> Result<Self, Failure> {
        let config = Config::builder().auto_add_history(true).build();
        let history = MemHistory::with_config(&config);
        let editor = Editor::with_history(config, history);
        let editor = editor.map_err(|error| Failure::from(std::io::Error::other(error.to_string())))?;
        Ok(Self { editor, sign: if general.ascii || general.accesible { ">" } else { "›" } })
    }

    /// Waits for a line; `words` stand before the sign.
    pub(super) fn read(&mut self, words: &str) -> Typed {
        match self.editor.readline(&format!("  {words}{} ", self.sign)) {
            Ok(line) => Typed::Line(line),
            Err(ReadlineError::Io(error)) if error.kind() == std::io::ErrorKind::InvalidData => Typed::Strange,
            Err(_) => Typed::Enough,
        }
    }
}
