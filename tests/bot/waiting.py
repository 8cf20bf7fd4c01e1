"""Unanswered questions, and the articles that answer them."""

from bot.asked import Asked, WayIn
from bot.parts import Parts
from bot.querylog.record import QueryRecord
from corpus.draft import Draft

CROWING = "Kapan ayam berkokok?"
CROWING_AGAIN = "ayam berkokok kapan"
SWIMMING = "Di mana bebek berenang?"
NEVER = "Berapa harga tiket kereta ke Surabaya?"

HEN = Draft(
    "ayam",
    "Kandang *ayam*",
    "",
    None,
    "id",
    "Ayam berkokok pada pagi hari yang cerah. Lalu ia diam sebentar di kandang.",
)
DUCK = Draft(
    "bebek",
    "Kolam bebek",
    "",
    None,
    "id",
    "Bebek berenang di kolam belakang rumah nenek setiap hari, dan ia senang sekali.",
)


async def ask_unanswered(
    parts: Parts, question: str, guild_id: int | None, asker_id: int = 42, channel_id: int = 2
) -> QueryRecord:
    """Ask a question that gets refused, and return its record once it is written."""
    asked = Asked(question, WayIn.SLASH, guild_id, channel_id, asker_id, "id")
    reply = await parts.assistant.ask(asked)
    assert not reply.answer.answered
    await parts.querylog.written(reply.query.id)
    return reply.query
