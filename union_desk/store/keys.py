"""Search keys that a record offers for itself, and the search for what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from union_desk.store.dialect import LAST
from union_desk.store.pinyin import Reading, person_readings, title_readings


class Kind(StrEnum):
    """What a key is; a capital stands for the whole, a small letter for a part of it or for its end."""

    NAME = "N"
    NAME_PART = "n"
    INITIALS = "P"
    INITIALS_PART = "p"
    PINYIN = "F"
    PINYIN_PART = "f"
    ID = "I"
    ID_END = "i"
    PHONE = "H"
    PHONE_END = "h"
    NUMBER = "C"
    NUMBER_PART = "c"


Key = tuple[str, str]

# A longer key finds nothing more; what is typed is cut alike.
LONGEST: Final = 24

# Marks between the parts of a name: an office writes them in many ways, or not at all.
_NAME_MARKS: Final = re.compile(r"[\s·・•‧.。'’`\ufe00-\ufe0f\U000e0100-\U000e01ef]+")
_NUMBER_MARKS: Final = re.compile(r"[\s()〔〕\[\]号第]+")
_SEGMENT: Final = re.compile(r"[-‐–—_/]+")


def fold(text: str) -> str:
    """Return a name as it is compared: one width, one case, no marks."""
    return _NAME_MARKS.sub("", unicodedata.normalize("NFKC", text)).upper()


def name_keys(name: str | None) -> Iterator[Key]:
    """Make the keys of a name: found by its beginning or by any part of it."""
    folded = fold(name or "")
    for start in range(len(folded)):
        yield (Kind.NAME_PART if start else Kind.NAME), folded[start:][:LONGEST]


def pinyin_keys(name: str | None) -> Iterator[Key]:
    """Make the keys of a person's name as it is typed without an input method."""
    folded = fold(name or "")
    if _has_han(folded):
        for reading in person_readings(folded):
            yield from _reading_keys(reading)


def title_keys(title: str | None) -> Iterator[Key]:
    """Make the keys of an employer's or a union's name: its characters and its pinyin."""
    yield from name_keys(title)
    folded = fold(title or "")
    if _has_han(folded):
        for reading in title_readings(folded):
            yield from _reading_keys(reading)


def _reading_keys(reading: Reading) -> Iterator[Key]:
    initials = "".join(syllable[:1] for syllable in reading)
    for start in range(len(reading)):
        yield (Kind.INITIALS_PART if start else Kind.INITIALS), initials[start:][:LONGEST]
        yield (Kind.PINYIN_PART if start else Kind.PINYIN), "".join(reading[start:])[:LONGEST]


def id_keys(number: str | None) -> Iterator[Key]:
    """Make the keys of an identity or other personal number: found by its beginning or its end."""
    folded = _SEGMENT.sub("", _NUMBER_MARKS.sub("", _upright(number)))
    yield from ((Kind.ID, folded), (Kind.ID_END, folded[::-1]))


def phone_keys(phone: str | None) -> Iterator[Key]:
    digits = re.sub(r"\D", "", _upright(phone))
    yield from ((Kind.PHONE, digits), (Kind.PHONE_END, digits[::-1]))


def number_keys(number: str | None) -> Iterator[Key]:
    """Make the keys of a file number such as BY-2026-00031: found from any part, zeros left out too."""
    parts = [part for part in _SEGMENT.split(_NUMBER_MARKS.sub("", _upright(number))) if part]
    for start in range(len(parts)):
        yield (Kind.NUMBER_PART if start else Kind.NUMBER), "-".join(parts[start:])[:LONGEST]
    if parts and parts[-1].isdecimal():
        yield Kind.NUMBER_PART, parts[-1].lstrip("0")


