//! `sys.stdout` and `sys.stderr`: Python's text streams over two Rust writers.
#![expect(clippy::needless_pass_by_value, clippy::unused_self, reason = "the binding macros prescribe the signatures")]

use std::{cell::RefCell, io::Write, rc::Rc};

use rustpython_vm::{
    AsObject, PyPayload, PyResult, VirtualMachine, builtins::PyStrRef, class::PyClassImpl, function::ArgIterable,
    pyclass,
};

/// Where a program's output goes. The writers decide how to buffer.
pub struct Streams {
    /// Standard output.
    pub out: Box<dyn Write>,
    /// Standard error.
    pub err: Box<dyn Write>,
    /// What `sys.stdout.isatty()` answers.
    pub terminal: bool,
}

/// Both streams, shared by the two Python objects: writing to one flushes the other, so that the
/// order on the screen is the order of the program.
#[derive(Clone)]
struct Shared(Rc<RefCell<Streams>>);

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Streams")
    }
}

impl Shared {
    fn write(&self, channel: Channel, text: &[u8]) -> std::io::Result<()> {
        let mut streams = self.0.borrow_mut();
        match channel {
            Channel::Out => streams.out.write_all(text),
            Channel::Err => {
                streams.out.flush()?;
                streams.err.write_all(text)
            }
        }
    }

    fn flush(&self, channel: Channel) -> std::io::Result<()> {
        let mut streams = self.0.borrow_mut();
        match channel {
            Channel::Out => streams.out.flush(),
            Channel::Err => streams.err.flush(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Channel {
    Out,
    Err,
}

/// Puts the streams in place of the machine's own.
pub(super) fn install(streams: Streams, vm: &VirtualMachine) {
    TextStream::make_static_type();
    let shared = Shared(Rc::new(RefCell::new(streams)));
    for (name, dunder, channel) in [("stdout", "__stdout__", Channel::Out), ("stderr", "__stderr__", Channel::Err)] {
        let stream = TextStream { shared: shared.clone(), channel }.into_pyobject(vm);
        // Setting an attribute of a module that exists cannot fail.
        let _ = vm.sys_module.set_attr(name, stream.clone(), vm);
        let _ = vm.sys_module.set_attr(dunder, stream, vm);
    }
}

/// Flushes whatever `sys.stdout` and `sys.stderr` are by now, and the real ones behind them.
pub(super) fn flush(vm: &VirtualMachine) {
    for name in ["stdout", "stderr", "__stdout__", "__stderr__"] {
        let stream: PyResult = vm.sys_module.get_attr(name, vm);
        let _ = stream.and_then(|stream| vm.call_method(&stream, "flush", ()));
    }
}

/// A text stream that can only be written.
#[pyclass(name = "TextIOWrapper", module = "_io")]
#[derive(Debug, PyPayload)]
struct TextStream {
    shared: Shared,
    channel: Channel,
}

#[pyclass]
impl TextStream {
    #[pymethod]
    fn write(&self, text: PyStrRef, vm: &VirtualMachine) -> PyResult<usize> {
        let written = match text.to_str() {
            Some(text) => self.shared.write(self.channel, text.as_bytes()),
            None => self.shared.write(self.channel, &self.encoded(&text, vm)?),
        };
        written.map_err(|error| vm.new_os_error(error.to_string()))?;
        Ok(text.char_len())
    }

    /// A text with surrogates, which UTF-8 does not have: standard error escapes them, standard output refuses.
    fn encoded(&self, text: &PyStrRef, vm: &VirtualMachine) -> PyResult<Vec<u8>> {
        let bytes = vm.call_method(text.as_object(), "encode", ("utf-8", self.errors()))?;
        bytes.try_to_value(vm)
    }

    #[pymethod]
    fn writelines(&self, lines: ArgIterable<PyStrRef>, vm: &VirtualMachine) -> PyResult<()> {
        lines.iter(vm)?.try_for_each(|line| self.write(line?, vm).map(drop))
    }

    #[pymethod]
    fn flush(&self, vm: &VirtualMachine) -> PyResult<()> {
        self.shared.flush(self.channel).map_err(|error| vm.new_os_error(error.to_string()))
    }

    #[pymethod]
    fn isatty(&self) -> bool {
        self.shared.0.borrow().terminal
    }

    #[pymethod]
    fn writable(&self) -> bool {
        true
    }

    #[pymethod]
    fn readable(&self) -> bool {
        false
    }

    #[pygetset]
    fn encoding(&self) -> &'static str {
        "utf-8"
    }

    #[pygetset]
    fn errors(&self) -> &'static str {
        match self.channel {
            Channel::Out => "strict",
            Channel::Err => "backslashreplace",
        }
    }

    #[pygetset]
    fn name(&self) -> &'static str {
        match self.channel {
            Channel::Out => "<stdout>",
            Channel::Err => "<stderr>",
        }
    }

    #[pygetset]
    fn mode(&self) -> &'static str {
        "w"
    }

    #[pygetset]
    fn closed(&self) -> bool {
        false
    }
}
