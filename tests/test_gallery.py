"""The main job without a display: the demo store, its forms and its screens as small pictures."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.demos import at_hand
from union_desk import gallery
from union_desk.services import form_titles

LARGEST_BYTES = 200_000


@pytest.fixture(scope="module")
def made(tmp_path_factory, qapp, demo_made):
    with at_hand(demo_made):
        return gallery.write_gallery(tmp_path_factory.mktemp("out"))


def test_every_screen_is_there_at_the_size_of_an_office_pc(made):
    names = [path.stem.split("-", 1)[1] for path in made.screens]
    assert names[:5] == ["first-start", "recovery-key", "unlock", "recover", "workbench"]
    assert {"hardship-list", "hardship-page-1", "hardship-page-6", "hardship-new", "hardship-print"} <= set(
        names
    )
    for path in made.screens:
        with Image.open(path) as picture:
            assert picture.mode == "P"
            if "narrow" in path.stem:
                assert picture.size == (1024, 768)
            elif path.stem.endswith(("workbench", "list", "new", "search", "history")) or "page" in path.stem:
                assert picture.size == (1366, 768)


def test_every_form_is_there_blank_and_filled_with_its_pages_as_pictures(made):
    names = [path.name for path in made.forms]
    assert names == [f"{form}-{mode}.pdf" for form in form_titles() for mode in ("blank", "filled")]
    for path in made.forms:
        assert path.read_bytes().startswith(b"%PDF")
        pages = sorted(path.parent.glob(f"{path.stem}-*.png"))
        assert pages
        for page in pages:
            with Image.open(page) as picture:
                # A4 at 110 dpi; a page with nothing on it has one colour.
                assert abs(picture.width / picture.height - 210 / 297) < 0.002
                assert len(picture.convert("L").getcolors()) > 4


def test_a_case_that_began_with_a_call_is_bound(made):
    (volume,) = made.volumes
    assert volume.read_bytes().startswith(b"%PDF")
    assert len(list(volume.parent.glob("*.png"))) >= 15


def test_pictures_are_small_enough_to_be_kept(made):
    pictures = [*made.screens, *(made.forms[0].parent.glob("*.png")), *made.volumes[0].parent.glob("*.png")]
    assert not [path.name for path in pictures if path.stat().st_size > LARGEST_BYTES]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path, capsys):
    (tmp_path / "taken").write_text("a file")
    assert gallery.main(["gallery", str(tmp_path / "taken")]) == 1
    told = capsys.readouterr()
    assert "写不进去" in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    "words", [["gallery"], ["gallery", "one", "two"], ["demo", "--help"], ["demo", "-o"]]
)
def test_words_that_name_no_folder_are_refused_and_nothing_is_made(words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert gallery.main(words) == 1
    assert "用法" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
