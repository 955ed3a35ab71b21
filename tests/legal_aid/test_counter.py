"""What a caseworker meets at the counter: where the cursor goes, what is said, what can be read whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.desk.helpers import settle, type_zh
from tests.legal_aid.desk import make_desk, make_page, make_services
from union_desk.legal_aid.page.life.kinds import PROGRESS
from union_desk.legal_aid.page.life.sheets import PROVIDED
from union_desk.legal_aid.values import AidForm, Supplement
from union_desk.people.values import PersonCard


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(qapp, services, said):
    desk = make_desk(services)
    desk.told.connect(lambda text, _undo: said.append(text))
    yield desk
    desk.close()


@pytest.fixture
def opened(desk, services):
    pages = []

    def open_case(form: AidForm):
        pages.append(make_page(desk, services, services.legal_aid.save(services.actor, form).uid))
        return pages[-1]

    yield open_case
    for page in pages:
        page.close()
        page.deleteLater()
    settle()


def test_what_is_said_of_an_application_is_about_the_field_to_which_it_leads(opened, said):
    page = opened(AidForm(person=PersonCard(name="王芳")))
    page.take("apply")
    assert (page.focused_field(), said[-1]) == ("matter", "请先填写申请事项。")
    type_zh(page.sheet.widget("matter"), "追索工资")
    page.take("apply")
    assert (page.focused_field(), said[-1]) == ("wanted", "请先选择申请的援助方式。")


def test_who_is_exempt_as_a_migrant_worker_is_led_to_the_categories(opened, services, aid_form):
    page = opened(replace(aid_form, categories=("woman",)))
    for code in ("apply", "examine"):
        services.legal_aid.take_step(services.actor, page.uid, code)
    page.reload()
    page.take("grant")
    assert page.focused_field() == "categories"


def test_a_wage_claim_of_a_call_needs_no_item_to_be_exempt(services, aid_form):
    """The cause says what is claimed before anything is counted."""
    form = replace(aid_form, items=())
    uid = services.legal_aid.save(services.actor, form).uid
    assert all(each.meets and not each.warnings for each in services.legal_aid.means(services.actor, form))
    services.legal_aid.save(services.actor, replace(form, cause="186.6"), uid)
    wrong = services.legal_aid.means(services.actor, replace(form, cause="186.6"))
    assert all("请先写请求项目" in " ".join(each.warnings) for each in wrong)


def test_the_number_of_a_paper_is_read_whole_beside_the_open_list(opened, aid_form):
    page = opened(aid_form)
    page.resize(560, 700)
    settle()
    numbers = set()
    for code in sorted(PROVIDED):
        page.asker.ask(page.case, code, "办理", lambda _taken: None)
        settle()
        for line in page.asker.sheet.findChildren(QLineEdit):
            if "〔" in line.text():
                numbers.add(code)
                room = line.width() - 16
                assert line.fontMetrics().horizontalAdvance(line.text()) <= room, (code, line.text())
    page.asker.sheet.put_away()
    assert numbers >= {"grant", "refuse", "assign"}


def test_while_papers_are_out_the_day_of_the_papers_counts(opened, services, aid_form):
    """The time to decide stands still: its day would move on with every day one looks at it."""
    aid, actor = services.legal_aid, services.actor
    page = opened(aid_form)
    asked = Supplement(asked_on=aid_form.came_on, papers="工资流水", due_on=date(2026, 12, 4))
    aid.take_step(actor, page.uid, "apply")
    aid.take_step(actor, page.uid, "examine")
    aid.take_step(actor, page.uid, "ask_papers", act=asked)
    view = aid.view(page.uid, actor)
    assert (view.next_step.title, view.next_step.due_on) == ("登记补正", date(2026, 12, 4))
    assert [line.clock.code for line in aid.due(actor)] == ["L03", "A01"]


def test_what_was_done_is_chosen_and_not_taken_for_granted(opened, aid_form):
    page = opened(aid_form)
    assert PROGRESS.begin(page.case).kind == ""


@pytest.mark.parametrize("typed", ["白杨-2026-0003", "2026-0003", "白杨第3号"])
def test_a_number_finds_its_case_as_the_list_shows_it(services, aid_form, typed):
    saved = services.legal_aid.save(services.actor, aid_form)
    assert saved.number_shown.endswith("〔2026〕白杨第0003号")
    assert [hit.uid for hit in services.legal_aid.search(services.actor, typed)] == [saved.uid]
