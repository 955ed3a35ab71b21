"""Every form in ui/ is compiled, fresh, and speaks Chinese."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
FORMS = sorted((ROOT / "ui").glob("*.ui"))


def load_compiler():
    spec = importlib.util.spec_from_file_location("compile_ui", ROOT / "packaging" / "compile_ui.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(form: Path) -> ElementTree.ElementTree:
    return ElementTree.parse(form)  # noqa: S314 - our own files


def calls(text: str) -> list[str]:
    """What a compiled form does; comments and blank lines belong to the compiler's version."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_compiled_form_is_fresh(form, tmp_path):
    fresh = load_compiler().compile_form(form, tmp_path).read_text("utf-8")
    kept = (ROOT / "union_desk" / "desk" / "forms" / f"ui_{form.stem}.py").read_text("utf-8")
    assert calls(fresh) == calls(kept)
    assert "connectSlotsByName" not in kept


def test_no_compiled_form_is_left_over():
    kept = {path.stem for path in (ROOT / "union_desk" / "desk" / "forms").glob("ui_*.py")}
    assert kept == {f"ui_{form.stem}" for form in FORMS}


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_every_input_has_a_label_as_its_buddy_or_a_name(form):
    tree = read(form)
    buddies = {each.text for each in tree.iterfind(".//property[@name='buddy']/cstring")}
    inputs = [
        widget
        for widget in tree.iterfind(".//widget")
        if widget.get("class", "").endswith(("Edit", "Box")) and widget.get("class") != "QGroupBox"
    ]
    for widget in inputs:
        named = widget.find("./property[@name='accessibleName']") is not None
        titled = widget.get("class") == "QCheckBox"
        assert named or titled or widget.get("name") in buddies, widget.get("name")


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_no_english_stands_in_a_form(form):
    text = [each.text or "" for each in read(form).iterfind(".//property/string")]
    labels = [each for each in text if re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", each)]
    assert labels == []
