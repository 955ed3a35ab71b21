"""What several papers of a hardship file tell alike."""

from __future__ import annotations

from typing import Final

from union_desk.casework.opinions import Opinion
from union_desk.core.money import format_fen
from union_desk.core.terms import term_label
from union_desk.hardship.service import FileOnPaper
from union_desk.hardship.values import AssetEntry, FileView, HomeVisit, MemberEntry, Publicity
from union_desk.people.values import PersonCard

SELF: Final = "本人"


def head(view: FileView) -> dict[str, object]:
    """Return whose paper it is: on nearly every paper."""
    return {"file_no": view.number_shown, "code": view.number, "name": view.form.owner.name}


def phone_of(person: PersonCard) -> str:
    return person.mobile or person.other_phone


def visit_of(file: FileOnPaper) -> HomeVisit | None:
    """Return the last visit of the application that is under way."""
    since = file.began
    return next((one for one in file.story.visits if since is None or (one.on and one.on >= since)), None)


def publicity_of(file: FileOnPaper, purpose: str = "") -> Publicity | None:
    """Return the last publicity of the application that is under way."""
    since = file.began
    shown = (one for one in file.story.publicities if not purpose or one.purpose == purpose)
    return next((one for one in shown if since is None or (one.from_on and one.from_on >= since)), None)


def opinions_of(file: FileOnPaper, *stages: str, matter: str = "enrol") -> dict[str, object]:
    """Return the last opinion of each level; who signs writes his name himself, each time."""
    found: dict[str, object] = {}
    for stage in stages:
        said = next((one for one in file.story.opinions if _fits(one, stage, matter, file)), None)
        found[f"{stage}_opinion"] = opinion_text(said) if said is not None else None
        found[f"{stage}_on"] = said.on if said is not None else None
        found[f"{stage}_signer"] = None
    return found


def opinion_text(opinion: Opinion) -> str:
    """Return what stands in the box of an opinion."""
    word = "同意" if opinion.agreed else "不同意"
    if word in opinion.text:
        return opinion.text
    return f"{word}。{opinion.text}" if opinion.text else f"{word}。"


def _fits(opinion: Opinion, stage: str, matter: str, file: FileOnPaper) -> bool:
    since = file.began
    return (opinion.stage, opinion.matter) == (stage, matter) and (since is None or opinion.on >= since)


def disability_of(person: PersonCard) -> str:
    kind = term_label("disability_type", person.disability_type)
    return kind + term_label("disability_level", person.disability_level)


def relation_of(entry: MemberEntry) -> str:
    return term_label("relation", entry.relation)


def named(entry: MemberEntry) -> str:
    """李建国（配偶）"""
    relation = relation_of(entry)
    return f"{entry.person.name or '未填姓名'}（{relation}）" if relation else entry.person.name


def place_of(entry: MemberEntry) -> str:
    """Return where a member works or learns."""
    return entry.workplace or entry.school


def yuan(fen: int | None) -> str:
    """1,234.50 元; nothing for an unknown amount."""
    return f"{format_fen(fen)} 元" if fen is not None else ""


def area_of(view: FileView) -> str:
    """政府廉租房，46.5 ㎡"""
    form = view.form
    hundredths = form.house_area_hundredths
    area = f"{hundredths / 100:g} ㎡" if hundredths is not None else ""
    band = term_label("house_area_band", form.house_area_band) if not area else ""
    return "，".join(part for part in (term_label("house_type", form.house_type), area or band) if part)


def asset_text(asset: AssetEntry) -> str:
    """机动车 1；存款 12,000.00 元"""
    area = f"{asset.area_hundredths / 100:g} ㎡" if asset.area_hundredths is not None else ""
    count = str(asset.count) if asset.count is not None else ""
    told = [part for part in (count, area, yuan(asset.value_fen)) if part]
    return f"{term_label('asset_kind', asset.kind)} {'，'.join(told)}".strip()
