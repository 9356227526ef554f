//! Small multiples: where there are more curves than an eye can tell apart, each has a small plot of its own. All have
//! the same axes, so that they can be compared.

use super::curves::together;
use crate::{
    terminal::{Frame, block::prose, line::Line},
    view::{Plot, Role},
};

/// More curves than these are not drawn together: signs of ASCII hide each other sooner than fine lines do.
const MOST: (usize, usize) = (4, 6);
/// From this room on, two stand side by side.
const WIDE: usize = 64;
/// Columns between two of them.
const GAP: usize = 4;

/// Whether the curves of a plot are too many for one picture.
pub(super) fn are_needed(plot: &Plot, frame: Frame) -> bool {
    let joined = plot.curves.iter().filter(|curve| !curve.loose).count();
    joined > if frame.ascii { MOST.0 } else { MOST.1 }
}

/// A small plot for each curve, with the points that stand alone in each of them.
pub(super) fn lay_out(plot: &Plot, frame: Frame) -> Vec<Line> {
    let across = if frame.measure >= WIDE { 2 } else { 1 };
    let room = frame.inset(frame.columns - (frame.measure - GAP * (across - 1)) / across);
    let panels: Vec<Vec<Line>> = plot.apart().iter().map(|panel| together(panel, room)).collect();
    let mut lines = prose(&plot.title.clone().or_role(Role::Title), frame);
    for row in panels.chunks(across) {
        lines.push(Line::default());
        lines.extend(beside(row, room.measure + GAP));
    }
    lines
}

/// Pictures side by side, each `columns` from the one before.
fn beside(pictures: &[Vec<Line>], columns: usize) -> Vec<Line> {
    let rows = pictures.iter().map(Vec::len).max().unwrap_or(0);
    let row = |row: usize| {
        pictures.iter().enumerate().fold(Line::default(), |line, (index, picture)| {
            line.pad_to(index * columns).join(picture.get(row).cloned().unwrap_or_default())
        })
    };
    (0..rows).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{terminal::Screen, view::Document};

    fn shown(curves: usize, width: usize, ascii: bool) -> String {
        let line = |slope: usize| (0..9).map(move |x| (f64::from(x), f64::from(x) * slope as f64));
        let plot = (1..=curves)
            .fold(Plot::new("Muchas").axes("x", "y"), |plot, slope| plot.curve(format!("recta {slope}"), line(slope)));
        Screen { width, color: false, ascii, accessible: false }.render(&Document::new().with(plot))
    }

    #[test]
    fn many_curves_have_a_plot_each() {
        let axes = |text: &str, sign: &str| text.lines().filter(|line| line.contains(sign)).count();
        assert_eq!(axes(&shown(4, 80, true), "+--"), 1);
        let five = shown(5, 80, true);
        assert_eq!(axes(&five, "+--"), 3, "{five}");
        assert!(five.lines().any(|line| line.contains("recta 1") && line.contains("recta 2")), "{five}");
        assert!(five.lines().all(|line| line.chars().count() <= 78), "{five}");
        assert!(shown(5, 40, true).lines().all(|line| line.matches("recta").count() < 2));
        assert_eq!((axes(&shown(6, 80, false), "└"), axes(&shown(7, 80, false), "└")), (1, 4));
    }
}
