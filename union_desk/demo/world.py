"""A desk of invented files: the same stories for the same day and seed, entered through the services."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final

from union_desk.casework.drafts import DraftBox
from union_desk.casework.numbers import NumberBlock, lend_block
from union_desk.casework.offices import Office
from union_desk.casework.thresholds import store_threshold
from union_desk.casework.values import Draft, Threshold
from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock import CHINA, local_day, system_clock
from union_desk.core.identity import check_digit
from union_desk.core.money import parse_fen
from union_desk.core.resources import resource
from union_desk.core.rights import Actor, Role
from union_desk.demo.aid_desk import AidDesk
from union_desk.demo.disputes import Act, DisputeRoad, People, mediator_of
from union_desk.demo.legal_aid import AidRoad
from union_desk.demo.letters import letter_acts
from union_desk.demo.road import ENDS, Road
from union_desk.demo.twins import TAGS, add_twins
from union_desk.dispute.service import DisputeService
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.service.mediators import MediatorRegister
from union_desk.dispute.values import CaseFilter
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import (
    AssetEntry,
    AttachmentEntry,
    ExclusionEntry,
    FileFilter,
    FileForm,
    IncomeEntry,
    MemberEntry,
    OutlayEntry,
    PlanEntry,
)
from union_desk.legal_aid.records import ADVICE_ENTITY, AID_ENTITY
from union_desk.legal_aid.values import AdviceFilter, AidFilter
from union_desk.people.values import NO_EMPLOYER, EmployerCard, PersonCard
from union_desk.services import DEMO_KEY, DEMO_USER, SOLE_ROLES, furnish
from union_desk.store.database import Database

SEED: Final = 20_170_630
DISTRICT: Final = Office("QJ", "钱塘区总工会", "钱塘区", "district", "", "330114", "虞某某", "0571-00000000")
OFFICES: Final = (
    DISTRICT,
    Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ", "330114", "陈明", "0571-00000001"),
    Office("XS", "下沙街道总工会", "下沙", "street_office", "QJ", "330114", "沈佳", "0571-00000002"),
)
# One user of each role: 更换用户 shows what each of them sees.
_BY_ROLE: Final = {
    Role.READ: "方晓燕",
    Role.ENTER: "周立新",
    Role.HANDLE: "何文娟",
    Role.REVIEW: "丁国平",
    Role.ADMINISTER: "吴静",
}
_HANDLERS: Final = {"BY": "陈明", "XS": "沈佳", "QJ": DEMO_USER}
# 330199 was never given to a division: no living person bears a number that begins with it.
_NO_DIVISION: Final = "330199"
_DIBAO_FROM: Final = date(2024, 1, 1)
_LINES: Final = {"dibao_urban": 1_300_00, "minwage_month": 2_490_00, "avg_wage_month_city": 9_000_00}
_STREETS: Final = {"BY": "白杨街道示例社区", "XS": "下沙街道样板社区", "QJ": "钱塘区示范新村"}
_SHOWN_WORKER: Final = "晏伟"
# From a telephone call to a bound volume.
_SHOWN_AIDED: Final = "厉春来"
_CHILDREN: Final = frozenset({"20", "30"})
_COUNTED_AS: Final = {"10": "spouse", "20": "minor_child", "30": "minor_child"}
_ADULT: Final = 18
# The cause of need and what is asked for because of it.
_WISHED: Final = {"6": "medical", "1": "medical", "9": "study"}
# The paper has four rows for attachments.
_PAPER_ROWS: Final = 4
_PAPERS: Final = (
    ("id_card", "本人及家庭成员身份证"),
    ("household_register", "户口本全页"),
    ("authorisation", "成年家庭成员签名"),
    ("application", "本人手写申请"),
    ("income_proof", "近一年工资流水"),
    ("home_photo", "入户核查照片"),
)


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What is in a demo store."""

    folder: Path
    files: int
    persons: int
    by_state: Mapping[str, int]
    stories: tuple[str, ...]
    drafts: int
    shown: Mapping[str, str]
    """The record of each kind that pictures show."""
    cases: int = 0
    by_case_state: Mapping[str, int] = field(default_factory=dict)
    aided: int = 0
    by_aid_state: Mapping[str, int] = field(default_factory=dict)
    consultations: int = 0


