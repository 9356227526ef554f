use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::view::{Align, Block, NoteKind, Role, Text};

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    formato: Version,
    id: String,
    #[serde(default)]
    minutos: u32,
    #[serde(default)]
    objetivos: Vec<Spanned<String>>,
}

fn source(text: &str) -> Source {
    Source::new("a.md", text).expect("a text")
}

fn front(text: &str) -> Result<Front> {
    Page::read(source(&format!("+++\n{text}\n+++\n"))).map(|page| page.front)
}

fn read(text: &str) -> Result<Vec<Piece>> {
    pieces(&source(text), 0..text.len())
}

fn blocks(text: &str) -> Vec<Block> {
    let block = |piece| match piece {
        Piece::Block { block, .. } => block,
        other => unreachable!("{other:?} is no block"),
    };
    read(text).expect("a right text").into_iter().map(block).collect()
}

#[test]
fn a_page_is_data_and_pieces() {
    let text = "+++\nformato = 1\nid = \"relu\"\nobjetivos = [\"saber\"]\n+++\n# Uno\n\nDos `a`.\n\n```python oculto\nx = 1\n```\n";
    let page: Page<Front> = Page::read(source(text)).expect("a right page");
    assert_eq!(page.front.id, "relu");
    assert_eq!(&text[page.front.objetivos[0].span()], "\"saber\"");
    let pieces = page.pieces().expect("a right body");
    let heading = Piece::Heading { level: 1, text: "Uno".into(), line: 6, range: 54..60, placeholders: vec![] };
    let block = Block::Paragraph(Text::new().say("Dos ").code("a").say("."));
    assert_eq!(pieces[..2], [heading, Piece::Block { block, line: 8, range: 61..70, placeholders: vec![] }]);
    let Piece::Fence(fence) = &pieces[2] else { unreachable!("{:?}", pieces[2]) };
    assert_eq!((fence.word(), fence.body.as_str(), fence.line), ("python", "x = 1\n", 10));
    assert_eq!(&text[fence.body_range()], "x = 1\n");
    assert_eq!(&text[fence.word_range()], "python");
    assert_eq!(fence.attributes(), [Attribute { name: "oculto".into(), value: None, range: 81..87 }]);
    assert_eq!(&text[81..87], "oculto");
}

#[test]
fn wrong_front_matter_is_told_with_its_place() {
    let cases = [
        ("formato = 1\nid = \"a\"\nminutas = 3", "a.md:4:1: no conozco la clave `minutas`"),
        ("formato = 1", "a.md:2:1: falta la clave `id`"),
        ("formato = 1\nid = 3", "a.md:3:6: aquí no va un entero, sino un texto"),
        ("formato = 2\nid = \"a\"", "a.md:2:11: no conozco el formato 2: escribe `formato = 1`"),
        ("formato = 1\nid = \"a\"\nid = \"b\"", "a.md:4:1: esta clave está escrita dos veces"),
        ("formato = 1\nid = \"a\"\nobjetivos = \"b\"", "a.md:4:13: aquí no va un texto, sino una lista"),
        ("formato = 1\nid = \"a\"\nminutos = -1", "a.md:4:11: "),
        ("formato = 1\nñ = \"a\"", "a.md:3:1: esto no es TOML: "),
        ("formato = 1\nid = a", "a.md:3:6: esto no es TOML: "),
    ];
    for (text, expected) in cases {
        let said = front(text).expect_err(text).to_string();
        assert!(said.starts_with(expected), "{text}: {said}");
    }
}

