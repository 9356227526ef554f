//! Which item is meant by a student's own words.
//!
//! A word weighs the more the fewer items have it: «activación» says nothing, «parámetros» nearly all. The score of an item
//! is the share of a line's weight that its words take, slips and other endings included.

use std::collections::{BTreeMap, BTreeSet};

use strsim::osa_distance;

use crate::{checklist::Item, spanish::fold};

/// From this score on, an item is meant…
const THRESHOLD: f64 = 0.42;
/// …if it is so far before the next.
const MARGIN: f64 = 0.08;
/// From this score on, it is worth asking about.
const PERHAPS: f64 = 0.2;
/// Less weight than this is not enough to tell an item, however large its share: one word of its own sentence is.
const LEAST: f64 = 1.2;
/// What a word counts that is not in the item's own sentence, but in another way to say it.
const WORDING: f64 = 0.6;
/// What a word weighs that no item has.
const UNKNOWN: f64 = 0.35;
/// What a word counts that is another form of one of an item's, or has a slip.
const SIMILAR: f64 = 0.85;
/// More words are not looked at.
const MOST: usize = 60;

/// Words that say nothing.
const EMPTY: &str = "a al algo antes aqui asi cada como con cual cuando de del desde donde e el ella en entre era es esa ese eso esta \
    estan estar este esto estoy fue ha hay he hemos la las le les lo los mas me mi mis mucho muy ni no nos o otra otro para pero \
    por porque pues que quien se sea segun ser si sin sobre solo son su sus tambien tanto te tengo tiene toda todas todo todos tu \
    tus u un una uno unos y ya he sido esten estes the of to is and asegurate asegurarme comprobar comprobe comprobacion comprobado \
    elegi elegir elegido poner puse puesto usar uso usado utilizar utiliza utilizo revise revisar revisado verifica verificar \
    verificado hacer hecho lista listo punto";

/// What is meant by a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// This item.
    Item(usize),
    /// One of these two.
    Several(usize, usize),
    /// Perhaps this item.
    Perhaps(usize),
    /// None.
    Nothing,
}

/// Knows the words of all items.
pub(super) struct Matcher {
    /// The words of each item with their weights.
    items: Vec<BTreeMap<String, f64>>,
    empty: BTreeSet<&'static str>,
}

impl Matcher {
    /// Learns the items' words from their sentences and from other ways to say them.
    pub fn new(items: &[Item]) -> Self {
        let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
        let all: Vec<BTreeMap<String, f64>> = items.iter().map(|item| own(item, &empty)).collect();
        let rare = |word: &String| {
            let count = all.iter().filter(|words| words.keys().any(|other| alike(word, other) > 0.0)).count();
            ((all.len() + 1) as f64 / count as f64).ln()
        };
        let weighed = |words: &BTreeMap<String, f64>| {
            words.iter().map(|(word, counts)| (word.clone(), counts * rare(word))).collect()
        };
        Self { items: all.iter().map(weighed).collect(), empty }
    }

    /// What is meant by a line.
    pub fn meant(&self, text: &str) -> Meant {
        let words = words(text, &self.empty);
        let words: Vec<&String> = words.iter().take(MOST).collect();
        let of = |word: &str, item: &BTreeMap<String, f64>| {
            item.iter().map(|(known, weight)| alike(word, known) * weight).fold(0.0, f64::max)
        };
        let table: Vec<Vec<f64>> =
            words.iter().map(|word| self.items.iter().map(|item| of(word, item)).collect()).collect();
        let whole: f64 = table.iter().map(|row| row.iter().copied().fold(UNKNOWN, f64::max)).sum();
        let mut scores: Vec<(f64, f64, usize)> = (0..self.items.len())
            .map(|index| {
                let weight: f64 = table.iter().map(|row| row[index]).sum();
                (if whole > 0.0 { weight / whole } else { 0.0 }, weight, index)
            })
            .collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0));
        match scores.as_slice() {
            [(score, weight, index), rest @ ..] if *score >= THRESHOLD && *weight >= LEAST => match rest.first() {
                Some((second, _, other)) if score - second < MARGIN => Meant::Several(*index, *other),
                _ => Meant::Item(*index),
            },
            [(score, weight, index), ..] if *score >= PERHAPS && *weight >= LEAST / 2.0 => Meant::Perhaps(*index),
            _ => Meant::Nothing,
        }
    }
}

/// The words of an item, and what each counts.
fn own(item: &Item, empty: &BTreeSet<&str>) -> BTreeMap<String, f64> {
    let front = &item.front;
    let wordings = front.wordings.iter().flat_map(|text| words(text, empty)).map(|word| (word, WORDING));
    let sentence =
        [&front.sentence, &front.title].into_iter().flat_map(|text| words(text, empty)).map(|word| (word, 1.0));
    // What stands in both counts as the sentence's.
    wordings.chain(sentence).collect()
}

/// The words of a text that say something, each once.
fn words(text: &str, empty: &BTreeSet<&str>) -> BTreeSet<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 1 && !empty.contains(word));
    words.map(str::to_owned).collect()
}

/// How alike two words are: the same, another form or one with a slip, or not.
fn alike(word: &str, known: &str) -> f64 {
    if word == known {
        return 1.0;
    }
    let (short, long) = {
        let (a, b) = (word.chars().count(), known.chars().count());
        (a.min(b), a.max(b))
    };
    let shared = word.chars().zip(known.chars()).take_while(|(a, b)| a == b).count();
    let form = shared >= 4 && shared * 10 >= short * 7 && long - short <= 5;
    let slip = short >= 4 && long - short <= 2 && osa_distance(word, known) <= long / 4;
    if form || slip { SIMILAR } else { 0.0 }
}
