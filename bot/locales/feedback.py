"""What is said about answers: thumbs and reasons, wishes, and what has an answer at last."""

from dataclasses import dataclass

from bot.querylog.votes import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    thanks_up: str
    """After a thumb up."""
    thanks_down: str
    """After a thumb down, above the menu for the reason."""
    label_reason: str
    """In that menu before one is chosen."""
    reasons: dict[Reason, str]
    """The entries of that menu; 100 characters at most."""
    thanks_reason: str
    """After one was chosen; names the `reason`."""
    no_thumb: str
    """When a reason is given for a thumb that is not down any more."""
    form_comment: str
    """Above the form for a reason in one's own words."""
    label_comment: str
    """Above its only field."""

    button_wish: str
    """Under a refusal: to be told when there is an answer."""
    wish_kept: str
    """After it was pressed."""
    wish_taken_back: str
    """After it was pressed again."""
    wish_too_many: str
    """When a person waits for `most` answers already."""
    wish_answered: str
    """In place of that, when there is an answer by now."""
    answer_found: str
    """Above an answer for which `who`, as a mention, has waited."""

    answers_questions: str
    """Above questions: an article, by its `title`, answers `count` that had no answer."""
    answers_question: str
    """The same above a single one."""
    more_questions: str
    """Under so many that fit, for the `count` of others."""
    more_articles: str
    """Under so many articles that fit, for the `count` of others."""
    not_right: str
    """Below all that: where a question that is not answered after all is opened again."""
    button_tell: str
    """On the button that tells the `count` of people who wished; some room is left for a title."""
    button_tell_one: str
    """The same for one person."""
    told: str
    """After that: how many, `count`, were told."""
    told_one: str
    """The same of one person."""
    told_nobody: str
    """When nobody waits to be told any more."""
    not_reached: str
    """Of how many, `count`, can't be told, neither where they asked nor in private."""
    not_yet: str
    """Of how many, `count`, couldn't be told for now, and wait on."""
    still_waiting: str
    """Of how many, `count`, wait on, since their question has no answer any more."""


FEEDBACK_IN_ENGLISH = FeedbackTexts(
    thanks_up="Thanks! Glad that helped. 👍",
    thanks_down="Thanks for telling me. This helps to improve my answers.",
    label_reason="What was wrong with it?",
    reasons={
        Reason.PASSAGE: "The wrong passage",
        Reason.SENTENCE: "The right passage, but the wrong sentence",
        Reason.NOT_ANSWERED: "It doesn't answer my question",
        Reason.OUTDATED: "It's out of date",
        Reason.OTHER: "Something else…",
    },
    thanks_reason="Thanks, that helps a lot! Noted: **{reason}**",
    no_thumb="Your thumb isn't down any more, so there is no reason to note.",
    form_comment="What was wrong with it?",
    label_comment="In your own words",
    button_wish="Tell me when there is an answer",
    wish_kept=(
        "I'll tell you once there is an answer, if it comes within 90 days. "
        "Changed your mind? Press the button again."
    ),
    wish_taken_back="Alright, I won't tell you about this one.",
    wish_too_many="You're waiting for {most} answers already; I can't remember more than that.",
    wish_answered="There is an answer by now. Just ask again!",
    answer_found="{who}, you wanted to know when there is an answer. Here it is:",
    answers_questions="**{title}** answers {count} questions that had no answer:",
    answers_question="**{title}** answers a question that had no answer:",
    more_questions="… and {count} more",
    more_articles="… and more articles that answer such questions: {count}",
    not_right="Not right? `/review settled` opens it again.",
    button_tell="Tell the {count} people who wanted to know",
    button_tell_one="Tell the one who wanted to know",
    told="Done, I told {count} people.",
    told_one="Done, I told one person.",
    told_nobody="Nobody is waiting to be told any more.",
    not_reached="Not reached, since they left or I may not write to them: {count}.",
    not_yet="Not told yet, since Discord has trouble; try again later: {count}.",
    still_waiting="Still waiting, since I no longer find an answer for them: {count}.",
)

FEEDBACK_IN_INDONESIAN = FeedbackTexts(
    thanks_up="Makasih! Senang bisa membantu. 👍",
    thanks_down="Makasih masukannya. Ini membantuku menjawab lebih baik.",
    label_reason="Apa yang kurang pas?",
    reasons={
        Reason.PASSAGE: "Kutipannya salah",
        Reason.SENTENCE: "Kutipannya benar, tapi kalimatnya salah",
        Reason.NOT_ANSWERED: "Pertanyaanku tidak terjawab",
        Reason.OUTDATED: "Sudah tidak berlaku lagi",
        Reason.OTHER: "Lainnya…",
    },
    thanks_reason="Makasih, itu sangat membantu! Kucatat: **{reason}**",
    no_thumb="Jempolmu sudah tidak ke bawah, jadi tidak ada alasan yang perlu kucatat.",
    form_comment="Apa yang kurang pas?",
    label_comment="Dengan kata-katamu sendiri",
    button_wish="Kabari aku kalau sudah ada jawabannya",
    wish_kept=(
        "Nanti kukabari kalau sudah ada jawabannya, asal dalam 90 hari ini. "
        "Berubah pikiran? Tekan tombolnya sekali lagi."
    ),
    wish_taken_back="Oke, soal ini kamu tidak akan kukabari.",
    wish_too_many="Kamu sudah menunggu {most} jawaban; lebih dari itu tidak bisa kuingat.",
    wish_answered="Sekarang sudah ada jawabannya. Tanyakan lagi saja!",
    answer_found="{who}, kamu ingin dikabari kalau sudah ada jawabannya. Ini dia:",
    answers_questions="**{title}** menjawab {count} pertanyaan yang tadinya belum terjawab:",
    answers_question="**{title}** menjawab satu pertanyaan yang tadinya belum terjawab:",
    more_questions="… dan {count} lagi",
    more_articles="… dan {count} artikel lagi juga menjawab pertanyaan seperti itu",
    not_right="Kurang pas? `/tinjau beres` membukanya lagi.",
    button_tell="Kabari {count} orang yang menunggu",
    button_tell_one="Kabari satu orang yang menunggu",
    told="Beres, {count} orang sudah kukabari.",
    told_one="Beres, satu orang sudah kukabari.",
    told_nobody="Sudah tidak ada yang menunggu kabar.",
    not_reached="Tidak terjangkau karena sudah keluar atau pesanku tidak diizinkan: {count}.",
    not_yet="Belum terkabari karena Discord sedang bermasalah; coba lagi nanti: {count}.",
    still_waiting="Masih menunggu karena jawabannya tidak kutemukan lagi: {count}.",
)
