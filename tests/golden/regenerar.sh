#!/bin/sh
# Writes the golden data anew with real PyTorch: tests/golden/regenerar.sh [python]
set -e
cd "$(dirname "$0")"
exec "${1:-python3}" generate.py .
