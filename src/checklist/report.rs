//! How the checklist stands: a table, and what is missing as concrete next steps.

use serde::Serialize;

use super::{Checklist, Choice, Claim, Code, Evidence, Failure, Item, Judged, Kernel, Verdict, judge};
use crate::view::{Align, Block, Document, Entry, NoteKind, Reply, Role, Section, Table, Text};

/// An item, and how it stands.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is claimed.
    pub claim: Claim,
    /// How it stands.
    pub judged: Judged,
    /// What the program shows.
    pub evidence: Option<Evidence>,
}

/// The checklist, item by item.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    checklist: &'a Checklist,
    code: Option<&'a Code>,
    /// One for each item.
    pub rows: Vec<Row>,
}

/// An item as data.
#[derive(Serialize)]
pub struct Point {
    id: String,
    #[serde(rename = "frase")]
    sentence: String,
    #[serde(flatten)]
    claim: Claim,
    #[serde(rename = "veredicto")]
    verdict: Verdict,
    #[serde(rename = "en_contra")]
    against: Vec<String>,
    #[serde(rename = "cambios")]
    changes: Vec<String>,
    #[serde(rename = "notas")]
    remarks: Vec<String>,
    #[serde(rename = "codigo", skip_serializing_if = "Option::is_none")]
    code: Option<Shown>,
    #[serde(rename = "siguientes")]
    next: Vec<String>,
}

/// What the program shows, as data.
#[derive(Serialize)]
struct Shown {
    #[serde(rename = "dice")]
    says: &'static str,
    #[serde(rename = "texto", skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(rename = "hallazgos", skip_serializing_if = "Vec::is_empty")]
    findings: Vec<crate::diagnose::Told>,
}

impl<'a> Report<'a> {
    /// Holds every claim against the table of outputs and against the program.
    ///
    /// # Errors
    /// A number cannot be computed.
    pub fn new(
        checklist: &'a Checklist,
        claims: Vec<Claim>,
        code: Option<&'a Code>,
        kernel: Kernel,
    ) -> Result<Self, Failure> {
        let mut rows = Vec::new();
        for (item, claim) in checklist.items.iter().zip(claims) {
            let fitting = claim.choice.as_ref().map(|choice| checklist.outputs.judge(choice, kernel)).transpose()?;
            let evidence = code.map(|code| code.evidence(item, checklist));
            let judged = judge(item, &claim, fitting.as_ref(), evidence.as_ref());
            rows.push(Row { claim, judged, evidence });
        }
        Ok(Self { checklist, code, rows })
    }

    /// How many items are settled.
    #[must_use]
    pub fn settled(&self) -> usize {
        self.rows.iter().filter(|row| row.judged.verdict.is_settled()).count()
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.settled() == self.rows.len()
    }

