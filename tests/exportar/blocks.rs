//! Every block and every role has its element, and no text can become one.

use antorcha::{
    html,
    view::{
        Align, Arithmetic, Block, Code, Diagnostic, Document, Field, Formula, Histogram, Meter, NoteKind, Place, Plot,
        Reply, Role, Section, Step, Table, Text, Title, marked, visible,
    },
};
use proptest::prelude::*;

use super::{reader::Node, sound};

fn page(document: Document) -> Node {
    let titled = Document::new().with(Title { name: "Prueba".into(), motto: "unos 5 minutos".into() });
    let blocks = [titled.blocks, document.blocks].concat();
    sound(&html::page(&Document { blocks }))
}

fn texts(nodes: &[&Node]) -> Vec<String> {
    nodes.iter().map(|node| node.text()).collect()
}

#[test]
fn the_page_knows_its_name_and_its_language() {
    let goals =
        Section { title: "En esta lección vas a:".into(), body: Document::new().list(false, ["Mirar"]).blocks };
    let whole = page(Document::new().with(goals).say("Hola.").heading("Paso 1").say("Uno").heading("Paso 2"));
    assert_eq!(whole.find("html")[0].attribute("lang"), Some("es"));
    assert_eq!(texts(&whole.find("title")), ["Prueba · Antorcha"]);
    let header = whole.find("header")[0];
    assert!(["Prueba", "unos 5 minutos", "En esta lección", "Mirar"].iter().all(|said| header.text().contains(said)));
    assert_eq!(texts(&whole.find("nav")[0].find("a")), ["Paso 1", "Paso 2"]);
    assert_eq!(texts(&whole.find("main")[0].find("h2")), ["Paso 1", "Paso 2"]);
    assert!(whole.find("footer")[0].text().contains(concat!("Antorcha ", env!("CARGO_PKG_VERSION"))));
    assert_eq!(whole.find("a.skip")[0].attribute("href"), Some("#contenido"));
    assert!(page(Document::new().heading("Solo uno")).find("nav").is_empty());
}

#[test]
fn answers_are_closed_and_stand_at_the_end_for_paper() {
    let whole = page(
        Document::new()
            .with(Reply::question("¿Cuánto?").options(["uno", "dos"]))
            .with(Reply::hint(1, 2, "mira"))
            .with(Reply::hint(2, 2, "mira mejor"))
            .with(Reply::answer("2: dos"))
            .with(Reply::right("Porque sí."))
            .with(Reply::question("¿Y ahora?"))
            .say("La prueba:")
            .with(Reply::right("Pues 3.")),
    );
    let closed = whole.find("details");
    assert_eq!(
        texts(&closed),
        [
            "Pista 1 de 2mira",
            "Pista 2 de 2mira mejor",
            "Respuesta2: dos✔ Porque sí.",
            "Respuesta a la pregunta 2✔ Pues 3."
        ]
    );
    assert!(closed.iter().all(|details| details.attribute("open").is_none()));
    assert_eq!(texts(&whole.find("p.ask")), ["Pregunta 1 ¿Cuánto?", "Pregunta 2 ¿Y ahora?"]);
    assert_eq!(texts(&whole.find("ol.options")[0].find("li")), ["uno", "dos"]);
    assert_eq!(texts(&whole.find("div.solution")), ["Pregunta 12: dos✔ Porque sí.", "Pregunta 2✔ Pues 3."]);
    let talk = page(Document::new().with(Reply::wrong("Casi.")).with(Reply::question("¿Sí?")));
    assert!(talk.find("details").is_empty() && talk.find("section.solutions").is_empty());
    assert!(talk.text().contains("✗ Casi."));
}

#[test]
fn a_table_is_a_table() {
    let table = Table::new()
        .column("x", Align::Right)
        .column(Text::new().code("relu"), Align::Decimal)
        .row(["-1".into(), marked("0", "apagada")])
        .row(["1", "0.25"])
        .row(["2"]);
    let named = page(Document::new().with(Section { title: "Valores".into(), body: vec![table.into()] }));
    assert_eq!(texts(&named.find("caption")), ["Valores"]);
    assert!(named.find("h2").is_empty() && named.find("h3").is_empty());
    let heads = named.find("th");
    let scope = |node: &&&Node| node.attribute("scope") == Some("row");
    assert_eq!(texts(&heads), ["x", "relu", "-1", "1", "2"]);
    assert_eq!(heads.iter().filter(scope).count(), 3);
    assert_eq!(texts(&named.find("td")), ["0 apagada", "0.25", ""]);
    let menu = page(Document::new().with(Table::new().bare().column("", Align::Left).row(["uno"])));
    assert!(menu.find("thead").is_empty() && menu.find("th").is_empty());
}

