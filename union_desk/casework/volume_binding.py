"""Makes the documents of a volume: papers are drawn, scans become PDF, cover, index and 备考表 are filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from union_desk.casework import pdf_pages
from union_desk.casework.attachments import AttachedFile
from union_desk.casework.originals import PDF
from union_desk.casework.volume_plan import Plan
from union_desk.casework.volume_values import (
    BoundCase,
    Counted,
    Keeping,
    Progress,
    Stop,
    VolumeItem,
    VolumeOwner,
)
from union_desk.core.errors import RuleBroken, StoreProblem
from union_desk.core.rights import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

    from union_desk.paper.volume import Boards, Document

COVER, CONTENTS, NOTE, SPINE = BOARDS = ("卷宗封面", "卷内目录", "备考表", "脊背标签")
_FORMS: Final = {CONTENTS: "volume_contents", NOTE: "volume_note", SPINE: "volume_spine"}
_APART: Final = "副卷"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the documents of one case come from."""

    actor: Actor
    uid: str
    owner: VolumeOwner
    case: BoundCase
    files: Mapping[str, AttachedFile]
    read: Callable[[str], bytes]

    def document(self, item: VolumeItem) -> Document:
        """Return a document as a PDF; RuleBroken or StoreProblem says why there is none."""
        from union_desk.paper.volume import Document  # noqa: PLC0415 - drawing is loaded when first used

        return Document(item.title, self._scan(item) if item.is_scan else self._drawn(item))

    def _drawn(self, item: VolumeItem) -> bytes:
        """Draw a paper without the mark of who printed it when: the same case gives the same bytes."""
        from union_desk.paper.render import render_pdf  # noqa: PLC0415

        paper = next((one for one in self.case.papers if one.key == item.key), None)
        if paper is None:
            raise RuleBroken(f"“{item.title}”已不在这件案子里，请重新打开卷宗。")
        try:
            records = paper.form.records((self.uid,), self.actor)
            return render_pdf(paper.form.sheet(self.actor), records).pdf
        except RuleBroken as broken:
            raise RuleBroken(f"“{item.title}”打印不出：{broken.message}", field=item.title) from broken

    def _scan(self, item: VolumeItem) -> bytes:
        file = self.files.get(item.file_uid)
        if file is None:
            raise RuleBroken(f"“{item.title}”已移除，请重新打开卷宗。", field=item.title)
        try:
            data = self.read(file.sha256)
        except StoreProblem as problem:
            advice = f"{problem.message}{problem.advice}"
            raise RuleBroken(f"“{item.title}”不能装订：{advice}", field=item.title) from problem
        if file.media == PDF and not file.turned:
            return data
        try:
            return pdf_pages.merged([(data, file.media, file.turned)])
        except RuleBroken as broken:
            raise RuleBroken(
                f"“{item.title}”有密码或已损坏，不能装订；请重新扫描后替换。", field=item.title
            ) from broken


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was made, with its pages."""

    item: VolumeItem
    document: Document
    pages: int

    @property
    def told(self) -> list[Any]:
        """Return what is remembered of it: key, title, pages, hash."""
        return [self.item.key, self.item.title, self.pages, sha256(self.document.pdf).hexdigest()]


def make_all(
    source: Source, items: Sequence[VolumeItem], progress: Progress, stop: Stop
) -> tuple[list[Made], dict[str, str]]:
    """Make every document; those that cannot be bound are named by key, with a sentence each."""
    from union_desk.paper.volume import BindingStopped, page_counts  # noqa: PLC0415

    made: list[Made] = []
    faults: dict[str, str] = {}
    for number, item in enumerate(items):
        if stop():
            raise BindingStopped
        progress(number, len(items))
        try:
            document = source.document(item)
            made.append(Made(item, document, page_counts([document])[0]))
        except RuleBroken as broken:
            faults[item.key] = broken.message
    return made, faults


def counted(source: Source, items: Sequence[VolumeItem], progress: Progress, stop: Stop) -> Counted:
    """Count the pages of documents, one at a time."""
    pages: dict[str, int] = {}
    faults: dict[str, str] = {}
    for number, item in enumerate(items):
        if stop():
            break
        progress(number, len(items))
        made, wrong = make_all(source, [item], _silent, _never)
        pages |= {one.item.key: one.pages for one in made}
        faults |= wrong
    return Counted(pages, faults)


def _silent(_done: int, _total: int) -> None:
    pass


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class BoardMaker:
    """Draws what stands before and behind the numbered documents."""

    actor: Actor
    owner: VolumeOwner
    plan: Plan
    case: BoundCase
    keeping: Keeping
    lacks: str  # what 备考表 says of damages and of what is not there

    def boards(self, made: Sequence[Made], volumes: str, *, secret: bool) -> Boards:
        from union_desk.paper.volume import Boards  # noqa: PLC0415

        pages = str(sum(one.pages for one in made))
        shared = {
            "case_no": self.case.number_shown,
            "organisation": self.case.organisation,
            "name": self.case.name,
        }
        part = _APART if secret else ""
        kept = {
            "pages": f"{pages} 页",
            "volumes": volumes,
            "binder": _joined(self.keeping.number, part),
            "shelf": self.keeping.shelf,
            "kept": kept_words(self.case),
        }
        cover = {**self.case.cover, **kept, "kept": f"{self.case.retention.years} 年"}
        contents = {**shared, "papers": _lines(made)}
        note = {
            **shared,
            "pieces": str(len(made)),
            "pages": pages,
            "lacks": "" if secret else self.lacks,
            "compiler": self.keeping.compiler,
            "checker": self.keeping.checker,
            "bound_on": self.keeping.compiled_on,
            "checked_on": None,
        }
        spine = {
            **shared,
            **kept,
            "title": _joined(self.plan.title, part),
            "year": _year(self.case.retention.from_on),
        }
        return Boards(
            (self._drawn(COVER, cover), self._drawn(CONTENTS, contents)),
            (self._drawn(NOTE, note), self._drawn(SPINE, spine)),
        )

    def _drawn(self, title: str, fields: Mapping[str, object]) -> Document:
        from union_desk.paper.render import render_pdf  # noqa: PLC0415
        from union_desk.paper.volume import Document  # noqa: PLC0415

        form_id = form_of_board(self.plan, title)
        sheet = self.owner.sheet(self.actor, form_id)
        if form_id in self.plan.numbers:
            sheet = replace(sheet, number=self.plan.numbers[form_id])
        return Document(title, render_pdf(sheet, [fields]).pdf)


def form_of_board(plan: Plan, title: str) -> str:
    """Return the form of a cover, index, 备考表 or spine label."""
    return _FORMS.get(title, plan.cover)


def kept_words(case: BoundCase) -> str:
    """10 年（到 2036-04-20）"""
    until = case.retention.until_on
    return f"{case.retention.years} 年" + (f"（到 {until.isoformat()}）" if until is not None else "")


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _year(on: date | None) -> str:
    return f"{on.year} 年" if on is not None else ""


def _lines(made: Sequence[Made]) -> list[dict[str, object]]:
    """Return the lines of the index: a first page each, of the last document also its last page."""
    lines: list[dict[str, object]] = []
    first = 1
    for number, one in enumerate(made, start=1):
        last = first + one.pages - 1
        pages = f"{first}-{last}" if number == len(made) and last > first else str(first)
        item = one.item
        lines.append(
            {
                "no": str(number),
                "number": item.number,
                "author": item.author,
                "title": item.title,
                "on": item.on,
                "page": pages,
                "remark": item.remark,
            }
        )
        first = last + 1
    return lines


def changes_between(before: Iterable[Sequence[Any]], now: Iterable[Sequence[Any]]) -> tuple[str, ...]:
    """Say what is not as it was when the volume was bound: lines of key, title, pages, hash."""
    then, today = list(before), list(now)
    old, new = {line[0]: line for line in then}, {line[0]: line for line in today}
    said = [f"新编入“{line[1]}”" for key, line in new.items() if key not in old]
    said += [f"已移出“{line[1]}”" for key, line in old.items() if key not in new]
    for key, line in new.items():
        if key in old and old[key][3] != line[3]:
            said.append(f"“{line[1]}”的内容有改动")
        elif key in old and old[key][1] != line[1]:
            said.append(f"“{old[key][1]}”改名为“{line[1]}”")
    both = set(old) & set(new)
    if [line[0] for line in then if line[0] in both] != [line[0] for line in today if line[0] in both]:
        said.append("次序有改动")
    return tuple(said)