class _Moving:
    """A clock that is set to the day of each act."""

    def __init__(self, today: date) -> None:
        self.at = datetime.combine(today, time(9), CHINA).astimezone(UTC)

    def __call__(self) -> datetime:
        return self.at

    def go_to(self, day: date, random: Random) -> None:
        """Go to office hours of a day, never backwards within it."""
        minute = random.randrange(3, 25)
        if local_day(self.at) == day:
            self.at += timedelta(minutes=minute)
        else:
            self.at = datetime.combine(day, time(8, 30), CHINA).astimezone(UTC) + timedelta(minutes=minute)


def make_demo(folder: Path, *, today: date | None = None, seed: int = SEED) -> DemoSummary:
    """Make a demo store in a folder: the district's view of two streets and its own files."""
    day = today or local_day(system_clock())
    clock = _Moving(day)
    told = _told("stories.toml") | _told("disputes.toml") | _told("legal_aid.toml")
    database = Database.create(folder, DEMO_KEY, kind="demo", clock=clock)
    try:
        world = _World(database, clock, day, Random(seed), told)  # noqa: S311 - invented data, no secret
        world.furnish()
        world.live_through()
        return world.summary(folder)
    finally:
        database.close()


def _told(name: str) -> dict[str, Any]:
    with resource("demo", name).open("rb") as file:
        return tomllib.load(file)


def _accounts() -> dict[str, tuple[Office, frozenset[Role]]]:
    """Return the invented users: who does everything, the streets' own, and one of each role."""
    district, baiyang, xiasha = OFFICES
    handler = frozenset({Role.ENTER, Role.HANDLE})
    return {
        DEMO_USER: (district, SOLE_ROLES),
        "陈明": (baiyang, handler),
        "沈佳": (xiasha, handler),
        **{user: (district, frozenset({role})) for role, user in _BY_ROLE.items()},
    }


