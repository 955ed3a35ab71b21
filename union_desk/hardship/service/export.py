"""Files as sheets: who may get which of them, how much of each number, written whole, and logged."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from union_desk.assistance.queries import given_in
from union_desk.casework.exports import (
    ExportColumn,
    Exported,
    ExportOrder,
    LeftOut,
    Sieved,
    checked_columns,
    log_export,
)
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.report_templates import template_with
from union_desk.core.clock import Clock, local_day, local_time
from union_desk.core.divisions import division_name
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import age_on
from union_desk.core.privacy import mask_address, mask_card, mask_id, mask_phone
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.hardship.queries import files, forms_of
from union_desk.hardship.queries.export import (
    Standing,
    consenting,
    exported_values,
    owner_names,
    standings,
)
from union_desk.hardship.records import FILE_ENTITY
from union_desk.hardship.rules.states import State
from union_desk.hardship.service.assessment import Thresholds, figures_of
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.values.export import export_columns
from union_desk.sheets.placing import beside, check_target, place
from union_desk.sheets.protect import check_workbook_password, locked
from union_desk.sheets.template import FIELD
from union_desk.sheets.writing import Cell, ListSheet, SheetColumn, write_csv, write_xlsx
from union_desk.store.database import Database

PROVIDE: Final = "provide"
"""The consent that somebody else may be told (PIPL art 23), in terms consent_kind."""
_AT_ONCE: Final = 500
_SHORTEST_PURPOSE: Final = 2
_LONGEST_WORDS: Final = 100
_PLAIN_KINDS: Final = frozenset({"text", "number", "money", "day"})
_MASKED_HEALTH: Final = "＊"
_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "id": mask_id,
    "card": mask_card,
    "phone": mask_phone,
    "address": mask_address,
}
Rows = Iterator[list[Cell]]
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
_Watch = tuple[Progress | None, Cancelled | None]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What of a file has to be read besides its own columns."""

    columns: tuple[ExportColumn, ...]
    full: bool
    today: date

    def of(self, part: str) -> bool:
        return any(column.path.startswith(f"{part}.") for column in self.columns)

    @property
    def paths(self) -> tuple[str, ...]:
        found = [column.path for column in self.columns]
        found += [_precision(column) for column in self.columns if column.kind == "part_day"]
        return (*found, *(["employer.industry"] if "file.industry" in found else []))


class _Stopped(Exception):
    """The person does not want it any more: neither file nor log is kept."""


