"""What can be asked about a file under 为什么不能办, and how its answer is printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from union_desk.desk.desk import Desk
from union_desk.desk.form_job import FormJob, FormsToPrint
from union_desk.desk.printing import PrintSheet
from union_desk.hardship.page.recheck.why_not import Question, WhyNotBox
from union_desk.hardship.prints.why_not import WHY_NOT_TITLE, why_not_form
from union_desk.hardship.values import ClassComparison, FileLife, FileView, WhyNot

if TYPE_CHECKING:
    from union_desk.hardship.service import HardshipService


def why_not_box(
    desk: Desk,
    service: HardshipService,
    view: FileView,
    life: FileLife,
    compared: ClassComparison,
    parent: QWidget,
) -> WhyNotBox:
    """Begin with the next step where it lacks something, else with the class that does not hold."""
    asked = [*_steps(desk, service, view, life), *_classes(desk, service, view, compared)]
    holding = {f"class:{choice.code}" for choice in compared.result(compared.in_force).classes}
    lacking = [step.code for step in life.offered if step.code == view.next_step.action and step.lacks]
    refused = [each.key for each in asked if each.key.startswith("class:") and each.key not in holding]
    whose = view.form.owner.name or view.number_shown

    def print_answer(told: WhyNot) -> None:
        offer = FormsToPrint((why_not_form(service, told),), desk.actor, desk.clock)
        PrintSheet(desk, FormJob(offer, (view.uid,), f"{WHY_NOT_TITLE} · {whose}"), box).open()

    box = WhyNotBox(whose, asked, print_answer, parent, first=next(iter([*lacking, *refused]), ""))
    return box


def _steps(desk: Desk, service: HardshipService, view: FileView, life: FileLife) -> Iterator[Question]:
    """Yield the steps that lead on from here, those that lack something first."""
    for step in sorted(life.offered, key=lambda each: not each.lacks):
        words = f"办理“{step.title}”" + (f"（差 {len(step.lacks)} 项）" if step.lacks else "")
        yield Question(step.code, words, partial(service.why_not, desk.actor, view.uid, step.code))


def _classes(
    desk: Desk, service: HardshipService, view: FileView, compared: ClassComparison
) -> Iterator[Question]:
    result = compared.result(compared.in_force)
    for choice in result.choices:
        answer = partial(service.why_not_class, desk.actor, view.uid, result.pack, choice.code)
        yield Question(f"class:{choice.code}", f"认定为“{choice.name}”", answer)
