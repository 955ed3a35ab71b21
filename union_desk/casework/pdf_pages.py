"""New PDFs out of attached files: parts of one, several in one, pages turned. Originals stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, Final

from union_desk.casework.originals import PDF, as_pdf
from union_desk.core.errors import RuleBroken

_RANGE: Final = re.compile(r"(\d+)(?:\s*[-—–~至]\s*(\d*))?")
_FORM: Final = "请写成 1-3,4,5-，每一段成为一份新的附件。"


def ranges(text: str, pages: int) -> list[tuple[int, int]]:
    """Read `1-3,4,5-` as first and last pages; RuleBroken(field="pages") says what is wrong with it."""
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[,，、;；\s]+", text))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise RuleBroken(f"看不懂“{part}”。{_FORM}", field="pages")
        first = int(match[1])
        last = first if match[2] is None else int(match[2] or pages)
        if not 1 <= first <= last <= pages:
            raise RuleBroken(f"“{part}”不在第 1 页到第 {pages} 页之间。", field="pages")
        found.append((first, last))
    if not found:
        raise RuleBroken(f"请填写怎样拆分。{_FORM}", field="pages")
    return found


def split(data: bytes, parts: Sequence[tuple[int, int]], turned_by: int = 0) -> list[bytes]:
    """Return a PDF for each part, from its first to its last page."""
    made = []
    with _opened(data) as whole:
        for first, last in parts:
            with _empty() as part:
                part.pages.extend(whole.pages[first - 1 : last])
                _turn_all(part, turned_by)
                made.append(_saved(part))
    return made


def merged(files: Sequence[tuple[bytes, str, int]]) -> bytes:
    """Return one PDF of several files (bytes, kind of file, turned by), pictures a page each."""
    with _empty() as whole:
        for data, media, turned_by in files:
            with _opened(data if media == PDF else as_pdf(data)) as one:
                _turn_all(one, turned_by)
                whole.pages.extend(one.pages)
        return _saved(whole)


def turned(data: bytes, pages: Mapping[int, int]) -> bytes:
    """Return the PDF with some pages (counted from 0) turned to the right by degrees."""
    with _opened(data) as whole:
        for page, degrees in pages.items():
            whole.pages[page].rotate(degrees, relative=True)
        return _saved(whole)


def _turn_all(pdf: Any, degrees: int) -> None:
    if degrees:
        for page in pdf.pages:
            page.rotate(degrees, relative=True)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415 - slow to load

    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise RuleBroken("这份 PDF 有密码，不能拆分或合并。") from error
    except pikepdf.PdfError as error:
        raise RuleBroken("这份 PDF 有损坏的地方，不能拆分或合并；可以重新扫描后替换。") from error


@contextmanager
def _empty() -> Iterator[Any]:
    import pikepdf  # noqa: PLC0415 - slow to load

    with pikepdf.new() as pdf:
        yield pdf


def _saved(pdf: Any) -> bytes:
    # The same pages always give the same bytes: what is made twice is kept once.
    kept = BytesIO()
    pdf.save(kept, deterministic_id=True)
    return kept.getvalue()
