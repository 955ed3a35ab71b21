"""The lists of legal aid: 办案补贴发放清册 of many cases (L12), 法律咨询登记簿 (L13)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

from union_desk.core.clock import local_day
from union_desk.core.deadline import day_text
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.legal_aid.prints.subsidy import provider_of, service_of, standing, state_of
from union_desk.legal_aid.service import Advice, LegalAidService
from union_desk.legal_aid.values import Consultation
from union_desk.legal_aid.values.advice import AdviceOnPaper
from union_desk.legal_aid.values.on_paper import AidOnPaper
from union_desk.paper.job import Printed
from union_desk.paper.register import Column, Register, Row, render_register

SUBSIDIES_TITLE: Final = "法律援助办案补贴发放清册"
ADVICE_TITLE: Final = "法律咨询登记簿"
_SUBSIDIES: Final = (
    Column("序号", "number", 8),
    Column("案号", "case", 42),
    Column("受援人", "client", 18),
    Column("承办|承办人", "whom", 17),
    Column("承办|承办单位", "firm", 34, "left"),
    Column("补贴|援助方式", "service", 18),
    Column("补贴|阶段", "stage", 18),
    Column("补贴|人数", "parties", 9),
    Column("补贴|金额（元）", "fen", 21, "right", total=True),
    Column("收款|开户行", "bank", 30, "left"),
    Column("收款|账号", "account", 36),
    Column("审批、发放", "state", 24),
    Column("领款人签名", "signed", 20),
)
_ADVICE: Final = (
    Column("序号", "number", 8),
    Column("日期", "on", 18),
    Column("时间", "time", 10),
    Column("方式", "way", 17),
    Column("咨询人", "name", 17),
    Column("联系电话", "phone", 22),
    Column("用人单位", "employer", 36, "left"),
    Column("事项", "topic", 19),
    Column("咨询内容", "question", 54, "left"),
    Column("答复意见", "answer", 54, "left"),
    Column("用时\n(分)", "minutes", 9),
    Column("去向", "became", 20),
    Column("答复人", "adviser", 15),
)
_BECAME: Final = {"dispute_case": "转争议调解", "aid_case": "转法律援助"}
# An empty list has as many lines as a page, to be filled in by hand.
_BLANK_ROWS: Final = 15
_BLANK_ASKED: Final = 9
_AT_ONCE: Final = 50


def render_subsidies(  # noqa: PLR0913 - as every list is printed, with a choice of lines
    service: LegalAidService,
    actor: Actor,
    uids: Sequence[str],
    office: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    lines: Collection[str] = (),
) -> Printed:
    """Print the subsidies of these cases in this order, only the chosen `lines` where some are chosen."""
    require(actor, Right.PRINT)
    register = Register(
        SUBSIDIES_TITLE,
        _SUBSIDIES,
        number="FY-12附",
        above=(f"单位（盖章）：{office}", f"日期：{day_text(local_day(at))}"),
        signs=("经办人：", "审核人：", "审批人：", "出纳：", "发放日期："),
    )
    rows: list[Row] = [{} for _ in range(0 if uids else _BLANK_ROWS)]
    for start in range(0, len(uids), _AT_ONCE):
        for case in service.on_paper(actor, uids[start : start + _AT_ONCE]):
            rows += _paid(case, lines)
    return render_register(
        register, rows, progress=progress, cancelled=cancelled, printed_by=actor.user, printed_at=at
    )


def _paid(case: AidOnPaper, chosen: Collection[str]) -> Iterator[Row]:
    for line in standing(case.life.subsidies):
        if chosen and line.uid not in chosen:
            continue
        provider = provider_of(case, line)
        yield {
            "case": case.view.number_shown or case.view.temporary_number,
            "client": case.view.form.person.name,
            "whom": provider.name,
            "firm": provider.firm,
            "service": service_of(case, line),
            "stage": term_label("subsidy_stage", line.stage),
            "parties": line.parties or 1,
            "fen": line.amount_fen,
            "bank": provider.bank,
            "account": provider.account_no,
            "state": state_of(line),
        }


def render_advice(
    service: Advice,
    actor: Actor,
    uids: Sequence[str],
    office: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Printed:
    """Print lines of the register of advice in this order; without any a list to write on."""
    require(actor, Right.PRINT)
    rows: list[Row] = [{} for _ in range(0 if uids else _BLANK_ASKED)]
    days = []
    for start in range(0, len(uids), _AT_ONCE):
        for line in service.on_paper(actor, uids[start : start + _AT_ONCE]):
            rows.append(_asked(line))
            if line.view.form.came_on is not None:
                days.append(line.view.form.came_on)
    above = [f"登记单位：{office}"]
    if days:
        above.append(f"期间：{day_text(min(days))}至{day_text(max(days))}")
    # Two or three lines for what was asked and answered; all of it stands on its own sheet.
    register = Register(ADVICE_TITLE, _ADVICE, number="FY-13附", above=tuple(above), signs=(), row=16)
    return render_register(
        register, rows, progress=progress, cancelled=cancelled, printed_by=actor.user, printed_at=at
    )


def _asked(line: AdviceOnPaper) -> Row:
    form: Consultation = line.view.form
    return {
        "on": form.came_on or "",
        "time": form.from_time,
        "way": term_label("advice_way", form.way),
        "name": form.person.name or form.name,
        "phone": form.phone or form.person.mobile,
        "employer": form.employer.name,
        "topic": term_label("advice_topic", form.topic),
        "question": form.question,
        "answer": form.answer,
        "minutes": form.minutes if form.minutes is not None else "",
        "became": _BECAME.get(form.became, form.referral),
        "adviser": form.adviser,
    }
