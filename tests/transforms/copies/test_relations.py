"""What is no copy although it looks like one, what is although it does not."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import pyarrow as pa
import pytest

from transforms.copies import Copies, find_copies

SYLLABLES = (
    "bar",
    "col",
    "den",
    "fen",
    "gar",
    "hol",
    "kin",
    "lor",
    "mar",
    "nes",
    "pol",
)
COMMON = ("the", "of", "and", "to", "in", "that", "was", "on", "with", "for", "said")
DAY = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)


def word(draw: random.Random) -> str:
    """An invented word."""
    return "".join(draw.choices(SYLLABLES, k=3))


def story(seed: int, *, sentences: int) -> list[str]:
    """Sentences of invented words between common ones, some of them names."""
    draw = random.Random(seed)
    told = [word(draw) for _ in range(6 * sentences)]
    people = [word(draw).title() for _ in range(6)]
    made = []
    for _ in range(sentences):
        middle = [
            draw.choice(COMMON) if k % 2 else draw.choice(told)
            for k in range(draw.randint(12, 24))
        ]
        made.append(" ".join(["The", *middle, "of", draw.choice(people)]) + ".")
    return made


def find(
    texts: dict[str, str],
    *,
    outlets: list[str] | None = None,
    hours: list[int] | None = None,
) -> Copies:
    """Copies among the texts; published so many hours after a Monday's midnight."""
    table = pa.table({"article_id": list(texts), "text": list(texts.values())})
    if outlets is not None:
        table = table.append_column("outlet_id", pa.array(outlets))
    if hours is not None:
        times = [DAY + dt.timedelta(hours=h) for h in hours]
        table = table.append_column(
            "published_at", pa.array(times, pa.timestamp("us", tz="UTC"))
        )
    return find_copies(table)


def groups(found: Copies) -> set[frozenset[str]]:
    """The groups of two and more articles."""
    members: dict[str, set[str]] = {}
    for row in found.copies.to_pylist():
        members.setdefault(row["cluster_id"], set()).add(row["article_id"])
    return {frozenset(ids) for ids in members.values() if len(ids) > 1}


def relation(found: Copies, a: str, b: str) -> tuple[str, str | None]:
    """How two articles are related, and which of them was copied from."""
    for row in found.copy_pairs.to_pylist():
        if (row["article_a"], row["article_b"]) == (a, b):
            return row["relation"], row["copied_from"]
    return "independent", None


GRANT = """The {office} has awarded {town} a grant of ${amount} under the rural equipment \
programme, {member} announced on {weekday}. The money will pay for breathing apparatus, \
hoses and protective clothing for the volunteers of the {town} fire company. "First \
responders put their lives on the line for their neighbours every day, and they deserve \
the best equipment that there is," {member} said. "I will keep fighting for them." The \
programme helps departments that serve fewer than {people} residents to replace equipment \
that has reached the end of its life. Applications for the next round open in {month}, \
and departments that were turned down may apply again. The {office} reviews each of them \
with a panel of retired firefighters before the awards are made."""


@pytest.mark.parametrize("outlet", [None, "safety.example"])
@pytest.mark.parametrize("members", [1, 200])
def test_hundreds_of_notices_that_differ_in_town_and_amount_stay_apart(
    outlet: str | None, members: int
) -> None:
    """A form that an office fills in again and again is one form and many notices."""
    draw = random.Random(11)
    people = [f"{word(draw).title()}a {word(draw).title()}son" for _ in range(members)]
    towns = sorted({word(draw).title() for _ in range(260)})[:200]
    draw.shuffle(towns)
    texts = {
        f"n{k:03d}": GRANT.format(
            office="Office of Rural Safety",
            town=f"{towns[k]} {draw.choice(['Falls', 'Creek', 'Township'])}",
            amount=f"{draw.randint(11, 980)},{draw.randint(100, 999)}",
            member=f"Representative {people[k % members]}",
            weekday=draw.choice(["Monday", "Tuesday", "Wednesday", "Friday"]),
            people=f"{draw.randint(2, 19)},500",
            month=draw.choice(["January", "March", "June", "October"]),
        )
        for k in range(200)
    }
    found = find(texts, outlets=None if outlet is None else [outlet] * len(texts))
    named = Counter(found.copy_pairs["relation"].to_pylist())
    assert named["template_series"] >= 0.99 * found.copy_pairs.num_rows
    assert groups(found) == set()


def test_notices_that_exchange_one_name_only_stay_apart_an_update_does_not() -> None:
    notice = (
        "The Moorland Purse has given £{amount} to {town} for {what}. Work is to begin "
        "on {day} May 2026 and to end by 30 July 2026. The purse pays no more than 60 "
        "per cent of a scheme, and whoever asks for it bears the rest.\n\n“A moor is "
        "as strong as its bridges,” said Petra Holm, who keeps the purse. “We shall all "
        "come and see this one in {town}.”\n\nThe gift was made at the meeting of 11 "
        "March 2026. The next round closes on 12 June 2026. Questions are answered at "
        "the office in Carrow, 01632 960 444, on weekdays from nine."
    )
    filled = [
        ("84,000", "Osgarth", "the roof of its hall", 4),
        ("26,500", "Skelby", "a footbridge over the beck", 11),
        ("9,750", "Mallin", "a shelter and a clock at the green", 18),
    ]
    texts = {
        f"n{k}": notice.format(amount=a, town=t, what=w, day=d)
        for k, (a, t, w, d) in enumerate(filled)
    }
    first = notice.format(amount="1,200", town="Fenby", what="new gates", day=6)
    texts["u0"] = first
    texts["u1"] = first.replace("1,200", "1,900").replace("6 May", "9 June")
    outlets = ["purse.example"] * len(texts)
    found = find(texts, outlets=outlets, hours=[0, 24, 48, 72, 96])
    assert groups(found) == {frozenset({"u0", "u1"})}


