//! Numbers in prose: whatever is not said by heart comes from somewhere.
//!
//! A whole number up to [`COUNTED`] may be said, and minutes: it counts, numbers or names an end. Any other number must be the value
//! of a gap, stand in the code or the results of the page, or be vouched for by a line `dato:` (see [`super::proof`]).

use std::ops::Range;

use super::{Finding, Rule, proof, prose::Prose};
use crate::content::Source;

/// Whole numbers up to this one may be said.
const COUNTED: f64 = 12.0;

/// What is said about a number out of nowhere.
const HINT: &str = "calcúlalo con un hueco, `{{ expresión }}`; o di de dónde sale en un comentario: `<!-- dato: 0.25 = \
                    expresión -->`, o `<!-- dato: 2012, por qué -->` si no se calcula";

/// A number as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub at: Range<usize>,
    /// Its size; none for what is no single number, such as a version.
    pub value: Option<f64>,
    /// How many decimals it is written with.
    pub decimals: usize,
    pub text: String,
}

/// Numbers that are known to be right.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    values: Vec<f64>,
    texts: Vec<String>,
}

impl Known {
    /// Those that stand in a text: code, or what it printed.
    pub fn learn(&mut self, text: &str) {
        self.values.extend(numbers(text).into_iter().filter_map(|number| number.value));
    }

    /// Computed ones.
    pub fn learn_values(&mut self, values: impl IntoIterator<Item = f64>) {
        self.values.extend(values.into_iter().map(f64::abs));
    }

    /// One as it is written.
    fn learn_text(&mut self, text: &str) {
        self.learn(text);
        self.texts.push(text.to_owned());
    }

    fn has(&self, number: &Number) -> bool {
        let by_text = self.texts.contains(&number.text);
        by_text || number.value.is_some_and(|value| self.values.iter().any(|known| number.rounds(*known, value)))
    }
}

impl Number {
    /// Whether a known value is this one: exactly, or as it is rounded here to two decimals or more.
    fn rounds(&self, known: f64, value: f64) -> bool {
        let exact = (known - value).abs() <= 1e-9 * value.abs();
        exact || (self.decimals >= 2 && self.fits(known, value))
    }

    /// Whether a value, rounded to as many decimals, is this one.
    pub fn is(&self, known: f64) -> bool {
        self.value.is_some_and(|value| self.fits(known.abs(), value))
    }

    fn fits(&self, known: f64, value: f64) -> bool {
        (known - value).abs() <= 0.5 * 10_f64.powi(-(self.decimals as i32)) + 1e-9 * value.abs()
    }

    fn is_counted(&self) -> bool {
        self.decimals == 0 && self.value.is_some_and(|value| value <= COUNTED)
    }
}

/// The numbers of a file that come out of nowhere.
pub(super) fn check(source: &Source, known: &Known) -> Vec<Finding> {
    let mut known = known.clone();
    for proof in proof::of(source) {
        known.learn_text(&proof.number);
    }
    let prose = Prose::of(source);
    // How long a class takes is a guess, and meant as one.
    let lasts = |number: &Number| prose.text[number.at.end..].starts_with(" minutos");
    let free = |number: &Number| number.is_counted() || lasts(number) || known.has(number);
    let lost = numbers(&prose.text).into_iter().filter(|number| !free(number));
    let told = |number: Number| {
        let message = format!("«{}» no sale de ningún cálculo de esta página", number.text);
        Finding::new(Rule::Numbers, source.error(number.at, message).hint(HINT))
    };
    lost.map(told).collect()
}

/// The numbers of a text. What hangs on a letter is none: `fc1`, `float32`, `2x`.
pub(super) fn numbers(text: &str) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let end = end(text, start);
        let before = text[..start].chars().next_back();
        let hangs = before.is_some_and(|c| c.is_alphabetic() || c == '_')
            || text[end..].chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
        if !hangs {
            found.push(number(&text[start..end], start));
        }
        at = end;
    }
    found
}

/// Where a number ends: digits, groups of three behind a blank, decimals, an exponent.
fn end(text: &str, start: usize) -> usize {
    let digits =
        |at: usize| text[at..].find(|c: char| !c.is_ascii_digit() && c != '_').map_or(text.len(), |end| at + end);
    let mut end = digits(start);
    while let Some(blank) = [' ', '\u{a0}'].into_iter().find(|&blank| text[end..].starts_with(blank)) {
        let group = end + blank.len_utf8();
        if end - start > 3 || digits(group) != group + 3 {
            break;
        }
        end = group + 3;
    }
    while text[end..].starts_with(['.', ',']) && text[end + 1..].starts_with(|c: char| c.is_ascii_digit()) {
        end = digits(end + 1);
    }
    if let Some(exponent) = text[end..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['-', '+']))
            + if exponent.starts_with('−') { '−'.len_utf8() } else { 0 };
        if exponent[sign..].starts_with(|c: char| c.is_ascii_digit()) {
            end = digits(end + 1 + sign);
        }
    }
    end
}

fn number(text: &str, start: usize) -> Number {
    let plain = text.replace([' ', '\u{a0}', '_'], "").replace('−', "-");
    let plain = if plain.matches([',', '.']).count() == 1 { plain.replace(',', ".") } else { plain };
    let mantissa = plain.split(['e', 'E']).next().unwrap_or_default();
    let decimals = mantissa.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let exponent = plain.split_once(['e', 'E']).and_then(|(_, exponent)| exponent.parse::<i32>().ok()).unwrap_or(0);
    let decimals = (decimals as i32 - exponent).max(0) as usize;
    Number { at: start..start + text.len(), value: plain.parse().ok(), decimals, text: text.to_owned() }
}
