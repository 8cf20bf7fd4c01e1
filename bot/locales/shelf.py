"""What is said of the articles on the shelf: lists, histories, removals."""

from dataclasses import dataclass

from corpus.audit import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_article: str
    """The group of commands."""
    command_article_description: str

    command_list: str
    """Lists the articles."""
    command_list_description: str
    option_search: str
    """The option of the list for words of a title."""
    option_search_description: str
    option_sort: str
    """The option of the list for its order."""
    option_sort_description: str
    choice_newest: str
    """A value of that option."""
    choice_most_asked: str
    """Its other value."""
    command_show: str
    """Shows one."""
    command_show_description: str
    command_history: str
    """Shows its versions and changes."""
    command_history_description: str
    command_remove: str
    """Takes it off the shelf."""
    command_remove_description: str
    command_restore: str
    """For what was removed; an old version is restored from the history."""
    command_restore_description: str
    command_hide: str
    """For articles that ship with Kutip."""
    command_hide_description: str
    command_unhide: str
    """For those that were hidden."""
    command_unhide_description: str
    option_article: str
    """The option for an article, by its title."""
    option_article_description: str

    list_head: str
    """Above a list of so many articles."""
    list_of_one: str
    """Above a list of a single article."""
    list_like: str
    """Under that, when the list is of titles like what was searched for."""
    list_empty: str
    """In place of a list, when there is no article at all: what to do first."""
    list_none_own: str
    """Under a list of articles that ship with Kutip alone: what to do first."""
    list_nothing_like: str
    """In place of a list, when no title is like what was searched for."""
    mark_shared: str
    """Of an article that ships with Kutip."""
    mark_hidden: str
    """Of an article that this server has hidden."""
    mark_removed: str
    """Of an article that was removed and can be restored."""
    passages: str
    """How many an article has."""
    one_passage: str
    """The same of a single one."""
    quoted: str
    """How often a question was answered with this."""
    version: str
    """A version's number, beside other things about an article."""
    languages: dict[str, str]
    """What the languages of articles are called, by their ISO 639-1 codes, as far as known."""
    added_by: str
    """Who added an article, as a mention or with `terminal`."""
    terminal: str
    """Stands for who changed something, when that was not done on Discord."""
    passage: str
    """Above one passage of an article: its number, and how often it was quoted."""

    changes_head: str
    """Above the latest changes to an article."""
    changes: dict[Action, str]
    """What was done to an article, under its title."""
    news: dict[Action, str]
    """The same in the channel for changes, where the title is named."""
    more_news: str
    """There, after so many changes, when there are more of them."""
    versions_head: str
    """Above the versions of an article."""
    version_line: str
    """One of them: its number, and how many characters its text has."""
    mark_latest: str
    """Of the version that is quoted."""
    label_restore_version: str
    """In the menu of earlier versions."""
    choice_version: str
    """An entry of it; 100 characters at most."""
    button_article: str
    """From an article's history to the article."""
    button_history: str
    """From an article to its history."""

    ask_restore_version: str
    """Before an earlier version becomes the latest again."""
    button_restore_version: str
    """On the button that does it."""
    button_cancel: str
    """On the button that answers a question with no."""
    version_restored: str
    """After it; it is a new version."""
    version_same: str
    """When the two don't differ, so that nothing was changed."""
    ask_remove: str
    """Before an article is removed."""
    button_remove: str
    """On the button that does it."""
    nothing_changed: str
    """After such a question was cancelled."""
    removed: str
    """After it."""
    restored: str
    """After a removed article was put back."""
    hidden: str
    """After an article that ships with Kutip was hidden."""
    unhidden: str
    """After it was shown again."""


