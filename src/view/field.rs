//! A field: what a model decides at every place of a plane, and the data that it learned from.

use serde::{Deserialize, Serialize};

use super::{Axis, Extent, Number, Text, extent::PAD};

/// A point of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Its place on the horizontal axis.
    pub x: Number,
    /// Its place on the vertical axis.
    pub y: Number,
    /// Whether it belongs to the second class.
    #[serde(rename = "segunda")]
    pub second: bool,
}

/// The probability of the second of two classes over a plane.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What it shows.
    #[serde(rename = "titulo")]
    pub title: Text,
    /// The horizontal axis.
    #[serde(rename = "eje_x")]
    pub x: Axis,
    /// The vertical axis.
    #[serde(rename = "eje_y")]
    pub y: Axis,
    /// The names of the classes.
    #[serde(rename = "clases")]
    pub classes: (String, String),
    /// The probabilities, row by row from the lowest, each row from left to right; the first and the last of a row
    /// stand at the ends of the axis.
    #[serde(rename = "valores")]
    pub rows: Vec<Vec<Number>>,
    /// The data.
    #[serde(rename = "puntos")]
    pub samples: Vec<Sample>,
}

impl Field {
    /// A field over the square from −1 to 1.
    #[must_use]
    pub fn new(title: impl Into<Text>) -> Self {
        let field = Self { title: title.into(), classes: ("clase 0".into(), "clase 1".into()), ..Self::default() };
        field.over((-1.0, 1.0), (-1.0, 1.0))
    }

    /// What the axes measure.
    #[must_use]
    pub fn axes(mut self, x: impl Into<String>, y: impl Into<String>) -> Self {
        (self.x.title, self.y.title) = (x.into(), y.into());
        self
    }

    /// The ends of the axes.
    #[must_use]
    pub fn over(mut self, x: (f64, f64), y: (f64, f64)) -> Self {
        self.x.range = Some((x.0.into(), x.1.into()));
        self.y.range = Some((y.0.into(), y.1.into()));
        self
    }

    /// The names of the classes.
    #[must_use]
    pub fn classes(mut self, first: impl Into<String>, second: impl Into<String>) -> Self {
        self.classes = (first.into(), second.into());
        self
    }

    /// The probabilities of the second class on a grid of `columns`, the lowest row first, as `torch.linspace` and
    /// `torch.meshgrid` with `indexing="xy"` lay it out. A class itself, 0 or 1, is a probability too.
    #[must_use]
    pub fn values(mut self, columns: usize, values: &[f64]) -> Self {
        self.rows = values.chunks(columns.max(1)).map(|row| row.iter().map(|&value| Number(value)).collect()).collect();
        self
    }

    /// Adds data: place, and whether it belongs to the second class.
    #[must_use]
    pub fn samples(mut self, samples: impl IntoIterator<Item = (f64, f64, bool)>) -> Self {
        self.samples.extend(samples.into_iter().map(|(x, y, second)| Sample { x: x.into(), y: y.into(), second }));
        self
    }

    /// What its axes span; none where there is nothing to span.
    #[must_use]
    pub fn extents(&self) -> Option<(Extent, Extent)> {
        let all = |place: fn(&Sample) -> Number| self.samples.iter().filter_map(move |sample| place(sample).finite());
        Some((Extent::of(&self.x, all(|sample| sample.x), PAD)?, Extent::of(&self.y, all(|sample| sample.y), PAD)?))
    }

    /// The places of the data of a class.
    #[must_use]
    pub fn places(&self, second: bool) -> Vec<(f64, f64)> {
        let chosen = self.samples.iter().filter(|sample| sample.second == second);
        chosen.filter_map(|sample| Some((sample.x.finite()?, sample.y.finite()?))).collect()
    }

    /// The value at a place given in parts of the whole, each from 0 to 1; between four places of the grid, what lies
    /// between their values.
    #[must_use]
    pub fn at(&self, across: f64, up: f64) -> Option<f64> {
        let (low, high, part) = around(up, self.rows.len())?;
        let within = |row: &Vec<Number>| {
            let (left, right, part) = around(across, row.len())?;
            Some(row[left].finite()? * (1.0 - part) + row[right].finite()? * part)
        };
        Some(within(&self.rows[low])? * (1.0 - part) + within(&self.rows[high])? * part)
    }
}

/// The two of `count` places around `part` of the whole, and how far from the first to the second it lies.
fn around(part: f64, count: usize) -> Option<(usize, usize, f64)> {
    let last = count.checked_sub(1)?;
    let place = part.clamp(0.0, 1.0) * last as f64;
    let low = place.floor() as usize;
    Some((low, (low + 1).min(last), place - low as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_the_places_of_the_grid_lies_what_is_between() {
        let field = Field::new("").values(3, &[0.0, 0.5, 1.0, 1.0, 1.5, 2.0]);
        let cases = [((0.0, 0.0), 0.0), ((0.5, 0.0), 0.5), ((0.25, 0.5), 0.75), ((1.0, 1.0), 2.0), ((9.0, 9.0), 2.0)];
        for ((across, up), expected) in cases {
            assert_eq!(field.at(across, up), Some(expected), "{across} {up}");
        }
        assert_eq!(Field::new("").at(0.0, 0.0), None);
        assert_eq!(Field::new("").values(1, &[f64::NAN]).at(0.0, 0.0), None);
    }
}
