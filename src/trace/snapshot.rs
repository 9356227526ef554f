//! A tensor's values at one moment, in bounded space.

use serde::{Deserialize, Serialize};

use crate::tensor::Tensor;

/// Up to so many elements are kept whole.
const WHOLE: usize = 2048;

/// Of larger tensors: so many at each end of each dimension, as PyTorch prints them.
const EDGE: usize = 3;

/// Beyond this distance from zero, σ and tanh are flat.
pub(super) const FAR: f64 = 3.0;

/// A tensor as it was.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Size of each dimension.
    #[serde(rename = "forma")]
    pub shape: Vec<usize>,
    /// The type, after `torch.`: `float32`.
    #[serde(rename = "tipo")]
    pub dtype: String,
    /// As PyTorch prints it.
    #[serde(rename = "texto")]
    pub text: String,
    /// Figures over all elements.
    #[serde(rename = "resumen")]
    pub stats: Stats,
    /// The elements in row-major order; of a large tensor, those at the ends of each dimension.
    #[serde(rename = "valores", with = "numbers")]
    pub values: Vec<f64>,
    /// Whether `values` holds every element.
    #[serde(rename = "completo")]
    pub whole: bool,
}

/// Figures over all elements of a tensor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// How many elements.
    #[serde(rename = "elementos")]
    pub count: usize,
    /// How many are below zero.
    #[serde(rename = "negativos")]
    pub negative: usize,
    /// How many are exactly zero.
    #[serde(rename = "ceros")]
    pub zero: usize,
    /// How many lie beyond ±3.
    #[serde(rename = "lejos")]
    pub far: usize,
    /// How many are `nan`.
    #[serde(rename = "nan")]
    pub nan: usize,
    /// How many are `inf` or `-inf`.
    #[serde(rename = "infinitos")]
    pub infinite: usize,
    /// The smallest finite one, 0 where there is none.
    #[serde(rename = "minimo")]
    pub min: f64,
    /// The largest finite one.
    #[serde(rename = "maximo")]
    pub max: f64,
    /// The mean of the finite ones.
    #[serde(rename = "media")]
    pub mean: f64,
    /// The Euclidean norm of the finite ones.
    #[serde(rename = "norma", default)]
    pub norm: f64,
}

impl Snapshot {
    /// Takes one; `text` is how PyTorch prints the tensor.
    #[must_use]
    pub fn take(tensor: &Tensor, text: String) -> Self {
        let (shape, values) = (tensor.shape(), tensor.to_vec::<f64>());
        let stats = Stats::of(&values);
        let whole = values.len() <= WHOLE;
        let values = if whole { values } else { edges(&shape, &values) };
        Self { shape, dtype: tensor.dtype().name().to_owned(), text, stats, values, whole }
    }

    /// The element at an index, if it was kept.
    #[must_use]
    pub fn get(&self, index: &[usize]) -> Option<f64> {
        let mut place = 0;
        for (&at, &size) in index.iter().zip(&self.shape) {
            place = place * self.kept(size) + self.position(at, size)?;
        }
        self.values.get(place).copied().filter(|_| index.len() == self.shape.len())
    }

    /// The only element of a tensor that has one.
    #[must_use]
    pub fn scalar(&self) -> Option<f64> {
        self.values.first().copied().filter(|_| self.stats.count == 1)
    }

    /// Whether gradients flow back through it: PyTorch prints so.
    #[must_use]
    pub fn is_tracked(&self) -> bool {
        self.text.contains("grad_fn=") || self.text.contains("requires_grad=True")
    }

    /// Whether the elements are floats.
    #[must_use]
    pub fn is_float(&self) -> bool {
        self.dtype.starts_with("float")
    }

    fn kept(&self, size: usize) -> usize {
        if self.whole { size } else { size.min(2 * EDGE) }
    }

    fn position(&self, at: usize, size: usize) -> Option<usize> {
        match at {
            _ if at >= size => None,
            _ if self.whole || size <= 2 * EDGE || at < EDGE => Some(at),
            _ => (at + EDGE >= size).then(|| at + 2 * EDGE - size),
        }
    }
}

fn edges(shape: &[usize], values: &[f64]) -> Vec<f64> {
    let mut places = vec![0];
    for &size in shape {
        let kept = (0..size).filter(|at| size <= 2 * EDGE || *at < EDGE || at + EDGE >= size);
        let kept: Vec<usize> = kept.collect();
        places = places.iter().flat_map(|place| kept.iter().map(move |at| place * size + at)).collect();
    }
    places.into_iter().map(|place| values[place]).collect()
}

