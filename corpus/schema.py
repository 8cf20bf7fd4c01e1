"""Every table of the database, in SQLAlchemy Core.

A change here needs a migration in `migrations/versions/` and its number in HEAD; tests check that
the three agree. Parts of a text are stored as spans in Unicode code points: `start_at` and `end_at`
are the `[start, end)` of a Span, because END is an SQL keyword. The dashboard shows the comments.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    MetaData,
    Table,
    false,
    text,
    true,
)

from corpus.column_types import Number, Text, UtcDateTime

HEAD = "0016"
"""The Alembic revision of these tables; a constant, because asking Alembic is slow."""

EVERYWHERE = 0
"""The guild id of what belongs to every server; Discord never assigns it."""
ALL_SERVERS = -1
"""The guild id of totals over all servers; likewise."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _moment() -> Column[int]:
    return Column(
        "moment",
        Number,
        nullable=False,
        server_default="0",
        comment="its place in the order of events, whatever the clock says; see `moments`",
    )


def _refers_to_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["article_id", "version"],
        ["article_versions.article_id", "article_versions.version"],
    )


articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    Column(
        "guild_id", BigInteger, nullable=False, comment="the owner; EVERYWHERE (0): every server"
    ),
    Column("version", Number, nullable=False, comment="the latest; what a change is based on"),
    Column("title_key", Text, nullable=False, comment="the latest title, normalized to compare"),
    Column("origin", Text, comment="the link or path it was read from, if any"),
    Column("removed_at", UtcDateTime, comment="null while it can be asked about"),
    Index(
        "uq_articles_guild_id_title_key",
        "guild_id",
        "title_key",
        unique=True,
        sqlite_where=text("removed_at IS NULL"),
    ),
    Index(None, "guild_id", "origin"),
    Index(None, "removed_at"),
    comment="One row per article, whatever its versions.",
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("version", Number, primary_key=True, autoincrement=False, comment="from 1"),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("language", Text, nullable=False, comment="ISO 639-1"),
    Column("body", Text, nullable=False, comment="word for word; all spans refer to it"),
    Column("blocks", JSON, comment="kind, start, end of each; null before revision 0005"),
    Column("author", Text, comment="as the text or its page states it"),
    Column("published", Text(10), comment="likewise, as YYYY-MM-DD"),
    Column("sha256", Text(64), nullable=False, comment="hash of the content: Draft.sha256"),
    Column("taken_in_at", UtcDateTime, nullable=False),
    Column("etag", Text, comment="header of the page it was fetched from, to check for changes"),
    Column("last_modified", Text, comment="likewise, as the page's server sent it"),
    comment="An article's text as it was stored; never changed, because quotes point into it.",
)

passages = Table(
    "passages",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Number, primary_key=True, autoincrement=False),
    Column("number", Number, primary_key=True, autoincrement=False, comment="from 1"),
    Column("start_at", Number, nullable=False),
    Column("end_at", Number, nullable=False),
    _refers_to_version(),
    comment="How a version was split into passages when it was stored.",
)

sentences = Table(
    "sentences",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Number, primary_key=True, autoincrement=False),
    Column("passage", Number, primary_key=True, autoincrement=False, comment="its number"),
    Column("number", Number, primary_key=True, autoincrement=False, comment="from 1, per passage"),
    Column("start_at", Number, nullable=False),
    Column("end_at", Number, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "version", "passage"],
        ["passages.article_id", "passages.version", "passages.number"],
    ),
    comment="Stored rather than recomputed, so that a better splitter doesn't change old quotes.",
)

text_marks = Table(
    "text_marks",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False, comment="the article's"),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Index(None, "article_id"),
    comment="Sketches for finding near duplicates: similarity.marks of each latest version.",
)

hidden_articles = Table(
    "hidden_articles",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    comment="Articles of every server that one server has hidden.",
)

