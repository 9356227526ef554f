//! All exercises, in their order.

use super::Exercise;
use crate::{
    content::{Library, Result},
    spanish,
};

/// All exercises, in their order.
#[derive(Clone, Debug)]
pub struct Exercises(Vec<Exercise>);

/// No exercise has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// What was typed.
    pub word: String,
    /// The id that was probably meant.
    pub nearest: Option<String>,
}

impl Exercises {
    /// Reads them.
    ///
    /// # Errors
    /// One of them is wrong.
    pub fn read(library: &Library) -> Result<Self> {
        library
            .folders("ejercicios")
            .iter()
            .map(|folder| Exercise::read(library, folder))
            .collect::<Result<_>>()
            .map(Self)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Exercise> {
        self.0.iter()
    }

    /// The one with this number, id or file, however it is typed: `3`, `relu con where`, `03_relu_con_where.py`.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, name: &str) -> std::result::Result<&Exercise, Unknown> {
        let folded = spanish::fold(name.trim().trim_end_matches(".py")).replace([' ', '_'], "-");
        let (number, word) = match folded.split_once('-') {
            Some((number, rest)) if number.parse::<usize>().is_ok() => (None, rest.to_owned()),
            _ => (folded.parse::<usize>().ok(), folded),
        };
        let is = |exercise: &&Exercise| Some(exercise.number) == number || exercise.front.id == word;
        self.iter().find(is).ok_or_else(|| {
            let ids = self.iter().map(|exercise| exercise.front.id.as_str());
            Unknown { word: name.to_owned(), nearest: spanish::nearest(&word, ids).map(str::to_owned) }
        })
    }
}
