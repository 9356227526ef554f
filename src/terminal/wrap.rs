//! Running text broken into lines. Code is never broken, and nothing is cut: what is wider than the line stands alone.

use super::line::Line;
use crate::view::{Role, Text};

/// A piece that stays together: stretches with no blank between them.
pub(super) type Word = Line;

/// What running text is made of.
enum Piece {
    Word(Word),
    Break,
}

/// `text` in lines of at most `columns`.
pub(super) fn wrap(text: &Text, columns: usize) -> Vec<Line> {
    set(pieces(text), columns)
}

/// Words in lines of at most `columns`.
pub(super) fn fill(words: impl IntoIterator<Item = Word>, columns: usize) -> Vec<Line> {
    set(words.into_iter().map(Piece::Word), columns)
}

/// Words and breaks in lines of at most `columns`.
fn set(pieces: impl IntoIterator<Item = Piece>, columns: usize) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for piece in pieces {
        match (piece, lines.last_mut()) {
            (Piece::Word(word), Some(line)) if line.width() == 0 => *line = word,
            (Piece::Word(word), Some(line)) if line.width() + 1 + word.width() <= columns => {
                *line = spaced(std::mem::take(line), word);
            }
            (Piece::Word(word), _) => lines.push(word),
            (Piece::Break, _) => lines.push(Line::default()),
        }
    }
    lines
}

/// A word after a line. The blank has the role that both share, so that a stretch stays one.
fn spaced(line: Line, word: Word) -> Line {
    let role = match (line.spans().last(), word.spans().first()) {
        (Some(before), Some(after)) if before.role == after.role => before.role,
        _ => Role::Plain,
    };
    line.with(role, " ").join(word)
}

/// The words of `text` and its line breaks.
fn pieces(text: &Text) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut word = Word::default();
    for span in &text.spans {
        let mut rest = span.text.as_str();
        while !rest.is_empty() {
            let end = if span.role == Role::Code { rest.find('\n') } else { rest.find([' ', '\n']) };
            let (part, blank) = rest.split_at(end.unwrap_or(rest.len()));
            word.push(span.role, part);
            let Some(separator) = blank.chars().next() else { break };
            if word.width() > 0 {
                pieces.push(Piece::Word(std::mem::take(&mut word)));
            }
            if separator == '\n' {
                pieces.push(Piece::Break);
            }
            rest = &blank[separator.len_utf8()..];
        }
    }
    if word.width() > 0 {
        pieces.push(Piece::Word(word));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &Text, columns: usize) -> Vec<String> {
        wrap(text, columns).iter().map(|line| line.print(false)).collect()
    }

    #[test]
    fn words_fill_the_line() {
        assert_eq!(lines(&"uno dos  tres cuatro".into(), 8), ["uno dos", "tres", "cuatro"]);
        assert_eq!(lines(&"uno\n\ndos".into(), 8), ["uno", "", "dos"]);
        assert_eq!(lines(&Text::new(), 8), [""]);
    }

    #[test]
    fn code_stays_whole_and_punctuation_with_it() {
        let text = Text::marked("usa `nn.Linear(3, 2)`, y ya");
        assert_eq!(lines(&text, 17), ["usa", "nn.Linear(3, 2),", "y ya"]);
    }

    #[test]
    fn what_does_not_fit_is_not_cut() {
        assert_eq!(lines(&"a electroencefalografista b".into(), 5), ["a", "electroencefalografista", "b"]);
    }

    #[test]
    fn width_is_that_of_the_screen() {
        assert_eq!(lines(&"火火 火火".into(), 8), ["火火", "火火"]);
        assert_eq!(lines(&"ñandú más".into(), 9), ["ñandú más"]);
    }
}
