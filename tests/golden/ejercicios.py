"""The exercises under lessons/ejercicios: proved in real PyTorch, and what each case gives there.

A solution passes its own cases, twice alike and with another seed; the start and an empty file do not; each known
mistake fails, and in its first failing case gives what no other mistake gives; the second way to write it passes too.
Run with real PyTorch to write ejercicios.json: python tests/golden/ejercicios.py [--solo ID]
"""

import ast
import contextlib
import io
import json
import math
import pathlib
import re
import sys
import time
import tomllib
import warnings

import torch

HERE = pathlib.Path(__file__)
FOLDER = HERE.parents[2] / "lessons" / "ejercicios"
LESSONS = {"comparar", "capa", "trampas", "checklist", "modelo"}
SECTIONS = ["Pistas", "Por qué funciona", "Otra manera"]
KEYS = {"formato", "id", "titulo", "nivel", "minutos", "leccion", "checklist"}
SECONDS = 3


def cases(text):
    """Each case: title, directives, the code but its last expression, that expression."""
    for block in re.split(r"^# caso: ", text, flags=re.M)[1:]:
        title, code = block.split("\n", 1)
        said = dict(re.findall(r"^# (tolerancia|lanza|semilla): (.+)$", code, flags=re.M))
        tree = ast.parse(code)
        assert isinstance(tree.body[-1], ast.Expr), f"{title}: the last statement is no expression"
        last = ast.Expression(tree.body.pop().value)
        yield title.strip(), said, compile(tree, "<caso>", "exec"), compile(last, "<caso>", "eval")


class Exercise:
    def __init__(self, folder):
        self.folder = folder
        self.start, self.solution = self.read("inicio.py"), self.read("solucion.py")
        self.cases = list(cases(self.read("pruebas.py")))
        _, head, self.body = self.read("ejercicio.md").split("+++\n", 2)
        self.head = tomllib.loads(head)
        self.statement = self.body.split("## Pistas")[0]
        self.mistakes = [tomllib.loads(body) for info, body in self.fences(self.body) if info == "error"]
        (self.other,) = (body for info, body in self.fences(self.section("Otra manera")) if info == "python")

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")

    def section(self, title):
        return self.body.split(f"## {title}\n", 1)[1].split("\n## ")[0]

    def hints(self):
        return re.findall(r"^\d\. (.+)$", self.section("Pistas"), flags=re.M)

    @staticmethod
    def fences(text):
        return re.findall(r"^```(\w+)\n(.*?)^```$", text, flags=re.M | re.S)


def run(program, cases, seed=0):
    """What each case gives below a program, in one namespace."""
    space = {"__name__": "__main__"}
    torch.manual_seed(seed)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(compile(program, "<programa>", "exec"), space)
        except Exception as raised:
            return [raised] * len(cases)
        return [value(space, *case) for case in cases]


def value(space, title, said, code, last):
    if "semilla" in said:
        torch.manual_seed(int(said["semilla"]))
    began = time.monotonic()
    try:
        exec(code, space)
        return eval(last, space)
    except Exception as raised:
        return raised
    finally:
        assert time.monotonic() - began < SECONDS, f"{title}: too slow"


def alike(one, other, tolerance=1e-6):
    """Whether a case would accept one for the other."""
    if isinstance(one, Exception) or isinstance(other, Exception):
        return type(one) is type(other) and str(one) == str(other)
    if isinstance(one, torch.Tensor) and isinstance(other, torch.Tensor):
        same = one.dtype == other.dtype and one.shape == other.shape
        return same and alike(one.tolist(), other.tolist(), tolerance)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(alike(*pair, tolerance) for pair in zip(one, other))
    if isinstance(one, bool) or not {type(one), type(other)} <= {int, float}:
        return type(one) is type(other) and one == other
    same = one == other or (math.isnan(one) and math.isnan(other))
    return same or math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)


def told(value):
    """A value as JSON holds it: tensors and sequences say what they are, floats are exact."""
    if isinstance(value, Exception):
        return {"error": {"type": type(value).__name__, "message": str(value)}}
    if isinstance(value, torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        return {"tensor": {"dtype": dtype, "shape": list(value.shape), "values": plain(value.tolist())}}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__.lower(): [told(each) for each in value]}
    known = value is None or isinstance(value, (bool, int, float, str))
    return plain(value) if known else {"object": type(value).__name__}


def plain(value):
    if isinstance(value, list):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def first_failure(expected, obtained, tolerances):
    pairs = zip(expected, obtained, tolerances)
    return next((index for index, pair in enumerate(pairs) if not alike(*pair)), None)


