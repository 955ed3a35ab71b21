"""The compensation desk: what is owed to each worker, kept, and written into claims or agreement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.fields import change
from union_desk.casework.offices import DISTRICT_AUDIENCE, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.thresholds import threshold_on
from union_desk.casework.timeline import EventText, add_event
from union_desk.core.clock import Clock, local_day
from union_desk.core.errors import RuleBroken
from union_desk.core.money import format_fen
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.dispute.queries import case_of
from union_desk.dispute.queries.calculations import (
    agreement_item_rows,
    calculation_row,
    calculation_rows,
    calculation_sums,
    claim_rows,
    kept_of,
    plain_tree,
    worker_rows,
)
from union_desk.dispute.queries.cases import form_of
from union_desk.dispute.queries.life import agreements_of
from union_desk.dispute.queries.numbers import shown_number
from union_desk.dispute.records import (
    CASE_ENTITY,
    AgreementItemRecord,
    AgreementRecord,
    CalculationRecord,
    ClaimRecord,
    DisputeCaseRecord,
    PartyRecord,
)
from union_desk.dispute.rules.claims import excluded_together
from union_desk.dispute.rules.states import ENDED, State
from union_desk.dispute.service.chronicle import subject_of
from union_desk.dispute.service.reckoning import Ground, reckon
from union_desk.dispute.values.calculation import (
    Calculation,
    CalculationInputs,
    CalculationItem,
    CalculationOnPaper,
    KeptCalculation,
    UsedThreshold,
)
from union_desk.people.queries import persons
from union_desk.store.database import Database
from union_desk.store.work import Work


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker of a case at the compensation desk, with the sums that are kept of him."""

    uid: str
    name: str
    roster: bool
    claimed_fen: int | None = None
    conservative_fen: int | None = None
    made_on: date | None = None


@dataclass(frozen=True, slots=True)
class WrittenItems:
    """What was written into the claims or the agreement, and what is worth a second look."""

    work_uid: str
    count: int
    fen: int
    warnings: tuple[str, ...] = ()


