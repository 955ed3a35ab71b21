"""What an area offers the window, as plain values.

def hardship_area(services: Services, desk: Desk) -> Area:
    return Area(
        name="hardship", title="困难职工档案", icon="folder-heart", entities=("hardship_file",),
        make_list=lambda: CaseList(desk, Files(services.hardship), PLAN),
        make_page=lambda entity, uid: HardshipPage(desk, services, uid),
        commands=(Command("hardship.new", "新建档案", lambda: desk.open("hardship_file", ""), "Ctrl+N"),),
    )
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from union_desk.core.rights import Actor, Right, lacking

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from union_desk.desk.case_list import CaseList
    from union_desk.desk.case_page import CasePage
    from union_desk.desk.printing import PrintJob

MENUS = ("文件", "办理", "打印", "数据", "工具", "帮助")
USER_GROUP = "用户"
"""Commands of this group also stand behind the user's name at the top right."""
USERS = "用户和权限"
"""What the screen of the users is called, also in the menu."""


def always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """Something the caseworker can do: in a menu, by its keys, and found by Ctrl+K."""

    name: str
    title: str
    run: Callable[[], None]
    shortcut: str = ""
    menu: str = "办理"
    enabled: Callable[[], bool] = always
    words: str = ""
    """Further words it is found by, such as pinyin initials: "xjda"."""
    group: str = ""
    """The menu inside its menu, such as 字号."""
    checked: Callable[[], bool] | None = None
    """Tells whether it is the one of its group that holds."""
    shown: Callable[[], bool] = always
    """Tells whether it stands in its menu at all: a step that nobody could take here does not."""
    right: Right | None = None
    """Without it the command is grey, and its tip says who may."""
    everywhere: bool = False
    """Its key also works in the windows that stand open beside the main one."""

    def refusal(self, actor: Actor) -> str:
        """Say why somebody may not do it; "" when he may."""
        return lacking(actor, self.right) if self.right is not None else ""


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a search result."""

    kind: str
    entity: str
    uid: str
    title: str
    detail: str = ""
    state: str = ""
    act: Callable[[], None] | None = None
    """What opens it, where it has no page of its own."""


class SearchProvider(Protocol):
    """Searches one kind of thing. Called in the window's thread: it must answer within some 20 ms."""

    def search(self, text: str, limit: int) -> Sequence[Found]: ...


@dataclass(frozen=True, slots=True)
class WorkbenchRow:
    """A line of the workbench: words, a count or a day beside them, and what a click opens."""

    text: str
    run: Callable[[], None]
    figure: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class WorkbenchSection:
    title: str
    rows: tuple[WorkbenchRow, ...]
    empty: str = ""
    """Shown when there are no rows: what goes there and how it comes there. Without it the section hides."""
    early: bool = False
    """What is due stands above what is only counted."""


def no_sections() -> Sequence[WorkbenchSection]:
    return ()


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of the navigation; `desk.open` understands its `entities` (uid "" is a new one)."""

    name: str
    title: str
    icon: str
    entities: tuple[str, ...] = ()
    make_list: Callable[[], CaseList] | None = None
    make_page: Callable[[str, str], CasePage] | None = None
    make_screen: Callable[[], QWidget] | None = None
    """Instead of list and page: one widget that fills the place of both."""
    commands: tuple[Command, ...] = ()
    search: tuple[SearchProvider, ...] = ()
    print_selected: Callable[[Sequence[str]], PrintJob | None] | None = None
    """The job that prints these records of the list in one go."""
    workbench: Callable[[], Sequence[WorkbenchSection]] = field(default=no_sections)
    half_done: Mapping[str, Callable[[str], None]] = field(default_factory=dict)
    """What was begun elsewhere than on a page: the area of its drafts, and what opens one by its key."""
