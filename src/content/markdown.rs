//! Markdown, piece by piece. What a terminal cannot show well is an error, not something left out.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Error, Fence, Placeholder, Result, Source, mask::Mask, placeholder::unclosed};
use crate::view::{Align, Block, List, Note, NoteKind, Role, Span, Table, Text};

/// A piece of a page. Placeholders stand in the order in which they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "a page has few pieces, most of them the large kind")]
pub enum Piece {
    /// A heading.
    Heading {
        /// 1 for `#`.
        level: u8,
        /// What it says.
        text: Text,
        /// The line where it begins.
        line: usize,
        /// Where it stands in the text.
        range: Range<usize>,
        /// The expressions in it.
        placeholders: Vec<Placeholder>,
    },
    /// Something to show.
    Block {
        /// What.
        block: Block,
        /// The line where it begins.
        line: usize,
        /// Where it stands in the text.
        range: Range<usize>,
        /// The expressions in it.
        placeholders: Vec<Placeholder>,
    },
    /// Something to understand.
    Fence(Fence),
}

impl Piece {
    /// Where it stands in the text; a fence, what stands behind it and inside.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Heading { range, .. } | Self::Block { range, .. } => range.clone(),
            Self::Fence(fence) => fence.info_at..fence.body_range().end,
        }
    }

    /// The expressions in it.
    #[must_use]
    pub fn placeholders(&self) -> &[Placeholder] {
        match self {
            Self::Heading { placeholders, .. } | Self::Block { placeholders, .. } => placeholders,
            Self::Fence(_) => &[],
        }
    }
}

/// The pieces of a stretch of a text.
///
/// # Errors
/// It holds something that a page cannot show.
pub fn pieces(source: &Source, body: Range<usize>) -> Result<Vec<Piece>> {
    let mask = Mask::new(&source.text);
    let parser = Parser::new_ext(&mask.text[body.clone()], Options::ENABLE_TABLES).into_offset_iter();
    let events = parser.map(|(event, range)| (event, body.start + range.start..body.start + range.end));
    let mut reader = Reader { source, mask: &mask, events, found: Vec::new() };
    let mut pieces = Vec::new();
    while let Some((event, range)) = reader.events.next() {
        pieces.extend(reader.piece(event, range)?);
    }
    Ok(pieces)
}

struct Reader<'a, I> {
    source: &'a Source,
    mask: &'a Mask<'a>,
    events: I,
    /// The placeholders of the piece being read.
    found: Vec<Placeholder>,
}

