//! The errors that students meet: pattern, explanation, hint. The texts stand in `lessons/errores/`.

use std::sync::LazyLock;

use super::pattern::{Captures, Pattern, next_gap};

/// The files, in the order in which they are asked.
const FILES: [&str; 6] = [
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
    /// What the source must contain, all of it, for this entry to hold.
    pub contains: Vec<String>,
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
}

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

    /// The gaps that each of its patterns fills.
    #[cfg(test)]
    pub fn gaps(&self) -> Vec<Vec<String>> {
        self.patterns.iter().map(|(_, pattern)| pattern.gaps().map(str::to_owned).collect()).collect()
    }

    fn set(&mut self, key: &str, value: &str) {
        let text = value.to_owned();
        match key {
            "error" => {
                let (kind, message) = value.split_once(": ").unwrap_or((value.trim_end_matches(':'), ""));
                self.patterns.push((kind.to_owned(), Pattern::parse(message)));
            }
            "ejemplo" => self.examples.push(text.replace("\\n", "\n").replace("\\t", "\t")),
            "ejemplo-con" => self.example_source.extend([value, "\n"]),
            "contiene" => self.contains.push(text),
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

/// Puts what the gaps held into a text.
pub fn fill(text: &str, captures: &Captures) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, gap, after)) = next_gap(rest) {
        filled.push_str(before);
        let held = captures.iter().find(|(name, _)| name == gap).map(|(_, held)| held.as_str());
        filled.push_str(held.unwrap_or_default());
        rest = after;
    }
    filled + rest
}
