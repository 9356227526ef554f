"""Mide Antorcha al lado de PyTorch, por parejas: python benches/comparar.py [--veces N] ANTORCHA

Necesita PyTorch en el Python que lo ejecuta. Cada pareja son dos procesos seguidos, así que la
razón se sostiene aunque la máquina cambie de ritmo. Para la lección cuenta el proceso entero;
para los demás programas, los segundos que ellos mismos miden sin la importación.
"""
import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent / "programas"
ACTIVATIONS = ["relu", "sigmoid", "tanh", "gelu", "silu", "mish", "elu", "selu", "softplus", "leaky_relu", "hardswish"]
WORKS = [("leccion.py", []), ("xor.py", []), ("red.py", [])]
WORKS += [("activaciones.py", [name]) for name in ACTIVATIONS]


def seconds(command, whole):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return time.perf_counter() - start if whole else float(done.stdout.split()[-1])


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("antorcha", help="el binario, compilado con --release")
    arguments.add_argument("--veces", type=int, default=5)
    given = arguments.parse_args()
    print(f"{'programa':28}{'Antorcha':>12}{'PyTorch':>12}{'razón':>9}   (mediana de {given.veces} parejas)")
    for name, extra in WORKS:
        whole = name == "leccion.py"
        ours = [given.antorcha, "ejecutar", str(HERE / name), *extra]
        theirs = [sys.executable, str(HERE / name), *extra]
        pairs = [(seconds(ours, whole), seconds(theirs, whole)) for _ in range(given.veces)]
        a, b = (statistics.median(side) for side in zip(*pairs))
        ratio = statistics.median(x / y for x, y in pairs)
        print(f"{' '.join([name, *extra]):28}{a * 1000:>9.1f} ms{b * 1000:>9.1f} ms{ratio:>9.2f}")


main()