/// Where the decimal points of a column stand, in characters from the right edge: all at the same place.
#[test]
fn decimal_points_stand_under_each_other() {
    let cells = ["0.5", "−12", "4.5396e-05 saturada", "nan", "1e+07"];
    let table = cells.iter().fold(Table::new().keys(0).column("f", Align::Decimal), |table, cell| table.row([*cell]));
    let page = page(Document::new().with(table));
    let point = |(node, text): (&&Node, &&str)| {
        let shift = node.attribute("style").and_then(|style| style.strip_prefix("--missing:")).unwrap_or("0");
        let before = text.find(['.', 'e']).filter(|_| *text != "nan").unwrap_or(text.len());
        text[before..].chars().count() + shift.parse::<usize>().expect("a number")
    };
    let points: Vec<usize> = page.find("td").iter().zip(&cells).map(point).collect();
    assert!(points.windows(2).all(|pair| pair[0] == pair[1]), "{points:?}");
}

#[test]
fn a_step_has_all_its_parts() {
    let step = Step::new(3)
        .of(7)
        .path("CustomLinear.linear")
        .at(Place::new("lección.py", 28), "    out = self.linear(x)")
        .with(Formula::new("z = x · Wᵀ + b").shapes("(1, 3) · (3, 2) + (2,) → (1, 2)"))
        .with(Arithmetic::new("z[0, 0]").equals("1·2 − 3").about("−1"))
        .tensor("tensor([[-1.0000],\n        [ 0.5550]])")
        .say("Ya está.");
    let page = page(Document::new().heading("Paso 1").with(step));
    assert_eq!(texts(&page.find("h3")), ["Paso 3 de 7 · CustomLinear.linear"]);
    assert_eq!(texts(&page.find("p.place")), ["lección.py:28"]);
    assert_eq!(texts(&page.find("pre")), ["out = self.linear(x)", "tensor([[-1.0000],\n        [ 0.5550]])"]);
    // A line may break before an operator, and not behind it.
    let breaking = |name: &str| texts(&page.find(name)).concat().replace('\u{a0}', " ");
    assert!(texts(&page.find("p.formula"))[0].starts_with("z =\u{a0}x ·\u{a0}Wᵀ"));
    assert_eq!(breaking("p.formula"), "z = x · Wᵀ + b (1, 3) · (3, 2) + (2,) → (1, 2)");
    assert_eq!(breaking("p.arithmetic"), "z[0, 0] = 1·2 − 3  ≈ −1 ");
}

#[test]
fn code_keeps_its_lines_and_shows_its_marks() {
    let code = Code::new("ñ = f(x)\n\ny = 2").numbered(9).mark(9, 5..9, "aquí").mark(11, 1..99, "");
    let found = Diagnostic::error("mal").id("regla").at(Place::new("a.py", 9)).excerpt(code).hint("bien");
    let page = page(Document::new().with(found).with(Code::new("if a < b:\n    c = \"&\"")));
    assert_eq!(texts(&page.find("span.line")), ["ñ = f(x)", "", "y = 2"]);
    assert_eq!(page.find("span.line")[2].attribute("data-line"), Some("11"));
    assert_eq!(texts(&page.find("mark")), ["f(x)", "y = 2"]);
    assert!(page.find("div.diagnostic")[0].text().starts_with("error[regla]: mal a.py:9"));
    assert_eq!(page.find("pre")[1].text(), "if a < b:\n    c = \"&\"");
}

#[test]
fn pictures_are_drawn_and_told() {
    let plot = Plot::new("Dos curvas")
        .axes("x", "f(x)")
        .curve("relu", (-3..=3).map(|x| (f64::from(x), f64::from(x.max(0)))))
        .curve("hueco", [(-3.0, 1.0), (-1.0, 0.5), (0.0, f64::NAN), (1.0, 0.5), (3.0, f64::INFINITY)])
        .points("datos", [(0.0, 0.5), (99.0, 99.0)])
        .x_range(-3.0, 3.0);
    let drawn = page(Document::new().with(plot));
    let svg = drawn.find("svg.plot")[0];
    assert_eq!((svg.attribute("role"), texts(&svg.find("title"))), (Some("img"), vec!["Dos curvas".to_owned()]));
    assert!(
        svg.find("desc")[0].text().contains("relu: va de 0 en x = −3 a 3 en x = 3."),
        "{}",
        svg.find("desc")[0].text()
    );
    assert_eq!(texts(&drawn.find("figcaption")), ["Dos curvas"]);
    assert_eq!(texts(&drawn.find("ul.key")[0].find("li")), [" relu", " hueco", " datos"]);
    let lines = svg.find("path.line");
    assert_eq!(lines.len(), 3, "one, and two with a gap between them");
    let dashes = |class: &str| svg.find(&format!("path.{class}"))[0].attribute("stroke-dasharray");
    assert_ne!(dashes("curve-1"), dashes("curve-2"));
    assert!(svg.find("path.mark.curve-3").len() < 2, "what lies outside is not drawn");
    assert!(texts(&svg.find("text")).contains(&"−3".to_owned()));
}

