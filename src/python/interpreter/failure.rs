//! From an exception inside the machine to [`PythonError`], which knows nothing of the machine.

use rustpython_vm::{
    AsObject, Py, PyObjectRef, VirtualMachine,
    builtins::{PyBaseException, PyBaseExceptionRef, PyInt, PyTraceback, PyType},
    suggestion::offer_suggestions,
};

use super::{Program, anchor};
use crate::python::outcome::{Frame, Outcome, PythonError, Related, Relation, SyntaxDetail};

/// A chain of exceptions longer than this is cut at its far end.
const LONGEST_CHAIN: usize = 20;

/// What an exception that nothing caught means for the program.
pub(super) fn outcome(exception: &PyBaseExceptionRef, program: &Program, vm: &VirtualMachine) -> Outcome {
    if exception.fast_isinstance(vm.ctx.exceptions.system_exit) {
        return exit(exception, vm);
    }
    Outcome::Raised(Box::new(read(exception, program, vm)))
}

/// The exception as data.
pub(super) fn read(exception: &Py<PyBaseException>, program: &Program, vm: &VirtualMachine) -> PythonError {
    Reader { program, vm }.error(exception, 0)
}

/// Whether a file, as code objects name it, is the library's: its code carries the module's name.
pub(super) fn is_library(file: &str, vm: &VirtualMachine) -> bool {
    vm.state.frozen.contains_key(file)
}

fn exit(exception: &Py<PyBaseException>, vm: &VirtualMachine) -> Outcome {
    let code = exception.as_object().get_attr("code", vm).unwrap_or_else(|_| vm.ctx.none());
    if vm.is_none(&code) {
        return Outcome::Exit { code: 0, message: None };
    }
    if let Some(number) = code.downcast_ref::<PyInt>() {
        return Outcome::Exit { code: number.try_to_primitive::<i32>(vm).unwrap_or(-1), message: None };
    }
    Outcome::Exit { code: 1, message: Some(text(&code, vm).unwrap_or_default()) }
}

fn text(object: &PyObjectRef, vm: &VirtualMachine) -> Option<String> {
    object.str(vm).ok().map(|text| text.as_wtf8().to_string())
}

/// Reads exceptions of one program.
struct Reader<'a> {
    program: &'a Program,
    vm: &'a VirtualMachine,
}

