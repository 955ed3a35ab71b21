"""See that Linux has the libraries that Qt loads, and a Chinese font; standard library only."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from set_up.speech import say, stop

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Sight(IntEnum):
    """How much of Qt a start needs from the system."""

    NONE = 0  # the commands without a window: calc, backup, print
    OFFSCREEN = 1
    SCREEN = 2


# Library that Qt loads -> Debian package: every Qt needs the first ones, a screen the others too.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# Some tests open a real window and type Chinese into it; others start a database server of their own, which
# lies outside the path, or print through a CUPS of their own.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "fcitx5": "fcitx5",
    "/usr/share/fcitx5/inputmethod/pinyin.conf": "fcitx5-pinyin",
    "dbus-run-session": "dbus-daemon",
    "initdb": "postgresql",
    "cupsd": "cups-daemon",
    "lp": "cups-client",
    "/usr/lib/cups/filter/pdftopdf": "cups-filters",
    "/usr/lib/cups/backend/cups-pdf": "printer-driver-cups-pdf",
}
SERVER_PROGRAMS = Path("/usr/lib/postgresql")
SERVER_SETTINGS = Path("/etc/postgresql-common/createcluster.d")
CHINESE_FONT = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_NAMES = ("cjk", "wqy", "sourcehan", "droidsansfallback", "msyh", "simsun", "simhei", "fangzheng", "lxgw")


def has_display() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in names)


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_chinese_font(folders: Sequence[str] = FONT_FOLDERS) -> bool:
    files = (path for folder in folders for path in Path(folder).expanduser().rglob("*.[tToO][tT][fFcC]"))
    return any(name in path.name.lower() for path in files for name in FONT_NAMES)


def has_program(name: str) -> bool:
    """Whether a program, or a file named with its folder, is there."""
    if name.startswith("/"):
        return Path(name).exists()
    return shutil.which(name) is not None or any(SERVER_PROGRAMS.glob(f"*/bin/{name}"))


def can_fill_a_venv() -> bool:
    """Whether this Python has ensurepip (Debian: python3-venv), or a pip that fills other environments."""
    if importlib.util.find_spec("ensurepip"):
        return True
    if not importlib.util.find_spec("pip"):
        return False
    from importlib.metadata import version

    return tuple(int(part) for part in version("pip").split(".")[:2]) >= (22, 3)


def missing_packages(sight: Sight) -> list[str]:
    """Name the Debian packages without which the program does not start or shows no Chinese."""
    libraries: dict[str, str] = {}
    if sight >= Sight.OFFSCREEN:
        libraries |= QT_LIBRARIES
    if sight >= Sight.SCREEN:
        libraries |= SCREEN_LIBRARIES
    packages = [package for library, package in libraries.items() if not has_library(library)]
    if sight >= Sight.OFFSCREEN and not has_chinese_font():
        packages.append(CHINESE_FONT)
    if not can_fill_a_venv():
        packages.append(f"python3.{sys.version_info.minor}-venv")
    return packages


def apt_get(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=300", *words],
        env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )


def install_packages(packages: Sequence[str]) -> bool:
    """Install Debian packages as root; the lists are fetched when a first try shows that they are old."""
    say(f"正在安装系统组件：{' '.join(packages)}", f"Installing system packages: {' '.join(packages)}")
    install = ("install", "--no-install-recommends", *packages)
    with no_server_running() if "postgresql" in packages else contextlib.nullcontext():
        if apt_get(*install).returncode == 0:
            return True
        apt_get("update")
        again = apt_get(*install)
    if again.returncode:
        print(*again.stdout.splitlines()[-12:], sep="\n", file=sys.stderr)
    return again.returncode == 0


@contextlib.contextmanager
def no_server_running() -> Iterator[None]:
    """Let Debian's package of PostgreSQL make no database and start no server of its own."""
    setting = SERVER_SETTINGS / "union-desk-tests.conf"
    SERVER_SETTINGS.mkdir(parents=True, exist_ok=True)
    setting.write_text("create_main_cluster = off\n", encoding="utf-8")
    try:
        yield
    finally:
        setting.unlink()
        with contextlib.suppress(OSError):  # somebody else's settings stay
            SERVER_SETTINGS.rmdir()


def prepare_system(sight: Sight, testing: bool) -> Sight:
    """See that Linux has what Qt needs and a Chinese font, and return what was seen to.

    Root installs all of it with apt; anybody else is told the one command.
    """
    if sys.platform == "win32" or not sys.platform.startswith("linux"):
        return Sight.SCREEN
    has_apt = shutil.which("apt-get") is not None
    if has_apt and os.geteuid() == 0:
        programs = TEST_PROGRAMS if testing else {}
        packages = [package for name, package in programs.items() if not has_program(name)]
        packages += missing_packages(Sight.SCREEN)
        if not packages or install_packages(packages):
            return Sight.SCREEN
        if missing_packages(sight):
            raise stop(
                "系统组件没有装上，原因见上面几行。请检查网络和软件源，然后再运行。",
                "The system packages could not be installed; the lines above say why. "
                "Check the network and start again.",
            )
        return sight  # this start does without them
    packages = missing_packages(sight)
    if packages and has_apt:
        raise stop(
            f"系统缺少组件。请由管理员（root）运行下面这一条命令，然后再运行：\n  {apt_command(packages)}",
            "System packages are missing. Run this one command as administrator (root), then start again:\n  "
            + apt_command(packages),
        )
    if packages:
        raise stop(
            f"系统缺少组件。请用本机的软件管理工具装上与这些 Debian 软件包相同的组件：{' '.join(packages)}",
            "Libraries are missing. Install by your system's own means what these Debian packages hold: "
            + " ".join(packages),
        )
    return sight


def apt_command(packages: Sequence[str]) -> str:
    """Return the one command that an administrator runs."""
    sudo = "sudo " if shutil.which("sudo") else ""
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    update = "" if has_lists else f"{sudo}apt-get update && "
    return f"{update}{sudo}apt-get install -y --no-install-recommends {' '.join(packages)}"
