"""Re-makes resources/fonts/ from font packages: downloads, subsets, renames, compresses, adds licences.

Run on Debian with npm and apt-get: `.venv/bin/python packaging/build_fonts.py [FOLDER OF DOWNLOADS]`.
The same packages give the same bytes; a source that is not the pinned one is refused.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"

# Tables of shaping and vertical setting; the paper sets Han text horizontally, glyph by glyph.
UNUSED_TABLES = [
    "GSUB",
    "GPOS",
    "GDEF",
    "BASE",
    "vhea",
    "vmtx",
    "VORG",
    "DSIG",
    "STAT",
    "MATH",
    "FFTM",
    "gasp",
]

# Given names that registers of GB 2312's time could not write, but that every class list now has.
NAME_CHARACTERS = (
    "䶮喆堃玥珺昇晟堉犇淼焱垚烜煊炘琤玟珩璟瑄璠翀赟頔媛婧嫄甯暐昉昕晗晞暄曈朊枏栢桠梓楒槿樨歆毓泓洺浛淏淇淳湉滢漪澍濛濠炆烨煜燚犍珈珏珑珣琎琦琨琳"
    "瑀瑗瑭璐璞璨甡畋皓盷瞳矞砼祎祺禛禩禾稷竑笪筠箐籽綦緈缃罡羿翎翙翚耘聿肜芃芊苒茆茗荃荻莛莜菡萱葳蒽蓁蔺薏虓虢蛮衎裎襄覃訚詝诤谖豨赓跹轶迩迪逖邈"
    "郦酉鈊钊钘钰铄铖铮锜锟镕镡閤阗陟隽霈霖霭靓靖韪韫韬頫颀颉飏飒馥骁骐鬯鲲鹄鹓鹤麒麓黎黛鼐龑龠碁囍堷墡姮姵媞嬅孖寯屾崟嵚嶷巘幵弢彧徕忞恺恽悫愔憓扆"
    "旻昀旸昳晁晔暲朓杧栎栩桢棽楠楹榮榕槊樑欣沄沅沁洧洢浠浯涒涵湜溁溦滈潆潇澔澴瀚炅炜焓焜熠燊燏牧珒珪珹珽琀琇琏琯瑢瑾璎璘瓒"
)


@dataclass(frozen=True, slots=True)
class Package:
    name: str
    version: str
    registry: str  # "npm" or "debian"
    licence: str  # the licence text inside the package


@dataclass(frozen=True, slots=True)
class Source:
    package: Package
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Face:
    file: str
    family: str
    source: Source
    licence_file: str
    characters: AbstractSet[int]


SERIF = Package("@expo-google-fonts/noto-serif-sc", "0.4.3", "npm", "package/LICENSE_FONT")
SANS = Package("@expo-google-fonts/noto-sans-sc", "0.4.3", "npm", "package/LICENSE_FONT")
WENKAI = Package("fonts-lxgw-wenkai", "1.250+repack-1", "debian", "usr/share/doc/fonts-lxgw-wenkai/copyright")
HANAZONO = Package("fonts-hanazono", "20170904-2.1", "debian", "usr/share/doc/fonts-hanazono/copyright")

SERIF_REGULAR = Source(
    SERIF,
    "package/400Regular/NotoSerifSC_400Regular.ttf",
    "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
)
SERIF_BLACK = Source(
    SERIF,
    "package/900Black/NotoSerifSC_900Black.ttf",
    "092e71a70c744be3cc33999eb4edcb10fbe95c1b4cff6c2d7f04d6ff15d031e2",
)
SANS_MEDIUM = Source(
    SANS,
    "package/500Medium/NotoSansSC_500Medium.ttf",
    "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
)
WENKAI_REGULAR = Source(
    WENKAI,
    "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8",
)
HANAZONO_B = Source(
    HANAZONO,
    "usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
    "829543436cdf7b4c6730e2af5806fa406f8ddf0d4b656e0cd49c58d4db1c8d3c",
)


def office_characters() -> frozenset[int]:
    """GB 2312, the marks and letters that office paper uses, and the characters of present given names."""
    found = set(map(ord, NAME_CHARACTERS))
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    for first, last in (
        (0x20, 0x24F),  # Latin with its accents: names of foreign workers
        (0x2000, 0x206F),  # general punctuation
        (0x20A0, 0x20BF),
        (0x2100, 0x23FF),  # ℃ № Ⅰ, arrows, mathematical signs
        (0x2460, 0x27BF),  # ① ■ □ ○ ★ ✓
        (0x3000, 0x303F),
        (0x3200, 0x33FF),  # ㈠ ㎡
        (0xFE10, 0xFE6F),
        (0xFF00, 0xFFEF),  # full-width forms, ￥
    ):
        found.update(range(first, last + 1))
    return frozenset(found)


def faces(downloads: Path) -> list[Face]:
    office = office_characters()
    song = characters_of(downloads, SERIF_REGULAR)
    beyond = frozenset(range(0x20000, 0x30000))  # the planes of CJK extensions B to F
    rare = (characters_of(downloads, HANAZONO_B) & beyond) - song
    return [
        Face("song", "Union Desk Song", SERIF_REGULAR, "OFL-Noto-Serif-SC.txt", office),
        Face("song-more", "Union Desk Song More", SERIF_REGULAR, "OFL-Noto-Serif-SC.txt", song - office),
        Face("title", "Union Desk Title Song", SERIF_BLACK, "OFL-Noto-Serif-SC.txt", office),
        Face("hei", "Union Desk Hei", SANS_MEDIUM, "OFL-Noto-Sans-SC.txt", office),
        Face("kai", "Union Desk Kai", WENKAI_REGULAR, "OFL-WenKai.txt", office),
        Face("rare", "Union Desk Rare Song", HANAZONO_B, "Hanazono.txt", rare),
    ]


def download(package: Package, folder: Path) -> Path:
    """Return the unpacked package; its registry's own client fetches it when it is not there yet."""
    target = folder / package.name.replace("/", "-").lstrip("@")
    if target.is_dir():
        return target
    fetched = folder / "fetched"
    fetched.mkdir(parents=True, exist_ok=True)
    before = set(fetched.iterdir())
    if package.registry == "npm":
        command = ["npm", "pack", f"{package.name}@{package.version}"]
    else:
        command = ["apt-get", "download", f"{package.name}={package.version}"]
    subprocess.run(command, cwd=fetched, check=True, stdout=subprocess.DEVNULL)
    (archive,) = set(fetched.iterdir()) - before
    target.mkdir()
    if package.registry == "npm":
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    else:
        subprocess.run(["dpkg-deb", "-x", str(archive), str(target)], check=True)
    return target


