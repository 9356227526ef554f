//! Lines `dato:` in a page, which say where a number comes from: `<!-- dato: 0.25 = expression -->`, which is run, or
//! `<!-- dato: 2012, why -->`. Within a block of data, and in a front matter, they begin with `#`.

use std::ops::Range;

use super::{Finding, Rule, numbers};
use crate::{
    content::Source,
    guard::{self, Notebook},
};

/// What expressions may use.
pub(super) const IMPORTS: &str = "import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F";

/// How such a line is written.
const HINT: &str = "se escribe `dato: 0.25 = expresión`, o `dato: 2012, por qué` si no se puede calcular";

/// Where a number comes from.
pub(super) struct Proof {
    /// As it is written.
    pub number: String,
    /// What gives it; none for what nothing computes.
    expression: Option<String>,
    at: Range<usize>,
}

/// Whether a file has such lines.
pub(super) fn has_any(source: &Source) -> bool {
    !marks(source).is_empty()
}

/// The lines of a file that are as they have to be.
pub(super) fn of(source: &Source) -> Vec<Proof> {
    marks(source).into_iter().filter_map(|at| read(source, at)).collect()
}

/// Runs what can be run below `before`, and says what is wrong.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn check(source: &Source, before: &str) -> Result<Vec<Finding>, guard::Failure> {
    let wrong =
        |at: &Range<usize>, message: String| Finding::new(Rule::Numbers, source.error(at.clone(), message).hint(HINT));
    let marks = marks(source).into_iter();
    let unread = marks.filter(|at| read(source, at.clone()).is_none());
    let mut found: Vec<Finding> = unread.map(|at| wrong(&at, "no entiendo este `dato:`".to_owned())).collect();
    let proofs: Vec<Proof> = of(source).into_iter().filter(|proof| proof.expression.is_some()).collect();
    let mut notebook = Notebook::new("dato.py");
    notebook.code(format!("{IMPORTS}\n{before}"));
    for proof in &proofs {
        notebook.value(proof.expression.as_deref().unwrap_or_default());
    }
    if proofs.is_empty() {
        return Ok(found);
    }
    let (results, _) = notebook.run(|_, _| ())?;
    for (index, proof) in proofs.iter().enumerate() {
        let result = results.get(index + 1);
        let value = result.and_then(|result| result.value.as_ref()).and_then(crate::python::Value::number);
        match (value, result.and_then(|result| result.error.as_ref())) {
            (Some(value), _) if numbers::numbers(&proof.number).first().is_some_and(|number| number.is(value)) => {}
            (Some(value), _) => {
                found.push(wrong(&proof.at, format!("esta expresión da {value}, y no {}", proof.number)));
            }
            (None, Some(error)) => {
                let said = format!("esta expresión falla: {}: {}", error.kind, error.message).replace('`', "'");
                found.push(wrong(&proof.at, said));
            }
            (None, None) => found.push(wrong(&proof.at, "esta expresión no da ningún número".to_owned())),
        }
    }
    Ok(found)
}

/// Where the texts behind `dato:` are.
fn marks(source: &Source) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (start, word) in source.text.match_indices("dato:") {
        let before = source.text[..start].trim_end_matches(' ');
        let rest = &source.text[start + word.len()..];
        let length = if before.ends_with("<!--") {
            rest.find("-->")
        } else if before.ends_with('#') {
            Some(rest.find('\n').unwrap_or(rest.len()))
        } else {
            None
        };
        found.extend(length.map(|length| {
            let text = &rest[..length];
            let from = start + word.len() + (text.len() - text.trim_start().len());
            from..from + text.trim().len()
        }));
    }
    found
}

fn read(source: &Source, at: Range<usize>) -> Option<Proof> {
    let text = &source.text[at.clone()];
    let number = numbers::numbers(text)
        .into_iter()
        .next()
        .filter(|number| text[..number.at.start].trim_matches(['-', '−', '+']).is_empty())?;
    let rest = text[number.at.end..].trim_start();
    let expression = rest.strip_prefix('=').map(str::trim).filter(|expression| !expression.is_empty());
    let reason = rest.strip_prefix(',').is_some_and(|reason| reason.split_whitespace().count() > 1);
    (expression.is_some() || reason).then(|| Proof {
        number: number.text,
        expression: expression.map(str::to_owned),
        at,
    })
}
