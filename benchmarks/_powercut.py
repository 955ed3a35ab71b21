"""What a disk may hold after the power was cut in the middle of a recorded run.

Of a file there is all that was synced, and of the rest any 512-byte sectors, in any order. Names are made,
changed and removed in their order, as a journalling file system does it; those that no sync of a folder has
made sure of may be missing from some point on. A disk that lies about its cache is not imagined here.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks._watched import Op

_SECTOR = 512
_SECTORS_KEPT = 0.9
_DROPPED = (0.0, 0.3, 0.7, 1.0)


@dataclass(slots=True)
class _File:
    sure: bytearray = field(default_factory=bytearray)
    pending: list[Op] = field(default_factory=list)

    def sync(self) -> None:
        for op in self.pending:
            _write(self.sure, op)
        self.pending.clear()

    def after_cut(self, dice: Random, dropped: float) -> bytes:
        content = bytearray(self.sure)
        for op in self.pending:
            if dice.random() < dropped:
                continue
            if op.kind == "truncate":
                _write(content, op)
                continue
            for start in range(0, len(op.data), _SECTOR):
                if dice.random() < _SECTORS_KEPT:
                    part = op.data[start : start + _SECTOR]
                    _write(content, Op("write", op.path, offset=op.offset + start, data=part))
        return bytes(content)


def _write(content: bytearray, op: Op) -> None:
    if op.kind == "truncate":
        del content[op.offset :]
        content.extend(bytes(op.offset - len(content)))
        return
    content.extend(bytes(max(0, op.offset + len(op.data) - len(content))))
    content[op.offset : op.offset + len(op.data)] = op.data


@dataclass(slots=True)
class _Names:
    files: dict[str, _File] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def copy(self) -> _Names:
        return _Names(dict(self.files), set(self.folders))

    def apply(self, op: Op, made: _File | None = None) -> None:
        match op.kind:
            case "create" if made is not None:
                self.files[op.path] = made
            case "unlink":
                self.files.pop(op.path, None)
            case "mkdir":
                self.folders.add(op.path)
            case "rmdir":
                self.folders.discard(op.path)
            case "rename":
                self._rename(op.path, op.to)

    def _rename(self, old: str, new: str) -> None:
        if old in self.files:
            self.files[new] = self.files.pop(old)
        elif old in self.folders:
            within = f"{old}/"
            self.folders = {
                new + path[len(old) :] if path == old or path.startswith(within) else path
                for path in self.folders
            }
            self.files = {
                new + path[len(old) :] if path.startswith(within) else path: file
                for path, file in self.files.items()
            }


class Disk:
    """A disk as it was before a run, and the run's operations one after the other."""

    def __init__(self, before: dict[str, bytes | None]) -> None:
        self._live = _Names(
            {path: _File(bytearray(data)) for path, data in before.items() if data is not None},
            {path for path, data in before.items() if data is None},
        )
        self._sure = self._live.copy()
        self._unsure: list[tuple[Op, _File | None]] = []
        self.acknowledged: list[str] = []

    def apply(self, op: Op) -> None:
        match op.kind:
            case "acknowledged":
                self.acknowledged.append(op.to)
            case "write" | "truncate":
                if op.path in self._live.files:
                    self._live.files[op.path].pending.append(op)
            case "sync":
                self._sync(op.path)
            case _:
                made = _File() if op.kind == "create" else None
                self._live.apply(op, made)
                self._unsure.append((op, made))

    def _sync(self, path: str) -> None:
        if path in self._live.files:
            self._live.files[path].sync()
            return
        touching = [
            place
            for place, (op, _) in enumerate(self._unsure)
            if path in {str(Path(op.path).parent), str(Path(op.to).parent) if op.to else ""}
        ]
        upto = touching[-1] + 1 if touching else 0
        for op, made in self._unsure[:upto]:
            self._sure.apply(op, made)
        del self._unsure[:upto]

    def cut(self, dice: Random, root: Path, image: Path) -> None:
        """Write under another folder what may be left of this disk."""
        names = self._sure.copy()
        for op, made in self._unsure[: dice.randint(0, len(self._unsure))]:
            names.apply(op, made)
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        for folder in sorted(names.folders):
            (image / Path(folder).relative_to(root)).mkdir(parents=True, exist_ok=True)
        dropped = dice.choice(_DROPPED)
        for path, file in names.files.items():
            (image / Path(path).relative_to(root)).write_bytes(file.after_cut(dice, dropped))


def before_of(root: Path) -> dict[str, bytes | None]:
    """Return the files and folders (None) that are there before a run."""
    return {str(path): path.read_bytes() if path.is_file() else None for path in root.rglob("*")}


def moments_of_cuts(ops: list[Op], count: int, dice: Random) -> list[int]:
    """Choose when the power is cut: anywhere, but often just after somebody was told that it is done."""
    told = [place + 1 for place, op in enumerate(ops) if op.kind == "acknowledged"]
    chosen = [
        dice.choice(told) if told and turn % 4 == 0 else dice.randint(0, len(ops)) for turn in range(count)
    ]
    return sorted(chosen)
