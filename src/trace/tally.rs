//! What an activation's units did over all of its calls, also those that are only counted.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::snapshot::FAR;
use crate::tensor::{Tensor, dispatch::Call};

/// Activations whose units are followed.
const FOLLOWED: [&str; 9] =
    ["relu", "relu6", "sigmoid", "tanh", "hardtanh", "hardsigmoid", "elu", "leaky_relu", "threshold"];

/// Layers with more units than this are not followed.
const MOST_UNITS: usize = 4096;

/// The calls of one activation at one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// The step that shows its first call.
    pub step: usize,
    /// How often it was called.
    pub times: u64,
    /// How many rows went in, all calls together.
    pub rows: u64,
    /// For each unit (along the last dimension), how many calls in a row, up to the last one, it gave 0 for every row.
    pub idle: Vec<u64>,
    /// The share of inputs beyond ±3 in the first and in the last call.
    pub far: (f64, f64),
}

/// Tallies by the key of their work.
#[derive(Debug, Default)]
pub struct Tallies(HashMap<u64, Tally>);

impl Tallies {
    /// Counts a call, if it is one to follow.
    pub fn count(&mut self, key: u64, call: &Call<'_>) {
        let Some(input) = call.inputs.first().filter(|_| FOLLOWED.contains(&call.name)) else { return };
        let units = call.output.shape().last().copied().unwrap_or(1);
        if units == 0 || units > MOST_UNITS || call.output.numel() == 0 {
            return;
        }
        let tally = self.0.entry(key).or_insert_with(|| Tally { idle: vec![0; units], ..Tally::default() });
        if tally.idle.len() == units {
            tally.add(input, &call.output.to_vec::<f64>());
        }
    }

    /// The tally of this work.
    pub fn take(&mut self, key: u64) -> Option<Tally> {
        self.0.remove(&key)
    }
}

impl Tally {
    fn add(&mut self, input: &Tensor, output: &[f64]) {
        let units = self.idle.len();
        for (unit, idle) in self.idle.iter_mut().enumerate() {
            let silent = output.iter().skip(unit).step_by(units).all(|&value| value == 0.0);
            *idle = if silent { *idle + 1 } else { 0 };
        }
        let inputs = input.to_vec::<f64>();
        let far = inputs.iter().filter(|value| value.abs() > FAR).count() as f64 / inputs.len().max(1) as f64;
        self.far = (if self.times == 0 { far } else { self.far.0 }, far);
        self.rows += (output.len() / units) as u64;
        self.times += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(tallies: &mut Tallies, inputs: Vec<f32>, outputs: Vec<f32>) {
        let shape = [outputs.len() / 2, 2];
        let (input, output) = (Tensor::from_vec(inputs, &shape), Tensor::from_vec(outputs, &shape));
        let call = Call { name: "relu", attributes: &Vec::new, inputs: &[input], output: &output, inplace: false };
        tallies.count(7, &call);
    }

    #[test]
    fn a_unit_is_idle_since_it_last_spoke() {
        let mut tallies = Tallies::default();
        count(&mut tallies, vec![-1.0, 2.0, -5.0, 3.0], vec![0.0, 2.0, 0.0, 3.0]);
        count(&mut tallies, vec![-1.0, -2.0, -5.0, -4.0], vec![0.0, 0.0, 0.0, 0.0]);
        let tally = tallies.take(7).expect("it was followed");
        assert_eq!((tally.times, tally.rows, tally.idle), (2, 4, vec![2, 1]));
        assert_eq!(tally.far, (0.25, 0.5));
    }
}
