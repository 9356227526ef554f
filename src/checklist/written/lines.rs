//! From the text of a file to entries: markers, boxes, wrapped lines, what stands below.

use super::{answers, entry::Entry};
use crate::checklist::Answer;

/// More of an entry is not looked at.
const LONGEST: usize = 2000;
/// More entries are not looked at.
const MOST: usize = 500;

/// Signs for done and not done, as they are drawn.
const DONE: [char; 6] = ['✔', '✓', '✅', '☑', '🗹', '👍'];
const UNDONE: [char; 7] = ['✗', '✘', '❌', '✖', '☒', '👎', '☐'];

/// The entries of a text.
pub(super) fn entries(text: &str) -> Vec<Entry> {
    let mut collected = Collected::default();
    for (index, line) in without_comments(text).lines().enumerate() {
        let source = text.lines().nth(index).unwrap_or(line);
        collected.line(index + 1, line, source);
        if collected.done.len() >= MOST {
            break;
        }
    }
    collected.close();
    collected.done.iter_mut().for_each(finish);
    collected.done
}

/// The text with what stands in `<!-- -->` blanked out; lines stay where they are.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("<!--") {
        let (comment, behind) = after.split_once("-->").unwrap_or((after, ""));
        out.push_str(before);
        out.extend(comment.chars().filter(|c| *c == '\n'));
        rest = behind;
    }
    out + rest
}

/// The entries so far.
#[derive(Default)]
struct Collected {
    done: Vec<Entry>,
    current: Option<Entry>,
    /// Whether a blank line came before.
    gap: bool,
    fenced: bool,
}

impl Collected {
    fn line(&mut self, number: usize, line: &str, source: &str) {
        let text = line.trim();
        if text.starts_with("```") || text.starts_with("~~~") {
            self.fenced = !self.fenced;
        } else if text.is_empty() {
            self.gap = true;
        } else if !self.fenced && !is_rule(text) {
            let entry = entry(number, line, source);
            self.take(entry);
            self.gap = false;
        }
    }

    fn take(&mut self, entry: Entry) {
        let Some(current) = &mut self.current else {
            self.current = Some(entry);
            return;
        };
        let deeper = entry.indent > current.indent + 1;
        if !deeper && (entry.marked || self.gap) {
            self.close();
            self.current = Some(entry);
        } else if entry.marked || (self.gap && deeper) {
            current.notes.push(entry);
        } else if !current.marked && answers::split(&current.whole).answer.is_some() {
            // Two answered lines without marks are two entries.
            self.close();
            self.current = Some(entry);
        } else {
            let last = current.notes.last_mut().filter(|_| deeper);
            let to = match last {
                Some(note) => note,
                None => current,
            };
            if to.whole.len() < LONGEST {
                to.whole = format!("{} {}", to.whole, entry.whole);
            }
        }
    }

    fn close(&mut self) {
        self.done.extend(self.current.take());
    }
}

/// A line of signs only: a rule, the underline of a heading, the line below the head of a table.
fn is_rule(text: &str) -> bool {
    text.chars().all(|c| "-=*_|: +─━".contains(c)) && text.chars().count() > 2
}

/// A line as an entry of its own.
fn entry(number: usize, line: &str, source: &str) -> Entry {
    let indent = line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let mut rest = line.trim_start();
    let mut entry = Entry { line: number, source: source.to_owned(), indent, ..Entry::default() };
    if rest.starts_with('|') {
        row(&mut entry, rest);
        return entry;
    }
    // A heading can be an item; a quoted line is one.
    rest = rest.trim_start_matches('>').trim_start().trim_start_matches('#').trim_start();
    let (behind, marked) = marker(rest);
    rest = behind;
    entry.marked = marked;
    if let Some((answer, behind)) = checkbox(rest) {
        (entry.answer, entry.marked, rest) = (answer, true, behind);
    }
    if let Some((answer, behind)) = sign(rest) {
        (entry.answer, entry.marked, rest) = (Some(answer), true, behind);
    }
    entry.whole = rest.trim().chars().take(LONGEST).collect();
    entry.column = line.chars().count() - rest.chars().count() + 1;
    entry
}

