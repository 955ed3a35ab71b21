"""How a demo case of legal aid goes on: the acts of each day, as far as its story tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from union_desk.casework.attachments import NewFile, Paper
from union_desk.casework.volume_values import Keeping
from union_desk.core.rights import Actor
from union_desk.demo.aid_desk import AidDesk
from union_desk.demo.aid_form import fen, typed
from union_desk.demo.disputes import Act
from union_desk.demo.scans import scanned
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.rules.numbers import ASSIGNMENT, DECISION, paper_number
from union_desk.legal_aid.values import (
    AidEvent,
    AidForm,
    AidService,
    Assignment,
    Decision,
    Ending,
    Progress,
    Rating,
    Report,
    Subsidy,
    Supplement,
    Urgency,
)
from union_desk.legal_aid.values.process import AidRules

# The main road in its order: a story that ends at one of these has taken all before it.
_ROAD: Final = (
    "registered",
    "applied",
    "examining",
    "granted",
    "assigned",
    "handling",
    "ended",
    "reported",
    "closed",
    "archived",
)
# Where the main road is left.
_LEAVES: Final = {
    "supplement": "examining",
    "lapsed": "examining",
    "refused": "examining",
    "refused_closed": "examining",
    "urgent": "applied",
    "terminated": "handling",
}
_BODIES: Final = {
    "arbitration": "钱塘区劳动人事争议仲裁委员会",
    "court": "钱塘区人民法院",
    "enforcement": "钱塘区人民法院",
}
_EXAMINER: Final = "何文娟"
_APPROVER: Final = "丁国平"
# Days after the application.
_EXAMINE, _DECIDE, _ASSIGN, _CONTRACT = 1, 4, 6, 8
# Days after the end of the service.
_REPORT, _ASK, _APPROVE, _PAY, _CLOSE, _ARCHIVE, _RATE = 8, 9, 14, 24, 26, 40, 41
_RECEIVED: Final = 20


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of the work: on which day after the application."""

    after: int
    kind: str
    service: int
    text: str
    tenths: int