audit = Table(
    "audit",
    metadata,
    Column("id", Number, primary_key=True, comment="ascending; an index stores the last it has"),
    Column("guild_id", BigInteger, nullable=False, comment="as articles.guild_id"),
    Column("changed_at", UtcDateTime, nullable=False),
    _moment(),
    Column("changed_by", BigInteger, comment="a Discord user; null for the terminal or Kutip"),
    Column("action", Text, nullable=False),
    Column("article_id", Text, nullable=False, comment="may have been deleted since"),
    Column("title", Text, nullable=False, comment="after the change"),
    Column("version_before", Number, comment="null if there was none to ask about"),
    Column("version_after", Number, comment="null if there is none to ask about any more"),
    CheckConstraint(
        "action IN ('added', 'changed', 'removed', 'restored', 'hidden', 'unhidden')",
        name="action",
    ),
    Index(None, "guild_id", "id"),
    Index(None, "guild_id", "moment"),
    Index(None, "article_id"),
    comment="Who changed what on which server's shelf; never changed, deleted with its server.",
    sqlite_autoincrement=True,
)

change_count = Table(
    "change_count",
    metadata,
    Column("id", Number, primary_key=True),
    Column("number", Number, nullable=False, comment="grows with each change"),
    CheckConstraint("id = 1", name="id"),
    comment="One row: how often `audit` and `judgements` were changed, as triggers count it.",
)

moments = Table(
    "moments",
    metadata,
    Column("id", Number, primary_key=True),
    Column("number", Number, nullable=False, comment="the last moment; the next event adds 1"),
    CheckConstraint("id = 1", name="id"),
    comment="One row: numbers questions, closings, wishes and changes in the order of writing.",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True, comment="ascending, never reused"),
    Column(
        "guild_id", BigInteger, nullable=False, comment="where; EVERYWHERE (0): outside servers"
    ),
    Column("task", Text, nullable=False, comment="what has to be done"),
    Column("since", Number, nullable=False, comment="audit.moment of the first change"),
    Column("until", Number, nullable=False, comment="and of the last"),
    Column(
        "cut",
        Boolean(name="cut"),
        nullable=False,
        server_default=false(),
        comment="true: more questions were affected than were asked again",
    ),
    Column("batch", Number, comment="the last id of the entries done together; null: not begun"),
    Column("attempts", Number, nullable=False, server_default="0", comment="how many failed"),
    CheckConstraint("task IN ('spread', 'ask', 'show', 'post')", name="task"),
    comment="What still has to follow changes of shelves; deleted once it is done.",
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Text(32), primary_key=True, comment="a UUID's 32 hexadecimal digits"),
    Column("guild_id", BigInteger, nullable=False),
    Column("made_by", BigInteger, nullable=False, comment="a Discord user; 0: Kutip proposes it"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("content", JSON, nullable=False),
    Index(None, "made_at"),
    comment="Articles in preview, not published yet.",
)

guilds = Table(
    "guilds",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", Text, comment="of public replies; null: the server's language on Discord"),
    Column("ask_private", Boolean(name="ask_private"), nullable=False),
    Column("strictness", Text, nullable=False),
    Column("log_channel_id", BigInteger),
    Column("digest", Boolean(name="digest"), nullable=False, comment="posted weekly to the log"),
    Column("digest_at", UtcDateTime, comment="when it was last posted; null: never"),
    Column("helper_role_id", BigInteger, comment="the people to ask; null: none"),
    Column("helper_channel_id", BigInteger, comment="where; null: where the question was asked"),
    Column("left_at", UtcDateTime, comment="null while Kutip is a member"),
    CheckConstraint("strictness IN ('strict', 'balanced', 'generous')", name="strictness"),
    comment="A server's settings; without a row, the defaults apply.",
)

guild_moderator_roles = Table(
    "guild_moderator_roles",
    metadata,
    Column("guild_id", BigInteger, ForeignKey("guilds.id"), primary_key=True),
    Column("role_id", BigInteger, primary_key=True, autoincrement=False),
    comment="Roles that may manage a server's articles, besides members with Manage Messages.",
)

