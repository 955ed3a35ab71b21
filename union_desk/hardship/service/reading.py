"""What screens and paper are told about stored hardship files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.numbers import number_shown
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.packs import packs_on
from union_desk.casework.process import NextStep
from union_desk.casework.recent import Touch, recent, touches
from union_desk.casework.thresholds import threshold_on
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.identity import check_identity
from union_desk.core.packs import Pack
from union_desk.core.rights import Actor, Right
from union_desk.core.terms import term_label
from union_desk.hardship import rules
from union_desk.hardship.queries import (
    OPEN_STATES,
    cards_of_number,
    decision_of,
    files,
    forms_of,
    found_files,
    places_of,
)
from union_desk.hardship.queries.lines import FileLine
from union_desk.hardship.records import FILE_ENTITY, DecisionRecord, HardshipFileRecord
from union_desk.hardship.rules.clocks import Clock as Period
from union_desk.hardship.rules.process import main_step, steps_from
from union_desk.hardship.rules.states import ENDED
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.service.assessment import Thresholds, facts_of, figures_of
from union_desk.hardship.service.checks import checked
from union_desk.hardship.service.periods import clocks_of_files, process_pack
from union_desk.hardship.values import (
    Assessment,
    Decision,
    FileForm,
    FileHit,
    FileView,
    KnownPerson,
    KnownRole,
    Missing,
)
from union_desk.people.queries import employers, person_card, persons
from union_desk.people.rules import employer_doubts, tidy_employer, tidy_person
from union_desk.people.values import PersonCard
from union_desk.store.changes import last_arrival
from union_desk.store.database import Database

_AGAIN: Final = frozenset({"reopen", "relapse"})
_AGAIN_WHY: Final = "家庭情况有变化时，可以重新办理。"
_SECRET: Final = re.compile(
    r"(?:owner|members\.(\d+)\.person)\.(id_no|card_no|mobile|other_phone|health|disability_cert)"
)
_NO_DAY: Final = datetime.fromtimestamp(0, UTC)


def missing_of(form: FileForm) -> tuple[Missing, ...]:
    """Return the mandatory fields of the paper that are still empty, in its order."""
    return tuple(Missing(line.field, line.label, line.section) for line in rules.missing_fields(form))


def thresholds_on(session: Session, on: date) -> Thresholds:
    """Return what a class test needs of the place: its lines and packs."""
    return Thresholds(
        threshold_on(session, "dibao_urban", on),
        threshold_on(session, "minwage_month", on),
        packs_on(session, rules.PACK_KIND, on),
    )


def next_step_of(
    file: HardshipFileRecord | FileLine, missing: Sequence[Missing], clocks: Sequence[Period], pack: Pack
) -> NextStep:
    """Return what comes next for a file, until when, and why that day."""
    state = rules.State(file.state or rules.State.DRAFT)
    due = clocks[0] if clocks else None
    day, why = (due.deadline.due_on, due.why) if due is not None else (None, "")
    if state in ENDED:
        again = [step for step in steps_from(STEPS, state, pack) if step.code in _AGAIN]
        if again:
            return NextStep(again[0].code, again[0].title, again[0].hand.who, day, why or _AGAIN_WHY)
        return NextStep("", "", why=f"{state.words}，没有下一步。")
    step = main_step(STEPS, state, pack)
    if step is None:
        raise LookupError(f"no step leads on from {state}")
    if due is not None and due.code == "register":
        return NextStep("register", due.title, "基层工会", day, why)
    if state is rules.State.DRAFT:
        why = f"还有 {len(missing)} 项没有填，可以先提交，送审前填齐。" if missing else "项目已填齐。"
    return NextStep(step.code, step.title, step.hand.who, day, why)


class FileReader:
    """Reads hardship files for the service."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def assess(self, form: FileForm, on: date, thresholds: Thresholds) -> Assessment:
        """Say what can be said of a form while it is typed."""
        hints = _hints(form, on, thresholds)
        warnings = list(rules.owner_doubts(form.owner.birth_on, form.owner.work_status, on))
        doubt = rules.farm_worker_doubt(form.owner.contract_signed_on, on) if form.farm_worker else ""
        if doubt:
            warnings.append(("owner.contract_signed_on", doubt))
        doubt = rules.application_doubt(form.applied_on, local_day(self._clock()))
        if doubt:
            warnings.append(("applied_on", doubt))
        warnings += rules.family_doubts(form)
        warnings += self._wrong(form)
        return Assessment(figures_of(form, on, thresholds), missing_of(form), tuple(warnings), hints)

    def _wrong(self, form: FileForm) -> list[tuple[str, str]]:
        """Return what would stop a save, and what the cards' own rules find."""
        today = local_day(self._clock())
        found: list[tuple[str, str]] = []
        cards = [("owner", form.owner)]
        cards += [(f"members.{index}.person", entry.person) for index, entry in enumerate(form.members)]
        for at, card in cards:
            try:
                found += tidy_person(card, today, at)[1]
            except RuleBroken as broken:
                found.append((broken.field or at, broken.message))
        try:
            found += employer_doubts(tidy_employer(form.employer, "employer"), "employer")
        except RuleBroken as broken:
            found.append((broken.field or "employer", broken.message))
        try:
            checked(form, today)
        except RuleBroken as broken:
            found.append((broken.field or "", broken.message))
        return found

    def view(self, uid: str, actor: Actor) -> FileView:
        found = self.views([uid], actor)
        if not found:
            raise RuleBroken("这份档案已不在，可能已被撤销。")
        return found[0]

    def views(self, uids: Sequence[str], actor: Actor) -> list[FileView]:
        """Return what pages and papers show of these files, in this order, without those that are gone."""
        with self._database.read() as session:
            records = files(session, uids)
            forms = forms_of(session, list(records.values()))
            offices = offices_in(session)
            touched = touches(session, uids)
            seen = last_arrival(session)
            views = (
                self._view(session, records[uid], forms[uid], offices, touched.get(uid), actor)
                for uid in uids
                if uid in records
            )
            return [replace(view, seen=seen) for view in views]

    def _view(
        self,
        session: Session,
        record: HardshipFileRecord,
        form: FileForm,
        offices: Mapping[str, Office],
        touched: Touch | None,
        actor: Actor,
    ) -> FileView:
        day = form.applied_on or local_day(self._clock())
        thresholds = thresholds_on(session, day)
        missing = missing_of(form)
        office = _office(offices, record)
        decision = decision_of(session, record.uid)
        pack = process_pack(session, local_day(self._clock()))
        clocks = clocks_of_files(session, [record], calendar_in(session), pack)[record.uid]
        state = rules.State(record.state or rules.State.DRAFT)
        created = record.created_at or self._clock()
        same_office = actor.audience in {record.audience, DISTRICT_AUDIENCE}
        return FileView(
            uid=record.uid,
            number=record.number or "",
            number_shown=number_shown(record.number or "", office.short_name),
            office=office.code,
            office_name=office.name,
            state=state,
            state_label=term_label("file_state", state),
            form=form,
            figures=figures_of(form, day, thresholds),
            missing=missing,
            hints=_hints(form, day, thresholds),
            next_step=next_step_of(record, missing, clocks, pack),
            decision=_decision(decision) if decision else None,
            class_code=record.class_code or "",
            class_name=term_label("hardship_class", record.class_code),
            may_edit=same_office and actor.may(Right.EDIT) and state not in ENDED,
            created_at=created,
            changed_at=touched.at if touched else created,
            temporary_number=record.temporary_number or "",
            enrolled_on=record.enrolled_on,
            refused_on=record.refused_on,
            refuse_reason=record.refuse_reason or "",
        )

    def known_person(self, actor: Actor, id_no: str, except_file: str | None) -> KnownPerson | None:
        """Tell who a number belongs to here; the office's own card first."""
        number = check_identity(id_no, local_day(self._clock())).normalised
        with self._database.read() as session:
            cards = sorted(
                cards_of_number(session, number) if number else (),
                key=lambda card: card.audience != actor.audience,
            )
            if not cards:
                return None
            offices = offices_in(session)
            roles = []
            blocking = False
            for record, member in places_of(session, [card.uid for card in cards]):
                if record.uid == except_file:
                    continue
                word = _office(offices, record).short_name
                roles.append(
                    KnownRole(
                        file_uid=record.uid,
                        number_shown=number_shown(record.number or "", word),
                        as_owner=member is None,
                        relation=term_label("relation", member.relation) if member else "",
                        state_label=term_label("file_state", record.state),
                    )
                )
                counted = member is None or bool(member.counted)
                blocking = blocking or (record.state in OPEN_STATES and counted)
            office_names = {office.audience: office.name for office in offices.values()}
            found = person_card(cards[0])
            where = office_names.get(cards[0].audience, "")
            # Another office's card is its own: one learns that it exists, not what is on it.
            may_read = actor.audience in {cards[0].audience, DISTRICT_AUDIENCE}
            return KnownPerson(
                card=found if may_read else PersonCard(id_no=number),
                office_name=where,
                roles=tuple(roles),
                sentence=_known_sentence(found.name, where, roles, told=may_read),
                blocking=blocking,
            )

    def search(self, text: str, limit: int) -> tuple[FileHit, ...]:
        """Find files by owner, family member, employer or number."""
        if not text.strip():
            return ()
        with self._database.read() as session:
            return self._hits(session, found_files(session, text, limit))

    def recent(self, limit: int) -> tuple[FileHit, ...]:
        with self._database.read() as session:
            return self._hits(session, [touch.uid for touch in recent(session, FILE_ENTITY, limit)])

    def secret(self, form: FileForm, field: str) -> str:
        """Return a masked value of a form by its path."""
        match = _SECRET.fullmatch(field)
        if match is None or (match[1] and int(match[1]) >= len(form.members)):
            raise RuleBroken("没有这一项。", field=field)
        card = form.members[int(match[1])].person if match[1] else form.owner
        value: str = getattr(card, match[2])
        return term_label("health", value) if match[2] == "health" else value

    def _hits(self, session: Session, uids: Sequence[str]) -> tuple[FileHit, ...]:
        """Name these files in two lines each, without reading all that is in them."""
        records = files(session, uids)
        owners = persons(session, [record.owner_uid for record in records.values() if record.owner_uid])
        firms = employers(
            session, [record.employer_uid for record in records.values() if record.employer_uid]
        )
        offices = offices_in(session)
        hits = []
        for uid in uids:
            if uid not in records:
                continue
            record = records[uid]
            owner, firm = owners.get(record.owner_uid or ""), firms.get(record.employer_uid or "")
            number = number_shown(record.number or "", _office(offices, record).short_name)
            words = (
                term_label("file_state", record.state),
                term_label("hardship_class", record.class_code),
                (firm.name if firm else "") or "",
            )
            name = (owner.name if owner else "") or "（未填姓名）"
            hits.append(FileHit(uid, f"{name}　{number}", " · ".join(word for word in words if word)))
        return tuple(hits)


