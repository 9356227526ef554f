//! A page on the screen.

use std::ops::Range;

use super::{
    Pitfall, Played, Ran,
    page::{Part, failed},
};
use crate::{
    content::{Result, Source, fill_block},
    explain,
    python::{CellResult, Value},
    view::{Block, Code, Document, Entry, Reply, Role, Section, Text},
};

impl Pitfall {
    /// The whole page, with what its programs gave.
    ///
    /// # Errors
    /// An expression of its texts fails.
    pub fn document(&self, played: &Played) -> Result<Document> {
        let mut screen =
            Screen { pitfall: self, played, sections: Vec::new(), answer: None, at: None, shown: 0, asked: 0 };
        for part in &self.parts {
            screen.part(part)?;
        }
        screen.close();
        let front = self.front();
        let title = Text::new().with(Role::Title, &front.title);
        let mut document = Document::new().with(Block::Heading(title)).with(Block::Paragraph(self.badge()));
        document.blocks.extend(screen.sections.into_iter().map(Block::Section));
        Ok(document.with(Block::Entries(self.more())))
    }

    /// `error · sin-activacion · una de las tres de la lección`
    fn badge(&self) -> Text {
        let front = self.front();
        let role = if front.gravity.name() == "error" { Role::Error } else { Role::Warning };
        let badge = Text::new().with(role, front.gravity.name()).with(Role::Muted, " · ").code(&front.id);
        badge.with(Role::Muted, " · ").with(Role::Muted, &front.group)
    }

    /// Where to go on.
    fn more(&self) -> Vec<Entry> {
        let commands = |command: &str, names: &[String]| {
            let commands = names.iter().enumerate().fold(Text::new(), |text, (index, name)| {
                let text = if index == 0 { text } else { text.say(", ") };
                text.code(format!("antorcha {command}{name}"))
            });
            (!names.is_empty()).then_some(commands)
        };
        let entry = |(key, value): (&str, Option<Text>)| {
            value.map(|value| Entry { key: Text::new().with(Role::Muted, key), value })
        };
        let front = self.front();
        let code = format!("antorcha trampas {} --codigo", front.id);
        let rows = [
            ("Lecciones", commands("", &front.lessons)),
            ("Fichas", commands("ficha ", &front.cards)),
            ("Programas", Some(Text::new().code(code))),
        ];
        rows.into_iter().filter_map(entry).collect()
    }
}

/// The sections so far.
struct Screen<'a> {
    pitfall: &'a Pitfall,
    played: &'a Played,
    sections: Vec<Section>,
    /// The answer of a prediction, which stands below the evidence.
    answer: Option<Text>,
    /// The program above, and how many of its values are shown.
    at: Option<usize>,
    shown: usize,
    /// How many predictions have been shown.
    asked: usize,
}

impl Screen<'_> {
    fn part(&mut self, part: &Part) -> Result<()> {
        match part {
            Part::Section(title) => {
                self.close();
                self.sections.push(Section { title: title.clone(), body: Vec::new() });
            }
            Part::Prose(block, placeholders) => {
                let values: Vec<String> =
                    placeholders.iter().map(|found| self.next_value(found.range.clone())).collect::<Result<_>>()?;
                let mut values = values.into_iter();
                let block = fill_block(block.clone(), &mut |_| values.next().unwrap_or_default());
                self.push(block);
            }
            Part::Prediction(prediction) => {
                let results = self.played.predictions.get(self.asked).map(Vec::as_slice).unwrap_or_default();
                let (question, options, answer) = prediction.show(results, &self.pitfall.source)?;
                self.asked += 1;
                self.push(Reply::question(question).options(options).into());
                self.answer = Some(answer);
            }
            Part::Program(_) => self.program(),
        }
        Ok(())
    }

    fn program(&mut self) {
        let index = self.at.map_or(0, |at| at + 1);
        (self.at, self.shown) = (Some(index), 0);
        for block in self.played.programs.get(index).into_iter().flat_map(Ran::blocks) {
            self.push(block);
        }
        self.reveal();
    }

    /// The next value of the program above.
    fn next_value(&mut self, at: Range<usize>) -> Result<String> {
        let results = self.at.and_then(|at| self.played.values.get(at));
        let result = results.and_then(|results| results.get(self.shown));
        self.shown += 1;
        let missing = || failed(&self.pitfall.source, at.clone(), "esta expresión falla", "el programa se detuvo");
        value_of(result.ok_or_else(missing)?, &self.pitfall.source, at).map(|value| self::value(&value))
    }

    fn push(&mut self, block: Block) {
        if let Some(section) = self.sections.last_mut() {
            section.body.push(block);
        }
    }

    fn reveal(&mut self) {
        if let Some(answer) = self.answer.take() {
            self.push(Reply::right(answer).into());
        }
    }

    fn close(&mut self) {
        self.reveal();
    }
}

impl Ran {
    /// The source, what it printed, and how it failed.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Code::new(&self.source).numbered(1).into()];
        let texts = [Some(&self.output), Some(&self.warnings), self.traceback.as_ref()];
        let texts: Vec<&str> =
            texts.into_iter().flatten().map(|text| text.trim_end()).filter(|text| !text.is_empty()).collect();
        if !texts.is_empty() {
            blocks.push(Block::Paragraph(Text::new().with(Role::Muted, "Al ejecutarlo:")));
            blocks.extend(texts.into_iter().map(|text| Block::Tensor(text.to_owned())));
        }
        blocks.extend(self.help.as_ref().map(|help| {
            let entry =
                |key: &str, value: &str| Entry { key: Text::new().with(Role::Hint, key), value: Text::marked(value) };
            Block::Entries(vec![entry("= qué pasa:", &help.what), entry("= pista:", &help.hint)])
        }));
        blocks
    }
}

/// The value of an expression that must have one.
pub(super) fn value_of(result: &CellResult, source: &Source, at: Range<usize>) -> Result<Value> {
    match (&result.value, &result.error) {
        (Some(value), _) => Ok(value.clone()),
        (None, Some(error)) => Err(failed(source, at, "esta expresión falla", &error.message)),
        (None, None) => Err(failed(source, at, "esta expresión falla", "no da ningún valor")),
    }
}

/// A value as prose shows it.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::None => "None".to_owned(),
        Value::Bool(true) => "sí".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Int(number) => number.to_string().replace('-', "−"),
        Value::Float(number) => explain::number(*number),
        Value::Text(text) | Value::Other(text) => text.clone(),
        Value::Tensor(tensor) => match (tensor.values.as_slice(), tensor.shape.is_empty()) {
            ([number], true) => explain::number(*number),
            _ => tensor.text.clone(),
        },
        Value::List(items) => {
            let inside = items.iter().map(self::value).collect::<Vec<_>>().join(", ");
            if items.len() == 1 { format!("({inside},)") } else { format!("({inside})") }
        }
        Value::Dict(_) => String::new(),
    }
}