class FileExport:
    """Takes lists of files out of the program."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def sieve(self, actor: Actor, uids: Sequence[str], *, provided: bool) -> Sieved:
        """Tell which of the files may go out; those of persons who did not agree are named."""
        require(actor, Right.EXPORT)
        with self._database.read() as session:
            return self._sieve(session, actor, uids, provided=provided)

    def write(
        self,
        actor: Actor,
        uids: Sequence[str],
        order: ExportOrder,
        target: Path,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Exported | None:
        """Write the files that may go out, in this order, to .xlsx or .csv; None when it was cancelled.

        The file comes to its place only together with its line in the log. With a template in the order it
        is somebody's own table.
        """
        require(actor, Right.EXPORT)
        order = self.checked(actor, order)
        if target.suffix.lower() == ".csv" and order.password:
            raise RuleBroken("csv 文件不能加密码，请改用 .xlsx，或不设密码。", field="password")
        sieved = self._allowed(actor, uids, order)
        check_target(target)
        with beside(target) as made:
            write = self._write_table if order.template else self._write_list
            doubts = write(actor, sieved.uids, order, made, (progress, cancelled))
            if doubts is None:
                return None
            try:
                work = self.log_and_place(actor, sieved.uids, order, made, target, cancelled)
            except _Stopped:
                return None
        return Exported(len(sieved.uids), sieved.left_out, work, doubts)

    def rows(self, actor: Actor, uids: Sequence[str], columns: Sequence[ExportColumn], *, full: bool) -> Rows:
        """Return the cells of each file, read some at a time; numbers are masked unless `full`."""
        require(actor, Right.EXPORT)
        if full:
            require(actor, Right.REVEAL)
        asked = _Asked(tuple(columns), full, self._today)
        return self._rows(uids, asked)

    def _rows(self, uids: Sequence[str], asked: _Asked) -> Rows:
        known: dict[date, Thresholds] = {}
        for part in _parts(uids):
            with self._database.read() as session:
                offices = offices_in(session)
                found = exported_values(session, part, asked.paths)
                _add_computed(session, part, found, asked, known)
            for uid in part:
                if uid in found:
                    yield [_cell(column, found[uid], offices, asked) for column in asked.columns]

    def checked(self, actor: Actor, order: ExportOrder) -> ExportOrder:
        """Refuse an order that does not say for whom and for what, or whose writer may not give it out."""
        require(actor, Right.EXPORT)
        if order.full:
            require(actor, Right.REVEAL)
        receiver, purpose = (storable(words).strip() for words in (order.receiver, order.purpose))
        if order.provided and not receiver:
            raise RuleBroken("请填写接收的单位或人。", field="receiver")
        if len(purpose) < _SHORTEST_PURPOSE:
            raise RuleBroken("请写明用途，例如 上报年度汇总。", field="purpose")
        for name, words in (("receiver", receiver), ("purpose", purpose)):
            if len(words) > _LONGEST_WORDS:
                raise RuleBroken(f"请写短一些，最多 {_LONGEST_WORDS} 字。", field=name)
        columns = () if order.template else checked_columns(order.columns)
        if any(name not in export_columns() for name, _title in columns):
            raise RuleBroken("有的栏目这个版本的程序不认识，请重新选择栏目。", field="columns")
        if order.password:
            check_workbook_password(order.password)
        title = storable(order.title).strip() or "困难职工名单"
        return replace(order, columns=columns, receiver=receiver, purpose=purpose, title=title)

    def log_and_place(
        self,
        actor: Actor,
        uids: Sequence[str],
        order: ExportOrder,
        made: Path,
        target: Path,
        cancelled: Cancelled | None = None,
    ) -> str:
        """Log an export and put its file in place: both, or neither; return the work."""
        require(actor, Right.EXPORT)
        text = told(order)
        with self._database.write(f"导出{order.title}", actor, reason=order.purpose) as work:
            held = standings(work.session, uids)
            rows = [(uid, held[uid].audience) for uid in uids if uid in held]
            log_export(work, FILE_ENTITY, rows, text, self._clock())
            if cancelled is not None and cancelled():
                raise _Stopped
            place(made, target)
            return work.uid

    # --- inside

    def _sieve(self, session: Session, actor: Actor, uids: Sequence[str], *, provided: bool) -> Sieved:
        offices, held = offices_in(session), standings(session, uids)
        agreed = consenting(session, uids, PROVIDE, self._today) if provided else set()
        reasons = {uid: _refusal(actor, held.get(uid), provided, agreed, uid) for uid in uids}
        left = [uid for uid, reason in reasons.items() if reason]
        names = owner_names(session, [held[uid].owner_uid for uid in left if uid in held])
        return Sieved(
            tuple(uid for uid in uids if not reasons[uid]),
            tuple(LeftOut(uid, _called(held.get(uid), names, offices), reasons[uid]) for uid in left),
        )

    def _write_list(
        self, actor: Actor, uids: Sequence[str], order: ExportOrder, made: Path, watch: _Watch
    ) -> tuple[str, ...] | None:
        columns = tuple(export_columns()[name] for name, _title in order.columns)
        rows = self.rows(actor, uids, columns, full=order.full)
        sheet = self._sheet(actor, order, columns, len(uids))
        if order.password:
            # What is to be locked does not lie open on the disk before.
            plain = BytesIO()
            if not write_xlsx(plain, sheet, rows, len(uids), *watch):
                return None
            made.write_bytes(locked(plain.getvalue(), order.password))
            return ()
        write = write_csv if made.suffix.lower() == ".csv" else write_xlsx
        return () if write(made, sheet, rows, len(uids), *watch) else None

    def _write_table(
        self, actor: Actor, uids: Sequence[str], order: ExportOrder, made: Path, watch: _Watch
    ) -> tuple[str, ...] | None:
        """Fill somebody's own table; return what in it wants a look."""
        from union_desk.sheets.filling import check_rows, fill  # noqa: PLC0415 - loaded when first used

        check_rows(len(uids))
        progress, cancelled = watch
        with self._database.read() as session:
            template, blank = template_with(session, actor, order.template)
            office = offices_in(session).get(actor.office)
        wanted = {filling.value for filling in template.layout.columns.values() if filling.kind == FIELD}
        columns = tuple(column for name, column in export_columns().items() if name in wanted)
        found: list[Mapping[str, Cell]] = []
        for row in self.rows(actor, uids, columns, full=order.full):
            if cancelled is not None and cancelled():
                return None
            found.append({column.name: cell for column, cell in zip(columns, row, strict=True)})
            if progress is not None:
                progress(len(found), len(uids))
        words = {
            "office": office.name if office else actor.office,
            "day": self._today.isoformat(),
            "user": actor.user,
        }
        kinds = {column.name: column.kind for column in columns}
        filled = fill(blank, template.layout, found, kinds, words)
        made.write_bytes(locked(filled.data, order.password) if order.password else filled.data)
        return filled.doubts

    @property
    def _today(self) -> date:
        return local_day(self._clock())

    def _allowed(self, actor: Actor, uids: Sequence[str], order: ExportOrder) -> Sieved:
        sieved = self.sieve(actor, uids, provided=order.provided)
        if not sieved.uids:
            first = sieved.left_out[0] if sieved.left_out else None
            why = f"例如 {first.shown}：{first.reason}" if first else "请先在列表里选好。"
            raise RuleBroken(f"没有可以导出的档案。{why}")
        return sieved

    def _sheet(
        self, actor: Actor, order: ExportOrder, columns: Sequence[ExportColumn], count: int
    ) -> ListSheet:
        with self._database.read() as session:
            office = offices_in(session).get(actor.office)
        day = local_time(self._clock()).date()
        above = (
            f"单位：{office.name if office else actor.office}　　日期：{day.isoformat()}　　共 {count:,} 份"
        )
        titles = dict(order.columns)
        return ListSheet(
            order.title,
            tuple(
                SheetColumn(
                    titles[column.name] or column.title,
                    column.kind if column.kind in _PLAIN_KINDS else "text",
                    column.total,
                )
                for column in columns
            ),
            above,
        )


