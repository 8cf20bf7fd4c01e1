"""What is said of a server's settings, to its moderators and where Kutip joins."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_server: str
    """The group of commands."""
    command_server_description: str
    command_show: str
    """What is set."""
    command_show_description: str
    command_set: str
    """Changes it."""
    command_set_description: str
    command_moderators: str
    """Names a role whose members may keep the articles."""
    command_moderators_description: str
    command_channels: str
    """Names a channel in which mentions are answered."""
    command_channels_description: str

    option_language: str
    """The option for the language of public replies."""
    option_language_description: str
    option_private: str
    """The option for whether only the asker sees the answer to a command."""
    option_private_description: str
    option_strictness: str
    """The option for how sure an answer must be."""
    option_strictness_description: str
    option_log_channel: str
    """The option for the channel in which changes to the articles are told."""
    option_log_channel_description: str
    option_no_log: str
    """The option to tell them nowhere."""
    option_no_log_description: str
    option_digest: str
    """The option to tell there once a week what was asked."""
    option_digest_description: str
    option_role: str
    """The option for such a role."""
    option_role_description: str
    option_channel: str
    """The option for such a channel."""
    option_channel_description: str
    choice_indonesian: str
    """A language, as the others below."""
    choice_english: str
    choice_automatic: str
    """The language that Discord knows of the server."""
    choice_strict: str
    """How sure an answer must be, as the two below."""
    choice_balanced: str
    choice_generous: str

    settings_head: str
    """Above the lines below, each of which tells of one setting."""
    settings_language: str
    """With one of the languages above."""
    settings_private: str
    """When only the asker sees the answer to a command."""
    settings_public: str
    """The same line when everybody sees the answer."""
    settings_strictness: str
    """With one of the three above."""
    settings_log: str
    """With the channel."""
    settings_no_log: str
    """The same line without one."""
    settings_digest: str
    """When it is told once a week what was asked."""
    settings_digest_nowhere: str
    """The same line when there is no channel for it."""
    settings_no_digest: str
    """The same line when it is not."""
    settings_channels: str
    """With those that were named."""
    settings_all_channels: str
    """The same line when none was."""
    settings_moderators: str
    """With the roles that were named."""
    settings_no_moderators: str
    """The same line when none was."""

    saved: str
    """Above the settings, after one was changed."""
    nothing_given: str
    """Above the settings, when none was given."""
    moderator_added: str
    """After a role was named, which Discord itself must let use the commands."""
    moderator_removed: str
    """After it was named again."""
    everyone_refused: str
    """When @everyone is to keep the articles."""
    channel_added: str
    """After a channel was named."""
    channel_removed: str
    """After it was named again."""
    too_many: str
    """When there are so many roles or channels already that no more fit."""
    no_way_into_channel: str
    """When Kutip can't write in the channel in which changes are to be told."""

    welcome: str
    """The first thing said on a server: what to do first."""


SERVER_IN_ENGLISH = ServerTexts(
    command_server="server",
    command_server_description="How I behave on this server",
    command_show="show",
    command_show_description="See what is set for this server",
    command_set="set",
    command_set_description="Change what is set for this server",
    command_moderators="moderators",
    command_moderators_description="Let a role keep the articles; once more, and it may no longer",
    command_channels="channels",
    command_channels_description="Answer mentions in this channel; once more, and no longer",
    option_language="language",
    option_language_description="Of what I say for all to see",
    option_private="private",
    option_private_description="Only the asker sees the answer to /ask, unless they say otherwise",
    option_strictness="strictness",
    option_strictness_description="How sure I must be to quote something",
    option_log_channel="log-channel",
    option_log_channel_description="Where I tell who changed which article",
    option_no_log="no-log",
    option_no_log_description="Tell changes to the articles in no channel any more",
    option_digest="digest",
    option_digest_description="Once a week I tell in the log channel what was asked",
    option_role="role",
    option_role_description="Whose members may keep the articles",
    option_channel="channel",
    option_channel_description="Its threads are part of it",
    choice_indonesian="Indonesian",
    choice_english="English",
    choice_automatic="As set for this server in Discord",
    choice_strict="Strict: better no answer than a wrong one",
    choice_balanced="Balanced",
    choice_generous="Generous: show what may fit, too",
    settings_head="**What is set for this server**",
    settings_language="Language of public replies: **{language}**",
    settings_private="Answers to `/ask`: **only the asker sees them**",
    settings_public="Answers to `/ask`: **everybody sees them**",
    settings_strictness="How sure I must be: **{strictness}**",
    settings_log="Changes to the articles are told in {channel}",
    settings_no_log="Changes to the articles are told **in no channel**",
    settings_digest="What was asked is told there **once a week**",
    settings_digest_nowhere="What was asked is told once a week, **once a log channel is set**",
    settings_no_digest="What was asked is **not told every week**",
    settings_channels="Mentions are answered in {channels}",
    settings_all_channels="Mentions are answered **wherever I can write**",
    settings_moderators="Articles are kept by whoever may manage messages, and by {roles}",
    settings_no_moderators="Articles are kept by **whoever may manage messages**",
    saved="Done.",
    nothing_given="Choose an option to change something.",
    moderator_added=(
        "{role} may keep the articles now. Allow the role to use `/article` as well, so that "
        "Discord shows it to them: Server Settings → Integrations → Kutip."
    ),
    moderator_removed="{role} may no longer keep the articles.",
    everyone_refused="Everybody? Then anyone could change the articles. Choose another role.",
    channel_added="I answer mentions in {channel}, and only in the channels below.",
    channel_removed="I no longer answer mentions in {channel}.",
    too_many="There are {most} already; take one away first.",
    no_way_into_channel=(
        "I can't write in {channel}. Allow me to view it and to send messages there, then try "
        "again."
    ),
    welcome=(
        "Hi, I'm Kutip! I answer questions by quoting your articles, word for word.\n"
        "**Moderators, add the first article with `/article add`**: a link, a file, or a text.\n"
        "Then everybody can ask with `/ask`, or by mentioning me. `/server show` tells what can "
        "be set."
    ),
)

