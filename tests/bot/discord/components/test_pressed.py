from typing import Any

import pytest
from discord import ButtonStyle
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.discord.base import Interaction
from bot.discord.client import KutipClient
from bot.discord.components.custom_id import Page
from bot.discord.components.pressed import Pressed, PressedButton
from bot.discord.notices.answered import NotifyButton
from bot.discord.notices.effects import ConfirmButton, EffectsButton
from bot.discord.render.limits import units
from bot.discord.views.answer import (
    AnywayButton,
    BinButton,
    ChooseShownButton,
    ShareButton,
    ShowButton,
)
from bot.discord.views.draft import (
    NONE,
    CancelButton,
    NamesButton,
    PublishButton,
    PutBackMenu,
    ReplaceButton,
)
from bot.discord.views.editing import EditButton
from bot.discord.views.feedback import ReasonMenu, VoteButton, WishButton
from bot.discord.views.follows import (
    FollowMenu,
    FollowPublishButton,
    FollowsButton,
    ProposalMenu,
    StopFollowingButton,
)
from bot.discord.views.human import AnswerQuestionButton, AskHumanButton, HelpArticleButton
from bot.discord.views.mending import MendMenu
from bot.discord.views.privacy import DeleteDataButton, KeepDataButton
from bot.discord.views.refreshing import RefreshButton
from bot.discord.views.removal import AskRemovalButton, KeepButton, RemoveButton
from bot.discord.views.review.choosing import ChooseButton, UnchooseButton
from bot.discord.views.review.chosen import TakeBackButton
from bot.discord.views.review.dismissing import DismissButton, UndismissButton
from bot.discord.views.review.judging import JudgeButton, PassageMenu
from bot.discord.views.review.listing import Listing, ListingButton, PickMenu
from bot.discord.views.review.open import NextButton
from bot.discord.views.review.question import AddArticleButton
from bot.discord.views.review.regrouping import JoinMenu, SplitMenu
from bot.discord.views.review.settled import ReopenButton
from bot.discord.views.review.suggested import HideButton
from bot.discord.views.review.unanswerable import NoAnswerButton, UndoNoAnswerButton
from bot.discord.views.server import (
    ChannelsMenu,
    DigestButton,
    HelpersMenu,
    HelpPlaceMenu,
    LanguageMenu,
    LogMenu,
    OpenMenu,
    PrivateButton,
    RolesMenu,
    StrictnessMenu,
)
from bot.discord.views.shelf import (
    LONGEST_SEARCH,
    ArticleMenu,
    ListButton,
    PageButton,
    RestoreVersionButton,
    VersionMenu,
)
from corpus.catalogue import Sort
from tests.bot.discord_client import MakeClient
from tests.bot.everything import press, registered

CUSTOM_ID = 100
"""Discord's limit, in UTF-16 code units. Component Reference, Custom ID."""
HEX = "0123456789abcdef" * 2
ARTICLE = "a-" * 32
LARGEST = 10**9 - 1

