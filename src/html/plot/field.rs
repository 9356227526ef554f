//! A field: shaded where the model decides for the second class, the data on top.

use std::fmt::Write;

use maud::{Markup, html};

use super::{Mark, Sheet, key, scattered};
use crate::view::Field;

/// Rows and columns that the plane is looked at in.
const CELLS: (usize, usize) = (96, 60);

/// The shade, and the points of both classes: those of the first hollow, those of the second full.
pub(super) fn draw(field: &Field, sheet: &Sheet<'_>) -> Markup {
    html! {
        path.shade d=(shade(field)) {}
        (scattered(&field.places(false), Mark(4), sheet))
        (scattered(&field.places(true), Mark(1), sheet))
    }
}

/// The outline of what the model takes for the second class: bars, row by row.
fn shade(field: &Field) -> String {
    let ((columns, rows), (width, height)) = (CELLS, Sheet::size());
    let (across, down) = (width / columns as f64, height / rows as f64);
    let mut path = String::new();
    for row in 0..rows {
        let second = |column: usize| {
            let up = 1.0 - (row as f64 + 0.5) / rows as f64;
            field.at((column as f64 + 0.5) / columns as f64, up).is_some_and(|value| value >= 0.5)
        };
        let mut column = 0;
        while column < columns {
            let length = (column..columns).take_while(|&column| second(column)).count();
            if length > 0 {
                let (x, y) = (column as f64 * across, row as f64 * down);
                let _ = write!(path, "M{x:.1} {y:.1}h{:.1}v{down:.1}h-{0:.1}z", length as f64 * across);
            }
            column += length.max(1);
        }
    }
    path
}

/// What the signs stand for.
pub(super) fn legend(field: &Field) -> Markup {
    let said = format!("el modelo dice {}", field.classes.1);
    let shade = html! { path.shade d="M2 1h36v12h-36z" {} };
    let mut entries = vec![(shade, said.as_str())];
    if !field.samples.is_empty() {
        entries.insert(0, (Mark(4).at(20.0, 7.0), field.classes.0.as_str()));
        entries.insert(1, (Mark(1).at(20.0, 7.0), field.classes.1.as_str()));
    }
    key(&entries)
}
