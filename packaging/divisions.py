"""Write the divisions of GB/T 2260 that exist today into resources/divisions/, with their pinyin initials."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# The program reads single characters and does without phrases; names of places need them.
os.environ.pop("PYPINYIN_NO_PHRASES", None)

from pypinyin import Style, lazy_pinyin
from stdnum import numdb

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "divisions" / "divisions.csv"
sys.path.insert(0, str(ROOT))

from union_desk.core.divisions import SINCE, division_name  # noqa: E402 - the path comes first


def codes(prefixes: Any, before: str = "") -> Iterator[str]:
    """List the codes that bear a name today."""
    for _length, low, _high, properties, below in prefixes:
        code = before + low
        name = str(properties.get("county", ""))
        if len(code) == 6 and name.rsplit(",", maxsplit=1)[-1].split("]", maxsplit=1)[0].endswith(
            ("-", name)
        ):
            yield code
        yield from codes(below, code)


def initials(name: str) -> str:
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="ignore")
    return "".join(letters).lower()


def main() -> None:
    found = {*codes(numdb.get("cn/loc").prefixes), *SINCE}
    TARGET.parent.mkdir(exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "initials"))
        for code in sorted(found):
            name = division_name(code)
            # 市辖区 is the name of no place.
            is_place = code.endswith("00") or name != division_name(f"{code[:4]}00")
            if name and is_place:
                writer.writerow((code, name, initials(name)))


if __name__ == "__main__":
    main()
