"""Papers on the page of a file: dropped, pasted, chosen, scanned, looked at, put right, all by keys."""

from __future__ import annotations

import io
import os
import shutil
import time
from datetime import date

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.conftest import TEST_KEY
from tests.desk.helpers import nameless, settle
from tests.hardship.screen import make_desk, make_services, make_window
from union_desk.casework.attachments import NewFile
from union_desk.core.rights import Actor, Role
from union_desk.desk.attachments import coming_in
from union_desk.desk.attachments.asking import AskBox
from union_desk.desk.attachments.inbox import TAKEN_FOLDER, NewScans, ScanInbox
from union_desk.desk.attachments.viewer import Viewer
from union_desk.desk.preferences import Preferences
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.store.database import Database

FILE = "hardship_file"
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def scan(shade=0, size=(60, 80)):
    kept = io.BytesIO()
    Image.new("L", size, shade).save(kept, "JPEG")
    return kept.getvalue()


def pdf(pages):
    kept = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(300, 400))
        document.save(kept)
    return kept.getvalue()


@pytest.fixture(scope="module")
def services(template_store, tmp_path_factory):
    """Open one store for all these tests: each has a file of its own."""
    folder = tmp_path_factory.mktemp("attached") / "数据"
    folder.mkdir()
    shutil.copy2(template_store, folder / "store.db")
    with Database.open(folder, TEST_KEY) as database:
        yield make_services(database, database.clock)


@pytest.fixture(scope="module")
def window(qapp, services):
    desk = make_desk(services)
    window = make_window(desk, services)
    yield window
    window.close()
    window.deleteLater()
    desk.close()
    settle()


@pytest.fixture
def stored(services):
    """Keep the file of somebody who is ill."""
    form = FileForm(owner=PersonCard(name="王芳", marital="20"), main_cause="6")
    return services.hardship.save(services.actor, form).uid


@pytest.fixture
def page(window, stored):
    window.activateWindow()
    window.desk.open(FILE, stored)
    settle()
    yield window.page
    wait(window.page)
    for left in window.page.findChildren(QDialog):
        left.close()
        left.deleteLater()
    settle()


@pytest.fixture
def scans(page):
    wait(page)
    return page.scans


@pytest.fixture
def attached(services, stored, window):
    """Return what adds files to the file that is shown."""

    def add(*data, kind="", name="扫描"):
        files = [NewFile(f"{name}{n}", data=each) for n, each in enumerate(data, start=1)]
        from union_desk.casework.attachments import Paper

        added = services.attachments.add(services.actor, FILE, stored, files, Paper(kind=kind))
        settle()
        wait(window.page)
        return added.uids

    return add


def wait(page, least=0):
    """Wait for what is done beside the window."""
    end = time.monotonic() + 10
    settle()
    while page.desk.tasks.running and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)
    settle()


def files(services, uid):
    return services.attachments.all(services.actor, FILE, uid)


def key(widget, what, modifiers=Qt.KeyboardModifier.NoModifier):
    widget.setFocus()
    settle()
    QTest.keyClick(widget, what, modifiers)
    settle()


def box(page, kind=AskBox):
    return page.findChildren(kind)[-1]


def states(scans):
    return {paper.title: paper.state for paper in scans.checklist.papers}


def mime_of(*paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(widget, mime, place):
    keys = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(place, Qt.DropAction.CopyAction, mime, *keys)
    QApplication.sendEvent(widget, entering)
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, mime, *keys, QEvent.Type.Drop)
    QApplication.sendEvent(widget, event)
    return entering.isAccepted() and event.isAccepted()


def test_the_page_lists_what_is_asked_for_and_what_is_missing(scans, attached, services):
    assert states(scans)["诊断书"] == "缺"
    assert states(scans)["公示照片"] == "以后要"
    assert "还缺" in scans._told.text()
    attached(scan(), kind="diagnosis")
    assert states(scans)["诊断书"] == "有，扫描件 1 份"
    assert scans.thumbs.count() == 1
    assert scans.thumbs.item(0).text() == "诊断书\n扫描1"


