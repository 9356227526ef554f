//! «¿Quisiste decir…?»: known confusions, then the nearest name.

use std::{collections::HashMap, sync::LazyLock};

/// Confusions (`place name: instead …`) and what there is (`place: name …`).
const NAMES: &str = include_str!("../../../lessons/errores/nombres.md");

/// What PyTorch has and Antorcha has not (`place: name …`).
const ABSENT: &str = include_str!("../../../lessons/errores/ausentes.md");

#[derive(Default)]
struct Names {
    confused: HashMap<(&'static str, &'static str), Vec<&'static str>>,
    known: HashMap<&'static str, Vec<&'static str>>,
}

static TABLE: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for (key, values) in NAMES.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")) {
        let values = values.split_whitespace().collect();
        match key.split_once(' ') {
            Some(confusion) => drop(names.confused.insert(confusion, values)),
            None => drop(names.known.insert(key, values)),
        }
    }
    names
});

/// Whether PyTorch has something by this name in `place`, and Antorcha has not.
#[must_use]
pub fn is_absent(place: &str, name: &str) -> bool {
    let mut lines = ABSENT.lines().filter_map(|line| line.split_once(": "));
    lines.any(|(held, names)| held == place && names.split(' ').any(|absent| absent == name))
}

/// What may have been meant by `name` in `place`: `torch.nn`, `Tensor`, or `self` and `variables` for names of the
/// student's `source`.
pub fn suggestions(place: &str, name: &str, source: &str) -> Vec<String> {
    if let Some(meant) = TABLE.confused.get(&(place, name)) {
        return meant.iter().map(|&meant| meant.to_owned()).collect();
    }
    let nearest = match place {
        "self" => nearest(name, &attributes(source)),
        "variables" => nearest(name, &words(source)),
        _ => TABLE.known.get(place).and_then(|known| nearest(name, known)),
    };
    nearest.map(|nearest| format!("{}{nearest}", prefix(place))).into_iter().collect()
}

/// What is meant by a name that students confuse with another; nothing where the table has no such confusion.
#[must_use]
pub fn confused(place: &str, name: &str) -> Option<&'static [&'static str]> {
    TABLE.confused.iter().find(|(key, _)| **key == (place, name)).map(|(_, meant)| meant.as_slice())
}

/// What a name as students write it stands for: `torch.nn.functional.relu` for `F.relu`.
#[must_use]
pub fn written_out(meant: &str) -> String {
    let longer = |place: &str| Some(format!("{place}.{}", meant.strip_prefix(prefix(place))?));
    ["torch.nn", "torch.nn.functional"].into_iter().find_map(longer).unwrap_or_else(|| meant.to_owned())
}

/// How students write the place.
fn prefix(place: &str) -> &str {
    match place {
        "torch.nn" => "nn.",
        "torch.nn.functional" => "F.",
        "torch" => "torch.",
        "torch.optim" => "torch.optim.",
        "Tensor" => ".",
        "self" => "self.",
        _ => "",
    }
}

/// The line that would import a name.
pub fn import_of(name: &str) -> Option<&'static str> {
    let known = [
        ("torch", "import torch"),
        ("nn", "import torch.nn as nn"),
        ("F", "import torch.nn.functional as F"),
        ("optim", "import torch.optim as optim"),
        ("DataLoader", "from torch.utils.data import DataLoader"),
        ("TensorDataset", "from torch.utils.data import TensorDataset"),
        ("Dataset", "from torch.utils.data import Dataset"),
        ("Tensor", "from torch import Tensor"),
        ("math", "import math"),
        ("random", "import random"),
        ("time", "import time"),
        ("copy", "import copy"),
        ("json", "import json"),
        ("re", "import re"),
        ("itertools", "import itertools"),
        ("functools", "import functools"),
        ("statistics", "import statistics"),
        ("OrderedDict", "from collections import OrderedDict"),
        ("defaultdict", "from collections import defaultdict"),
        ("Counter", "from collections import Counter"),
        ("dataclass", "from dataclasses import dataclass"),
    ];
    known.into_iter().find(|(known, _)| *known == name).map(|(_, line)| line)
}

/// The attributes that the source gives to `self`.
fn attributes(source: &str) -> Vec<&str> {
    let after = source.split("self.").skip(1);
    let named = after.filter_map(|text| {
        let end = text.find(|c: char| !c.is_alphanumeric() && c != '_')?;
        text[end..].trim_start().strip_prefix('=').filter(|rest| !rest.starts_with('=')).map(|_| &text[..end])
    });
    named.collect()
}

/// The names that stand in the source.
fn words(source: &str) -> Vec<&str> {
    source.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect()
}

/// The nearest name that is not the same, if it is near: a third of its letters may differ.
fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    let far = |known: &&str| distance(&name.to_lowercase(), &known.to_lowercase()) * 2 + usize::from(name != *known);
    let candidates = known.iter().filter(|known| **known != name).map(|known| (far(known), *known));
    candidates.filter(|(far, _)| *far <= 2 * limit + 1).min_by_key(|(far, _)| *far).map(|(_, known)| known)
}

/// How many letters to insert, drop, change or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confusions_and_slips_find_what_was_meant() {
        let source = "self.linear = nn.Linear(2, 1)\nself.n == 3\nperdida = 0\n";
        let cases: [(&str, &str, &[&str]); 11] = [
            ("torch.nn", "relu", &["nn.ReLU", "torch.relu"]),
            ("torch.nn", "Relu", &["nn.ReLU"]),
            ("torch.nn", "Liner", &["nn.Linear"]),
            ("torch.nn", "Swish", &["nn.SiLU"]),
            ("torch.nn.functional", "ReLU", &["F.relu", "nn.ReLU"]),
            ("torch", "gelu", &["F.gelu", "nn.GELU"]),
            ("torch", "sigmod", &["torch.sigmoid"]),
            ("Tensor", "relu6", &["F.relu6"]),
            ("self", "liner", &["self.linear"]),
            ("variables", "perdda", &["perdida"]),
            ("torch.nn", "Zebra", &[]),
        ];
        for (place, name, expected) in cases {
            assert_eq!(suggestions(place, name, source), expected, "{place} {name}");
        }
        assert!(is_absent("torch.nn", "Conv2d") && is_absent("Tensor", "heaviside_"));
        assert!(!is_absent("torch.nn", "Conv4d") && !is_absent("torch.nn", "ReLU"));
    }
}
