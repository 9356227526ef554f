//! Curves: each is a fine line with its sign on it now and then, so that they can be told apart without colour, even
//! where one runs on top of another. Where only ASCII can be shown, the line is made of the sign itself.

use super::{
    marks, panels,
    paper::{Area, Drawing, Paper, both},
    sheet::{Sheet, room},
};
use crate::{
    terminal::{Frame, line::Line},
    view::{Curve, Plot, Role},
};

/// The rows of a plot, from a narrow screen to a wide one.
const ROWS: (usize, usize) = (11, 16);
/// From one sign on a curve to the next of the same curve; more where there are many curves.
const SIGN_EVERY: usize = 8;

/// The lines of a plot: its curves together, or each on its own where there are too many to tell apart.
pub(in crate::terminal) fn lay_out(plot: &Plot, frame: Frame) -> Vec<Line> {
    if panels::are_needed(plot, frame) { panels::lay_out(plot, frame) } else { together(plot, frame) }
}

/// The curves over one pair of axes.
pub(super) fn together(plot: &Plot, frame: Frame) -> Vec<Line> {
    let Some((x, y)) = plot.extents() else { return nothing(plot) };
    let rows = (frame.measure / 5).clamp(ROWS.0, ROWS.1);
    let axes = (&plot.x, &plot.y);
    let (_, columns) = room(axes, y, rows, frame);
    let area = Area { columns, rows, x, y, fine: !frame.ascii };
    let sheet = Sheet { title: &plot.title, axes, area, legend: legend(plot, frame), frame };
    let mut paper = Paper::new(&area);
    sheet.zeros(&mut paper);
    let drawings: Vec<(Drawing, Role)> = plot.curves.iter().enumerate().map(|(i, c)| draw(c, i, &area)).collect();
    paper.lay_all(&drawings);
    for (index, _) in plot.curves.iter().enumerate().filter(|(_, curve)| area.fine && !curve.loose) {
        sign(&mut paper, &drawings[index].0, (index, plot.curves.len()), &area);
    }
    sheet.draw(&paper)
}

/// Said instead of a plot without a point.
fn nothing(plot: &Plot) -> Vec<Line> {
    let title = Line::default().with(Role::Title, &plot.title.plain());
    let empty = Line::of(Role::Muted, "No hay ningún punto que dibujar.");
    if plot.title.is_empty() { vec![empty] } else { vec![title, empty] }
}

/// A series on a canvas of its own.
fn draw(curve: &Curve, index: usize, area: &Area) -> (Drawing, Role) {
    let sign = marks::sign(index, !area.fine);
    let mut whole: Drawing = vec![None; area.columns * area.rows];
    for stretch in curve.placed(&area.x, &area.y) {
        let drawing = if curve.loose { area.scatter(&stretch, sign) } else { area.stroke(&stretch, sign) };
        for (square, new) in whole.iter_mut().zip(drawing) {
            *square = match (*square, new) {
                (Some(old), Some(new)) => Some(both(old, new)),
                (old, new) => new.or(old),
            };
        }
    }
    (whole, marks::role(index))
}

/// Puts the sign of curve `index` of `count` on its line now and then; no two curves have it in the same column.
fn sign(paper: &mut Paper, drawing: &Drawing, (index, count): (usize, usize), area: &Area) {
    let every = SIGN_EVERY.max(count * 3);
    let first = (every * (2 * index + 1) / (2 * count)) % every;
    let in_column = |column: usize| -> Vec<usize> {
        (0..area.rows).filter(|row| drawing[row * area.columns + column].is_some()).collect()
    };
    let (sign, role) = (marks::sign(index, false), marks::role(index));
    let put = |column: usize, paper: &mut Paper| {
        let rows = in_column(column);
        rows.get(rows.len() / 2).map(|row| paper.put(column, *row, sign, role)).is_some()
    };
    let signed = (first..area.columns).step_by(every).filter(|column| put(*column, paper)).count();
    if signed == 0 {
        (0..area.columns).any(|column| put(column, paper));
    }
}

/// The sign and the name of each series.
fn legend(plot: &Plot, frame: Frame) -> Vec<Line> {
    let entry = |(index, curve): (usize, &Curve)| {
        let sign = marks::sign(index, frame.ascii);
        let sample = if curve.loose || frame.ascii { sign.to_string() } else { format!("─{sign}─") };
        Line::of(marks::role(index), &sample).with(Role::Plain, " ").with(Role::Plain, &frame.sign(&curve.name))
    };
    plot.curves.iter().enumerate().filter(|(_, curve)| !curve.name.is_empty()).map(entry).collect()
}
