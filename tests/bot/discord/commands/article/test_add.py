import discord
import pytest
from simcord.env import Env

from bot.locales import ENGLISH
from corpus.draft import Draft
from corpus.schema import EVERYWHERE
from corpus.shelf import Shelf
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk, sentence_of
from tests.bot.discord_client import Speak, buttons_of, response, texts_of
from tests.bot.indonesian import INDONESIAN
from tests.corpus.web.server import PUBLIC

pytest_plugins = ["tests.bot.desk_fixtures"]

FILE = ("ferry times.txt", FERRY.encode())
PAGE = (
    "<html><head><title>Rain in Bogor</title><meta property='og:site_name' content='The Kujang'>"
    "</head><body><article><h1>Rain in Bogor</h1>"
    + "".join(
        f"<p>{text}</p>"
        for text in (
            "Bogor is called the city of rain, since it rains on most afternoons of the year.",
            "The botanical garden measured 4200 millimetres of rain in one single year.",
        )
    )
    + "</article></body></html>"
)


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


async def test_a_file_is_previewed_and_answers_questions_once_published(desk: Desk) -> None:
    before = await desk.kept()

    card = await desk.card("add", file=FILE)

    shown = texts_of(card)
    assert card.ephemeral
    assert shown.startswith(f"-# {ENGLISH('intake.preview_new')}\n**ferry times**\n")
    assert "English" in shown
    assert ENGLISH("shelf.paragraphs", count=3) in shown
    assert f"{ENGLISH('intake.first_paragraph')}\n> The ferry to Sabang leaves" in shown
    assert f"{ENGLISH('intake.last_paragraph')}\n> Cars must be at the pier" in shown
    assert list(buttons_of(card)) == [
        ENGLISH("intake.button_publish"),
        ENGLISH("intake.button_names"),
        ENGLISH("intake.button_cancel"),
    ]
    assert await desk.kept() == before

    assert await desk.publish(card) == ENGLISH("intake.published", title="ferry times", count=3)
    assert not buttons_of(card)
    assert "40000 rupiah" in await desk.answer("What does a ticket for the ferry cost?")
    [change] = await desk.parts.catalogue(desk.guild_id).changes(limit=1)
    assert (change.changed_by, change.title) == (desk.moderator.id, "ferry times")


async def test_a_link_provides_title_source_and_address(desk: Desk) -> None:
    desk.internet.page("news.example/rain", PAGE.encode(), "Content-Type: text/html")

    card = await desk.card("add", link="http://news.example/rain")

    assert "**Rain in Bogor**\n-# The Kujang · English" in texts_of(card)
    await desk.publish(card)
    entry = await desk.only_article()
    assert (entry.title, entry.url) == ("Rain in Bogor", "http://news.example/rain")
    assert entry.origin == "http://news.example/rain"


async def test_a_text_can_be_pasted_into_the_form(desk: Desk) -> None:
    form = await desk.command("add")
    assert form.modal is not None
    assert form.modal["title"] == ENGLISH("intake.form_add")

    card = response(
        await desk.fill(form, title=" The ferry\n to Sabang ", source="Ferry Post", text=FERRY)
    )

    assert "**The ferry to Sabang**\n-# Ferry Post · English" in texts_of(card)
    await desk.publish(card)
    entry = await desk.only_article()
    assert (entry.title, entry.source, entry.url) == (FERRY_TITLE, "Ferry Post", None)


async def test_a_link_pasted_into_the_form_is_fetched(desk: Desk) -> None:
    desk.internet.page("news.example/rain", PAGE.encode(), "Content-Type: text/html")
    form = await desk.command("add")

    filled = await desk.fill(form, title="", source="", text=" http://news.example/rain\n")

    assert "Rain in Bogor" in texts_of(filled.response)
    assert "4200 millimetres" in texts_of(filled.response)


async def test_a_file_in_the_form_needs_no_title(desk: Desk) -> None:
    card = response(await desk.fill(await desk.command("add"), file=FILE))

    assert "**ferry times**" in texts_of(card)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, ENGLISH("intake.give_one")),
        ({"title": "Only a title", "text": " \n "}, ENGLISH("intake.give_one")),
        ({"text": FERRY, "file": FILE}, ENGLISH("intake.give_only_one")),
    ],
)
async def test_the_form_requires_either_text_or_file(
    desk: Desk, values: dict[str, object], sentence: str
) -> None:
    result = await desk.fill(await desk.command("add"), **values)

    assert sentence_of(result) == sentence


async def test_a_link_and_a_file_together_are_refused(desk: Desk) -> None:
    result = await desk.command("add", link="http://news.example/", file=FILE)

    assert sentence_of(result) == ENGLISH("intake.give_only_one")
    assert not desk.internet.requests


async def test_a_file_that_discord_no_longer_has_is_a_user_error(desk: Desk) -> None:
    desk.internet.page(f"{PUBLIC}/gone.txt")
    serve = desk.internet.page

    def forget(url: str, *_: object) -> None:
        serve(url, b"", status="404 Not Found")

    desk.internet.page = forget  # type: ignore[method-assign,assignment]

    assert sentence_of(await desk.command("add", file=FILE)) == ENGLISH("intake.file_gone")


