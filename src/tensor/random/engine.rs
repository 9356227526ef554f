//! The Mersenne Twister, which every random number of PyTorch's CPU side comes from.

use std::ops::Range;

/// Words of state.
pub(super) const WORDS: usize = 624;
/// Distance of the word that is mixed in.
const SHIFT: usize = 397;
/// Coefficients of the twist.
const MATRIX: u32 = 0x9908_b0df;
/// Multiplier that spreads a seed over the state.
const SPREAD: u32 = 1_812_433_253;

/// mt19937, with the position kept as PyTorch stores it: `left` draws until the next twist, plus one.
#[derive(Clone, Debug)]
pub(super) struct Mt19937 {
    pub state: Box<[u32; WORDS]>,
    pub left: u32,
    pub next: u32,
}

impl Mt19937 {
    /// Seeded with the low half of `seed`.
    pub fn new(seed: u64) -> Self {
        let mut state = Box::new([0; WORDS]);
        state[0] = seed as u32;
        for index in 1..WORDS {
            let last = state[index - 1];
            state[index] = SPREAD.wrapping_mul(last ^ last >> 30).wrapping_add(index as u32);
        }
        Self { state, left: 1, next: 0 }
    }

    /// The next 32 bits.
    pub fn draw(&mut self) -> u32 {
        self.left -= 1;
        if self.left == 0 {
            self.refill();
        }
        let word = self.state[self.next as usize];
        self.next += 1;
        temper(word)
    }

    /// The next 64 bits, the high half drawn first.
    pub fn draw_wide(&mut self) -> u64 {
        let high = u64::from(self.draw());
        high << 32 | u64::from(self.draw())
    }

    fn refill(&mut self) {
        self.twist(0..WORDS - SHIFT, SHIFT);
        self.twist(WORDS - SHIFT..WORDS - 1, SHIFT.wrapping_sub(WORDS));
        self.state[WORDS - 1] = self.state[SHIFT - 1] ^ mix(self.state[WORDS - 1], self.state[0]);
        self.left = WORDS as u32;
        self.next = 0;
    }

    fn twist(&mut self, words: Range<usize>, distance: usize) {
        for index in words {
            let mixed = mix(self.state[index], self.state[index + 1]);
            self.state[index] = self.state[index.wrapping_add(distance)] ^ mixed;
        }
    }
}

fn mix(word: u32, following: u32) -> u32 {
    let joined = word & 0x8000_0000 | following & 0x7fff_ffff;
    joined >> 1 ^ if following & 1 == 1 { MATRIX } else { 0 }
}

fn temper(mut word: u32) -> u32 {
    word ^= word >> 11;
    word ^= word << 7 & 0x9d2c_5680;
    word ^= word << 15 & 0xefc6_0000;
    word ^ word >> 18
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_sequence_is_reproduced() {
        let mut engine = Mt19937::new(5489);
        assert_eq!([engine.draw(), engine.draw(), engine.draw()], [3_499_211_612, 581_869_302, 3_890_346_734]);
        assert_eq!((3..10_000).map(|_| engine.draw()).last(), Some(4_123_659_995));
    }
}