def _upright(text: str | None) -> str:
    return unicodedata.normalize("NFKC", text or "").upper()


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that was found, and by what kind of key."""

    entity: str
    uid: str
    kind: Kind


def search(session: Session, text: str, entities: Iterable[str], limit: int = 20) -> list[Hit]:
    """Find rows by what was typed: part of a name, pinyin, initials, an end of a number.

    Several words narrow each other down: 王 2313 finds a 王 whose identity number or phone ends so.
    """
    tables = tuple(entities)
    words = [ranges for word in _words(text) if (ranges := _ranges(word))]
    if not words or not tables:
        return []
    statement = _statement(len(tables), tuple(tuple(kind for kind, _ in ranges) for ranges in words))
    values: dict[str, object] = {"n": limit * 2}
    values.update({f"e{i}": table for i, table in enumerate(tables)})
    for w, ranges in enumerate(words):
        for k, (_, key) in enumerate(ranges):
            values.update({f"w{w}k{k}": key, f"w{w}k{k}z": key + LAST})
    hits: dict[tuple[str, str], Hit] = {}
    for row in session.execute(statement, values):
        hits.setdefault((row.entity, row.uid), Hit(row.entity, row.uid, Kind(row.kind)))
    return list(hits.values())[:limit]


def _words(text: str) -> list[str]:
    """Split what was typed; the parts of one Chinese name stay together."""
    words = unicodedata.normalize("NFKC", text).split()
    return ["".join(words)] if all(_has_han(word) for word in words) else words[:3]


def _has_han(word: str) -> bool:
    return any(ord(char) >= 0x2E80 for char in word)


def _ranges(word: str) -> list[tuple[Kind, str]]:
    """Return where to look for a word, the likeliest first."""
    found: list[tuple[Kind, str]] = []
    folded = fold(word)
    number = "-".join(part for part in _SEGMENT.split(_NUMBER_MARKS.sub("", _upright(word))) if part)
    if _has_han(word):
        found += [(Kind.NAME, folded), (Kind.NAME_PART, folded)]
        found += [(Kind.NUMBER, number)] if re.search(r"[-\d]", number) else []
    elif any(char.isdigit() for char in word):
        digits = number.replace("-", "")
        found += [(Kind.NUMBER, number), (Kind.NUMBER_PART, number)]
        if re.fullmatch(r"[\dX]+", digits):
            found += [(Kind.ID_END, digits[::-1]), (Kind.PHONE_END, digits[::-1])]
            found += [(Kind.PHONE, digits)]
        found += [(Kind.ID, digits), (Kind.NAME, folded), (Kind.NAME_PART, folded)]
    elif folded:
        letters = re.sub(r"[^a-z]", "", folded.lower().replace("ü", "v"))
        found += [
            (Kind.INITIALS, letters),
            (Kind.PINYIN, letters),
            (Kind.NAME, folded),
            (Kind.NUMBER, number),
        ]
        found += [(Kind.INITIALS_PART, letters), (Kind.PINYIN_PART, letters), (Kind.NAME_PART, folded)]
        found += [(Kind.NUMBER, number)]
    return [(kind, key[:LONGEST]) for kind, key in found if key]


@lru_cache(maxsize=200)
def _statement(entities: int, words: tuple[tuple[Kind, ...], ...]) -> sa.TextClause:
    """Write the query: each kind is one short walk along the index, ranked in the order of the kinds."""
    others = "".join(f" AND ref IN ({_any_of(entities, w, kinds)})" for w, kinds in enumerate(words) if w)
    walks = [
        f"SELECT {rank} AS rank, '{kind}' AS kind, key, ref FROM (SELECT key, ref FROM skey"  # noqa: S608
        f" WHERE entity = :e{e} AND kind = '{kind}' AND key >= :w0k{rank} AND key < :w0k{rank}z{others}"
        f" ORDER BY key, ref LIMIT :n) AS walk{rank}_{e}"
        for rank, kind in enumerate(words[0])
        for e in range(entities)
    ]
    return sa.text(
        f"SELECT search_ref.entity, search_ref.uid, found.kind FROM ({' UNION ALL '.join(walks)}) AS found"  # noqa: S608
        " JOIN search_ref ON search_ref.ref = found.ref ORDER BY found.rank, found.key, found.ref LIMIT :n"
    )


def _any_of(entities: int, word: int, kinds: tuple[Kind, ...]) -> str:
    return " UNION ALL ".join(
        f"SELECT ref FROM skey WHERE entity = :e{e} AND kind = '{kind}'"  # noqa: S608
        f" AND key >= :w{word}k{k} AND key < :w{word}k{k}z"
        for k, kind in enumerate(kinds)
        for e in range(entities)
    )
