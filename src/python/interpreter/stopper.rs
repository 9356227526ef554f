//! Interrupting a running program from another thread.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use rustpython_vm::signal::UserSignalSender;

/// Interrupts the program that runs in an interpreter.
#[derive(Clone, Debug)]
pub struct Stopper {
    signals: UserSignalSender,
    stopped: Arc<AtomicBool>,
    resting: Arc<AtomicBool>,
}

impl Stopper {
    pub(super) fn new(signals: UserSignalSender) -> Self {
        Self { signals, stopped: Arc::default(), resting: Arc::default() }
    }

    /// Raises `KeyboardInterrupt` at the next instruction. A program may catch it: ask again, or end the process.
    pub fn stop(&self) {
        let (stopped, resting) = (Arc::clone(&self.stopped), Arc::clone(&self.resting));
        let interrupt = Box::new(move |vm: &rustpython_vm::VirtualMachine| {
            if resting.load(Ordering::SeqCst) {
                return Ok(());
            }
            stopped.store(true, Ordering::SeqCst);
            Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()))
        });
        // A machine that is gone needs no stopping.
        let _ = self.signals.send(interrupt);
    }

    /// Interrupts nothing any more: the program is over, and what runs now is ours.
    pub fn rest(&self) {
        self.resting.store(true, Ordering::SeqCst);
    }

    /// Whether it is to interrupt nothing any more.
    #[must_use]
    pub fn rests(&self) -> bool {
        self.resting.load(Ordering::SeqCst)
    }

    /// Whether the program was interrupted.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}
