"""Prints records on a form: one PDF, blank, filled or data only, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from datetime import datetime

from union_desk.core.errors import RuleBroken
from union_desk.paper.job import AS_IT_IS, Job, Mode, Placing, Printed
from union_desk.paper.sheet import Form

__all__ = ["Mode", "Placing", "Printed", "render_pdf"]


def render_pdf(  # noqa: PLR0913  each is a choice of the print sheet
    form: Form,
    records: Iterable[Mapping[str, object]],
    *,
    mode: Mode = "filled",
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    printed_by: str = "",
    printed_at: datetime | None = None,
    copies: int = 1,
    first_copies: Sequence[int] = (),
    two_sided: bool = False,
    placing: Placing = AS_IT_IS,
    prefer_local_fonts: bool = False,
) -> Printed:
    """Print records one after another; pages are counted within each record.

    The copies of a record follow each other, numbered from its entry in `first_copies` where there is one.
    Progress is told as (records done, all records); all is 0 when nobody knows. The same input gives
    the same bytes. A blank form needs no record: whatever is handed in is not printed.
    """
    # The PDF library costs 150 ms and is not needed to open the window.
    from union_desk.paper.pdf import write_pdf  # noqa: PLC0415

    total = len(records) if isinstance(records, Sized) else 0
    if mode == "blank":
        records, total = [{}], 1
    elif isinstance(records, Sized) and not total:
        raise RuleBroken("没有选中要打印的记录，请先选择。")
    job = Job(mode, printed_by, printed_at, copies, first_copies, two_sided, placing, prefer_local_fonts)
    return write_pdf(form, records, job, total, progress or _silent, cancelled or _never)


def _silent(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False
