//! Histograms: how often what happens.

use serde::{Deserialize, Serialize};

use super::Text;

/// A bar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What is counted.
    #[serde(rename = "nombre")]
    pub label: String,
    /// How often it happens.
    #[serde(rename = "cuenta")]
    pub count: u64,
}

/// Counts as bars, one below the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    /// What it shows.
    #[serde(rename = "titulo")]
    pub title: Text,
    /// What the counts count, as in `unidades`; empty where the title says it.
    #[serde(rename = "unidad", default)]
    pub unit: String,
    /// The bars.
    #[serde(rename = "barras")]
    pub bars: Vec<Bar>,
}

impl Histogram {
    /// An empty one.
    #[must_use]
    pub fn new(title: impl Into<Text>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// What the counts count.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Adds a bar.
    #[must_use]
    pub fn bar(mut self, label: impl Into<String>, count: u64) -> Self {
        self.bars.push(Bar { label: label.into(), count });
        self
    }

    /// Adds bars for the values between each two neighbours of `edges`; the last bar has its upper edge too. What
    /// lies outside of all, or is no number, has bars of its own where there is any.
    #[must_use]
    pub fn spread(self, edges: &[f64], values: &[f64]) -> Self {
        let last = edges.len().saturating_sub(2);
        let count = |test: &dyn Fn(f64) -> bool| values.iter().filter(|&&value| test(value)).count() as u64;
        let mut out = self;
        let optional = |out: Self, label: String, count| if count > 0 { out.bar(label, count) } else { out };
        if let (Some(&first), Some(&end)) = (edges.first(), edges.last()) {
            out = optional(out, format!("< {}", short(first)), count(&|value| value < first));
            for (index, pair) in edges.windows(2).enumerate() {
                let inside = |value| pair[0] <= value && (value < pair[1] || (index == last && value == pair[1]));
                out = out.bar(format!("{} … {}", short(pair[0]), short(pair[1])), count(&inside));
            }
            out = optional(out, format!("> {}", short(end)), count(&|value| value > end));
        }
        optional(out, "nan".into(), count(&f64::is_nan))
    }
}

/// An edge as it is read.
fn short(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    rounded.to_string().replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_counted_once() {
        let values = [-9.0, -1.0, -0.5, 0.0, 0.5, 1.0, 1.0, f64::INFINITY, f64::NAN];
        let bars = Histogram::new("").spread(&[-1.0, 0.0, 1.0], &values).bars;
        let found: Vec<_> = bars.iter().map(|bar| (bar.label.as_str(), bar.count)).collect();
        assert_eq!(found, [("< −1", 1), ("−1 … 0", 2), ("0 … 1", 4), ("> 1", 1), ("nan", 1)]);
    }
}
