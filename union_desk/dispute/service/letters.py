"""工会劳动法律监督意见书、建议书 (M26): written, signed, received, answered, and what follows of silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.calendars import calendar_in
from union_desk.casework.chronicle import Chronicle
from union_desk.casework.fields import change
from union_desk.casework.offices import DISTRICT_AUDIENCE, Office, offices_in
from union_desk.casework.recent import touch
from union_desk.casework.stale import ChangedMeanwhile
from union_desk.casework.timeline import EventText, add_event
from union_desk.core.calendar import Calendar
from union_desk.core.clock_rules import clock_end
from union_desk.core.deadline import Deadline, day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import find_term, term_label
from union_desk.dispute.queries import case_of, form_of
from union_desk.dispute.queries import letters as queries
from union_desk.dispute.queries.numbers import case_word, shown_number
from union_desk.dispute.records import DisputeCaseRecord, SupervisionLetterRecord
from union_desk.dispute.rules.clocks import dispute_rules
from union_desk.dispute.rules.letters import (
    OPINION,
    SUGGESTION,
    LetterFacts,
    check_followed,
    letter_number,
    letter_state,
)
from union_desk.dispute.service.chronicle import subject_of
from union_desk.dispute.service.firms import firm_of, respondent_of
from union_desk.dispute.service.reading import office_of
from union_desk.dispute.values import SupervisionLetter
from union_desk.dispute.values.letters import Issue, LetterView, Reply
from union_desk.people.rules import stripped
from union_desk.store.changes import last_arrival
from union_desk.store.work import Work

LETTER_ENTITY: Final = SupervisionLetterRecord.__tablename__
ANSWER: Final = "U01"
_NEEDED: Final = (
    ("addressee", "主送单位"),
    ("facts", "查明的事实"),
    ("law", "违反的规定"),
    ("demands", "意见或者建议"),
)
# What is written when a letter goes out or comes back, not while it is drafted.
_LATER: Final = frozenset(
    {"number", "signer", "signer_post", "issued_on", "received_on", "answered_on", "answer", "corrected"}
)


class Letters(Chronicle[SupervisionLetterRecord]):
    """The supervision letters of one store."""

    _entity = LETTER_ENTITY
    _noun = "监督文书"

    # --- reading

    def letter(self, actor: Actor, uid: str) -> LetterView:
        require(actor, Right.VIEW)
        with self._database.read() as session:
            return self._views(session, [queries.letter_record(session, uid)], actor)[0]

    def letters(self, actor: Actor, *, case_uid: str = "", employer_uid: str = "") -> tuple[LetterView, ...]:
        """Return all letters, the drafts first and then the latest; or those of one case or employer."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            found = queries.letters_where(session, case_uid=case_uid, employer_uid=employer_uid)
            return tuple(self._views(session, found, actor))

    def due(self, actor: Actor, until: date | None = None) -> tuple[LetterView, ...]:
        """Return the opinions whose answer is awaited (to a day), the most urgent first."""
        found = [each for each in self.letters(actor) if each.state in ("waiting", "overdue")]
        found = [
            each for each in found if until is None or (each.due_on is not None and each.due_on <= until)
        ]
        return tuple(sorted(found, key=lambda each: each.due_on or date.max))

    def with_number(self, actor: Actor, number: str) -> str | None:
        """Return the letter with this number."""
        found = (each.uid for each in self.letters(actor) if each.letter.number == number.strip())
        return next(found, None) if number.strip() else None

    def proposed_number(self, actor: Actor, uid: str) -> str:
        """Return the next number of the letter's office, kind and year; an office may write another."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            record = queries.letter_record(session, uid)
            offices = offices_in(session)
            office = office_of(offices, record.office)
            kind = record.kind or OPINION
            known = queries.numbers_given(session, office.code, kind)
            word = case_word(offices.get(office.code), offices)
            return letter_number(kind, word, office.short_name, self._today(), known)

    # --- writing

    def new_letter(self, actor: Actor, case_uid: str = "") -> SupervisionLetter:
        """Return an opinion to begin with; of a case it knows the employer and the facts already."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            office = offices_in(session).get(actor.office)
            contact = "，".join(part for part in (actor.user, office.phone if office else "") if part)
            blank = SupervisionLetter(contact=contact)
            if not case_uid:
                return blank
            form = form_of(session, case_of(session, case_uid))
            firm = respondent_of(form)
            return replace(
                blank,
                case_uid=case_uid,
                employer_uid=firm.uid,
                employer_name=firm.name,
                addressee=firm.name,
                facts=form.facts or form.matter,
            )

    def save(self, actor: Actor, letter: SupervisionLetter, loaded: LetterView | None = None) -> str:
        """Store half or all of a letter that is not signed yet; return its uid.

        ChangedMeanwhile when it is no longer what it was as it was `loaded`.
        """
        require(actor, Right.EDIT)
        letter = stripped(letter)
        if find_term("supervision_kind", letter.kind) is None:
            raise RuleBroken("请从列表中选择意见书或者建议书。", field="kind")
        if letter.kind == SUGGESTION and not letter.follows_uid:
            raise RuleBroken("建议书要从意见书提出，请先发意见书。", field="kind")
        if not (letter.addressee or letter.employer_name):
            raise RuleBroken("请填写主送单位，再保存。", field="addressee")
        title = "保存监督文书" if loaded is not None else "起草监督文书"
        with self._database.write(title, actor) as work:
            record = self._opened(work, actor, loaded) if loaded is not None else _new(work, actor)
            case = self._case(work.session, actor, letter.case_uid)
            values = queries.letter_columns(letter)
            change(record, {name: value for name, value in values.items() if name not in _LATER})
            change(record, {"employer_uid": firm_of(work, letter.employer_uid, letter.employer_name)})
            change(record, {"case_uid": case.uid if case is not None else None})
            touch(work, LETTER_ENTITY, record.uid, self._clock())
            return record.uid

    def issue(self, actor: Actor, uid: str, issue: Issue) -> str:
        """Send a letter out under a number, signed by the chair or a vice-chair (art 21); return the work."""
        require(actor, Right.DECIDE)
        issue = self._checked(stripped(issue))
        with self._database.write("签发监督文书", actor) as work:
            record = self._draft(work.session, actor, uid)
            for name, label in _NEEDED:
                if not getattr(record, name):
                    raise RuleBroken(f"还没有填写{label}，不能签发。", field=name)
            office, kind = record.office or "", record.kind or OPINION
            if issue.number in queries.numbers_given(work.session, office, kind):
                raise RuleBroken(f"文号“{issue.number}”已经用过，请改用下一个。", field="number")
            on = issue.on or self._today()
            change(record, {"number": issue.number, "issued_on": on})
            change(record, {"signer": issue.signer, "signer_post": issue.signer_post})
            self._told(work, record, on, f"发出工会劳动法律监督{_kind(record)}（{issue.number}）。")
            return work.uid

    def recall(self, actor: Actor, uid: str, reason: str) -> str:
        """Take back the signing of a letter that nobody has received, a draft again; return the work."""
        require(actor, Right.DECIDE)
        if not reason.strip():
            raise RuleBroken("请写明撤回签发的理由。", field="reason")
        with self._database.write("撤回签发监督文书", actor, reason=reason.strip()) as work:
            record = self._issued(work.session, actor, uid)
            if record.received_on is not None:
                raise RuleBroken("单位已经收到，不能撤回；情况有变化的，请另发一份。")
            number = record.number
            change(record, dict.fromkeys(("number", "issued_on", "signer", "signer_post")))
            self._told(
                work, record, self._today(), f"撤回监督{_kind(record)}（{number}）：{reason.strip()}。"
            )
            return work.uid

    def receive(self, actor: Actor, uid: str, on: date) -> str:
        """Note on which day a letter was received: from then on its answer is awaited. Return the work."""
        require(actor, Right.EDIT)
        with self._database.write("登记监督文书送达", actor) as work:
            record = self._issued(work.session, actor, uid)
            self._check_day(on, record.issued_on, "收到日期", "签发日期")
            if record.answered_on is not None and on > record.answered_on:
                raise RuleBroken("收到日期不能晚于答复日期。", field="on")
            change(record, {"received_on": on})
            self._told(work, record, on, f"{record.addressee}收到监督{_kind(record)}（{record.number}）。")
            return work.uid

    def answer(self, actor: Actor, uid: str, reply: Reply) -> str:
        """Note what was answered, and whether it was put right; may be mended. Return the work."""
        require(actor, Right.EDIT)
        reply = stripped(reply)
        with self._database.write("登记监督文书答复", actor) as work:
            record = self._issued(work.session, actor, uid)
            if record.received_on is None:
                raise RuleBroken("请先登记收到日期，再登记答复。", field="on")
            if reply.on is None and (reply.text or reply.corrected):
                raise RuleBroken("请填写答复日期。", field="on")
            if reply.on is not None:
                self._check_day(reply.on, record.received_on, "答复日期", "收到日期")
            change(
                record,
                {"answered_on": reply.on, "answer": reply.text or None, "corrected": reply.corrected},
            )
            done = {True: "，已改正", False: "，没有改正", None: ""}[reply.corrected]
            on = reply.on or self._today()
            self._told(work, record, on, f"监督{_kind(record)}（{record.number}）得到答复{done}。")
            return work.uid

    def follow_up(self, actor: Actor, uid: str) -> str:
        """Make a suggestion to the labour department of an opinion without effect (art 23); return its uid.

        It says what the opinion said, when it was received, and what came of it: nothing is typed again.
        """
        require(actor, Right.EDIT)
        with self._database.write("提出监督建议书", actor) as work:
            record = self._of_office(work.session, actor, uid)
            end = _answer_end(record, calendar_in(work.session))
            made = bool(queries.follow_ups(work.session, [uid]))
            check_followed(_facts(record, followed=made), end.due_on if end else None, self._today())
            names = queries.names_of(work.session, [record])
            firm = names.get(record.employer_uid or "") or record.addressee or ""
            offices = offices_in(work.session)
            suggestion = SupervisionLetterRecord(
                audience=actor.audience,
                office=actor.office,
                kind=SUGGESTION,
                follows_uid=record.uid,
                case_uid=record.case_uid,
                employer_uid=record.employer_uid,
                addressee=_labour_department(offices.get(actor.office), offices),
                facts=_course(record, firm, end),
                law=record.law,
                demands=_asked(record, firm),
                contact=record.contact,
            )
            work.session.add(suggestion)
            work.session.flush()
            touch(work, LETTER_ENTITY, suggestion.uid, self._clock())
            return suggestion.uid

    def discard(self, actor: Actor, uid: str, reason: str) -> str:
        """Strike a draft; what was signed stays. Return the work."""
        require(actor, Right.EDIT)
        if not reason.strip():
            raise RuleBroken("请写明删去的理由。", field="reason")
        with self._database.write("删去监督文书", actor, reason=reason.strip()) as work:
            change(self._draft(work.session, actor, uid), {"removed": True})
            return work.uid

    # --- inside

    def _record(self, session: Session, uid: str) -> SupervisionLetterRecord:
        return queries.letter_record(session, uid)

    def _day_of(self, record: SupervisionLetterRecord) -> date | None:
        return record.issued_on

    def _views(
        self, session: Session, records: Sequence[SupervisionLetterRecord], actor: Actor
    ) -> list[LetterView]:
        names, offices = queries.names_of(session, records), offices_in(session)
        cases = queries.case_records(session, [record.case_uid for record in records])
        followed = queries.follow_ups(session, [record.uid for record in records])
        calendar, seen = calendar_in(session), last_arrival(session)
        views = []
        for record in records:
            office = office_of(offices, record.office)
            case = cases.get(record.case_uid or "")
            end = _answer_end(record, calendar)
            follow_up = followed.get(record.uid, "")
            facts = _facts(record, followed=bool(follow_up))
            state = letter_state(facts, end.due_on if end else None, self._today())
            views.append(
                LetterView(
                    letter=queries.letter_of(record, names),
                    office=office.code,
                    office_name=office.name,
                    state=state,
                    state_label=term_label("letter_state", state),
                    case_number=shown_number(case.number, case.office, offices) if case else "",
                    case_code=(case.number or "") if case else "",
                    due_on=end.due_on if end else None,
                    days_left=end.days_left(self._today()) if end and record.answered_on is None else None,
                    why=end.steps if end else (),
                    follow_up_uid=follow_up,
                    may_edit=actor.audience in {record.audience, DISTRICT_AUDIENCE},
                    refusal=_refusal(facts, end, self._today()),
                    seen=seen,
                )
            )
        return views

    def _opened(self, work: Work, actor: Actor, loaded: LetterView) -> SupervisionLetterRecord:
        record = self._draft(work.session, actor, loaded.uid)
        names = queries.names_of(work.session, [record])
        if queries.letter_of(record, names) != loaded.letter:
            raise ChangedMeanwhile((), self._today())
        return record

    def _draft(self, session: Session, actor: Actor, uid: str) -> SupervisionLetterRecord:
        record = self._of_office(session, actor, uid)
        if record.issued_on is not None:
            raise RuleBroken("这份文书已经签发，内容不能再改；情况有变化的，请另发一份。")
        return record

    def _issued(self, session: Session, actor: Actor, uid: str) -> SupervisionLetterRecord:
        record = self._of_office(session, actor, uid)
        if record.issued_on is None:
            raise RuleBroken("这份文书还没有签发，请先签发。")
        return record

    def _case(self, session: Session, actor: Actor, uid: str) -> DisputeCaseRecord | None:
        if not uid:
            return None
        record = case_of(session, uid)
        if actor.audience not in {record.audience, DISTRICT_AUDIENCE}:
            raise RuleBroken("这是别的单位的案件，监督文书由那里或区总工会发出。")
        return record

    def _checked(self, issue: Issue) -> Issue:
        if issue.on is not None and issue.on > self._today():
            raise RuleBroken("签发日期不能晚于今天。", field="on")
        if not issue.signer:
            raise RuleBroken("请填写签发的主席或者副主席姓名。", field="signer")
        if find_term("union_post", issue.signer_post) is None:
            raise RuleBroken("监督文书由工会主席或者副主席签发。", field="signer_post")
        if not issue.number:
            raise RuleBroken("请填写文号。", field="number")
        return issue

    def _check_day(self, on: date, since: date | None, label: str, before: str) -> None:
        if on > self._today():
            raise RuleBroken(f"{label}不能晚于今天。", field="on")
        if since is not None and on < since:
            raise RuleBroken(f"{label}不能早于{before} {day_text(since)}。", field="on")

    def _told(self, work: Work, record: SupervisionLetterRecord, on: date, text: str) -> None:
        """Tell it on the timeline of the letter, and of its case."""
        self._happened(work, record, EventText(on, "supervision", text))
        if record.case_uid:
            case = case_of(work.session, record.case_uid)
            add_event(work, subject_of(case), EventText(on, "supervision", text), self._clock())


