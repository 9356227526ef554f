//! What the dialogue says between the parts of a lesson.

use super::{
    super::{Kind, asked::Question, judge::capital, words::WORDS},
    Document,
};
use crate::view::{NoteKind, Reply, Text};

/// Where help is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// At the end of a step.
    Pause,
    /// At a question, with so many hints left.
    Question(usize),
}

/// What can be typed.
pub(super) fn help(place: Place) -> Document {
    let now = match place {
        Place::Pause => "Pulsa Enter para seguir con el paso siguiente. También puedes escribir:".to_owned(),
        Place::Question(0) => {
            "Escribe tu respuesta y pulsa Enter. Ya no quedan pistas. También puedes escribir:".to_owned()
        }
        Place::Question(left) => {
            format!("Escribe tu respuesta y pulsa Enter. {}. También puedes escribir:", capital(&hints_left(left)))
        }
    };
    let words = WORDS.iter().map(|(_, names, what)| (Text::new().code(names[0]), Text::from(*what)));
    Document::new().say(now).entries(words)
}

/// A hint or the answer is asked for where nothing is.
pub(super) fn nothing_asked() -> Document {
    Document::new().say("Ahora no hay ninguna pregunta pendiente. Pulsa Enter para seguir.")
}

/// A line at the end of a step.
pub(super) fn unknown_word(line: &str) -> Document {
    let typed: String = line.chars().take(30).collect();
    let text = Text::new().say("Aquí no espero ninguna respuesta. Pulsa Enter para seguir");
    Document::new().say(match super::words::meant(line) {
        Some(word) => text.say(format!(", o ¿querías decir «{word}»?")),
        None => text.say(format!("; «{typed}» no es ninguna de las palabras que conozco («ayuda» las enseña).")),
    })
}

/// Nothing was typed.
pub(super) fn empty(question: &Question) -> Document {
    let how = match question.kind {
        Kind::Numero => "Escribe un número, por ejemplo −0.87",
        Kind::Forma => "Escribe una forma, por ejemplo (4, 5)",
        Kind::Signo => "Escribe positivo, negativo o cero",
        Kind::Tensor => "Escribe los números separados por espacios, por ejemplo 1 −2 0.5 (las filas, con «;»)",
        Kind::Opcion => "Escribe el número de una opción",
        Kind::SiNo => "Escribe sí o no",
        Kind::Texto => "Escribe tu respuesta",
    };
    Document::new().say(format!("No has escrito nada. {how}; o «pista», «saltar», «ayuda»."))
}

/// That is right.
pub(super) fn right(question: &Question, spelling: Option<&str>) -> Document {
    let text = Text::new().say("Eso es. ");
    let text = match spelling {
        Some(spelling) => text.say(format!("(Se escribe «{spelling}».) ")),
        None => text,
    };
    Reply::right(text.join(question.why.clone())).into()
}

/// That is not right.
pub(super) fn wrong(message: Text, left: usize) -> Document {
    let next = match left {
        0 => "\nEscribe otra respuesta, o «solución» si prefieres verla.".to_owned(),
        left => format!("\nEscribe otra respuesta, o «pista» ({}).", hints_left(left)),
    };
    Reply::wrong(message.say(next)).into()
}

/// That is no answer.
pub(super) fn unclear(message: Text, meant: Option<&str>) -> Document {
    Document::new().say(match meant {
        Some(word) => message.say(format!(" ¿O querías decir «{word}»?")),
        None => message,
    })
}

/// A hint; `more` says whether it is a new one.
pub(super) fn hint(question: &Question, number: usize, more: bool) -> Document {
    let total = question.hints.len();
    let text = question.hints.get(number.saturating_sub(1)).cloned().unwrap_or_default();
    let document = Document::from(Reply::hint(number, total, text));
    if more { document } else { document.say("Esa era la última. Si no te sale, escribe «solución» o «saltar».") }
}

/// The question was left out.
pub(super) fn skipped() -> Document {
    Document::new().say("La dejamos para otro momento. Con «atrás» puedes volver a ella.")
}

/// Before the answer is shown.
pub(super) fn sure() -> Document {
    Document::new().say("¿Seguro? Si te la enseño, esta pregunta no cuenta como acierto. (sí / no)")
}

/// Neither yes nor no.
pub(super) fn sure_again() -> Document {
    Document::new().say("Responde sí para ver la solución, o no para intentarlo otra vez.")
}

/// Rather not.
pub(super) fn not_sure() -> Document {
    Document::new().say("Bien pensado. Escribe tu respuesta.")
}

/// The answer.
pub(super) fn solution(question: &Question) -> Document {
    Document::from(Reply::answer(question.solution())).say(question.why.clone())
}

/// There is nothing before.
pub(super) fn no_way_back() -> Document {
    Document::new().say("Ya estás al principio de la lección.")
}

/// The end of the lesson.
pub(super) fn end(title: &str, right: usize, total: usize) -> Document {
    let score = match (right, total) {
        (_, 0) => String::new(),
        (right, total) if right == total => format!(" Has acertado las {total} preguntas."),
        (right, total) => format!(" Has acertado {right} de {total} preguntas."),
    };
    Document::new().note(NoteKind::Note, format!("Has terminado «{title}».{score}"))
}

fn hints_left(left: usize) -> String {
    if left == 1 { "te queda 1".to_owned() } else { format!("te quedan {left}") }
}
