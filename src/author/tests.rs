//! Small texts, each with one fault, and what is said about it. What needs a child process is in `tests/autor.rs`.

use std::{collections::BTreeMap, fs, path::PathBuf};

use super::{
    answers, hints, language, lessons, names,
    numbers::{self, Known},
    proof,
    prose::Prose,
    shelf::Shelf,
    template,
};
use crate::{
    content::{Library, Source},
    lesson::{Lesson, Prepared},
};

fn source(name: &str, text: &str) -> Source {
    Source::new(name, text).expect("a text")
}

fn page(front: &str, body: &str) -> Source {
    source("a.md", &format!("+++\nformato = 1\n{front}\n+++\n{body}\n"))
}

#[test]
fn prose_is_what_a_person_reads() {
    let text = page(
        "id = \"nada\"\ntitulo = \"Título\"\nobjetivos = [\"uno\", \"dos\"]\n[parametros.x]\nvalor = \"cinco\"\nayuda = \"seis\"",
        "Ocho {{ nueve }} `diez` [once](doce) <!-- trece -->\n\n```python\ncatorce = 1\n```\n\n```pregunta\npregunta = \"¿quince?\"\n\
         respuesta = \"no\"\n```\n\n```nota-docente\nDieciséis `no`.\n```",
    );
    let prose = Prose::of(&text);
    let words: Vec<&str> = prose.words().map(|(_, word)| word).collect();
    assert_eq!(words, ["Título", "uno", "dos", "seis", "Ocho", "once", "quince", "Dieciséis"]);
    assert!(prose.words().all(|(at, word)| text.text[at] == *word));
    let python = source("inicio.py", "# Uno, dos\nx = '# no'  # tres\n");
    assert_eq!(Prose::of(&python).words().map(|(_, word)| word).collect::<Vec<_>>(), ["Uno", "dos", "tres"]);
    let list = source("errores.md", "# No\n\n## id\nerror: no\npasa: sí `no` {x}\ndice ninguno: también\n");
    assert_eq!(Prose::of(&list).words().map(|(_, word)| word).collect::<Vec<_>>(), ["sí", "también"]);
}

#[test]
fn spanish_is_held_to_its_rules() {
    let lexicon = language::Lexicon::read(&Library::embedded()).expect("ours is right");
    let said = |text: &str| {
        let found = lexicon.check(&page("", text));
        found.iter().map(|finding| finding.error.to_string()).collect::<Vec<_>>().join("; ")
    };
    for (text, expected) in [
        ("La funcion ReLU.", "a.md:5:4: «funcion» lleva tilde"),
        ("Simplemente, se hace.", "a.md:5:1: aquí no se dice «simplemente»"),
        ("Si usted quiere.", "«usted» no le habla de tú"),
        ("Primero. Calcule la suma.", "a.md:5:10: «Calcule» no le habla de tú"),
        ("Qué sale?", "a.md:5:9: a esta pregunta le falta «¿» al empezar"),
        ("¿Qué sale.", "a.md:5:1: a esta pregunta le falta «?» al acabar"),
        ("Bien!", "a esta exclamación le falta «¡»"),
    ] {
        assert!(said(text).contains(expected), "{text}: {}", said(text));
    }
    for right in [
        "La función `funcion` y red.funcion(x).",
        "Para que se calcule la suma, ¿qué falta? ¡Nada!",
        "{{ 'Qué?' }} y `x?`",
        "¿Sí? ¡Bien!!",
    ] {
        assert_eq!(said(right), "", "{right}");
    }
}

