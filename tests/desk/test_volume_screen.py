"""卷宗 in a real window: ticked and moved by keys, kept, looked at, bound into a PDF, and stopped."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk
from tests.paper.conftest import page_text
from union_desk.areas import make_window
from union_desk.casework.attachments import NewFile, Paper
from union_desk.casework.offices import Office
from union_desk.casework.records import AttachedFileRecord
from union_desk.core.rights import Role
from union_desk.desk.preferences import Preferences
from union_desk.desk.print_job import PrintChoice
from union_desk.desk.printing import PrintSheet
from union_desk.desk.volumes.job import BoardJob
from union_desk.desk.volumes.look import DocumentView
from union_desk.desk.volumes.screen import VolumeScreen
from union_desk.dispute.records import DisputeCaseRecord
from union_desk.dispute.values import CaseForm, Party
from union_desk.people.values import PersonCard
from union_desk.services import SOLE_ROLES, furnish, services_on

BY = Office("BY", "白杨街道总工会", "白杨", "street_office")
KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
CASE = CaseForm(
    matter="拖欠工资", received_on=date(2026, 11, 20), parties=(Party(person=PersonCard(name="张𧒽芬")),)
)


@pytest.fixture
def services(database, clock):
    clerk = {"王芳": (BY, SOLE_ROLES), "小李": (BY, frozenset({Role.ENTER}))}
    furnish(database, (BY,), BY, clerk)
    return services_on(database, "王芳", clock)


@pytest.fixture
def case(services):
    uid = services.disputes.save(services.actor, CASE).uid
    for name, kind, colour in (("身份证.jpg", "id_card", "white"), ("工资条.jpg", "wage_slips", "green")):
        kept = BytesIO()
        Image.new("RGB", (310, 440), colour).save(kept, "JPEG")
        services.attachments.add(
            services.actor, "dispute_case", uid, [NewFile(name, data=kept.getvalue())], Paper(kind)
        )
    return "dispute_case", uid


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
def screen(desk, services, case, qtbot):
    screen = VolumeScreen(desk, services.volumes, case)
    screen.show()
    qtbot.waitUntil(lambda: bool(screen.table.counted.pages), timeout=20_000)
    return screen


def titles(screen):
    return [item.title for item in screen.table.documents]


def column(screen, title):
    table = screen.table
    place = next(at for at in range(table.columnCount()) if table.horizontalHeaderItem(at).text() == title)
    return [table.item(row, place).text() for row in range(table.rowCount())]


def test_documents_stand_with_their_pages_and_what_is_missing_stands_on_top(screen):
    assert titles(screen) == ["调解申请书", "身份证", "工资条"]
    assert column(screen, "页号") == ["1", "2", "3"]
    assert "还没有结案" in screen.lacks.toPlainText()
    assert "《调解申请书》没有签字的扫描件" in screen.lacks.toPlainText()
    assert "保管 10 年" in screen.about.text()
    assert not nameless(screen)


def test_keys_tick_move_and_set_apart_and_leaving_keeps_it(screen, services, case):
    screen.table.selectRow(2)
    QTest.keyClick(screen.table, KEY.Key_Up, ALT)
    assert titles(screen) == ["调解申请书", "工资条", "身份证"]
    assert screen.table.currentRow() == 1
    screen.table.selectRow(0)
    QTest.keyClick(screen.table, KEY.Key_Space)
    assert column(screen, "页号") == ["", "1", "2"]
    screen.table.selectRow(2)
    screen.apart.click()
    assert screen.apart.text().startswith("移回正卷")
    screen.fields["shelf"].setFocus()
    QTest.keyClicks(screen.fields["shelf"], "3-2")
    screen.reject()
    kept = services.volumes.view(services.actor, *case)
    assert [(item.title, item.included, item.secret) for item in kept.items] == [
        ("调解申请书", False, False),
        ("工资条", True, False),
        ("身份证", True, True),
    ]
    assert kept.keeping.shelf == "3-2"


def test_a_day_that_is_wrong_is_said_and_nothing_is_lost(screen):
    screen.compiled_on.setText("2099-01-01")
    screen.compiled_on.textEdited.emit("2099-01-01")
    screen.reject()
    assert screen.isVisible()
    assert "不能晚于今天" in screen.told.text()


def test_enter_shows_the_document(screen):
    screen.table.selectRow(1)
    QTest.keyClick(screen.table, KEY.Key_Return)
    (shown,) = screen.findChildren(DocumentView)
    assert shown.windowTitle() == "身份证"
    assert "共 1 页" in shown.view.caption.text()


def test_it_is_bound_and_bound_again_says_that_nothing_has_changed(screen, qtbot, tmp_path):
    path = tmp_path / "卷.pdf"
    for words in ("已装订 3 页", "一字节不差"):
        screen.bind_into(path)
        qtbot.waitUntil(lambda said=words: said in screen.told.text(), timeout=30_000)
    assert path.read_bytes().startswith(b"%PDF")
    assert "由王芳装订，3 页" in screen.about.text()


def test_it_can_be_stopped(screen, qtbot, tmp_path):
    screen.bind_into(tmp_path / "卷.pdf")
    screen.stop()
    qtbot.waitUntil(lambda: "已停止" in screen.told.text() or "已装订" in screen.told.text(), timeout=30_000)
    assert screen.bind_button.isEnabled()


def test_who_only_enters_may_put_in_order_and_not_bind(qapp, database, clock, services, case, qtbot):
    clerk = services_on(database, "小李", clock)
    desk = make_desk(clerk)
    screen = VolumeScreen(desk, clerk.volumes, case)
    screen.show()
    assert not screen.bind_button.isEnabled()
    assert "经办" in screen.bind_button.toolTip()
    assert screen.table.may_edit
    screen.reject()
    desk.close()


def test_the_command_stands_for_a_record_that_is_on_the_screen(services, case, qtbot, qapp):
    window = make_window(services, Preferences())
    window.show()
    command = window.acts["volume"]
    command.trigger()
    assert not window.findChildren(VolumeScreen), "there is nothing on the screen that has a volume"
    window.desk.open(*case)
    settle()
    command.trigger()
    settle()
    assert any(isinstance(each, VolumeScreen) and each.isVisible() for each in qapp.topLevelWidgets())
    for each in qapp.topLevelWidgets():
        if isinstance(each, VolumeScreen):
            each.reject()
    window.close()
    window.desk.close()


def test_what_cannot_be_bound_is_marked_and_told(screen, services, case, database, qtbot, tmp_path):
    for number in range(6):
        kept = BytesIO()
        Image.new("RGB", (310, 440), (number * 20, 0, 0)).save(kept, "JPEG")
        new = NewFile(f"流水{number}.jpg", data=kept.getvalue())
        (uid,) = services.attachments.add(services.actor, *case, [new], Paper("income_proof")).uids
        with database.write("损坏", services.actor) as work:
            broken = database.blobs.put_bytes(kept.getvalue()[: 200 + number])
            work.session.get_one(AttachedFileRecord, uid).sha256 = broken.sha256
    screen.reload()
    qtbot.waitUntil(lambda: len(screen.table.counted.faults) == 6, timeout=20_000)
    assert "▲ 流水0" in column(screen, "题名")
    screen.bind_into(tmp_path / "卷.pdf")
    qtbot.waitUntil(lambda: "另有 3 份，见表中的说明" in screen.told.text(), timeout=20_000)
    assert not (tmp_path / "卷.pdf").exists()


def test_cover_index_closing_sheet_and_label_are_printed_by_themselves(screen, services, case, qtbot):
    screen.fields["number"].setFocus()
    QTest.keyClicks(screen.fields["number"], "2026-T-1")
    screen.print_button.click()
    (sheet,) = screen.findChildren(PrintSheet)
    qtbot.waitUntil(lambda: "1" in sheet.view.caption.text(), timeout=20_000)
    titles = ["卷宗封面", "卷内目录", "备考表", "脊背标签"]
    assert [choice.form for choice in sheet.choices()] == titles
    job = BoardJob(services.actor, services.volumes, case, services.volumes.view(services.actor, *case))
    choice = PrintChoice("卷宗封面", 2, "filled")
    made = job.render(choice, lambda *_: None, lambda: False)
    assert made.pages == 2, "two copies"
    assert "2026-T-1" in page_text(made.pdf, 0), "what was typed is kept before it is printed"
    job.printed(choice, made, into_file=False)
    (line,) = services.disputes.prints(services.actor, case[1])
    assert (line.form_id, line.copies) == ("volume_cover", 2)
    sheet.reject()


def test_a_lack_of_the_archive_leads_to_the_volume_and_is_gone_when_that_is_in_order(
    services, case, database, qtbot, qapp, tmp_path
):
    with database.write("结案", services.actor) as work:
        record = work.session.get_one(DisputeCaseRecord, case[1])
        record.state, record.closed_on = "closed", date(2026, 11, 22)
    services.volumes.bind(services.actor, *case, tmp_path / "卷.pdf", lambda *_: None, lambda: False)
    kept = BytesIO()
    Image.new("RGB", (310, 440), "red").save(kept, "JPEG")
    services.attachments.add(services.actor, *case, [NewFile("回单.jpg", data=kept.getvalue())], Paper())
    window = make_window(services, Preferences())
    window.show()
    window.desk.open(*case)
    settle()
    said = [label.text() for label in window.page.missing.findChildren(QLabel)]
    assert "还差 1 项：" in said
    window.page.goto("lack:volume")
    (screen,) = (each for each in qapp.topLevelWidgets() if isinstance(each, VolumeScreen))
    screen.table.tick_current()
    screen.table.tick_current()
    screen.reject()
    settle()
    assert not window.page.missing.isVisible()
    window.close()
    window.desk.close()
