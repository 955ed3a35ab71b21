from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from tests.demos import made_once
from union_desk import cli
from union_desk.__main__ import command_of
from union_desk.__main__ import main as program
from union_desk.casework.safekeeping import Safekeeping
from union_desk.hardship.values import FileForm
from union_desk.people.values import PersonCard
from union_desk.services import FirstStart, create_store, open_demo, open_services
from union_desk.store.backup import backup
from union_desk.store.vault import Cost


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory):
    made, _summary = made_once(tmp_path_factory, date(2026, 11, 23))
    return shutil.copytree(made, tmp_path_factory.mktemp("demo") / "store")


@pytest.fixture
def locked(tmp_path, monkeypatch):
    """Make a street's store with a password, which the environment knows, and one file."""
    folder = tmp_path / "数据"
    start = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password="秘密就在这里呢。")
    create_store(folder, start, cost=Cost(1, 8, 1))
    services = open_services(folder, "陈明", "秘密就在这里呢。")
    services.hardship.save(services.actor, FileForm(owner=PersonCard(name="王芳")))
    services.close()
    monkeypatch.setenv("UNION_DESK_PASSWORD", "秘密就在这里呢。")
    return folder


def test_a_file_is_printed_by_its_number_and_the_print_is_logged(demo_folder, tmp_path, capsys):
    target = tmp_path / "档案.pdf"
    words = ["--store", str(demo_folder), "print", "困难职工档案表", "BY-2026-00031", "-o", str(target)]
    assert cli.main(words) == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert "2 页" in capsys.readouterr().out
    services = open_demo(demo_folder)
    uid = services.hardship.with_number(services.actor, "BY-2026-00031")
    assert services.hardship.timeline(services.actor, uid)[0].text == "打印《困难职工档案表》1 份"
    assert services.hardship.next_copy(services.actor, uid, "hardship_file") == 2
    services.close()


def test_a_blank_form_needs_no_store(tmp_path, capsys):
    target = tmp_path / "空白.pdf"
    assert (
        cli.main(
            ["--store", str(tmp_path / "nowhere"), "print", "hardship_file", "--blank", "-o", str(target)]
        )
        == 0
    )
    assert target.exists()


def test_a_form_may_be_printed_for_the_archive(tmp_path):
    target = tmp_path / "归档.pdf"
    assert cli.main(["print", "hardship_file", "--blank", "--archive", "-o", str(target)]) == 0
    with pikepdf.open(target) as opened:
        about = opened.open_metadata()
        assert (about.pdfa_status, about["dc:title"]) == ("2B", "困难职工档案表")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["print", "hardship_file", "BY-2026-99999", "-o", "x.pdf"], "没有编号为 BY-2026-99999 的档案"),
        (["print", "hardship_file", "-o", "x.pdf"], "请写明档案编号"),
        (["print", "no_such_form", "--all", "-o", "x.pdf"], "没有名为“no_such_form”的表单"),
        (["print", "hardship_file", "--all", "-o", "/nowhere/x.pdf"], "写不进去"),
        (["restore", "/nowhere/backup"], "没有找到这份备份"),
    ],
)
def test_what_cannot_be_done_is_one_chinese_sentence(
    demo_folder, tmp_path, monkeypatch, capsys, words, sentence
):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--store", str(demo_folder), *words]) == 1
    told = capsys.readouterr()
    assert sentence in told.err
    assert told.out == ""
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["print"], "缺少参数：表单"),
        (["nonsense"], "没有 'nonsense' 这个命令"),
        (["verify", "--quick"], "多出的参数：--quick"),
    ],
)
def test_a_wrong_call_is_explained_in_chinese(capsys, words, sentence):
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert left.value.code == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.startswith("用法：")


def test_a_store_is_backed_up_verified_and_restored(locked, tmp_path, capsys):
    assert cli.main(["--store", str(locked), "backup", str(tmp_path / "备份")]) == 0
    (archive,) = (tmp_path / "备份").iterdir()
    assert cli.main(["--store", str(tmp_path / "新"), "restore", str(archive)]) == 0
    assert cli.main(["--store", str(tmp_path / "新"), "verify"]) == 0
    assert "数据完好" in capsys.readouterr().out
    services = open_services(tmp_path / "新", "陈明", "秘密就在这里呢。")
    assert len(services.hardship.recent(services.actor, 5)) == 1
    services.close()


