//! Keys, whatever terminal they come from.

/// A key that means something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A character.
    Char(char),
    /// Enter.
    Enter,
    /// Esc.
    Escape,
    /// The key that takes the last character away.
    Backspace,
    /// →, Page Down: also what a presenter's remote sends.
    Forward,
    /// ←, Page Up.
    Back,
    /// ↑.
    Up,
    /// ↓.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Ctrl-U: takes away what was typed.
    Clear,
    /// Ctrl-C, Ctrl-D.
    Interrupt,
}
