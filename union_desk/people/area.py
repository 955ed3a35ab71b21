"""What cards of persons and employers offer the window: pairs that may be one, joined persons, one's story.

They have no place in the navigation: all stand in the menu 数据, and a person is found by Ctrl+K.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from union_desk.desk.navigation import Command, Found
from union_desk.people.pairs import Entity

if TYPE_CHECKING:
    from union_desk.desk.desk import Desk
    from union_desk.people.page.alike import AlikeScreen
    from union_desk.people.service import Sameness, Stories

_KIND: Final = "同一人（多个单位）"
_JOINED: Final = "joined_person"
_STORIES: Final = "一人一事"
_STORY: Final = "person_story"
_MOST: Final = 5
_NOBODY: Final = "这里还没有登记人员，请先填写并保存。"


class PeopleDesk:
    """Opens the screens of this area, each once."""

    def __init__(self, desk: Desk, sameness: Sameness, stories: Stories) -> None:
        self._desk, self._sameness, self._stories = desk, sameness, stories
        self._screens: dict[Entity, AlikeScreen] = {}
        self.stories = StorySearch(desk, stories, self.show_story)
        self.shown: Callable[[], bool] = bool
        """Tells whether a record of one person is on the screen."""
        self.whose: Callable[[], str] = str
        """Names the card of that person."""

    def commands(self) -> tuple[Command, ...]:
        return (
            Command(
                "people.alike",
                "疑似同一人…",
                partial(self.show_alike, Entity.PERSON),
                menu="数据",
                words="ystyr 重复 cf",
            ),
            Command(
                "people.alike_employers",
                "疑似同一单位…",
                partial(self.show_alike, Entity.EMPLOYER),
                menu="数据",
                words="ystydw 重复 cf",
            ),
            Command(
                "people.whole",
                "此人的全部卡片和档案…",
                self._show_whole,
                menu="数据",
                enabled=self._is_shown,
                words="crdqbkp 同一人 时间线",
            ),
            Command(
                "people.story",
                "一人一事…",
                self._show_story,
                "Ctrl+Shift+Y",
                menu="数据",
                enabled=self._is_shown,
                words="yrys 此人 时间线 款项 帮扶 挽回 并计",
            ),
        )

    def search(self, text: str, limit: int) -> Sequence[Found]:
        """Find joined persons, each once with all his offices."""
        return [
            Found(_KIND, _JOINED, hit.uid, hit.title, hit.detail, act=partial(self.show_joined, hit.uid))
            for hit in self._sameness.search(self._desk.actor, text, limit)
        ]

    def show_alike(self, entity: Entity) -> None:
        """Show the work list beside the work."""
        from union_desk.people.page.alike import AlikeScreen  # noqa: PLC0415 - loaded when first opened

        screen = self._screens.get(entity)
        if screen is None or not isValid(screen):
            screen = AlikeScreen(self._desk, self._sameness, entity, QApplication.activeWindow())
            screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._screens[entity] = screen
        screen.show()
        screen.activateWindow()

    def _is_shown(self) -> bool:
        # Asked anew each time: what tells it comes after the commands.
        return self.shown()

    def _show_whole(self) -> None:
        uid = self.whose()
        if uid:
            self.show_joined(uid)
        else:
            self._desk.status(_NOBODY)

    def _show_story(self) -> None:
        uid = self.whose()
        if uid:
            self.show_story(uid)
        else:
            self._desk.status(_NOBODY)

    def show_story(self, uid: str) -> None:
        """Show everything of a person, beside the work."""
        from union_desk.people.page.story import StoryScreen  # noqa: PLC0415 - loaded when first opened

        window = QApplication.activeWindow()
        StoryScreen(self._desk, self._stories, uid, self.show_joined, window).show()

    def show_joined(self, uid: str) -> None:
        """Show all cards of a person with one timeline."""
        from union_desk.people.page.joined import JoinedBox  # noqa: PLC0415 - loaded when first opened

        box = JoinedBox(self._desk, self._sameness, Entity.PERSON, uid, QApplication.activeWindow())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.show()


class StorySearch:
    """Finds the stories of persons; each human once with all his offices."""

    def __init__(self, desk: Desk, stories: Stories, show: Callable[[str], None]) -> None:
        self._desk, self._stories, self._show = desk, stories, show

    def search(self, text: str, limit: int) -> Sequence[Found]:
        return [
            Found(_STORIES, _STORY, hit.uid, hit.title, hit.detail, act=partial(self._show, hit.uid))
            for hit in self._stories.search(self._desk.actor, text, min(limit, _MOST))
        ]
