"""What real PyTorch prints for the expressions of each list: shape.txt, linalg.txt, layers.txt and so on.

Statements before an expression end with `;;`. Run with real PyTorch to write the .json beside each list:
python tests/golden/expressions.py [list…]
"""

import json
import pathlib
import sys

FOLDER = pathlib.Path(__file__).parent

RUNNER = """
import re
import torch
import torch.nn as nn
import torch.nn.functional as F
import warnings
warnings.simplefilter("ignore")


def show(source):
    names = {"torch": torch, "nn": nn, "F": F}
    *statements, last = source.split(";;")
    try:
        for statement in statements:
            exec(statement.strip(), names)
        text = str(eval(last.strip(), names))
    except Exception as error:
        text = type(error).__name__ + ": " + str(error)
    return re.sub(" object at 0x[0-9a-f]+", "", text)
"""

if __name__ == "__main__":
    names = {}
    exec(RUNNER, names)
    for path in sorted(FOLDER.glob("*.txt")):
        if sys.argv[1:] and path.stem not in sys.argv[1:]:
            continue
        sources = [source for source in path.read_text().splitlines() if source.strip()]
        found = [{"source": source, "output": names["show"](source)} for source in sources]
        path.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