def _hints(form: FileForm, on: date, thresholds: Thresholds) -> tuple[str, ...]:
    members = facts_of(form, on, thresholds).members
    if form.zero_employment is None and rules.zero_employment(members):
        return ("家中有劳动能力的成员都没有工作，请核对是否为零就业家庭。",)
    return ()


def _known_sentence(name: str, office_name: str, roles: Sequence[KnownRole], *, told: bool) -> str:
    """Say in one sentence who it is: 王芳已有档案 白杨-2026-00031（建档职工，在档）。"""
    if not roles:
        return f"{name or '此人'}在{office_name}已有登记{'，已带出资料' if told else ''}。"
    places = "；".join(
        f"档案 {role.number_shown}（{'建档职工' if role.as_owner else '家庭成员'}，{role.state_label}）"
        for role in roles
    )
    return f"{name or '此人'}已在{places}中。"


def _office(offices: Mapping[str, Office], record: HardshipFileRecord) -> Office:
    code = record.office or ""
    return offices.get(code) or Office(code, code, code)


def _decision(record: DecisionRecord) -> Decision:
    code = record.class_code or ""
    return Decision(
        uid=record.uid,
        pack=record.pack or "",
        pack_version=record.pack_version or "",
        pack_title=record.pack_title or "",
        class_code=code,
        class_name=term_label("hardship_class", code),
        level=record.level or "",
        computed=tuple(
            term_label("hardship_class", found) for found in (record.computed or "").split(",") if found
        ),
        reason=record.reason or "",
        steps=tuple(str(step) for step in record.steps or ()),
        basis=record.basis or "",
        decided_by=record.decided_by or "",
        decided_at=record.decided_at or _NO_DAY,
        on=record.decided_on or date.min,
    )
