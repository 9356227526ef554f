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

/// Whether the terminal is still there: a closed window does not always tell us.
pub(super) fn is_there() -> bool {
    io::stdout().is_terminal()
}

/// The size of the terminal; one that does not tell has the usual one.
pub(super) fn size() -> Size {
    let size = terminal_size_of(io::stdout()).map(|(Width(columns), Height(rows))| (columns.into(), rows.into()));
    let (columns, rows) = size.filter(|(columns, rows)| *columns > 0 && *rows > 0).unwrap_or((80, 24));
    Size { columns, rows }
}

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        panic::{AssertUnwindSafe, catch_unwind},
        sync::{Arc, Mutex, PoisonError},
    };

    use super::*;

    /// A terminal that keeps what is written to it, and may be broken.
    #[derive(Clone, Default)]
    struct Terminal {
        seen: Arc<Mutex<Vec<u8>>>,
        broken: bool,
    }

    impl Terminal {
        fn seen(&self) -> String {
            String::from_utf8_lossy(&self.seen.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
        }
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            if self.broken { Err(io::Error::other("the cable")) } else { Ok(bytes.len()) }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    const RESTORED: &str = "\u{1b}[?25h\u{1b}[?1049l";

    #[test]
    fn a_panic_leaves_the_screen_of_before() {
        let terminal = Terminal::default();
        let mut output = Output::into(terminal.clone());
        let broken = catch_unwind(AssertUnwindSafe(|| {
            let mut stage = Stage { output: &mut output };
            assert!(stage.draw(&["hola".to_owned()]).is_err(), "a drawing that works is no error: so this panics");
        }));
        assert!(broken.is_err() && terminal.seen().contains("hola") && terminal.seen().ends_with(RESTORED));
    }

    #[test]
    fn an_error_when_writing_ends_it_and_restoring_is_tried() {
        let terminal = Terminal { broken: true, ..Terminal::default() };
        let mut output = Output::into(terminal.clone());
        let mut stage = Stage { output: &mut output };
        assert!(stage.draw(&["hola".to_owned()]).is_err());
        drop(stage);
        assert!(terminal.seen().ends_with(RESTORED), "{:?}", terminal.seen());
    }

    #[test]
    fn lines_are_drawn_over_those_before() {
        let terminal = Terminal::default();
        let mut output = Output::into(terminal.clone());
        Stage { output: &mut output }.draw(&["uno".to_owned(), String::new()]).expect("it writes");
        assert!(terminal.seen().contains("\u{1b}[1;1Huno\u{1b}[K\u{1b}[2;1H\u{1b}[K"), "{:?}", terminal.seen());
    }
}
