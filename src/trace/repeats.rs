//! Recognising work that repeats.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

/// So many occurrences are kept; when there are more, only the first is shown.
pub const KEPT: u64 = 3;

/// A program with more different operations than this is cut.
const MOST_KINDS: usize = 20_000;

/// Keys are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| mix(hash, u64::from(byte)));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// One more number in a hash.
#[must_use]
pub const fn mix(hash: u64, number: u64) -> u64 {
    let mixed = (hash.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 29)
}

/// The hash of a text.
#[must_use]
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0, |hash, byte| mix(hash, u64::from(byte)))
}

/// How often one kind of work happened.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    /// How often.
    pub seen: u64,
    /// When it happened last, in events.
    pub last: u64,
    /// Its scalar result: the first and the last.
    pub scalar: Option<(f64, f64)>,
    /// Where it was kept first.
    pub step: Option<usize>,
    /// The address of its latest result.
    pub latest: Option<usize>,
}

/// Counts work by its key.
#[derive(Default)]
pub struct Counters {
    by_key: HashMap<u64, Counter, BuildHasherDefault<AsIs>>,
    clock: u64,
}

impl Counters {
    /// Counts one event; `None` when there are too many kinds to count.
    pub fn count(&mut self, key: u64) -> Option<&mut Counter> {
        self.clock += 1;
        if self.by_key.len() >= MOST_KINDS && !self.by_key.contains_key(&key) {
            return None;
        }
        let clock = self.clock;
        let counter = self.by_key.entry(key).or_default();
        counter.seen += 1;
        counter.last = clock;
        Some(counter)
    }

    /// What is known of a key.
    pub fn get(&self, key: u64) -> Option<&Counter> {
        self.by_key.get(&key)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: u64) -> Option<&mut Counter> {
        self.by_key.get_mut(&key)
    }

    /// The number of the latest event.
    pub fn now(&self) -> u64 {
        self.clock
    }
}
