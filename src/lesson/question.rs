//! Questions as their authors write them: predictions of what code gives, and recall.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    answer::Answer,
    ask::Ask,
    asked::{self, Mistake},
    mutation::{Attempts, Bindings, Texts},
    results::Results,
    tolerance,
    written::named,
};
use crate::{
    content::{Error, Fence, Result, Source, Spanned, fill, marked},
    spanish,
};

/// What kind of answer is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A number.
    Numero,
    /// The shape of a tensor.
    Forma,
    /// The sign of a number.
    Signo,
    /// All elements of a tensor with at most two dimensions.
    Tensor,
    /// One of several.
    Opcion,
    /// Yes or no.
    SiNo,
    /// Words.
    Texto,
}

/// A block `prediccion` or `pregunta`.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its stable name.
    pub id: Spanned<String>,
    /// What kind of answer is asked for.
    pub kind: Kind,
    /// Whether its answers are expressions, not literal.
    pub computed: bool,
    written: Written,
    slips: Attempts,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: Spanned<String>,
    pregunta: Spanned<String>,
    tipo: Option<Spanned<Kind>>,
    respuesta: Spanned<String>,
    #[serde(default)]
    acepta: Vec<String>,
    #[serde(default)]
    opciones: Vec<Spanned<String>>,
    tolerancia: Option<f64>,
    antes: Option<Spanned<String>>,
    pistas: Vec<Spanned<String>>,
    porque: Spanned<String>,
    #[serde(default)]
    errores: Vec<WrittenMistake>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMistake {
    expresion: Option<Spanned<String>>,
    respuesta: Option<Spanned<String>>,
    opcion: Option<Spanned<usize>>,
    mensaje: Spanned<String>,
}

impl Question {
    /// Reads a block.
    pub(super) fn read(fence: &Fence, computed: bool, source: &Source) -> Result<Self> {
        let written: Written = source.toml(fence.body_range())?;
        let id = written.id.clone();
        named(&id, source)?;
        let kind = written.kind(computed).ok_or_else(|| source.error(id.span(), "falta la clave `tipo`"))?;
        let question = Self { id, kind, computed, written, slips: Attempts::default() };
        question.check(source).map(|()| question)
    }

    fn check(&self, source: &Source) -> Result<()> {
        let written = &self.written;
        let wrong = |at, message: &str| Err(source.error(at, message));
        if written.pistas.len() != 3 && (self.computed || written.pistas.is_empty() || written.pistas.len() > 3) {
            return wrong(self.id.span(), "las pistas van de menos a más, y son tres");
        }
        if (self.kind == Kind::Opcion) != (written.opciones.len() > 1) {
            return wrong(
                self.id.span(),
                "una pregunta de `tipo = \"opcion\"` tiene varias `opciones`, y las demás ninguna",
            );
        }
        if self.kind == Kind::Texto && self.computed {
            return wrong(self.id.span(), "las respuestas de texto son para los bloques `pregunta`");
        }
        if written.tolerancia.is_some_and(|tolerance| !tolerance.is_finite() || tolerance < 0.0) {
            return wrong(self.id.span(), "la `tolerancia` es un número positivo");
        }
        if let Some(open) = self.texts().find(|text| fill(text.get_ref(), |_| String::new()).contains("{{")) {
            return wrong(open.span(), "estas llaves no se cierran");
        }
        written.errores.iter().try_for_each(|mistake| self.check_mistake(mistake, source))
    }

    fn check_mistake(&self, mistake: &WrittenMistake, source: &Source) -> Result<()> {
        let WrittenMistake { expresion, respuesta, opcion, mensaje } = mistake;
        if let Some(option) = opcion
            && !(1..=self.written.opciones.len()).contains(option.get_ref())
        {
            let message = format!("no hay opción {}: hay {}", option.get_ref(), self.written.opciones.len());
            return Err(source.error(option.span(), message));
        }
        let given = [expresion.is_some() && self.computed, respuesta.is_some() && !self.computed, opcion.is_some()];
        if given.iter().filter(|given| **given).count() == 1 && (expresion.is_none() || respuesta.is_none()) {
            return Ok(());
        }
        let key = if self.computed { "expresion" } else { "respuesta" };
        let message = format!("cada error lleva `{key}` o bien `opcion`");
        Err(source.error(mensaje.span(), message).hint("es la respuesta equivocada que el mensaje explica"))
    }

    /// Where its answer is written.
    #[must_use]
    pub fn answer_at(&self) -> Range<usize> {
        self.written.respuesta.span()
    }

    /// Where one of its hints is written, from 0.
    #[must_use]
    pub fn hint_at(&self, index: usize) -> Range<usize> {
        self.written.pistas.get(index).map_or_else(|| self.id.span(), Spanned::span)
    }

    /// Where the message of one of its mistakes is written, from 0.
    #[must_use]
    pub fn mistake_at(&self, index: usize) -> Range<usize> {
        self.written.errores.get(index).map_or_else(|| self.id.span(), |mistake| mistake.mensaje.span())
    }

