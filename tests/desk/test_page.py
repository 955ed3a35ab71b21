from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from tests.desk.helpers import nameless, settle, type_zh
from tests.desk.sample import ACTOR, FilePage
from union_desk.core.errors import RuleBroken
from union_desk.desk.desk import Desk, DraftsInMemory


@pytest.fixture
def page(desk, files, qtbot):
    return open_page(desk, files, qtbot, "u0")


def open_page(desk, files, qtbot, uid):
    page = FilePage(desk, files)
    page.resize(900, 700)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.open_record(uid)
    settle()
    return page


def type_into(page, path, text):
    widget = page.binder.widget(path)
    widget.setFocus()
    widget.selectAll()
    type_zh(widget, text)


def test_the_head_says_who_which_and_how_far(page):
    assert page.head.title.text() == "王芳"
    assert page.head.number.text() == "白杨-2018-00001"
    assert page.head.state.text() == "在档"


def test_the_next_step_says_what_until_when_who_and_why(page):
    assert page.step.text.text() == "下一步：公示期满审核　11-27 前（剩 3 天）"
    assert page.step.why.text() == "经办人 陈明　公示 5 个工作日，11 月 20 日开始"
    assert page.step.button.text() == "送审"


def test_what_is_missing_leads_to_its_field(page, qtbot):
    links = [
        each for each in page.findChildren(QPushButton) if each.property("link") and each.text()[0] == "▸"
    ]
    links = [each for each in links if each.property("link")]
    assert [link.text() for link in links] == ["▸备注", "▸李强的关系"]
    links[1].click()
    assert page.focused_field() == "members.0.relation"
    links[0].click()
    assert page.focused_field() == "remark"


def test_a_change_is_shown_and_a_save_clears_it(page, files):
    type_into(page, "employer", "钱塘某厂")
    assert page.is_changed
    assert page._save_state.text() == "未保存"
    assert page.save()
    assert files.files["u0"].employer == "钱塘某厂"
    assert not page.is_changed
    assert page.focused_field() == "employer"


def test_a_second_new_file_leaves_the_first_half_form_alone(desk, files, qtbot):
    page = open_page(desk, files, qtbot, "")
    type_into(page, "owner.name", "欧阳")
    page.keep_draft()
    page.open_record("")
    assert page.binder.widget("owner.name").text() == ""
    type_into(page, "owner.name", "李䶮")
    page.keep_draft()
    assert [draft.values["owner.name"] for draft in desk.drafts.all()] == ["欧阳", "李䶮"]
    assert page.save()
    assert [draft.values["owner.name"] for draft in desk.drafts.all()] == ["欧阳"]


def test_throwing_a_half_form_away_leaves_an_empty_one(desk, files, qtbot):
    page = open_page(desk, files, qtbot, "")
    type_into(page, "owner.name", "欧阳")
    page.keep_draft()
    page.throw_away()
    assert page.binder.widget("owner.name").text() == ""
    assert not desk.drafts.all()


def test_half_a_form_comes_back_at_the_same_field(desk, files, qtbot):
    page = open_page(desk, files, qtbot, "")
    type_into(page, "owner.name", "欧阳")
    type_into(page, "built_on", "2018023")
    page.keep_draft()
    page.close()
    waiting = desk.drafts.all()[0]
    again = open_page(desk, files, qtbot, waiting.key)
    assert again.uid == ""
    assert again.binder.widget("owner.name").text() == "欧阳"
    assert again.binder.widget("built_on").text() == "2018023"
    assert again.focused_field() == "built_on"
    assert again.is_changed


def test_half_a_form_is_kept_a_moment_after_the_last_key(page, desk, qtbot):
    page.autosave._quiet.setInterval(10)
    type_into(page, "employer", "钱塘")
    qtbot.waitUntil(lambda: desk.drafts.find("sample", "u0") is not None)
    assert desk.drafts.find("sample", "u0").focus == "employer"


def test_a_saved_form_leaves_no_draft(page, desk):
    type_into(page, "employer", "钱塘某厂")
    page.keep_draft()
    page.save()
    assert desk.drafts.all() == ()


def test_throwing_away_goes_back_to_what_is_stored(page, desk):
    type_into(page, "employer", "错了")
    page.keep_draft()
    page.throw_away()
    assert page.binder.widget("employer").text() == "杭州某某电子有限公司"
    assert desk.drafts.all() == ()


def test_what_another_changed_does_not_overwrite_what_is_typed(page, files):
    type_into(page, "employer", "我正在改")
    page.reload()
    assert page.binder.widget("employer").text() == "我正在改"


