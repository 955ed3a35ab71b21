"""What can be printed of one person's story: in full, or with everybody else as 甲, 乙."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from union_desk.desk.print_job import PrintChoice, PrintForm
from union_desk.people.prints import TITLE, WITHOUT_OTHERS, render_story

if TYPE_CHECKING:
    from union_desk.casework.print_log import PrintLine
    from union_desk.desk.desk import Desk
    from union_desk.paper.render import Printed
    from union_desk.people.service import Stories

_FULL: Final = "person_story"
_HIDDEN: Final = "person_story_hidden"
_TITLES: Final = {_FULL: TITLE, _HIDDEN: WITHOUT_OTHERS}
_LOOK: Final = "只换得掉登记过的姓名和单位名；交出去以前，请看一遍内容里有没有别人的名字。"


class StoryJob:
    """A PrintJob of two papers, one of which is chosen on the sheet."""

    def __init__(self, desk: Desk, stories: Stories, uid: str, name: str) -> None:
        self._desk, self._stories, self._uid, self._name = desk, stories, uid, name

    @property
    def title(self) -> str:
        return f"{TITLE} · {self._name}"

    @property
    def uids(self) -> Sequence[str]:
        return (self._uid,)

    def forms(self) -> Sequence[PrintForm]:
        return (
            PrintForm(_FULL, TITLE, ticked=True, together=True),
            PrintForm(_HIDDEN, WITHOUT_OTHERS, warnings=(_LOOK,), together=True),
        )

    def render(
        self, choice: PrintChoice, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Printed:
        return render_story(
            self._stories,
            self._desk.actor,
            "" if choice.mode == "blank" else self._uid,
            self._desk.clock(),
            progress,
            cancelled,
            others_hidden=choice.form == _HIDDEN,
            copies=choice.copies,
            two_sided=choice.sides != "one",
        )

    def whose(self, choice: PrintChoice, number: int) -> str:  # noqa: ARG002
        return self._name

    def printed(self, choice: PrintChoice, made: Printed, *, into_file: bool) -> None:  # noqa: ARG002
        if choice.mode != "blank":
            self._stories.log_print(self._desk.actor, self._uid, _TITLES[choice.form], into_file=into_file)

    def log(self) -> Sequence[PrintLine]:
        return ()