async def test_the_same_text_can_replace_its_article_after_a_preview(desk: Desk) -> None:
    entry = await desk.have_ferry()
    longer = f"{FERRY}\n\nThe slow boat takes two hours, and the fast boat takes one."

    card = await desk.card("add", file=("boats.txt", longer.encode()))

    shown = texts_of(card)
    assert f"“{FERRY_TITLE}” already has this text" in shown
    assert ENGLISH("intake.same_text") in shown
    assert ENGLISH("intake.button_publish") not in buttons_of(card)

    await desk.press(card, ENGLISH("intake.button_replace"))

    shown = texts_of(card)
    assert ENGLISH("intake.preview_change", title=FERRY_TITLE) in shown
    assert ENGLISH("intake.paragraph_changes", changed=0, added=1, removed=0) in shown
    assert "> **+** The slow boat takes two hours" in shown
    assert (await desk.only_article()).version == 1

    confirmation = ENGLISH("intake.changed", title=FERRY_TITLE, version=2, count=4)
    assert await desk.publish(card) == confirmation
    changed = await desk.only_article()
    assert (changed.id, changed.version, changed.title) == (entry.id, 2, FERRY_TITLE)


async def test_replacing_with_the_identical_article_changes_nothing(desk: Desk) -> None:
    await desk.have_ferry()
    before = await desk.kept()
    card = await desk.card("add", file=("again.txt", FERRY.encode()))

    result = await desk.press(card, ENGLISH("intake.button_replace"))

    assert sentence_of(result).endswith(ENGLISH("intake.unchanged", title=FERRY_TITLE))
    assert await desk.kept() == before


async def test_a_shared_article_cannot_be_replaced(desk: Desk) -> None:
    shared = Draft("shipped", "Boats", "", None, "en", FERRY)
    await Shelf(desk.parts.engine, EVERYWHERE).add(shared)

    card = await desk.card("add", file=FILE)

    assert "“Boats” already has this text" in texts_of(card)
    assert list(buttons_of(card)) == [
        ENGLISH("intake.button_names"),
        ENGLISH("intake.button_cancel"),
    ]


async def test_a_taken_title_can_be_changed_in_the_form_for_names(desk: Desk) -> None:
    await desk.have_ferry()
    other = "Entirely other words about a harbour in the far north of the island."
    card = await desk.card("add", file=(f"{FERRY_TITLE.upper()}.txt", other.encode()))
    assert ENGLISH("intake.title_taken") in texts_of(card)
    assert ENGLISH("intake.button_publish") not in buttons_of(card)

    form = await desk.press(card, ENGLISH("intake.button_names"))
    await desk.fill(form, title="The northern harbour", source="")

    assert ENGLISH("intake.title_taken") not in texts_of(card)
    assert await desk.publish(card) == ENGLISH(
        "intake.published", title="The northern harbour", count=1
    )


async def test_an_indonesian_moderator_gets_indonesian_texts(desk: Desk, speak: Speak) -> None:
    speak("id", "en-US")

    card = await desk.card("add", file=FILE)

    assert INDONESIAN("intake.preview_new") in texts_of(card)
    assert "bahasa Inggris" in texts_of(card)
    assert INDONESIAN("intake.button_publish") in buttons_of(card)


async def test_only_moderators_may_add_articles_whatever_discord_shows(
    desk: Desk, simcord_env: Env
) -> None:
    eve = await desk.let_in(simcord_env.create_user("eve"))
    stranger = Desk(eve, desk.channel, desk.parts, desk.internet)
    before = await desk.kept()
    message = await desk.moderator.send(desk.channel, FERRY)

    results = [
        await stranger.command("add", file=FILE),
        await stranger.command("add"),
        await eve.context_menu(desk.channel, ENGLISH("intake.menu_add"), message),
    ]

    assert [sentence_of(result) for result in results] == [ENGLISH("fault.not_allowed")] * 3
    assert await desk.kept() == before


async def test_the_message_command_reads_the_text_and_its_author(desk: Desk) -> None:
    message = await desk.moderator.send(desk.channel, FERRY)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    assert "-# mod of Newsroom, \\#news · English" in texts_of(card)
    await desk.publish(card)
    entry = await desk.only_article()
    assert (entry.source, entry.url) == ("mod of Newsroom, #news", message.jump_url)
    assert entry.title.startswith("The ferry to Sabang leaves")


async def test_the_message_command_reads_mentions_as_names(desk: Desk) -> None:
    text = f"The captain is {desk.moderator.mention}, as @everyone in {desk.channel.mention} knows."
    message = await desk.moderator.send(desk.channel, text)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    await desk.publish(card)
    article = await desk.parts.catalogue(desk.guild_id).article((await desk.only_article()).id)
    assert article is not None
    assert article.body == "The captain is @mod of Newsroom, as @everyone in #news knows."