SHELF_IN_ENGLISH = ShelfTexts(
    command_article="article",
    command_article_description="Keep the articles that I quote on this server",
    command_list="list",
    command_list_description="See the articles that I quote on this server",
    option_search="search",
    option_search_description="Words of the title; a typo does no harm",
    option_sort="sort",
    option_sort_description="What comes first",
    choice_newest="Newest first",
    choice_most_asked="Most asked first",
    command_show="show",
    command_show_description="See an article as I quote it, and how often I did",
    command_history="history",
    command_history_description="See an article's versions and who changed what; restore a version",
    command_remove="remove",
    command_remove_description="Take an article off this server; it can be restored for 30 days",
    command_restore="restore",
    command_restore_description="Put a removed article back",
    command_hide="hide",
    command_hide_description="Stop quoting an article here that ships with me",
    command_unhide="unhide",
    command_unhide_description="Quote a hidden article here again",
    option_article="article",
    option_article_description="Its title; just begin to type",
    list_head="**{count} articles**",
    list_of_one="**1 article**",
    list_like="-# with a title like “{search}”",
    list_empty=(
        "There is no article here yet. Add the first with `/article add`: "
        "give me a link or a file, or paste a text."
    ),
    list_none_own=(
        "This server has none of its own yet. Add the first with `/article add`: "
        "give me a link or a file, or paste a text."
    ),
    list_nothing_like="No article has a title like “{search}”. `/article list` shows them all.",
    mark_shared="ships with me",
    mark_hidden="hidden here",
    mark_removed="removed",
    passages="{count} paragraphs",
    one_passage="1 paragraph",
    quoted="quoted {count}×",
    version="version {version}",
    languages={"id": "Indonesian", "en": "English"},
    added_by="added by {who}",
    terminal="the terminal",
    passage="**Paragraph {number}** · quoted {count}×",
    changes_head="**Latest changes**",
    changes={
        Action.ADDED: "{who} added it",
        Action.CHANGED: "{who} changed it: version {before} → {after}",
        Action.REMOVED: "{who} removed it",
        Action.RESTORED: "{who} put it back",
        Action.HIDDEN: "{who} hid it here",
        Action.UNHIDDEN: "{who} showed it here again",
    },
    news={
        Action.ADDED: "{who} added **{title}**",
        Action.CHANGED: "{who} changed **{title}**: version {before} → {after}",
        Action.REMOVED: "{who} removed **{title}**",
        Action.RESTORED: "{who} put **{title}** back",
        Action.HIDDEN: "{who} hid **{title}** here",
        Action.UNHIDDEN: "{who} showed **{title}** here again",
    },
    more_news="… and {count} more; `/article history` tells of each article",
    versions_head="**Versions of {title}**",
    version_line="**Version {version}** · {length} characters",
    mark_latest="the one I quote",
    label_restore_version="Restore an earlier version…",
    choice_version="Version {version} · {length} characters",
    button_article="The article",
    button_history="History",
    ask_restore_version=(
        "Restore version {version} of **{title}**? "
        "It becomes a new version; version {latest} stays in the history."
    ),
    button_restore_version="Restore version {version}",
    button_cancel="Cancel",
    version_restored=(
        "Done: **{title}** is as it was in version {version} again. It is now version {latest}."
    ),
    version_same="Version {version} of **{title}** is the same as the latest. Nothing changed.",
    ask_remove=(
        "Remove **{title}**? I stop quoting it at once. "
        "You can restore it for {days} days, then it is gone for good."
    ),
    button_remove="Remove",
    nothing_changed="Alright, nothing changed.",
    removed="**{title}** is removed. `/article restore` puts it back, for {days} days.",
    restored="**{title}** is back; people can ask about it now.",
    hidden="I don't quote **{title}** on this server any more. `/article unhide` undoes that.",
    unhidden="I quote **{title}** on this server again.",
)

