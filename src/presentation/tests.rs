//! A talk, key by key.

use std::time::Duration;

use super::{Deck, Flow, Key, Look, Size, Talk};
use crate::{
    lesson::{Answer, Kind, Mistake, Part, Played, PlayedStep, Question},
    view::{Block, Text},
};

/// A question of each kind.
pub(super) fn question(id: &str, kind: Kind) -> Question {
    let (answer, mistake) = match kind {
        Kind::Opcion => (Answer::Option(1), Answer::Option(0)),
        Kind::SiNo => (Answer::YesNo(true), Answer::YesNo(false)),
        Kind::Signo => (Answer::Sign(crate::spanish::Sign::Negative), Answer::Sign(crate::spanish::Sign::Zero)),
        Kind::Numero => (Answer::Number(-6.0), Answer::Number(-1.0)),
        Kind::Forma => (Answer::Shape(vec![3, 2]), Answer::Shape(vec![2, 3])),
        Kind::Tensor => (Answer::Tensor(vec![2], vec![0.0, 1.0]), Answer::Tensor(vec![2], vec![0.0, 0.0])),
        Kind::Texto => (Answer::Text("relu".into()), Answer::Text("tanh".into())),
    };
    let options = if kind == Kind::Opcion { ["Nada", "Se dobla", "Se apaga"].map(Text::from).to_vec() } else { vec![] };
    Question {
        id: id.into(),
        kind,
        ask: format!("¿Qué pasa con {id}?").into(),
        options,
        answer,
        accepted: Vec::new(),
        tolerance: 0.005,
        hints: ["Primera.", "Segunda."].map(Text::from).to_vec(),
        why: format!("Motivo de {id}.").into(),
        mistakes: vec![Mistake { name: "error-1".into(), answer: mistake, message: "Te falta el peso.".into() }],
        slips: Vec::new(),
    }
}

fn text(said: &str) -> Part {
    Part::Blocks(vec![Block::Paragraph(said.into())])
}

/// Cover, introduction, text, question, answer, text, question, answer: eight pages.
pub(super) fn played() -> Played {
    let step = |id: &str, parts| PlayedStep { id: id.into(), title: id.into(), parts };
    let ask = |id: &str, kind| Part::Question(Box::new(question(id, kind)));
    let note = |said: &str| Part::Note(vec![Block::Paragraph(said.into())]);
    let code = Part::Blocks(vec![Block::Paragraph("Mira esto.".into()), Block::Tensor("tensor([1.])".into())]);
    Played {
        id: "prueba".into(),
        title: "Prueba".into(),
        minutes: 5,
        goals: vec!["Probar".into()],
        intro: vec![text("Hola.")],
        steps: vec![
            step(
                "uno",
                vec![note("Al empezar."), code, ask("a", Kind::Opcion), note("Suelen dudar."), text("Después.")],
            ),
            step("dos", vec![ask("b", Kind::Numero)]),
        ],
    }
}

const LOOK: Look = Look { color: false, ascii: false, widest: 100 };

fn talk(columns: usize, rows: usize) -> Talk {
    Talk::new(Deck::of(&played()), LOOK, Size { columns, rows })
}

fn shown(talk: &Talk) -> String {
    talk.lines(Duration::ZERO).join("\n")
}

fn press(talk: &mut Talk, keys: &[Key]) {
    for key in keys {
        assert_eq!(talk.press(*key, Duration::ZERO), Flow::Stay, "{key:?}");
    }
}

fn typed(talk: &mut Talk, line: &str) {
    press(talk, &line.chars().map(Key::Char).collect::<Vec<_>>());
}

