//! What an axis spans.

use super::{
    Axis, Scale,
    tick::{self, Tick},
};

/// Room beyond the data at each end, as a part of what they span.
pub(super) const PAD: f64 = 0.04;

/// From where to where an axis goes, as it counts: on a logarithmic one the ends are exponents of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// How it counts.
    scale: Scale,
}

impl Extent {
    /// What the axis asks for, or else all of `data` with a little room, `pad` times its length, at each end. None
    /// where there is nothing to span.
    #[must_use]
    pub fn of(axis: &Axis, data: impl Iterator<Item = f64>, pad: f64) -> Option<Self> {
        let scale = axis.scale;
        let given =
            axis.range.and_then(|(low, high)| Some((place(scale, low.finite()?)?, place(scale, high.finite()?)?)));
        let (low, high) = match given {
            Some((low, high)) => (low.min(high), low.max(high)),
            None => padded(extremes(data.filter_map(|value| place(scale, value)))?, pad),
        };
        let apart = high - low > 1e-12 * low.abs().max(high.abs()) && (high - low).is_finite();
        Some(if apart { Self { low, high, scale } } else { Self { low: low - 1.0, high: high + 1.0, scale } })
    }

    /// Its ends as numbers.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        match self.scale {
            Scale::Linear => (self.low, self.high),
            Scale::Log => (10_f64.powf(self.low), 10_f64.powf(self.high)),
        }
    }

    /// Where a value that may lie outside stands, brought near enough to be calculated with.
    #[must_use]
    pub fn near(&self, value: f64) -> Option<f64> {
        let far = (self.high - self.low) * 1e6;
        Some(place(self.scale, value)?.clamp(self.low - far, self.high + far))
    }

    /// About `most` round numbers on it.
    #[must_use]
    pub fn ticks(&self, most: usize) -> Vec<Tick> {
        match self.scale {
            Scale::Linear => tick::linear(self.low, self.high, most),
            Scale::Log => tick::log(self.low, self.high, most),
        }
    }

    /// Where zero stands, if it stands inside.
    #[must_use]
    pub fn zero(&self) -> Option<f64> {
        (self.scale == Scale::Linear && self.low < 0.0 && 0.0 < self.high).then_some(0.0)
    }
}

/// A value as an axis counts it.
fn place(scale: Scale, value: f64) -> Option<f64> {
    match scale {
        Scale::Linear => Some(value),
        Scale::Log => (value > 0.0).then(|| value.log10()),
    }
}

/// The least and the largest.
fn extremes(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}

/// A little room at both ends.
fn padded((low, high): (f64, f64), pad: f64) -> (f64, f64) {
    let room = (high - low) * pad;
    (low - room, high + room)
}
