"""The table of a run: what the server did, beside other policies on the same samples."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tests.bench.turns.corpus import PAUSES_MS, Utterance
from tests.bench.turns.live import Answered, Heard, Results
from tests.bench.turns.offline import Point, is_end, table
from tests.bench.turns.policies import OTHERS, taken_ms
from tests.bench.turns.texts import HELD

SHORT_MS = 2_000
"""Pauses up to here are to be left to her."""


@dataclass(frozen=True, slots=True)
class Row:
    """One way of deciding. ``cut[ms]`` and ``full[ms]`` are (cut-ins, pauses); ``inside`` counts cuts into speech."""

    name: str
    gaps: list[float]
    missed: int
    turns: int
    cut: dict[int, tuple[int, int]]
    full: dict[int, tuple[int, int]]
    inside: int

    def cells(self) -> list[str]:
        """For the table."""
        short = [self.cut[ms] for ms in PAUSES_MS if ms <= SHORT_MS]
        stops = [self.full[ms] for ms in PAUSES_MS if ms <= SHORT_MS]
        return [
            self.name,
            seconds(self.gaps, 50),
            seconds(self.gaps, 95),
            _percent(*map(sum, zip(*short, strict=True))),
            *(_percent(*self.cut[ms]) for ms in PAUSES_MS),
            _percent(*map(sum, zip(*stops, strict=True))),
            str(self.inside),
            _percent(self.missed, self.turns),
        ]


def seconds(values: list[float], share: int) -> str:
    """A percentile with two digits, or a dash."""
    return f"{_percentile(values, share):.2f}" if values else "-"


def _percentile(values: list[float], share: int) -> float:
    """One of the values: what never happened may stand among them as infinity."""
    return float(np.percentile(values, share, method="higher"))


def _percent(count: int, of: int) -> str:
    return f"{100 * count / of:.0f} % ({count}/{of})" if of else "-"


def ours(answers: list[Answered], name: str = "Vivavoce") -> Row:
    """What the server did. After a cut-in that went on nothing more was tried, so it does not count."""
    cut, full = (dict.fromkeys(PAUSES_MS, (0, 0)) for _ in range(2))
    for answer in answers:
        lost_s = math.inf if answer.finished else answer.cuts[-1].at_s
        cut_in = {each.pause for each in answer.cuts}
        for number, pause in enumerate(answer.pauses):
            if pause["at_ms"] / 1000 <= lost_s:
                counts = cut if pause["kind"] in HELD else full
                hits, of = counts[pause["ms"]]
                counts[pause["ms"]] = (hits + (number in cut_in), of + 1)
    whole = [answer for answer in answers if answer.finished]
    return Row(
        name,
        [answer.gap_s for answer in whole if answer.gap_s is not None],
        sum(answer.missed for answer in whole),
        len(whole),
        cut,
        full,
        sum(each.pause is None for answer in answers for each in answer.cuts),
    )


def other(name: str, points: list[Point], utterances: list[Utterance]) -> Row:
    """What a policy would have done with the silences of the same utterances, in no time at all."""
    policy = OTHERS[name]
    cut, full = (dict.fromkeys(PAUSES_MS, (0, 0)) for _ in range(2))
    gaps, inside, missed = [], 0, 0
    for utterance in utterances:
        own = [point for point in points if point.plan is utterance.plan]
        inside += sum(p.silence.place == "inside" and taken_ms(policy, [p.silence]) is not None for p in own)
        for number, pause in enumerate(utterance.pauses):
            taken = taken_ms(policy, [p.silence for p in own if p.silence.pause == number])
            counts = cut if pause.kind in HELD else full
            hits, of = counts[pause.ms]
            counts[pause.ms] = (hits + (taken is not None), of + 1)
        end = taken_ms(policy, [p.silence for p in own if is_end(p)])
        missed += end is None
        gaps += [] if end is None else [(end - utterance.end_ms) / 1000]
    return Row(name, gaps, missed, len(utterances), cut, full, inside)


def main_table(rows: Iterable[Row]) -> str:
    """Gap in seconds; cut-ins as shares of the pauses that were tried."""
    lengths = [f"{ms / 1000:g} s" for ms in PAUSES_MS]
    head = ["", "gap p50", "gap p95", "cut-ins ≤ 2 s", *lengths, "after a full stop ≤ 2 s", "into speech", "missed"]
    return table(head, (row.cells() for row in rows))


def by(answers: list[Answered], title: str, key: Callable[[dict[str, Any]], str]) -> str:
    """The server's figures for each language, voice, noise…"""
    groups = sorted({key(answer.plan) for answer in answers})
    rows = []
    for group in groups:
        row = ours([answer for answer in answers if key(answer.plan) == group], group)
        cells = row.cells()
        rows.append([*cells[:4], cells[-3], cells[-2], cells[-1]])
    head = [title, "gap p50", "gap p95", "cut-ins ≤ 2 s", "after a full stop ≤ 2 s", "into speech", "missed"]
    return table(head, rows)


