//! The lessons that there are.

use super::{Lesson, mutation::Texts};
use crate::{
    content::{Library, Result},
    spanish::{fold, nearest},
};

/// A lesson's place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number, as its folder gives it.
    pub number: usize,
    /// Its stable name.
    pub id: String,
    /// Its folder.
    pub folder: String,
}

/// The lessons of a library, in order.
#[must_use]
pub fn entries(library: &Library) -> Vec<Entry> {
    let folders = library.lessons().into_iter().filter(|folder| library.has(&file(folder)));
    folders.filter_map(|folder| Entry::of(&folder)).collect()
}

/// The lesson with this number or name.
///
/// # Errors
/// There is none, or its text is wrong.
pub fn open(library: &Library, wanted: &str) -> Result<Option<Lesson>> {
    let found = entries(library).into_iter().find(|entry| entry.is(wanted));
    found.map(|entry| entry.read(library)).transpose()
}

/// The name that was probably meant.
#[must_use]
pub fn meant(library: &Library, wanted: &str) -> Option<String> {
    let entries = entries(library);
    nearest(wanted, entries.iter().map(|entry| entry.id.as_str())).map(ToOwned::to_owned)
}

impl Entry {
    fn of(folder: &str) -> Option<Self> {
        let (number, id) = folder.split_once('-')?;
        Some(Self { number: number.parse().ok()?, id: id.to_owned(), folder: folder.to_owned() })
    }

    fn is(&self, wanted: &str) -> bool {
        wanted.trim().parse() == Ok(self.number) || fold(wanted) == self.id || wanted == self.folder
    }

    /// Reads it.
    ///
    /// # Errors
    /// Its text is wrong.
    pub fn read(&self, library: &Library) -> Result<Lesson> {
        let lesson = Lesson::read(library.file(&file(&self.folder))?)?;
        lesson.source.check_id(&lesson.id, &self.id)?;
        Ok(lesson.with_slips(&Texts::read(library)?))
    }
}

/// Holds the texts about slips to what they have to be.
///
/// # Errors
/// They are not.
pub fn check_slips(library: &Library) -> Result<()> {
    Texts::read(library).map(drop)
}

fn file(folder: &str) -> String {
    format!("{folder}/leccion.md")
}
