"""Page furniture that shows only in many articles: what recurs in one outlet.

A line or a sentence is furniture when it stands in six or more articles of one outlet
that are of different stories, before or after ever different neighbours. A line whose
neighbours are all furniture follows. What recurs in several outlets is furniture of
their platform only where it recurs within each of them: a paragraph that outlets share
stands in each of them once.

What holds a quotation or an attributed figure never is: a minister's paragraph that
eight outlets quote is what the reader came for. A sentence has to speak of the page, or
to stand at its edge: *The bank did not reply* recurs too, and is the article's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from transforms.documents.furniture_words import (
    COUNTERS,
    COUNTS,
    DIGITS,
    PAGE_WORDS,
    line_key,
    long_words,
    role_of,
)
from transforms.documents.glued import ADDRESS, is_quoted
from transforms.documents.lines import SPEECH, count_words, ends_sentence, is_evidence
from transforms.documents.page_rules import match_line
from transforms.documents.recurrence import Place, Shelf, Units, recurring
from warehouse.schema.terms import BlockRole

ANYWHERE = "*"
"""Stands for the outlet of what is furniture in every outlet."""

Kind = Literal["line", "sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureRules:
    """When a recurring line or sentence is furniture."""

    min_articles: int = 6
    """Below this, recurrence is chance: headings such as *What happened?*"""
    min_diversity: float = 0.5
    """Distinct neighbours by articles. Paragraphs of one copied story keep theirs."""
    min_stories: int = 6
    """Articles with the line that have little else in common; copies count once."""
    same_story: float = 0.25
    """Jaccard similarity of the long words of two articles from which they count as
    one story: independent reports of one event share about .15, rewrites .3."""
    same_text: float = 0.5
    """The same for articles published more than ``story_days`` apart: a story is over
    by then, but notices that an office issues every month are one text."""
    story_days: int = 21
    max_topical: float = 0.5
    """Share of a sentence's long words that its articles use elsewhere. Background
    paragraphs speak of what the article is about, footers do not."""
    min_words: int = 6
    """Words of a sentence inside a paragraph. Shorter ones are turns of phrase."""
    min_shared_words: int = 4
    """Words of a line that is furniture in every outlet."""
    min_outlets: int = 2
    """Outlets of a platform that have the line in two stories or more each."""
    near_edge: int = 2
    """Lines or sentences of an article's own between furniture and an end of the text,
    at most, so that it counts as standing near it."""
    share_at_edge: float = 0.8
    """Of its articles, so many have a line at the edge, so that it belongs there."""
    interview: float = 3.0
    """Times a line stands in each of its articles from which it parts what is said."""
    sample: int = 60
    """Articles of a line that are compared with each other; more tell no more."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Furniture:
    """One line or sentence that is furniture where it recurs."""

    outlet: str
    """Outlet or source; `ANYWHERE` for all."""
    kind: Kind
    key: str
    role: BlockRole


def find_furniture(
    texts: pa.ChunkedArray | pa.Array,
    outlets: Sequence[str],
    days: Sequence[int | None],
    *,
    order: Sequence[int] | None = None,
    rules: FurnitureRules | None = None,
) -> list[Furniture]:
    """The lines and sentences that are furniture, in order.

    Args:
        texts: The texts.
        outlets: Outlet or source of each.
        days: Day of publication of each, counted from any day, where it is known.
        order: Numbers of the texts in an order that does not depend on how they came
            in, since some are compared and others are not; as they stand if not given.
        rules: Thresholds.
    """
    order = range(len(outlets)) if order is None else order
    search = _Search(
        Shelf(texts, order),
        [outlets[i] for i in order],
        [days[i] for i in order],
        rules or FurnitureRules(),
    )
    lines, sentences = search.shelf.units()
    found = search.in_outlets("line", lines)
    found |= search.in_outlets("sentence", sentences, known=found)
    found |= search.on_platforms("line", lines)
    found |= search.on_platforms("sentence", sentences)
    return sorted(found)


