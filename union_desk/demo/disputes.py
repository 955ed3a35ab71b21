"""How a demo dispute goes through mediation: the acts of each day, as far as its story tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from union_desk.core.calendar import shipped_calendar
from union_desk.core.clock import CHINA
from union_desk.core.clock_rules import clock_end
from union_desk.core.rights import Actor
from union_desk.core.terms import term_label
from union_desk.dispute.rules import Instalment, equal_parts
from union_desk.dispute.rules.clocks import END_OF_MEDIATION, dispute_rules
from union_desk.dispute.service import DisputeService
from union_desk.dispute.values import (
    Advised,
    Agreement,
    AgreementItem,
    Application,
    AssignedMediator,
    CaseEvent,
    CaseForm,
    ClaimItem,
    Closing,
    Consents,
    Evidence,
    Extension,
    FollowUp,
    Hearing,
    Mediator,
    Minute,
    NotOursFound,
    Offer,
    OpponentAnswer,
    Party,
    Payment,
    Referral,
    Representatives,
)
from union_desk.people.values import EmployerCard, PersonCard

Act = tuple[date, Callable[[], object]]

# The main road in its order: a story that ends at one of these has taken all before it.
_ROAD: Final = (
    "advice",
    "registered",
    "applied",
    "accepted",
    "asking",
    "mediating",
    "agreed",
    "performing",
    "performed",
    "closed",
    "archived",
)
# Where the main road is left, and by which steps.
_LEAVES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "opponent_refused": ("asking", ("opponent_refuses",)),
    "closed_refused": ("asking", ("opponent_refuses", "close_without")),
    "failed": ("mediating", ("fail",)),
    "closed_failed": ("mediating", ("fail", "close_without")),
    "lapsed": ("mediating", ("lapse",)),
    "withdrawn": ("applied", ("withdraw",)),
    "refused": ("registered", ("refuse",)),
    "transferred": ("registered", ("transfer",)),
    "partly_performed": ("performing", ("part",)),
    "unperformed": ("performing", ("default",)),
}
_ORGANISATION: Final = "钱塘区总工会劳动争议调解中心"
_MEDIATORS: Final = {"QJ": "虞某某", "BY": "陈明", "XS": "沈佳"}


@dataclass(frozen=True, slots=True)
class People:
    """Where a story takes its people from."""

    card: Callable[[Mapping[str, Any]], PersonCard]
    employer: Callable[[str], EmployerCard]


def mediator_of(office: str, year: int) -> Mediator:
    """Return the mediator of an office, as the register has him in a year."""
    return Mediator(
        name=_MEDIATORS[office],
        office=office,
        organisation=_ORGANISATION,
        cert_no=f"示例调{office}001",
        from_on=date(year - 2, 1, 1),
        to_on=date(year + 1, 12, 31),
        speciality="劳动报酬、解除合同",
        phone="0571-00000000",
    )


class DisputeRoad:
    """One dispute on its way; its acts are made with their days first."""

    def __init__(
        self,
        service: DisputeService,
        actor: Actor,
        story: Mapping[str, Any],
        people: People,
        mediators: Mapping[str, Mediator],
        opened: Callable[[], tuple[str, CaseForm]] | None = None,
    ) -> None:
        """Begin a story; `opened` makes the case of something that told a part of it, such as advice."""
        self._service, self._actor, self._story, self._people = service, actor, story, people
        self._opened = opened
        self._mediator = mediators[story["office"]]
        self._calendar = shipped_calendar()
        self._today = date.max
        self._uid = ""
        self._agreement = Agreement()

    def acts(self, today: date) -> Iterator[Act]:
        """Yield what happens on which day, from the first visit on, never after today."""
        self._today = today
        for day, act in self._acts(today):
            yield min(day, today), act

    def _acts(self, today: date) -> Iterator[Act]:
        end = self._story["end"]
        came = self._work(today - timedelta(days=self._story["days"]), 0)
        stop, leaving = _LEAVES.get(end, (end, ()))
        place = _ROAD.index(stop)
        yield came, self._begin(came)
        if place >= 2:
            yield came, self._step("apply", came, act=self._application(came))
        if place >= 3:
            yield from self._accepted(came, place)
        if place >= 5:
            yield from self._mediated(came, today)
        if place >= 6:
            yield from self._agreed(came, today, place)
        for code in leaving:
            yield from self._left(code, came, today)
        if place >= 9:
            yield from self._closed(came, place)
        for number, kind in enumerate(self._story.get("outer", ()), start=1):
            day = self._work(today, -8 + 4 * number)
            told = CaseEvent(kind=kind, on=min(day, today), body=_body(kind))
            yield day, self._write(told)

    # --- the parts of the road

    def _accepted(self, came: date, place: int) -> Iterator[Act]:
        day = self._work(came, 1)
        yield day, self._step("accept", day)
        chief = AssignedMediator(mediator=self._mediator, chief=True, assigned_on=day)
        yield day, self._write(chief)
        if place >= 4:
            day = self._work(came, 2)
            yield day, self._step("ask", day)

    def _mediated(self, came: date, today: date) -> Iterator[Act]:
        day = self._work(came, 4)
        yield day, self._write(OpponentAnswer(agrees=True, on=day))
        yield day, self._step("mediate", day)
        for number in range(1, self._story.get("hearings", 0) + 1):
            held = min(self._work(came, 4 + 3 * number), today)
            yield held, self._hearing(number, held)
        if "offer" in self._story:
            told = Offer(
                on=min(self._work(came, 7), today),
                side="respondent",
                amount_fen=self._story["offer"] * 100,
                text="一次性支付，协议签订后十五日内付清。",
                answer="open",
            )
            yield self._work(came, 7), self._write(told)
        if "extended" in self._story:
            signed = self._work(came, 11)
            until = came + timedelta(days=15 + self._story["extended"])
            agreed = Extension(to_on=until, applicant_agrees=True, respondent_agrees=True, signed_on=signed)
            yield signed, self._write(agreed)

    def _agreed(self, came: date, today: date, place: int) -> Iterator[Act]:
        day = min(self._work(came, 11), today)
        yield day, self._sign(day)
        yield day, self._step("agree", day)
        if place >= 7:
            yield day, self._step("watch", day)
        for after, amount in self._story.get("paid", ()):
            paid = self._work(day, after)
            yield paid, self._pay(paid, round(amount * 100))
        if place >= 8:
            last = self._work(day, max(after for after, _ in self._story["paid"]) + 1)
            yield last, self._step("perform", last)

    def _left(self, code: str, came: date, today: date) -> Iterator[Act]:
        day = self._work(came, 3)
        if code in {"fail", "lapse"}:
            # The last day of mediation may roll over a long holiday.
            day = self._work(clock_end(dispute_rules()[END_OF_MEDIATION], came, self._calendar).due_on, 1)
        elif code in {"part", "default"}:
            day = today
        elif code == "opponent_refuses":
            yield self._work(came, 4), self._write(OpponentAnswer(agrees=False, on=self._work(came, 4)))
            day = self._work(came, 5)
        elif code == "refuse":
            yield day, self._write(NotOursFound(self._story["not_ours"]))
        elif code == "transfer":
            yield day, self._write(Referral(self._story["receiver"]))
        elif code == "close_without":
            failed = self._story["end"] == "closed_failed"
            day = self._work(came, 25 if failed else 8)
            yield day, self._write(Advised(day))
            result = "failed" if failed else "refused_by_opponent"
            yield day, self._write(Closing(result, "已告知申请仲裁，本人已立案。", "content"))
        if code in {"fail", "lapse"}:
            yield day, self._write(Advised(day))
        yield day, self._step(code, day, reason=self._story.get("reason", ""))

    def _closed(self, came: date, place: int) -> Iterator[Act]:
        day = self._work(came, 35)
        called = FollowUp(
            on=day, way="phone", whom=self._story["worker"]["name"], text="款项已到账，没有其他问题。",
            satisfaction="very", by=self._actor.user,
        )  # fmt: skip
        yield day, self._write(called)
        yield day, self._write(Closing("agreement", "协议已全部履行。", "very"))
        yield day, self._step("close_performed", day)
        if place >= 10:
            day = self._work(day, 15)
            yield day, self._step("archive", day)

    # --- single acts

    def _begin(self, came: date) -> Callable[[], object]:
        def begin() -> None:
            advice = self._story["end"] == "advice"
            if self._opened is not None:
                self._uid, held = self._opened()
                self._service.save(self._actor, _filled(held, self._form(came)), self._uid)
                return
            self._uid = self._service.save(self._actor, self._form(came), advice=advice).uid

        return begin

    def _form(self, came: date) -> CaseForm:
        story = self._story
        worker = self._worker(story["worker"], came)
        parties = [worker]
        claims = tuple(
            ClaimItem(
                party_uid="" if story.get("roster") else worker.uid,
                kind=item["kind"],
                text=item.get("text", ""),
                claimed_fen=round(item["amount"] * 100) if "amount" in item else None,
            )
            for item in story.get("claims", ())
        )
        each = round(story.get("wage", 0) * 100 * 2)
        for number in range(story.get("roster", 0)):
            name = f"{_SURNAMES[number % len(_SURNAMES)]}{_GIVEN[number % len(_GIVEN)]}"
            entry = {"name": name, "sex": "12"[number % 2], "age": 30 + number * 2}
            parties.append(replace(self._worker(entry, came), roster=True, claim_fen=each))
        if story.get("roster"):
            parties[0] = replace(parties[0], claim_fen=each)
        employer = self._people.employer(story["employer"])
        parties.append(Party(side="respondent", kind="employer", employer=employer))
        handled = story["end"] != "advice"
        return CaseForm(
            source=story.get("source", "visit"),
            union_role=story.get("role", "preside"),
            cause=story["cause"],
            grade="major" if story.get("roster") else "ordinary" if claims else "simple",
            matter=story["matter"],
            facts=_facts(story) if handled else "",
            advice=story.get("advice", ""),
            collective="roster" in story,
            headcount=story["roster"] + 1 if "roster" in story else None,
            work_place="钱塘区" if handled else "",
            came_on=came,
            known_on=came - timedelta(days=story.get("left", 10)),
            receptionist=self._actor.user,
            handler=self._actor.user if handled else "",
            parties=tuple(parties),
            claims=claims,
            evidence=tuple(
                Evidence(name=name, proves=proves, pages=pages, original=original)
                for name, proves, pages, original in (_EVIDENCE if handled and claims else ())
            ),
        )

    def _worker(self, entry: Mapping[str, Any], came: date) -> Party:
        story = self._story
        return Party(
            side="applicant",
            kind="worker",
            person=self._people.card(entry),
            post=story.get("post", ""),
            entry_on=came - timedelta(days=story["entry"]) if "entry" in story else None,
            left_on=came - timedelta(days=story["left"]) if "left" in story else None,
            contract_term="三年" if "entry" in story else "",
            monthly_wage_fen=story["wage"] * 100 if "wage" in story else None,
        )

    def _application(self, came: date) -> Application:
        oral = self._story.get("oral", False)
        return Application(received_on=came, oral=oral, oral_recorded=oral)

    def _step(self, code: str, on: date, *, reason: str = "", act: Any = None) -> Callable[[], object]:
        said = reason if code in _REASONED else ""

        def take() -> None:
            self._service.take_step(self._actor, self._uid, code, on=on, reason=said, act=act)

        return take

    def _write(self, act: Any) -> Callable[[], object]:
        return lambda: self._service.write_down(self._actor, self._uid, act)

    def _hearing(self, number: int, held: date) -> Callable[[], object]:
        def meet() -> None:
            form = self._service.form(self._actor, self._uid)
            worker, firm = form.applicants[0].name, form.respondents[0].name
            planned = datetime.combine(held, time(14, 30), CHINA).astimezone(UTC)
            meeting = Hearing(
                kind="meeting",
                planned_at=planned,
                place=f"{_ORGANISATION}第一调解室",
                held_on=held,
                from_time="14:30",
                to_time="16:05",
                present=(worker, f"{firm} 人事负责人"),
                mediators=(self._mediator.name,),
                recorder=self._actor.user,
                points=f"{term_label('claim_item', form.claims[0].kind)}的数额和计算基数"
                if form.claims
                else "",
                result="adjourned" if number < self._story.get("hearings", 0) else _result(self._story),
                minutes=tuple(_minutes(form, self._mediator.name, number)),
            )
            self._service.write_down(self._actor, self._uid, meeting)
            if form.collective and number == 1:
                chosen = tuple(party.uid for party in form.applicants[:3])
                self._service.write_down(self._actor, self._uid, Representatives(chosen))

        return meet

    def _sign(self, day: date) -> Callable[[], object]:
        def sign() -> None:
            form = self._service.form(self._actor, self._uid)
            worker = form.applicants[0]
            items = tuple(_agreed_item(item, worker, form, day) for item in self._story["agreed"])
            amount = sum(item.amount_fen or 0 for item in items)
            paper = Agreement(
                signed_on=day,
                signed_applicant=True,
                signed_respondent=True,
                signed_mediator=True,
                sealed=True,
                signer_applicant=worker.name,
                signer_respondent="人事负责人",
                claims_text=self._story["matter"],
                answer_text="认可事实，对数额有异议，愿意协商解决。",
                acts=("出具解除（终止）劳动合同证明", "办理档案和社会保险关系转移手续"),
                acts_due_on=max(item.plan[-1].due_on if item.plan else item.due_on or day for item in items),
                accelerated=any(item.plan for item in items),
                default_text="逾期不支付的，劳动者可以依法申请支付令或者申请仲裁。",
                release="双方就本案列明的上述事项再无其他争议，不涉及工伤、职业病等未列事项。",
                items=items,
            )
            mended = tuple(
                replace(claim, agreed_fen=amount if number == 0 and len(form.claims) != len(items) else None)
                for number, claim in enumerate(form.claims)
            )
            if len(form.claims) == len(items):
                pairs = zip(form.claims, items, strict=True)
                mended = tuple(replace(claim, agreed_fen=item.amount_fen) for claim, item in pairs)
            self._service.save(self._actor, replace(form, claims=mended), self._uid)
            self._agreement = paper
            self._service.write_down(self._actor, self._uid, paper)
            if form.collective:
                every = tuple(party.uid for party in form.applicants)
                self._service.write_down(self._actor, self._uid, Consents(every, day))

        return sign

    def _pay(self, on: date, fen: int) -> Callable[[], object]:
        def pay() -> None:
            left = fen
            for item in self._agreement.items:
                part = min(left, item.amount_fen or 0)
                if part:
                    told = Payment(item_uid=item.uid, party_uid=item.party_uid, on=on, amount_fen=part,
                                   evidence="银行回单")  # fmt: skip
                    self._service.write_down(self._actor, self._uid, told)
                left -= part

        return pay

    def _work(self, day: date, after: int) -> date:
        """Return a day so many days on, or the next one on which an office works, but never one to come."""
        return min(self._calendar.next_working_day(day + timedelta(days=after)), self._today)


_REASONED: Final = frozenset({"refuse", "transfer", "fail", "withdraw"})
_SURNAMES: Final = "佘卜亓乜咸阚缪訾郗逄厍"
_GIVEN: Final = ("国民", "秀兰", "建设", "玉珍", "德才", "桂花", "长江", "小妹", "立冬", "春燕", "胜利")
_EVIDENCE: Final = (
    ("劳动合同", "劳动关系、岗位和工资标准", 6, True),
    ("银行工资流水", "工资支付情况", 4, False),
)


def _filled(held: CaseForm, form: CaseForm) -> CaseForm:
    """Return the form of a case that was opened already: what it says of itself is not typed again."""
    parties = {
        new.uid: replace(new, uid=old.uid, person=old.person, employer=old.employer)
        for old, new in zip(held.parties, form.parties, strict=True)
    }
    claims = (
        replace(claim, party_uid=parties[claim.party_uid].uid if claim.party_uid in parties else "")
        for claim in form.claims
    )
    return replace(
        form,
        source=held.source,
        matter=held.matter,
        advice=held.advice,
        came_on=held.came_on,
        parties=tuple(parties.values()),
        claims=tuple(claims),
    )


def _facts(story: Mapping[str, Any]) -> str:
    wage = f"，月工资 {story['wage']:,} 元" if "wage" in story else ""
    post = f"从事{story['post']}工作" if "post" in story else "在被申请人处工作"
    return f"申请人{post}{wage}。{story['matter']}。双方多次协商没有结果，现申请调解。"


def _minutes(form: CaseForm, mediator: str, number: int) -> Iterator[Minute]:
    worker, firm = form.applicants[0].name, form.respondents[0].name
    told = "本会依法、自愿、公正调解，双方可以申请回避，有权随时要求终止调解。双方听清楚了吗？"
    yield Minute(speaker=mediator, kind="rights", text=told)
    yield Minute(speaker=worker, kind="answer", text="听清楚了，不申请回避。")
    yield Minute(speaker=firm, kind="answer", text="听清楚了，不申请回避。")
    if number == 1:
        yield Minute(speaker=mediator, kind="question", text="请申请人说明请求和理由。")
        yield Minute(speaker=worker, kind="answer", text=f"{form.matter}，请求单位按法律规定支付。")
        yield Minute(speaker=mediator, kind="question", text="被申请人有什么意见？")
        yield Minute(speaker=firm, kind="answer", text="事实没有异议，对数额和支付时间希望协商。")
    else:
        yield Minute(speaker=mediator, kind="question", text="上次会后双方考虑得怎样？")
        yield Minute(speaker=firm, kind="answer", text="可以在上次方案的基础上再增加一些。")
        yield Minute(speaker=worker, kind="answer", text="一次付清的话，可以接受。")


def _result(story: Mapping[str, Any]) -> str:
    if "agreed" in story:
        return "agreed"
    return "failed" if story["end"] in {"failed", "lapsed"} else "adjourned"


def _agreed_item(item: Mapping[str, Any], worker: Party, form: CaseForm, day: date) -> AgreementItem:
    fen = round(item["amount"] * 100)
    claim = next((each for each in form.claims if each.kind == item["kind"]), None)
    first = day + timedelta(days=item["due"])
    parts = item.get("parts", 1)
    plan = tuple(
        Instalment(number, first + timedelta(days=30 * (number - 1)), part)
        for number, part in enumerate(equal_parts(fen, parts), start=1)
    )
    return AgreementItem(
        party_uid=worker.uid,
        claim_uid=claim.uid if claim is not None else "",
        kind=item["kind"],
        title=term_label("claim_item", item["kind"]),
        amount_fen=fen,
        before_tax=True,
        due_on=None if parts > 1 else first,
        plan=plan if parts > 1 else (),
        method="bank",
        account_name=worker.name,
        bank="中国工商银行下沙支行",
        account_no="6222000000000000",
    )


def _body(kind: str) -> str:
    return "钱塘区劳动人事争议仲裁委员会" if kind.startswith("arbitration") else "钱塘区人民法院"
