//! An item: a page of `lessons/checklist/`.

use serde::{Deserialize, Serialize};

use super::{FOLDER, Failure, Kernel};
use crate::{
    content::{Fence, Library, Page, Piece, Placeholder, Result, Source, Version, fill_block},
    guard::Notebook,
    lesson,
    python::CellResult,
    view::{self, Block, Text},
};

/// The sections of a page, in their order. The example's program stands in the last.
const SECTIONS: [&str; 3] = ["Qué significa", "Cómo se comprueba", "Un ejemplo que se ejecuta"];

/// The front matter.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Front {
    #[serde(rename = "formato", skip_serializing)]
    _format: Version,
    /// Its stable name, which is also that of the file.
    pub id: String,
    /// Its place in the list.
    #[serde(rename = "orden")]
    pub order: u32,
    /// What it is called in a table.
    #[serde(rename = "titulo")]
    pub title: String,
    /// The sentence of the unit.
    #[serde(rename = "frase")]
    pub sentence: String,
    /// What a student says with a yes, as in «Marcaste que …».
    #[serde(rename = "afirma")]
    pub claims: String,
    /// What is asked.
    #[serde(rename = "pregunta")]
    pub question: String,
    /// Whether problem, output and loss are asked, too.
    #[serde(rename = "combinacion", default)]
    pub combination: bool,
    /// What is asked for in a line, where something is.
    #[serde(rename = "justifica")]
    pub justify: Option<String>,
    /// Such a line.
    #[serde(rename = "ejemplo", default)]
    pub example: String,
    /// The pitfalls that speak against a yes.
    #[serde(rename = "trampas")]
    pub pitfalls: Vec<String>,
    /// Lessons to go on with.
    #[serde(rename = "lecciones")]
    pub lessons: Vec<String>,
    /// Cards to look at.
    #[serde(rename = "fichas")]
    pub cards: Vec<String>,
    /// Something to do.
    #[serde(rename = "ejercicio")]
    pub exercise: String,
    /// Other ways to say it, by which a student's own list is understood.
    #[serde(rename = "maneras")]
    pub wordings: Vec<String>,
    /// Hints, by degree.
    #[serde(rename = "pistas")]
    pub hints: Vec<String>,
}

/// An item.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its front matter.
    pub front: Front,
    parts: Vec<Part>,
    source: Source,
}

/// A piece of a page.
#[derive(Clone, Debug)]
enum Part {
    Section(Text),
    Prose(Block, Vec<Placeholder>),
    Program(Fence),
}

impl Item {
    /// Reads the page with this id.
    ///
    /// # Errors
    /// There is none, or it is not what a page has to be.
    pub fn read(library: &Library, id: &str) -> Result<Self> {
        let item = Self::of(library.file(&format!("{FOLDER}/{id}.md"))?)?;
        item.source.check_id(&item.front.id, id).map(|()| item)
    }

    /// Reads a page.
    ///
    /// # Errors
    /// It is not what a page has to be.
    pub fn of(source: Source) -> Result<Self> {
        let page: Page<Front> = Page::read(source)?;
        let pieces = page.pieces()?;
        let parts = pieces.into_iter().map(|piece| part(piece, &page.source)).collect::<Result<Vec<_>>>()?;
        let item = Self { front: page.front, parts, source: page.source };
        item.check(page.body.start)?;
        Ok(item)
    }

    fn check(&self, at: usize) -> Result<()> {
        let wrong = |what: String| Err(self.source.error(at..at, what));
        let sections: Vec<String> = self.parts.iter().filter_map(Part::section).map(Text::plain).collect();
        if sections != SECTIONS {
            let names = SECTIONS.map(|name| format!("«{name}»")).join(", ");
            return wrong(format!("las secciones de un punto son, por este orden, {names}"));
        }
        if self.parts.iter().filter(|part| matches!(part, Part::Program(_))).count() != 1 {
            return wrong("un punto tiene un ejemplo, y solo uno: un bloque `python`".to_owned());
        }
        if self.front.hints.is_empty() {
            return wrong("un punto tiene al menos una pista".to_owned());
        }
        Ok(())
    }

    /// What it means, how one checks it, and the example, run.
    ///
    /// # Errors
    /// Its example fails, or cannot be started.
    pub fn explained(&self, kernel: Kernel) -> std::result::Result<Vec<Block>, Failure> {
        let results = kernel.run(&self.notebook())?;
        let mut results = results.iter();
        let mut sections: Vec<view::Section> = Vec::new();
        for part in &self.parts {
            let blocks = match part {
                Part::Section(title) => {
                    sections.push(view::Section { title: title.clone(), body: Vec::new() });
                    continue;
                }
                Part::Program(fence) => self.ran(fence, results.next())?,
                Part::Prose(block, found) => vec![self.filled(block, found, &mut results)?],
            };
            sections
                .last_mut()
                .map(|section| &mut section.body)
                .into_iter()
                .for_each(|body| body.extend(blocks.clone()));
        }
        Ok(sections.into_iter().map(Block::from).collect())
    }

