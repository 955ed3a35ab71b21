"""Where an office's data lies unless it says otherwise."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_data_path


def default_store_folder() -> Path:
    """Return the folder of this user's store."""
    return user_data_path("UnionDesk", appauthor=False) / "store"
