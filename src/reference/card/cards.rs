//! All cards, by family.

use serde::{Deserialize, Serialize};

use super::Card;
use crate::{
    content::{Library, Page, Result, Spanned, Version},
    reference::search::{Unknown, find},
};

/// `lessons/fichas.md`: the families and their order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    #[serde(rename = "formato")]
    _format: Version,
    #[serde(rename = "familias")]
    families: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(rename = "titulo")]
    title: String,
    #[serde(rename = "texto")]
    text: String,
    #[serde(rename = "fichas")]
    cards: Vec<Spanned<String>>,
}

/// Cards that have something in common.
#[derive(Clone, Serialize)]
pub struct Family {
    /// What they are called.
    #[serde(rename = "titulo")]
    pub title: String,
    /// What they have in common.
    #[serde(rename = "texto")]
    pub text: String,
    /// The cards.
    #[serde(rename = "fichas")]
    pub cards: Vec<Card>,
}

/// Every card.
#[derive(Clone)]
pub struct Cards {
    /// The families, in reading order.
    pub families: Vec<Family>,
}

impl Cards {
    /// Reads them.
    ///
    /// # Errors
    /// A text is wrong, a card belongs to no family, or one that is spoken of is not there.
    pub fn read(library: &Library) -> Result<Self> {
        let page: Page<Front> = Page::read(library.file("fichas.md")?)?;
        let ids = library.pages("fichas");
        let listed = || page.front.families.iter().flat_map(|group| &group.cards);
        if let Some(missing) = listed().find(|id| !ids.contains(id.get_ref())) {
            let message = format!("no existe la ficha `fichas/{}.md`", missing.get_ref());
            return Err(page.source.error(missing.span(), message));
        }
        if let Some(lost) = ids.iter().find(|id| listed().all(|listed| listed.get_ref() != *id)) {
            return Err(page.source.error(0..0, format!("la ficha `{lost}` no está en ninguna familia")));
        }
        let family = |group: &Group| {
            let cards = group.cards.iter().map(|id| Card::read(library, id.get_ref())).collect::<Result<_>>()?;
            Ok(Family { title: group.title.clone(), text: group.text.clone(), cards })
        };
        Ok(Self { families: page.front.families.iter().map(family).collect::<Result<_>>()? })
    }

    /// The cards in order.
    pub fn all(&self) -> impl Iterator<Item = &Card> {
        self.families.iter().flat_map(|family| &family.cards)
    }

    /// The card with this name, in any of its forms: `gelu`, `nn.GELU`, `F.gelu`, `swish`.
    ///
    /// # Errors
    /// There is none.
    pub fn find(&self, name: &str) -> std::result::Result<&Card, Unknown> {
        let names: Vec<Vec<String>> = self.all().map(Card::names).collect();
        let place = find(name, &names)?;
        self.all().nth(place).ok_or_else(|| Unknown { word: name.to_owned(), nearest: None })
    }

    /// The family of a card.
    #[must_use]
    pub fn family(&self, card: &Card) -> Option<&Family> {
        self.families.iter().find(|family| family.cards.iter().any(|other| other.id() == card.id()))
    }
}
