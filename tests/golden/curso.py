"""The programs of the course as `--codigo` prints them: what real PyTorch prints when it runs them.

The commands stand in curso.txt, one a line. Run with real PyTorch and a built binary to write curso.json:
python tests/golden/curso.py [antorcha]
"""

import contextlib
import io
import json
import pathlib
import shlex
import subprocess
import sys
import warnings

import torch

HERE = pathlib.Path(__file__)
BINARY = HERE.parents[2] / "target" / "debug" / "antorcha"


def program(binary, line):
    return subprocess.run([binary, *shlex.split(line), "--codigo"], check=True, capture_output=True, text=True).stdout


def run(line, code):
    out = io.StringIO()
    with warnings.catch_warnings(), contextlib.redirect_stdout(out):
        warnings.simplefilter("ignore")
        torch.manual_seed(0)
        exec(compile(code, "<stdin>", "exec"), {"__name__": "__main__"})
    return {"line": line, "code": code, "stdout": out.getvalue()}


if __name__ == "__main__":
    binary = sys.argv[1] if len(sys.argv) > 1 else BINARY
    lines = HERE.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    rows = [run(line, program(binary, line)) for line in lines]
    golden = {"torch": torch.__version__, "rows": rows}
    HERE.with_suffix(".json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
