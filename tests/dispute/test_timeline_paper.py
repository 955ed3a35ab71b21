"""期限图: what the picture of a case tells, on paper, and with other persons as 甲 and 乙."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from union_desk.casework.offices import Office
from union_desk.casework.process import CaseClock, NextStep
from union_desk.core.calendar import shipped_calendar
from union_desk.dispute.prints.picture import WITHOUT_OTHERS
from union_desk.dispute.prints.timeline import TITLE, case_story, sheet_of
from union_desk.dispute.values import (
    Agent,
    AssignedMediator,
    CaseEvent,
    CaseForm,
    CaseLife,
    CaseView,
    LimitationFact,
    Mediator,
    Party,
)
from union_desk.dispute.values.on_paper import CaseOnPaper
from union_desk.paper.clocks.page import render_clocks
from union_desk.people.values import EmployerCard, PersonCard

TODAY = date(2026, 11, 23)
DONE, SAFE = date(2026, 11, 17), date(2027, 3, 1)
FIRM = EmployerCard(name="杭州某某电子有限公司", legal_rep="赵强")
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def clock(code: str, title: str, from_on: date, due_on: date, **more) -> CaseClock:
    return CaseClock(
        code=code,
        title=title,
        from_on=from_on,
        start="收到调解申请",
        due_on=due_on,
        raw_on=due_on,
        rolled=False,
        estimated=False,
        law="《劳动争议调解仲裁法》第十四条",
        steps=("2026年11月16日当天不计入，从次日起算。", ""),
        days_left=(due_on - TODAY).days,
        **more,
    )


@pytest.fixture
def case() -> CaseOnPaper:
    """Return a case of two workers against a firm, with an agent and a mediator."""
    workers = (
        Party(uid="p1", person=PersonCard(name="王芳")),
        Party(uid="p2", person=PersonCard(name="王芳芳")),
    )
    firm = Party(
        uid="p3",
        side="respondent",
        kind="employer",
        employer=FIRM,
    )
    form = CaseForm(
        parties=(*workers, firm),
        agents=(Agent(name="陈律", party_uid="p1"),),
        handler="虞一",
        received_on=date(2026, 11, 16),
    )
    life = CaseLife(
        marks=(
            CaseEvent(uid="", kind="applied", on=date(2026, 11, 16), text="收到调解申请"),
            CaseEvent(
                kind="accepted", on=date(2026, 11, 17), text="受理：王芳芳和赵强都到了，电话 13800000000。"
            ),
            CaseEvent(uid="", kind="paid", on=date(2026, 11, 20), text="收到 1,000.00 元"),
            CaseEvent(uid="", kind="paid", on=date(2026, 11, 20), text="收到 1,000.00 元"),
        ),
        mediators=(AssignedMediator(mediator=Mediator(uid="m", name="周明")),),
        limitation_facts=(LimitationFact(kind="claimed", on=date(2026, 10, 1), evidence="微信"),),
        clocks=(
            clock(
                "M02",
                "决定是否受理调解",
                date(2026, 11, 16),
                date(2026, 11, 19),
                answered_on=date(2026, 11, 17),
            ),
            clock("M03", "结束调解", date(2026, 11, 16), date(2026, 12, 1)),
            clock("U01", "答复意见书", date(2026, 11, 16), date(2026, 11, 20)),
            clock("U01", "答复意见书", date(2026, 11, 16), date(2026, 12, 20)),
            clock(
                "A01",
                "申请仲裁",
                date(2026, 3, 1),
                date(2027, 11, 16),
                safe_on=date(2027, 3, 1),
                light="green",
            ),
        ),
    )
    view = CaseView(
        uid="c1",
        number="BY-T-2026-00012",
        number_shown="杭经开工调〔2026〕白杨第0012号",
        office="BY",
        office_name="白杨街道总工会",
        state="mediating",
        state_label="调解中",
        form=form,
        next_step=NextStep("agree", "达成协议"),
        lacks=(),
        may_edit=True,
        created_at=NOW,
        changed_at=NOW,
    )
    office = Office("BY", "白杨街道总工会", "白杨", "street_office", "QJ")
    return CaseOnPaper(view, life, office, "追索劳动报酬", TODAY)


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_marks_facts_and_clocks_become_one_story_whose_keys_stay(case):
    story = case_story(case.view, case.life, TODAY, shipped_calendar())
    assert [event.title for event in story.in_order] == [
        "向对方主张权利",
        "收到调解申请",
        "受理",
        *["收到 1,000.00 元"] * 2,
    ]
    keys = [each.key for each in (*story.happened, *story.periods)]
    assert len(set(keys)) == len(keys) == 10
    again = case_story(case.view, case.life, TODAY, shipped_calendar())
    assert [each.key for each in (*again.happened, *again.periods)] == keys


def test_the_paper_tells_the_case_the_picture_and_why_each_date(case):
    printed = render_clocks(
        [sheet_of(case, shipped_calendar(), others_hidden=False)], printed_by="虞一", printed_at=NOW
    )
    words = words_of(printed.pdf)
    for told in (
        *(TITLE, "杭经开工调〔2026〕白杨第0012号", "王芳、王芳芳", "杭州某某电子有限公司", "追索劳动报酬"),
        *("今天 11-23", "结束调解", "剩 8 天", "已超期 3 天", "稳妥 2027-3-1 前", "当天不计入"),
        *("《劳动争议调解仲裁法》第十四条", "第 1 页", "打印：虞一"),
    ):
        assert told.replace(" ", "") in words.replace(" ", ""), told
    assert printed.missing == ()


def test_a_copy_for_the_applicant_names_nobody_else(case):
    printed = render_clocks([sheet_of(case, shipped_calendar(), others_hidden=True)])
    words = words_of(printed.pdf)
    assert "王芳" in words
    for other in ("王芳芳", "赵强", "电子有限公司", "陈律", "周明", "虞一", "13800000000"):
        assert other not in words, other
    assert "甲" in words
    assert WITHOUT_OTHERS in words


def test_the_same_case_gives_the_same_bytes(case):
    sheets = [sheet_of(case, shipped_calendar(), others_hidden=False)]
    assert render_clocks(sheets, printed_at=NOW).pdf == render_clocks(sheets, printed_at=NOW).pdf


def test_a_case_that_has_ended_has_no_running_clock(case):
    closed = replace(case.view, state="closed")
    story = case_story(closed, case.life, TODAY, shipped_calendar())
    assert story.open == ()
    lapsing = clock("M06", "共同申请司法确认", date(2026, 10, 1), date(2026, 11, 2))
    agreed = replace(case.view, state="agreed")
    story = case_story(agreed, CaseLife(clocks=(lapsing,)), TODAY, shipped_calendar())
    assert [period.idle for period in story.periods] == [True]
