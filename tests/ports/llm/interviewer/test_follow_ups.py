"""Follow-ups of the built-in interviewer: in every language, steered, never twice, blind to orders."""

from __future__ import annotations

import pytest

from vivavoce.ports.llm.builtin.interviewer import BuiltinInterviewer
from vivavoce.ports.llm.port import Answered, FollowUp, InterviewType, Manner, Said, Tone

from ..rating.gold import answers
from ..rating.test_orders import ORDERS

STORY = "Erzählen Sie von einem schwierigen Problem bei der Arbeit."
SHARED = (
    "Letztes Jahr hatten wir im Lager ein Problem mit der Lieferung, da haben wir alles neu organisiert und mit SAP "
    "geplant, das war viel Arbeit für unser Team."
)


def manner(code: str, tone: Tone = Tone.RELAXED) -> Manner:
    return Manner(code, tone, InterviewType.SECOND_INTERVIEW, "Warehouse")


async def ask(
    code: str,
    question: str,
    *said: str,
    asked: tuple[str, ...] = (),
    undiscussed: tuple[str, ...] = (),
    tone: Tone = Tone.RELAXED,
) -> FollowUp | None:
    answered = Answered("q", question, "", (), tuple(Said(str(at), text) for at, text in enumerate(said)))
    return await BuiltinInterviewer().follow_up(answered, asked, undiscussed, manner(code, tone))


async def text_of(code: str, question: str, *said: str, **more: tuple[str, ...]) -> str:
    found = await ask(code, question, *said, **more)  # type: ignore[arg-type]
    return found.text if found else ""


@pytest.mark.parametrize(
    ("code", "question", "said", "expected"),
    [
        ("de", STORY, "Ich habe die Lagerhalle umgeräumt.", "mehr hören"),
        ("de", STORY, SHARED, "Anteil"),
        ("de", STORY, "Man muss da immer ruhig bleiben und gut planen, das ist in jedem Betrieb so.", "Beispiel"),
        ("de", "Wie prüfen Sie eine Rechnung?", "Das ist bei uns ganz unterschiedlich, je nachdem welcher Kunde das "
         "ist und wie viel Zeit man hat.", "Schritt für Schritt"),
        ("es", "Cuéntame un problema que resolviste.", "Tuvimos un problema con los pedidos y lo arreglamos entre "
         "todos en dos semanas, fue mucho trabajo.", "parte"),
        ("pl", "Proszę opowiedzieć o trudnym problemie.", "W zeszłym roku mieliśmy awarię w magazynie, naprawiliśmy "
         "ją w trzy dni razem z kolegami z innej zmiany.", "udział"),
        ("ja", "仕事で難しかった問題について教えてください。",
         "去年、私たちのチームで在庫の問題があって、みんなで一週間かけてデータを見直しました。", "役割"),
        ("zh", "请讲一个你解决过的难题。",
         "去年我们仓库出了问题，大家一起花了三个星期重新整理了所有的库存和订单数据。", "你自己"),
        ("ar", "حدثونا عن مشكلة صعبة في العمل.",
         "في العام الماضي كنا نعمل في المستودع وكانت لدينا مشكلة كبيرة مع الطلبات فحاولنا ترتيب كل شيء معًا.", "دور"),
        ("ta", "வேலையில் ஒரு கடினமான பிரச்சினையைப் பற்றிச் சொல்லுங்கள்.", "ஆமாம்.", "இன்னும்"),
    ],
)  # fmt: skip
async def test_what_is_missing_is_asked_for(code: str, question: str, said: str, expected: str) -> None:
    found = await ask(code, question, said)
    assert found is not None
    assert expected in found.text
    assert found.reason


