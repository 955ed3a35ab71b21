"""The input widgets of every form; Designer promotes to them by this module's name."""

from __future__ import annotations

from union_desk.desk.field import Field
from union_desk.desk.widgets.boxes import TermsBox, YesNo
from union_desk.desk.widgets.day import DayEdit
from union_desk.desk.widgets.division import DivisionBox
from union_desk.desk.widgets.elided import Elided
from union_desk.desk.widgets.flow import FlowLayout
from union_desk.desk.widgets.fold import Fold
from union_desk.desk.widgets.grid import GridColumn, GridEdit, GridRow
from union_desk.desk.widgets.keys import EnterMoves, go_on
from union_desk.desk.widgets.line import LineEdit, TextEdit
from union_desk.desk.widgets.money import MoneyEdit
from union_desk.desk.widgets.note import NoteEdit
from union_desk.desk.widgets.number import NumberEdit
from union_desk.desk.widgets.part_day import PartDayEdit
from union_desk.desk.widgets.secret import CardEdit, IdentityEdit, PhoneEdit, SecretEdit
from union_desk.desk.widgets.suggest import SuggestEdit
from union_desk.desk.widgets.term import TermBox

__all__ = [
    "CardEdit",
    "DayEdit",
    "DivisionBox",
    "Elided",
    "EnterMoves",
    "Field",
    "FlowLayout",
    "Fold",
    "GridColumn",
    "GridEdit",
    "GridRow",
    "IdentityEdit",
    "LineEdit",
    "MoneyEdit",
    "NoteEdit",
    "NumberEdit",
    "PartDayEdit",
    "PhoneEdit",
    "SecretEdit",
    "SuggestEdit",
    "TermBox",
    "TermsBox",
    "TextEdit",
    "YesNo",
    "go_on",
]
