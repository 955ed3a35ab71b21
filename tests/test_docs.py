"""What README, manual and decisions say is there: pages, pictures, commands, menus, keys and sentences."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.desk.helpers import settle
from union_desk.cli import _parser as cli_parser
from union_desk.desk.key_sheet import IN_FORMS, IN_LISTS, IN_MENUS
from union_desk.desk.preferences import Preferences
from union_desk.desk.style import apply_style
from union_desk.services import FirstStart, create_store, open_services
from union_desk.sitting import Sitting
from union_desk.store.vault import Cost

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = (*READMES, ROOT / "CHANGELOG.md", *MANUAL, *DECISIONS)
BENCHMARKS = ROOT / "benchmarks"
PICTURES = sorted((ROOT / "docs" / "manual" / "pictures").glob("*.png"))
LARGEST = 200_000

LINK = re.compile(r"\]\(([^)\s]+)\)")
COMMAND = re.compile(r"^\s*python3 run\.py(.*)$", re.MULTILINE)
INLINE_COMMAND = re.compile(r"`python3 run\.py([^`]*)`")
MENU = re.compile(r"菜单“(\w+) → ([^”]+)”")
KEY = re.compile(r"`((?:Ctrl|Alt|Shift)\+[^`]+|F\d+|Enter|Esc|Delete|Tab)`")
BUTTON = re.compile(r"【([^】]+)】")
SENTENCE = re.compile(r"\*\*“([^*]+?)”?\*\*")
# Keys that every text field and list has of itself.
USUAL_KEYS = {"Ctrl+A", "Ctrl+D", "Ctrl+Enter", "Ctrl+V", "Delete", "Tab"}
OFFICE = FirstStart("白杨街道总工会", "BY", is_district=False, user="陈明", password="xiasha-2026")
DISTRICT = FirstStart("钱江区总工会", "QJ", is_district=True, user="李强", password="qianjiang-26")


def words_of(page: Path) -> str:
    return page.read_text("utf-8")


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of a page are reached."""
    headings = re.findall(r"^#+ (.+)$", words_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    for target in LINK.findall(words_of(page)):
        if target.startswith("http"):
            continue
        path, _, place = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not place or place in anchors(there), target


def test_every_page_of_the_manual_and_every_decision_is_in_its_index():
    for pages in (MANUAL, DECISIONS):
        index = next(page for page in pages if page.name == "README.md")
        named = set(LINK.findall(words_of(index)))
        assert {page.name for page in pages} - {"README.md"} == named


def test_every_picture_is_shown_small_and_whole():
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in LINK.findall(words_of(page))
        if target.endswith(".png")
    }
    assert shown == set(PICTURES)
    for picture in PICTURES:
        assert picture.stat().st_size < LARGEST, picture.name
        with Image.open(picture) as opened:
            opened.verify()


def test_a_decision_is_short():
    for page in DECISIONS:
        assert len(words_of(page).splitlines()) <= 40, page.name


def commands_named() -> Iterator[str]:
    """Yield what the pages write behind run.py, one command at a time."""
    for page in (*READMES, *MANUAL):
        text = words_of(page)
        for line in (*COMMAND.findall(text), *INLINE_COMMAND.findall(text)):
            words = re.split(r"\s{2,}|#", line.strip())[0]
            *before, last = words.split(" | ")
            yield from (*before, last)


def test_every_command_that_is_named_is_understood():
    named = {command for command in commands_named() if command}
    assert {"demo", "test", "calc [--schema]", "backup", "verify", "--selfcheck"} <= named
    for command in named:
        words = re.sub(r"\[(--store) [^\]]+\]", r"\1 folder", command)
        words = re.sub(r"[\[\]]", "", words).split()
        if words[0] == "bench":
            assert words[1:] in ([], ["NAME"], ["名称"]) or (BENCHMARKS / f"{words[1]}.py").is_file()
        elif words[0] == "restore" and len(words) == 1:
            assert cli_parser().parse_args(["restore", "folder"])
        elif words == ["--selfcheck"]:
            assert "--selfcheck" in cli_parser().format_help()
        elif words[:1] not in (["test"], ["gallery"], ["calc"]) and words != ["--store", "folder"]:
            assert cli_parser().parse_args(words), command


def test_the_commands_of_the_readme_are_those_of_the_program():
    helped = subprocess.run(
        [sys.executable, "-m", "union_desk", "--help"], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout
    offered = set(re.findall(r"^ {4}([a-z]+) ", helped, re.MULTILINE))
    assert offered >= {"demo", "gallery", "calc", "print", "backup", "restore", "verify"}
    for readme in READMES:
        assert all(f" {command}" in words_of(readme) for command in offered)


@pytest.fixture(scope="module")
def window(qapp, tmp_path_factory):
    """The window as it is in a sitting, with what stands behind the user's name."""
    yield from a_window(qapp, tmp_path_factory.mktemp("office"), OFFICE)


@pytest.fixture(scope="module")
def window_of_district(qapp, tmp_path_factory):
    yield from a_window(qapp, tmp_path_factory.mktemp("district"), DISTRICT)


def a_window(qapp, folder, start):
    if not qapp.styleSheet():
        apply_style(qapp)
    create_store(folder, start, cost=Cost(passes=1, memory=8, lanes=1))
    services = open_services(folder, start.user, start.password)
    sitting = Sitting(qapp, services, Preferences())
    sitting.begin()
    settle()
    yield sitting.window
    sitting.end()
    services.close()


def test_menus_and_keys_of_the_manual_are_those_of_the_window(window, window_of_district):
    commands = (*window._commands.values(), *window_of_district._commands.values())
    entries = {(command.menu, command.title) for command in commands}
    keys = {command.shortcut for command in commands}
    keys |= {action.shortcut().toString() for action in window.actions()}
    on_sheet = "\n".join(f"{keys} {what}" for keys, what in (*IN_FORMS, *IN_LISTS, *IN_MENUS))
    keys |= set(re.findall(r"[\w+]+", on_sheet))
    keys |= {f"Alt+{menu.text().split('&')[1][0]}" for menu in window.menuBar().actions()}
    for page in MANUAL:
        for menu, entry in MENU.findall(words_of(page)):
            assert (menu, entry) in entries, f"{page.name}: {menu} → {entry}"
        for key in KEY.findall(words_of(page)):
            assert key in keys | USUAL_KEYS, f"{page.name}: {key}"


def test_the_sheet_of_keys_leaves_none_out(window):
    sheet = words_of(ROOT / "docs" / "manual" / "07-keys.md")
    for command in window._commands.values():
        assert not command.shortcut or f"`{command.shortcut}`" in sheet, command.title


def said_by_the_program() -> str:
    """Return all that stands in the sources and the Designer forms."""
    files = (*(ROOT / "union_desk").rglob("*.py"), *(ROOT / "ui").glob("*.ui"))
    return "\n".join(path.read_text("utf-8") for path in files)


def test_buttons_and_sentences_that_the_manual_quotes_are_the_program_s_own():
    said = said_by_the_program()
    for page in MANUAL:
        for button in BUTTON.findall(words_of(page)):
            assert button in said, f"{page.name}: {button}"
    for sentence in SENTENCE.findall(words_of(ROOT / "docs" / "manual" / "06-trouble.md")):
        assert sentence in said, sentence


def test_the_files_that_the_manual_names_are_there():
    for page in MANUAL:
        for name in re.findall(r"`(resources/[\w/.-]+)`", words_of(page)):
            assert (ROOT / name).is_file(), name