#[test]
fn keys_turn_pages() {
    use Key::{Back, Backspace, Char, Down, End, Enter, Forward, Home, Up};
    let cases: [(&[Key], usize); 14] = [
        (&[], 1),
        (&[Forward], 2),
        (&[Char(' '), Enter, Down], 4),
        (&[Forward, Forward, Back], 2),
        (&[Forward, Backspace, Back], 1),
        (&[End], 8),
        (&[End, Forward, Forward], 8),
        (&[End, Up], 7),
        (&[End, Home], 1),
        (&[Char('5'), Enter], 5),
        (&[Char('5'), Backspace, Enter], 2),
        (&[Char('1'), Char('2'), Enter], 1),
        (&[Char('0'), Enter], 1),
        (&[Char('6'), Forward], 2),
    ];
    for (keys, page) in cases {
        let mut talk = talk(80, 24);
        press(&mut talk, keys);
        assert_eq!(talk.at + 1, page, "{keys:?}");
        assert!(shown(&talk).contains(&format!("página {page} de 8")), "{keys:?}\n{}", shown(&talk));
    }
}

#[test]
fn it_asks_before_it_tells() {
    let mut talk = talk(80, 24);
    press(&mut talk, &[Key::Char('4'), Key::Enter]);
    let asked = shown(&talk);
    assert!(asked.contains("¿Qué pasa con a?") && asked.contains("B   Se dobla"), "{asked}");
    for told in ["Motivo", "B: ", "✔", "Después", "Te falta", "Mira esto"] {
        assert!(!asked.contains(told), "{told}\n{asked}");
    }
    let row = |shown: &str| shown.lines().position(|line| line.contains("¿Qué pasa"));
    press(&mut talk, &[Key::Forward]);
    let told = shown(&talk);
    assert!(told.contains("› B: Se dobla") && told.contains("✔ Motivo de a."), "{told}");
    assert_eq!(row(&asked), row(&told), "the question stays where it is");
    press(&mut talk, &[Key::Back]);
    assert_eq!(shown(&talk), asked);
}

#[test]
fn votes_are_shown_before_the_answer_and_judged_with_it() {
    let mut talk = talk(80, 30);
    press(&mut talk, &[Key::Char('4'), Key::Enter, Key::Char('v')]);
    assert!(shown(&talk).contains("A 12 B 5") && shown(&talk).contains("› _"), "{}", shown(&talk));
    typed(&mut talk, "A 12 Z 5");
    press(&mut talk, &[Key::Enter]);
    assert!(shown(&talk).contains("«Z» no es ninguna de las opciones"), "{}", shown(&talk));
    press(&mut talk, &[Key::Clear]);
    typed(&mut talk, "a 12 b 5q");
    press(&mut talk, &[Key::Backspace, Key::Enter]);
    let before = shown(&talk);
    assert!(before.contains("17 votos") && before.contains("A │█"), "{before}");
    assert!(!before.contains('✔') && !before.contains("acertado"), "{before}");
    press(&mut talk, &[Key::Forward]);
    let after = shown(&talk);
    for told in ["✔ B │█", "Han acertado 5 de 17 (29 %).", "A (12)   Te falta el peso."] {
        assert!(after.contains(told), "{told}\n{after}");
    }
    // The line comes back to be corrected; an empty one takes the votes away.
    press(&mut talk, &[Key::Char('v')]);
    assert!(shown(&talk).contains("› a 12 b 5_"), "{}", shown(&talk));
    press(&mut talk, &[Key::Clear, Key::Enter]);
    assert!(!shown(&talk).contains("votos") && talk.tallies().count() == 0);
    press(&mut talk, &[Key::End, Key::Char('v')]);
    typed(&mut talk, "-1 3 2 1");
    press(&mut talk, &[Key::Enter]);
    let nobody = shown(&talk);
    assert!(nobody.contains("✔ −6 │0") && nobody.contains("No ha acertado nadie, de 4."), "{nobody}");
    press(&mut talk, &[Key::Home, Key::Char('v')]);
    assert!(shown(&talk).contains("no hay ninguna pregunta"));
    // What is typed at a vote is no command.
    press(&mut talk, &[Key::Char('4'), Key::Enter, Key::Char('v'), Key::Char('q'), Key::Escape]);
    assert!(!shown(&talk).contains("Votación"));
}

