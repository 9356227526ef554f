//! Which modules there are, where each comes from, and which of them a program may import by name.

/// Modules that are here only for the library's own sake: a program that imports one is told that there
/// is none, as for every module that reaches for the host. What they hold is harmless all the same.
pub(super) const HIDDEN: &[&str] = &["_thread", "ast", "atexit", "encodings", "linecache", "locale", "os", "threading"];

/// Python's own files that need nothing of the host, taken from the frozen library; each with what is inside it.
pub(super) const FROM_PYTHON: &[&str] = &[
    "__future__",
    "_collections_abc",
    "_py_warnings",
    "_pycodecs",
    "_pydatetime",
    "_pydecimal",
    "_strptime",
    "_weakrefset",
    "abc",
    "annotationlib",
    "ast",
    "bisect",
    "calendar",
    "collections",
    "colorsys",
    "contextlib",
    "contextvars",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "encodings",
    "enum",
    "fractions",
    "functools",
    "graphlib",
    "heapq",
    "json",
    "keyword",
    "logging",
    "numbers",
    "operator",
    "pprint",
    "random",
    "re",
    "reprlib",
    "statistics",
    "string",
    "textwrap",
    "this",
    "types",
    "typing",
    "warnings",
    "weakref",
];

/// Parts of those that reach for the host.
pub(super) const LEFT_OUT: &[&str] = &["json.tool", "logging.config", "logging.handlers"];

/// The machine's own native modules that may be loaded; the rest do not exist for a program, not even
/// through the import machinery's back doors.
pub(super) const NATIVE_OF_THE_MACHINE: &[&str] = &[
    "_abc",
    "_ast",
    "_codecs",
    "_collections",
    "_functools",
    "_imp",
    "_io",
    "_operator",
    "_sre",
    "_string",
    "_types",
    "_typing",
    "_warnings",
    "_weakref",
    "errno",
    "itertools",
    "time",
];
