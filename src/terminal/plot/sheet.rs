//! A sheet: a picture between its axes, its title above, its legend below.

use super::paper::{Area, Paper};
use crate::{
    terminal::{
        Frame,
        block::prose,
        line::{Line, width},
        wrap::fill,
    },
    view::{Axis, Extent, Role, Text, Tick},
};

/// Columns from one tick of the horizontal axis to the next, and tenths of rows of the vertical one, about.
const APART: (usize, usize) = (8, 25);
/// A title up to this wide stands at the end of its axis.
const SHORT: usize = 8;

/// What is drawn around a picture.
pub(super) struct Sheet<'a> {
    /// The title of the whole.
    pub title: &'a Text,
    /// The axes.
    pub axes: (&'a Axis, &'a Axis),
    /// The room of the picture.
    pub area: Area,
    /// Signs with what they stand for.
    pub legend: Vec<Line>,
    /// The screen.
    pub frame: Frame,
}

/// The columns left of a picture of so many rows that spans `y`, and those that it can take at most beside them.
pub(super) fn room(axes: (&Axis, &Axis), y: Extent, rows: usize, frame: Frame) -> (usize, usize) {
    let labels =
        y.ticks(most(rows * 10, APART.1)).iter().map(|tick| width(&frame.sign(&tick.label))).max().unwrap_or(0);
    let gutter = labels + 2;
    (gutter, frame.measure.saturating_sub(gutter + at_end(axes.0, frame).map_or(0, |title| width(&title) + 1)).max(8))
}

/// The title of a horizontal axis, where it is short enough to stand at its end.
fn at_end(axis: &Axis, frame: Frame) -> Option<String> {
    Some(frame.sign(&axis.title)).filter(|title| !title.is_empty() && width(title) <= SHORT)
}

/// How many ticks fit into so many squares.
fn most(squares: usize, apart: usize) -> usize {
    (squares / apart).max(2)
}

impl Sheet<'_> {
    /// Lines across the picture where an axis is zero.
    pub(super) fn zeros(&self, paper: &mut Paper) {
        let (across, up) = if self.frame.ascii { ('.', '.') } else { ('┈', '┊') };
        let row = self.area.y.zero().map(|zero| self.area.row(zero));
        let column = self.area.x.zero().map(|zero| self.area.column(zero)).filter(|&column| column > 0);
        for column in row.iter().flat_map(|_| 0..self.area.columns) {
            paper.put(column, row.unwrap_or(0), across, Role::Muted);
        }
        for row in column.iter().flat_map(|_| 0..self.area.rows) {
            paper.put(column.unwrap_or(0), row, up, Role::Muted);
        }
        if let (Some(row), Some(column)) = (row, column) {
            paper.put(column, row, if self.frame.ascii { '.' } else { '┼' }, Role::Muted);
        }
    }

    /// The whole: title, picture between its axes, legend.
    pub(super) fn draw(&self, paper: &Paper) -> Vec<Line> {
        let (gutter, _) = room(self.axes, self.area.y, self.area.rows, self.frame);
        let mut lines = Vec::new();
        if !self.title.is_empty() {
            lines.extend(prose(&self.title.clone().or_role(Role::Title), self.frame));
        }
        if !self.axes.1.title.is_empty() {
            lines.push(Line::default().pad_to(gutter - 1).with(Role::Emphasis, &self.frame.sign(&self.axes.1.title)));
        }
        lines.extend(self.rows(paper, gutter));
        lines.extend(self.bottom(gutter));
        lines.extend(self.legend(gutter));
        lines
    }

    /// The picture with the vertical axis at its left.
    fn rows(&self, paper: &Paper, gutter: usize) -> Vec<Line> {
        let ticks = self.area.y.ticks(most(self.area.rows * 10, APART.1));
        let label = |row: usize| ticks.iter().find(|tick| self.area.row(tick.at) == row).map(|tick| &tick.label);
        let row = |(row, line): (usize, Line)| {
            let label = label(row).map(|label| self.frame.sign(label));
            let axis = self.frame.sign(if label.is_some() { "┤" } else { "│" });
            let blank = gutter - 1 - width(label.as_deref().unwrap_or_default());
            let left = Line::default().pad_to(blank - 1).with(Role::Plain, label.as_deref().unwrap_or_default());
            left.pad_to(gutter - 1).with(Role::Muted, &axis).join(line)
        };
        paper.lines().enumerate().map(row).collect()
    }

    /// The horizontal axis: its line, its numbers, its title.
    fn bottom(&self, gutter: usize) -> Vec<Line> {
        let ticks = self.area.x.ticks(most(self.area.columns, APART.0));
        let (mut axis, mut numbers) = (vec!['─'; self.area.columns], Line::default());
        for Tick { at, label } in ticks {
            let (column, label) = (self.area.column(at), self.frame.sign(&label));
            let start = (gutter + column).saturating_sub(width(&label) / 2);
            if numbers.width() == 0 || numbers.width() + 2 <= start {
                axis[column] = '┬';
                numbers = numbers.pad_to(start).with(Role::Plain, &label);
            }
        }
        let drawn: String = std::iter::once('└').chain(axis).collect();
        let line = Line::default().pad_to(gutter - 1).with(Role::Muted, &self.frame.sign(&drawn));
        let title = self.frame.sign(&self.axes.0.title);
        if let Some(title) = at_end(self.axes.0, self.frame) {
            return vec![line.with(Role::Plain, " ").with(Role::Emphasis, &title), numbers];
        }
        let start = gutter + self.area.columns.saturating_sub(width(&title)) / 2;
        let below = (!title.is_empty()).then(|| Line::default().pad_to(start).with(Role::Emphasis, &title));
        [line, numbers].into_iter().chain(below).collect()
    }

    /// What the signs stand for, as many on a line as fit.
    fn legend(&self, gutter: usize) -> Vec<Line> {
        let last = self.legend.len().saturating_sub(1);
        let apart = |(index, entry): (usize, &Line)| {
            let columns = entry.width() + if index < last { 2 } else { 0 };
            entry.clone().pad_to(columns)
        };
        let entries = self.legend.iter().enumerate().map(apart);
        let lines = fill(entries, self.frame.measure.saturating_sub(gutter)).into_iter();
        let place = |line: Line| Line::default().pad_to(gutter).join(line);
        lines.filter(|line| line.width() > 0).map(place).collect()
    }
}
