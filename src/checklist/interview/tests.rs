//! Every word at every question.

use super::*;
use crate::{content::Library, terminal::Screen};

fn checklist() -> Checklist {
    Checklist::read(&Library::embedded()).expect("our pages are right")
}

fn interview(checklist: &Checklist) -> Interview<'_> {
    let mut interview = Interview::new(checklist, Vec::new(), 0, None, Kernel::here());
    let turn = interview.start().expect("it begins");
    assert!(shown(&turn).contains("1 de 4") && shown(&turn).contains("Un ejemplo que se ejecuta"));
    interview
}

fn shown(turn: &Turn) -> String {
    Screen { width: 100, color: false, ascii: false, accessible: false }.render(&turn.document)
}

/// Types lines one after the other; what the last one led to.
fn typed(interview: &mut Interview<'_>, lines: &[&str]) -> Turn {
    lines.iter().map(|line| interview.answer(line).expect("it can be computed")).last().expect("a line")
}

#[test]
fn a_list_is_answered_to_its_end() {
    let checklist = checklist();
    let mut interview = interview(&checklist);
    assert!(shown(&typed(&mut interview, &["Sí"])).contains("¿Qué clase de problema es?"));
    assert!(shown(&typed(&mut interview, &["multiclase"])).contains("¿Cuántas clases hay?"));
    assert!(shown(&typed(&mut interview, &["10"])).contains("¿Qué activación hay en la salida?"));
    assert!(shown(&typed(&mut interview, &["ninguna"])).contains("¿Y qué pérdida usas?"));
    let turn = typed(&mut interview, &["F.cross_entropy"]);
    assert!(shown(&turn).contains("Van juntas.") && shown(&turn).contains("2.3026"), "{}", shown(&turn));
    let kept = turn.kept.expect("it is kept");
    assert_eq!((kept.id.as_str(), kept.settled, kept.claim.answer), ("problema", true, Some(Answer::Yes)));
    assert!(shown(&typed(&mut interview, &["", "s"])).contains("¿qué activación hay detrás de cada capa?"));
    let turn = typed(&mut interview, &["relu detrás de fc1 y nada en la salida"]);
    assert!(turn.kept.expect("it is kept").claim.reason.is_some());
    typed(&mut interview, &["", "no aplica", "me bastan las activaciones de PyTorch"]);
    let end = typed(&mut interview, &["", "si", "negative_slope=0.01, el de fábrica"]);
    assert!(end.finished && shown(&end).contains("¡lista completa!"), "{}", shown(&end));
    assert!(interview.report().expect("computed").is_complete());
}

#[test]
fn a_claim_that_the_combination_contradicts() {
    let checklist = checklist();
    let mut interview = interview(&checklist);
    let turn = typed(&mut interview, &["si", "3", "3 clases", "softmax", "entropía cruzada"]);
    let said = shown(&turn);
    assert!(
        said.contains("Marcaste que la activación de tu salida es la de tu problema, pero no van juntas."),
        "{said}"
    );
    assert!(
        said.contains("0.5514") && said.contains("Qué cambiar: quita la activación") && said.contains("contradicho"),
        "{said}"
    );
    assert!(!turn.kept.expect("it is kept").settled);
    let end = typed(&mut interview, &["", "no", "", "no", "", "no sé"]);
    let said = shown(&end);
    assert!(end.finished && said.contains("contradicho") && said.contains("antorcha trampas sin-activacion"), "{said}");
    assert!(said.contains("llevas 0 de 4"));
}

#[test]
fn who_does_not_know_finds_out() {
    let checklist = checklist();
    let mut interview = interview(&checklist);
    let turn = typed(&mut interview, &["no sé", "regresión", "nada", "MSE"]);
    assert_eq!(turn.kept.map(|kept| (kept.claim.answer, kept.settled)), Some((Some(Answer::Yes), true)));
    let mut other = self::interview(&checklist);
    let turn = typed(&mut other, &["no sé", "regresión", "tanh", "MSE"]);
    assert_eq!(turn.kept.map(|kept| (kept.claim.answer, kept.settled)), Some((Some(Answer::Unknown), false)));
}

#[test]
fn words_at_every_question() {
    let checklist = checklist();
    let mut interview = interview(&checklist);
    for (line, expected) in [
        ("", "No has escrito nada. Contesta sí, no"),
        ("ayuda", "Contesta sí, no, parcial"),
        ("pista", "pista 1 de 3"),
        ("PISTA", "pista 2 de 3"),
        ("psta", "«pista»"),
        ("pista", "pista 3 de 3"),
        ("pista", "Esa era la última"),
        ("solucion", "la respuesta la tienes tú"),
        ("atras", "Ya estás en la primera pregunta"),
        ("quizás mañana", "no es ninguna de las respuestas"),
        ("parcial", "¿Qué clase de problema es?"),
        ("", "Escribe el número o el nombre"),
        ("ayuda", "Escribe el número o el nombre"),
        ("pista", "tensor de objetivos"),
        ("xyz", "No sé qué problema es «xyz»; responde con su número, de 1 a 6"),
        ("5", "¿Entre qué dos valores"),
        ("0 a 10", "¿Qué activación hay en la salida?"),
        ("xyzzy", "No conozco la activación «xyzzy»"),
        ("atrás", "¿Entre qué dos valores"),
        ("0 10", "¿Qué activación hay en la salida?"),
        ("sigmoide escalada", "¿Y qué pérdida usas?"),
        ("pérdida rara", "No conozco la pérdida"),
        ("saltar", "lo apunto sin comprobarlo"),
        ("hola", "Pulsa Enter"),
        ("pista", "no hay ninguna pregunta"),
        ("ayuda", "Pulsa Enter para pasar"),
        ("", "2 de 4"),
        ("sí", "¿qué activación hay detrás"),
        ("porque sí", "Eso no me dice por qué"),
        ("", "Escribe una línea con tus palabras"),
        ("pista", "Algo así"),
        ("saltar", "La dejamos"),
        ("", "3 de 4"),
        ("atras", "¿qué activación hay detrás"),
        ("saltar", "La dejamos"),
        ("saltar", "3 de 4"),
        ("saltar", "4 de 4"),
    ] {
        let turn = typed(&mut interview, &[line]);
        assert!(shown(&turn).contains(expected) && !turn.finished, "{line}: {}", shown(&turn));
    }
    assert_eq!((interview.number(), interview.claims()[2].answer), (4, None));
    for word in ["salir", "exit", "q"] {
        let mut interview = self::interview(&checklist);
        assert!(typed(&mut interview, &["si", word]).finished, "{word}");
        assert!(typed(&mut interview, &["hola"]).finished);
    }
}

#[test]
fn it_goes_on_where_it_was_left() {
    let checklist = checklist();
    let claims = vec![Claim { answer: Some(Answer::NotApplicable), ..Claim::default() }; 2];
    let mut interview = Interview::new(&checklist, claims, 2, None, Kernel::here());
    assert!(shown(&interview.start().expect("it begins")).contains("3 de 4"));
    let end = typed(&mut interview, &["na", "no me hace falta ninguna", "", "na", "todas valen como vienen"]);
    assert!(end.finished && interview.report().expect("computed").is_complete());
    assert_eq!(Interview::new(&checklist, Vec::new(), 99, None, Kernel::here()).number(), 4);
}
