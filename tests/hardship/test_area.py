"""What 困难职工档案 offers the window: list, commands, search, printing, workbench."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from tests.desk.helpers import nameless, settle, type_zh
from tests.hardship.screen import make_desk, make_services, make_window, number
from tests.paper.conftest import page_text
from union_desk.core.rights import Actor
from union_desk.desk.print_list import PrintList
from union_desk.desk.printing import PrintChoice, PrintSheet
from union_desk.desk.service_list import ServiceList, ServiceSearch
from union_desk.desk.table_model import URGENT_ROLE
from union_desk.hardship.area import COLUMNS, ENTITY, TITLE, hardship_area, sums_said
from union_desk.hardship.page.filters import wanted
from union_desk.hardship.values import FileFilter, FileForm, IncomeEntry
from union_desk.people.values import EmployerCard, PersonCard
from union_desk.services import SOLE_ROLES

PEOPLE = (("王芳", "19780312", "在岗"), ("李䶮", "19810101", ""), ("艾力·买买提", "19900505", ""))


@pytest.fixture
def services(database, clock):
    return make_services(database, clock)


@pytest.fixture
def filled(services):
    """Three files: in file, draft, refused."""
    uids = []
    for name, born, _status in PEOPLE:
        owner = PersonCard(name=name, id_no=number(born))
        form = FileForm(
            owner=owner,
            employer=EmployerCard(name="杭州示例食品有限公司"),
            applied_on=date(2026, 11, 15),
            incomes=(IncomeEntry(amount_fen=90_000),),
        )
        uids.append(services.hardship.save(services.actor, form).uid)
    services.hardship.decide(services.actor, uids[0], "present", "severe")
    services.hardship.take_step(services.actor, uids[2], "refuse", reason="收入超过标准")
    return uids


@pytest.fixture
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def window(desk, services, filled):
    window = make_window(desk, services)
    window.go_to("hardship")
    settle()
    return window


def shown(window) -> list[str]:
    model = window.view.list.model
    place = [column.name for column in COLUMNS].index("name") + 1
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_the_list_shows_the_newest_file_first_and_says_how_many_there_are(window):
    assert shown(window) == ["艾力·买买提", "李䶮", "王芳"]
    assert window.view.list.counts.text() == "3 份 · 草稿 2 · 不予建档 1 · 家庭人口 3 人"


def test_a_chip_filters_by_state_and_by_class(window):
    window.view.list.set_filter("state", "refused")
    assert shown(window) == ["艾力·买买提"]
    window.view.list.clear_filters()
    window.view.list.set_filter("class", "severe")
    assert shown(window) == ["王芳"]


def test_a_chip_leaves_only_the_drafts_that_are_not_filled_in(window, services, filled):
    hardship = services.hardship
    hardship.save(
        services.actor, complete(hardship.form(services.actor, filled[0]), date(2026, 11, 15)), filled[0]
    )
    window.view.list.set_filter("filled", "incomplete")
    assert shown(window) == ["李䶮"]
    window.view.list.clear_filters()
    assert len(shown(window)) == 3


def test_columns_sort_in_the_store(window, services):
    files = ServiceList(services.hardship, services.actor, wanted, sums_said)
    by_name = files.ids(window.view.list.query.__class__(sort="name"))
    rows = services.hardship.rows(services.actor, by_name)
    names = [rows[uid].name for uid in by_name]
    assert names == sorted(names)
    back = files.ids(window.view.list.query.__class__(sort="name", descending=True))
    assert list(back) == list(reversed(by_name))


def cell(window, uid: str, name: str, role: int = Qt.ItemDataRole.DisplayRole):
    model = window.view.list.model
    return model.index(model.place(uid), [column.name for column in COLUMNS].index(name) + 1).data(role)


def test_the_list_says_until_when_and_what_is_overdue(window, services, filled):
    hardship, (first, second, _) = services.hardship, filled
    assert cell(window, second, "due") == ""
    for uid, on in ((first, date(2019, 5, 31)), (second, date(2026, 1, 20))):
        form = complete(hardship.form(services.actor, uid), on)
        hardship.save(services.actor, form, uid)
        hardship.decide(services.actor, uid, "present", "severe", "按当年标准")
        hardship.take_step(services.actor, uid, "enrol", on=on)
    window.view.list.reload()
    overdue, waiting = cell(window, first, "due"), cell(window, second, "due")
    assert overdue.startswith("已超期 ")
    assert overdue.endswith(" · 2020-06-01"), "the last day was a Sunday"
    assert waiting.startswith("剩 ")
    assert cell(window, first, "due", URGENT_ROLE)
    assert not cell(window, second, "due", URGENT_ROLE)
    assert hardship.ids(services.actor, FileFilter(), "due_on")[:2] == [first, second]


def complete(form: FileForm, applied_on: date) -> FileForm:
    owner = replace(
        form.owner, ethnic="01", political="masses", health="good", work_status="on_post",
        model_worker="none", mobile="13800000000", work_start_on=date(1999, 9, 1), marital="20",
        hukou_type="resident", hukou_division="330114", insured="employee", address="白杨街道",
    )  # fmt: skip
    return replace(
        form,
        owner=owner,
        house_type="public_rental",
        industry="electronics",
        main_cause="6",
        applied_on=applied_on,
    )


def test_a_temporary_number_is_shown_short_in_the_list_and_whole_on_its_tooltip(database, clock):
    services = make_services(database, clock)
    office = Actor("沈佳", "XS", "XS", SOLE_ROLES)
    uid = services.hardship.save(office, FileForm(owner=PersonCard(name="周红"))).uid
    row = services.hardship.rows(services.actor, [uid])[uid]
    (number,) = [column for column in COLUMNS if column.name == "number"]
    assert number.tooltip(row) == f"临时 下沙-{row.number.partition('-')[2]}"
    assert number.text(row) == f"临 下沙-{row.number[7:]}"
    long = replace(row, number_shown=row.number_shown.replace("下沙", "杭州市钱塘区白杨"))
    assert number.text(long) == f"临 杭州市…-{row.number[7:]}"


def test_what_is_typed_is_looked_for_by_name_pinyin_and_number(window):
    for text, found in (("王芳", ["王芳"]), ("wf", ["王芳"]), ("00032", ["李䶮"]), ("nobody", [])):
        window.view.list.search.setText(text)
        window.view.list.reload()
        assert shown(window) == found, text


def test_the_box_on_top_finds_a_file_and_enter_opens_it(window, filled):
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    settle()
    type_zh(window.focusWidget(), "王芳")
    window.search.show_results()
    settle()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert window.page.uid == filled[0]
    assert window.page.title == "王芳"


def test_a_search_result_names_state_and_employer(services, filled):
    (found,) = ServiceSearch(services.hardship, services.actor, TITLE, ENTITY).search("王芳", 10)
    assert found.entity == ENTITY
    assert "草稿 · 深度困难 · 杭州示例食品有限公司" in found.detail


def test_a_new_file_is_one_key_away(window):
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert window.page is not None
    assert window.page.uid == ""
    assert window.page.focused_field() == "owner.id_no"


def test_the_next_record_is_saved_and_opened_with_the_cursor_in_the_same_field(window, services, filled):
    window.desk.open(ENTITY, filled[2])
    window.desk.open(ENTITY, filled[1])
    settle()
    page = window.page
    page.basics.form.owner__address.setFocus()
    type_zh(page.basics.form.owner__address, "下沙街道新家")
    QTest.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert services.hardship.form(services.actor, filled[1]).owner.address == "下沙街道新家"
    assert window.page.uid == filled[0]
    assert window.page.focused_field() == "owner.address"


def test_a_refused_file_on_the_way_keeps_the_cursor_for_the_next_file(window, services, filled):
    services.hardship.take_step(services.actor, filled[1], "refuse", reason="收入超过标准")
    window.desk.open(ENTITY, filled[0])
    settle()
    page = window.page
    page.goto("owner.address")
    up, down = Qt.Key.Key_PageUp, Qt.Key.Key_PageDown
    for key, uid, editable in (
        (up, filled[1], False),
        (up, filled[2], False),
        (down, filled[1], False),
        (down, filled[0], True),
    ):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
        settle()
        assert page.uid == uid
        assert page.scroller.hasFocus() is not editable
        assert page.focused_field() == "owner.address"
    assert page.basics.form.owner__address.hasFocus()


def test_a_refused_file_opened_from_the_list_is_read_with_the_arrows(window, filled):
    window.view.list.go_to(filled[2])
    window.view.list.opened.emit(filled[2], False)
    settle()
    assert window.page.scroller.hasFocus()
    QTest.keyClick(window.page.scroller, Qt.Key.Key_Down)
    assert window.page.scroller.verticalScrollBar().value() > 0


def test_the_last_act_is_taken_back_from_the_line_below(window, services, filled):
    window.desk.open(ENTITY, filled[1])
    settle()
    type_zh(window.page.basics.form.owner__address, "下沙街道新家")
    window.page.save()
    settle()
    window.undo()
    settle()
    assert services.hardship.form(services.actor, filled[1]).owner.address == ""
    assert window.page.basics.form.owner__address.text() == ""


def test_taking_back_the_making_of_a_file_leaves_an_empty_page(window, services):
    window.desk.open(ENTITY, "")
    settle()
    type_zh(window.page.basics.form.owner__name, "周红")
    window.page.save()
    settle()
    made = window.page.uid
    window.undo()
    settle()
    assert made not in services.hardship.ids(services.actor, FileFilter())
    assert window.page.uid == ""


def test_a_file_is_refused_from_the_menu_with_a_reason(desk, services, filled, window):
    area = hardship_area(desk, services.hardship)
    refuse = next(command for command in area.commands if command.name == "hardship.step.refuse")
    assert not refuse.enabled()
    window.desk.open(ENTITY, filled[1])
    settle()
    command = window._commands["hardship.step.refuse"]
    assert command.enabled()
    command.run()
    assert window.page.step_sheet.isVisible()


def test_counts_of_the_workbench_open_their_list(window, desk):
    (due, forgotten, counts, recent) = window.view.area.workbench()
    assert (due.rows, due.empty) == ((), "没有超期的，七天内也没有到期的。")
    assert (forgotten.rows, forgotten.empty) == ((), "")
    assert [(row.text, row.figure) for row in counts.rows] == [("草稿", "2"), ("不予建档", "1")]
    assert len(recent.rows) == 3
    counts.rows[1].run()
    settle()
    assert shown(window) == ["艾力·买买提"]


def test_half_a_file_waits_on_the_workbench_under_its_name(window):
    window.desk.open(ENTITY, "")
    settle()
    type_zh(window.page.basics.form.owner__name, "周红")
    window.go_to("")
    settle()
    rows = [row.text for section in window._workbench_sections() for row in section.rows]
    assert "周红" in rows


def test_the_marked_files_are_printed_in_one_pdf(window, services, filled):
    job = window.view.area.print_selected(filled)
    assert "3 份" in job.title
    told: list[tuple[int, int]] = []
    choice = PrintChoice("hardship_file", 1, "filled")
    made = job.render(choice, lambda done, total: told.append((done, total)), lambda: False)
    assert made.pages == 6
    assert told[-1] == (3, 3)
    job.printed(choice, made, into_file=False)
    assert "打印《困难职工档案表》1 份" in [
        event.text for event in services.hardship.timeline(services.actor, filled[0])
    ]


def test_a_later_copy_bears_the_next_number_and_both_are_listed(window, services, filled):
    job = window.view.area.print_selected(filled[:1])
    for copies, first in ((2, 1), (1, 3)):
        choice = PrintChoice("hardship_file", copies, "filled")
        made = job.render(choice, lambda *_: None, lambda: False)
        assert made.first_copies == (first,)
        assert f"第{first}份" in "".join(page_text(made.pdf, 0).split())
        job.printed(choice, made, into_file=False)
    window.desk.open(ENTITY, filled[0])
    settle()
    command = next(each for each in window.view.area.commands if each.title == "打印记录…")
    assert command.enabled()
    command.run()
    listed = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PrintList))
    assert [listed.table.item(row, 6).text() for row in range(2)] == ["3", "1–2"]
    assert listed.table.item(0, 3).text() == "KN-01 第1版"
    listed.close()


def test_the_only_copy_needs_no_number(window, filled):
    job = window.view.area.print_selected(filled[:1])
    made = job.render(PrintChoice("hardship_file", 1, "filled"), lambda *_: None, lambda: False)
    assert "第1份" not in "".join(page_text(made.pdf, 0).split())
    assert made.first_copies == (1,)


def test_a_print_that_is_stopped_makes_no_paper(window, filled):
    job = window.view.area.print_selected(filled)
    made = job.render(PrintChoice("hardship_file", 1, "filled"), lambda *_: None, lambda: True)
    assert made.cancelled


def test_a_blank_form_needs_no_file(window):
    job = window.view.area.print_selected(())
    made = job.render(PrintChoice("hardship_file", 1, "filled"), lambda *_: None, lambda: False)
    assert made.pages == 2


def test_the_blank_form_is_a_command_and_offers_nothing_but_blank(window):
    command = next(each for each in window.view.area.commands if each.title == "空白表格…")
    command.run()
    settle()
    sheet = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PrintSheet))
    assert sheet.mode == "blank"
    assert [button.text() for button in sheet.findChildren(QRadioButton) if button.isEnabled()] == [
        "空白(&K)"
    ]
    sheet.close()


def test_one_file_is_printed_from_its_page_with_what_it_lacks(window, filled):
    window.desk.open(ENTITY, filled[0])
    settle()
    job = window.page.print_job()
    form = job.forms()[0]
    assert job.title == "困难职工档案 · 王芳"
    assert form.ticked
    assert form.warnings


def test_no_filter_means_every_file(window):
    assert wanted(window.view.list.query) == FileFilter()


def test_every_input_of_list_and_page_has_a_name(window, filled):
    window.desk.open(ENTITY, filled[0])
    settle()
    assert nameless(window) == []


@pytest.mark.parametrize("width", [1366, 1024])
def test_nothing_of_the_form_is_cut_off_at_the_side(window, filled, width):
    window.resize(width, 768)
    window.desk.open(ENTITY, filled[0])
    settle()
    page = window.page
    for fold in (page.basics.form.open_more_person, page.basics.form.open_more_employer):
        fold.open()
    for grid in (page.money.incomes, page.money.outlays, page.money.assets, page.family.members):
        grid.add_row(focus=False)
        grid.more.open()
    settle()
    assert page.scroller.horizontalScrollBar().maximum() == 0
