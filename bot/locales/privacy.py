"""What is said of what Kutip keeps about people."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_privacy: str
    """The group of commands."""
    command_privacy_description: str
    command_about: str
    """What is kept, for how long, and who sees it."""
    command_about_description: str
    command_export: str
    """A copy of it."""
    command_export_description: str
    command_delete: str
    """Deletes it."""
    command_delete_description: str

    about_kept: str
    """What is kept of a person; the first part of what is told."""
    about_time: str
    """For how long; the second part."""
    about_seen: str
    """Who sees it; the third part."""
    about_rights: str
    """What a person can do; the last part."""

    exported: str
    """With the file that holds a copy of all that is kept of a person."""

    ask_delete: str
    """Before anything is deleted; with the two buttons."""
    button_delete: str
    """Deletes it."""
    button_keep: str
    """Leaves everything as it is."""
    deleted: str
    """After it was deleted, with how many of each there were."""
    moderator_rows: str
    """After that, when what the person did as a moderator is kept, with how many entries."""
    nothing_kept: str
    """When there is nothing to delete."""
    nothing_deleted: str
    """When the person would rather keep it."""


PRIVACY_IN_ENGLISH = PrivacyTexts(
    command_privacy="privacy",
    command_privacy_description="What I keep about you, a copy of it, and its end",
    command_about="about",
    command_about_description="What I keep about you, for how long, and who sees it",
    command_export="export",
    command_export_description="Get all that I keep about you, as a file only you see",
    command_delete="delete",
    command_delete_description="Delete what I keep about you, now and for good",
    about_kept=(
        "**What I keep about you**\n"
        "- Your questions: the text, when and where you asked, the language of your Discord, and "
        "what I answered. Not your name or user id: a code stands in their place that only I can "
        "make of your id.\n"
        "- Your thumbs, with the reason and what you wrote of it, under the same code.\n"
        "- If you wish to be told of an answer: your user id, until you are told, 90 days at "
        "most.\n"
        "- If you moderate: your user id with what you changed or decided, as long as the server "
        "has me; your drafts for a day."
    ),
    about_time=(
        "**For how long**\n"
        "{days} days; then questions and thumbs are deleted for good. Backups may hold them until "
        "they expire themselves."
    ),
    about_seen=(
        "**Who sees it**\n"
        "Moderators see what was asked on their server, how it was answered, reasons and what was "
        "written of it, but not by whom. If the server wants it, its log channel is told weekly "
        "what had no answer and was asked most. Whoever runs me can see everything. Nobody else "
        "does: what you ask is sent to no other service."
    ),
    about_rights=(
        "**What you can do**\n"
        "`/privacy export` gives you a copy of it, and `/privacy delete` deletes it, but for what "
        "you did as a moderator."
    ),
    exported=(
        "Here is all that I keep about you, on every server. Only you see this message; the file "
        "is JSON, which any text editor opens."
    ),
    ask_delete=(
        "**Delete what I keep about you?**\n"
        "Your questions go, on every server, with what I answered and what was said of it; so do "
        "your votes, wishes and drafts. It can't be undone, and the buttons below my earlier "
        "answers to you will no longer work. My messages on Discord stay: 🗑 them first."
    ),
    button_delete="Delete it all",
    button_keep="Keep it",
    deleted=(
        "Done. I have deleted your questions ({questions}), votes ({votes}), wishes ({wishes}) "
        "and drafts ({drafts})."
    ),
    moderator_rows=(
        "What you changed or decided as a moderator stays ({rows}), since servers must be able to "
        "see who did that. It goes when the server's data goes."
    ),
    nothing_kept="There is nothing of yours to delete.",
    nothing_deleted="All right, I have deleted nothing.",
)

PRIVACY_IN_INDONESIAN = PrivacyTexts(
    command_privacy="privasi",
    command_privacy_description="Apa yang kusimpan tentangmu, salinannya, dan penghapusannya",
    command_about="tentang",
    command_about_description="Apa yang kusimpan tentangmu, berapa lama, dan siapa yang melihatnya",
    command_export="ekspor",
    command_export_description="Minta semua yang kusimpan tentangmu, dalam berkas untukmu sendiri",
    command_delete="hapus",
    command_delete_description="Hapus yang kusimpan tentangmu, sekarang dan selamanya",
    about_kept=(
        "**Yang kusimpan tentangmu**\n"
        "- Pertanyaanmu: teksnya, kapan dan di mana kamu bertanya, bahasa Discord-mu, dan apa "
        "jawabanku. Nama dan ID-mu tidak kusimpan di situ: gantinya sebuah kode yang hanya bisa "
        "kubuat sendiri dari ID-mu.\n"
        "- Jempolmu, dengan alasan dan komentarmu, kalau ada, dengan kode yang sama.\n"
        "- Kalau kamu minta dikabari soal jawaban: ID-mu, sampai kamu dikabari, paling lama 90 "
        "hari.\n"
        "- Kalau kamu moderator: ID-mu beserta yang kamu ubah atau putuskan, selama server "
        "memakaiku; drafmu selama sehari."
    ),
    about_time=(
        "**Berapa lama**\n"
        "{days} hari; setelah itu pertanyaan dan jempol dihapus untuk selamanya. Salinan "
        "cadangan mungkin masih memuatnya sampai ikut kedaluwarsa."
    ),
    about_seen=(
        "**Siapa yang melihatnya**\n"
        "Moderator melihat apa yang ditanyakan di server mereka, jawabannya, serta alasan dan "
        "komentar orang, tapi bukan dari siapa. Kalau server mau, kanal catatannya tiap minggu "
        "dikabari pertanyaan tak terjawab yang paling sering. Orang yang menjalankanku bisa "
        "melihat semuanya. Selain itu, tidak ada yang melihatnya: pertanyaanmu tidak dikirim ke "
        "layanan lain."
    ),
    about_rights=(
        "**Yang bisa kamu lakukan**\n"
        "`/privasi ekspor` memberimu salinannya, dan `/privasi hapus` menghapusnya, kecuali "
        "yang kamu lakukan sebagai moderator."
    ),
    exported=(
        "Ini semua yang kusimpan tentangmu, di semua server. Hanya kamu yang melihat pesan ini; "
        "berkasnya JSON, bisa dibuka dengan editor teks apa pun."
    ),
    ask_delete=(
        "**Hapus yang kusimpan tentangmu?**\n"
        "Pertanyaanmu di semua server akan hilang, beserta jawabanku dan tanggapan orang; begitu "
        "juga jempol, permintaan kabar, dan drafmu. Ini tidak bisa dibatalkan, dan tombol di "
        "bawah jawabanku yang lama untukmu tidak akan berfungsi lagi. Pesanku di Discord tetap "
        "ada: 🗑 dulu."
    ),
    button_delete="Hapus semuanya",
    button_keep="Jangan dihapus",
    deleted=(
        "Beres. Sudah kuhapus pertanyaanmu ({questions}), jempolmu ({votes}), permintaan kabarmu "
        "({wishes}), dan drafmu ({drafts})."
    ),
    moderator_rows=(
        "Yang kamu ubah atau putuskan sebagai moderator tetap ada ({rows}), karena server harus "
        "bisa melihat siapa yang melakukannya. Itu hilang saat data servernya dihapus."
    ),
    nothing_kept="Tidak ada milikmu yang bisa dihapus.",
    nothing_deleted="Oke, tidak ada yang kuhapus.",
)