    /// The texts that may hold expressions, in the order in which their values are taken.
    fn texts(&self) -> impl Iterator<Item = &Spanned<String>> {
        let Written { pregunta, opciones, pistas, porque, errores, .. } = &self.written;
        let messages = errores.iter().map(|mistake| &mistake.mensaje);
        [pregunta].into_iter().chain(opciones).chain(pistas).chain([porque]).chain(messages)
    }

    /// Finds the slips that can be made in the computation of the answer, and follows what it runs before it.
    pub(super) fn derive(&mut self, bindings: &mut Bindings, texts: &Texts) {
        if let Some(before) = &self.written.antes {
            bindings.follow(before.get_ref());
        }
        if self.computed && matches!(self.kind, Kind::Numero | Kind::Tensor | Kind::Forma) {
            self.slips = Attempts::of(self.written.respuesta.get_ref(), bindings, texts);
        }
    }

    /// The cells that it needs.
    pub(super) fn asks(&self) -> Vec<Ask> {
        let value = |text: &Spanned<String>| Ask::value(text.get_ref(), text.span());
        let before = self.written.antes.iter().map(|code| Ask::code(code.get_ref().trim_end(), code.span()));
        let answers = self.answers().map(value);
        let texts = self.texts().flat_map(Ask::in_text);
        before
            .chain(answers)
            .chain(texts)
            .chain(self.slips.asks(self.written.respuesta.span()))
            .chain(self.printed())
            .collect()
    }

    /// The expressions of the answer and of the mistakes.
    fn answers(&self) -> impl Iterator<Item = &Spanned<String>> {
        let mistakes = self.written.errores.iter().filter_map(|mistake| mistake.expresion.as_ref());
        [&self.written.respuesta].into_iter().chain(mistakes).filter(|_| self.computed)
    }

    /// The answer as a line of the program, so that whoever runs it sees it too.
    fn printed(&self) -> Option<Ask> {
        let answer = &self.written.respuesta;
        let literal = self.kind == Kind::Opcion || spanish::number(answer.get_ref()).is_ok();
        let question = fill(&marked(self.written.pregunta.get_ref()).plain(), ToOwned::to_owned);
        let source = format!("# {}\nprint({})", question.replace('\n', " "), answer.get_ref());
        (self.computed && !literal).then(|| Ask::code(source, answer.span()))
    }

    /// The question with its values.
    pub(super) fn play(&self, results: &mut Results<'_>, source: &Source) -> Result<asked::Question> {
        if self.written.antes.is_some() {
            results.cell();
        }
        let options: Vec<String> =
            self.written.opciones.iter().map(|option| marked(option.get_ref()).plain()).collect();
        let answer = self.answer(&self.written.respuesta, &options, results, source)?;
        let mut answers = Vec::new();
        for mistake in &self.written.errores {
            answers.push(match (&mistake.opcion, mistake.expresion.as_ref().or(mistake.respuesta.as_ref())) {
                (Some(option), _) => Answer::Option(option.get_ref() - 1),
                (None, Some(text)) => self.answer(text, &options, results, source)?,
                (None, None) => continue,
            });
        }
        let ask = results.text(&self.written.pregunta);
        let options = self.written.opciones.iter().map(|option| results.text(option)).collect();
        let hints = self.written.pistas.iter().map(|hint| results.text(hint)).collect();
        let why = results.text(&self.written.porque);
        let messages = self.written.errores.iter().map(|mistake| results.text(&mistake.mensaje));
        let numbered = answers.into_iter().zip(messages).enumerate();
        let mistake = |(index, (answer, message))| Mistake { name: format!("error-{}", index + 1), answer, message };
        let mistakes = numbered.map(mistake).collect();
        let tolerance = self.written.tolerancia.unwrap_or(tolerance::USUAL);
        let slips = self.slips.play(self.kind, &answer, tolerance, results);
        let (id, kind, accepted) = (self.id.get_ref().clone(), self.kind, self.written.acepta.clone());
        Ok(asked::Question { id, kind, ask, options, answer, accepted, tolerance, hints, why, mistakes, slips })
    }

    /// An answer: the next value, or what is written.
    fn answer(
        &self,
        text: &Spanned<String>,
        options: &[String],
        results: &mut Results<'_>,
        source: &Source,
    ) -> Result<Answer> {
        if !self.computed {
            let read = Answer::typed(self.kind, text.get_ref(), options);
            return read.map_err(|unclear| source.error(text.span(), unclear.message).hint(unclear.hint));
        }
        let value = results.value();
        Answer::of(self.kind, &value, options).ok_or_else(|| Self::unfit(text, &super::show::value(&value), source))
    }

    fn unfit(text: &Spanned<String>, shown: &str, source: &Source) -> Error {
        let shown = shown.replace('`', "'");
        let error = source.error(text.span(), format!("esto vale {shown}, y no es una respuesta de este tipo"));
        error.hint("mira `tipo`: numero, forma, signo, tensor, opcion (su número, desde 1) o si-no")
    }
}

impl Written {
    fn kind(&self, computed: bool) -> Option<Kind> {
        let guessed = if self.opciones.is_empty() { (!computed).then_some(Kind::Texto) } else { Some(Kind::Opcion) };
        self.tipo.as_ref().map(|kind| *kind.get_ref()).or(guessed)
    }
}