#[test]
fn notes_are_shown_on_demand_and_tell_no_answer_too_soon() {
    let mut talk = talk(80, 24);
    press(&mut talk, &[Key::Forward, Key::Char('n')]);
    assert!(shown(&talk).contains("no tiene notas"), "{}", shown(&talk));
    press(&mut talk, &[Key::Forward, Key::Char('n')]);
    assert!(shown(&talk).contains("── Notas") && shown(&talk).contains("Al empezar."), "{}", shown(&talk));
    press(&mut talk, &[Key::Forward]);
    assert!(!shown(&talk).contains("Notas ──"), "they close with the page");
    press(&mut talk, &[Key::Char('n')]);
    let open = shown(&talk);
    assert!(open.contains("Suelen dudar.") && open.contains("1. Primera.") && !open.contains("Te falta"), "{open}");
    press(&mut talk, &[Key::Forward, Key::Char('N')]);
    assert!(shown(&talk).contains("A   Te falta el peso."), "{}", shown(&talk));
    press(&mut talk, &[Key::Escape]);
    assert!(!shown(&talk).contains("Te falta"));
    let mut small = self::talk(40, 12);
    press(&mut small, &[Key::Char('4'), Key::Enter, Key::Char('n')]);
    let mut seen = shown(&small);
    assert!(seen.contains("Notas (1 de"), "{seen}");
    for _ in 0..4 {
        press(&mut small, &[Key::Char('n')]);
        seen += &shown(&small);
    }
    assert!(seen.contains("Segunda.") && seen.contains("Suelen dudar."), "{seen}");
}

#[test]
fn hints_and_context_help_with_a_question() {
    let mut talk = talk(80, 24);
    press(&mut talk, &[Key::Char('4'), Key::Enter, Key::Char('p')]);
    assert!(shown(&talk).contains("pista 1 de 2: Primera.") && !shown(&talk).contains("Segunda"));
    press(&mut talk, &[Key::Char('p'), Key::Char('p')]);
    assert!(shown(&talk).contains("Segunda.") && shown(&talk).contains("No quedan pistas."), "{}", shown(&talk));
    press(&mut talk, &[Key::Char('c')]);
    assert!(shown(&talk).contains("tensor([1.])"), "{}", shown(&talk));
    press(&mut talk, &[Key::Char('c')]);
    assert!(!shown(&talk).contains("tensor([1.])"));
    press(&mut talk, &[Key::Home, Key::Char('c')]);
    assert!(shown(&talk).contains("no hay ninguna pregunta"));
}

#[test]
fn the_clock_is_in_the_footer() {
    let at = Duration::from_secs;
    let mut talk = talk(80, 24);
    let footer = |talk: &Talk, now| talk.lines(now).pop().unwrap_or_default();
    assert!(!footer(&talk, at(5)).contains("00:"));
    let _stays = talk.press(Key::Char('t'), at(5));
    assert!(footer(&talk, at(75)).contains("01:10"), "{}", footer(&talk, at(75)));
    typed(&mut talk, "3");
    assert!(footer(&talk, at(75)).contains("t: minutos"), "{}", footer(&talk, at(75)));
    let _stays = talk.press(Key::Char('t'), at(100));
    assert!(footer(&talk, at(101)).contains("quedan 02:59"), "{}", footer(&talk, at(101)));
    assert!(footer(&talk, at(290)).contains("¡tiempo! +00:10"), "{}", footer(&talk, at(290)));
    typed(&mut talk, "0t");
    assert!(shown(&talk).contains("de 1 a 600 minutos"));
}

