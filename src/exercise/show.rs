//! Exercises and what came of them, on the screen.

use super::{Checked, Exercise, Exercises, Got, Judged, Verdict, compare::text};
use crate::{
    explain::errors,
    guard::Ending,
    view::{Block, Code, Diagnostic, Document, NoteKind, Place, Role, Section, Text, Title},
};

impl Exercise {
    /// `Ejercicio 3 · ReLU con torch.where`
    #[must_use]
    pub fn heading(&self) -> Text {
        let number = format!("Ejercicio {} · ", self.number);
        Text::new().with(Role::Title, number).join(Text::marked(&self.front.title))
    }

    /// `nivel ●○○ · unos 5 minutos · lección comparar`
    #[must_use]
    pub fn badge(&self) -> Text {
        let level = usize::from(self.front.level.min(3));
        let dots = "●".repeat(level) + &"○".repeat(3 - level);
        let minutes = format!("nivel {dots} · unos {} minutos · lección ", self.front.minutes);
        Text::new().with(Role::Muted, minutes).code(&self.front.lesson)
    }

    /// What is to be done.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new().heading(self.heading()).say(self.badge());
        document.blocks.extend(self.statement.iter().cloned());
        document
    }

    /// What to say to whom it passed: why it works, and a second way.
    #[must_use]
    pub fn success(&self) -> Document {
        let section = |title: &str, body: &[Block]| Section { title: title.into(), body: body.to_vec() };
        Document::new().with(section("Por qué funciona", &self.why)).with(section("Otra manera", &self.other_way))
    }
}

impl Exercises {
    /// All statements, to be handed out.
    #[must_use]
    pub fn handout(&self) -> Document {
        let motto = format!("{} ejercicios, del más fácil a un pequeño proyecto", self.iter().count());
        let title = Title { name: "Ejercicios".to_owned(), motto: motto.into() };
        let how = "`antorcha practica iniciar` escribe un archivo para cada uno, y `antorcha practica comprobar` te dice \
                   si está bien.";
        self.iter().fold(Document::new().with(title).say(Text::marked(how)), |mut document, exercise| {
            document.blocks.extend(exercise.document().blocks);
            document.entries([("Tu archivo:", Text::new().code(exercise.file_name()))])
        })
    }
}

impl Checked {
    /// How each case went, and of the first that went wrong, all there is to see.
    #[must_use]
    pub fn document(&self, exercise: &Exercise, name: &str, source: &str) -> Document {
        let mut document = Document::new().heading(exercise.heading());
        if let Some(error) = &self.error {
            return document.with(failed(error, name, source));
        }
        document = document.list(false, self.cases.iter().map(line));
        if let Some((_, judged)) = self.first_wrong() {
            document.blocks.extend(self.details(judged, source, exercise.front.hidden));
            return document;
        }
        for (names, said) in [(&self.unused, "tu solución tiene que usar "), (&self.forbidden, "esta vez, sin usar ")]
        {
            for name in names {
                document = document.note(NoteKind::Warning, Text::new().say(said).code(name).say("."));
            }
        }
        document
    }

    /// All there is to see of a case; where the answer is hidden, not what was expected.
    fn details(&self, judged: &Judged, source: &str, hidden: bool) -> Vec<Block> {
        let mut blocks = vec![
            Block::Paragraph(Text::new().say("El primero que falla: ").emphasis(&judged.case.title).say(".")),
            Code::new(judged.case.code()).into(),
        ];
        if !hidden {
            blocks.extend(labelled("Se esperaba:", &judged.expected));
        }
        match &judged.got {
            Got::Nothing => blocks.push(Block::Paragraph(self.unreached().into())),
            got => blocks.extend(labelled("Tu programa da:", got)),
        }
        blocks.extend(judged.compared().filter(|_| !hidden).map(Block::Paragraph));
        blocks.extend(judged.explained(source).into_iter().flat_map(|document| document.blocks));
        match self.mistakes.as_slice() {
            [] => {}
            [(_, text)] => blocks.push(Block::Paragraph(text.clone())),
            several => {
                blocks.push(Block::Paragraph("Ese resultado sale con más de un error:".into()));
                let items = several.iter().map(|(_, text)| text.clone()).collect();
                blocks.push(crate::view::List { ordered: false, items }.into());
            }
        }
        blocks
    }

    fn unreached(&self) -> &'static str {
        match self.ending {
            Ending::TimeLimit(_) => {
                "Tu programa no llegó hasta aquí: se le acabó el tiempo. ¿Hay un bucle que no termina?"
            }
            Ending::MemoryLimit => "Tu programa no llegó hasta aquí: pidió más memoria de la que hay.",
            _ => "Tu programa no llegó hasta aquí: terminó antes.",
        }
    }
}

/// The file itself ended in an exception.
fn failed(error: &crate::python::PythonError, name: &str, source: &str) -> Diagnostic {
    let frame = error.frames.iter().rev().find(|frame| frame.file == name);
    let line = error.syntax.as_ref().and_then(|syntax| syntax.line).or(frame.map(|frame| frame.line));
    let said = format!("{}: {}", error.kind, error.message.lines().next().unwrap_or_default());
    let mut diagnostic = Diagnostic::error(Text::new().say("tu archivo se detiene antes de empezar: ").code(said));
    if let Some(line) = line {
        let text = source.lines().nth(line.wrapping_sub(1)).unwrap_or_default();
        let columns = text.len() - text.trim_start().len() + 1..text.trim_end().chars().count() + 1;
        let excerpt = Code::new(text).numbered(line).mark(line, columns, "");
        diagnostic = diagnostic.at(Place::new(name, line)).excerpt(excerpt);
    }
    match errors::help(error, source) {
        Some(help) => diagnostic.remark("qué pasa", Text::marked(&help.what)).hint(Text::marked(&help.hint)),
        None => diagnostic,
    }
}

fn line(judged: &Judged) -> Text {
    let (role, sign) = match judged.verdict {
        Verdict::Right => (Role::Positive, "✔ "),
        _ => (Role::Negative, "✗ "),
    };
    Text::new().with(role, sign).say(&judged.case.title)
}

fn labelled(label: &str, got: &Got) -> Vec<Block> {
    let shown = match got {
        Got::Value(value) => text(value),
        Got::Raised(error) => format!("{}: {}", error.kind, error.message),
        Got::Nothing => return Vec::new(),
    };
    vec![Block::Paragraph(Text::new().with(Role::Muted, label)), Block::Tensor(shown)]
}

impl Judged {
    /// The first difference in a sentence.
    fn compared(&self) -> Option<Text> {
        match &self.verdict {
            Verdict::Differs(difference) => {
                let (expected, found) = difference.texts();
                let place = match difference.place.as_str() {
                    "" => Text::new(),
                    place => Text::new().say(" en ").code(place),
                };
                let text = Text::new().say("Primera diferencia").join(place).say(format!(": {}, ", difference.word()));
                Some(if found.is_empty() {
                    text.code(expected).say(".")
                } else {
                    text.say("se esperaba ").number(expected).say(" y hay ").number(found).say(".")
                })
            }
            Verdict::DidNotRaise => Some("Aquí tenía que saltar un error, y no salta ninguno.".into()),
            _ => None,
        }
    }

    /// What an exception means.
    fn explained(&self, source: &str) -> Option<Document> {
        match (&self.verdict, &self.got) {
            (Verdict::Raised, Got::Raised(error)) => errors::help(error, source).map(|help| help.document()),
            _ => None,
        }
    }
}
