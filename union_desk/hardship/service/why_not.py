"""为什么不能办: what a worker is told across the counter, with law, arithmetic and remedy."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from union_desk.casework.offices import Office, offices_in
from union_desk.core.errors import RuleBroken
from union_desk.core.packs import Pack, pack_named
from union_desk.core.process import Lack
from union_desk.core.rights import Actor, Right, require
from union_desk.hardship import rules
from union_desk.hardship.rules.grounds import ground_of
from union_desk.hardship.rules.margins import Margin, margin_of
from union_desk.hardship.rules.needs import Need
from union_desk.hardship.rules.process import Step, lacks_of, main_step
from union_desk.hardship.rules.steps import STEPS
from union_desk.hardship.service.assessment import comparison_of, facts_of
from union_desk.hardship.service.chronicle import file_of
from union_desk.hardship.service.life import FileProcess, step_named
from union_desk.hardship.service.periods import clocks_of_files
from union_desk.hardship.service.reading import missing_of
from union_desk.hardship.service.standing import Bearings, bearings_of, months_test
from union_desk.hardship.service.standing import facts_of as step_facts
from union_desk.hardship.values import PackResult, WhyLine, WhyNot

_LIST: Final = "各地困难职工认定的负面清单"
_UNTRUE: Final = "情况不实的，请提供证明，由工会改正。"
_CHANGES: Final = "收入、自付的医疗和就学支出、家庭人口有变化的，请带凭证来重新测算。"
_DISTRICT: Final = "区总工会"


class FileAnswers(FileProcess):
    """Says why something cannot be done, in words for the one who asked for it."""

    def why_not(self, actor: Actor, uid: str, code: str) -> WhyNot:
        """Say why a step cannot be taken now: each ground with its law, arithmetic and remedy."""
        require(actor, Right.VIEW)
        step = step_named(code)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            whom = _whom(session, at, step.hand.who)
            if at.state not in step.sources or not step.taken_here(at.pack):
                line = WhyLine(f"{at.state.words}的档案不办理“{step.title}”。", remedy=_next(at))
                return WhyNot(f"办理“{step.title}”", "现在办不了这一步。", (line,), whom)
            lacks = lacks_of(step, step_facts(session, at, at.today))
            lines = tuple(_line(session, at, lack) for lack in lacks)
            answer = f"还不能办理，差 {len(lines)} 项。" if lines else "可以办理。"
            return WhyNot(f"办理“{step.title}”", answer, lines, whom)

    def why_not_class(self, actor: Actor, uid: str, pack: str, code: str) -> WhyNot:
        """Say why a household does not fall into a class under a standard, with every step."""
        require(actor, Right.VIEW)
        with self._database.read() as session:
            at = bearings_of(session, file_of(session, uid), self._today())
            result = comparison_of(at.form, at.tested_on, at.thresholds).result(pack)
            whom = _whom(session, at, "")
        choice = next((one for one in result.choices if one.code == code), None)
        if choice is None:
            raise RuleBroken("请从这一标准的类别中选择。", field="class_code")
        if result.problem:
            line = WhyLine(result.problem, result.title)
            return WhyNot(f"认定为“{choice.name}”", "还不能测算。", (line,), whom)
        lines = [WhyLine(text, _LIST, remedy=_UNTRUE) for text in result.excluded]
        if code not in {one.code for one in result.classes}:
            lines.insert(0, _class_line(at, pack_named(at.thresholds.packs, pack), result, code))
        answer = f"按现有材料，不符合“{choice.name}”。" if lines else f"符合“{choice.name}”。"
        return WhyNot(f"认定为“{choice.name}”", answer, tuple(lines), whom)


def _class_line(at: Bearings, pack: Pack, result: PackResult, code: str) -> WhyLine:
    """Tell the arithmetic of the class that was asked for, without that of the others."""
    facts = facts_of(at.form, at.tested_on, at.thresholds)
    assessed = rules.assess(facts, pack)
    asked = next(test for test in assessed.tests if test.code == code)
    others = {step for test in assessed.tests if test is not asked for step in test.steps}
    margin = margin_of(facts, pack, code)
    return WhyLine(
        ground=margin.words if margin is not None else f"{asked.deciding}。",
        basis=basis_words(pack),
        steps=tuple(step for step in result.steps if step not in others),
        remedy=_remedy(margin),
    )


def basis_words(pack: Pack) -> str:
    """Name a standard as one cites it to a worker: its title, who issued it, its number, its version."""
    source = f"，{pack.issued_by}{pack.doc_no}" if pack.issued_by or pack.doc_no else ""
    return f"{pack.title}（第 {pack.version} 版{source}）"


def _remedy(margin: Margin | None) -> str:
    return f"{margin.remedy}{_CHANGES}" if margin is not None else _CHANGES


def _line(session: Session, at: Bearings, lack: Lack[Need]) -> WhyLine:
    basis, remedy = ground_of(lack.need, at.pack)
    return WhyLine(lack.sentence, basis, _steps(session, at, lack.need), remedy)


def _steps(session: Session, at: Bearings, need: Need) -> tuple[str, ...]:
    """Return how what is lacking was found: the fields, the days of a period, the months."""
    if need is Need.FIELDS:
        missing = "、".join(line.label for line in missing_of(at.form))
        return (f"还没有填：{missing}。",) if missing else ()
    if need is Need.PUBLICITY:
        clocks = clocks_of_files(session, [at.record], at.calendar, at.pack)[at.record.uid]
        return tuple(step for clock in clocks if clock.code == "publicity" for step in clock.deadline.steps)
    leaving = next(iter(at.story.exits), None)
    if need is Need.MONTHS_ABOVE and leaving is not None and leaving.months:
        return months_test(session, leaving.months, at.pack).steps
    return ()


def _next(at: Bearings) -> str:
    """Say what comes first instead."""
    step: Step | None = main_step(STEPS, at.state, at.pack)
    return f"现在要先办的是“{step.title}”。" if step is not None else ""


def _whom(session: Session, at: Bearings, who: str) -> str:
    """Say to whom one turns, with the telephone where the office has told it."""
    offices = offices_in(session)
    own = offices.get(at.record.office or "")
    district = next((each for each in offices.values() if each.level == "district"), None)
    office = district if who == _DISTRICT and district is not None else own
    return _shown(office) if office is not None else ""


def _shown(office: Office) -> str:
    parts = (f"电话 {office.phone}" if office.phone else "", office.address)
    more = "，".join(part for part in parts if part)
    return f"{office.name}（{more}）" if more else office.name
