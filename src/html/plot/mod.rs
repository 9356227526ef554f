//! Pictures, drawn as lines and shapes from the data itself.

mod curves;
mod field;
mod marks;
mod sheet;

use maud::{Markup, html};

use super::{Writer, inline};
use crate::{
    terminal::Screen,
    view::{Block, Curve, Document, Field, Plot, Text},
};
use marks::Mark;
use sheet::Sheet;

/// More curves than these are not drawn together.
const MOST: usize = 6;

impl Writer {
    /// Curves together, or each on its own where there are too many to tell apart.
    pub(super) fn plot(&mut self, plot: &Plot) -> Markup {
        if plot.curves.iter().filter(|curve| !curve.loose).count() > MOST {
            let panels: Vec<Markup> = plot.apart().iter().map(|panel| self.plot(panel)).collect();
            let caption = caption(&plot.title);
            return html! { figure.panels { (caption) div { @for panel in panels { (panel) } } } };
        }
        let Some((x, y)) = plot.extents() else { return nothing(&plot.title) };
        let sheet = Sheet { axes: (&plot.x, &plot.y), x, y };
        self.figure(&plot.title, plot.clone().into(), &sheet, &curves::draw(plot, &sheet), &curves::legend(plot))
    }

    /// What a model decides over a plane.
    pub(super) fn field(&mut self, field: &Field) -> Markup {
        let Some((x, y)) = field.extents() else { return nothing(&field.title) };
        let sheet = Sheet { axes: (&field.x, &field.y), x, y };
        self.figure(&field.title, field.clone().into(), &sheet, &field::draw(field, &sheet), &field::legend(field))
    }

    /// A picture between its axes, its title above, its legend below.
    fn figure(&mut self, title: &Text, said: Block, sheet: &Sheet<'_>, picture: &Markup, legend: &Markup) -> Markup {
        self.figures += 1;
        let id = format!("grafica-{}", self.figures);
        html! {
            figure {
                (caption(title))
                (sheet.draw(&id, &title.plain(), &described(said), picture))
                (legend)
            }
        }
    }
}

fn caption(title: &Text) -> Markup {
    html! { @if !title.is_empty() { figcaption { (inline::heading(title)) } } }
}

/// Said instead of a picture without a point.
fn nothing(title: &Text) -> Markup {
    html! { figure { (caption(title)) p.muted { "No hay ningún punto que dibujar." } } }
}

/// What the picture shows, in the words that the terminal has for who cannot see it.
fn described(picture: Block) -> String {
    let screen = Screen { width: usize::from(u16::MAX), color: false, ascii: false, accessible: true };
    let said = screen.render(&Document::from(picture));
    said.lines().skip(1).collect::<Vec<_>>().join(" ")
}

/// A list of samples with their names.
fn key(entries: &[(Markup, &str)]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul.key {
                @for (sample, name) in entries {
                    li {
                        svg viewBox="0 0 40 14" width="40" height="14" aria-hidden="true" { (sample) }
                        " " (inline::Plain(name))
                    }
                }
            }
        }
    }
}

/// Marks at places.
fn scattered(points: &[(f64, f64)], mark: Mark, sheet: &Sheet<'_>) -> Markup {
    let inside = points.iter().filter_map(|&(x, y)| sheet.place(x, y));
    html! { @for (x, y) in inside { (mark.at(x, y)) } }
}

/// The series that have a name.
fn named(plot: &Plot) -> impl Iterator<Item = (usize, &Curve)> {
    plot.curves.iter().enumerate().filter(|(_, curve)| !curve.name.is_empty())
}
