//! Programs that mean harm, or only go wrong: each ends in an exception or in one clear line, within
//! its bounds, and none reaches the host.

mod common;

use common::run_within;

/// How a program must end.
#[derive(Clone, Copy, Debug)]
enum End {
    /// With exit code 1 and this exception last.
    Raises(&'static str),
    /// With exit code 1 and the line on memory.
    Memory,
    /// Well, having printed this.
    Prints(&'static str),
    /// In whatever way, but never as a bug, a signal, or without end.
    Survives,
}
use End::{Memory, Prints, Raises, Survives};

/// Reaching for files, processes, the network, the environment.
const REACHING_OUT: &[(&str, End)] = &[
    ("open('/etc/passwd')", Raises("PermissionError: aquí no se pueden abrir archivos")),
    ("import io\nio.open('/etc/passwd')", Raises("PermissionError: ")),
    ("import _io\n_io.open('/etc/passwd')", Raises("io.UnsupportedOperation: ")),
    ("import _io\n_io.FileIO('/etc/passwd')", Raises("AttributeError: ")),
    ("import _io\n_io.open_code('/etc/passwd')", Raises("io.UnsupportedOperation: ")),
    ("input()", Raises("EOFError: aquí no se puede leer del teclado")),
    ("breakpoint()", Raises("RuntimeError: ")),
    ("__import__('os').system('id')", Raises("ModuleNotFoundError: No module named 'os'")),
    ("import random\nrandom._os.listdir('/')", Raises("AttributeError: ")),
    ("import random\nprint(random._os.environ)", Prints("{}\n")),
    ("import random, sys\nsys.modules['os'].system('id')", Raises("AttributeError: ")),
    ("import warnings\nwarnings.sys.modules['posix']", Raises("KeyError: 'posix'")),
    ("import importlib", Raises("ModuleNotFoundError: ")),
    ("import ctypes", Raises("ModuleNotFoundError: ")),
    ("import _signal", Raises("ModuleNotFoundError: ")),
    ("import sys\nsys.executable", Raises("AttributeError: ")),
    ("import sys\nsys._baserepl()", Raises("AttributeError: ")),
    ("import time\ntime.clock_settime(0, 0)", Raises("AttributeError: ")),
    ("import sys\nsys.modules['_thread'].start_new_thread(print, ())", Raises("RuntimeError: aquí no hay hilos")),
    ("class S: name = 'marshal'\nimport sys\nprint(sys.modules['_imp'].create_builtin(S))", Prints("None\n")),
    ("import gc\ngc.get_objects()", Raises("AttributeError: ")),
];

/// Breaking the machine's own assumptions.
const FORGING: &[(&str, End)] = &[
    ("(lambda: 0).__code__.replace(co_code=b'')", Raises("AttributeError: ")),
    (
        "import types\ntypes.CodeType(0, 0, 0, 0, 0, 0, b'', (), (), (), 'a', 'b', 'c', 1, b'', b'')",
        Raises("TypeError: "),
    ),
    ("import types\nobject.__new__(types.CodeType)", Raises("TypeError: object.__new__(code) is not safe")),
    ("object.__new__(list).append(1)", Raises("TypeError: object.__new__(list) is not safe")),
    ("import types, sys\ntypes.TracebackType(None, sys._getframe(), 99999, 1)", Raises("TypeError: ")),
    ("import sys\nsys._getframe().f_lineno = 1", Raises("AttributeError: ")),
    ("import sys\nsys._getframe().clear()", Raises("AttributeError: ")),
    ("import sys\nsys.settrace(print)", Raises("AttributeError: ")),
    (
        "def f():\n    x = 1\n    return lambda: x\ndef h(): pass\nh.__code__ = f().__code__\nh()",
        Raises("AttributeError: "),
    ),
    (
        "def f():\n    x = 1\n    return lambda: x\nimport types\ntypes.FunctionType(f().__code__, {})()",
        Raises("TypeError: "),
    ),
    ("def f():\n    x = 1\n    return lambda: x\nexec(f().__code__)", Raises("TypeError: ")),
    ("import sys\nsys.modules['_imp'].get_frozen_object('x', b'abc')", Raises("TypeError: ")),
    ("import marshal", Raises("ModuleNotFoundError: ")),
    ("import _ast\ncompile(_ast.Module([], []), 'a', 'exec')", Raises("TypeError: ")),
    ("class A: pass\nclass B(A): pass\nclass C(list): pass\nB.__bases__ = (C,)\nB().append(1)", Raises("TypeError: ")),
    ("int.x = 1", Raises("TypeError: ")),
    ("print(len(object.__subclasses__()) > 10)", Prints("True\n")),
    ("vars(__builtins__).clear()\nprint(1)", Raises("NameError: ")),
    ("import builtins\nbuiltins.__import__ = None\nimport math", Raises("TypeError: ")),
    ("import sys\nsys.modules.clear()\nimport math\nprint(1)", Prints("1\n")),
    ("import sys\nsys.stdout = None\nprint(1)", Survives),
    (
        "l = []\nclass A:\n    def __lt__(s, o): l.clear(); return True\nl.extend(A() for _ in range(9))\nl.sort()",
        Raises("ValueError: "),
    ),
    (
        "class A:\n    def __hash__(s): return 1\n    def __eq__(s, o): d.clear(); return False\nd = {}\nfor i in range(9): d[A()] = 1",
        Survives,
    ),
];

/// Nesting and recursing.
const DEEP: &[(&str, End)] = &[
    ("exec('(' * 20000 + ')' * 20000)", Raises("SyntaxError: too many nested parentheses")),
    ("eval('[' * 5000 + ']' * 5000)", Raises("SyntaxError: too many nested parentheses")),
    ("compile('a' + '.a' * 20000, 'x', 'eval')", Raises("RecursionError: ")),
    ("eval('-' * 50000 + '1')", Raises("RecursionError: ")),
    ("eval(b'1+' * 50000 + b'1')", Raises("RecursionError: ")),
    ("eval('lambda:' * 20000 + '1')", Raises("RecursionError: ")),
    ("eval('2**' * 1400 + '1')", Survives),
    ("exec('f\"{' + '(' * 20000 + ')' * 20000 + '}\"')", Survives),
    ("exec(''.join(' ' * i + 'if 1:\\n' for i in range(2000)) + ' ' * 2000 + 'pass')", Raises("IndentationError: ")),
    ("exec('if 0: pass\\n' + 'elif 0: pass\\n' * 5000)\nprint(1)", Prints("1\n")),
    ("def f(): return f()\nf()", Raises("RecursionError: ")),
    ("import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()", Raises("RecursionError: ")),
    (
        "import sys\nsys.setrecursionlimit(10**9)\nclass A:\n    def __repr__(s): return repr(s)\nprint(A())",
        Raises("RecursionError: "),
    ),
    ("l = []\nfor _ in range(20000): l = [l]\nrepr(l)", Raises("RecursionError: ")),
    ("l = []\nfor _ in range(20000): l = [l]\ndel l\nprint(1)", Prints("1\n")),
    ("import json\njson.loads('[' * 20000)", Raises("RecursionError: ")),
    (
        "e = None\nfor i in range(3000):\n    n = ValueError(i)\n    n.__cause__ = e\n    e = n\nraise e",
        Raises("ValueError: 2999"),
    ),
];

/// Asking for more memory than there may be.
const GREEDY: &[(&str, End)] = &[
    ("[0] * 10**12", Memory),
    ("s = 'a'\nwhile True: s += s", Memory),
    ("bytearray(10**12)", Memory),
    ("1 << 10**12", Memory),
    ("'a'.zfill(10**13)", Memory),
    ("(0,) * 10**11", Memory),
    ("try:\n    s = 'a'\n    while True: s += s\nexcept MemoryError: pass", Memory),
    ("import random\nrandom.getrandbits(10**13)", Raises("MemoryError")),
];

/// Exceptions that fight being shown.
const UNSHOWABLE: &[(&str, End)] = &[
    ("class E(Exception):\n    def __str__(s): raise ValueError\nraise E", Raises("E: <exception str() failed>")),
    ("class E(Exception):\n    def __getattribute__(s, n): raise ValueError(n)\nraise E('a')", Raises("E: a")),
    ("e = ValueError(1)\ne.__notes__ = 5\nraise e", Raises("ValueError: 1")),
    ("raise SyntaxError('m', ('f', 10**20, -5, 't', -3, -9))", Raises("SyntaxError: m")),
    ("raise NameError('a', name=5)", Raises("NameError: a")),
    (
        "print('\\ud800')",
        Raises(
            "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed",
        ),
    ),
];

fn check(programs: &[(&str, End)]) {
    for &(source, end) in programs {
        let ran = run_within(source, "10", "200");
        let report = format!("{source}\nexpected {end:?}, was {:?}\n{}{}", ran.code, ran.out, ran.err);
        match end {
            Raises(last) => {
                assert_eq!(ran.code, Some(1), "{report}");
                assert!(ran.err.lines().any(|line| line.starts_with(last)), "{report}");
            }
            Memory => {
                assert_eq!(ran.code, Some(1), "{report}");
                assert!(ran.err.contains("más memoria de la permitida (200 MiB)"), "{report}");
            }
            Prints(text) => assert_eq!((ran.code, ran.out.as_str()), (Some(0), text), "{report}"),
            Survives => assert!(matches!(ran.code, Some(0 | 1)), "{report}"),
        }
        assert!(!ran.err.contains("panicked") && !ran.err.contains("memory allocation"), "{report}");
    }
}

#[test]
fn nothing_reaches_the_host() {
    check(REACHING_OUT);
}

#[test]
fn nothing_is_forged() {
    check(FORGING);
}

#[test]
fn no_depth_ends_the_process() {
    check(DEEP);
}

#[test]
fn memory_is_bounded() {
    check(GREEDY);
}

#[test]
fn every_exception_is_shown() {
    check(UNSHOWABLE);
}
