"""Wordings of follow-ups. Spoken aloud: one or two short sentences, one question, open, never hinting at an answer.

``{thing}`` is what the candidate named. Each reason has at least three wordings per tone, so that none is heard twice.
"""

from __future__ import annotations

from enum import StrEnum

from vivavoce.ports.llm.port import InterviewType, Tone


class Reason(StrEnum):
    """What is missing, in the order in which it is asked for."""

    TOPIC = "topic"
    MORE = "more"
    EXAMPLE = "example"
    OWN_PART = "own_part"
    THING = "thing"
    OUTCOME = "outcome"
    HOW = "how"
    ENJOYMENT = "enjoyment"
    LEARNING = "learning"


FOR_RECRUITER = {
    Reason.TOPIC: "The answer was about something else than was asked.",
    Reason.MORE: "The answer left room for more.",
    Reason.EXAMPLE: "No concrete example was given.",
    Reason.OWN_PART: "The candidate's own part was not clear.",
    Reason.THING: "The candidate named something that had not been described.",
    Reason.OUTCOME: "The outcome was not told.",
    Reason.HOW: "The way of working was not described.",
    Reason.ENJOYMENT: "Strength-based: what the candidate enjoyed about it was not told.",
    Reason.LEARNING: "Potential-based: what the candidate learned from it was not told.",
}

