//! Whether a document fits the screens: code and tensors may run over, prose may not.

use std::collections::HashSet;

use unicode_width::UnicodeWidthStr;

use super::{Finding, Rule};
use crate::{
    content::Source,
    terminal::Screen,
    view::{Block, Document, Section},
};

/// The screens, the widest first.
const WIDTHS: [usize; 3] = [120, 80, 40];

/// What stands on the left of a line: a margin, a sign, the name of an entry.
const ROOM: usize = 18;

/// The lines of a document that are wider than their screen, told of the file that they come from.
pub(super) fn check(document: &Document, source: &Source) -> Vec<Finding> {
    let document = Document { blocks: prose(&document.blocks) };
    let value = serde_json::to_value(&document).unwrap_or_default();
    let code = unbroken(&value);
    let (mut found, mut told) = (Vec::new(), HashSet::new());
    for width in WIDTHS {
        let screen = Screen { width, color: false, ascii: false, accessible: false };
        let shown = screen.render(&document);
        for line in shown.lines().filter(|line| overflows(line, width, &code)) {
            let message =
                format!("esto no cabe en una pantalla de {width} columnas: «{}»", line.trim().replace('`', "'"));
            let at = place(line, source);
            // What is too wide for one screen is so for every narrower one.
            if told.insert((at.clone(), at.is_empty().then(|| line.to_owned()))) {
                let error = source.error(at, message).hint("parte la palabra o la fila más larga, o ponla como código");
                found.push(Finding::new(Rule::Width, error));
            }
        }
    }
    found
}

/// Whether a line is wider than its screen for another reason than code that never breaks.
fn overflows(line: &str, width: usize, code: &[&str]) -> bool {
    let is_whole = |code: &str| code.width() + ROOM > width && line.contains(code);
    line.width() > width && !code.iter().any(|code| is_whole(code))
}

/// Everything but what never wraps: code, tensors, and the steps that quote both.
fn prose(blocks: &[Block]) -> Vec<Block> {
    let wraps = |block: &&Block| !matches!(block, Block::Code(_) | Block::Tensor(_) | Block::Step(_));
    let inner = |block: &Block| match block {
        Block::Section(section) => Section { title: section.title.clone(), body: prose(&section.body) }.into(),
        block => block.clone(),
    };
    blocks.iter().filter(wraps).map(inner).collect()
}

/// The commands and names within a document, which never break.
fn unbroken(value: &serde_json::Value) -> Vec<&str> {
    match value {
        serde_json::Value::Array(items) => items.iter().flat_map(unbroken).collect(),
        serde_json::Value::Object(fields) => {
            let code = fields.get("papel").is_some_and(|role| role == "codigo");
            let own = fields.get("texto").and_then(serde_json::Value::as_str).filter(|_| code);
            own.into_iter().chain(fields.values().flat_map(unbroken)).collect()
        }
        _ => Vec::new(),
    }
}

/// Where the longest word of a line stands in the file; its beginning where it is not found.
fn place(line: &str, source: &Source) -> std::ops::Range<usize> {
    let word = line.split_whitespace().max_by_key(|word| word.width()).unwrap_or_default();
    source.text.find(word).filter(|_| !word.is_empty()).map_or(0..0, |at| at..at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Text;

    #[test]
    fn only_code_that_is_wide_by_itself_may_run_over() {
        let wide = "x".repeat(30);
        let line = format!("  Módulo     {wide}");
        assert!(overflows(&line, 40, &[]) && !overflows(&line, 40, &[&wide]));
        assert!(overflows(&line, 40, &["x"]) && !overflows("corto", 40, &[]));
    }

    #[test]
    fn a_document_is_laid_out_for_every_screen() {
        let source = Source::new("a.md", "palabra").expect("a text");
        let said = |text: Text| check(&Document::new().say(text), &source).len();
        assert_eq!(said(Text::new().say("una palabra y otra ".repeat(20))), 0);
        assert_eq!(said(Text::new().code("x".repeat(150))), 0, "code never breaks");
    }
}
