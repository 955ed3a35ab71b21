"""One sitting at an open store: from the first window to the last, whoever of its users works there.

sitting = Sitting(app, services, user_preferences())
failures = Failures(window=lambda: sitting.window)
again = sitting.run()            # shows the window; returns when it was closed, or when leave() was called
services.close()                 # the store stays the caller's; `again`: go back to the way in
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from union_desk.areas import make_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from union_desk.desk.preferences import Preferences
    from union_desk.desk.safekeeping.restore import RestoreOrder
    from union_desk.desk.window import MainWindow
    from union_desk.services import Services


class Sitting:
    """The window on an open store. `services` and `window` change when another user takes over."""

    def __init__(self, app: QApplication, services: Services, preferences: Preferences) -> None:
        self.services = services
        self.window: MainWindow | None = None
        self._app, self._preferences = app, preferences
        self._again = False
        self.order: RestoreOrder | None = None
        """The backup that is to take the place of the store once this sitting is over."""

    def run(self) -> bool:
        """Work until one leaves; True asks to close the store and to begin again at the way in."""
        self._open_window()
        try:
            self._app.exec()
            self._finish()
        finally:
            self._close_window()
        return self._again

    def leave(self, *, again: bool = False) -> None:
        """End the sitting as if the window was closed; half forms are kept."""
        self._again = again
        self._app.quit()

    def show_backups(self) -> None:
        """Show the backups, as the box of a failure offers."""
        commands = self.window.plan.commands if self.window is not None else ()
        for command in commands:
            if command.name == "store.backups":
                command.run()

    def _restore(self, order: RestoreOrder) -> None:
        self.order = order
        self.leave(again=True)

    def _finish(self) -> None:
        """Do what the desk wants done at the end, while the store is open."""
        if self.window is not None:
            for act in self.window.desk.at_end:
                act()

    def _open_window(self) -> None:
        self.window = make_window(self.services, self._preferences)
        self.window.desk.restore_wanted.connect(self._restore)
        self.window.restore_place()
        self.window.show()

    def _close_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.close()
            window.desk.close()
