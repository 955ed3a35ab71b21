"""Taking a table in: columns are remembered, rows are judged, and one work writes what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from union_desk.casework.intake.rows import read_rows
from union_desk.casework.intake.values import (
    Applied,
    Cancelled,
    Counts,
    ImportLine,
    IntakeKind,
    IntakeOrder,
    Judged,
    Judging,
    Preview,
    Verdict,
)
from union_desk.casework.records import ImportRecord
from union_desk.casework.settings import read_setting, write_setting
from union_desk.casework.undoing import take_back
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.memory import collector_paused
from union_desk.core.rights import Actor, Right, require
from union_desk.core.text import storable
from union_desk.sheets.columns import fingerprint, suggest
from union_desk.sheets.layout import Table, plain_heading
from union_desk.sheets.refused import RefusedRow
from union_desk.store.changes import last_arrival, works_since
from union_desk.store.database import Database
from union_desk.store.work import Work

_COLUMNS: Final = "intake_columns"
_SENDERS: Final = "intake_senders"
_MOST_SENDERS: Final = 30
_WRITTEN: Final = frozenset({Verdict.NEW, Verdict.CHANGED})
_LONGEST: Final = 200

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


def _silent(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def _never() -> bool:
    return False


class Intake:
    """The tables that one store takes in."""

    def __init__(self, database: Database, clock: Clock, kinds: Sequence[IntakeKind]) -> None:
        self._database = database
        self._clock = clock
        self.kinds = tuple(kinds)

    def kind(self, name: str) -> IntakeKind:
        for kind in self.kinds:
            if name in (kind.name, kind.title):
                return kind
        known = "、".join(f"{kind.name}（{kind.title}）" for kind in self.kinds)
        raise RuleBroken(f"没有“{name}”这种名单，可用：{known}。", field="kind")

    # --- columns

    def senders(self, actor: Actor) -> tuple[str, ...]:
        """Return who has sent tables, the last one first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return tuple(read_setting(session, _SENDERS).get("names", ()))

    def columns(self, actor: Actor, kind: str, table: Table, sender: str = "") -> dict[int, str]:
        """Return the field of each column: as it was for this sender, for anybody, or as the headings say."""
        require(actor, Right.VIEW)
        known = self.kind(kind)
        with self._database.read() as session:
            remembered = _remembered(session, known.name, table, sender.strip())
        return suggest(table, known.fields, remembered)

    # --- rows

    def judge(
        self, actor: Actor, order: IntakeOrder, progress: Progress = _silent, cancelled: Stop = _never
    ) -> Preview:
        """Return what taking the table in would do; writes nothing."""
        require(actor, Right.EDIT)
        kind = self.kind(order.kind)
        _check_columns(kind, order.columns)
        rows = read_rows(order.table, order.columns, kind.fields, from_1904=order.from_1904)
        if not rows:
            raise RuleBroken("选定的列里没有内容，请核对表头和各列。", field="columns")
        judging = self._judging(actor, order, progress, cancelled)
        with self._database.read() as session, collector_paused():
            judged = tuple(kind.judge(session, rows, judging))
            seen = last_arrival(session)
        passed_over = len(order.table.skipped) + len(order.table.rows) - len(rows)
        return Preview(order, judged, Counts.of(judged, passed_over), seen)

    def apply(
        self,
        actor: Actor,
        preview: Preview,
        taken: frozenset[int] = frozenset(),
        progress: Progress = _silent,
        cancelled: Stop = _never,
    ) -> Applied:
        """Write what was agreed as one work; `taken`: places of doubtful rows that are new all the same.

        RuleBroken when the store has changed so that a row would now be judged otherwise.
        """
        require(actor, Right.EDIT)
        order, kind = preview.order, self.kind(preview.order.kind)
        judging = self._judging(actor, order, progress, cancelled)
        judged = tuple(_decided(one, taken) for one in preview.judged)
        wanted = [one for one in judged if one.verdict in _WRITTEN]
        if not wanted:
            raise RuleBroken("没有要写入的行：没有新增，也没有更改。")
        own = kind.prepare(self._database, wanted, judging)
        counts = Counts.of(judged, preview.counts.passed_over)
        title = f"导入{kind.title}"
        with self._database.write(title, actor) as work:
            if works_since(work.session, preview.seen) - own:
                self._refuse_stale(work.session, kind, preview, judging)
            kind.write(work, wanted, judging)
            _remember(work, kind.name, order)
            _log(work, kind, order, counts)
            if cancelled():
                raise Cancelled
        return Applied(work.uid, counts, title)

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take an import back as a whole; RuleBroken when something was built on it."""
        require(actor, Right.UNDO)
        return take_back(self._database, actor, work_uid)

    def refused_rows(
        self, preview: Preview, taken: frozenset[int] = frozenset()
    ) -> tuple[tuple[str, ...], tuple[RefusedRow, ...]]:
        """Return headings and rows of what is not taken in, with the reasons, for giving them back."""
        order = preview.order
        column_of = {name: column for column, name in order.columns.items()}
        rows = []
        for one in preview.judged:
            if _decided(one, taken).verdict is not Verdict.REFUSED:
                continue
            at = {column_of[fault.field]: fault.message for fault in one.faults if fault.field in column_of}
            cells = order.table.rows[one.row.place].cells
            rows.append(RefusedRow(one.row.number, cells, one.words, at))
        return order.table.headings, tuple(rows)

    # --- the log

    def former(self, actor: Actor, sha256: str) -> tuple[ImportLine, ...]:
        """Return when this very file was taken in before, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = session.scalars(
                select(ImportRecord)
                .where(ImportRecord.sha256 == sha256, ImportRecord.audience == actor.audience)
                .order_by(ImportRecord.imported_at.desc())
            )
            return tuple(map(_line, found))

    def imports(self, actor: Actor, limit: int = 50) -> tuple[ImportLine, ...]:
        """Return the log of imports, newest first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = session.scalars(
                select(ImportRecord).order_by(ImportRecord.imported_at.desc(), ImportRecord.uid).limit(limit)
            )
            return tuple(map(_line, found))

    # --- inside

    def _judging(self, actor: Actor, order: IntakeOrder, progress: Progress, cancelled: Stop) -> Judging:
        now = self._clock()
        mapped = frozenset(order.columns.values())
        return Judging(actor, local_day(now), now, self._database.site, progress, cancelled, mapped)

    def _refuse_stale(self, session: Session, kind: IntakeKind, preview: Preview, judging: Judging) -> None:
        rows = [one.row for one in preview.judged]
        for before, now in zip(preview.judged, kind.judge(session, rows, judging), strict=True):
            if (before.verdict, before.changes) != (now.verdict, now.changes):
                raise RuleBroken(f"第 {now.row.number} 行的资料刚有改动，请重新预览一次再导入。")


def _decided(one: Judged, taken: frozenset[int]) -> Judged:
    if one.verdict is not Verdict.DOUBTFUL:
        return one
    return replace(one, verdict=Verdict.NEW if one.row.place in taken else Verdict.REFUSED)


def _check_columns(kind: IntakeKind, columns: Mapping[int, str]) -> None:
    fields = {field.name: field for field in kind.fields}
    chosen = list(columns.values())
    for name in chosen:
        if name not in fields:
            raise RuleBroken(f"“{kind.title}”没有“{name}”这一项。", field="columns")
        if chosen.count(name) > 1:
            raise RuleBroken(
                f"有两列都对应“{fields[name].label}”，请把其中一列改为“不导入”。", field="columns"
            )
    missing = [field.label for field in kind.fields if field.required and field.name not in chosen]
    if missing:
        raise RuleBroken(f"请指明哪一列是{'、'.join(f'“{label}”' for label in missing)}。", field="columns")


def _remembered(session: Session, kind: str, table: Table, sender: str) -> Mapping[str, str]:
    mark = fingerprint(table.headings)
    for name in dict.fromkeys((sender, "")):
        held = read_setting(session, f"{_COLUMNS}/{kind}/{mark}/{name}")
        if held:
            return dict(held.get("fields", {}))
    return {}


def _remember(work: Work, kind: str, order: IntakeOrder) -> None:
    fields = {
        plain_heading(heading): order.columns.get(column, "")
        for column, heading in enumerate(order.table.headings)
        if heading
    }
    mark, sender = fingerprint(order.table.headings), storable(order.sender).strip()[:_LONGEST]
    for name in {sender, ""}:
        write_setting(work.session, f"{_COLUMNS}/{kind}/{mark}/{name}", {"fields": fields})
    if sender:
        names = read_setting(work.session, _SENDERS).get("names", [])
        kept = [sender, *(name for name in names if name != sender)][:_MOST_SENDERS]
        write_setting(work.session, _SENDERS, {"names": kept})


def _log(work: Work, kind: IntakeKind, order: IntakeOrder, counts: Counts) -> None:
    work.session.add(
        ImportRecord(
            audience=work.actor.audience,
            kind=kind.title,
            file_name=storable(order.file_name)[:_LONGEST],
            sheet=storable(order.table.sheet)[:_LONGEST],
            sha256=order.sha256,
            sender=storable(order.sender).strip()[:_LONGEST] or None,
            added=counts.new,
            changed=counts.changed,
            same=counts.same,
            refused=counts.refused + counts.doubtful,
            passed_over=counts.passed_over,
            imported_by=work.actor.user,
            imported_at=work.at,
        )
    )


def _line(record: ImportRecord) -> ImportLine:
    texts: dict[str, Any] = {
        name: getattr(record, name) or "" for name in ("kind", "file_name", "sheet", "sender")
    }
    figures: dict[str, Any] = {
        name: getattr(record, name) or 0 for name in ("added", "changed", "same", "refused")
    }
    if record.imported_at is None:
        raise LookupError(f"import {record.uid} has no instant")
    return ImportLine(**texts, **figures, by=record.imported_by or "", at=record.imported_at)
