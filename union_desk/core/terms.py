"""The words of the desk: code lists with their Chinese labels, and the glossary, from resources/terms.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from union_desk.core.resources import resource

COLUMNS = ("list", "code", "label", "initials", "note", "replaced_by", "hidden")


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a list; a hidden one is no longer offered but old records keep their label."""

    list: str
    code: str
    label: str
    initials: str
    note: str
    replaced_by: str
    hidden: bool


@cache
def _lists() -> Mapping[str, Mapping[str, Term]]:
    lists: dict[str, dict[str, Term]] = {}
    with resource("terms.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            term = Term(
                list=row["list"],
                code=row["code"],
                label=row["label"],
                initials=row["initials"],
                note=row["note"],
                replaced_by=row["replaced_by"],
                hidden=row["hidden"] == "1",
            )
            lists.setdefault(term.list, {})[term.code] = term
    return lists


def term_lists() -> tuple[str, ...]:
    """Return the names of all lists, in the order of the file."""
    return tuple(_lists())


def terms(name: str, *, hidden: bool = False) -> tuple[Term, ...]:
    """Return the terms of a list in the order in which a form offers them; `hidden` adds abolished ones."""
    return tuple(term for term in _lists()[name].values() if hidden or not term.hidden)


def find_term(name: str, code: str) -> Term | None:
    """Return one term, abolished ones included."""
    return _lists()[name].get(code)


def term_label(name: str, code: str | None) -> str:
    """Return the Chinese label of a code; nothing for no code, the code for one that is newer."""
    if not code:
        return ""
    term = find_term(name, code)
    return term.label if term else code


def find_code(name: str, text: str) -> str | None:
    """Return the present code for a code or a label, also an abolished one: how an import reads a list."""
    wanted = text.strip()
    for term in _lists()[name].values():
        if wanted in (term.code, term.label):
            return term.replaced_by or term.code
    return None