#[test]
fn many_curves_have_a_picture_each() {
    let line = |slope: i32| (0..9).map(move |x| (f64::from(x), f64::from(x * slope)));
    let plot = (1..=7).fold(Plot::new("Muchas"), |plot, slope| plot.curve(format!("recta {slope}"), line(slope)));
    let page = page(Document::new().with(plot));
    assert_eq!((page.find("svg.plot").len(), page.find("figcaption").len()), (7, 8));
}

#[test]
fn the_other_pictures() {
    let field = Field::new("Plano")
        .axes("x₁", "x₂")
        .values(2, &[0.0, 1.0, 0.0, 1.0])
        .samples([(0.5, -0.5, true), (-0.5, 0.5, false)]);
    let votes = Histogram::new("Votos").unit("votos").bar("A", 12).bar("B", 3).bar("C", 0);
    let empty = Plot::new("Nada").curve("nan", [(0.0, f64::NAN)]);
    let page = page(Document::new().with(field).with(votes).with(empty).with(Meter::new(2, 5)).with(Block::Rule));
    let svg = page.find("svg.plot")[0];
    let shade = svg.find("path.shade")[0].attribute("d").expect("a path");
    assert!(shade.starts_with("M280.0 0.0h280.0v"), "the right half: {}", &shade[..40]);
    assert_eq!((svg.find("path.mark").len(), svg.find("path.hollow").len()), (2, 1));
    assert_eq!(texts(&page.find("td")), ["12 votos", "3 votos", "0 votos"]);
    let widths: Vec<_> = page.find("span.bar").iter().filter_map(|bar| bar.attribute("style")).collect();
    assert_eq!(widths, ["width:100%", "width:25%", "width:0%"]);
    assert!(page.text().contains("No hay ningún punto que dibujar.") && page.text().contains("●●○○○   2 de 5"));
}

#[test]
fn notes_lists_and_entries() {
    let page = page(
        Document::new()
            .note(NoteKind::Hint, Text::marked("usa `--ancho`"))
            .list(true, ["uno", "dos"])
            .entries([("Carpeta:", Text::new().code("a/b"))])
            .say(Text::marked("Un _término_ y **fuerza**.\nOtra línea.")),
    );
    assert_eq!(texts(&page.find("p.note")), ["Pista: usa --ancho"]);
    assert_eq!(texts(&page.find("ol")[0].find("li")), ["uno", "dos"]);
    assert_eq!((texts(&page.find("dt")), texts(&page.find("dd"))), (vec!["Carpeta:".into()], vec!["a/b".into()]));
    assert_eq!((page.find("dfn").len(), page.find("strong").len(), page.find("br").len()), (1, 2, 1));
}

const ROLES: [Role; 18] = [
    Role::Plain,
    Role::Title,
    Role::Code,
    Role::Formula,
    Role::Tensor,
    Role::Term,
    Role::Number,
    Role::Emphasis,
    Role::Positive,
    Role::Negative,
    Role::Warning,
    Role::Error,
    Role::Muted,
    Role::Hint,
    Role::Curve1,
    Role::Curve2,
    Role::Curve3,
    Role::Curve4,
];

/// What is read of a text of several lines.
fn shown(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

proptest! {
    #[test]
    fn no_text_becomes_markup(
        text in "(?s).{0,40}|[<>&\"'/!a-z=\\n -]{0,40}",
        role in prop::sample::select(&ROLES[..]),
    ) {
        let document = Document::new()
            .say(Text::new().with(role, text.as_str()))
            .with(Code::new(text.as_str()).numbered(1))
            .with(Block::Tensor(text.clone()))
            .with(Plot::new(text.as_str()).axes(text.as_str(), "y").curve(text.as_str(), [(0.0, 1.0), (1.0, 2.0)]))
            .with(Table::new().column(text.as_str(), Align::Left).column("b", Align::Decimal).row(["a", text.as_str()]))
            .with(Reply::question(text.as_str()).options([text.as_str()]))
            .with(Diagnostic::error(text.as_str()).id(text.as_str()).remark(text.as_str(), text.as_str()));
        let title = Title { name: text.clone(), motto: text.as_str().into() };
        let titled = Document { blocks: [vec![title.into()], document.blocks].concat() };
        let page = super::reader::read(&html::page(&titled));
        prop_assert_eq!(page.find("main")[0].find("p")[0].text(), shown(&text));
        let lines: Vec<String> = text.lines().map(|line| visible(line).into_owned()).collect();
        prop_assert_eq!(page.find("span.line").iter().map(|line| line.text()).collect::<Vec<_>>(), lines.clone());
        prop_assert_eq!(page.find("pre.tensor")[0].text(), lines.join("\n"));
        prop_assert_eq!(page.find("h1")[0].text(), visible(&text));
        prop_assert_eq!(page.find("td")[0].text(), shown(&text));
        prop_assert!(page.text().chars().all(|c| !c.is_control() || c == '\n' || c == '\t'));
    }
}