#[test]
fn a_page_without_front_matter_is_told() {
    for (text, expected) in [
        ("", "a.md:1:1: falta la cabecera"),
        ("\n# Uno", "a.md:2:1: falta la cabecera"),
        ("+++\nid = 1\n", "a.md:1:1: la cabecera no se cierra"),
    ] {
        let error = Page::<Front>::read(source(text)).expect_err(text);
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn markdown_becomes_blocks() {
    assert_eq!(
        blocks("Una **fuerte**, una _suave_,\notra línea\\\ny [aquí](u)."),
        [Block::Paragraph(
            Text::new().say("Una ").emphasis("fuerte").say(", una ").term("suave").say(", otra línea\ny aquí (u).")
        )]
    );
    let [Block::List(list)] = &blocks("1. uno\n2. dos `x`\n")[..] else { unreachable!("one list") };
    assert!(list.ordered && list.items.len() == 2);
    let [Block::Table(table)] = &blocks("| x | y |\n|---|:-:|\n| `a` | 1.5 |\n")[..] else { unreachable!("one table") };
    assert_eq!(table.columns[1].align, Align::Decimal);
    assert_eq!(table.rows, [[Text::new().code("a"), "1.5".into()]]);
    let [Block::Note(note)] = &blocks("> Aviso: no.\n")[..] else { unreachable!("one note") };
    assert_eq!((note.kind, note.text.plain().as_str()), (NoteKind::Warning, "no."));
    assert_eq!(blocks("<!-- para quien lo escribe -->\n\n---\n"), [Block::Rule]);
}

#[test]
fn what_a_terminal_cannot_show_is_told() {
    let cases = [
        ("uno\n\n- a\n  - b\n", "a.md:4:3: esto no se puede mostrar en una terminal"),
        ("![a](b)", "a.md:1:1: esto no se puede mostrar en una terminal"),
        ("<table>\n</table>\n", "a.md:1:1: esto no se puede mostrar en una terminal"),
        ("uno\n\n    x = 1\n", "a.md:3:5: este texto está sangrado y parece código"),
        ("uno\n\n```python\nx = 1\n", "a.md:3:1: este bloque no se cierra"),
        ("- uno\n\n  ```python\n  x\n  ```\n", "a.md:3:3: esto no se puede mostrar en una terminal"),
        ("ñ {{ x", "a.md:1:3: estas llaves no se cierran"),
        ("ñ {{ }}", "a.md:1:3: entre las llaves falta la expresión"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text).expect_err(text).to_string(), expected);
    }
}

#[test]
fn placeholders_are_hidden_from_markdown() {
    let text = "Da {{ a * b * c_d }} y **{{ {'x': {'y': 1}}['x'] }}** y `f({{ z }})`.";
    let pieces = read(text).expect("right");
    let [Piece::Block { block, placeholders, .. }] = &pieces[..] else { unreachable!("{pieces:?}") };
    let expressions: Vec<&str> = placeholders.iter().map(|p| p.expression.as_str()).collect();
    assert_eq!(expressions, ["a * b * c_d", "{'x': {'y': 1}}['x']", "z"]);
    assert_eq!(&text[placeholders[2].range.clone()], "{{ z }}");
    let mut values = ["−0.5", "dos", "3"].into_iter();
    let Block::Paragraph(filled) = fill_block(block.clone(), &mut |_| values.next().expect("three").to_owned()) else {
        unreachable!("a paragraph")
    };
    let expected = Text::new().say("Da ").number("−0.5").say(" y ").emphasis("dos").say(" y ");
    assert_eq!(filled, expected.with(Role::Code, "f(").with(Role::Code, "3").with(Role::Code, ")").say("."));
}

#[test]
fn code_keeps_its_braces() {
    let pieces = read("```python\nprint(f\"{{x}} {{\")\n```\n").expect("right");
    let [Piece::Fence(fence)] = &pieces[..] else { unreachable!("{pieces:?}") };
    assert_eq!(fence.body, "print(f\"{{x}} {{\")\n");
}

#[test]
fn texts_in_data_keep_their_placeholders() {
    assert_eq!(marked("La _recta_ da {{ a_b_ }}."), Text::new().say("La ").term("recta").say(" da {{ a_b_ }}."));
    assert_eq!(fill("{{ a }}+{{b}}={{", str::to_uppercase), "A+B={{");
}

#[test]
fn an_error_shows_the_line() {
    let diagnostic = source("uno\n  dós tres\n").error(6..10, "mal").hint("bien").diagnostic();
    let code = diagnostic.excerpt.expect("the line");
    assert_eq!((code.source.as_str(), code.first), ("  dós tres", Some(2)));
    assert_eq!((code.marks[0].from, code.marks[0].to), (3, 6));
    assert!(Source::new("a", "b\u{1b}").is_err());
    assert_eq!(Source::new("a", "\u{feff}b\r\nc").expect("a text").text, "b\nc");
}

#[test]
fn a_folder_replaces_whole_parts() {
    let folder = std::env::temp_dir().join(format!("antorcha-biblioteca-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("09-mia")).expect("a folder");
    std::fs::write(folder.join("glosario.md"), "hola").expect("a file");
    std::fs::write(folder.join("otra.md"), [b'a', b'\n', 0xff]).expect("a file");
    let library = Library::folder(&folder).expect("it is there");
    assert_eq!(library.lessons(), ["09-mia"]);
    assert_eq!(library.file("glosario.md").expect("theirs").text, "hola");
    assert!(library.file("otra.md").expect_err("no UTF-8").message.ends_with("(línea 2)"));
    assert_eq!(library.pages("errores"), Library::embedded().pages("errores"));
    assert!(library.has("errores/formas.md") && !library.has("errores/nada.md"));
    assert!(library.file("09-mia/leccion.md").is_err() && Library::folder(folder.join("no")).is_err());
    std::fs::remove_dir_all(folder).expect("ours");
}

proptest! {
    #[test]
    fn no_text_breaks_the_reader(text in "(?s)[-a-z0-9#*_`|>{}\\[\\]()<!+=\"'\\\\ \n\tñ➤]{0,80}") {
        if let Ok(source) = Source::new("a.md", &text) {
            let _ = pieces(&source, 0..source.text.len()).map_err(|error| error.diagnostic());
            let _ = Page::<Front>::read(source).map(|page| page.pieces());
        }
        let _ = fill_text(marked(&text), &mut str::to_owned);
    }

    #[test]
    fn no_characters_break_the_reader(text in any::<String>(), front in any::<String>()) {
        for text in [text.clone(), format!("+++\n{front}\n+++\n{text}"), format!("```{front}\n{text}\n```")] {
            if let Ok(source) = Source::new("a.md", &text) {
                let _ = pieces(&source, 0..source.text.len());
                let _ = Page::<Front>::read(source).map_err(|error| error.diagnostic());
            }
        }
        let _ = marked(&text);
    }

    #[test]
    fn every_placeholder_of_prose_is_found(words in prop::collection::vec("[a-z]{1,5}|\\{\\{ [a-z_*.]{1,6} \\}\\}", 1..8)) {
        let text = words.join(" ");
        let read = pieces(&source(&text), 0..text.len()).expect("a paragraph");
        let found = match &read[..] {
            [Piece::Block { placeholders, .. }] => placeholders.clone(),
            other => unreachable!("{other:?}"),
        };
        prop_assert_eq!(found, placeholders(&text));
    }
}
