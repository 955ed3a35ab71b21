"""A section of the page of a case of legal aid alone on the desk, with what a page would do for it."""

from __future__ import annotations

from tests.dispute import stand
from union_desk.legal_aid.page.sections import Case
from union_desk.legal_aid.values import AidLife


class Stand(stand.Stand):
    case_of = Case
    no_life = AidLife()
