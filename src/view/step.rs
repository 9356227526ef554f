//! A step of a trace or of a lesson: where, the code, the formula with its shapes, the numbers put in, the tensor,
//! what it means.

use serde::{Deserialize, Serialize};

use super::{Block, Place, Text};

/// One step, shown along a rail. The blocks of its body follow each other as those of a document do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its number, from 1.
    #[serde(rename = "numero")]
    pub number: usize,
    /// How many steps there are, where that is known.
    #[serde(rename = "total", skip_serializing_if = "Option::is_none")]
    pub total: Option<usize>,
    /// What it is called, in a lesson.
    #[serde(rename = "titulo", skip_serializing_if = "Text::is_empty", default)]
    pub title: Text,
    /// The modules that it ran in, as in `CustomLinear.linear`; empty outside of any.
    #[serde(rename = "modulo", skip_serializing_if = "String::is_empty", default)]
    pub path: String,
    /// Its line in the student's file.
    #[serde(rename = "lugar", skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The text of that line.
    #[serde(rename = "fuente", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What is said about it.
    #[serde(rename = "bloques")]
    pub body: Vec<Block>,
}

impl Step {
    /// Step `number`.
    #[must_use]
    pub fn new(number: usize) -> Self {
        Self { number, ..Self::default() }
    }

    /// … of `total`.
    #[must_use]
    pub fn of(mut self, total: usize) -> Self {
        self.total = Some(total);
        self
    }

    /// What it is called.
    #[must_use]
    pub fn title(mut self, title: impl Into<Text>) -> Self {
        self.title = title.into();
        self
    }

    /// The path of modules that it ran in.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = path.into();
        self
    }

    /// Where it stands, and the text of that line.
    #[must_use]
    pub fn at(mut self, place: Place, source: impl Into<String>) -> Self {
        self.place = Some(place);
        self.source = Some(source.into());
        self
    }

    /// Adds a block to the body.
    #[must_use]
    pub fn with(mut self, block: impl Into<Block>) -> Self {
        self.body.push(block.into());
        self
    }

    /// Adds sentences.
    #[must_use]
    pub fn say(self, text: impl Into<Text>) -> Self {
        self.with(Block::Paragraph(text.into()))
    }

    /// Adds a tensor, as PyTorch prints it.
    #[must_use]
    pub fn tensor(self, text: impl Into<String>) -> Self {
        self.with(Block::Tensor(text.into()))
    }
}

/// A formula, and the shapes that go through it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Formula {
    /// As in `z = x · Wᵀ + b`.
    #[serde(rename = "expresion")]
    pub expression: String,
    /// As in `(1, 3) · (3, 2) + (2,) → (1, 2)`; empty where shapes say nothing.
    #[serde(rename = "formas", skip_serializing_if = "String::is_empty", default)]
    pub shapes: String,
}

impl Formula {
    /// A formula alone.
    #[must_use]
    pub fn new(expression: impl Into<String>) -> Self {
        Self { expression: expression.into(), shapes: String::new() }
    }

    /// With its shapes.
    #[must_use]
    pub fn shapes(mut self, shapes: impl Into<String>) -> Self {
        self.shapes = shapes.into();
        self
    }
}

/// Operators, in signs and in ASCII: a line may break before one, and never between it and the operand that follows.
pub const OPERATORS: [&str; 13] = ["+", "−", "-", "·", "*", "/", "@", "=", "→", "->", "≈", "~=", "×"];

/// How one line of arithmetic follows from what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    /// Exactly equal.
    #[serde(rename = "=")]
    Equal,
    /// Equal up to the digits shown.
    #[serde(rename = "≈")]
    About,
}

/// A number worked out line by line, with the relations under each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arithmetic {
    /// What is worked out, as in `z[0, 0]`.
    #[serde(rename = "objetivo")]
    pub target: String,
    /// The lines.
    #[serde(rename = "lineas")]
    pub lines: Vec<(Relation, String)>,
}

impl Arithmetic {
    /// Nothing worked out yet.
    #[must_use]
    pub fn new(target: impl Into<String>) -> Self {
        Self { target: target.into(), lines: Vec::new() }
    }

    /// Adds `= expression`.
    #[must_use]
    pub fn equals(mut self, expression: impl Into<String>) -> Self {
        self.lines.push((Relation::Equal, expression.into()));
        self
    }

    /// Adds `≈ expression`.
    #[must_use]
    pub fn about(mut self, expression: impl Into<String>) -> Self {
        self.lines.push((Relation::About, expression.into()));
        self
    }
}
