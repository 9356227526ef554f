//! How a program ended, as data that can cross a process boundary.

use serde::{Deserialize, Serialize};

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Outcome {
    /// It ran to its end.
    Finished,
    /// It asked to end: `sys.exit`, `exit()`, `raise SystemExit`.
    Exit {
        /// The exit code.
        code: i32,
        /// The text that Python writes to standard error, for `sys.exit("text")`.
        message: Option<String>,
    },
    /// An exception that nothing caught, or a source that does not compile.
    Raised(Box<PythonError>),
}

impl Outcome {
    /// The exception that ended it, if one did.
    #[must_use]
    pub fn error(&self) -> Option<&PythonError> {
        if let Self::Raised(error) = self { Some(error) } else { None }
    }
}

/// An exception as a traceback shows it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PythonError {
    /// The exception's type as Python prints it: `ValueError`, `json.decoder.JSONDecodeError`.
    pub kind: String,
    /// The names of its type and of that type's ancestors, nearest first.
    pub ancestors: Vec<String>,
    /// `str(exception)`.
    pub message: String,
    /// What Python adds after the message: `Did you mean: 'relu'?`.
    pub suggestion: Option<String>,
    /// The calls that led here, outermost first, without those inside the library.
    pub frames: Vec<Frame>,
    /// `exception.__notes__`.
    pub notes: Vec<String>,
    /// Where a `SyntaxError` points.
    pub syntax: Option<SyntaxDetail>,
    /// The exception before this one, which Python prints first.
    pub related: Option<Box<Related>>,
    /// The module that an import did not find.
    pub missing_module: Option<String>,
    /// The part of the program's model whose own code failed: `CustomLinear.linear`.
    pub layer: Option<String>,
    /// The class of the library's module whose code failed: `Linear`.
    pub module: Option<String>,
}

impl PythonError {
    /// Whether this is a `SyntaxError` or one of its kinds.
    #[must_use]
    pub fn is_syntax(&self) -> bool {
        self.is("SyntaxError")
    }

    /// Whether `except kind:` would catch it.
    #[must_use]
    pub fn is(&self, kind: &str) -> bool {
        self.ancestors.iter().any(|ancestor| ancestor == kind)
    }
}

/// One line of a traceback, with what is needed to print its source and carets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The file as tracebacks name it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// First column, from 1, in characters.
    pub column: Option<usize>,
    /// Line where the expression ends.
    pub end_line: Option<usize>,
    /// Column after its last character, from 1.
    pub end_column: Option<usize>,
    /// The operator or the brackets within the expression, as two offsets from `column`.
    pub anchor: Option<(usize, usize)>,
    /// The function, or `<module>`.
    pub function: String,
    /// The text of the line, where it is known.
    pub source: Option<String>,
}

/// Where a `SyntaxError` points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SyntaxDetail {
    /// The file as tracebacks name it.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// First column, from 1, in characters.
    pub column: Option<usize>,
    /// Line where the offending text ends.
    pub end_line: Option<usize>,
    /// Column after its last character, from 1.
    pub end_column: Option<usize>,
    /// The text of the line.
    pub text: Option<String>,
}

/// An exception that came before another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Related {
    /// How the two are tied.
    pub relation: Relation,
    /// The earlier one.
    pub error: PythonError,
}

/// How an exception is tied to the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// `raise … from …`.
    Cause,
    /// Raised while the other was being handled.
    Context,
}
