"""年度复核: last year beside this year, in words, and what the figures speak for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.hardship.values import ComparedLine, Standing

_UNKNOWN: Final = "—"
_SAME: Final = "没有变化"

RENEWED: Final = "renewed"
CLASS_CHANGED: Final = "class_changed"
LIFTED: Final = "lifted"
# Conclusion of a recheck -> the step that carries it out.
STEP_OF: Final[Mapping[str, str]] = {
    RENEWED: "renew",
    CLASS_CHANGED: "change_class",
    LIFTED: "lift",
    "relieved": "relieve",
    "deregistered": "deregister",
}


def compared(before: Standing | None, after: Standing) -> tuple[ComparedLine, ...]:
    """Put how a household stood beside how it stands, in the order of 复核表."""
    return (
        _line("困难类别", before, after, lambda one: term_label("hardship_class", one.class_code)),
        _people(before, after),
        _money("家庭年收入", before, after, lambda one: one.year_income_fen),
        _money("月人均收入", before, after, lambda one: one.month_percap_fen),
        _money("年刚性支出", before, after, lambda one: one.rigid_outlay_fen),
        _money("人均纯收入", before, after, lambda one: one.net_percap_fen),
        _money("低保标准", before, after, lambda one: one.dibao_fen),
        _line("致困原因", before, after, lambda one: term_label("cause", one.main_cause)),
        _line("测算类别", before, after, found_words),
    )


def found_words(standing: Standing) -> str:
    """Name the classes that held: 深度困难、相对困难; 不符合 where none did."""
    if not standing.deciding:
        return ""
    names = "、".join(term_label("hardship_class", code) for code in standing.found)
    return names or ("不符合" if standing.standard else "还算不出")


def fits(standing: Standing) -> bool:
    """Tell whether the class that the file has is one that the figures speak for."""
    return standing.class_code in standing.found


def proposed(before: Standing | None, after: Standing) -> str:
    """Return the conclusion that the figures speak for, "" where they leave it open; a person decides."""
    if fits(after):
        as_before = before is not None and before.found == after.found
        return RENEWED if as_before or not _harder(after) else ""
    return CLASS_CHANGED if after.found else ""


def _harder(standing: Standing) -> str:
    """Return the class before the held one that holds too: the standards name the hardest first."""
    first = next(iter(standing.found), "")
    return first if first != standing.class_code else ""


def conclusion_words(standing: Standing) -> str:
    """Say what the figures of today speak for."""
    held = term_label("hardship_class", standing.class_code) or "还没有认定"
    why = f"：{standing.deciding}。"
    if not standing.standard:
        return f"还不能按今天的标准测算{why}"
    if not standing.found:
        return f"按今天的标准测算，不符合任何一类，请考虑解困、脱困或注销{why}"
    if not fits(standing):
        return f"按今天的标准测算为“{found_words(standing)}”，现在的类别是“{held}”，请考虑升降类{why}"
    also = term_label("hardship_class", _harder(standing))
    more = f"，也符合“{also}”，请考虑升降类" if also else ""
    return f"按今天的标准测算，仍符合“{held}”{more}{why}"


def former_words(before: Standing | None, after: Standing) -> str:
    """Say what decided then, and by which standard where it was another; "" where it is not known."""
    if before is None or not (before.deciding and before.standard):
        return ""
    by = f"（{before.standard}）" if before.standard != after.standard else ""
    return f"上次测算：{before.deciding}{by}。"


def _line(
    label: str, before: Standing | None, after: Standing, words: Callable[[Standing], str]
) -> ComparedLine:
    was, now = (words(before) if before is not None else ""), words(after)
    changed = bool(was and now) and was != now
    change = "有变化" if changed else _SAME if was and now else ""
    return ComparedLine(label, was or _UNKNOWN, now or _UNKNOWN, change, notable=changed)


def _money(
    label: str, before: Standing | None, after: Standing, amount: Callable[[Standing], int | None]
) -> ComparedLine:
    was, now = (amount(before) if before is not None else None), amount(after)
    shown = (_UNKNOWN if was is None else format_fen(was)), (_UNKNOWN if now is None else format_fen(now))
    if was is None or now is None:
        return ComparedLine(label, *shown)
    return ComparedLine(label, *shown, change_words(was, now), notable=was != now)


def change_words(was: int, now: int) -> str:
    """Say by how much an amount changed: +483.34（+61.7%）."""
    if was == now:
        return _SAME
    by = f"{'+' if now > was else '-'}{format_fen(abs(now - was))}"
    return f"{by}（{_percent(Fraction(now - was, was))}）" if was > 0 else by


def _percent(part: Fraction) -> str:
    """Return a part with one decimal of a per cent, rounded half up."""
    tenths = int(abs(part) * 1000 + Fraction(1, 2))
    return f"{'-' if part < 0 else '+'}{tenths // 10}.{tenths % 10}%"


def _people(before: Standing | None, after: Standing) -> ComparedLine:
    was = f"{before.population} 人" if before is not None and before.population else ""
    now = f"{after.population} 人"
    if before is None or not was:
        return ComparedLine("家庭人口", _UNKNOWN, now)
    change = "；".join(come_and_gone(before.members, after.members)) if before.members else ""
    if not change and before.population != after.population:
        more = after.population - before.population
        change = f"{'增加' if more > 0 else '减少'} {abs(more)} 人"
    return ComparedLine("家庭人口", was, now, change or _SAME, notable=bool(change))


def come_and_gone(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Name who came into a household and who left it; two of one name are two persons."""
    come, gone = Counter(after) - Counter(before), Counter(before) - Counter(after)
    named = (("增加", come), ("减少", gone))
    return tuple(f"{word}：{'、'.join(names.elements())}" for word, names in named if names)