class _World:
    """The offices and people of the demo, and what happens to them day by day."""

    def __init__(
        self, database: Database, clock: _Moving, today: date, random: Random, told: Mapping[str, Any]
    ) -> None:
        self._database = database
        self._clock = clock
        self.today = today
        self._random = random
        self._service = HardshipService(database, clock)
        self._employers = {entry["name"]: entry for entry in told["employer"]}
        self._stories: Sequence[Mapping[str, Any]] = told["story"]
        self._cases: Sequence[Mapping[str, Any]] = told["case"]
        self._aided = told
        self._disputes = DisputeService(database, clock)
        # Of its own: the stories of files stay as they are however many disputes are told.
        self._dice = Random(SEED)  # noqa: S311 - invented data, no secret
        self._aid_dice = Random(SEED)  # noqa: S311 - invented data, no secret
        self._mediators = {office: mediator_of(office, today.year) for office in _HANDLERS}
        offices = {office.code: office for office in OFFICES}
        self._actors = {
            code: Actor(user, code, offices[code].audience, _accounts()[user][1])
            for code, user in _HANDLERS.items()
        }
        people = People(lambda entry: self._party(entry, self._aid_dice), self._employer)
        self._desk = AidDesk(database, clock, self._actors, people, self._file_of, told["usual"], today)

    def furnish(self) -> None:
        furnish(self._database, OFFICES, DISTRICT, _accounts())
        with self._database.write("借出号段、填写标准", self._actors["QJ"]) as work:
            block = NumberBlock("hardship", "BY", self.today.year, self._database.site, 31, 430)
            lend_block(work, block)
            for kind, fen in _LINES.items():
                store_threshold(work, Threshold(kind, fen, _DIBAO_FROM, "演示标准，非真实文件"))

    def live_through(self) -> None:
        """Let every story happen, one day after the other."""
        acts: list[tuple[date, int, Random, Callable[[], object]]] = []
        for story in self._stories:
            road = Road(self._service, self._actors, story, self._random)
            life = _Life(self._service, self._actors[story["office"]], story, self._form(story), road)
            acts += [(day, len(acts) + n, self._random, act) for n, (day, act) in enumerate(life.acts(self))]
        for way in self._roads():
            acts += [
                (day, len(acts) + n, self._dice, act) for n, (day, act) in enumerate(way.acts(self.today))
            ]
        written = letter_acts(
            Letters(self._database, self._clock),
            Incidents(self._database, self._clock),
            self._actors,
            lambda ago: self.workday(self.today - timedelta(days=ago)),
        )
        acts += [(day, len(acts) + n, self._dice, act) for n, (day, act) in enumerate(written)]
        acts += [(day, len(acts) + n, self._aid_dice, act) for n, (day, act) in enumerate(self._aid())]
        for day, _, dice, act in sorted(acts, key=lambda item: item[:2]):
            self._clock.go_to(day, dice)
            act()
        self._clock.go_to(self.today, self._random)
        add_twins(self._database, self._clock, self._actors, self.today)
        DraftBox(self._database, self._actors["QJ"], self._clock).keep(
            Draft(
                area="hardship",
                key="new",
                title="戴玉梅（未存）",
                values={
                    "sheet": {
                        "owner.name": "戴玉梅",
                        "owner.id_no": self._id_no("2", 39),
                        "owner.address": "钱塘区示范新村 5 幢 2 单元 301 室",
                    }
                },
                focus="owner.mobile",
            )
        )

    def _roads(self) -> Iterator[DisputeRoad]:
        """Yield the way of each dispute, with the mediators in the register."""
        register = MediatorRegister(self._database, self._clock)
        people = People(lambda entry: self._party(entry, self._dice), self._employer)
        for mediator in self._mediators.values():
            register.save(self._actors["QJ"], mediator)
        for story in self._cases:
            actor = self._actors[story["office"]]
            yield DisputeRoad(self._disputes, actor, story, people, self._mediators)

    def _aid(self) -> Iterator[Act]:
        """Yield what happens at the legal-aid desk; a dispute may come of advice, a case of aid of it."""
        told, desk = self._aided, self._desk
        desk.furnish(told)
        yield from desk.consultations(told["advice"])
        for story in told["aid"]:
            if (case := story.get("dispute")) is not None:
                actor, opened = (
                    self._actors[story["office"]],
                    desk.dispute_of(story["advice"], story["office"]),
                )
                case = case | {"office": story["office"]}
                road = DisputeRoad(self._disputes, actor, case, desk.people, self._mediators, opened)
                yield from road.acts(self.today)
            yield from AidRoad(desk, story).acts()

    def summary(self, folder: Path) -> DemoSummary:
        actor = self._actors["QJ"]
        ids = self._service.ids(actor, FileFilter())
        sums = self._service.sums(actor, ids)
        tags = (*(f"{story['owner']['name']}：{story['tag']}" for story in self._stories), *TAGS)
        shown = {
            "hardship_file": self._service.search(actor, self._stories[0]["owner"]["name"], limit=1)[0].uid,
            "dispute_case": self._disputes.search(actor, _SHOWN_WORKER, limit=1)[0].uid,
            AID_ENTITY: self._desk.aid.search(actor, _SHOWN_AIDED, limit=1)[0].uid,
            ADVICE_ENTITY: self._desk.asked[_SHOWN_AIDED],
        }
        cases = self._disputes.sums(actor, self._disputes.ids(actor, CaseFilter()))
        aided = self._desk.aid.sums(actor, self._desk.aid.ids(actor, AidFilter()))
        return DemoSummary(
            folder,
            sums.files,
            sums.persons,
            dict(sums.by_state),
            tags,
            1,
            shown,
            cases.cases,
            dict(cases.by_state),
            aided.cases,
            dict(aided.by_state),
            len(self._desk.advice.ids(actor, AdviceFilter())),
        )

    def applied_on(self, story: Mapping[str, Any]) -> date:
        if "applied" in story:
            day: date = story["applied"]
            return day
        return self.workday(self.today - timedelta(days=story["days"]))

    def workday(self, day: date) -> date:
        """Return the day itself or the next one on which an office works, but never one to come."""
        calendar = shipped_calendar()
        while day < self.today and not calendar.is_working_day(day):
            day += timedelta(days=1)
        return min(day, self.today)

    # --- the people of a story

    def _form(self, story: Mapping[str, Any]) -> FileForm:
        members = tuple(self._member(entry) for entry in story.get("members", ()))
        uids = ["", *(member.uid for member in members)]
        bare = story.get("bare", False)
        marital = self._marital(story)
        owner = self._card(story["owner"], bare=bare)
        owner = owner if bare else replace(owner, marital=marital, **self._belongings(story, owner.name))
        causes = story.get("causes", ())
        form = FileForm(
            owner=owner,
            employer=self._employer(story.get("employer", "")),
            members=members,
            incomes=tuple(self._income(entry, uids) for entry in story.get("incomes", ())),
            outlays=tuple(self._outlay(entry, uids) for entry in story.get("outlays", ())),
            assets=tuple(_asset(entry) for entry in story.get("assets", ())),
            exclusions=tuple(ExclusionEntry(code=code) for code in story.get("exclusions", ())),
            applied_on=self.applied_on(story),
            level=story.get("level", "" if bare else "district"),
            farm_worker=story.get("farm_worker", None if bare else False),
            industry="" if story.get("employer") else "social_service",
            single_parent=story.get("single_parent", None if bare else False),
            main_cause=causes[0] if causes else "",
            minor_causes=tuple(causes[1:]),
            cause_text=story.get("text", ""),
            wishes=_wishes(causes),
            typist=_HANDLERS[story["office"]],
        )
        return form if bare else self._settled(form, story)

    def _settled(self, form: FileForm, story: Mapping[str, Any]) -> FileForm:
        """Add what a file that was filled to the end has besides its story."""
        papers = [
            AttachmentEntry(kind=kind, name=name, pages=self._random.randrange(1, 5))
            for kind, name in _PAPERS
        ]
        bills = [
            AttachmentEntry(kind="medical_bills", name=item.evidence, pages=self._random.randrange(2, 9))
            for item in form.outlays
            if item.evidence and item.kind in {"illness", "disability"}
        ]
        most = len(papers) + len(bills) if "papers" in story else _PAPER_ROWS
        plan = PlanEntry(
            need="生活和医疗支出",
            measure="生活救助、医疗互助，年底慰问",
            responsible=_HANDLERS[story["office"]],
        )
        return replace(
            form,
            attachments=tuple((bills + papers)[:most]),
            plan=(plan,),
            house_type=story.get("house", self._random.choice(("rented", "affordable", "commodity"))),
            house_area_hundredths=100 * story.get("area", self._random.randrange(48, 95)),
            self_help=story.get("class") != "severe",
            zero_employment=story.get("zero_employment", False),
            dibao=False,
            event="happened" in story,
            event_text=story.get("happened", ""),
            yearly_loss_fen=parse_fen(story["loss"]) if "loss" in story else None,
            key_group="4" if story.get("farm_worker") else "3",
            measures=("4",) if story.get("class") == "severe" else ("1", "4"),
            builder=_HANDLERS[story["office"]],
        )

    def _marital(self, story: Mapping[str, Any]) -> str:
        given = story["owner"].get("marital")
        if given:
            return str(given)
        return "20" if any(entry["relation"] == "10" for entry in story.get("members", ())) else "10"

    def _member(self, entry: Mapping[str, Any]) -> MemberEntry:
        school = entry.get("school", "")
        relation = entry["relation"]
        reason = _COUNTED_AS.get(relation, "supported")
        if relation in _CHILDREN and entry["age"] >= _ADULT:
            reason = "dependent_child"
        return MemberEntry(
            person=self._card(entry),
            relation=relation,
            counted=entry.get("counted", True),
            count_reason=entry.get("reason", reason),
            in_school=bool(school),
            school=entry.get("workplace", "") if school else "",
            school_stage=school,
            workplace=entry.get("workplace", ""),
        )

    def _file_of(self, name: str) -> str:
        """Return the hardship file of a worker."""
        return self._service.search(self._actors["BY"], name, limit=1)[0].uid

    def _party(self, entry: Mapping[str, Any], dice: Random) -> PersonCard:
        """Return the card of a worker in dispute; who has a file already is known by his number."""
        held = self._service.search(self._actors["BY"], entry["name"], limit=1) if entry.get("known") else ()
        if held:
            return self._service.form(self._actors["BY"], held[0].uid).owner
        age = entry["age"]
        return PersonCard(
            name=entry["name"],
            id_no=self._id_no(entry["sex"], age, dice),
            ethnic=entry.get("ethnic", "01"),
            mobile=f"1380000{dice.randrange(10_000):04d}",
            address=f"{_STREETS['QJ']} {dice.randrange(1, 40)} 幢 {dice.randrange(1, 18)}01 室",
        )

    def _card(self, entry: Mapping[str, Any], *, bare: bool = False) -> PersonCard:
        age = entry["age"]
        status = entry.get("status", "student" if entry.get("school") else "")
        card = PersonCard(
            name=entry["name"],
            id_no=self._id_no(entry["sex"], age),
            work_status=status or ("preschool" if age < 7 else ""),
            health=entry.get("health", "" if bare else "good"),
            mobile=f"1380000{self._random.randrange(10_000):04d}" if age >= _ADULT else "",
        )
        if bare:
            return card
        able = entry.get("able", 16 <= age < 60 and not entry.get("school"))
        return replace(
            card,
            ethnic=entry.get("ethnic", "01"),
            political="masses" if age >= _ADULT else "",
            hukou_type="agricultural" if status == "farm_worker" else "resident",
            hukou_division="330114",
            disability_type=entry.get("disability", ""),
            disability_level=entry.get("degree", ""),
            insured="employee"
            if status in {"on_post", "sick_leave", "early_retired", "retired"}
            else "resident",
            able_to_work=able,
            jobless_proof=entry.get("proof", ""),
            model_worker=entry.get("model", "none"),
        )

    def _belongings(self, story: Mapping[str, Any], name: str) -> dict[str, Any]:
        """Return the owner's address, work and account."""
        random = self._random
        place = f"{_STREETS[story['office']]} {random.randrange(1, 40)} 幢 {random.randrange(1, 5)} 单元"
        first_job = self.today.year - story["owner"]["age"] + random.randrange(18, 23)
        return {
            "address": story.get("address", f"{place} {random.randrange(1, 18)}0{random.randrange(1, 5)} 室"),
            "postcode": "310018",
            "education": random.choice(("71", "61", "41", "31")),
            "union_member": True,
            "work_start_on": date(first_job, random.randrange(1, 13), 1),
            "contract_signed_on": self.applied_on(story) - timedelta(days=random.randrange(800, 1500)),
            "contract_term": "three_years",
            "bank": "中国工商银行",
            "bank_branch": "下沙支行",
            "card_no": _card_number(random),
            "card_holder": name,
        }

    def _id_no(self, sex: str, age: int, dice: Random | None = None) -> str:
        """Return a valid number that belongs to nobody."""
        random = dice or self._random
        birth = date(self.today.year - age, 1, 1) + timedelta(days=random.randrange(0, 300))
        if birth > self.today - timedelta(days=round(age * 365.25)):
            birth = birth.replace(month=1, day=1)
        order = random.randrange(1, 499) * 2 + (1 if sex == "1" else 0)
        first = f"{_NO_DIVISION}{birth:%Y%m%d}{order:03d}"
        return first + check_digit(first)

    def _employer(self, name: str) -> EmployerCard:
        if not name:
            return NO_EMPLOYER
        entry = self._employers[name]
        return EmployerCard(
            name=name,
            nature=entry["nature"],
            state=entry["state"],
            industry=entry["industry"],
            headcount=entry["headcount"],
            union_name=entry.get("union", ""),
            watched="note" in entry,
            risk_note=entry.get("note", ""),
        )

    def _income(self, entry: Mapping[str, Any], uids: Sequence[str]) -> IncomeEntry:
        kind = entry.get("kind", "wage")
        return IncomeEntry(
            whose=uids[entry["whose"]],
            kind=kind,
            detail=entry.get("detail", "wage" if kind == "wage" else ""),
            amount_fen=parse_fen(entry["amount"]),
            per=entry.get("per", "month"),
            months=entry.get("months", 12),
            evidence="工资流水" if kind == "wage" else "",
        )

    def _outlay(self, entry: Mapping[str, Any], uids: Sequence[str]) -> OutlayEntry:
        return OutlayEntry(
            kind=entry["kind"],
            payer=uids[entry.get("payer", 0)],
            amount_fen=parse_fen(entry["amount"]),
            evidence=entry.get("evidence", ""),
        )


