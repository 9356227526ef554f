//! The child's side: take the job, set the bounds, run, report.

use std::{
    io::{self, BufRead, BufReader, BufWriter, IsTerminal, LineWriter, Read, Stdin, Write},
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use super::{
    channel::{self, ACKNOWLEDGED, Message},
    job::Job,
    limits,
};
use crate::{
    python::{self, Cell, Interpreter, Outcome, Printed, Stopper, Streams},
    trace,
};

/// The hidden first argument that makes the binary a child.
pub const SUBCOMMAND: &str = "__programa";

/// Time between two attempts to stop a program that catches everything.
const INSISTENCE: Duration = Duration::from_millis(25);

/// The child's whole life. It reports on standard error; the exit code matters only to who started it by hand.
#[must_use]
pub fn serve() -> ExitCode {
    let mut stdin = BufReader::new(io::stdin());
    let Ok(job) = receive(&mut stdin) else { return ExitCode::from(2) };
    if let Err(error) = limits::bound_memory(job.limits.memory) {
        report(&Message::Panic(error.to_string()));
        return ExitCode::FAILURE;
    }
    let acknowledgements = follow(stdin);
    let program = thread::Builder::new().stack_size(limits::STACK).spawn(move || work(&job, acknowledgements));
    match program {
        Ok(program) => drop(program.join()),
        Err(error) => report(&Message::Panic(error.to_string())),
    }
    ExitCode::SUCCESS
}

fn receive(stdin: &mut impl BufRead) -> io::Result<Job> {
    let mut line = String::new();
    stdin.read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

/// Follows the parent: passes on its acknowledgements, and ends with it.
fn follow(mut stdin: BufReader<Stdin>) -> Receiver<()> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut byte = [0];
        while matches!(stdin.read(&mut byte), Ok(1)) {
            if byte[0] == ACKNOWLEDGED && sender.send(()).is_err() {
                return;
            }
        }
        leave();
    });
    receiver
}

/// Runs the program and reports its end, on the thread with the large stack.
fn work(job: &Job, acknowledgements: Receiver<()>) {
    panic::set_hook(Box::new(|info| report(&Message::Panic(info.to_string()))));
    let _ = panic::catch_unwind(AssertUnwindSafe(|| {
        let (outcome, stopper) = match &job.cells {
            Some(cells) => run_cells(cells, job),
            None => run_program(job, acknowledgements),
        };
        let message = if stopper.stopped() { Message::Stopped(outcome) } else { Message::Outcome(outcome) };
        report(&message);
        // Taking the machine apart would cost time, and a deep structure could end the stack.
        leave();
    }));
}

/// Runs the program whole, over the streams of this process.
fn run_program(job: &Job, acknowledgements: Receiver<()>) -> (Outcome, Stopper) {
    let interpreter = python::interpreter().build(streams(acknowledgements, job.trace || job.survey));
    let stopper = watched(&interpreter, job);
    if job.survey {
        python::begin_survey(&job.program);
    } else if job.trace {
        python::record(&job.program);
    }
    let outcome = interpreter.run(&job.program);
    if job.survey {
        stopper.rest();
        let survey = python::survey::take(&interpreter, outcome == Outcome::Finished);
        report(&Message::Survey(Box::new(survey)));
    }
    if let Some(record) = trace::stop() {
        report(&Message::Record(Box::new(record)));
    }
    (outcome, stopper)
}

/// Runs it cell by cell, and reports what came of each.
fn run_cells(cells: &[Cell], job: &Job) -> (Outcome, Stopper) {
    let printed = Printed::default();
    let interpreter = python::interpreter().build(printed.streams());
    let stopper = watched(&interpreter, job);
    let each = |result| report(&Message::Cell(Box::new(result)));
    (python::run_cells(cells, &job.program, &interpreter, &printed, each), stopper)
}

/// The interpreter's stopper, which acts when the time is over.
fn watched(interpreter: &Interpreter, job: &Job) -> Stopper {
    let stopper = interpreter.stopper();
    if let Some(time) = job.limits.time {
        let watched = stopper.clone();
        thread::spawn(move || insist(&watched, time));
    }
    stopper
}

/// Asks the program to stop once its time is over, until it does or the parent kills us.
fn insist(stopper: &Stopper, time: Duration) {
    thread::sleep(time);
    while !stopper.rests() {
        stopper.stop();
        thread::sleep(INSISTENCE);
    }
}

fn streams(acknowledgements: Receiver<()>, silent: bool) -> Streams {
    let terminal = io::stdout().is_terminal();
    let out: Box<dyn Write> = if silent {
        Box::new(io::sink())
    } else if terminal {
        Box::new(LineWriter::new(Stdout))
    } else {
        Box::new(BufWriter::with_capacity(1 << 16, Stdout))
    };
    Streams { out, err: Box::new(Stderr { acknowledgements }), terminal }
}

/// Standard output, which ends the program quietly when nobody reads any more.
struct Stdout;

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        or_leave(io::stdout().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        or_leave(io::stdout().flush())
    }
}

fn or_leave<T>(result: io::Result<T>) -> io::Result<T> {
    if result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        report(&Message::Outcome(Outcome::Finished));
        leave();
    }
    result
}

/// The program's standard error, which the parent writes for us and acknowledges: so the order of the
/// two streams on the screen is the program's.
struct Stderr {
    acknowledgements: Receiver<()>,
}

impl Write for Stderr {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        channel::send(&Message::Stderr(text), io::stderr())?;
        let _ = self.acknowledgements.recv();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn report(message: &Message) {
    // Without a parent to read it there is nobody to tell.
    let _ = channel::send(message, io::stderr());
}

#[expect(clippy::exit, reason = "a child that has reported, or has lost its parent, has nothing left to unwind for")]
fn leave() -> ! {
    std::process::exit(0)
}
