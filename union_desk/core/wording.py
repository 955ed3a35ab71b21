"""The texts that forms print, from resources/wording/, and what an office may write in their place."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from union_desk.core.errors import RuleBroken
from union_desk.core.resources import resource
from union_desk.core.text import storable

FIELD_LABELS: Final[Mapping[str, str]] = {
    "office": "单位全称",
    "phone": "单位电话",
    "address": "单位地址",
    "district": "区总工会全称",
    "organisation": "调解组织名称",
    "arbitration": "仲裁委员会名称",
}
LONGEST: Final = 2_000
# Where a record that is printed brings the texts of its day.
TEXTS: Final = "form_texts"
_FIELD: Final = re.compile(r"\{(\w+)\}")
_BRACE: Final = re.compile(r"[{}｛｝]")
_NEAR: Final = 6


@dataclass(frozen=True, slots=True)
class Wording:
    """A text of a form as it is shipped; `fields` may stand in it as {office}.

    `inserts` are what of a record may stand in it, by the names of the form's fields, with their labels.
    """

    id: str
    title: str
    where: str
    form: str
    text: str
    fields: tuple[str, ...]
    inserts: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # further forms that print it

    def stands_on(self, form_id: str) -> bool:
        return form_id == self.form or form_id in self.also

    @property
    def labels(self) -> Mapping[str, str]:
        """Return all that may stand in it, with what it is called."""
        return {**{name: FIELD_LABELS[name] for name in self.fields}, **self.inserts}


@dataclass(frozen=True, slots=True)
class OwnTable:
    """The office's own table in the place of a shipped form: which version, and how it is drawn (JSON)."""

    uid: str
    drawing: str = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class FormTexts:
    """The texts of one form as they are printed, the office's own among them by uid and in words."""

    texts: tuple[tuple[str, str], ...] = ()  # id, text with its fields filled in
    uids: tuple[str, ...] = ()
    mark: str = ""  # 本人承诺第2版
    table: OwnTable | None = None  # then the shipped texts are printed nowhere


@cache
def wordings() -> Mapping[str, Wording]:
    """Return all shipped texts by id."""
    found: dict[str, Wording] = {}
    for path in sorted(resource("wording").glob("*.toml")):
        with path.open("rb") as file:
            for said in tomllib.load(file)["texts"]:
                fields = tuple(said.pop("fields", ()))
                also = tuple(said.pop("also", ()))
                wording = Wording(**said, fields=fields, also=also)
                found[wording.id] = wording
    return found


def wording_of(wording_id: str) -> Wording:
    if wording_id not in wordings():
        raise RuleBroken(f"没有名为“{wording_id}”的文书文字。", field="id")
    return wordings()[wording_id]


def checked_text(wording: Wording, text: str) -> str:
    """Return the text as it is stored; RuleBroken says what is wrong with it and where."""
    _check_direction(text)
    # Joiners and marks without a shape only look like text.
    plain = "".join(sign for sign in storable(text) if unicodedata.category(sign) != "Cf").strip()
    if not plain:
        raise RuleBroken("请填写文字，不能留空。", field="text")
    if len(plain) > LONGEST:
        raise RuleBroken(f"文字有 {len(plain)} 个字，最多 {LONGEST} 个，请写短一些。", field="text")
    for name in _FIELD.findall(plain):
        if name not in wording.labels:
            known = "、".join(f"{{{each}}}（{label}）" for each, label in wording.labels.items())
            raise RuleBroken(f"没有名为“{{{name}}}”的项目，可用：{known}。", field="text")
    rest = _FIELD.sub(lambda found: "·" * len(found[0]), plain)
    brace = _BRACE.search(rest)
    if brace is not None:
        near = plain[max(0, brace.start() - _NEAR) : brace.end() + _NEAR].replace("\n", " ")
        raise RuleBroken(f"“{near}”中的花括号没有配对，请补全或删去。", field="text")
    return plain


def filled(text: str, values: Mapping[str, str], inserts: Collection[str] = ()) -> str:
    """Put the values in the places of their fields; a field without a value leaves room to write by hand.

    What each record says for itself (`inserts`) stays to be filled in.
    """
    return _FIELD.sub(
        lambda found: found[0] if found[1] in inserts else values.get(found[1]) or "　　　　", text
    )


def _check_direction(text: str) -> None:
    """Refuse what is written from right to left, or turns the direction: the forms cannot print it."""
    for sign in text:
        if unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT:
            raise RuleBroken(
                "文字中有从右往左书写的字符，表单印不出来，请删去后再保存。",
                field="text",
            )


_RIGHT_TO_LEFT: Final = frozenset(
    {"R", "AL", "AN", "RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "PDF", "PDI", "FSI"}
)
