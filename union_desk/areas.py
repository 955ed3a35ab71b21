"""The areas, one line each, and the window that they make on an open store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from union_desk.casework.draft_queue import DraftQueue
from union_desk.casework.safekeeping import Safekeeping
from union_desk.desk.desk import Desk
from union_desk.desk.navigation import Area, Command
from union_desk.desk.safekeeping.keeper import Keeper
from union_desk.desk.window import MainWindow, WindowPlan
from union_desk.hardship.area import hardship_area

if TYPE_CHECKING:
    from union_desk.desk.preferences import Preferences
    from union_desk.services import Services


def areas(desk: Desk, services: Services) -> tuple[Area, ...]:
    """Return what the navigation offers, from top to bottom."""
    offices = tuple((office.code, office.name) for office in services.offices.all(services.actor).values())
    return (hardship_area(desk, services.hardship, offices=offices),)


def make_window(services: Services, preferences: Preferences, commands: Sequence[Command] = ()) -> MainWindow:
    """Join an open store, the desk and the areas to the one window; `commands` are those of the sitting."""
    drafts = DraftQueue(services.drafts, services.clock)
    desk = Desk(services.actor, clock=services.clock, preferences=preferences, drafts=drafts)
    keeper = Keeper(desk, Safekeeping(services.database))
    drafts.tell(keeper.draft_told)
    services.database.listeners.append(desk.take_change)
    plan = WindowPlan(
        areas(desk, services),
        office=services.office.name,
        user=services.actor.user,
        demo=services.is_demo,
        standing=keeper.standing,
        workbench=keeper.sections,
        commands=(*keeper.commands(), *commands),
    )
    keeper.begin()
    desk.at_end.append(keeper.finish)
    return MainWindow(desk, plan)
