"""Skills found in a text: what the built-in author asks about and the built-in raters look for.

The catalogue (``lists/*.toml``) is ours: skills, tools and competencies of many professions with their aliases,
points of a strong answer and situations for test questions. Matching is by whole words, so it knows no language model
and gives the same answer each time.
"""

from vivavoce.ports.llm.builtin.skills.catalogue import Category, Kind, Skill, all_skills, category_of, skill_named
from vivavoce.ports.llm.builtin.skills.finder import FoundSkill, find_skills

__all__ = ["Category", "FoundSkill", "Kind", "Skill", "all_skills", "category_of", "find_skills", "skill_named"]
