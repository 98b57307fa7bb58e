"""In grouping: articles that belong into one cluster or don't, relations of pairs.

What grouping would do by itself is found on the neighbours of the articles in question
alone: a pair depends on its two articles, and a cluster on the pairs within reach.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import pyarrow as pa

from transforms.copies.assemble import Copies
from transforms.copies.decisions import Decisions
from transforms.corrections.links import Links, Pair, pair_of
from transforms.corrections.outcomes import Changed, Outcome, applied, not_applied
from transforms.corrections.targets import Missing, articles_named, one_article, shown
from warehouse.schema.corrections import Correction
from warehouse.schema.terms import COPY_RELATIONS, CorrectionAction

ACTIONS: tuple[CorrectionAction, ...] = (
    "merge_clusters",
    "split_cluster",
    "set_relation",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one correction asks for, its articles found."""

    correction: Correction
    articles: tuple[str, ...]
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    before: str | None = None
    """Relation of the pair before, once that is known."""

    @property
    def target_id(self) -> str:
        """The articles, joined as in the key of a pair."""
        return "|".join(sorted(self.articles))

    @property
    def relation(self) -> str | None:
        """The relation that is asked for, where the action is about one."""
        return _relation(dict(self.correction.values))


@dataclass(frozen=True, slots=True)
class Plain:
    """How articles would be grouped without any decision."""

    cluster_of: Mapping[str, str]
    relation_of: Mapping[Pair, str]

    def together(self, pair: Pair) -> bool:
        """Both stand in one cluster."""
        return self.cluster_of[pair[0]] == self.cluster_of[pair[1]]


@dataclass(frozen=True, slots=True)
class Decided:
    """Decisions for grouping, and what of the corrections did not become one."""

    decisions: Decisions
    in_force: tuple[Asked, ...]
    outcomes: tuple[Outcome, ...]


def group_as_decided(
    articles: pa.Table,
    corrections: Sequence[Correction],
    *,
    find: Callable[[Decisions], Copies],
) -> tuple[Copies, tuple[Outcome, ...]]:
    """Copies grouped as people decided, and what came of their decisions.

    Args:
        articles: Current versions.
        corrections: All corrections; other actions are left alone.
        find: Groups the articles under decisions. Where there are corrections it is
            called twice: guards are held against what grouping does by itself.
    """
    asked, missing = ask([c for c in corrections if c.action in ACTIONS], articles)
    copies = find(Decisions())
    if not asked:
        return copies, tuple(missing)
    plain = read_plain(copies)
    decided = decide(asked, plain)
    if decided.decisions != Decisions():
        copies = find(decided.decisions)
    held = tuple(settle(one, plain) for one in decided.in_force)
    return copies, (*missing, *decided.outcomes, *held)


def ask(
    corrections: Sequence[Correction], articles: pa.Table
) -> tuple[list[Asked], list[Outcome]]:
    """What the corrections ask for, and those whose articles are not there."""
    named = articles_named((name for c in corrections for name in _names(c)), articles)
    asked: list[Asked] = []
    missing: list[Outcome] = []
    for correction in corrections:
        found = {name: one_article(name, named) for name in _names(correction)}
        ids = [id_ for id_ in found.values() if isinstance(id_, str)]
        lacking = [
            (name, why) for name, why in found.items() if isinstance(why, Missing)
        ]
        if lacking:
            name, why = lacking[0]
            missing.append(not_applied(correction, why.status, name, why.message))
        elif len(set(ids)) < len(ids):
            missing.append(
                not_applied(
                    correction,
                    "target_ambiguous",
                    "|".join(sorted(set(ids))),
                    "two of its names stand for one article: name each article once",
                )
            )
        else:
            asked.append(_asked(correction, found))  # type: ignore[arg-type]
    return asked, missing


def _names(correction: Correction) -> tuple[str, ...]:
    return (*correction.target.articles, *correction.target.apart_from)


def _asked(correction: Correction, found: Mapping[str, str]) -> Asked:
    target = correction.target
    ids = [found[name] for name in target.articles]
    others = [found[name] for name in target.apart_from]
    linked = frozenset(pair_of(ids[0], other) for other in ids[1:])
    between = frozenset(pair_of(*pair) for pair in product(ids, others))
    if correction.action == "merge_clusters":
        return Asked(correction, tuple(ids), together=linked)
    if correction.action == "split_cluster":
        return Asked(correction, (*ids, *others), apart=between)
    if _relation(dict(correction.values)) in COPY_RELATIONS:
        return Asked(correction, tuple(ids), together=linked)
    return Asked(correction, tuple(ids), apart=linked)