ITEMS: list[tuple[Pressed[Any], str]] = [
    (
        ShowButton(query=HEX, page=9, around=True, role="around"),
        f"kutip:show:{HEX}:9:1:around",
    ),
    (ShowButton(query=HEX, page=0, role="next"), f"kutip:show:{HEX}:0:0:next"),
    (VoteButton(query=HEX, thumb="up"), f"kutip:vote:{HEX}:up"),
    (VoteButton(query=HEX, thumb="down"), f"kutip:vote:{HEX}:down"),
    (ReasonMenu(query=HEX), f"kutip:reason:{HEX}"),
    (WishButton(query=HEX), f"kutip:wish:{HEX}"),
    (BinButton(query=HEX), f"kutip:bin:{HEX}"),
    (AnywayButton(query=HEX), f"kutip:anyway:{HEX}"),
    (ChooseShownButton(query=HEX, page=2), f"kutip:choose:{HEX}:2"),
    (NotifyButton(article=ARTICLE), f"kutip:tell:{ARTICLE}"),
    (
        EffectsButton(since=0, until=10**17 - 1, cut=True, page=9999, role="prev"),
        f"kutip:effects:0:{'9' * 17}:1:9999:prev",
    ),
    (
        ConfirmButton(query=HEX, since=10**17 - 1, until=10**17 - 1),
        f"kutip:confirm:{HEX}:{'9' * 17}:{'9' * 17}",
    ),
    (MendMenu(), "kutip:mend"),
    (
        ListButton(sort=Sort.MOST_ASKED, page=9999, role="prev", search="😀" * LONGEST_SEARCH),
        f"kutip:list:most_asked:9999:prev:{'😀' * 32}",
    ),
    (
        ListButton(sort=Sort.NEWEST, page=0, role="next", search="a:b\n{:" * 5),
        "kutip:list:newest:0:next:" + "a:b\n{:" * 5,
    ),
    (
        PageButton(what="article", article=ARTICLE, page=0, role="page"),
        f"kutip:article:{ARTICLE}:0:page",
    ),
    (
        PageButton(what="history", article=ARTICLE, page=9999, role="open"),
        f"kutip:history:{ARTICLE}:9999:open",
    ),
    (VersionMenu(article=ARTICLE, base=LARGEST), f"kutip:versions:{ARTICLE}:999999999"),
    (
        RestoreVersionButton(article=ARTICLE, version=1, base=LARGEST),
        f"kutip:revert:{ARTICLE}:1:999999999",
    ),
    (ArticleMenu(), "kutip:open-article"),
    (EditButton(article=ARTICLE), f"kutip:edit:{ARTICLE}"),
    (RefreshButton(article=ARTICLE), f"kutip:refresh:{ARTICLE}"),
    (AskRemovalButton(article=ARTICLE), f"kutip:ask-remove:{ARTICLE}"),
    (RemoveButton(article=ARTICLE), f"kutip:remove:{ARTICLE}"),
    (LanguageMenu(), "kutip:server:language"),
    (StrictnessMenu(), "kutip:server:strictness"),
    (ChannelsMenu(), "kutip:server:channels"),
    (RolesMenu(), "kutip:server:moderators"),
    (LogMenu(), "kutip:server:log"),
    (OpenMenu(), "kutip:server:open"),
    (HelpersMenu(), "kutip:server:helpers"),
    (HelpPlaceMenu(), "kutip:server:help-in"),
    (PrivateButton(on=True), "kutip:server:private:1"),
    (DigestButton(on=False), "kutip:server:digest:0"),
    (KeepButton(), "kutip:keep"),
    (ShareButton(query=HEX), f"kutip:share:{HEX}"),
    (AskHumanButton(query=HEX, message=10**20 - 1), f"kutip:human:{HEX}:{10**20 - 1}"),
    (AnswerQuestionButton(query=HEX), f"kutip:help:{HEX}"),
    (HelpArticleButton(query=HEX), f"kutip:help-article:{HEX}"),
    (HideButton(query=HEX, page=9999, hide=True), f"kutip:suggest:{HEX}:9999:1"),
    (PublishButton(draft=HEX, base=NONE), f"kutip:draft:{HEX}:publish:0"),
    (PublishButton(draft=HEX, base=12), f"kutip:draft:{HEX}:publish:12"),
    (NamesButton(draft=HEX), f"kutip:draft:{HEX}:names"),
    (ReplaceButton(draft=HEX), f"kutip:draft:{HEX}:replace"),
    (CancelButton(draft=HEX), f"kutip:draft:{HEX}:cancel"),
    (PutBackMenu(draft=HEX, count=LARGEST), f"kutip:draft:{HEX}:put-back:999999999"),
    (FollowMenu(), "kutip:follows"),
    (ProposalMenu(), "kutip:proposals"),
    (FollowsButton(), "kutip:follows:all"),
    (FollowPublishButton(follow=10**17 - 1, publish=True), f"kutip:follow:{'9' * 17}:publish:1"),
    (StopFollowingButton(follow=1), "kutip:follow:1:stop"),
    (DeleteDataButton(), "kutip:privacy:delete"),
    (KeepDataButton(), "kutip:privacy:keep"),
    (
        ListingButton(listing=Listing.UNANSWERED, page=9999, role="back"),
        "kutip:review:u:9999:back",
    ),
    (ListingButton(listing=Listing.CHOSEN, page=1, role="next"), "kutip:review:c:1:next"),
    (PickMenu(listing=Listing.SETTLED, page=9999), "kutip:pick:s:9999"),
    (
        AddArticleButton(listing=Listing.POOR, query=HEX, page=9999),
        f"kutip:add-article:p:{HEX}:9999",
    ),
    (JudgeButton(listing=Listing.POOR, query=HEX, page=9999), f"kutip:judge:p:{HEX}:9999"),
    (PassageMenu(listing=Listing.POOR, query=HEX, page=0), f"kutip:passages:p:{HEX}:0"),
    (
        ChooseButton(
            listing=Listing.UNANSWERED,
            page=999,
            query=HEX,
            article="a-" * 20,
            version=99_999,
            passage=999_999,
        ),
        f"kutip:it:u999:{HEX}:{'a-' * 20}:99999:999999",
    ),
    (
        UnchooseButton(listing=Listing.POOR, query=HEX, page=9999, judgement=10**18 - 1),
        f"kutip:unchoose:p:{HEX}:9999:{'9' * 18}",
    ),
    (NoAnswerButton(listing=Listing.POOR, query=HEX, page=9), f"kutip:no-answer:p:{HEX}:9"),
    (
        UndoNoAnswerButton(listing=Listing.UNANSWERED, query=HEX, page=9999),
        f"kutip:undo-no-answer:u:{HEX}:9999",
    ),
    (NextButton(listing=Listing.UNANSWERED, query=HEX, page=0), f"kutip:next:u:{HEX}:0"),
    (DismissButton(listing=Listing.UNANSWERED, query=HEX, page=3), f"kutip:dismiss:u:{HEX}:3"),
    (UndismissButton(listing=Listing.POOR, query=HEX, page=3), f"kutip:undismiss:p:{HEX}:3"),
    (SplitMenu(listing=Listing.POOR, query=HEX, page=9999), f"kutip:split:p:{HEX}:9999"),
    (JoinMenu(listing=Listing.UNANSWERED, query=HEX, page=0), f"kutip:join:u:{HEX}:0"),
    (ReopenButton(query=HEX, page=9999), f"kutip:reopen:{HEX}:9999"),
    (TakeBackButton(judgement=10**18 - 1, page=9999), f"kutip:takeback:{'9' * 18}:9999"),
]
"""Every button and menu with a custom id, which must stay the same because old messages hold it."""


