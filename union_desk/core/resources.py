"""Where the files that are not code lie: the checkout's resources folder, or a bundle's."""

from __future__ import annotations

import os
from pathlib import Path

_OVERRIDE = "UNION_DESK_RESOURCES"


def resource_root() -> Path:
    """Return the folder of forms, packs, terms and fonts; a bundle names its own in the environment."""
    override = os.environ.get(_OVERRIDE)
    return Path(override) if override else Path(__file__).resolve().parents[2] / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one resource, such as `resource("forms", "hardship_file.toml")`."""
    return resource_root().joinpath(*parts)