    /// Whether the program speaks against an item.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.evidence, Some(Evidence::Against(_))))
    }

    /// An item speaks against itself.
    pub fn contradict(&mut self, index: usize, why: &str) {
        if let Some(row) = self.rows.get_mut(index) {
            row.judged.verdict = Verdict::Contradicted;
            row.judged.against.insert(0, why.into());
        }
    }

    fn each(&self) -> impl Iterator<Item = (usize, &'a Item, &Row)> {
        self.checklist.items.iter().zip(&self.rows).enumerate().map(|(index, (item, row))| (index + 1, item, row))
    }

    /// The table, what speaks against it, what comes next; `whole` also says what is known of items that are settled.
    #[must_use]
    pub fn document(&self, whole: bool) -> Document {
        let mut document = Document::new().heading("Así queda tu lista").with(self.table());
        for (number, item, row) in self.each().filter(|(.., row)| row.has_something_to_say(whole)) {
            let title = Text::new().say(format!("{number}. {}", item.front.title));
            document = document.with(Section { title, body: self.section(item, row) });
        }
        self.sum(document)
    }

    /// What the program shows of every item, where nothing is claimed.
    #[must_use]
    pub fn shown(&self) -> Document {
        let says = |row: &Row| row.evidence.as_ref().map(Evidence::says).unwrap_or_default();
        let head =
            Table::new().column("", Align::Right).column("Punto", Align::Left).column("Tu código", Align::Left).keys(2);
        let table = self.each().fold(head, |table, (number, item, row)| {
            let role = match row.evidence {
                Some(Evidence::For(_)) => Role::Positive,
                Some(Evidence::Against(_)) => Role::Error,
                _ => Role::Muted,
            };
            table.row([number.to_string().into(), item.front.title.as_str().into(), Text::new().with(role, says(row))])
        });
        let mut document = Document::new().heading("Lo que se ve en tu código").with(table);
        for (number, item, row) in self.each() {
            if let (Some(code), Some(evidence)) = (self.code, &row.evidence) {
                let title = Text::new().say(format!("{number}. {}", item.front.title));
                document = document.with(Section { title, body: code.told(item, None, evidence).blocks });
            }
        }
        document
    }

    fn table(&self) -> Table {
        let head = Table::new().column("", Align::Right).column("Punto", Align::Left).keys(2);
        let head = head.column("Respuesta", Align::Left).column("Resultado", Align::Left);
        self.each().fold(head, |table, (number, item, row)| {
            let answer = row.claim.answer.map_or("—", super::Answer::word);
            let title = item.front.title.as_str();
            table.row([number.to_string().into(), title.into(), answer.into(), row.judged.verdict.shown()])
        })
    }

    fn section(&self, item: &Item, row: &Row) -> Vec<Block> {
        let judged = &row.judged;
        let mut blocks: Vec<Block> = Vec::new();
        if let (Some(evidence), Some(code)) = (&row.evidence, self.code) {
            blocks.extend(code.told(item, row.claim.answer, evidence).blocks);
        }
        // What the code says is told with its place in the file.
        blocks.extend(row.claim.choice.as_ref().map(|choice| self.chosen(choice)));
        let skipped = row.evidence.as_ref().map_or(0, Evidence::count);
        let own = judged.against.len().saturating_sub(skipped);
        blocks.extend(judged.against[..own].iter().map(|text| Reply::wrong(text.clone()).into()));
        let changes = judged.changes[..judged.changes.len().saturating_sub(skipped)].iter();
        blocks.extend(
            changes.map(|text| Block::Paragraph(Text::new().emphasis("Qué cambiar: ").join(text.clone()).say("."))),
        );
        blocks.extend(judged.remarks.iter().cloned().map(Block::Paragraph));
        if !judged.verdict.is_settled() {
            let entry = |(key, value): (&str, Text)| Entry { key: Text::new().with(Role::Muted, key), value };
            blocks.push(Block::Entries(steps(item).into_iter().map(entry).collect()));
        }
        blocks
    }

    /// What was understood of a combination.
    fn chosen(&self, choice: &Choice) -> Block {
        let outputs = &self.checklist.outputs;
        let problem = outputs.problem(&choice.problem).map_or("", |problem| &problem.name);
        let text = Text::new().say(format!("Has elegido {problem}; en la salida, "));
        let text = text.join(Text::marked(outputs.output_name(&choice.output))).say("; pérdida, ");
        Block::Paragraph(text.code(outputs.loss_name(&choice.loss)).say("."))
    }

    fn sum(&self, document: Document) -> Document {
        let (settled, total) = (self.settled(), self.rows.len());
        if settled == total {
            return document.note(
                NoteKind::Note,
                "¡lista completa! Los cuatro puntos están resueltos.".replace("cuatro", &count(total)),
            );
        }
        document.note(NoteKind::Note, format!("llevas {settled} de {total} puntos resueltos."))
    }

    /// The items as data.
    #[must_use]
    pub fn points(&self) -> Vec<Point> {
        let plain = |texts: &[Text]| texts.iter().map(Text::plain).collect::<Vec<_>>();
        let point = |(_, item, row): (usize, &Item, &Row)| Point {
            id: item.front.id.clone(),
            sentence: item.front.sentence.clone(),
            claim: row.claim.clone(),
            verdict: row.judged.verdict,
            against: plain(&row.judged.against),
            changes: plain(&row.judged.changes),
            remarks: plain(&row.judged.remarks),
            code: row.evidence.as_ref().map(Shown::of),
            next: if row.judged.verdict.is_settled() { Vec::new() } else { commands(item) },
        };
        self.each().map(point).collect()
    }
}

impl Shown {
    fn of(evidence: &Evidence) -> Self {
        Self { says: evidence.says(), text: evidence.text().map(Text::plain), findings: evidence.findings() }
    }
}

impl Row {
    fn has_something_to_say(&self, whole: bool) -> bool {
        !self.judged.verdict.is_settled() || (whole && (!self.judged.remarks.is_empty() || self.evidence.is_some()))
    }
}

impl Verdict {
    /// The word in its colour.
    fn shown(self) -> Text {
        let role = match self {
            Self::Done | Self::NotApplicable => Role::Positive,
            Self::Contradicted => Role::Error,
            Self::Open => Role::Warning,
            Self::Missing => Role::Muted,
        };
        Text::new().with(role, self.word())
    }
}

fn count(total: usize) -> String {
    match total {
        1 => "uno".to_owned(),
        2 => "dos".to_owned(),
        3 => "tres".to_owned(),
        4 => "cuatro".to_owned(),
        other => other.to_string(),
    }
}

/// Where to go on with an item.
fn steps(item: &Item) -> Vec<(&'static str, Text)> {
    let front = &item.front;
    let command = |before: &str, id: Option<&String>| id.map(|id| Text::new().code(format!("antorcha {before} {id}")));
    let rows = [
        ("Lección:", command("leccion", front.lessons.first())),
        ("Trampa:", command("trampas", front.pitfalls.first())),
        ("Ficha:", command("ficha", front.cards.first())),
        ("Para practicar:", Some(Text::marked(&front.exercise))),
    ];
    rows.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

/// The same as commands to copy.
fn commands(item: &Item) -> Vec<String> {
    let front = &item.front;
    let lists = [("leccion", &front.lessons), ("trampas", &front.pitfalls), ("ficha", &front.cards)];
    lists.into_iter().filter_map(|(name, ids)| ids.first().map(|id| format!("antorcha {name} {id}"))).collect()
}
