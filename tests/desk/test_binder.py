from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from tests.desk.helpers import settle, type_zh
from tests.desk.sample import File, FilePage, Member, Person
from union_desk.core.errors import RuleBroken
from union_desk.desk.acts.form import ActForm, FormPlan
from union_desk.desk.binder import with_values
from union_desk.desk.widgets import GridColumn, TextEdit


@dataclass(frozen=True)
class _Two:
    one: str = ""
    other: str = ""


@pytest.fixture
def page(desk, files, qtbot):
    page = FilePage(desk, files)
    page.resize(900, 700)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    page.open_record("u0")
    settle()
    return page


def field(page, path):
    found = page.binder.widget(path)
    return (
        found.rows[int(path.split(".")[1])].widget(path.split(".", 2)[2])
        if path.startswith("members.")
        else found
    )


def words_under(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.parentWidget().findChildren(QLabel) if label.isVisible())


def test_what_is_filled_in_is_what_is_read(page, files):
    assert page.binder.read() == files.files["u0"]


def test_fields_without_a_widget_keep_their_value(page):
    assert page.binder.read().state == "in_file"
    assert page.binder.read().members[0].uid == "m1"


def test_filling_is_no_change_but_typing_is(page, qtbot):
    heard = []
    page.binder.changed.connect(lambda: heard.append("changed"))
    page.binder.fill(File())
    assert not heard
    type_zh(field(page, "employer"), "钱塘某厂")
    assert heard
    assert page.binder.read().employer == "钱塘某厂"


def test_a_missing_applicant_is_shown_at_its_field(page):
    page.binder.fill(File())
    assert not page.save()
    name = field(page, "owner.name")
    assert words_under(name) == "▲ 请填写姓名。"
    assert name.hasFocus()
    assert name.accessibleDescription() == "请填写姓名。"


def test_a_problem_goes_away_as_soon_as_its_field_changes(page):
    page.binder.show_problem("owner.name", "请填写姓名。")
    type_zh(field(page, "owner.name"), "芳")
    assert page.binder.problem("owner.name") == ""
    assert words_under(field(page, "owner.name")) == ""


def test_a_wrong_number_is_told_once_while_it_is_typed_and_goes_with_it(page, qtbot):
    number = field(page, "owner.id_no")
    number.setFocus()
    qtbot.keyClick(number, Qt.Key.Key_Delete)
    qtbot.keyClicks(number, "330199197903120020")
    settle()
    told = [label for label in page.findChildren(QLabel) if "第 18 位" in label.text()]
    assert len(told) == 1
    qtbot.keyClick(number, Qt.Key.Key_Backspace)
    settle()
    assert not any("第 18 位" in label.text() for label in page.findChildren(QLabel))


def test_a_problem_in_a_table_stands_in_its_cell(page):
    page.show_problem(RuleBroken("身份证第 18 位应为 X，请对照原件。", field="members.1.person.id_no"))
    cell = field(page, "members.1.person.id_no")
    assert words_under(cell) == "▲ 身份证第 18 位应为 X，请对照原件。"
    assert cell.hasFocus()


def test_a_problem_of_no_field_stands_above_the_form(page):
    page.show_problem(RuleBroken("另一份在档档案里已有此人。"))
    assert page._problem.isVisible()
    assert "另一份" in page._problem.text()


def test_the_order_of_the_tab_key_survives_a_problem(page, qtbot):
    page.binder.show_problem("owner.name", "请填写姓名。")
    field(page, "owner.name").setFocus()
    qtbot.keyClick(field(page, "owner.name"), Qt.Key.Key_Tab)
    assert field(page, "owner.id_no").hasFocus()


def test_a_day_that_cannot_be_read_names_its_field(page, qtbot):
    built_on = field(page, "built_on")
    built_on.setFocus()
    built_on.selectAll()
    qtbot.keyClicks(built_on, "20180230")
    with pytest.raises(RuleBroken) as broken:
        page.binder.read()
    assert broken.value.field == "built_on"


def test_a_bad_amount_in_a_table_names_its_row(page, qtbot):
    income = field(page, "members.1.month_income_fen")
    income.setFocus()
    qtbot.keyClicks(income, "abc")
    with pytest.raises(RuleBroken) as broken:
        page.binder.read()
    assert broken.value.field == "members.1.month_income_fen"