SERVER_IN_INDONESIAN = ServerTexts(
    command_server="server",
    command_server_description="Bagaimana aku bersikap di server ini",
    command_show="lihat",
    command_show_description="Lihat pengaturan server ini",
    command_set="atur",
    command_set_description="Ubah pengaturan server ini",
    command_moderators="moderator",
    command_moderators_description="Izinkan peran mengelola artikel; sekali lagi: tidak lagi",
    command_channels="kanal",
    command_channels_description="Jawab sebutan di kanal ini; sekali lagi, tidak dijawab lagi",
    option_language="bahasa",
    option_language_description="Bahasa dari apa yang kukatakan kepada semua orang",
    option_private="pribadi",
    option_private_description="Jawaban /tanya hanya terlihat penanya, kecuali ia memilih lain",
    option_strictness="ketelitian",
    option_strictness_description="Seberapa yakin aku sebelum mengutip sesuatu",
    option_log_channel="kanal-catatan",
    option_log_channel_description="Tempat aku memberi tahu siapa mengubah artikel mana",
    option_no_log="tanpa-catatan",
    option_no_log_description="Jangan beri tahu perubahan artikel di kanal mana pun",
    option_digest="ringkasan",
    option_digest_description="Seminggu sekali kuceritakan di kanal catatan apa yang ditanyakan",
    option_role="peran",
    option_role_description="Peran yang anggotanya boleh mengelola artikel",
    option_channel="kanal",
    option_channel_description="Utas di dalamnya ikut termasuk",
    choice_indonesian="Bahasa Indonesia",
    choice_english="Bahasa Inggris",
    choice_automatic="Menurut pengaturan Discord server ini",
    choice_strict="Ketat: lebih baik tidak menjawab daripada salah",
    choice_balanced="Seimbang",
    choice_generous="Longgar: tampilkan juga yang mungkin cocok",
    settings_head="**Pengaturan server ini**",
    settings_language="Bahasa jawaban untuk semua: **{language}**",
    settings_private="Jawaban `/tanya`: **hanya terlihat penanya**",
    settings_public="Jawaban `/tanya`: **terlihat semua orang**",
    settings_strictness="Ketelitian: **{strictness}**",
    settings_log="Perubahan artikel diberitahukan di {channel}",
    settings_no_log="Perubahan artikel **tidak diberitahukan di kanal mana pun**",
    settings_digest="Apa yang ditanyakan diceritakan di sana **seminggu sekali**",
    settings_digest_nowhere="Ringkasan mingguan menyusul **setelah kanal catatan diatur**",
    settings_no_digest="Ringkasan mingguan **tidak dikirim**",
    settings_channels="Sebutan dijawab di {channels}",
    settings_all_channels="Sebutan dijawab **di mana pun aku bisa menulis**",
    settings_moderators="Pengelola artikel: siapa pun yang boleh mengelola pesan, juga {roles}",
    settings_no_moderators="Pengelola artikel: **siapa pun yang boleh mengelola pesan**",
    saved="Beres.",
    nothing_given="Pilih sebuah opsi untuk mengubah sesuatu.",
    moderator_added=(
        "{role} sekarang boleh mengelola artikel. Izinkan juga peran itu memakai `/artikel`, "
        "supaya Discord menampilkannya: Pengaturan Server → Integrasi → Kutip."
    ),
    moderator_removed="{role} tidak boleh lagi mengelola artikel.",
    everyone_refused="Semua orang? Nanti siapa pun bisa mengubah artikel. Pilih peran lain, ya.",
    channel_added="Aku menjawab sebutan di {channel}, dan hanya di kanal-kanal di bawah ini.",
    channel_removed="Aku tidak menjawab sebutan di {channel} lagi.",
    too_many="Sudah ada {most}; kurangi satu dulu, ya.",
    no_way_into_channel=(
        "Aku tidak bisa menulis di {channel}. Izinkan aku melihat kanal itu dan mengirim pesan di "
        "sana, lalu coba lagi."
    ),
    welcome=(
        "Hai, aku Kutip! Aku menjawab pertanyaan dengan mengutip artikel kalian, kata demi kata.\n"
        "**Moderator, tambahkan artikel pertama dengan `/artikel tambah`**: tautan, berkas, atau "
        "teks.\n"
        "Lalu semua orang bisa bertanya dengan `/tanya`, atau dengan menyebutku. `/server lihat` "
        "menunjukkan apa saja yang bisa diatur."
    ),
)