def prove(exercise):
    """The row of an exercise, once all that it claims holds."""
    tolerances = [float(said.get("tolerancia", 1e-6)) for _, said, *_ in exercise.cases]
    expected = run(exercise.solution, exercise.cases)
    for (title, said, *_), got in zip(exercise.cases, expected):
        kind = type(got).__name__ if isinstance(got, Exception) else None
        assert kind == said.get("lanza"), f"{title}: the solution gives {got!r}"
        assert "object" not in json.dumps(told(got)), f"{title}: {got!r} is not compared"

    def failure(program, seed=0):
        return first_failure(expected, run(program, exercise.cases, seed), tolerances)

    def judge(program):
        got = run(program, exercise.cases)
        return got, first_failure(expected, got, tolerances)

    title = [each[0] for each in exercise.cases]
    for name, program in (("solution", exercise.solution), ("other way", f"{exercise.solution}\n{exercise.other}")):
        for seed in (0, 1):
            at = failure(program, seed)
            got = None if at is None else run(program, exercise.cases, seed)[at]
            assert at is None, f"the {name} fails «{title[at]}» with seed {seed}: {got!r}, not {expected[at]!r}"
    start, at = judge(exercise.start)
    assert at is not None, "the start passes"
    assert failure("") is not None, "an empty file passes"

    known = [(each["id"], *judge(each["programa"])) for each in exercise.mistakes]
    for name, got, at in known:
        assert at is not None, f"{name} passes"
        twins = [other for other, its, _ in known if other != name and alike(its[at], got[at], tolerances[at])]
        assert not twins, f"{name} gives in «{title[at]}» what {twins} gives: {got[at]!r}"
    return {
        "id": exercise.head["id"],
        "cases": [
            {"title": case[0], "solution": told(right), "start": told(got)}
            for case, right, got in zip(exercise.cases, expected, start)
        ],
        "mistakes": [{"id": name, "case": title[at], "value": told(got[at])} for name, got, at in known],
    }


def read(exercise):
    """Holds the texts of an exercise to what the format asks."""
    head, body = exercise.head, exercise.body
    assert KEYS <= set(head) <= KEYS | {"usa", "no_usa", "sin_respuestas", "revision"}, f"front matter: {sorted(head)}"
    assert exercise.folder.name[3:] == head["id"], "the folder is not named after the id"
    assert head["leccion"] in LESSONS and head["checklist"] in range(1, 5) and head["nivel"] in range(1, 4)
    assert re.findall(r"^## (.+)$", body, flags=re.M) == SECTIONS, "sections"
    hints, messages = exercise.hints(), [each["mensaje"] for each in exercise.mistakes]
    assert len(hints) == 3, f"{len(hints)} hints"
    assert 2 <= len(messages) <= 5 and all(set(each) == {"id", "mensaje", "programa"} for each in exercise.mistakes)
    assert len({each["id"] for each in exercise.mistakes}) == len(messages), "a mistake's id twice"
    for opening, closing in ("¿?", "¡!"):
        for text in [re.sub(r"```.*?```|`[^`\n]*`", "", body, flags=re.S), *messages]:
            assert text.count(opening) == text.count(closing), f"unbalanced {opening}{closing}: {text[:60]}"
    shown = [code for _, code in exercise.fences(exercise.statement)] + [exercise.read("pruebas.py")]
    wide = [line for code in shown for line in code.splitlines() if len(line) > 76 and not line.startswith("# caso: ")]
    assert not wide, f"too wide: {wide}"
    given, model = ({line.strip() for line in text.splitlines()} for text in (exercise.start, exercise.solution))
    for line in (each.removeprefix("return ") for each in model - given):
        early = [text for text in [*hints[:2], *messages] if len(line) > 11 and line in text]
        assert not early, f"{early} gives «{line}» away"
    assert f"antorcha practica comprobar {head['id']}" in exercise.start, "the start does not say how to check it"


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    # The first optimizer loads half of PyTorch, and that is no case's fault.
    torch.optim.Adam([torch.nn.Parameter(torch.ones(1))]).step()
    only = sys.argv[2] if sys.argv[1:2] == ["--solo"] else ""
    rows, ids, levels = [], set(), []
    for number, folder in enumerate(sorted(each for each in FOLDER.iterdir() if each.is_dir()), 1):
        try:
            assert folder.name[:2] == f"{number:02}", f"{number:02} is missing"
            exercise = Exercise(folder)
            assert exercise.head["id"] not in ids, "an id twice"
            ids.add(exercise.head["id"])
            levels.append(exercise.head["nivel"])
            assert levels == sorted(levels), "harder exercises come later"
            if only in folder.name:
                read(exercise)
                rows.append(prove(exercise))
        except Exception as wrong:
            sys.exit(f"{folder.name}: {wrong}")
    golden = {"torch": torch.__version__, "rows": rows}
    if not only:
        HERE.with_suffix(".json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
