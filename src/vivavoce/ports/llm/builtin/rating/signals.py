"""What an answer shows, counted: own words, own actions, a result, reasons, facts; and what it lacks.

Pure functions over pieces; no embeddings, no thresholds for people. English.
"""

# ruff: noqa: SIM905 (word lists read better as text)

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vivavoce.ports.llm.builtin.rating.speech import Piece
from vivavoce.ports.llm.builtin.rating.text import found_in, stem, words
from vivavoce.ports.llm.builtin.rating.words import (
    FUNCTION_WORDS,
    GRAMMAR,
    IRREGULAR_PASTS,
    NUMBER_WORDS,
    TIME_AND_PLACE,
)


class Ask(StrEnum):
    """What a question asks for; a complete answer looks different for each."""

    STORY = "story"
    METHOD = "method"
    MOTIVE = "motive"
    FACT = "fact"


_FACT = re.compile(
    r"\b(?:when (?:can|could|would|are|will) you|which (?:\w+ ){0,3}(?:shifts?|days|hours)|notice period|available|"
    r"availability|are you (?:able|willing|allowed|comfortable|authori[sz]ed)|how many years|"
    r"do you (?:have|hold|own) (?:a|an|any|your)|how soon|start date|how many hours)\b"
)
_MOTIVE = re.compile(
    r"\b(?:what interests|interests you|why (?:do you want|did you|are you|this|us|would you)|enjoy|motivat\w+|"
    r"attract\w*|interested in|fits what you|like (?:most|best)|energi[sz]\w*|gives you energy|proud|looking "
    r"for|drawn to|appeals?|hope to)\b"
)
_STORY = re.compile(
    r"\b(?:tell me about|tell us about|describe (?:a|an|the|one|your)|walk (?:me|us) through|(?:give|share) "
    r"(?:me |us )?"
    r"(?:an example|a)|a time|a situation|an example|have you ever|last time|what did you do|think back|piece "
    r"of work you|most demanding|which of your earlier|have you done|how did it go|comes to mind|how did you)\b"
)


_ASKS_WHEN = re.compile(r"\b(?:when|which|days|hours|shifts?|notice|soon|start|availab\w+)\b")
_TELLS_WHEN = re.compile(
    r"\b(?:(?:right|straight) away|immediately|today|tomorrow|any ?time|full[- ]time|part[- ]time|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekdays?|weekends?|mornings?|afternoons?|evenings?|nights?|"
    r"shifts?|january|february|april|june|july|august|september|october|november|december|notice|hours|"
    r"(?:in|after|within|of|one|two|three|four|six|\d+) (?:\w+ )?(?:days?|weeks?|months?)|"
    r"(?:next|this) (?:week|month|year|spring|summer|autumn|fall|winter))\b"
)


def gives_the_fact(question: str, pieces: Sequence[str]) -> bool:
    """Whether an answer to a plain question of fact holds such a fact; to "when", something about time."""
    text = " ".join(pieces).lower()
    if _ASKS_WHEN.search(question.lower()):
        return bool(_TELLS_WHEN.search(text))
    return bool(re.search(r"\d|\b(?:yes|no|yeah|i do|i don't|i have|i am|i hold)\b", text))


def ask_of(question: str) -> Ask:
    """What the question asks for. A question about a past event is a story whatever else it holds."""
    low = " ".join(question.lower().split())
    if _FACT.search(low):
        return Ask.FACT
    if _STORY.search(low) and not _MOTIVE.search(low):
        return Ask.STORY
    return Ask.MOTIVE if _MOTIVE.search(low) else Ask.METHOD


@dataclass(frozen=True, slots=True)
class Signals:
    """Counts over one answer; shares are 0 to 1."""

    words: int
    own_stems: int
    """Different content words that the question did not contain."""
    actions: float
    """Things the speaker did or does ("I checked"); what "we" did counts half."""
    results: int
    reasons: int
    facts: int
    """Numbers, dates, names, "for example"."""
    past: int
    claim_share: float
    """Share of pieces that claim ("I am a team player", "communication is key") and show nothing."""
    grammar_share: float
    """Share of words that only grammar needs: below a fifth it is a list, not speech."""
    question_share: float
    """Share of the content words that the question had already."""