/// A row of a table: the cell that is an answer, and the others.
fn row(entry: &mut Entry, line: &str) {
    let cells = line.trim().trim_matches('|').split('|').map(str::trim).filter(|cell| !cell.is_empty());
    let (answers, texts): (Vec<&str>, Vec<&str>) = cells.partition(|cell| read(cell).is_some());
    entry.answer = answers.last().and_then(|cell| read(cell));
    entry.whole = texts.join(" ").chars().take(LONGEST).collect();
    entry.column = entry.indent + 1;
}

fn read(cell: &str) -> Option<Answer> {
    sign(cell).map(|(answer, _)| answer).or_else(|| Answer::read(cell)).filter(|_| cell.parse::<u32>().is_err())
}

/// What stands behind `-`, `1.`, `a)`; and whether there was such a marker.
fn marker(text: &str) -> (&str, bool) {
    let bullet = text.strip_prefix(['-', '*', '+', '•', '–', '—', '·', '◦', '▪', '‣']);
    if let Some(rest) = bullet.filter(|rest| rest.starts_with(char::is_whitespace) || rest.starts_with('[')) {
        return (rest.trim_start(), true);
    }
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = text.len() - digits.len();
    let lettered = text.chars().next().filter(char::is_ascii_alphabetic).map(|_| &text[1..]);
    let behind = if (1..=3).contains(&numbered) { Some(digits) } else { lettered };
    let closed = behind.and_then(|rest| {
        let signs = [".-", ".", ")", "º", "-", ":"];
        let signs = if numbered > 0 { &signs[..] } else { &signs[2..3] };
        signs.iter().find_map(|sign| rest.strip_prefix(sign))
    });
    match closed {
        Some(rest) if rest.starts_with(char::is_whitespace) || rest.starts_with('[') => (rest.trim_start(), true),
        _ => (text, false),
    }
}

/// `[x]`, `[ ]`, `[~]`, `( )`: what it says, and what stands behind it.
fn checkbox(text: &str) -> Option<(Option<Answer>, &str)> {
    let (inner, rest) = match text.strip_prefix('[') {
        Some(inner) => inner.split_once(']')?,
        None => text.strip_prefix('(')?.split_once(')')?,
    };
    if inner.chars().count() > 9 || rest.starts_with('(') {
        return None;
    }
    let answer = match inner.trim() {
        "" | "_" | "." => Answer::No,
        "x" | "X" | "v" | "V" | "*" | "+" => Answer::Yes,
        "~" | "/" | "%" => Answer::Partly,
        inner => sign(inner).map(|(answer, _)| answer).or_else(|| Answer::read(inner))?,
    };
    Some((Some(answer), rest.trim_start()))
}

/// `✔ …`, `❌ …`: what it says, and what stands behind it.
fn sign(text: &str) -> Option<(Answer, &str)> {
    let first = text.chars().next()?;
    let answer = match first {
        first if DONE.contains(&first) => Answer::Yes,
        first if UNDONE.contains(&first) => Answer::No,
        _ => return None,
    };
    // Some signs are followed by one that only says how they are drawn.
    Some((answer, text[first.len_utf8()..].trim_start_matches('\u{fe0f}').trim_start()))
}

/// Takes the answer out of an entry's text, and out of those below it.
fn finish(entry: &mut Entry) {
    entry.notes.iter_mut().for_each(finish);
    let ends =
        entry.whole.char_indices().last().filter(|(_, c)| DONE.contains(c) || UNDONE.contains(c) || *c == '\u{fe0f}');
    if let Some((at, _)) = ends {
        let cut = entry.whole[..at].char_indices().last().filter(|(_, c)| DONE.contains(c) || UNDONE.contains(c));
        let at = cut.map_or(at, |(at, _)| at);
        let answer = sign(&entry.whole[at..]).map(|(answer, _)| answer);
        entry.whole.truncate(at);
        merge(entry, answer, None);
    }
    let split = answers::split(entry.whole.trim_end_matches([' ', ':', '-', '—', '→']));
    entry.text = split.text;
    merge(entry, split.answer, split.reason);
}

/// A second answer to the same entry. A box that was left empty says less than a word.
fn merge(entry: &mut Entry, answer: Option<Answer>, reason: Option<String>) {
    match (entry.answer, answer) {
        (Some(Answer::No), Some(_)) | (None, _) => entry.answer = answer.or(entry.answer),
        (Some(box_), Some(word)) if box_ != word => entry.clash = Some((box_, word)),
        _ => {}
    }
    entry.reason = reason.or(entry.reason.take());
}
