"""What came of a case item by item: what was won, then what was paid; each begins with the sum before it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from union_desk.desk.acts.act_list import ActList, Link
from union_desk.desk.acts.sheet import Asked
from union_desk.legal_aid.page.life import kinds, plans
from union_desk.legal_aid.page.life.ground import item_words
from union_desk.legal_aid.page.sections import Acting, Case
from union_desk.legal_aid.values import AidItem

# With these results the whole of a claim was won.
_ALL: Final = frozenset({"won", "enforced"})


class ItemList(ActList[Case]):
    def __init__(self, acting: Acting, parent: QWidget | None = None) -> None:
        super().__init__(kinds.ITEMS, acting, parent)

    def links(self, case: Case, one: AidItem) -> tuple[Link, ...]:
        found = super().links(case, one)
        if not found or one.claimed_fen is None:
            return found
        if one.won_fen is None:
            return (("登记结果…", partial(self.ask_result, one)), *found)
        if (one.paid_fen or 0) < one.won_fen:
            return (("登记到账…", partial(self.ask_payment, one)), *found)
        return found

    def ask_result(self, one: AidItem) -> None:
        """Ask how much was won; where all was, that stands there already."""
        case = self.case
        if case is None or self.refusal:
            return
        won = one.claimed_fen if case.life.ending.result in _ALL else None
        asked = Asked(case.uid, f"won:{one.uid}", f"登记结果：{item_words(one)}", "记下")
        self.write_as(asked, plans.WON, replace(one, won_fen=won), lambda typed: typed)

    def ask_payment(self, one: AidItem) -> None:
        """Ask how much has come in so far, and when."""
        case = self.case
        if case is None or self.refusal:
            return
        begun = replace(one, paid_fen=one.won_fen, paid_on=case.today)
        asked = Asked(case.uid, f"paid:{one.uid}", f"登记到账：{item_words(one)}", "记下")
        self.write_as(asked, plans.PAID, begun, lambda typed: typed)

    def ask_money(self) -> None:
        """Ask for what the first item waits for: its result, or its money; else for a new one."""
        case = self.case
        items = (
            [one for one in case.view.form.items if one.claimed_fen is not None] if case is not None else []
        )
        waiting = next((one for one in items if one.won_fen is None), None)
        owed = next((one for one in items if one.won_fen and (one.paid_fen or 0) < one.won_fen), None)
        if waiting is not None:
            self.ask_result(waiting)
        elif owed is not None:
            self.ask_payment(owed)
        else:
            self.write()
