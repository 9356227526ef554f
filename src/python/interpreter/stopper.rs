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
}

impl Stopper {
    pub(super) fn new(signals: UserSignalSender) -> Self {
        Self { signals, stopped: Arc::default() }
    }

    /// Raises `KeyboardInterrupt` at the next instruction. A program may catch it: ask again, or end the process.
    pub fn stop(&self) {
        let stopped = Arc::clone(&self.stopped);
        let interrupt = Box::new(move |vm: &rustpython_vm::VirtualMachine| {
            stopped.store(true, Ordering::SeqCst);
            Err(vm.new_exception_empty(vm.ctx.exceptions.keyboard_interrupt.to_owned()))
        });
        // A machine that is gone needs no stopping.
        let _ = self.signals.send(interrupt);
    }

    /// Whether the program was interrupted.
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}
