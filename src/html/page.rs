//! The whole page: what the browser must know, the cover, the list of chapters, the chapters, the answers.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Writer,
    inline::{self, Plain, text},
};
use crate::view::{Block, Document, Section, Text};

/// How it looks.
const STYLE: &str = include_str!("page.css");
/// Where the page comes from.
const MAKER: &str = concat!("Antorcha ", env!("CARGO_PKG_VERSION"));
/// Nothing may be loaded, and nothing run: a browser holds the page to it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// What stands before the first chapter, and the chapters: a heading begins one.
struct Parts<'a> {
    name: String,
    lead: Option<&'a Text>,
    /// Sections right below the name: what one learns.
    cover: &'a [Block],
    intro: &'a [Block],
    chapters: Vec<(&'a Text, &'a [Block])>,
}

/// The document as a page.
#[must_use]
pub fn page(document: &Document) -> String {
    let parts = Parts::of(&document.blocks);
    let mut writer = Writer::default();
    let body = html! {
        a.skip href="#contenido" { "Saltar al contenido" }
        (parts.header(&mut writer))
        (parts.contents())
        main id="contenido" {
            (writer.stack(parts.intro, 2))
            @for (index, (heading, blocks)) in parts.chapters.iter().enumerate() {
                section.chapter id={ "parte-" (index + 1) } {
                    h2 { (chapter(heading)) }
                    (writer.stack(blocks, 3))
                }
            }
            (solutions(&writer))
        }
        footer { p { "Hecho con " (MAKER) ". Los números son los que da PyTorch." } }
    };
    html! { (DOCTYPE) html lang="es" { (parts.head()) body { (body) } } }.into_string()
}

impl<'a> Parts<'a> {
    fn of(blocks: &'a [Block]) -> Self {
        let (name, lead, rest) = match blocks {
            [Block::Title(title), rest @ ..] => (title.name.clone(), Some(&title.motto), rest),
            [Block::Heading(heading), rest @ ..] => (heading.plain(), None, rest),
            rest => ("Antorcha".to_owned(), None, rest),
        };
        let named =
            if lead.is_some() { leading(rest, |block| matches!(block, Block::Section(Section { .. }))) } else { 0 };
        let (cover, rest) = rest.split_at(named);
        let (intro, mut rest) = rest.split_at(leading(rest, |block| !matches!(block, Block::Heading(_))));
        let mut chapters = Vec::new();
        while let [Block::Heading(heading), others @ ..] = rest {
            let (body, after) = others.split_at(leading(others, |block| !matches!(block, Block::Heading(_))));
            chapters.push((heading, body));
            rest = after;
        }
        Self { name, lead, cover, intro, chapters }
    }

    fn head(&self) -> Markup {
        let about = self.lead.map_or_else(|| self.name.clone(), |lead| format!("{}: {}", self.name, lead.plain()));
        html! {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(MAKER);
                meta name="description" content=(Plain(&about));
                title { (Plain(&self.name)) " · Antorcha" }
                style { (PreEscaped(STYLE)) }
            }
        }
    }

    fn header(&self, writer: &mut Writer) -> Markup {
        html! {
            header {
                p.maker { (flame()) "Antorcha" }
                h1 { (Plain(&self.name)) }
                @if let Some(lead) = self.lead { p.lead { (text(lead)) } }
                (writer.stack(self.cover, 2))
            }
        }
    }

    /// The list of chapters, where there is more than one.
    fn contents(&self) -> Markup {
        html! {
            @if self.chapters.len() > 1 {
                nav aria-labelledby="indice" {
                    p id="indice" { "En esta página" }
                    ol {
                        @for (index, (heading, _)) in self.chapters.iter().enumerate() {
                            li { a href={ "#parte-" (index + 1) } { (short(heading)) } }
                        }
                    }
                }
            }
        }
    }
}

/// How many blocks at the beginning are such.
fn leading(blocks: &[Block], is: impl Fn(&Block) -> bool) -> usize {
    blocks.iter().take_while(|block| is(block)).count()
}

/// «Paso 2 de 7 · » and what follows it.
fn split(heading: &Text) -> Option<(String, Text)> {
    let [first, rest @ ..] = heading.spans.as_slice() else { return None };
    let place = first.text.strip_suffix(" · ")?;
    Some((place.to_owned(), Text { spans: rest.to_vec() }))
}

/// A heading whose number stands above it.
fn chapter(heading: &Text) -> Markup {
    match split(heading) {
        Some((place, rest)) => {
            html! { span.number { (Plain(&place)) } span.between { " · " } (inline::heading(&rest)) }
        }
        None => inline::heading(heading),
    }
}

/// A heading without its number: the list has its own.
fn short(heading: &Text) -> Markup {
    inline::heading(&split(heading).map_or_else(|| heading.clone(), |(_, rest)| rest))
}

/// For paper: the answers, behind all questions.
fn solutions(writer: &Writer) -> Markup {
    html! {
        @if !writer.solutions.is_empty() {
            section.solutions {
                h2 { "Soluciones" }
                @for (number, answer) in &writer.solutions {
                    div.solution { p.label { "Pregunta " (number) } (answer) }
                }
            }
        }
    }
}

/// The outline of a flame.
const OUTER: &str =
    "M10 1c1.5 4.5 7 7 7 13a7 7 0 0 1-14 0c0-3.5 2-5.5 3.2-7.5C7.5 8 8.5 9 9 10.5 10.3 7.5 10.5 4 10 1z";

/// Our sign.
fn flame() -> Markup {
    html! {
        svg viewBox="0 0 20 28" width="20" height="28" aria-hidden="true" {
            path.outer d=(OUTER) {}
            path.inner d="M10 12c.8 2 3 3.2 3 5.5a3 3 0 0 1-6 0c0-2.3 2.2-3.5 3-5.5z" {}
            path.handle d="M8 23h4l-.8 5H8.8z" {}
        }
    }
}
