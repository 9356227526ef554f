//! What the dialogue says around the items.

use super::{Answer, Ask, Checklist, Claim, Code, Fit, Fitting, Item};
use crate::{
    checklist::{Evidence, Verdict},
    lesson,
    spanish::Unclear,
    view::{Document, NoteKind, Reply, Text},
};

/// The answers, as they are offered.
const ANSWERS: &str = "sí, no, parcial, no aplica o no sé";

/// Words that work at every prompt, and what they do here.
const WORDS: [(&str, &str); 5] = [
    ("pista", "una ayuda para saber qué contestar"),
    ("saltar", "dejar esta pregunta sin contestar"),
    ("atrás", "volver a la pregunta anterior"),
    ("ayuda", "esta lista"),
    ("salir", "dejarlo aquí; lo contestado se guarda"),
];

/// Before the first item.
pub(super) fn welcome() -> Document {
    let text = "Piensa en un modelo tuyo y contesta a cada punto. Donde pueda comprobarlo, lo haré.";
    let words = "`pista` te orienta, `ayuda` te dice qué puedes escribir y `salir` lo deja aquí.";
    Document::new().say(text).say(Text::marked(words))
}

/// The question that is open.
pub(super) fn question(ask: Ask, item: &Item, checklist: &Checklist) -> Document {
    let reply = match ask {
        Ask::Answer => Reply::question(Text::marked(&item.front.question).say(format!("\n({ANSWERS})"))),
        Ask::Problem => Reply::question("¿Qué clase de problema es?").options(
            checklist.outputs.problems().iter().map(|problem| format!("{}: {}", problem.name, problem.explains)),
        ),
        Ask::Classes => Reply::question("¿Cuántas clases hay?"),
        Ask::Range => Reply::question("¿Entre qué dos valores está siempre lo que predices?"),
        Ask::Output => Reply::question("¿Qué activación hay en la salida? Si no hay, escribe «ninguna»."),
        Ask::Loss => Reply::question("¿Y qué pérdida usas?"),
        Ask::Reason => Reply::question(Text::marked(item.front.justify.as_deref().unwrap_or_default())),
        Ask::Pause => return press_enter(),
    };
    reply.into()
}

/// Before the combination is asked for.
pub(super) fn let_us_see(answer: Answer) -> Document {
    Document::new().say(match answer {
        Answer::Unknown => "Vamos a averiguarlo.",
        _ => "Vamos a comprobarlo.",
    })
}

/// What there is to say of a combination.
pub(super) fn fitting(fitting: &Fitting, answer: Option<Answer>, claims: &str) -> Document {
    let change = |text: Text, before: &str| match &fitting.change {
        Some(change) => text.say(before).join(change.clone()).say("."),
        None => text,
    };
    match fitting.fit {
        Fit::Good => Reply::right(Text::new().say("Van juntas. ").join(fitting.why.clone())).into(),
        Fit::Passable => {
            Reply::right(change(Text::new().say("Puede valer. ").join(fitting.why.clone()), "\nMejor: ")).into()
        }
        Fit::Bad => {
            let text = match answer {
                Some(Answer::Yes) => Text::new().say(format!("Marcaste que {claims}, pero no van juntas. ")),
                _ => Text::new().say("No van juntas. "),
            };
            Reply::wrong(change(text.join(fitting.why.clone()), "\nQué cambiar: ")).into()
        }
    }
}

/// An item is answered: what the code says of it, and how it stands.
pub(super) fn closed(
    item: &Item,
    claim: &Claim,
    verdict: Verdict,
    evidence: Option<&Evidence>,
    code: Option<&Code>,
) -> Document {
    let document = match (evidence, code) {
        (Some(evidence), Some(code)) => code.told(item, claim.answer, evidence),
        _ => Document::new(),
    };
    match verdict {
        Verdict::Done => document.note(NoteKind::Note, "punto hecho."),
        Verdict::NotApplicable => document.note(NoteKind::Note, "anotado: no aplica."),
        Verdict::Contradicted => document.note(NoteKind::Warning, "lo apunto como contradicho, hasta que lo cambies."),
        Verdict::Open | Verdict::Missing => {
            document.note(NoteKind::Note, "queda pendiente. Al final te digo por dónde seguir.")
        }
    }
}

/// What can be typed.
pub(super) fn help(ask: Ask) -> Document {
    let what = match ask {
        Ask::Answer => format!("Contesta {ANSWERS} y pulsa Enter. También puedes escribir:"),
        Ask::Reason => "Escribe una línea con tus palabras y pulsa Enter. También puedes escribir:".to_owned(),
        Ask::Pause => "Pulsa Enter para pasar al punto siguiente. También puedes escribir:".to_owned(),
        Ask::Problem => "Escribe el número o el nombre de tu problema. También puedes escribir:".to_owned(),
        _ => "Escribe tu respuesta y pulsa Enter. También puedes escribir:".to_owned(),
    };
    Document::new().say(what).entries(WORDS.map(|(word, what)| (Text::new().code(word), Text::from(what))))
}

