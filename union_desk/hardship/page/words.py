"""What the page says about a file: its state, who it is about, its events and its changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from union_desk.core.identity import age_on
from union_desk.core.terms import term_label
from union_desk.desk.attachments.checklist import AskedPaper
from union_desk.desk.days import left_words
from union_desk.hardship.values import FileForm, FileView, PaperLine
from union_desk.people.values import PersonCard

_PACK_CODE: Final = re.compile(r"（规则包 [\w-]+ ")


def person_line(card: PersonCard, today: date) -> str:
    """女 48 岁"""
    age = f"{age_on(card.birth_on, today)} 岁" if card.birth_on else ""
    return " ".join(part for part in (term_label("sex", card.sex), age) if part)


def state_words(view: FileView | None, today: date) -> str:
    """在档 · 相对困难, 公示中（剩 2 天）, 入户核查 · 已超期 3 天"""
    if view is None:
        return ""
    due = view.next_step.due_on
    left = (due - today).days if due is not None else None
    label, late = view.state_label, ""
    if view.state == "published" and left is not None:
        label = f"{label}（{left_words(left)}）" if left >= 0 else "公示已期满"
    elif left is not None and left < 0:
        late = left_words(left)
    return " · ".join(part for part in (label, view.class_name, late) if part)


def state_tone(view: FileView | None, today: date) -> str:
    if view is None:
        return "plain"
    due = view.next_step.due_on
    late = due is not None and due < today and view.state != "published"
    if view.state == "refused" or late:
        return "urgent"
    return "good" if view.state in {"in_file", "aided"} else "plain"


def posted_words(to_on: date | None, today: date) -> str:
    """公示到 10-22（剩 2 天）, 公示已于 10-22 期满"""
    if to_on is None:
        return ""
    day = to_on.isoformat() if to_on.year != today.year else f"{to_on:%m-%d}"
    left = (to_on - today).days
    return f"公示到 {day}（{left_words(left)}）" if left >= 0 else f"公示已于 {day} 期满"


def without_codes(basis: str) -> str:
    """Name what a computation rests on without the file name of its rule pack."""
    return _PACK_CODE.sub("（", basis)


def with_precision(form: FileForm, precision: str) -> FileForm:
    """Note how exactly the start of work is known."""
    if form.owner.work_start_on is None or form.owner.work_start_precision == precision:
        return form
    return replace(form, owner=replace(form.owner, work_start_precision=precision))


def asked_papers(lines: Sequence[PaperLine]) -> tuple[AskedPaper, ...]:
    """Say of each paper of a file whether it is there, and why it is asked for."""
    return tuple(
        AskedPaper(line.kind, line.label, _there(line), _wanted(line), line.is_missing) for line in lines
    )


def _there(line: PaperLine) -> str:
    if line.files:
        return f"有，扫描件 {len(line.files)} 份"
    if line.listed:
        return "有，表上已登记"
    return "缺" if line.due else "以后要"


def _wanted(line: PaperLine) -> str:
    return "，".join(part for part in (line.step and f"{line.step}时要", line.why) if part)
