//! Cases: what a submission is put through. `pruebas.py` is real Python, cut at its `# caso:` comments.

use rustpython_ruff_python_ast::Stmt;
use rustpython_ruff_python_parser::parse_module;
use rustpython_ruff_text_size::Ranged;

use crate::content::{Result, Source};

/// What a number may differ by, relatively and absolutely, where a case does not say it.
const TOLERANCE: f64 = 1e-6;

/// A case.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it is about.
    pub title: String,
    /// Its statements, without the last.
    pub setup: String,
    /// The last statement: an expression, whose value is compared.
    pub expression: String,
    /// What a number may differ by, relatively and absolutely.
    pub tolerance: f64,
    /// The exception that it has to end in.
    pub raises: Option<String>,
    /// `torch.manual_seed` before it.
    pub seed: Option<u64>,
}

impl Case {
    /// The cases of a file.
    ///
    /// # Errors
    /// It holds none, or one that does not end in an expression.
    pub fn all(source: &Source) -> Result<Vec<Self>> {
        let starts: Vec<usize> = source.text.match_indices("# caso:").map(|(at, _)| at).collect();
        if starts.is_empty() {
            return Err(source.error(0..0, "aquí falta algún `# caso: título`"));
        }
        let ends = starts.iter().skip(1).copied().chain([source.text.len()]);
        starts.iter().zip(ends).map(|(&start, end)| Self::read(source, start, end)).collect()
    }

    fn read(source: &Source, start: usize, end: usize) -> Result<Self> {
        let text = &source.text[start..end];
        let here = start..start + text.lines().next().unwrap_or_default().len();
        let mut case = Self {
            title: String::new(),
            setup: String::new(),
            expression: String::new(),
            tolerance: TOLERANCE,
            raises: None,
            seed: None,
        };
        for line in text.lines().take_while(|line| line.starts_with('#')) {
            case.direct(line).map_err(|message| source.error(here.clone(), message))?;
        }
        let split = split(text).ok_or_else(|| {
            source.error(here, "este caso no termina en una expresión").hint("lo que se compara es su última línea")
        })?;
        (case.setup, case.expression) = split;
        Ok(case)
    }

    /// Reads a comment below the title.
    fn direct(&mut self, line: &str) -> std::result::Result<(), String> {
        let Some((name, value)) = line.trim_start_matches(['#', ' ']).split_once(':') else { return Ok(()) };
        let value = value.trim();
        let wrong = |what: &str| format!("`{name}` pide {what}");
        match name {
            "caso" => value.clone_into(&mut self.title),
            "lanza" => self.raises = Some(value.to_owned()),
            "tolerancia" => self.tolerance = value.parse().map_err(|_| wrong("un número"))?,
            "semilla" => self.seed = Some(value.parse().map_err(|_| wrong("un entero"))?),
            _ => {}
        }
        Ok(())
    }

    /// The case as the student reads it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}{}", self.setup, self.expression)
    }

    /// The case as it runs: its value goes into a variable.
    #[must_use]
    pub fn program(&self, variable: &str) -> String {
        let seed = self.seed.map(|seed| format!("import torch\ntorch.manual_seed({seed})\n")).unwrap_or_default();
        format!("{seed}{}{variable} = (\n{}\n)\n", self.setup, self.expression)
    }
}

/// The statements before the last, and the last, if it is an expression.
fn split(text: &str) -> Option<(String, String)> {
    let body = parse_module(text).ok()?.into_syntax().body;
    let Some(Stmt::Expr(last)) = body.last() else { return None };
    let range = last.range();
    let first = body.first().map_or(range.start(), Ranged::start);
    let setup = text[first.to_usize()..range.start().to_usize()].to_owned();
    Some((setup, text[range.start().to_usize()..range.end().to_usize()].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(text: &str) -> Result<Vec<Case>> {
        Case::all(&Source::new("pruebas.py", text).expect("a text"))
    }

    #[test]
    fn a_file_is_cut_at_its_titles() {
        let text = "# caso: uno\nx = 1\nf(x,\n  2)\n\n# caso: dos\n# lanza: ValueError\n# semilla: 3\n# tolerancia: 1e-3\ng()\n";
        let cases = cases(text).expect("two cases");
        assert_eq!((cases[0].title.as_str(), cases[0].setup.as_str()), ("uno", "x = 1\n"));
        assert_eq!(cases[0].expression, "f(x,\n  2)");
        assert_eq!(
            (cases[1].raises.as_deref(), cases[1].seed, cases[1].tolerance),
            (Some("ValueError"), Some(3), 1e-3)
        );
        assert_eq!(cases[1].program("v"), "import torch\ntorch.manual_seed(3)\nv = (\ng()\n)\n");
        assert_eq!(cases[0].code(), "x = 1\nf(x,\n  2)");
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, said) in [
            ("x = 1\n", "pruebas.py:1:1: aquí falta algún `# caso: título`"),
            ("# caso: a\nx = 1\n", "pruebas.py:1:1: este caso no termina en una expresión"),
            ("# caso: a\n# semilla: x\nf()\n", "pruebas.py:1:1: `semilla` pide un entero"),
        ] {
            assert_eq!(cases(text).expect_err(text).to_string(), said);
        }
    }
}
