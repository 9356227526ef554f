//! Choices among the places of a row, by weight.

use std::cmp::Ordering;

use super::generator::{Generator, Source, chosen};
use crate::tensor::{Error, Real, Result, Tensor, allocate};

/// `torch.multinomial`: for each row of weights, `count` places drawn by weight.
///
/// # Errors
/// PyTorch's, for what are no weights, or more draws than places.
pub fn multinomial(weights: &Tensor, count: i64, replacement: bool, generator: Option<&Generator>) -> Result<Tensor> {
    let shape = weights.shape();
    let (rows, places) = match shape[..] {
        [places] => (None, places),
        [rows, places] => (Some(rows), places),
        _ => return Err(Error::runtime("prob_dist must be 1 or 2 dim")),
    };
    if !weights.dtype().is_floating_point() {
        return Err(Error::runtime(format!(
            "multinomial only supports floating-point dtypes for input, got: {}",
            weights.dtype().scalar_name()
        )));
    }
    let count = usize::try_from(count).ok().filter(|&count| count > 0);
    let count = count.ok_or_else(|| Error::runtime("cannot sample n_sample <= 0 samples"))?;
    if !replacement && count > places {
        return Err(Error::runtime("cannot sample n_sample > prob_dist.size(-1) samples without replacement"));
    }
    let mut chosen_places = allocate(rows.unwrap_or(1) * count)?;
    let race = !replacement || count == 1;
    crate::with_float!(weights.dtype(), T => {
        let weights = weights.to_vec::<T>();
        if race {
            check(&weights, places)?;
        }
        chosen(generator).with(|source| weights.chunks_exact(places.max(1)).try_for_each(|row| {
            if race {
                run_race(source, row, count, &mut chosen_places);
                return Ok(());
            }
            search(source, row, count, &mut chosen_places)
        }))?;
    }, else return Err(Error::not_implemented("\"multinomial\" not implemented for 'Half'")));
    let shape: Vec<usize> = rows.into_iter().chain([count]).collect();
    Ok(Tensor::from_vec(chosen_places, &shape))
}

fn check<T: Real>(weights: &[T], places: usize) -> Result<()> {
    if !weights.iter().all(|&w| w.is_finite() && w >= T::ZERO) {
        return Err(Error::runtime("probability tensor contains either `inf`, `nan` or element < 0"));
    }
    if weights.chunks_exact(places.max(1)).any(|row| row.iter().all(|&w| w == T::ZERO)) {
        return Err(nothing_to_choose());
    }
    Ok(())
}

fn nothing_to_choose() -> Error {
    Error::runtime("invalid multinomial distribution (sum of probabilities <= 0)")
}

/// Without replacement: each place gets an exponential waiting time, and the shortest per weight win.
fn run_race<T: Real>(source: &mut Source, weights: &[T], count: usize, chosen: &mut Vec<i64>) {
    let mut wait = || T::of(-(-source.unit()).ln_1p());
    let speeds: Vec<T> = weights.iter().map(|&weight| weight / wait()).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| speeds[b].partial_cmp(&speeds[a]).unwrap_or(Ordering::Equal));
    chosen.extend(order[..count].iter().map(|&place| place as i64));
}

/// With replacement: a uniform number is looked up in the running sums of the weights.
fn search<T: Real>(source: &mut Source, weights: &[T], count: usize, chosen: &mut Vec<i64>) -> Result<()> {
    let mut total = T::ZERO;
    let mut sums = Vec::with_capacity(weights.len());
    for &weight in weights {
        if weight.is_nan() || weight < T::ZERO {
            return Err(Error::runtime("invalid multinomial distribution (encountering probability entry < 0)"));
        }
        if !weight.is_finite() {
            return Err(Error::runtime(
                "invalid multinomial distribution (encountering probability entry = infinity or NaN)",
            ));
        }
        total = total + weight;
        sums.push(total);
    }
    if total == T::ZERO {
        return Err(nothing_to_choose());
    }
    for sum in &mut sums {
        *sum = *sum / total;
    }
    if let Some(last) = sums.last_mut() {
        *last = T::ONE;
    }
    for _ in 0..count {
        let u = source.unit();
        chosen.push(sums.partition_point(|sum| sum.to_f64() < u) as i64);
    }
    Ok(())
}
