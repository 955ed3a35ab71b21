"""一人一事 on paper: a person's records, money and timeline, also with everybody else as 甲, 乙."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from union_desk.core.errors import RuleBroken
from union_desk.core.privacy import mask_id
from union_desk.core.pseudonyms import without_others
from union_desk.core.rights import Actor, Right, require
from union_desk.core.terms import term_label
from union_desk.people.stories import Counting, Story, StoryLine, Total, Way

if TYPE_CHECKING:
    from datetime import date

    from union_desk.paper.job import Printed
    from union_desk.people.service import Stories, StoryOnPaper

FORM: Final = "person_story"
TITLE: Final = "一人一事"
WITHOUT_OTHERS: Final = f"{TITLE}（其他人用甲、乙代称）"
_NOTE: Final = "除本人外，其他人和单位用甲、乙代称；证件、电话和银行卡号码不印。"
_NO_EVENTS: Final = "没有记事。"
_HIDDEN: Final = "****"

Fields = Mapping[str, object]
Hide = Callable[[str], str]


def render_story(  # noqa: PLR0913  each is a choice of the print sheet
    stories: Stories,
    actor: Actor,
    uid: str,
    at: datetime,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    *,
    others_hidden: bool = False,
    copies: int = 1,
    two_sided: bool = False,
) -> Printed:
    """Print the story of one person; with `others_hidden` nobody but him is named."""
    require(actor, Right.PRINT)
    if not uid:
        raise RuleBroken("一人一事是从档案和案件印出来的，没有空白的。请选“填好”。")
    from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used
    from union_desk.paper.render import render_pdf  # noqa: PLC0415

    told = story_fields(stories.on_paper(actor, uid), others_hidden=others_hidden)
    return render_pdf(
        load_form(FORM),
        [told],
        progress=progress,
        cancelled=cancelled,
        printed_by="" if others_hidden else actor.user,
        printed_at=at,
        copies=copies,
        two_sided=two_sided,
    )


def story_fields(paper: StoryOnPaper, *, others_hidden: bool = False) -> Fields:
    """Fill the paper; it is read from the first day on, as the story went."""
    story = paper.story
    hide: Hide = str
    if others_hidden:
        # His own name is one of the names: a short one of somebody else does not eat into it.
        own = {name: name for name in story.names}
        hide = partial(without_others, given={**paper.given, **own})
    sums = [line for line in reversed(story.lines) if line.is_sum]
    events = [line for line in reversed(story.lines) if not line.is_sum]
    person = story.person
    where = {
        record.uid: f"{number} {record.dealing.kind_title}"
        for number, record in enumerate(story.records, start=1)
    }
    return {
        "office": paper.office_name,
        "on": story.today,
        "name": story.title,
        "sex": term_label("sex", person.sex),
        "born": _born(person.birth_on),
        "id_no": _HIDDEN if others_hidden and person.id_no else mask_id(person.id_no),
        "cards": _cards(story),
        "note": _NOTE if others_hidden else "",
        "records": [
            {
                "no": str(number),
                "kind": record.dealing.kind_title,
                "title": record.dealing.title,
                "role": hide(record.role),
                "state": record.dealing.state,
                "since": record.dealing.since_on,
                "given": record.given_fen or None,
                "recovered": record.recovered_fen or None,
            }
            for number, record in enumerate(story.records, start=1)
        ],
        "sums": [_sum(number, line, where, hide) for number, line in enumerate(sums, start=1)],
        "events": [_event(line, where, hide) for line in events],
        "given": story.given.fen,
        "recovered": story.recovered.fen,
        "elsewhere": story.elsewhere.fen,
        "given_told": _told(story.given, sums, Counting.COUNTED, Way.GIVEN),
        "recovered_told": _told(story.recovered, sums, Counting.COUNTED, Way.RECOVERED),
        "elsewhere_told": _told(story.elsewhere, sums, Counting.ELSEWHERE)
        + ("；已在别的案件计入，不再相加" if story.elsewhere.lines else ""),
        # What is still to be put right is the office's own.
        "warnings": "" if others_hidden else "\n".join(story.warnings),
        "no_events": "" if events else _NO_EVENTS,
    }


def _born(birth: date | None) -> str:
    return f"{birth.year}年{birth.month}月" if birth is not None else ""


def _cards(story: Story) -> str:
    offices = "、".join(dict.fromkeys(office for office in story.offices if office))
    more = f"（{len(story.offices)} 张卡片已认定为同一人）" if len(story.offices) > 1 else ""
    return f"{offices}{more}"


def _sum(number: int, line: StoryLine, where: Mapping[str, str], hide: Hide) -> dict[str, object]:
    return {
        "no": str(number),
        "on": line.on,
        "what": hide("：".join(word for word in (line.kind, line.text) if word)),
        "where": where[line.uid],
        "fen": line.fen,
        "why": hide(line.why),
    }


def _event(line: StoryLine, where: Mapping[str, str], hide: Hide) -> dict[str, object]:
    return {
        "on": line.on,
        "kind": line.kind,
        "text": hide(line.text),
        "where": where[line.uid],
        "by": hide(line.by),
    }


def _told(total: Total, sums: Sequence[StoryLine], counting: Counting, way: Way | None = None) -> str:
    """Say of which lines a total is made: 2 笔，见款项第 1、3 项."""
    numbers = [
        str(number)
        for number, line in enumerate(sums, start=1)
        if line.counting is counting and way in {None, line.way}
    ]
    return f"{total.lines} 笔，见款项第 {'、'.join(numbers)} 项" if numbers else "没有"
