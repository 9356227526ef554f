//! The text of a tensor: nested brackets, broken into lines.

use super::{
    formatter::{Formatter, Values},
    options::PrintOptions,
};
use crate::tensor::{DType, Tensor, default_dtype};

/// A tensor as `repr` shows it: `tensor([1., 2.], grad_fn=<ReluBackward0>)`.
#[must_use]
pub fn display(tensor: &Tensor, options: &PrintOptions) -> String {
    with_suffixes("tensor(", tensor, &suffixes(tensor, options), options)
}

/// The same under the name of a subclass: `Masked([1., 2.])`.
#[must_use]
pub fn display_as(class: &str, tensor: &Tensor, options: &PrintOptions) -> String {
    with_suffixes(&format!("{class}("), tensor, &suffixes(tensor, options), options)
}

/// Only the values, without what tells of type and graph: `tensor([1., 2.])`.
#[must_use]
pub fn display_values(tensor: &Tensor, options: &PrintOptions) -> String {
    with_suffixes("tensor(", tensor, &[], options)
}

/// Only the nested brackets, their lines indented by `indent`.
#[must_use]
pub fn contents(tensor: &Tensor, indent: usize, options: &PrintOptions) -> String {
    let count = tensor.numel();
    if count == 0 {
        return "[]".to_owned();
    }
    let (shape, values) = (tensor.shape(), Values::of(tensor));
    let edge = options.threshold.is_some_and(|threshold| count > threshold).then_some(options.edge_items);
    let mut shown = Vec::new();
    collect_shown(&shape, 0, edge, &mut shown);
    let formatter = Formatter::new(&values, &shown, options);
    let page = Page { values, formatter, edge, line_width: options.line_width };
    page.write(&shape, 0, indent)
}

/// The places that a summary shows; all of them without one.
fn collect_shown(shape: &[usize], first: usize, edge: Option<usize>, shown: &mut Vec<usize>) {
    let Some((&size, inner)) = shape.split_first() else { return shown.push(first) };
    let stride: usize = inner.iter().product();
    for index in visible(size, edge).into_iter().flatten() {
        collect_shown(inner, first + index * stride, edge, shown);
    }
}

/// The indices before and after the dots; only one run where nothing is left out.
fn visible(size: usize, edge: Option<usize>) -> [std::ops::Range<usize>; 2] {
    match edge {
        Some(edge) if size > 2 * edge => [0..edge, size - edge..size],
        _ => [0..size, size..size],
    }
}

/// What writing the brackets needs.
struct Page {
    values: Values,
    formatter: Formatter,
    edge: Option<usize>,
    line_width: usize,
}

impl Page {
    fn write(&self, shape: &[usize], first: usize, indent: usize) -> String {
        match shape {
            [] => self.formatter.write(&self.values, first),
            [size] => self.row(*size, first, indent),
            [size, inner @ ..] => self.slices(*size, inner, first, indent),
        }
    }

    fn slices(&self, size: usize, inner: &[usize], first: usize, indent: usize) -> String {
        let stride: usize = inner.iter().product();
        let parts = self.parts(size, "...", |index| self.write(inner, first + index * stride, indent + 1));
        let separator = format!(",{}{}", "\n".repeat(inner.len()), " ".repeat(indent + 1));
        format!("[{}]", parts.join(&separator))
    }

    fn row(&self, size: usize, first: usize, indent: usize) -> String {
        let parts = if self.edge == Some(0) {
            vec!["...".to_owned()]
        } else {
            self.parts(size, " ...", |index| self.formatter.write(&self.values, first + index))
        };
        let room = self.line_width.saturating_sub(indent);
        let lines = parts.chunks((room / (self.formatter.width() + 2)).max(1)).map(|line| line.join(", "));
        format!("[{}]", lines.collect::<Vec<_>>().join(&format!(",\n{}", " ".repeat(indent + 1))))
    }

    fn parts(&self, size: usize, dots: &str, write: impl Fn(usize) -> String) -> Vec<String> {
        let [start, end] = visible(size, self.edge);
        let left_out = (start.end < end.start).then(|| dots.to_owned());
        start.map(&write).chain(left_out).chain(end.map(&write)).collect()
    }
}

fn suffixes(tensor: &Tensor, options: &PrintOptions) -> Vec<String> {
    let mut suffixes = Vec::new();
    let (empty, dtype) = (tensor.numel() == 0, tensor.dtype());
    if (empty && tensor.ndim() != 1) || (!empty && options.edge_items == 0) {
        suffixes.push(format!("size={}", tuple(&tensor.shape())));
    }
    let implied = dtype == default_dtype() || (!empty && matches!(dtype, DType::Int64 | DType::Bool));
    if !implied {
        suffixes.push(format!("dtype=torch.{}", dtype.name()));
    }
    if let Some(node) = tensor.grad_fn() {
        suffixes.push(format!("grad_fn=<{}>", node.name()));
    } else if tensor.requires_grad() {
        suffixes.push("requires_grad=True".to_owned());
    }
    suffixes
}

/// A shape as Python shows a tuple: `(2, 3)`, `(2,)`.
fn tuple(shape: &[usize]) -> String {
    match shape {
        [size] => format!("({size},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// A suffix that does not fit the line begins a new one.
fn with_suffixes(prefix: &str, tensor: &Tensor, suffixes: &[String], options: &PrintOptions) -> String {
    let mut text = format!("{prefix}{}", contents(tensor, prefix.chars().count(), options));
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    let mut column = last_line.chars().count() + 2;
    for suffix in suffixes {
        if column + suffix.len() + 2 > options.line_width {
            text.extend([",\n", &" ".repeat(prefix.chars().count())]);
            column = prefix.chars().count();
        } else {
            text.push_str(", ");
            column += 2;
        }
        text.push_str(suffix);
        column += suffix.len();
    }
    text + ")"
}