impl Reader<'_> {
    fn error(&self, exception: &Py<PyBaseException>, depth: usize) -> PythonError {
        let class = exception.class();
        let syntax = class.fast_issubclass(self.vm.ctx.exceptions.syntax_error);
        PythonError {
            kind: self.kind(class),
            ancestors: class.mro_map_collect(|class| class.name().to_string()),
            message: self.message(exception, syntax),
            suggestion: offer_suggestions(exception, self.vm).map(|name| format!("Did you mean: '{name}'?")),
            frames: self.frames(exception),
            notes: self.notes(exception),
            syntax: syntax.then(|| self.syntax(exception)),
            related: self.related(exception, depth).map(Box::new),
            missing_module: self.missing_module(exception),
            layer: self.layer(exception),
            module: self.module(exception),
        }
    }

    /// The type's name as a traceback prints it: with its module, unless that is the program's or built in.
    fn kind(&self, class: &Py<PyType>) -> String {
        let name = class.as_object().get_attr("__qualname__", self.vm);
        let name = name.ok().and_then(|name| text(&name, self.vm)).unwrap_or_else(|| class.name().to_string());
        let module = class.as_object().get_attr("__module__", self.vm);
        match module.ok().and_then(|module| text(&module, self.vm)) {
            Some(module) if module != "builtins" && module != "__main__" => format!("{module}.{name}"),
            _ => name,
        }
    }

    fn message(&self, exception: &Py<PyBaseException>, syntax: bool) -> String {
        let message = if syntax { self.attribute(exception, "msg") } else { None };
        let message = message.unwrap_or_else(|| exception.as_object().to_owned());
        let message = text(&message, self.vm).unwrap_or_else(|| "<exception str() failed>".to_owned());
        // The machine ends this one with a space for a place that it does not name.
        let recursion = exception.fast_isinstance(self.vm.ctx.exceptions.recursion_error);
        if recursion { message.trim_end().to_owned() } else { message }
    }

    fn attribute(&self, exception: &Py<PyBaseException>, name: &'static str) -> Option<PyObjectRef> {
        let value = exception.as_object().get_attr(name, self.vm).ok()?;
        (!self.vm.is_none(&value)).then_some(value)
    }

    fn text(&self, exception: &Py<PyBaseException>, name: &'static str) -> Option<String> {
        self.attribute(exception, name).and_then(|value| text(&value, self.vm))
    }

    fn number(&self, exception: &Py<PyBaseException>, name: &'static str) -> Option<usize> {
        self.attribute(exception, name)?.try_to_value(self.vm).ok()
    }

    fn syntax(&self, exception: &Py<PyBaseException>) -> SyntaxDetail {
        SyntaxDetail {
            file: self.text(exception, "filename").unwrap_or_else(|| "<string>".to_owned()),
            line: self.number(exception, "lineno"),
            column: self.number(exception, "offset"),
            end_line: self.number(exception, "end_lineno"),
            end_column: self.number(exception, "end_offset"),
            text: self.text(exception, "text"),
        }
    }

    fn notes(&self, exception: &Py<PyBaseException>) -> Vec<String> {
        let Some(notes) = self.attribute(exception, "__notes__") else { return Vec::new() };
        let notes: Vec<PyObjectRef> = notes.try_to_value(self.vm).unwrap_or_default();
        notes.iter().filter_map(|note| text(note, self.vm)).collect()
    }

    fn related(&self, exception: &Py<PyBaseException>, depth: usize) -> Option<Related> {
        let (relation, earlier) = if let Some(cause) = exception.__cause__() {
            (Relation::Cause, cause)
        } else if self.suppressed(exception) {
            return None;
        } else {
            (Relation::Context, exception.__context__()?)
        };
        let repeated = earlier.is(exception) || depth == LONGEST_CHAIN;
        (!repeated).then(|| Related { relation, error: self.error(&earlier, depth + 1) })
    }

    /// Whether `raise … from None` hides what came before.
    fn suppressed(&self, exception: &Py<PyBaseException>) -> bool {
        self.attribute(exception, "__suppress_context__").is_some_and(|flag| flag.is(&self.vm.ctx.true_value))
    }

    fn missing_module(&self, exception: &Py<PyBaseException>) -> Option<String> {
        let missing = exception.fast_isinstance(self.vm.ctx.exceptions.module_not_found_error);
        missing.then(|| self.text(exception, "name")).flatten()
    }

    /// The path of the modules whose methods led into the library's layer that failed, if it is a part of another one.
    fn layer(&self, exception: &Py<PyBaseException>) -> Option<String> {
        let calls: Vec<_> = exception.__traceback__()?.iter().collect();
        if self.is_students(calls.last()?) {
            return None;
        }
        let mut owners = calls.iter().filter_map(|call| self.owner(call));
        let mut current = owners.next()?;
        let (mut path, mut last) = (current.class().name().to_string(), 0);
        for owner in owners {
            if !owner.is(&current) {
                path = format!("{path}.{}", self.part(&current, &owner)?);
                (current, last) = (owner, last + 1);
            }
        }
        let own = self.owner(calls.last()?).is_some_and(|owner| owner.is(&current));
        (own && last > 0).then_some(path)
    }

    /// The class of the library's module whose code failed.
    fn module(&self, exception: &Py<PyBaseException>) -> Option<String> {
        let last = exception.__traceback__()?.iter().last()?;
        let owner = if self.is_students(&last) { None } else { self.owner(&last) };
        owner.map(|owner| owner.class().name().to_string())
    }

    /// The module whose method a call runs.
    fn owner(&self, call: &Py<PyTraceback>) -> Option<PyObjectRef> {
        let locals: PyObjectRef = call.frame.locals(self.vm).ok()?.into();
        let owner = locals.get_item("self", self.vm).ok()?;
        owner.class().as_object().get_attr("named_modules", self.vm).ok().map(|_| owner)
    }

    /// The dotted name of a module within another.
    fn part(&self, module: &PyObjectRef, part: &PyObjectRef) -> Option<String> {
        let named = self.vm.call_method(module, "named_modules", ()).ok()?;
        let named: Vec<PyObjectRef> = named.try_to_value(self.vm).ok()?;
        let is_part = |pair: &&PyObjectRef| pair.get_item(&1_usize, self.vm).is_ok_and(|held| held.is(part));
        text(&named.iter().find(is_part)?.get_item(&0_usize, self.vm).ok()?, self.vm)
    }

    fn frames(&self, exception: &Py<PyBaseException>) -> Vec<Frame> {
        let Some(traceback) = exception.__traceback__() else { return Vec::new() };
        traceback.iter().filter(|entry| self.is_students(entry)).map(|entry| self.frame(&entry)).collect()
    }

    /// Whether a frame is the program's.
    fn is_students(&self, entry: &Py<PyTraceback>) -> bool {
        let file = entry.frame.code.source_path().as_str();
        file == self.program.name || !is_library(file, self.vm)
    }

    fn frame(&self, entry: &Py<PyTraceback>) -> Frame {
        let code = &entry.frame.code;
        let file = code.source_path().as_str().to_owned();
        let line = entry.lineno.get();
        // The traceback counts bytes, two to an instruction.
        let span = code.locations.get(entry.lasti as usize / 2).filter(|(start, _)| start.line.get() == line);
        let source = (file == self.program.name).then(|| self.program.line(line)).flatten();
        let expression = span.filter(|(_, end)| end.line.get() == line).and_then(|(start, end)| {
            let columns = (start.character_offset.get() - 1)..(end.character_offset.get() - 1);
            Some(source.as_deref()?.chars().skip(columns.start).take(columns.len()).collect::<String>())
        });
        Frame {
            anchor: expression.as_deref().and_then(anchor::anchor),
            source,
            function: code.obj_name.as_str().to_owned(),
            column: span.map(|(start, _)| start.character_offset.get()),
            end_line: span.map(|(_, end)| end.line.get()),
            end_column: span.map(|(_, end)| end.character_offset.get()),
            file,
            line,
        }
    }
}

impl Program {
    /// The text of a line, counted from 1.
    pub(super) fn line(&self, number: usize) -> Option<String> {
        self.source.lines().nth(number.checked_sub(1)?).map(str::to_owned)
    }
}
