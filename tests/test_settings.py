"""设置 on a real store: every page is entered with keys, refuses what cannot be, and shows its versions."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from shiboken6 import isValid

from tests.conftest import TEST_KEY
from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk, make_services, make_window
from tests.looking import cut_off, without_keys
from tests.paper import word
from union_desk.areas import Settings, settings_pages
from union_desk.casework.values import Entry, Threshold
from union_desk.core.rights import Actor, Role
from union_desk.desk import style
from union_desk.desk.desk import Desk
from union_desk.desk.printing import PrintSheet
from union_desk.desk.settings.frame import SettingsWindow
from union_desk.desk.settings.pack_fields import LengthEdit
from union_desk.hardship.values import FileForm, IncomeEntry
from union_desk.legal_aid.values import AidForm
from union_desk.legal_aid.values.process import AidRules
from union_desk.people.values import PersonCard
from union_desk.store.database import Database

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAGES = (
    *("office", "thresholds", "class_rules", "clocks", "means", "calendar"),
    *("retention", "wording", "own_forms"),
)
NOTICE = "元旦：1月1日放假。春节：2月5日至11日放假调休，共7天。2月14日、2月20日、2月27日上班。"


@pytest.fixture(scope="module")
def services(tmp_path_factory, template_store):
    folder = tmp_path_factory.mktemp("settings")
    shutil.copy2(template_store, folder / "store.db")
    services = make_services(Database.open(folder, TEST_KEY, lambda: AT), lambda: AT)
    yield services
    services.close()


@pytest.fixture(scope="module")
def desk(qapp, services):
    desk = make_desk(services)
    yield desk
    for widget in qapp.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def window(desk, services):
    yield from shown(desk, services)


def shown(desk, services):
    window = SettingsWindow(desk, settings_pages(desk, services))
    window.resize(1200, 720)
    window.show()
    window.activateWindow()
    settle()
    yield window
    drawn(desk)
    window.close()
    window.deleteLater()
    settle()


def drawn(desk):
    """Wait until the form was laid out beside the window."""
    QTest.qWait(700)
    for _turn in range(400):
        if not desk.tasks.running:
            break
        QTest.qWait(10)
    settle()


def put(bar, **texts):
    """Fill the line of a version and press its button until it is kept, or says why not."""
    for name, text in texts.items():
        getattr(bar, name).set_value(text)
        getattr(bar, name).changed.emit()
    bar.put.click()
    if bar.put.text() == "仍然保存":
        bar.put.click()
    settle()


@pytest.mark.parametrize("points", [10.5, 16.0])
def test_on_every_page_nothing_is_cut_off_or_nameless_or_out_of_reach(window, desk, qapp, points):
    style.set_point_size(qapp, points)
    try:
        for size in (QSize(1300, 720), QSize(1000, 720)):
            window.resize(size)
            for name in PAGES:
                page = window.go_to(name)
                settle()
                assert cut_off(page) == [], (name, size)
                assert nameless(page) == [], name
                assert without_keys(page) == [], name
                assert page.width() <= window.stack.width(), (name, size)
    finally:
        drawn(desk)
        style.set_point_size(qapp, style.POINT_SIZES[0])


def test_a_line_is_entered_with_its_document_and_ten_times_too_much_is_asked_twice(window, services):
    page = window.go_to("thresholds")
    page.choose("dibao_urban")
    page.bar.put.click()
    assert "请填写金额" in page.bar.problem.text()
    page.amount.set_value(1_280_000)
    put_once = page.bar.put
    page.bar.since.set_value(date(2026, 1, 1))
    put_once.click()
    assert "文号或理由" in page.bar.problem.text()
    page.bar.document.set_value("某某〔2026〕1号")
    put_once.click()
    assert "12,800.00 ÷ 上一条 1,000.00（2025-01-01 起）= 12.80 倍" in page.bar.doubt_lines.text()
    assert put_once.text() == "仍然保存"
    page.amount.set_value(128_000)
    page.amount.changed.emit()
    assert put_once.text() == "记下标准"
    put(page.bar, document="某某〔2026〕1号")
    line = services.thresholds.on(services.actor, "dibao_urban", date(2026, 6, 1))
    assert (line.value_fen, line.doc_no) == (128_000, "某某〔2026〕1号")
    assert page.versions.table.item(0, 2).text() == "1,000.00 → 1,280.00"
    assert page.versions.table.item(0, 5).text() == "现行"


def test_a_version_is_withdrawn_with_a_reason_and_stays_in_the_list(window, services):
    page = window.go_to("thresholds")
    page.choose("mutual_aid_fee")
    page.amount.set_value(10_000)
    put(page.bar, since=date(2026, 1, 1), document="1号")
    versions = page.versions
    assert not versions.withdraw.isEnabled()
    versions.table.selectRow(0)
    versions.withdraw.click()
    versions.confirm.click()
    assert "请写明作废的理由" in versions.problem.text()
    versions.reason.set_value("录错")
    versions.confirm.click()
    assert services.thresholds.on(services.actor, "mutual_aid_fee", date(2026, 6, 1)) is None
    assert versions.table.item(0, 5).text() == "已作废：陈明 录错"


def test_a_year_is_read_from_its_notice_turned_round_with_space_and_kept(window, services):
    settings = Settings(window._desk, services)
    (section,) = settings.sections()
    assert section.rows[0].text == "2027 年调休还没有录入，期限按推算"
    page = window.go_to("calendar")
    assert page.year.value() == 2027
    assert "推算" in page.state.text()
    page.notice.setPlainText("放假")
    page.read.click()
    assert "没有读出" in page.bar.problem.text()
    page.notice.setPlainText(NOTICE)
    page.read.click()
    assert "春节 2月5日至11日，共 7 天" in page.runs.text()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    for _step in range(11):
        QTest.keyClick(page.view, Qt.Key.Key_Right)
    assert page.day.text() == "2027年2月12日 星期五：上班"
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    assert page.day.text() == "2027年2月12日 星期五：春节假期，放假"
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    page.bar.put.click()
    assert "文号" in page.bar.problem.text()
    page.bar.document.set_value("国办发明电〔2026〕9号")
    page.bar.put.click()
    assert "还没有设为放假" in page.bar.doubt_lines.text()
    page.bar.put.click()
    assert page.state.text() == "本单位录入：国办发明电〔2026〕9号"
    assert services.calendars.calendar(services.actor).covers(2027)
    assert settings.sections() == ()


def test_a_class_rule_is_tried_on_a_file_before_it_is_kept(window, services):
    form = FileForm(
        owner=PersonCard(name="周红", birth_on=date(1985, 5, 5), sex="2"),
        incomes=(IncomeEntry(kind="wage", amount_fen=150_000),),
        applied_on=date(2026, 11, 20),
    )
    services.hardship.save(services.actor, form)
    page = window.go_to("class_rules")
    page.inputs["multiplier"].set_value("1.1")
    page.try_on.click()
    assert "请填写一份档案" in page.trial_said.text()
    page.file.set_value("周红")
    page.try_on.click()
    assert "周红（2026-11-20 申请）：结果会改变" in page.trial_said.text()
    assert (page.before.result.text(), page.after.result.text()) == ("相对困难", "不符合")
    page.inputs["multiplier"].set_value("许多")
    put(page.bar, since=date(2026, 1, 1), document="1号")
    assert page.bar.problem.text() == "▲ 相对困难是低保标准的几倍：请填写数字，例如 1.5。"
    page.inputs["multiplier"].set_value("1.1")
    page.bar.touched()
    put(page.bar, since=date(2026, 1, 1), document="1号")
    assert page.versions.table.item(0, 2).text() == "相对困难是低保标准的几倍 2 倍 → 1.1 倍"
    assert services.class_standards.packs(services.actor)[-1].version == "2020.1-1"


def test_the_days_of_a_place_are_set_and_its_cases_are_counted_anew(window, services):
    aid, actor = services.legal_aid, services.actor
    form = AidForm(person=PersonCard(name="周红"), matter="欠薪", wanted=("drafting",), applied_on=AT.date())
    uid = aid.save(actor, form).uid
    aid.write_down(actor, uid, AidRules("hangzhou-2017"))
    aid.take_step(actor, uid, "apply", on=AT.date())
    aid.take_step(actor, uid, "examine", on=AT.date())
    page = window.go_to("clocks")
    page.which.set_value("hangzhou-2017")
    page.reload()
    (decide, *_others) = (each for each in page.inputs.values() if isinstance(each, LengthEdit))
    assert decide.value() == "5wd"
    decide.number.setText("")
    put(page.bar, since=date(2026, 11, 1), document="1号")
    assert "请填写期间的长度" in page.bar.problem.text()
    decide.set_value("3d")
    page.bar.touched()
    put(page.bar, since=date(2026, 11, 1), document="1号")
    assert page.versions.table.item(0, 2).text() == "决定是否给予法律援助：受理后 5 个工作日 → 3日"
    (clock,) = (clock for clock in aid.clocks(actor, uid) if clock.code == "L01")
    assert clock.due_on == date(2026, 11, 26)


def test_the_line_of_a_place_is_set_and_means_are_judged_by_it(window, services):
    page = window.go_to("means")
    page.which.set_value("hangzhou-2017")
    page.reload()
    page.inputs["line.times"].set_value("2")
    put(page.bar, since=date(2026, 11, 1), document="2号")
    services.thresholds.enter(services.actor, Threshold("dibao_urban", 120_000, date(2026, 1, 1), "3号"))
    form = AidForm(means_basis="pledge", month_income_fen=480_000, population=2)
    judged = {each.pack: each for each in services.legal_aid.means(services.actor, form)}
    assert judged["hangzhou-2017"].meets
    assert any("× 2 ＝ 2,400.00 元" in step for step in judged["hangzhou-2017"].steps)


def test_a_text_is_seen_on_its_form_before_it_is_kept(window, desk, services):
    page = window.go_to("wording")
    page.which.set_value("hardship_file.commitment")
    page.reload()
    drawn(desk)
    assert "第 1 页，共 2 页" in page.page.caption.text()
    page.text.setPlainText("本人授权")
    page.text.moveCursor(page.text.textCursor().MoveOperation.End)
    page.fields.findChildren(QPushButton)[0].click()
    assert page.text.toPlainText() == "本人授权{office}"
    page.text.insertPlainText("{")
    drawn(desk)
    assert "花括号没有配对" in page.said.text()
    page.text.setPlainText("本人授权{office}核对。")
    put(page.bar, since=date(2026, 11, 23), document="1号")
    assert page.versions.table.item(0, 2).text() == "本人授权{office}核对。"
    assert services.wording.texts(services.actor, "hardship_file").mark == "本人承诺第1版"
    page.versions.table.selectRow(1)
    drawn(desk)
    page.print.click()
    (sheet,) = page.findChildren(PrintSheet)
    assert sheet.windowTitle() == "打印 · 困难职工档案表（第1版，本人承诺试印）"
    drawn(desk)
    sheet.close()


def test_a_word_table_is_checked_looked_at_and_kept_and_given_up_again(window, desk, services, tmp_path):
    page = window.go_to("own_forms")
    page.which.set_value("hardship_application")
    page.reload()
    bent, good = tmp_path / "错.docx", tmp_path / "本县申请表.docx"
    for path, field in ((bent, "{{名字}}"), (good, "{{姓名}}")):
        document = word.blank()
        word.table(document, [["姓名", field], ["编号", "{{编号}}"]], [40, 60])
        path.write_bytes(word.saved(document))
    page.bar.put.click()
    assert "请先按“换成自己的表…”" in page.bar.problem.text()
    page.look_at(bent)
    drawn(desk)
    assert "▲ 表格 1 第 1 行第 2 格：没有名为“名字”的字段，是不是“姓名”" in page.said.toPlainText()
    put(page.bar, since=date(2026, 11, 23), document="1号")
    assert "第 1 行第 2 格" in page.bar.problem.text()
    page.look_at(good)
    drawn(desk)
    assert "可以用" in page.said.toPlainText()
    assert "第 1 页，共 1 页" in page.page.caption.text()
    put(page.bar, since=date(2026, 11, 23), document="1号")
    assert page.state.text() == "现在：自备表第 1 版（2026-11-23 起）"
    assert page.versions.table.item(0, 2).text().startswith("本县申请表.docx（")
    put(page.bar, since=date(2026, 11, 24), reason="改回")
    assert "请先按“换成自己的表…”" in page.bar.problem.text()
    page.back.click()
    put(page.bar, since=date(2026, 11, 24), reason="改回")
    assert page.versions.table.item(0, 2).text() == "换回程序的表"
    assert page.versions.table.item(1, 5).text() == "现行"


def test_a_word_table_is_given_out_again_and_a_field_is_copied(window, desk, services, tmp_path, monkeypatch):
    page = window.go_to("own_forms")
    page.which.set_value("publicity")
    page.reload()
    target = tmp_path / "样表"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(target), ""))
    page.export.click()
    sample = target.with_suffix(".docx")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(sample), ""))
    page.open.click()
    drawn(desk)
    put(page.bar, since=date(2026, 1, 1), document="2号")
    page.versions.table.selectRow(0)
    settle()
    target = tmp_path / "取回"
    page.original.click()
    assert target.with_suffix(".docx").read_bytes() == sample.read_bytes()
    page.fields.itemActivated.emit(page.fields.item(0, 1))
    assert QApplication.clipboard().text() == "{{公示事项}}"
    drawn(desk)
    page.mode.set_value("blank")
    page.print.click()
    (sheet,) = page.findChildren(PrintSheet)
    assert sheet.windowTitle() == "打印 · 困难职工公示（第1版，自备表第1版）"
    drawn(desk)
    sheet.close()


def test_an_offices_data_are_kept_and_the_official_code_comes_later(window, services):
    page = window.go_to("office")
    page.inputs["seal_name"].set_value("白杨街道总工会委员会")
    page.save.click()
    assert services.offices.own(services.actor).seal_name == "白杨街道总工会委员会"
    page.save.click()
    assert page.problem.text() == "▲ 没有改动。"
    page.official.set_value("B1")
    page.take_code.click()
    assert "2 至 6 个英文字母" in page.code_problem.text()
    page.official.set_value("by")
    page.take_code.click()
    assert "正式代码 BY" in page.standing.text()
    page.lend.click()
    assert "请填写起号和止号" in page.code_problem.text()


def test_who_may_not_set_looks_and_changes_nothing(desk, services):
    reader = Actor("李强", "BY", "BY", frozenset({Role.READ}))
    quiet = Desk(reader, clock=services.clock)
    for window in shown(quiet, services):
        for name in PAGES:
            page = window.go_to(name)
            assert "只能看，不能改" in window._lacking.text()
            for button in ("save", "take_code", "lend", "read"):
                if hasattr(page, button):
                    assert not getattr(page, button).isEnabled(), (name, button)
            if hasattr(page, "bar"):
                assert not page.bar.put.isEnabled(), name
    quiet.close()


def test_settings_open_once_and_go_to_what_is_asked(qapp, desk, services):
    settings = Settings(desk, services)
    (command,) = settings.commands()
    assert (command.title, command.menu) == ("设置…", "工具")
    command.run()
    settings.open("calendar")
    every = QApplication.topLevelWidgets()
    assert len([each for each in every if isinstance(each, SettingsWindow) and each.isVisible()]) == 1
    assert settings.window.list.currentItem().text() == "调休"
    QTest.keyClick(settings.window, Qt.Key.Key_Escape)
    settle()
    assert not isValid(settings.window)


def test_an_entry_says_where_it_comes_from():
    assert Entry(date(2026, 1, 1), "1号", "调整").source == "1号，调整"


def test_an_open_file_is_shown_anew_once_what_it_shows_is_set(qapp, desk, services):
    form = FileForm(owner=PersonCard(name="赵敏"), applied_on=date(2026, 11, 20))
    uid = services.hardship.save(services.actor, form).uid
    window = make_window(desk, services)
    desk.open("hardship_file", uid)
    shown_again = []
    window.page.fill = shown_again.append
    services.offices.save(services.actor, replace(services.offices.own(services.actor), short_name="白杨东"))
    settle()
    assert uid in shown_again
    window.close()
