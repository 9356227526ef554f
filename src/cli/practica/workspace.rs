//! The folder with the student's files.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use crate::{
    cli::{Failure, Kind, files::unwritable, input},
    exercise::{Exercise, Exercises, Submission},
    progress::Progress,
    view::Text,
};

/// The folder with the student's files, one an exercise.
#[derive(Clone, Debug)]
pub(super) struct Workspace {
    folder: PathBuf,
}

/// So many earlier versions of a file are kept apart; the one after that takes the place of the first.
const MOST_KEPT: usize = 1000;

/// How a student's file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stand {
    /// There is none.
    Missing,
    /// It is as we wrote it.
    Untouched,
    /// The student has written in it.
    Begun,
}

impl Workspace {
    /// The folder that we are in, if it holds exercises, or else the one that was begun last.
    pub(super) fn find(exercises: &Exercises, progress: &Progress) -> Option<Self> {
        let here = env::current_dir().ok();
        let begun = progress.practice_folder.as_ref().map(PathBuf::from);
        here.into_iter().chain(begun).find(|folder| Self::holds(folder, exercises)).map(|folder| Self { folder })
    }

    /// Whether a folder holds exercises.
    pub(super) fn holds(folder: &Path, exercises: &Exercises) -> bool {
        exercises.iter().any(|exercise| folder.join(exercise.file_name()).is_file())
    }

    /// Writes the files that are not there yet; gives how many.
    pub(super) fn begin(folder: &Path, exercises: &Exercises) -> Result<(Self, usize), Failure> {
        let failed = |error: io::Error| unwritable(folder, &error);
        fs::create_dir_all(folder).map_err(failed)?;
        let workspace = Self { folder: dunce::canonicalize(folder).map_err(failed)? };
        let mut written = 0;
        for exercise in exercises.iter() {
            let path = workspace.path(exercise);
            if !path.exists() {
                fs::write(&path, &exercise.start).map_err(|error| unwritable(&path, &error))?;
                written += 1;
            }
        }
        Ok((workspace, written))
    }

    /// Where it is.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The student's file.
    pub(super) fn path(&self, exercise: &Exercise) -> PathBuf {
        self.folder.join(exercise.file_name())
    }

    /// The same, as short as one can type it from here.
    pub(super) fn short_path(&self, exercise: &Exercise) -> String {
        let path = self.path(exercise);
        let here = env::current_dir().ok().and_then(|here| dunce::canonicalize(here).ok());
        let short = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
        short.unwrap_or(path).display().to_string()
    }

    /// How the student's file stands.
    pub(super) fn stand(&self, exercise: &Exercise) -> Stand {
        match fs::read_to_string(self.path(exercise)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Stand::Missing,
            Ok(text) if text.replace("\r\n", "\n") == exercise.start => Stand::Untouched,
            _ => Stand::Begun,
        }
    }

    /// What the student has written.
    pub(super) fn submission(&self, exercise: &Exercise) -> Result<Submission, Failure> {
        let program = input::program(&self.path(exercise)).map_err(|failure| match self.stand(exercise) {
            Stand::Missing => missing(exercise),
            _ => failure,
        })?;
        Ok(Submission { name: exercise.file_name(), source: program.source })
    }

    /// Writes the file anew; what the student wrote stays beside it, and its name is given.
    pub(super) fn restore(&self, exercise: &Exercise) -> Result<Option<String>, Failure> {
        let path = self.path(exercise);
        let failed = |error: io::Error| unwritable(&path, &error);
        let kept = match self.stand(exercise) {
            Stand::Begun => {
                let aside = self.free_name(exercise);
                fs::rename(&path, self.folder.join(&aside)).map_err(failed)?;
                Some(aside)
            }
            _ => None,
        };
        fs::write(&path, &exercise.start).map_err(failed)?;
        Ok(kept)
    }

    /// `03_relu.anterior.py`, or `….anterior-2.py` where that is taken.
    fn free_name(&self, exercise: &Exercise) -> String {
        let stem = exercise.file_name().trim_end_matches(".py").to_owned();
        let name = |number: usize| match number {
            1 => format!("{stem}.anterior.py"),
            number => format!("{stem}.anterior-{number}.py"),
        };
        (1..=MOST_KEPT).map(name).find(|name| !self.folder.join(name).exists()).unwrap_or_else(|| name(1))
    }
}

pub(super) fn missing(exercise: &Exercise) -> Failure {
    Failure::new(Kind::Usage, format!("no está tu archivo «{}»", exercise.file_name()))
        .hint(Text::marked("`antorcha practica iniciar .` en la carpeta de los ejercicios escribe los que falten"))
}