    /// The example, as a program.
    #[must_use]
    pub fn code(&self) -> String {
        self.notebook().program()
    }

    /// The same under a comment that says what it is.
    #[must_use]
    pub fn commented(&self) -> String {
        format!("# --- {}. {} ---\n\n{}", self.front.order, self.front.sentence, self.code())
    }

    /// The example, then what the prose below it asks for.
    fn notebook(&self) -> Notebook {
        let mut notebook = Notebook::new("ejemplo.py");
        for part in &self.parts {
            match part {
                Part::Program(fence) => drop(notebook.code(fence.body.trim_end())),
                Part::Prose(_, found) => {
                    for found in found {
                        notebook.value(&found.expression);
                    }
                }
                Part::Section(_) => {}
            }
        }
        notebook
    }

    fn ran(&self, fence: &Fence, result: Option<&CellResult>) -> Result<Vec<Block>> {
        let failed = |why: &str| self.source.error(fence.body_range(), format!("este ejemplo falla: {why}"));
        let result = result.ok_or_else(|| failed("se detiene antes de tiempo"))?;
        if let Some(error) = &result.error {
            return Err(failed(&format!("{}: {}", error.kind, error.message).replace('`', "'")));
        }
        let output = result.stdout.trim_end().to_owned();
        Ok(vec![view::Code::new(fence.body.trim_end()).into(), Block::Tensor(output)])
    }

    fn filled<'a>(
        &self,
        block: &Block,
        found: &[Placeholder],
        results: &mut impl Iterator<Item = &'a CellResult>,
    ) -> Result<Block> {
        let mut values = Vec::new();
        for found in found {
            let value = results.next().and_then(|result| result.value.as_ref());
            let missing = || self.source.error(found.range.clone(), "esta expresión no da ningún valor");
            values.push(lesson::shown(value.ok_or_else(missing)?));
        }
        let mut values = values.into_iter();
        Ok(fill_block(block.clone(), &mut |_| values.next().unwrap_or_default()))
    }
}

impl Part {
    fn section(&self) -> Option<&Text> {
        if let Self::Section(title) = self { Some(title) } else { None }
    }
}

fn part(piece: Piece, source: &Source) -> Result<Part> {
    match piece {
        Piece::Block { block, placeholders, .. } => Ok(Part::Prose(block, placeholders)),
        Piece::Heading { level: 2, text, .. } => Ok(Part::Section(text)),
        Piece::Heading { range, .. } => Err(source.error(range, "los títulos de un punto empiezan por `##`")),
        Piece::Fence(fence) if fence.info.trim() == "python" => Ok(Part::Program(fence)),
        Piece::Fence(fence) => {
            let error = source.error(fence.word_range(), format!("no conozco los bloques «{}»", fence.info.trim()));
            Err(error.hint("en un punto de la lista vale `python`"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checklist::Checklist;

    fn checklist() -> Checklist {
        Checklist::read(&Library::embedded()).expect("our pages are right")
    }

    #[test]
    fn the_units_own_sentences_stand_word_for_word() {
        let sentences: Vec<String> = checklist().items.into_iter().map(|item| item.front.sentence).collect();
        assert_eq!(
            sentences,
            [
                "Verifica que estés aplicando la función de activación correcta para tu problema",
                "Asegúrate de no omitir la función de activación, especialmente en capas ocultas y salidas",
                "Utiliza nn.Module para definir tus propias funciones de activación personalizadas si es necesario",
                "Configura correctamente los parámetros de las funciones de activación",
            ]
        );
    }

    #[test]
    fn a_page_that_lacks_something_is_told() {
        let library = Library::embedded();
        let text = library.file("checklist/omitir.md").expect("it is there").text;
        let cases = [
            ("## Cómo se comprueba", "## Otra cosa", "las secciones de un punto son"),
            ("```python", "```rust", "no conozco los bloques «rust»"),
            ("trampas = [", "tranpas = [", "no conozco la clave `tranpas`"),
            ("W.numel()", "nada", "esta expresión no da ningún valor"),
            ("torch.manual_seed(0)", "1 / 0", "este ejemplo falla: ZeroDivisionError"),
        ];
        for (from, to, expected) in cases {
            let source = Source::new("a.md", &text.replacen(from, to, 1)).expect("a text");
            let said = match Item::of(source).map(|item| item.explained(Kernel::here())) {
                Err(error) | Ok(Err(Failure::Content(error))) => error.to_string(),
                other => unreachable!("{other:?}"),
            };
            assert!(said.contains(expected) && said.starts_with("a.md:"), "{said}");
        }
    }
}