def asides_table(asides: list[Heard]) -> str:
    """What stopped the interviewer, and how fast."""
    rows = []
    for kind, below_db in dict.fromkeys((heard.aside["kind"], heard.aside["below_db"]) for heard in asides):
        own = [heard for heard in asides if (heard.aside["kind"], heard.aside["below_db"]) == (kind, below_db)]
        ducks = [heard.ducked_s for heard in own if heard.ducked_s is not None]
        hushes = [heard.hushed_s for heard in own if heard.hushed_s is not None]
        cells = [_percent(len(hushes), len(own)), _percent(len(ducks), len(own))]
        cells += [seconds(ducks, 50), seconds(ducks, 95), seconds(hushes, 50), seconds(hushes, 95)]
        name = f"{kind}, {below_db:.0f} dB below a voice" if below_db else kind
        rows.append([name, "yes" if own[0].must_stop else "no", *cells])
    head = ["heard while she speaks", "should stop", "stopped", "lowered", "lowered p50", "p95", "stopped p50", "p95"]
    return table(head, sorted(rows))


def given_back(answers: list[Answered]) -> str:
    """How the interviewer mends a cut-in, in a sentence."""
    cuts = [cut for answer in answers for cut in answer.cuts]
    times = [cut.given_back_s for cut in cuts if cut.given_back_s is not None]
    median = f", median {seconds(times, 50)} s after she went on" if times else ""
    return f"After {len(times)} of {len(cuts)} cut-ins the interviewer fell silent by itself{median}.\n"


def targets(row: Row, asides: list[Heard], others: list[Row]) -> str:
    """Which of the targets are met."""
    hits, of = map(sum, zip(*(row.cut[ms] for ms in PAUSES_MS if ms <= SHORT_MS), strict=True))
    quiet = [heard for heard in asides if not heard.must_stop]
    false_stops = sum(heard.hushed_s is not None for heard in quiet)
    never = float("inf")
    ducks = [never if heard.ducked_s is None else heard.ducked_s for heard in asides if heard.must_stop]
    fixed = [policy for policy in others if policy.name.startswith("silence")]
    checks = [
        ("gap p50 ≤ 0.9 s", _at_most(row.gaps, 50, 0.9)),
        ("gap p95 ≤ 1.8 s", _at_most(row.gaps, 95, 1.8)),
        ("cut-ins ≤ 2 % on pauses up to 2 s", hits <= 0.02 * of if of else None),
        ("missed ≤ 1 %", row.missed <= 0.01 * row.turns if row.turns else None),
        ("false stops ≤ 3 %", false_stops <= 0.03 * len(quiet) if quiet else None),
        ("barge-in p95 ≤ 0.25 s", _at_most(ducks, 95, 0.25)),
        ("no fixed policy is as good in gap and cut-ins", not any(_as_good(each, row) for each in fixed)),
    ]
    said = {True: "met", False: "not met", None: "not measured"}
    return table(["target", "this run"], [(name, said[met]) for name, met in checks])


def _at_most(values: list[float], share: int, limit: float) -> bool | None:
    return _percentile(values, share) <= limit if values else None


def _share(row: Row) -> float:
    hits, of = map(sum, zip(*(row.cut[ms] for ms in PAUSES_MS if ms <= SHORT_MS), strict=True))
    return hits / of if of else 0.0


def _as_good(policy: Row, row: Row) -> bool:
    if not row.gaps or not policy.gaps:
        return False
    return bool(np.median(policy.gaps) <= np.median(row.gaps)) and _share(policy) <= _share(row)


def report(results: Results, points: list[Point], utterances: list[Utterance]) -> str:
    """Everything, as Markdown."""
    row = ours(results.answers)
    others = [other(name, points, utterances) for name in OTHERS]
    parts = [
        main_table([row, *others]),
        given_back(results.answers),
        targets(row, results.asides, others),
        asides_table(results.asides),
        by(results.answers, "language", lambda plan: str(plan["language"])),
        by(results.answers, "noise", lambda plan: str(plan["noise"] or "quiet")),
        by(results.answers, "voice", lambda plan: str(plan["engine"])),
        by(results.answers, "pace", lambda plan: str(plan["pace"])),
        by(results.answers, "pause", lambda plan: "+".join(plan["kinds"]) or "none"),
    ]
    if results.troubles:
        parts.append("\n".join(f"- {trouble}" for trouble in results.troubles) + "\n")
    return "\n".join(parts)
