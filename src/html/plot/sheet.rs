//! A sheet: a picture between its axes.

use maud::{Markup, Render, html};

use crate::{
    html::inline::Plain,
    view::{Axis, Extent},
};

/// The sheet, and the room around the picture: left, right, above, below.
const SIZE: (f64, f64) = (640.0, 380.0);
const ROOM: (f64, f64, f64, f64) = (66.0, 14.0, 30.0, 58.0);
/// About how far one tick is from the next, across and down.
const APART: (f64, f64) = (75.0, 55.0);

/// What a picture spans, and what its axes are called.
pub(super) struct Sheet<'a> {
    /// The axes.
    pub axes: (&'a Axis, &'a Axis),
    /// From left to right.
    pub x: Extent,
    /// From bottom to top.
    pub y: Extent,
}

/// A place on the sheet, to a tenth.
pub(super) struct Point(pub f64, pub f64);

impl Render for Point {
    fn render_to(&self, buffer: &mut String) {
        let tenth = |number: f64| (number * 10.0).round() / 10.0 + 0.0;
        format!("{} {}", tenth(self.0), tenth(self.1)).render_to(buffer);
    }
}

impl Sheet<'_> {
    /// Width and height of the picture.
    pub(super) fn size() -> (f64, f64) {
        (SIZE.0 - ROOM.0 - ROOM.1, SIZE.1 - ROOM.2 - ROOM.3)
    }

    /// Where within the picture a place as the axes count it is.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (width, height) = Self::size();
        let part = |value: f64, extent: &Extent| (value - extent.low) / (extent.high - extent.low);
        (part(x, &self.x) * width, (1.0 - part(y, &self.y)) * height)
    }

    /// The same for a place in numbers, where it is inside.
    pub(super) fn place(&self, x: f64, y: f64) -> Option<(f64, f64)> {
        let (x, y) = (self.x.near(x)?, self.y.near(y)?);
        let inside = |value: f64, extent: &Extent| (extent.low..=extent.high).contains(&value);
        (inside(x, &self.x) && inside(y, &self.y)).then(|| self.at(x, y))
    }

    /// The whole. The picture is a sheet within the sheet, so that nothing of it leaves its frame.
    pub(super) fn draw(&self, id: &str, title: &str, said: &str, picture: &Markup) -> Markup {
        let (width, height) = Self::size();
        let title = if title.is_empty() { "Gráfica" } else { title };
        let words = format!("{id}-texto");
        html! {
            svg.plot viewBox={ "0 0 " (SIZE.0) " " (SIZE.1) } role="img" aria-labelledby=(id) aria-describedby=(words) {
                title id=(id) { (Plain(title)) }
                desc id=(words) { (Plain(said)) }
                (self.lines())
                svg x=(ROOM.0) y=(ROOM.2) width=(width) height=(height) { (picture) }
                (frame())
                (self.numbers())
            }
        }
    }

    /// Lines across at the ticks, and where an axis is zero.
    fn lines(&self) -> Markup {
        let (width, height) = Self::size();
        let across = |y: f64| format!("M{} {}h{width}", ROOM.0, round(self.at(self.x.low, y).1 + ROOM.2));
        let down = |x: f64| format!("M{} {}v{height}", round(self.at(x, self.y.low).0 + ROOM.0), ROOM.2);
        html! {
            @for tick in self.rows() { path.grid d=(across(tick.at)) {} }
            @for tick in self.columns() { path.grid d=(down(tick.at)) {} }
            @if let Some(zero) = self.y.zero() { path.zero d=(across(zero)) {} }
            @if let Some(zero) = self.x.zero() { path.zero d=(down(zero)) {} }
        }
    }

    /// The numbers along the axes, and what they measure.
    fn numbers(&self) -> Markup {
        let (width, height) = Self::size();
        let below = ROOM.2 + height;
        html! {
            @for tick in self.rows() {
                text.end x=(ROOM.0 - 10.0) y=(round(self.at(self.x.low, tick.at).1 + ROOM.2)) dy=".35em" { (tick.label) }
            }
            @for tick in self.columns() {
                text.middle x=(round(self.at(tick.at, self.y.low).0 + ROOM.0)) y=(below + 24.0) { (tick.label) }
            }
            @if !self.axes.0.title.is_empty() {
                text.middle.name x=(ROOM.0 + width / 2.0) y=(below + 49.0) { (Plain(&self.axes.0.title)) }
            }
            @if !self.axes.1.title.is_empty() { text.name x="4" y="16" { (Plain(&self.axes.1.title)) } }
        }
    }

    fn columns(&self) -> Vec<crate::view::Tick> {
        self.x.ticks((Self::size().0 / APART.0) as usize)
    }

    fn rows(&self) -> Vec<crate::view::Tick> {
        self.y.ticks((Self::size().1 / APART.1) as usize)
    }
}

/// The two axes.
fn frame() -> Markup {
    let (width, height) = Sheet::size();
    html! { path.axis d={ "M" (ROOM.0) " " (ROOM.2) "v" (height) "h" (width) } {} }
}

/// A number to a tenth.
fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0 + 0.0
}
