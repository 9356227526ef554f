//! Patterns for messages: literal text with named gaps, `shapes ({n}x{a} and {b}x{c})`.

/// What the gaps of a pattern held.
pub type Captures = Vec<(String, String)>;

/// No message that is explained has more bytes.
const LONGEST: usize = 4000;

/// A message with gaps.
#[derive(Clone, Debug)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Literal(String),
    /// A gap; with words, it holds one of them.
    Gap {
        name: String,
        words: Vec<String>,
    },
}

impl Pattern {
    /// Reads `text {gap} text {gap:one|other}`. `{_}` may be empty and is not kept.
    pub fn parse(source: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = source;
        while let Some((before, gap, after)) = next_gap(rest) {
            if !before.is_empty() {
                parts.push(Part::Literal(before.to_owned()));
            }
            let (name, words) = gap.split_once(':').unwrap_or((gap, ""));
            let words = words.split('|').filter(|word| !word.is_empty()).map(str::to_owned).collect();
            parts.push(Part::Gap { name: name.to_owned(), words });
            rest = after;
        }
        parts.push(Part::Literal(rest.to_owned()));
        Self(parts)
    }

    /// What the gaps hold, if the whole of `message` fits. Nothing that is known is as long as what a program can raise.
    pub fn matches(&self, message: &str) -> Option<Captures> {
        if message.len() > LONGEST {
            return None;
        }
        let mut captures = Vec::new();
        fits(&self.0, message, &mut captures).then_some(captures)
    }

    #[cfg(test)]
    /// The names of its gaps.
    pub fn gaps(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|part| if let Part::Gap { name, .. } = part { Some(name.as_str()) } else { None })
    }
}

/// The text before the first gap, the gap, and the text behind it. A gap's name starts with a letter or `_`.
pub fn next_gap(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        let close = open + text[open..].find('}')?;
        let gap = &text[open + 1..close];
        if gap.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            return Some((&text[..open], gap, &text[close + 1..]));
        }
        from = open + 1;
    }
}

/// Each gap takes as little as possible.
fn fits(parts: &[Part], text: &str, captures: &mut Captures) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty() };
    match part {
        Part::Literal(literal) => text.strip_prefix(literal.as_str()).is_some_and(|text| fits(rest, text, captures)),
        Part::Gap { name, words } => {
            let least = usize::from(name != "_");
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).filter(|&end| end >= least);
            for end in ends.filter(|&end| may_follow(rest, &text[end..])) {
                let held = &text[..end];
                if !words.is_empty() && !words.iter().any(|word| word == held) {
                    continue;
                }
                captures.push((name.clone(), held.to_owned()));
                if fits(rest, &text[end..], captures) {
                    return true;
                }
                captures.pop();
            }
            false
        }
    }
}

/// Whether the text can go on like this behind a gap: it spares most of the attempts.
fn may_follow(parts: &[Part], text: &str) -> bool {
    match parts {
        [Part::Literal(last)] => text == last,
        [Part::Literal(next), ..] => text.starts_with(next.as_str()),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn captured(pattern: &str, message: &str) -> Option<Vec<String>> {
        let captures = Pattern::parse(pattern).matches(message)?;
        Some(captures.into_iter().filter(|(name, _)| name != "_").map(|(_, held)| held).collect())
    }

    #[test]
    fn gaps_hold_what_stands_there() {
        let cases: [(&str, &str, Option<&[&str]>); 7] = [
            ("({n}x{a} and {b}x{c})", "(5x3 and 4x1)", Some(&["5", "3", "4", "1"])),
            ("name '{a}' is not defined", "name 'x' is not defined", Some(&["x"])),
            ("name '{a}' is not defined", "name '' is not defined", None),
            ("a{_}b", "ab", Some(&[])),
            ("{t:int|float} x", "float x", Some(&["float"])),
            ("{t:int|float} x", "str x", None),
            ("set {} {a}", "set {} ñu", Some(&["ñu"])),
        ];
        for (pattern, message, expected) in cases {
            let found = captured(pattern, message);
            assert_eq!(
                found.as_ref().map(|held| held.iter().map(String::as_str).collect()),
                expected.map(<[&str]>::to_vec),
                "{pattern}"
            );
        }
    }

    #[test]
    fn what_a_program_makes_up_takes_no_time() {
        let start = std::time::Instant::now();
        for length in [3000, 100_000] {
            assert_eq!(captured("{a}({b}, {c}){d}[{e}] {f}!", &"([,)] ".repeat(length / 6)), None);
        }
        assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
    }

    #[test]
    fn the_whole_message_must_fit() {
        assert_eq!(captured("index {i}", "an index 3"), None);
        assert_eq!(captured("index {i} is out", "index 3 is out of bounds"), None);
    }
}
