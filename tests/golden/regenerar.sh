#!/bin/sh
# Writes the golden data anew with real PyTorch: tests/golden/regenerar.sh [python] [antorcha]
set -e
cd "$(dirname "$0")"
python=${1:-python3}
"$python" generate.py .
"$python" draws.py >draws.json
"$python" mathematics.py
"$python" display.py >display.json
"$python" expressions.py
"$python" examples.py
"$python" trampas.py
"$python" curso.py "${2:-../../target/debug/antorcha}"
"$python" ejercicios.py
