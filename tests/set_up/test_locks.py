"""The lock files: hashes, no index, no test tools in an office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from set_up.environment import APP_LOCK, TEST_LOCK

ROOT = Path(__file__).parent.parent.parent


def pins(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^[a-z0-9.-]+==[^\\]+", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", [APP_LOCK, TEST_LOCK])
def test_each_package_of_a_lock_has_hashes_and_no_index_is_named(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9.-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index" not in text


def test_the_lock_of_the_tests_holds_that_of_the_program_unchanged():
    assert {pin.partition(";")[0].strip() for pin in pins(APP_LOCK)} <= {
        pin.partition(";")[0].strip() for pin in pins(TEST_LOCK)
    }


def test_an_office_gets_no_test_tools():
    names = {pin.partition("==")[0] for pin in pins(APP_LOCK)}
    assert names.isdisjoint({"pytest", "mypy", "ruff", "hypothesis", "fonttools"})


def test_every_dependency_of_the_project_is_locked():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {pin.partition("==")[0] for pin in pins(TEST_LOCK)}
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {re.split(r"[<>=!;\[ ]", line)[0].lower().replace("_", "-") for line in wanted}
    assert names <= locked, "packaging/lock.py has to be run"