guild_channels = Table(
    "guild_channels",
    metadata,
    Column("guild_id", BigInteger, ForeignKey("guilds.id"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    comment="Channels in which mentions are answered; if a server has none, all of them.",
)

guild_open_channels = Table(
    "guild_open_channels",
    metadata,
    Column("guild_id", BigInteger, ForeignKey("guilds.id"), primary_key=True),
    Column("channel_id", BigInteger, primary_key=True, autoincrement=False),
    comment="Channels in which every question is answered, also without a mention.",
)

names = Table(
    "names",
    metadata,
    Column(
        "id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="a server or a channel of it",
    ),
    Column("guild_id", BigInteger, nullable=False, comment="the server; for itself, the same id"),
    Column("name", Text, nullable=False, comment="as last seen"),
    Index(None, "guild_id"),
    comment="What servers and channels are called on Discord, to show in place of their ids.",
)

queries = Table(
    "queries",
    metadata,
    Column("id", Text(32), primary_key=True, comment="a UUID's 32 hexadecimal digits"),
    Column("asked_at", UtcDateTime, nullable=False),
    _moment(),
    Column("guild_id", BigInteger, comment="null outside a server"),
    Column("channel_id", BigInteger),
    Column("way_in", Text, nullable=False),
    Column("asker", Text, comment="a keyed hash, never a Discord id; null in the terminal"),
    Column("locale", Text, comment="the asker's, as named by Discord"),
    Column("question", Text, nullable=False),
    Column(
        "question_key",
        Text,
        comment="equal for questions that mean the same; null: not computed",
    ),
    Column("outcome", Text, nullable=False),
    Column("confidence", Float, comment="0 to 1; null after an error"),
    Column("milliseconds", Float, nullable=False, comment="from question to answer"),
    Column("article_id", Text, comment="of the best hit; null if nothing was quoted"),
    Column("follows", Text(32), comment="the query it follows up, if any; may be deleted"),
    Column(
        "delivered",
        Boolean(name="delivered"),
        nullable=False,
        server_default=true(),
        comment="false: Discord did not take the reply",
    ),
    Column(
        "shared",
        Boolean(name="shared"),
        nullable=False,
        server_default=false(),
        comment="true: the asker had a private answer posted for everyone",
    ),
    CheckConstraint("way_in IN ('slash', 'mention', 'dm', 'menu', 'terminal')", name="way_in"),
    CheckConstraint("outcome IN ('answered', 'refused', 'error')", name="outcome"),
    Index(None, "asked_at"),
    Index(None, "moment"),
    # A covering index for figures over time, so that these don't read the questions.
    Index(
        "ix_queries_figures",
        "guild_id",
        "asked_at",
        "outcome",
        "confidence",
        "milliseconds",
        "article_id",
    ),
    Index(
        "ix_queries_refused",
        "guild_id",
        "question_key",
        "moment",
        "asked_at",
        sqlite_where=text("outcome = 'refused'"),
    ),
    Index(None, "asker"),
    # To count an article's questions without reading or sorting those of others.
    Index(
        "ix_queries_article",
        "article_id",
        "guild_id",
        "asked_at",
        sqlite_where=text("article_id IS NOT NULL"),
    ),
    comment="The query log: one row per question, whatever its outcome.",
)

query_hits = Table(
    "query_hits",
    metadata,
    Column("query_id", Text(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Number, primary_key=True, autoincrement=False, comment="from 1, the best"),
    Column("article_id", Text, nullable=False),
    Column("version", Number, nullable=False),
    Column("passage", Number, nullable=False, comment="its number"),
    Column("start_at", Number, nullable=False),
    Column("end_at", Number, nullable=False),
    Column("sentence_start_at", Number, nullable=False),
    Column("sentence_end_at", Number, nullable=False),
    Column("score", Float, nullable=False),
    Column(
        "chosen",
        Boolean(name="chosen"),
        nullable=False,
        server_default=false(),
        comment="by a moderator's judgement",
    ),
    Column(
        "settled",
        Boolean(name="settled"),
        nullable=False,
        server_default=false(),
        comment="found by the words of settled questions",
    ),
    _refers_to_version(),
    Index(None, "article_id", "version"),
    Index(
        "ix_query_hits_settled",
        "query_id",
        sqlite_where=text("rank = 1 AND (chosen = 1 OR settled = 1)"),
        info={"postgresql_where": text("rank = 1 AND (chosen OR settled)")},
    ),
    comment="The passages found for a question, with the spans that were shown.",
)

daily_totals = Table(
    "daily_totals",
    metadata,
    Column(
        "guild_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="EVERYWHERE (0): outside servers; ALL_SERVERS (-1): all together",
    ),
    Column("kind", Text, primary_key=True, comment="an outcome, `milliseconds` or `settled`"),
    Column("day", Text(10), primary_key=True, comment="in UTC, as YYYY-MM-DD"),
    Column(
        "value",
        Float,
        primary_key=True,
        comment="of an outcome, the confidence in twentieths, rounded down, -1 if it is null; "
        "of milliseconds, these, to tenths below 10; of settled, 0",
    ),
    Column("times", Number, nullable=False, comment="how many questions; never 0"),
    comment="The query log, counted by day, as triggers keep it on SQLite; empty on PostgreSQL.",
    sqlite_with_rowid=False,
)

feedback = Table(
    "feedback",
    metadata,
    Column("query_id", Text(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("voter", Text, primary_key=True, comment="a keyed hash, as queries.asker"),
    Column("vote", Number, nullable=False, comment="1: thumb up, -1: thumb down"),
    Column("given_at", UtcDateTime, nullable=False),
    Column("reason", Text, comment="for a thumb down; null: none given"),
    Column("comment", Text, comment="what the person wrote, if the reason is `other`"),
    CheckConstraint("vote IN (-1, 1)", name="vote"),
    CheckConstraint(
        "reason IN ('passage', 'sentence', 'not_answered', 'outdated', 'other')", name="reason"
    ),
    Index(None, "voter"),
    comment="One vote per person and answer; it can be changed.",
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", Number, primary_key=True, comment="ascending, never reused"),
    Column("guild_id", BigInteger, nullable=False, comment="EVERYWHERE (0): outside servers"),
    Column("question", Text, nullable=False, comment="as one asked it; empty once they deleted it"),
    Column("earlier", Text, comment="the question that it follows up, if any; likewise"),
    Column("asker", Text, comment="of these words: a keyed hash, as queries.asker; null: unknown"),
    Column("question_key", Text, nullable=False, comment="as queries.question_key"),
    Column("article_id", Text, nullable=False),
    Column("version", Number, nullable=False),
    Column("passage", Number, nullable=False, comment="its number"),
    Column(
        "relevant",
        Boolean(name="relevant"),
        nullable=False,
        server_default=true(),
        comment="false: it does not answer the question",
    ),
    Column("judged_by", BigInteger, comment="a Discord user; null in the terminal"),
    Column("judged_at", UtcDateTime, nullable=False),
    _moment(),
    _refers_to_version(),
    Index(
        "uq_judgements_question_passage",
        "guild_id",
        "question_key",
        "article_id",
        "version",
        "passage",
        unique=True,
    ),
    Index(None, "article_id", "version"),
    Index(None, "asker"),
    comment="Passages that answer a question or don't, by moderators; deleted if taken back.",
    sqlite_autoincrement=True,
)

closed_questions = Table(
    "closed_questions",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_key", Text, primary_key=True, comment="as queries.question_key"),
    Column("closed_as", Text, nullable=False),
    Column("closed_at", UtcDateTime, nullable=False),
    _moment(),
    Column("closed_by", BigInteger, comment="a Discord user; null if an article answered it"),
    Column("article_id", Text, comment="the article that answers it; null if dismissed"),
    CheckConstraint(
        "closed_as IN ('answered', 'judged', 'unanswerable', 'dismissed')", name="closed_as"
    ),
    Index(None, "article_id"),
    comment="Questions that need no further action, at least until an article changes.",
)

grouped_questions = Table(
    "grouped_questions",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_key", Text, primary_key=True, comment="as queries.question_key"),
    Column("group_key", Text, nullable=False, comment="the same for questions of one group"),
    Column("grouped_by", BigInteger, nullable=False, comment="a Discord user"),
    Column("grouped_at", UtcDateTime, nullable=False),
    comment="Questions that moderators joined or split; the others are grouped by meaning.",
)

answer_changes = Table(
    "answer_changes",
    metadata,
    Column("query_id", Text(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Column(
        "moment",
        Number,
        primary_key=True,
        autoincrement=False,
        server_default="0",
        comment="of the last of the changes, as audit.moment",
    ),
    Column("guild_id", BigInteger, nullable=False, comment="EVERYWHERE (0): outside servers"),
    Column("effect", Text, nullable=False, comment="on the answer to the question"),
    Column("article_id", Text, comment="of the new answer; null if it has none any more"),
    Column("before", JSON(none_as_null=True), comment="the quote it had; null if it had none"),
    Column("after", JSON(none_as_null=True), comment="the quote it has; null if it has none"),
    CheckConstraint("effect IN ('lost', 'changed', 'gained', 'maybe')", name="effect"),
    Index(None, "guild_id", "changed_at"),
    Index(None, "guild_id", "moment"),
    comment="What changes of the shelf did to the answers of questions asked before.",
)

wishes = Table(
    "wishes",
    metadata,
    Column("query_id", Text(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "user_id",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="a Discord user, because a keyed hash can't be notified",
    ),
    Column("guild_id", BigInteger, nullable=False, comment="EVERYWHERE (0): outside servers"),
    Column("channel_id", BigInteger, nullable=False, comment="where to notify them"),
    Column("question_key", Text, nullable=False, comment="as queries.question_key"),
    Column("wished_at", UtcDateTime, nullable=False),
    _moment(),
    Index(None, "guild_id", "question_key"),
    Index(None, "user_id"),
    Index(None, "wished_at"),
    comment="Who to notify when a refused question can be answered; deleted once notified.",
)

help_requests = Table(
    "help_requests",
    metadata,
    Column("query_id", Text(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column(
        "user_id", BigInteger, nullable=False, comment="a Discord user, to pass the answer on to"
    ),
    Column("channel_id", BigInteger, nullable=False, comment="where to pass it on"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer", Text, comment="as a helper wrote it; null: none yet"),
    Column("answered_by", BigInteger, comment="the helper, a Discord user"),
    Column("answered_at", UtcDateTime),
    Column(
        "posted",
        Boolean,
        nullable=False,
        server_default=false(),
        comment="whether it certainly was",
    ),
    Index(None, "guild_id", "user_id"),
    Index(None, "user_id"),
    Index(None, "answered_by"),
    comment="Questions that people had passed on to a server's helpers.",
)

hidden_suggestions = Table(
    "hidden_suggestions",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("question_key", Text, primary_key=True, comment="as queries.question_key"),
    Column("hidden_by", BigInteger, nullable=False, comment="a Discord user"),
    Column("hidden_at", UtcDateTime, nullable=False),
    comment="Questions that a moderator keeps from being suggested while somebody types.",
)

follows = Table(
    "follows",
    metadata,
    Column("id", Number, primary_key=True, comment="ascending, never reused"),
    Column("guild_id", BigInteger, nullable=False),
    Column("link", Text, nullable=False, comment="of the feed or sitemap itself"),
    Column("title", Text, nullable=False),
    Column(
        "publish",
        Boolean(name="publish"),
        nullable=False,
        comment="true: new articles are published without a moderator",
    ),
    Column("followed_by", BigInteger, comment="a Discord user; null in the terminal"),
    Column("followed_at", UtcDateTime, nullable=False),
    Column("etag", Text, comment="header of the feed, to check for changes"),
    Column("last_modified", Text, comment="likewise"),
    Column("looked_at", UtcDateTime, nullable=False, comment="when it was last read"),
    Column("due_at", UtcDateTime, nullable=False, comment="when it is fetched next"),
    Column("failures", Number, nullable=False, server_default="0", comment="since looked_at"),
    Column("fault", Text, comment="why it could not be read; null: it could"),
    Index("uq_follows_guild_id_link", "guild_id", "link", unique=True),
    Index(None, "due_at"),
    comment="Feeds and sitemaps whose new articles a server is offered.",
    sqlite_autoincrement=True,
)

followed_entries = Table(
    "followed_entries",
    metadata,
    Column("follow_id", Number, ForeignKey("follows.id"), primary_key=True),
    Column("key", Text(32), primary_key=True, comment="hash of the link"),
    Column("guild_id", BigInteger, nullable=False),
    Column("id_key", Text(32), comment="hash of the feed's id for it, and of its title"),
    Column("text_key", Text(32), comment="hash of its title and text"),
    Column("link", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published", Text(10), comment="as the feed states it, as YYYY-MM-DD"),
    Column("state", Text(32), nullable=False, comment="hash of what the feed says about it"),
    Column("status", Text, nullable=False),
    Column("due_at", UtcDateTime, comment="when it is fetched; null unless its status is due"),
    Column("failures", Number, nullable=False, server_default="0", comment="to fetch it"),
    Column("page_key", Text(32), comment="hash of the title and text that were fetched"),
    Column(
        "dropped",
        Number,
        comment="at which of the looks that found some dropped by the feed; null: it lists it",
    ),
    CheckConstraint("status IN ('listed', 'due', 'taken', 'refused')", name="status"),
    Index(None, "guild_id", "key"),
    Index("ix_followed_entries_guild_id_page_key", "guild_id", "page_key"),
    Index(
        "ix_followed_entries_due",
        "due_at",
        sqlite_where=text("status = 'due'"),
    ),
    comment="The articles that followed feeds have listed, so that none is proposed twice.",
)

article_looks = Table(
    "article_looks",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("due_at", UtcDateTime, comment="when its page is looked at next; null: never"),
    Column("page", Text(64), comment="hash of the text that its page had at the last look"),
    Column("etag", Text, comment="header of the page then"),
    Column("last_modified", Text, comment="likewise"),
    Column("failures", Number, nullable=False, server_default="0", comment="to fetch it"),
    Column(
        "gone",
        Boolean(name="gone"),
        nullable=False,
        server_default=false(),
        comment="true: moderators were shown that the page is gone",
    ),
    Index(None, "due_at"),
    comment="When the pages of linked articles were looked at, and what they had.",
)

follow_notices = Table(
    "follow_notices",
    metadata,
    Column("id", Number, primary_key=True, comment="ascending, never reused"),
    Column("guild_id", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("follow_id", Number, comment="which feed it is about, if any"),
    Column("article_id", Text, comment="which article it is about, if any"),
    Column("draft_id", Text(32), comment="the draft that it proposes, if any"),
    Column("left_out", Number, comment="how many new articles were left out, if any"),
    Column("made_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime, comment="when it was about to be sent"),
    Column("sent", Boolean(name="sent"), nullable=False, server_default=false()),
    CheckConstraint("kind IN ('new', 'changed', 'gone', 'failing', 'back', 'many')", name="kind"),
    Index(None, "guild_id"),
    Index(None, "draft_id"),
    comment="What a server's log channel is shown about feeds and linked articles, once each.",
    sqlite_autoincrement=True,
)

shard_group = Table(
    "shard_group",
    metadata,
    Column("id", Number, primary_key=True),
    Column("bot_id", BigInteger, nullable=False, comment="its user id on Discord"),
    Column("secret", Text(64), nullable=False, comment="keyed hash, to compare secrets"),
    Column("shards", Number, nullable=False, comment="how many the bot has"),
    Column(
        "settings",
        Number,
        nullable=False,
        server_default="0",
        comment="grows with each change of a server's settings",
    ),
    CheckConstraint("id = 1", name="id"),
    comment="One row: the bot whose shards processes share; none on SQLite.",
)

shard_processes = Table(
    "shard_processes",
    metadata,
    Column("name", Text, primary_key=True, comment="its machine, number, and a random suffix"),
    Column("version", Text, nullable=False, comment="of Kutip"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False, comment="its last heartbeat"),
    comment="The processes that share the bot's shards.",
)

shard_leases = Table(
    "shard_leases",
    metadata,
    Column("shard", Number, primary_key=True, autoincrement=False, comment="from 0"),
    Column("process", Text, comment="who runs it; null: nobody"),
    Column("expires_at", UtcDateTime, comment="when others may take it; null: now"),
    comment="Which process runs which shard.",
)

shard_turns = Table(
    "shard_turns",
    metadata,
    Column(
        "bucket",
        Number,
        primary_key=True,
        autoincrement=False,
        comment="the shard modulo how many buckets there are",
    ),
    Column("next_at", UtcDateTime, nullable=False, comment="when the next one may identify"),
    comment="When a shard may identify: Discord takes one of a bucket every five seconds.",
)

row_changes = Table(
    "row_changes",
    metadata,
    Column(
        "xid",
        BigInteger,
        primary_key=True,
        autoincrement=False,
        comment="of the transaction: pg_current_xact_id()",
    ),
    Column("table_name", Text, primary_key=True),
    Column("key", Text, primary_key=True, comment="the first column of the row's primary key"),
    Column("changed_at", UtcDateTime, nullable=False, comment="when the transaction began"),
    comment="Which rows were changed of late, as triggers note it on PostgreSQL; empty on SQLite.",
)
