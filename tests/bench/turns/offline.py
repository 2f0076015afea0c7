"""`python -m tests.bench.turns.offline [--quick] [JSON] [Markdown]`: what the models know at every silence.

No server, no clock: it says how far voice activity, smart-turn and the words tell a thinking pause from an end, for
every voice and language, and what simple policies would have made of that.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from tests.bench.turns.corpus import HOLDS, PAUSES_MS, Corpus, Plan, Utterance, described, plans
from tests.bench.turns.policies import OTHERS, Policy, taken_ms
from tests.bench.turns.silences import ASKED_AFTER_MS, Listener, Silence
from tests.bench.turns.texts import HELD
from tests.support.server import MODELS
from vivavoce.features.sessions.said import unfinished

FOLDER = MODELS.parent / "bench" / "turns"
HOLDS_SEEN = sorted(set(HOLDS))
THRESHOLDS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Point:
    """A silence and the utterance that it is in."""

    plan: Plan
    silence: Silence


def collect(
    chosen: list[Plan], *, asked_after_ms: tuple[int, ...] = ASKED_AFTER_MS, words: bool = True
) -> tuple[list[Point], list[Utterance]]:
    """All silences of the chosen utterances, with as much about each as is wanted."""
    corpus, listener = Corpus(FOLDER, MODELS), Listener(MODELS, asked_after_ms, words=words)
    points, utterances = [], []
    try:
        for number, plan in enumerate(chosen, 1):
            utterance = corpus.utterance(plan)
            utterances.append(utterance)
            points += [Point(plan, silence) for silence in listener.silences(utterance, corpus)]
            print(f"\r{number}/{len(chosen)}", end="", file=sys.stderr, flush=True)
    finally:
        corpus.close()
        listener.close()
    print(file=sys.stderr)
    return points, utterances


def table(head: Iterable[object], rows: Iterable[Iterable[object]]) -> str:
    """Markdown."""
    lines = [list(map(str, row)) for row in (head, *rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(row)} |" for row in lines) + "\n"


def share(points: list[Point], test: Callable[[Point], bool]) -> str:
    """As a percentage with its base."""
    if not points:
        return "-"
    return f"{100 * sum(map(test, points)) / len(points):.0f} % of {len(points)}"


def is_end(point: Point) -> bool:
    """The true end of the answer."""
    return point.silence.place == "end"


def is_held(point: Point) -> bool:
    """A pause at a place where the sentence is not over."""
    return point.silence.place in HELD


def sounds_complete(after_ms: int, limit: float) -> Callable[[Point], bool]:
    """Whether smart-turn's probability reached the limit after so much silence."""
    return lambda point: point.silence.complete.get(after_ms, 0.0) >= limit


def area(points: list[Point], ms: int) -> str:
    """Probability that smart-turn rates a random end above a random held pause (area under the ROC curve)."""
    ends = np.array([p.silence.complete[ms] for p in points if is_end(p) and ms in p.silence.complete])
    held = np.array([p.silence.complete[ms] for p in points if is_held(p) and ms in p.silence.complete])
    if not len(ends) or not len(held):
        return "-"
    more = (ends[:, None] > held[None]).mean() + 0.5 * (ends[:, None] == held[None]).mean()
    return f"{more:.2f}"


def separability(points: list[Point], by: str, ms: int = 400) -> str:
    """Per voice or language: how often an end, a held pause and a full stop in between sound complete."""
    groups = sorted({str(getattr(point.plan, by)) for point in points})
    rows = []
    for group in groups:
        own = [p for p in points if str(getattr(p.plan, by)) == group and ms in p.silence.complete]
        cells = [area(own, each) for each in ASKED_AFTER_MS[:3]]
        for threshold in (0.5, 0.8):
            for choose in (is_end, is_held):
                kept = [p for p in own if choose(p)]
                cells.append(share(kept, sounds_complete(ms, threshold)))
        rows.append([group, *cells])
    head = [by, "AUC 200", "AUC 400", "AUC 600", "end ≥ .5", "held ≥ .5", "end ≥ .8", "held ≥ .8"]
    return table(head, rows)


def holds(points: list[Point]) -> str:
    """How much drawing out the last syllable before a pause tells smart-turn (after 200 and 400 ms)."""
    rows = []
    for engine in ("kokoro", "pico", "espeak"):
        for hold in HOLDS_SEEN:
            own = [p for p in points if p.plan.engine == engine and is_held(p) and p.silence.hold == hold]
            cells = [share(own, sounds_complete(ms, 0.5)) for ms in (200, 400)]
            rows.append([engine, hold, *cells])
    return table(["engine", "drawn out by", "held ≥ .5 at 200 ms", "held ≥ .5 at 400 ms"], rows)


def roc(points: list[Point]) -> str:
    """Thresholds against places, after 200, 400 and 600 ms."""
    rows = []
    for ms in ASKED_AFTER_MS:
        for threshold in THRESHOLDS:
            cells = []
            for place in ("end", *HELD, "full"):
                own = [p for p in points if p.silence.place == place and ms in p.silence.complete]
                cells.append(share(own, sounds_complete(ms, threshold)))
            rows.append([ms, threshold, *cells])
    return table(["after ms", "sounds complete from", "end", *HELD, "full"], rows)


