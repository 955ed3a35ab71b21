"""kill -9 in the middle of typing: half a second later everything typed is on the disk, and comes back."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.desk.helpers import settle
from union_desk.areas import make_window
from union_desk.casework.keeping_book import SITTING_FILE
from union_desk.desk.preferences import Preferences
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, create_store, open_services
from union_desk.store.vault import Cost

PASSWORD = "a long password"
HALF_A_SECOND = 0.5


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A store whose window was killed half a second after the last key; with the file that had the note."""
    folder = tmp_path_factory.mktemp("killed") / "数据"
    start = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password=PASSWORD)
    create_store(folder, start, cost=Cost(1, 8, 1))
    services = open_services(folder, "陈明", PASSWORD)
    uid = services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳"))).uid
    services.close()
    script = Path(__file__).with_name("killed_while_typing.py")
    command = [sys.executable, str(script), str(folder), PASSWORD, uid]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as program:
        assert program.stdout.readline().strip() == "typed"
        time.sleep(HALF_A_SECOND)
        program.send_signal(signal.SIGKILL)
        assert program.wait(10) == -signal.SIGKILL
        # A clean end takes it away; the next window finds it and looks at the file.
        assert (folder / SITTING_FILE).read_text().startswith(f"{program.pid}-")
    return folder, uid


@pytest.fixture
def window(killed, qtbot):
    services = open_services(killed[0], "陈明", PASSWORD)
    window = make_window(services, Preferences())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    settle()
    yield window
    window.close()
    window.desk.close()
    services.close()


def test_a_new_file_comes_back_with_its_rows_and_the_cursor_in_its_field(window):
    drafts = {draft.title: draft for draft in window.desk.drafts.all()}
    window.desk.open("hardship_file", drafts["欧阳丽华"].key)
    settle()
    page = window.page
    assert page.binder.widget("owner.name").text() == "欧阳丽华"
    (row,) = page.family.members.rows
    assert row.widget("person.name").text() == "李小雨"
    assert row.widget("month_wage_fen").text() == "1,200.50"
    assert page.focused_field() == "members.0.month_wage_fen"
    assert page.is_changed


def test_half_a_note_comes_back_with_the_cursor_in_it(window, killed):
    window.desk.open("hardship_file", killed[1])
    settle()
    assert window.page.timeline.text.value() == "电话里说已住院1"
    assert window.page.timeline.text.hasFocus()
    assert not window.page.is_changed