/// A hint about an item; `more` says whether it is a new one.
pub(super) fn hint(hints: &[String], number: usize, more: bool) -> Document {
    let text = hints.get(number.saturating_sub(1)).map(|hint| Text::marked(hint)).unwrap_or_default();
    let document = Document::from(Reply::hint(number, hints.len(), text));
    if more {
        document
    } else {
        document.say("Esa era la última. Si no lo sabes, «no sé» también es una respuesta.")
    }
}

/// A hint about the other questions.
pub(super) fn hint_about(ask: Ask, example: &str) -> Document {
    let text = match ask {
        Ask::Pause => return press_enter(),
        Ask::Problem => {
            "Mira qué guarda tu tensor de objetivos: números con decimales, ceros y unos, números de clase…".to_owned()
        }
        Ask::Classes => {
            "Es la última dimensión de la salida de tu modelo, y uno más que el mayor número de clase.".to_owned()
        }
        Ask::Range => "Escribe el menor y el mayor separados por un espacio, por ejemplo 0 1.".to_owned(),
        Ask::Output => "Es lo último que hace tu `forward`. Si termina en un `nn.Linear`, no hay ninguna.".to_owned(),
        Ask::Loss => {
            "Es la función que comparas con los objetivos, por ejemplo `nn.MSELoss` o `nn.CrossEntropyLoss`.".to_owned()
        }
        Ask::Reason | Ask::Answer => format!("Algo así: «{example}»."),
    };
    Document::from(Reply::hint(1, 1, Text::marked(&text)))
}

/// The answer is asked for.
pub(super) fn no_solution() -> Document {
    Document::new().say("Aquí la respuesta la tienes tú: depende de tu modelo. Si no la sabes, «no sé» también vale.")
}

/// Nothing was typed.
pub(super) fn empty(ask: Ask) -> Document {
    let how = match ask {
        Ask::Answer => format!("Contesta {ANSWERS}"),
        Ask::Problem => "Escribe el número o el nombre de tu problema".to_owned(),
        Ask::Classes => "Escribe cuántas clases hay, por ejemplo 3".to_owned(),
        Ask::Range => "Escribe dos números, por ejemplo 0 1".to_owned(),
        Ask::Output => "Escribe el nombre de la activación, o «ninguna»".to_owned(),
        Ask::Loss => "Escribe el nombre de la pérdida, por ejemplo MSELoss".to_owned(),
        Ask::Reason | Ask::Pause => "Escribe una línea con tus palabras".to_owned(),
    };
    Document::new().say(format!("No has escrito nada. {how}; o «pista», «saltar», «ayuda»."))
}

/// That is none of the answers.
pub(super) fn no_answer(line: &str) -> Document {
    let typed: String = line.chars().take(40).collect();
    Document::new().say(match lesson::meant_word(line) {
        Some(word) => format!("No lo entiendo. Contesta {ANSWERS}. ¿O querías decir «{word}»?"),
        None => format!("«{typed}» no es ninguna de las respuestas. Contesta {ANSWERS}."),
    })
}

/// That is no answer to what was asked.
pub(super) fn unclear(unclear: &Unclear, line: &str) -> Document {
    let text = format!("{}; {}.", lesson::capital(&unclear.message), unclear.hint);
    Document::new().say(match lesson::meant_word(line) {
        Some(word) => format!("{text} ¿O querías decir «{word}»?"),
        None => text,
    })
}

/// A line that gives no reason.
pub(super) fn says_nothing(example: &str) -> Document {
    let text =
        format!("Eso no me dice por qué. Cuéntalo con tus palabras, por ejemplo: «{example}». O escribe «saltar».");
    Document::new().say(text)
}

/// A question was left out.
pub(super) fn skipped() -> Document {
    Document::new().say("La dejamos. Con «atrás» puedes volver a ella.")
}

/// The combination was left out.
pub(super) fn skipped_combination() -> Document {
    Document::new().say("De acuerdo: lo apunto sin comprobarlo.")
}

/// Nothing is asked.
pub(super) fn press_enter() -> Document {
    Document::new().say("Ahora no hay ninguna pregunta. Pulsa Enter para pasar al punto siguiente.")
}

/// There is nothing before.
pub(super) fn no_way_back() -> Document {
    Document::new().say("Ya estás en la primera pregunta.")
}
