"""Measuring all held files anew when a standard changes, and opening the recheck of those concerned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import Office, offices_in
from union_desk.casework.packs import pack_versions
from union_desk.casework.thresholds import threshold_versions
from union_desk.casework.timeline import EventText
from union_desk.core.batches import chunks
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import packs
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.core.text import storable
from union_desk.hardship import rules
from union_desk.hardship.queries import file_ids, files, forms_of
from union_desk.hardship.queries.decisions import deciding_packs
from union_desk.hardship.records import HardshipFileRecord
from union_desk.hardship.rules.process import check_process_step
from union_desk.hardship.rules.states import HELD
from union_desk.hardship.service.assessment import Thresholds, measured
from union_desk.hardship.service.household import FileHousehold
from union_desk.hardship.service.life import step_named
from union_desk.hardship.service.reading import thresholds_on
from union_desk.hardship.service.standing import bearings_of, facts_of
from union_desk.hardship.values import FileFilter, FileForm, PackResult
from union_desk.hardship.values.rerun import ClassChange, Remeasured
from union_desk.store.work import Work

LINES: Final = ("dibao_urban", "minwage_month")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Stopped(Exception):
    """The caseworker stopped it; nothing was written."""


@dataclass(frozen=True, slots=True)
class _Standards:
    """Those of the earlier and of the later day, and which pack each file was decided by."""

    before: Thresholds
    after: Thresholds
    on: date
    decided_by: Mapping[str, str]
    offices: Mapping[str, Office]

    def pack_of(self, uid: str, standards: Thresholds) -> str:
        name = self.decided_by.get(uid, "")
        known = {pack.name for pack in standards.packs}
        return name if name in known else standards.general(self.on).name


class FileRerun(FileHousehold):
    """All files of one store under other standards."""

    def standard_days(self, actor: Actor) -> tuple[date, date]:
        """Return two days between which the standards of the office changed last."""
        require(actor, Right.VIEW)
        today = self._today()
        with self._database.read() as session:
            begun = [*_begun(session)]
        if not begun:
            return today, today
        last = max(begun)
        return (today, last) if last > today else (last - timedelta(days=1), today)

    def remeasure(
        self,
        actor: Actor,
        before_on: date,
        after_on: date,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> Remeasured:
        """Measure every held file, as it is, under the standards of two days; nothing is written.

        Each file is measured by the pack that it was decided by. Stopped when it was cancelled.
        """
        require(actor, Right.VIEW)
        if after_on < before_on:
            raise RuleBroken("新标准的日期不能早于原标准的日期。", field="after_on")
        with self._database.read() as session:
            standards = _Standards(
                thresholds_on(session, before_on),
                thresholds_on(session, after_on),
                after_on,
                deciding_packs(session),
                offices_in(session),
            )
            held = FileFilter(states=tuple(sorted(state.value for state in HELD)))
            uids = [*file_ids(session, held, "number")]
        changes: list[ClassChange] = []
        unmeasured = done = 0
        for chunk in chunks(uids):
            if cancelled is not None and cancelled():
                raise Stopped
            # Between two parts of the list others may write.
            with self._database.read() as session:
                for found in _measured(session, chunk, standards):
                    if found is None:
                        unmeasured += 1
                    elif isinstance(found, ClassChange):
                        changes.append(found)
            done += len(chunk)
            if progress is not None:
                progress(done, len(uids))
        return Remeasured(
            before_on=before_on,
            after_on=after_on,
            before=_told(standards.before, after_on),
            after=_told(standards.after, after_on),
            files=len(uids),
            unmeasured=unmeasured,
            changes=tuple(changes),
        )

    def open_rechecks(
        self,
        actor: Actor,
        uids: Sequence[str],
        reason: str,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> str:
        """Open the yearly recheck of these files in one work, which can be taken back; return the work.

        Nothing else is changed. RuleBroken names the file that cannot be rechecked, and none is.
        """
        step = step_named("recheck")
        require(actor, step.hand.right)
        if not uids:
            raise RuleBroken("请先用空格选中要复核的档案。")
        reason = storable(reason).strip()
        title = f"{step.title} {len(uids)} 份"
        with self._database.write(title, actor, reason=reason) as work:
            for done, uid in enumerate(uids, start=1):
                if cancelled is not None and cancelled():
                    raise Stopped
                self._open_recheck(work, actor, uid, reason)
                if progress is not None:
                    progress(done, len(uids))
            return work.uid

    def _open_recheck(self, work: Work, actor: Actor, uid: str, reason: str) -> None:
        step, today = step_named("recheck"), self._today()
        record = self._of_office(work.session, actor, uid)
        at = bearings_of(work.session, record, today)
        try:
            target = check_process_step(step, at.state, facts_of(work.session, at, today, reason), at.pack)
        except RuleBroken as broken:
            raise RuleBroken(f"{at.form.owner.name} {record.number or ''}：{broken.message}") from broken
        self._enter(work, record, step, target, EventText(today, step.event, reason), at)


def _measured(
    session: Session, uids: Sequence[str], standards: _Standards
) -> Iterator[ClassChange | bool | None]:
    """Yield for each file its change, False where its class stays, None where it cannot be measured."""
    records = files(session, uids)
    forms = forms_of(session, list(records.values()))
    for uid in uids:
        record = records.get(uid)
        if record is None:
            continue
        form = forms[uid]
        before, after = (
            measured(form, standards.on, each, standards.pack_of(uid, each))
            for each in (standards.before, standards.after)
        )
        if before.problem or after.problem:
            yield None
        elif _code(before) == _code(after):
            yield False
        else:
            yield _change(record, form, before, after, standards)


def _change(
    record: HardshipFileRecord, form: FileForm, before: PackResult, after: PackResult, standards: _Standards
) -> ClassChange:
    office = standards.offices.get(record.office or "")
    order = [choice.code for choice in after.choices]
    places = [order.index(code) if code in order else len(order) for code in (_code(before), _code(after))]
    return ClassChange(
        uid=record.uid,
        number_shown=number_shown(record.number or "", office.short_name if office else record.office or ""),
        name=form.owner.name,
        office_name=office.name if office else "",
        held=term_label("hardship_class", record.class_code),
        before=_name(before),
        after=_name(after),
        deciding=after.deciding,
        steps=after.steps,
        gains=places[1] < places[0],
    )


def _code(result: PackResult) -> str:
    return result.classes[0].code if result.classes else ""


def _name(result: PackResult) -> str:
    return result.classes[0].name if result.classes else ""


def _told(standards: Thresholds, on: date) -> str:
    """Say what is measured by: the lines, and the version of the pack that applies where none was chosen."""
    lines = "；".join(line.text for line in standards.lines)
    pack = standards.general(on)
    return f"{lines or '还没有填写标准'}；{pack.title} {pack.version} 版"


def _begun(session: Session) -> Iterator[date]:
    """Yield the days from which the office's own lines and packs apply."""
    for kind in LINES:
        yield from (
            version.entry.from_on
            for version in threshold_versions(session, kind)
            if not version.shipped and not version.withdrawn
        )
    for pack in packs(rules.PACK_KIND):
        yield from (
            version.entry.from_on
            for version in pack_versions(session, rules.PACK_KIND, pack.name)
            if version.uid and not version.withdrawn
        )
