//! Text from outside made safe to show: control characters are shown, never emitted.

use std::borrow::Cow;

/// `text` with every character that could move the cursor, colour the screen or reverse the line written out as
/// Python's `repr` would write it. A tab becomes four spaces.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().fold(String::with_capacity(text.len() + 16), |out, c| out + &shown(c)))
}

/// How one character is shown.
fn shown(c: char) -> Cow<'static, str> {
    match c {
        '\t' => Cow::Borrowed("    "),
        '\r' => Cow::Borrowed("\\r"),
        '\n' => Cow::Borrowed("\\n"),
        c if !hidden(c) => Cow::Owned(c.to_string()),
        c if u32::from(c) < 0x100 => Cow::Owned(format!("\\x{:02x}", u32::from(c))),
        c => Cow::Owned(format!("\\u{:04x}", u32::from(c))),
    }
}

/// Controls, line separators, and the marks that reverse the direction of writing.
fn hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown() {
        let cases = [
            ("plano, ñ · Σ", "plano, ñ · Σ"),
            ("\x1b[31mrojo\x1b[0m", "\\x1b[31mrojo\\x1b[0m"),
            ("a\tb\r\n", "a    b\\r\\n"),
            ("\u{9b}2J\u{7f}", "\\x9b2J\\x7f"),
            ("x\u{202e}y\u{2066}", "x\\u202ey\\u2066"),
        ];
        for (text, expected) in cases {
            assert_eq!(visible(text), expected);
        }
    }
}
