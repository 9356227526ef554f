//! The parent's side: start the child, pass its messages on, kill it in time, say how it ended.

use std::{
    env,
    io::{self, BufReader, Write},
    process::{Child, ChildStderr, ChildStdin, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    channel::{self, ACKNOWLEDGED, Line, Message},
    child::SUBCOMMAND,
    job::Job,
};
use crate::{
    python::{Outcome, Survey},
    trace::Record,
};

/// Time that a program gets to end by itself after it was asked to.
const GRACE: Duration = Duration::from_millis(300);

/// Of what a program writes to its standard error, a review keeps so many bytes.
const LONGEST_STDERR: usize = 1 << 20;

/// How a guarded run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ending {
    /// By itself.
    Outcome(Outcome),
    /// Its time ran out; where it was by then, if it could still say so.
    TimeLimit(Option<Outcome>),
    /// It asked for more memory than it may have.
    MemoryLimit,
    /// It nested deeper than the stack.
    StackLimit,
    /// Something of ours broke, with the technical text.
    Bug(String),
}

/// The child could not be started or spoken to.
#[derive(Debug)]
pub struct Failure(io::Error);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

/// Runs the job in a child process whose standard output is ours; `stderr` gets what it writes to its
/// standard error.
///
/// # Errors
/// When the child cannot be started.
pub fn run(job: &Job, stderr: impl FnMut(&str)) -> Result<Ending, Failure> {
    run_recorded(job, stderr).map(|(ending, _)| ending)
}

/// The same, with what was recorded of the program, where the job asks for that and it came so far.
///
/// # Errors
/// As [`run`].
pub fn run_recorded(job: &Job, mut stderr: impl FnMut(&str)) -> Result<(Ending, Option<Record>), Failure> {
    let mut record = None;
    let ending = follow(job, |message| match message {
        Message::Stderr(text) => stderr(&text),
        Message::Record(recorded) => record = Some(*recorded),
        _ => {}
    })?;
    Ok((ending, record))
}

/// What a review learns of a program by running it.
#[derive(Clone, Debug, Default)]
pub struct Inspected {
    /// Its operations.
    pub record: Record,
    /// What it made.
    pub survey: Survey,
    /// What it wrote to its standard error: warnings.
    pub stderr: String,
}

/// Runs the job for a review. What the program prints is dropped.
///
/// # Errors
/// As [`run`].
pub fn inspect(job: &Job) -> Result<(Ending, Inspected), Failure> {
    let mut inspected = Inspected::default();
    let ending = follow(job, |message| match message {
        Message::Stderr(text) if inspected.stderr.len() < LONGEST_STDERR => inspected.stderr.push_str(&text),
        Message::Record(record) => inspected.record = *record,
        Message::Survey(survey) => inspected.survey = *survey,
        _ => {}
    })?;
    Ok((ending, inspected))
}

/// Runs the job; `tell` gets what the child says on its way.
pub(super) fn follow(job: &Job, tell: impl FnMut(Message)) -> Result<Ending, Failure> {
    let started = Instant::now();
    let mut child = spawn()?;
    let (mut stdin, output) = (take(child.stdin.take())?, take(child.stderr.take())?);
    let child = Arc::new(Mutex::new(child));
    let watch = job.limits.time.map(|time| Watch::start(Arc::clone(&child), time + GRACE));
    let heard = match hand_over(job, &stdin) {
        Ok(()) => listen(output, &mut stdin, tell),
        Err(_) => Heard::default(),
    };
    let status = lock(&child).wait()?;
    let killed = watch.is_some_and(Watch::finish);
    let expired = job.limits.time.is_some_and(|time| started.elapsed() >= time);
    Ok(heard.ending(status, killed || expired))
}

fn spawn() -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.arg(SUBCOMMAND).env_clear().stdin(Stdio::piped()).stdout(Stdio::inherit()).stderr(Stdio::piped());
    // Windows needs to know where it is.
    if let Some(root) = env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command.spawn()
}

fn take<T>(stream: Option<T>) -> io::Result<T> {
    stream.ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))
}

fn hand_over(job: &Job, mut stdin: &ChildStdin) -> io::Result<()> {
    let mut line = serde_json::to_vec(job)?;
    line.push(b'\n');
    stdin.write_all(&line)
}

fn lock(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the child said before it ended.
#[derive(Default)]
struct Heard {
    last: Option<Message>,
    noise: String,
}

fn listen(output: ChildStderr, stdin: &mut ChildStdin, mut tell: impl FnMut(Message)) -> Heard {
    let mut heard = Heard::default();
    for line in channel::lines(BufReader::new(output)) {
        match line {
            Line::Noise(text) => heard.noise.push_str(&text),
            Line::Message(message) => match *message {
                message @ Message::Stderr(_) => {
                    tell(message);
                    // A child that is gone needs no answer.
                    let _ = stdin.write_all(&[ACKNOWLEDGED]);
                }
                message @ (Message::Record(_) | Message::Survey(_) | Message::Cell(_)) => tell(message),
                message => heard.last = Some(message),
            },
        }
    }
    heard
}

impl Heard {
    fn ending(self, status: ExitStatus, out_of_time: bool) -> Ending {
        match self.last {
            Some(Message::Outcome(outcome)) => Ending::Outcome(outcome),
            Some(Message::Stopped(outcome)) => Ending::TimeLimit(Some(outcome)),
            _ if out_of_time => Ending::TimeLimit(None),
            Some(Message::Panic(text)) if text.contains("capacity overflow") => Ending::MemoryLimit,
            Some(Message::Panic(text)) => Ending::Bug(text),
            _ => Self::death(&self.noise, status),
        }
    }

    /// Reads the runtime's last words. Killed without a word is what the system does when memory is short.
    fn death(noise: &str, status: ExitStatus) -> Ending {
        if noise.contains("overflowed its stack") {
            Ending::StackLimit
        } else if noise.contains("memory allocation of") || noise.is_empty() && status.code().is_none() {
            Ending::MemoryLimit
        } else {
            Ending::Bug(format!("{status}: {}", noise.trim()))
        }
    }
}

/// Kills the child when its time is over.
struct Watch {
    done: Sender<()>,
    killed: Arc<AtomicBool>,
}

impl Watch {
    fn start(child: Arc<Mutex<Child>>, time: Duration) -> Self {
        let (done, waiting) = mpsc::channel();
        let killed = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&killed);
        thread::spawn(move || {
            if waiting.recv_timeout(time) == Err(RecvTimeoutError::Timeout) {
                flag.store(true, Ordering::SeqCst);
                // It may have ended just now.
                let _ = lock(&child).kill();
            }
        });
        Self { done, killed }
    }

    /// Calls the watch off, and says whether it had to kill.
    fn finish(self) -> bool {
        drop(self.done);
        self.killed.load(Ordering::SeqCst)
    }
}