def test_files_dropped_onto_a_line_belong_to_it(page, scans, services, stored, tmp_path):
    path = tmp_path / "诊断书.jpg"
    path.write_bytes(scan())
    scans.checklist.go_to("diagnosis")
    line = scans.checklist.currentItem()
    middle = scans.checklist.visualItemRect(line).center()
    place = scans.checklist.viewport().mapTo(scans, middle)
    assert drop(scans, mime_of(path), place)
    wait(page)
    (file,) = files(services, stored)
    assert (file.paper.kind, file.paper.name) == ("diagnosis", "诊断书.jpg")


def test_files_may_be_dropped_anywhere_on_the_page_and_bad_ones_are_named(
    page, scans, services, stored, tmp_path
):
    good, bad = tmp_path / "好.jpg", tmp_path / "空.pdf"
    good.write_bytes(scan())
    bad.write_bytes(b"")
    assert drop(page, mime_of(good, bad), QPoint(5, 5))
    wait(page)
    assert [file.paper.name for file in files(services, stored)] == ["好.jpg"]
    assert not scans._problem.isHidden()
    assert "“空.pdf”是空文件" in scans._problem.text()


def test_a_screenshot_is_pasted_to_the_line_one_is_on(page, scans, services, stored):
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    scans.checklist.go_to("id_card")
    key(scans.checklist, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    wait(page)
    (file,) = files(services, stored)
    assert (file.paper.kind, file.source, file.media) == ("id_card", "paste", "image/png")
    assert file.paper.name.startswith("截图 ")


def test_enter_on_a_missing_line_asks_for_files_and_undo_takes_them_back(
    window, page, scans, services, stored, tmp_path, monkeypatch
):
    path = tmp_path / "账单.pdf"
    path.write_bytes(pdf(2))
    asked = []

    def choose(_parent, _preferences, title, **_how):
        asked.append(title)
        return [NewFile(path.name, path)]

    monkeypatch.setattr(coming_in, "chosen", choose)
    scans.checklist.go_to("medical_bills")
    key(scans.checklist, Qt.Key.Key_Return)
    wait(page)
    assert asked == ["添加医疗费票据、结算单"]
    assert [file.paper.kind for file in files(services, stored)] == ["medical_bills"]
    assert [row.kind for row in page._form.attachments] == ["medical_bills"]
    window.undo()
    wait(page)
    assert files(services, stored) == ()


def test_a_key_leads_from_anywhere_to_the_first_missing_paper(page, scans, attached):
    attached(scan(), kind="application")
    page.goto("remark")
    key(QApplication.focusWidget(), Qt.Key.Key_M, _CTRL_SHIFT)
    assert scans.checklist.hasFocus()
    assert scans.checklist.kind == "id_card"
    top = scans.mapTo(page.scroller.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page.scroller.viewport().height() / 2


def test_what_is_typed_is_saved_before_papers_come_onto_the_form(page, scans, services, stored, tmp_path):
    page.causes.form.cause_text.setPlainText("刚住院")
    path = tmp_path / "a.jpg"
    path.write_bytes(scan())
    scans.take(mime_of(path), "diagnosis")
    wait(page)
    assert services.hardship.form(services.actor, stored).cause_text == "刚住院"
    assert files(services, stored)
    assert not page.is_changed


def test_what_is_typed_while_files_are_being_added_is_saved_with_them(
    page, scans, attached, services, stored
):
    page.causes.form.cause_text.setPlainText("刚住院")
    assert page.is_changed
    attached(scan(), kind="diagnosis")
    assert page.save()
    form = services.hardship.form(services.actor, stored)
    assert (form.cause_text, [paper.kind for paper in form.attachments]) == ("刚住院", ["diagnosis"])
    assert states(scans)["诊断书"] == "有，扫描件 1 份"


def test_a_new_file_says_that_it_is_to_be_saved_first(window):
    window.desk.open(FILE, "")
    settle()
    scans = window.page.scans
    assert "先保存 (Ctrl+S)" in scans._told.text()
    assert scans.checklist.isHidden()
    assert scans.thumbs.isHidden()


def test_a_scan_is_looked_at_turned_and_zoomed_by_keys(page, scans, attached, services, stored):
    attached(scan(size=(300, 400)), pdf(3))
    key(scans.thumbs, Qt.Key.Key_Return)
    viewer = box(page, Viewer)
    wait(page)
    assert viewer._image.height() > viewer._image.width()
    assert "第 1 页，共 1 页 · 第 1 份，共 2 份" in viewer.caption.text()
    key(viewer, Qt.Key.Key_R)
    assert files(services, stored)[0].turned == 90
    key(viewer, Qt.Key.Key_Plus)
    key(viewer, Qt.Key.Key_Right)
    wait(page)
    assert "第 1 页，共 3 页 · 第 2 份，共 2 份" in viewer.caption.text()
    key(viewer, Qt.Key.Key_PageDown)
    wait(page)
    assert "第 2 页，共 3 页" in viewer.caption.text()
    key(viewer, Qt.Key.Key_H)
    wait(page)
    assert "一字节不差" in viewer.caption.text()
    key(viewer, Qt.Key.Key_P)
    wait(page)
    assert viewer._turning == 90
    assert nameless(viewer) == []
    key(viewer, Qt.Key.Key_Escape)
    assert not page.findChildren(Viewer) or not box(page, Viewer).isVisible()


def test_a_missing_original_is_named_in_the_viewer_and_in_the_grid(page, scans, attached, services):
    database = services.database
    attached(scan(77))
    database.blobs.close()
    for path in database.folder.glob("blobs.db*"):
        path.unlink()
    place = type(database.blobs._place)(database.folder / "blobs.db", database.key, database.reader)
    database.blobs._place = place
    page.reload()
    wait(page)
    assert "原件不在这台电脑里" in scans.thumbs.item(0).toolTip()
    scans.open(scans.thumbs.file.uid)
    viewer = box(page, Viewer)
    wait(page)
    assert "随下一个数据包来" in viewer._picture.text()
    viewer.reject()


def test_name_and_kind_are_put_right_by_f2(page, scans, attached, services, stored):
    attached(scan())
    key(scans.thumbs, Qt.Key.Key_F2)
    ask = box(page)
    ask.binder.fill(type(ask.binder.filled)("id_card", "王芳身份证", date(2026, 11, 20)))
    ask.keep()
    settle()
    paper = files(services, stored)[0].paper
    assert (paper.kind, paper.name, paper.taken_on) == ("id_card", "王芳身份证", date(2026, 11, 20))


def test_several_are_classified_at_once(page, scans, attached, services, stored):
    attached(scan(1), scan(2))
    scans.thumbs.selectAll()
    key(scans.thumbs, Qt.Key.Key_F2)
    ask = box(page)
    ask.binder.fill(type(ask.binder.filled)("id_card"))
    ask.keep()
    settle()
    assert [(file.paper.kind, file.paper.name) for file in files(services, stored)] == [
        ("id_card", "扫描1"),
        ("id_card", "扫描2"),
    ]


def test_removing_asks_why_and_says_it_at_the_field(page, scans, attached, services, stored):
    attached(scan())
    key(scans.thumbs, Qt.Key.Key_Delete)
    ask = box(page)
    ask.keep()
    assert "移除的原因" in ask.binder.problem("why")
    ask.binder.fill(type(ask.binder.filled)("扫错了"))
    ask.keep()
    settle()
    assert files(services, stored) == ()
    assert scans.thumbs.isHidden()


def test_pdfs_are_split_and_merged_from_the_menu(page, scans, attached, services, stored):
    attached(pdf(3), scan())
    scans.split()
    ask = box(page)
    ask.binder.fill(type(ask.binder.filled)("1,2-3"))
    ask.keep()
    settle()
    assert [file.pages for file in files(services, stored)] == [3, 1, 1, 2]
    wait(page)
    scans.thumbs.clearSelection()
    for row in (1, 2):
        scans.thumbs.item(row).setSelected(True)
    scans.merge()
    settle()
    assert [file.pages for file in files(services, stored)][-1] == 2


def test_originals_are_given_out_with_a_purpose(
    page, scans, attached, services, stored, tmp_path, monkeypatch
):
    attached(scan())
    from union_desk.desk.attachments import panel

    monkeypatch.setattr(panel.QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path))
    scans.export()
    ask = box(page)
    ask.keep()
    assert "给谁" in ask.binder.problem("purpose")
    ask.binder.fill(type(ask.binder.filled)("送民政局"))
    ask.keep()
    assert [path.read_bytes() for path in tmp_path.glob("*.jpg")] == [scan()]


def test_who_may_only_look_is_told_so(page, scans, attached, window, monkeypatch):
    attached(scan())
    monkeypatch.setattr(window.desk, "actor", Actor("读者", "BY", "BY", frozenset({Role.READ})))
    page.reload()
    scans.show_of(page.uid, scans.checklist.papers)
    assert not scans.add.isEnabled()
    scans.remove()
    assert "权限" in scans._problem.text()
    shown = len(page.findChildren(Viewer))
    scans.open(scans.thumbs.file.uid)
    assert len(page.findChildren(Viewer)) == shown


def test_everything_of_it_has_a_name_for_those_who_do_not_see(scans, attached):
    attached(scan())
    assert nameless(scans) == []


# The folder that a scanner writes into.


@pytest.fixture
def clerk():
    """A time of day that is set by hand."""
    return [time.time()]


@pytest.fixture
def inbox(qapp, tmp_path, clerk):
    made = ScanInbox(Preferences(tmp_path / "preferences.json"), now=lambda: clerk[0])
    made.choose(tmp_path / "扫描")
    yield made
    made.choose(None)
    made.deleteLater()


def lay(folder, name, data, at):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (at, at))
    return path


