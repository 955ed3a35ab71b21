"""What this person likes on this PC: sizes, widths, the printer. Nothing of the work is kept here.

preferences = Preferences(folder / "preferences.json")
preferences.get("list/hardship/widths", [])
preferences.set("font", 12.0)
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from platformdirs import user_config_path


def user_preferences() -> Preferences:
    return Preferences(user_config_path("union-desk", appauthor=False) / "preferences.json")


class Preferences:
    """A small JSON file; without a path, or where it cannot be written, they last as long as the window."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = _read(path) if path is not None else {}

    def get(self, name: str, default: Any = None) -> Any:
        return self._values.get(name, default)

    def set(self, name: str, value: Any) -> None:
        if self._values.get(name) == value:
            return
        self._values[name] = value
        if self._path is not None:
            _write(self._path, self._values)


def _read(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _write(path: Path, values: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
        beside.replace(path)
    except OSError:
        return
