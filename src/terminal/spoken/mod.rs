//! A document for a screen reader: what lines, signs and places on the screen tell, told in words.

mod picture;
mod series;
mod table;

use crate::view::{
    Arithmetic, Block, Code, Diagnostic, Document, Entry, List, Mark, Meter, Note, Relation, Reply, ReplyKind, Role,
    Span, Step, Text,
};

/// The document in words.
pub(super) fn document(document: &Document) -> Document {
    Document { blocks: blocks(&document.blocks) }
}

/// Several blocks in words, one after the other.
fn blocks(blocks: &[Block]) -> Vec<Block> {
    blocks.iter().flat_map(block).collect()
}

/// A block in words: blocks that are read from top to bottom, line by line.
fn block(block: &Block) -> Vec<Block> {
    match block {
        Block::Title(title) => vec![heading(Text::from(title.name.as_str()).say(": ").join(words(&title.motto)))],
        Block::Heading(text) => vec![heading(words(text))],
        Block::Paragraph(text) => vec![Block::Paragraph(words(text))],
        Block::Section(section) => [vec![heading(words(&section.title))], blocks(&section.body)].concat(),
        Block::Step(step) => self::step(step),
        Block::Formula(formula) => {
            let shapes = [("Fórmula", &formula.expression), ("Formas", &formula.shapes)];
            lines(shapes.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| said(name, formal(text))))
        }
        Block::Arithmetic(arithmetic) => self::arithmetic(arithmetic),
        Block::Tensor(_) => vec![block.clone()],
        Block::Code(code) => self::code(code),
        Block::Table(table) => lines(table::read(table)),
        Block::Diagnostic(diagnostic) => self::diagnostic(diagnostic),
        Block::Entries(entries) => lines(entries.iter().map(entry)),
        Block::List(list) => self::list(list),
        Block::Note(note) => vec![Note { kind: note.kind, text: words(&note.text) }.into()],
        Block::Plot(plot) => lines(picture::plot(plot)),
        Block::Field(field) => lines(picture::field(field)),
        Block::Histogram(histogram) => lines(picture::histogram(histogram)),
        Block::Meter(meter) => vec![Block::Paragraph(self::meter(*meter))],
        Block::Reply(reply) => self::reply(reply),
        Block::Rule => Vec::new(),
    }
}

/// A heading.
fn heading(text: Text) -> Block {
    Block::Heading(text)
}

/// Lines that belong together; nothing, where there is none.
fn lines(lines: impl IntoIterator<Item = Text>) -> Vec<Block> {
    let join = |all: Option<Text>, line: Text| Some(all.map_or(line.clone(), |all| all.say("\n").join(line)));
    lines.into_iter().fold(None, join).map(Block::Paragraph).into_iter().collect()
}

/// `name: text`.
fn said(name: &str, text: Text) -> Text {
    Text::new().with(Role::Emphasis, format!("{name}:")).say(" ").join(text)
}

/// A formula, never told otherwise than it is written.
fn formal(text: &str) -> Text {
    Text::new().with(Role::Formula, text)
}

/// A text whose signs are words. Code, formulas and tensors stay as they are.
fn words(text: &Text) -> Text {
    let word = |span: &Span| match span.role {
        Role::Code | Role::Tensor | Role::Formula => span.clone(),
        role => Span { role, text: spelled(&span.text) },
    };
    Text { spans: text.spans.iter().map(word).collect() }
}

/// Signs and the words for them; the dots of a meter say nothing that its words do not.
const WORDS: [(char, &str); 8] =
    [('✔', "hecho"), ('✗', "fallo"), ('›', ""), ('●', ""), ('○', ""), ('┃', ""), ('│', ""), ('•', "")];

/// A text with words for signs.
fn spelled(text: &str) -> String {
    let word =
        |c: char| WORDS.iter().find(|(sign, _)| *sign == c).map_or(c.to_string(), |(_, word)| (*word).to_owned());
    text.chars().map(word).collect()
}

