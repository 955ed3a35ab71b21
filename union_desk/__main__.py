"""python -m union_desk: the window, the gallery, or a command without a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

# What a command needs is imported when it is asked for: `calc` answers in a blink, cli never sees Qt.


def main(arguments: Sequence[str]) -> int:
    """Start what the first word asks for; without one the window opens."""
    words = list(arguments)
    command = command_of(words)
    if command == "calc":
        from union_desk import calc  # noqa: PLC0415

        return calc.main(sys.stdin, sys.stdout, words[words.index("calc") + 1 :])
    if command == "gallery":
        from union_desk import gallery  # noqa: PLC0415

        return gallery.main(words)
    if command == "demo":
        return _demo(words)
    if not command and "--selfcheck" in words:
        from union_desk import selfcheck  # noqa: PLC0415

        return selfcheck.main()
    if not command and not _strange_options(words):
        return _window(words)
    from union_desk import cli  # noqa: PLC0415

    return cli.main(words)


def command_of(words: Sequence[str]) -> str:
    """Return the first word that is no option and no option's value."""
    rest = iter(words)
    for word in rest:
        if word in {"--store", "--user"}:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return ""


def _strange_options(words: Sequence[str]) -> bool:
    """Tell whether an option is none of the window's: `cli` answers it, or refuses it in Chinese."""
    rest = iter(words)
    for word in rest:
        if word in {"--store", "--user"}:
            if next(rest, None) is None:
                return True
        elif not word.startswith(("--store=", "--user=")):
            return True
    return False


def has_display() -> bool:
    """Tell whether a window could be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    if os.environ.get("QT_QPA_PLATFORM") in {"offscreen", "minimal"}:
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _window(words: list[str]) -> int:
    from union_desk.desk.plain_import import import_plainly  # noqa: PLC0415

    import_plainly()
    from union_desk import app  # noqa: PLC0415

    return app.main(words)


def _demo(words: list[str]) -> int:
    """Open a desk of invented files; without a display make its forms and pictures instead."""
    if has_display():
        return _window(words)
    from union_desk import gallery  # noqa: PLC0415

    return gallery.main(words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