def test_half_a_form_goes_through_json_and_comes_back(page, desk, files, qtbot):
    built_on = field(page, "built_on")
    built_on.setFocus()
    built_on.selectAll()
    qtbot.keyClicks(built_on, "2018023")
    kept = json.loads(json.dumps(page.binder.draft()))
    other = FilePage(desk, files)
    qtbot.addWidget(other)
    other.open_record("u1")
    other.binder.restore(kept)
    assert other.binder.widget("built_on").text() == "2018023"
    assert other.binder.widget("owner.name").text() == "王芳"
    assert [row.widget("person.name").text() for row in other.binder.widget("members").rows] == [
        "李强",
        "李小雨",
    ]


def test_values_are_exchanged_at_nested_paths():
    file = File(owner=Person("王芳"), members=(Member(),))
    changed = with_values(file, {"owner.birth": date(1978, 3, 12), "remark": "急"})
    assert changed == replace(file, owner=Person("王芳", birth=date(1978, 3, 12)), remark="急")


# The small table.


def test_enter_goes_on_through_a_row_and_into_a_new_one(page, qtbot):
    grid = page.binder.widget("members")
    last = field(page, "members.1.month_income_fen")
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    settle()
    assert len(grid.rows) == 3
    assert grid.rows[2].widget("person.name").hasFocus()
    assert len(grid.value()) == 2


def test_a_new_row_is_filled_without_the_mouse(page, qtbot):
    grid = page.binder.widget("members")
    grid.add_row()
    settle()
    type_zh(QApplication.focusWidget(), "李大明")
    for typed in ("50", "330199195006050010", "0"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        qtbot.keyClicks(QApplication.focusWidget(), typed)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert grid.value()[2].person.name == "李大明"
    assert grid.value()[2].relation == "50"
    assert grid.value()[2].month_income_fen == 0


def test_enter_in_an_untouched_last_row_leaves_the_table(page, qtbot):
    grid = page.binder.widget("members")
    grid.add_row()
    settle()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert len(grid.rows) == 2
    assert not grid.isAncestorOf(QApplication.focusWidget())


def test_a_row_with_words_that_are_no_value_yet_is_put_back_as_it_was_typed(page):
    grid = page.binder.widget("members")
    relation = grid.rows[0].widget("relation")
    relation.setText("不知道")
    relation.textEdited.emit("不知道")
    grid.remove_row(0)
    grid.put_back()
    assert grid.rows[0].widget("relation").text() == "不知道"


def test_titles_stand_above_the_first_row_only(page):
    grid = page.binder.widget("members")
    titles = [
        [label.isVisibleTo(row) for label in row.findChildren(QLabel) if label.text() == "关系"]
        for row in grid.rows
    ]
    assert titles == [[True], *([[False]] * (len(titles) - 1))]
    assert len(titles) > 1


def test_a_row_is_added_taken_out_and_put_back_by_keys(page, qtbot):
    grid = page.binder.widget("members")
    before = grid.value()
    field(page, "members.0.relation").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert [member.person.name for member in grid.value()] == ["李小雨"]
    grid.put_back()
    assert grid.value() == before
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.rows) == 3


def test_the_cursor_of_a_table_is_a_path(page):
    cell = field(page, "members.1.relation")
    cell.setFocus()
    assert page.focused_field() == "members.1.relation"
    page.goto("members.0.person.name")
    assert field(page, "members.0.person.name").hasFocus()


@pytest.mark.parametrize("width", [420, 700, 1100])
def test_what_is_wrong_with_a_narrow_field_stands_below_it_whole(qtbot, width):
    plan = FormPlan(_Two, (GridColumn("one", "甲", TextEdit, 5), GridColumn("other", "乙", TextEdit, 19)))
    page, form = QWidget(), ActForm(plan)
    lines = QVBoxLayout(page)
    lines.addWidget(form)
    lines.addStretch(1)
    page.resize(width, 400)
    qtbot.addWidget(page)
    page.show()
    form.fill(_Two())
    form.show_problem("one", "身份证第 18 位应为 9，请对照原件。")
    qtbot.wait(20)
    words = next(label for label in form.findChildren(QLabel) if label.text().startswith("▲"))
    assert words.height() >= words.heightForWidth(words.width())
