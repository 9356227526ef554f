//! Einstein's summation: the equation read, operands lined up, contracted pair by pair.

use super::matmul::signed;
use crate::tensor::{Attribute, Error, Result, Tensor, composite};

/// A letter of the equation: `A`–`Z`, then `a`–`z`; the ellipsis comes last.
type Label = usize;

const ELLIPSIS: Label = 52;
const LABELS: usize = 53;

fn label(letter: char) -> Option<Label> {
    match letter {
        'A'..='Z' => Some(letter as usize - 'A' as usize),
        'a'..='z' => Some(letter as usize - 'a' as usize + 26),
        _ => None,
    }
}

fn letter(label: Label) -> char {
    let base = if label < 26 { b'A' } else { b'a' - 26 };
    u8::try_from(label).map_or('?', |label| (base + label) as char)
}

fn error(text: impl std::fmt::Display) -> Error {
    Error::runtime(format!("einsum(): {text}"))
}

/// What is summed: labels of each operand, and of the output if the equation tells them.
struct Equation {
    operands: Vec<Vec<Label>>,
    output: Option<Vec<Label>>,
}

impl Equation {
    fn parse(text: &str) -> Result<Self> {
        let (left, right) = match text.find("->") {
            Some(arrow) => (&text[..arrow], Some((&text[arrow + 2..], arrow + 2))),
            None => (text, None),
        };
        let mut operands = Vec::new();
        let mut start = 0;
        for (index, part) in left.split(',').enumerate() {
            operands.push(labels(part, start, &format!("for operand {index}"))?);
            start += part.len() + 1;
        }
        let output = right.map(|(part, start)| labels(part, start, "in the output")).transpose()?;
        Ok(Self { operands, output })
    }

    /// Without an output: the ellipsis, then in order every label that appears just once.
    fn implicit_output(&self) -> Vec<Label> {
        let count = |label| self.operands.iter().flatten().filter(|&&other| other == label).count();
        let ellipsis = (count(ELLIPSIS) > 0).then_some(ELLIPSIS);
        ellipsis.into_iter().chain((0..ELLIPSIS).filter(|&label| count(label) == 1)).collect()
    }
}

fn labels(part: &str, start: usize, place: &str) -> Result<Vec<Label>> {
    let mut found = Vec::new();
    let mut rest = part.char_indices();
    while let Some((index, letter)) = rest.next() {
        match letter {
            ' ' => {}
            '.' if found.contains(&ELLIPSIS) => {
                return Err(error(format!("found '.' {place} for which an ellipsis was already found")));
            }
            '.' if part[index..].starts_with("...") => {
                found.push(ELLIPSIS);
                rest.nth(1);
            }
            '.' => return Err(error(format!("found '.' {place} that is not part of any ellipsis"))),
            _ => found.push(label(letter).ok_or_else(|| {
                error(format!(
                    "invalid subscript given at index {} in the equation string, subscripts must be in [a-zA-Z]",
                    start + index
                ))
            })?),
        }
    }
    Ok(found)
}

/// Where each label's dimension stands when all operands are lined up: those of the output first.
struct Plan {
    place: [Option<usize>; LABELS],
    /// Where the ellipsis' dimensions begin, and how many there are.
    ellipsis: (usize, usize),
    kept: usize,
    all: usize,
}