class Calculations:
    """The calculations of the cases of one store."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def workers(self, actor: Actor, case_uid: str) -> tuple[Worker, ...]:
        """Return the workers of a case in its order."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            rows = worker_rows(session, case_uid)
            cards = persons(session, [row.person_uid for row in rows if row.person_uid])
            kept = calculation_sums(session, case_uid)
        found = []
        for row in rows:
            card = cards.get(row.person_uid or "")
            name = card.name if card is not None and card.name else "未填姓名"
            found.append(Worker(row.uid, name, bool(row.roster), *kept.get(row.uid, (None, None, None))))
        return tuple(found)

    def blank(self, actor: Actor, case_uid: str, party_uid: str) -> CalculationInputs:
        """Return what the case says of a worker already: days, monthly wage, the day of the application."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = case_of(session, case_uid)
            row = _worker(session, case_uid, party_uid)
            return CalculationInputs(
                entry_on=row.entry_on,
                last_on=row.left_on,
                claimed_on=record.received_on or record.came_on or self._today(),
                average_fen=row.monthly_wage_fen,
                monthly_fen=row.monthly_wage_fen,
            )

    def kept(self, actor: Actor, case_uid: str, party_uid: str) -> KeptCalculation | None:
        """Return the calculation that is kept of a worker, as it came out then."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            row = calculation_row(session, case_uid, party_uid)
            return kept_of(row) if row is not None else None

    def reckon(self, actor: Actor, inputs: CalculationInputs) -> Calculation:
        """Compute every item for which enough is told, by the lines and the calendar in force."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return reckon(inputs, ground_of(session, self._today()))

    def keep(self, actor: Actor, case_uid: str, party_uid: str, inputs: CalculationInputs) -> str:
        """Keep the inputs of a worker with what comes out; return the work."""
        require(actor, Right.EDIT)
        with self._database.write("赔偿测算", actor) as work:
            record = open_case(work.session, actor, case_uid)
            _worker(work.session, case_uid, party_uid)
            self.keep_in(work, record, {party_uid: inputs})
            touch(work, CASE_ENTITY, case_uid, self._clock())
            return work.uid

    def write_claims(
        self,
        actor: Actor,
        case_uid: str,
        party_uid: str,
        inputs: CalculationInputs,
        kinds: Iterable[str],
        *,
        conservative: bool = False,
    ) -> WrittenItems:
        """Make claim items of what was computed; an item that is there already gets the sum.

        Of a worker of a roster only the sum of his claims is written.
        """
        require(actor, Right.EDIT)
        with self._database.write("测算写入申请书", actor) as work:
            record = open_case(work.session, actor, case_uid)
            party = _worker(work.session, case_uid, party_uid)
            result = self.keep_in(work, record, {party_uid: inputs})[party_uid]
            items = _chosen(result, kinds)
            fen = sum(item.conservative_fen if conservative else item.claimed_fen for item in items)
            warnings: tuple[str, ...] = ()
            if party.roster:
                change(party, {"claim_fen": fen})
            else:
                warnings = _write_claims(work, record, party, items, conservative=conservative)
            self._happened(work, record, f"按测算写入请求 {len(items)} 项，合计 {format_fen(fen)} 元。")
            return WrittenItems(work.uid, len(items), fen, warnings)

    def write_agreement(
        self,
        actor: Actor,
        case_uid: str,
        party_uid: str,
        inputs: CalculationInputs,
        kinds: Iterable[str],
        *,
        conservative: bool = False,
    ) -> WrittenItems:
        """Put what was computed into the draft of the agreement; RuleBroken once it is in force.

        The claim items get the same sums as agreed; of a worker of a roster his agreed sum is written.
        """
        require(actor, Right.EDIT)
        with self._database.write("测算写入协议", actor) as work:
            record = open_case(work.session, actor, case_uid)
            party = _worker(work.session, case_uid, party_uid)
            result = self.keep_in(work, record, {party_uid: inputs})[party_uid]
            items = _chosen(result, kinds)
            fen = sum(item.conservative_fen if conservative else item.claimed_fen for item in items)
            if party.roster:
                change(party, {"agreed_fen": fen})
            else:
                _write_agreement(work, record, party, items, conservative=conservative)
            self._happened(work, record, f"按测算写入协议 {len(items)} 项，合计 {format_fen(fen)} 元。")
            return WrittenItems(work.uid, len(items), fen)

    def on_paper(self, actor: Actor, case_uid: str, party_uids: Sequence[str]) -> list[CalculationOnPaper]:
        """Return what the 计算过程 of these workers tells; those without a calculation are left out."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = case_of(session, case_uid)
            form = form_of(session, record)
            rows = calculation_rows(session, case_uid)
            offices = offices_in(session)
        office = offices.get(record.office or "")
        respondent = "、".join(party.name for party in form.respondents if party.name)
        parties = {party.uid: party for party in form.parties}
        return [
            CalculationOnPaper(
                case_uid=case_uid,
                code=record.number or "",
                number_shown=shown_number(record.number, record.office, offices),
                office_name=office.name if office is not None else record.office or "",
                worker=parties[uid].name,
                id_no=parties[uid].person.id_no,
                respondent=respondent,
                inputs=kept.inputs,
                result=kept.result,
                made_on=kept.made_on or self._today(),
                made_by=kept.made_by,
            )
            for uid in party_uids
            if uid in rows and uid in parties
            for kept in (kept_of(rows[uid]),)
        ]

    # --- inside

    def keep_in(
        self, work: Work, record: DisputeCaseRecord, told: dict[str, CalculationInputs]
    ) -> dict[str, Calculation]:
        """Keep the inputs of several workers in a work that is under way; return what comes out of each."""
        ground = ground_of(work.session, self._today())
        rows = calculation_rows(work.session, record.uid)
        results = {}
        for party_uid, inputs in told.items():
            result = results[party_uid] = reckon(inputs, ground)
            row = rows.get(party_uid)
            if row is None:
                row = CalculationRecord(audience=record.audience, case_uid=record.uid, party_uid=party_uid)
                work.session.add(row)
            change(
                row,
                {
                    "inputs": plain_tree(inputs),
                    "result": plain_tree(result),
                    "claimed_fen": result.claimed_fen,
                    "conservative_fen": result.conservative_fen,
                    "made_on": self._today(),
                    "made_by": work.actor.user,
                },
            )
        return results

    def _happened(self, work: Work, record: DisputeCaseRecord, text: str) -> None:
        add_event(work, subject_of(record), EventText(self._today(), "mediation", text), self._clock())
        touch(work, CASE_ENTITY, record.uid, self._clock())

    def _today(self) -> date:
        return local_day(self._clock())


def ground_of(session: Session, today: date) -> Ground:
    """Return the lines and the calendar of a store; a line is looked up once for each day."""
    return Ground(_lines(session), calendar_in(session), today)