@pytest.mark.parametrize("goes", [lambda bar: bar.hide(), lambda bar: bar.setEnabled(False)])
def test_the_cursor_goes_back_to_its_field_from_a_line_that_goes_away(page, goes):
    bar = QLineEdit()
    page.layout().insertWidget(2, bar)
    settle()
    page.goto("employer")
    bar.setFocus()
    settle()
    goes(bar)
    settle()
    assert page.focused_field() == "employer"


def test_the_cursor_goes_where_an_act_sends_it(page):
    bar = QLineEdit()
    page.layout().insertWidget(2, bar)
    settle()
    page.goto("employer")
    bar.setFocus()
    bar.hide()
    page.goto("remark")
    settle()
    assert page.focused_field() == "remark"


def test_where_its_field_is_gone_too_the_cursor_goes_to_the_one_before(page):
    page.goto("house_area")
    page.goto("employer")
    page.binder.widget("employer").setEnabled(False)
    settle()
    assert page.focused_field() == "house_area"


def test_a_page_that_nobody_may_write_on_keeps_the_cursor_and_is_scrolled(page):
    page.goto("employer")
    for section in page.sections:
        section.widget.setEnabled(False)
    settle()
    assert page.scroller.hasFocus()
    page.sections[0].widget.setEnabled(True)
    page.place.take()
    assert page.focused_field() == "employer"