impl Plan {
    fn new(equation: &Equation, operands: &[Tensor]) -> Result<Self> {
        let covered = |labels: &[Label], x: &Tensor| {
            if labels.contains(&ELLIPSIS) { (x.ndim() + 1).saturating_sub(labels.len()) } else { 0 }
        };
        let wide = equation.operands.iter().zip(operands).map(|(labels, x)| covered(labels, x)).max().unwrap_or(0);
        let mut plan = Self { place: [None; LABELS], ellipsis: (0, wide), kept: 0, all: 0 };
        let output = equation.output.clone().unwrap_or_else(|| equation.implicit_output());
        for &label in &output {
            if label == ELLIPSIS {
                plan.ellipsis.0 = plan.all;
                plan.all += wide;
                continue;
            }
            if plan.place[label].is_some() {
                return Err(error(format!("output subscript {} appears more than once in the output", letter(label))));
            }
            if !equation.operands.iter().flatten().any(|&other| other == label) {
                return Err(error(format!(
                    "output subscript {} does not appear in the equation for any input operand",
                    letter(label)
                )));
            }
            plan.place[label] = Some(plan.all);
            plan.all += 1;
        }
        plan.kept = plan.all;
        if !output.contains(&ELLIPSIS) {
            plan.ellipsis.0 = plan.all;
            plan.all += wide;
        }
        for label in 0..ELLIPSIS {
            if plan.place[label].is_none() && equation.operands.iter().flatten().any(|&other| other == label) {
                plan.place[label] = Some(plan.all);
                plan.all += 1;
            }
        }
        Ok(plan)
    }

    /// An operand with all dimensions in their places: those it lacks have size 1.
    fn line_up(&self, operand: &Tensor, labels: &[Label]) -> Result<Tensor> {
        let mut x = operand.clone();
        let mut places = vec![None; self.all];
        let mut dim = 0_usize;
        for &label in labels {
            if label == ELLIPSIS {
                let covered = operand.ndim() + 1 - labels.len();
                for k in self.ellipsis.1 - covered..self.ellipsis.1 {
                    places[self.ellipsis.0 + k] = Some(dim);
                    dim += 1;
                }
                continue;
            }
            let Some(place) = self.place[label] else { continue };
            if let Some(seen) = places[place] {
                x = x.diagonal(0, seen as i64, dim as i64)?.movedim(&[-1], &[seen as i64])?;
            } else {
                places[place] = Some(dim);
                dim += 1;
            }
        }
        let mut order = Vec::with_capacity(self.all);
        for place in places {
            order.push(place.unwrap_or(dim) as i64);
            if place.is_none() {
                x = x.unsqueeze(-1)?;
                dim += 1;
            }
        }
        x.permute(&order)
    }
}

/// Every dimension has a label, and equal labels equal sizes (or 1).
fn check(equation: &Equation, operands: &[Tensor]) -> Result<()> {
    let (told, given) = (equation.operands.len(), operands.len());
    if told != given {
        let which = if given < told { "fewer" } else { "more" };
        return Err(error(format!("{which} operands were provided than specified in the equation")));
    }
    for (index, (labels, x)) in equation.operands.iter().zip(operands).enumerate() {
        let dotted = labels.contains(&ELLIPSIS);
        let told = labels.len() - usize::from(dotted);
        if (dotted && told > x.ndim()) || (!dotted && told != x.ndim()) {
            let (fit, end) = if dotted {
                ("is more than the number of dimensions", "")
            } else {
                ("does not match the number of dimensions", " and no ellipsis was given")
            };
            return Err(error(format!(
                "the number of subscripts in the equation ({told}) {fit} ({}) for operand {index}{end}",
                x.ndim()
            )));
        }
    }
    check_sizes(equation, operands)
}

fn check_sizes(equation: &Equation, operands: &[Tensor]) -> Result<()> {
    let mut sizes = [1; LABELS];
    for (index, (labels, x)) in equation.operands.iter().zip(operands).enumerate() {
        let shape = x.shape();
        let covered = (x.ndim() + 1).saturating_sub(labels.len());
        let mut own = [None; LABELS];
        let mut dim = 0;
        for &label in labels {
            if label == ELLIPSIS {
                dim += covered;
                continue;
            }
            let size = shape[dim];
            dim += 1;
            if let Some(first) = own[label].filter(|&first| first != size) {
                return Err(error(format!(
                    "subscript {} is repeated for operand {index} but the sizes don't match, {size} != {first}",
                    letter(label)
                )));
            }
            own[label] = Some(size);
            if size != 1 && sizes[label] != 1 && sizes[label] != size {
                return Err(error(format!(
                    "subscript {} has size {size} for operand {index} which does not broadcast with previously seen \
                     size {}",
                    letter(label),
                    sizes[label]
                )));
            }
            sizes[label] = sizes[label].max(size);
        }
    }
    Ok(())
}

