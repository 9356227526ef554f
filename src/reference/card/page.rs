//! One card: its facts, its prose and its example.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{
    content::{Error, Library, Page, Piece, Result, Spanned, Version},
    nn::activation::{ACTIVATIONS, Activation, Scope},
    view::Block,
};

/// The headings that a card may have, in the order in which they are shown.
const HEADINGS: [&str; 5] = ["Idea", "Cuándo usarla", "Cuándo no", "Error típico", "Ejemplo"];

/// Where most activations are measured.
const POINTS: [f64; 7] = [-3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0];

/// The front matter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    /// The version of this format.
    #[serde(rename = "formato")]
    _format: Version,
    /// Its name in commands, which is also that of the file.
    pub id: Spanned<String>,
    /// Its name in PyTorch: `nn.GELU`.
    #[serde(rename = "nombre")]
    pub name: Spanned<String>,
    /// One line about it.
    #[serde(rename = "resumen")]
    pub summary: String,
    /// The formula.
    #[serde(rename = "formula")]
    pub formula: String,
    /// The derivative.
    #[serde(rename = "derivada")]
    pub derivative: String,
    /// The values that it takes.
    #[serde(rename = "rango")]
    pub range: String,
    /// Where it saturates.
    #[serde(rename = "satura")]
    pub saturates: String,
    /// Whether a unit can die.
    #[serde(rename = "muere")]
    pub dies: String,
    /// Other names that people give it.
    #[serde(rename = "alias", default)]
    pub aliases: Vec<String>,
    /// Cards to read next.
    #[serde(rename = "ver", default)]
    pub see: Vec<Spanned<String>>,
    /// What each parameter does.
    #[serde(rename = "parametros", default)]
    pub parameters: BTreeMap<Spanned<String>, String>,
    /// How the module is made, where its name and `()` do not do.
    #[serde(rename = "crear")]
    pub make: Option<String>,
    /// The input of those that mix the elements along a dimension.
    #[serde(rename = "entrada")]
    pub input: Option<String>,
    /// Where it is measured.
    #[serde(rename = "puntos")]
    pub points: Option<Vec<f64>>,
    /// From where to where the curve is drawn.
    #[serde(rename = "curva")]
    pub curve: Option<(f64, f64)>,
    /// The formula in Python, of `x`: what the tests hold the formula to.
    #[serde(rename = "formula_python")]
    pub formula_in_python: Option<String>,
    /// The derivative in Python, of `x`.
    #[serde(rename = "derivada_python")]
    pub derivative_in_python: Option<String>,
}

/// A card.
#[derive(Clone)]
pub struct Card {
    pub(super) front: Front,
    /// The entry in the table of activations.
    pub(super) activation: &'static Activation,
    /// Each heading with what stands below it.
    pub(super) sections: Vec<(&'static str, Vec<Block>)>,
    /// A program to try.
    pub(super) example: String,
}

impl Card {
    /// Reads the card with this id.
    pub(super) fn read(library: &Library, id: &str) -> Result<Self> {
        let page: Page<Front> = Page::read(library.file(&format!("fichas/{id}.md"))?)?;
        let wrong = |value: &Spanned<String>, message: String| Err(page.source.error(value.span(), message));
        page.source.check_id(page.front.id.get_ref(), id)?;
        let name = page.front.name.get_ref();
        let Some(activation) = ACTIVATIONS.iter().find(|activation| name.strip_prefix("nn.") == Some(activation.name))
        else {
            return wrong(&page.front.name, format!("`{name}` no es una función de activación de `torch.nn`"));
        };
        check_parameters(&page, activation)?;
        let (sections, example) = sections(&page)?;
        Ok(Self { front: page.front, activation, sections, example })
    }

    /// Its name in commands.
    #[must_use]
    pub fn id(&self) -> &str {
        self.front.id.get_ref()
    }

    /// Its name in PyTorch.
    #[must_use]
    pub fn name(&self) -> &str {
        self.front.name.get_ref()
    }

    /// One line about it.
    #[must_use]
    pub fn summary(&self) -> &str {
        &self.front.summary
    }

    /// A program to try.
    #[must_use]
    pub fn example(&self) -> &str {
        &self.example
    }

