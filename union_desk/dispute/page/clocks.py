"""Section 期限 of a dispute: its clocks as a picture with the dated list, printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from union_desk.desk.acts.clocks import ClockSection, Rendering
from union_desk.dispute.page.sections import Case
from union_desk.dispute.prints.timeline import TITLE, case_story, render_timeline
from union_desk.dispute.service import DisputeService
from union_desk.paper.clocks.story import Story


class Clocks(ClockSection[Case, DisputeService]):
    paper: ClassVar = TITLE

    def story(self, case: Case) -> Story:
        return case_story(case.view, case.life, case.today, case.service.calendar(case.actor))

    def told(self, case: Case) -> tuple[str, ...]:
        return case.life.warnings

    def printing(self, uids: Sequence[str], *, others_hidden: bool) -> Rendering:
        doing = self.doing
        job = partial(render_timeline, doing.service, doing.actor, uids, doing.desk.clock())
        return partial(job, others_hidden=others_hidden)