_RESULT = re.compile(
    r"\b(?:in the end|at the end|as a result|result(?:ed|s)?|since then|afterwards|eventually|finally|ended up|"
    r"turned out|"
    r"which (?:meant|saved|reduced|helped|ended|brought|we corrected|fixed)|(?:went|dropped|fell|rose|grew|"
    r"came|cut|moved) "
    r"(?:it )?(?:down|up|from|to|back|by)|(?:was|were|got|it's) (?:fine|better|solved|repaired|fixed|happy|"
    r"safe|on time|"
    r"ok|satisfied|moved|gone|delivered|finished|done)|reduced|increased|saved|improved|delivered|launched|signed|"
    r"thanked|said thanks|accepted|succeeded|reached|achieved|won|calmed down|came back|happy|no more|still "
    r"(?:in use|works|comes|"
    r"use|there)|they work|works? (?:again|fine|well|now)|from \w+ (?:\w+ )?to \w+|so that|nobody|nothing came|"
    r"fixed it|solved|"
    r"learned from|lesson|"
    r"after (?:\w+ ){1,2}(?:days|weeks?|months?|years?) (?:he|she|it|they|we|i|the)|(?:he|she|they) (?:got a|"
    r"passed|managed|could))\b"
)
_REASON = re.compile(
    r"\b(?:because|since|so that|in order to|that's why|which is why|the reason|therefore|otherwise|in case|so)\b"
)
_EXAMPLE = re.compile(
    r"\b(?:for example|for instance|such as|last (?:year|week|month|spring|summer|autumn|winter|time|[a-z]+day))\b"
)
_CLAIM = re.compile(
    r"\b(?:team player|people person|hard ?work(?:er|ing)|work(?:s|ed)? (?:very |really )?hard|do my best|try "
    r"my best|give (?:a |my )?(?:hundred|110|one hundred|everything|best)|"
    r"(?:hundred|110) (?:and ten )?percent|passionate|motivated|flexible|reliable|punctual|fast learner|quick "
    r"learner|learn (?:new "
    r"things )?(?:very )?(?:quickly|fast)|always (?:stay|do|find|give|try|positive|open|check|hit|fun|goes)|"
    r"never give up|love (?:my|to|working|what|"
    r"people|challenges)|like (?:pressure|challenges|people|all|everything)|communication is|is (?:very |"
    r"really |so )?(?:key|important)|important (?:to|that)|"
    r"no problem|used to it|i can do (?:everything|anything|it all)|(?:very|really|super|highly|extremely) "
    r"(?:good|strong|precise|organi[sz]ed|creative|"
    r"flexible|motivated|friendly|reliable)|a good (?:solution|way|atmosphere)|great (?:company|reputation|"
    r"team|place)|new challenge|grow and|develop myself|things like "
    r"that|and so on|and stuff|stuff like|different things|many reasons|it depends|somehow|whatever|everyone "
    r"has to|everybody has to|you have to|"
    r"should respect|as a team|natural|open person|every \w+ is (?:different|important|unique)|i know what i "
    r"am doing|works fine|everything i can|safety first|"
    r"good with people|work well with|in a friendly way|get along|i enjoy everything|all of it)\b"
)
_BOAST = re.compile(r"\b(?:hundred|110|120|200|1000)(?: and (?:ten|twenty))? ?(?:percent|%)")
_NOT_ACTIONS = frozenset(
    """am was would'nt will think thought like liked love loved enjoy know knew believe feel felt want wanted need
    needed hope guess had have haven't hadn't don't didn't can can't could couldn't never cannot would should
    might may must suppose remember wish mean see understand said do did always i is wasn't""".split()
)
_BETWEEN = frozenset(
    "also then just usually first even really only still quickly already normally immediately often would will".split()
)
_CAN_DO = frozenset("i'd i'll i've".split())


def content_stems(tokens: Iterable[str]) -> list[str]:
    """Stems of the words that carry meaning, in order, numbers included."""
    return [stem(word) for word in tokens if word not in FUNCTION_WORDS and (len(word) > 2 or word.isdigit())]


def signals_of(pieces: Sequence[Piece], question: str) -> Signals:
    """Counts everything once over the answer's pieces."""
    asked = frozenset(content_stems(words(question)))
    tokens = [word for piece in pieces for word in piece.words]
    stems = content_stems(tokens)
    own = {one for one in stems if not found_in(one, asked)}
    texts = [piece.text for piece in pieces]
    return Signals(
        words=len(tokens),
        own_stems=len(own),
        actions=sum(actions_in(piece.words) for piece in pieces),
        results=sum(len(set(_RESULT.findall(text))) for text in texts),
        reasons=sum(len(_REASON.findall(text)) for text in texts),
        facts=sum(facts_in(piece) for piece in pieces),
        past=sum(is_past(word) for word in tokens),
        claim_share=_claim_share(pieces),
        grammar_share=sum(word in GRAMMAR for word in tokens) / max(1, len(tokens)),
        question_share=sum(found_in(one, asked) for one in stems) / max(1, len(stems)),
    )


def is_past(word: str) -> bool:
    """Whether the word looks like a verb of the past."""
    return word in IRREGULAR_PASTS or (len(word) > 4 and word.endswith("ed") and word not in {"need", "speed", "used"})


def actions_in(tokens: Sequence[str]) -> float:
    """Own actions (1 each: "I checked", "I would call", "and repaired") and shared ones (a half: "we moved")."""
    count = 0.0
    doer: str | None = None
    for place, word in enumerate(tokens):
        if word in ("i", "we") or word in _CAN_DO or word in ("we'd", "we'll"):
            doer = "we" if word.startswith("we") else "i"
            following = [one for one in tokens[place + 1 : place + 4] if one not in _BETWEEN]
            verb = following[0] if following else ""
            if verb and verb not in _NOT_ACTIONS and verb not in GRAMMAR:
                count += 0.5 if doer == "we" else 1.0
        elif word in ("they", "he", "she", "it", "you"):
            doer = None
        elif doer and place and tokens[place - 1] in ("and", "then") and is_past(word):
            count += 0.5 if doer == "we" else 1.0
    return count


def facts_in(piece: Piece) -> int:
    """Numbers, times, names and examples in one piece."""
    tokens = set(piece.words)
    if _BOAST.search(piece.text):
        return 0
    numbers = sum(any(letter.isdigit() for letter in word) or word in NUMBER_WORDS for word in tokens)
    return numbers + len(tokens & TIME_AND_PLACE) + min(2, piece.capitals) + len(_EXAMPLE.findall(piece.text))


def claims_only(piece: Piece) -> bool:
    """Whether the piece claims a virtue or states a commonplace, and shows nothing that was done."""
    return bool(_CLAIM.search(piece.text)) and not facts_in(piece) and sum(is_past(word) for word in piece.words) < 2


def has_result(text: str) -> bool:
    """Whether the words tell how something came out."""
    return bool(_RESULT.search(text))


def _claim_share(pieces: Sequence[Piece]) -> float:
    total = sum(len(piece.words) for piece in pieces)
    return sum(len(piece.words) for piece in pieces if claims_only(piece)) / max(1, total)