class _Search:
    """The texts and what is asked of them."""

    def __init__(
        self,
        shelf: Shelf,
        outlets: Sequence[str],
        days: Sequence[int | None],
        rules: FurnitureRules,
    ) -> None:
        self.shelf = shelf
        self.rules = rules
        self.names = sorted(set(outlets))
        number = {name: i for i, name in enumerate(self.names)}
        self.groups = np.array([number[name] for name in outlets], np.int64)
        self.days = days

    def in_outlets(
        self, kind: Kind, units: Units, *, known: Iterable[Furniture] = ()
    ) -> set[Furniture]:
        """What recurs in one outlet."""
        rules = self.rules
        keys = {(one.outlet, one.key) for one in known}
        runs: dict[int, list[tuple[np.ndarray, Place]]] = {}
        often = list(recurring(units, self.groups, least=rules.min_articles))
        recurs = self._marked(units, often)
        for places in often:
            group = int(self.groups[units.texts[places[0]]])
            place = self._place(kind, units, places[0])
            if (self.names[group], line_key(place.text)) in keys or not self._may_be(
                kind, units, places, place, recurs
            ):
                continue
            at_edge = self._share_near(units, places, recurs, 0) >= rules.share_at_edge
            stories = self._stories(
                place, units.texts[places], rules.min_stories, topical=not at_edge
            )
            if len(stories) >= rules.min_stories:
                runs.setdefault(group, []).append((places, place))
        return {
            Furniture(
                outlet=self.names[group],
                kind=kind,
                key=line_key(place.text),
                role=role_of(place.text),
            )
            for group, candidates in sorted(runs.items())
            for place in self._diverse(units, candidates)
        }

    def on_platforms(self, kind: Kind, units: Units) -> set[Furniture]:
        """What recurs in several outlets, and in two stories of each of them."""
        rules = self.rules
        found = set()
        often = list(recurring(units, None, least=rules.min_articles))
        recurs = self._marked(units, often)
        for places in often:
            texts = units.texts[places]
            groups, counts = np.unique(self.groups[texts], return_counts=True)
            groups = groups[counts > 1]
            if len(groups) < rules.min_outlets:
                continue
            place = self._place(kind, units, places[0])
            key = line_key(place.text)
            # A line of three words is a heading, wherever else it stands.
            if count_words(key) < rules.min_shared_words or not self._may_be(
                kind, units, places, place, recurs, shared=True
            ):
                continue
            sides = (units.beside(places, -1), units.beside(places, 1))
            if max(len(np.unique(side)) for side in sides) < (
                rules.min_diversity * len(places)
            ):
                continue
            stories = self._stories(place, texts, rules.min_stories)
            within = sum(
                len(self._stories(place, texts[self.groups[texts] == group], 2)) > 1
                for group in groups.tolist()
            )
            if len(stories) >= rules.min_stories and within >= rules.min_outlets:
                found.add(
                    Furniture(
                        outlet=ANYWHERE, kind=kind, key=key, role=role_of(place.text)
                    )
                )
        return found

    def _place(self, kind: Kind, units: Units, at: int) -> Place:
        text = int(units.texts[at])
        read: Callable[[int, int], Place] = (
            self.shelf.line if kind == "line" else self.shelf.sentence
        )
        return read(text, int(at - units.index[text]))

    def _may_be(
        self,
        kind: Kind,
        units: Units,
        places: np.ndarray,
        place: Place,
        recurs: np.ndarray,
        *,
        shared: bool = False,
    ) -> bool:
        """Whether the words and the place of a line let it be furniture."""
        rules, text = self.rules, place.text
        if is_evidence(text):
            return False
        closed = ends_sentence(text)
        if kind == "sentence":
            if count_words(text) < rules.min_words:
                return False
            first = [self._place(kind, units, at) for at in places[:3].tolist()]
            if any(is_quoted(one.line, one.start, one.end) for one in first):
                return False
        if (
            not closed
            and DIGITS.search(text)
            and not PAGE_WORDS.search(text)
            and not COUNTERS.search(text)
            and match_line(text) is None
            and self._varies(kind, units, places)
        ):
            # *Attendance: 9,214* stands in every report on a match.
            return False
        if not closed and kind == "line" and not shared:
            # Names of who speaks stand before each thing they say in an interview.
            return (
                units.repeats(places) < rules.interview or match_line(text) is not None
            )
        speaks = PAGE_WORDS.search(text) is not None
        near = self._share_near(units, places, recurs, rules.near_edge)
        if not shared and not SPEECH.search(text):
            at_edge = self._share_near(units, places, recurs, 0)
            if at_edge >= rules.share_at_edge:
                return True
        if COUNTS.search(text) or SPEECH.search(text) or shared:
            # Margins of error and replies that were not given recur as well.
            return speaks and (
                near >= rules.share_at_edge or ADDRESS.search(text) is not None
            )
        return speaks or near >= rules.share_at_edge

    def _varies(self, kind: Kind, units: Units, places: np.ndarray) -> bool:
        """Whether the line has other digits in other articles."""
        found = {
            self._place(kind, units, at).text.casefold()
            for at in places[: self.rules.min_articles].tolist()
        }
        return len(found) > 1

    def _marked(self, units: Units, often: Iterable[np.ndarray]) -> np.ndarray:
        recurs = np.zeros(len(units.keys), bool)
        for places in often:
            recurs[places] = True
        return recurs

    def _share_near(
        self, units: Units, places: np.ndarray, recurs: np.ndarray, nearest: int
    ) -> float:
        return float(np.mean(units.from_edge(places, recurs) <= nearest))

    def _diverse(
        self, units: Units, candidates: Sequence[tuple[np.ndarray, Place]]
    ) -> list[Place]:
        """Those beside ever different neighbours, and those beside these only.

        What a rule for lone pages knows is furniture whatever stands beside it.

        A line must stand beside that furniture in half of its articles: what is beside
        an advertisement marker in the copies of one story is that story.
        """
        sides = [
            [np.unique(units.beside(places, step)) for step in (-1, 1)]
            for places, _ in candidates
        ]
        number = {int(units.keys[at[0]]): i for i, (at, _) in enumerate(candidates)}
        # None stands for a neighbour that is no candidate, the edge of a text included.
        beside = [
            [[number.get(key) for key in keys.tolist()] for keys in both]
            for both in sides
        ]
        n_with = [len(places) for places, _ in candidates]
        found = {
            i
            for i, both in enumerate(sides)
            if max(map(len, both)) >= self.rules.min_diversity * n_with[i]
            or match_line(candidates[i][1].text) is not None
        }
        while True:
            joined = {
                i
                for i in range(len(candidates))
                if i not in found
                for side in beside[i]
                if all(
                    other in found and 2 * n_with[i] >= n_with[other]
                    for other in side
                    if other is not None
                )
                and None not in side
            }
            if not joined:
                return [candidates[i][1] for i in sorted(found)]
            found |= joined

    def _stories(
        self, place: Place, texts: np.ndarray, enough: int, *, topical: bool = True
    ) -> list[tuple[frozenset[str], int | None]]:
        """Texts with the line that are of different stories, as many as are asked for.

        None at all where the line speaks of what its texts are about.
        """
        rules = self.rules
        counted = long_words(place.text)
        own = frozenset(counted)
        # Spread over the group, so that a run of one story's copies does not fill it.
        step = max(1, len(texts) // rules.sample)
        sample = texts[::step][: rules.sample].tolist()
        # What speaks to readers is no background, whatever words it does so in.
        topical = topical and ADDRESS.search(place.text) is None
        if topical and ends_sentence(place.text) and own:
            elsewhere = sum(
                self.shelf.words(text).get(word, 0) > counted[word]
                for text in sample
                for word in own
            )
            if elsewhere >= rules.max_topical * len(own) * len(sample):
                return []
        stories: list[tuple[frozenset[str], int | None]] = []
        for text in sample:
            mine = frozenset(self.shelf.words(text)) - own
            day = self.days[text]
            if not any(self._same(mine, day, *other) for other in stories):
                stories.append((mine, day))
                if len(stories) >= enough:
                    break
        return stories

    def _same(
        self,
        mine: frozenset[str],
        day: int | None,
        other: frozenset[str],
        other_day: int | None,
    ) -> bool:
        far = (
            day is not None
            and other_day is not None
            and abs(day - other_day) > self.rules.story_days
        )
        least = self.rules.same_text if far else self.rules.same_story
        return len(mine & other) >= least * len(mine | other)
