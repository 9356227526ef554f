"""The programs of the pages under lessons/trampas: what real PyTorch prints, how they end, what they warn of.

Also the values that the prose asks for and the answers of the predictions, each as a program that prints them.
Run with real PyTorch to write trampas.json: python tests/golden/trampas.py
"""

import contextlib
import io
import json
import pathlib
import re
import tomllib
import warnings

import torch

HERE = pathlib.Path(__file__)
PAGES = HERE.parents[2] / "lessons" / "trampas"


def pieces(text):
    """Fenced blocks as (info, body), expressions in prose as ("valor", expression)."""
    info, body = None, []
    for line in text.splitlines():
        if info is None and line.startswith("```"):
            info, body = line[3:].strip(), []
        elif info is not None and line == "```":
            yield info, "\n".join(body) + "\n"
            info = None
        elif info is not None:
            body.append(line)
        else:
            yield from (("valor", found.strip()) for found in re.findall(r"\{\{(.*?) \}\}", line))


def programs(text):
    """Each program of a page with its name."""
    names = {"mal": "", "prueba": "", "bien": ""}
    last, values, guesses = None, 0, 0
    for info, body in pieces(text.split("+++\n", 2)[2]):
        word, *attributes = info.split()
        if word == "python":
            last = attributes[0]
            names[last] = body
            yield last, body
        elif word == "valor":
            values += 1
            yield f"valor {values}", f"{names[last]}print(({body}))\n"
        elif word == "prediccion":
            guesses += 1
            yield f"prediccion {guesses}", prediction(tomllib.loads(body))


def prediction(data):
    """The answer and the known mistakes, as numbers with four digits."""
    known = [data["respuesta"], *(known["expresion"] for known in data["errores"] if "expresion" in known)]
    reasons = [found.strip() for found in re.findall(r"\{\{(.*?) \}\}", data["porque"])]
    lines = [f"print((lambda v: round(v, 4) if isinstance(v, float) else v)({expression}))" for expression in known]
    return "\n".join([data.get("antes", ""), *lines, *(f"print(({reason}))" for reason in reasons)]) + "\n"


def run(page, name, code):
    out, error = io.StringIO(), None
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(out):
        warnings.simplefilter("default")
        torch.manual_seed(0)
        try:
            exec(compile(code, "<stdin>", "exec"), {"__name__": "__main__"})
        except Exception as raised:
            error = {"type": type(raised).__name__, "message": str(raised)}
    told = [{"type": each.category.__name__, "message": str(each.message)} for each in caught]
    unique = [each for index, each in enumerate(told) if each not in told[:index]]
    return {"page": page, "name": name, "code": code, "stdout": out.getvalue(), "error": error, "warnings": unique}


if __name__ == "__main__":
    rows = [
        run(page.stem, name, code)
        for page in sorted(PAGES.glob("*.md"))
        for name, code in programs(page.read_text(encoding="utf-8"))
    ]
    golden = {"torch": torch.__version__, "rows": rows}
    HERE.with_suffix(".json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
