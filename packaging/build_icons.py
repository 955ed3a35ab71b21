"""Makes resources/icons anew from the Lucide icons (ISC licence) of the npm registry.

python packaging/build_icons.py                    # needs npm; fetches lucide-static at the version below
python packaging/build_icons.py lucide-static-….tgz
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "lucide-static"
VERSION = "1.62.0"
FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
NAMES = [
    "arrow-left-right",
    "archive",
    "bell",
    "building-2",
    "calendar-days",
    "chart-column",
    "check",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "circle-question-mark",
    "clock",
    "columns-3",
    "download",
    "eye",
    "file-text",
    "folder-heart",
    "footprints",
    "gift",
    "handshake",
    "hard-drive-download",
    "heart-pulse",
    "history",
    "key-round",
    "layout-dashboard",
    "list-filter",
    "lock",
    "message-square-plus",
    "panel-left-close",
    "panel-left-open",
    "pencil",
    "phone",
    "plus",
    "printer",
    "save",
    "scale",
    "search",
    "settings",
    "trash-2",
    "triangle-alert",
    "undo-2",
    "upload",
    "user",
    "users",
    "x",
]


def fetch(into: Path) -> Path:
    subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"], cwd=into, check=True)
    return into / f"{PACKAGE}-{VERSION}.tgz"


def tidy(svg: str) -> str:
    """Drop the class names and comments that only web pages use."""
    svg = re.sub(r"<!--.*?-->\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\s+class="[^"]*"', "", svg)
    return re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><").replace(" >", ">").strip() + "\n"


def build(archive: Path) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    with tarfile.open(archive) as package:
        for name in NAMES:
            member = package.extractfile(f"package/icons/{name}.svg")
            if member is None:
                raise SystemExit(f"no icon {name} in {archive.name}")
            (FOLDER / f"{name}.svg").write_text(tidy(member.read().decode()), "utf-8")
        licence = package.extractfile("package/LICENSE")
        if licence is None:
            raise SystemExit(f"no LICENSE in {archive.name}")
        note = f"Icons of Lucide {VERSION} (npm package {PACKAGE}), tidied. Their licence:\n\n"
        (FOLDER / "LICENSE.txt").write_text(note + licence.read().decode(), "utf-8")


def main(arguments: list[str]) -> None:
    if arguments:
        build(Path(arguments[0]))
        return
    with tempfile.TemporaryDirectory() as folder:
        build(fetch(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
