"""What moderators do besides articles: settle questions and change settings."""

from reliability.people import Server
from reliability.sentences import says
from reliability.standin import Exchange
from reliability.texts import UNANSWERABLE
from reliability.world import World, refusal


async def pick_open(world: World, server: Server) -> Exchange | None:
    """Return the card of an unanswered question that stays so, from any page of the review."""
    page = await world.replied(
        await world.discord.use(server, server.moderator, "review unanswered")
    )
    while page.has(r"kutip:pick:u"):
        options = page.options(r"kutip:pick:u")
        kept = [each["value"] for each in options if each["label"].startswith(UNANSWERABLE)]
        if kept:
            return await world.replied(
                await world.discord.choose(page, r"kutip:pick:u", world.draw.choice(kept))
            )
        if not page.has(r"kutip:review:u:\d+:next"):
            break
        page = await world.replied(await world.discord.press(page, r"kutip:review:u:\d+:next"))
    return None


async def settle(world: World, server: Server) -> str:
    """Settle an unanswered question in the review."""
    card = await pick_open(world, server)
    if card is None:
        return "nothing to settle"
    if not card.has(r"kutip:dismiss:u"):
        return refusal(card)
    query = card.custom_id(r"kutip:dismiss:u").split(":")[3]
    key = ("closed", server.id, query)
    if key in world.busy:
        return "nothing to do"
    ways = {
        "kutip:dismiss:u": ("review.dismissed", "dismissed"),
        "kutip:no-answer:u": ("review.unanswerable", "unanswerable"),
    }
    button, (sentence, value) = world.draw.choice(sorted(ways.items()))
    async with world.changing(key):
        world.ledger.attempt(key, value)
        pressed = await world.replied(await world.discord.press(card, button))
        if not says(pressed.text, sentence):
            return refusal(pressed)
        world.ledger.confirm(key, value)
        return "settled"


async def choose(world: World, server: Server) -> str:
    """Search for a passage in the review, and choose it for an unanswered question."""
    known, card = world.article(server), await pick_open(world, server)
    if known is None or card is None:
        return "nothing to choose"
    query = card.custom_id(r"kutip:judge:u").split(":")[3]
    opened = await world.discord.press(card, r"kutip:judge:u")
    if not await world.opens_form(opened):
        return refusal(opened)
    found = await world.discord.submit(opened, words=known.question)
    await found.until(lambda each: each.has(r"kutip:passages:u"), world.seconds)
    key = ("judged", server.id, query)
    world.ledger.attempt(key, True)
    [first, *_] = found.options(r"kutip:passages:u")
    chosen = await world.replied(
        await world.discord.choose(found, r"kutip:passages:u", first["value"])
    )
    if not says(chosen.text, "review.judged"):
        return refusal(chosen)
    world.ledger.confirm(key, True)
    return "chosen"


async def configure(world: World, server: Server) -> str:
    """Change a setting of the server."""
    strictness = world.draw.choice(("strict", "balanced", "generous"))
    digest = world.draw.random() < 0.5
    keys = ("setting", server.id, "strictness"), ("setting", server.id, "digest")
    if world.busy.intersection(keys):
        return "nothing to do"
    async with world.changing(*keys):
        world.ledger.attempt(keys[0], strictness, before="balanced")
        world.ledger.attempt(keys[1], digest, before=False)
        saved = await world.replied(
            await world.discord.use(
                server, server.moderator, "server set", strictness=strictness, digest=digest
            )
        )
        if not says(saved.text, "server.saved"):
            return refusal(saved)
        for key, value in zip(keys, (strictness, digest), strict=True):
            world.ledger.confirm(key, value)
        return "set"