WORDINGS: dict[Reason, dict[Tone, tuple[str, ...]]] = {
    Reason.TOPIC: {
        Tone.RELAXED: (
            "And coming back to my question, what comes to mind?",
            "Let's go back to the question for a moment. What would you say to it?",
            "And how does that relate to what I asked?",
        ),
        Tone.SIMPLE: (
            "Can we go back to my question?",
            "And what about my question?",
            "What do you say to my question?",
        ),
        Tone.PROFESSIONAL: (
            "Let us return to the question. What would you say to it?",
            "How does that relate to the question?",
            "Coming back to the question, what would you add?",
        ),
        Tone.PERSUASIVE: (
            "I'd still like to hear your view on the question. What is it?",
            "Let's return to the question. What story would you tell?",
            "And how do you connect that with my question?",
        ),
    },
    Reason.MORE: {
        Tone.RELAXED: (
            "I'd love to hear a bit more about that.",
            "Can you tell me a little more?",
            "Take your time. What else comes to mind?",
        ),
        Tone.SIMPLE: ("Can you say more?", "Please tell me more.", "What else can you tell me?"),
        Tone.PROFESSIONAL: (
            "Could you expand on that?",
            "Could you elaborate a little?",
            "Please go into a little more detail.",
        ),
        Tone.PERSUASIVE: (
            "I'd like to hear more of that. What else is there?",
            "I'm curious to hear more. Please go on.",
            "Would you take me a little further into that?",
        ),
    },
    Reason.EXAMPLE: {
        Tone.RELAXED: (
            "Can you think of a time when that came up?",
            "Is there a moment you remember? Tell me about it.",
            "Could you give me an example from your own work?",
        ),
        Tone.SIMPLE: ("Can you give an example?", "When did this happen to you?", "Tell me about one time."),
        Tone.PROFESSIONAL: (
            "Could you give a specific example?",
            "Could you describe a situation where this applied?",
            "Which situation illustrates this best?",
        ),
        Tone.PERSUASIVE: (
            "I'd like to picture that. What example comes to mind?",
            "Bring it to life for me. When did it happen?",
            "What story from your work shows that best?",
        ),
    },
    Reason.OWN_PART: {
        Tone.RELAXED: (
            "And what was your part in it?",
            "What did you do yourself there?",
            "Which bits of that were yours?",
        ),
        Tone.SIMPLE: ("What did you do?", "What was your job in this?", "Which part did you do?"),
        Tone.PROFESSIONAL: (
            "What was your own role in this?",
            "Which part were you responsible for?",
            "What did you contribute personally?",
        ),
        Tone.PERSUASIVE: (
            "I'd like to see you in that picture. What was your part?",
            "What did you bring to it yourself?",
            "Which step was really yours?",
        ),
    },
    Reason.THING: {
        Tone.RELAXED: (
            "You mentioned {thing}. What was that like for you?",
            "You mentioned {thing}. What was the hardest part?",
            "Tell me a bit more about {thing}.",
            "How did you go about {thing}?",
        ),
        Tone.SIMPLE: (
            "You talked about {thing}. What was hard?",
            "Tell me more about {thing}.",
            "You said something about {thing}. What did you do?",
        ),
        Tone.PROFESSIONAL: (
            "You mentioned {thing}. What was the hardest part?",
            "Could you say more about {thing}?",
            "You referred to {thing}. How did you approach it?",
        ),
        Tone.PERSUASIVE: (
            "You mentioned {thing}. I'd like to hear the story behind it.",
            "You mentioned {thing}. What made it demanding?",
            "Take me into {thing}. What happened there?",
        ),
    },
    Reason.OUTCOME: {
        Tone.RELAXED: ("How did it turn out?", "And what happened in the end?", "What came out of it?"),
        Tone.SIMPLE: ("What happened then?", "How did it end?", "What happened at the end?"),
        Tone.PROFESSIONAL: ("What was the outcome?", "What did it lead to?", "How did it conclude?"),
        Tone.PERSUASIVE: (
            "I'd like to know how that story ends. What happened?",
            "And how did it all turn out?",
            "Where did that take things in the end?",
        ),
    },
    Reason.HOW: {
        Tone.RELAXED: (
            "How exactly do you do that? Walk me through it.",
            "What would be your first step, and the next?",
            "How would I see you doing that?",
        ),
        Tone.SIMPLE: ("How do you do it? Tell me the steps.", "What do you do first, and then?", "How does it work?"),
        Tone.PROFESSIONAL: (
            "How do you do this, step by step?",
            "Could you take me through your method?",
            "How do you decide what comes first?",
        ),
        Tone.PERSUASIVE: (
            "Show me how you work. What are the steps?",
            "I'd like to look over your shoulder. How do you begin?",
            "Walk me through it as if I stood next to you.",
        ),
    },
    Reason.ENJOYMENT: {
        Tone.RELAXED: (
            "What did you enjoy about it?",
            "Which part of that gave you energy, and which took it?",
            "What do you like about doing that?",
        ),
        Tone.SIMPLE: (
            "What did you like about it?",
            "Which part do you like, and which not?",
            "How did you feel about this work?",
        ),
        Tone.PROFESSIONAL: (
            "Which aspects of this did you enjoy?",
            "What about this work gives you energy?",
            "How satisfying was that for you, and why?",
        ),
        Tone.PERSUASIVE: (
            "When were you most in your element there?",
            "What makes you want to do that again, or not?",
            "Which moment of it did you enjoy?",
        ),
    },
    Reason.LEARNING: {
        Tone.RELAXED: (
            "What did you learn from it?",
            "What would you do differently next time?",
            "What was new for you there?",
        ),
        Tone.SIMPLE: ("What did you learn?", "What was new for you?", "What will you do next time?"),
        Tone.PROFESSIONAL: (
            "What did you take away from this?",
            "What would you approach differently today?",
            "How did you acquire what you needed for it?",
        ),
        Tone.PERSUASIVE: (
            "How did that change the way you work?",
            "What did it teach you?",
            "If it came up tomorrow, what would you try?",
        ),
    },
}

FIRST_FOR_TYPE = {
    InterviewType.PRE_SCREENING_WITH_TEST_QUESTIONS: Reason.HOW,
    InterviewType.PROCESS_VERIFICATION: Reason.HOW,
    InterviewType.STRENGTH_BASED: Reason.ENJOYMENT,
    InterviewType.POTENTIAL_BASED: Reason.LEARNING,
}
"""What the style of an interview asks for once there is an answer to build on."""
