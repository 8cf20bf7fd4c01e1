"""The mixed load: what people do on several servers, drawn from a seed.

Each action notes in the ledger what it tries and what the bot confirms. People wait for replies
like people do: one that doesn't come in time is counted as silence, and they do something else.
"""

import asyncio
import random
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from reliability.ledger import Key, Ledger
from reliability.people import Server
from reliability.sentences import says
from reliability.standin import Exchange, NoReplyError, StandIn
from reliability.texts import UNANSWERABLE, Story, story, unanswerable
from tests.discord.messages import File
from tests.discord.people import Person

RECENT = 40
"""How many replies people still vote on."""


@dataclass(slots=True)
class World:
    """What the load knows of the servers, apart from what the ledger promises."""

    discord: StandIn
    ledger: Ledger
    draw: random.Random
    seconds: float = 30
    """How long people wait for a reply."""
    stories: dict[tuple[int, str], dict[str, Story]] = field(default_factory=dict)
    """The versions of each article by server and title, by their answers."""
    answers: deque[Exchange] = field(default_factory=lambda: deque(maxlen=RECENT))
    wishes: dict[Key, Story] = field(default_factory=dict)
    """What somebody wishes to be notified of."""
    promised: set[Key] = field(default_factory=set)
    """Wishes that the bot has confirmed."""
    wanted: dict[int, list[Key]] = field(default_factory=dict)
    """Wishes for which no article was added yet, by server."""
    last_published: dict[int, Exchange] = field(default_factory=dict)
    """What came of the last publishing, by server."""
    busy: set[Key] = field(default_factory=set)
    """Things that somebody is changing."""
    outcomes: Counter[str] = field(default_factory=Counter)
    silences: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    """Seconds until the replies to questions."""

    @property
    def servers(self) -> Sequence[Server]:
        """The servers that the load is on."""
        return self.discord.servers

    @asynccontextmanager
    async def changing(self, *keys: Key) -> AsyncIterator[None]:
        """Keep others from changing the same things."""
        self.busy.update(keys)
        try:
            yield
        finally:
            self.busy.difference_update(keys)

    def article(self, server: Server, *, standing: bool = True) -> Story | None:
        """Return an article of a server that nobody is changing: one on the shelf, or removed."""
        found = [
            key
            for key, value in self.ledger.known("article")
            if key[1] == server.id and (value is not None) == standing and key not in self.busy
        ]
        if not found:
            return None
        key = self.draw.choice(found)
        versions = self.stories[server.id, str(key[2])]
        [value] = self.ledger.allowed[key]
        return versions[str(value)] if value is not None else next(reversed(versions.values()))


Action: TypeAlias = Callable[[World, Server], Coroutine[Any, Any, str]]
"""Does one thing on a server, and returns what came of it."""


async def by_command(world: World, server: Server, person: Person, question: str) -> Exchange:
    """Ask by the command."""
    return await world.discord.use(server, person, "ask", question=question)


async def by_mention(world: World, server: Server, person: Person, question: str) -> Exchange:
    """Ask by a mention."""
    return await world.discord.say(server, person, question)


Way: TypeAlias = Callable[[World, Server, Person, str], Awaitable[Exchange]]


async def ask(world: World, server: Server, way: Way | None = None) -> str:
    """Ask what an article answers."""
    known = world.article(server)
    question = unanswerable(world.draw) if known is None else known.question
    shown = await asked(world, server, question, way)
    if known is not None and not shown.has(r"kutip:vote:"):
        return refusal(shown)
    return "answered"


async def asked(world: World, server: Server, question: str, way: Way | None = None) -> Exchange:
    """Ask a question in some way, and note the reply."""
    way = way or world.draw.choice((by_command, by_mention))
    world.ledger.asked += 1
    shown = await way(world, server, world.draw.choice(server.members), question)
    await shown.until(lambda each: bool(each.text.strip()), world.seconds)
    if shown.has(r"kutip:bin:"):
        assert shown.replied is not None
        world.delays.append(shown.replied - shown.sent)
        world.ledger.shown[query_of(shown)] = server.id
        if shown.has(r"kutip:vote:"):
            world.answers.append(shown)
    return shown


def query_of(shown: Exchange) -> str:
    """Return the query id of a reply."""
    return shown.custom_id(r"kutip:bin:").split(":")[2]


