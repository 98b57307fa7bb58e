"""Who says what in one sentence: cue verbs and what they govern.

No parse: a cue is looked up, its subject is the noun phrase that stands before it (or
after it, when the order is turned), and the rest of the sentence tells which side the
reported words stand on.
"""

from __future__ import annotations

from transforms.figures.clause_subjects import Subjects
from transforms.figures.cues import (
    AUXILIARIES,
    DAYS,
    MODALS,
    NO_CUE_AFTER,
    NOUN_CUES,
    NOUN_FORMS,
    Cue,
    is_adverb,
)
from transforms.figures.phrases import (
    COUNTED,
    DETERMINERS,
    PERSONAL,
    PREPOSITIONS,
    QUOTED,
    STOPS,
    TAIL_STARTS,
    Subject,
)
from transforms.figures.shapes import ACCOUNTS, DASHES, Saying, Unit

BE = frozenset("is are was were be been being isn't wasn't aren't weren't got".split())
AUDIENCE = frozenset("tell alert warn inform advise notify remind brief assure".split())
"""Verbs whose passive names the audience (`MPs were told`)."""

INVERTED = frozenset(
    "say ask add write tell explain reply tweet claim warn note report argue complain "
    "joke conclude recall insist respond continue declare observe admit".split()
)
"""Verbs that stand before their subject (`said Ida Marlow`) after a mere comma;
behind a quotation any verb of saying may."""

GOES_ON = frozenset(
    "compared adding and but up down from against more less although though which "
    "including versus with".split()
)
"""Words that go on, after a comma, with what stood before the cue."""


