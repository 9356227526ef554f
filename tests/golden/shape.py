"""Views, indexing, rearranging, joining, sorting and creation: what real PyTorch prints for each expression.

The expressions stand in shape.txt. Run with real PyTorch to write shape.json: python tests/golden/shape.py
"""

import json
import pathlib

EXPRESSIONS = pathlib.Path(__file__).with_suffix(".txt").read_text().splitlines()

RUNNER = """
import re
import torch
import torch.nn.functional as F
import warnings
warnings.simplefilter("ignore")


def show(source):
    names = {"torch": torch, "F": F}
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
    found = [{"source": source, "output": names["show"](source)} for source in EXPRESSIONS if source.strip()]
    pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n")