def decide(asked: Sequence[Asked], plain: Plain) -> Decided:
    """Decisions that do not contradict each other; of those that do, the latest holds.

    Args:
        asked: What corrections ask for.
        plain: What grouping does by itself.
    """
    outcomes: list[Outcome] = []
    chains: dict[Pair, list[Asked]] = {}
    standing: dict[Pair, str | None] = {}
    for asker in sorted(asked, key=lambda one: one.correction.precedence):
        if asker.relation is None:
            continue
        one, pair = asker, pair_of(*asker.articles)
        relation = standing.setdefault(pair, plain.relation_of.get(pair))
        expected = _relation(dict(one.correction.expect))
        if relation not in {one.relation, expected}:
            outcomes.append(_guarded(one, relation, expected))
            continue
        standing[pair] = one.relation
        one = replace(asker, before=relation)
        chains.setdefault(pair, []).append(one)
    units = [[one] for one in asked if one.relation is None] + list(chains.values())
    units.sort(key=lambda unit: unit[-1].correction.precedence, reverse=True)
    links = Links()
    in_force: list[Asked] = []
    relations: list[tuple[str, str, str]] = []
    for unit in units:
        last = unit[-1]
        if not links.add(last.together, last.apart):
            outcomes += [_overruled(one, links, in_force) for one in unit]
            continue
        # Of a chain of relations the last one alone decides about clusters.
        nothing = frozenset[Pair]()
        in_force += [replace(one, together=nothing, apart=nothing) for one in unit[:-1]]
        in_force.append(last)
        if last.relation is not None:
            relations.append((*pair_of(*last.articles), last.relation))
    return Decided(
        decisions=Decisions(
            must_link=tuple(sorted(links.together)),
            cannot_link=tuple(sorted(links.apart)),
            relations=tuple(sorted(relations)),
        ),
        in_force=tuple(in_force),
        outcomes=tuple(outcomes),
    )


def _relation(values: Mapping[str, object]) -> str | None:
    relation = values.get("relation")
    return None if relation is None else str(relation)


def _guarded(one: Asked, relation: str | None, expected: str | None) -> Outcome:
    return not_applied(
        one.correction,
        "guard_failed",
        one.target_id,
        f"the relation is {relation or 'none'}, expected was {expected or 'none'}: "
        "look again, then mend 'expect' or remove the correction",
    )


def _overruled(one: Asked, links: Links, in_force: Sequence[Asked]) -> Outcome:
    groups = {links.group_of(article) for article in one.articles}
    by = [
        other.correction.id
        for other in in_force
        if groups & {links.group_of(article) for article in other.articles}
    ]
    return not_applied(
        one.correction,
        "overruled",
        one.target_id,
        f"it contradicts what was decided later ({shown(by)}): remove the one that is "
        "wrong",
    )


def read_plain(copies: Copies) -> Plain:
    """What grouping did by itself."""
    members, pairs = copies.copies, copies.copy_pairs
    return Plain(
        cluster_of=dict(
            zip(
                members["article_id"].to_pylist(),
                members["cluster_id"].to_pylist(),
                strict=True,
            )
        ),
        relation_of={
            (a, b): relation
            for a, b, relation in zip(
                pairs["article_a"].to_pylist(),
                pairs["article_b"].to_pylist(),
                pairs["relation"].to_pylist(),
                strict=True,
            )
        },
    )


def settle(one: Asked, plain: Plain) -> Outcome:
    """What came of a decision that holds, against what stands without it."""
    changed = [
        Changed(
            table_name="copies",
            row_id="|".join(pair),
            field="cluster_id",
            before="apart" if together else "together",
            after="together" if together else "apart",
        )
        for together, pairs in ((True, one.together), (False, one.apart))
        for pair in sorted(pairs)
        if plain.together(pair) != together
    ]
    if one.before != one.relation:
        changed.append(
            Changed(
                table_name="copy_pairs",
                row_id=one.target_id,
                field="relation",
                before=one.before,
                after=one.relation,
            )
        )
    if changed:
        return applied(one.correction, one.target_id, changed)
    return not_applied(
        one.correction,
        "already_true",
        one.target_id,
        "grouping does the same without it: remove the correction, unless it is to "
        "hold whatever grouping does later",
    )