async def vote(world: World, server: Server) -> str:
    """Vote on an earlier answer, with a reason if it was of no help."""
    if not world.answers:
        return await ask(world, server)
    shown = world.draw.choice(world.answers)
    person = world.draw.choice(shown.server.members)
    key = ("vote", query_of(shown), int(person.id))
    if key in world.busy:
        return "nothing to do"
    up = world.draw.random() < 0.4
    async with world.changing(key):
        value = (1 if up else -1, None, None)
        world.ledger.attempt(key, value)
        thumb = await world.discord.press(shown, rf"kutip:vote:.*:{'up' if up else 'down'}", person)
        await replied(thumb, world.seconds)
        if not says(thumb.text, "feedback.thanks_up" if up else "feedback.thanks_down"):
            return refusal(thumb)
        world.ledger.confirm(key, value)
        if up or world.draw.random() < 0.3:
            return "voted"
        return await _explain(world, thumb, key)


async def _explain(world: World, thumb: Exchange, key: Key) -> str:
    reason = world.draw.choice(("passage", "outdated", "other"))
    comment = f"Kurang {story(world.draw).title}" if reason == "other" else None
    value = (-1, reason, comment)
    chosen = await world.discord.choose(thumb, r"kutip:reason:", reason)
    if comment is not None:
        await chosen.until(lambda each: each.form is not None or each.messages != [], world.seconds)
        if chosen.form is None:
            return refusal(chosen)
        world.ledger.attempt(key, value)
        chosen = await world.discord.submit(chosen, comment=comment)
    else:
        world.ledger.attempt(key, value)
    await replied(chosen, world.seconds)
    if not says(chosen.text, "feedback.thanks_reason"):
        return refusal(chosen)
    world.ledger.confirm(key, value)
    return "explained"


async def wish(world: World, server: Server) -> str:
    """Ask for something that no article has yet, and wish to be notified."""
    wanted = story(world.draw)
    shown = await asked(world, server, wanted.question)
    if not shown.has(r"kutip:wish:"):
        return refusal(shown)
    key = ("wish", query_of(shown), int(shown.person.id))
    world.wishes[key] = wanted
    world.ledger.attempt(key, True)
    pressed = await world.discord.press(shown, r"kutip:wish:")
    await replied(pressed, world.seconds)
    if not says(pressed.text, "feedback.wish_kept"):
        return refusal(pressed)
    world.ledger.confirm(key, True)
    world.promised.add(key)
    # Any card about several changes may offer to notify this person.
    world.ledger.attempt(key, None)
    world.wanted.setdefault(server.id, []).append(key)
    return "wished"


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
    pressed = await world.discord.press(published, r"kutip:tell:")
    await replied(pressed, world.seconds)
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
    await opened.until(lambda each: each.form is not None or each.messages != [], world.seconds)
    if opened.form is None:
        return refusal(opened)
    renamed = await world.discord.submit(opened, title=title, source="Arsip")
    await renamed.until(lambda each: title in each.text, world.seconds)
    world.ledger.confirm(key, title)
    return "renamed"


async def by_form(world: World, server: Server, new: Story) -> Exchange:
    """Submit an article's title and text in the form."""
    opened = await world.discord.use(server, server.moderator, "article add")
    await opened.until(lambda each: each.form is not None or each.messages != [], world.seconds)
    if opened.form is None:
        return opened
    preview = await world.discord.submit(opened, title=new.title, text=new.body, source="Arsip")
    await replied(preview, world.seconds)
    return preview


async def by_file(world: World, server: Server, new: Story) -> Exchange:
    """Send an article as a file."""
    name = f"{new.title.replace(' ', '-')}.md"
    file = File(name, f"# {new.title}\n\n{new.body}\n".encode(), "text/markdown")
    preview = await world.discord.use(server, server.moderator, "article add", file=file)
    await replied(preview, world.seconds)
    return preview


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
    pressed = await world.discord.press(preview, r"kutip:draft:.*:cancel")
    await replied(pressed, world.seconds)
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
        pressed = await world.discord.press(preview, r"kutip:draft:.*:publish")
        await replied(pressed, world.seconds)
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
        await opened.until(lambda each: each.form is not None or each.messages != [], world.seconds)
        if opened.form is None:
            return refusal(opened)
        preview = await world.discord.submit(opened, title=new.title, text=new.body, source="Arsip")
        await replied(preview, world.seconds)
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
        card = await world.discord.use(
            server, server.moderator, "article remove", article=old.title
        )
        await replied(card, world.seconds)
        if not card.has(r"kutip:remove:"):
            return refusal(card)
        world.ledger.attempt(key, None)
        pressed = await world.discord.press(card, r"kutip:remove:")
        await replied(pressed, world.seconds)
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
        back = await world.discord.use(
            server, server.moderator, "article restore", article=old.title
        )
        await replied(back, world.seconds)
        if not says(back.text, "shelf.restored"):
            return refusal(back)
        world.ledger.allowed[key].discard(None)
        world.ledger.confirmed += 1
        return "restored"