@pytest.mark.parametrize(("item", "custom_id"), ITEMS, ids=lambda value: type(value).__name__)
async def test_custom_ids_stay_the_same_and_recreate_the_item(
    item: Pressed[Any], custom_id: str
) -> None:
    assert item.custom_id == custom_id
    assert units(custom_id) <= CUSTOM_ID

    match = item.template.fullmatch(custom_id)
    assert match is not None
    again = await type(item).from_custom_id(None, None, match)  # type: ignore[arg-type]
    assert again.custom_id == custom_id
    assert {name: getattr(again, name) for name in match.groupdict()} == {
        name: getattr(item, name) for name in match.groupdict()
    }


@pytest.mark.parametrize(("item", "custom_id"), ITEMS, ids=lambda value: type(value).__name__)
def test_each_custom_id_matches_one_class_only(item: Pressed[Any], custom_id: str) -> None:
    answering = [kind for kind in Pressed.kinds if _pattern(kind).fullmatch(custom_id)]

    assert answering == [type(item)]


def test_every_button_and_menu_has_an_example_here() -> None:
    assert {type(item) for item, _ in ITEMS} == set(Pressed.kinds)


def test_a_button_has_its_class_defaults_unless_overridden() -> None:
    plain, loud = RemoveButton(article="a"), RemoveButton(article="a", style=ButtonStyle.primary)

    assert (plain.item.style, plain.item.label) == (ButtonStyle.danger, None)
    assert loud.item.style is ButtonStyle.primary
    assert str(BinButton(query=HEX).item.emoji) == "🗑️"
    assert KeepButton(label="Batal", disabled=True).item.to_component_dict() == {
        "type": 2,
        "style": 2,
        "label": "Batal",
        "disabled": True,
        "custom_id": "kutip:keep",
    }


async def test_a_new_button_works_without_being_registered(
    simcord_env: Env,
    sari: MemberActor,
    channel: ChannelHandle,
    make_client: MakeClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Pressed, "kinds", [*Pressed.kinds])
    pressed = []

    class BaseButton(PressedButton):
        page: Page

    class NewButton(BaseButton, template="kutip:new:{page}"):
        async def press(self, interaction: Interaction) -> None:
            pressed.append(self.page)
            await interaction.followup.send("Baru!", ephemeral=True)

    await simcord_env.restart_bot(make_client())
    assert isinstance(simcord_env.bot, KutipClient)
    assert NewButton in registered(simcord_env.bot)
    assert BaseButton not in registered(simcord_env.bot)

    result = await press(simcord_env, sari, channel, "kutip:new:7")

    assert [sent.content for sent in result.followups] == ["Baru!"]
    assert pressed == [7]


def _pattern(kind: type[Pressed[Any]]) -> Any:  # noqa: ANN401
    return kind.__discord_ui_compiled_template__
