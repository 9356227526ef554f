//! Runs a program in this process and keeps what it printed.

use std::{cell::RefCell, io::Write, rc::Rc};

use antorcha::python::{Outcome, Program, Streams};

/// Enough for the interpreter's deepest recursion.
const STACK: usize = 256 << 20;

/// What a program printed, and how it ended.
pub struct Ran {
    pub out: String,
    pub err: String,
    pub outcome: Outcome,
}

impl Ran {
    /// The exception that ended it, as Python prints its last line.
    pub fn error(&self) -> Option<(String, String)> {
        self.outcome.error().map(|error| (error.kind.clone(), error.message.clone()))
    }
}

#[derive(Clone, Default)]
struct Kept(Rc<RefCell<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Runs a source as `prog.py`.
pub fn run(source: &str) -> Ran {
    let program = Program { name: "prog.py".to_owned(), source: source.to_owned(), arguments: Vec::new() };
    let body = move || {
        let (out, err) = (Kept::default(), Kept::default());
        let streams = Streams { out: Box::new(out.clone()), err: Box::new(err.clone()), terminal: false };
        let outcome = antorcha::python::interpreter().build(streams).run(&program);
        let text = |kept: &Kept| String::from_utf8_lossy(&kept.0.borrow()).into_owned();
        Ran { out: text(&out), err: text(&err), outcome }
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(body).expect("a thread can start");
    thread.join().expect("the interpreter does not panic")
}

/// Runs `check` on every row, on all cores, and gathers the complaints.
pub fn for_each<T: Sync>(rows: &[T], check: impl Fn(&T) -> Result<(), String> + Sync) -> Vec<String> {
    let workers = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let next = std::sync::atomic::AtomicUsize::new(0);
    let complaints = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(row) = rows.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    if let Err(complaint) = check(row) {
                        complaints.lock().expect("no check panics").push(complaint);
                    }
                }
            });
        }
    });
    complaints.into_inner().expect("no check panics")
}

/// Fails with all complaints at once.
pub fn none(complaints: &[String], of: usize) {
    assert!(complaints.is_empty(), "{} of {of} differ:\n\n{}", complaints.len(), complaints.join("\n\n"));
}
