"""No name and no number of a person ever gets into the log, whatever goes wrong with it in hand."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.desk.crashing import BORN, NAME, NUMBER, PHONE, PINYIN
from union_desk.casework.safekeeping import Safekeeping
from union_desk.core.errors import StoreProblem
from union_desk.core.rights import Actor, Role
from union_desk.desk import diagnostics
from union_desk.desk.crash_log import nameless, report, veiled
from union_desk.desk.diagnostics import Diagnostics, write_diagnostics

PERSONAL = (
    NAME,
    NAME[:2],
    PINYIN,
    NUMBER,
    NUMBER[:-1],
    "19780312",
    PHONE,
    "1234",
    BORN,
    "1978, 3, 12",
    "lihua@",
)
WORKER = Actor("王芳", "BY", "BY", frozenset({Role.HANDLE}))


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crashing")
    script = Path(__file__).with_name("crashing.py")
    ended = subprocess.run([sys.executable, script, folder], capture_output=True, check=False, timeout=60)
    assert ended.returncode != 0
    return folder / "log"


def test_errors_of_slots_workers_threads_and_the_store_are_logged_without_persons(log):
    text = (log / "union-desk.log").read_text("utf-8")
    assert text.count("ValueError: cannot keep") >= 5
    assert "IntegrityError" in text
    assert "UNIQUE constraint failed: person.name" in text
    assert "INSERT INTO person (name, id_no)" in text
    assert "no font for" in text
    assert "in broken" in text
    assert [part for part in PERSONAL if part in text] == []


def test_a_crash_of_the_whole_program_leaves_stacks_without_persons(log):
    text = (log / "crash.log").read_text("utf-8")
    assert "Aborted" in text
    assert "in main" in text
    assert [part for part in PERSONAL if part in text] == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("no value 'Wang Fang' in \"Li\"", "no value ※ in ※"),
        ("born 1978-03-12 at 10", "born # at 10"),
        ("mail lihua@example.org", "mail ※"),
        ("violates\nDETAIL:  Key (name)=(Wang) already exists.\nCONTEXT: row 1", "violates\n\n"),
        ("row 12 of 7", "row 12 of 7"),
    ],
)
def test_a_message_keeps_its_own_words_and_none_that_it_was_given(written, kept):
    assert veiled(written) == kept


def test_a_name_that_the_program_lacks_is_told():
    with pytest.raises(NameError) as caught:
        exec("missing_here")  # noqa: S102
    assert "name 'missing_here' is not defined" in report(caught.value)


def test_the_folder_of_the_user_is_not_named():
    assert nameless(f"{Path.home()}/union/x.py") == "~/union/x.py"


def test_the_report_for_who_maintains_the_program_has_counts_and_no_rows(log, database, tmp_path, qapp):
    logs = shutil.copytree(log, tmp_path / "log")
    with (logs / "crash.log").open("a", encoding="utf-8") as file:
        file.write(f"\n{NAME} {NUMBER}\n")
    keeping = Safekeeping(database)
    keeping.back_up(WORKER)
    shown = diagnostics.versions()
    made = write_diagnostics(tmp_path / "诊断包.zip", logs, shown, lambda: keeping.facts(WORKER))
    with zipfile.ZipFile(made) as file:
        assert {"versions.json", "counts.json", "union-desk.log", "crash.log"} <= set(file.namelist())
        everything = "".join(file.read(name).decode() for name in file.namelist())
        counts = json.loads(file.read("counts.json"))
    assert counts["rows"]["hardship_file"] == 0
    assert counts["bytes"]["store.db"] > 0
    assert len(counts["backups"]) == 1
    assert json.loads(json.dumps(shown))["program"]
    assert [part for part in PERSONAL if part in everything] == []


def test_a_store_that_cannot_be_read_is_told_in_the_report(log, tmp_path, qapp):
    def facts():
        raise StoreProblem("数据文件已损坏，不能读取。")

    made = write_diagnostics(tmp_path / "d.zip", log, {}, facts)
    with zipfile.ZipFile(made) as file:
        assert json.loads(file.read("counts.json")) == {"problem": "数据文件已损坏，不能读取。"}


def test_the_report_is_a_command_of_the_help_menu(desk, tmp_path, qtbot):
    (command,) = Diagnostics(desk, dict).commands()
    assert (command.menu, command.title) == ("帮助", "导出诊断包…")
    told = []
    desk.told.connect(lambda text, _undo: told.append(text))
    Diagnostics(desk, dict).write(tmp_path / "d.zip")
    qtbot.waitUntil(lambda: bool(told))
    assert "没有档案内容和个人信息" in told[0]
    with pytest.raises(StoreProblem):
        write_diagnostics(tmp_path / "none" / "d.zip", None, {}, dict)
