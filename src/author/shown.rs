//! Code in the statement of an exercise: it runs below the solution, and what a comment says that it gives, it gives.
//!
//! `mi_relu(x)  # tensor([0., 3.])`, or the same in lines of comment below; `# ValueError: …` for what it raises.

use std::ops::Range;

use rustpython_ruff_python_ast::Stmt;
use rustpython_ruff_python_parser::parse_module;
use rustpython_ruff_text_size::Ranged;

use super::{Finding, Rule, proof::IMPORTS};
use crate::{
    content::{Fence, Source},
    guard::{self, Limits, Notebook},
    python::CellResult,
};

/// A statement, and what its comment says that comes of it.
struct Line {
    source: String,
    shown: Option<String>,
    at: Range<usize>,
}

/// Runs the blocks `python` of a statement.
///
/// # Errors
/// The child process cannot be started.
pub(super) fn check(
    fences: &[Fence],
    solution: &str,
    limits: Limits,
    page: &Source,
) -> Result<Vec<Finding>, guard::Failure> {
    let mut notebook = Notebook::new("enunciado.py");
    notebook.limits = limits;
    notebook.code(format!("{IMPORTS}\n{solution}"));
    let mut lines = Vec::new();
    let mut found = Vec::new();
    for fence in fences {
        match read(fence) {
            Some(read) => lines.extend(read),
            None => found.push(wrong(page, fence.body_range(), "este código no es Python válido")),
        }
    }
    for line in &lines {
        notebook.code(&line.source);
    }
    if lines.is_empty() {
        return Ok(found);
    }
    let (results, _) = notebook.run(|_, _| ())?;
    for (index, line) in lines.iter().enumerate() {
        let said =
            results.get(index + 1).map_or(Some("no llega a ejecutarse".to_owned()), |result| line.complaint(result));
        found.extend(said.map(|said| wrong(page, line.at.clone(), &said)));
    }
    Ok(found)
}

fn wrong(page: &Source, at: Range<usize>, message: &str) -> Finding {
    let hint = "un bloque `python` se ejecuta debajo de la solución; si es solo para leer, llámalo `texto`";
    Finding::new(Rule::Code, page.error(at, message.replace('`', "'")).hint(hint))
}

impl Line {
    /// What is wrong with what came of it.
    fn complaint(&self, result: &CellResult) -> Option<String> {
        let got = match &result.error {
            Some(error) => format!("{}: {}", error.kind, error.message),
            None => result.stdout.trim_end().to_owned(),
        };
        match &self.shown {
            Some(shown) if tight(shown) != tight(&got) => Some(format!("aquí pone que da {shown}, y da {got}")),
            None if result.error.is_some() => Some(format!("este código falla: {got}")),
            _ => None,
        }
    }
}

/// Without blanks: a comment may be set under its tensor in any way.
fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The statements of a block with their comments; none if it is no Python.
fn read(fence: &Fence) -> Option<Vec<Line>> {
    let body = &fence.body;
    let module = parse_module(body).ok()?.into_syntax();
    let ends = module.body.iter().skip(1).map(|next| next.range().start().to_usize()).chain([body.len()]);
    let line = |(statement, next): (&Stmt, usize)| {
        let range = statement.range().to_std_range();
        let source = &body[range.clone()];
        let shown = matches!(statement, Stmt::Expr(_)).then(|| comment(&body[range.end..next])).flatten();
        let source = if shown.is_some() { format!("print({source})") } else { source.to_owned() };
        Line { source, shown, at: fence.body_at + range.start..fence.body_at + range.end }
    };
    Some(module.body.iter().zip(ends).map(line).collect())
}

/// What the comment behind or below a statement says, if that is a value or an exception.
fn comment(rest: &str) -> Option<String> {
    let lines = rest.lines().map(str::trim).take_while(|line| line.is_empty() || line.starts_with('#'));
    let text: Vec<&str> =
        lines.filter(|line| !line.is_empty()).map(|line| line.trim_start_matches('#').trim()).collect();
    let text = text.join("\n");
    let first = text.chars().next()?;
    let raises = text.split_once(':').is_some_and(|(kind, _)| kind.ends_with("Error") && !kind.contains(' '));
    let value = first.is_ascii_digit()
        || "[('-\"".contains(first)
        || ["tensor(", "True", "False", "None"].iter().any(|start| text.starts_with(start));
    (raises || value).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_that_say_a_value_are_found() {
        for (rest, expected) in [
            ("   # tensor([0., 3.])\n", Some("tensor([0., 3.])")),
            ("\n# tensor([[0.],\n#         [1.]])\n\n", Some("tensor([[0.],\n[1.]])")),
            ("  # ValueError: no\n", Some("ValueError: no")),
            ("  # 16\n", Some("16")),
            ("  # una fila por ejemplo\n", None),
            ("\n\n", None),
        ] {
            assert_eq!(comment(rest).as_deref(), expected, "{rest}");
        }
    }
}
