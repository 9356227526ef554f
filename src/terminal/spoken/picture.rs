//! Pictures in words.

use super::{
    said,
    series::{Flat, Series},
    table::count,
    words,
};
use crate::view::{Axis, Bar, Curve, Extent, Field, Histogram, Number, Plot, Role, Sample, Scale, Text, readable};

/// A number as it is read.
fn number(value: f64) -> String {
    readable(value, 3)
}

/// What a plot shows: its axes, and then curve by curve.
pub(super) fn plot(plot: &Plot) -> Vec<Text> {
    let mut lines = vec![named("Gráfica", &plot.title)];
    let points = || plot.curves.iter().flat_map(Curve::stretches).flatten();
    let all: Vec<(f64, f64)> = points().collect();
    lines.extend(axis("Eje horizontal", &plot.x, all.iter().map(|point| point.0)));
    lines.extend(axis("Eje vertical", &plot.y, all.iter().map(|point| point.1)));
    if all.is_empty() {
        lines.push("No hay ningún punto que dibujar.".into());
    }
    lines.extend(plot.curves.iter().map(|curve| self::curve(curve, &plot.x, plot.y.scale)));
    lines
}

/// A kind of picture and its title.
fn named(kind: &str, title: &Text) -> Text {
    if title.is_empty() { Text::new().with(Role::Emphasis, format!("{kind}.")) } else { said(kind, words(title)) }
}

/// What an axis measures, and from where to where.
fn axis(name: &str, axis: &Axis, values: impl Iterator<Item = f64>) -> Option<Text> {
    let title = if axis.title.is_empty() { String::new() } else { format!("{}, ", axis.title) };
    let (low, high) = Extent::of(axis, values, 0.0)?.ends();
    let scale = if axis.scale == Scale::Log { ", en escala logarítmica" } else { "" };
    Some(said(name, format!("{title}de {} a {}{scale}.", number(low), number(high)).into()))
}

/// What a curve does.
fn curve(curve: &Curve, axis: &Axis, scale: Scale) -> Text {
    let x = if axis.title.is_empty() || axis.title.contains(' ') { "x" } else { &axis.title };
    let name = if curve.name.is_empty() { "Curva" } else { &curve.name };
    let Some(series) = Series::of(curve, scale) else {
        return said(name, "no tiene ningún punto que dibujar.".into());
    };
    let facts = if curve.loose { scattered(&series, x) } else { drawn(&series, x) };
    said(name, facts.join(" ").into())
}

/// The sentences about points that stand alone.
fn scattered(series: &Series, x: &str) -> Vec<String> {
    let ends = |value: fn(&(f64, f64)) -> f64| {
        let values = series.points.iter().map(value);
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
        format!("de {} a {}", number(low), number(high))
    };
    vec![format!(
        "{}, con {x} {} y altura {}.",
        count(series.points.len(), "punto suelto").replace("punto sueltos", "puntos sueltos"),
        ends(|point| point.0),
        ends(|point| point.1)
    )]
}

/// The sentences about a line.
fn drawn(series: &Series, x: &str) -> Vec<String> {
    let at = |point: (f64, f64)| format!("{} en {x} = {}", number(point.1), number(point.0));
    let (first, last) = series.ends();
    let mut facts = vec![format!("va de {} a {}.", at(first), at(last))];
    facts.push(format!("Mínimo: {}. Máximo: {}.", at(series.least()), at(series.largest())));
    let zeros: Vec<String> = series.crossings().into_iter().map(number).collect();
    if !zeros.is_empty() {
        facts.push(format!("Cruza el cero en {x} = {}.", listed(&zeros)));
    }
    facts.extend(series.flats().iter().map(|flat| level(flat, x)));
    if series.gaps > 0 {
        facts.push(format!("No se puede dibujar en {}: ahí es nan o infinita.", count(series.gaps, "punto")));
    }
    let samples: Vec<String> = series.samples(5).iter().map(|p| format!("{} → {}", number(p.0), number(p.1))).collect();
    facts.push(format!("Algunos valores, de {x} a altura: {}.", samples.join("; ").replace('→', "da")));
    facts
}

