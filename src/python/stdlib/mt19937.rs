//! The Mersenne Twister as Python's `random` seeds and reads it.

const SIZE: usize = 624;
const SHIFT: usize = 397;

/// The generator: 624 words, and how many of them were read.
#[derive(Clone, Debug)]
pub(super) struct MersenneTwister {
    words: [u32; SIZE],
    index: usize,
}

impl MersenneTwister {
    /// Seeds from one word, the step that `from_key` starts from.
    fn from_word(seed: u32) -> Self {
        let mut words = [seed; SIZE];
        for (index, position) in (1..SIZE).zip(1..) {
            let last = words[index - 1];
            words[index] = 1_812_433_253_u32.wrapping_mul(last ^ (last >> 30)).wrapping_add(position);
        }
        Self { words, index: SIZE }
    }

    /// Seeds from a key of any length, the lowest word of the number first.
    pub(super) fn from_key(key: &[u32]) -> Self {
        let key = if key.is_empty() { &[0] } else { key };
        let mut state = Self::from_word(19_650_218);
        let words = &mut state.words;
        let (mut i, mut j) = (1, 0);
        for _ in 0..SIZE.max(key.len()) {
            let mixed = Self::mixed(words, i, 1_664_525);
            words[i] = mixed.wrapping_add(key[j]).wrapping_add(u32::try_from(j).unwrap_or(u32::MAX));
            i = Self::next(words, i);
            j = (j + 1) % key.len();
        }
        for _ in 1..SIZE {
            let mixed = Self::mixed(words, i, 1_566_083_941);
            words[i] = mixed.wrapping_sub(u32::try_from(i).unwrap_or(u32::MAX));
            i = Self::next(words, i);
        }
        words[0] = 0x8000_0000;
        state
    }

    fn mixed(words: &[u32; SIZE], i: usize, factor: u32) -> u32 {
        let last = words[i - 1];
        words[i] ^ (last ^ (last >> 30)).wrapping_mul(factor)
    }

    fn next(words: &mut [u32; SIZE], i: usize) -> usize {
        if i + 1 < SIZE {
            return i + 1;
        }
        words[0] = words[SIZE - 1];
        1
    }

    /// The state as `getstate()` tells it: the words, then the index.
    pub(super) fn state(&self) -> impl Iterator<Item = u32> {
        self.words.into_iter().chain(u32::try_from(self.index))
    }

    /// The generator with such a state, if it is one.
    pub(super) fn from_state(state: &[u32]) -> Option<Self> {
        let (&index, words) = state.split_last()?;
        let index = usize::try_from(index).ok().filter(|&index| index <= SIZE)?;
        Some(Self { words: words.try_into().ok()?, index })
    }

    /// The next 32 bits.
    pub(super) fn next_u32(&mut self) -> u32 {
        if self.index >= SIZE {
            self.twist();
        }
        let mut word = self.words[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    fn twist(&mut self) {
        for i in 0..SIZE {
            let joined = (self.words[i] & 0x8000_0000) | (self.words[(i + 1) % SIZE] & 0x7fff_ffff);
            let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
            self.words[i] = self.words[(i + SHIFT) % SIZE] ^ (joined >> 1) ^ odd;
        }
        self.index = 0;
    }

    /// A float in [0, 1) with 53 random bits.
    pub(super) fn next_f64(&mut self) -> f64 {
        let (high, low) = (self.next_u32() >> 5, self.next_u32() >> 6);
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `random.seed(42)`, then `random.random()`, in CPython.
    #[test]
    fn pythons_numbers() {
        let mut generator = MersenneTwister::from_key(&[42]);
        let drawn: Vec<f64> = (0..3).map(|_| generator.next_f64()).collect();
        assert_eq!(drawn, [0.639_426_798_457_883_7, 0.025_010_755_222_666_936, 0.275_029_318_369_119_26]);
    }

    #[test]
    fn a_state_goes_on_where_it_was() {
        let mut generator = MersenneTwister::from_key(&[1, 2, 3]);
        generator.next_u32();
        let state: Vec<u32> = generator.state().collect();
        let mut copy = MersenneTwister::from_state(&state).expect("it is a state");
        assert_eq!(copy.next_u32(), generator.next_u32());
        assert!(MersenneTwister::from_state(&state[1..]).is_none());
    }
}