    /// Whether an output element depends on one input element alone.
    pub(super) fn is_elementwise(&self) -> bool {
        self.activation.scope == Scope::Element
    }

    /// The Python that makes the module.
    pub(super) fn make(&self) -> String {
        self.front.make.clone().unwrap_or_else(|| format!("{}()", self.name()))
    }

    /// Where it is measured.
    pub(super) fn points(&self) -> &[f64] {
        self.front.points.as_deref().unwrap_or(&POINTS)
    }

    /// Cards to read next.
    #[must_use]
    pub fn see(&self) -> Vec<String> {
        self.front.see.iter().map(|see| see.get_ref().clone()).collect()
    }

    /// The names that are its own; functions may belong to several cards.
    #[must_use]
    pub fn own_names(&self) -> Vec<&str> {
        [self.id(), self.name()].into_iter().chain(self.front.aliases.iter().map(String::as_str)).collect()
    }

    /// Every name that it is found by.
    pub(super) fn names(&self) -> Vec<String> {
        let twins = self.activation.twins.iter().copied();
        let names = [self.id(), self.name(), self.activation.function].into_iter();
        names.chain(self.front.aliases.iter().map(String::as_str)).chain(twins).map(str::to_owned).collect()
    }
}

/// Each parameter is explained, and nothing else is.
fn check_parameters(page: &Page<Front>, activation: &Activation) -> Result<()> {
    let (explained, known) = (&page.front.parameters, activation.parameters);
    if let Some(strange) = explained.keys().find(|name| known.iter().all(|known| known.name != name.get_ref())) {
        let message = format!("`{}` no es un parámetro de `{}`", strange.get_ref(), page.front.name.get_ref());
        return Err(page.source.error(strange.span(), message));
    }
    match known.iter().find(|known| explained.keys().all(|name| name.get_ref() != known.name)) {
        None => Ok(()),
        Some(missing) => Err(page
            .source
            .error(page.front.name.span(), format!("falta explicar el parámetro `{}`", missing.name))
            .hint(format!("en la cabecera, debajo de `[parametros]`: `{} = \"…\"`", missing.name))),
    }
}

/// The sections with their blocks, and the program of the example.
type Sections = (Vec<(&'static str, Vec<Block>)>, String);

fn sections(page: &Page<Front>) -> Result<Sections> {
    let mut sections: Vec<(&str, Vec<Block>)> = Vec::new();
    let mut example = None;
    for piece in page.pieces()? {
        match (piece, sections.last_mut()) {
            (Piece::Heading { text, range, .. }, _) => {
                let title = text.plain();
                let known = HEADINGS.into_iter().find(|known| *known == title);
                let known = known.ok_or_else(|| strange_heading(page, range, &title))?;
                sections.push((known, Vec::new()));
            }
            (Piece::Block { block, .. }, Some((_, blocks))) => blocks.push(block),
            (Piece::Fence(fence), Some(("Ejemplo", _))) if fence.word() == "python" => example = Some(fence.body),
            (Piece::Fence(fence), _) => {
                let error = page.source.error(fence.word_range(), "una ficha no lleva aquí este bloque");
                return Err(error.hint("solo lleva un bloque `python`, debajo de `## Ejemplo`"));
            }
            (Piece::Block { range, .. }, None) => {
                return Err(page.source.error(range, "falta un título delante").hint("la ficha empieza por `## Idea`"));
            }
        }
    }
    for heading in HEADINGS {
        if sections.iter().all(|(title, _)| *title != heading) {
            let end = page.source.text.trim_end().len();
            return Err(page.source.error(end..end, format!("falta la sección `## {heading}`")));
        }
    }
    let end = page.source.text.trim_end().len();
    let example = example.ok_or_else(|| page.source.error(end..end, "al ejemplo le falta su bloque `python`"))?;
    Ok((sections, example))
}

fn strange_heading(page: &Page<Front>, range: std::ops::Range<usize>, title: &str) -> Error {
    let titles = HEADINGS.map(|heading| format!("`## {heading}`")).join(", ");
    page.source.error(range, format!("no conozco la sección «{title}»")).hint(format!("una ficha tiene {titles}"))
}