def open_case(session: Session, actor: Actor, uid: str) -> DisputeCaseRecord:
    """Return a case of this office that is not closed."""
    record = case_of(session, uid)
    if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
        raise RuleBroken("这是别的单位的案件，只能由那里或区总工会修改。")
    state = State(record.state or State.REGISTERED)
    if state in ENDED:
        raise RuleBroken(f"这件案件{state.words}，不能修改；情况有变化的，请先重新办理。")
    return record


def _lines(session: Session) -> Callable[[str, date], UsedThreshold | None]:
    known: dict[tuple[str, date], UsedThreshold | None] = {}

    def line(kind: str, on: date) -> UsedThreshold | None:
        if (kind, on) not in known:
            found = threshold_on(session, kind, on)
            known[kind, on] = (
                UsedThreshold(kind, found.value_fen, found.from_on, found.doc_no, found.shipped)
                if found is not None
                else None
            )
        return known[kind, on]

    return line


def _worker(session: Session, case_uid: str, party_uid: str) -> PartyRecord:
    row = session.get(PartyRecord, party_uid) if party_uid else None
    if row is None or row.case_uid != case_uid or row.removed:
        raise RuleBroken("请先在①当事人里填写职工，再测算。", field="worker")
    return row


def _chosen(result: Calculation, kinds: Iterable[str]) -> list[CalculationItem]:
    wanted = frozenset(kinds)
    items = [item for item in result.items if item.kind in wanted]
    if not items:
        raise RuleBroken("没有可以写入的项目：请先勾选，缺的先补齐。")
    return items


def _write_claims(
    work: Work,
    record: DisputeCaseRecord,
    party: PartyRecord,
    items: Sequence[CalculationItem],
    *,
    conservative: bool,
) -> tuple[str, ...]:
    """Write claims of one worker; return the warnings of all that he claims together."""
    rows = claim_rows(work.session, record.uid)
    own = [row for row in rows if (row.party_uid or party.uid) == party.uid]
    position = max((row.position or 0 for row in rows), default=-1)
    for item in items:
        row = next((each for each in own if each.kind == item.kind), None)
        if row is None:
            position += 1
            row = ClaimRecord(audience=record.audience, case_uid=record.uid, party_uid=party.uid)
            work.session.add(row)
            own.append(row)
            change(row, {"kind": item.kind, "position": position})
        fen = item.conservative_fen if conservative else item.claimed_fen
        change(row, {"claimed_fen": fen or None, "from_on": item.from_on, "to_on": item.to_on})
    return excluded_together(row.kind or "" for row in own if not row.waived)


def _write_agreement(
    work: Work,
    record: DisputeCaseRecord,
    party: PartyRecord,
    items: Sequence[CalculationItem],
    *,
    conservative: bool,
) -> None:
    agreement = _draft(work, record)
    rows = agreement_item_rows(work.session, agreement.uid)
    claims = {
        row.kind: row
        for row in claim_rows(work.session, record.uid)
        if (row.party_uid or party.uid) == party.uid
    }
    position = max((row.position or 0 for row in rows), default=-1)
    for item in items:
        fen = item.conservative_fen if conservative else item.claimed_fen
        if not fen:
            continue
        own = (each for each in rows if each.kind == item.kind and (each.party_uid or party.uid) == party.uid)
        row = next(own, None)
        if row is None:
            position += 1
            row = AgreementItemRecord(
                audience=record.audience,
                agreement_uid=agreement.uid,
                party_uid=party.uid,
                kind=item.kind,
                title=term_label("claim_item", item.kind),
                method="bank",
                position=position,
            )
            work.session.add(row)
        claim = claims.get(item.kind)
        change(row, {"amount_fen": fen, "claim_uid": claim.uid if claim is not None else None})
        if claim is not None:
            change(claim, {"agreed_fen": fen})


def _draft(work: Work, record: DisputeCaseRecord) -> AgreementRecord:
    """Return the agreement that is being written, a new one where there is none."""
    known = agreements_of(work.session, [record.uid]).get(record.uid)
    if known is None:
        row = AgreementRecord(audience=record.audience, case_uid=record.uid, copies=3)
        work.session.add(row)
        work.session.flush()
        return row
    if known.in_force:
        raise RuleBroken("调解协议已经签字盖章生效，不能再改写；另有约定的，请另签补充协议。")
    held = work.session.get(AgreementRecord, known.uid)
    if held is None:
        raise LookupError(f"agreement {known.uid} has no row")
    return held
