"""Write the pinyin initials of every label into resources/terms.csv: nothing imports pypinyin at start."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

# The program reads single characters and does without phrases; labels are words and need them.
os.environ.pop("PYPINYIN_NO_PHRASES", None)

from pypinyin import Style, lazy_pinyin

TERMS = Path(__file__).resolve().parent.parent / "resources" / "terms.csv"


def initials(label: str) -> str:
    """Return the first letters of a label: `非农业` gives `fny`; digits and Latin letters stay."""
    letters = lazy_pinyin(label, style=Style.FIRST_LETTER, errors=list)
    return "".join(letter for letter in "".join(letters).lower() if letter.isascii() and letter.isalnum())


def rewritten(text: str) -> str:
    """Return the file's text with fresh initials."""
    rows = list(csv.DictReader(io.StringIO(text)))
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        row["initials"] = initials(row["label"])
        writer.writerow(row)
    return out.getvalue()


def main() -> int:
    """Rewrite the file, or with `--check` only say whether it is fresh."""
    present = TERMS.read_text(encoding="utf-8")
    fresh = rewritten(present)
    if "--check" in sys.argv[1:]:
        return int(present != fresh)
    TERMS.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
