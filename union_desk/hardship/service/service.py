"""What a caseworker can do with a hardship file, and what a screen can ask about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.history import LOOKED, REVEAL
from union_desk.casework.numbers import lend_next, needs_block, number_shown, take_number, take_temporary
from union_desk.casework.offices import offices_in, own_office_in
from union_desk.casework.recent import touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.thresholds import (
    lines_entered_in,
    store_threshold,
    threshold_doubts,
    threshold_versions,
)
from union_desk.casework.timeline import (
    EventText,
    add_event,
)
from union_desk.casework.values import Threshold
from union_desk.core.clock import Clock
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import pack_named
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.hardship import rules
from union_desk.hardship.queries import decisions_resting_on, form_of, uid_of_number
from union_desk.hardship.records import FILE_ENTITY, DecisionRecord, HardshipFileRecord
from union_desk.hardship.rules.states import ENDED
from union_desk.hardship.service.assessment import Thresholds, comparison_of, facts_of
from union_desk.hardship.service.attached import paper_lines
from union_desk.hardship.service.checks import checked
from union_desk.hardship.service.chronicle import file_of, subject_of
from union_desk.hardship.service.history import history_of_file
from union_desk.hardship.service.lines import rows_of, sums_of
from union_desk.hardship.service.listing import listed, next_steps, reminders
from union_desk.hardship.service.on_paper import FileOnPaper, on_paper
from union_desk.hardship.service.reading import FileReader, missing_of, thresholds_on
from union_desk.hardship.service.registers import FileRegisters
from union_desk.hardship.service.standing import tested_on
from union_desk.hardship.service.writing import held_places, write_file
from union_desk.hardship.values import (
    Assessment,
    ClassComparison,
    FileFilter,
    FileForm,
    FileHit,
    FileReminders,
    FileRow,
    FileSums,
    FileView,
    KnownPerson,
    PackResult,
    PaperLine,
    Saved,
)
from union_desk.people.rules import FieldWarning, stripped
from union_desk.people.texts import storable
from union_desk.store.changes import last_arrival, works_since
from union_desk.store.database import Database
from union_desk.store.work import Work

_SERIES = "hardship"


class HardshipService(FileRegisters):
    """The hardship files of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__(database, clock)
        self._reader = FileReader(database, clock)
        self._reminded: tuple[tuple[date, int], FileReminders] | None = None

    # --- the form

    def new_form(self, actor: Actor) -> FileForm:
        """Return an empty form with what is certain already: the day and who types it."""
        require(actor, Right.VIEW)
        return FileForm(applied_on=self._today(), typist=actor.user)

    def form(self, actor: Actor, uid: str) -> FileForm:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return form_of(session, file_of(session, uid))

    def assess(self, actor: Actor, form: FileForm, on: date | None = None) -> Assessment:
        """Compute figures, missing fields and warnings of a form, however it is filled."""
        require(actor, Right.VIEW)
        day = on or form.applied_on or self._today()
        with self._database.read() as session:
            thresholds = thresholds_on(session, day)
        return self._reader.assess(form, day, thresholds)

    def save(
        self, actor: Actor, form: FileForm, uid: str | None = None, loaded: FileView | None = None
    ) -> Saved:
        """Store half or all of a file; RuleBroken(field=path) for what is wrong, not for what is missing.

        ChangedMeanwhile when the file is no longer what it was as it was `loaded` into the form.
        A new file gets its number; an identity number that this office knows uses the card that it has.
        """
        require(actor, Right.EDIT)
        today = self._today()
        form = checked(form, today)
        if form.owner.is_blank:
            raise RuleBroken("请先填写姓名或身份证号，再保存。", field="owner.name")
        self._fetch_block(actor)
        with self._database.write("保存档案" if uid else "建立档案", actor) as work:
            record = self._opened(work, actor, uid) if uid else self._new_record(work, actor)
            if loaded is not None:
                self._refuse_stale(work.session, record, loaded)
            self._check_one_file(work, form, uid)
            warnings = write_file(work, record, form, today)
            self._give_number(work, record)
            if not uid:
                event = EventText(form.applied_on or today, "application", "收到建档申请，开始登记。")
                add_event(work, subject_of(record), event, self._clock())
            return self._saved(work, record, warnings, created=not uid)

    def papers(self, actor: Actor, uid: str) -> tuple[PaperLine, ...]:
        """Return the papers that a file needs and has, those that are asked for first."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return paper_lines(session, file_of(session, uid))

    # --- the class

    def compare_classes(self, actor: Actor, form: FileForm, on: date | None = None) -> ClassComparison:
        """Test the form under the packs, with every step; on: day of application, else today."""
        require(actor, Right.VIEW)
        day = on or form.applied_on or self._today()
        with self._database.read() as session:
            return comparison_of(form, day, thresholds_on(session, day))

    def decide(self, actor: Actor, uid: str, pack: str, class_code: str, reason: str = "") -> str:
        """Keep the class that a person chose; a reason is needed when the computed class is another."""
        require(actor, Right.DECIDE)
        reason = storable(reason)
        with self._database.write("认定困难类别", actor, reason=reason) as work:
            record = self._opened(work, actor, uid)
            form = form_of(work.session, record)
            day = tested_on(record, self._today())
            thresholds = thresholds_on(work.session, day)
            result = comparison_of(form, day, thresholds).result(pack)
            choice = next((choice for choice in result.choices if choice.code == class_code), None)
            if choice is None:
                raise RuleBroken("请从这一标准的类别中选择。", field="class_code")
            computed = tuple(found.code for found in result.classes)
            if class_code not in computed and not reason.strip():
                found = "、".join(found.name for found in result.classes) or "不符合任何一类"
                raise RuleBroken(f"测算结果是“{found}”，改认“{choice.name}”请写明理由。", field="reason")
            work.session.add(
                DecisionRecord(
                    audience=record.audience,
                    file_uid=uid,
                    pack=pack,
                    pack_title=result.title,
                    pack_version=result.version,
                    class_code=class_code,
                    level=choice.level or None,
                    computed=",".join(computed) or None,
                    reason=reason.strip() or None,
                    inputs=_plain_inputs(form, day, thresholds),
                    steps=list(result.steps),
                    basis=result.basis,
                    standards=",".join(thresholds.resting_on(pack)) or None,
                    decided_by=actor.user,
                    decided_on=self._today(),
                    decided_at=self._clock(),
                )
            )
            record.class_code = class_code
            record.class_scheme = pack_named(thresholds.packs, pack).data["scheme"]
            if choice.level and not record.level:
                record.level = choice.level
            text = _decision_text(result, choice.name, reason)
            self._happened(work, record, EventText(self._today(), "decision", text))
            return work.uid

    # --- reading

    def view(self, uid: str, actor: Actor) -> FileView:
        require(actor, Right.VIEW)
        return self._concluded(self._reader.view(uid, actor))

    def views(self, uids: Sequence[str], actor: Actor) -> list[FileView]:
        """Return several files at once, in this order."""
        require(actor, Right.VIEW)
        return self._reader.views(uids, actor)

    def on_paper(self, actor: Actor, uids: Sequence[str]) -> list[FileOnPaper]:
        """Return several files at once, in this order, with all that their papers tell."""
        require(actor, Right.PRINT)
        views = self._reader.views(uids, actor)
        with self._database.read() as session:
            return on_paper(session, views, self._today())

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return the file with this number, official or temporary."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return uid_of_number(session, number)

    def ids(self, actor: Actor, wanted: FileFilter, sort: str = "-number") -> Sequence[str]:
        """Return the ids of the list; `sort` is a column of FileRow, `-` before it turns it round."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            known = replace(wanted, text=storable(wanted.text))
            return listed(session, actor, known, sort, self._today())

    def next_steps(self, actor: Actor) -> tuple[tuple[str, str], ...]:
        """Return what files can wait for here: code and title of each step."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return next_steps(session, self._today())

    def reminders(self, actor: Actor) -> FileReminders:
        """Count what is due and what is forgotten; anew only when something was written."""
        require(actor, Right.VIEW)
        today = self._today()
        with self._database.read() as session:
            at = today, last_arrival(session)
            if self._reminded is None or self._reminded[0] != at:
                self._reminded = at, reminders(session, today)
            return self._reminded[1]

    def rows(self, actor: Actor, ids: Sequence[str]) -> dict[str, FileRow]:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return rows_of(session, ids, self._today())

    def sums(self, actor: Actor, ids: Sequence[str]) -> FileSums:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return sums_of(session, ids)

    def known_person(self, actor: Actor, id_no: str, except_file: str | None = None) -> KnownPerson | None:
        """Tell who this identity number is here: card, files, households."""
        require(actor, Right.VIEW)
        return self._reader.known_person(actor, id_no, except_file)

    def search(self, actor: Actor, text: str, limit: int = 20) -> tuple[FileHit, ...]:
        require(actor, Right.VIEW)
        return self._reader.search(storable(text), limit)

    def recent(self, actor: Actor, limit: int = 10) -> tuple[FileHit, ...]:
        """Return the files that were changed last."""
        require(actor, Right.VIEW)
        return self._reader.recent(limit)

    def reveal(self, actor: Actor, uid: str, field: str) -> str:
        """Return a masked value in full (path: owner.id_no, members.2.person.id_no …); the act is logged."""
        require(actor, Right.REVEAL)
        with self._database.write(LOOKED, actor) as work:
            record = self._of_office(work.session, actor, uid)
            form = form_of(work.session, record)
            value = self._reader.secret(form, field)
            work.note_access(REVEAL, FILE_ENTITY, uid, _lasting(form, field))
            return value

    # --- undo, lines of the place

    def undo(self, actor: Actor, work_uid: str) -> str:
        """Take a work back; RuleBroken when something was built on it."""
        require(actor, Right.UNDO)
        with self._database.read() as session:
            entered = lines_entered_in(session, work_uid)
            if any(decisions_resting_on(session, uid) for uid in entered):
                raise RuleBroken("已有认定依据这一条标准，不能撤销；请另记新的一条。")
            self._refuse_undo(session, work_uid)
        return super().undo(actor, work_uid)

    def threshold_doubts(self, actor: Actor, threshold: Threshold) -> tuple[str, ...]:
        """Return what is worth a second look before a line of the place is entered, with the arithmetic."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            held = threshold_versions(session, threshold.kind)
        return threshold_doubts(threshold, held, self._today())

    def set_threshold(self, actor: Actor, threshold: Threshold) -> str:
        """Enter a line of the place: 低保标准, 最低工资; return the work."""
        require(actor, Right.CONFIGURE)
        with self._database.write("填写标准", actor) as work:
            store_threshold(work, stripped(threshold))
            return work.uid

    # --- inside

    def _new_record(self, work: Work, actor: Actor) -> HardshipFileRecord:
        record = HardshipFileRecord(
            audience=actor.audience, office=actor.office, state=rules.State.DRAFT, created_at=self._clock()
        )
        work.session.add(record)
        return record

    def _opened(self, work: Work, actor: Actor, uid: str) -> HardshipFileRecord:
        record = self._of_office(work.session, actor, uid)
        if rules.State(record.state or rules.State.DRAFT) in ENDED:
            label = term_label("file_state", record.state)
            raise RuleBroken(f"这份档案已{label}，不能修改；情况有变化的，请先重新办理。")
        return record

    def _open_again(self, work: Work, record: HardshipFileRecord) -> None:
        self._check_one_file(work, form_of(work.session, record), record.uid)

    def _refuse_stale(self, session: Session, record: HardshipFileRecord, loaded: FileView) -> None:
        if form_of(session, record) != loaded.form:
            later = works_since(session, loaded.seen)
            changes = [line for line in history_of_file(session, record.uid) if line.work_uid in later]
            raise ChangedMeanwhile(changes, self._today())

    def _check_one_file(self, work: Work, form: FileForm, uid: str | None) -> None:
        words = {code: office.short_name for code, office in offices_in(work.session).items()}

        def shown(record: HardshipFileRecord) -> str:
            return number_shown(record.number or "", words.get(record.office or "", record.office or ""))

        rules.check_one_file(held_places(work, form, uid, shown))

    def _fetch_block(self, actor: Actor) -> None:
        """Lend a district's store its next run of numbers, in a work that no undo of a file takes back."""
        today = self._today()
        with self._database.read() as session:
            own = offices_in(session).get(own_office_in(session))
            if own is None or own.level != "district":
                return
            if not needs_block(session, _SERIES, actor.office, self._database.site, today):
                return
        with self._database.write("借出号段", actor) as work:
            lend_next(work, _SERIES, actor.office, self._database.site, today)

    def _give_number(self, work: Work, record: HardshipFileRecord) -> None:
        """Give a number at the first save; a temporary one gets its official number once there is a block."""
        official = record.number and record.number != record.temporary_number
        if official:
            return
        office, today = record.office or "", self._today()
        held = offices_in(work.session).get(office)
        number = take_number(
            work.session, _SERIES, office, self._database.site, today, prefix=held.prefix if held else ""
        )
        if number is not None:
            record.number = number
        elif not record.number:
            record.number = record.temporary_number = take_temporary(work.session, _SERIES, office, today)

    def _saved(
        self,
        work: Work,
        record: HardshipFileRecord,
        warnings: list[FieldWarning],
        *,
        created: bool,
    ) -> Saved:
        touch(work, FILE_ENTITY, record.uid, self._clock())
        work.session.flush()
        office = offices_in(work.session).get(record.office or "")
        word = office.short_name if office else record.office or ""
        number = record.number or ""
        return Saved(
            uid=record.uid,
            number=number,
            number_shown=number_shown(number, word),
            work_uid=work.uid,
            missing=missing_of(form_of(work.session, record)),
            created=created,
            warnings=tuple(warnings),
        )


def _decision_text(result: PackResult, name: str, reason: str) -> str:
    why = f"理由：{reason.strip()}" if reason.strip() else f"{result.deciding}。"
    return f"认定为{name}（{result.title}）。{why}"


def _lasting(form: FileForm, field: str) -> str:
    """Name a member by his id: his place in the family may be another one tomorrow."""
    group, _dot, rest = field.partition(".")
    place, dot, name = rest.partition(".")
    return f"{group}.{form.members[int(place)].uid}{dot}{name}" if group == "members" else field


def _plain_inputs(form: FileForm, on: date, thresholds: Thresholds) -> dict[str, object]:
    """Return what the class was computed from, as plain values that outlive every change of the file."""
    inputs: dict[str, object] = asdict(facts_of(form, on, thresholds))
    return {**inputs, "on": on.isoformat()}
