//! How a role looks. The only place that knows colours.

use colored::{ColoredString, Colorize, control};

use crate::view::Role;

/// Lets the console of Windows understand colours; where it cannot, it shows them as it likes.
#[cfg(windows)]
pub fn enable_colours() {
    let _ = control::set_virtual_terminal(true);
}

/// `text` as its role looks. Whether colour is wanted is the caller's to know: the environment is not asked here.
pub(super) fn paint(role: Role, text: &str) -> String {
    control::set_override(true);
    styled(role, text).to_string()
}

/// The look of each role.
fn styled(role: Role, text: &str) -> ColoredString {
    match role {
        Role::Plain | Role::Tensor => text.normal(),
        Role::Title | Role::Warning => text.bold().yellow(),
        Role::Code => text.cyan(),
        Role::Curve1 => text.cyan().bold(),
        Role::Curve2 => text.yellow(),
        Role::Formula | Role::Emphasis => text.bold(),
        Role::Term => text.italic(),
        Role::Number => text.blue(),
        Role::Positive | Role::Hint | Role::Curve4 => text.green(),
        Role::Negative | Role::Curve3 => text.magenta(),
        Role::Error => text.bold().red(),
        Role::Muted => text.dimmed(),
    }
}
