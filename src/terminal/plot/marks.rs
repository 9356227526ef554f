//! The signs that tell series apart without colour.

use crate::view::Role;

const SIGNS: [char; 8] = ['●', '▲', '■', '◆', '○', '△', '□', '◇'];
const PLAIN: [char; 8] = ['*', '+', 'o', 'x', '#', '@', '%', '&'];
const ROLES: [Role; 4] = [Role::Curve1, Role::Curve2, Role::Curve3, Role::Curve4];

/// The sign of series `index`: after the last sign come the letters.
pub(super) fn sign(index: usize, ascii: bool) -> char {
    let signs = if ascii { PLAIN } else { SIGNS };
    let letter = || char::from(b'a' + (index.saturating_sub(signs.len()) % 26) as u8);
    signs.get(index).copied().unwrap_or_else(letter)
}

/// The role of series `index`.
pub(super) fn role(index: usize) -> Role {
    ROLES[index % ROLES.len()]
}
