"""Font roles of the paper (宋 黑 楷 仿宋 小标宋): which font draws a character, rare characters last."""

from __future__ import annotations

import hashlib
import lzma
import os
import tempfile
import threading
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO, Final

import platformdirs
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from union_desk.core.errors import StoreProblem
from union_desk.core.resources import resource

ROLES: Final = ("song", "hei", "kai", "fang", "title")
MISSING: Final = ""  # the font name of a character that no font has; it is drawn as an empty box
MONEY_MARKS: Final = "￥¥＄$"  # some FangSong fonts draw U+FFE5 as a dollar sign: always from our own Song

# No FangSong under a free licence is in reach, so 仿宋 is set in 宋 unless the office's own is preferred.
_SHIPPED: Final = {"song": [], "hei": ["hei"], "kai": ["kai"], "fang": [], "title": ["title"]}
_LAST: Final = ["song", "song-more", "rare"]
_LOCAL: Final = {
    "fang": ("simfang.ttf", "FZFSK.TTF", "FangSong_GB2312.ttf", "仿宋_GB2312.ttf", "ZhuqueFangsong*.ttf"),
    "title": ("FZXBSJW.TTF", "FZXBSK.TTF", "方正小标宋*.ttf"),
}
_LOCAL_FOLDERS: Final = (
    r"%WINDIR%\Fonts",
    r"%LOCALAPPDATA%\Microsoft\Windows\Fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
)
_SAMPLE: Final = "困难职工档案表0123456789"

_opening = threading.RLock()


@dataclass(frozen=True, slots=True)
class ShippedFont:
    """One font of resources/fonts: its archive, what it unpacks to, and the characters it may have."""

    name: str
    archive: Path
    size: int
    sha256: str
    first: int
    last: int


class OpenFont:
    """A font that the PDF library has read: its name there, and the advance of each character in em."""

    __slots__ = ("_glyphs", "_usual", "_widths", "name")

    def __init__(self, name: str, source: Path | IO[bytes]) -> None:
        font = TTFont(name, str(source) if isinstance(source, Path) else source, shapable=False)
        pdfmetrics.registerFont(font)
        self.name = name
        self._glyphs: dict[int, int] = font.face.charToGlyph
        self._widths: dict[int, float] = font.face.charWidths
        self._usual: float = font.face.defaultWidth

    def advance(self, point: int) -> float | None:
        return self._widths.get(point, self._usual) / 1000 if self._glyphs.get(point) else None


class RoleFace:
    """One role; `glyph` gives the font that draws a character and the character's advance in em."""

    __slots__ = ("_fonts", "_glyphs")

    def __init__(self, local: list[Path], shipped: list[str]) -> None:
        self._glyphs: dict[str, tuple[str, float]] = {}
        self._fonts: list[Path | str] = [*local, *shipped]

    def glyph(self, character: str, /) -> tuple[str, float]:
        try:
            return self._glyphs[character]
        except KeyError:
            found = self._glyphs[character] = self._find(character)
            return found

    def _find(self, character: str) -> tuple[str, float]:
        point = ord(character)
        for font in ["song"] if character in MONEY_MARKS else self._fonts:
            opened = _local_font(font) if isinstance(font, Path) else _shipped_font(font, point)
            advance = opened.advance(point) if opened else None
            if opened and advance is not None:
                return opened.name, advance
        return MISSING, 1.0


@lru_cache(maxsize=16)
def face(role: str, *, prefer_local: bool = False) -> RoleFace:
    """Return a role's face; `prefer_local` puts this PC's own 仿宋 and 小标宋 before the shipped fonts."""
    shipped = [*_SHIPPED[role], *_LAST]
    return RoleFace(local_fonts(role) if prefer_local else [], shipped)


@lru_cache(maxsize=8)
def local_fonts(role: str) -> list[Path]:
    """Find this PC's own fonts for a role that are whole enough to print with."""
    found: list[Path] = []
    for folder in _LOCAL_FOLDERS:
        root = Path(os.path.expandvars(folder)).expanduser()
        for pattern in _LOCAL.get(role, ()):
            found += sorted(root.rglob(pattern)) if root.is_dir() else []
    return [path for path in found if _local_font(path)]


def local_names() -> tuple[str, ...]:
    """Name the files of this PC's own 仿宋 and 小标宋 that are taken when they are preferred."""
    return tuple(path.name for role in _LOCAL for path in local_fonts(role)[:1])


@lru_cache(maxsize=32)
def _local_font(path: Path) -> OpenFont | None:
    """Open a font of this PC; None when it is broken, forbids embedding, or lacks common characters."""
    with _opening:
        try:
            font = OpenFont(f"local-{hashlib.sha256(bytes(path)).hexdigest()[:8]}", path)
        except (TTFError, OSError):
            return None
    return font if all(font.advance(ord(character)) for character in _SAMPLE) else None


def _shipped_font(name: str, point: int) -> OpenFont | None:
    font = manifest()[name]
    return _open_shipped(name) if font.first <= point <= font.last else None


@lru_cache(maxsize=1)
def manifest() -> dict[str, ShippedFont]:
    """Read resources/fonts/fonts.toml."""
    path = resource("fonts", "fonts.toml")
    try:
        entries = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise _damaged(path) from error
    return {
        name: ShippedFont(
            name,
            resource("fonts", entry["archive"]),
            entry["size"],
            entry["sha256"],
            entry["first"],
            entry["last"],
        )
        for name, entry in entries.items()
    }


_open_fonts: dict[str, OpenFont] = {}


def _open_shipped(name: str) -> OpenFont:
    font = _open_fonts.get(name)
    if font is None:
        with _opening:
            font = _open_fonts.get(name)
            if font is None:
                font = _open_fonts[name] = OpenFont(f"union-desk-{name}", unpacked(manifest()[name]))
    return font


def unpacked(font: ShippedFont, folder: Path | None = None) -> Path | IO[bytes]:
    """Return the unpacked font in the user's cache; in memory where the cache cannot be written."""
    folder = folder or platformdirs.user_cache_path("union-desk", appauthor=False) / "fonts"
    path = folder / f"{font.name}-{font.sha256[:12]}.ttf"
    try:
        if path.stat().st_size == font.size:
            return path
    except OSError:
        pass  # not there yet, or not readable: unpack it
    data = _unpack(font)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(path, data)
    except OSError:
        return BytesIO(data)
    return path


def _unpack(font: ShippedFont) -> bytes:
    try:
        data = lzma.decompress(font.archive.read_bytes())
    except (OSError, lzma.LZMAError) as error:
        raise _damaged(font.archive) from error
    if hashlib.sha256(data).hexdigest() != font.sha256:
        raise _damaged(font.archive)
    return data


def _damaged(path: Path) -> StoreProblem:
    return StoreProblem(
        f"打印用的字体文件 {path.name} 缺失或已损坏。", advice="请重新安装本程序，然后再打印。"
    )


def _write_whole(path: Path, data: bytes) -> None:
    """Write beside and rename, so that another process never reads half a font."""
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
