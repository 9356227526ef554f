"""The questions about functions and classes that a program, or `dataclasses`, may ask."""

import sys
import types

_empty = type("_empty", (), {})
_VARARGS, _VARKEYWORDS = 4, 8


class Parameter:
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation

    def __str__(self):
        stars = {self.VAR_POSITIONAL: "*", self.VAR_KEYWORD: "**"}.get(self.kind, "")
        text = stars + self.name
        annotated = self.annotation is not _empty
        if annotated:
            text += ": " + formatannotation(self.annotation)
        if self.default is not _empty:
            text += (" = " if annotated else "=") + repr(self.default)
        return text

    def __repr__(self):
        return f'<Parameter "{self}">'


class Signature:
    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        self.parameters = {parameter.name: parameter for parameter in parameters or ()}
        self.return_annotation = return_annotation

    def __str__(self):
        parts = []
        starred = False
        positional = False
        for parameter in self.parameters.values():
            if parameter.kind == Parameter.POSITIONAL_ONLY:
                positional = True
            elif positional:
                parts.append("/")
                positional = False
            if parameter.kind == Parameter.VAR_POSITIONAL:
                starred = True
            elif parameter.kind == Parameter.KEYWORD_ONLY and not starred:
                parts.append("*")
                starred = True
            parts.append(str(parameter))
        if positional:
            parts.append("/")
        text = "(" + ", ".join(parts) + ")"
        if self.return_annotation is not _empty:
            text += " -> " + formatannotation(self.return_annotation)
        return text

    def __repr__(self):
        return f"<Signature {self}>"

    def replace(self, *, parameters=None, return_annotation=None):
        parameters = self.parameters.values() if parameters is None else parameters
        return Signature(parameters, return_annotation=return_annotation or self.return_annotation)


def formatannotation(annotation):
    if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
        if annotation.__module__ in ("builtins", "__main__"):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation).replace("typing.", "") if not isinstance(annotation, str) else repr(annotation)


def signature(obj, **kwargs):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if isinstance(obj, types.MethodType):
        return _without_first(signature(obj.__func__))
    if isinstance(obj, type):
        for name in ("__init__", "__new__"):
            method = getattr(obj, name, None)
            if isinstance(method, types.FunctionType):
                return _without_first(signature(method)).replace(return_annotation=_empty)
        if obj.__init__ is object.__init__:
            return Signature()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    obj = unwrap(obj)
    if hasattr(obj, "func") and hasattr(obj, "keywords"):
        return _partial(obj)
    if isinstance(obj, types.FunctionType):
        return _function(obj)
    call = getattr(type(obj), "__call__", None)
    if isinstance(call, types.FunctionType):
        return _without_first(signature(call))
    raise ValueError(f"no signature found for builtin {obj!r}")


def _without_first(whole):
    return whole.replace(parameters=list(whole.parameters.values())[1:])


def _partial(obj):
    whole = signature(obj.func)
    left = list(whole.parameters.values())[len(obj.args) :]
    for parameter in left:
        if parameter.name in obj.keywords:
            parameter.default = obj.keywords[parameter.name]
            parameter.kind = Parameter.KEYWORD_ONLY
    return whole.replace(parameters=left)


def _function(function):
    code = function.__code__
    names = list(code.co_varnames)
    positional, only = code.co_argcount, code.co_kwonlyargcount
    annotations = function.__annotations__
    defaults = function.__defaults__ or ()
    first_default = positional - len(defaults)
    parameters = []

    def add(name, kind, default=_empty):
        annotation = annotations.get(name, _empty)
        parameters.append(Parameter(name, kind, default=default, annotation=annotation))

    for index, name in enumerate(names[:positional]):
        before = index < code.co_posonlyargcount
        kind = Parameter.POSITIONAL_ONLY if before else Parameter.POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[index - first_default] if index >= first_default else _empty)
    rest = positional + only
    if code.co_flags & _VARARGS:
        add(names[rest], Parameter.VAR_POSITIONAL)
        rest += 1
    for name in names[positional : positional + only]:
        add(name, Parameter.KEYWORD_ONLY, (function.__kwdefaults__ or {}).get(name, _empty))
    if code.co_flags & _VARKEYWORDS:
        add(names[rest], Parameter.VAR_KEYWORD)
    return Signature(parameters, return_annotation=annotations.get("return", _empty))


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def isclass(obj):
    return isinstance(obj, type)


def isfunction(obj):
    return isinstance(obj, types.FunctionType)


def ismethod(obj):
    return isinstance(obj, types.MethodType)


def ismodule(obj):
    return isinstance(obj, types.ModuleType)


def isbuiltin(obj):
    return isinstance(obj, types.BuiltinFunctionType)


def isroutine(obj):
    return isfunction(obj) or ismethod(obj) or isbuiltin(obj) or isinstance(obj, types.MethodDescriptorType)


def isgenerator(obj):
    return isinstance(obj, types.GeneratorType)


def isgeneratorfunction(obj):
    return isfunction(obj) and bool(obj.__code__.co_flags & 0x20)


def iscoroutinefunction(obj):
    return isfunction(obj) and bool(obj.__code__.co_flags & 0x80)


def isabstract(obj):
    return isinstance(obj, type) and bool(getattr(obj, "__abstractmethods__", None))


def getmro(cls):
    return cls.__mro__


def getmembers(obj, predicate=None):
    members = []
    for name in dir(obj):
        try:
            value = getattr(obj, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            members.append((name, value))
    return members


def getattr_static(obj, attr, default=_empty):
    classes = obj.__mro__ if isinstance(obj, type) else type(obj).__mro__
    instance = getattr(obj, "__dict__", {})
    for space in (instance, *(vars(cls) for cls in classes)):
        if attr in space:
            return space[attr]
    if default is _empty:
        raise AttributeError(attr)
    return default


def get_annotations(obj, **kwargs):
    return dict(getattr(obj, "__annotations__", None) or {})


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.strip()]
    margin = min(margins, default=0)
    text = "\n".join([lines[0].lstrip(), *(line[margin:] for line in lines[1:])])
    return text.strip("\n")


def getdoc(obj):
    doc = getattr(obj, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def getmodule(obj):
    return sys.modules.get(getattr(obj, "__module__", None))


def getsource(obj):
    raise OSError("could not get source code")


def currentframe():
    return sys._getframe(1)