async def test_the_message_command_reads_the_first_file_that_is_no_picture(desk: Desk) -> None:
    files = [("map.png", b"\x89PNG"), FILE, ("other.txt", b"Other words altogether.")]
    message = await desk.moderator.send(desk.channel, "Look!", attachments=files)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    assert "**ferry times**\n-# mod of Newsroom" in texts_of(card)


async def test_the_message_command_follows_a_sole_link(desk: Desk) -> None:
    desk.internet.page("news.example/rain", PAGE.encode(), "Content-Type: text/html")
    message = await desk.moderator.send(desk.channel, " <http://news.example/rain> ")

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    assert "**Rain in Bogor**\n-# The Kujang" in texts_of(card)


async def test_the_message_command_follows_the_link_of_an_embed(
    desk: Desk, simcord_env: Env
) -> None:
    desk.internet.page("news.example/rain", PAGE.encode(), "Content-Type: text/html")
    channel = simcord_env.bot.get_channel(desk.channel.id)
    assert isinstance(channel, discord.TextChannel)
    linked = await channel.send(embed=discord.Embed(title="Rain", url="http://news.example/rain"))
    blank = await channel.send(embed=discord.Embed(title="Rain"))

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), linked)
    )
    reply = await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), blank)

    assert "**Rain in Bogor**\n-# The Kujang" in texts_of(card)
    assert sentence_of(reply) == ENGLISH("intake.message_blank")


async def test_the_message_command_reads_forwarded_messages(desk: Desk) -> None:
    message = await desk.moderator.send(desk.channel, FERRY)
    forwarded = await desk.moderator.forward(message, desk.channel)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), forwarded)
    )

    assert "> The ferry to Sabang leaves" in texts_of(card)


async def test_the_message_command_reads_discord_markdown(desk: Desk) -> None:
    text = (
        "# Chess night\nThe players meet on <t:1767252600:F> in the **voice channel**, "
        "with <:cup:112233445566778899> and </join:9988776655>, but ||the prize|| is secret."
    )
    message = await desk.moderator.send(desk.channel, text)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    await desk.publish(card)
    entry = await desk.only_article()
    article = await desk.parts.catalogue(desk.guild_id).article(entry.id)
    assert article is not None
    assert entry.title == "Chess night"
    assert article.body.endswith(
        "The players meet on Thursday, 1 January 2026 at 07:30 UTC in the voice channel, "
        "with :cup: and /join, but [spoiler] is secret."
    )


async def test_the_message_command_refuses_a_message_of_spoilers(desk: Desk) -> None:
    message = await desk.moderator.send(desk.channel, "||The gardener did it, in the library.||")

    result = await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)

    assert sentence_of(result) == ENGLISH("fault.unreadable.no_text")


async def test_the_message_command_reads_mentions_of_a_forward_as_names(desk: Desk) -> None:
    text = (
        f"The captain is {desk.moderator.mention} in {desk.channel.mention}, not <@&77> or <@66>."
    )
    message = await desk.moderator.send(desk.channel, text)
    forwarded = await desk.moderator.forward(message, desk.channel)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), forwarded)
    )

    await desk.publish(card)
    article = await desk.parts.catalogue(desk.guild_id).article((await desk.only_article()).id)
    assert article is not None
    assert article.body == (
        "The captain is @unknown-user in #news, not @unknown-role or @unknown-user."
    )


async def test_the_message_command_refuses_a_message_without_anything_to_read(desk: Desk) -> None:
    message = await desk.moderator.send(desk.channel, attachments=[("cat.png", b"\x89PNG")])

    result = await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)

    assert sentence_of(result) == ENGLISH("intake.message_blank")


async def test_a_message_that_was_deleted_meanwhile_is_not_read(
    desk: Desk, simcord_env: Env
) -> None:
    message = await desk.moderator.send(desk.channel, FERRY)
    simcord_env.inject_error("GET", "/channels/*/messages/*", status=404, code=10008)

    result = await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)

    assert sentence_of(result) == ENGLISH("intake.message_gone")


async def test_a_message_in_a_channel_that_kutip_cannot_see_is_read(
    desk: Desk, simcord_env: Env
) -> None:
    message = await desk.moderator.send(desk.channel, FERRY)
    simcord_env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001)

    card = response(
        await desk.moderator.context_menu(desk.channel, ENGLISH("intake.menu_add"), message)
    )

    assert ENGLISH("intake.button_publish") in buttons_of(card)


async def test_of_two_articles_with_one_title_only_the_first_is_published(desk: Desk) -> None:
    other = "Entirely other words about a harbour in the far north of the island."
    first = await desk.card("add", file=FILE)
    second = await desk.card("add", file=(FILE[0], other.encode()))

    await desk.publish(first)
    await desk.press(second, ENGLISH("intake.button_publish"))

    assert ENGLISH("intake.title_taken") in texts_of(second)
    assert ENGLISH("intake.button_publish") not in buttons_of(second)
    assert (await desk.only_article()).passages == 3
