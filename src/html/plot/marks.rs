//! What tells series apart without colour: the shape of a mark, and how a line is broken.

use maud::{Markup, html};

use super::sheet::Point;

/// A mark of series `index`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(pub usize);

/// Shapes around a place; a filled one comes before the same one left hollow.
const SHAPES: [&str; 4] = [
    "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z",
    "m0-5.5l5 9h-10z",
    "m-4-4h8v8h-8z",
    "m0-5.5l5.5 5.5l-5.5 5.5l-5.5-5.5z",
];

/// Lengths of strokes and gaps: unbroken, long, dotted, both.
const DASHES: [&str; 4] = ["none", "10 5", "2.5 4", "12 4 2.5 4"];

impl Mark {
    /// The mark with its middle there.
    pub(super) fn at(self, x: f64, y: f64) -> Markup {
        let class = format!("mark {}{}", self.colour(), if self.0 / SHAPES.len() % 2 == 1 { " hollow" } else { "" });
        html! { path class=(class) d={ "M" (Point(x, y)) (SHAPES[self.0 % SHAPES.len()]) } {} }
    }

    /// A line through points.
    pub(super) fn line(self, points: &[(f64, f64)]) -> Markup {
        let (first, rest) = points.split_first().map_or((None, points), |(first, rest)| (Some(first), rest));
        html! {
            @if let Some(&(x, y)) = first {
                path class={ "line " (self.colour()) } stroke-dasharray=(DASHES[self.0 % DASHES.len()])
                    d={ "M" (Point(x, y)) @for &(x, y) in rest { "L" (Point(x, y)) } } {}
            }
        }
    }

    fn colour(self) -> String {
        format!("curve-{}", self.0 % 4 + 1)
    }
}
