//! The standard modules: each imported and used; the values are CPython's.

mod common;

use common::{printed, run};

/// A program for each module, and what CPython prints for it.
const USES: &[(&str, &str)] = &[
    (
        "import math\nprint(math.sqrt(2), math.log(8, 2), math.factorial(20), math.floor(-2.5), math.tanh(0.5))",
        "1.4142135623730951 3.0 2432902008176640000 -3 0.46211715726000974\n",
    ),
    (
        "import math\nprint(math.gcd(12, 18), math.comb(5, 2), math.isqrt(10**20), math.hypot(3, 4), math.fsum([.1] * 10))",
        "6 10 10000000000 5.0 1.0\n",
    ),
    (
        "import math\ntry: math.sqrt(-1)\nexcept ValueError as e: print(e)\ntry: math.exp(1000)\nexcept OverflowError as e: print(e)",
        "math domain error\nmath range error\n",
    ),
    (
        "import random\nrandom.seed(42)\nprint(random.random(), random.randint(1, 10), random.gauss(0, 1))",
        "0.6394267984578837 1 -0.039773455257050304\n",
    ),
    (
        "import random\nrandom.seed(0)\nl = list(range(8))\nrandom.shuffle(l)\nprint(l, random.choice('abc'), random.sample(range(10), 3))",
        "[4, 1, 5, 2, 0, 3, 7, 6] b [4, 7, 5]\n",
    ),
    (
        "import random\nrandom.seed('hola')\nprint(random.random())\nrandom.seed(2**70)\nprint(random.getrandbits(100))",
        "0.7341683748003461\n587482081850853106209667941124\n",
    ),
    (
        "import time\na = time.perf_counter()\ntime.sleep(0.001)\nprint(time.perf_counter() > a, time.time() > 1e9)",
        "True True\n",
    ),
    (
        "import collections\nprint(collections.Counter('abracadabra').most_common(2), collections.deque([1, 2], maxlen=1))",
        "[('a', 5), ('b', 2)] deque([2], maxlen=1)\n",
    ),
    (
        "from collections import namedtuple, defaultdict, OrderedDict\nP = namedtuple('P', 'x y')\nprint(P(1, 2), defaultdict(int)['k'], list(OrderedDict(a=1)))",
        "P(x=1, y=2) 0 ['a']\n",
    ),
    (
        "from collections.abc import Iterable, Mapping\nprint(isinstance([], Iterable), isinstance([], Mapping))",
        "True False\n",
    ),
    (
        "import itertools\nprint(list(itertools.combinations('abc', 2)), list(itertools.accumulate([1, 2, 3])))",
        "[('a', 'b'), ('a', 'c'), ('b', 'c')] [1, 3, 6]\n",
    ),
    (
        "import functools\n@functools.lru_cache\ndef f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(50), functools.partial(int, base=2)('101'))",
        "12586269025 5\n",
    ),
    (
        "from dataclasses import dataclass, field, asdict\n@dataclass(order=True)\nclass D:\n    x: int\n    y: list = field(default_factory=list)\nprint(D(1), D(1) < D(2), asdict(D(3)))",
        "D(x=1, y=[]) True {'x': 3, 'y': []}\n",
    ),
    (
        "from dataclasses import dataclass\n@dataclass(frozen=True, slots=True)\nclass F:\n    x: int\ntry: F(1).x = 2\nexcept Exception as e: print(type(e).__name__, e)",
        "FrozenInstanceError cannot assign to field 'x'\n",
    ),
    (
        "from typing import List, Optional, NamedTuple, Generic, TypeVar\nT = TypeVar('T')\nclass S(Generic[T]): pass\nclass N(NamedTuple):\n    a: int\nprint(List[str], S[int], N(1))",
        "typing.List[str] __main__.S[int] N(a=1)\n",
    ),
    (
        "import copy\na = [[1], {2: 3}]\nb = copy.deepcopy(a)\nb[0].append(4)\nprint(a, b, copy.copy(a) == a)",
        "[[1], {2: 3}] [[1, 4], {2: 3}] True\n",
    ),
    (
        "import json\nprint(json.dumps({'a': [1, 2.5, None, True], 'ñ': 'á'}, ensure_ascii=False), json.loads('[1, {\"x\": null}]'))",
        "{\"a\": [1, 2.5, null, true], \"ñ\": \"á\"} [1, {'x': None}]\n",
    ),
    (
        "import re\nprint(re.sub(r'(\\w+)@(\\w+)', r'\\2.\\1', 'ana@mail'), re.findall(r'\\d+', 'a1b22'), re.findall(b'a+', b'aab'))",
        "mail.ana ['1', '22'] [b'aa']\n",
    ),
    (
        "from enum import Enum, Flag, auto\nclass C(Enum):\n    A = 1\n    B = auto()\nclass F(Flag):\n    X = 1\n    Y = 2\nprint(C.B, C['A'].value, list(C), F.X | F.Y)",
        "C.B 1 [<C.A: 1>, <C.B: 2>] F.X|Y\n",
    ),
    (
        "import abc\nclass A(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\ntry: A()\nexcept TypeError as e: print(e)",
        "Can't instantiate abstract class A without an implementation for abstract method 'f'\n",
    ),
    (
        "import statistics\nprint(statistics.mean([1, 2, 3.5]), statistics.stdev([1, 2, 3, 4]), statistics.median([3, 1, 2]))",
        "2.1666666666666665 1.2909944487358056 2\n",
    ),
    (
        "import string\nprint(string.ascii_lowercase, string.Template('$a!').substitute(a=1))",
        "abcdefghijklmnopqrstuvwxyz 1!\n",
    ),
    ("import operator\nprint(operator.itemgetter(1)([1, 2]), operator.mul(3, 4))", "2 12\n"),
    (
        "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    warnings.warn('x')\nprint(len(w), w[0].message)",
        "1 x\n",
    ),
    (
        "import contextlib, io\nb = io.StringIO()\nwith contextlib.redirect_stdout(b): print('dentro')\nwith contextlib.suppress(ValueError): raise ValueError\n@contextlib.contextmanager\ndef c():\n    yield 5\nwith c() as v: print(v, repr(b.getvalue()))",
        "5 'dentro\\n'\n",
    ),
    ("from __future__ import annotations\ndef f(x: NoExiste): pass\nprint(f.__annotations__)", "{'x': 'NoExiste'}\n"),
    (
        "import types, numbers\nprint(types.SimpleNamespace(a=1), isinstance(1, numbers.Integral))",
        "namespace(a=1) True\n",
    ),
    (
        "from fractions import Fraction\nfrom decimal import Decimal\nprint(Fraction(1, 3) + 1, Decimal('0.1') + Decimal('0.2'), Decimal(1) / 3)",
        "4/3 0.3 0.3333333333333333333333333333\n",
    ),
    (
        "from datetime import date, datetime, timedelta\nprint(date(2024, 2, 29) + timedelta(days=1), datetime.strptime('2024-01-02', '%Y-%m-%d'))",
        "2024-03-01 2024-01-02 00:00:00\n",
    ),
    (
        "import textwrap, bisect, heapq\nprint(repr(textwrap.dedent('  a\\n  b')), bisect.bisect([1, 2, 3], 2), heapq.nsmallest(2, [3, 1, 2]))",
        "'a\\nb' 2 [1, 2]\n",
    ),
    ("import pprint\npprint.pprint({'b': 1, 'a': [2]})", "{'a': [2], 'b': 1}\n"),
    (
        "import sys\nprint(sys.maxsize > 2**31, sys.getrecursionlimit(), sys.version_info >= (3, 9), sys.float_info.epsilon)",
        "True 1000 True 2.220446049250313e-16\n",
    ),
    ("import inspect\nprint(inspect.signature(lambda a, b=1, *c, d=2, **e: 0))", "(a, b=1, *c, d=2, **e)\n"),
    (
        "import traceback\ntry: 1 / 0\nexcept ZeroDivisionError: print(traceback.format_exc())",
        "Traceback (most recent call last):\n  File \"<stdin>\", line 2, in <module>\n    try: 1 / 0\n         ~~^~~\nZeroDivisionError: division by zero\n\n",
    ),
    (
        "import logging, sys\nlogging.basicConfig(level=logging.INFO, stream=sys.stdout)\nlogging.info('hola %d', 3)",
        "INFO:root:hola 3\n",
    ),
    (
        "import gc, weakref\nclass A: pass\na = A()\nr = weakref.ref(a)\ndel a\nprint(gc.collect() >= 0, r())",
        "True None\n",
    ),
    (
        "import calendar, difflib, graphlib, colorsys, contextvars, reprlib, keyword\nprint(calendar.isleap(2024), difflib.get_close_matches('relo', ['relu']), keyword.iskeyword('if'))",
        "True ['relu'] True\n",
    ),
    (
        "print('ñandú'.encode('latin-1'), '€'.encode('utf-16')[2:], b'\\xf1'.decode('cp1252'))",
        "b'\\xf1and\\xfa' b'\\xac ' ñ\n",
    ),
];

