//! Spanish as Antorcha writes it: the words stand in `lessons/autores/lengua.toml`.

use std::{collections::HashMap, ops::Range};

use serde::Deserialize;

use super::{Finding, Rule, prose::Prose};
use crate::content::{Library, Result, Source, Version};

/// The file.
const FILE: &str = "autores/lengua.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "formato")]
    _version: Version,
    #[serde(rename = "no_se_dice")]
    banned: Vec<Banned>,
    usted: Usted,
    #[serde(rename = "con_tilde")]
    accented: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Banned {
    #[serde(rename = "palabras")]
    words: Vec<String>,
    #[serde(rename = "porque")]
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usted {
    /// Words that only *usted* and *vosotros* take.
    #[serde(rename = "palabras")]
    words: Vec<String>,
    /// Orders to *usted*; within a sentence the same word may be something else.
    #[serde(rename = "al_empezar")]
    at_first: Vec<String>,
}

/// The words, ready to be looked for.
pub(super) struct Lexicon {
    written: Written,
    /// From the word without its accent to the word.
    accented: HashMap<String, String>,
}

impl Lexicon {
    /// The words; a folder may bring its own.
    ///
    /// # Errors
    /// The file is not what it has to be.
    pub fn read(library: &Library) -> Result<Self> {
        let source = library.file(FILE)?;
        let written: Written = source.toml(0..source.text.len())?;
        let bare = |word: &String| (word.chars().map(unaccented).collect(), word.clone());
        Ok(Self { accented: written.accented.iter().map(bare).collect(), written })
    }

    /// The words of a name with their accents.
    pub fn spelled(&self, words: &str) -> String {
        let word = |word| self.accented.get(word).map_or(word, String::as_str);
        words.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    /// What is wrong with the Spanish of a file.
    pub fn check(&self, source: &Source) -> Vec<Finding> {
        let prose = Prose::of(source);
        let mut found = self.words(&prose);
        found.extend(self.banned(&prose));
        found.extend(prose.stretches.iter().flat_map(|stretch| signs(&prose, stretch)));
        found
    }

    fn words(&self, prose: &Prose<'_>) -> Vec<Finding> {
        let mut found = Vec::new();
        for (at, word) in prose.words() {
            let lower = word.to_lowercase();
            if let Some(right) = self.accented.get(&lower) {
                found.push(finding(prose, at, format!("«{word}» lleva tilde"), &format!("se escribe «{right}»")));
            } else if self.written.usted.words.contains(&lower)
                || (self.written.usted.at_first.contains(&lower) && begins(prose, &at))
            {
                let hint = "a quien lee se le habla de tú, siempre: «escribe», «tu programa», «puedes»";
                found.push(finding(prose, at, format!("«{word}» no le habla de tú a quien lee"), hint));
            }
        }
        found
    }

    fn banned(&self, prose: &Prose<'_>) -> Vec<Finding> {
        let text = lowered(&prose.text);
        let mut found = Vec::new();
        for banned in &self.written.banned {
            for word in &banned.words {
                for (start, _) in text.match_indices(word.as_str()).filter(|(start, _)| is_whole(&text, *start, word)) {
                    let at = start..start + word.len();
                    found.push(finding(prose, at, format!("aquí no se dice «{word}»"), &banned.why));
                }
            }
        }
        found
    }
}

fn finding(prose: &Prose<'_>, at: Range<usize>, message: String, hint: &str) -> Finding {
    Finding::new(Rule::Language, prose.source.error(at, message).hint(hint))
}

/// In small letters, each as long as it was.
fn lowered(text: &str) -> String {
    let small = |c: char| c.to_lowercase().next().filter(|small| small.len_utf8() == c.len_utf8()).unwrap_or(c);
    text.chars().map(small).collect()
}

fn is_whole(text: &str, start: usize, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let before = text[..start].chars().next_back();
    let after = text[start + word.len()..].chars().next();
    !before.is_some_and(letter) && !after.is_some_and(letter)
}

/// Whether a word begins a sentence.
fn begins(prose: &Prose<'_>, at: &Range<usize>) -> bool {
    let stretch = prose.stretches.iter().find(|stretch| stretch.contains(&at.start));
    let from = stretch.map_or(0, |stretch| stretch.start);
    // What was hidden before it, such as code, is part of the sentence.
    let before =
        prose.source.text[from..at.start].trim_end_matches(|c: char| c.is_whitespace() || "¿¡«\"*_->#".contains(c));
    before.is_empty() || before.ends_with(['.', '?', '!', ':', '\n'])
}

fn unaccented(c: char) -> char {
    match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        other => other,
    }
}

/// Questions and exclamations that are not opened, or not closed.
fn signs(prose: &Prose<'_>, stretch: &Range<usize>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (open, close, what) in [('¿', '?', "pregunta"), ('¡', '!', "exclamación")] {
        let mut opened: Vec<Range<usize>> = Vec::new();
        let mut closed = false;
        for (index, c) in prose.text[stretch.clone()].char_indices() {
            let at = stretch.start + index..stretch.start + index + c.len_utf8();
            if c == open {
                opened.push(at);
            } else if c == close {
                // «!!» closes what one sign opened.
                if opened.pop().is_none() && !closed {
                    found.push(finding(prose, at, format!("a esta {what} le falta «{open}» al empezar"), SIGNS));
                }
                closed = true;
                continue;
            }
            closed = false;
        }
        for at in opened {
            found.push(finding(prose, at, format!("a esta {what} le falta «{close}» al acabar"), SIGNS));
        }
    }
    found
}

const SIGNS: &str = "en español se abren y se cierran: «¿qué sale?», «¡bien!»";
