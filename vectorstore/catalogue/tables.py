"""The catalogue's tables. Changes to them go with a migration in `migrations/versions`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from clippings.vectorstore.catalogue.column_types import Place, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


archive = Table(
    "archive",
    metadata,
    Column("id", String(36), primary_key=True, comment="tells this catalogue from any other; followers keep it"),
    Column("created_at", UtcDateTime, nullable=False),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(300), nullable=False, unique=True),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime, comment="null while it runs, and for ever when it was killed"),
    Column("inputs", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column(
        "options", JSON, comment="how it was called: source, its entry and whether that is complete, folder, machine"
    ),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("url", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("is_current", Boolean, nullable=False, comment="the version that the indexes hold"),
    Column("title", Text, nullable=False),
    Column("published_at", UtcDateTime, index=True),
    Column("utc_offset_minutes", Integer, comment="of the publication time as the source wrote it"),
    Column("modified_at", UtcDateTime),
    Column("language", String(8), nullable=False),
    Column("authors", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("content_hash", String(64), nullable=False, index=True),
    Column("story_id", ForeignKey("articles.id"), index=True, comment="the near-duplicate that came first"),
    Column("minhash", LargeBinary, comment="signature of its word shingles, for near-duplicates"),
    Column("ingested_at", UtcDateTime, nullable=False),
    Column("captured_at", UtcDateTime, comment="when its server last gave this content, where that is known"),
    UniqueConstraint("url", "version"),
    Index("ix_articles_is_current_language", "is_current", "language"),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("article_id", "ordinal"),
)

changes = Table(
    "changes",
    metadata,
    Column("number", Integer, primary_key=True, comment="grows with every change; followers keep the last they saw"),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    sqlite_autoincrement=True,
)

near_duplicate_bands = Table(
    "near_duplicate_bands",
    metadata,
    Column("key", LargeBinary(5), primary_key=True, comment="the band's number, and the hash of its values"),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
)

rejects = Table(
    "rejects",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("location", Place, nullable=False, unique=True),
    Column("source", String(300), nullable=False),
    Column("reason", Text, nullable=False),
    Column("run_id", ForeignKey("runs.id"), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("url", Place, primary_key=True, comment="as it was asked for"),
    Column("recipe", String(64), nullable=False, comment="how what it gave was read; another recipe fetches it anew"),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("stamp", String(64), nullable=False, comment="of what its feed or sitemap said about it"),
    Column("article_url", Text, nullable=False, comment="the article that it gave; empty for a feed or a sitemap"),
    Column("documents", Integer, nullable=False, comment="how many it gave"),
    Column("checked_at", UtcDateTime, nullable=False),
)

holdings = Table(
    "holdings",
    metadata,
    Column("source", String(300), primary_key=True, comment="its name in sources.yaml"),
    Column("article_url", Text, primary_key=True),
    Column("run_id", ForeignKey("runs.id"), nullable=False, comment="the last run that saw it there"),
)

source_runs = Table(
    "source_runs",
    metadata,
    Column("source", String(300), primary_key=True, comment="its name in sources.yaml"),
    Column("started_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime, comment="null while it runs, and when it was killed or broken off"),
    Column("outcome", Text, nullable=False, comment="in a line, for the admin"),
)

read_documents = Table(
    "read_documents",
    metadata,
    Column("digest", LargeBinary(16), primary_key=True, comment="of a raw document and all that decides about it"),
    Column("content_hash", String(64), nullable=False, comment="of the article that it became"),
)

guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("archive", String(100), comment="the archive that was given to it; null when none was"),
    Column("channels", JSON, nullable=False, comment="ids of the channels it may be asked in; everywhere when empty"),
    Column("roles", JSON, nullable=False, comment="ids of roles that may change the archive, beside Manage Server"),
    Column("language", String(8), nullable=False, comment="of the bot's own words; empty for each reader's"),
    Column("changed_at", UtcDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("guild_id", BigInteger, index=True, comment="null in a direct message"),
    Column("user_id", BigInteger, nullable=False),
    Column("action", String(100), nullable=False),
    Column("subject", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("outcome", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(16), primary_key=True, comment="random; the ids of its buttons carry it"),
    Column("guild_id", BigInteger, comment="null in a direct message"),
    Column("channel_id", BigInteger, nullable=False, index=True),
    Column("message_id", BigInteger, index=True, comment="of the card; a thread begun from it has the same number"),
    Column("user_id", BigInteger, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("question", JSON, nullable=False),
    Column("answer", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
)

feedback = Table(
    "feedback",
    metadata,
    Column("answer_id", ForeignKey("answers.id"), primary_key=True),
    Column("user_id", BigInteger, primary_key=True, autoincrement=False),
    Column("verdict", String(8), nullable=False, comment="good or bad"),
    Column("reason", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("answer_id", ForeignKey("answers.id"), primary_key=True),
    Column("quotes", Integer, nullable=False),
    Column("bearing", Integer, nullable=False, comment="quotes that bear on the question"),
    Column("answers", Boolean, nullable=False, comment="whether they answer it"),
    Column("at", UtcDateTime, nullable=False, index=True),
)

standing_questions = Table(
    "standing_questions",
    metadata,
    Column("id", String(16), primary_key=True, comment="random; the ids of its buttons carry it"),
    Column("surface", String(8), nullable=False, comment="shell or discord: who is told"),
    Column("guild_id", BigInteger, comment="null in a direct message and in the shell"),
    Column("channel_id", BigInteger, comment="where it is told; null in the shell"),
    Column("user_id", BigInteger, comment="who follows; null in the shell"),
    Column("question", JSON, nullable=False),
    Column("rhythm", JSON, nullable=False, comment="how often it is told, when not, and whom to mention"),
    Column("told", JSON, nullable=False, comment="the quotes that its follower knows"),
    Column("state", String(8), nullable=False, comment="following, paused or ended"),
    Column("reason", String(40), nullable=False, comment="why it is paused or ended, by nobody's wish"),
    Column("seen_change", Integer, nullable=False, comment="the last change it was compared with"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("matched_at", UtcDateTime, comment="when an article last had news"),
    Column("reminded_at", UtcDateTime, comment="when its follower heard that nothing comes"),
    Index("ix_standing_questions_surface_state", "surface", "state"),
)

standing_news = Table(
    "standing_news",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("standing_questions.id"), nullable=False),
    Column("article_id", Integer, nullable=False),
    Column("kind", String(8), nullable=False, comment="changed or added"),
    Column("before", JSON, comment="the quote that was told; null where none was"),
    Column("after", JSON, nullable=False, comment="the new quote"),
    Column("was", Text, nullable=False, comment="the number before, as its quote writes it"),
    Column("by_now", Text, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("begun_at", UtcDateTime, comment="when sending it began"),
    Column("told_at", UtcDateTime, index=True, comment="null while it waits to be told"),
    Column("message_id", BigInteger, comment="of the card that told it"),
    UniqueConstraint("question_id", "article_id"),
)

kept_quotes = Table(
    "kept_quotes",
    metadata,
    Column("id", String(16), primary_key=True, comment="random"),
    Column("user_id", BigInteger, nullable=False, comment="whose dossier it is in; 0 is the shell"),
    Column("article_id", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", JSON, nullable=False),
    Column("question", Text, nullable=False, comment="which it was found with; empty for none"),
    Column("note", Text, nullable=False),
    Column("kept_at", UtcDateTime, nullable=False),
    UniqueConstraint("user_id", "article_id", "start", "end"),
)
