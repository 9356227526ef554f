//! Code that runs, and what is shown of it.

use std::ops::Range;

use super::{
    ask::{Ask, How},
    results::Results,
};
use crate::{
    content::{Attribute, Fence, Result, Source},
    explain::{self, Selection},
    view::{self, Block},
};

/// A block `python`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an attribute of its own")]
pub struct Code {
    /// The Python source.
    pub source: String,
    /// Whether neither it nor its output is shown.
    pub hidden: bool,
    /// Whether its operations are explained.
    pub traced: bool,
    /// Whether its output is left out.
    pub silent: bool,
    /// Whether the lesson's parameters are made here.
    pub parameters: bool,
    /// The exception that it must raise.
    pub raises: Option<String>,
    at: Range<usize>,
}

impl Code {
    /// Reads a block.
    pub(super) fn read(fence: &Fence, source: &Source) -> Result<Self> {
        let mut code = Self { source: fence.body.trim_end().to_owned(), at: fence.body_range(), ..Self::default() };
        for attribute in fence.attributes() {
            code.attribute(&attribute, source)?;
        }
        if code.raises.is_some() && (code.traced || code.parameters) {
            let message = "`error=` no va junto con `traza` ni con `parametros`";
            return Err(source.error(fence.word_range(), message).hint("pon lo que falla en un bloque aparte"));
        }
        Ok(code)
    }

    fn attribute(&mut self, attribute: &Attribute, source: &Source) -> Result<()> {
        let switch = match (attribute.name.as_str(), &attribute.value) {
            ("oculto", None) => &mut self.hidden,
            ("traza", None) => &mut self.traced,
            ("sin-salida", None) => &mut self.silent,
            ("parametros", None) => &mut self.parameters,
            ("error", Some(kind)) if !kind.is_empty() && self.raises.is_none() => {
                self.raises = Some(kind.clone());
                return Ok(());
            }
            _ => {
                let message = format!("no conozco el atributo `{}`", attribute.name);
                let hint = "valen `oculto`, `traza`, `sin-salida`, `parametros` y `error=ValueError`";
                return Err(source.error(attribute.range.clone(), message).hint(hint));
            }
        };
        if std::mem::replace(switch, true) {
            let message = format!("`{}` está dos veces", attribute.name);
            return Err(source.error(attribute.range.clone(), message));
        }
        Ok(())
    }

    /// The cell that it is.
    pub(super) fn ask(&self, parameters: &[String]) -> Ask {
        let ask = Ask::code(self.shown(parameters), self.at.clone());
        match &self.raises {
            Some(kind) => Ask { source: caught(&ask.source, kind), how: How::Raises(kind.clone()), before: 1, ..ask },
            None if self.traced => Ask { how: How::Trace, ..ask },
            None => ask,
        }
    }

    /// What the student sees of it.
    fn shown(&self, parameters: &[String]) -> String {
        if !self.parameters || parameters.is_empty() {
            return self.source.clone();
        }
        let lines = parameters.join("\n");
        if self.source.is_empty() { lines } else { format!("{}\n\n{lines}", self.source) }
    }

    /// The code, what it printed, and its steps.
    pub(super) fn play(&self, parameters: &[String], results: &mut Results<'_>, source: &Source) -> Result<Vec<Block>> {
        let Some(result) = results.cell() else { return Ok(Vec::new()) };
        if let Some(kind) = &self.raises
            && !result.stdout.lines().any(|line| line.starts_with(kind.as_str()))
        {
            let message = format!("esta celda tenía que lanzar {kind} y no lo ha hecho");
            return Err(source.error(self.at.clone(), message));
        }
        if self.hidden {
            return Ok(Vec::new());
        }
        let mut blocks = vec![view::Code::new(self.shown(parameters)).into()];
        if !self.silent {
            let printed = [&result.stdout, &result.stderr].map(|text| text.trim_end());
            blocks.extend(printed.into_iter().filter(|text| !text.is_empty()).map(|text| Block::Tensor(text.into())));
        }
        if let Some(record) = &result.record {
            blocks.extend(explain::document(record, Selection::default()).blocks);
        }
        Ok(blocks)
    }
}

/// The same statements within a program that goes on after their exception, and says it as Python would.
fn caught(source: &str, kind: &str) -> String {
    let inner: Vec<String> = source.lines().map(|line| format!("    {line}")).collect();
    let inner = inner.join("\n");
    format!("try:\n{inner}\nexcept {kind} as error:\n    print(f'{kind}: {{error}}')")
}
