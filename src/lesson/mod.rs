//! A lesson: a page of prose, code, questions, tables and plots, all of whose numbers are computed by running it.
//!
//! [`Lesson`] is what its author wrote, [`Prepared`] its program with a student's values put in, [`Played`] what came of
//! running that, and [`Player`] the dialogue about it: a line typed in, a document out.

mod answer;
mod ask;
mod asked;
mod catalogue;
mod code;
mod judge;
mod mistake;
mod mutation;
mod page;
mod parameter;
mod piece;
mod played;
mod player;
mod plot;
mod prepared;
mod question;
mod results;
mod show;
mod table;
#[cfg(test)]
mod tests;
mod tolerance;
mod words;
mod written;

pub use answer::Answer;
pub use asked::{Mistake, Question};
pub use catalogue::{Entry, check_slips, entries, meant, open};
pub use judge::{Verdict, capital, judge};
pub use page::{Audience, cover, document, handout};
pub use parameter::Parameter;
pub use piece::Piece;
pub use played::{Part, Played, PlayedStep};
pub use player::{Event, Player, Prompt, Turn};
pub use prepared::{Failure, Prepared};
pub use question::{Kind, Question as Written};
pub use show::value as shown;
pub use words::{Word, meant as meant_word, word};
pub use written::{Lesson, Step, slug};
