//! The standard modules: native ones, Python's own files that need no host, and small ones of ours for
//! what those lean on.

mod catalogue;
mod math;
mod mt19937;
mod random;

use rustpython_vm::{
    builtins::PyModuleDef,
    frozen::{FrozenLib, FrozenModule},
    py_freeze,
};

use super::interpreter::NativeModule;

/// The modules written in Rust.
pub(super) const NATIVE: &[NativeModule] = &[math::module_def, random::module_def];

/// Our own files: they take the place of Python's where that needs the host.
const OURS: &FrozenLib = py_freeze!(dir = "lib");

/// All modules written in Python.
pub(super) fn frozen() -> impl Iterator<Item = (&'static str, FrozenModule)> {
    let pythons = rustpython_pylib::FROZEN_STDLIB.decode().filter(|(name, _)| is_taken(name));
    pythons.chain(OURS.decode())
}

fn is_taken(name: &str) -> bool {
    catalogue::FROM_PYTHON.contains(&root(name)) && !catalogue::LEFT_OUT.contains(&name)
}

/// Whether a program is told that the module does not exist.
pub(super) fn is_hidden(name: &str) -> bool {
    catalogue::HIDDEN.contains(&root(name))
}

/// Whether one of the machine's own native modules may exist.
pub(super) fn is_harmless(module: &PyModuleDef) -> bool {
    catalogue::NATIVE_OF_THE_MACHINE.contains(&module.name.as_str())
}

fn root(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
