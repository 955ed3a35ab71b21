from __future__ import annotations

import json
import os
import subprocess
import sys

import openpyxl
import pytest

from tests.sheets.books import numbers, summary, table
from union_desk import cli
from union_desk.hardship.values import FileFilter
from union_desk.services import FirstStart, create_store, open_services
from union_desk.store.vault import Cost

PASSWORD = "秘密就在这里呢。"
IDS = numbers(4)
PEOPLE = [
    ("王　芳", IDS[0], "某某电子有限公司", 13800000001, "一号大街1号", 1200, ""),
    ("李强", float(IDS[1][:17] + "0"), "某某机械厂", "13800000002", "一号大街2号", "1.2万", ""),
]


@pytest.fixture
def locked(tmp_path, monkeypatch):
    folder = tmp_path / "数据"
    start = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password=PASSWORD)
    create_store(folder, start, cost=Cost(1, 8, 1))
    monkeypatch.setenv("UNION_DESK_PASSWORD", PASSWORD)
    return folder


def files(folder) -> int:
    services = open_services(folder, "陈明", PASSWORD)
    try:
        return len(services.hardship.ids(services.actor, FileFilter()))
    finally:
        services.close()


def test_import_only_looks_until_it_is_told_to_apply(locked, tmp_path, capsys):
    path = summary(tmp_path / "汇总表.xlsx", PEOPLE)
    words = ["--store", str(locked), "import", str(path), "--kind", "hardship"]
    assert cli.main([*words, "--refused", str(tmp_path / "退回.xlsx")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["counts"] == {
        "new": 1, "changed": 0, "same": 0, "doubtful": 0, "refused": 1, "passed_over": 4,
    }  # fmt: skip
    assert told["applied"] is False
    assert told["header_rows"] == [3, 4]
    assert told["columns"]["身份证号码"]["field"] == "id_no"
    assert [row["verdict"] for row in told["rows"]] == ["new", "refused"]
    assert openpyxl.load_workbook(tmp_path / "退回.xlsx").active.max_row == 2
    assert files(locked) == 0
    assert cli.main([*words, "--sender", "下沙社区", "--apply"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "导入困难职工名单"
    assert files(locked) == 1


def test_columns_sheets_and_headings_are_given_by_hand(locked, tmp_path, capsys):
    path = table(tmp_path / "a.xlsx", ["甲", "乙", "丙"], [["王芳", IDS[0], "x"]])
    words = [
        "--store",
        str(locked),
        "import",
        str(path),
        "--kind",
        "hardship",
        "--sheet",
        "Sheet",
        "--header",
        "1",
    ]
    assert cli.main([*words, "--column", "A=name", "--column", "B=id_no", "--column", "C="]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["new"] == 1
    for wrong in (["--column", "Z=name"], ["--column", "x"], ["--sheet", "没有"], ["--column", "A=none"]):
        assert cli.main([*words, *wrong]) == 1
        assert capsys.readouterr().err
    assert cli.main(["--store", str(locked), "import", str(path), "--kind", "别的"]) == 1
    assert "hardship" in capsys.readouterr().err


def test_a_bad_file_is_told_before_the_store_is_opened(tmp_path, capsys):
    empty = tmp_path / "空.xlsx"
    empty.write_bytes(b"")
    assert cli.main(["--store", str(tmp_path), "import", str(empty), "--kind", "hardship"]) == 1
    assert "0 字节" in capsys.readouterr().err


def test_the_command_line_loads_no_table_library_before_it_reads_one():
    code = (
        "import sys; from union_desk import cli; cli._parser(); "
        "print([name for name in ('openpyxl', 'xlsxwriter', 'python_calamine', 'rapidfuzz', 'sqlalchemy') "
        "if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=True
    )
    assert ran.stdout.strip() == "[]"
