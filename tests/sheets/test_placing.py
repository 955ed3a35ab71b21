"""A file comes to its place whole, or a sentence says why not."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from union_desk.core.errors import StoreProblem
from union_desk.sheets.placing import beside, check_target, place, problem_of


def put(target: Path, text: str = "new") -> None:
    with beside(target) as made:
        made.write_text(text)
        place(made, target)


def test_a_file_is_put_in_place_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "名单.xlsx"
    put(target)
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_what_was_there_stays_when_the_writing_fails(tmp_path):
    target = tmp_path / "名单.xlsx"
    target.write_text("old")
    with pytest.raises(StoreProblem, match="磁盘已满"), beside(target):
        raise OSError(errno.ENOSPC, "full")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("mark", ["~$名单.xlsx", ".~lock.名单.xlsx#", ".~名单.xlsx"])
def test_a_table_that_another_program_has_open_is_not_overwritten(tmp_path, mark):
    target = tmp_path / "名单.xlsx"
    target.write_text("old")
    (tmp_path / mark).write_text("")
    with pytest.raises(StoreProblem, match="正在被 Excel 或 WPS 打开") as caught:
        put(target)
    assert "换一个文件名" in caught.value.advice
    assert target.read_text() == "old"


def test_a_table_that_the_system_keeps_locked_is_named(tmp_path, monkeypatch):
    target = tmp_path / "名单.xlsx"
    target.write_text("old")

    def refused(*_paths: object) -> None:
        raise PermissionError(errno.EACCES, "in use", str(target))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(StoreProblem, match=r"“名单\.xlsx”写不进去"):
        put(target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_gone_is_named(tmp_path):
    with pytest.raises(StoreProblem, match="找不到文件夹"):
        check_target(tmp_path / "nowhere" / "a.xlsx")
    (tmp_path / "b.xlsx").mkdir()
    with pytest.raises(StoreProblem, match="是一个文件夹"):
        check_target(tmp_path / "b.xlsx")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EROFS, "写保护"),
        (errno.EACCES, "没有权限"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.ENOENT, "U 盘可能已拔出"),
        (errno.EIO, "请检查磁盘"),
    ],
)
def test_each_refusal_of_the_system_has_its_sentence(tmp_path, number, words):
    problem = problem_of(OSError(number, ""), tmp_path / "a.xlsx")
    assert words in problem.message + problem.advice