#[test]
fn each_module_does_what_cpythons_does() {
    for (source, expected) in USES {
        assert_eq!(printed(source), *expected, "{source}");
    }
}

#[test]
fn what_is_not_there_says_what_to_use() {
    for (module, root, advice) in [
        ("numpy", "numpy", "usa torch"),
        ("matplotlib.pyplot", "matplotlib", "no se dibuja"),
        ("pandas", "pandas", "torch.tensor"),
        ("torchvision", "torchvision", "TensorDataset"),
        ("sklearn.datasets", "sklearn", "torch.nn"),
        ("os", "os", "no puede ver los archivos"),
        ("os.path", "os", "no puede ver los archivos"),
        ("pathlib", "pathlib", "no puede ver los archivos"),
        ("subprocess", "subprocess", "iniciar procesos"),
        ("socket", "socket", "red"),
        ("threading", "threading", "no hay hilos"),
        ("tqdm", "tqdm", "barras de progreso"),
        ("mi_modulo", "mi_modulo", "¿Está bien escrito?"),
    ] {
        let ran = run(&format!("import {module}"));
        assert_eq!(ran.code, Some(1), "{module}");
        assert!(ran.err.contains(&format!("ModuleNotFoundError: No module named '{root}'\n\n")), "{}", ran.err);
        let unwrapped = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(unwrapped.contains(advice), "{module}: {}", ran.err);
    }
}
