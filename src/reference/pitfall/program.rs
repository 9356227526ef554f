//! A program of a page.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::content::{Fence, Result, Source};

/// A complete program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// What it is for.
    pub purpose: Purpose,
    /// The Python source.
    pub source: String,
    /// The exception that it must end in.
    pub raises: Option<String>,
    pub(super) at: Range<usize>,
}

/// What a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum Purpose {
    /// It falls into the pitfall.
    #[serde(rename = "mal")]
    Wrong,
    /// It measures why.
    #[serde(rename = "prueba")]
    Evidence,
    /// It is repaired.
    #[serde(rename = "bien")]
    Right,
}

impl Purpose {
    /// All of them, in the order of a page.
    pub const ALL: [Self; 3] = [Self::Wrong, Self::Evidence, Self::Right];

    /// Its word behind a fence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wrong => "mal",
            Self::Evidence => "prueba",
            Self::Right => "bien",
        }
    }

    fn comment(self) -> &'static str {
        match self {
            Self::Wrong => "así falla",
            Self::Evidence => "la medida que lo demuestra",
            Self::Right => "arreglado",
        }
    }
}

impl Program {
    /// Reads a block `python`.
    pub(super) fn read(fence: &Fence, source: &Source) -> Result<Self> {
        let (mut purpose, mut raises) = (None, None);
        for attribute in fence.attributes() {
            let named = Purpose::ALL.into_iter().find(|purpose| purpose.name() == attribute.name);
            match (named, attribute.name.as_str(), attribute.value) {
                (Some(named), _, None) if purpose.is_none() => purpose = Some(named),
                (None, "error", Some(kind)) if !kind.is_empty() && raises.is_none() => raises = Some(kind),
                _ => {
                    let error = source.error(attribute.range, format!("aquí no va `{}`", attribute.name));
                    return Err(
                        error.hint("vale uno de `mal`, `prueba` y `bien`, y `error=ValueError` detrás de `mal`")
                    );
                }
            }
        }
        let Some(purpose) = purpose.filter(|purpose| raises.is_none() || *purpose == Purpose::Wrong) else {
            let error = source.error(fence.word_range(), "no se sabe para qué es este programa");
            return Err(error.hint("detrás de `python` va `mal`, `prueba` o `bien`; `error=` va solo con `mal`"));
        };
        Ok(Self { purpose, source: fence.body.trim_end().to_owned(), raises, at: fence.body_range() })
    }

    /// What tracebacks call it.
    pub(super) fn file(&self) -> String {
        format!("{}.py", self.purpose.name())
    }

    /// The source under a comment that says what it is.
    pub(super) fn commented(&self) -> String {
        let end = self.raises.as_ref().map(|kind| format!(" (termina en {kind})")).unwrap_or_default();
        format!("# --- {}: {}{end} ---\n\n{}\n", self.purpose.name(), self.purpose.comment(), self.source)
    }
}
