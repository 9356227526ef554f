//! What is said of each operation: `lessons/operaciones/`.

use std::{collections::HashMap, sync::LazyLock};

use super::{errors::fill, facts, seen::Seen, states};

const TEXT: &str = include_str!("../../lessons/operaciones/operaciones.md");

/// The section of what is said of any operation, whatever its family.
pub const ANY: &str = "siempre";

/// What is said of a family of operations.
#[derive(Clone, Debug, Default)]
pub struct Family {
    /// With `{op}` and arguments to fill in; the last one that fits is shown.
    formulas: Vec<Conditional>,
    /// Sentences.
    says: Vec<Conditional>,
}

/// A text for some states: words that must hold and, after `!`, words that must not.
#[derive(Clone, Debug)]
struct Conditional {
    needs: Vec<String>,
    text: String,
}

impl Conditional {
    fn holds(&self, states: &[String]) -> bool {
        let has = |word: &str| states.iter().any(|state| state == word);
        self.needs.iter().all(|need| need.strip_prefix('!').map_or_else(|| has(need), |absent| !has(absent)))
    }
}

static FAMILIES: LazyLock<HashMap<&'static str, Family>> = LazyLock::new(|| {
    let mut families = HashMap::new();
    for section in TEXT.split("\n## ").skip(1) {
        let (mut names, mut family) = ("", Family::default());
        for (key, text) in section.lines().filter_map(|line| line.split_once(": ")) {
            let (key, needs) = key.split_once(' ').unwrap_or((key, ""));
            let needs = needs.split_whitespace().map(str::to_owned).collect();
            let conditional = Conditional { needs, text: text.to_owned() };
            match key {
                "nombres" => names = text,
                "fórmula" => family.formulas.push(conditional),
                "dice" => family.says.push(conditional),
                _ => {}
            }
        }
        names.split_whitespace().for_each(|name| drop(families.insert(name, family.clone())));
    }
    families
});

/// The family of an operation; every operation has one.
pub fn family(name: &str) -> &'static Family {
    static NONE: Family = Family { formulas: Vec::new(), says: Vec::new() };
    let plain = if name.starts_with('_') { name } else { name.trim_end_matches('_') };
    FAMILIES.get(name).or_else(|| FAMILIES.get(plain)).or_else(|| FAMILIES.get("*")).unwrap_or(&NONE)
}

impl Family {
    /// Its formula.
    pub fn formula(&self, seen: Seen<'_>) -> String {
        let states = states::of(seen);
        let fitting = self.formulas.iter().rev().find(|formula| formula.holds(&states));
        fitting.map_or_else(String::new, |formula| fill(&formula.text, &facts::of(seen)).replace('-', "−"))
    }

    /// The sentences that hold for these values.
    pub fn sentences(&self, seen: Seen<'_>) -> String {
        let (facts, states) = (facts::of(seen), states::of(seen));
        let holding = self.says.iter().filter(|sentence| sentence.holds(&states));
        holding.map(|sentence| fill(&sentence.text, &facts)).collect::<Vec<_>>().join(" ")
    }
}