class _Life:
    """One file from its application on."""

    def __init__(
        self,
        service: HardshipService,
        actor: Actor,
        story: Mapping[str, Any],
        form: FileForm,
        road: Road,
    ) -> None:
        self._service = service
        self._road = road
        self._actor = actor
        self._story = story
        self._form = form
        self._uid = ""

    def acts(self, world: _World) -> list[tuple[date, Callable[[], object]]]:
        """Return what happens and on which day, in its order."""
        story = self._story
        start = world.applied_on(story)
        acts: list[tuple[date, Callable[[], object]]] = [(start, self._begin)]
        on_road = story["end"] in ENDS
        notes = [
            (world.workday(start + timedelta(days=after)), kind, text)
            for after, kind, text in story["events"]
            # What the process writes down itself is not noted a second time.
            if not on_road or kind in _AFTERWARDS or kind == "material"
        ]
        closing = max((day for day, kind, _ in notes if kind not in _AFTERWARDS), default=start)
        closing = world.workday(closing + timedelta(days=3))
        if "first_refused" in story:
            acts.append((world.workday(start + timedelta(days=2)), self._refuse_first))
            acts.append((world.workday(start + timedelta(days=5)), self._reopen))
        acts += [(day, self._noting(day, kind, text)) for day, kind, text in notes]
        if on_road:
            acts += self._road.acts(start, world.today, lambda: self._uid)
        if story["end"] in {"decided", "enrolled"}:
            acts.append((closing, self._decide))
        if story["end"] == "enrolled":
            acts.append((closing, self._enrol))
        if "closed" in story:
            acts += self._road.closing(story["closed"], lambda: self._uid)
        if story["end"] == "refused":
            acts.append((closing, self._refuse))
        return acts

    def _begin(self) -> None:
        self._uid = self._service.save(self._actor, self._form).uid

    def _noting(self, day: date, kind: str, text: str) -> Callable[[], object]:
        return lambda: self._service.note(self._actor, self._uid, day, kind, text)

    def _decide(self) -> None:
        pack = self._story.get("pack", "present")
        reason = self._story.get("reason", "")
        self._service.decide(self._actor, self._uid, pack, self._story["class"], reason)

    def _enrol(self) -> None:
        self._service.take_step(self._actor, self._uid, "enrol")

    def _refuse(self) -> None:
        self._service.take_step(self._actor, self._uid, "refuse", reason=self._story["reason"])

    def _refuse_first(self) -> None:
        self._service.take_step(self._actor, self._uid, "refuse", reason=self._story["first_refused"])

    def _reopen(self) -> None:
        self._service.take_step(self._actor, self._uid, "reopen", reason="单位补正收入证明，重新办理。")


# What is noted on a file after it was closed or enrolled.
_AFTERWARDS: Final = frozenset({"phone", "note", "visit"})


def _wishes(causes: Sequence[str]) -> tuple[str, ...]:
    """Return what a family with these causes applies for; without a cause nobody asked it yet."""
    return tuple(
        dict.fromkeys(["life", *(_WISHED[cause] for cause in causes if cause in _WISHED)] if causes else [])
    )


def _asset(entry: Mapping[str, Any]) -> AssetEntry:
    area = entry.get("area")
    return AssetEntry(
        kind=entry["kind"],
        count=entry.get("count"),
        area_hundredths=area * 100 if area else None,
        use=entry.get("use", ""),
    )


def _card_number(random: Random) -> str:
    """Return a number that passes the check of a bank card and belongs to nobody."""
    body = "622200000000" + f"{random.randrange(10**6):06d}"
    total = sum(
        sum(divmod(int(sign) * (2 if place % 2 == 0 else 1), 10)) for place, sign in enumerate(reversed(body))
    )
    return body + str(-total % 10)