def _new(work: Work, actor: Actor) -> SupervisionLetterRecord:
    record = SupervisionLetterRecord(audience=actor.audience, office=actor.office)
    work.session.add(record)
    work.session.flush()
    return record


def _facts(record: SupervisionLetterRecord, *, followed: bool) -> LetterFacts:
    return LetterFacts(
        record.kind or OPINION,
        record.issued_on,
        record.received_on,
        record.answered_on,
        record.corrected,
        followed,
    )


def _answer_end(record: SupervisionLetterRecord, calendar: Calendar) -> Deadline | None:
    """Return until when an opinion is to be answered (U01); a suggestion has no such period."""
    if record.kind != OPINION or record.received_on is None:
        return None
    return clock_end(dispute_rules()[ANSWER], record.received_on, calendar)


def _refusal(facts: LetterFacts, end: Deadline | None, today: date) -> str:
    try:
        check_followed(facts, end.due_on if end else None, today)
    except RuleBroken as broken:
        return broken.message
    return ""


def _kind(record: SupervisionLetterRecord) -> str:
    return term_label("supervision_kind", record.kind or OPINION)


def _labour_department(own: Office | None, offices: Mapping[str, Office]) -> str:
    """Return the department of the office's district: 钱塘区人力资源和社会保障局; "" where none is known."""
    district = own if own is None or own.level == "district" else offices.get(own.parent_code)
    return f"{district.short_name}人力资源和社会保障局" if district is not None else ""


def _course(record: SupervisionLetterRecord, firm: str, end: Deadline | None) -> str:
    """Say what the opinion found, and what became of it."""
    issued, received = record.issued_on or date.min, record.received_on or date.min
    said = [
        f"我会于{day_text(issued)}向{firm}发出工会劳动法律监督意见书（{record.number}），指出：",
        f"{_of_it(record.facts).rstrip('。')}。",
        f"该单位于{day_text(received)}收到意见书，",
    ]
    if record.answered_on is None:
        until = f"至{day_text(end.due_on)}答复期满" if end else "答复期满"
        said.append(f"{until}没有答复，也没有改正。")
    else:
        answer = f"（答复称：{record.answer.rstrip('。')}）" if record.answer else ""
        said.append(f"{day_text(record.answered_on)}答复{answer}，但没有改正。")
    return "".join(said)


def _asked(record: SupervisionLetterRecord, firm: str) -> str:
    return f"请你局依法处理，责令{firm}改正：\n{_of_it(record.demands)}"


def _of_it(text: str | None) -> str:
    """Retell to the department what the opinion told the employer."""
    return (text or "").replace("你单位", "该单位").replace("本意见书", "意见书")
