//! The progress of this session, and the file behind it.

use std::path::{Path, PathBuf};

use super::{
    Error, Place,
    file::{self, Held},
    record::Progress,
};

/// The progress of this session. Where the file cannot be kept, it says so once and goes on in memory.
#[derive(Debug)]
pub struct Store {
    place: Place,
    progress: Progress,
    warnings: Vec<Error>,
}

impl Store {
    /// Reads what is kept at `place`. This never fails: what is wrong with the file is told by [`Store::warnings`].
    #[must_use]
    pub fn open(place: Place) -> Self {
        let mut store = Self { place, progress: Progress::default(), warnings: Vec::new() };
        if let Place::Folder(folder) = &store.place {
            let folder = folder.clone();
            if let Err(error) = store.load(&folder) {
                store.forget(error);
            }
        }
        store
    }

    /// What is known.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The file, unless the progress is kept in memory only.
    #[must_use]
    pub fn file(&self) -> Option<PathBuf> {
        match &self.place {
            Place::Memory => None,
            Place::Folder(folder) => Some(file::path(folder)),
        }
    }

    /// What has to be told to the student, each once.
    pub fn warnings(&mut self) -> Vec<Error> {
        std::mem::take(&mut self.warnings)
    }

    /// Changes the progress. The change is made to what the file holds at that moment, so that nothing that another
    /// session has written is lost.
    ///
    /// # Errors
    /// The file cannot be written, told once: the change is remembered until the end of this session, and so are those
    /// that follow, without an error.
    pub fn update(&mut self, change: impl FnOnce(&mut Progress)) -> Result<(), Error> {
        let Place::Folder(folder) = self.place.clone() else {
            change(&mut self.progress);
            return Ok(());
        };
        let path = file::path(&folder);
        let locked = file::lock(&folder).map_err(|error| Error::unkept(&folder, &error));
        let current = locked.and_then(|lock| Ok((lock, self.current(&path)?)));
        let written = match current {
            Ok((_lock, current)) => {
                self.progress = current;
                change(&mut self.progress);
                file::write(&path, &self.progress).map_err(|error| Error::unkept(&path, &error))
            }
            Err(error) => {
                change(&mut self.progress);
                Err(error)
            }
        };
        written.inspect_err(|_| self.place = Place::Memory)
    }

    /// Reads the file; a damaged one is set aside under the lock, if it still is damaged then.
    fn load(&mut self, folder: &Path) -> Result<(), Error> {
        let path = file::path(folder);
        match file::read(&path).map_err(|error| Error::unread(&path, &error))? {
            Held::Nothing => {}
            Held::Ours(progress) => self.progress = *progress,
            Held::Newer(progress) => {
                self.progress = *progress;
                return Err(newer(&path));
            }
            Held::Damaged => {
                let _lock = file::lock(folder).map_err(|error| damaged_stays(&path, &error))?;
                self.progress = self.current(&path)?;
            }
        }
        Ok(())
    }

    /// What the file holds now. Called under the lock.
    fn current(&mut self, path: &Path) -> Result<Progress, Error> {
        match file::read(path).map_err(|error| Error::unread(path, &error))? {
            Held::Nothing => Ok(Progress::default()),
            Held::Ours(progress) => Ok(*progress),
            Held::Newer(_) => Err(newer(path)),
            Held::Damaged => {
                let aside = file::set_aside(path).map_err(|error| damaged_stays(path, &error))?;
                self.warnings.push(damaged(&aside));
                // What this session knows is better than nothing.
                Ok(self.progress.clone())
            }
        }
    }

    /// From now on, everything is kept in memory only, and here is why.
    fn forget(&mut self, error: Error) {
        self.place = Place::Memory;
        self.warnings.push(error);
    }
}

fn newer(path: &Path) -> Error {
    Error::system(
        format!("«{}» es de una versión más nueva de Antorcha, y no lo voy a tocar", path.display()),
        "puedes seguir, pero esta vez no se guardará; actualiza Antorcha para que sí",
    )
}

fn damaged(aside: &Path) -> Error {
    Error::system(
        "el archivo de tu progreso estaba dañado y he empezado otro",
        format!("el dañado sigue en «{}», por si quieres recuperar algo", aside.display()),
    )
}

fn damaged_stays(path: &Path, error: &std::io::Error) -> Error {
    Error::system(
        format!("el archivo de tu progreso, «{}», está dañado y no puedo apartarlo", path.display()),
        format!("puedes seguir, pero esta vez no se guardará ({})", super::error::reason(error)),
    )
}