impl<'a, I: Iterator<Item = (Event<'a>, Range<usize>)>> Reader<'a, I> {
    fn piece(&mut self, event: Event<'a>, range: Range<usize>) -> Result<Option<Piece>> {
        let line = self.source.line(range.start);
        let stretch = range.clone();
        let block = match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.fence(&kind, range).map(Piece::Fence).map(Some),
            Event::Start(Tag::Heading { level, .. }) => {
                let text = self.inline(TagEnd::Heading(level))?;
                let placeholders = std::mem::take(&mut self.found);
                return Ok(Some(Piece::Heading { level: level as u8, text, line, range: stretch, placeholders }));
            }
            Event::Start(Tag::HtmlBlock) => return self.html(range).map(|()| None),
            Event::Start(Tag::Paragraph) => Block::Paragraph(self.inline(TagEnd::Paragraph)?),
            Event::Start(Tag::List(first)) => self.list(first.is_some())?.into(),
            Event::Start(Tag::BlockQuote(kind)) => note(self.inline(TagEnd::BlockQuote(kind))?).into(),
            Event::Start(Tag::Table(aligns)) => self.table(&aligns)?.into(),
            Event::Rule => Block::Rule,
            _ => return Err(self.strange(range)),
        };
        Ok(Some(Piece::Block { block, line, range: stretch, placeholders: std::mem::take(&mut self.found) }))
    }

    /// Running text up to the end of what holds it. Paragraphs within it are lines of their own.
    fn inline(&mut self, end: TagEnd) -> Result<Text> {
        let mut text = Text::new();
        let mut roles = vec![Role::Plain];
        let mut links = Vec::new();
        while let Some((event, range)) = self.events.next() {
            let role = roles.last().copied().unwrap_or_default();
            match event {
                Event::End(tag) if tag == end => break,
                Event::Code(said) => self.say(&mut text, Role::Code, &said, range)?,
                Event::InlineHtml(said) if said.starts_with("<!--") => {}
                Event::Text(said) | Event::InlineHtml(said) => self.say(&mut text, role, &said, range)?,
                Event::SoftBreak => push(&mut text, role, " "),
                Event::HardBreak => push(&mut text, role, "\n"),
                Event::Start(Tag::Paragraph) if !text.is_empty() => push(&mut text, role, "\n"),
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Start(Tag::Emphasis) => roles.push(Role::Term),
                Event::Start(Tag::Strong) => roles.push(Role::Emphasis),
                Event::End(TagEnd::Emphasis | TagEnd::Strong) => drop(roles.pop()),
                Event::Start(Tag::Link { link_type, dest_url, .. }) => links.push((link_type, dest_url)),
                Event::End(TagEnd::Link) => match links.pop() {
                    None | Some((LinkType::Autolink | LinkType::Email, _)) => {}
                    Some((_, url)) => push(&mut text, role, &format!(" ({url})")),
                },
                _ => return Err(self.strange(range)),
            }
        }
        Ok(text)
    }

    /// Adds what a stretch of the source says.
    fn say(&mut self, text: &mut Text, role: Role, said: &str, range: Range<usize>) -> Result<()> {
        let said = self.mask.restore(said, range.clone());
        let hidden = self.mask.hidden(range.clone());
        if let Some(empty) = hidden.iter().find(|placeholder| placeholder.expression.is_empty()) {
            return Err(self.source.error(empty.range.clone(), "entre las llaves falta la expresión"));
        }
        if unclosed(&said).is_some() {
            let open = unclosed(&self.source.text[range.clone()]).unwrap_or(0) + range.start;
            let error = self.source.error(open..open + 2, "estas llaves no se cierran");
            return Err(error.hint("una expresión va en una sola línea: `{{ x.mean() }}`"));
        }
        self.found.extend(hidden);
        push(text, role, &said);
        Ok(())
    }

    fn list(&mut self, ordered: bool) -> Result<List> {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.inline(TagEnd::Item)?),
                Event::End(TagEnd::List(_)) => break,
                _ => return Err(self.strange(range)),
            }
        }
        Ok(List { ordered, items })
    }

    fn table(&mut self, aligns: &[Alignment]) -> Result<Table> {
        let mut rows: Vec<Vec<Text>> = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inline(TagEnd::TableCell)?;
                    rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
                }
                Event::End(TagEnd::Table) => break,
                Event::End(_) => {}
                _ => return Err(self.strange(range)),
            }
        }
        let mut rows = rows.into_iter();
        let heads = rows.next().unwrap_or_default().into_iter().zip(aligns);
        let table = heads.fold(Table::new(), |table, (head, align)| table.column(head, self::align(*align)));
        Ok(rows.fold(table, Table::row))
    }

    fn fence(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) -> Result<Fence> {
        let (mut length, mut start) = (0, None);
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(line) => {
                    length += line.len();
                    start = start.or(Some(range.start));
                }
                _ => break,
            }
        }
        let text = &self.source.text[range.clone()];
        let first = text.lines().next().unwrap_or_default();
        let head = range.start..range.start + first.len();
        if matches!(kind, CodeBlockKind::Indented) {
            let error = self.source.error(head, "este texto está sangrado y parece código");
            return Err(error.hint("quita los espacios del principio, o ponlo entre dos líneas de tres acentos graves"));
        }
        let fence = first.trim_start_matches(['`', '~']);
        let mark = &first[..first.len() - fence.len()];
        let last = text.trim_end().lines().skip(1).last().unwrap_or_default();
        if mark.is_empty() || !last.starts_with(mark) {
            let error = self.source.error(head, "este bloque no se cierra");
            return Err(error.hint(format!("acábalo con una línea `{mark}` pegada al margen").replace("```", "'''")));
        }
        let info_at = range.start + first.len() - fence.trim_start().len();
        let body_at = start.unwrap_or(range.start + first.len() + 1).min(self.source.text.len());
        let body = self.source.text.get(body_at..body_at + length).unwrap_or_default().to_owned();
        Ok(Fence { info: fence.trim().to_owned(), body, line: self.source.line(range.start), info_at, body_at })
    }

    /// A comment, which is for those who write the page; no other HTML is.
    fn html(&mut self, range: Range<usize>) -> Result<()> {
        for (event, _) in self.events.by_ref() {
            if event == Event::End(TagEnd::HtmlBlock) {
                break;
            }
        }
        if self.source.text[range.clone()].trim_start().starts_with("<!--") { Ok(()) } else { Err(self.strange(range)) }
    }

    fn strange(&self, range: Range<usize>) -> Error {
        let error = self.source.error(range, "esto no se puede mostrar en una terminal");
        error.hint("valen párrafos, títulos, listas sin listas dentro, tablas, notas con `>` y bloques sin sangrar")
    }
}

/// Adds to the last span where the role is the same.
fn push(text: &mut Text, role: Role, said: &str) {
    match text.spans.last_mut() {
        Some(span) if span.role == role => span.text.push_str(said),
        _ => text.spans.push(Span { role, text: said.to_owned() }),
    }
}

/// A centred column is one of numbers, its decimal points under each other.
fn align(align: Alignment) -> Align {
    match align {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Decimal,
        Alignment::Right => Align::Right,
    }
}

/// A quotation is a note; `> Aviso: …` and `> Pista: …` say of which kind.
fn note(mut text: Text) -> Note {
    let kinds = [("Nota:", NoteKind::Note), ("Pista:", NoteKind::Hint), ("Aviso:", NoteKind::Warning)];
    let first = text.spans.first().map(|span| span.text.clone()).unwrap_or_default();
    let Some((word, kind)) = kinds.into_iter().find(|(word, _)| first.starts_with(word)) else {
        return Note { kind: NoteKind::Note, text };
    };
    first[word.len()..].trim_start().clone_into(&mut text.spans[0].text);
    Note { kind, text }
}
