"""Turns the pages of a PDF into pictures for the screen and for printers that take no PDF."""

from __future__ import annotations

import threading
from typing import Any, Final

_DPI: Final = 72

# PDFium may be entered by one thread at a time only.
_lock = threading.Lock()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _lock, _open(pdf) as document:
        return len(document)


def page_size(pdf: bytes, index: int) -> tuple[float, float]:
    """Return width and height of a page as it is shown, in points."""
    with _lock, _open(pdf) as document:
        width, height = document.get_page_size(index)
    return float(width), float(height)


def render_page(pdf: bytes, index: int, dpi: float, *, filled_in: bool = False) -> tuple[int, int, bytes]:
    """Return width, height and the pixels of a page as BGRA rows without gaps (Qt: Format_RGB32).

    `filled_in` shows what was typed into the fields of a PDF form, too.
    """
    import pypdfium2.raw  # noqa: PLC0415  as below

    with _lock, _open(pdf) as document:
        if filled_in:
            document.init_forms()
        bitmap = document[index].render(
            scale=dpi / _DPI,
            may_draw_forms=filled_in,
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA,
            fill_color=(255, 255, 255, 255),
        )
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
    row = width * 4
    if stride != row:
        pixels = b"".join(pixels[start : start + row] for start in range(0, height * stride, stride))
    return width, height, pixels


def _open(pdf: bytes) -> Any:
    import pypdfium2  # noqa: PLC0415  60 ms that the window's start need not wait for

    return pypdfium2.PdfDocument(pdf)
