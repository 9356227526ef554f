//! Histograms: bars to the right, each with its count at its end.

use crate::{
    terminal::{
        Frame,
        block::prose,
        line::{Line, width},
    },
    view::{Histogram, Role},
};

/// A bar is never longer than this: a longer one is no easier to compare.
const LONGEST: usize = 48;
/// Eighths of a square.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// The lines of a histogram.
pub(in crate::terminal) fn lay_out(histogram: &Histogram, frame: Frame) -> Vec<Line> {
    let labels: Vec<String> = histogram.bars.iter().map(|bar| frame.sign(&bar.label)).collect();
    let column = labels.iter().map(|label| width(label)).max().unwrap_or(0);
    let most = histogram.bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let counts = most.to_string().len();
    let room = frame.measure.saturating_sub(column + counts + 4).clamp(4, LONGEST);
    let mut lines = Vec::new();
    if !histogram.title.is_empty() {
        lines.extend(prose(&histogram.title.clone().or_role(Role::Title), frame));
    }
    for (bar, label) in histogram.bars.iter().zip(&labels) {
        let left = Line::default().pad_to(column - width(label)).with(Role::Plain, label);
        let axis = left.with(Role::Muted, &format!(" {}", frame.sign("│")));
        let unit = if histogram.unit.is_empty() { String::new() } else { format!(" {}", frame.sign(&histogram.unit)) };
        let unit = if lines.len() == usize::from(!histogram.title.is_empty()) { unit } else { String::new() };
        let end = if bar.count == 0 { bar.count.to_string() } else { format!(" {}", bar.count) };
        lines.push(
            axis.with(Role::Curve1, &drawn(bar.count, most, room, frame))
                .with(Role::Plain, &end)
                .with(Role::Muted, &unit),
        );
    }
    lines
}

/// A bar; the shortest that is not empty can be seen.
fn drawn(count: u64, most: u64, room: usize, frame: Frame) -> String {
    let part = count as f64 / most.max(1) as f64;
    if frame.ascii {
        let squares = (part * room as f64).round() as usize;
        return "#".repeat(if count > 0 { squares.max(1) } else { 0 });
    }
    let eighths = (part * room as f64 * 8.0).round() as usize;
    let eighths = if count > 0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}
