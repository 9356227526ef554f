//! Which modules and optimizers a program makes, and on which of its lines.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
};

use rustpython_vm::{AsObject, PyObjectRef, PyRef, VirtualMachine, frame::Frame};

use super::tracing::{Script, recorder, variables};
use crate::{
    python::Program,
    trace::{Place, start},
};

/// Of a program that makes more, the first ones are kept.
const MOST: usize = 2000;

thread_local! {
    static SURVEY: RefCell<Option<Survey>> = const { RefCell::new(None) };
}

struct Survey {
    script: Script,
    /// Each with the place of the call that made it. To be held keeps an address from being used again.
    made: Vec<(PyObjectRef, Option<Place>)>,
    /// Modules by their address: the number that each has among modules.
    numbers: HashMap<usize, usize>,
    /// The numbers of those that were called.
    called: HashSet<usize>,
}

impl Survey {
    fn entries(&self) -> Vec<(PyObjectRef, Option<Place>, bool)> {
        let called = |object: &PyObjectRef| {
            self.numbers.get(&object.get_id()).is_some_and(|number| self.called.contains(number))
        };
        self.made.iter().map(|(object, place)| (object.clone(), place.clone(), called(object))).collect()
    }
}

/// Records `program` as for a trace, follows what units of activations do, and notes what is made.
pub fn begin(program: &Program) {
    SURVEY.set(Some(Survey {
        script: Script::of(program),
        made: Vec::new(),
        numbers: HashMap::new(),
        called: HashSet::new(),
    }));
    start(recorder(program).tallying());
}

/// Notes a new module or optimizer.
pub fn note(object: PyObjectRef, vm: &VirtualMachine) {
    // A module's `__init__` may run Python, which could come here again.
    let Some(place) = SURVEY.with_borrow(|survey| Some(place(&survey.as_ref()?.script, &object, vm))) else { return };
    let is_module = object.get_attr("_modules", vm).is_ok();
    SURVEY.with_borrow_mut(|survey| {
        let Some(survey) = survey.as_mut().filter(|survey| survey.made.len() < MOST) else { return };
        let address = object.get_id();
        if is_module && !survey.numbers.contains_key(&address) {
            survey.numbers.insert(address, survey.numbers.len());
        } else if is_module {
            return;
        }
        survey.made.push((object, place));
    });
}

/// A module is called: its number among those that were made.
pub fn call(module: &PyObjectRef) -> Option<usize> {
    SURVEY.with_borrow_mut(|survey| {
        let survey = survey.as_mut()?;
        let number = survey.numbers.get(&module.get_id()).copied()?;
        survey.called.insert(number);
        Some(number)
    })
}

/// The student's call that made it: not the lines of its own `__init__`.
fn place(script: &Script, object: &PyObjectRef, vm: &VirtualMachine) -> Option<Place> {
    let frames = script.frames(vm);
    let outside = frames.iter().find(|frame| !is_own_init(frame, object, vm));
    outside.or(frames.last()).and_then(|frame| script.place(frame))
}

fn is_own_init(frame: &PyRef<Frame>, object: &PyObjectRef, vm: &VirtualMachine) -> bool {
    frame.code.obj_name.as_str() == "__init__"
        && variables(frame, vm).into_iter().flatten().any(|(_, value)| value.as_object().is(object.as_object()))
}

/// A list of tuples: the object, line, first and last column of the call that made it, and whether it was called.
pub fn made(vm: &VirtualMachine) -> PyObjectRef {
    let made = SURVEY.with_borrow(|survey| survey.as_ref().map(Survey::entries).unwrap_or_default());
    let number = |number: Option<usize>| number.map_or_else(|| vm.ctx.none(), |number| vm.ctx.new_int(number).into());
    let entry = |(object, place, called): (PyObjectRef, Option<Place>, bool)| {
        let line = number(place.as_ref().map(|place| place.line));
        let column = number(place.as_ref().and_then(|place| place.column));
        let end = number(place.as_ref().and_then(|place| place.end_column));
        vm.ctx.new_tuple(vec![object, line, column, end, vm.ctx.new_bool(called).into()]).into()
    };
    vm.ctx.new_list(made.into_iter().map(entry).collect()).into()
}
