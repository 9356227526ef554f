//! Every word at every kind of prompt.

use super::*;
use crate::{
    lesson::{Answer, Kind, Mistake, PlayedStep},
    terminal::Screen,
    view::Block,
};

fn question(id: &str) -> Part {
    Part::Question(Box::new(Question {
        id: id.into(),
        kind: Kind::Numero,
        ask: format!("¿Cuánto vale {id}?").into(),
        options: Vec::new(),
        answer: Answer::Number(-0.8728),
        accepted: Vec::new(),
        tolerance: 0.005,
        hints: vec!["primera".into(), "segunda".into(), "tercera".into()],
        why: format!("Motivo de {id}.").into(),
        mistakes: vec![Mistake {
            name: "error-1".into(),
            answer: Answer::Number(0.3),
            message: "Sin el sesgo.".into(),
        }],
        slips: Vec::new(),
    }))
}

fn text(said: &str) -> Part {
    Part::Blocks(vec![Block::Paragraph(said.into())])
}

fn player() -> Player {
    let step = |id: &str, parts| PlayedStep { id: id.into(), title: id.into(), parts };
    let played = Played {
        id: "prueba".into(),
        title: "Prueba".into(),
        minutes: 5,
        goals: vec!["Probar".into()],
        intro: vec![text("Hola.")],
        steps: vec![
            step("uno", vec![text("Antes."), question("a"), text("Después.")]),
            step("dos", vec![text("Segundo."), Part::Note(vec![Block::Paragraph("Secreto".into())])]),
            step("tres", vec![question("b")]),
        ],
    };
    Player::new(played, None)
}

fn shown(turn: &Turn) -> String {
    let screen = Screen { width: 80, color: false, ascii: false, accessible: false };
    screen.render(&turn.document)
}

/// A player at its first question.
fn asked() -> Player {
    let mut player = player();
    let start = player.start();
    assert!(shown(&start).contains("Hola.") && start.prompt == Prompt::Pause && start.events.is_empty());
    let turn = player.answer("");
    assert_eq!(turn.events, [Event::Step { number: 1, total: 3 }]);
    assert!(shown(&turn).contains("Paso 1 de 3") && !shown(&turn).contains("Después"));
    assert_eq!(turn.prompt, Prompt::Question);
    player
}

#[test]
fn a_lesson_is_walked_to_its_end() {
    let mut player = asked();
    let wrong = player.answer("0,3");
    assert!(shown(&wrong).contains("Sin el sesgo.") && shown(&wrong).contains("te quedan 3"), "{}", shown(&wrong));
    let mistake = Some("error-1".to_owned());
    assert_eq!(wrong.events, [Event::Answered { id: "a".into(), right: false, mistake }]);
    let right = player.answer("−0,87");
    assert!(shown(&right).contains("Eso es. Motivo de a.") && shown(&right).contains("Después."));
    assert_eq!((right.prompt, right.events.len()), (Prompt::Pause, 1));
    let second = player.answer("");
    assert!(shown(&second).contains("Segundo.") && !shown(&second).contains("Secreto"));
    assert_eq!(player.answer("").prompt, Prompt::Question);
    let end = player.answer("-0.8728");
    assert!(end.finished && end.events.contains(&Event::Finished));
    assert!(shown(&end).contains("las 2 preguntas"), "{}", shown(&end));
    assert!(player.answer("hola").finished);
}

#[test]
fn words_at_a_question() {
    let mut player = asked();
    for (typed, expected) in [
        ("", "No has escrito nada. Escribe un número"),
        ("ayuda", "Te quedan 3"),
        ("pista", "pista 1 de 3: primera"),
        ("PISTA", "pista 2 de 3: segunda"),
        ("psta", "«pista»"),
        ("5", "(te queda 1)"),
        ("pista", "pista 3 de 3: tercera"),
        ("pista", "Esa era la última"),
        ("5", "o «solución»"),
        ("1,2,3", "varias maneras"),
        ("positivo", "Aquí va un número"),
        ("ayuda", "Ya no quedan pistas"),
    ] {
        let turn = player.answer(typed);
        assert!(shown(&turn).contains(expected), "{typed}: {}", shown(&turn));
        assert_eq!((turn.prompt, turn.finished), (Prompt::Question, false), "{typed}");
    }
    let skipped = player.answer("saltar");
    assert_eq!(skipped.events, [Event::Skipped { id: "a".into() }]);
    assert!(shown(&skipped).contains("Después.") && skipped.prompt == Prompt::Pause);
    let mut player = asked();
    let back = player.answer("atras");
    assert!(shown(&back).contains("Hola.") && back.prompt == Prompt::Pause);
    for word in ["salir", "exit", "q", "Salir"] {
        assert!(asked().answer(word).finished, "{word}");
    }
}

