import pytest
from simcord.results import InteractionResult

from bot.locales import ENGLISH
from corpus.web import Web
from tests.bot.desk import FERRY, FERRY_TITLE, Desk, sentence_of
from tests.bot.discord_client import response, texts_of

pytest_plugins = ["tests.bot.desk_fixtures"]


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


def inputs_of(form: InteractionResult) -> dict[str, str | None]:
    """Return the initial values of a form's text inputs."""
    assert form.modal is not None
    return {
        part["component"]["custom_id"]: part["component"].get("value")
        for part in form.modal["components"]
        if "component" in part
    }


async def test_the_form_holds_the_article_and_its_changes_are_shown_before_they_are_published(
    desk: Desk,
) -> None:
    entry = await desk.have_ferry()
    form = await desk.command("edit", article=entry.id)
    assert inputs_of(form) == {"title": FERRY_TITLE, "source": None, "text": FERRY}

    dearer = FERRY.replace("40000", "45000")
    card = response(await desk.fill(form, title="The boats", source="Ferry Post", text=dearer))

    shown = texts_of(card)
    assert ENGLISH("intake.preview_change", title=FERRY_TITLE) in shown
    assert f"{ENGLISH('intake.label_title')}: The ~~ferry to Sabang~~ **boats**" in shown
    assert f"{ENGLISH('intake.label_source')}: **Ferry Post**" in shown
    assert ENGLISH("intake.paragraph_changes", changed=1, added=0, removed=0) in shown
    assert "> **±** A ticket for the ferry costs ~~40000~~ **45000** rupiah" in shown
    assert (await desk.only_article()).version == 1

    confirmation = ENGLISH("intake.changed", title="The boats", version=2, count=3)
    assert await desk.publish(card) == confirmation
    assert "45000" in await desk.answer("What does a ticket for the ferry cost?")


async def test_an_article_is_found_by_a_typed_title(desk: Desk) -> None:
    entry = await desk.have_ferry()

    choices = await desk.moderator.autocomplete(desk.channel, "article edit", "article", "fery")

    assert [(choice["name"], choice["value"]) for choice in choices] == [(FERRY_TITLE, entry.id)]
    assert (await desk.command("edit", article=FERRY_TITLE.lower())).modal


async def test_a_text_too_long_for_a_form_is_left_out_with_a_hint(desk: Desk) -> None:
    long = "\n\n".join(f"{FERRY} This is boat number {number}." for number in range(20))
    await desk.publish(await desk.card("add", file=("boats.txt", long.encode())))

    form = await desk.command("edit", article="boats")

    assert list(inputs_of(form)) == ["title", "source"]
    assert form.modal is not None
    assert form.modal["components"][0]["content"] == ENGLISH("intake.long_text")
    card = response(await desk.fill(form, title="boats", source="Ferry Post"))
    assert ENGLISH("intake.same_paragraphs") in texts_of(card)
    await desk.publish(card)
    assert (await desk.only_article()).source == "Ferry Post"


async def test_an_unchanged_form_makes_no_version(desk: Desk) -> None:
    entry = await desk.have_ferry()
    before = await desk.kept()
    form = await desk.command("edit", article=entry.id)

    result = await desk.fill(form, title=FERRY_TITLE, source="", text=f" {FERRY}\r\n")

    assert sentence_of(result) == ENGLISH("intake.unchanged", title=FERRY_TITLE)
    assert await desk.kept() == before


async def test_an_edit_of_an_article_changed_meanwhile_is_refused_but_kept(
    desk: Desk,
) -> None:
    entry = await desk.have_ferry()
    cards = [
        response(
            await desk.fill(
                await desk.command("edit", article=entry.id), title=title, source="", text=FERRY
            )
        )
        for title in ("The fast boat", "The slow boat")
    ]
    await desk.publish(cards[0])
    before = await desk.kept()

    result = await desk.press(cards[1], ENGLISH("intake.button_publish"))

    sentence = ENGLISH("fault.shelf.changed_meanwhile", title="The fast boat")
    assert sentence_of(result).endswith(sentence)
    assert await desk.kept() == before
    # The card now shows what publishing would change in the other moderator's version.
    assert "Title: The ~~fast~~ **slow** boat" in texts_of(cards[1])
    await desk.publish(cards[1])
    latest = await desk.only_article()
    assert (latest.title, latest.version) == ("The slow boat", 3)


async def test_an_edit_of_an_article_removed_meanwhile_is_kept_until_it_is_restored(
    desk: Desk,
) -> None:
    entry = await desk.have_ferry()
    form = await desk.command("edit", article=entry.id)
    await desk.parts.shelf(desk.guild_id).remove(entry.id)
    before = await desk.kept()

    card = response(await desk.fill(form, title="The slow boat", source="", text=FERRY))
    refused = await desk.press(card, ENGLISH("intake.button_publish"))

    assert sentence_of(refused).endswith(ENGLISH("fault.shelf.no_article"))
    assert await desk.kept() == before
    await desk.command("restore", article=FERRY_TITLE)
    await desk.publish(card)
    assert (await desk.only_article()).title == "The slow boat"


@pytest.mark.parametrize("command", ["edit", "replace", "refresh"])
async def test_only_own_articles_can_be_changed(desk: Desk, command: str) -> None:
    [shipped, *_] = await desk.parts.catalogue(desk.guild_id).entries()

    for value in ("no such article", shipped.id):
        result = await desk.command(command, article=value)
        assert sentence_of(result) == ENGLISH("fault.shelf.no_article")
