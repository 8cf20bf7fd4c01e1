"""What is said to moderators of what was asked in vain, answered badly, and chosen by them."""

from dataclasses import dataclass

from bot.querylog.votes import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_review: str
    """The group of commands."""
    command_review_description: str
    command_unanswered: str
    """Lists what was asked in vain."""
    command_unanswered_description: str
    command_poor: str
    """Lists what was answered badly."""
    command_poor_description: str
    command_chosen: str
    """Lists the passages that moderators chose."""
    command_chosen_description: str
    command_settled: str
    """Lists what needs nothing any more."""
    command_settled_description: str

    mark_chosen: str
    """Under a quote that a moderator has chosen for the question."""
    unanswered_head: str
    """Above the list of what was asked in vain; the `count` of questions."""
    unanswered_none: str
    """In place of that list."""
    poor_head: str
    """Above the list of poor answers; their `count`."""
    poor_none: str
    """In place of that list."""
    chosen_head: str
    """Above the list of chosen passages; their `count`."""
    chosen_none: str
    """In place of that list."""
    settled_head: str
    """Above the list of questions that need nothing any more; their `count`."""
    settled_none: str
    """In place of that list."""
    label_pick: str
    """In the menu below a list, before something is picked."""
    times: str
    """How often a question was asked."""
    bad_answers: str
    """The `count` of a question's answers that were doubtful or got a thumb down."""
    last_asked: str
    """When it was asked last: `ago`, as Discord shows it."""
    confidence: str
    """How far an answer was trusted, with its `percent`."""
    chosen_by: str
    """`who` chose a passage, as a mention or with ShelfTexts.terminal."""
    answered_by: str
    """Of a question that an article answers by now, with its `title`."""
    dismissed_by: str
    """`who` put a question aside, told as in `chosen_by`."""
    chosen_over: str
    """Of a chosen passage that is no longer on the shelf as it was."""
    reasons: dict[Reason, str]
    """Why thumbs went down; told with how often."""
    quoted_then: str
    """Above what was quoted."""

    button_add: str
    """On the button that opens the form for a new article."""
    button_judge: str
    """On the button that lets a moderator search for the passage that answers."""
    button_dismiss: str
    """On the button that says that a question needs no answer."""
    button_nothing_to_mend: str
    """On the button that says that a question was answered well enough."""
    button_undo: str
    """On the button that takes that back."""
    button_reopen: str
    """On the button that opens a settled question again."""
    button_back: str
    """On the button from a question to the list."""
    button_fits: str
    """On the button that says that the passage shown answers."""
    button_search_again: str
    """On the button that opens the search once more."""
    button_take_back: str
    """On the button that makes a chosen passage chosen no more."""
    form_search: str
    """Above the form for the search."""
    label_words: str
    """Above its only field."""
    label_words_description: str

    found_head: str
    """Above passages found for `words` that might answer the `question`."""
    found_none: str
    """In place of them."""
    label_passage: str
    """In the menu below them, before one is picked."""
    ask_fits: str
    """Above a passage: whether it answers the `question`."""
    judged: str
    """After a moderator said so."""
    dismissed: str
    """After a moderator said that a `question` needs no answer, or no better one."""
    reopened: str
    """After a settled `question` was opened again."""
    taken_back: str
    """After a chosen passage is chosen no more for a `question`."""
    question_gone: str
    """When a question is no longer kept."""
    question_done: str
    """When nothing needs to be done about it any more."""
    question_open: str
    """When it is settled no more, or otherwise."""
    choice_gone: str
    """When a chosen passage was taken back already."""


REVIEW_IN_ENGLISH = ReviewTexts(
    command_review="review",
    command_review_description="See what people ask me, what I couldn't answer, and mend it",
    command_unanswered="unanswered",
    command_unanswered_description="Questions that I had no answer to, the most asked first",
    command_poor="poor",
    command_poor_description="Answers that got thumbs down, or that I wasn't sure of",
    command_chosen="chosen",
    command_chosen_description="Passages that moderators chose; take back what no longer fits",
    command_settled="settled",
    command_settled_description="Questions that need nothing any more; open them again",
    mark_chosen="chosen by a moderator",
    unanswered_head="## Asked in vain · {count}",
    unanswered_none="No question of the last 90 days is waiting for an answer. 🎉",
    poor_head="## Answers that may be poor · {count}",
    poor_none="No answer of the last 90 days needs mending. 🎉",
    chosen_head="## Passages that moderators chose · {count}",
    chosen_none=(
        "No passage is chosen yet. Pick a question in `/review unanswered` and press "
        "“This passage answers it”."
    ),
    settled_head="## Settled · {count}",
    settled_none="No question of the last 90 days was settled.",
    label_pick="Pick one to do something about it",
    times="asked {count}×",
    bad_answers="bad answers: {count}",
    last_asked="last {ago}",
    confidence="{percent} sure",
    chosen_by="chosen by {who}",
    answered_by="answered by “{title}”",
    dismissed_by="put aside by {who}",
    chosen_over="no longer used: the passage has changed or is gone",
    reasons={
        Reason.PASSAGE: "wrong passage",
        Reason.SENTENCE: "right passage, wrong sentence",
        Reason.NOT_ANSWERED: "not answered",
        Reason.OUTDATED: "out of date",
        Reason.OTHER: "other",
    },
    quoted_then="What I quoted:",
    button_add="Add an article",
    button_judge="This passage answers it",
    button_dismiss="Not a question",
    button_nothing_to_mend="Nothing to mend",
    button_undo="Undo",
    button_reopen="Open again",
    button_back="Back to the list",
    button_fits="Yes, this answers it",
    button_search_again="Search again",
    button_take_back="Take back",
    form_search="Which passage answers it?",
    label_words="Words to search for",
    label_words_description="The passage's own words find it best",
    found_head="**{question}**\nPassages found for “{words}”. Which one answers it?",
    found_none="I found no passage for “{words}”. Try other words, or add an article.",
    label_passage="Pick the passage that answers",
    ask_fits="**{question}**\nDoes this answer it?",
    judged=(
        "Thanks! From now on **{question}** gets this passage first, marked “chosen by a "
        "moderator”. `/review chosen` takes it back."
    ),
    dismissed="Put aside: **{question}** is not listed any more.",
    reopened="Open again: **{question}** is back on its list.",
    taken_back="IntakeResult back: for **{question}** I search by myself again.",
    question_gone="I no longer have that question. Open the list again.",
    question_done="Nothing needs to be done about that question any more. Open the list again.",
    question_open="That has changed meanwhile. Open the list again.",
    choice_gone="That was taken back already. Open the list again.",
)