/// `torch.einsum(equation, *operands)`
///
/// # Errors
/// PyTorch's, for an equation that is malformed or does not fit the operands.
pub fn einsum(equation: &str, operands: &[Tensor]) -> Result<Tensor> {
    let attributes = || vec![("equation", Attribute::Text(equation.to_owned()))];
    composite("einsum", &attributes, operands, || {
        let equation = Equation::parse(equation)?;
        check(&equation, operands)?;
        let plan = Plan::new(&equation, operands)?;
        let lined_up: Vec<Tensor> = operands
            .iter()
            .zip(&equation.operands)
            .map(|(x, labels)| plan.line_up(x, labels))
            .collect::<Result<_>>()?;
        contract(lined_up, plan.kept, plan.all)
    })
}

fn contract(mut operands: Vec<Tensor>, kept: usize, all: usize) -> Result<Tensor> {
    let is_wide = |x: &Tensor, dim: usize| x.shape()[dim] != 1;
    if operands.len() == 1 {
        let summed: Vec<i64> = (kept..all).map(|dim| dim as i64).collect();
        let only = operands.remove(0);
        return if summed.is_empty() { Ok(only) } else { only.sum(Some(&summed), false, None) };
    }
    while operands.len() > 1 {
        let (mut a, mut b) = (operands.remove(0), operands.remove(0));
        let mut shared = Vec::new();
        for dim in kept..all {
            if operands.iter().any(|x| is_wide(x, dim)) {
                continue;
            }
            match (is_wide(&a, dim), is_wide(&b, dim)) {
                (true, true) => shared.push(dim),
                (true, false) => a = a.sum(Some(&[dim as i64]), true, None)?,
                (false, true) => b = b.sum(Some(&[dim as i64]), true, None)?,
                (false, false) => {}
            }
        }
        operands.push(if shared.is_empty() { a.mul(&b)? } else { multiply(&a, &b, &shared)? });
    }
    let result = operands.remove(0);
    if kept == all { Ok(result) } else { result.view(&signed(&result.shape()[..kept])) }
}

/// The product of two operands, summed over `shared`, as one product of batches of matrices.
fn multiply(a: &Tensor, b: &Tensor, shared: &[usize]) -> Result<Tensor> {
    let (left, right) = (a.shape(), b.shape());
    let of = |wanted: [bool; 2]| -> Vec<usize> {
        let fits = |dim: &usize| !shared.contains(dim) && [left[*dim] != 1, right[*dim] != 1] == wanted;
        (0..left.len()).filter(fits).collect()
    };
    let (batch, rows) = (of([true, true]), of([true, false]));
    let columns: Vec<usize> = (0..left.len()).filter(|dim| !shared.contains(dim) && left[*dim] == 1).collect();
    let product = |shape: &[usize], dims: &[usize]| dims.iter().map(|&dim| shape[dim]).product::<usize>();
    let shape = [product(&left, &batch), product(&left, &rows), product(&left, shared), product(&right, &columns)];
    let first = a.permute(&signed(&[&batch[..], &rows, shared, &columns].concat()))?;
    let second = b.permute(&signed(&[&batch[..], shared, &columns, &rows].concat()))?;
    let first = first.reshape(&signed(&[shape[0], shape[1], shape[2]]))?;
    let second = second.reshape(&signed(&[shape[0], shape[2], shape[3]]))?;
    let order = [&batch[..], &rows, shared, &columns].concat();
    let size = |&dim: &usize| if shared.contains(&dim) { 1 } else { left[dim].max(right[dim]) };
    let mut back = vec![0; order.len()];
    order.iter().enumerate().for_each(|(index, &dim)| back[dim] = index);
    let sizes: Vec<usize> = order.iter().map(size).collect();
    first.bmm(&second)?.view(&signed(&sizes))?.permute(&signed(&back))
}
