"""劳动争议 in the window: its list and filters, what Ctrl+K finds, and what the workbench says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import settle
from tests.dispute.conftest import collective_of
from tests.dispute.desk import make_desk, make_services, make_window
from union_desk.areas import make_window as areas_window
from union_desk.casework.views import SavedView
from union_desk.desk.case_list import ListQuery
from union_desk.desk.preferences import Preferences
from union_desk.desk.service_list import ServiceSearch
from union_desk.desk.workbench import Line
from union_desk.dispute.area import COLUMNS, ENTITY, TITLE
from union_desk.dispute.page.filters import VIEWS, case_filters, wanted
from union_desk.dispute.rules.states import ENDED, IN_MEDIATION, State
from union_desk.people.page.joined import JoinedBox


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def uids(services, case_form):
    """A case of one worker, one of twelve, and one that only asked."""
    disputes, actor = services.disputes, services.actor
    asked = replace(case_form, parties=case_form.parties[:1], agents=(), claims=(), matter="问年休假")
    return (
        disputes.save(actor, case_form).uid,
        disputes.save(actor, collective_of(12)).uid,
        disputes.save(actor, asked, advice=True).uid,
    )


@pytest.fixture
def window(qapp, services, uids):
    desk = make_desk(services)
    window = make_window(desk, services)
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def cells(window, row):
    model = window.view.list.model
    shown = [column.name for column in COLUMNS if not column.hidden]
    texts = [
        model.data(model.index(row, place + 1), Qt.ItemDataRole.DisplayRole) for place in range(len(COLUMNS))
    ]
    return dict(zip((column.name for column in COLUMNS), texts, strict=True)) | {"shown": shown}


def test_the_list_says_who_is_in_dispute_with_whom_and_what_comes_next(window, uids):
    window.go_to("dispute")
    listed = window.view.list
    assert len(listed.model.ids) == 3
    row = cells(window, listed.model.place(uids[0]))
    assert row["number"] == "白杨-2026-0012"
    assert row["applicant"] == "张𧒽芬"
    assert row["respondent"] == "杭州某某电子科技有限公司"
    assert row["state_label"] == "来访登记"
    assert row["claimed_fen"] == "12,000.00"
    assert cells(window, listed.model.place(uids[2]))["number"] == "咨询"
    assert "12 人" in cells(window, listed.model.place(uids[1]))["applicant"]
    assert listed.counts.text().startswith("3 件 · 涉及 14 人 · 请求")


def test_chips_and_views_narrow_the_list(window, uids):
    window.go_to("dispute")
    listed = window.view.list
    listed.set_filter("state", State.ADVICE.value)
    assert tuple(listed.model.ids) == (uids[2],)
    listed.clear_filters()
    listed.set_filter("size", "collective")
    assert tuple(listed.model.ids) == (uids[1],)
    for view in VIEWS:
        listed.show_view(view)
    listed.show_view(SavedView("", text="zhang"))
    listed.search.setText("12")
    listed.reload()
    assert uids[0] in listed.model.ids


def test_every_column_sorts(services, uids):
    for column in (column.sort for column in COLUMNS if column.sort):
        for sort in (column, f"-{column}"):
            assert set(services.disputes.ids(services.actor, wanted(ListQuery()), sort)) == set(uids), sort


def test_the_papers_of_a_case_are_offered_by_its_step(window, services, uids):
    window.desk.open("dispute_case", uids[0])
    job = window.page.print_job()
    forms = job.forms()
    assert "张𧒽芬" in job.title
    assert any(form.ticked for form in forms)
    assert "调解协议书" in " ".join(form.title for form in forms)


def test_the_chips_say_to_the_service_what_they_show():
    query = ListQuery(
        "王芳",
        {
            "state": "in_mediation",
            "size": "single",
            "due": "week",
            "paid": "unpaid",
            "next": "mine",
            "light": "red",
        },
    )
    asked = wanted(query)
    assert set(asked.states) == {state.value for state in IN_MEDIATION}
    assert (asked.collective, asked.due, asked.unpaid, asked.next_step) == (False, "week", True, "mine")
    assert (asked.text, asked.light, asked.open_only) == ("王芳", "red", False)
    assert wanted(ListQuery(filters={"state": "open"})).open_only
    assert set(wanted(ListQuery(filters={"state": "ended"})).states) == {state.value for state in ENDED}
    offered = {each.name: dict(each.choices) for each in case_filters((("BY", "白杨"), ("XS", "下沙")))}
    assert offered["office"] == {"": "全部街道", "BY": "白杨", "XS": "下沙"}
    assert all(view.filters[name] in offered[name] for view in VIEWS for name in view.filters)


def test_the_box_on_top_finds_cases_by_person_employer_and_number(services, uids):
    search = ServiceSearch(services.disputes, services.actor, TITLE, ENTITY)
    for text in ("张𧒽芬", "hzmm", "〔2026〕白杨第0012号", "BY-T-2026-00012"):
        assert uids[0] in [found.uid for found in search.search(text, 10)], text


def test_the_workbench_counts_the_states_and_each_count_opens_its_rows(window, uids):
    window.go_to("")
    window.workbench.reload()
    settle()
    lines = {line.accessibleName(): line for line in window.workbench.findChildren(Line)}
    assert "来访登记 2" in lines
    lines["咨询 1"].click()
    settle()
    assert tuple(window.view.list.model.ids) == (uids[2],)


def test_the_worker_of_a_case_is_seen_with_all_his_cards(qapp, services, uids):
    window = areas_window(services, Preferences())
    window.show()
    window.desk.open("dispute_case", uids[0])
    settle()
    window.acts["people.whole"].trigger()
    settle()
    (box,) = window.findChildren(JoinedBox) or [
        each for each in qapp.topLevelWidgets() if isinstance(each, JoinedBox)
    ]
    assert "张𧒽芬" in " ".join(label.text() for label in box.findChildren(QLabel))
    box.close()
    window.close()
    window.desk.close()
    window.deleteLater()
    settle()


def test_a_roster_is_told_on_the_page_and_kept_by_a_save(window, services, uids):
    window.desk.open("dispute_case", uids[1])
    page = window.page
    assert page.people.roster.words.text().startswith("名册 11 人")
    before = services.disputes.form(services.actor, uids[1])
    page.sheet.widget("work_place").setText("杭州")
    page.mark_changed()
    assert page.save()
    after = services.disputes.form(services.actor, uids[1])
    assert after == replace(before, work_place="杭州")
