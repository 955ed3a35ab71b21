"""The legal-aid desk of the demo: who gives aid, what it is paid, and who asked for advice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from union_desk.casework.attachments import AttachmentService
from union_desk.casework.volumes import Owner, Volumes
from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock import Clock
from union_desk.core.rights import Actor
from union_desk.demo.disputes import Act, People
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import CaseForm
from union_desk.legal_aid.prints.volume import AidVolume
from union_desk.legal_aid.records import AID_ENTITY
from union_desk.legal_aid.service import Advice, LegalAidService, Providers, Subsidies
from union_desk.legal_aid.service.attached import AidOwner
from union_desk.legal_aid.values import Consultation, Provider, SubsidyRate
from union_desk.people.values import NOBODY
from union_desk.store.database import Database

_DOCUMENT: Final = "演示标准，非真实文件"
_YEARS_ON_REGISTER: Final = (-2, 2)


@dataclass(slots=True)
class AidDesk:
    """The services of legal aid, and what its stories know of each other."""

    database: Database
    clock: Clock
    actors: Mapping[str, Actor]
    people: People
    file_of: Callable[[str], str]
    """The hardship file of a worker, by his name."""
    usual: Mapping[str, Any]
    today: date
    aid: LegalAidService = field(init=False)
    advice: Advice = field(init=False)
    disputes: DisputeService = field(init=False)
    attachments: AttachmentService = field(init=False)
    volumes: Volumes = field(init=False)
    providers: dict[str, Provider] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """The line of the register by who asked."""

    def __post_init__(self) -> None:
        self.aid = LegalAidService(self.database, self.clock)
        self.advice = Advice(self.database, self.clock)
        self.disputes = DisputeService(self.database, self.clock)
        owner = Owner(AidVolume(self.aid, self.advice), AidOwner(self.clock))
        self.attachments = AttachmentService(self.database, self.clock, {AID_ENTITY: owner.attached})
        self.volumes = Volumes(self.database, self.clock, self.attachments, {AID_ENTITY: owner})

    @property
    def reviewer(self) -> Actor:
        """Return who approves what is paid."""
        return self.actors["QJ"]

    @property
    def subsidies(self) -> Subsidies:
        return self.aid.subsidies

    def furnish(self, told: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Enter who gives aid, and the rates of the subsidies."""
        register = Providers(self.database, self.clock)
        for entry in told["provider"]:
            card = self._provider(entry)
            self.providers[card.name] = card
            uid = register.save(self.reviewer, card)
            if "suspended" in entry:
                register.suspend(self.reviewer, uid, entry["suspended"])
        for entry in told["rate"]:
            rate = SubsidyRate(
                kind=entry.get("kind", ""),
                stage=entry["stage"],
                amount_fen=round(entry["amount"] * 100),
                from_on=date(self.today.year - entry["years"], 1, 1),
                document_no=_DOCUMENT,
            )
            self.subsidies.save_rate(self.reviewer, rate)

    def consultations(self, told: Sequence[Mapping[str, Any]]) -> Iterator[Act]:
        """Yield who asked for advice on which day."""
        for entry in told:
            day = self.workday(self.today, -entry["days"])
            yield day, self._asks(entry, day)

    def dispute_of(self, name: str, office: str) -> Callable[[], tuple[str, CaseForm]]:
        """Return the act that makes a dispute of what somebody asked, with what the line told of it."""

        def make() -> tuple[str, CaseForm]:
            actor = self.actors[office]
            uid = self.advice.as_dispute(actor, self.asked[name]).uid
            return uid, self.disputes.form(actor, uid)

        return make

    def workday(self, day: date, after: int) -> date:
        """Return a day so many days on, or the next one on which an office works, but never one to come."""
        return min(shipped_calendar().next_working_day(day + timedelta(days=after)), self.today)

    # --- inside

    def _provider(self, entry: Mapping[str, Any]) -> Provider:
        begun, ends = entry.get("years", _YEARS_ON_REGISTER)
        return Provider(
            name=entry["name"],
            kind=entry.get("kind", "lawyer"),
            firm=entry.get("firm", ""),
            licence_no=entry.get("licence", ""),
            speciality=entry.get("speciality", ""),
            phone=entry["phone"],
            from_on=date(self.today.year + begun, 1, 1),
            to_on=date(self.today.year + ends, 12, 31),
            most_open=entry.get("most_open"),
            bank="中国工商银行下沙支行",
            account_no="6222000000000000",
            remark=entry.get("remark", ""),
        )

    def _asks(self, entry: Mapping[str, Any], day: date) -> Callable[[], object]:
        def ask() -> None:
            actor = self.actors[entry["office"]]
            worker, phone = entry.get("worker"), entry.get("phone", "")
            person = self.people.card(worker) if worker else NOBODY
            line = Consultation(
                came_on=day,
                from_time=entry.get("time", ""),
                way=entry["way"],
                name=worker["name"] if worker else entry.get("name", ""),
                person=replace(person, mobile=phone) if worker and phone else person,
                phone=phone,
                headcount=entry.get("headcount"),
                employer=self.people.employer(entry.get("employer", "")),
                topic=entry["topic"],
                question=entry["question"],
                answer=entry["answer"],
                referral=entry.get("referral", ""),
                minutes=entry["minutes"],
                adviser=actor.user,
            )
            self.asked[line.name] = self.advice.save(actor, line).uid

        return ask