REVIEW_IN_INDONESIAN = ReviewTexts(
    command_review="tinjau",
    command_review_description="Lihat apa yang ditanyakan dan belum terjawab, lalu perbaiki",
    command_unanswered="tak-terjawab",
    command_unanswered_description="Pertanyaan yang belum bisa kujawab, yang tersering dulu",
    command_poor="kurang-pas",
    command_poor_description="Jawaban yang mendapat jempol ke bawah, atau yang kuragukan",
    command_chosen="pilihan",
    command_chosen_description="Kutipan pilihan moderator; tarik kembali yang tidak cocok lagi",
    command_settled="beres",
    command_settled_description="Pertanyaan yang sudah beres; bisa dibuka lagi",
    mark_chosen="pilihan moderator",
    unanswered_head="## Belum terjawab · {count}",
    unanswered_none="Tidak ada pertanyaan 90 hari terakhir yang menunggu jawaban. 🎉",
    poor_head="## Jawaban yang mungkin kurang pas · {count}",
    poor_none="Tidak ada jawaban 90 hari terakhir yang perlu dibenahi. 🎉",
    chosen_head="## Kutipan pilihan moderator · {count}",
    chosen_none=(
        "Belum ada kutipan pilihan. Pilih pertanyaan di `/tinjau tak-terjawab`, lalu tekan "
        "“Kutipan ini menjawabnya”."
    ),
    settled_head="## Sudah beres · {count}",
    settled_none="Tidak ada pertanyaan 90 hari terakhir yang sudah beres.",
    label_pick="Pilih satu untuk ditindaklanjuti",
    times="ditanyakan {count}×",
    bad_answers="{count} jawaban kurang pas",
    last_asked="terakhir {ago}",
    confidence="yakin {percent}",
    chosen_by="dipilih oleh {who}",
    answered_by="terjawab oleh “{title}”",
    dismissed_by="disisihkan oleh {who}",
    chosen_over="tidak dipakai lagi: kutipannya sudah berubah atau tidak ada lagi",
    reasons={
        Reason.PASSAGE: "salah kutipan",
        Reason.SENTENCE: "kutipan benar, kalimat salah",
        Reason.NOT_ANSWERED: "tidak menjawab",
        Reason.OUTDATED: "sudah tidak berlaku",
        Reason.OTHER: "lainnya",
    },
    quoted_then="Yang kukutip:",
    button_add="Tambah artikel",
    button_judge="Kutipan ini menjawabnya",
    button_dismiss="Bukan pertanyaan",
    button_nothing_to_mend="Sudah oke",
    button_undo="Urungkan",
    button_reopen="Buka lagi",
    button_back="Kembali ke daftar",
    button_fits="Ya, ini jawabannya",
    button_search_again="Cari lagi",
    button_take_back="Tarik kembali",
    form_search="Kutipan mana yang menjawabnya?",
    label_words="Kata yang dicari",
    label_words_description="Paling mudah ketemu dengan kata-kata dari kutipannya",
    found_head="**{question}**\nKutipan untuk “{words}”. Mana yang menjawabnya?",
    found_none="Tidak ada kutipan untuk “{words}”. Coba kata lain, atau tambahkan artikel.",
    label_passage="Pilih kutipan yang menjawab",
    ask_fits="**{question}**\nApakah kutipan ini menjawabnya?",
    judged=(
        "Makasih! Mulai sekarang kutipan ini tampil pertama untuk **{question}**, bertanda "
        "“pilihan moderator”. `/tinjau pilihan` untuk menariknya kembali."
    ),
    dismissed="Disisihkan: **{question}** tidak ditampilkan lagi di daftar.",
    reopened="Dibuka lagi: **{question}** kembali ke daftarnya.",
    taken_back="Ditarik kembali: untuk **{question}** aku mencari sendiri lagi.",
    question_gone="Pertanyaan itu sudah tidak kusimpan. Buka lagi daftarnya, ya.",
    question_done="Pertanyaan itu sudah beres. Buka lagi daftarnya, ya.",
    question_open="Itu sudah berubah. Buka lagi daftarnya, ya.",
    choice_gone="Pilihan itu sudah ditarik kembali. Buka lagi daftarnya, ya.",
)