class Reader(Subjects):
    """Reads the sayings of the units of one text."""

    def sayings(self, unit: Unit, cue_places: list[int]) -> list[Saying]:
        """Every cue of the unit with what it attributes, in order of the text."""
        found: list[Saying] = []
        position = {item: place for place, item in enumerate(unit.items)}
        for token in cue_places:
            place = position.get(token)
            name = self.cast.at.get(token)
            if place is None or (name is not None and name.first < name.last):
                continue
            saying = self.saying(unit, place, found)
            if saying is not None:
                found.append(saying)
        if not found:
            found.extend(self.without_cue(unit))
        return self.without_inner_intents(found)

    def without_inner_intents(self, found: list[Saying]) -> list[Saying]:
        """The sayings without what others tell (`he said they want`)."""
        spoken = [
            span for saying in found if not saying.intent for span in saying.scopes
        ]
        return [
            saying
            for saying in found
            if (saying.scopes and not saying.intent)
            or not any(
                start <= self.tokens.starts[saying.cue_first] < end
                for start, end in spoken
            )
        ]

    def saying(self, unit: Unit, place: int, before: list[Saying]) -> Saying | None:
        """What the cue at a place attributes, or None."""
        items, phrases = unit.items, self.phrases
        word = phrases.word(items[place])
        if word == "according":
            return self.according(unit, place)
        if word in ACCOUNTS and phrases.at(items, place - 2) == "by":
            return self.account(unit, place)
        determined = place > 0 and (
            phrases.owns(items[place - 1])
            or phrases.at(items, place - 1) in DETERMINERS - COUNTED - {"that"}
        )
        if determined:
            return self.noun(unit, place) if word in NOUN_CUES else None
        return self.verb(unit, place, before) if word in self.cues else None

    # verbs

    def verb(self, unit: Unit, place: int, before: list[Saying]) -> Saying | None:
        """A cue verb with its subject and scopes, or None where it is none."""
        items, phrases = unit.items, self.phrases
        word = phrases.word(items[place])
        cue = self.cues[word]
        following = phrases.at(items, place + 1)
        excluded = NO_CUE_AFTER.get(cue.lemma, frozenset())
        if following in excluded or (
            cue.lemma == "claim"
            and any(phrases.at(items, place + step) in excluded for step in (2, 3, 4))
        ):
            return None
        left, passive, perfect, modal = place - 1, False, False, False
        while left >= 0 and items[left] >= 0:
            helper = phrases.word(items[left])
            if helper == "to":
                return None
            if helper in DAYS and phrases.at(items, left - 1) in {"on", "last", "late"}:
                # `The poll released on Monday found`, `Ida Marlow on Monday said`.
                left -= 2
                continue
            if helper in BE and cue.form in {"past", "past participle"}:
                passive = True
            elif helper in MODALS:
                modal = True
            elif helper in {"has", "have", "had", "having"}:
                perfect = True
            elif helper not in AUXILIARIES and (
                items[left] in self.cast.at or not is_adverb(helper)
            ):
                break
            left -= 1
        if modal and before:
            return None
        if passive:
            return self.passive(unit, place, left, cue)
        if cue.form == "past participle" and not perfect:
            return None
        if cue.form == "participle" and left == place - 1:
            return self.participle(unit, place, cue, before)
        if cue.lemma == "hear":
            return self.audience(unit, place) if following == "that" else None
        turned = self.inverted(unit, place, cue)
        if turned is not None:
            return turned
        subject = self.subject_left(items, left, before)
        if subject is None:
            return None
        counted = self.tokens.lower[subject.last] in COUNTED - {"one", "others"}
        if (
            word in NOUN_FORMS
            and left == place - 1
            and (subject.kind == "unknown" or counted)
        ):
            return None
        if not self.fits(cue, subject, items, place):
            return self.quoting(unit, place, cue, subject)
        if cue.form == "base" and not self.agrees(items, place, left, subject):
            return None
        return self.scoped(unit, place, subject, cue)

    def quoting(
        self, unit: Unit, place: int, cue: Cue, subject: Subject
    ) -> Saying | None:
        """A verb that attributes only the quotations behind it (`called it “fair”`)."""
        if subject.kind in {"unknown", "document"} or not unit.quotes:
            return None
        if not cue.classes & {"that", "plan"}:
            return None
        token = unit.items[place]
        return Saying(
            cue_first=token,
            cue_last=token,
            subject=subject,
            scopes=(),
            tail=(self.tokens.ends[token], unit.end),
        )

    def passive(self, unit: Unit, place: int, left: int, cue: Cue) -> Saying | None:
        """`MPs were told …`: the speaker follows `by` or is found elsewhere."""
        items, phrases = unit.items, self.phrases
        for step in range(place + 1, min(place + 8, len(items) - 1)):
            word = phrases.word(items[step])
            if word == "by":
                last = phrases.right(items, step + 1)
                subject = (
                    None if last is None else phrases.subject(items, step + 1, last)
                )
                if subject is None or subject.kind == "unknown":
                    return None
                return Saying(
                    cue_first=items[place],
                    cue_last=items[place],
                    subject=subject,
                    scopes=((self.tokens.ends[items[place]], unit.end),),
                    passive=True,
                )
            if word in {"that", ",", QUOTED}:
                break
        if cue.lemma not in AUDIENCE or left < 0:
            return None
        return self.audience(unit, place)

    def audience(self, unit: Unit, place: int) -> Saying | None:
        """A saying whose speaker other sentences have to tell."""
        token = unit.items[place]
        scope = (self.tokens.ends[token], unit.end)
        if scope[0] >= scope[1]:
            return None
        return Saying(
            cue_first=token, cue_last=token, subject=None, scopes=(scope,), passive=True
        )

    def participle(
        self, unit: Unit, place: int, cue: Cue, before: list[Saying]
    ) -> Saying | None:
        """`…, adding that`: the speaker is the subject of the main clause."""
        items, phrases = unit.items, self.phrases
        opener = phrases.at(items, place - 1)
        if opener == "as" and phrases.at(items, place - 2) in {"quoted", "cited"}:
            return self.quoted_as(unit, place)
        if place == 0 or not (opener in {",", QUOTED} or (opener == "and" and before)):
            return None
        following = phrases.at(items, place + 1)
        subject = self.inherited(items, place, before)
        if subject is None:
            return None
        if "free" not in cue.classes and following not in {"that", ":", QUOTED}:
            return self.quoting(unit, place, cue, subject)
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            subject=subject,
            scopes=((self.tokens.ends[items[place]], unit.end),),
        )

    def quoted_as(self, unit: Unit, place: int) -> Saying | None:
        """`Ida Marlow was quoted as saying …`."""
        items, phrases = unit.items, self.phrases
        left = place - 3
        while left >= 0 and phrases.word(items[left]) in AUXILIARIES:
            left -= 1
        subject = self.subject_left(items, left, [])
        if subject is None:
            return None
        return self.scoped(unit, place, subject, self.cues["said"])

    def inverted(self, unit: Unit, place: int, cue: Cue) -> Saying | None:
        """`…, said Ida Marlow`: the subject stands behind the verb."""
        items, phrases = unit.items, self.phrases
        before = phrases.at(items, place - 1)
        turns = cue.lemma in INVERTED or (
            before == QUOTED and cue.classes & {"free", "that"}
        )
        if not turns or cue.form not in {"past", "third"}:
            return None
        if place == 0 or not (
            before == QUOTED or before in DASHES or before in {",", "?", "!"}
        ):
            return None
        opener = phrases.at(items, place + 1)
        if opener in STOPS and opener not in PERSONAL:
            return None
        last = phrases.right(items, place + 1)
        subject = None if last is None else phrases.subject(items, place + 1, last)
        if last is None or subject is None or subject.kind == "unknown":
            return None
        behind = phrases.at(items, last + 1)
        if behind[0].isalnum() and behind not in TAIL_STARTS | {"and", "of"}:
            return None
        if before == "," and phrases.aside(items, place - 1) is not None:
            return None
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            subject=subject,
            scopes=((unit.start, self.tokens.starts[items[place]]),),
            tail=(self.tokens.ends[subject.last], unit.end),
        )

    def scoped(self, unit: Unit, place: int, subject: Subject, cue: Cue) -> Saying:
        """The saying with the side of the sentence that it attributes."""
        items, tokens = unit.items, self.tokens
        after = (tokens.ends[items[place]], unit.end)
        scopes: tuple[tuple[int, int], ...] = (after,)
        tail = None
        first = place
        while first > 0 and not 0 <= items[first] <= subject.first:
            first -= 1
        if items[first] == subject.first and self.is_postposed(items, first, place):
            before = (unit.start, tokens.starts[subject.first])
            if self.goes_on(items, first, place):
                scopes = (before, after)
            else:
                scopes, tail = (before,), after
        return Saying(
            cue_first=items[place],
            cue_last=items[place],
            subject=subject,
            scopes=tuple(span for span in scopes if span[0] < span[1]),
            tail=tail,
            intent=cue.classes == {"plan"},
        )

    def goes_on(self, items: list[int], first: int, place: int) -> bool:
        """Whether what is said goes on behind a cue that follows it.

        `The plan, he said, was to …` does, `“…,” she said as she left` does not.
        """
        phrases = self.phrases
        quoted = phrases.at(items, first - 1) == QUOTED or (
            phrases.at(items, first - 2) == QUOTED
        )
        following = phrases.at(items, place + 1)
        if following == "that":
            return True
        if following not in {",", *DASHES}:
            return False
        behind = phrases.at(items, place + 2)
        if behind in GOES_ON:
            return True
        return (
            not quoted and not behind.endswith("ing") and behind not in {"who", "not"}
        )

    def is_postposed(self, items: list[int], first: int, place: int) -> bool:
        """Whether what is reported stands before its speaker (`…, he said`)."""
        phrases = self.phrases
        if first == 0:
            return False
        before = phrases.at(items, first - 1)
        if before == QUOTED:
            return True
        if before not in {",", "?", "!"} and before not in DASHES:
            return False
        if phrases.at(items, first - 2) == QUOTED:
            return True
        following = phrases.at(items, place + 1)
        closes = following in {".", ",", ";", QUOTED, "?", "!"} or following in DASHES
        if not closes and self.phrases.word(items[place]) == "told":
            # `…, Ida Marlow told the council.`
            last = phrases.right(items, place + 1)
            behind = "" if last is None else phrases.at(items, last + 1)
            closes = behind in {".", ",", ";", QUOTED}
            following = behind or following
        if not closes and following not in TAIL_STARTS:
            return False
        short = first - 1 <= 2
        lead = phrases.at(items, 0) in PREPOSITIONS and all(
            phrases.word(item) != "," for item in items[: first - 1]
        )
        if closes:
            return not short
        return not short and not lead
