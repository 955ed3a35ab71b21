"""What is half typed comes back: the form, the note, the cursor, and what others changed meanwhile."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from tests.desk.helpers import settle
from tests.desk.sample import FilePage
from union_desk.core.errors import RuleBroken


@pytest.fixture
def page(desk, files, qtbot):
    page = FilePage(desk, files)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.activateWindow()
    page.open_record("u0")
    settle()
    return page


def type_into(page, field, text):
    widget = page.binder.goto(field)
    widget.selectAll()
    QTest.keyClicks(widget, text)
    settle()


def kept(desk, key="u0"):
    return desk.drafts.find("sample", key)


def above(page):
    return page._problem.text() if page._problem.isVisible() else ""


def test_typing_without_a_pause_is_kept_every_few_seconds(page, desk, qtbot):
    page.autosave._longest.setInterval(120)
    for _letter in range(12):
        type_into(page, "employer", "Acme")
        QTest.qWait(20)
        if kept(desk) is not None:
            break
    assert page.autosave._quiet.interval() <= 500
    assert kept(desk) is not None


def test_the_cursor_is_kept_where_it_goes_after_typing(page, desk, qtbot):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    page.binder.goto("remark")
    qtbot.waitUntil(lambda: kept(desk).focus == "remark")


def test_another_window_in_front_does_not_take_the_cursor_away(page, desk):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    page.clearFocus()
    page.binder.widget("employer").clearFocus()
    page.keep_draft()
    assert kept(desk).focus == "employer"


def test_half_a_note_comes_back_with_the_cursor_in_it(page, desk, qtbot):
    page.write_note()
    QTest.keyClicks(page.timeline.text, "called")
    settle()
    qtbot.waitUntil(lambda: kept(desk) is not None)
    page.open_record("u1")
    assert page.timeline.text.value() == ""
    page.open_record("u0")
    assert page.timeline.text.value() == "called"
    assert not page.is_changed
    assert page.timeline.has_cursor()


def test_a_note_that_was_put_leaves_no_draft(page, desk, qtbot):
    page.write_note()
    QTest.keyClicks(page.timeline.text, "called")
    page.keep_draft()
    page.timeline._note()
    qtbot.waitUntil(lambda: kept(desk) is None)


def test_a_save_leaves_the_half_note_where_it_is(page, desk, qtbot):
    page.write_note()
    QTest.keyClicks(page.timeline.text, "called")
    type_into(page, "employer", "Acme")
    assert page.save()
    assert page.timeline.text.value() == "called"
    qtbot.waitUntil(lambda: kept(desk) is not None and "employer" not in kept(desk).values)


def test_throwing_the_form_away_keeps_the_note(page, desk):
    page.write_note()
    QTest.keyClicks(page.timeline.text, "called")
    type_into(page, "employer", "Acme")
    page.throw_away()
    assert not page.is_changed
    assert page.timeline.text.value() == "called"


def test_what_another_changed_meanwhile_is_taken_and_told(page, desk, files):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    files.files["u0"] = replace(files.files["u0"], remark="已脱困", house_area=7000)
    page.open_record("u0")
    settle()
    form = page.binder.read()
    assert (form.employer, form.remark, form.house_area) == ("Acme", "已脱困", 7000)
    assert "以后改过" in above(page)
    assert "11-24 14:02 陈明" in above(page)
    assert "别人改的也在" in above(page)


def test_where_both_wrote_it_is_named_and_never_overwritten_in_silence(page, desk, files):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    files.files["u0"] = replace(files.files["u0"], employer="钱塘某厂")
    page.open_record("u0")
    settle()
    assert page.binder.read().employer == "Acme"
    assert "两边都改过的是：工作单位" in above(page)
    assert page.is_changed
    page.throw_away()
    assert page.binder.read().employer == "钱塘某厂"
    assert above(page) == ""


def test_rows_of_a_table_are_put_together_too(page, desk, files):
    grid = page.binder.widget("members")
    cell = grid.rows[0].widget("month_income_fen")
    cell.setFocus()
    cell.selectAll()
    QTest.keyClicks(cell, "1200")
    page.keep_draft()
    stored = files.files["u0"]
    files.files["u0"] = replace(
        stored, members=(stored.members[0], replace(stored.members[1], relation="21"))
    )
    page.open_record("u0")
    settle()
    first, second = page.binder.read().members
    assert (first.month_income_fen, second.relation) == (120000, "21")


def test_a_record_that_is_gone_leaves_its_half_form_as_a_new_one(page, desk, files, monkeypatch):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    real = FilePage.fill

    def fill(self, uid):
        if uid == "u0":
            raise RuleBroken("没有这份档案。")
        real(self, uid)

    monkeypatch.setattr(FilePage, "fill", fill)
    page.open_record("u0")
    assert page.uid == ""
    assert page.binder.read().employer == "Acme"
    assert "已经不在了" in above(page)
    assert page.is_changed


def test_a_draft_of_what_is_saved_by_now_goes_without_a_word(page, desk, files):
    told = []
    desk.told.connect(lambda text, _undo: told.append(text))
    type_into(page, "employer", "Acme")
    page.keep_draft()
    files.files["u0"] = replace(files.files["u0"], employer="Acme")
    page.open_record("u0")
    assert not page.is_changed
    assert kept(desk) is None
    assert not any("没保存" in text for text in told)


def test_a_half_form_of_version_0_1_comes_back_as_it_was(page, desk):
    type_into(page, "employer", "Acme")
    page.keep_draft()
    old = kept(desk)
    values = {name: value for name, value in old.values.items() if not name.startswith("autosave:")}
    desk.drafts.keep(replace(old, values=values))
    page.open_record("u0")
    assert page.binder.read().employer == "Acme"


def test_an_unfinished_new_form_meets_no_other(page, desk):
    page.open_record("")
    type_into(page, "owner.name", "Ouyang")
    page.keep_draft()
    (waiting,) = desk.drafts.all()
    page.open_record(waiting.key)
    assert page.binder.read().owner.name == "Ouyang"
    assert above(page) == ""