#[test]
fn the_answer_has_to_be_asked_for_twice() {
    let mut player = asked();
    let sure = player.answer("solucion");
    assert!(shown(&sure).contains("¿Seguro?") && sure.prompt == Prompt::Sure && sure.events.is_empty());
    for typed in ["", "quizá", "-0.87"] {
        assert_eq!(player.answer(typed).prompt, Prompt::Sure, "{typed}");
    }
    assert_eq!(player.answer("ayuda").prompt, Prompt::Sure);
    assert_eq!(player.answer("no").prompt, Prompt::Question);
    player.answer("solución").events.clear();
    let told = player.answer("Sí");
    assert_eq!(told.events, [Event::Solution { id: "a".into() }]);
    assert!(shown(&told).contains("−0.8728") && shown(&told).contains("Motivo de a.") && told.prompt == Prompt::Pause);
    assert!(player.right.is_empty());
    for (word, prompt) in [("pista", Prompt::Question), ("saltar", Prompt::Pause), ("atras", Prompt::Pause)] {
        let mut player = asked();
        assert_eq!((player.answer("solucion").prompt, player.answer(word).prompt), (Prompt::Sure, prompt), "{word}");
    }
    let mut player = asked();
    assert!(player.answer("solucion").prompt == Prompt::Sure && player.answer("q").finished);
}

#[test]
fn words_at_a_pause() {
    for (typed, expected) in [
        ("pista", "no hay ninguna pregunta"),
        ("solucion", "no hay ninguna pregunta"),
        ("ayuda", "Pulsa Enter para seguir"),
        ("0.5", "Pulsa Enter"),
        ("ayda", "«ayuda»"),
        ("atras", "al principio"),
    ] {
        let mut player = player();
        assert!(!player.start().finished);
        let turn = player.answer(typed);
        assert!(shown(&turn).contains(expected), "{typed}: {}", shown(&turn));
        assert_eq!((turn.prompt, player.step()), (Prompt::Pause, 0), "{typed}");
    }
    let mut player = player();
    assert!(player.start().prompt == Prompt::Pause && player.answer("saltar").prompt == Prompt::Question);
    assert!(player.answer("saltar").prompt == Prompt::Pause && player.answer("salir").finished);
}

#[test]
fn known_questions_are_not_asked_again() {
    let mut player = asked();
    assert_eq!(player.answer("-0.87").prompt, Prompt::Pause);
    assert_eq!(player.answer("").events, [Event::Step { number: 2, total: 3 }]);
    let back = player.answer("atrás");
    assert!(shown(&back).contains("Paso 1 de 3") && shown(&back).contains("Motivo de a."), "{}", shown(&back));
    assert_eq!(back.prompt, Prompt::Pause);
}

#[test]
fn it_resumes_where_it_was_left() {
    let mut player = Player::new(player().played, Some(2)).answered(["a".to_owned()]);
    let turn = player.start();
    assert!(shown(&turn).contains("Paso 3 de 3") && !shown(&turn).contains("Hola."));
    assert_eq!(player.step(), 3);
    assert!(shown(&player.answer("-0.87")).contains("las 2 preguntas"));
    let mut teacher = Player::new(self::player().played, Some(1)).audience(Audience::Teacher);
    assert!(shown(&teacher.start()).contains("Para el docente: Secreto"));
    assert_eq!(Player::new(self::player().played, Some(99)).step(), 3);
}
