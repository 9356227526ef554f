//! Things that have several names: problems, activations, losses.

use crate::spanish::{bare, fold, nearest};

/// Something that has several names.
pub(super) trait Named {
    /// What it is called in sentences; backticks mark code.
    fn name(&self) -> &str;
    /// How else it is written.
    fn names(&self) -> &[String];

    /// All of them.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.name()).chain(self.names().iter().map(String::as_str))
    }
}

/// Modules that names are written with.
const MODULES: [&str; 6] = ["torch.nn.functional.", "torch.nn.", "functional.", "torch.", "nn.", "f."];

/// The words of a text, without modules, brackets, signs, accents.
fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let pieces = folded.split(|c: char| c.is_whitespace() || "()[]{},;:`«»\"'=+→>/".contains(c));
    let bare = pieces.map(|piece| MODULES.iter().find_map(|module| piece.strip_prefix(module)).unwrap_or(piece));
    let split = bare.flat_map(|piece| piece.split(['.', '_', '-', '−']));
    split.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What is the same however it is spelled: `nn.MSELoss()`, `mse loss`, `MSE_LOSS`.
fn key(text: &str) -> String {
    words(bare(text)).concat()
}

/// Which of these is meant: by a name in any spelling, by one within more words, or by one with a slip.
pub(super) fn meant<N: Named>(all: &[N], typed: &str) -> Option<usize> {
    let wanted = key(typed);
    if wanted.is_empty() {
        return None;
    }
    let exactly = all.iter().position(|one| one.all_names().any(|name| key(name) == wanted));
    exactly.or_else(|| mentioned(all, typed, 1).map(|found| found.index)).or_else(|| {
        let keys: Vec<(String, usize)> = all
            .iter()
            .enumerate()
            .flat_map(|(index, one)| one.all_names().map(move |name| (key(name), index)))
            .collect();
        let near = nearest(&wanted, keys.iter().map(|(key, _)| key.as_str()).filter(|key| key.len() > 3))?;
        keys.iter().find(|(key, _)| key == near).map(|(_, index)| *index)
    })
}

/// A name within a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Whose name it is.
    pub index: usize,
    /// The text without it.
    pub rest: String,
}

/// The longest name within a text, of at least so many letters.
pub(super) fn mentioned<N: Named>(all: &[N], text: &str, letters: usize) -> Option<Mention> {
    let text = words(text);
    let mut best: Option<(usize, usize, std::ops::Range<usize>)> = None;
    for (index, one) in all.iter().enumerate() {
        for name in one.all_names().map(words).filter(|name| !name.is_empty()) {
            let length = name.concat().chars().count();
            let longer = length >= letters && best.as_ref().is_none_or(|(found, ..)| length > *found);
            let place = text.windows(name.len()).position(|window| window == name.as_slice());
            if let Some(at) = place.filter(|_| longer) {
                best = Some((length, index, at..at + name.len()));
            }
        }
    }
    let (_, index, range) = best?;
    let rest = text.iter().enumerate().filter(|(at, _)| !range.contains(at)).map(|(_, word)| word.as_str());
    Some(Mention { index, rest: rest.collect::<Vec<_>>().join(" ") })
}
