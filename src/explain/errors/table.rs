//! The errors that students meet: pattern, explanation, hint. The texts stand in `lessons/errores/`.

use std::sync::LazyLock;

use super::pattern::{Captures, Pattern, next_gap};

/// The files, in the order in which they are asked.
const FILES: [&str; 7] = [
    include_str!("../../../lessons/errores/sintaxis.md"),
    include_str!("../../../lessons/errores/modulos.md"),
    include_str!("../../../lessons/errores/formas.md"),
    include_str!("../../../lessons/errores/tipos.md"),
    include_str!("../../../lessons/errores/perdidas.md"),
    include_str!("../../../lessons/errores/gradientes.md"),
    include_str!("../../../lessons/errores/python.md"),
];

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| FILES.iter().flat_map(|file| read(file)).collect());

/// An error that we can explain.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Its name.
    pub id: String,
    /// Exception type and message.
    patterns: Vec<(String, Pattern)>,
    /// What the source must contain, all of it, for this entry to hold: `one o other`.
    pub contains: Vec<String>,
    /// What the line that failed must look like: one of these.
    pub lines: Vec<Pattern>,
    /// Where to look for a similar name, and the name.
    pub suggests: Option<String>,
    /// A place and a name that PyTorch must have there, and Antorcha has not.
    pub absent: Option<String>,
    /// A name that an import would define.
    pub imports: Option<String>,
    /// The class of the library's module that must have failed.
    pub module: Option<String>,
    /// What happened.
    pub what: String,
    /// What to do.
    pub hint: String,
    /// Type and message of errors that this entry explains.
    pub examples: Vec<String>,
    /// Lines of the program that the examples came from.
    pub example_source: String,
    /// Lines that failed with these examples, with [`POINTER`] where the error points.
    pub example_lines: Vec<String>,
}

/// Stands in a line where the error points.
pub const POINTER: char = '‸';

/// All of them.
pub fn entries() -> &'static [Entry] {
    &ENTRIES
}

impl Entry {
    /// What the gaps hold, if the entry is about an exception of one of these types with this message.
    pub fn matches(&self, kinds: &[&str], message: &str) -> Option<Captures> {
        let fitting = self.patterns.iter().filter(|(kind, _)| kinds.contains(&kind.as_str()));
        fitting.into_iter().find_map(|(_, pattern)| pattern.matches(message))
    }

    /// What the gaps hold, if the line that failed, with [`POINTER`] in it, is one that the entry is about.
    pub fn fits_line(&self, line: &str) -> Option<Captures> {
        if self.lines.is_empty() {
            return Some(Captures::new());
        }
        let plain = line.replace(POINTER, "");
        self.lines.iter().find_map(|pattern| pattern.matches(&plain).or_else(|| pattern.matches(line)))
    }

    /// The gaps that each of its patterns fills, for each of its lines.
    #[cfg(test)]
    pub fn gaps(&self) -> Vec<Vec<String>> {
        let named = |pattern: &Pattern| pattern.gaps().map(str::to_owned).collect::<Vec<_>>();
        let lines = if self.lines.is_empty() { vec![Vec::new()] } else { self.lines.iter().map(named).collect() };
        let both = |(_, pattern)| lines.iter().map(|line| [named(pattern), line.clone()].concat()).collect::<Vec<_>>();
        self.patterns.iter().map(|(kind, pattern)| (kind, pattern)).flat_map(both).collect()
    }

    fn set(&mut self, key: &str, value: &str) {
        let text = value.to_owned();
        match key {
            "error" => {
                let (kind, message) = value.split_once(": ").unwrap_or((value.trim_end_matches(':'), ""));
                self.patterns.push((kind.to_owned(), Pattern::parse(message)));
            }
            "ejemplo" => self.examples.push(unescaped(value)),
            "ejemplo-con" => self.example_source.extend([value, "\n"]),
            "ejemplo-línea" => self.example_lines.push(unescaped(value)),
            "contiene" => self.contains.push(unescaped(value)),
            "línea" => self.lines.push(Pattern::parse(&unescaped(value))),
            "ausente" => self.absent = Some(text),
            "sugiere" => self.suggests = Some(text),
            "módulo" => self.module = Some(text),
            "importa" => self.imports = Some(text),
            "pasa" => self.what = text,
            "pista" => self.hint = text,
            _ => {}
        }
    }
}

/// Letters that would not be seen in a text.
const UNSEEN: [(&str, &str); 9] = [
    ("\\n", "\n"),
    ("\\t", "\t"),
    ("\\u00a0", "\u{a0}"),
    ("\\u200b", "\u{200b}"),
    ("\\u200c", "\u{200c}"),
    ("\\u200d", "\u{200d}"),
    ("\\u2060", "\u{2060}"),
    ("\\u3000", "\u{3000}"),
    ("\\ufeff", "\u{feff}"),
];

fn unescaped(text: &str) -> String {
    UNSEEN.iter().fold(text.to_owned(), |text, (written, letter)| text.replace(written, letter))
}

/// Reads `## id` and the `key: value` lines below it.
fn read(file: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("## ") {
            entries.push(Entry { id: id.trim().to_owned(), ..Entry::default() });
        } else if let (Some(entry), Some((key, value))) = (entries.last_mut(), line.split_once(':')) {
            entry.set(key, value.strip_prefix(' ').unwrap_or(value));
        }
    }
    entries
}

/// Puts what the gaps held into a text. `{x:.2f}`, which no gap held, stays: it is code.
pub fn fill(text: &str, captures: &Captures) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, gap, after)) = next_gap(rest) {
        filled.push_str(before);
        let held = captures.iter().find(|(name, _)| name == gap).map(|(_, held)| held.as_str());
        match held {
            Some(held) => filled.push_str(held),
            None if gap.contains(':') => filled.extend(["{", gap, "}"]),
            None => {}
        }
        rest = after;
    }
    filled + rest
}
