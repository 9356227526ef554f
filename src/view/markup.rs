//! The small markup of our own texts: `` `code` ``, `**emphasis**`, `_term_`.

use super::{Role, Text};

/// The marks, the role of what stands between two of them, and whether they count only at the edges of words
/// (`_` is also a letter of names).
const MARKS: [(&str, Role, bool); 3] =
    [("`", Role::Code, false), ("**", Role::Emphasis, false), ("_", Role::Term, true)];

/// Reads `source`; a mark without its partner stands for itself.
pub(super) fn parse(source: &str) -> Text {
    let mut text = Text::new();
    let mut plain = 0;
    let mut at = 0;
    while at < source.len() {
        let Some((role, inner, end)) = marked_at(source, at) else {
            at += source[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if plain < at {
            text = text.say(&source[plain..at]);
        }
        text = text.with(role, inner);
        (plain, at) = (end, end);
    }
    if plain < source.len() { text.say(&source[plain..]) } else { text }
}

/// The marked stretch that starts at byte `at`: role, what is inside, and where it ends.
fn marked_at(source: &str, at: usize) -> Option<(Role, &str, usize)> {
    let (mark, role, only_words) = MARKS.into_iter().find(|(mark, ..)| source[at..].starts_with(mark))?;
    let start = at + mark.len();
    let length = source[start..].find(mark).filter(|&length| length > 0)?;
    let end = start + length + mark.len();
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let free = !only_words || (apart(source[..at].chars().last()) && apart(source[end..].chars().next()));
    free.then(|| (role, &source[start..start + length], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(source: &str) -> Vec<(Role, String)> {
        parse(source).spans.into_iter().map(|span| (span.role, span.text)).collect()
    }

    #[test]
    fn marks_become_roles() {
        let expected = [
            (Role::Plain, "La ".to_owned()),
            (Role::Term, "pendiente".to_owned()),
            (Role::Plain, " de ".to_owned()),
            (Role::Code, "nn.ReLU".to_owned()),
            (Role::Plain, " es ".to_owned()),
            (Role::Emphasis, "cero".to_owned()),
        ];
        assert_eq!(roles("La _pendiente_ de `nn.ReLU` es **cero**"), expected);
    }

    #[test]
    fn what_is_no_mark_stays() {
        for plain in ["negative_slope y in_features", "un ` suelto", "2 ** 3", "", "_", "**", "``"] {
            assert_eq!(parse(plain).plain(), plain);
            assert!(roles(plain).iter().all(|(role, _)| *role == Role::Plain), "{plain}");
        }
    }

    #[test]
    fn code_hides_other_marks() {
        assert_eq!(roles("`a_b_ ** c`"), [(Role::Code, "a_b_ ** c".to_owned())]);
    }
}
