from hypothesis import example, given
from hypothesis import strategies as st

from corpus.article import Block, Kind, Span
from corpus.split import LONG_PASSAGE, LONGEST_PASSAGE, SHORT_PASSAGE, split

SENTENCE = "Pedoman itu menetapkan prosedur untuk menangkal ancaman."
PARAGRAPH = " ".join([SENTENCE] * 3)

# Pieces that trigger every rule far more often than random characters would.
_pieces = st.sampled_from(
    [
        *(
            "Ia",
            "pulang",
            "A.S.",
            "Dr.",
            "1.",
            "3.5",
            "e.g.",
            "# Judul",
            "- apel",
            "No. 5",
            "x" * 90,
        ),
        *(".", "!", "?", "…", "...", "。", "。」", "”", "“", "(", ")", "[1]", '"', ",", ":", "*"),
        *(" ", " ", " ", "\n", "\n", "\n\n", "\r\n", "\t", "\u2028", "\u00a0", "\u200b", "\u0301"),
        *("我", "ก", "👩‍🚀", "\x00", "\x1c", "Ʊ", SENTENCE, PARAGRAPH, "y" * (LONGEST_PASSAGE + 1)),
    ]
)
bodies = st.text() | st.lists(_pieces, max_size=60).map("".join)


def texts(body: str) -> list[str]:
    return [passage.span.of(body) for passage in split(body)]


def assert_cover(spans: list[Span], whole: str, start: int, end: int) -> None:
    """Assert that spans are ordered, disjoint and stripped, with only whitespace between them."""
    position = start
    for span in spans:
        assert position <= span.start < span.end <= end
        assert span.of(whole) == span.of(whole).strip()
        assert whole[position : span.start].strip() == ""
        position = span.end
    assert whole[position:end].strip() == ""


@given(bodies)
@example("a" * 2001 + " " * 2000 + "b")
@example("a" + " " * 1999 + "b" * 3000)
@example("\u0301" * 5000)
def test_passages_cover_every_visible_character_in_order_without_overlap(body: str) -> None:
    assert_cover([passage.span for passage in split(body)], body, 0, len(body))


@given(bodies)
def test_sentences_cover_every_visible_character_of_their_passage(body: str) -> None:
    for passage in split(body):
        assert_cover(list(passage.sentences), body, passage.span.start, passage.span.end)
        assert passage.sentences[0].start == passage.span.start
        assert passage.sentences[-1].end == passage.span.end


@given(bodies)
def test_passages_are_numbered_from_one_and_never_too_long(body: str) -> None:
    passages = split(body)

    assert [passage.number for passage in passages] == list(range(1, len(passages) + 1))
    assert all(passage.span.end - passage.span.start <= LONGEST_PASSAGE for passage in passages)


@given(st.lists(st.sampled_from([SENTENCE, PARAGRAPH, PARAGRAPH * 2]), min_size=1))
def test_a_paragraph_of_usual_length_is_a_passage(paragraphs: list[str]) -> None:
    assert texts("\n".join(paragraphs)) == paragraphs
    assert texts("\n\n".join(paragraphs)) == paragraphs


def test_a_blank_text_has_no_passages() -> None:
    assert split("") == ()
    assert split(" \n\t\u3000\r\n") == ()


def test_a_long_paragraph_is_split_at_sentence_ends() -> None:
    body = " ".join([SENTENCE] * 50)

    assert len(texts(body)) > 1
    assert all(text.startswith("Pedoman") and text.endswith("ancaman.") for text in texts(body))
    assert all(len(text) <= LONG_PASSAGE for text in texts(body))


