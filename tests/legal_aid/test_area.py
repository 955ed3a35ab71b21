"""法律援助 in the window: its list and filters, what Ctrl+K finds, and what the workbench says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.desk.helpers import settle
from tests.legal_aid.conftest import number
from tests.legal_aid.desk import make_desk, make_services, make_window
from union_desk.areas import due_areas
from union_desk.desk.case_list import ListQuery
from union_desk.desk.due.command import DueDesk
from union_desk.desk.due.screen import DueScreen
from union_desk.desk.service_list import ServiceSearch
from union_desk.desk.workbench import Line
from union_desk.legal_aid.area import COLUMNS, ENTITY, TITLE
from union_desk.legal_aid.page.filters import VIEWS, aid_filters, wanted
from union_desk.legal_aid.queries import case_of
from union_desk.legal_aid.rules.states import UNDECIDED
from union_desk.people.values import PersonCard


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def uids(services, database, aid_form):
    """A case that was registered, and one that waits for its decision."""
    other = PersonCard(name="李强", id_no=number("19800101", "135"))
    second = replace(aid_form, person=other, categories=("old",), services=(), items=(), claim_fen=500_000)
    found = tuple(services.legal_aid.save(services.actor, form).uid for form in (aid_form, second))
    with database.write("审查", services.actor) as work:
        case_of(work.session, found[1]).state = "examining"
    return found


@pytest.fixture
def window(qapp, services, uids):
    desk = make_desk(services)
    window = make_window(desk, services)
    window.go_to("legal_aid")
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def cells(window, uid):
    model = window.view.list.model
    row = model.place(uid)
    texts = [
        model.data(model.index(row, place + 1), Qt.ItemDataRole.DisplayRole) for place in range(len(COLUMNS))
    ]
    return dict(zip((column.name for column in COLUMNS), texts, strict=True))


def test_the_list_says_who_is_helped_how_and_what_comes_next(window, uids):
    listed = window.view.list
    assert len(listed.model.ids) == 2
    row = cells(window, uids[0])
    assert (row["number"], row["applicant"]) == ("白杨-2026-0003", "张𧒽芬")
    assert (row["state_label"], row["next_step"]) == ("来访登记", "登记申请")
    assert row["services"] == "代写文书、仲裁代理"
    assert row["claimed_fen"] == "12,000.00"
    assert cells(window, uids[1])["services"] == "仲裁代理"
    assert listed.counts.text().startswith("2 件 · 援助 2 次 · 请求")


def test_chips_and_views_narrow_the_list(window, uids):
    listed = window.view.list
    listed.set_filter("state", "undecided")
    assert tuple(listed.model.ids) == (uids[1],)
    listed.clear_filters()
    listed.set_filter("category", "migrant")
    assert tuple(listed.model.ids) == (uids[0],)
    listed.clear_filters()
    listed.set_filter("service", "drafting")
    assert tuple(listed.model.ids) == (uids[0],)
    for view in VIEWS:
        listed.show_view(view)


def test_every_column_sorts(services, uids):
    for column in (column.sort for column in COLUMNS if column.sort):
        for sort in (column, f"-{column}"):
            assert set(services.legal_aid.ids(services.actor, wanted(ListQuery()), sort)) == set(uids), sort


def test_the_chips_say_to_the_service_what_they_show():
    query = ListQuery(
        "王芳",
        {"state": "undecided", "due": "week", "next": "mine", "provider": "p", "service": "court"},
    )
    asked = wanted(query)
    assert set(asked.states) == {state.value for state in UNDECIDED}
    assert (asked.text, asked.due, asked.next_step) == ("王芳", "week", "mine")
    assert (asked.provider_uid, asked.services, asked.open_only) == ("p", ("court",), False)
    assert wanted(ListQuery(filters={"state": "open"})).open_only
    offered = {
        each.name: dict(each.choices)
        for each in aid_filters((("BY", "白杨"), ("XS", "下沙")), (("p", "陈律"),))
    }
    assert offered["office"] == {"": "全部街道", "BY": "白杨", "XS": "下沙"}
    assert offered["provider"]["p"] == "陈律"
    assert all(view.filters[name] in offered[name] for view in VIEWS for name in view.filters)


def test_a_case_is_found_by_name_pinyin_and_number(services, uids):
    search = ServiceSearch(services.legal_aid, services.actor, TITLE, ENTITY)
    for typed in ("张", "zhang", "白杨第0003号", "hzmm"):
        assert uids[0] in {found.uid for found in search.search(typed, 8)}, typed


def test_the_papers_of_a_case_are_offered(window, uids):
    window.desk.open("aid_case", uids[0])
    job = window.page.print_job()
    assert "张𧒽芬" in job.title
    assert any("法律援助申请" in form.title for form in job.forms())


def test_the_workbench_counts_the_cases_and_opens_their_list(window, uids):
    window.go_to("")
    window.workbench.reload()
    lines = {line.accessibleName(): line for line in window.workbench.findChildren(Line)}
    name = next(name for name in lines if name.startswith("审查中"))
    lines[name].click()
    settle()
    assert tuple(window.view.list.model.ids) == (uids[1],)


def test_the_next_step_and_the_others_are_commands_of_the_page(window, uids):
    commands = {each.name: each for area in window.plan.areas for each in area.commands}
    assert not commands["legal_aid.next"].enabled()
    window.desk.open("aid_case", uids[1])
    settle()
    assert commands["legal_aid.next"].enabled()
    assert commands["legal_aid.step.grant"].enabled()
    assert not commands["legal_aid.step.apply"].enabled()


def test_what_is_due_opens_its_case_where_the_days_are(window, uids, services):
    due = DueDesk(window.desk, due_areas(services), {"BY": "白杨街道总工会"})
    due.page = lambda: window.page
    by_day, urgent, _by_person = due.sections()
    assert [(row.text, row.figure) for row in by_day.rows] == [("7 天内", "1")]
    assert urgent.rows == ()
    due.open_clocks("aid_case", uids[1])
    settle()
    assert window.page.uid == uids[1]
    clocks = next(part for part in window.page.parts if part.title == "期限")
    assert clocks.isVisible()
    due.show()
    (screen,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, DueScreen)]
    assert screen.area.count() == 3
    screen.close()
    screen.deleteLater()
    settle()