#[test]
fn there_are_ways_out() {
    for key in [Key::Char('q'), Key::Char('Q'), Key::Escape, Key::Interrupt] {
        assert_eq!(talk(80, 24).press(key, Duration::ZERO), Flow::Leave, "{key:?}");
    }
    for before in [Key::Char('v'), Key::Char('?'), Key::Char('b'), Key::Char('7')] {
        let mut talk = talk(80, 24);
        press(&mut talk, &[Key::Char('4'), Key::Enter, before, Key::Escape]);
        assert!(shown(&talk).contains("página 4 de 8"), "{before:?}\n{}", shown(&talk));
        press(&mut talk, &[before]);
        assert_eq!(talk.press(Key::Interrupt, Duration::ZERO), Flow::Leave);
    }
}

#[test]
fn keys_are_told_and_the_screen_can_be_blank() {
    for (columns, rows) in [(40, 12), (80, 24), (200, 50)] {
        let mut talk = talk(columns, rows);
        press(&mut talk, &[Key::Char('?')]);
        let mut seen = shown(&talk);
        for _ in 0..40 {
            press(&mut talk, &[Key::Down]);
            seen += &shown(&talk);
        }
        press(&mut talk, &[Key::Forward]);
        assert!(seen.contains("Votación") && seen.contains("Ctrl-C") && seen.contains("Sale"), "{seen}");
        assert!(shown(&talk).contains("PRUEBA"), "at the end, the page is back\n{}", shown(&talk));
        press(&mut talk, &[Key::Char('b')]);
        assert_eq!(shown(&talk).trim(), "");
        press(&mut talk, &[Key::Forward]);
        assert!(shown(&talk).contains("PRUEBA"), "and no page was turned");
    }
}

/// A page of one hundred lines, and one too wide.
fn long() -> Talk {
    let mut played = played();
    let lines: Vec<String> = (1..=100).map(|line| format!("línea {line}.")).collect();
    let wide = format!("tensor([{}])", "1.0000, ".repeat(40));
    let code = vec![Block::Tensor(lines.join("\n")), Block::Tensor(wide)];
    played.steps[0].parts.insert(1, Part::Blocks(code));
    Talk::new(Deck::of(&played), LOOK, Size { columns: 80, rows: 24 })
}

#[test]
fn a_long_page_is_read_to_its_end_and_back() {
    let mut talk = long();
    talk.open(talk.deck.clone(), Some(0));
    let page = talk.at;
    let (mut seen, mut screens) = (String::new(), vec![shown(&talk)]);
    while talk.at == page {
        let shown = shown(&talk);
        assert_eq!(shown.contains("sigue abajo"), !shown.contains("])"), "{shown}");
        seen += &(shown.clone() + "\n");
        screens.push(shown);
        press(&mut talk, &[Key::Forward]);
        assert!(screens.len() < 20, "it ends");
    }
    for line in 1..=100 {
        assert!(seen.contains(&format!("línea {line}.")), "{line}");
    }
    let last: String = screens.last().into_iter().flat_map(|shown| shown.lines()).map(str::trim).collect();
    assert_eq!(last.matches("1.0000").count(), 40, "what is too wide goes on below");
    press(&mut talk, &[Key::Back]);
    assert_eq!(Some(&shown(&talk)), screens.last());
    press(&mut talk, &[Key::Down; 20]);
    assert_eq!(talk.at, page, "lines go no further than the page");
    for _ in &screens {
        if talk.at == page {
            press(&mut talk, &[Key::Back]);
        }
    }
    assert_eq!(talk.at, page - 1);
}

#[test]
fn a_turn_begins_where_something_begins() {
    let mut played = played();
    let lines = |from: u32, to: u32| {
        Block::Tensor((from..=to).map(|line| format!("línea {line}.")).collect::<Vec<_>>().join("\n"))
    };
    played.steps[0].parts = vec![Part::Blocks(vec![lines(1, 14), lines(15, 24), lines(25, 60)])];
    let mut talk = Talk::new(Deck::of(&played), LOOK, Size { columns: 80, rows: 24 });
    talk.open(talk.deck.clone(), Some(0));
    press(&mut talk, &[Key::Forward]);
    assert!(shown(&talk).contains("línea 15.") && !shown(&talk).contains("línea 14."), "{}", shown(&talk));
    press(&mut talk, &[Key::Forward]);
    assert!(shown(&talk).contains("línea 25.") && !shown(&talk).contains("línea 24."), "{}", shown(&talk));
    press(&mut talk, &[Key::Back]);
    assert!(shown(&talk).contains("línea 24."), "{}", shown(&talk));
}

