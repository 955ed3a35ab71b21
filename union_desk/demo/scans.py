"""Pages that look like scans of nobody's papers: a heading, some grey lines, and that they are a sample."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

_SIZE: Final = (620, 877)  # A4 at 75 dpi
_INK, _GREY = 40, 150
_LEFT, _TOP, _STEP = 70, 90, 40


def scanned(heading: str, lines: tuple[str, ...] = ()) -> bytes:
    """Return a page as a JPEG: its heading, what it says, and lines where the rest would stand."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - only a demo draws

    from union_desk.paper.fonts import manifest, unpacked  # noqa: PLC0415

    face: Any = unpacked(manifest()["song"])
    page = Image.new("L", _SIZE, 250)
    pen = ImageDraw.Draw(page)
    pen.text((_LEFT, _TOP), heading, _INK, ImageFont.truetype(face, 34))
    text = ImageFont.truetype(face, 18)
    for number, line in enumerate((*lines, "（演示用的样张，内容均为虚构）")):
        pen.text((_LEFT, _TOP + 70 + number * _STEP), line, _INK, text)
    first = _TOP + 90 + (len(lines) + 1) * _STEP
    for number in range(10):
        right = _SIZE[0] - _LEFT - number % 4 * 60
        pen.line((_LEFT, first + number * _STEP, right, first + number * _STEP), _GREY, 3)
    found = BytesIO()
    page.save(found, "JPEG", quality=60)
    return found.getvalue()