def test_only_finished_scans_are_offered(inbox, tmp_path, clerk):
    folder = tmp_path / "扫描"
    done = lay(folder, "scan1.pdf", pdf(1), clerk[0] - 60)
    writing = lay(folder, "scan2.pdf", pdf(1), clerk[0])
    lay(folder, "空.pdf", b"", clerk[0] - 60)
    lay(folder, "thumbs.db", b"x", clerk[0] - 60)
    inbox.look()
    assert inbox.ready == ()
    inbox.look()
    assert inbox.ready == (done,)
    writing.write_bytes(pdf(2))
    clerk[0] += 60
    inbox.look()
    assert writing not in inbox.ready
    inbox.look()
    assert set(inbox.ready) == {done, writing}


def test_a_taken_scan_is_left_or_moved_as_was_chosen_and_not_offered_again(inbox, tmp_path, clerk):
    folder = tmp_path / "扫描"
    first = lay(folder, "scan1.pdf", pdf(1), clerk[0] - 60)
    second = lay(folder, "scan2.pdf", pdf(2), clerk[0] - 60)
    inbox.look()
    inbox.look()
    assert inbox.take([first]) == []
    assert first.exists()
    inbox.set_moves(on=True)
    inbox.take([second])
    assert (folder / TAKEN_FOLDER / "scan2.pdf").exists()
    assert not second.exists()
    inbox.look()
    assert inbox.ready == ()
    again = ScanInbox(Preferences(tmp_path / "preferences.json"), now=lambda: clerk[0])
    again.look()
    assert again.ready == ()
    again.choose(None)


