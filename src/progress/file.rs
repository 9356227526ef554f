//! The file itself: read whole, replaced whole, one writer at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::record::{Progress, VERSION};

/// What holds the progress.
const NAME: &str = "progreso.json";
/// What is written before it takes the other's name.
const FRESH: &str = "progreso.nuevo";
/// What is locked; it holds nothing.
const LOCK: &str = "progreso.lock";

/// No progress is larger.
pub(super) const LARGEST: u64 = 8 << 20;

/// How long to wait for another session; a change takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long others may look into a file that is to be replaced.
const LOOK: Duration = Duration::from_secs(1);

/// What the file holds.
#[derive(Debug)]
pub(super) enum Held {
    /// There is no file yet.
    Nothing,
    /// Progress that we may change.
    Ours(Box<Progress>),
    /// Progress of a newer version of Antorcha, as far as we understand it.
    Newer(Box<Progress>),
    /// Something else.
    Damaged,
}

/// Where the file is in its folder. A link leads to the file that is meant.
pub(super) fn path(folder: &Path) -> PathBuf {
    let path = folder.join(NAME);
    dunce::canonicalize(&path).unwrap_or(path)
}

/// Reads the file.
pub(super) fn read(path: &Path) -> io::Result<Held> {
    match bytes(path) {
        Ok(bytes) => Ok(understand(&bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Held::Nothing),
        Err(error) => Err(error),
    }
}

/// The bytes of a file, up to one more than the largest that we take.
pub(super) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if !kind.is_file() {
        let kind = if kind.is_dir() { io::ErrorKind::IsADirectory } else { io::ErrorKind::InvalidInput };
        return Err(kind.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What the bytes of a file say.
pub(super) fn understand(bytes: &[u8]) -> Held {
    /// The part that every version has.
    #[derive(serde::Deserialize)]
    struct Versioned {
        version: u64,
    }
    if bytes.len() as u64 > LARGEST {
        return Held::Damaged;
    }
    let progress = serde_json::from_slice(bytes);
    match (serde_json::from_slice(bytes), progress) {
        (Ok(Versioned { version }), progress) if version > VERSION => {
            Held::Newer(Box::new(progress.unwrap_or_default()))
        }
        (Ok(Versioned { version: 1.. }), Ok(progress)) => Held::Ours(Box::new(progress)),
        _ => Held::Damaged,
    }
}

/// Replaces the file in one move. Whoever is killed on the way leaves the old one.
pub(super) fn write(path: &Path, progress: &Progress) -> io::Result<()> {
    replace(path, &path.with_file_name(FRESH), text(progress).as_bytes())
}

/// Writes `fresh` and gives it the name `path`.
pub(super) fn replace(path: &Path, fresh: &Path, bytes: &[u8]) -> io::Result<()> {
    let written = private(fresh).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let moved = written.and_then(|()| rename(fresh, path));
    if moved.is_err() {
        // The error that is told is the first one.
        drop(fs::remove_file(fresh));
    }
    moved?;
    sync_folder(path);
    Ok(())
}

/// Gives a file the name of another, which it replaces. Windows refuses that while someone looks into the other one: a
/// virus scanner, a cloud drive, another session.
///
/// # Errors
/// The system's.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let start = Instant::now();
    loop {
        match fs::rename(from, to) {
            Err(error) if is_passing(&error) && start.elapsed() < LOOK => thread::sleep(Duration::from_millis(2)),
            result => return result,
        }
    }
}

/// Whether an error may be gone in a moment.
fn is_passing(error: &io::Error) -> bool {
    cfg!(windows) && error.kind() == io::ErrorKind::PermissionDenied
}

/// The progress as the file holds it.
pub(super) fn text(progress: &Progress) -> String {
    // Plain data with texts as keys always has a form in JSON.
    serde_json::to_string_pretty(progress).unwrap_or_default() + "\n"
}

/// Gives a file that we do not understand another name, the first that is free.
pub(super) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let aside = |number: u32| path.with_file_name(format!("progreso.dañado-{number}.json"));
    let free = (1..=u32::MAX).map(aside).find(|aside| fs::symlink_metadata(aside).is_err());
    let free = free.ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(path, &free)?;
    Ok(free)
}

/// Makes the folder and waits until no other session is writing. Dropping the file unlocks it.
pub(super) fn lock(folder: &Path) -> io::Result<File> {
    make(folder)?;
    let file = private_kept(&folder.join(LOCK))?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(2)),
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::TimedOut.into()),
            // Some network disks know no locks; what is left is that the file is replaced in one move.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// Makes the folder, for its owner only.
fn make(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(folder)
}

/// An empty file to write to, for its owner only.
fn private(path: &Path) -> io::Result<File> {
    let file = private_kept(path)?;
    file.set_len(0)?;
    Ok(file)
}

/// A file to write to, for its owner only, with what it holds.
fn private_kept(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create(true).truncate(false).open(path)
}

/// Makes sure that the new name is on the disk too; where a folder cannot be synced, the system does it in its time.
fn sync_folder(path: &Path) {
    #[cfg(unix)]
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        drop(folder.sync_all());
    }
    #[cfg(not(unix))]
    let _ = path;
}
