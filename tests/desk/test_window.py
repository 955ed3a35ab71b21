from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton

from tests.desk.helpers import nameless, settle, type_zh
from tests.desk.sample import make_area
from tests.looking import tab_stops
from union_desk.casework.values import Draft
from union_desk.core.errors import RuleBroken
from union_desk.desk import style
from union_desk.desk.key_sheet import KeySheet
from union_desk.desk.navigation import Area, Command, WorkbenchRow, WorkbenchSection
from union_desk.desk.printing import PrintSheet
from union_desk.desk.search import matches
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.desk.workbench import Line

CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle()


def test_the_window_says_office_user_demo_and_how_safe_it_is(window):
    shown = " ".join(label.text() for label in window.menuBar().findChildren(QLabel))
    assert "白杨街道 · 陈明" in shown
    assert "演示数据，均为虚构" in shown
    assert window.line.safe.text() == "最近备份 今天 12:00"


def test_the_workbench_comes_first_and_its_lines_open(window, qtbot):
    assert window.stack.currentWidget() is window.workbench
    lines = {line.accessibleName(): line for line in window.workbench.findChildren(Line)}
    assert list(lines) == ["入户核查已超期 3 件", "公示期满审核 12 件"]
    lines["入户核查已超期 3 件"].click()
    settle()
    assert window.page.uid == "u2"


def test_what_is_due_stands_above_what_is_only_counted(qtbot, desk):
    def area(name, *titles):
        made = tuple(WorkbenchSection(title, (), "没有。", early="期限" in title) for title in titles)
        return Area(name, name, "handshake", workbench=lambda: made)

    plan = WindowPlan(
        [area("档案", "档案", "档案的期限"), area("争议", "争议的期限", "争议")], "白杨街道", "陈明"
    )
    window = MainWindow(desk, plan)
    qtbot.addWidget(window)
    window.show()
    settle()
    headings = [label for label in window.workbench.findChildren(QLabel) if label.property("heading")]
    titles = [label.text() for label in headings if label.text()]
    assert titles == ["未完成", "档案的期限", "争议的期限", "档案", "争议"]


def test_the_window_begins_on_the_first_line_of_the_workbench(window, qtbot):
    assert isinstance(window.focusWidget(), Line)
    assert window.focusWidget().accessibleName() == "入户核查已超期 3 件"
    press(qtbot, window, Qt.Key.Key_Space)
    assert window.search.text() == ""


def test_a_workbench_longer_than_the_window_begins_with_the_day(qtbot, desk):
    rows = tuple(WorkbenchRow(f"第 {number} 行", lambda: None, "1") for number in range(12))
    sections = tuple(WorkbenchSection(f"第 {number} 段", rows) for number in range(6))
    area = Area("long", "长", "handshake", workbench=lambda: sections)
    window = MainWindow(desk, WindowPlan([area], "白杨街道", "陈明"))
    qtbot.addWidget(window)
    window.resize(1000, 500)
    window.show()
    window.take_cursor()
    settle()
    assert isinstance(window.focusWidget(), Line)
    assert window.workbench.verticalScrollBar().maximum() > 0
    assert window.workbench.verticalScrollBar().value() == 0


def test_enter_opens_the_line_of_the_workbench_that_the_arrows_reach(window, qtbot):
    press(qtbot, window, Qt.Key.Key_Down)
    assert window.focusWidget().accessibleName() == "公示期满审核 12 件"
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.uid == "u1"


def test_the_workbench_keeps_the_cursor_when_its_lines_are_written_anew(window, qtbot):
    press(qtbot, window, Qt.Key.Key_Down)
    window.workbench.reload()
    settle()
    assert window.focusWidget().accessibleName() == "公示期满审核 12 件"


def test_enter_presses_any_button_that_has_the_cursor(window, qtbot, desk):
    window.go_to("sample")
    button = next(each for each in window.view.list.findChildren(QPushButton) if each.text() == "新建档案")
    button.setFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.uid == ""


@pytest.mark.parametrize("start", ["search", "navigation"])
def test_ctrl_2_puts_the_cursor_into_the_list(window, qtbot, start):
    getattr(window, start).setFocus()
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert window.view.list.table.hasFocus()


def test_ctrl_2_puts_the_cursor_back_into_the_page_that_is_open(window, qtbot, desk):
    desk.open("sample", "u0")
    window.page.goto("employer")
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    assert isinstance(window.focusWidget(), Line)
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert window.page.focused_field() == "employer"