async def pick_open(world: World, server: Server) -> Exchange | None:
    """Return the card of an unanswered question that stays so, from any page of the review."""
    page = await world.discord.use(server, server.moderator, "review unanswered")
    await replied(page, world.seconds)
    while page.has(r"kutip:pick:u"):
        options = page.options(r"kutip:pick:u")
        kept = [each["value"] for each in options if each["label"].startswith(UNANSWERABLE)]
        if kept:
            card = await world.discord.choose(page, r"kutip:pick:u", world.draw.choice(kept))
            await replied(card, world.seconds)
            return card
        if not page.has(r"kutip:review:u:\d+:next"):
            break
        page = await world.discord.press(page, r"kutip:review:u:\d+:next")
        await replied(page, world.seconds)
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
        pressed = await world.discord.press(card, button)
        await replied(pressed, world.seconds)
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
    await opened.until(lambda each: each.form is not None or each.messages != [], world.seconds)
    if opened.form is None:
        return refusal(opened)
    found = await world.discord.submit(opened, words=known.question)
    await found.until(lambda each: each.has(r"kutip:passages:u"), world.seconds)
    key = ("judged", server.id, query)
    world.ledger.attempt(key, True)
    [first, *_] = found.options(r"kutip:passages:u")
    chosen = await world.discord.choose(found, r"kutip:passages:u", first["value"])
    await replied(chosen, world.seconds)
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
        saved = await world.discord.use(
            server, server.moderator, "server set", strictness=strictness, digest=digest
        )
        await replied(saved, world.seconds)
        if not says(saved.text, "server.saved"):
            return refusal(saved)
        for key, value in zip(keys, (strictness, digest), strict=True):
            world.ledger.confirm(key, value)
        return "set"


async def export(world: World, server: Server) -> str:
    """Export what is kept about a person."""
    person = world.draw.choice(server.members)
    sent = await world.discord.use(server, person, "privacy export")
    await replied(sent, world.seconds)
    return "exported" if says(sent.text, "privacy.exported") else refusal(sent)


async def replied(shown: Exchange, seconds: float) -> None:
    """Wait until a reply says something."""
    await shown.until(lambda each: bool(each.text.strip()), seconds)


def refusal(shown: Exchange) -> str:
    """Return a refusal for the counts."""
    return f"refused: {' '.join(shown.text.split())[:100]}"


WEIGHTS: dict[Action, int] = {
    ask: 30,
    vote: 15,
    wish: 10,
    add: 15,
    change: 8,
    remove: 5,
    restore: 4,
    settle: 6,
    configure: 5,
    export: 2,
}
"""How often each is done."""


async def populate(world: World, articles: int = 3) -> None:
    """Give each server a log channel and some articles."""
    for server in world.servers:
        saved = await world.discord.use(
            server, server.moderator, "server set", log_channel=server.log
        )
        await replied(saved, world.seconds)
        for _ in range(articles):
            new = story(world.draw)
            preview = await by_form(world, server, new)
            await publish(world, preview, note_draft(world, preview), new)


async def act(world: World) -> None:
    """Do one thing that is drawn, and count what came of it."""
    [action] = world.draw.choices(list(WEIGHTS), list(WEIGHTS.values()))
    server = world.draw.choice(world.servers)
    await perform(world, action, server)


async def perform(world: World, action: Action, server: Server) -> None:
    """Do something, and count what came of it."""
    try:
        outcome = await action(world, server)
    except NoReplyError as error:
        outcome = "no reply"
        world.silences.append(f"{action.__name__}: {error}")
    world.outcomes[f"{action.__name__}: {outcome}"] += 1


@asynccontextmanager
async def busy(world: World, people: int = 6, pause: float = 0.0) -> AsyncIterator[None]:
    """Let so many people do one thing after the other within the block, to the end of the last.

    Each pauses so many seconds in between.
    """
    leave = asyncio.Event()

    async def one() -> None:
        while not leave.is_set():
            await act(world)
            await asyncio.sleep(pause)

    async with asyncio.TaskGroup() as group:
        for _ in range(people):
            group.create_task(one())
        try:
            yield
        finally:
            leave.set()
