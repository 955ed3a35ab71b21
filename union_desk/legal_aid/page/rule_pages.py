"""What an office sets of the periods of cases and of the conditions of legal aid, as pages of 设置."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from union_desk.desk.settings.rules import RulesPage, RulesWords

if TYPE_CHECKING:
    from union_desk.casework.pack_rules import PackRules
    from union_desk.desk.desk import Desk

_CLOCKS: Final = RulesWords(
    which="规定",
    late="起按新的一版推算，正在走的期限马上重新计算。",
    kept="已保存为新的一版，期限从起用日期起按它推算。",
    hint="劳动争议按《法律援助法》那一套里的各项；法律援助案件按它在“办理依据”里选的一套，没有选的也按这一套。",
)
_MEANS: Final = RulesWords(
    which="规定",
    late="起审查的申请按新的一版；已经作出的决定不变。",
    kept="已保存为新的一版，已经作出的决定仍按原来的一版。",
    hint="没有倍数的规定，标准由经办人在案件里填写。倍数和比较方式请对照本地文件。",
)


def clock_rules_page(desk: Desk, rules: PackRules) -> RulesPage:
    return RulesPage(desk, rules, _CLOCKS)


def means_rules_page(desk: Desk, rules: PackRules) -> RulesPage:
    return RulesPage(desk, rules, _MEANS)
