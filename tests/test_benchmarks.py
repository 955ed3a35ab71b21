"""Benchmarks are run by hand: here it is only seen that each one starts as `run.py bench` starts it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", sorted(run.benchmark_names(ROOT)))
def test_a_benchmark_finds_all_that_it_imports(name):
    load = f"import runpy; runpy.run_path({str(ROOT / 'benchmarks' / f'{name}.py')!r}, run_name='loaded')"
    done = subprocess.run(
        [sys.executable, "-c", load],
        env=run.variables(ROOT, True),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_benchmarks_are_those_that_the_project_promises():
    assert {"forms", "printing", "search", "start", "store"} <= set(run.benchmark_names(ROOT))
