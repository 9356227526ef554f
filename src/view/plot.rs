//! Plots of curves: what is drawn, never with which signs.

use serde::{Deserialize, Serialize};

use super::{Extent, Number, Text, extent::PAD};

/// How an axis counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// Equal steps add the same.
    #[default]
    #[serde(rename = "lineal")]
    Linear,
    /// Equal steps multiply by the same; what is not positive has no place on it.
    #[serde(rename = "logaritmica")]
    Log,
}

/// An axis: what it measures, from where to where, and how it counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// What it measures, with its unit where it has one.
    #[serde(rename = "titulo")]
    pub title: String,
    /// Its ends; without them, those of the data.
    #[serde(rename = "extremos", skip_serializing_if = "Option::is_none", default)]
    pub range: Option<(Number, Number)>,
    /// How it counts.
    #[serde(rename = "escala", default)]
    pub scale: Scale,
}

impl Axis {
    /// An axis from the least number of the data to the largest.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }
}

/// A named series of points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Curve {
    /// Its name in the legend.
    #[serde(rename = "nombre")]
    pub name: String,
    /// Its points in the order in which they are joined; one that is not finite leaves a gap.
    #[serde(rename = "puntos")]
    pub points: Vec<(Number, Number)>,
    /// Whether the points stand alone instead of being joined.
    #[serde(rename = "suelta", default)]
    pub loose: bool,
}

impl Curve {
    /// The points that can be drawn, stretch by stretch: a gap ends one.
    #[must_use]
    pub fn stretches(&self) -> Vec<Vec<(f64, f64)>> {
        let finite = |point: &(Number, Number)| Some((point.0.finite()?, point.1.finite()?));
        let split = self.points.split(|point| finite(point).is_none());
        split.map(|stretch| stretch.iter().filter_map(finite).collect()).filter(|s: &Vec<_>| !s.is_empty()).collect()
    }

    /// The same as the axes count; what has no place on an axis is a gap too.
    #[must_use]
    pub fn placed(&self, x: &Extent, y: &Extent) -> Vec<Vec<(f64, f64)>> {
        let place = |point: &(f64, f64)| Some((x.near(point.0)?, y.near(point.1)?));
        let parts = |stretch: Vec<(f64, f64)>| -> Vec<Vec<(f64, f64)>> {
            let split = stretch.split(|point| place(point).is_none());
            split.map(|part| part.iter().filter_map(place).collect()).filter(|part: &Vec<_>| !part.is_empty()).collect()
        };
        self.stretches().into_iter().flat_map(parts).collect()
    }
}

/// Curves over one pair of axes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plot {
    /// What it shows.
    #[serde(rename = "titulo")]
    pub title: Text,
    /// The horizontal axis.
    #[serde(rename = "eje_x")]
    pub x: Axis,
    /// The vertical axis.
    #[serde(rename = "eje_y")]
    pub y: Axis,
    /// The curves; the first stands on top.
    #[serde(rename = "curvas")]
    pub curves: Vec<Curve>,
}

impl Plot {
    /// An empty plot.
    #[must_use]
    pub fn new(title: impl Into<Text>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// What the axes measure.
    #[must_use]
    pub fn axes(mut self, x: impl Into<String>, y: impl Into<String>) -> Self {
        (self.x.title, self.y.title) = (x.into(), y.into());
        self
    }

    /// The ends of the horizontal axis.
    #[must_use]
    pub fn x_range(mut self, from: f64, to: f64) -> Self {
        self.x.range = Some((from.into(), to.into()));
        self
    }

    /// The ends of the vertical axis.
    #[must_use]
    pub fn y_range(mut self, from: f64, to: f64) -> Self {
        self.y.range = Some((from.into(), to.into()));
        self
    }

    /// A vertical axis in powers of ten.
    #[must_use]
    pub fn log_y(mut self) -> Self {
        self.y.scale = Scale::Log;
        self
    }

    /// Adds points joined by a line.
    #[must_use]
    pub fn curve(self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.add(name.into(), points, false)
    }

    /// Adds points that stand alone, such as data.
    #[must_use]
    pub fn points(self, name: impl Into<String>, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.add(name.into(), points, true)
    }

    /// What its axes span; none where there is no point to draw.
    #[must_use]
    pub fn extents(&self) -> Option<(Extent, Extent)> {
        let points = || self.curves.iter().flat_map(Curve::stretches).flatten();
        points().next()?;
        let x = Extent::of(&self.x, points().map(|(x, _)| x), 0.0)?;
        Some((x, Extent::of(&self.y, points().map(|(_, y)| y), PAD)?))
    }

    /// Each curve in a plot of its own over the axes of the whole, with the points that stand alone in each of them.
    #[must_use]
    pub fn apart(&self) -> Vec<Self> {
        let mut whole = self.clone();
        if let Some((x, y)) = self.extents() {
            let ends = |extent: Extent| Some(extent.ends()).map(|(low, high)| (low.into(), high.into()));
            (whole.x.range, whole.y.range) = (ends(x), ends(y));
        }
        let (loose, joined): (Vec<Curve>, Vec<Curve>) = self.curves.iter().cloned().partition(|curve| curve.loose);
        let panel = |curve: Curve| {
            let title = Text::new().emphasis(&curve.name);
            let curves = std::iter::once(Curve { name: String::new(), ..curve }).chain(loose.clone()).collect();
            Self { title, curves, ..whole.clone() }
        };
        joined.into_iter().map(panel).collect()
    }

    /// Adds a series.
    fn add(mut self, name: String, points: impl IntoIterator<Item = (f64, f64)>, loose: bool) -> Self {
        let points = points.into_iter().map(|(x, y)| (x.into(), y.into())).collect();
        self.curves.push(Curve { name, points, loose });
        self
    }
}
