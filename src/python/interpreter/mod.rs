//! Building the virtual machine and running one program in it.

mod anchor;
mod compiling;
mod encodings;
mod failure;
mod hooks;
mod imports;
mod nesting;
mod restrictions;
mod session;
mod settings;
mod stopper;
mod streams;

use std::rc::Rc;

pub use nesting::is_too_deep;
use rustpython_vm::{
    Context, InterpreterBuilder, PyObjectRef, PyResult, VirtualMachine, builtins::PyModuleDef, frozen::FrozenLib,
    scope::Scope,
};
use serde::{Deserialize, Serialize};
pub use session::Session;
pub use stopper::Stopper;
pub use streams::Streams;

use super::{outcome::Outcome, stdlib};

/// How a native module introduces itself; `#[pymodule]` generates such a function.
pub type NativeModule = fn(&Context) -> &'static PyModuleDef;

/// A source text with the name that tracebacks give it and the arguments that it sees.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Program {
    /// The name in tracebacks, `__file__` and `sys.argv[0]`.
    pub name: String,
    /// The Python source.
    pub source: String,
    /// `sys.argv[1:]`.
    pub arguments: Vec<String>,
}

/// Collects what an interpreter offers before it is built.
#[derive(Default)]
pub struct Builder {
    native: Vec<NativeModule>,
    frozen: Vec<&'static FrozenLib>,
}

impl Builder {
    /// Offers a module written in Rust.
    #[must_use]
    pub fn native_module(mut self, module: NativeModule) -> Self {
        self.native.push(module);
        self
    }

    /// Offers modules written in Python and compiled into the binary with `py_freeze!`.
    #[must_use]
    pub fn frozen_modules(mut self, library: &'static FrozenLib) -> Self {
        self.frozen.push(library);
        self
    }

    /// Builds the interpreter on the current thread, whose stack it will use.
    #[must_use]
    pub fn build(self, streams: Streams) -> Interpreter {
        let (stop, signals) = rustpython_vm::signal::user_signal_channel();
        let mut builder = InterpreterBuilder::new().settings(settings::settings()).add_frozen_modules(stdlib::frozen());
        let mut native = Vec::new();
        for module in stdlib::NATIVE.iter().chain(&[hooks::module_def as NativeModule]).chain(&self.native) {
            let def = module(&builder.ctx);
            native.push(def.name.as_str());
            builder = builder.add_native_module(def);
        }
        for library in self.frozen {
            builder = builder.add_frozen_modules(library);
        }
        let prepare = move |vm: &mut VirtualMachine| {
            restrictions::prune(vm, &native);
            vm.set_user_signal_channel(signals);
        };
        let machine = builder.init_hook(prepare).build();
        machine.enter(|vm| prepare_machine(streams, vm));
        Interpreter { machine, stopper: Stopper::new(stop) }
    }
}

/// CPython's own limit; a debug build of the machine would have a lower one.
const RECURSION_LIMIT: usize = 1000;

fn prepare_machine(streams: Streams, vm: &VirtualMachine) {
    vm.recursion_limit.set(RECURSION_LIMIT);
    streams::install(streams, vm);
    let prepared = restrictions::apply(vm).and_then(|()| imports::guard(vm)).and_then(|()| encodings::install(vm));
    vm.expect_pyresult(prepared, "the machine has every attribute that is changed");
}

/// A virtual machine, ready to run one program.
pub struct Interpreter {
    machine: rustpython_vm::Interpreter,
    stopper: Stopper,
}

impl Interpreter {
    /// A handle through which another thread can interrupt the running program.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// Runs the program as `__main__` and says how it ended.
    #[must_use]
    pub fn run(&self, program: &Program) -> Outcome {
        let program = Rc::new(program.clone());
        hooks::announce(&program);
        self.machine.enter(|vm| {
            let ending = Self::execute(&program, vm);
            let outcome = match ending {
                Ok(()) => Outcome::Finished,
                Err(exception) => failure::outcome(&exception, &program, vm),
            };
            streams::flush(vm);
            outcome
        })
    }

    /// Opens the namespace of `__main__` for pieces of `program` that are run one by one.
    pub fn session(&self, program: &Program, work: impl FnOnce(&Session<'_>) -> Outcome) -> Outcome {
        let program = Rc::new(program.clone());
        hooks::announce(&program);
        self.machine.enter(|vm| match main_scope(&program, vm) {
            Ok(scope) => work(&Session::new(&program, scope, vm)),
            Err(exception) => failure::outcome(&exception, &program, vm),
        })
    }

    /// Calls a function of the library after a program has run, and reads what it gives; nothing where the program
    /// did not import the library, or the function raises.
    pub fn ask<T>(
        &self,
        module: &'static str,
        function: &'static str,
        read: impl FnOnce(&PyObjectRef, &VirtualMachine) -> T,
    ) -> Option<T> {
        self.machine.enter(|vm| {
            let loaded = vm.sys_module.get_attr("modules", vm).ok()?;
            let (library, _) = module.split_once('.')?;
            loaded.get_item(library, vm).ok()?;
            vm.import(module, 0).ok()?;
            let module = loaded.get_item(module, vm).ok()?;
            let answer = vm.call_method(&module, function, ()).ok()?;
            Some(read(&answer, vm))
        })
    }

    fn execute(program: &Program, vm: &VirtualMachine) -> PyResult<()> {
        let code = compiling::compile(program, vm)?;
        vm.run_code_obj(code, main_scope(program, vm)?).map(drop)
    }
}

fn main_scope(program: &Program, vm: &VirtualMachine) -> PyResult<Scope> {
    let scope = vm.new_scope_with_main()?;
    scope.globals.set_item("__file__", vm.ctx.new_str(program.name.as_str()).into(), vm)?;
    let argv = std::iter::once(&program.name).chain(&program.arguments);
    let argv = argv.map(|argument| vm.ctx.new_str(argument.as_str()).into()).collect();
    vm.sys_module.set_attr("argv", vm.ctx.new_list(argv), vm)?;
    Ok(scope)
}