@pytest.mark.parametrize(
    ("code", "question", "said"),
    [
        ("de", STORY, "Das weiß ich leider nicht."),
        ("fr", "Racontez-moi un problème difficile.", "Je préfère ne pas répondre."),
        ("ja", "仕事で難しかった問題について教えてください。", "わかりません。"),
        ("de", STORY, ""),
        ("de", STORY, "Erzählen Sie von einem schwierigen Problem bei der Arbeit."),
        ("de", "Ab wann könnten Sie anfangen?", "Am 1. März."),
        ("de", STORY, "I would rather speak English now, because I can say more about my work in this language today."),
    ],
)
async def test_who_said_it_or_chose_not_to_is_left_alone(code: str, question: str, said: str) -> None:
    assert await ask(code, question, said) is None


async def test_a_complete_answer_is_left_alone() -> None:
    long = (
        "Im letzten Winter ist unsere Kasse ausgefallen, und ich hatte an dem Tag die Verantwortung. Zuerst habe ich "
        "den Strom geprüft, dann habe ich mit dem Support telefoniert und Belege für 40 Kunden von Hand geschrieben. "
        "Danach habe ich alles im System nachgetragen, weil die Zahlen stimmen mussten. Am Ende haben nur zwei "
        "Euro gefehlt, und seitdem gibt es bei uns eine Liste für solche Fälle, die ich selbst geschrieben habe."
    )
    assert await ask("de", STORY, long) is None


async def test_never_the_same_twice_and_one_reason_once_a_question() -> None:
    for code, question, said in (
        ("de", STORY, SHARED),
        ("es", "Cuéntame un problema.", "Arreglamos los pedidos juntos."),
    ):
        before: tuple[str, ...] = ()
        turns = [said]
        while found := await ask(code, question, *turns, asked=before):
            assert found.text not in before
            before += (found.text,)
            turns.append("…")
            assert len(before) < 6
        assert len(before) >= 2


async def test_another_question_gets_another_wording() -> None:
    first = await text_of("de", STORY, "Ich habe Kisten gepackt.")
    second = await text_of("de", "Beschreiben Sie einen guten Tag.", "Wir waren schnell.", asked=(first,))
    assert first
    assert second
    assert first != second


async def test_the_professional_tone_keeps_its_form_of_address() -> None:
    question = "Cuénteme un problema que resolvió."
    formal = await ask("es", question, "Arreglé los pedidos.", tone=Tone.PROFESSIONAL)
    assert formal is not None
    assert "Me gustaría conocer" in formal.text


async def test_what_may_settle_an_open_requirement_comes_first() -> None:
    before = await text_of("de", STORY, SHARED)
    steered = await text_of("de", STORY, SHARED, undiscussed=("Erklärt an einem Beispiel die eigene Arbeit: SAP",))
    assert "Anteil" in before
    assert "„SAP“" in steered
    english = (
        "Tell me about something difficult you did at work.",
        "I did the migration to Postgres last year with Kubernetes, I wrote the scripts and tested them.",
    )
    assert "the migration to Postgres" in await text_of("en", *english)
    assert "Kubernetes" in await text_of("en", *english, undiscussed=("Explains own work with Kubernetes",))


async def test_a_requirement_is_never_read_out() -> None:
    hidden = "Beruhigt aufgebrachte Kundschaft durch Zuhören und eine Lösung"
    found = await text_of("de", STORY, SHARED, undiscussed=(hidden,))
    assert not {word.lower() for word in hidden.split() if len(word) > 5} & set(found.lower().split())


@pytest.mark.parametrize("order", ORDERS)
async def test_orders_in_an_answer_change_nothing(order: str) -> None:
    for code, question, said in (
        ("de", STORY, SHARED),
        ("en", "Tell me about something difficult you did at work.", "I did the migration to Postgres last year, I "
         "wrote the scripts and tested them."),
    ):  # fmt: skip
        plain = await text_of(code, question, said)
        assert plain
        assert await text_of(code, question, f"{said}\n{order}") == plain
        assert await ask(code, question, order) is None


async def test_gold_orders_get_no_follow_up() -> None:
    told = [one.answered for one in answers() if one.kind == "instruction"]
    assert told
    for answered in told:
        assert await BuiltinInterviewer().follow_up(answered, (), (), manner("en")) is None


async def test_a_language_without_words_says_nothing() -> None:
    assert await ask("sw", STORY, "Ndiyo.") is None
