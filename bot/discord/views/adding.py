"""The form for a new article, and the preview before it is published."""

import re
from dataclasses import replace
from functools import partial

from bot.articles.intake import IntakeResult
from bot.discord.attachments import take
from bot.discord.base import Interaction
from bot.discord.moderators import check_moderator
from bot.discord.views.draft import show
from bot.discord.views.forms import ArticleForm, Filled
from bot.errors import UserError

_SOLE_LINK = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)


async def open_form(interaction: Interaction, query_id: str | None = None) -> None:
    """Open the form for a new article, as the first response; raise UserError if not allowed.

    Here and below, `query_id` is of the question that it is added for, if any.
    """
    client = interaction.client
    check_moderator(interaction, client.parts.guilds)
    texts = client.texts_for(interaction, private=True)
    take_form = partial(_take_form, query_id=query_id)
    await ArticleForm.for_new(texts, take_form).open(interaction)


async def propose_taken(
    interaction: Interaction, taken: IntakeResult, query_id: str | None = None
) -> None:
    """Store a draft and show its preview; raise what `propose` raises, or UserError."""
    parts = interaction.client.parts
    guild_id = check_moderator(interaction, parts.guilds)
    by = interaction.user.id
    proposal = await parts.publisher.propose(guild_id, by, taken, query_id=query_id)
    await show(interaction, proposal)


def sole_link(text: str) -> str | None:
    """Return the link if the text consists of a single one, else None."""
    found = _SOLE_LINK.fullmatch(text.strip())
    return None if found is None else found[1]


async def _take_form(interaction: Interaction, filled: Filled, *, query_id: str | None) -> None:
    intake = interaction.client.parts.intake
    link = sole_link(filled.text)
    if filled.text.strip() and filled.file is not None:
        raise UserError("intake.give_only_one")
    if filled.text.strip() and link is None:
        taken = await intake.text(filled.text)
    else:
        taken = await take(intake, link, filled.file)
    draft = filled.named(taken.draft)
    # A blank source field does not mean that there is no source.
    draft = replace(draft, source=draft.source or taken.draft.source)
    await propose_taken(interaction, replace(taken, draft=draft), query_id)
