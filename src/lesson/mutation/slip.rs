//! The slips that are known, and what is said about each.

use std::{collections::BTreeMap, ops::Range};

use serde::Deserialize;

use crate::{
    content::{Error, Library, Page, Piece, Result, Source, Version, fill_text},
    view::{Block, Text},
};

/// Where the texts are.
const FILE: &str = "errores-de-calculo.md";

/// A typical slip in a computation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lesson) enum Slip {
    /// The bias is left out.
    NoBias,
    /// The weights are not transposed.
    NotTransposed,
    /// The activation is left out.
    NoActivation,
    /// It is applied twice.
    Twice,
    /// It is applied before the bias is added.
    BeforeBias,
    /// It is applied to the input.
    Before,
    /// Along the other dimension.
    OtherDimension,
    /// tanh instead of sigmoid.
    TanhForSigmoid,
    /// Sigmoid instead of tanh.
    SigmoidForTanh,
}

impl Slip {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::NoBias,
        Self::NotTransposed,
        Self::NoActivation,
        Self::Twice,
        Self::BeforeBias,
        Self::Before,
        Self::OtherDimension,
        Self::TanhForSigmoid,
        Self::SigmoidForTanh,
    ];

    /// Its stable name, and its heading among the texts.
    pub fn id(self) -> &'static str {
        match self {
            Self::NoBias => "sin-sesgo",
            Self::NotTransposed => "sin-trasponer",
            Self::NoActivation => "sin-activacion",
            Self::Twice => "activacion-doble",
            Self::BeforeBias => "activacion-antes-del-sesgo",
            Self::Before => "activacion-antes",
            Self::OtherDimension => "otra-dimension",
            Self::TanhForSigmoid => "tanh-por-sigmoide",
            Self::SigmoidForTanh => "sigmoide-por-tanh",
        }
    }

    /// The slip with this name.
    fn named(name: &str, at: Range<usize>, page: &Source) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|slip| slip.id() == name);
        found.ok_or_else(|| page.error(at, format!("no conozco el despiste «{name}»")))
    }
}

/// What is said about each slip.
#[derive(Clone, Debug, Default)]
pub(in crate::lesson) struct Texts(BTreeMap<Slip, Text>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(rename = "formato")]
    _version: Version,
}

impl Texts {
    /// Reads the texts: a heading for each slip, and a paragraph below it.
    ///
    /// # Errors
    /// One is missing, or there is something else on the page.
    pub fn read(library: &Library) -> Result<Self> {
        let page = Page::<Front>::read(library.file(FILE)?)?;
        let (mut texts, mut slip) = (BTreeMap::new(), None);
        for piece in page.pieces()? {
            match (piece, slip) {
                (Piece::Heading { text, range, .. }, _) => {
                    slip = Some(Slip::named(&text.plain(), range, &page.source)?);
                }
                (Piece::Block { block: Block::Paragraph(text), .. }, Some(slip)) => drop(texts.insert(slip, text)),
                (Piece::Block { range, .. }, _) => return Err(strange(range, &page.source)),
                (Piece::Fence(fence), _) => return Err(strange(fence.word_range(), &page.source)),
            }
        }
        let end = page.source.text.trim_end().len();
        match Slip::ALL.into_iter().find(|slip| !texts.contains_key(slip)) {
            Some(slip) => Err(page.source.error(end..end, format!("falta la sección `## {}`", slip.id()))),
            None => Ok(Self(texts)),
        }
    }

    /// What is said to someone who answers `shown`.
    pub fn about(&self, slip: Slip, shown: &str) -> Text {
        fill_text(self.0.get(&slip).cloned().unwrap_or_default(), &mut |_| shown.to_owned())
    }
}

fn strange(at: Range<usize>, page: &Source) -> Error {
    page.error(at, "debajo de cada título va un párrafo, y nada más")
}
