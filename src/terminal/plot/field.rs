//! A field: shaded where the model decides for the second class, the data on top.

use super::{
    paper::{Area, Paper},
    sheet::{Sheet, room},
};
use crate::{
    terminal::{Frame, line::Line},
    view::{Field, Role},
};

/// The rows of a field, from a narrow screen to a wide one; a row is as high as two columns are wide.
const ROWS: (usize, usize) = (12, 20);
/// No field has fewer rows, and none is narrower than twice as many columns.
const LEAST: usize = 8;

/// The signs of a field: the second class as the model sees it, a point of each class.
struct Signs {
    shade: char,
    first: char,
    second: char,
}

/// The signs that a screen can show.
fn signs(ascii: bool) -> Signs {
    if ascii {
        Signs { shade: '.', first: 'o', second: '#' }
    } else {
        Signs { shade: '░', first: '○', second: '●' }
    }
}

/// The lines of a field.
pub(in crate::terminal) fn lay_out(field: &Field, frame: Frame) -> Vec<Line> {
    let Some((x, y)) = field.extents() else { return Vec::new() };
    let axes = (&field.x, &field.y);
    let rows = (frame.measure / 4).clamp(ROWS.0, ROWS.1);
    let (_, widest) = room(axes, y, rows, frame);
    let (rows, columns) = fitted(rows, widest, (x.high - x.low) / (y.high - y.low));
    let area = Area { columns, rows, x, y, fine: false };
    let signs = signs(frame.ascii);
    let mut paper = Paper::new(&area);
    shade(&mut paper, field, &area, signs.shade);
    paper.lay(&area.scatter(&field.places(false), signs.first), Role::Curve1);
    paper.lay(&area.scatter(&field.places(true), signs.second), Role::Curve2);
    Sheet { title: &field.title, axes, area, legend: legend(field, &signs, frame), frame }.draw(&paper)
}

/// Rows and columns for a field `ratio` times as wide as high, as true as the room allows.
fn fitted(rows: usize, widest: usize, ratio: f64) -> (usize, usize) {
    let columns = ((2 * rows) as f64 * ratio).round() as usize;
    let true_rows = (widest as f64 / ratio / 2.0).round() as usize;
    let rows = if columns > widest { true_rows.clamp(LEAST, rows) } else { rows };
    (rows, columns.clamp(widest.min(2 * LEAST), widest))
}

/// Shades what the model takes for the second class.
fn shade(paper: &mut Paper, field: &Field, area: &Area, sign: char) {
    let part = |index: usize, count: usize| index as f64 / (count - 1).max(1) as f64;
    for row in 0..area.rows {
        for column in 0..area.columns {
            let value = field.at(part(column, area.columns), 1.0 - part(row, area.rows));
            if value.is_some_and(|value| value >= 0.5) {
                paper.put(column, row, sign, Role::Muted);
            }
        }
    }
}

/// What the signs stand for.
fn legend(field: &Field, signs: &Signs, frame: Frame) -> Vec<Line> {
    let (first, second) = (frame.sign(&field.classes.0), frame.sign(&field.classes.1));
    let shade = signs.shade.to_string().repeat(2);
    let mut legend = Vec::new();
    if !field.samples.is_empty() {
        legend.push(Line::of(Role::Curve1, &signs.first.to_string()).with(Role::Plain, &format!(" {first}")));
        legend.push(Line::of(Role::Curve2, &signs.second.to_string()).with(Role::Plain, &format!(" {second}")));
    }
    legend.push(Line::of(Role::Muted, &shade).with(Role::Plain, &format!(" el modelo dice {second}")));
    legend
}
