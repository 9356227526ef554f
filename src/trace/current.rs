//! The recorder of the running program.

use std::{cell::RefCell, rc::Rc};

use super::{Record, Recorder};
use crate::tensor::dispatch::set_observer;

thread_local! {
    static CURRENT: RefCell<Option<Rc<Recorder>>> = const { RefCell::new(None) };
}

/// Records from now on.
pub fn start(recorder: Recorder) {
    let recorder = Rc::new(recorder);
    set_observer(Some(Rc::clone(&recorder) as _));
    CURRENT.set(Some(recorder));
}

/// Ends the recording and hands it out.
#[must_use]
pub fn stop() -> Option<Record> {
    set_observer(None);
    CURRENT.take().map(|recorder| recorder.finish())
}
