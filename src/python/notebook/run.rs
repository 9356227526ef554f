//! Runs cells one after the other.

use std::{cell::RefCell, io, rc::Rc};

use super::{Cell, CellKind, CellResult, value};
use crate::{
    python::{
        Outcome, Program,
        interpreter::{Interpreter, Session, Streams},
        record,
    },
    tensor::random::default_generator,
    trace,
};

/// What a cell may print; the rest is dropped.
const LONGEST_OUTPUT: usize = 1 << 20;

/// Runs cells in one namespace and hands out what came of each. A cell that raises does not end the others; one that
/// asks the program to end does.
///
/// `program` is all the code cells together: tracebacks and traces quote its lines. `printed` is what `interpreter`
/// was built over.
pub fn run_cells(
    cells: &[Cell],
    program: &Program,
    interpreter: &Interpreter,
    printed: &Printed,
    mut each: impl FnMut(CellResult),
) -> Outcome {
    let stopper = interpreter.stopper();
    interpreter.session(program, |session| {
        for cell in cells {
            let (result, end) = run(cell, program, session);
            let (stdout, stderr) = printed.take();
            each(CellResult { stdout, stderr, ..result });
            if let Some(end) = end {
                return end;
            }
            if stopper.stopped() {
                break;
            }
        }
        Outcome::Finished
    })
}

fn run(cell: &Cell, program: &Program, session: &Session<'_>) -> (CellResult, Option<Outcome>) {
    if cell.trace {
        record(program);
    }
    let ran = match cell.kind {
        CellKind::Code => session.execute(&cell.source, cell.line).map(|()| None),
        CellKind::Value => evaluate(cell, session).map(Some),
    };
    let record = trace::stop();
    match ran {
        Ok(value) => (CellResult { value, record, ..CellResult::default() }, None),
        Err(Outcome::Raised(error)) => (CellResult { error: Some(*error), record, ..CellResult::default() }, None),
        Err(end) => (CellResult { record, ..CellResult::default() }, Some(end)),
    }
}

/// Looks, and leaves the random numbers as they were.
fn evaluate(cell: &Cell, session: &Session<'_>) -> Result<super::Value, Outcome> {
    let generator = default_generator();
    let state = generator.state();
    let value = session.evaluate(&cell.source, value::read);
    // A state that was just read is valid.
    let _ = generator.set_state(&state);
    value
}

/// Streams that keep what the running cell prints.
#[derive(Default)]
pub struct Printed {
    out: Buffer,
    err: Buffer,
}

impl Printed {
    /// Streams for an interpreter that is to run cells.
    #[must_use]
    pub fn streams(&self) -> Streams {
        Streams { out: Box::new(self.out.clone()), err: Box::new(self.err.clone()), terminal: false }
    }

    fn take(&self) -> (String, String) {
        (self.out.take(), self.err.take())
    }
}

#[derive(Clone, Default)]
struct Buffer(Rc<RefCell<Vec<u8>>>);

impl Buffer {
    fn take(&self) -> String {
        String::from_utf8_lossy(&self.0.take()).into_owned()
    }
}

impl io::Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = self.0.borrow_mut();
        let room = LONGEST_OUTPUT.saturating_sub(held.len()).min(bytes.len());
        held.extend_from_slice(&bytes[..room]);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
