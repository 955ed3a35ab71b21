"""咨询 in the window: its list with sums, filters and views, the page of one line, search, papers, keys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from tests.desk.helpers import nameless, settle
from tests.dispute.desk import make_desk, make_services
from tests.dispute.test_walk_in import known_case
from tests.hardship.screen import Typist
from tests.legal_aid.advice_desk import make_window
from tests.legal_aid.test_advice import LINE
from tests.looking import cut_off, without_keys
from union_desk.areas import make_window as areas_window
from union_desk.core.rights import Actor, Right, Role
from union_desk.desk import style
from union_desk.desk.case_list import ListQuery
from union_desk.desk.preferences import Preferences
from union_desk.desk.print_list import PrintList
from union_desk.desk.printing import PrintSheet
from union_desk.desk.service_list import ServiceSearch
from union_desk.desk.workbench import Line
from union_desk.legal_aid.page.advice_filters import VIEWS, advice_filters, period, wanted
from union_desk.legal_aid.page.advice_list import COLUMNS, TITLE
from union_desk.legal_aid.page.advice_words import ENTITY
from union_desk.legal_aid.values import Consultation
from union_desk.people.values import EmployerCard

ALT = Qt.KeyboardModifier.AltModifier
TODAY = date(2026, 11, 23)


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def uids(services):
    """A call about wages, a visit about injury last month, and an online question of somebody unnamed."""
    actor, advice = services.actor, services.advice
    visit = Consultation(
        came_on=date(2026, 10, 12),
        name="李强",
        topic="injury",
        question="上班路上受伤算工伤吗",
        minutes=20,
        adviser="沈佳",
        headcount=3,
        employer=EmployerCard(name="杭州另一家食品有限公司"),
    )
    online = Consultation(came_on=TODAY, way="online", topic="hours", question="年休假怎么算", adviser="陈明")
    return tuple(advice.save(actor, line).uid for line in (replace(LINE, adviser="陈明"), visit, online))


@pytest.fixture
def window(qapp, services, uids):
    desk = make_desk(services)
    window = make_window(desk, services)
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


def test_the_list_sums_by_way_and_topic(window, uids):
    window.go_to("advice")
    listed = window.view.list
    assert len(listed.model.ids) == 3
    assert listed.counts.text() == (
        "3 条 · 5 人次 · 用时 32 分钟 · 来访 1、电话12351 1、网络 1 · 劳动报酬 1、工伤 1、工时休假 1"
    )
    listed.set_filter("period", "last_month")
    assert tuple(listed.model.ids) == (uids[1],)
    listed.clear_filters()
    listed.set_filter("way", "online")
    assert tuple(listed.model.ids) == (uids[2],)
    for view in VIEWS:
        listed.show_view(view)
    listed.clear_filters()
    listed.search.setText("年休假")
    listed.reload()
    assert tuple(listed.model.ids) == (uids[2],)


def test_every_column_sorts_and_every_view_is_offered(services, uids):
    for column in (column.sort for column in COLUMNS if column.sort):
        for sort in (column, f"-{column}"):
            found = services.advice.ids(services.actor, wanted(ListQuery(), TODAY, "陈明"), sort)
            assert set(found) == set(uids), sort
    offered = {each.name: dict(each.choices) for each in advice_filters((("BY", "白杨"), ("XS", "下沙")))}
    assert all(view.filters[name] in offered[name] for view in VIEWS for name in view.filters)
    for code in offered["period"]:
        first, last = period(code, date(2028, 2, 29))
        assert (first is None) == (code == "")
        assert code == "" or first <= last
    asked = wanted(ListQuery("王", {"adviser": "mine", "became": "none"}), TODAY, "陈明")
    assert (asked.text, asked.adviser, asked.became) == ("王", "陈明", "none")


def test_a_line_is_mended_on_its_page_and_its_history_says_so(window, services, uids):
    window.desk.open("consultation", uids[0])
    page = window.page
    assert page.title == "张𧒽芬"
    assert page.head.number.text() == "2026-11-23 14:30"
    page.sheet.widget("referral").setText("区仲裁委")
    page.mark_changed()
    assert page.save()
    assert services.advice.form(services.actor, uids[0]).referral == "区仲裁委"
    assert any(line.after == "区仲裁委" for line in page.changes())
    before = services.advice.form(services.actor, uids[0])
    page.mark_changed()
    assert page.save()
    assert services.advice.form(services.actor, uids[0]) == before, (
        "a save that changes nothing changes nothing"
    )


def test_a_number_on_the_page_is_shown_on_the_record_only(window, services, uids):
    window.desk.open("consultation", uids[0])
    phone = window.page.sheet.widget("phone")
    assert "****" in phone.text()
    phone.reveal()
    assert phone.text().replace(" ", "") == "13800000000"
    assert any(line.act == "查看敏感信息" for line in services.advice.history(services.actor, uids[0]))


def test_who_only_reviews_may_be_shown_the_number_and_changes_nothing(window, services, uids):
    window.desk.actor = Actor("虞一", "BY", "BY", frozenset({Role.REVIEW}))
    window.desk.open("consultation", uids[0])
    page = window.page
    assert not page.sheet.widget("question").isEnabled()
    phone = page.sheet.widget("phone")
    assert phone.isEnabled() == window.desk.actor.may(Right.REVEAL)
    assert phone.isReadOnly()


def test_a_known_person_is_linked_on_the_page_and_another_name_unlinks(window, services, uids):
    known_case(services)
    window.desk.open("consultation", uids[2])
    page, typist = window.page, Typist()
    page._suggests("name").setFocus()
    typist.write("wf")
    typist.press(Qt.Key.Key_Return)
    assert "王芳已在" in page.known.label.text()
    assert page.save()
    form = services.advice.form(services.actor, uids[2])
    assert (form.person.name, form.phone) == ("王芳", "13800000000")
    assert page.person_uid == form.person.uid
    page._suggests("name").setText("李强")
    page._suggests("name").changed.emit()
    page.mark_changed()
    assert page.save()
    assert services.advice.form(services.actor, uids[2]).person.uid == ""
    assert services.people.persons(services.actor, "wf")[0].name == "王芳", "the card keeps its name"


def test_one_key_on_the_page_makes_a_case_of_aid_and_the_line_leads_there(window, services, uids):
    window.desk.open("consultation", uids[0])
    settle()
    typist = Typist()
    typist.press(Qt.Key.Key_Y, ALT)
    assert window.page.entity == "aid_case"
    form = services.legal_aid.form(services.actor, window.page.uid)
    assert (form.person.name, form.opponent.name, form.cause) == (
        "张𧒽芬",
        "杭州某某电子科技有限公司",
        "186.5",
    )
    assert form.matter == LINE.question
    made = window.page.uid
    window.desk.open("consultation", uids[0])
    settle()
    outcome = window.page.outcome
    assert outcome.words.text().startswith("已转为援助案件：张𧒽芬 对 杭州某某电子科技有限公司")
    assert not any(button.isVisible() for button in outcome.makes.values())
    assert not window.acts["advice.aid_case"].isEnabled()
    outcome.link.click()
    settle()
    assert window.page.uid == made
    window.undo()
    assert (window.page.entity, window.page.uid) == ("consultation", uids[0]), "back where it came from"
    window.desk.open("consultation", uids[1])
    window.page.outcome.makes["dispute_case"].click()
    settle()
    assert window.page.entity == "dispute_case"
    assert services.disputes.form(services.actor, window.page.uid).headcount == 3


def test_a_note_and_the_papers_of_a_line(window, services, uids):
    window.desk.open("consultation", uids[0])
    page = window.page
    page.timeline.write_note()
    page.timeline.text.set_value("回电：已去仲裁委")
    page.timeline._note()
    assert [event.text for event in services.advice.timeline(services.actor, uids[0])] == ["回电：已去仲裁委"]
    assert [form.title for form in page.print_job().forms()] == ["法律咨询登记表"]
    window.acts["advice.prints"].trigger()
    settle()
    (told,) = [each for each in window.findChildren(PrintList) if each.isVisible()]
    told.close()
    window.activateWindow()
    settle()
    window.acts["advice.register"].trigger()
    settle()
    (sheet,) = [each for each in window.findChildren(PrintSheet) if each.isVisible()]
    assert "法律咨询登记簿" in sheet.windowTitle()
    sheet.close()


def test_a_line_of_another_office_is_only_looked_at(window, services, uids):
    xs = Actor("沈佳", "XS", "XS", frozenset({Role.HANDLE}))
    uid = services.advice.save(xs, replace(LINE, uid="xs-line")).uid
    window.desk.open("consultation", uid)
    page = window.page
    assert not page.sheet.widget("question").isEnabled()
    assert not page.may_become
    assert not any(button.isEnabled() for button in page.outcome.makes.values())


def test_half_a_page_comes_back_with_whom_it_names(window, services):
    known_case(services)
    window.desk.open("consultation", "")
    page = window.page
    card = services.people.persons(services.actor, "wf")[0]
    page._take_person(card)
    page.sheet.widget("question").set_value("问产假")
    page.mark_changed()
    page.keep_draft()
    key = page._draft_key
    window.desk.open("consultation", "")
    window.desk.open("consultation", key)
    assert window.page.read().person.uid == card.uid
    assert window.page.save()
    assert services.advice.form(services.actor, window.page.uid).person.name == "王芳"


def test_the_box_on_top_finds_advice_and_the_workbench_counts_it(window, services, uids):
    search = ServiceSearch(services.advice, services.actor, TITLE, ENTITY)
    for text in ("张𧒽芬", "hzmm", "年休假"):
        assert search.search(text, 10), text
    window.go_to("")
    window.workbench.reload()
    settle()
    lines = {line.accessibleName(): line for line in window.workbench.findChildren(Line)}
    assert "今天的咨询 2" in lines
    lines["本月的咨询 2"].click()
    settle()
    assert set(window.view.list.model.ids) == {uids[0], uids[2]}


def test_a_dispute_says_from_which_advice_it_came(qapp, services, uids):
    made = services.advice.as_dispute(services.actor, uids[0])
    window = areas_window(services, Preferences())
    window.show()
    window.desk.open("dispute_case", made.uid)
    settle()
    told = [label.text() for label in window.page.notices.findChildren(QLabel)]
    told += [link.text() for link in window.page.notices.findChildren(QPushButton)]
    assert any("由咨询 2026-11-23 张𧒽芬 转来" in text for text in told), told
    window.close()
    window.desk.close()
    window.deleteLater()
    settle()


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_the_page_is_seen_whole_and_reached_by_keys(window, qapp, uids, points):
    style.set_point_size(qapp, points)
    try:
        window.desk.open("consultation", uids[0])
        settle()
        assert cut_off(window.page) == []
        assert nameless(window.page) == []
        assert without_keys(window.page) == []
        assert window.page.findChildren(QPushButton)
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])
        settle()
