//! The recorder of the running program, as the Python side reaches it.

use std::{cell::RefCell, rc::Rc};

use super::{Record, Recorder, UpdateKind};
use crate::tensor::{Attributes, Tensor, dispatch::set_observer};

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
pub fn stop() -> Option<Record> {
    set_observer(None);
    CURRENT.take().map(|recorder| recorder.finish())
}

fn with<R>(body: impl FnOnce(&Recorder) -> R) -> Option<R> {
    let current = CURRENT.with_borrow(Clone::clone);
    current.map(|recorder| body(&recorder))
}

/// Whether operations are recorded one by one, here and now.
#[must_use]
pub fn tracing() -> bool {
    CURRENT.with_borrow(|current| current.as_ref().is_some_and(|recorder| !recorder.is_quiet()))
}

/// A module's forward begins: `CustomLinear` at the root, `linear` for a child.
pub fn enter(name: &str) {
    with(|recorder| recorder.enter(name));
}

/// It ends, also by an exception.
pub fn leave() {
    with(Recorder::leave);
}

/// Operations are not recorded one by one from here to [`leave_quiet`]: together they are one event.
/// `tensors` may change in it; `attributes` are the settings of what changes them.
pub fn enter_quiet(
    kind: Option<UpdateKind>,
    name: &str,
    tensors: &dyn Fn() -> Vec<Tensor>,
    attributes: &dyn Fn() -> Attributes,
) {
    with(|recorder| recorder.enter_quiet(kind, name, tensors, attributes));
}

/// The end of what [`enter_quiet`] began, with the tensors as they are now.
pub fn leave_quiet(tensors: &dyn Fn() -> Vec<Tensor>) {
    with(|recorder| recorder.leave_quiet(tensors));
}
