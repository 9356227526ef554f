//! The other screen of a terminal: entered, drawn on, and left whatever happens.

use std::io::{self, IsTerminal};

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    terminal::{
        BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
        disable_raw_mode, enable_raw_mode,
    },
};
use terminal_size::{Height, Width, terminal_size_of};

use crate::{
    cli::{Failure, Output},
    presentation::Size,
};

/// The other screen. When this is dropped, by the end of the talk as well as by an error or a panic, the terminal is
/// as it was.
pub(super) struct Stage<'a> {
    output: &'a mut Output,
}

impl<'a> Stage<'a> {
    /// Enters.
    pub fn enter(output: &'a mut Output) -> Result<Self, Failure> {
        enable_raw_mode()?;
        // From here on there is something to restore.
        let stage = Self { output };
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, Hide, Clear(ClearType::All))?;
        stage.output.raw(&bytes)?;
        Ok(stage)
    }

    /// Whether the terminal is still there: a closed window does not always tell us.
    pub fn is_there(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Draws the lines, from the top. None reaches the last column, so that what stands right of it can be cleared.
    pub fn draw(&mut self, lines: &[String]) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        queue!(bytes, BeginSynchronizedUpdate)?;
        for (row, line) in lines.iter().enumerate() {
            queue!(bytes, MoveTo(0, u16::try_from(row).unwrap_or(u16::MAX)))?;
            bytes.extend_from_slice(line.as_bytes());
            queue!(bytes, Clear(ClearType::UntilNewLine))?;
        }
        queue!(bytes, EndSynchronizedUpdate)?;
        self.output.raw(&bytes)
    }

    fn restore(&mut self) -> io::Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, EndSynchronizedUpdate, Show, LeaveAlternateScreen)?;
        // A terminal that is gone needs nothing, and its modes are tried all the same.
        let _ = self.output.raw(&bytes);
        disable_raw_mode()
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let _ = self.restore();
    }
}

/// The size of the terminal; one that does not tell has the usual one.
pub(super) fn size() -> Size {
    let size = terminal_size_of(io::stdout()).map(|(Width(columns), Height(rows))| (columns.into(), rows.into()));
    let (columns, rows) = size.filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24));
    Size { columns, rows }
}