def test_a_backup_is_restored_with_the_recovery_key_of_its_day(tmp_path, monkeypatch, capsys):
    start = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password="秘密就在这里呢。")
    printed = create_store(tmp_path / "数据", start, cost=Cost(1, 8, 1))
    with open_services(tmp_path / "数据", "陈明", "秘密就在这里呢。").database as database:
        archive = backup(database)
    restore = ["--store", str(tmp_path / "新"), "restore", str(archive), "--recovery"]
    monkeypatch.setenv("UNION_DESK_RECOVERY_KEY", f"{printed[:-1]}#")
    assert cli.main(restore) == 1
    monkeypatch.setenv("UNION_DESK_RECOVERY_KEY", printed)
    assert cli.main(restore) == 0
    open_services(tmp_path / "新", "陈明", "秘密就在这里呢。").close()


def test_a_timer_of_the_system_fills_the_second_place(locked, tmp_path, capsys):
    stick = tmp_path / "U盘"
    stick.mkdir()
    assert cli.main(["--store", str(locked), "backup", "--second"]) == 1
    assert "还没有指定第二处" in capsys.readouterr().err
    services = open_services(locked, "陈明", "秘密就在这里呢。")
    Safekeeping(services.database).name_second(services.actor, stick)
    services.close()
    assert cli.main(["--store", str(locked), "backup", "--second"]) == 0
    assert len(list(stick.glob("2*-second"))) == 1
    assert cli.main(["--store", str(locked), "backup", "--second", str(tmp_path)]) == 1


def test_a_wrong_password_and_no_store_are_told_plainly(locked, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("UNION_DESK_PASSWORD", "错")
    assert cli.main(["--store", str(locked), "verify"]) == 1
    assert cli.main(["--store", str(tmp_path / "空"), "verify"]) == 1
    told = capsys.readouterr().err
    assert "用户名或密码不对" in told
    assert "里没有数据。请用 --store" in told


def test_wrong_passwords_in_a_row_have_to_wait_at_the_command_line_too(locked, monkeypatch, capsys):
    monkeypatch.setenv("UNION_DESK_PASSWORD", "错")
    for _ in range(3):
        assert cli.main(["--store", str(locked), "verify"]) == 1
    capsys.readouterr()
    monkeypatch.setenv("UNION_DESK_PASSWORD", "秘密就在这里呢。")
    assert cli.main(["--store", str(locked), "verify"]) == 1
    assert "秒才能再试" in capsys.readouterr().err


def test_a_file_in_the_place_of_a_folder_is_told_plainly(tmp_path, capsys):
    (tmp_path / "信").write_text("不是文件夹", "utf-8")
    assert cli.main(["--store", str(tmp_path / "信" / "数据"), "verify"]) == 1
    assert "里没有数据" in capsys.readouterr().err


def test_without_a_terminal_the_password_is_asked_from_the_environment(locked, monkeypatch, capsys):
    monkeypatch.delenv("UNION_DESK_PASSWORD")
    monkeypatch.setattr(sys, "stdin", None)
    assert cli.main(["--store", str(locked), "verify"]) == 1
    assert "请先设置环境变量 UNION_DESK_PASSWORD" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--bogus"], ["--store"], ["--user", "王芳", "--quick"]])
def test_an_unknown_option_without_a_command_is_refused_in_chinese(capsys, words):
    with pytest.raises(SystemExit) as left:
        program(words)
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("用法：")


def test_a_command_is_found_behind_its_options():
    assert command_of(["--store", "print", "verify"]) == "verify"
    assert command_of(["--store", "x"]) == ""
    assert command_of(["--help"]) == ""


def test_calc_answers_through_the_program(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "union_desk", "calc"],
        input='{"calc":"capitals","amount":"1409.50"}',
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.returncode == 0
    assert json.loads(done.stdout)["text"] == "人民币壹仟肆佰零玖元伍角"


def test_help_lists_every_command_in_chinese(capsys):
    with pytest.raises(SystemExit) as left:
        cli.main(["--help"])
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert {"print", "backup", "restore", "verify", "calc", "gallery", "demo"} <= set(told.split())
    assert "usage" not in told
