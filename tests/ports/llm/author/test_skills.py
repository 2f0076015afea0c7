"""Skills in texts: found with their places, named as they are spoken, not mistaken for ordinary words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vivavoce.ports.llm.builtin.skills import Kind, all_skills, category_of, find_skills, skill_named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sr. C++/Qt dev", ["C++", "Qt"]),
        ("We use Go, C# and R; CI/CD with .NET and Node.js.", ["Go", "C#", "R", "CI/CD", ".NET", "Node.js"]),
        ("Go to our site. You excel at talks. C-level, vitamin C, R&D.", []),
        ("I used excel and word every day", []),
        ("I am good with excel", ["Excel"]),
        ("a friendly team, a friendly manner", ["friendliness"]),
        ("results for the sales team", []),
        ("problem-solving and organizational skills", ["problem solving", "organisation skills"]),
        ("experience with Foobar CRM, Zapzap and milk steaming", ["Foobar CRM", "Zapzap", "milk steaming"]),
        ("fluent in Klingon and German", ["Klingon", "German"]),
        ("Tools: Kumo 3, SQL", ["Kumo 3", "SQL"]),
        ("nurses in care homes", ["patient care", "geriatric care"]),
        ("experience in the field of many things", []),
        ("a driver's license", ["a driving licence"]),
        ("", []),
    ],
)
def test_found_by_name(text: str, names: list[str]) -> None:
    assert [skill.name for skill in find_skills(text)] == names


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["experience with", "C", "++", "SQL", ",", "and", "\n", "é"])).map(" ".join)
)
def test_places_are_ordered_and_do_not_overlap(text: str) -> None:
    found = find_skills(text)
    assert all(0 <= skill.start < skill.end <= len(text) for skill in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert all(category_of(skill.category).name in (skill.category, "other") for skill in found)


def test_the_catalogue_is_large_and_sound() -> None:
    skills = all_skills()
    assert len(skills) > 600
    assert {category_of(skill.category).kind for skill in skills} == set(Kind)
    for skill in skills:
        group = category_of(skill.category)
        assert group.name == skill.category
        assert len(group.points) >= 3
        assert skill.aliases or skill.exact
    assert category_of("languages").kind is Kind.LANGUAGE
    assert skill_named("SQL").points == ("mentions joins or indexes", "checks the result with a second query")
    assert skill_named("Foobar").category == "other"


def test_every_skill_is_found_by_its_own_name() -> None:
    for skill in all_skills():
        assert skill.name in {found.name for found in find_skills(f"We work with {skill.name} here.")} or any(
            found.category == skill.category for found in find_skills(skill.name)
        ), skill.name
