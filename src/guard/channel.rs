//! The child's messages on its standard error, and how to tell them from noise.
//!
//! A message is a JSON text between a record separator and a line feed (RFC 7464). Whatever stands
//! outside is what the runtime itself prints when it dies; it is kept only to tell why.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::{
    python::{CellResult, Outcome, Survey},
    trace::Record,
};

const RECORD_SEPARATOR: u8 = 0x1e;

/// A byte on the child's standard input that says: your text is on the screen.
pub(super) const ACKNOWLEDGED: u8 = b'.';

/// What the child tells.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Message {
    /// The program wrote to `sys.stderr`.
    Stderr(String),
    /// What was recorded of it; its end follows.
    Record(Box<Record>),
    /// What it made; its end follows.
    Survey(Box<Survey>),
    /// What came of the next cell.
    Cell(Box<CellResult>),
    /// The program ended.
    Outcome(Outcome),
    /// The program used up its time and was stopped from inside.
    Stopped(Outcome),
    /// The machine itself failed.
    Panic(String),
}

/// Writes one message.
pub(super) fn send(message: &Message, mut writer: impl Write) -> io::Result<()> {
    let mut record = vec![RECORD_SEPARATOR];
    serde_json::to_writer(&mut record, message)?;
    record.push(b'\n');
    writer.write_all(&record)?;
    writer.flush()
}

/// A line of the child's standard error.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// One of ours.
    Message(Box<Message>),
    /// The runtime's last words.
    Noise(String),
}

/// Reads lines until the child closes its end.
pub(super) fn lines(mut reader: impl BufRead) -> impl Iterator<Item = Line> {
    std::iter::from_fn(move || {
        let mut line = Vec::new();
        let read = reader.read_until(b'\n', &mut line).unwrap_or(0);
        (read > 0).then(|| parse(&line))
    })
}

fn parse(line: &[u8]) -> Line {
    let record = line.iter().position(|&byte| byte == RECORD_SEPARATOR);
    let message = record.and_then(|start| serde_json::from_slice(&line[start + 1..]).ok());
    message.map_or_else(
        || Line::Noise(String::from_utf8_lossy(line).into_owned()),
        |message| Line::Message(Box::new(message)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back() {
        let mut wire = Vec::new();
        send(&Message::Stderr("una línea\ny otra\u{1e}".to_owned()), &mut wire).expect("a vector takes everything");
        let back: Vec<Line> = lines(wire.as_slice()).collect();
        assert_eq!(back, [Line::Message(Box::new(Message::Stderr("una línea\ny otra\u{1e}".to_owned())))]);
    }

    #[test]
    fn the_rest_is_noise() {
        let back: Vec<Line> = lines(&b"memory allocation of 8 bytes failed\n"[..]).collect();
        assert_eq!(back, [Line::Noise("memory allocation of 8 bytes failed\n".to_owned())]);
    }
}
