"""Lets Chinese be typed on Linux; called before the application object is made. Imports no Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping


def offer_input_methods(
    environment: MutableMapping[str, str] = os.environ, platform: str = sys.platform
) -> None:
    """List the input methods to try.

    Qt's wheels bring no fcitx plugin. Where a desktop asks for fcitx alone (UOS, Kylin, most in China),
    no pinyin could be typed; fcitx5 answers the ibus plugin as well, and Qt since 6.7 reads a list.
    The plugin looks for ibus in a file of the ibus daemon, which does not always lead to fcitx5; the name
    of the portal on the session bus, which fcitx5 holds too, does.
    """
    if not platform.startswith("linux"):
        return
    asked = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE") or ""
    wanted = [module for module in asked.split(";") if module]
    if any(module.startswith("fcitx") for module in wanted):
        environment.setdefault("IBUS_USE_PORTAL", "1")
    wanted += [module for module in ("fcitx", "ibus", "compose") if module not in wanted]
    environment["QT_IM_MODULES"] = ";".join(wanted)
