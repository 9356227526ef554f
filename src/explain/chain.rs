//! The chain rule for one weight of a linear layer: ∂L/∂w = Σ ∂L/∂a · f′(z) · x, with the numbers of the run.

use super::{
    backward::name,
    changes::ACTIVATIONS,
    numbers::{bracketed, element, number},
    slopes,
};
use crate::{
    trace::{Backward, Event, Leaf, Operation, Record, Snapshot, Source},
    view::Arithmetic,
};

/// Longer sums show so many terms at the start, and one at the end.
const SHOWN: usize = 3;

/// A product with a weight on the way from the input to the loss.
struct Layer<'a> {
    leaf: &'a Leaf,
    x: &'a Snapshot,
    /// Whether the weight's rows are outputs.
    transposed: bool,
    /// ∂L/∂z
    arrived: &'a Snapshot,
    /// The activation of its result, with ∂L/∂a.
    activation: Option<(usize, &'a Snapshot)>,
    /// The step of its result.
    step: usize,
}

/// The chain rule for one weight, from the loss down to it; empty where no weight is that of a layer.
pub fn rule(pass: &Backward, record: &Record) -> Vec<Arithmetic> {
    let layers: Vec<Layer> = pass.leaves.iter().filter_map(|leaf| Layer::of(leaf, pass, record)).collect();
    let Some(layer) = layers.iter().find(|layer| layer.activation.is_some()).or(layers.first()) else {
        return Vec::new();
    };
    let Some((row, column, feature)) = layer.telling() else { return Vec::new() };
    let Some(last) = layer.arithmetic(column, feature) else { return Vec::new() };
    let at = [row, vec![column]].concat();
    let mut links = Vec::new();
    if let Some((step, above)) = layer.activation {
        links.extend(link("a", step, above, &at, pass, record));
    } else {
        links.extend(slopes::of("z", layer.step, layer.arrived, &at, pass, record));
    }
    links.push(last);
    links
}

/// Where ∂L/∂a of an activation comes from: the next layer, or the loss itself.
fn link(name: &str, step: usize, above: &Snapshot, at: &[usize], pass: &Backward, record: &Record) -> Vec<Arithmetic> {
    let Some((next, linear)) = consumer(record, step).filter(|(_, operation)| operation.name == "linear") else {
        return slopes::of(name, step, above, at, pass, record).into_iter().collect();
    };
    let through = || {
        let (weight, arrived) = (linear.input(1)?, gradient_of(next, pass)?);
        let (&column, row) = at.split_last()?;
        let outputs = *weight.shape.first()?;
        let factors = |k: usize| Some(vec![arrived.get(&[row, &[k]].concat())?, weight.get(&[k, column])?]);
        let sum = if outputs > 1 { "Σ " } else { "" };
        let target = format!("∂L/∂{}", element(name, at));
        let arithmetic = Arithmetic::new(target).equals(format!("{sum}∂L/∂z₂ · W₂")).equals(terms(outputs, factors)?);
        let first = [row, &[0]].concat();
        let loss = slopes::of("z₂", next, arrived, &first, pass, record);
        Some(loss.into_iter().chain([arithmetic.about(number(above.get(at)?))]).collect())
    };
    through().unwrap_or_default()
}

impl<'a> Layer<'a> {
    fn of(leaf: &'a Leaf, pass: &'a Backward, record: &'a Record) -> Option<Self> {
        let (step, product) = operations(record).rev().find(|(step, operation)| {
            ["linear", "matmul", "mm"].contains(&operation.name.as_str())
                && gradient_of(*step, pass).is_some()
                && operation.inputs.get(1).is_some_and(|weight| weight.source == leaf.source)
        })?;
        let x = product.input(0).filter(|x| !x.shape.is_empty() && leaf.value.shape.len() == 2)?;
        let activation = consumer(record, step)
            .filter(|(_, operation)| ACTIVATIONS.contains(&operation.name.as_str()))
            .and_then(|(step, _)| Some((step, gradient_of(step, pass)?)));
        let transposed = product.name == "linear";
        Some(Self { leaf, x, transposed, arrived: gradient_of(step, pass)?, activation, step })
    }

