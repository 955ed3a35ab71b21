"""The sheets of the steps that need more than a key, by the codes of their steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from union_desk.casework.opinions import Opinion
from union_desk.core.deadline import day_text
from union_desk.core.errors import RuleBroken
from union_desk.core.terms import term_label
from union_desk.desk.acts.body import BodyPlan, FormBody, SheetBody
from union_desk.hardship.page.life import plans
from union_desk.hardship.page.life.plans import Deregistering, Reasoned, Registering, Relieving, Transferring
from union_desk.hardship.page.life.sheet_body import Ground, Taken
from union_desk.hardship.page.recheck.lifting_body import LiftingBody
from union_desk.hardship.page.recheck.recheck_body import RecheckBody
from union_desk.hardship.values import Exit, MeansCheck, Objection, Publicity, Transfer

# What is offered beside the declared steps.
TAKE_BACK: Final = "take_back"
REGISTER: Final = "register"
ANOTHER_DAY: Final = "another_day"
# A step, and the sheet of the record that it opens.
RECHECK: Final = "recheck"

# Which class of cause a file is published with; where the paper's cause leaves it open, one chooses.
_CLASSES: Final = {
    "2": "employment",
    "3": "employment",
    "6": "illness",
    "7": "accident",
    "8": "accident",
    "9": "study",
    "10": "other",
    "own_illness": "illness",
    "family_illness": "illness",
    "accident_disaster": "accident",
    "schooling": "study",
    "disability": "disability",
}


def last_publicity(ground: Ground, purpose: str = "enrol") -> Publicity | None:
    """Return the publicity that runs or ran last."""
    return next((one for one in ground.life.publicities if one.purpose == purpose), None)


def open_objections(ground: Ground) -> tuple[Objection, ...]:
    shown = next(iter(ground.life.publicities), None)
    return tuple(one for one in shown.objections if one.handled_on is None) if shown else ()


def needed(day: date | None, name: str, what: str) -> date:
    if day is None:
        raise RuleBroken(f"请填写{what}。", field=name)
    return day


def signed(opinion: Opinion) -> Opinion:
    """Return an opinion that says whether it agrees, and when it was signed."""
    if opinion.agreed is None:
        raise RuleBroken("请选择同意还是不同意。", field="agreed")
    needed(opinion.on, "on", "签署日期")
    return opinion


def publicity_words(ground: Ground, shown: Publicity) -> str:
    """Say until when a publicity lasts that begins on the day typed, and how that day was counted."""
    if shown.from_on is None:
        return ""
    end = ground.service.publicity_end(ground.actor, shown.from_on)
    return f"公示到 {day_text(end.due_on)}为止。{''.join(end.steps)}"


def new_publicity(ground: Ground) -> Publicity:
    before = last_publicity(ground)
    place, phone = (before.place, before.phone) if before else ("", "")
    cause = _CLASSES.get(ground.view.form.main_cause, "")
    return Publicity(place=place, phone=phone, cause=cause, from_on=ground.today)


def _publicity_result(ground: Ground) -> Publicity:
    shown = last_publicity(ground) or Publicity()
    if shown.result_on is not None:
        return shown
    result = "有异议，已处理" if shown.objections else "无异议"
    return replace(
        shown, result=shown.result or result, result_on=ground.today, signer=shown.signer or ground.actor.user
    )


def _result_taken(shown: Publicity) -> Taken:
    return Taken(shown.result_on, acts=(shown,))


def _opinion(ground: Ground, stage: str, matter: str) -> Opinion:
    return Opinion(stage, matter, agreed=True, on=ground.today)


def _check(ground: Ground) -> MeansCheck:
    check = next(iter(ground.life.means_checks), None) or MeansCheck()
    return check if check.answered_on else replace(check, answered_on=ground.today)


def _check_taken(check: MeansCheck) -> Taken:
    return Taken(needed(check.answered_on, "answered_on", "收到结果的日期"), acts=(check,))


def _objection_taken(objection: Objection) -> Taken:
    return Taken(needed(objection.on, "on", "异议日期"), acts=(objection,))


def _settling(ground: Ground, upheld: bool) -> Objection:
    one = next(iter(open_objections(ground)), Objection())
    return replace(one, upheld=upheld, handled_on=ground.today)


def _settled(objection: Objection) -> Taken:
    on = needed(objection.handled_on, "handled_on", "处理日期")
    return Taken(on, objection.handling, (objection,))


def _settling_words(_ground: Ground, objection: Objection) -> str:
    return f"{objection.on} {objection.who}：{objection.text}" if objection.text else ""


def _approval(leaving: Deregistering | Relieving, on: date, text: str) -> Opinion:
    if leaving.agreed is None:
        raise RuleBroken("请选择同意还是不同意。", field="agreed")
    return Opinion("district", "exit", leaving.agreed, on, text, leaving.signer, sealed=leaving.sealed)


def _deregistered(leaving: Deregistering) -> Taken:
    on = needed(leaving.on, "on", "日期")
    if not leaving.exit_reason:
        raise RuleBroken("请选择注销的原因。", field="exit_reason")
    why = term_label("exit_reason", leaving.exit_reason)
    reason = f"{why}。{leaving.text}" if leaving.text else why
    act = Exit(on=on, kind="deregistered", reason=leaving.exit_reason, text=leaving.text)
    return Taken(on, reason, (act, _approval(leaving, on, leaving.text)))


def _relieved(leaving: Relieving) -> Taken:
    on = needed(leaving.on, "on", "日期")
    act = Exit(on=on, kind="relieved", text=leaving.reason)
    return Taken(on, leaving.reason, (act, _approval(leaving, on, leaving.reason)))


def _transferred(moving: Transferring) -> Taken:
    act = Transfer(
        on=needed(moving.on, "on", "移交日期"),
        receiver=moving.receiver,
        receiver_phone=moving.receiver_phone,
        papers=moving.papers,
        pages=moving.pages,
        handed_by=moving.handed_by,
        received_by=moving.received_by,
    )
    return Taken(moving.on, moving.reason, (act,))


def _papers(ground: Ground) -> Transferring:
    papers = ground.view.form.attachments
    pages = sum(paper.pages or 0 for paper in papers)
    named = "、".join(term_label("attachment_kind", paper.kind) for paper in papers)
    listed = f"困难职工档案表、{named}" if named else "困难职工档案表"
    return Transferring(on=ground.today, papers=listed, pages=pages or None, handed_by=ground.actor.user)


_POST: Final = BodyPlan(
    plans.POST,
    new_publicity,
    lambda shown: Taken(needed(shown.from_on, "from_on", "公示开始日期"), acts=(shown,)),
    hint=publicity_words,
)


def _reasoned(day: str = "日期") -> BodyPlan:
    return BodyPlan(
        plans.REASON,
        lambda ground: Reasoned(ground.today),
        lambda given: Taken(needed(given.on, "on", day), given.reason),
    )


def _by_opinion(stage: str, matter: str) -> BodyPlan:
    return BodyPlan(
        plans.STEP_OPINION,
        lambda ground: _opinion(ground, stage, matter),
        lambda opinion: Taken(signed(opinion).on, acts=(opinion,)),
        frozenset({"opinions"}),
    )


def _settlement(*, upheld: bool) -> BodyPlan:
    return BodyPlan(
        plans.SETTLING, partial(_settling, upheld=upheld), _settled, frozenset({"publicity"}), _settling_words
    )


_PLANS: Final[dict[str, BodyPlan]] = {
    "publish": _POST,
    "publish_appraised": _POST,
    "send_to_review": BodyPlan(plans.RESULT, _publicity_result, _result_taken, frozenset({"publicity"})),
    "pass_review": _by_opinion("street", "enrol"),
    "checked": BodyPlan(plans.CHECK, _check, _check_taken, frozenset({"means_check"})),
    "approve": _by_opinion("district", "enrol"),
    "object": BodyPlan(
        plans.OBJECTION,
        lambda ground: Objection(on=ground.today),
        _objection_taken,
        frozenset({"publicity"}),
    ),
    "dismiss": _settlement(upheld=False),
    "uphold": _settlement(upheld=True),
    "deregister": BodyPlan(
        plans.DEREGISTER, lambda ground: Deregistering(ground.today), _deregistered, frozenset({"exits"})
    ),
    "relieve": BodyPlan(
        plans.RELIEVE, lambda ground: Relieving(ground.today), _relieved, frozenset({"opinions"})
    ),
    "transfer": BodyPlan(plans.TRANSFER, _papers, _transferred, frozenset({"transfer"})),
    REGISTER: BodyPlan(
        plans.REGISTER,
        lambda ground: Registering(on=ground.today),
        lambda given: Taken(needed(given.on, "on", "录入日期"), given.number),
    ),
    ANOTHER_DAY: BodyPlan(
        plans.ONLY_DAY,
        lambda ground: Reasoned(ground.today),
        lambda given: Taken(needed(given.on, "on", "日期")),
    ),
    **dict.fromkeys(
        ("change_class", "relapse", "come_back", "aid_at_once", "return", "refuse", "withdraw", "reopen"),
        _reasoned(),
    ),
    TAKE_BACK: BodyPlan(
        plans.ONLY_REASON,
        lambda ground: Reasoned(ground.today),
        lambda given: Taken(reason=given.reason),
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet is made, and the places of the lacks that it puts right itself."""

    make: Callable[[QWidget], SheetBody]
    provides: frozenset[str] = frozenset()


SHEETS: Final[dict[str, Sheet]] = {
    **{code: Sheet(partial(FormBody, plan), plan.provides) for code, plan in _PLANS.items()},
    RECHECK: Sheet(RecheckBody),
    "lift": Sheet(LiftingBody, frozenset({"exits", "opinions", "publicity"})),
}
"""The register: a step whose code stands here opens its sheet, any other is taken at once."""
