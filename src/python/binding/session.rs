//! What the Python side tells of a running program: which module it is in, what stays quiet.

use std::cell::{Cell, RefCell};

use rustpython_vm::{PyObject, PyObjectRef, vm::thread::with_current_vm};

use super::{
    tracing,
    value::{items_of, tensor_of},
};
use crate::tensor::{
    Tensor,
    dispatch::{self, Memory},
};

thread_local! {
    static MODULES: RefCell<Vec<Running>> = const { RefCell::new(Vec::new()) };
    static QUIET: RefCell<Vec<Stretch>> = const { RefCell::new(Vec::new()) };
    static DEVICE_CLASS: RefCell<Option<PyObjectRef>> = const { RefCell::new(None) };
    static INFERENCE: Cell<bool> = const { Cell::new(false) };
    static ANOMALY: Cell<bool> = const { Cell::new(false) };
}

/// Work that a trace shows as one event: an optimizer's step, an initialisation.
struct Stretch {
    kind: String,
    name: String,
    before: Vec<Tensor>,
    /// What an optimizer remembers for each of them.
    memories: Vec<Held>,
    hidden: dispatch::Hidden,
}

/// Tensors by name.
type Held = Vec<(String, Tensor)>;

/// A module whose forward runs: what it is called below the one around it, and its number in a survey.
struct Running {
    name: String,
    number: Option<usize>,
    training: Option<bool>,
}

/// A module's forward begins. `training` is told where a survey is made.
pub fn enter(name: String, number: Option<usize>, training: Option<bool>) {
    MODULES.with_borrow_mut(|modules| modules.push(Running { name, number, training }));
}

/// A module's forward ends.
pub fn leave() {
    MODULES.with_borrow_mut(|modules| {
        modules.pop();
    });
}

/// The path of modules that run now: `CustomLinear.linear`.
#[must_use]
pub fn module_path() -> String {
    MODULES.with_borrow(|modules| modules.iter().map(|module| module.name.as_str()).collect::<Vec<_>>().join("."))
}

/// The number of the innermost of them, where a survey is made.
#[must_use]
pub fn module_number() -> Option<usize> {
    MODULES.with_borrow(|modules| modules.last()?.number)
}

/// Whether that one trains.
#[must_use]
pub fn module_training() -> Option<bool> {
    MODULES.with_borrow(|modules| modules.last()?.training)
}

/// A number for that path: the same modules give the same number.
#[must_use]
pub fn module_key() -> u64 {
    let mix = |key: u64, byte: u8| (key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    MODULES.with_borrow(|modules| {
        modules.iter().fold(0xcbf2_9ce4_8422_2325, |key, module| {
            let number = module.number.map_or(0, |number| number as u64 + 1);
            module.name.bytes().chain([b'.']).fold(key, mix).rotate_left(3) ^ number
        })
    })
}

fn tensors(list: &PyObject) -> Vec<Tensor> {
    items_of(list).unwrap_or_default().iter().filter_map(|item| tensor_of(item).cloned()).collect()
}

/// Hides operations until the matching [`leave_quiet`].
pub fn enter_quiet(kind: &str, name: &str, list: &PyObject) {
    let seen = if dispatch::is_observed() { tensors(list) } else { Vec::new() };
    let memories = if kind == "optimizer" { memories(&seen).into_iter().map(copied).collect() } else { Vec::new() };
    let before = copies(&seen);
    let stretch = Stretch { kind: kind.to_owned(), name: name.to_owned(), before, memories, hidden: dispatch::hide() };
    QUIET.with_borrow_mut(|stretches| stretches.push(stretch));
}

/// Ends the stretch, and tells the observer of it as one event if it was the outermost.
pub fn leave_quiet(list: &PyObject) {
    let Some(Stretch { kind, name, before, memories: held, hidden }) = QUIET.with_borrow_mut(Vec::pop) else { return };
    drop(hidden);
    if dispatch::is_observed() {
        let after = tensors(list);
        let now = if kind == "optimizer" { memories(&after) } else { Vec::new() };
        let memories: Vec<Memory> = held.into_iter().zip(now).map(|(before, after)| Memory { before, after }).collect();
        let stretch =
            dispatch::Stretch { kind: &kind, name: &name, before: &before, after: &after, memories: &memories };
        dispatch::observe_stretch(&stretch);
    }
}

/// What the optimizer that runs remembers for each of its tensors.
fn memories(tensors: &[Tensor]) -> Vec<Held> {
    with_current_vm(|vm| tracing::memories(tensors, vm))
}

fn copied(held: Held) -> Held {
    let copy = |(name, tensor): (String, Tensor)| Some((name, tensor.detach().contiguous_copy().ok()?));
    held.into_iter().filter_map(copy).collect()
}

fn copies(tensors: &[Tensor]) -> Vec<Tensor> {
    tensors.iter().filter_map(|tensor| tensor.detach().contiguous_copy().ok()).collect()
}

/// Takes the class `torch.device` over from the Python side.
pub fn set_device_class(class: PyObjectRef) {
    DEVICE_CLASS.set(Some(class));
}

/// The class `torch.device`, once the Python side has told it.
#[must_use]
pub fn device_class() -> Option<PyObjectRef> {
    DEVICE_CLASS.with_borrow(Clone::clone)
}

/// `torch.is_inference_mode_enabled()`
#[must_use]
pub fn inference_mode() -> bool {
    INFERENCE.get()
}

/// Remembers the mode; gradients are switched by the Python side.
pub fn set_inference_mode(enabled: bool) {
    INFERENCE.set(enabled);
}

/// `torch.is_anomaly_enabled()`
#[must_use]
pub fn anomaly_mode() -> bool {
    ANOMALY.get()
}

/// Remembers the mode.
pub fn set_anomaly_mode(enabled: bool) {
    ANOMALY.set(enabled);
}