def test_the_last_words_of_a_long_paragraph_stay_with_it() -> None:
    long = " ".join([SENTENCE] * (LONG_PASSAGE // (len(SENTENCE) + 1))) + " " + "Demikianlah " * 2
    body = f"{long}saja.\n\n{PARAGRAPH}"

    assert [text[-5:] for text in texts(body)] == ["saja.", PARAGRAPH[-5:]]


def test_a_sentence_that_fits_a_passage_is_never_cut() -> None:
    sentence = "Kata" + " kata" * (LONGEST_PASSAGE // 5 - 3) + " akhir."

    assert texts(f"{SENTENCE} {sentence} {SENTENCE}") == [SENTENCE, sentence, SENTENCE]


def test_an_overlong_sentence_is_split_at_word_ends() -> None:
    body = "kata " * 20_000

    assert " ".join(texts(body)).split() == body.split()
    assert all(text.split() == ["kata"] * len(text.split()) for text in texts(body))


def test_an_overlong_word_is_cut_but_not_between_a_letter_and_its_mark() -> None:
    body = "a\u0301" * LONGEST_PASSAGE + "a" + "a\u0301" * LONGEST_PASSAGE

    assert "".join(texts(body)) == body
    assert all(text.startswith("a") for text in texts(body))


def test_a_heading_is_kept_with_what_follows() -> None:
    assert texts(f"{PARAGRAPH}\n\nSejarah\n\n## Awal\n\n{PARAGRAPH}") == [
        PARAGRAPH,
        f"Sejarah\n\n## Awal\n\n{PARAGRAPH}",
    ]


def test_a_heading_is_a_sentence_of_its_own() -> None:
    body = f"Sejarah\n{PARAGRAPH}"

    assert [span.of(body) for span in split(body)[0].sentences] == ["Sejarah", *[SENTENCE] * 3]


def test_a_heading_with_nothing_after_it_goes_to_what_precedes() -> None:
    assert texts(f"{PARAGRAPH}\n\nBudi Santoso") == [f"{PARAGRAPH}\n\nBudi Santoso"]
    assert texts("Budi Santoso") == ["Budi Santoso"]


def test_a_very_short_paragraph_is_joined_to_the_next() -> None:
    assert texts(f"Ia pulang.\n{PARAGRAPH}\n{PARAGRAPH}") == [f"Ia pulang.\n{PARAGRAPH}", PARAGRAPH]


def test_very_short_paragraphs_are_joined_until_they_are_long_enough() -> None:
    body = "\n".join(["Ayam itu berkokok pagi."] * 4)

    assert [len(text) >= SHORT_PASSAGE for text in texts(body)] == [True, True]


def test_a_very_short_paragraph_before_a_heading_or_the_end_is_joined_to_the_last() -> None:
    assert texts(f"{PARAGRAPH}\nIa pulang.\nSejarah\n{PARAGRAPH}\nTamat.") == [
        f"{PARAGRAPH}\nIa pulang.",
        f"Sejarah\n{PARAGRAPH}\nTamat.",
    ]


def test_a_very_short_first_paragraph_is_joined_even_to_a_heading() -> None:
    assert texts(f"Oleh Budi.\nSejarah\n{PARAGRAPH}") == [f"Oleh Budi.\nSejarah\n{PARAGRAPH}"]


def of_blocks(*blocks: tuple[Kind, str]) -> tuple[str, list[Block]]:
    """Return a body of these blocks, with blank lines between them."""
    body, found = "", []
    for kind, text in blocks:
        body += "\n\n" * bool(body)
        found.append(Block(kind, Span(len(body), len(body) + len(text))))
        body += text
    return body, found


def passages(*blocks: tuple[Kind, str]) -> list[str]:
    body, marked = of_blocks(*blocks)
    return [passage.span.of(body).replace("\n\n", " / ") for passage in split(body, marked)]


def test_a_marked_heading_is_kept_with_what_follows_even_if_it_ends_like_a_sentence() -> None:
    assert passages(
        (Kind.PARAGRAPH, SENTENCE), (Kind.HEADING, "Selamat datang!"), (Kind.PARAGRAPH, SENTENCE)
    ) == [SENTENCE, f"Selamat datang! / {SENTENCE}"]


def test_a_question_of_any_length_is_kept_with_its_answer() -> None:
    question = "Kapan batas akhir pengiriman naskah lomba cerpen tahun ini untuk peserta umum?"

    assert passages((Kind.PARAGRAPH, question), (Kind.PARAGRAPH, SENTENCE)) == [
        f"{question} / {SENTENCE}"
    ]
    assert texts(f"{question}\n\n{SENTENCE}") == [f"{question}\n\n{SENTENCE}"]


def test_a_list_is_kept_with_the_line_that_introduces_it() -> None:
    steps = [f"{number}. {SENTENCE}" for number in range(1, 5)]
    listed = [(Kind.LIST_ITEM, step) for step in steps]

    for lead in ((Kind.HEADING, "Cara"), (Kind.PARAGRAPH, f"{SENTENCE} Caranya:")):
        assert passages(lead, *listed, (Kind.PARAGRAPH, PARAGRAPH)) == [
            f"{lead[1]} / {' / '.join(steps)}",
            PARAGRAPH,
        ]


def test_a_list_without_an_introduction_is_split_into_its_items() -> None:
    items = [f"• {SENTENCE}" for _ in range(3)]

    assert passages((Kind.PARAGRAPH, PARAGRAPH), *((Kind.LIST_ITEM, item) for item in items)) == [
        PARAGRAPH,
        *items,
    ]


def test_a_long_list_is_introduced_as_far_as_it_fits() -> None:
    items = [f"• {SENTENCE}"] * 40

    found = passages((Kind.HEADING, "Aturan"), *((Kind.LIST_ITEM, item) for item in items))

    assert found[0].startswith("Aturan / •")
    assert LONG_PASSAGE / 2 < len(found[0]) <= LONG_PASSAGE + 40
    assert " / ".join(found) == f"Aturan / {' / '.join(items)}"


def test_the_last_item_of_a_list_does_not_run_on_into_the_text_after_it() -> None:
    assert passages(
        (Kind.PARAGRAPH, "Bahasa yang ada:"),
        (Kind.LIST_ITEM, "• Python"),
        (Kind.LIST_ITEM, "• Java"),
        (Kind.PARAGRAPH, SENTENCE),
    ) == ["Bahasa yang ada: / • Python / • Java", SENTENCE]


def test_a_row_is_one_sentence_whatever_its_cells_say() -> None:
    body, marked = of_blocks((Kind.TABLE_ROW, "Jam: 08.00. | Acara: Buka! | Ket: Ramai."))

    assert [sentence.of(body) for sentence in split(body, marked)[0].sentences] == [body]
