//! Text as people type it in Spanish: with or without accents, in either Unicode form, with a decimal comma or a point,
//! with a minus of the keyboard or of the typesetter, and now and then with a slip.

mod alphabet;
mod choice;
mod encoding;
mod fold;
mod nearest;
mod number;
mod rows;
mod shape;
mod unclear;
mod words;

pub use alphabet::alphabetical;
pub use choice::choice;
pub use encoding::decoded;
pub use fold::{bare, fold, respelled};
pub use nearest::nearest;
pub use number::number;
pub use rows::{numbers, rows};
pub use shape::shape;
pub use unclear::Unclear;
pub use words::{Sign, sign, yes_no};
