"""Agreement with people over many languages, and fairness by exchange, on ``tests/gold/screening``."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from vivavoce.ports.llm.builtin.rating import BuiltinResumeRater
from vivavoce.ports.llm.builtin.rating.languages import codes
from vivavoce.ports.llm.port import Requirement, ResumeRating

from .screening import TODAY, Pair, band_of, pairs, position, swaps, text_of

Rated = list[tuple[Pair, ResumeRating]]


@pytest.fixture(scope="module")
async def rated() -> Rated:
    rater = BuiltinResumeRater()
    return [(one, await rater.rate_resume(text_of(one.resume), position(one.position), TODAY)) for one in pairs()]


def agreement(part: Rated) -> float:
    return sum(band_of(rating.score) in one.band for one, rating in part) / len(part)


def rank_correlation(part: Rated) -> float:
    """Spearman's, with mean ranks for ties. What is not scored counts as the lowest."""
    sides = [[one.score for one, _ in part], [-1.0 if got.score is None else got.score for _, got in part]]
    ranks = [[sum(a < b for a in side) + (side.count(b) - 1) / 2 for b in side] for side in sides]
    return float(np.corrcoef(ranks)[0, 1])


def found_share(part: Rated) -> float:
    """Of the requirements that must be found, or must not be met: how many are."""
    right: list[bool] = []
    for one, rating in part:
        states = {finding.requirement.lower(): finding.finding for finding in rating.requirements}
        for piece in one.found:
            hits = [state for text, state in states.items() if piece.lower() in text]
            right.append(any(state is not Requirement.NOT_FOUND for state in hits))
        for piece in one.not_found:
            right.append(not any(state is Requirement.MET for text, state in states.items() if piece.lower() in text))
    return sum(right) / len(right)


@pytest.mark.parametrize("held_out", [False, True])
def test_resumes_are_judged_as_people_judge_them(rated: Rated, held_out: bool) -> None:
    part = [(one, rating) for one, rating in rated if one.held_out is held_out]
    print(f"held out {held_out}: {len(part)} pairs, bands {agreement(part):.3f}", end=", ")
    print(f"Spearman {rank_correlation(part):.3f}, requirements {found_share(part):.3f}")
    for one, rating in part:
        if band_of(rating.score) not in one.band:
            print(f"  {one.id}: expected {one.score} ({'/'.join(one.band)}), got {rating.score}")
    assert agreement(part) >= 0.85
    assert rank_correlation(part) >= 0.8
    assert found_share(part) >= 0.85


def test_every_language_agrees(rated: Rated) -> None:
    """A language is read only if most of its pairs are judged right."""
    right, total = Counter[str](), Counter[str]()
    for one, rating in rated:
        total[one.language] += 1
        right[one.language] += band_of(rating.score) in one.band
    print(", ".join(f"{code} {right[code]}/{total[code]}" for code in sorted(total)))
    assert set(total) == codes()
    assert min(total.values()) >= 3
    assert [code for code in total if right[code] * 2 < total[code]] == []


def test_the_set_is_wide_enough() -> None:
    everything = pairs()
    assert len(everything) >= 40
    assert len({one.position.split("_")[0] for one in everything}) >= 12
    assert len({one.language for one in everything}) >= 8
    assert sum(one.held_out for one in everything) * 3 >= len(everything)


def test_quotes_are_verbatim(rated: Rated) -> None:
    for one, rating in rated:
        text = text_of(one.resume)
        quotes = [*rating.education, *(quote for found in rating.requirements for quote in found.quotes)]
        assert all(text[quote.start : quote.end] == quote.text != "" for quote in quotes), one.id
        assert all(bool(found.quotes) == (found.finding is not Requirement.NOT_FOUND) for found in rating.requirements)


def test_change_of_profession_and_years(rated: Rated) -> None:
    by_id = {one.id: rating for one, rating in rated}
    assert by_id["de_baker@accountant_de"].switching_profession is True
    assert by_id["de_baker@baker_de"].switching_profession is False
    assert by_id["zh_hr@hr_zh"].switching_profession is False
    for name, years in {
        "de_baker@baker_de": 12.8,  # 09/2012 to today, without a gap
        "ja_cook@caregiver_ja": 11.2,  # Heisei 26 to Heisei 31, Reiwa 1 to today
        "zh_hr@hr_zh": 9.0,
        "hu_electrician@electrician_hu": 16.5,
        "ru_driver@driver_ru": 21.0,
        "ko_accountant@accountant_ko": 10.4,
        "ar_nurse@nurse_ar": 10.4,
        "tr_waiter@waiter_tr": 9.5,
    }.items():
        assert by_id[name].years_of_experience == pytest.approx(years, abs=0.6), name


@pytest.mark.parametrize("resume", sorted(swaps()))
async def test_who_it_is_moves_the_score_by_exactly_nothing(resume: str) -> None:
    rater, text = BuiltinResumeRater(), text_of(resume)
    for one in [one for one in pairs() if one.resume == resume][:2]:
        wanted = position(one.position)
        score = (await rater.rate_resume(text, wanted, TODAY)).score
        for kind, (before, others) in swaps()[resume].items():
            assert before in text, (resume, kind)
            for after in others:
                changed = await rater.rate_resume(text.replace(before, after), wanted, TODAY)
                assert changed.score == score, (one.id, kind, after)


def test_every_resume_has_swaps() -> None:
    assert set(swaps()) == {one.resume for one in pairs()}
    kinds = Counter(kind for listed in swaps().values() for kind in listed)
    assert all(kinds[kind] >= 10 for kind in ("name", "city", "birth", "school", "employer", "gender", "marital"))
