use super::*;
use crate::content::{Library, Source};

fn pitfalls() -> Pitfalls {
    Pitfalls::read(&Library::embedded()).expect("our pages are right")
}

#[test]
fn the_units_own_three_come_first() {
    let all = pitfalls();
    let origin: Vec<bool> = all.iter().map(|pitfall| pitfall.front().origin).collect();
    assert_eq!(origin.iter().filter(|origin| **origin).count(), 3);
    assert!(origin[..3].iter().all(|origin| *origin));
    let orders: Vec<u32> = all.iter().map(|pitfall| pitfall.front().order).collect();
    assert_eq!(orders, (1..=30).collect::<Vec<_>>());
}

#[test]
fn a_pitfall_is_found_however_it_is_typed() {
    let all = pitfalls();
    for name in ["sin-activacion", "Sin activación", "SIN_ACTIVACION"] {
        assert_eq!(all.find(name).expect(name).front().id, "sin-activacion");
    }
    assert_eq!(all.find("sin-activasion").expect_err("a slip").nearest.as_deref(), Some("sin-activacion"));
    assert_eq!(all.find("zzz").expect_err("nothing").nearest, None);
}

#[test]
fn every_page_is_listed() {
    let text = serde_json::to_string(&pitfalls().document()).expect("plain data");
    for id in Library::embedded().pages("trampas") {
        assert!(text.contains(&format!("\"{id}\"")), "{id}");
    }
}

/// A page around these programs.
fn page(wrong: &str, below: &str) -> Pitfall {
    let text = format!(
        "+++\nformato = 1\nid = \"a\"\ntitulo = \"A\"\ngravedad = \"error\"\ngrupo = \"G\"\norden = 1\norigen = false\n\
         lecciones = []\nfichas = []\n+++\n\n## Qué verás\n\n```python {wrong}\n```\n\n{below}\n\n## Por qué\n\n\
         ## La prueba\n\n```python prueba\nx = 1\n```\n\n## Cómo se arregla\n\n```python bien\nx = 2\nprint(x)\n```\n\n\
         Da {{{{ x / 8 }}}}.\n\n## Recuerda\n\nEso.\n"
    );
    Pitfall::of(Source::new("a.md", &text).expect("a text")).expect("a right page")
}

fn shown(pitfall: &Pitfall) -> Result<String, String> {
    let played = pitfall.play_with(|notebook| Ok(notebook.run_here()));
    let document = played.and_then(|played| Ok(pitfall.document(&played)?));
    match document {
        Ok(document) => Ok(serde_json::to_string(&document).expect("plain data")),
        Err(Failure::Wrong(error)) => Err(error.to_string()),
        Err(Failure::NotStarted(error)) => Err(error.to_string()),
    }
}

#[test]
fn a_page_runs_as_it_says() {
    let text = shown(&page("mal error=ValueError\nraise ValueError('no')", "")).expect("a right page");
    assert!(text.contains("ValueError: no") && text.contains("0.25"), "{text}");
}

#[test]
fn a_page_that_does_not_run_as_it_says_is_told() {
    for (wrong, below, expected) in [
        ("mal\nraise ValueError('no')", "", "a.md:16:1: este programa no hace lo que dice: falla con ValueError: no"),
        (
            "mal error=ValueError\nx = 1",
            "",
            "a.md:16:1: este programa no hace lo que dice: tenía que fallar con ValueError",
        ),
        (
            "mal error=ValueError\n1 / 0",
            "",
            "a.md:16:1: este programa no hace lo que dice: tenía que fallar con ValueError, y",
        ),
        ("mal\nx = 1", "Da {{ y }}.", "a.md:19:4: esta expresión falla: name 'y' is not defined"),
    ] {
        let said = shown(&page(wrong, below)).expect_err(wrong);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn a_page_that_lacks_something_is_told() {
    let front = "+++\nformato = 1\nid = \"a\"\ntitulo = \"A\"\ngravedad = \"error\"\ngrupo = \"G\"\norden = 1\n\
                 origen = false\nlecciones = []\nfichas = []\n+++\n";
    for (body, expected) in [
        ("## Qué verás\n", "a.md:12:1: las secciones de una trampa son, por este orden, «Qué verás»"),
        ("# Uno\n", "a.md:12:1: los títulos de una trampa empiezan por `##`"),
        ("```rust\n```\n", "a.md:12:4: no conozco los bloques «rust»"),
        ("```python\nx\n```\n", "a.md:12:4: no se sabe para qué es este programa"),
        ("```python bien error=E\nx\n```\n", "a.md:12:4: no se sabe para qué es este programa"),
        ("```python mal oculto\nx\n```\n", "a.md:12:15: aquí no va `oculto`"),
        ("```prediccion\nid = 3\n```\n", "a.md:13:6: aquí no va un entero, sino un texto"),
    ] {
        let source = Source::new("a.md", &format!("{front}{body}")).expect("a text");
        let said = Pitfall::of(source).expect_err(body).to_string();
        assert!(said.starts_with(expected), "{said}");
    }
}
