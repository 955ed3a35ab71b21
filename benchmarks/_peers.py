"""The programs that start beside ours, with profiles that keep tips and first questions away."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, with which files in its home folder `~`, and what is typed once it settled."""

    command: list[str]
    files: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)
    typed: str = ""


UTF_8 = {"LC_ALL": "C.UTF-8"}
SETTINGS = """
[org/gnucash/GnuCash/dialogs/new-user]
first-startup=false
[org/gnucash/GnuCash/dialogs/tip-of-the-day]
show-at-startup=false
"""
# A book of one account: GnuCash opens on its list of accounts.
BOOK = """<?xml version="1.0" encoding="utf-8" ?>
<gnc-v2 xmlns:gnc="http://www.gnucash.org/XML/gnc" xmlns:act="http://www.gnucash.org/XML/act"
     xmlns:book="http://www.gnucash.org/XML/book" xmlns:cd="http://www.gnucash.org/XML/cd"
     xmlns:cmdty="http://www.gnucash.org/XML/cmdty">
<gnc:count-data cd:type="book">1</gnc:count-data>
<gnc:book version="2.0.0">
<book:id type="guid">0123456789abcdef0123456789abcdef</book:id>
<gnc:count-data cd:type="account">2</gnc:count-data>
<gnc:account version="2.0.0">
  <act:name>Root Account</act:name>
  <act:id type="guid">1123456789abcdef0123456789abcdef</act:id>
  <act:type>ROOT</act:type>
</gnc:account>
<gnc:account version="2.0.0">
  <act:name>工会经费</act:name>
  <act:id type="guid">2123456789abcdef0123456789abcdef</act:id>
  <act:type>ASSET</act:type>
  <act:commodity><cmdty:space>CURRENCY</cmdty:space><cmdty:id>CNY</cmdty:id></act:commodity>
  <act:commodity-scu>100</act:commodity-scu>
  <act:parent type="guid">1123456789abcdef0123456789abcdef</act:parent>
</gnc:account>
</gnc:book>
</gnc-v2>
"""
PEERS = {
    "keepassxc": Program(
        ["keepassxc"],
        {
            ".config/keepassxc/keepassxc.ini": "[General]\nConfigVersion=2\nUpdateCheckMessageShown=true\n"
            "[GUI]\nCheckForUpdates=false\n"
        },
        UTF_8,
    ),
    "gnucash": Program(
        ["gnucash", "~/book.gnucash"],
        {"book.gnucash": BOOK, ".config/glib-2.0/settings/keyfile": SETTINGS},
        {**UTF_8, "GSETTINGS_BACKEND": "keyfile"},
    ),
}


def peers() -> dict[str, Program]:
    """Return those that are installed."""
    return {name: program for name, program in PEERS.items() if shutil.which(name)}
