//! Squared paper: a character and its role in every square. What is drawn on it comes from `ratatui`'s canvas,
//! rendered off the screen.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Color,
    symbols::Marker,
    widgets::{
        Widget,
        canvas::{Canvas, Line as Stroke, Points},
    },
};

use crate::{
    terminal::line::Line,
    view::{Extent, Role},
};

/// The room of a picture and what it spans.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    /// Its columns.
    pub columns: usize,
    /// Its rows.
    pub rows: usize,
    /// What it spans from left to right.
    pub x: Extent,
    /// What it spans from bottom to top.
    pub y: Extent,
    /// Whether a square is divided into two by four dots.
    pub fine: bool,
}

/// The squares that a drawing fills, row by row, with what fills them.
pub(super) type Drawing = Vec<Option<char>>;

impl Area {
    /// The column of a place.
    pub(super) fn column(&self, x: f64) -> usize {
        let dots = if self.fine { 2 } else { 1 };
        square((x - self.x.low) / (self.x.high - self.x.low), self.columns, dots)
    }

    /// The row of a place, from the top.
    pub(super) fn row(&self, y: f64) -> usize {
        let dots = if self.fine { 4 } else { 1 };
        square((self.y.high - y) / (self.y.high - self.y.low), self.rows, dots)
    }

    /// A line through points: dots, or `sign` where squares are not divided.
    pub(super) fn stroke(&self, points: &[(f64, f64)], sign: char) -> Drawing {
        let marker = if self.fine { Marker::Braille } else { Marker::Custom(sign) };
        self.paint(marker, |context| {
            for pair in points.windows(2) {
                context.draw(&Stroke::new(pair[0].0, pair[0].1, pair[1].0, pair[1].1, Color::Reset));
            }
            context.draw(&Points::new(&points[..points.len().min(1)], Color::Reset));
        })
    }

    /// Points alone, each as `sign`.
    pub(super) fn scatter(&self, points: &[(f64, f64)], sign: char) -> Drawing {
        self.paint(Marker::Custom(sign), |context| context.draw(&Points::new(points, Color::Reset)))
    }

    /// What `draw` leaves on a canvas.
    fn paint(&self, marker: Marker, draw: impl Fn(&mut ratatui::widgets::canvas::Context)) -> Drawing {
        let room = Rect::new(0, 0, self.columns as u16, self.rows as u16);
        let mut buffer = Buffer::empty(room);
        let canvas = Canvas::default().marker(marker).paint(draw);
        canvas.x_bounds([self.x.low, self.x.high]).y_bounds([self.y.low, self.y.high]).render(room, &mut buffer);
        let sign = |symbol: &str| symbol.chars().next().filter(|c| !matches!(*c, ' ' | BLANK));
        buffer.content().iter().map(|cell| sign(cell.symbol())).collect()
    }
}

/// The sign of no dots.
const BLANK: char = '\u{2800}';

/// The square in which a part of the whole falls, as the canvas counts: squares have `dots` each.
fn square(part: f64, squares: usize, dots: usize) -> usize {
    let last = (squares * dots).saturating_sub(1);
    ((part * last as f64).round().clamp(0.0, last as f64) as usize) / dots
}

/// Squared paper.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    columns: usize,
    squares: Vec<(char, Role)>,
}

impl Paper {
    /// Empty paper for a picture.
    pub(super) fn new(area: &Area) -> Self {
        Self { columns: area.columns, squares: vec![(' ', Role::Plain); area.columns * area.rows] }
    }

    /// Fills a square.
    pub(super) fn put(&mut self, column: usize, row: usize, sign: char, role: Role) {
        if let Some(square) = self.squares.get_mut(row * self.columns + column).filter(|_| column < self.columns) {
            *square = (sign, role);
        }
    }

    /// Lays a drawing over what is there.
    pub(super) fn lay(&mut self, drawing: &Drawing, role: Role) {
        for (square, sign) in self.squares.iter_mut().zip(drawing) {
            *square = sign.map_or(*square, |sign| (sign, role));
        }
    }

    /// Lays several drawings over what is there, so that none hides another: dots are put together, and of other
    /// signs in the same square each has its turn.
    pub(super) fn lay_all(&mut self, drawings: &[(Drawing, Role)]) {
        for index in 0..self.squares.len() {
            let here: Vec<_> = drawings.iter().filter_map(|(drawing, role)| Some((drawing[index]?, *role))).collect();
            let turn = index % self.columns;
            if let Some(&(sign, role)) = here.get(turn.checked_rem(here.len()).unwrap_or(0)) {
                self.squares[index] = (here.iter().fold(sign, |all, (sign, _)| both(all, *sign)), role);
            }
        }
    }

    /// Its rows.
    pub(super) fn lines(&self) -> impl Iterator<Item = Line> {
        let line = |row: &[(char, Role)]| {
            row.iter().fold(Line::default(), |line, (sign, role)| line.with(*role, sign.encode_utf8(&mut [0; 4])))
        };
        self.squares.chunks(self.columns.max(1)).map(line)
    }
}

/// The dots of two signs together; the first where one of them is not made of dots.
pub(super) fn both(first: char, second: char) -> char {
    let joined = dots(first).zip(dots(second)).and_then(|(a, b)| char::from_u32(u32::from(BLANK) + (a | b)));
    joined.unwrap_or(first)
}

/// The dots of a sign made of dots; none of any other.
fn dots(sign: char) -> Option<u32> {
    u32::from(sign).checked_sub(u32::from(BLANK)).filter(|dots| *dots < 256)
}
