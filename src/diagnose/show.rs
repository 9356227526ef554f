//! A review on the screen.

use super::{Review, Silence, Told};
use crate::{
    guard::Ending,
    reference::pitfall::Gravity,
    view::{Code, Diagnostic, Document, NoteKind, Place, Role, Severity, Text},
};

impl Review {
    /// All of it: the findings, what was silenced, what could not be looked at, and the sum.
    #[must_use]
    pub fn document(&self) -> Document {
        let found = self.findings.iter().map(|finding| finding.diagnostic(self));
        let mut document = found.fold(Document::new(), Document::with);
        for silent in &self.silenced {
            document = document.note(NoteKind::Note, self.silenced_text(&silent.finding, &silent.reason));
        }
        for silence in &self.idle_silences {
            document = document.note(NoteKind::Warning, self.idle(silence));
        }
        if let Some(limit) = self.limits() {
            document = document.note(NoteKind::Warning, Text::marked(limit));
        }
        document.say(self.sum())
    }

    fn silenced_text(&self, finding: &Told, reason: &str) -> Text {
        let place = Place::new(&self.script.name, finding.span.line);
        Text::new().say("callado por ti: ").code(finding.rule).say(format!(" en {place}, porque «{reason}»"))
    }

    fn idle(&self, silence: &Silence) -> Text {
        let place = Place::new(&self.script.name, silence.line);
        let text = Text::new().say(format!("{place}: este comentario no calla nada: "));
        if silence.reason.is_empty() {
            let example = format!("# antorcha: ignora {} porque…", silence.rule);
            text.say("falta el motivo. Escríbelo detrás: ").code(example)
        } else {
            text.say("no hay ninguna trampa ").code(&silence.rule)
        }
    }

    /// What the program's end kept from being looked at.
    fn limits(&self) -> Option<&'static str> {
        match &self.ending {
            Ending::Outcome(_) => None,
            Ending::TimeLimit(_) => Some(
                "el programa no terminó a tiempo: he revisado lo que hizo hasta entonces. Con `--limite` puedes darle \
                 más segundos.",
            ),
            Ending::MemoryLimit => {
                Some("el programa pide más memoria de la que puede tener: solo he podido leer su código.")
            }
            Ending::StackLimit => Some("el programa anida demasiado: solo he podido leer su código."),
            Ending::Bug(_) => Some("el programa no se pudo ejecutar hasta el final: solo he podido leer su código."),
        }
    }

    /// `1 error, 2 avisos`
    fn sum(&self) -> Text {
        if self.is_clean() {
            return self.clean();
        }
        let count = |gravity: Gravity| self.findings.iter().filter(|finding| finding.gravity == gravity).count();
        let parts = [
            (count(Gravity::Error), "error", "errores"),
            (count(Gravity::Warning), "aviso", "avisos"),
            (count(Gravity::Advice), "consejo", "consejos"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| format!("{count} {}", if count == 1 { one } else { many }))
            .collect();
        Text::new().emphasis(&self.script.name).say(format!(": {}.", parts.join(", ")))
    }

    fn clean(&self) -> Text {
        let text = Text::new().with(Role::Positive, "✔ ").emphasis(&self.script.name);
        match (self.operations, self.tried.is_empty()) {
            (0, _) => text.say(": no he encontrado ninguna trampa, pero el programa no hizo ninguna operación con tensores."),
            (1, _) => text.say(": no he encontrado ninguna trampa. He visto 1 operación."),
            (operations, true) => text.say(format!(": no he encontrado ninguna trampa. He visto {operations} operaciones.")),
            (operations, false) => text.say(format!(
                ": no he encontrado ninguna trampa. He visto {operations} operaciones, contando las de llamar a tus modelos \
                 con una entrada de prueba."
            )),
        }
    }
}

impl Told {
    /// On the screen, with its place in the program.
    #[must_use]
    pub fn diagnostic(&self, review: &Review) -> Diagnostic {
        let line = self.span.line;
        let excerpt = Code::new(review.script.line(line)).numbered(line);
        let excerpt = excerpt.mark(line, self.span.column..self.span.end, Text::marked(&self.label));
        let possible = if self.possible { "posible: " } else { "" };
        let message = Text::new().say(possible).join(Text::marked(&self.message));
        let mut diagnostic = Diagnostic::new(self.severity(), message)
            .id(self.rule)
            .at(Place::new(&review.script.name, line).column(self.span.column))
            .excerpt(excerpt);
        for evidence in &self.evidence {
            diagnostic = diagnostic.remark("prueba", Text::marked(evidence));
        }
        for (label, text) in [("por qué", &self.why), ("consejo", &self.advice)] {
            if !text.is_empty() {
                diagnostic = diagnostic.remark(label, Text::marked(text));
            }
        }
        if let Some(repaired) = &self.repaired {
            diagnostic = diagnostic.remark("arreglo", Text::new().code(repaired));
        }
        if self.is_rule() {
            diagnostic = diagnostic.remark("más", Text::new().code(format!("antorcha explicar {}", self.rule)));
        }
        diagnostic
    }

    /// Whether a page tells more of it.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        super::rules::ALL.iter().any(|rule| rule.id == self.rule)
    }

    fn severity(&self) -> Severity {
        match self.gravity {
            Gravity::Error => Severity::Error,
            Gravity::Warning => Severity::Warning,
            Gravity::Advice => Severity::Advice,
        }
    }
}
