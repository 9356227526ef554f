//! Curves: each a line of its own kind with marks on it now and then, so that it can be followed without colour.

use maud::{Markup, html};

use super::{Mark, Sheet, key, named};
use crate::view::{Curve, Plot};

/// Marks on a curve.
const MARKS: usize = 5;

/// The curves; the first stands on top.
pub(super) fn draw(plot: &Plot, sheet: &Sheet<'_>) -> Markup {
    let count = plot.curves.len();
    html! {
        @for (index, curve) in plot.curves.iter().enumerate().rev() { (self::curve(curve, index, count, sheet)) }
    }
}

fn curve(curve: &Curve, index: usize, count: usize, sheet: &Sheet<'_>) -> Markup {
    let mark = Mark(index);
    let stretches = curve.placed(&sheet.x, &sheet.y);
    if curve.loose {
        let inside = |&&(x, y): &&(f64, f64)| {
            (sheet.x.low..=sheet.x.high).contains(&x) && (sheet.y.low..=sheet.y.high).contains(&y)
        };
        let points = stretches.iter().flatten().filter(inside).map(|&(x, y)| sheet.at(x, y));
        return html! { @for (x, y) in points { (mark.at(x, y)) } };
    }
    let drawn: Vec<Vec<(f64, f64)>> =
        stretches.iter().map(|stretch| stretch.iter().map(|&(x, y)| sheet.at(x, y)).collect()).collect();
    let points: Vec<(f64, f64)> = drawn.iter().flatten().copied().collect();
    html! {
        @for stretch in &drawn { (mark.line(stretch)) }
        @for place in places(points.len(), index, count) { (mark.at(points[place].0, points[place].1)) }
    }
}

/// The points with a mark: spread over the curve, and never where another curve has its own.
fn places(points: usize, index: usize, count: usize) -> Vec<usize> {
    if points == 0 {
        return Vec::new();
    }
    let shift = (index as f64 + 0.5) / count as f64;
    let mut places: Vec<usize> =
        (0..MARKS).map(|mark| ((mark as f64 + shift) / MARKS as f64 * (points - 1) as f64).round() as usize).collect();
    places.dedup();
    places
}

/// The line and the mark of each series, with its name.
pub(super) fn legend(plot: &Plot) -> Markup {
    let sample = |index: usize, curve: &Curve| {
        html! {
            @if !curve.loose { (Mark(index).line(&[(1.0, 7.0), (39.0, 7.0)])) }
            (Mark(index).at(20.0, 7.0))
        }
    };
    let entries: Vec<(Markup, &str)> =
        named(plot).map(|(index, curve)| (sample(index, curve), curve.name.as_str())).collect();
    key(&entries)
}