SHELF_IN_INDONESIAN = ShelfTexts(
    command_article="artikel",
    command_article_description="Kelola artikel yang kukutip di server ini",
    command_list="daftar",
    command_list_description="Lihat artikel-artikel yang kukutip di server ini",
    option_search="cari",
    option_search_description="Kata dari judulnya; salah ketik tidak apa-apa",
    option_sort="urutan",
    option_sort_description="Mana yang lebih dulu",
    choice_newest="Terbaru dulu",
    choice_most_asked="Paling sering ditanyakan dulu",
    command_show="lihat",
    command_show_description="Lihat artikel seperti yang kukutip, dan seberapa sering",
    command_history="riwayat",
    command_history_description="Lihat versi artikel dan siapa mengubah apa; pulihkan versi lama",
    command_remove="hapus",
    command_remove_description="Hapus artikel dari server ini; bisa dipulihkan selama 30 hari",
    command_restore="pulihkan",
    command_restore_description="Kembalikan artikel yang sudah dihapus",
    command_hide="sembunyikan",
    command_hide_description="Jangan kutip artikel bawaanku di server ini",
    command_unhide="tampilkan",
    command_unhide_description="Kutip lagi artikel bawaan yang disembunyikan",
    option_article="artikel",
    option_article_description="Judulnya; ketik saja awalnya",
    list_head="**{count} artikel**",
    list_of_one="**Satu artikel**",
    list_like="-# yang judulnya mirip “{search}”",
    list_empty=(
        "Belum ada artikel di sini. Tambahkan yang pertama dengan `/artikel tambah`: "
        "beri aku tautan atau berkas, atau tempelkan teksnya."
    ),
    list_none_own=(
        "Server ini belum punya artikel sendiri. Tambahkan yang pertama dengan `/artikel tambah`: "
        "beri aku tautan atau berkas, atau tempelkan teksnya."
    ),
    list_nothing_like=(
        "Tidak ada judul yang mirip “{search}”. `/artikel daftar` menampilkan semuanya."
    ),
    mark_shared="bawaan Kutip",
    mark_hidden="disembunyikan di sini",
    mark_removed="dihapus",
    passages="{count} paragraf",
    one_passage="satu paragraf",
    quoted="dikutip {count}×",
    version="versi {version}",
    languages={"id": "bahasa Indonesia", "en": "bahasa Inggris"},
    added_by="ditambahkan {who}",
    terminal="terminal",
    passage="**Paragraf {number}** · dikutip {count}×",
    changes_head="**Perubahan terakhir**",
    changes={
        Action.ADDED: "ditambahkan {who}",
        Action.CHANGED: "diubah {who}: versi {before} → {after}",
        Action.REMOVED: "dihapus {who}",
        Action.RESTORED: "dikembalikan {who}",
        Action.HIDDEN: "disembunyikan {who} di sini",
        Action.UNHIDDEN: "ditampilkan lagi {who} di sini",
    },
    news={
        Action.ADDED: "{who} menambahkan **{title}**",
        Action.CHANGED: "{who} mengubah **{title}**: versi {before} → {after}",
        Action.REMOVED: "{who} menghapus **{title}**",
        Action.RESTORED: "{who} mengembalikan **{title}**",
        Action.HIDDEN: "{who} menyembunyikan **{title}** di sini",
        Action.UNHIDDEN: "{who} menampilkan **{title}** lagi di sini",
    },
    more_news="… dan {count} lagi; `/artikel riwayat` menceritakan setiap artikel",
    versions_head="**Riwayat versi {title}**",
    version_line="**Versi {version}** · {length} karakter",
    mark_latest="yang kukutip",
    label_restore_version="Pulihkan versi sebelumnya…",
    choice_version="Versi {version} · {length} karakter",
    button_article="Artikelnya",
    button_history="Riwayat",
    ask_restore_version=(
        "Kembalikan **{title}** ke versi {version}? "
        "Itu menjadi versi baru; versi {latest} tetap ada di riwayat."
    ),
    button_restore_version="Pulihkan versi {version}",
    button_cancel="Batal",
    version_restored=(
        "Selesai: **{title}** kembali seperti versi {version}. Sekarang itu versi {latest}."
    ),
    version_same=(
        "Versi {version} dari **{title}** sama dengan yang terbaru. Tidak ada yang berubah."
    ),
    ask_remove=(
        "Hapus **{title}**? Aku langsung berhenti mengutipnya. "
        "Kamu bisa memulihkannya selama {days} hari, setelah itu hilang selamanya."
    ),
    button_remove="Hapus",
    nothing_changed="Baik, tidak ada yang berubah.",
    removed="**{title}** sudah dihapus. `/artikel pulihkan` mengembalikannya, selama {days} hari.",
    restored="**{title}** sudah kembali; sekarang bisa ditanyakan lagi.",
    hidden=("**{title}** tidak kukutip lagi di server ini. `/artikel tampilkan` membatalkannya."),
    unhidden="**{title}** kukutip lagi di server ini.",
)
