"""How a demo file goes through the process: the acts of each day, as far as its story tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from union_desk.assistance.values import Grant
from union_desk.casework.consents import Consent
from union_desk.casework.opinions import Opinion
from union_desk.core.calendar import shipped_calendar
from union_desk.core.deadline import corresponding_day
from union_desk.core.packs import load_pack
from union_desk.core.rights import Actor
from union_desk.hardship.rules.clocks import publicity_end
from union_desk.hardship.rules.process import PROCESS_KIND
from union_desk.hardship.service import HardshipService
from union_desk.hardship.values import (
    Exit,
    ExitMonth,
    FileForm,
    HomeVisit,
    MeansCheck,
    Objection,
    Publicity,
    Transfer,
)

Act = tuple[date, Callable[[], object]]

# The main road in its order: a story that ends at one of these has taken all before it.
_ROAD: Final = ("applied", "visiting", "published", "review", "means_check", "approval", "in_file", "aided")
# What a file that was held comes to; each has taken the whole main road.
_AFTER: Final = ("annual_review", "lifted", "relieved", "deregistered", "transferred")
ENDS: Final = (*_ROAD, *_AFTER, "published_over", "objection", "returned", "withdrawn", "temporary")
_CAUSES: Final = {"6": "illness", "9": "study", "8": "accident", "7": "accident", "1": "disability"}
_SECRETARIES: Final = {"BY": "白杨街道总工会 陈明", "XS": "下沙街道总工会 沈佳", "QJ": "钱塘区总工会 虞某某"}


class Road:
    """One file on its way; acts are made with their days first, then happen in the order of all stories."""

    def __init__(
        self, service: HardshipService, actors: Mapping[str, Actor], story: Mapping[str, Any], random: Random
    ) -> None:
        self._service = service
        self._actor = actors[story["office"]]
        self._district = actors["QJ"]
        self._story = story
        self._random = random
        self._uid: Callable[[], str] = str
        self._shown = Publicity()
        self._calendar = shipped_calendar()
        self._today = date.max

    def acts(self, start: date, today: date, uid: Callable[[], str]) -> Iterator[Act]:
        """Yield what happens on which day, from the application on, never after today."""
        self._uid, self._today = uid, today
        for day, act in self._acts(start, today):
            yield min(day, today), act

    def closing(self, day: date, uid: Callable[[], str]) -> Iterator[Act]:
        """Yield how a file was closed that did not go the road here."""
        self._uid, self._today = uid, day
        yield from self._leaving("deregistered", day)

    def _acts(self, start: date, today: date) -> Iterator[Act]:
        end = self._story["end"]
        if end == "temporary":
            yield start, self._step("aid_at_once", reason="住院急需，先作临时救助")
            yield start, self._grant(start, "TEMP", 2_000_00, "own_union")
            return
        place = _ROAD.index(end) if end in _ROAD else _STOPS.get(end, len(_ROAD) - 1)
        yield start, self._consents
        yield start, self._step("apply")
        if end == "withdrawn":
            yield self._work(start, 3), self._step("withdraw", reason="本人找到新工作，撤回申请")
        if place >= 1:
            yield self._work(start, 1), self._step("accept")
        if place >= 2:
            yield from self._to_publicity(start)
        if end == "objection":
            yield from self._objection(self._work(start, 5))
        # After a long holiday the publicity of a late story is not over yet.
        if place >= 3 and self._last_day(start) < today:
            yield from self._reviewed(start, today, place)

    def _reviewed(self, start: date, today: date, place: int) -> Iterator[Act]:
        """Go on after the publicity, as far as the story tells."""
        end = self._story["end"]
        review = self._work(self._last_day(start), 1)
        yield review, self._result
        yield review, self._decide
        yield review, self._step("send_to_review")
        if end == "returned":
            yield self._work(review, 1), self._step("return", reason="缺近三个月的医疗费结算单原件")
        if place >= 4:
            yield from self._to_approval(self._work(review, 2), place)
        if place >= 7:
            left = self._work(today - timedelta(days=self._story.get("left", 20)), 0)
            yield from self._helped(self._work(review, 14), left if end in _AFTER else today)
            if end in _AFTER:
                yield from self._leaving(end, min(left, today))

    def _to_publicity(self, start: date) -> Iterator[Act]:
        day = self._work(start, 3)
        told = [text for _, kind, text in self._story.get("events", ()) if kind == "home_visit"]
        visit = HomeVisit(
            on=day,
            visitors=(self._actor.user, "社区工会主席"),
            met="本人",
            housing=told[0] if told else "居住情况与申报一致。",
            income="与工资流水一致",
            needs="生活和医疗救助",
            conclusion="fits",
            photos=3,
        )
        yield day, lambda: self._service.write_down(self._actor, self._uid(), visit)
        posted = self._work(start, 5)
        cause = _CAUSES.get(next(iter(self._story.get("causes", ())), ""), "other")
        self._shown = Publicity(
            place="单位和社区公告栏",
            phone="0571-00000000",
            cause=cause,
            from_on=posted,
            photo_begin=True,
        )
        yield posted, self._step("publish", act=self._shown)

    def _objection(self, posted: date) -> Iterator[Act]:
        day = self._work(posted, 2)
        told = Objection(on=day, who="某住户", phone="13800000000", text="反映其家中另有一套房屋出租。")
        yield day, self._step("object", act=told)

    def _to_approval(self, day: date, place: int) -> Iterator[Act]:
        street = Opinion(
            "street", "enrol", agreed=True, on=day, signer=_SECRETARIES[self._story["office"]].split()[1],
            text="情况属实，同意上报。", sealed=True,
        )  # fmt: skip
        yield day, self._step("pass_review", act=street, by=self._district)
        asked, answered = self._work(day, 1), self._work(day, 6)
        check = MeansCheck(asked_on=asked, asked_of="区民政局核对中心")
        yield asked, lambda: self._service.write_down(self._district, self._uid(), check)
        if place < 5:
            return
        done = replace(check, answered_on=answered, consistent=True, report_no=f"HD{answered:%Y%m%d}")
        yield answered, self._step("checked", act=done, by=self._district)
        if place < 6:
            return
        agreed = Opinion(
            "district", "enrol", agreed=True, on=self._work(answered, 2), signer="虞某某", text="同意建档。",
            sealed=True,
        )  # fmt: skip
        yield agreed.on, self._step("approve", act=agreed, by=self._district)

    def _helped(self, first: date, until: date) -> Iterator[Act]:
        """Register the file, help at once, and again with the seasons."""
        number = f"KN330199{self._random.randrange(10**6):06d}"
        yield self._work(first, 3), lambda: self._service.register(self._actor, self._uid(), number, first)
        amount = self._random.choice((2_000_00, 3_000_00, 5_000_00))
        given = self._work(first, 5)
        yield given, self._grant(given, "LIFE", amount, "own_union")
        for year in range(first.year, until.year + 1):
            winter = self._work(date(year, 1, 18), 0)
            summer = self._work(date(year, 7, 15), 0)
            if first < winter < until:
                yield winter, self._grant(winter, "WARM", 1_000_00, "local")
            if first < summer < until:
                yield summer, self._grant(summer, "COOL", None, "own_union", goods="清凉饮品、毛巾")

    def _leaving(self, end: str, day: date) -> Iterator[Act]:
        if end == "annual_review":
            yield day, self._step("recheck")
            return
        if end == "transferred":
            moved = Transfer(
                on=day, receiver="某某街道总工会", receiver_phone="0571-00000003",
                papers="困难职工档案表\n证明材料", pages=26, handed_by=self._actor.user,
            )  # fmt: skip
            yield day, self._step("transfer", reason="本人随单位迁往外区", act=moved)
            return
        agreed = Opinion("district", "exit", agreed=True, on=day, signer="虞某某", text="同意。", sealed=True)
        if end == "lifted":
            yield from self._published_lifting(day)
        leaving = Exit(on=day, kind=end, reason="gave_up" if end == "deregistered" else "")
        if end == "lifted":
            first = day.replace(day=1)
            months = tuple(
                ExitMonth(corresponding_day(first, -back), 5_600_00, 3) for back in range(6, 0, -1)
            )
            leaving = replace(leaving, months=months)
        yield day, lambda: self._service.write_down(self._actor, self._uid(), leaving)
        step = {"lifted": "lift", "relieved": "relieve", "deregistered": "deregister"}[end]
        reasons = {"relieved": "长期患病，已纳入低保，工会常年帮扶", "deregistered": "本人提出不再需要帮扶"}
        yield day, self._step(step, reason=reasons.get(end, ""), act=agreed, by=self._district)

    def _published_lifting(self, day: date) -> Iterator[Act]:
        posted = self._work(day - timedelta(days=16), 0)
        pack = load_pack(PROCESS_KIND, "present")
        last = publicity_end(posted, self._calendar, pack).due_on
        shown = Publicity(
            purpose="lift", place="单位公告栏", phone="0571-00000000", cause="other", from_on=posted,
            result="无异议。", result_on=min(self._work(last, 1), day), signer=self._actor.user,
        )  # fmt: skip
        yield day, lambda: self._service.write_down(self._actor, self._uid(), shown)

    # --- single acts

    def _step(
        self, code: str, *, reason: str = "", act: Any = None, by: Actor | None = None
    ) -> Callable[[], object]:
        return lambda: self._service.take_step(by or self._actor, self._uid(), code, reason=reason, act=act)

    def _consents(self) -> None:
        """Have the papers of the application signed by those whom they concern."""
        form: FileForm = self._service.form(self._actor, self._uid())
        day = form.applied_on
        if day is None:
            raise LookupError("a story has its day of application")
        owner = form.owner.uid
        for kind in ("sensitive", "publicity", "provide"):
            self._service.consent(self._actor, self._uid(), Consent(owner, kind, day))
        for card in (form.owner, *(entry.person for entry in form.members)):
            if card.birth_on is None or (day - card.birth_on).days >= 18 * 365:
                given = Consent(card.uid, "means_check", day, until_on=corresponding_day(day, 12))
                self._service.consent(self._actor, self._uid(), given)

    def _result(self) -> None:
        ended = replace(
            self._shown,
            result="公示期间未收到异议。",
            result_on=self._work(self._last_day_of(self._shown), 1),
            signer=self._actor.user,
            photo_end=True,
        )
        self._service.write_down(self._actor, self._uid(), ended)

    def _decide(self) -> None:
        pack = self._story.get("pack", "present")
        reason = self._story.get("reason", "")
        self._service.decide(self._actor, self._uid(), pack, self._story["class"], reason)

    def _grant(
        self, on: date, kind: str, amount_fen: int | None, source: str, goods: str = ""
    ) -> Callable[[], object]:
        grant = Grant(
            on=on,
            kind=kind,
            form="goods" if goods else "card",
            amount_fen=amount_fen,
            goods=goods,
            quantity=1 if goods else None,
            source=source,
            handler=self._actor.user,
        )
        return lambda: self._service.grant(self._actor, self._uid(), grant)

    def _last_day(self, start: date) -> date:
        return self._last_day_of(replace(self._shown, from_on=self._work(start, 5)))

    def _last_day_of(self, shown: Publicity) -> date:
        if shown.from_on is None:
            raise LookupError("a publicity that was posted has its day")
        return publicity_end(shown.from_on, self._calendar, load_pack(PROCESS_KIND, "present")).due_on

    def _work(self, day: date, after: int) -> date:
        """Return a day so many days on, or the next one on which an office works, but never one to come."""
        return min(self._calendar.next_working_day(day + timedelta(days=after)), self._today)


_STOPS: Final = {"published_over": 2, "objection": 2, "returned": 3, "withdrawn": 0}
