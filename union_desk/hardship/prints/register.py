"""The lists of files: KN-17 困难职工汇总表 of a list, KN-16 档案销毁清册 of what is to be destroyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from union_desk.assistance.values import Given
from union_desk.core.clock import local_day
from union_desk.core.deadline import day_text
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import FileRow
from union_desk.hardship.values.disposal import DestructionList
from union_desk.paper.job import Printed
from union_desk.paper.register import Column, Register, Row, render_register

_TITLE: Final = "困难职工汇总表"
_COLUMNS: Final = (
    Column("序号", "number", 9),
    Column("档案号", "file", 27),
    Column("姓名", "name", 17),
    Column("性别", "sex", 8),
    Column("身份证号", "id", 34),
    Column("工作单位", "employer", 42, "left"),
    Column("困难类别|级别", "level", 13),
    Column("困难类别|类别", "class", 18),
    Column("家庭\n人口", "people", 9),
    Column("主要致困原因", "cause", 26),
    Column("状态", "state", 15),
    Column("建档日期", "enrolled", 19),
    Column("本年帮扶|次数", "times", 10),
    Column("本年帮扶|金额（元）", "fen", 22, "right", total=True),
    Column("备注", "remark", 14),
)
DESTRUCTION_TITLE: Final = "困难职工档案销毁清册"
_DESTROYED: Final = (
    Column("序号", "number", 12),
    Column("档案编号", "file", 44),
    Column("姓名", "name", 28),
    Column("撤档日期", "closed", 30),
    Column("保存期满", "kept", 30),
    Column("页数", "pages", 18),
    Column("监销签名", "signed", 34),
    Column("备注", "remark", 50),
)
# An empty list has as many lines as a page, to be filled in by hand.
_BLANK_ROWS: Final = 15
_AT_ONCE: Final = 500


def render_summary(
    service: HardshipService,
    actor: Actor,
    uids: Sequence[str],
    office: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print the files in this order; identity numbers stay masked. Without files: a list to write on."""
    require(actor, Right.PRINT)
    today = local_day(at)
    register = Register(
        f"{today.year}年{_TITLE}",
        _COLUMNS,
        number="KN-17",
        above=(f"填报单位（盖章）：{office}", f"填报日期：{day_text(today)}"),
    )
    rows: list[Row] = [{} for _ in range(0 if uids else _BLANK_ROWS)]
    for start in range(0, len(uids), _AT_ONCE):
        part = uids[start : start + _AT_ONCE]
        found, given = service.rows(actor, part), service.given(actor, part, today.year)
        rows += [_line(found[uid], given.get(uid, Given())) for uid in part if uid in found]
    return render_register(
        register, rows, progress=progress, cancelled=cancelled, printed_by=actor.user, printed_at=at
    )


def render_destruction_list(
    actor: Actor,
    told: DestructionList,
    office: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print a 销毁清册 for its signatures; after the destruction it has numbers and days only."""
    require(actor, Right.PRINT)
    above = [f"单位（盖章）：{office}", f"清册编号：{told.list_no}"]
    if told.listed_on is not None:
        above.append(f"造册日期：{day_text(told.listed_on)}")
    register = Register(
        DESTRUCTION_TITLE,
        _DESTROYED,
        number="KN-16",
        above=tuple(above),
        signs=(
            f"造册人：{told.listed_by}",
            f"批准人：{told.approved_by}",
            f"监销人：{told.supervised_by}",
            "监销人：",
            f"销毁日期：{told.destroyed_on or ''}",
        ),
    )
    rows: list[Row] = [
        {
            "file": one.number_shown,
            "name": one.owner,
            "closed": one.closed_on or "",
            "kept": one.kept_until_on or "",
            "pages": one.pages or "",
        }
        for one in told.files
    ]
    return render_register(
        register, rows, progress=progress, cancelled=cancelled, printed_by=actor.user, printed_at=at
    )


def _line(row: FileRow, given: Given) -> Row:
    return {
        "file": row.number_shown,
        "name": row.name,
        "sex": term_label("sex", row.sex) if len(row.sex) == 1 and row.sex.isdigit() else row.sex,
        "id": row.id_masked,
        "employer": row.employer,
        "level": row.level,
        "class": row.class_name,
        "people": row.population,
        "cause": term_label("cause", row.main_cause) or row.main_cause,
        "state": row.state_label,
        "enrolled": row.enrolled_on or "",
        "times": given.times or "",
        "fen": given.amount_fen or None,
    }
