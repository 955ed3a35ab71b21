"""The supervision letters and the report of a major dispute that the demo offices have written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from union_desk.core.clock import CHINA
from union_desk.core.rights import Actor
from union_desk.dispute.service.incidents import Incidents
from union_desk.dispute.service.letters import Letters
from union_desk.dispute.values import IncidentReport, SupervisionLetter
from union_desk.dispute.values.letters import Issue

Act = tuple[date, Callable[[], object]]

_UNANSWERED: Final = SupervisionLetter(
    employer_name="钱塘示例物流有限公司",
    addressee="钱塘示例物流有限公司",
    facts="你单位自今年七月起没有按月支付装卸班职工的工资，至今拖欠两个月，涉及职工 9 人。",
    law="《中华人民共和国劳动法》第五十条、《中华人民共和国劳动合同法》第三十条",
    demands="一、自收到本意见书之日起十日内足额支付拖欠的工资；\n二、今后按月支付工资，并向职工提供工资清单。",
    contact="虞某某，0571-00000000",
)
_WAITING: Final = SupervisionLetter(
    employer_name="杭州示例食品有限公司",
    addressee="杭州示例食品有限公司",
    facts="你单位包装车间连续两个月安排职工每月加班超过三十六小时，没有足额支付加班费。",
    law="《中华人民共和国劳动法》第四十一条、第四十四条",
    demands="一、补发加班费；\n二、调整排班，每月加班不超过三十六小时。",
    contact="陈明，0571-00000000",
)
_DRAFT: Final = SupervisionLetter(
    employer_name="下沙某某物业服务有限公司",
    addressee="下沙某某物业服务有限公司",
    facts="保洁班 6 名职工入职满一个月没有订立书面劳动合同。",
    contact="沈佳，0571-00000000",
)
_REPORT: Final = IncidentReport(
    employer_name="杭州某某电子科技有限公司",
    place="公司厂区正门",
    headcount=36,
    cause="公司计划搬迁，没有说明安置办法，职工在厂区正门聚集，要求当面答复。",
    demands="1. 公布搬迁和安置方案；\n2. 不随迁的依法支付经济补偿。",
    measures="街道总工会到场，会同劳动监察、派出所稳定职工情绪，约定当日下午与公司负责人协商。",
    risk="职工情绪总体平稳；没有明确答复的，有继续聚集的可能。",
    advice="由区总工会协调召开协商会，指导公司制定安置方案并经职代会讨论。",
    reporter="陈明",
    outcome="公司当日公布安置方案，三日内与职工代表协商一致，没有再聚集。",
)


def letter_acts(
    letters: Letters, incidents: Incidents, actors: Mapping[str, Actor], workday: Callable[[int], date]
) -> Iterator[Act]:
    """Yield what happened on which day; `workday` says which working day was so many days ago."""
    yield from _sent(letters, actors["QJ"], _UNANSWERED, workday(45), workday(43), workday(12))
    yield from _sent(letters, actors["BY"], _WAITING, workday(8), workday(6))
    yield workday(1), lambda: letters.save(actors["XS"], _DRAFT)
    yield workday(20), lambda: incidents.save(actors["BY"], _told(workday(20)))


def _sent(
    letters: Letters,
    actor: Actor,
    letter: SupervisionLetter,
    issued_on: date,
    received_on: date,
    followed_on: date | None = None,
) -> Iterator[Act]:
    """Write an opinion, sign it and let it arrive; `followed_on`: a suggestion was made of it."""
    held: list[str] = []
    yield issued_on, lambda: held.append(letters.save(actor, letter))
    yield issued_on, lambda: _issue(letters, actor, held[0], issued_on)
    yield received_on, lambda: letters.receive(actor, held[0], received_on)
    if followed_on is not None:
        on = followed_on
        yield on, lambda: held.append(letters.follow_up(actor, held[0]))
        yield on, lambda: _issue(letters, actor, held[1], on)


def _issue(letters: Letters, actor: Actor, uid: str, on: date) -> None:
    letters.issue(actor, uid, Issue(letters.proposed_number(actor, uid), on, "周某某", "vice_chair"))


def _told(day: date) -> IncidentReport:
    """Return the report as it stood in the evening: told by phone within the hour, in writing at noon."""

    def at(hour: int, minute: int) -> datetime:
        # Early enough that it lies before the moment at which it is written down.
        return datetime.combine(day - timedelta(days=1), time(hour, minute), CHINA).astimezone(UTC)

    return replace(_REPORT, happened_at=at(8, 40), phoned_at=at(9, 20), written_at=at(14, 30))