#[test]
fn numbers_are_found_as_they_are_written() {
    let found = |text: &str| numbers::numbers(text).into_iter().map(|number| number.text).collect::<Vec<_>>();
    for (text, expected) in [
        ("−0.5 y 0,25.", &["0.5", "0,25"][..]),
        ("10 000 vueltas, 3 de 4", &["10 000", "3", "4"]),
        ("1e-3 y 2.5e−7", &["1e-3", "2.5e−7"]),
        ("fc1, float32, 2x, x_3", &[]),
        ("tensor([0., 3.])", &["0", "3"]),
        ("0.5² = 0.25", &["0.5", "0.25"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn a_number_out_of_nowhere_is_told() {
    let mut known = Known::default();
    known.learn("tensor([-0.8728, 64.])");
    known.learn_values([1.0 / 3.0]);
    let said = |text: &str| {
        let found = numbers::check(&page("", text), &known);
        found.iter().map(|finding| finding.error.message.clone()).collect::<Vec<_>>()
    };
    for right in [
        "Son 12.",
        "Da −0.87.",
        "Da 64.",
        "Da 0.333.",
        "Es {{ 0.7 }} o `0.7`.",
        "Es 0.7. <!-- dato: 0.7 = 7 / 10 -->",
        "Desde 2012. <!-- dato: 2012, el año de AlexNet -->",
    ] {
        assert_eq!(said(right), [""; 0], "{right}");
    }
    for (wrong, number) in [("Son 13.", "13"), ("Da 0.9.", "0.9"), ("Da 0.88.", "0.88"), ("PyTorch 2.15.0.", "2.15.0")]
    {
        assert_eq!(said(wrong), [format!("«{number}» no sale de ningún cálculo de esta página")], "{wrong}");
    }
    assert!(proof::has_any(&page("", "<!-- dato: algo -->")) && proof::of(&page("", "<!-- dato: algo -->")).is_empty());
    assert!(proof::of(&page("", "<!-- dato: 3, sí -->")).is_empty(), "a reason is more than a word");
    assert_eq!(proof::of(&page("# dato: 0.3 = x", "")).len(), 1);
}

/// A lesson with one question.
fn asking(question: &str) -> Lesson {
    let text = format!(
        "+++\nformato = 1\nid = \"a\"\ntitulo = \"A\"\nminutos = 1\n+++\n## Uno\n\n```python\nx = -2\n```\n\n```prediccion\nid = \"q\"\n\
         pregunta = \"¿Cuánto?\"\ntipo = \"numero\"\nporque = \"Así.\"\n{question}\n```\n"
    );
    Lesson::read(source("a.md", &text)).expect("a right page")
}

fn said(question: &str) -> String {
    let lesson = asking(question);
    let played = Prepared::new(lesson.clone(), &BTreeMap::new()).expect("no values").run_here();
    let played = played.expect("it runs").expect("to its end");
    let found = lessons::questions(&lesson, &played);
    found.iter().map(|finding| finding.error.to_string()).collect::<Vec<_>>().join("; ")
}

#[test]
fn answers_are_held_to_the_judge() {
    let hints = "pistas = [\"a\", \"b\", \"c\"]\nrespuesta = \"x * 10\"\n";
    assert_eq!(said(&format!("{hints}[[errores]]\nexpresion = \"x\"\nmensaje = \"Eso es `x`.\"")), "");
    for (mistake, expected) in [
        (
            "expresion = \"10 * x\"",
            "a.md:22:11: pregunta `q`: la respuesta de este error, «−20», es la respuesta buena",
        ),
        ("expresion = \"x * 0\"\nmensaje = \"Uno.\"\n[[errores]]\nexpresion = \"x - x\"", ""),
    ] {
        let found = said(&format!("{hints}[[errores]]\n{mistake}\nmensaje = \"Dos.\""));
        assert_eq!(found, expected, "{mistake}");
    }
    let played = Prepared::new(asking(&format!("{hints}tolerancia = 0.1")), &BTreeMap::new()).expect("no values");
    let played = played.run_here().expect("it runs").expect("to its end");
    let mut question = played.questions().next().expect("one").clone();
    question.answer = crate::lesson::Answer::Text("dos".to_owned());
    assert_eq!(answers::check(&question).len(), 1, "where a number is asked for, a word is none");
}

#[test]
fn hints_that_tell_the_answer_are_told() {
    let question = |first: &str| said(&format!("pistas = [\"{first}\", \"b\", \"Es −20.\"]\nrespuesta = \"x * 10\""));
    assert_eq!(question("Diez veces."), "");
    assert_eq!(question("Sale −20."), "a.md:18:11: pregunta `q`: la pista 1 ya dice la respuesta, «−20»");
    assert_eq!(hints::of_exercise(&["a".to_owned()], "", "a = torch.relu(x)").len(), 0, "the only one is the last");
}

/// A folder with these files, for one test.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("antorcha-autor-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn lesson(id: &str, requires: &str) -> String {
    format!(
        "+++\nformato = 1\nid = \"{id}\"\ntitulo = \"A\"\nminutos = 1\nrequiere = [{requires}]\n+++\n## Uno\n\nNada.\n"
    )
}

#[test]
fn names_are_unique_and_known() {
    let (a, b, c, d) =
        (lesson("a", "\"b\""), lesson("b", "\"c\""), lesson("c", "\"a\""), lesson("d", "\"compara\", \"e\""));
    let files = [
        ("01-a/leccion.md", a.as_str()),
        ("02-b/leccion.md", &b),
        ("02-c/leccion.md", &c),
        ("04-d/leccion.md", &d),
        ("05-d/leccion.md", &d),
        ("06-f/leccion.md", &d),
        ("07-g/nada.md", ""),
    ];
    let folder = folder("nombres", &files);
    let library = Library::folder(&folder).expect("it is there");
    let mut shelf = Shelf::read(&library);
    let mut found = std::mem::take(&mut shelf.findings);
    found.extend(names::check(&shelf, &library));
    let root = format!("{}/", folder.display());
    let said: Vec<String> = found.iter().map(|finding| finding.error.to_string().replace(&root, "")).collect();
    for expected in [
        "06-f/leccion.md:3:1: el `id` de esta página es `d`, y por el nombre de su archivo tiene que ser `f`",
        "07-g/leccion.md",
        "02-c/leccion.md:3:1: la lección `b` también lleva el número 2",
        "05-d/leccion.md:3:1: hay otra carpeta con el nombre `d`",
        "04-d/leccion.md:6:13: no hay ninguna lección `compara`",
        "04-d/leccion.md:6:24: no hay ninguna lección `e`",
        "01-a/leccion.md:6:1: esta lección se requiere a sí misma: a → b → c → a",
    ] {
        assert!(said.iter().any(|said| said.contains(expected)), "{expected}\n{}", said.join("\n"));
    }
    fs::remove_dir_all(folder).expect("ours");
}

#[test]
fn a_name_is_something_to_type() {
    for right in ["a", "mi-leccion", "relu2"] {
        assert!(template::name(right).is_ok(), "{right}");
    }
    for wrong in ["", "Mi", "mi leccion", "lección", "3", "3-a", "a/b", "../a", "a_b", "-a"] {
        assert!(template::name(wrong).is_err(), "{wrong}");
    }
    let folders = ["02-a".to_owned(), "x".to_owned()];
    let start = |id| template::start(template::Kind::Lesson, id, None, &folders, &Library::embedded());
    assert_eq!(start("b").expect("a lesson").folder, "03-b");
    assert!(start("a").expect_err("taken").message.contains("ya hay"));
}