impl Stats {
    fn of(values: &[f64]) -> Self {
        let mut stats = Self { count: values.len(), min: f64::INFINITY, max: f64::NEG_INFINITY, ..Self::default() };
        let (mut sum, mut squares, mut finite) = (0.0, 0.0, 0_usize);
        for &value in values {
            stats.negative += usize::from(value < 0.0);
            stats.zero += usize::from(value == 0.0);
            stats.far += usize::from(value.abs() > FAR);
            stats.nan += usize::from(value.is_nan());
            stats.infinite += usize::from(value.is_infinite());
            if value.is_finite() {
                (stats.min, stats.max) = (stats.min.min(value), stats.max.max(value));
                sum += value;
                squares += value * value;
                finite += 1;
            }
        }
        if finite == 0 {
            (stats.min, stats.max) = (0.0, 0.0);
        }
        let mean = sum / finite.max(1) as f64;
        stats.mean = if mean.is_finite() { mean } else { 0.0 };
        stats.norm = if f64::is_finite(squares) { squares.sqrt() } else { f64::MAX };
        stats
    }

    /// How many are above zero.
    #[must_use]
    pub fn positive(&self) -> usize {
        self.count - self.negative - self.zero - self.nan
    }
}

/// Numbers as JSON, which has no infinities and no `nan`: those are words.
pub mod numbers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Finite(f64),
        Word(String),
    }

    /// Writes them.
    ///
    /// # Errors
    /// The serializer's.
    pub fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|&value| Shown(value)))
    }

    struct Shown(f64);

    impl Serialize for Shown {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self.0 {
                nan if nan.is_nan() => serializer.serialize_str("nan"),
                f64::INFINITY => serializer.serialize_str("inf"),
                f64::NEG_INFINITY => serializer.serialize_str("-inf"),
                value => serializer.serialize_f64(value),
            }
        }
    }

    /// Reads them.
    ///
    /// # Errors
    /// One is no number, nor one of the words for those that JSON lacks.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
        let numbers = Vec::<Number>::deserialize(deserializer)?;
        numbers.into_iter().map(Number::value).collect()
    }

    impl Number {
        fn value<E: serde::de::Error>(self) -> Result<f64, E> {
            match self {
                Self::Finite(value) => Ok(value),
                Self::Word(word) => word.parse().map_err(E::custom),
            }
        }
    }

    /// The same for one number.
    pub mod one {
        use super::{Deserialize, Deserializer, Number, Serialize, Serializer, Shown};

        /// Writes it.
        ///
        /// # Errors
        /// The serializer's.
        pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
            Shown(*value).serialize(serializer)
        }

        /// Reads it.
        ///
        /// # Errors
        /// It is no number, nor one of the words for those that JSON lacks.
        pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
            Number::deserialize(deserializer)?.value()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(values: Vec<f32>, shape: &[usize]) -> Snapshot {
        Snapshot::take(&Tensor::from_vec(values, shape), String::new())
    }

    #[test]
    fn small_tensors_are_kept_whole() {
        let taken = snapshot(vec![1.0, -2.0, 0.0, 4.0, f32::NAN, f32::INFINITY], &[2, 3]);
        assert_eq!(taken.get(&[1, 0]), Some(4.0));
        assert_eq!(taken.get(&[2, 0]), None);
        let Stats { negative, zero, far, nan, infinite, min, max, mean, .. } = taken.stats;
        assert_eq!((negative, zero, far, nan, infinite), (1, 1, 2, 1, 1));
        assert!((min, max, mean) == (-2.0, 4.0, 0.75));
    }

    #[test]
    fn of_large_ones_the_ends_remain() {
        let taken = snapshot((0..1_000_000_u32).map(|n| n as f32).collect(), &[1000, 1000]);
        assert_eq!(taken.values.len(), 36);
        assert_eq!(taken.get(&[0, 2]), Some(2.0));
        assert_eq!(taken.get(&[999, 997]), Some(999_997.0));
        assert_eq!(taken.get(&[2, 3]), None);
        assert_eq!(taken.stats.count, 1_000_000);
    }

    #[test]
    fn json_keeps_what_it_has_no_numbers_for() {
        let taken = snapshot(vec![f32::INFINITY, f32::NEG_INFINITY, 1.5], &[3]);
        let json = serde_json::to_string(&taken).expect("plain data");
        assert!(json.contains(r#""valores":["inf","-inf",1.5]"#), "{json}");
        assert_eq!(serde_json::from_str::<Snapshot>(&json).expect("and back"), taken);
    }
}