/// Where a curve is flat.
fn level(flat: &Flat, x: &str) -> String {
    let (how, near) = if flat.exactly { ("Es plana", "en") } else { ("Es casi plana", "cerca de") };
    format!("{how}, {near} {}, de {x} = {} a {x} = {}.", number(flat.level), number(flat.from), number(flat.to))
}

/// `a, b y c`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} y {last}", first.join(", ")),
    }
}

/// How many rows of a field are read.
const READ: usize = 5;

/// What a model decides over a plane.
pub(super) fn field(field: &Field) -> Vec<Text> {
    let (first, second) = (&field.classes.0, &field.classes.1);
    let mut lines = vec![named("Plano", &field.title)];
    let all = |value: fn(&Sample) -> Number| field.samples.iter().filter_map(move |s| value(s).finite());
    lines.extend(axis("Eje horizontal", &field.x, all(|sample| sample.x)));
    lines.extend(axis("Eje vertical", &field.y, all(|sample| sample.y)));
    let values: Vec<f64> = field.rows.iter().flatten().filter_map(|value| value.finite()).collect();
    if !values.is_empty() {
        let share = values.iter().filter(|value| **value >= 0.5).count() * 100 / values.len();
        lines.push(format!("El modelo dice «{second}» en el {share} % del plano y «{first}» en el resto.").into());
    }
    let Some((x, y)) = field.extents().map(|(x, y)| (x.ends(), y.ends())) else { return lines };
    if !values.is_empty() {
        lines.extend((0..READ).rev().map(|row| strip(field, x, y, row as f64 / (READ - 1) as f64)));
    }
    lines.extend(
        [(false, first), (true, second)].into_iter().filter_map(|(class, name)| placed(field, class, name, x, y)),
    );
    lines
}

/// Which class stands where along a line from left to right.
fn strip(field: &Field, x: (f64, f64), y: (f64, f64), up: f64) -> Text {
    let name = |second: bool| if second { &field.classes.1 } else { &field.classes.0 };
    let mut parts: Vec<(bool, f64, f64)> = Vec::new();
    for step in 0..=100 {
        let across = f64::from(step) / 100.0;
        let class = field.at(across, up).is_some_and(|value| value >= 0.5);
        let place = x.0 + across * (x.1 - x.0);
        match parts.last_mut().filter(|part| part.0 == class) {
            Some(part) => part.2 = place,
            None => parts.push((class, place, place)),
        }
    }
    let part = |&(class, from, to): &(bool, f64, f64)| {
        format!("«{}» de {} a {}", name(class), readable(from, 2), readable(to, 2))
    };
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("A la altura {}: {}.", readable(y.0 + up * (y.1 - y.0), 2), listed(&parts)).into()
}

/// How many points of a class lie where the model says so.
fn placed(field: &Field, class: bool, name: &str, x: (f64, f64), y: (f64, f64)) -> Option<Text> {
    let samples: Vec<_> = field.samples.iter().filter(|sample| sample.second == class).collect();
    let right = samples.iter().filter(|sample| {
        let (across, up) = ((sample.x.0 - x.0) / (x.1 - x.0), (sample.y.0 - y.0) / (y.1 - y.0));
        field.at(across, up).is_some_and(|value| (value >= 0.5) == class)
    });
    let said = format!("Puntos de «{name}»: {}, de ellos {} en su zona.", samples.len(), right.count());
    (!samples.is_empty()).then(|| said.into())
}

/// Counts, bar by bar.
pub(super) fn histogram(histogram: &Histogram) -> Vec<Text> {
    let kind =
        if histogram.unit.is_empty() { "Histograma".into() } else { format!("Histograma, en {}", histogram.unit) };
    let label = |label: &str| match label.split_once(" … ") {
        Some((from, to)) => format!("de {from} a {to}"),
        None => label.replace("< ", "menos de ").replace("> ", "más de "),
    };
    let bar = |bar: &Bar| said(&label(&bar.label), bar.count.to_string().into());
    std::iter::once(named(&kind, &histogram.title)).chain(histogram.bars.iter().map(bar)).collect()
}