def voice_activity(points: list[Point], utterances: list[Utterance]) -> str:
    """By noise: how late the silence is heard, pauses and ends that are not heard, gaps inside speech."""
    rows = []
    for noise in sorted({str(u.plan.noise) for u in utterances}):
        own = [p for p in points if str(p.plan.noise) == noise]
        said = [u for u in utterances if str(u.plan.noise) == noise]
        first = {
            (p.plan.name, p.silence.pause): p.silence.late_ms for p in reversed(own) if p.silence.late_ms is not None
        }
        late = list(first.values())
        pauses = sum(len(u.pauses) for u in said)
        heard = sum(number is not None for _, number in first)
        quantiles = [round(float(np.percentile(late, q))) for q in (5, 50, 95)] if late else []
        inside = sum(p.silence.place == "inside" for p in own)
        ended = len({p.plan.name for p in own if is_end(p)})
        rows.append([noise, quantiles, f"{heard}/{pauses}", f"{ended}/{len(said)}", inside])
    return table(["noise", "late ms p5 p50 p95", "pauses heard", "ends heard", "gaps inside speech"], rows)


def cut_ins(policy: Policy, points: list[Point], utterances: list[Utterance], kinds: tuple[str, ...]) -> dict[int, str]:
    """By length of pause in ms: in how many of them the floor would have been taken."""
    cells = {}
    for length in PAUSES_MS:
        known = [(u, n) for u in utterances for n, p in enumerate(u.pauses) if p.ms == length and p.kind in kinds]
        cut = sum(
            taken_ms(policy, [p.silence for p in points if p.plan is u.plan and p.silence.pause == n]) is not None
            for u, n in known
        )
        cells[length] = f"{cut}/{len(known)}"
    return cells


def gaps(policy: Policy, points: list[Point], utterances: list[Utterance]) -> tuple[list[int], int]:
    """Silences from the true ends to the taking of the turn, in ms, and how many turns were never taken."""
    taken = [(u, taken_ms(policy, [p.silence for p in points if p.plan is u.plan and is_end(p)])) for u in utterances]
    found = [at - u.end_ms for u, at in taken if at is not None]
    return found, len(taken) - len(found)


def policies(points: list[Point], utterances: list[Utterance]) -> str:
    """Cut-ins by length of pause and gaps at the end, without any time for computing."""
    rows = []
    for name, policy in OTHERS.items():
        held = cut_ins(policy, points, utterances, HELD).values()
        full = cut_ins(policy, points, utterances, ("full",)).values()
        inside = sum(p.silence.place == "inside" and taken_ms(policy, [p.silence]) is not None for p in points)
        found, missed = gaps(policy, points, utterances)
        middle, high = (round(float(np.percentile(found, q))) for q in (50, 95))
        cells = [f"{a} + {b}" for a, b in zip(held, full, strict=True)]
        rows.append([name, *cells, inside, middle, high, missed])
    lengths = [f"{ms / 1000:g} s, held + full stop" for ms in PAUSES_MS]
    return table(["policy", *lengths, "inside speech", "gap p50", "gap p95", "missed"], rows)


def words(points: list[Point]) -> str:
    """English: what the words say at each place, and what they cost."""
    rows = []
    for place in ("end", *HELD, "full"):
        own = [
            p for p in points if p.plan.language == "en" and p.silence.place == place and p.silence.words_ms is not None
        ]
        said = [p.silence.words or "" for p in own]
        costs = sorted(p.silence.words_ms or 0 for p in own)
        if not own:
            continue
        rows.append(
            [
                place,
                len(own),
                sum(unfinished(text, "en") for text in said),
                f"{sum(text.rstrip().endswith(('.', '!', '?')) for text in said)}",
                f"{sum(not text for text in said)}",
                f"{costs[len(costs) // 2]} / {costs[int(0.95 * (len(costs) - 1))]}",
            ]
        )
    return table(["place", "of", "unfinished last word", "ends with . ! ?", "no words", "ms p50 / p95"], rows)


def report(points: list[Point], utterances: list[Utterance]) -> str:
    """All tables."""
    pauses = sum(len(u.pauses) for u in utterances)
    parts = [
        f"# Silences of {len(utterances)} utterances, {pauses} thinking pauses\n",
        "## Voice activity\n\n" + voice_activity(points, utterances),
        "## smart-turn: how often a place sounds complete\n\n" + roc(points),
        "## smart-turn by language (after 400 ms)\n\n" + separability(points, "language"),
        "## smart-turn by voice (after 400 ms)\n\n" + separability(points, "voice"),
        "## smart-turn before drawn-out pauses\n\n" + holds(points),
        "## smart-turn by engine (after 400 ms)\n\n" + separability(points, "engine"),
        "## smart-turn by noise (after 400 ms)\n\n" + separability(points, "noise"),
        "## smart-turn by pace (after 400 ms)\n\n" + separability(points, "pace"),
        "## Words (English, Moonshine)\n\n" + words(points),
        "## Policies on these silences: cut-ins by length of pause, gap in ms\n\n" + policies(points, utterances),
    ]
    return "\n".join(parts)


def main() -> None:
    """Writes both files and prints the tables."""
    arguments = [word for word in sys.argv[1:] if not word.startswith("--")]
    chosen = plans()[:: 10 if "--quick" in sys.argv else 1]
    points, utterances = collect(chosen)
    text = report(points, utterances)
    rows = [
        {
            "utterance": described(u.plan),
            "end_ms": u.end_ms,
            "silences": [asdict(p.silence) for p in points if p.plan is u.plan],
        }
        for u in utterances
    ]
    for path, content in zip(arguments, (json.dumps(rows, indent=1, ensure_ascii=False), text), strict=False):
        Path(path).write_text(content)
    print(text)


if __name__ == "__main__":
    main()
