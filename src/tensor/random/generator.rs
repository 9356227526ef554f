//! Sources of random numbers (`torch.Generator`), and the one that is used when none is given.

use std::{
    cell::RefCell,
    hash::{BuildHasher, Hasher, RandomState},
    rc::Rc,
};

use super::engine::{Mt19937, WORDS};
use crate::tensor::error::{Error, Result};

/// The seed of a generator that nobody has seeded.
const DEFAULT_SEED: u64 = 67_280_421_310_721;
/// Bytes of a state as PyTorch saves it.
const STATE_SIZE: usize = 5056;
/// Where the words of the engine lie in it, and the cached normal after them.
const WORDS_AT: usize = 24;
const CACHE_AT: usize = WORDS_AT + 8 * WORDS;

/// `torch.Generator`: a handle; clones draw from the same sequence.
#[derive(Clone, Debug)]
pub struct Generator(Rc<RefCell<Source>>);

/// What draws.
#[derive(Clone, Debug)]
pub(super) struct Source {
    seed: u64,
    pub engine: Mt19937,
    /// The second of a pair of normal numbers, kept for the next call.
    pub normal: Option<f64>,
}

impl Source {
    fn new(seed: u64) -> Self {
        Self { seed, engine: Mt19937::new(seed), normal: None }
    }
}

impl Default for Generator {
    fn default() -> Self {
        Self::new(DEFAULT_SEED)
    }
}

impl Generator {
    /// A generator with a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Rc::new(RefCell::new(Source::new(seed))))
    }

    /// Begins the sequence of `seed` (`manual_seed`).
    pub fn manual_seed(&self, seed: u64) {
        *self.0.borrow_mut() = Source::new(seed);
    }

    /// The seed that the sequence began with (`initial_seed`).
    #[must_use]
    pub fn initial_seed(&self) -> u64 {
        self.0.borrow().seed
    }

    /// Begins an unpredictable sequence; returns its seed (`seed`).
    pub fn seed(&self) -> u64 {
        let seed = unpredictable();
        self.manual_seed(seed);
        seed
    }

    /// The whole state, byte for byte as PyTorch saves it (`get_state`).
    #[must_use]
    pub fn state(&self) -> Vec<u8> {
        let source = self.0.borrow();
        let mut bytes = Vec::with_capacity(STATE_SIZE);
        bytes.extend(source.seed.to_le_bytes());
        bytes.extend(source.engine.left.to_le_bytes());
        bytes.extend(1_u32.to_le_bytes());
        bytes.extend(u64::from(source.engine.next).to_le_bytes());
        bytes.extend(source.engine.state.iter().flat_map(|&word| u64::from(word).to_le_bytes()));
        bytes.extend([0; 8]);
        bytes.extend(source.normal.unwrap_or_default().to_le_bytes());
        bytes.extend([0; 8]);
        bytes.extend(u32::from(source.normal.is_some()).to_le_bytes());
        bytes.resize(STATE_SIZE, 0);
        bytes
    }

    /// Goes back to a saved state (`set_state`).
    ///
    /// # Errors
    /// PyTorch's, for bytes that are no state.
    pub fn set_state(&self, bytes: &[u8]) -> Result<()> {
        if bytes.len() != STATE_SIZE {
            return Err(Error::runtime(format!(
                "Expected a CPUGeneratorImplState of size {STATE_SIZE} but found the input RNG state size to be {}",
                bytes.len()
            )));
        }
        let word = |at: usize| bytes[at..at + 8].iter().rev().fold(0_u64, |word, &byte| word << 8 | u64::from(byte));
        let (left, seeded, next) = (word(8) as u32, word(8) >> 32, word(16));
        if seeded != 1 || !(1..=WORDS as u32).contains(&left) || next > WORDS as u64 {
            return Err(Error::runtime("Invalid mt19937 state"));
        }
        let mut source = Source::new(word(0));
        for (index, target) in source.engine.state.iter_mut().enumerate() {
            *target = word(WORDS_AT + 8 * index) as u32;
        }
        (source.engine.left, source.engine.next) = (left, next as u32);
        source.normal = (bytes[CACHE_AT + 24] != 0).then(|| f64::from_bits(word(CACHE_AT + 8)));
        *self.0.borrow_mut() = source;
        Ok(())
    }

    pub(super) fn with<R>(&self, draw: impl FnOnce(&mut Source) -> R) -> R {
        draw(&mut self.0.borrow_mut())
    }
}

thread_local! {
    static DEFAULT: Generator = Generator::new(unpredictable());
}

/// The generator that is used when none is given (`torch.default_generator`).
#[must_use]
pub fn default_generator() -> Generator {
    DEFAULT.with(Clone::clone)
}

/// The given generator, or the default one.
pub(super) fn chosen(generator: Option<&Generator>) -> Generator {
    generator.cloned().unwrap_or_else(default_generator)
}

/// Bits that the operating system seeded.
fn unpredictable() -> u64 {
    RandomState::new().build_hasher().finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_state_brings_the_sequence_back() {
        let generator = Generator::new(3);
        generator.with(|source| {
            source.normal = Some(0.25);
            (0..700).map(|_| source.engine.draw()).last()
        });
        let (state, expected) = (generator.state(), generator.with(|source| source.engine.draw()));
        let other = Generator::default();
        other.set_state(&state).expect("a state");
        assert_eq!(other.state(), state);
        assert_eq!((other.with(|source| source.engine.draw()), other.initial_seed()), (expected, 3));
        assert_eq!(other.with(|source| source.normal), Some(0.25));
    }

    #[test]
    fn bytes_that_are_no_state_are_refused() {
        let error = Generator::default().set_state(&[0; 3]).expect_err("too short");
        assert!(error.message.ends_with("found the input RNG state size to be 3"));
        assert_eq!(
            Generator::default().set_state(&[0; STATE_SIZE]).expect_err("never seeded").message,
            "Invalid mt19937 state"
        );
    }
}
