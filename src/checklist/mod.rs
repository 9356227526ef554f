//! The checklist: four points that a student answers, in a dialogue, in a file, or with a program beside them.
//!
//! [`Checklist`] is what its authors wrote under `lessons/checklist/`. A [`Claim`] is what a student says about one
//! [`Item`]; [`judge`] holds it against the [`Outputs`] that fit a problem and against the [`Code`], and a [`Report`] tells
//! the result.

mod answer;
mod claim;
mod code;
mod interview;
mod item;
mod kernel;
mod naming;
mod outputs;
mod page;
mod reason;
mod report;
mod written;

pub use answer::Answer;
pub use claim::{Claim, Judged, Verdict, judge};
pub use code::{Code, Evidence};
pub use interview::{Ask, Interview, Kept, Turn};
pub use item::{Front, Item};
pub use kernel::{Failure, Kernel};
pub use outputs::{Choice, Fit, Fitting, Outputs, Wants};
pub use page::document;
pub use reason::says_something;
pub use report::{Point, Report, Row};
pub use written::{Notice, NoticeKind, Written, template};

use crate::content::{Error, Library, Result};

/// The lesson that leads to it.
pub const LESSON: &str = "checklist";

/// Where its texts stand.
const FOLDER: &str = "checklist";

/// The items, and which outputs fit which problem.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// The items, in their order.
    pub items: Vec<Item>,
    /// Which outputs fit which problem.
    pub outputs: Outputs,
}

impl Checklist {
    /// Reads the texts.
    ///
    /// # Errors
    /// One of them is wrong, or there is none.
    pub fn read(library: &Library) -> Result<Self> {
        let names = library.pages(FOLDER);
        if names.is_empty() {
            return Err(Error::of_file(FOLDER, "la lista de comprobación no tiene ningún punto"));
        }
        let mut items: Vec<Item> = names.iter().map(|name| Item::read(library, name)).collect::<Result<_>>()?;
        items.sort_by_key(|item| item.front.order);
        Ok(Self { items, outputs: Outputs::read(library)? })
    }

    /// The place of the item with this id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.items.iter().position(|item| item.front.id == id)
    }
}
