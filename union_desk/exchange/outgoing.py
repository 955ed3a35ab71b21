"""Putting together what a package for another store carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from union_desk.exchange.keys import OwnKeys
from union_desk.exchange.members import Member, keep_known, known_of, words_of_sites
from union_desk.exchange.package import SUFFIX, Content, Header, Opening, PackageFile, Stretch, write_package
from union_desk.exchange.values import PackageInfo, PackageKind, Span
from union_desk.store.blobs import NAMING, names_in
from union_desk.store.codec import plain
from union_desk.store.foreign import ForeignSet, sets_after, vector_of

if TYPE_CHECKING:
    from union_desk.store.database import Database
    from union_desk.store.work import Work

_DIGITS: Final = 4


class Outgoing:
    """Makes one package for one other store, inside a unit of work."""

    def __init__(self, database: Database, work: Work, own: Member, keys: OwnKeys) -> None:
        self._database = database
        self._work = work
        self._session = work.session
        self._own = own
        self._keys = keys

    def make(
        self,
        kind: PackageKind,
        target: Member,
        folder: Path,
        *,
        whole: bool = False,
        opening: Opening | None = None,
        recipient: str = "",
    ) -> tuple[PackageFile, Content]:
        """Write a package with all that the other store is not known to have (`whole`: with everything)."""
        known = known_of(self._session, target.uid)
        street = self._own if target.is_district else target
        connection = self._session.connection()
        sets = sets_after(connection, street.audiences, {} if whole else known.knows)
        words = words_of_sites(self._session, street.audiences)
        content = Content(
            sets=sets,
            knows=vector_of(connection, street.audiences),
            stretches=stretches_of(sets, words),
            words=words,
            site=self._database.site,
            originals=self._originals(sets),
            opening=opening,
        )
        header = Header(
            kind=kind,
            number=known.sent + 1,
            sender=self._own.uid,
            sender_name=self._own.office.short_name,
            receiver=target.uid,
            receiver_name=target.office.short_name,
            made_at=plain(self._work.at),
            made_by=self._work.actor.user,
            sets=len(sets),
            lines=sum(len(one.body) for one in sets),
            files=len(content.originals),
            sign_key=self._own.keys.sign,
        )
        name = f"{street.office.prefix}-{kind}-{header.number:0{_DIGITS}}{SUFFIX}"
        written = write_package(
            folder / name, header, content, recipient or target.keys.seal, self._keys.sign
        )
        knows = {**known.knows, **content.knows} if kind is PackageKind.ISSUE else known.knows
        keep_known(self._session, target.uid, replace(known, sent=header.number, knows=knows))
        return written, content

    def _originals(self, sets: Sequence[ForeignSet]) -> dict[str, bytes]:
        """Return the scans that rows in these sets name, as far as they are here."""
        names: set[str] = set()
        for one in sets:
            for line in one.body:
                if line.table in NAMING and line.text is not None:
                    names |= names_in(line.text)
        held = names - self._database.blobs.lacking(names)
        return {name: self._database.blobs.read(name) for name in sorted(held)}


def stretches_of(sets: Sequence[ForeignSet], words: Mapping[str, str]) -> list[Stretch]:
    """Return the runs of change sets by stream."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in sets:
        first, _ = found.get((one.site, one.audience), (one.seq, one.seq))
        found[one.site, one.audience] = (first, one.seq)
    return [Stretch(*name, words.get(name[0], ""), *ends) for name, ends in sorted(found.items())]


def info_of(file: PackageFile, content: Content) -> PackageInfo:
    """Return what a package says of itself."""
    header = file.header
    return PackageInfo(
        path=file.path,
        kind=PackageKind(header.kind),
        number=header.number,
        sender=header.sender_name,
        receiver=header.receiver_name,
        made_at=datetime.fromisoformat(header.made_at),
        made_by=header.made_by,
        program=header.program,
        sets=header.sets,
        lines=header.lines,
        files=header.files,
        size=file.size,
        sha256=file.sha256,
        spans=spans_of(content.stretches),
    )


def spans_of(stretches: Sequence[Stretch]) -> tuple[Span, ...]:
    return tuple(Span(one.word, one.first, one.last) for one in stretches)
