"""What the volume of a hardship file is made of: its papers as they came about, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from union_desk.casework.volume_values import BoundCase, CasePaper, ListedCase, Retention
from union_desk.core.errors import RuleBroken
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship.prints.forms import hardship_forms
from union_desk.hardship.prints.volume_cover import closed_on, cover_fields
from union_desk.hardship.queries.closed import closed_files
from union_desk.hardship.rules.states import State
from union_desk.hardship.service import FileOnPaper, HardshipService
from union_desk.hardship.service.periods import process_pack, years_kept

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from union_desk.paper.sheet import Form

_WHY: Final = "撤档之日起保存（总工办发〔2016〕36号第十五条）"
_COVER: Final = "hardship_cover"


class HardshipVolume:
    """What a volume has to know of hardship files."""

    kind: Final = "hardship"

    def __init__(self, service: HardshipService) -> None:
        self._service = service
        self._forms = {form.form_id: form for form in hardship_forms(service)}

    def case(self, actor: Actor, uid: str) -> BoundCase:
        require(actor, Right.PRINT)
        found = self._service.on_paper(actor, (uid,))
        if not found:
            raise RuleBroken("这份档案已不在，可能已被撤销。")
        file = found[0]
        closed = closed_on(file)
        return BoundCase(
            number_shown=file.view.number_shown,
            name=file.view.form.owner.name,
            organisation=file.view.office_name,
            is_closed=closed is not None,
            retention=Retention(file.kept_years, closed, _WHY),
            papers=tuple(self._papers(actor, file)),
            wanted=tuple(
                line.label
                for line in self._service.papers(actor, uid)
                if (line.due or line.listed) and not line.files
            ),
            cover=cover_fields(file),
        )

    def sheet(self, actor: Actor, form_id: str) -> Form:
        from union_desk.paper.form import load_form  # noqa: PLC0415 - drawing is loaded when first used

        return load_form(form_id, self._service.texts(actor, form_id, None))

    def listed(self, session: Session, uids: Sequence[str], today: date) -> Iterable[ListedCase]:
        return closed_files(session, uids, years_kept(process_pack(session, today)), _WHY)

    def shelved(self, session: Session, uid: str, number: str, shelf: str) -> None:
        """Write nothing: a file has no fields for them."""

    def _papers(self, actor: Actor, file: FileOnPaper) -> Iterator[CasePaper]:
        """Yield what the state of the file asks for, and what else was printed about it."""
        happened = _happened(file)
        lines = self._service.prints(actor, file.view.uid)
        printed = {line.form_id for line in lines if line.mode != "blank"} - {_COVER}
        for form_id, form in self._forms.items():
            if form_id in happened or form_id in printed:
                yield CasePaper(form, author=file.view.office_name, on=happened.get(form_id))


def _happened(file: FileOnPaper) -> Mapping[str, date | None]:
    """Return the papers that what happened has made, each with its day."""
    story, form = file.story, file.view.form
    days: dict[str, date | None] = {
        "hardship_application": form.applied_on,
        "hardship_file": file.view.enrolled_on,
    }
    if story.visits:
        days["home_visit"] = story.visits[0].on
    if story.publicities:
        days["publicity"] = days["publicity_result"] = story.publicities[0].from_on
    if story.rechecks:
        days["recheck"] = story.rechecks[0].on
    if file.grants:
        days["support_record"] = max((one.on for one in file.grants if one.on), default=None)
    if story.exits:
        days["exit_approval"] = story.exits[0].on
    if file.view.state == State.TRANSFERRED:
        days["transfer_list"] = closed_on(file)
    return days
