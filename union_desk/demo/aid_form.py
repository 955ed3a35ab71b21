"""What is asked at the counter for a demo case of legal aid, over what is known of it already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from union_desk.demo.disputes import People
from union_desk.legal_aid.values import AidForm, AidItem, AidMember, AidService

_GIVEN: Final = ("identity", "contract", "case")
_MEANS: Final = frozenset({"proof", "pledge"})
_PROOFS: Final = {"proof": "社区出具的经济困难证明", "pledge": "本人签署的诚信承诺书"}
_KNOWN_BEFORE: Final = 10  # days


def typed(story: Mapping[str, Any], form: AidForm, people: People, came: date, today: date) -> AidForm:
    """Return the form filled to the end: what is known already is not typed again."""
    applied, basis = story["end"] != "registered", story.get("basis", form.means_basis)

    def ago(key: str) -> date | None:
        return today - timedelta(days=story[key]) if key in story else None

    claimed = sum(fen(item.get("amount")) or 0 for item in story.get("items", ()))
    form = replace(
        form,
        cause=form.cause or story["cause"],
        facts=story.get("facts") or form.facts or _facts(story, form.matter),
        categories=tuple(dict.fromkeys((*form.categories, *story.get("categories", ())))),
        position=story.get("position", form.position),
        post=form.post or story.get("post", ""),
        entry_on=form.entry_on or ago("entry"),
        monthly_wage_fen=form.monthly_wage_fen or fen(story.get("wage")),
        stage=story["services"][0]["stage"] if "services" in story else form.stage,
        wanted=tuple(story.get("wanted", ())),
        claim_fen=form.claim_fen or claimed or None,
        came_on=came,
        applied_on=came if applied else None,
        oral=story.get("oral", False),
        oral_recorded=story.get("oral", False),
        oral_time="09:40" if story.get("oral") else "",
        oral_recorder=form.handler if story.get("oral") else "",
        papers_given=(*_GIVEN, *(("means",) if basis in _MEANS else ())) if applied else (),
        applied_before=False if applied else None,
        means_basis=basis,
        exemption=story.get("exemption", ""),
        means_proof=_PROOFS.get(basis, ""),
        known_on=form.known_on or ago("known_days") or ago("left") or came - timedelta(days=_KNOWN_BEFORE),
        services=tuple(
            AidService(kind=entry["kind"], stage=entry["stage"]) for entry in story.get("services", ())
        ),
        items=form.items or tuple(_item(entry) for entry in story.get("items", ())),
    )
    # What a hardship file told of his means is not asked again.
    return _with_means(story, form, people) if applied and not form.file_uid else form


def fen(yuan: float | None) -> int | None:
    return round(yuan * 100) if yuan is not None else None


def _with_means(story: Mapping[str, Any], form: AidForm, people: People) -> AidForm:
    """Add how somebody lives; where no income is told, that need not be asked."""
    card, income = form.person, story.get("income")
    return replace(
        form,
        person=replace(card, education=card.education or "61", health=card.health or "good"),
        month_income_fen=fen(income),
        year_income_fen=fen(income * 12) if income else None,
        population=story.get("population"),
        means_line_fen=fen(story.get("line")),
        income_kinds=("work",),
        house_address=card.address if income else "",
        house_area_hundredths=100 * story.get("area", 60) if income else None,
        house_use="own" if income else "",
        members=tuple(_member(entry, people) for entry in story.get("family", ())),
    )


def _item(entry: Mapping[str, Any]) -> AidItem:
    return AidItem(kind=entry["kind"], text=entry.get("text", ""), claimed_fen=fen(entry.get("amount")))


def _member(entry: Mapping[str, Any], people: People) -> AidMember:
    card = people.card(entry)
    return AidMember(
        name=card.name,
        relation=entry["relation"],
        id_no=card.id_no,
        workplace=entry.get("workplace", ""),
        income_fen=fen(entry.get("income")),
    )


def _facts(story: Mapping[str, Any], matter: str) -> str:
    wage = f"，月工资 {story['wage']:,} 元" if "wage" in story else ""
    post = f"从事{story['post']}工作" if "post" in story else "在单位工作"
    return f"申请人{post}{wage}。{matter}。多次和单位协商没有结果，请求援助。"
