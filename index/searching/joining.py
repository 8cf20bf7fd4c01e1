"""Makes parts of an index from others, without analysing their articles again."""

from dataclasses import replace

import numpy as np

from index.searching.part import Part
from index.searching.postings import Column, Flags, Postings
from index.searching.ragged import Ragged


def only(part: Part, kept: Flags) -> Part:
    """Return a part with only the kept articles (one flag each)."""
    if kept.all():
        return part
    passages = kept[part.article]
    sentences = np.repeat(passages, part.sentences.lengths)
    postings = passages[part.postings.positions]
    moved = np.cumsum(passages) - 1
    return Part(
        articles=part.articles.only(kept),
        article=(np.cumsum(kept, dtype=np.int32) - np.int32(1))[part.article[passages]],
        numbers=part.numbers[passages],
        headed=part.headed[passages],
        sentences=part.sentences.only(passages),
        unquotable=part.unquotable[sentences],
        said=part.said[sentences],
        titles=part.titles.only(passages),
        sections=part.sections.only(passages),
        words=part.words.only(passages),
        kinds=part.kinds,
        lengths=part.lengths[passages],
        postings=Postings.sorted(
            np.compress(postings, part.postings.terms_of()),
            moved[np.compress(postings, part.postings.positions)],
            np.compress(postings, part.postings.frequencies),
            len(part.postings.starts) - 1,
        ),
    )


def followed_by(part: Part, more: Part) -> Part:
    """Return the passages of a part followed by those of another."""
    if not len(part.articles):
        return more
    words = Ragged(more.words.offsets, more.words.values + np.int32(len(part.kinds)))
    return Part(
        articles=part.articles.followed_by(more.articles),
        article=np.concatenate([part.article, more.article + np.int32(len(part.articles))]),
        numbers=np.concatenate([part.numbers, more.numbers]),
        headed=np.concatenate([part.headed, more.headed]),
        sentences=part.sentences.followed_by(more.sentences),
        unquotable=np.concatenate([part.unquotable, more.unquotable]),
        said=np.concatenate([part.said, more.said]),
        titles=part.titles.followed_by(more.titles),
        sections=part.sections.followed_by(more.sections),
        words=part.words.followed_by(words),
        kinds=np.concatenate([part.kinds, more.kinds]),
        lengths=np.concatenate([part.lengths, more.lengths]),
        postings=_followed_by(part.postings, more.postings, len(part)),
    )


def renumbered(part: Part, terms: Column, words: Column) -> Part:
    """Return a part with other ids: the new one of each term and of each word, by their old ids.

    The order of the ids that are still in use must stay the same. Kinds of words that do not
    occur, or twice, are left out.
    """
    used = np.zeros(len(part.kinds), np.bool_)
    used[part.words.values] = True
    kinds = part.kinds[used]
    kinds = np.stack([terms[kinds[:, 0]], words[kinds[:, 1]], kinds[:, 2]], axis=1)
    kinds, number = np.unique(kinds, axis=0, return_inverse=True)
    new_kind = np.zeros(len(part.kinds), np.int32)
    new_kind[used] = number.reshape(-1)
    return replace(
        part,
        titles=Ragged(part.titles.offsets, terms[part.titles.values]),
        words=Ragged(part.words.offsets, new_kind[part.words.values]),
        kinds=kinds,
        postings=Postings.sorted(
            terms[part.postings.terms_of()],
            part.postings.positions,
            part.postings.frequencies,
            int(terms.max(initial=-1)) + 1,
        ),
    )


def _followed_by(postings: Postings, more: Postings, size: int) -> Postings:
    terms_of = np.concatenate([postings.terms_of(), more.terms_of()])
    # Both are sorted already, so a stable sort merely merges them.
    order = np.argsort(terms_of, kind="stable")
    return Postings.sorted(
        terms_of[order],
        np.concatenate([postings.positions, more.positions + np.int32(size)])[order],
        np.concatenate([postings.frequencies, more.frequencies])[order],
        max(len(postings.starts), len(more.starts)) - 1,
    )
