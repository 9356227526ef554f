//! Errors and findings: what, where with the source, why, and what to do.

use serde::{Deserialize, Serialize};

use super::{Code, Place, Text};

/// How serious it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Severity {
    /// It is wrong.
    #[serde(rename = "error")]
    Error,
    /// It runs, and is probably not what was meant.
    #[serde(rename = "aviso")]
    Warning,
    /// It works, and could be better.
    #[serde(rename = "consejo")]
    Advice,
    /// Worth knowing.
    #[serde(rename = "nota")]
    Note,
}

impl Severity {
    /// The word that the student reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "aviso",
            Self::Advice => "consejo",
            Self::Note => "nota",
        }
    }
}

/// A note below a diagnostic: `= prueba: …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// What kind of remark it is, without the colon.
    #[serde(rename = "clase")]
    pub label: String,
    /// What it says.
    #[serde(rename = "texto")]
    pub text: Text,
}

/// An error or a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How serious.
    #[serde(rename = "gravedad")]
    pub severity: Severity,
    /// The rule's name, where a rule found it.
    #[serde(rename = "regla", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// One sentence without a full stop.
    #[serde(rename = "mensaje")]
    pub message: Text,
    /// Where.
    #[serde(rename = "lugar", skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The source there, numbered.
    #[serde(rename = "codigo", skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Code>,
    /// What else there is to say.
    #[serde(rename = "notas", skip_serializing_if = "Vec::is_empty", default)]
    pub remarks: Vec<Remark>,
}

impl Diagnostic {
    /// A diagnostic of the given severity.
    #[must_use]
    pub fn new(severity: Severity, message: impl Into<Text>) -> Self {
        Self { severity, id: None, message: message.into(), place: None, excerpt: None, remarks: Vec::new() }
    }

    /// An error.
    #[must_use]
    pub fn error(message: impl Into<Text>) -> Self {
        Self::new(Severity::Error, message)
    }

    /// The rule that found it.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The source there.
    #[must_use]
    pub fn excerpt(mut self, code: Code) -> Self {
        self.excerpt = Some(code);
        self
    }

    /// Adds `= label: text`.
    #[must_use]
    pub fn remark(mut self, label: impl Into<String>, text: impl Into<Text>) -> Self {
        self.remarks.push(Remark { label: label.into(), text: text.into() });
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(self, text: impl Into<Text>) -> Self {
        self.remark("pista", text)
    }
}
