//! Answers the recorder's questions about the running program: which line, which modules, which names.

use rustpython_vm::{
    AsObject, PyObjectRef, PyRef, VirtualMachine,
    builtins::{PyDict, PyFloat, PyInt},
    frame::Frame,
    vm::thread::with_current_vm,
};

use super::{
    session,
    value::{items_of, tensor_of},
};
use crate::{
    python::Program,
    tensor::{
        Attribute, Attributes, Tensor,
        display::{display, print_options},
    },
    trace::{Name, Names, Place, Recorder, Site, assigned, start},
};

/// Calls deeper than this are not told apart.
const DEEPEST: usize = 64;

/// Records what `program` does from now on, until [`crate::trace::stop`].
pub fn record(program: &Program) {
    start(recorder(program));
}

/// What records `program`.
pub(super) fn recorder(program: &Program) -> Recorder {
    let script = || Box::new(Script::of(program));
    Recorder::new(script(), script(), |tensor| display(tensor, &print_options()))
}

/// The student's file, whose lines are told apart from the library's.
pub(super) struct Script {
    name: String,
    source: String,
}

impl Script {
    pub(super) fn of(program: &Program) -> Self {
        Self { name: program.name.clone(), source: program.source.clone() }
    }

    /// The place that a frame of it is at.
    pub(super) fn place(&self, frame: &Frame) -> Option<Place> {
        let (start, end) = *frame.code.locations.get(instruction(frame))?;
        Some(Place {
            file: self.name.clone(),
            line: start.line.get(),
            column: Some(start.character_offset.get()),
            end_column: (end.line == start.line).then(|| end.character_offset.get()),
            target: assigned(
                &self.line(start.line.get()).chars().take(start.character_offset.get() - 1).collect::<String>(),
                &self.line(end.line.get()).chars().skip(end.character_offset.get() - 1).collect::<String>(),
            ),
            source: self.line(start.line.get()),
            function: frame.code.obj_name.as_str().to_owned(),
            calls: Vec::new(),
        })
    }

    /// The frames of the student's file, innermost first.
    pub(super) fn frames(&self, vm: &VirtualMachine) -> Vec<PyRef<Frame>> {
        let mut frames = Vec::new();
        let mut next = vm.current_frame();
        while let Some(frame) = next.filter(|_| frames.len() < DEEPEST) {
            next = frame.f_back(vm);
            if frame.code.source_path().as_str() == self.name {
                frames.push(frame);
            }
        }
        frames
    }

    fn line(&self, number: usize) -> String {
        self.source.lines().nth(number.wrapping_sub(1)).unwrap_or_default().to_owned()
    }
}

/// The end of the instruction that runs.
fn instruction(frame: &Frame) -> usize {
    (frame.lasti() as usize).saturating_sub(1)
}

impl Site for Script {
    fn key(&self) -> u64 {
        with_current_vm(|vm| {
            self.frames(vm).iter().fold(session::module_key(), |key, frame| {
                let here = (frame.code.get_id() as u64) ^ (u64::from(frame.lasti()) << 48);
                (key.rotate_left(7) ^ here).wrapping_mul(0x9e37_79b9_7f4a_7c15)
            })
        })
    }

    fn modules(&self) -> String {
        session::module_path()
    }

    fn module(&self) -> Option<usize> {
        session::module_number()
    }

    fn training(&self) -> Option<bool> {
        session::module_training()
    }

    fn here(&self) -> Option<Place> {
        with_current_vm(|vm| {
            let frames = self.frames(vm);
            let place = self.place(frames.first()?)?;
            let calls = frames.iter().rev().map(|frame| frame.current_location().line.get()).collect();
            Some(Place { calls, ..place })
        })
    }

    fn settings(&self) -> Attributes {
        with_current_vm(|vm| first_group(vm).map(|group| numbers(&group)).unwrap_or_default())
    }
}

/// The first group of the optimizer whose `step` is running.
fn first_group(vm: &VirtualMachine) -> Option<PyRef<PyDict>> {
    let groups = optimizer(vm)?.get_attr("param_groups", vm).ok()?;
    items_of(&groups)?.into_iter().next()?.downcast::<PyDict>().ok()
}

/// What the optimizer whose `step` is running remembers for each tensor, by PyTorch's names.
pub fn memories(tensors: &[Tensor], vm: &VirtualMachine) -> Vec<Vec<(String, Tensor)>> {
    let state = optimizer(vm).and_then(|optimizer| optimizer.get_attr("state", vm).ok());
    let entries: Vec<_> = state.iter().filter_map(|state| state.downcast_ref::<PyDict>()).flatten().collect();
    let of = |tensor: &Tensor| {
        let is = |key: &PyObjectRef| tensor_of(key).is_some_and(|held| held.is_same(tensor));
        entries.iter().find(|(key, _)| is(key)).map(|(_, entry)| named(entry)).unwrap_or_default()
    };
    tensors.iter().map(of).collect()
}

