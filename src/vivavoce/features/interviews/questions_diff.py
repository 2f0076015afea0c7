"""A full list of questions against those that stand: what is kept, replaced, added and taken out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from vivavoce.features.interviews.spec import OwnQuestion


@dataclass(frozen=True, slots=True)
class Standing:
    """A question as it stands."""

    id: UUID
    text: str
    external_id: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """``placed``: every question of the new list, in order, with the standing one that it carries on (None: new) and
    whether its text stays. ``removed``: standing ones that are in the list no more."""

    placed: tuple[tuple[OwnQuestion, UUID | None, bool], ...]
    removed: tuple[UUID, ...] = field(default=())

    @property
    def kept(self) -> tuple[UUID, ...]:
        """Questions whose text stays."""
        return tuple(old for _, old, same in self.placed if old and same)

    @property
    def replaced(self) -> tuple[UUID, ...]:
        """Questions whose text changes."""
        return tuple(old for _, old, same in self.placed if old and not same)


def diff(given: Sequence[OwnQuestion], standing: Sequence[Standing]) -> Diff:
    """Matches by ``external_id``, then by ``id``, then by the same text; each standing question at most once."""
    free = {one.id: one for one in standing}
    matched: dict[int, Standing] = {}
    rules = (
        lambda new, old: new.external_id is not None and new.external_id == old.external_id,
        lambda new, old: new.id == str(old.id),
        lambda new, old: _same(new.text, old.text),
    )
    for rule in rules:
        for at, new in enumerate(given):
            if at not in matched and (old := next((one for one in free.values() if rule(new, one)), None)):
                matched[at] = free.pop(old.id)
    placed = tuple(
        (new, old.id if (old := matched.get(at)) else None, bool(old and _same(new.text, old.text)))
        for at, new in enumerate(given)
    )
    return Diff(placed, tuple(free))


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())