def source_file(downloads: Path, source: Source) -> Path:
    path = download(source.package, downloads) / source.path
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SystemExit(f"{path.name}: sha256 {found}, expected {source.sha256}")
    return path


def characters_of(downloads: Path, source: Source) -> frozenset[int]:
    with TTFont(source_file(downloads, source), lazy=True) as font:
        return frozenset(font.getBestCmap())


def cut(path: Path, face: Face) -> bytes:
    """Make the subset, without hints, under its own name (the Open Font License reserves some names)."""
    options = subset.Options(
        layout_features=[],
        hinting=False,
        notdef_outline=True,
        glyph_names=False,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
        recalc_timestamp=False,
    )
    options.drop_tables += UNUSED_TABLES
    font = TTFont(path, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=face.characters)
    cutter.subset(font)
    for record in list(font["name"].names):
        plain = {
            1: face.family,
            3: face.family + " 1",
            4: face.family,
            6: face.family.replace(" ", ""),
        }.get(record.nameID)
        if record.platformID != 3 or record.langID != 0x409:
            font["name"].names.remove(record)
        elif plain is not None:
            record.string = plain
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def licence_of(face: Face, downloads: Path) -> str:
    """Return the licence text; of a Debian package what is said about the font, not about the packaging."""
    package = face.source.package
    text = (download(package, downloads) / package.licence).read_text("utf-8")
    if package.registry == "debian":
        stanzas = text.split("\n\n")
        kept = [stanza for stanza in stanzas if "debian/*" not in stanza and "License: GPL" not in stanza]
        text = "\n\n".join(kept)
    return text.strip() + "\n"


def manifest_entry(face: Face, data: bytes) -> str:
    package = face.source.package
    with TTFont(io.BytesIO(data), lazy=True) as font:
        points = sorted(font.getBestCmap())
    return "\n".join(
        [
            f"[{face.file}]",
            f'family = "{face.family}"',
            f'archive = "{face.file}.ttf.xz"',
            f"first = {points[0]:#x}",
            f"last = {points[-1]:#x}",
            f"size = {len(data)}",
            f'sha256 = "{hashlib.sha256(data).hexdigest()}"',
            f'made_from = "{Path(face.source.path).name}"',
            f'package = "{package.registry} {package.name} {package.version}"',
            f'licence = "{face.licence_file}"',
            "",
        ]
    )


def write_checksums(files: Iterable[Path]) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(files)]
    (FONTS / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def build(downloads: Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    manifest = [
        "# The fonts of the printed forms; made by packaging/build_fonts.py, unpacked when first used.\n"
    ]
    for face in faces(downloads):
        data = cut(source_file(downloads, face.source), face)
        packed = lzma.compress(data, preset=9 | lzma.PRESET_EXTREME)
        (FONTS / f"{face.file}.ttf.xz").write_bytes(packed)
        (FONTS / face.licence_file).write_text(licence_of(face, downloads), encoding="utf-8")
        manifest.append(manifest_entry(face, data))
        print(f"{face.file}: {len(data):,} bytes, {len(packed):,} packed", flush=True)
    (FONTS / "fonts.toml").write_text("\n".join(manifest), encoding="utf-8")
    write_checksums(path for path in FONTS.iterdir() if path.name != "SHA256SUMS")
    print(f"all: {sum(path.stat().st_size for path in FONTS.iterdir()):,} bytes")


def main() -> None:
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        build(folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))


if __name__ == "__main__":
    main()
