"""A server whose questions were judged, as `kutip`, people and moderators leave it."""

import asyncio
import json
from pathlib import Path

from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.querylog.rows import rows
from bot.querylog.selection import Selection
from bot.querylog.votes import Reason, Vote, Votes
from corpus.database import open_database
from index.sameness import question_key
from tests.bot.terminal.shelf import Kutip

GUILD = "7"
LIKED, DISLIKED, REFUSED = "Kapan ayam berkokok?", "Di mana bebek berenang?", "Apa itu rendang?"
PAGI = "Ayam berkokok pada pagi hari yang cerah di kampung."
KOLAM = "Bebek berenang di kolam belakang rumah nenek saya."


def take_in(kutip: Kutip, folder: Path, *paragraphs: str) -> str:
    """Take in the server's one article, or its new version; return its id."""
    path = folder / "ayam.txt"
    path.write_text("\n\n".join(paragraphs))
    result = kutip("add", path, "--title", "Ayam", "--guild", GUILD)
    assert result.exit_code == 0, result.output
    listed = kutip("articles", "--guild", GUILD, "--json").stdout.splitlines()
    (own,) = (entry for entry in map(json.loads, listed) if not entry["shared"])
    return str(own["id"])


def ask_and_judge(kutip: Kutip, data_dir: Path, article_id: str) -> None:
    """Ask three questions: one gets a thumb up, one a thumb down, for one a passage is chosen."""
    for question in (LIKED, DISLIKED, REFUSED):
        kutip("ask", question, "--guild", GUILD)
    asyncio.run(_judge(data_dir, article_id))


async def _judge(data_dir: Path, article_id: str) -> None:
    async with open_database(data_dir / "kutip.db") as engine:
        selection = Selection(guild_id=int(GUILD))
        asked = {row.question: row.id async for row in rows(engine, selection)}
        votes = Votes(engine)
        await votes.vote(asked[LIKED], "sari", Vote.UP)
        await votes.vote(asked[DISLIKED], "sari", Vote.DOWN)
        assert await votes.explain(asked[DISLIKED], "sari", Reason.PASSAGE)
        await Judgements(engine).judge(
            int(GUILD),
            AskedAs(REFUSED, question_key(REFUSED)),
            PassagePlace(article_id, 1, 2),
            by=None,
        )
