"""What a run on Discord is made of, put together by the composition root."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assistant import Assistant
from bot.drafts import Drafts
from bot.feedback import Feedback
from bot.guilds import Guilds
from bot.intake import Intake
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.shelves import Shelves
from corpus.catalogue import Catalogue
from corpus.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts, for those who show them to people."""

    engine: AsyncEngine
    assistant: Assistant
    shelves: Shelves
    guilds: Guilds
    drafts: Drafts
    intake: Intake
    feedback: Feedback
    querylog: QueryLog
    pseudonyms: Pseudonyms
    language: str
    """`id` or `en`: of replies where Discord tells none."""

    def shelf(self, guild_id: int) -> Shelf:
        """Return the shelf of a server, to change it."""
        return Shelf(self.engine, guild_id)

    def catalogue(self, guild_id: int) -> Catalogue:
        """Return the catalogue of a server, to read its shelf."""
        return Catalogue(self.engine, guild_id)
