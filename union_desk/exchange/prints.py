"""数据交接单: what was handed over on the stick, with counts and the hash that proves the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from union_desk.core.clock import local_time
from union_desk.exchange.values import Handover, PackageKind
from union_desk.paper.form import load_form
from union_desk.paper.job import AS_IT_IS, Mode, Placing, Printed
from union_desk.paper.render import render_pdf

FORM: Final = "handover"
TITLE: Final = "数据交接单"
_KINDS: Final = {PackageKind.ISSUE: "发放", PackageKind.RETURN: "上报", PackageKind.RECEIPT: "回执"}
_GROUP: Final = 8


def handover_fields(handover: Handover, office: str) -> dict[str, object]:
    """Return what stands on the paper; `office` is the one at which it is printed."""
    sender, receiver = (office, handover.other) if handover.outgoing else (handover.other, office)
    groups = [handover.sha256[start : start + _GROUP] for start in range(0, len(handover.sha256), _GROUP)]
    half = len(groups) // 2
    return {
        "office": office,
        "package_no": f"{_KINDS[handover.kind]}第 {handover.number} 号",
        "code": handover.sha256[:12],
        "sender": sender,
        "receiver": receiver,
        "made_at": _moment(handover.made_at),
        "made_by": handover.made_by,
        "taken_at": "" if handover.outgoing else _moment(handover.at),
        "taken_by": "" if handover.outgoing else handover.by,
        "file_name": handover.file_name,
        "size": size_shown(handover.size),
        "works": f"{handover.sets:,} 次，共 {handover.lines:,} 行",
        "conflicts": f"{handover.conflicts:,} 处，由接收单位决定" if handover.conflicts else "没有",
        "hash_1": " ".join(groups[:half]),
        "hash_2": " ".join(groups[half:]),
        "spans": [
            {"whose": span.word, "numbers": span.shown.removeprefix(f"{span.word} ")}
            for span in handover.spans
        ],
        "counts": [
            {
                "title": count.title,
                "new": f"{count.new:,}",
                "changed": f"{count.changed:,}",
                "removed": f"{count.removed:,}",
                "same": f"{count.same:,}",
            }
            for count in handover.counts
        ],
    }


def render_handover(  # noqa: PLR0913 - each is a choice of the print sheet
    handover: Handover,
    office: str,
    *,
    printed_by: str,
    printed_at: datetime,
    mode: Mode = "filled",
    copies: int = 1,
    placing: Placing = AS_IT_IS,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Printed:
    """Draw the paper of one handover."""
    return render_pdf(
        load_form(FORM),
        [handover_fields(handover, office)],
        mode=mode,
        copies=copies,
        placing=placing,
        progress=progress,
        cancelled=cancelled,
        printed_by=printed_by,
        printed_at=printed_at,
    )


def size_shown(size: int) -> str:
    """Return a number of bytes as a caseworker reads it: 342 KB, 1.7 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000)):,} KB"
    return f"{size / 1_000_000:,.1f} MB"


def _moment(at: datetime) -> str:
    local = local_time(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"
