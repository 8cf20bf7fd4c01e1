"""What moderators do with articles: drafts, publishing, changing, removing, restoring."""

from reliability.ledger import Key
from reliability.people import Server
from reliability.sentences import says
from reliability.standin import Exchange
from reliability.texts import Story, story
from reliability.world import World, refusal
from tests.discord.messages import File


async def add(world: World, server: Server) -> str:
    """Add an article by the form or a file, and publish, cancel or leave its draft."""
    wanted = world.wanted.get(server.id)
    wish = wanted.pop() if wanted and world.draw.random() < 0.7 else None
    new = world.wishes[wish] if wish is not None else story(world.draw)
    propose = world.draw.choice((by_form, by_file))
    preview = await propose(world, server, new)
    if not preview.has(r"kutip:draft:"):
        return refusal(preview)
    draft = note_draft(world, preview)
    choice = world.draw.random() if wish is None else 1.0
    if choice < 0.1:
        return "left a draft"
    if choice < 0.2:
        return await cancel(world, preview, draft)
    published = await publish(world, preview, draft, new)
    if wish is None or published != "published":
        return published
    return await notify(world, world.last_published[server.id], wish)


async def notify(world: World, published: Exchange, wish: Key) -> str:
    """Notify who wishes for an article that was published.

    The card may show what other changes did, too, and notify others; then this wish stays.
    """
    world.ledger.attempt(wish, None)
    if not published.has(r"kutip:tell:"):
        return "published"
    pressed = await world.replied(await world.discord.press(published, r"kutip:tell:"))
    return "notified" if says(pressed.text, "feedback.notified") else refusal(pressed)


async def leave_a_draft(world: World, server: Server) -> str:
    """Add an article, but don't publish it."""
    preview = await by_file(world, server, story(world.draw))
    if not preview.has(r"kutip:draft:"):
        return refusal(preview)
    note_draft(world, preview)
    return "left a draft"


async def rename(world: World, preview: Exchange, draft: str, old: Story) -> str:
    """Give a draft another title."""
    title = story(world.draw).title
    key = ("title", preview.server.id, draft)
    world.ledger.attempt(key, title, before=old.title)
    opened = await world.discord.press(preview, r"kutip:draft:.*:names")
    if not await world.opens_form(opened):
        return refusal(opened)
    renamed = await world.discord.submit(opened, title=title, source="Arsip")
    await renamed.until(lambda each: title in each.text, world.seconds)
    world.ledger.confirm(key, title)
    return "renamed"


async def by_form(world: World, server: Server, new: Story) -> Exchange:
    """Submit an article's title and text in the form."""
    opened = await world.discord.use(server, server.moderator, "article add")
    if not await world.opens_form(opened):
        return opened
    return await world.replied(
        await world.discord.submit(opened, title=new.title, text=new.body, source="Arsip")
    )


async def by_file(world: World, server: Server, new: Story) -> Exchange:
    """Send an article as a file."""
    name = f"{new.title.replace(' ', '-')}.md"
    file = File(name, f"# {new.title}\n\n{new.body}\n".encode(), "text/markdown")
    return await world.replied(
        await world.discord.use(server, server.moderator, "article add", file=file)
    )


def note_draft(world: World, preview: Exchange) -> str:
    """Note that a draft was shown; return its id."""
    draft = preview.custom_id(r"kutip:draft:").split(":")[2]
    world.ledger.attempt(("draft", preview.server.id, draft), "draft")
    world.ledger.confirm(("draft", preview.server.id, draft), "draft")
    return draft


async def cancel(world: World, preview: Exchange, draft: str) -> str:
    """Cancel a draft."""
    key = ("draft", preview.server.id, draft)
    world.ledger.attempt(key, None)
    pressed = await world.replied(await world.discord.press(preview, r"kutip:draft:.*:cancel"))
    if not says(pressed.text, "intake.cancelled"):
        return refusal(pressed)
    world.ledger.confirm(key, None)
    return "cancelled"


async def publish(world: World, preview: Exchange, draft: str, new: Story) -> str:
    """Publish a draft, and notify whoever waits for it."""
    server = preview.server
    of_draft, of_article = ("draft", server.id, draft), ("article", server.id, new.title)
    async with world.changing(of_article):
        world.stories.setdefault((server.id, new.title), {})[new.answer] = new
        world.ledger.attempt(of_draft, None)
        world.ledger.attempt(of_article, new.answer)
        pair = (of_draft, None, of_article, new.answer)
        world.ledger.together.append(pair)
        pressed = await world.replied(await world.discord.press(preview, r"kutip:draft:.*:publish"))
        if not says(pressed.text, "intake.published") and not says(pressed.text, "intake.changed"):
            return refusal(pressed)
        world.ledger.confirm(of_draft, None)
        world.ledger.confirm(of_article, new.answer)
        world.ledger.together.remove(pair)
        world.last_published[server.id] = pressed
        return "published"


async def change(world: World, server: Server) -> str:
    """Change the text of an article, and publish that."""
    old = world.article(server)
    if old is None:
        return await add(world, server)
    key = ("article", server.id, old.title)
    async with world.changing(key):
        new = story(world.draw, old.title)
        opened = await world.discord.use(
            server, server.moderator, "article edit", article=old.title
        )
        if not await world.opens_form(opened):
            return refusal(opened)
        preview = await world.replied(
            await world.discord.submit(opened, title=new.title, text=new.body, source="Arsip")
        )
        if not preview.has(r"kutip:draft:"):
            return refusal(preview)
        return await publish(world, preview, note_draft(world, preview), new)


async def remove(world: World, server: Server) -> str:
    """Remove an article."""
    old = world.article(server)
    if old is None:
        return await add(world, server)
    key = ("article", server.id, old.title)
    async with world.changing(key):
        card = await world.replied(
            await world.discord.use(server, server.moderator, "article remove", article=old.title)
        )
        if not card.has(r"kutip:remove:"):
            return refusal(card)
        world.ledger.attempt(key, None)
        pressed = await world.replied(await world.discord.press(card, r"kutip:remove:"))
        if not says(pressed.text, "shelf.removed"):
            return refusal(pressed)
        world.ledger.confirm(key, None)
        return "removed"


async def restore(world: World, server: Server) -> str:
    """Restore a removed article."""
    old = world.article(server, standing=False)
    if old is None:
        return await remove(world, server)
    key = ("article", server.id, old.title)
    async with world.changing(key):
        # Which of its versions comes back is the one that it had; the ledger has all of them.
        for answer in world.stories[server.id, old.title]:
            world.ledger.attempt(key, answer)
        back = await world.replied(
            await world.discord.use(server, server.moderator, "article restore", article=old.title)
        )
        if not says(back.text, "shelf.restored"):
            return refusal(back)
        world.ledger.allowed[key].discard(None)
        world.ledger.confirmed += 1
        return "restored"