/// The tensors of a dict by their names.
fn named(entry: &PyObjectRef) -> Vec<(String, Tensor)> {
    let pairs = entry.downcast_ref::<PyDict>().into_iter().flatten();
    let tensor = |(key, value): (PyObjectRef, PyObjectRef)| {
        let name = key.downcast_ref::<rustpython_vm::builtins::PyStr>()?.to_str()?.to_owned();
        Some((name, tensor_of(&value)?.clone()))
    };
    pairs.filter_map(tensor).collect()
}

/// The optimizer whose `step` is running.
fn optimizer(vm: &VirtualMachine) -> Option<PyObjectRef> {
    let mut next = vm.current_frame();
    for _ in 0..4 {
        let frame = next?;
        let this = variables(&frame, vm).into_iter().flatten().find(|(name, _)| name == "self");
        if let Some((_, this)) = this.filter(|(_, this)| this.get_attr("param_groups", vm).is_ok()) {
            return Some(this);
        }
        next = frame.f_back(vm);
    }
    None
}

fn numbers(group: &PyDict) -> Attributes {
    let known = [
        "lr",
        "momentum",
        "nesterov",
        "weight_decay",
        "dampening",
        "eps",
        "alpha",
        "centered",
        "amsgrad",
        "maximize",
        "lr_decay",
    ];
    let betas = group.into_iter().find(|(key, _)| {
        key.downcast_ref::<rustpython_vm::builtins::PyStr>().is_some_and(|key| key.to_str() == Some("betas"))
    });
    let betas = betas.and_then(|(_, betas)| items_of(&betas)).unwrap_or_default();
    let betas = ["beta1", "beta2"]
        .into_iter()
        .zip(betas)
        .filter_map(|(name, beta)| Some((name, Attribute::Float(number(&beta)?))));
    let entries = group.into_iter().filter_map(|(key, value)| {
        let name = key.downcast_ref::<rustpython_vm::builtins::PyStr>()?.to_str()?.to_owned();
        let name = known.into_iter().find(|known| *known == name)?;
        Some((name, Attribute::Float(number(&value)?)))
    });
    entries.chain(betas).collect()
}

fn number(value: &PyObjectRef) -> Option<f64> {
    if let Some(float) = value.downcast_ref::<PyFloat>() {
        return Some(float.to_f64());
    }
    if let Some(tensor) = tensor_of(value) {
        return tensor.item().ok();
    }
    value.downcast_ref::<PyInt>().and_then(|int| int.as_bigint().to_string().parse().ok())
}

impl Names for Script {
    fn name(&self, tensor: &Tensor) -> Option<Name> {
        with_current_vm(|vm| {
            let frames = self.frames(vm);
            let scopes: Vec<_> = frames.iter().rev().filter_map(|frame| variables(frame, vm)).collect();
            let all = || scopes.iter().flatten();
            let parameter = if tensor.is_leaf() {
                all().find_map(|(_, value)| parameter(value, tensor, vm)).map(Name::Parameter)
            } else {
                None
            };
            parameter.or_else(|| {
                let is = |value: &PyObjectRef| tensor_of(value).is_some_and(|held| held.is_same(tensor));
                all().find(|(_, value)| is(value)).map(|(name, _)| Name::Variable(name.clone()))
            })
        })
    }
}

type Variables = Vec<(String, PyObjectRef)>;

pub(super) fn variables(frame: &Frame, vm: &VirtualMachine) -> Option<Variables> {
    let locals = frame.locals(vm).ok()?;
    let locals: PyObjectRef = locals.into();
    let items = locals.downcast_ref::<PyDict>()?.into_iter();
    Some(items.filter_map(|(name, value)| Some((name.str(vm).ok()?.as_wtf8().to_string(), value))).collect())
}

/// The dotted name of a tensor within a module.
fn parameter(module: &PyObjectRef, tensor: &Tensor, vm: &VirtualMachine) -> Option<String> {
    let own = module.as_object().class().slot_name().to_string();
    if own == "type" || module.class().as_object().get_attr("named_parameters", vm).is_err() {
        return None;
    }
    let named = vm.call_method(module, "named_parameters", ()).ok()?;
    let named: Vec<PyObjectRef> = named.try_to_value(vm).ok()?;
    named.iter().find_map(|pair| {
        let pair = items_of(pair)?;
        let held = tensor_of(pair.get(1)?)?;
        held.is_same(tensor).then(|| pair[0].str(vm).ok().map(|name| name.as_wtf8().to_string()))?
    })
}
