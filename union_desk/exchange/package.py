"""The file of a package: a plain header, a locked body, a checksum and a signature over all of it.

The header names no person; whoever finds the file learns from which office to which it goes, and when.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec

from union_desk import __version__
from union_desk.core.errors import StoreProblem
from union_desk.exchange import keys
from union_desk.store.files import file_problem, forget_cached, write_whole
from union_desk.store.foreign import ForeignSet
from union_desk.store.migrate import head_revision

SUFFIX: Final = ".udpack"
_MAGIC: Final = b"UDPACK\r\n"
_FORMAT: Final = 1
_LENGTHS: Final = struct.Struct(">QI")
_FRONT: Final = len(_MAGIC) + _LENGTHS.size
_TRAILER: Final = 32 + 64
# Of a package that claims to unpack to more, nothing is unpacked.
_MOST: Final = 4 << 30
_LEVEL: Final = 6
_AGAIN: Final = "请重新拷贝一次；还不行，请对方重新做一个数据包。"


class Header(msgspec.Struct, frozen=True):
    """What anybody may read of a package."""

    kind: str
    number: int
    sender: str  # uid in the register
    sender_name: str
    receiver: str  # uid in the register
    receiver_name: str
    made_at: str
    made_by: str
    sets: int
    lines: int
    files: int
    sign_key: str
    format: int = _FORMAT
    program: str = __version__
    schema: str = msgspec.field(default_factory=head_revision)


class Stretch(msgspec.Struct, frozen=True, array_like=True):
    """A run of change sets of one stream, with the word by which its office is called."""

    site: str
    audience: str
    word: str
    first: int
    last: int


class Opening(msgspec.Struct, frozen=True):
    """What makes a new store of the street's: its place among the sites, its keys, who works there."""

    site: str
    office: str
    sign: str
    seal: str
    users: dict[str, list[str]]  # roles by name


class Content(msgspec.Struct, frozen=True):
    """What only the receiver reads."""

    sets: list[ForeignSet]
    knows: dict[str, int]
    """How far the sender knows each stream that the receiver may know."""
    stretches: list[Stretch]
    words: dict[str, str]
    """How the offices of the streams are called, by site."""
    site: str
    """Which site the sender is now; one that was restored from a backup is a new one."""
    originals: dict[str, bytes] = {}
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A package as it lies on the stick, proved to be whole."""

    path: Path
    header: Header
    locked: bytes
    checksum: bytes
    signature: bytes
    sha256: str
    size: int


def write_package(path: Path, header: Header, content: Content, recipient: str, sign_key: str) -> PackageFile:
    """Write a package whole or not at all, and read it back; StoreProblem if the stick does not hold it."""
    import zstandard  # noqa: PLC0415 - slow to load

    packed = zstandard.ZstdCompressor(level=_LEVEL).compress(msgspec.msgpack.encode(content))
    locked = keys.lock(packed, recipient)
    head = msgspec.json.encode(header)
    total = _FRONT + len(head) + len(locked) + _TRAILER
    data = b"".join((_MAGIC, _LENGTHS.pack(total, len(head)), head, locked))
    checksum = sha256(data).digest()
    data += checksum + keys.sign(checksum, sign_key)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
        forget_cached(path)
        there = path.read_bytes()
    except OSError as error:
        problem = file_problem(error)
        raise StoreProblem(
            f"数据包没有写成：{problem.message}", advice="请检查 U 盘或文件夹，再做一次。"
        ) from error
    if there != data:
        path.unlink(missing_ok=True)
        raise StoreProblem("数据包写到磁盘后读出来不一样。", advice="请换一个 U 盘，再做一次。")
    return read_package(path)


def read_package(path: Path) -> PackageFile:
    """Read a package and prove that the file is whole; who signed it is not asked yet."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise file_problem(error) from error
    if data[: len(_MAGIC)] != _MAGIC[: len(data)] or not data:
        raise StoreProblem(f"{path.name} 不是本程序的数据包。", advice="请选择扩展名为 .udpack 的文件。")
    if len(data) < _FRONT:
        raise _half(len(data))
    total, head_size = _LENGTHS.unpack_from(data, len(_MAGIC))
    if len(data) < total:
        raise _half(len(data), total)
    trailer = len(data) - _TRAILER
    if len(data) > total or trailer < _FRONT + head_size:
        raise _broken()
    checksum, signature = data[trailer : trailer + 32], data[trailer + 32 :]
    if sha256(data[:trailer]).digest() != checksum:
        raise _broken()
    header = _header(data[_FRONT : _FRONT + head_size])
    locked = data[_FRONT + head_size : trailer]
    return PackageFile(path, header, locked, checksum, signature, sha256(data).hexdigest(), len(data))


def open_content(file: PackageFile, identity: str) -> Content:
    """Unlock a package that is meant for this store."""
    import zstandard  # noqa: PLC0415 - slow to load

    packed = keys.unlock(file.locked, identity)
    if packed is None:
        raise StoreProblem("这里的钥匙打不开这个数据包。", advice="请核对它是不是给本单位的。")
    try:
        size = zstandard.frame_content_size(packed)
        if not 0 <= size <= _MOST:
            raise _broken()
        plain = zstandard.ZstdDecompressor().decompress(packed)
        return msgspec.msgpack.decode(plain, type=Content)
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise _broken() from error


def _header(data: bytes) -> Header:
    class _Format(msgspec.Struct):
        format: int
        program: str
        schema: str

    try:
        told = msgspec.json.decode(data, type=_Format)
        if told.format > _FORMAT or told.schema > head_revision():
            raise StoreProblem(
                f"数据包由更新的版本 {told.program} 做成，现在是 {__version__}。",
                advice="请先升级本程序，再收入这个数据包。",
            )
        return msgspec.json.decode(data, type=Header)
    except msgspec.DecodeError as error:
        raise _broken() from error


def _half(here: int, total: int = 0) -> StoreProblem:
    whole = f"，应有 {total:,} 字节，只有 {here:,} 字节" if total else ""
    return StoreProblem(
        f"数据包不完整{whole}：可能没有拷贝完就拔了 U 盘。", advice="请从原来的地方重新拷贝一次。"
    )


def _broken() -> StoreProblem:
    return StoreProblem("数据包已损坏，没有收入。", advice=_AGAIN)
