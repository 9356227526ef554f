//! Numbers of events in a unit of time: `torch.poisson`.

use super::generator::{Generator, Source, chosen};
use crate::tensor::{Error, Result, Tensor, kernel::convert};

/// `torch.poisson(rates)`
///
/// # Errors
/// PyTorch's, for other than floats and negative rates.
pub fn poisson(rates: &Tensor, generator: Option<&Generator>) -> Result<Tensor> {
    if !rates.dtype().is_floating_point() {
        return Err(Error::not_implemented(format!(
            "\"poisson_cpu\" not implemented for '{}'",
            rates.dtype().scalar_name()
        )));
    }
    let values = rates.to_vec::<f64>();
    if values.iter().any(|&rate| rate.is_nan() || rate < 0.0) {
        return Err(Error::runtime("invalid Poisson rate, expected rate to be non-negative"));
    }
    let draws = chosen(generator).with(|source| values.iter().map(|&rate| draw(source, rate)).collect::<Vec<f64>>());
    convert(&Tensor::from_vec(draws, &rates.shape()), rates.dtype())
}

fn draw(source: &mut Source, rate: f64) -> f64 {
    if rate == 0.0 {
        return 0.0;
    }
    if rate >= 10.0 { rejected(source, rate) } else { counted(source, rate) }
}

/// Knuth: uniform numbers are multiplied until they fall below e^−rate.
fn counted(source: &mut Source, rate: f64) -> f64 {
    let limit = (-rate).exp();
    let (mut count, mut product) = (0.0, source.unit());
    while product > limit {
        count += 1.0;
        product *= source.unit();
    }
    count
}

/// Hörmann 1993, "The transformed rejection method for generating Poisson random variables", PTRS.
fn rejected(source: &mut Source, rate: f64) -> f64 {
    let log_rate = rate.ln();
    let width = 0.931 + 2.53 * rate.sqrt();
    let slant = -0.059 + 0.02483 * width;
    let inverse_alpha = 1.1239 + 1.1328 / (width - 3.4);
    let sure = 0.9277 - 3.6224 / (width - 2.0);
    loop {
        let (place, height) = (source.unit() - 0.5, source.unit());
        let edge = 0.5 - place.abs();
        let count = ((2.0 * slant / edge + width) * place + rate + 0.43).floor();
        if edge >= 0.07 && height <= sure {
            return count;
        }
        if count < 0.0 || (edge < 0.013 && height > edge) {
            continue;
        }
        let scaled = height.ln() + inverse_alpha.ln() - (slant / (edge * edge) + width).ln();
        if scaled <= -rate + count * log_rate - libm::lgamma(count + 1.0) {
            return count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::random::manual_seed;

    /// `torch.manual_seed(0)`, `torch.poisson(torch.full((4,), 20.))`
    #[test]
    fn draws_are_pytorch_s() {
        manual_seed(0);
        let rates = Tensor::full(20.0_f32, &[4]).expect("small");
        assert_eq!(poisson(&rates, None).expect("rates").to_vec::<f32>(), POISSON);
    }
    const POISSON: [f32; 4] = [19.0, 22.0, 15.0, 21.0];
}