    /// A row, an output and an input whose weight gets a gradient: the first, or where there is none, the first of all.
    fn telling(&self) -> Option<(Vec<usize>, usize, usize)> {
        let shape = &self.leaf.value.shape;
        let (outputs, features) = if self.transposed { (shape[0], shape[1]) } else { (shape[1], shape[0]) };
        let pairs = || (0..outputs.min(SHOWN)).flat_map(|column| (0..features.min(SHOWN)).map(move |at| (column, at)));
        let moved = |&(column, feature): &(usize, usize)| self.gradient(column, feature).is_some_and(|g| g != 0.0);
        let (column, feature) = pairs().find(moved).or_else(|| pairs().next())?;
        let rows = self.rows();
        let shown = (0..rows.min(SHOWN)).map(|row| self.row(row));
        let fed = |row: &Vec<usize>| self.arrived.get(&[row.as_slice(), &[column]].concat()).is_some_and(|g| g != 0.0);
        Some((shown.clone().find(fed).or_else(|| shown.clone().next())?, column, feature))
    }

    fn gradient(&self, column: usize, feature: usize) -> Option<f64> {
        self.leaf.arrived.get(&self.place(column, feature))
    }

    fn place(&self, column: usize, feature: usize) -> [usize; 2] {
        if self.transposed { [column, feature] } else { [feature, column] }
    }

    fn rows(&self) -> usize {
        self.x.shape[..self.x.shape.len() - 1].iter().product()
    }

    /// The index of a row, counted through all dimensions but the last.
    fn row(&self, mut number: usize) -> Vec<usize> {
        let sizes = &self.x.shape[..self.x.shape.len() - 1];
        let mut index: Vec<usize> = sizes
            .iter()
            .rev()
            .map(|&size| {
                let at = number % size;
                number /= size;
                at
            })
            .collect();
        index.reverse();
        index
    }

    fn arithmetic(&self, column: usize, feature: usize) -> Option<Arithmetic> {
        let factors = |row: usize| {
            let row = self.row(row);
            let at = [row.as_slice(), &[column]].concat();
            let (input, delta) = (self.x.get(&[row.as_slice(), &[feature]].concat())?, self.arrived.get(&at)?);
            let above = self.activation.and_then(|(_, upstream)| upstream.get(&at)).filter(|above| *above != 0.0);
            Some(match above {
                Some(above) => vec![above, delta / above, input],
                None => vec![delta, input],
            })
        };
        let rule = if self.activation.is_some() { "∂L/∂a · f′(z) · x" } else { "∂L/∂z · x" };
        let sum = if self.rows() > 1 { "Σ " } else { "" };
        let target = format!("∂L/∂{}", element(&name(&self.leaf.source), &self.place(column, feature)));
        let terms = terms(self.rows(), factors)?;
        let result = number(self.gradient(column, feature)?);
        Some(Arithmetic::new(target).equals(format!("{sum}{rule}")).equals(terms).about(result))
    }
}

/// A sum of products; of a long one, the first terms and the last.
fn terms(count: usize, factors: impl Fn(usize) -> Option<Vec<f64>>) -> Option<String> {
    let term = |at: usize| Some(factors(at)?.into_iter().map(bracketed).collect::<Vec<_>>().join("·"));
    if count <= SHOWN + 2 {
        return Some((0..count).map(term).collect::<Option<Vec<_>>>()?.join(" + "));
    }
    let first = (0..SHOWN).map(term).collect::<Option<Vec<_>>>()?.join(" + ");
    Some(format!("{first} + … ({} términos más) … + {}", count - SHOWN - 1, term(count - 1)?))
}

fn operations(record: &Record) -> impl DoubleEndedIterator<Item = (usize, &Operation)> {
    record.steps.iter().filter_map(|step| match &step.event {
        Event::Operation(operation) => Some((step.number, operation)),
        _ => None,
    })
}

/// The operation whose first input is a step's result.
pub fn consumer(record: &Record, step: usize) -> Option<(usize, &Operation)> {
    operations(record)
        .find(|(_, operation)| operation.inputs.first().is_some_and(|input| input.source == Source::Step(step)))
}

fn gradient_of(step: usize, pass: &Backward) -> Option<&Snapshot> {
    pass.nodes.iter().find(|node| node.step == Some(step)).map(|node| &node.gradient)
}
