//! A question before the evidence. A page shows it with its answer; the lesson asks it.

use std::ops::Range;

use serde::Deserialize;

use crate::{
    content::{Fence, Result, Source, Spanned, fill_text, marked, placeholders},
    guard::Notebook,
    python::{CellResult, Value},
    reference::pitfall::{page::failed, show},
    view::Text,
};

/// What a block `prediccion` holds, as in lessons.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Data {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "pregunta")]
    question: String,
    #[serde(rename = "tipo")]
    kind: Kind,
    #[serde(rename = "respuesta")]
    answer: Spanned<String>,
    #[serde(rename = "opciones", default)]
    options: Vec<String>,
    #[serde(rename = "tolerancia")]
    _tolerance: Option<f64>,
    #[serde(rename = "pistas")]
    _hints: [String; 3],
    #[serde(rename = "porque")]
    why: Spanned<String>,
    #[serde(rename = "antes", default)]
    before: String,
    #[serde(rename = "errores", default)]
    mistakes: Vec<Mistake>,
}

/// What kind of answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Numero,
    Forma,
    Signo,
    Tensor,
    Opcion,
    SiNo,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mistake {
    #[serde(rename = "expresion")]
    expression: Option<Spanned<String>>,
    #[serde(rename = "opcion")]
    option: Option<usize>,
    #[serde(rename = "mensaje")]
    _message: String,
}

/// A question before the evidence.
#[derive(Clone, Debug)]
pub(super) struct Prediction {
    data: Data,
    at: Range<usize>,
}

impl Prediction {
    /// Reads a block.
    pub fn read(fence: &Fence, source: &Source) -> Result<Self> {
        let data: Data = source.toml(fence.body_range())?;
        let options = data.options.len();
        let sound = |mistake: &Mistake| match (&mistake.expression, mistake.option) {
            (Some(_), None) => data.kind != Kind::Opcion,
            (None, Some(option)) => (1..=options).contains(&option),
            _ => false,
        };
        if !data.mistakes.iter().all(sound) || (data.kind == Kind::Opcion) != (options > 1) {
            let error = source.error(fence.word_range(), "las opciones y los errores de esta predicción no encajan");
            return Err(error.hint("con `tipo = \"opcion\"` van `opciones` y `opcion = 2`; con los demás, `expresion`"));
        }
        Ok(Self { data, at: fence.body_range() })
    }

    /// What it asks of Python: the answer, what its reason shows, the mistakes.
    pub fn notebook(&self) -> Notebook {
        let mut notebook = Notebook::new("prediccion.py");
        notebook.code(&self.data.before);
        for (expression, _) in self.expressions() {
            notebook.value(expression);
        }
        notebook
    }

    fn expressions(&self) -> Vec<(String, Range<usize>)> {
        let spanned = |text: &Spanned<String>| (text.get_ref().clone(), text.span());
        let why = placeholders(self.data.why.get_ref()).into_iter();
        let why = why.map(|placeholder| (placeholder.expression, self.data.why.span()));
        let mistakes = self.data.mistakes.iter().filter_map(|mistake| mistake.expression.as_ref()).map(spanned);
        std::iter::once(spanned(&self.data.answer)).chain(why).chain(mistakes).collect()
    }

    /// The question, its options, and the answer with its reason.
    pub fn show(&self, results: &[CellResult], source: &Source) -> Result<(Text, Vec<String>, Text)> {
        let [before, values @ ..] = results else {
            return Err(failed(source, self.at.clone(), "esta predicción no se ejecuta", "el programa se detuvo"));
        };
        if let Some(error) = &before.error {
            return Err(failed(source, self.at.clone(), "el código de `antes` falla", &error.message));
        }
        let mut found = Vec::new();
        for (result, (_, at)) in values.iter().zip(self.expressions()) {
            found.push(show::value_of(result, source, at)?);
        }
        let mut found = found.into_iter();
        let answer = self.answer(&found.next().unwrap_or(Value::None));
        let why = fill_text(marked(self.data.why.get_ref()), &mut |_| {
            found.next().map(|value| show::value(&value)).unwrap_or_default()
        });
        Ok((marked(&self.data.question), self.data.options.clone(), answer.say(". ").join(why)))
    }

    fn answer(&self, value: &Value) -> Text {
        let number = value.number().unwrap_or(f64::NAN);
        match self.data.kind {
            Kind::Opcion => {
                let option = self.data.options.get((number as usize).wrapping_sub(1));
                Text::new().emphasis(option.cloned().unwrap_or_else(|| show::value(value)))
            }
            Kind::Signo if number < 0.0 => Text::new().emphasis("negativo"),
            Kind::Signo if number > 0.0 => Text::new().emphasis("positivo"),
            Kind::Tensor => Text::new().with(crate::view::Role::Tensor, show::value(value)),
            _ => Text::new().number(show::value(value)),
        }
    }
}