def test_tab_never_ends_in_the_search_box(window, qtbot, desk):
    desk.open("sample", "u0")
    seen = set()
    for _key in range(120):
        press(qtbot, window, Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert window.search not in seen
    assert window.navigation in seen
    assert window.view.list.table in seen


def test_a_half_typed_new_file_waits_while_another_is_begun(window, qtbot, desk):
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    type_zh(window.page.binder.widget("owner.name"), "欧阳")
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    assert window.page.binder.widget("owner.name").text() == ""
    assert window.page.focused_field() == "owner.name"
    assert window.line.words.text() == "没填完的那份已留在工作台的“未完成”里。"
    assert [draft.values["owner.name"] for draft in desk.drafts.all()] == ["欧阳"]
    press(qtbot, window, Qt.Key.Key_1, CTRL)
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.binder.widget("owner.name").text() == "欧阳"


def test_half_a_form_waits_on_the_workbench(window, desk):
    desk.open("sample", "u3")
    type_zh(window.page.binder.widget("employer"), "改到一半")
    window.go_to("")
    settle()
    every = window.workbench.findChildren(Line)
    unfinished = next(line for line in every if "欧阳丽华" in line.accessibleName())
    unfinished.click()
    settle()
    assert window.page.uid == "u3"
    assert "改到一半" in window.page.binder.widget("employer").text()


def test_ctrl_n_opens_an_empty_form_at_its_first_field(window, qtbot):
    press(qtbot, window, Qt.Key.Key_N, CTRL)
    assert window.page.uid == ""
    assert window.page.focused_field() == "owner.name"


def test_enter_in_the_list_opens_the_record_beside_it(window, qtbot):
    window.go_to("sample")
    window.view.list.go_to("u4")
    window.view.list.table.setFocus()
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.uid == "u4"
    assert window.view.list.isVisible()
    assert window.page.focused_field() == "owner.name"


def test_shift_enter_opens_a_second_page(window, qtbot, desk):
    desk.open("sample", "u4")
    window.view.list.go_to("u5")
    window.view.list.table.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert (window.view.page.uid, window.view.beside.uid) == ("u4", "u5")
    assert window.view.page.isVisible()
    assert not window.view.list.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.view.beside.isVisible()
    assert window.view.list.isVisible()


def test_in_a_narrow_window_the_list_folds_away_and_escape_brings_it_back(window, qtbot, desk):
    window.resize(1024, 700)
    settle()
    desk.open("sample", "u4")
    settle()
    assert not window.view.list.isVisible()
    assert window.page.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.view.list.table.hasFocus()
    assert window.view.list.current == "u4"
    assert not window.view.page.isVisible()


def test_with_large_type_the_list_folds_away_sooner(window, desk, qapp):
    desk.open("sample", "u4")
    settle()
    assert window.view.list.isVisible()
    usual = qapp.font()
    try:
        style.apply_style(qapp, 16)
        settle()
        assert not window.view.list.isVisible()
        assert window.page.isVisible()
    finally:
        style.apply_style(qapp)
        qapp.setFont(usual)


def test_navigation_shows_icons_only_in_a_narrow_window(window):
    wide = window.navigation.width()
    window.resize(1024, 700)
    settle()
    assert window.navigation.item(1).text() == ""
    assert window.navigation.width() < wide
    window._toggle_navigation()
    assert window.navigation.item(1).text() == "困难职工档案"


def test_ctrl_page_down_saves_and_goes_on_in_the_same_field(window, qtbot, desk, files):
    desk.open("sample", "u0")
    window.page.goto("employer")
    type_zh(window.page.binder.widget("employer"), "新")
    press(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    assert "新" in files.files["u0"].employer
    assert window.page.uid == "u1"
    assert window.page.focused_field() == "employer"
    press(qtbot, window, Qt.Key.Key_PageUp, CTRL)
    assert window.page.uid == "u0"
    press(qtbot, window, Qt.Key.Key_PageUp, CTRL)
    assert window.line.words.text() == "已是第一份。"


def test_a_save_that_is_refused_does_not_go_on(window, qtbot, desk):
    desk.open("sample", "u0")
    name = window.page.binder.widget("owner.name")
    name.selectAll()
    qtbot.keyClick(name, Qt.Key.Key_Delete)
    press(qtbot, window, Qt.Key.Key_PageDown, CTRL)
    assert window.page.uid == "u0"
    assert window.page.binder.problem("owner.name") == "▲ 请填写姓名。"


def test_after_a_save_the_line_below_offers_to_take_it_back(window, qtbot, desk, files):
    desk.open("sample", "u0")
    type_zh(window.page.binder.widget("employer"), "新")
    press(qtbot, window, Qt.Key.Key_S, CTRL)
    assert window.line.words.text() == "已保存 白杨-2018-00001"
    assert window.line._undo.isVisible()
    qtbot.waitUntil(lambda: "已保存 14:" in window.line.safe.text())
    taken_back = []
    desk.status("已受理", undo=lambda: taken_back.append("受理"))
    window.view.list.table.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert taken_back == ["受理"]
    assert window.line.words.text() == "已撤销：受理"
    assert not window.line._undo.isVisible()


def test_what_is_said_by_the_way_goes_and_the_act_stands_again(window, qtbot, desk):
    desk.status("已建档 白杨-2018-00001", undo=lambda: None)
    window.line._passing.setInterval(30)
    desk.status("已是最后一份。")
    assert window.line.words.text() == "已是最后一份。"
    assert not window.line._undo.isVisible()
    qtbot.waitUntil(lambda: window.line.words.text() == "已建档 白杨-2018-00001")
    assert window.line._undo.isVisible()
    window.undo()
    assert window.line.words.text() == "已撤销：建档 白杨-2018-00001"
    qtbot.waitUntil(lambda: window.line.words.text() == "")


def test_what_was_said_of_one_file_is_gone_with_the_next(window, desk):
    desk.open("sample", "u0")
    window.view.next_record(-1)
    assert window.line.words.text() == "已是第一份。"
    desk.open("sample", "u3")
    assert window.line.words.text() == ""


def test_what_cannot_be_taken_back_is_not_said_to_be(window, desk):
    desk.open("sample", "u0")

    def refuse():
        raise RuleBroken("后面又有改动，不能撤销。")

    desk.status("已建档", undo=refuse)
    window.undo()
    assert window.page._problem.text() == "▲ 后面又有改动，不能撤销。"
    assert "已撤销" not in window.line.words.text()


def test_ctrl_z_takes_typing_back_first(window, qtbot, desk):
    desk.open("sample", "u0")
    taken_back = []
    desk.status("已受理", undo=lambda: taken_back.append("受理"))
    employer = window.page.binder.widget("employer")
    employer.setFocus()
    qtbot.keyClicks(employer, "x")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert employer.text() == "杭州某某电子有限公司"
    assert not taken_back


@pytest.mark.parametrize("place", ["search", "list", "page", "note"])
def test_ctrl_z_takes_the_last_act_back_wherever_no_typing_is_to_be(window, qtbot, desk, place):
    desk.open("sample", "u0")
    taken_back = []
    desk.status("已受理", undo=lambda: taken_back.append("受理"))
    fields = {
        "search": window.search,
        "list": window.view.list.search,
        "page": window.page.binder.widget("employer"),
        "note": window.page.binder.widget("remark"),
    }
    fields[place].setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert taken_back == ["受理"]


def test_what_was_looked_for_stands_not_in_the_way_of_taking_back(window, qtbot, desk):
    desk.open("sample", "u0")
    taken_back = []
    desk.status("已受理", undo=lambda: taken_back.append("受理"))
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(window.search, "xj")
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert (window.search.text(), taken_back) == ("", [])
    qtbot.keyClicks(window.search, "xj")
    press(qtbot, window, Qt.Key.Key_Escape)
    window.search.setFocus()
    press(qtbot, window, Qt.Key.Key_Z, CTRL)
    assert taken_back == ["受理"]


@pytest.mark.parametrize(
    ("number", "field"), [(1, "owner.name"), (2, "members.0.person.name"), (3, "causes")]
)
def test_alt_and_a_number_goes_to_the_section(window, qtbot, desk, number, field):
    desk.open("sample", "u0")
    press(qtbot, window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.AltModifier)
    assert window.page.focused_field() == field


def test_f1_shows_the_keys_of_this_screen(window, qtbot, desk):
    desk.open("sample", "u0")
    press(qtbot, window, Qt.Key.Key_F1)
    sheet = window.findChild(KeySheet)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl+S" in words
    assert "保存" in words
    assert not sheet.isModal()
    sheet.close()


def test_closing_asks_nothing_and_keeps_what_is_half_typed(window, desk):
    desk.open("sample", "u0")
    type_zh(window.page.binder.widget("employer"), "改到一半")
    assert window.close()
    assert desk.drafts.find("sample", "u0") is not None
    assert desk.preferences.get("window/geometry")


def test_ctrl_p_shows_the_sheet_for_the_page_or_for_the_marked_ones(window, qtbot, desk):
    desk.open("sample", "u0")
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    sheet = window.findChild(PrintSheet)
    assert sheet.windowTitle() == "打印 · 困难职工档案表 · 1 份"
    sheet.reject()
    settle()
    window.activateWindow()
    window.view.list.table.setFocus()
    settle()
    window.view.list.model.mark(["u1", "u2"], on=True)
    press(qtbot, window, Qt.Key.Key_P, CTRL)
    assert window.findChild(PrintSheet).windowTitle() == "打印 · 困难职工档案表 · 2 份"
    window.findChild(PrintSheet).reject()


def test_a_menu_that_cannot_be_used_here_is_grey(window, desk):
    assert not window.acts["save"].isEnabled()
    desk.open("sample", "u0")
    assert window.acts["save"].isEnabled()


# The box on top.


def find(window, text):
    window.search.begin()
    type_zh(window.search, text)
    window.search.show_results()


def lines(window):
    return [window.search.results.item(row).text() for row in range(window.search.results.count())]


def test_ctrl_k_two_characters_and_enter_open_a_file(window, qtbot):
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    type_zh(window.search, "李䶮")
    press(qtbot, window, Qt.Key.Key_Return)
    assert window.page.uid == "u1"
    assert window.page.focused_field() == "owner.name"
    assert window.search.text() == ""


def test_results_stand_by_kind_and_headings_are_passed_over(window, qtbot):
    find(window, "王芳")
    assert lines(window)[0] == "困难职工档案"
    assert window.search.results.currentRow() == 1
    qtbot.keyClick(window.search, Qt.Key.Key_Up)
    assert window.search.results.currentRow() == 1
    qtbot.keyClick(window.search, Qt.Key.Key_Down)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.page.uid == "u10"


def test_commands_are_found_too(window, qtbot):
    find(window, "新建")
    assert lines(window) == ["办理", "新建档案"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    settle()
    assert window.page.uid == ""


def test_nothing_found_says_what_to_try(window):
    find(window, "没有此人")
    assert lines(window) == ["没有找到。可以换一个字、拼音首字母或号码后几位。"]


def test_escape_leaves_the_box_where_one_came_from(window, qtbot, desk):
    desk.open("sample", "u0")
    window.page.goto("employer")
    find(window, "王")
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.page.focused_field() == "employer"
    assert not window.search.results.isVisible()


def test_escape_leaves_an_empty_box_too_also_one_that_was_clicked(window, qtbot, desk):
    desk.open("sample", "u0")
    window.page.goto("employer")
    qtbot.mouseClick(window.search, Qt.MouseButton.LeftButton)
    window.search.setFocus()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.page.focused_field() == "employer"


def test_escape_leaves_the_box_for_the_page_where_its_place_is_gone(window, qtbot, desk):
    desk.open("sample", "u0")
    window.page.goto("house_area")
    window.page.goto("employer")
    window.search.begin()
    window.page.binder.widget("employer").setEnabled(False)
    press(qtbot, window, Qt.Key.Key_Escape)
    assert window.page.focused_field() == "house_area"


def test_the_results_are_no_window_of_their_own(window):
    find(window, "王")
    assert window.search.results.isVisible()
    assert window.search.results.parentWidget() is window
    assert window.search.hasFocus()
    assert QApplication.activePopupWidget() is None


@pytest.mark.parametrize(
    ("text", "found"), [("新建", True), ("xj", True), ("档案 新", True), ("打印", False)]
)
def test_a_command_is_found_by_its_words_and_initials(text, found):
    assert matches(Command("n", "新建档案", lambda: None, words="xjda"), text) is found


# The whole.


def test_everything_in_the_window_has_a_name(window, desk):
    assert nameless(window) == []
    desk.open("sample", "u0")
    settle()
    assert nameless(window) == []


def test_no_english_stands_on_the_screen(window, desk):
    desk.open("sample", "u0")
    settle()
    words = [button.text() for button in window.findChildren(QPushButton)]
    words += [action.text() for action in window.acts.values()]
    bare = [each for each in words if each and each.split(" (")[0].replace("&", "").isascii()]
    assert bare == []


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (960, 560)])
def test_the_window_fits_small_screens(window, desk, size):
    desk.open("sample", "u0")
    window.resize(*size)
    settle()
    assert (window.width(), window.height()) == size
    assert window.minimumSizeHint().width() <= 960


@pytest.mark.parametrize("points", style.POINT_SIZES)
def test_no_menu_is_hidden_and_the_search_box_keeps_its_room(window, qapp, points):
    try:
        style.set_point_size(qapp, points)
        for width in (1366, 1024, 683, 1366):
            window.resize(width, 700)
            settle()
            bar = window.menuBar()
            assert not bar.findChild(QToolButton, "qt_menubar_ext_button").isVisible()
            assert bar.actionGeometry(bar.actions()[-1]).right() < bar.width()
            prompt = window.search.fontMetrics().horizontalAdvance(window.search.placeholderText())
            assert window.search.width() > prompt
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def test_the_search_box_keeps_the_cursor_when_it_moves_to_a_line_of_its_own(window, desk):
    window.search.begin()
    window.resize(683, 600)
    settle()
    assert window.search.mapTo(window, window.search.rect().topLeft()).y() > window.menuBar().height()
    assert window.search.hasFocus()


def test_large_type_acts_at_once_and_is_remembered(window, desk, qapp):
    desk.open("sample", "u0")
    name, row = window.page.binder.widget("owner.name"), window.view.list.table.rowHeight(0)
    before = name.height()
    actions = {action.text(): action for action in window.findChildren(QAction)}
    try:
        actions["特大（16 磅）"].trigger()
        settle()
        assert qapp.font().pointSizeF() == 16
        assert name.height() > before
        assert window.view.list.table.rowHeight(0) > row
        assert window.page.head.title.font().pointSizeF() > 16
        assert desk.preferences.get("font") == 16
        actions["字小一号"].trigger()
        assert qapp.font().pointSizeF() == 14
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def test_the_size_in_force_is_ticked_in_the_menu(window, desk, qapp):
    tools = next(action.menu() for action in window.menuBar().actions() if action.text() == "工具(&T)")
    sizes = next(action.menu() for action in tools.actions() if action.text() == "字号")
    tools.aboutToShow.emit()
    assert [action.text() for action in sizes.actions() if action.isChecked()] == ["标准（10.5 磅）"]
    desk.preferences.set("font", 14.0)
    tools.aboutToShow.emit()
    assert [action.text() for action in sizes.actions() if action.isChecked()] == ["大（14 磅）"]


def test_a_column_keeps_its_width_in_words_when_the_type_grows(window, desk, qapp):
    window.go_to("sample")
    table = window.view.list.table
    table.setColumnWidth(1, 200)
    shown = table.columnWidth(1) / table.fontMetrics().horizontalAdvance("0")
    try:
        style.set_point_size(qapp, 14.0)
        settle()
        grown = table.columnWidth(1) / table.fontMetrics().horizontalAdvance("0")
        assert table.columnWidth(1) > 200
        assert 0.6 < grown / shown < 1.4
    finally:
        style.set_point_size(qapp, style.POINT_SIZES[0])


def test_in_a_narrow_window_timeline_and_form_take_turns(window, desk, qtbot):
    desk.open("sample", "u0")
    window.resize(683, 600)
    settle()
    page = window.page
    assert page.scroller.isVisible()
    assert not page.beside.isVisible()
    press(qtbot, window, Qt.Key.Key_T, CTRL)
    assert page.timeline.text.hasFocus()
    assert not page.scroller.isVisible()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert page.scroller.isVisible()
    assert page.isAncestorOf(QApplication.focusWidget())
    assert page.focused_field()
    press(qtbot, window, Qt.Key.Key_F7)
    assert page.history.isVisible()
    press(qtbot, window, Qt.Key.Key_F7)
    assert page.focused_field()


def test_f3_goes_from_figure_to_link_and_enter_presses_it(window, desk, qtbot):
    desk.open("sample", "u1")
    settle()
    links = window.page.links()
    assert links
    seen = []
    for _link in links:
        press(qtbot, window, Qt.Key.Key_F3)
        seen.append(QApplication.focusWidget())
    assert seen == links
    pressed = []
    links[-1].clicked.connect(lambda: pressed.append(True))
    press(qtbot, window, Qt.Key.Key_Return)
    assert pressed
    links[0].setFocus()
    press(qtbot, window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is links[-1]


def test_tab_goes_through_the_form_before_the_timeline(window, desk):
    desk.open("sample", "u0")
    settle()
    stops = tab_stops(window.page)
    form = [number for number, stop in enumerate(stops) if window.page.scroller.isAncestorOf(stop)]
    beside = [number for number, stop in enumerate(stops) if window.page.beside.isAncestorOf(stop)]
    assert max(form) < min(beside)


def test_a_low_page_says_why_in_a_tip_and_shows_one_link(window, desk):
    desk.open("sample", "u0")
    settle()
    page = window.page
    why, links = page.step.why.text(), page.missing.findChildren(QPushButton)
    assert why
    page.step.set_brief(brief=True)
    page.missing.set_brief(brief=True)
    settle()
    assert not page.step.why.isVisible()
    assert page.step.text.toolTip() == why
    assert len(page.missing.findChildren(QPushButton)) <= min(1, len(links))
    page.step.set_brief(brief=False)
    assert page.step.why.isVisible()


def test_the_list_has_the_whole_room_until_a_page_is_open(window, desk):
    window.go_to("sample")
    settle()
    assert window.view.list.width() == window.view.width()
    desk.open("sample", "u0")
    settle()
    assert window.view.list.width() < window.page.width()


def test_an_area_may_be_one_screen_of_its_own(desk, files, qtbot):
    from dataclasses import replace

    area = replace(make_area(desk, files), make_list=None, make_page=None, make_screen=QPushButton)
    window = MainWindow(desk, WindowPlan([area], "区总工会", "周敏"))
    qtbot.addWidget(window)
    window.show()
    window.go_to("sample")
    settle()
    assert window.view.findChild(QPushButton).isVisible()
    window.activateWindow()
    window.take_cursor()
    assert window.focusWidget() is window.view.findChild(QPushButton)
    assert "演示" not in window.windowTitle()


def test_on_a_small_screen_the_window_begins_maximised(window):
    window.resize(window.width(), window.screen().availableSize().height())
    window.restore_place()
    assert window.isMaximized()


def test_only_where_half_forms_cannot_be_kept_leaving_is_asked(window, desk, monkeypatch):
    asked = []
    monkeypatch.setattr(desk.drafts, "flush", lambda: False)
    monkeypatch.setattr(desk, "confirm", lambda *words: asked.append(words[1]))
    window.close()
    assert window.isVisible()
    assert "暂存不了" in asked[0]
    monkeypatch.setattr(desk, "confirm", lambda *_words: True)
    window.close()
    assert not window.isVisible()


def two_areas(desk, files):
    """Two areas whose commands have the same keys, one of them with the same words too."""
    done = []
    first = make_area(desk, files)
    more = (
        Command("first.go", "办理下一步", lambda: done.append("first"), "F8"),
        Command("first.blank", "空白表格…", lambda: None, menu="打印"),
    )
    other = (
        Command("other.go", "办理下一步", lambda: done.append("other"), "F8"),
        Command("other.only", "来访登记…", lambda: done.append("only"), "Ctrl+Shift+N"),
    )
    second = Area(
        "other",
        "另一个",
        "scale",
        make_screen=QLabel,
        commands=other,
        half_done={"other_half": done.append},
    )
    return (replace(first, commands=(*first.commands, *more)), second), done


@pytest.fixture
def window_of_two(desk, files, qapp):
    areas, done = two_areas(desk, files)
    window = MainWindow(desk, WindowPlan(areas, "白杨街道", "陈明"))
    window.done = done
    window.show()
    window.activateWindow()
    settle()
    yield window
    window.close()
    window.deleteLater()
    settle()


def test_a_key_that_two_areas_have_is_that_of_the_one_that_is_shown(window_of_two, qtbot):
    window = window_of_two
    for area in ("other", "sample", "other"):
        window.go_to(area)
        press(qtbot, window, Qt.Key.Key_F8)
    assert window.done == ["other", "first", "other"]
    window.go_to("sample")
    assert [window.acts[name].isVisible() for name in ("first.go", "other.go", "other.only")] == [
        True,
        False,
        True,
    ]


def test_work_half_done_elsewhere_than_on_a_page_is_on_the_workbench(window_of_two, desk):
    desk.drafts.keep(Draft("other_half", "7", "王芳 来访", {}))
    window_of_two.go_to("")
    window_of_two.workbench.reload()
    settle()
    line = next(
        each for each in window_of_two.workbench.findChildren(Line) if "王芳" in each.accessibleName()
    )
    line.click()
    assert window_of_two.done == ["7"]