def test_a_press_release_in_independent_reports_does_not_merge_them() -> None:
    release = (
        "The company wrote on Tuesday that it would close the quarry at Nessholm by the "
        "end of the year, that the hundred and forty people who work there would be "
        "offered places at its other sites, and that the pit itself would be flooded "
        "and handed over to the district as a nature reserve once the machines are gone."
    )
    texts = {}
    for k in range(3):
        own = story(k, sentences=9)
        texts[f"r{k}"] = " ".join([*own[:5], release, *own[5:]])
    found = find(texts)
    assert groups(found) == set()
    assert set(found.copy_pairs["relation"].to_pylist()) == {"shared_passage"}
    for row in found.copy_passages.to_pylist():
        a = texts[row["article_a"]][row["start_a"] : row["end_a"]]
        assert release in a
        assert row["n_words"] >= 50


def test_versions_of_one_story_are_one_text_in_their_order() -> None:
    first = story(5, sentences=8)
    dead = "The fire brigade counted {n} injured and {m} burnt-out cars by {hour}."
    texts = {
        "v1": " ".join([dead.format(n=3, m=11, hour="noon"), *first]),
        "v2": " ".join(
            [dead.format(n=7, m=14, hour="six"), *first, *story(6, sentences=2)]
        ),
        "v3": " ".join(
            [dead.format(n=9, m=14, hour="ten"), *first, *story(6, sentences=4)]
        ),
    }
    found = find(texts, outlets=["bay.example"] * 3, hours=[12, 18, 22])
    assert groups(found) == {frozenset(texts)}
    assert relation(found, "v1", "v2") == ("update", "v1")
    assert relation(found, "v2", "v3") == ("update", "v2")
    rows = {row["article_id"]: row for row in found.copies.to_pylist()}
    assert rows["v1"]["relation"] == "origin"
    assert [rows[k]["relation"] for k in ("v2", "v3")] == ["update", "update"]
    assert found.clusters.to_pylist()[0]["origin_article_id"] == "v1"


def test_an_excerpt_of_two_thousand_characters_is_found_in_a_long_article() -> None:
    text = " ".join(story(7, sentences=70))
    assert len(text) > 8000
    cut = {"lead": text[:2000], "middle": text[3000:5000], "whole": text}
    found = find({**cut, "other": " ".join(story(8, sentences=70))})
    assert groups(found) == {frozenset(cut)} or groups(found) == {
        frozenset({"lead", "whole"}),
        frozenset({"middle"}),
    }
    assert relation(found, "lead", "whole") == ("excerpt", "whole")
    assert relation(found, "middle", "whole") == ("excerpt", "whole")


def test_two_texts_cut_to_two_thousand_characters_are_judged_like_whole_ones() -> None:
    text = story(9, sentences=60)
    swapped = [s.replace(" of ", " for ").replace(" was ", " is ") for s in text]
    found = find({"a": " ".join(text)[:2000], "b": " ".join(swapped)[:2000]})
    assert groups(found) == {frozenset("ab")}
    assert relation(found, "a", "b")[0] in {"near_verbatim", "spun"}


def test_a_lead_of_sixty_words_is_an_excerpt_of_its_article() -> None:
    text = story(12, sentences=40)
    lead = " ".join(text[:4])
    assert 50 <= len(lead.split()) <= 100
    found = find({"lead": lead, "whole": " ".join(text)})
    assert relation(found, "lead", "whole") == ("excerpt", "whole")
    assert groups(found) == {frozenset({"lead", "whole"})}


def test_headlines_alone_say_nothing_of_copying() -> None:
    headline = "Quarry at Nessholm to close, hundred and forty jobs go"
    found = find(
        {
            "a": headline,
            "b": headline,
            "c": headline + ", company says",
            "d": " ".join([headline + ".", *story(3, sentences=12)]),
        }
    )
    assert groups(found) == set()


def test_a_short_text_is_linked_where_its_words_are_those_of_another() -> None:
    """Under 120 words a text needs more in common: leads of one event look alike."""
    brief = (
        "A cargo ship ran aground off Holmar Point on Thursday night with nineteen crew "
        "on board, the coastguard said. Nobody was hurt. Tugs will try to pull the "
        "Dennes Star free at high water on Saturday, and a boom was laid round the hull "
        "because two tanks hold heavy oil."
    )
    near = brief.replace("Thursday night", "late Thursday").replace("hurt", "injured")
    alike = (
        "Nineteen sailors spent the night on a freighter that is stuck on rocks near "
        "Holmar Point. Coastguard officers expect a first attempt to tow the Dennes "
        "Star on Saturday. Fishermen fear for their mussel beds, and the mayor called "
        "for an inquiry into why no pilot was aboard."
    )
    found = find({"a": brief, "b": near, "c": alike})
    assert groups(found) == {frozenset("ab")}


def test_an_excerpt_that_is_all_quotation_is_found_in_its_source() -> None:
    speech = "“" + " ".join(story(14, sentences=6)).replace("“", "") + "”"
    report = " ".join([*story(15, sentences=8), speech, *story(16, sentences=6)])
    found = find({"excerpt": speech, "report": report})
    assert relation(found, "excerpt", "report") == ("excerpt", "report")
