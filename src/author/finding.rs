//! What is wrong with a text, and which rule says so.

use serde::{Serialize, Serializer};

use crate::{content::Error, view::Diagnostic};

/// What texts are held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// A page is what pages of its kind are: keys, sections, blocks.
    Format,
    /// Names are unique, and what is named is there.
    Names,
    /// Code runs, and does what the page says of it.
    Code,
    /// The right answer passes, and each declared mistake is told with its own message.
    Answers,
    /// No hint but the last holds the answer.
    Hints,
    /// Numbers are computed, or said to be what they are.
    Numbers,
    /// Everything fits the screens.
    Width,
    /// Spanish as Antorcha writes it.
    Language,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Format, Self::Names, Self::Code, Self::Answers, Self::Hints, Self::Numbers, Self::Width, Self::Language];

    /// Its name, as findings show it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Format => "formato",
            Self::Names => "nombres",
            Self::Code => "codigo",
            Self::Answers => "respuestas",
            Self::Hints => "pistas",
            Self::Numbers => "numeros",
            Self::Width => "ancho",
            Self::Language => "lengua",
        }
    }

    /// What to do where a finding does not say it itself.
    fn hint(self) -> Option<&'static str> {
        match self {
            Self::Names => Some("cambia uno de los dos nombres"),
            Self::Code => Some("para ver el error entero, guarda el programa aparte y usa `antorcha ejecutar`"),
            Self::Answers => {
                Some("pruébalo como un alumno, con `antorcha leccion` o `antorcha practica comprobar` y `--lecciones`")
            }
            Self::Format | Self::Hints | Self::Numbers | Self::Width | Self::Language => None,
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is held to.
    pub rule: Rule,
    /// What, and where.
    pub error: Error,
}

impl Finding {
    /// Something that is wrong.
    #[must_use]
    pub fn new(rule: Rule, error: Error) -> Self {
        let hint = error.hint.clone().or_else(|| rule.hint().map(str::to_owned));
        Self { rule, error: Error { hint, ..error } }
    }

    /// What the author sees.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        self.error.diagnostic().id(self.rule.name())
    }

    /// By file, then from top to bottom.
    pub(super) fn order(&self) -> (&str, usize, usize, Rule, &str) {
        let (line, column) = self.error.spot.as_ref().map_or((0, 0), |spot| (spot.line, spot.column));
        (&self.error.file, line, column, self.rule, &self.error.message)
    }
}

/// As `--formato json` has it.
#[derive(Serialize)]
struct Data<'a> {
    regla: &'a str,
    archivo: &'a str,
    linea: Option<usize>,
    columna: Option<usize>,
    columna_final: Option<usize>,
    mensaje: &'a str,
    pista: Option<&'a str>,
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Error { file, spot, message, hint } = &self.error;
        let spot = spot.as_ref();
        let data = Data {
            regla: self.rule.name(),
            archivo: file,
            linea: spot.map(|spot| spot.line),
            columna: spot.map(|spot| spot.column),
            columna_final: spot.map(|spot| spot.column + spot.width),
            mensaje: message,
            pista: hint.as_deref(),
        };
        data.serialize(serializer)
    }
}
