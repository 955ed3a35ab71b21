"""The documents of a volume: proposed from the papers and scans of a case, in the order that was kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from union_desk.casework.attachments import AttachedFile
from union_desk.casework.records import VolumeItemRecord
from union_desk.casework.volume_plan import Plan, Section
from union_desk.casework.volume_values import PAPER, SCAN, BoundCase, CasePaper, VolumeItem


def proposed(plan: Plan, case: BoundCase, files: Sequence[AttachedFile]) -> tuple[VolumeItem, ...]:
    """Return all documents of a case in the order of its plan.

    A paper of which a signed scan is there is offered, but the scan is what is bound.
    """
    papers = [(paper, plan.section_of_paper(paper.form.form_id)) for paper in case.papers]
    covered = _covered([(paper, section) for paper, section in papers if section is not None], files)
    items = [
        _paper_item(paper, section, covered.get(paper.key, ""))
        for paper, section in papers
        if section is not None
    ]
    covering = {uid: key for key, uid in covered.items()}
    items += [_scan_item(file, _section_of(plan, file, covering, items)) for file in files]
    place = {section.name: number for number, section in enumerate(plan.sections)}
    rank = {
        form_id: number
        for section in plan.sections
        for number, form_id in enumerate(section.papers)
    }  # fmt: skip
    behind = {f"{SCAN}:{uid}": key for uid, key in covering.items()}
    by_key = {item.key: item for item in items}

    def order(item: VolumeItem) -> tuple[int, int, str]:
        shown = by_key[behind.get(item.key, item.key)]
        in_section = rank.get(shown.form_id, len(rank)) if shown.form_id else len(rank)
        return place[item.section], in_section, shown.on.isoformat() if shown.on else ""

    return tuple(sorted(items, key=order))


def in_kept_order(
    items: Sequence[VolumeItem], rows: Sequence[VolumeItemRecord], plan: Plan
) -> tuple[VolumeItem, ...]:
    """Put proposed documents into the order that was kept; what is new goes to the end of its part.

    A signed scan that came since takes the place of its paper.
    """
    by_key = {item.key: item for item in items}
    known = {key_of(row) for row in rows}
    kept = [_as_kept(by_key[key], row, plan, known) for row in rows if (key := key_of(row)) in by_key]
    for item in items:
        if item.key not in known:
            kept.insert(_place_for(item, kept, plan), item)
    return tuple(kept)


def _place_for(item: VolumeItem, kept: Sequence[VolumeItem], plan: Plan) -> int:
    covered = [at for at, each in enumerate(kept) if item.file_uid and each.covered_by == item.file_uid]
    place = plan.place_of(item.section)
    before = covered or [at for at, each in enumerate(kept) if plan.place_of(each.section) <= place]
    return before[-1] + 1 if before else 0


def key_of(row: VolumeItemRecord) -> str:
    return (
        f"{SCAN}:{row.attachment_uid}" if row.attachment_uid else f"{PAPER}:{row.form}:{row.about_uid or ''}"
    )


def lacks_of(plan: Plan, case: BoundCase, items: Sequence[VolumeItem]) -> tuple[str, ...]:
    """Say what is missing, not signed, not in the volume, or not here: a sentence for each."""
    return tuple(_SENTENCES[why].format(title) for why, title in _lacks(plan, case, items))


def lacks_together(plan: Plan, case: BoundCase, items: Sequence[VolumeItem]) -> str:
    """Say the same in a few sentences, as the closing sheet does."""
    titles: dict[str, list[str]] = {}
    for why, title in _lacks(plan, case, items):
        titles.setdefault(why, []).append(title)
    return "".join(
        _SENTENCES[why].format(_BETWEEN[why].join(titles[why])) for why in _SENTENCES if why in titles
    )


_SENTENCES: Final[Mapping[str, str]] = {
    "missing": "缺：{}。",
    "unsigned": "《{}》没有签字的扫描件，装订进去的是程序打印的一份。",
    "away": "“{}”的原件不在这台电脑里。",
    "left_out": "扫描件“{}”没有编入本卷。",
    "bare": "“{}”没有扫描件。",
}
_BETWEEN: Final[Mapping[str, str]] = {
    "missing": "、",
    "unsigned": "》《",
    **dict.fromkeys(("away", "left_out", "bare"), "”“"),
}


def _lacks(plan: Plan, case: BoundCase, items: Sequence[VolumeItem]) -> dict[tuple[str, str], None]:
    """Return why something is lacking and what it is called, each once, in order."""
    return dict.fromkeys((*_of_items(plan, case, items), *_not_scanned(case, items)))


def _not_scanned(case: BoundCase, items: Sequence[VolumeItem]) -> Iterator[tuple[str, str]]:
    scans = [item.title for item in items if item.is_scan]
    for name in case.wanted:
        if not any(name in title for title in scans):
            yield "bare", name


def _of_items(plan: Plan, case: BoundCase, items: Sequence[VolumeItem]) -> Iterator[tuple[str, str]]:
    taken = [item for item in items if item.included]
    filled = {item.section for item in taken}
    for section in plan.sections:
        if section.required and section.name not in filled | case.needless:
            yield "missing", section.title
    for item in taken:
        if item.form_id in plan.section(item.section).signed:
            yield "unsigned", item.title
        if not item.is_here:
            yield "away", item.title
    for item in items:
        if item.is_scan and not item.included:
            yield "left_out", item.title


def _covered(papers: Iterable[tuple[CasePaper, Section]], files: Sequence[AttachedFile]) -> dict[str, str]:
    """Return which scan stands for which paper: by its name first, then by its kind, each scan once."""
    covered: dict[str, str] = {}
    given: set[str] = set()
    asked = [(paper, section) for paper, section in papers if paper.form.form_id in section.signed]
    for by_name in (True, False):
        for paper, section in asked:
            kinds = section.stands_for.get(paper.form.form_id, ())
            for file in files:
                fits = paper.form.title in file.shown_name if by_name else file.paper.kind in kinds
                if paper.key not in covered and file.uid not in given and fits:
                    covered[paper.key] = file.uid
                    given.add(file.uid)
    return covered


def _section_of(
    plan: Plan, file: AttachedFile, covering: Mapping[str, str], papers: Sequence[VolumeItem]
) -> Section:
    """Return the part of a scan: that of the paper for which it stands, else the one of its kind."""
    key = covering.get(file.uid)
    standing = next((item for item in papers if item.key == key), None)
    return plan.section(standing.section) if standing is not None else plan.section_of_scan(file.paper.kind)


def _paper_item(paper: CasePaper, section: Section, covered_by: str) -> VolumeItem:
    return VolumeItem(
        key=paper.key,
        section=section.name,
        section_title=section.title,
        title=paper.title or paper.form.title,
        number=paper.number,
        author=paper.author,
        on=paper.on,
        included=not covered_by,
        covered_by=covered_by,
        secret=section.secret,
        form_id=paper.form.form_id,
        about_uid=paper.about_uid,
    )


def _scan_item(file: AttachedFile, section: Section) -> VolumeItem:
    return VolumeItem(
        key=f"{SCAN}:{file.uid}",
        section=section.name,
        section_title=section.title,
        title=_plain(file),
        on=file.paper.taken_on,
        secret=section.secret,
        file_uid=file.uid,
        media=file.media,
        pages=file.pages,
        is_here=file.is_here,
    )


def _plain(file: AttachedFile) -> str:
    """Return the name of a scan without the ending of its file."""
    name, dot, ending = file.shown_name.rpartition(".")
    return name if dot and name and len(ending) <= 4 and ending.isascii() else file.shown_name


def _as_kept(item: VolumeItem, row: VolumeItemRecord, plan: Plan, known: set[str]) -> VolumeItem:
    section = plan.section(row.section or item.section)
    newly_covered = bool(item.covered_by) and f"{SCAN}:{item.covered_by}" not in known
    return replace(
        item,
        section=section.name,
        section_title=section.title,
        title=row.title or item.title,
        included=not row.removed and not newly_covered,
        secret=bool(row.secret),
        remark=row.remark or "",
    )
