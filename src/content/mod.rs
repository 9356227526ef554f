//! The texts under `lessons/`: where they come from, and how they are read. What they mean is the business of the
//! layers that use them.
//!
//! A page is TOML between two lines `+++`, then Markdown. Whatever is wrong with one is an [`Error`] with file, line and
//! column, since the people who write these texts are not the ones who write the program.

mod data;
mod error;
mod fence;
mod library;
mod markdown;
mod mask;
mod page;
mod placeholder;
mod prose;
mod source;
#[cfg(test)]
mod tests;

pub use data::{Spanned, Version};
pub use error::{Error, Spot};
pub use fence::{Attribute, Fence};
pub use library::Library;
pub use markdown::{Piece, pieces};
pub use page::Page;
pub use placeholder::{Placeholder, fill, fill_block, fill_text, placeholders};
pub use prose::marked;
pub use source::Source;

/// What reading a text gives.
pub type Result<T> = std::result::Result<T, Error>;