def test_a_note_is_put_down_by_ctrl_enter(page, files, qtbot):
    page.write_note()
    assert page.timeline.text.hasFocus()
    type_zh(page.timeline.text, "来电：本周五来签字。")
    qtbot.keyClick(page.timeline.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    note = files.notes["u0"][-1]
    assert (note.on, note.title, note.text) == (date(2018, 11, 24), "note", "来电：本周五来签字。")
    assert page.timeline.text.value() == ""
    assert "来电" in page.timeline._events.text()


def write(page, text):
    page.write_note()
    page.timeline.text.set_value(text)
    page.timeline.text.setFocus()
    QTest.keyClick(page.timeline.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_a_note_is_put_right_and_its_old_words_stay(page, files, qtbot):
    write(page, "来电：本周五来签字。")
    write(page, "来电：资料已齐。")
    page.correct_note()
    first = page.timeline.text.value()
    page.correct_note()
    assert {first, page.timeline.text.value()} == {"来电：资料已齐。", "来电：本周五来签字。"}
    while page.timeline.text.value() != "来电：本周五来签字。":
        page.correct_note()
    write(page, "来电：下周一来签字。")
    notes = [(entry.text, entry.corrected) for entry in files.notes["u0"] if entry.correctable]
    assert notes == [
        ("来电：本周五来签字。", True),
        ("来电：资料已齐。", False),
        ("来电：下周一来签字。", False),
    ]
    assert "line-through" in page.timeline._events.text()
    assert page.timeline.text.value() == ""


def test_esc_leaves_a_note_as_it_is_and_a_new_one_is_not_overwritten(page, files, qtbot):
    write(page, "来电")
    page.correct_note()
    qtbot.keyClick(page.timeline.text, Qt.Key.Key_Escape)
    assert page.timeline.text.value() == ""
    page.timeline.text.set_value("还没记下的话")
    page.correct_note()
    assert page.timeline.text.value() == "还没记下的话"
    assert not any(entry.corrected for entry in files.notes["u0"])


def test_a_correction_half_written_comes_back_as_one(page, qtbot):
    write(page, "来电")
    page.correct_note()
    kept = page.timeline.draft()
    page.timeline.clear_note()
    page.timeline.restore(kept)
    assert page.timeline.draft()["corrects"] == kept["corrects"]


def test_a_note_has_to_wait_for_its_file(desk, files, qtbot):
    said = []
    desk.told.connect(lambda text, _undo: said.append(text))
    page = open_page(desk, files, qtbot, "")
    page.goto("employer")
    page.write_note()
    assert said[-1] == "请先保存 (Ctrl+S)，再记一笔。"
    assert page.focused_field() == "employer"


def test_a_page_that_may_be_written_on_again_has_the_cursor_in_its_field(page):
    page.goto("employer")
    for section in page.sections:
        section.widget.setEnabled(False)
    settle()
    assert page.act(lambda: [section.widget.setEnabled(True) for section in page.sections])
    assert page.focused_field() == "employer"


@pytest.mark.parametrize("place", ["text", "day", "kind", "_put"])
def test_ctrl_enter_notes_from_wherever_the_cursor_is(page, files, qtbot, place):
    page.write_note()
    type_zh(page.timeline.text, "来电")
    field = getattr(page.timeline, place)
    field.setFocus()
    settle()
    before = len(page.events())
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(page.events()) == before + 1
    assert page.timeline.problem.text() == ""


def test_enter_goes_through_the_note_to_its_button(page, files, qtbot):
    page.write_note()
    type_zh(page.timeline.text, "来电")
    qtbot.keyClick(page.timeline.text, Qt.Key.Key_Tab)
    for _field in ("day", "kind"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.timeline._put
    qtbot.keyClick(page.timeline._put, Qt.Key.Key_Return)
    assert files.notes["u0"][-1].text == "来电"


def test_the_kind_of_a_note_is_found_by_its_initials(page, files, qtbot):
    page.write_note()
    type_zh(page.timeline.text, "说好周五来")
    kind = page.timeline.kind
    kind.setFocus()
    kind.selectAll()
    qtbot.keyClicks(kind, "dh")
    qtbot.keyClick(kind, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert files.notes["u0"][-1].title == "phone"


def test_a_note_may_be_of_an_earlier_day_and_is_refused_in_words(page, files, qtbot):
    page.write_note()
    type_zh(page.timeline.text, "好的😀")
    page.timeline.day.setFocus()
    page.timeline.day.selectAll()
    qtbot.keyClicks(page.timeline.day, "-1")
    page.timeline._put.click()
    assert page.timeline.problem.text() == "▲ 请不要用表情符号。"
    assert page.timeline.text.value() == "好的😀"


def test_the_timeline_shows_the_newest_first(page):
    text = page.timeline._events.text()
    assert text.index("公示开始") < text.index("入户核查") < text.index("收到申请")


def test_the_changes_say_who_what_from_what_to_what_and_why(page):
    page.show_history()
    text = page.history._lines.text()
    for words in ("陈明", "修改家庭情况", "理由：女儿户口迁回", "家庭人口：“2” → “3”", "2018-11-24 14:02"):
        assert words in text


def test_f6_and_f7_show_and_fold_the_side(page):
    page.show_history()
    assert page.beside.currentWidget() is page.history
    page.show_history()
    assert page.beside.isHidden()
    page.show_timeline()
    assert page.timeline.isVisible()


def test_a_section_is_reached_by_its_number(page):
    page.show_section(2)
    settle()
    assert page.focused_field() == "causes"
    assert page._tab_buttons[2].isChecked()


def test_scrolling_marks_the_section_in_view(page):
    bar = page.scroller.verticalScrollBar()
    page.resize(900, 330)
    settle()
    bar.setValue(bar.maximum())
    assert page._tab_buttons[2].isChecked()
    bar.setValue(0)
    assert page._tab_buttons[0].isChecked()


def test_a_step_saves_first_and_shows_what_it_refuses(page, files):
    done = []
    type_into(page, "employer", "钱塘某厂")
    assert page.act(lambda: done.append(files.files["u0"].employer))
    assert done == ["钱塘某厂"]

    def refuse():
        raise RuleBroken("还没有入户核查。", field="remark")

    assert not page.act(refuse)
    assert page.binder.problem("remark") == "▲ 还没有入户核查。"
    assert page.focused_field() == "remark"


def test_a_whole_file_is_entered_without_the_mouse(desk, files, qtbot):
    page = open_page(desk, files, qtbot, "")
    page.show_section(0)

    def enter():
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def put(text):
        here = QApplication.focusWidget()
        if text.isascii():
            qtbot.keyClicks(here, text)
        else:
            type_zh(here, text)
        enter()

    for text in ("王芳", "11010519491231002X", "2", "19491231", "某厂", "68.5", "1280", "t"):
        put(text)
    qtbot.keyClick(QApplication.focusWidget(), "n")
    enter()
    put("李强")
    for text in ("10", "330199197606050018", "0"):
        put(text)
    enter()
    qtbot.keyClick(QApplication.focusWidget(), "6")
    enter()
    type_zh(QApplication.focusWidget(), "慢性肾病")
    assert page.save()
    saved = next(reversed(files.files.values()))
    assert (saved.owner.name, saved.owner.id_no, saved.owner.sex) == ("王芳", "11010519491231002X", "2")
    assert (saved.house_area, saved.own_month_income_fen, saved.built_on) == (6850, 128000, desk.today)
    assert saved.single_parent is False
    assert (saved.members[0].person.name, saved.members[0].relation) == ("李强", "10")
    assert (saved.causes, saved.remark) == (("6",), "慢性肾病")


def test_everything_on_a_page_has_a_name(page):
    page.show_history()
    assert nameless(page) == []
    page.show_timeline()
    assert nameless(page) == []


def test_the_tab_key_follows_the_paper(page):
    page.show_section(0)
    order = []
    for _field in range(9):
        order.append(page.focused_field())
        page.focusNextChild()
    assert order == [
        "owner.name",
        "owner.id_no",
        "owner.sex",
        "owner.birth",
        "employer",
        "house_area",
        "own_month_income_fen",
        "built_on",
        "single_parent",
    ]


def test_drafts_wait_in_memory_where_there_is_no_store():
    desk = Desk(ACTOR)
    assert isinstance(desk.drafts, DraftsInMemory)
    desk.close()
