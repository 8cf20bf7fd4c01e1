"""What is said to moderators of the query log in figures: statistics, files, a weekly digest."""

from dataclasses import dataclass

from bot.querylog.record import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresTexts:
    """Every sentence, for `str.format` where it names something in braces."""

    command_stats: str
    """Shows figures and a chart."""
    command_stats_description: str
    command_export: str
    """Gives the query log as a file."""
    command_export_description: str
    option_days: str
    """The option for how many days the figures are about."""
    option_days_description: str
    choice_7_days: str
    """Its values."""
    choice_30_days: str
    choice_90_days: str
    option_from: str
    """The option for the first day of the file."""
    option_from_description: str
    option_to: str
    """The option for its last day."""
    option_to_description: str
    option_outcome: str
    """The option for questions that ended in one way alone."""
    option_outcome_description: str
    choice_answered: str
    """Its values, which stand beside the colours of the chart, too."""
    choice_refused: str
    choice_error: str
    option_text: str
    """The option for questions with these words alone."""
    option_text_description: str

    stats_head: str
    """Above the figures of so many `days`."""
    stats_none: str
    """In place of them."""
    stats_asked: str
    """How many questions, and the `percent` of them that got an answer."""
    stats_errors: str
    """How many questions failed."""
    stats_thumbs: str
    """How many thumbs went `up` and `down`."""
    stats_speed: str
    """The median, in `milliseconds`, of what an answer took."""
    stats_articles: str
    """Above the articles that were quoted most."""
    stats_reasons: str
    """Before why thumbs went down."""
    chart_title: str
    """Above the chart."""
    chart_months: str
    """The months below the chart, in short, with blanks between them."""
    chart_described: str
    """The chart in words: it shows so many `days`."""

    export_done: str
    """With the files: how many `count` questions."""
    export_none: str
    """When no question is like what was asked for."""
    export_too_large: str
    """When the files would be too large for a message; names the terminal's `command`."""
    no_date: str
    """When an option is no date; repeats what was `typed`."""
    dates_reversed: str
    """When the last day is before the first."""

    digest_head: str
    """Above what is told once a week."""
    digest_unanswered: str
    """Above the questions that were asked in vain most often."""
    digest_more: str
    """Below it: where the rest is."""

    def outcome(self, outcome: Outcome) -> str:
        """Return what came of a question, in a word or two."""
        return {
            Outcome.ANSWERED: self.choice_answered,
            Outcome.REFUSED: self.choice_refused,
            Outcome.ERROR: self.choice_error,
        }[outcome]


FIGURES_IN_ENGLISH = FiguresTexts(
    command_stats="stats",
    command_stats_description="How much I'm asked, and how well I answer",
    command_export="export",
    command_export_description="The questions asked here as a table (CSV) for you alone",
    option_days="days",
    option_days_description="For which time? Left empty: the last 30 days",
    choice_7_days="The last 7 days",
    choice_30_days="The last 30 days",
    choice_90_days="The last 90 days",
    option_from="from",
    option_from_description="The first day, e.g. 2026-01-31 (UTC)",
    option_to="to",
    option_to_description="The last day, e.g. 2026-02-28 (UTC)",
    option_outcome="outcome",
    option_outcome_description="Only questions that ended like this",
    choice_answered="answered",
    choice_refused="not answered",
    choice_error="failed",
    option_text="text",
    option_text_description="Only questions with this in them",
    stats_head="**The last {days} days**",
    stats_none="Nobody asked me anything in the last {days} days.",
    stats_asked="Questions: **{count}**, answered: **{percent}**",
    stats_errors="Failed: **{count}**",
    stats_thumbs="Thumbs: 👍 **{up}** · 👎 **{down}**",
    stats_speed="Half of the answers took less than **{milliseconds} ms**",
    stats_articles="Quoted most:",
    stats_reasons="Why 👎:",
    chart_title="Questions a day",
    chart_months="Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    chart_described="Chart: questions on each of the last {days} days, by whether I answered",
    export_done="Questions: {count}. The files are for you alone; treat them with care.",
    export_none="No question matches that.",
    export_too_large=(
        "That is too much for Discord. Choose fewer days, or ask whoever runs me to run:\n"
        "```sh\n{command}\n```"
    ),
    no_date="“{typed}” isn't a date. Write it like 2026-01-31.",
    dates_reversed="The last day is before the first. Swap them.",
    digest_head="**My week here**",
    digest_unanswered="Asked in vain most often:",
    digest_more="Moderators: `/review unanswered` shows all, and what can be done.",
)

FIGURES_IN_INDONESIAN = FiguresTexts(
    command_stats="statistik",
    command_stats_description="Seberapa banyak aku ditanya, dan seberapa baik aku menjawab",
    command_export="ekspor",
    command_export_description="Pertanyaan di server ini sebagai tabel (CSV), hanya untukmu",
    option_days="hari",
    option_days_description="Dari kapan? Kalau kosong: 30 hari terakhir",
    choice_7_days="7 hari terakhir",
    choice_30_days="30 hari terakhir",
    choice_90_days="90 hari terakhir",
    option_from="dari",
    option_from_description="Hari pertama, misalnya 2026-01-31 (UTC)",
    option_to="sampai",
    option_to_description="Hari terakhir, misalnya 2026-02-28 (UTC)",
    option_outcome="hasil",
    option_outcome_description="Hanya pertanyaan dengan hasil ini",
    choice_answered="terjawab",
    choice_refused="tidak terjawab",
    choice_error="gagal",
    option_text="teks",
    option_text_description="Hanya pertanyaan yang memuat ini",
    stats_head="**{days} hari terakhir**",
    stats_none="Belum ada yang bertanya padaku dalam {days} hari terakhir.",
    stats_asked="Pertanyaan: **{count}**, terjawab: **{percent}**",
    stats_errors="Gagal: **{count}**",
    stats_thumbs="Jempol: 👍 **{up}** · 👎 **{down}**",
    stats_speed="Separuh jawaban selesai dalam **{milliseconds} milidetik**",
    stats_articles="Paling sering dikutip:",
    stats_reasons="Alasan 👎:",
    chart_title="Pertanyaan per hari",
    chart_months="Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des",
    chart_described="Grafik: pertanyaan tiap hari selama {days} hari terakhir, terjawab atau tidak",
    export_done="Pertanyaan: {count}. Berkasnya hanya untukmu; jaga baik-baik, ya.",
    export_none="Tidak ada pertanyaan yang cocok.",
    export_too_large=(
        "Itu terlalu besar untuk Discord. Pilih lebih sedikit hari, atau minta pengelolaku "
        "menjalankan:\n```sh\n{command}\n```"
    ),
    no_date="“{typed}” bukan tanggal. Tulis seperti 2026-01-31.",
    dates_reversed="Hari terakhirnya sebelum hari pertama. Tukar, ya.",
    digest_head="**Mingguku di sini**",
    digest_unanswered="Paling sering ditanyakan, tapi belum terjawab:",
    digest_more=(
        "Moderator: `/tinjau tak-terjawab` menampilkan semuanya, dan apa yang bisa dilakukan."
    ),
)
