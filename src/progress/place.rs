//! Where the progress is kept.

use std::{env, path::PathBuf};

/// The variable that names another folder.
pub const FOLDER: &str = "ANTORCHA_DATOS";

/// Where the progress is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: it is forgotten at the end.
    Memory,
    /// In a folder of ours.
    Folder(PathBuf),
}

impl Place {
    /// The folder that the surroundings ask for: `ANTORCHA_DATOS`, or else the platform's folder for the state of
    /// programs. Where there is none, nothing can be kept.
    #[must_use]
    pub fn of_process() -> Self {
        let wished = env::var_os(FOLDER).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let usual = || Some(dirs::state_dir().or_else(dirs::data_local_dir)?.join("antorcha"));
        wished.or_else(usual).map_or(Self::Memory, Self::Folder)
    }
}
