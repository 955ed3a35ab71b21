"""Font roles, the shipped fonts and their unpacking."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from union_desk.core.errors import StoreProblem
from union_desk.core.resources import resource
from union_desk.paper.fonts import MISSING, MONEY_MARKS, ROLES, face, manifest, unpacked
from union_desk.paper.form import load_form
from union_desk.paper.render import render_pdf

FOLDER = resource("fonts")


@pytest.mark.parametrize("role", ROLES)
def test_every_role_draws_common_and_rare_characters(role: str) -> None:
    for character in "困难职工档案表，。“”…—·□1aＡ㎡①䶮喆堃玥𬭊𧒽𠅤":
        font, advance = face(role).glyph(character)
        assert font != MISSING
        assert 0 < advance <= 1.1


def test_each_role_has_its_own_face_and_fang_song_falls_back_to_song() -> None:
    fonts = {role: face(role).glyph("工")[0] for role in ROLES}
    assert fonts["fang"] == fonts["song"]
    assert len(set(fonts.values())) == len(ROLES) - 1


@pytest.mark.parametrize("role", ROLES)
def test_money_marks_always_come_from_song(role: str) -> None:
    for mark in MONEY_MARKS:
        assert face(role).glyph(mark)[0] == "union-desk-song"


def test_the_yuan_sign_of_song_is_not_a_dollar_sign() -> None:
    font = TTFont(unpacked(manifest()["song"]))
    outlines = []
    for point in (0xFFE5, 0x24, 0xA5):
        pen = RecordingPen()
        font.getGlyphSet()[font.getBestCmap()[point]].draw(pen)
        outlines.append(pen.value)
    yuan, dollar, yen = outlines
    assert yuan != dollar
    assert len(yuan) != len(dollar)
    assert yen != dollar


@pytest.mark.parametrize("character", ["😀", "\U00030000", "\U000e0041", "\ud800"])
def test_a_character_that_no_font_has_is_known_as_missing(character: str) -> None:
    assert face("song").glyph(character) == (MISSING, 1.0)


def test_the_fonts_are_what_their_checksums_say_and_small_enough_to_ship() -> None:
    sums = dict(reversed(line.split("  ")) for line in (FOLDER / "SHA256SUMS").read_text().splitlines())
    files = {path.name: path for path in FOLDER.iterdir() if path.name != "SHA256SUMS"}
    assert set(sums) == set(files)
    for name, path in files.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == sums[name]
    assert sum(path.stat().st_size for path in files.values()) <= 32 * 2**20


def test_every_font_has_its_licence_beside_it_and_none_is_gpl() -> None:
    import tomllib

    for entry in tomllib.loads((FOLDER / "fonts.toml").read_text()).values():
        text = (FOLDER / entry["licence"]).read_text("utf-8")
        assert "Open Font License" in text or "OPEN FONT LICENSE" in text
        assert "GPL" not in text


@pytest.mark.parametrize("name", ["song", "hei", "kai", "title"])
def test_a_shipped_font_has_its_own_name_and_may_be_embedded(name: str) -> None:
    font = TTFont(unpacked(manifest()[name]), lazy=True)
    for identity in (1, 4, 6):
        assert font["name"].getDebugName(identity).replace(" ", "").startswith("UnionDesk")
    assert font["OS/2"].fsType == 0


def test_a_font_is_unpacked_once_and_whole(tmp_path: Path) -> None:
    font = manifest()["hei"]
    with ThreadPoolExecutor(4) as pool:
        paths = list(pool.map(lambda _: unpacked(font, tmp_path), range(4)))
    assert len(set(paths)) == 1
    (path,) = tmp_path.iterdir()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == font.sha256
    written = path.stat().st_mtime_ns
    assert unpacked(font, tmp_path) == path
    assert path.stat().st_mtime_ns == written


def test_half_an_unpacked_font_is_unpacked_again(tmp_path: Path) -> None:
    font = manifest()["hei"]
    path = unpacked(font, tmp_path)
    assert isinstance(path, Path)
    path.write_bytes(path.read_bytes()[:1000])
    unpacked(font, tmp_path)
    assert path.stat().st_size == font.size


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="folders have no such modes on Windows")
def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    font = manifest()["hei"]
    (tmp_path / "file").write_text("not a folder")
    found = unpacked(font, tmp_path / "file" / "fonts")
    assert isinstance(found, BytesIO)
    assert len(found.getvalue()) == font.size


def test_a_damaged_archive_is_told_in_plain_words(tmp_path: Path) -> None:
    font = manifest()["hei"]
    damaged = tmp_path / "hei.ttf.xz"
    damaged.write_bytes(font.archive.read_bytes()[:-500])
    with pytest.raises(StoreProblem, match="缺失或已损坏") as caught:
        unpacked(replace(font, archive=damaged), tmp_path / "cache")
    assert "重新安装" in caught.value.advice
    with pytest.raises(StoreProblem, match="缺失或已损坏"):
        unpacked(replace(font, sha256="0" * 64), tmp_path / "cache")


def test_the_pcs_own_fonts_are_asked_only_for_the_roles_that_the_setting_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from union_desk.paper import fonts

    own = tmp_path / "simfang.ttf"
    own.write_bytes(Path(str(unpacked(manifest()["kai"]))).read_bytes())
    (tmp_path / "FZFSK.TTF").write_bytes(b"broken")
    monkeypatch.setattr(fonts, "_LOCAL_FOLDERS", (str(tmp_path),))
    for cached in (fonts.face, fonts.local_fonts, fonts._local_font):
        cached.cache_clear()
    try:
        assert fonts.face("fang", prefer_local=True).glyph("工")[0].startswith("local-")
        assert fonts.face("fang", prefer_local=True).glyph("￥")[0] == "union-desk-song"
        assert fonts.face("fang", prefer_local=True).glyph("𧒽")[0] == "union-desk-rare"
        assert fonts.face("song", prefer_local=True).glyph("工")[0] == "union-desk-song"
        assert fonts.face("fang").glyph("工")[0] == "union-desk-song"
        form = load_form("hardship_file")
        assert render_pdf(form, [], mode="blank").local_fonts == ()
        assert render_pdf(form, [], mode="blank", prefer_local_fonts=True).local_fonts == ("simfang.ttf",)
    finally:
        for cached in (fonts.face, fonts.local_fonts, fonts._local_font):
            cached.cache_clear()
