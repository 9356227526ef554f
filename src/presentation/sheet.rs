//! How a page lies on the screen: heading, body, panel, footer.

use std::time::Duration;

use super::{
    deck::Content,
    talk::{Mode, Talk},
    words,
};
use crate::{
    lesson::capital,
    terminal::Screen,
    view::{Block, Document, Reply, Role, Text},
};

/// From this many rows on there is air around heading and footer.
const AIRY: usize = 20;
/// Columns for one more at either side.
const MARGIN: usize = 24;
/// Lines that are seen again after a page was turned, where there is room for that.
const AGAIN: usize = 2;

/// The middle of a screen.
#[derive(Clone, Copy)]
struct Canvas {
    screen: Screen,
    /// Columns at the left.
    offset: usize,
    /// Columns up to the right edge, for lines that never break.
    widest: usize,
}

/// A page laid out for a screen.
pub(super) struct Sheet {
    canvas: Canvas,
    heading: Vec<String>,
    body: Vec<String>,
    panel: Vec<String>,
    /// Blank lines above the body.
    above: usize,
    /// Lines for the body, with those above it.
    room: usize,
    /// Lines below the panel.
    footer: usize,
}

impl Sheet {
    /// The page that a talk is at.
    pub fn of(talk: &Talk) -> Self {
        let canvas = Canvas::of(talk);
        let heading = heading(talk, canvas);
        let footer = 1 + usize::from(talk.size.rows >= AIRY);
        let rows = talk.size.rows.saturating_sub(heading.len() + footer).max(1);
        let mut panel = panel(talk, canvas);
        panel.truncate(rows - 1);
        let room = rows - panel.len();
        let body = canvas.lines(&document(talk));
        let height = tallest(talk, canvas).unwrap_or(body.len());
        let above = (rows.saturating_sub(height) / 3).min(room.saturating_sub(body.len()));
        Self { canvas, heading, body, panel, above, room, footer }
    }

    /// How many lines of the body do not fit.
    pub fn overflow(&self) -> usize {
        self.body.len().saturating_sub(self.room)
    }

    /// How far a page is turned.
    pub fn stride(&self) -> usize {
        self.room.saturating_sub(AGAIN).max(1)
    }

    /// The line that comes first after a turn: where something begins, if it does in the lower half, so that plots and
    /// steps are seen whole.
    pub fn next(&self, scroll: usize) -> usize {
        let end = (scroll + self.room).min(self.body.len());
        let half = (scroll + self.room.div_ceil(2)).min(end);
        let begins = self.body[half..end].iter().rposition(String::is_empty).map(|blank| half + blank + 1);
        begins.unwrap_or(scroll + self.stride()).min(self.overflow())
    }

    /// The lines of the screen.
    pub fn lines(self, talk: &Talk, now: Duration) -> Vec<String> {
        if matches!(talk.mode, Mode::Blank) {
            return vec![String::new(); talk.size.rows];
        }
        let scroll = if let Mode::Keys(scroll) = talk.mode { scroll } else { talk.scroll }.min(self.overflow());
        let footer = self.footer(talk, scroll < self.overflow(), now);
        let blank = |count: usize| vec![String::new(); count];
        let shown: Vec<String> = self.body.into_iter().skip(scroll).take(self.room).collect();
        let below = self.room - shown.len() - self.above;
        let middle = [self.heading, blank(self.above), shown, blank(below), self.panel].concat();
        let mut lines = [middle, blank(self.footer - 1), vec![footer]].concat();
        // On a screen of a line or two, the footer goes last.
        lines.drain(..lines.len().saturating_sub(talk.size.rows));
        let place = |line: String| if line.is_empty() { line } else { " ".repeat(self.canvas.offset) + &line };
        lines.into_iter().map(place).collect()
    }

    /// Where we are, the clock, and some keys: as much as fits.
    fn footer(&self, talk: &Talk, more: bool, now: Duration) -> String {
        let (lefts, rights) = (places(talk, more), hints(talk, now));
        let pairs = [(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)];
        let screen = self.canvas.screen;
        let fits = |(left, right): (usize, usize)| screen.bar(&lefts[left], &rights[right]);
        pairs.into_iter().find_map(fits).or_else(|| screen.bar(&lefts[2], &Text::new())).unwrap_or_default()
    }
}

impl Canvas {
    fn of(talk: &Talk) -> Self {
        let columns = talk.size.columns;
        let width = columns.saturating_sub(2 * (columns / MARGIN).max(1)).min(talk.look.widest).max(1);
        let offset = columns.saturating_sub(width) / 2;
        let screen = Screen { width, color: talk.look.color, ascii: talk.look.ascii, accessible: false };
        // The last column stays free: some terminals start a new line there.
        Self { screen, offset, widest: columns.saturating_sub(offset + 1) }
    }

    fn lines(self, document: &Document) -> Vec<String> {
        self.screen.lines(document, self.widest)
    }
}

fn heading(talk: &Talk, canvas: Canvas) -> Vec<String> {
    let text = if let Mode::Keys(_) = talk.mode { words::KEYS_TITLE.into() } else { talk.page().heading.clone() };
    let air = vec![String::new(); usize::from(talk.size.rows >= AIRY)];
    if text.is_empty() {
        return air;
    }
    [air, canvas.lines(&Document::new().heading(text)), vec![String::new()]].concat()
}