#[test]
fn every_screen_is_kept_within() {
    for (columns, rows) in [(200, 50), (120, 40), (80, 24), (40, 12), (20, 5), (8, 3), (1, 1)] {
        for keys in ["", "n", "v", "vA 1 B", "p", "c", "?", "12", "tn", "b"] {
            let mut talk = talk(columns, rows);
            for page in 0..8 {
                talk.go(page);
                typed(&mut talk, keys);
                let lines = talk.lines(Duration::from_secs(70));
                assert_eq!(lines.len(), rows, "{columns}×{rows} {keys}");
                let wide = |line: &&String| unicode_width::UnicodeWidthStr::width(line.as_str()) > columns.max(20);
                assert_eq!(lines.iter().find(wide), None, "{columns}×{rows} {keys}");
                let _either = talk.press(Key::Escape, Duration::ZERO);
            }
        }
    }
}

#[test]
fn pages_are_centred_and_not_too_wide() {
    for (columns, widest, left) in [(200, 100, 52), (120, 100, 12), (80, 74, 5), (40, 38, 3)] {
        let mut talk = talk(columns, 24);
        press(&mut talk, &[Key::Char('3'), Key::Enter]);
        let lines = talk.lines(Duration::ZERO);
        let line = lines.iter().find(|line| line.contains("Mira esto.")).expect("the page");
        assert_eq!(line.len() - line.trim_start().len(), left, "{columns}");
        let ends = lines.iter().map(|line| line.chars().count()).max();
        assert!(ends.is_some_and(|end| end <= (columns - widest) / 2 + widest), "{columns}: {ends:?}");
    }
}

#[test]
fn another_size_keeps_the_place() {
    let mut talk = long();
    talk.open(talk.deck.clone(), Some(0));
    press(&mut talk, &[Key::Forward, Key::Forward]);
    talk.resize(Size { columns: 40, rows: 12 });
    assert!(shown(&talk).contains("línea "));
    talk.resize(Size { columns: 120, rows: 200 });
    assert!(shown(&talk).contains("línea 1.") && talk.scroll == 0);
}

#[test]
fn until_the_pages_are_there_the_cover_waits() {
    let mut pages = Deck::of(&played());
    pages.pages.truncate(1);
    pages.awaited = Some((0, 0));
    let mut talk = Talk::new(pages, LOOK, Size { columns: 80, rows: 24 });
    assert!(shown(&talk).contains("PRUEBA") && shown(&talk).contains("Preparando la lección…"), "{}", shown(&talk));
    talk.wait(10, 40);
    press(&mut talk, &[Key::Forward, Key::End, Key::Char('?'), Key::Escape]);
    assert!(shown(&talk).contains("25 %"), "{}", shown(&talk));
    talk.open(Deck::of(&played()), Some(1));
    assert!(shown(&talk).contains("Paso 2 de 2 · dos") && talk.step() == 2, "{}", shown(&talk));
}

#[test]
fn ascii_alone_will_do() {
    let look = Look { ascii: true, ..LOOK };
    let mut talk = Talk::new(Deck::of(&played()), look, Size { columns: 80, rows: 24 });
    press(&mut talk, &[Key::Char('5'), Key::Enter, Key::Char('v')]);
    typed(&mut talk, "1 2 3");
    press(&mut talk, &[Key::Enter]);
    let letters = |c: char| c.is_ascii() || "áéíóúñÁÉÍÓÚÑ¿¡".contains(c);
    assert!(shown(&talk).chars().all(letters), "{}", shown(&talk));
    assert!(shown(&talk).contains("[+] B"), "{}", shown(&talk));
}