def test_a_folder_that_is_away_is_looked_for_again(inbox, tmp_path, clerk):
    assert inbox.ready == ()
    lay(tmp_path / "扫描", "scan.jpg", scan(), clerk[0] - 60)
    inbox.look()
    inbox.look()
    assert len(inbox.ready) == 1


def test_new_scans_are_offered_on_the_page_and_attached_when_agreed(
    page, scans, services, stored, tmp_path, window
):
    folder = tmp_path / "扫描仪"
    lay(folder, "scan1.jpg", scan(1), time.time() - 60)
    lay(folder, "scan2.jpg", scan(2), time.time() - 60)
    scans.inbox.choose(folder)
    scans.inbox.look()
    assert scans.new_scans.text() == "新扫描件 2 份…"
    assert not scans.new_scans.isHidden()
    scans.checklist.go_to("home_photo")
    key(scans.checklist, Qt.Key.Key_Return)
    offered = box(page, NewScans)
    assert "入户照片" in "".join(label.text() for label in offered.findChildren(type(scans._told)))
    offered.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    offered.keep()
    wait(page)
    (file,) = files(services, stored)
    assert (file.paper.kind, file.source, file.paper.name) == ("home_photo", "scan", "scan1.jpg")
    assert scans.new_scans.text() == "新扫描件 1 份…"
    assert (folder / "scan1.jpg").exists()
    scans.inbox.choose(None)