def told(order: ExportOrder) -> str:
    """导出《困难职工名单》给“杭州市总工会”，用途：年度汇总（完整号码，有打开密码）"""
    marks = [word for word, holds in (("完整号码", order.full), ("有打开密码", order.password)) if holds]
    whom = f"给“{order.receiver}”" if order.provided else "，本单位留用"
    return (
        f"导出《{order.title}》{whom}，用途：{order.purpose}{'（' + '，'.join(marks) + '）' if marks else ''}"
    )


def _parts(uids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uids), _AT_ONCE):
        yield uids[start : start + _AT_ONCE]


def _refusal(
    actor: Actor, held: Standing | None, provided: bool, agreed: set[tuple[str, str]], uid: str
) -> str:
    if held is None:
        return "档案已不在。"
    if held.state == State.DESTROYED:
        return "档案已销毁。"
    if actor.audience not in {DISTRICT_AUDIENCE, held.audience}:
        return "是别的单位的档案。"
    if provided and (uid, held.owner_uid) not in agreed:
        return "没有本人“向其他单位提供”的同意书，或已撤回（个人信息保护法第二十三条）。"
    return ""


def _called(held: Standing | None, names: Mapping[str, str], offices: Mapping[str, Office]) -> str:
    if held is None:
        return "（已不在的档案）"
    number = _number(held.number, held.office, offices)
    return f"{names.get(held.owner_uid) or '（未填姓名）'} {number}".strip()


def _number(number: str, office: str, offices: Mapping[str, Office]) -> str:
    known = offices.get(office)
    return number_shown(number, known.short_name if known else office)


def _precision(column: ExportColumn) -> str:
    return f"{column.path.removesuffix('_on')}_precision"


def _add_computed(
    session: Session,
    uids: Sequence[str],
    found: Mapping[str, dict[str, Any]],
    asked: _Asked,
    known: dict[date, Thresholds],
) -> None:
    """Add what is computed from the rows of each file, where a column asks for it."""
    if asked.of("given"):
        given = given_in(session, FILE_ENTITY, uids, asked.today.year)
        for uid, values in found.items():
            one = given.get(uid)
            values["given.times"] = one.times if one else 0
            values["given.amount_fen"] = one.amount_fen if one else 0
    if asked.of("figures"):
        records = files(session, uids)
        forms = forms_of(session, list(records.values()))
        for uid, form in forms.items():
            day = form.applied_on or asked.today
            if day not in known:
                known[day] = thresholds_on(session, day)
            figures = figures_of(form, day, known[day])
            found[uid].update(
                {
                    column.path: getattr(figures, column.path.partition(".")[2])
                    for column in asked.columns
                    if column.path.startswith("figures.")
                }
            )


def _cell(
    column: ExportColumn, held: Mapping[str, Any], offices: Mapping[str, Office], asked: _Asked
) -> Cell:
    if column.path == "file.number":
        return _number(held["file.number"] or "", held["file.office"] or "", offices)
    value = held.get(column.path)
    if column.path == "file.industry":
        value = value or held.get("employer.industry")
    if value is None or value == "":
        return None
    if column.path == "file.office":
        return offices[value].name if value in offices else str(value)
    if column.mask and not asked.full:
        return _MASKED_HEALTH if column.mask == "health" else _MASKS[column.mask](str(value))
    if column.terms:
        codes = str(value).split(",") if column.several else [str(value)]
        return "、".join(term_label(column.terms, code) for code in codes)
    return _plain(column, value, held, asked)


def _plain(column: ExportColumn, value: Any, held: Mapping[str, Any], asked: _Asked) -> Cell:
    match column.kind:
        case "yes_no":
            return "是" if value else "否"
        case "division":
            return division_name(str(value)) or str(value)
        case "hundredths":
            return f"{value / 100:g}"
        case "age":
            return str(age_on(value, asked.today))
        case "part_day":
            known = {"month": "%Y-%m", "year": "%Y"}.get(held.get(_precision(column)) or "day")
            shown: Cell = value.strftime(known) if known else value
            return shown
    cell: Cell = value
    return cell
