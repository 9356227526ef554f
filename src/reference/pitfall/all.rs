//! All pitfalls, in their order.

use serde::Serialize;

use super::Pitfall;
use crate::{
    content::{Library, Result},
    spanish,
};

/// All pitfalls, in the order of their pages' `orden`.
#[derive(Clone, Debug)]
pub struct Pitfalls(Vec<Pitfall>);

/// No pitfall has this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unknown {
    /// What was typed.
    pub word: String,
    /// The id that was probably meant.
    pub nearest: Option<String>,
}

impl Pitfalls {
    /// Reads the pages.
    ///
    /// # Errors
    /// One of them is wrong.
    pub fn read(library: &Library) -> Result<Self> {
        let mut all: Vec<Pitfall> =
            library.pages("trampas").iter().map(|id| Pitfall::read(library, id)).collect::<Result<_>>()?;
        all.sort_by(|a, b| (a.front().order, &a.front().id).cmp(&(b.front().order, &b.front().id)));
        Ok(Self(all))
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Pitfall> {
        self.0.iter()
    }

    /// The one with this id, however it is typed: `Sin activación` is `sin-activacion`.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, name: &str) -> std::result::Result<&Pitfall, Unknown> {
        let word = spanish::fold(name).split([' ', '_']).collect::<Vec<_>>().join("-");
        self.iter().find(|pitfall| pitfall.front().id == word).ok_or_else(|| {
            let ids = self.iter().map(|pitfall| pitfall.front().id.as_str());
            Unknown { word: name.to_owned(), nearest: spanish::nearest(&word, ids).map(str::to_owned) }
        })
    }
}
