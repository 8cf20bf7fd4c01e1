import pytest

from bot.discord.base import Interaction
from bot.discord.views.forms import LONGEST_INPUT, ArticleForm, Filled
from bot.locales import ENGLISH, Texts
from corpus.draft import Draft
from corpus.formats.reading import LONGEST_LINE
from corpus.prepared import LONGEST_TITLE
from tests.bot.indonesian import INDONESIAN

DRAFT = Draft("a", "Ferry", "Post", None, "en", "x" * LONGEST_INPUT)


async def ignore(_interaction: Interaction, _filled: Filled) -> None:
    return None


def inputs_of(form: ArticleForm) -> dict[str, dict[str, object]]:
    return {
        part["component"]["custom_id"]: part["component"]
        for part in form.to_components()
        if "component" in part
    }


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_each_form_has_the_fields_of_its_purpose(texts: Texts) -> None:
    new = ArticleForm.for_new(texts, ignore)
    names = ArticleForm.for_names(DRAFT, texts, ignore)
    text = ArticleForm.for_text(DRAFT, texts, ignore)

    assert list(inputs_of(new)) == ["title", "source", "text", "file"]
    assert not any(part["required"] for part in inputs_of(new).values())
    assert list(inputs_of(names)) == ["title", "source"]
    assert list(inputs_of(text)) == ["title", "source", "text"]
    assert [part["required"] for part in inputs_of(text).values()] == [True, False, True]
    assert [form.title for form in (new, names, text)] == [
        texts("intake.form_add"),
        texts("intake.form_names"),
        texts("intake.form_edit"),
    ]


def test_a_form_is_filled_with_the_draft() -> None:
    inputs = inputs_of(ArticleForm.for_text(DRAFT, ENGLISH, ignore))

    values = {name: part["value"] for name, part in inputs.items()}
    assert values == {"title": "Ferry", "source": "Post", "text": DRAFT.body}


def test_names_longer_than_a_form_allows_are_cut() -> None:
    draft = Draft("a", "t" * 999, "s" * 999, None, "en", "Body.")

    inputs = inputs_of(ArticleForm.for_names(draft, ENGLISH, ignore))

    assert inputs["title"]["value"] == "t" * LONGEST_TITLE
    assert inputs["source"]["value"] == "s" * LONGEST_LINE


@pytest.mark.parametrize(
    ("title", "source", "named"),
    [
        (" The\n ferry\u202e ", "Post\x00", ("The ferry", "Post")),
        ("", "", ("Ferry", "")),
        (" \t\u202e", " ", ("Ferry", "")),
    ],
)
def test_names_are_cleaned_and_a_blank_title_keeps_the_old_one(
    title: str, source: str, named: tuple[str, str]
) -> None:
    draft = Filled(title, source, "", None).named(DRAFT)

    assert (draft.title, draft.source) == named
    assert draft.body == DRAFT.body