/// What the page says.
fn document(talk: &Talk) -> Document {
    if let Mode::Keys(_) = talk.mode {
        return words::keys();
    }
    let document = match (&talk.page().content, talk.asked()) {
        (Content::Told(blocks), _) => Document { blocks: blocks.clone() },
        (Content::Answered(_), Some(asked)) => asked.answered(),
        (_, Some(asked)) => asked.open(),
        (_, None) => Document::new(),
    };
    let context = talk.deck.context(talk.at);
    if !talk.context || context.is_empty() || matches!(talk.page().content, Content::Told(_)) {
        return document;
    }
    let mut document = document.with(Block::Rule);
    document.blocks.extend_from_slice(context);
    document
}

/// The lines that a question takes once it is answered: so it does not move when that happens.
fn tallest(talk: &Talk, canvas: Canvas) -> Option<usize> {
    let alone = matches!(talk.mode, Mode::Showing | Mode::Voting(..)) && !talk.context;
    let asked = talk.asked().filter(|_| alone)?;
    let lines = |document: &Document| canvas.lines(document).len();
    Some(lines(&asked.answered()).max(lines(&asked.open())))
}

/// What stands at the bottom, if anything: the line of votes, or notes; and what the last key could not do.
fn panel(talk: &Talk, canvas: Canvas) -> Vec<String> {
    let mut lines = match (&talk.mode, talk.notes) {
        (Mode::Voting(line, trouble), _) => {
            let how = match trouble {
                Some(unclear) => Reply::wrong(format!("{}; {}.", capital(&unclear.message), unclear.hint)).into(),
                None => Block::Paragraph((capital(&talk.how()) + ".").into()),
            };
            let lines = [canvas.lines(&how.into()), canvas.lines(&Reply::answer(format!("{line}_")).into())];
            [vec![canvas.screen.divider("Votación")], lines.concat()].concat()
        }
        (Mode::Showing, Some(part)) => {
            let parts = notes(talk);
            let name =
                if parts.len() > 1 { format!("Notas ({} de {})", part + 1, parts.len()) } else { "Notas".into() };
            let lines = parts.into_iter().nth(part).unwrap_or_default();
            [vec![canvas.screen.divider(&name)], lines].concat()
        }
        _ => Vec::new(),
    };
    if let Some(notice) = &talk.notice {
        lines.extend(canvas.lines(&Document::new().say(Text::new().with(Role::Warning, capital(notice) + "."))));
    }
    lines
}

/// The notes of the page, in parts that leave the page some room.
pub(super) fn notes(talk: &Talk) -> Vec<Vec<String>> {
    let answered = matches!(talk.page().content, Content::Answered(_));
    let mut document = Document { blocks: talk.page().notes.clone() };
    document.blocks.extend(talk.asked().and_then(|asked| asked.notes(answered)).map(Into::into));
    let lines = Canvas::of(talk).lines(&document);
    lines.chunks((talk.size.rows / 2).saturating_sub(2).max(2)).map(<[String]>::to_vec).collect()
}

/// Where we are, in three lengths.
fn places(talk: &Talk, more: bool) -> [Text; 3] {
    if !talk.digits.is_empty() {
        let digits = &talk.digits;
        return [
            format!("{digits}_   Enter: ir a la página {digits}   t: cuenta atrás de {digits} min"),
            format!("{digits}_   Enter: página   t: minutos"),
            format!("{digits}_"),
        ]
        .map(Into::into);
    }
    if let Some((done, total)) = talk.deck.awaited {
        let percent = (100 * done).checked_div(total);
        let share = percent.map(|percent| format!(" {percent} %")).unwrap_or_default();
        let said = capital(words::WAIT) + &share;
        return [said.clone(), said.clone(), said].map(Into::into);
    }
    let (page, pages) = (talk.at + 1, talk.deck.pages.len());
    let more = if more { "   sigue abajo" } else { "" };
    [
        format!("{}   página {page} de {pages}{more}", talk.deck.title),
        format!("página {page} de {pages}{more}"),
        format!("{page}/{pages}{more}"),
    ]
    .map(Into::into)
}

/// The clock and some keys, in three lengths.
fn hints(talk: &Talk, now: Duration) -> [Text; 3] {
    let role = if talk.clock.is_over(now) { Role::Warning } else { Role::Emphasis };
    let clock = Text::new().with(role, talk.clock.shown(now));
    let keys: Vec<&str> = match talk.mode {
        Mode::Voting(..) => vec!["Enter enseña", "Esc cancela"],
        Mode::Keys(_) => vec!["Esc vuelve"],
        _ => {
            let notes = (!notes(talk).is_empty()).then_some("n notas");
            let vote = talk.asked().map(|_| "v votar");
            notes.into_iter().chain(vote).chain(["? teclas", "q salir"]).collect()
        }
    };
    let short: &[&str] = if matches!(talk.mode, Mode::Showing) { &["? teclas"] } else { &keys };
    let beside = |keys: &[&str]| {
        let gap = if clock.is_empty() || keys.is_empty() { "" } else { "   " };
        clock.clone().say(gap).say(keys.join("   "))
    };
    [beside(&keys), beside(short), clock.clone()]
}
