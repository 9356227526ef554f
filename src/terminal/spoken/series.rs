//! What can be said about a curve: where it is least, where it crosses zero, where it is flat.

use crate::view::{Curve, Scale};

/// The points of a curve that can be drawn.
#[derive(Clone, Debug)]
pub(super) struct Series {
    /// The points in their order.
    pub points: Vec<(f64, f64)>,
    /// How many cannot be drawn.
    pub gaps: usize,
    /// How heights are compared.
    scale: Scale,
}

/// A stretch where a curve hardly changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Flat {
    /// Its first place.
    pub from: f64,
    /// Its last place.
    pub to: f64,
    /// Its height.
    pub level: f64,
    /// Whether it does not change at all.
    pub exactly: bool,
}

/// A curve is flat where it is this much less steep than where it is steepest …
const LEVEL: f64 = 0.02;
/// … over at least this part of what it spans.
const LONG: f64 = 0.1;

impl Series {
    /// The points of a curve; none, where none can be drawn.
    pub(super) fn of(curve: &Curve, scale: Scale) -> Option<Self> {
        let drawn = |point: &(f64, f64)| scale == Scale::Linear || point.1 > 0.0;
        let points: Vec<(f64, f64)> = curve.stretches().into_iter().flatten().filter(drawn).collect();
        let gaps = curve.points.len() - points.len();
        (!points.is_empty()).then_some(Self { points, gaps, scale })
    }

    /// The first and the last point.
    pub(super) fn ends(&self) -> ((f64, f64), (f64, f64)) {
        (self.points[0], self.points[self.points.len() - 1])
    }

    /// The first of the lowest points.
    pub(super) fn least(&self) -> (f64, f64) {
        self.points.iter().copied().fold(self.points[0], |least, point| if point.1 < least.1 { point } else { least })
    }

    /// The first of the highest points.
    pub(super) fn largest(&self) -> (f64, f64) {
        self.points.iter().copied().fold(self.points[0], |most, point| if point.1 > most.1 { point } else { most })
    }

    /// Where it goes from one side of zero to the other.
    pub(super) fn crossings(&self) -> Vec<f64> {
        let sides: Vec<usize> = (0..self.points.len()).filter(|&index| self.points[index].1 != 0.0).collect();
        let apart = |pair: &&[usize]| (self.points[pair[0]].1 < 0.0) != (self.points[pair[1]].1 < 0.0);
        sides.windows(2).filter(apart).map(|pair| self.zero(pair[0], pair[1])).collect()
    }

    /// Where it is zero between two points on different sides: at a point between them, or else on the line from one
    /// to the other.
    fn zero(&self, from: usize, to: usize) -> f64 {
        if to > from + 1 {
            return self.points[usize::midpoint(from, to)].0;
        }
        let (a, b) = (self.points[from], self.points[to]);
        let (first, last) = self.ends();
        let zero = a.0 - a.1 * (b.0 - a.0) / (b.1 - a.1);
        if zero.abs() < (last.0 - first.0).abs() * 1e-9 { 0.0 } else { zero }
    }

    /// The long stretches where it hardly changes.
    pub(super) fn flats(&self) -> Vec<Flat> {
        let slopes: Vec<f64> =
            self.points.windows(2).map(|pair| slope(self.compared(pair[0]), self.compared(pair[1]))).collect();
        let steepest = slopes.iter().copied().fold(0.0, f64::max);
        let (first, last) = self.ends();
        let long = (last.0 - first.0).abs() * LONG;
        let mut flats = Vec::new();
        let mut start = 0;
        for end in 0..=slopes.len() {
            if slopes.get(end).is_some_and(|slope| *slope <= steepest * LEVEL) {
                continue;
            }
            let stretch = &self.points[start..=end.min(self.points.len() - 1)];
            if stretch.len() > 1 && (stretch[stretch.len() - 1].0 - stretch[0].0).abs() >= long {
                flats.push(flat(stretch));
            }
            start = end + 1;
        }
        flats
    }

    /// A point with its height as the axis counts.
    fn compared(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (x, if self.scale == Scale::Log { y.log10() } else { y })
    }

    /// About `count` of its points, the first and the last among them.
    pub(super) fn samples(&self, count: usize) -> Vec<(f64, f64)> {
        let last = self.points.len() - 1;
        let mut chosen: Vec<usize> = (0..count).map(|index| index * last / (count - 1).max(1)).collect();
        chosen.dedup();
        chosen.into_iter().map(|index| self.points[index]).collect()
    }
}

/// How steep it is from one point to the next.
fn slope(from: (f64, f64), to: (f64, f64)) -> f64 {
    let steep = ((to.1 - from.1) / (to.0 - from.0)).abs();
    if steep.is_nan() { 0.0 } else { steep }
}

/// A stretch whose points are nearly as high as each other.
fn flat(stretch: &[(f64, f64)]) -> Flat {
    let (first, last) = (stretch[0], stretch[stretch.len() - 1]);
    let exactly = stretch.iter().all(|point| point.1 == first.1);
    Flat { from: first.0, to: last.0, level: if exactly { first.1 } else { f64::midpoint(first.1, last.1) }, exactly }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Plot;

    fn series(function: impl Fn(f64) -> f64) -> Series {
        let plot = Plot::new("").curve("f", (-30..=30).map(|i| (f64::from(i) / 10.0, function(f64::from(i) / 10.0))));
        Series::of(&plot.curves[0], Scale::Linear).expect("points")
    }

    #[test]
    fn a_straight_line_is_flat_nowhere_and_crosses_once() {
        let line = series(|x| 2.0 * x - 1.0);
        assert!(line.flats().is_empty());
        assert!((line.crossings()[0] - 0.5).abs() < 1e-9 && line.crossings().len() == 1);
        assert_eq!((line.least(), line.largest()), ((-3.0, -7.0), (3.0, 5.0)));
    }

    #[test]
    fn relu_is_flat_on_the_left_and_crosses_nowhere() {
        let relu = series(|x| x.max(0.0));
        assert_eq!(relu.flats(), [Flat { from: -3.0, to: 0.0, level: 0.0, exactly: true }]);
        assert!(relu.crossings().is_empty());
    }

    #[test]
    fn saturation_is_nearly_flat() {
        let tanh = series(|x| (2.0 * x).tanh());
        let found: Vec<_> = tanh.flats().iter().map(|flat| (flat.exactly, flat.level.round())).collect();
        assert_eq!(found, [(false, -1.0), (false, 1.0)]);
    }

    #[test]
    fn gaps_are_counted() {
        let root = series(f64::ln);
        assert_eq!((root.points.len(), root.gaps), (30, 31));
        assert_eq!(root.samples(3).len(), 3);
        assert_eq!(series(|_| 1.0).flats().len(), 1);
    }
}