class AidRoad:
    """One case of legal aid on its way; its acts are made with their days first."""

    def __init__(self, desk: AidDesk, story: Mapping[str, Any]) -> None:
        self._desk, self._story = desk, story
        self._actor: Actor = desk.actors[story["office"]]
        self._uid, self._shown, self._turns = "", "", 0
        self._services: tuple[AidService, ...] = ()
        self._given_to = Assignment()
        self._lines: dict[int, str] = {}
        self._hearing = story.get("hearing", desk.usual["hearing"])
        self._end = story.get(
            "ended", self._hearing + story.get("after_hearing", desk.usual["after_hearing"])
        )

    def acts(self) -> Iterator[Act]:
        """Yield what happens on which day, from the application on, never after today."""
        end = self._story["end"]
        place = _ROAD.index(_LEAVES.get(end, end))
        yield self._day(0), self._begin
        if place >= 1:
            yield self._day(0), self._step("apply", self._day(0))
        if end == "urgent" or "urgent_first" in self._story:
            yield self._day(1), self._ahead
        elif place >= 2:
            yield self._day(_EXAMINE), self._step("examine", self._day(_EXAMINE))
        if place >= 3:
            yield from self._given(place)
        if place >= 5:
            yield from self._worked()
        for after, kind, name, *lines in self._story.get("scans", ()):
            day = self._day(self._after(after))
            yield day, self._scan(kind, name, tuple(lines))
        if place >= 6:
            yield from self._ended(place)
        yield from self._left(end)

    # --- the parts of the road

    def _given(self, place: int) -> Iterator[Act]:
        ahead = "urgent_first" in self._story
        assigned = self._day(2 if ahead else _ASSIGN)
        if not ahead:
            yield self._day(_DECIDE), self._grant("grant")
        if place >= 4:
            yield assigned, self._assign(assigned)
        if place >= 5:
            yield self._day(_CONTRACT), self._begin_work(self._day(_CONTRACT))
        if ahead:
            yield self._day(_CONTRACT + 2), self._grant("grant_handling", _CONTRACT + 2)
        if "changed" in self._story:
            changed = self._day(self._story["changed"]["after"])
            yield changed, self._change(changed)
            signed = self._day(self._story["changed"]["after"] + 2)
            yield signed, self._begin_work(signed)

    def _worked(self) -> Iterator[Act]:
        for told in self._progress():
            on = self._day(told.after)
            if on >= self._came + timedelta(days=told.after):
                yield on, self._do(told, on)
        for after, kind, text, body in self._events():
            on = self._day(after)
            if on >= self._came + timedelta(days=after):
                yield on, self._write(AidEvent(kind=kind, on=on, text=text, body=body))
        if "first_done" in self._story:
            done = self._day(self._story["first_done"])
            yield done, self._finish(done, 1)

    def _ended(self, place: int) -> Iterator[Act]:
        story = self._story
        ended, reported = self._day(self._end), self._day(self._end + _REPORT)
        yield ended, self._finish(ended)
        ending = Ending(on=ended, result=story["result"], text=story.get("result_text", ""))
        yield ended, self._step("end", ended, act=ending)
        if any("paid" in item for item in story.get("items", ())):
            paid = self._day(self._end + _RECEIVED)
            yield paid, self._receive(paid)
        if place < 7:
            return
        report = Report(on=reported, text=story["report"], problems=story.get("problems", ""))
        yield reported, self._step("report", reported, act=report)
        for line in story.get("subsidies", ()):
            yield from self._paid(line)
        if place >= 8:
            closed = self._day(self._end + _CLOSE)
            yield closed, self._step("close", closed)
        if place >= 9:
            archived = self._day(self._end + _ARCHIVE)
            yield archived, self._shelve(archived)
            yield archived, self._step("archive", archived)
        if "rating" in story:
            rated = self._day(self._end + _RATE)
            words = story.get("words", "")
            said = Rating(story["rating"], rated, way="phone", words=words, by=self._actor.user)
            yield rated, self._write(said)

    def _paid(self, line: Mapping[str, Any]) -> Iterator[Act]:
        """Let a subsidy be asked for, approved and paid, as far as its story goes."""
        desk, key = self._desk, len(self._lines)
        self._lines[key] = ""
        again = 6 if line["stage"] == "later" else 0  # asked for anew after a wrong line
        asked = self._day(self._end + _ASK + again)
        yield asked, self._ask(line, key, asked)
        if line["to"] == "reversed":
            back = self._day(self._end + _ASK + 2)
            reason = "第二审应当按后续阶段申报，金额写错。"
            yield back, lambda: desk.subsidies.reverse(desk.reviewer, self._uid, self._lines[key], reason)
        if line["to"] in {"approved", "paid"}:
            passed = self._day(self._end + _APPROVE + again)
            yield passed, lambda: desk.subsidies.approve(desk.reviewer, self._uid, self._lines[key], passed)
        if line["to"] == "paid":
            on = self._day(self._end + _PAY)
            voucher = f"演示凭证{on:%m%d}-{key + 1}"
            yield on, lambda: desk.subsidies.pay(self._actor, self._uid, self._lines[key], voucher, on)

    def _left(self, end: str) -> Iterator[Act]:
        story = self._story
        if end in {"supplement", "lapsed"}:
            asked = self._day(2)
            due = self._came + timedelta(days=story["mend_days"])
            yield asked, self._step("ask_papers", asked, act=Supplement(asked, story["papers"], due))
            if end == "lapsed":
                late = self._day(story["mend_days"] + 3)
                yield late, self._step("lapse", late)
        elif end.startswith("refused"):
            on = self._day(_DECIDE)
            yield on, self._refuse(on)
            if end == "refused_closed":
                closed = self._day(_DECIDE + 20)
                yield closed, self._step("close_without", closed)
        elif end == "terminated":
            on = self._day(30)
            why = Ending(on=on, termination=story["termination"], text=story["termination_text"])
            yield on, self._step("terminate", on, act=why)

    # --- how it comes

    def _begin(self) -> None:
        desk, actor, story = self._desk, self._actor, self._story
        service = desk.aid
        if story.get("as_aid"):
            made = desk.advice.as_aid(actor, desk.asked[story["advice"]])
            self._uid, self._shown = made.uid, made.number_shown
            form = typed(story, service.form(actor, self._uid), desk.people, self._came, desk.today)
            service.save(actor, form, self._uid)
        else:
            form = typed(story, self._brought(), desk.people, self._came, desk.today)
            saved = service.save(actor, form)
            self._uid, self._shown = saved.uid, saved.number_shown
        self._services = form.services
        if "pack" in story:
            service.write_down(actor, self._uid, AidRules(story["pack"]))

    def _brought(self) -> AidForm:
        """Return the form with what is known already: of a dispute all that it says, else who asks."""
        desk, story = self._desk, self._story
        name = story.get("from_dispute", story.get("advice"))
        if name is not None:
            return desk.aid.from_dispute(self._actor, desk.disputes.search(self._actor, name, 1)[0].uid)
        if "from_file" in story:
            form = desk.aid.from_file(self._actor, desk.file_of(story["from_file"]))
            return replace(form, cause=story["cause"], matter=story["matter"])
        firm = desk.people.employer(story["employer"])
        return replace(
            desk.aid.new_form(self._actor),
            source=story.get("source", "visit"),
            person=desk.people.card(story["worker"]),
            employer=firm,
            opponent=firm,
            cause=story["cause"],
            matter=story["matter"],
        )

    def _items(self) -> Sequence[Mapping[str, Any]]:
        items: Sequence[Mapping[str, Any]] = self._story.get("items", ())
        return items

    # --- single acts

    def _ahead(self) -> None:
        on = self._day(1)
        urgency = Urgency(self._story["urgency"], on)
        self._desk.aid.take_step(self._actor, self._uid, "go_ahead", on=on, act=urgency)

    def _grant(self, code: str, after: int = _DECIDE) -> Callable[[], object]:
        on = self._day(after)

        def grant() -> None:
            number = paper_number(self._shown, DECISION)
            decision = Decision(True, on, number, examiner=_EXAMINER, approver=_APPROVER)
            self._desk.aid.take_step(self._actor, self._uid, code, on=on, act=decision)

        return grant

    def _refuse(self, on: date) -> Callable[[], object]:
        def refuse() -> None:
            number, story = paper_number(self._shown, DECISION), self._story
            decision = Decision(
                False, on, number, story["refusal"], story["refusal_text"], _EXAMINER, _APPROVER
            )
            self._desk.aid.take_step(self._actor, self._uid, "refuse", on=on, act=decision)

        return refuse

    def _assign(self, on: date) -> Callable[[], object]:
        def assign() -> None:
            self._given_to = self._assignment(self._story["provider"], on)
            self._desk.aid.take_step(self._actor, self._uid, "assign", on=on, act=self._given_to)

        return assign

    def _assignment(self, name: str, on: date) -> Assignment:
        self._turns += 1
        number = paper_number(self._shown, ASSIGNMENT, self._turns)
        return Assignment(provider=self._desk.providers[name], number=number, assigned_on=on, told_on=on)

    def _begin_work(self, on: date) -> Callable[[], object]:
        """Let the agreement be signed where somebody acts for the applicant, else let the work begin."""

        def begin() -> None:
            if all(service.kind == "drafting" for service in self._services):
                self._desk.aid.take_step(self._actor, self._uid, "begin", on=on)
                return
            self._given_to = replace(self._given_to, contract_on=on)
            self._desk.aid.take_step(self._actor, self._uid, "contract", on=on, act=self._given_to)

        return begin

    def _change(self, on: date) -> Callable[[], object]:
        def change() -> None:
            told = self._story["changed"]
            gone = replace(self._given_to, ended_on=on, change_asked_on=on, change_reason=told["reason"])
            self._given_to = self._assignment(told["to"], on)
            self._desk.aid.take_step(self._actor, self._uid, "change", on=on, act=(gone, self._given_to))

        return change

    def _do(self, told: _Told, on: date) -> Callable[[], object]:
        def do() -> None:
            done = Progress(
                service_uid=self._services[told.service].uid,
                on=on,
                kind=told.kind,
                text=told.text,
                hours_tenths=told.tenths,
                by=self._given_to.provider.name,
            )
            self._desk.aid.write_down(self._actor, self._uid, done)

        return do

    def _finish(self, on: date, services: int | None = None) -> Callable[[], object]:
        """Write down what each service, or the first ones, and each item came to."""

        def finish() -> None:
            story, begun = self._story, self._day(_CONTRACT)
            for entry, service in tuple(zip(story["services"], self._services, strict=True))[:services]:
                kind = entry["kind"]
                done = replace(
                    service,
                    from_on=begun,
                    to_on=on,
                    body=_BODIES.get(kind, ""),
                    body_number=story.get("award", "") if kind == "arbitration" else "",
                    result=entry.get("result", ""),
                    result_text=entry.get("text", ""),
                )
                self._desk.aid.write_down(self._actor, self._uid, done)
            items = self._desk.aid.form(self._actor, self._uid).items
            for told, item in zip(self._items(), items, strict=False):
                if "won" in told:
                    won = replace(item, won_fen=fen(told["won"]))
                    self._desk.aid.write_down(self._actor, self._uid, won)

        return finish

    def _receive(self, on: date) -> Callable[[], object]:
        def receive() -> None:
            form = self._desk.aid.form(self._actor, self._uid)
            for told, item in zip(self._items(), form.items, strict=True):
                paid = replace(item, paid_fen=fen(told["paid"]), paid_on=on)
                self._desk.aid.write_down(self._actor, self._uid, paid)

        return receive

    def _ask(self, line: Mapping[str, Any], key: int, on: date) -> Callable[[], object]:
        def ask() -> None:
            asked = Subsidy(
                assignment_uid=self._given_to.uid,
                service_uid=self._services[line["service"]].uid,
                stage=line["stage"],
                parties=1,
                asked_on=on,
            )
            self._desk.subsidies.ask(self._actor, self._uid, asked)
            self._lines[key] = asked.uid

        return ask

    def _scan(self, kind: str, name: str, lines: tuple[str, ...]) -> Callable[[], object]:
        def attach() -> None:
            new = [NewFile(f"{name}.jpg", data=scanned(name, lines), source="scan")]
            self._desk.attachments.add(self._actor, AID_ENTITY, self._uid, new, Paper(kind=kind, name=name))

        return attach

    def _shelve(self, on: date) -> Callable[[], object]:
        """Put the volume in order, with its number and its place."""

        def shelve() -> None:
            volumes, told = self._desk.volumes, self._story
            put = volumes.view(self._actor, AID_ENTITY, self._uid)
            keeping = Keeping(told["binder"], told["shelf"], self._actor.user, _EXAMINER, on)
            volumes.save(self._actor, AID_ENTITY, self._uid, keeping, put.items)

        return shelve

    def _step(self, code: str, on: date, *, act: Any = None) -> Callable[[], object]:
        return lambda: self._desk.aid.take_step(self._actor, self._uid, code, on=on, act=act)

    def _write(self, act: Any) -> Callable[[], object]:
        return lambda: self._desk.aid.write_down(self._actor, self._uid, act)

    # --- days

    @property
    def _came(self) -> date:
        return self._desk.workday(self._desk.today, -self._story["days"])

    def _day(self, after: int) -> date:
        return self._desk.workday(self._came, after)

    def _progress(self) -> Iterator[_Told]:
        if "progress" in self._story:
            for after, kind, service, text, tenths in self._story["progress"]:
                yield _Told(self._after(after), kind, service, text, tenths)
            return
        for service, entry in enumerate(self._story["services"]):
            for after, kind, text, tenths in self._desk.usual["progress"][entry["kind"]]:
                yield _Told(self._after(after), kind, service, text, tenths)

    def _events(self) -> Iterator[tuple[int, str, str, str]]:
        usual = self._desk.usual["events"]
        kinds = dict.fromkeys(entry["kind"] for entry in self._story["services"])
        for told in (
            *(each for kind in kinds for each in usual.get(kind, ())),
            *self._story.get("events", ()),
        ):
            after, kind, text, body = told
            yield self._after(after), kind, text, body

    def _after(self, told: str) -> int:
        """Return how many days after the application: d9 the ninth, h2 the second after the hearing."""
        return int(told[1:]) + (self._hearing if told[0] == "h" else 0)