/// A step: where it is, its code, and what is said about it.
fn step(step: &Step) -> Vec<Block> {
    let total = step.total.map(|total| format!(" de {total}")).unwrap_or_default();
    let mut name = Text::from(format!("Paso {}{total}", step.number));
    if !step.title.is_empty() {
        name = name.say(": ").join(words(&step.title));
    }
    if !step.path.is_empty() {
        name = name.say(", en ").code(&step.path);
    }
    let place = step.place.as_ref().map(|place| self::place(&place.file, place.line, place.column));
    let source = step.source.as_ref().map(|source| said("Código", Text::new().code(source.trim())));
    [vec![heading(name)], lines(place.into_iter().chain(source)), blocks(&step.body)].concat()
}

/// A place in a file.
fn place(file: &str, line: usize, column: Option<usize>) -> Text {
    let column = column.map(|column| format!(", columna {column}")).unwrap_or_default();
    Text::from("En ").code(file).say(format!(", línea {line}{column}."))
}

/// A number worked out.
fn arithmetic(arithmetic: &Arithmetic) -> Vec<Block> {
    let target = |index: usize| if index == 0 { format!("{} ", arithmetic.target) } else { String::new() };
    let line = |(index, (relation, text)): (usize, &(Relation, String))| {
        let sign = if *relation == Relation::Equal { "=" } else { "≈" };
        formal(&format!("{}{sign} {text}", target(index)))
    };
    lines(arithmetic.lines.iter().enumerate().map(line))
}

/// Source, and what is pointed at in it.
fn code(code: &Code) -> Vec<Block> {
    let number = |line: usize| code.first.map(|_| format!("{line}: ")).unwrap_or_default();
    let source: Vec<String> = code.lines().map(|(line, text)| number(line) + text).collect();
    let marks = code.marks.iter().map(|mark| pointed(code, mark));
    [vec![Code::new(source.join("\n")).into()], lines(marks)].concat()
}

/// What carets point at.
fn pointed(code: &Code, mark: &Mark) -> Text {
    let source = code.lines().find(|(line, _)| *line == mark.line).map_or("", |(_, text)| text);
    let stretch: String =
        source.chars().skip(mark.from.saturating_sub(1)).take(mark.to.saturating_sub(mark.from)).collect();
    let place = Text::from(format!("En la línea {}, columna {}, ", mark.line, mark.from)).code(stretch);
    if mark.label.is_empty() { place.say(".") } else { place.say(": ").join(words(&mark.label)) }
}

/// An error or a finding.
fn diagnostic(diagnostic: &Diagnostic) -> Vec<Block> {
    let id = diagnostic.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let head = said(&format!("{}{id}", diagnostic.severity.name()), words(&diagnostic.message));
    let place = diagnostic.place.as_ref().map(|place| self::place(&place.file, place.line, place.column));
    let remarks = diagnostic.remarks.iter().map(|remark| said(&remark.label, words(&remark.text)));
    let source = diagnostic.excerpt.as_ref().map(code).unwrap_or_default();
    [lines(std::iter::once(head).chain(place)), source, lines(remarks)].concat()
}

/// A name and what belongs to it.
fn entry(entry: &Entry) -> Text {
    let key = words(&entry.key);
    let apart = if key.plain().ends_with([':', '.']) { " " } else { ": " };
    key.say(apart).join(words(&entry.value))
}

/// A list; numbers stay, since they say the order.
fn list(list: &List) -> Vec<Block> {
    let items = || list.items.iter().map(words);
    if list.ordered { vec![List { ordered: true, items: items().collect() }.into()] } else { lines(items()) }
}

/// How much is done.
fn meter(meter: Meter) -> Text {
    match meter.done {
        0 => "Sin empezar".into(),
        done => format!("Hecho: {done} de {}", meter.total).into(),
    }
}

/// A turn of a dialogue.
fn reply(reply: &Reply) -> Vec<Block> {
    let name = match reply.kind {
        ReplyKind::Question => "Pregunta".to_owned(),
        ReplyKind::Answer => "Respuesta".into(),
        ReplyKind::Right => "Correcto".into(),
        ReplyKind::Wrong => "No es correcto".into(),
        ReplyKind::Hint(number, total) => format!("Pista {number} de {total}"),
    };
    let option = |(index, text): (usize, &Text)| said(&format!("Opción {}", index + 1), words(text));
    lines(std::iter::once(said(&name, words(&reply.text))).chain(reply.options.iter().enumerate().map(option)))
}
