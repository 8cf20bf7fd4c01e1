BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0015');
CREATE TABLE answer_changes (
	query_id VARCHAR(32) NOT NULL, 
	changed_at DATETIME NOT NULL, 
	guild_id BIGINT NOT NULL, 
	effect TEXT NOT NULL, 
	article_id TEXT, 
	"before" JSON, 
	"after" JSON, 
	moment INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_answer_changes PRIMARY KEY (query_id, moment), 
	CONSTRAINT fk_answer_changes_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE, 
	CONSTRAINT ck_answer_changes_effect CHECK (effect IN ('lost', 'changed', 'gained', 'maybe'))
);
INSERT INTO "answer_changes" VALUES('00000000000000000000000000000001','2026-01-05 08:30:00.000000',7,'lost',NULL,'{"article_id": "ayam", "version": 1, "passage": 1}',NULL,7);
CREATE TABLE article_looks (
	article_id TEXT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	due_at DATETIME, 
	page VARCHAR(64), 
	etag TEXT, 
	last_modified TEXT, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	gone BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_article_looks PRIMARY KEY (article_id), 
	CONSTRAINT fk_article_looks_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "article_looks" VALUES('ayam',7,'2026-01-05 08:30:00.000000',NULL,NULL,NULL,0,0);
CREATE TABLE article_versions (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT, 
	language TEXT NOT NULL, 
	body TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	taken_in_at DATETIME NOT NULL, etag TEXT, last_modified TEXT, blocks JSON, author TEXT, published VARCHAR(10), 
	CONSTRAINT pk_article_versions PRIMARY KEY (article_id, version), 
	CONSTRAINT fk_article_versions_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "article_versions" VALUES('ayam',1,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.','17bc191305bd01ab6eae8143c9e7f365f362a8f31dc52575ba912eef3cb4ca54','2026-11-28 15:59:36.562757',NULL,NULL,'[]',NULL,NULL);
INSERT INTO "article_versions" VALUES('bebek',1,'Bebek sawah','',NULL,'id','Bebek sawah berenang di kolam belakang rumah. Sore hari mereka pulang sendiri.','fefdbda041a3a13e81b9472a2f5b713d9a573c1f5f1adc6fcf6f4618976bdc55','2026-11-28 15:59:36.725937',NULL,NULL,'[]',NULL,NULL);
INSERT INTO "article_versions" VALUES('ayam',2,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.

Telurnya cokelat. Harganya dua ribu rupiah.','0d46b661be7b5a454c738e706a300afa9944098c565763c2497c9e568177a4b1','2026-11-28 15:59:36.855385',NULL,NULL,'[]',NULL,NULL);
CREATE TABLE articles (
	id TEXT NOT NULL, guild_id BIGINT DEFAULT '0' NOT NULL, version INTEGER DEFAULT '1' NOT NULL, title_key TEXT DEFAULT '' NOT NULL, origin TEXT, removed_at DATETIME, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('ayam',0,2,'ayam kampung',NULL,NULL);
INSERT INTO "articles" VALUES('bebek',0,1,'bebek sawah',NULL,NULL);
CREATE TABLE audit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	changed_by BIGINT, 
	action TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	version_before INTEGER, 
	version_after INTEGER, moment INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_audit_action CHECK (action IN ('added', 'changed', 'removed', 'restored', 'hidden', 'unhidden'))
);
INSERT INTO "audit" VALUES(1,0,'2026-11-28 15:59:36.618516',NULL,'added','ayam','Ayam kampung',NULL,1,1);
INSERT INTO "audit" VALUES(2,0,'2026-11-28 15:59:36.757639',NULL,'added','bebek','Bebek sawah',NULL,1,2);
INSERT INTO "audit" VALUES(3,0,'2026-11-28 15:59:36.872886',NULL,'changed','ayam','Ayam kampung',1,2,3);
CREATE TABLE change_count (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_change_count PRIMARY KEY (id), 
	CONSTRAINT ck_change_count_id CHECK (id = 1)
);
INSERT INTO "change_count" VALUES(1,4);
CREATE TABLE closed_questions (
	guild_id BIGINT NOT NULL, 
	question_key TEXT NOT NULL, 
	closed_as TEXT NOT NULL, 
	closed_at DATETIME NOT NULL, 
	closed_by BIGINT, 
	article_id TEXT, moment INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_closed_questions PRIMARY KEY (guild_id, question_key), 
	CONSTRAINT ck_closed_questions_closed_as CHECK (closed_as IN ('answered', 'judged', 'unanswerable', 'dismissed'))
);
INSERT INTO "closed_questions" VALUES(7,'ayam berkokok 3','dismissed','2026-01-05 08:30:00.000000',9,NULL,6);
CREATE TABLE daily_totals (
	guild_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	day VARCHAR(10) NOT NULL, 
	value FLOAT NOT NULL, 
	times INTEGER NOT NULL, 
	CONSTRAINT pk_daily_totals PRIMARY KEY (guild_id, kind, day, value)
)
 WITHOUT ROWID

;
INSERT INTO "daily_totals" VALUES(-1,'answered','2026-01-05',10.0,16);
INSERT INTO "daily_totals" VALUES(-1,'milliseconds','2026-01-05',4.5,24);
INSERT INTO "daily_totals" VALUES(-1,'refused','2026-01-05',10.0,8);
INSERT INTO "daily_totals" VALUES(0,'answered','2026-01-05',10.0,8);
INSERT INTO "daily_totals" VALUES(0,'milliseconds','2026-01-05',4.5,12);
INSERT INTO "daily_totals" VALUES(0,'refused','2026-01-05',10.0,4);
INSERT INTO "daily_totals" VALUES(7,'answered','2026-01-05',10.0,8);
INSERT INTO "daily_totals" VALUES(7,'milliseconds','2026-01-05',4.5,12);
INSERT INTO "daily_totals" VALUES(7,'refused','2026-01-05',10.0,4);
CREATE TABLE drafts (
	id VARCHAR(32) NOT NULL, 
	guild_id BIGINT NOT NULL, 
	made_by BIGINT NOT NULL, 
	made_at DATETIME NOT NULL, 
	content JSON NOT NULL, 
	CONSTRAINT pk_drafts PRIMARY KEY (id)
);
INSERT INTO "drafts" VALUES('dddddddddddddddddddddddddddddddd',7,9,'2026-01-05 08:30:00.000000','{"draft": {"id": "itik", "title": "Itik", "source": "", "url": null, "language": "id", "body": "Itik berenang di sawah yang luas.", "origin": null, "etag": null, "last_modified": null, "blocks": [], "author": null, "published": null}, "base": null, "query_id": null, "twins": [], "skipped": []}');
CREATE TABLE feedback (
	query_id VARCHAR(32) NOT NULL, 
	voter TEXT NOT NULL, 
	vote INTEGER NOT NULL, 
	given_at DATETIME NOT NULL, 
	reason TEXT, 
	comment TEXT, 
	CONSTRAINT pk_feedback PRIMARY KEY (query_id, voter), 
	CONSTRAINT fk_feedback_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE, 
	CONSTRAINT ck_feedback_vote CHECK (vote IN (-1, 1)), 
	CONSTRAINT ck_feedback_reason CHECK (reason IN ('passage', 'sentence', 'not_answered', 'outdated', 'other'))
);
INSERT INTO "feedback" VALUES('00000000000000000000000000000001','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,'2026-01-05 08:30:00.000000',NULL,NULL);
INSERT INTO "feedback" VALUES('00000000000000000000000000000002','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',-1,'2026-01-05 08:30:00.000000','other','kurang lengkap');
CREATE TABLE follow_notices (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	follow_id INTEGER, 
	article_id TEXT, 
	draft_id VARCHAR(32), 
	left_out INTEGER, 
	made_at DATETIME NOT NULL, 
	claimed_at DATETIME, 
	sent BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT ck_follow_notices_kind CHECK (kind IN ('new', 'changed', 'gone', 'failing', 'back', 'many'))
);
INSERT INTO "follow_notices" VALUES(1,7,'new',1,NULL,'dddddddddddddddddddddddddddddddd',NULL,'2026-01-05 08:30:00.000000',NULL,1);
CREATE TABLE followed_entries (
	follow_id INTEGER NOT NULL, 
	"key" VARCHAR(32) NOT NULL, 
	guild_id BIGINT NOT NULL, 
	id_key VARCHAR(32), 
	text_key VARCHAR(32), 
	link TEXT NOT NULL, 
	title TEXT NOT NULL, 
	published VARCHAR(10), 
	state VARCHAR(32) NOT NULL, 
	status TEXT NOT NULL, 
	due_at DATETIME, 
	failures INTEGER DEFAULT '0' NOT NULL, page_key VARCHAR(32), 
	CONSTRAINT pk_followed_entries PRIMARY KEY (follow_id, "key"), 
	CONSTRAINT fk_followed_entries_follows FOREIGN KEY(follow_id) REFERENCES follows (id), 
	CONSTRAINT ck_followed_entries_status CHECK (status IN ('listed', 'due', 'taken', 'refused'))
);
INSERT INTO "followed_entries" VALUES(1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',7,NULL,NULL,'https://example.org/itik','Itik',NULL,'ssssssssssssssssssssssssssssssss','taken',NULL,0,'pppppppppppppppppppppppppppppppp');
CREATE TABLE follows (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	link TEXT NOT NULL, 
	title TEXT NOT NULL, 
	publish BOOLEAN NOT NULL, 
	followed_by BIGINT, 
	followed_at DATETIME NOT NULL, 
	etag TEXT, 
	last_modified TEXT, 
	looked_at DATETIME NOT NULL, 
	due_at DATETIME NOT NULL, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	fault TEXT
);
INSERT INTO "follows" VALUES(1,7,'https://example.org/feed','Kabar Desa',0,9,'2026-01-05 08:30:00.000000',NULL,NULL,'2026-01-05 08:30:00.000000','2026-01-05 08:30:00.000000',0,NULL);
CREATE TABLE grouped_questions (
	guild_id BIGINT NOT NULL, 
	question_key TEXT NOT NULL, 
	group_key TEXT NOT NULL, 
	grouped_by BIGINT NOT NULL, 
	grouped_at DATETIME NOT NULL, 
	CONSTRAINT pk_grouped_questions PRIMARY KEY (guild_id, question_key)
);
INSERT INTO "grouped_questions" VALUES(7,'ayam berkokok 5','ayam berkokok 7',9,'2026-01-05 08:30:00.000000');
CREATE TABLE guild_channels (
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	CONSTRAINT pk_guild_channels PRIMARY KEY (guild_id, channel_id), 
	CONSTRAINT fk_guild_channels_guilds FOREIGN KEY(guild_id) REFERENCES guilds (id)
);
INSERT INTO "guild_channels" VALUES(7,70);
CREATE TABLE guild_moderator_roles (
	guild_id BIGINT NOT NULL, 
	role_id BIGINT NOT NULL, 
	CONSTRAINT pk_guild_moderator_roles PRIMARY KEY (guild_id, role_id), 
	CONSTRAINT fk_guild_moderator_roles_guilds FOREIGN KEY(guild_id) REFERENCES guilds (id)
);
INSERT INTO "guild_moderator_roles" VALUES(7,12);
CREATE TABLE guild_open_channels (
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	CONSTRAINT pk_guild_open_channels PRIMARY KEY (guild_id, channel_id), 
	CONSTRAINT fk_guild_open_channels_guilds FOREIGN KEY(guild_id) REFERENCES guilds (id)
);
INSERT INTO "guild_open_channels" VALUES(7,72);
CREATE TABLE guilds (
	id BIGINT NOT NULL, 
	language TEXT, 
	ask_private BOOLEAN NOT NULL, 
	strictness TEXT NOT NULL, 
	log_channel_id BIGINT, 
	digest BOOLEAN NOT NULL, 
	digest_at DATETIME, 
	left_at DATETIME, helper_role_id BIGINT, helper_channel_id BIGINT, 
	CONSTRAINT pk_guilds PRIMARY KEY (id), 
	CONSTRAINT ck_guilds_strictness CHECK (strictness IN ('strict', 'balanced', 'generous'))
);
INSERT INTO "guilds" VALUES(7,'id',0,'balanced',71,1,'2026-01-05 08:30:00.000000',NULL,NULL,NULL);
CREATE TABLE help_requests (
	query_id VARCHAR(32) NOT NULL, 
	guild_id BIGINT NOT NULL, 
	user_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	asked_at DATETIME NOT NULL, 
	answer TEXT, 
	answered_by BIGINT, 
	answered_at DATETIME, posted BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_help_requests PRIMARY KEY (query_id), 
	CONSTRAINT fk_help_requests_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE
);
INSERT INTO "help_requests" VALUES('00000000000000000000000000000002',7,11,70,'2026-01-05 08:30:00.000000','Jam lima, kecuali hari Minggu.',9,'2026-01-05 08:30:00.000000',1);
CREATE TABLE hidden_articles (
	guild_id BIGINT NOT NULL, 
	article_id TEXT NOT NULL, 
	CONSTRAINT pk_hidden_articles PRIMARY KEY (guild_id, article_id), 
	CONSTRAINT fk_hidden_articles_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "hidden_articles" VALUES(8,'ayam');
CREATE TABLE hidden_suggestions (
	guild_id BIGINT NOT NULL, 
	question_key TEXT NOT NULL, 
	hidden_by BIGINT NOT NULL, 
	hidden_at DATETIME NOT NULL, 
	CONSTRAINT pk_hidden_suggestions PRIMARY KEY (guild_id, question_key)
);
INSERT INTO "hidden_suggestions" VALUES(7,'ayam berkokok 7',9,'2026-01-05 08:30:00.000000');
CREATE TABLE judgements (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	question TEXT NOT NULL, 
	question_key TEXT NOT NULL, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	passage INTEGER NOT NULL, 
	judged_by BIGINT, 
	judged_at DATETIME NOT NULL, earlier TEXT, asker TEXT, relevant BOOLEAN DEFAULT 1 NOT NULL, moment INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT fk_judgements_article_versions FOREIGN KEY(article_id, version) REFERENCES article_versions (article_id, version)
);
INSERT INTO "judgements" VALUES(1,7,'Kapan ayam berkokok?','ayam berkokok','ayam',1,1,9,'2026-01-05 08:30:00.000000',NULL,'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,5);
CREATE TABLE moments (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_moments PRIMARY KEY (id), 
	CONSTRAINT ck_moments_id CHECK (id = 1)
);
INSERT INTO "moments" VALUES(1,103);
CREATE TABLE names (
	id BIGINT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_names PRIMARY KEY (id)
);
INSERT INTO "names" VALUES(7,7,'Kampung');
INSERT INTO "names" VALUES(70,7,'dermaga');
CREATE TABLE outbox (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	guild_id BIGINT NOT NULL, 
	task TEXT NOT NULL, 
	since INTEGER NOT NULL, 
	until INTEGER NOT NULL, 
	cut BOOLEAN DEFAULT 0 NOT NULL, 
	batch INTEGER, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT ck_outbox_task CHECK (task IN ('spread', 'ask', 'show', 'post'))
);
INSERT INTO "outbox" VALUES(1,0,'spread',1,1,0,NULL,0);
INSERT INTO "outbox" VALUES(2,0,'spread',2,2,0,NULL,0);
INSERT INTO "outbox" VALUES(3,0,'spread',3,3,0,NULL,0);
INSERT INTO "outbox" VALUES(1000,7,'post',1,1,0,NULL,0);
CREATE TABLE passages (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start_at INTEGER NOT NULL, 
	end_at INTEGER NOT NULL, 
	CONSTRAINT pk_passages PRIMARY KEY (article_id, version, number), 
	CONSTRAINT fk_passages_article_versions FOREIGN KEY(article_id, version) REFERENCES article_versions (article_id, version)
);
INSERT INTO "passages" VALUES('ayam',1,1,0,80);
INSERT INTO "passages" VALUES('bebek',1,1,0,78);
INSERT INTO "passages" VALUES('ayam',2,1,0,80);
INSERT INTO "passages" VALUES('ayam',2,2,82,125);
CREATE TABLE queries (
	id VARCHAR(32) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	guild_id BIGINT, 
	channel_id BIGINT, 
	way_in TEXT NOT NULL, 
	asker TEXT, 
	locale TEXT, 
	question TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	confidence FLOAT, 
	milliseconds FLOAT NOT NULL, question_key TEXT, article_id TEXT, follows VARCHAR(32), delivered BOOLEAN DEFAULT 1 NOT NULL, moment INTEGER DEFAULT '0' NOT NULL, shared BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_queries PRIMARY KEY (id), 
	CONSTRAINT ck_queries_way_in CHECK (way_in IN ('slash', 'mention', 'dm', 'menu', 'terminal')), 
	CONSTRAINT ck_queries_outcome CHECK (outcome IN ('answered', 'refused', 'error'))
);
INSERT INTO "queries" VALUES('00000000000000000000000000000001','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000000','id','Kapan ayam nomor 0 berkokok?','refused',0.5,4.5,'ayam berkokok 0',NULL,NULL,1,1,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000002','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000001','id','Kapan ayam nomor 1 berkokok?','answered',0.5,4.5,'ayam berkokok 1','ayam',NULL,1,2,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000003','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000002','id','Kapan ayam nomor 2 berkokok?','answered',0.5,4.5,'ayam berkokok 2','ayam',NULL,1,3,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000004','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000003','id','Kapan ayam nomor 3 berkokok?','refused',0.5,4.5,'ayam berkokok 3',NULL,NULL,1,4,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000005','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000004','id','Kapan ayam nomor 4 berkokok?','answered',0.5,4.5,'ayam berkokok 4','ayam',NULL,1,5,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000006','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000005','id','Kapan ayam nomor 5 berkokok?','answered',0.5,4.5,'ayam berkokok 5','ayam',NULL,1,6,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000007','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000006','id','Kapan ayam nomor 6 berkokok?','refused',0.5,4.5,'ayam berkokok 6',NULL,NULL,1,7,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000008','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000007','id','Kapan ayam nomor 7 berkokok?','answered',0.5,4.5,'ayam berkokok 7','ayam',NULL,1,8,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000009','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000008','id','Kapan ayam nomor 8 berkokok?','answered',0.5,4.5,'ayam berkokok 8','ayam',NULL,1,9,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000a','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000009','id','Kapan ayam nomor 9 berkokok?','refused',0.5,4.5,'ayam berkokok 9',NULL,NULL,1,10,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000b','2026-01-05 08:30:00.000000',NULL,70,'slash','000000000000000000000000000000000000000000000000000000000000000a','id','Kapan ayam nomor 10 berkokok?','answered',0.5,4.5,'ayam berkokok 10','ayam',NULL,1,11,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000c','2026-01-05 08:30:00.000000',7,70,'slash','000000000000000000000000000000000000000000000000000000000000000b','id','Kapan ayam nomor 11 berkokok?','answered',0.5,4.5,'ayam berkokok 11','ayam',NULL,1,12,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000d','2026-01-05 08:30:00.000000',NULL,70,'slash','000000000000000000000000000000000000000000000000000000000000000c','id','Kapan ayam nomor 12 berkokok?','refused',0.5,4.5,'ayam berkokok 12',NULL,NULL,1,13,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000e','2026-01-05 08:30:00.000000',7,70,'slash','000000000000000000000000000000000000000000000000000000000000000d','id','Kapan ayam nomor 13 berkokok?','answered',0.5,4.5,'ayam berkokok 13','ayam',NULL,1,14,0);
INSERT INTO "queries" VALUES('0000000000000000000000000000000f','2026-01-05 08:30:00.000000',NULL,70,'slash','000000000000000000000000000000000000000000000000000000000000000e','id','Kapan ayam nomor 14 berkokok?','answered',0.5,4.5,'ayam berkokok 14','ayam',NULL,1,15,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000010','2026-01-05 08:30:00.000000',7,70,'slash','000000000000000000000000000000000000000000000000000000000000000f','id','Kapan ayam nomor 15 berkokok?','refused',0.5,4.5,'ayam berkokok 15',NULL,NULL,1,16,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000011','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000010','id','Kapan ayam nomor 16 berkokok?','answered',0.5,4.5,'ayam berkokok 16','ayam',NULL,1,17,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000012','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000011','id','Kapan ayam nomor 17 berkokok?','answered',0.5,4.5,'ayam berkokok 17','ayam',NULL,1,18,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000013','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000012','id','Kapan ayam nomor 18 berkokok?','refused',0.5,4.5,'ayam berkokok 18',NULL,NULL,1,19,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000014','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000013','id','Kapan ayam nomor 19 berkokok?','answered',0.5,4.5,'ayam berkokok 19','ayam',NULL,1,20,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000015','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000014','id','Kapan ayam nomor 20 berkokok?','answered',0.5,4.5,'ayam berkokok 20','ayam',NULL,1,21,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000016','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000015','id','Kapan ayam nomor 21 berkokok?','refused',0.5,4.5,'ayam berkokok 21',NULL,NULL,1,22,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000017','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000016','id','Kapan ayam nomor 22 berkokok?','answered',0.5,4.5,'ayam berkokok 22','ayam',NULL,1,23,0);
INSERT INTO "queries" VALUES('00000000000000000000000000000018','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000017','id','Kapan ayam nomor 23 berkokok?','answered',0.5,4.5,'ayam berkokok 23','ayam',NULL,1,24,0);
CREATE TABLE query_hits (
	query_id VARCHAR(32) NOT NULL, 
	rank INTEGER NOT NULL, 
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	passage INTEGER NOT NULL, 
	start_at INTEGER NOT NULL, 
	end_at INTEGER NOT NULL, 
	sentence_start_at INTEGER NOT NULL, 
	sentence_end_at INTEGER NOT NULL, 
	score FLOAT NOT NULL, chosen BOOLEAN DEFAULT 0 NOT NULL, settled BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_query_hits PRIMARY KEY (query_id, rank), 
	CONSTRAINT fk_query_hits_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_query_hits_article_versions FOREIGN KEY(article_id, version) REFERENCES article_versions (article_id, version)
);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000002',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000003',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000005',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000006',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000008',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000009',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('0000000000000000000000000000000b',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('0000000000000000000000000000000c',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('0000000000000000000000000000000e',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('0000000000000000000000000000000f',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000011',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000012',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000014',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000015',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000017',1,'ayam',1,1,0,80,0,38,2.5,0,0);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000018',1,'ayam',1,1,0,80,0,38,2.5,0,0);
CREATE TABLE row_changes (
	xid BIGINT NOT NULL, 
	table_name TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT pk_row_changes PRIMARY KEY (xid, table_name, "key")
);
INSERT INTO "row_changes" VALUES(5,'articles','ayam','2026-01-05 08:30:00.000000');
CREATE TABLE sentences (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	passage INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	start_at INTEGER NOT NULL, 
	end_at INTEGER NOT NULL, 
	CONSTRAINT pk_sentences PRIMARY KEY (article_id, version, passage, number), 
	CONSTRAINT fk_sentences_passages FOREIGN KEY(article_id, version, passage) REFERENCES passages (article_id, version, number)
);
INSERT INTO "sentences" VALUES('ayam',1,1,1,0,38);
INSERT INTO "sentences" VALUES('ayam',1,1,2,39,80);
INSERT INTO "sentences" VALUES('bebek',1,1,1,0,45);
INSERT INTO "sentences" VALUES('bebek',1,1,2,46,78);
INSERT INTO "sentences" VALUES('ayam',2,1,1,0,38);
INSERT INTO "sentences" VALUES('ayam',2,1,2,39,80);
INSERT INTO "sentences" VALUES('ayam',2,2,1,82,99);
INSERT INTO "sentences" VALUES('ayam',2,2,2,100,125);
CREATE TABLE shard_group (
	id INTEGER NOT NULL, 
	bot_id BIGINT NOT NULL, 
	secret VARCHAR(64) NOT NULL, 
	shards INTEGER NOT NULL, 
	settings INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_shard_group PRIMARY KEY (id), 
	CONSTRAINT ck_shard_group_id CHECK (id = 1)
);
INSERT INTO "shard_group" VALUES(1,13,'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc',2,0);
CREATE TABLE shard_leases (
	shard INTEGER NOT NULL, 
	process TEXT, 
	expires_at DATETIME, 
	CONSTRAINT pk_shard_leases PRIMARY KEY (shard)
);
INSERT INTO "shard_leases" VALUES(0,'desa-1','2026-01-05 08:30:00.000000');
CREATE TABLE shard_processes (
	name TEXT NOT NULL, 
	version TEXT NOT NULL, 
	started_at DATETIME NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_shard_processes PRIMARY KEY (name)
);
INSERT INTO "shard_processes" VALUES('desa-1','0.1.0','2026-01-05 08:30:00.000000','2026-01-05 08:30:00.000000');
CREATE TABLE shard_turns (
	bucket INTEGER NOT NULL, 
	next_at DATETIME NOT NULL, 
	CONSTRAINT pk_shard_turns PRIMARY KEY (bucket)
);
INSERT INTO "shard_turns" VALUES(0,'2026-01-05 08:30:00.000000');
CREATE TABLE text_marks (
	guild_id BIGINT NOT NULL, 
	mark BIGINT NOT NULL, 
	article_id TEXT NOT NULL, 
	CONSTRAINT pk_text_marks PRIMARY KEY (guild_id, mark, article_id), 
	CONSTRAINT fk_text_marks_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "text_marks" VALUES(0,2875290385536926465,'bebek');
INSERT INTO "text_marks" VALUES(0,4370921809448009730,'bebek');
INSERT INTO "text_marks" VALUES(0,6923872176758382721,'bebek');
INSERT INTO "text_marks" VALUES(0,2713702283931887759,'bebek');
INSERT INTO "text_marks" VALUES(0,5129348202526413586,'bebek');
INSERT INTO "text_marks" VALUES(0,2851089529265351318,'bebek');
INSERT INTO "text_marks" VALUES(0,12556094927230359,'bebek');
INSERT INTO "text_marks" VALUES(0,3313847632315451675,'bebek');
INSERT INTO "text_marks" VALUES(0,3651816202328255522,'bebek');
INSERT INTO "text_marks" VALUES(0,6812373796080298408,'bebek');
INSERT INTO "text_marks" VALUES(0,6909251842946396204,'bebek');
INSERT INTO "text_marks" VALUES(0,992398855804751151,'bebek');
INSERT INTO "text_marks" VALUES(0,4816218539917676589,'bebek');
INSERT INTO "text_marks" VALUES(0,6313456582533615920,'bebek');
INSERT INTO "text_marks" VALUES(0,1804646992855772087,'bebek');
INSERT INTO "text_marks" VALUES(0,5043732648906207549,'bebek');
INSERT INTO "text_marks" VALUES(0,6611099679657251773,'bebek');
INSERT INTO "text_marks" VALUES(0,7314566291823677513,'bebek');
INSERT INTO "text_marks" VALUES(0,851611467575835854,'bebek');
INSERT INTO "text_marks" VALUES(0,5448810883167459794,'bebek');
INSERT INTO "text_marks" VALUES(0,1467020530829072600,'bebek');
INSERT INTO "text_marks" VALUES(0,5040402185972686298,'bebek');
INSERT INTO "text_marks" VALUES(0,5343942064090174429,'bebek');
INSERT INTO "text_marks" VALUES(0,631686739487607392,'bebek');
INSERT INTO "text_marks" VALUES(0,4921370408847326461,'bebek');
INSERT INTO "text_marks" VALUES(0,3847621232861761384,'bebek');
INSERT INTO "text_marks" VALUES(0,1151449681339863402,'bebek');
INSERT INTO "text_marks" VALUES(0,4418119308609710185,'bebek');
INSERT INTO "text_marks" VALUES(0,3636579804235853421,'bebek');
INSERT INTO "text_marks" VALUES(0,1761211669208845807,'bebek');
INSERT INTO "text_marks" VALUES(0,2633890429382723955,'bebek');
INSERT INTO "text_marks" VALUES(0,2472303583033234686,'bebek');
INSERT INTO "text_marks" VALUES(0,264616605474727040,'ayam');
INSERT INTO "text_marks" VALUES(0,4690276912960743551,'ayam');
INSERT INTO "text_marks" VALUES(0,64338582651478025,'ayam');
INSERT INTO "text_marks" VALUES(0,3031265750573271311,'ayam');
INSERT INTO "text_marks" VALUES(0,3055359306048618640,'ayam');
INSERT INTO "text_marks" VALUES(0,4365086006119701395,'ayam');
INSERT INTO "text_marks" VALUES(0,718998561444069655,'ayam');
INSERT INTO "text_marks" VALUES(0,217320083605397656,'ayam');
INSERT INTO "text_marks" VALUES(0,4711218332210464026,'ayam');
INSERT INTO "text_marks" VALUES(0,966743311633822884,'ayam');
INSERT INTO "text_marks" VALUES(0,4524104297960913957,'ayam');
INSERT INTO "text_marks" VALUES(0,2348108577495524012,'ayam');
INSERT INTO "text_marks" VALUES(0,4463351623842688940,'ayam');
INSERT INTO "text_marks" VALUES(0,4100894359204223535,'ayam');
INSERT INTO "text_marks" VALUES(0,3782044443228228273,'ayam');
INSERT INTO "text_marks" VALUES(0,1841178572124154037,'ayam');
INSERT INTO "text_marks" VALUES(0,2223315800261038133,'ayam');
INSERT INTO "text_marks" VALUES(0,1416306281407643832,'ayam');
INSERT INTO "text_marks" VALUES(0,3334064110185599547,'ayam');
INSERT INTO "text_marks" VALUES(0,440137022184768198,'ayam');
INSERT INTO "text_marks" VALUES(0,1893687755156553542,'ayam');
INSERT INTO "text_marks" VALUES(0,2931080966241759055,'ayam');
INSERT INTO "text_marks" VALUES(0,3631149230063116879,'ayam');
INSERT INTO "text_marks" VALUES(0,699608265215785814,'ayam');
INSERT INTO "text_marks" VALUES(0,1994331212349637724,'ayam');
INSERT INTO "text_marks" VALUES(0,3987618246911607261,'ayam');
INSERT INTO "text_marks" VALUES(0,2645930928041227871,'ayam');
INSERT INTO "text_marks" VALUES(0,3626084864224665189,'ayam');
INSERT INTO "text_marks" VALUES(0,3930047623205575143,'ayam');
INSERT INTO "text_marks" VALUES(0,2982631958919640814,'ayam');
INSERT INTO "text_marks" VALUES(0,246426277452338035,'ayam');
INSERT INTO "text_marks" VALUES(0,2784172369796529650,'ayam');
CREATE TABLE wishes (
	query_id VARCHAR(32) NOT NULL, 
	user_id BIGINT NOT NULL, 
	guild_id BIGINT NOT NULL, 
	channel_id BIGINT NOT NULL, 
	question_key TEXT NOT NULL, 
	wished_at DATETIME NOT NULL, moment INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_wishes PRIMARY KEY (query_id, user_id), 
	CONSTRAINT fk_wishes_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE
);
INSERT INTO "wishes" VALUES('00000000000000000000000000000001',11,7,70,'ayam berkokok 1','2026-01-05 08:30:00.000000',8);
CREATE INDEX ix_queries_asked_at ON queries (asked_at);
CREATE INDEX ix_articles_guild_id_origin ON articles (guild_id, origin);
CREATE INDEX ix_articles_removed_at ON articles (removed_at);
CREATE INDEX ix_query_hits_article_id_version ON query_hits (article_id, version);
CREATE INDEX ix_text_marks_article_id ON text_marks (article_id);
CREATE INDEX ix_audit_guild_id_id ON audit (guild_id, id);
CREATE INDEX ix_audit_article_id ON audit (article_id);
CREATE INDEX ix_drafts_made_at ON drafts (made_at);
CREATE UNIQUE INDEX uq_articles_guild_id_title_key ON articles (guild_id, title_key) WHERE removed_at IS NULL;
CREATE INDEX ix_queries_figures ON queries (guild_id, asked_at, outcome, confidence, milliseconds, article_id);
CREATE INDEX ix_queries_asker ON queries (asker);
CREATE INDEX ix_feedback_voter ON feedback (voter);
CREATE UNIQUE INDEX uq_judgements_question_passage ON judgements (guild_id, question_key, article_id, version, passage);
CREATE INDEX ix_judgements_article_id_version ON judgements (article_id, version);
CREATE INDEX ix_wishes_guild_id_question_key ON wishes (guild_id, question_key);
CREATE INDEX ix_wishes_user_id ON wishes (user_id);
CREATE INDEX ix_wishes_wished_at ON wishes (wished_at);
CREATE INDEX ix_query_hits_settled ON query_hits (query_id) WHERE rank = 1 AND (chosen = 1 OR settled = 1);
CREATE INDEX ix_judgements_asker ON judgements (asker);
CREATE INDEX ix_closed_questions_article_id ON closed_questions (article_id);
CREATE TRIGGER count_audit_insert AFTER INSERT ON audit BEGIN UPDATE change_count SET number = number + 1; END;
CREATE TRIGGER count_audit_delete AFTER DELETE ON audit BEGIN UPDATE change_count SET number = number + 1; END;
CREATE TRIGGER count_judgements_insert AFTER INSERT ON judgements BEGIN UPDATE change_count SET number = number + 1; END;
CREATE TRIGGER count_judgements_update AFTER UPDATE ON judgements BEGIN UPDATE change_count SET number = number + 1; END;
CREATE TRIGGER count_judgements_delete AFTER DELETE ON judgements BEGIN UPDATE change_count SET number = number + 1; END;
CREATE INDEX ix_answer_changes_guild_id_changed_at ON answer_changes (guild_id, changed_at);
CREATE INDEX ix_answer_changes_guild_id_moment ON answer_changes (guild_id, moment);
CREATE INDEX ix_queries_moment ON queries (moment);
CREATE INDEX ix_audit_guild_id_moment ON audit (guild_id, moment);
CREATE INDEX ix_queries_refused ON queries (guild_id, question_key, moment, asked_at) WHERE outcome = 'refused';
CREATE UNIQUE INDEX uq_follows_guild_id_link ON follows (guild_id, link);
CREATE INDEX ix_follows_due_at ON follows (due_at);
CREATE INDEX ix_followed_entries_guild_id_key ON followed_entries (guild_id, "key");
CREATE INDEX ix_followed_entries_due ON followed_entries (due_at) WHERE status = 'due';
CREATE INDEX ix_article_looks_due_at ON article_looks (due_at);
CREATE INDEX ix_follow_notices_guild_id ON follow_notices (guild_id);
CREATE INDEX ix_follow_notices_draft_id ON follow_notices (draft_id);
CREATE INDEX ix_help_requests_guild_id_user_id ON help_requests (guild_id, user_id);
CREATE INDEX ix_help_requests_user_id ON help_requests (user_id);
CREATE INDEX ix_help_requests_answered_by ON help_requests (answered_by);
CREATE INDEX ix_names_guild_id ON names (guild_id);
CREATE INDEX ix_queries_article ON queries (article_id, guild_id, asked_at) WHERE article_id IS NOT NULL;
CREATE TRIGGER total_queries_after_insert AFTER INSERT ON queries WHEN true BEGIN 
    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), NEW.outcome, substr(NEW.asked_at, 1, 10), CASE WHEN NEW.confidence IS NULL THEN -1 WHEN NEW.confidence >= 1.0 THEN 20 WHEN NEW.confidence >= 0.95 THEN 19 WHEN NEW.confidence >= 0.9 THEN 18 WHEN NEW.confidence >= 0.85 THEN 17 WHEN NEW.confidence >= 0.8 THEN 16 WHEN NEW.confidence >= 0.75 THEN 15 WHEN NEW.confidence >= 0.7 THEN 14 WHEN NEW.confidence >= 0.65 THEN 13 WHEN NEW.confidence >= 0.6 THEN 12 WHEN NEW.confidence >= 0.55 THEN 11 WHEN NEW.confidence >= 0.5 THEN 10 WHEN NEW.confidence >= 0.45 THEN 9 WHEN NEW.confidence >= 0.4 THEN 8 WHEN NEW.confidence >= 0.35 THEN 7 WHEN NEW.confidence >= 0.3 THEN 6 WHEN NEW.confidence >= 0.25 THEN 5 WHEN NEW.confidence >= 0.2 THEN 4 WHEN NEW.confidence >= 0.15 THEN 3 WHEN NEW.confidence >= 0.1 THEN 2 WHEN NEW.confidence >= 0.05 THEN 1 ELSE 0 END, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), 'milliseconds', substr(NEW.asked_at, 1, 10), round(NEW.milliseconds, CASE WHEN NEW.milliseconds < 10 THEN 1 ELSE 0 END), 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), 'settled', substr(NEW.asked_at, 1, 10), 0, 1 WHERE EXISTS (SELECT 1 FROM query_hits WHERE query_id = NEW.id AND rank = 1 AND (chosen = 1 OR settled = 1))
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, NEW.outcome, substr(NEW.asked_at, 1, 10), CASE WHEN NEW.confidence IS NULL THEN -1 WHEN NEW.confidence >= 1.0 THEN 20 WHEN NEW.confidence >= 0.95 THEN 19 WHEN NEW.confidence >= 0.9 THEN 18 WHEN NEW.confidence >= 0.85 THEN 17 WHEN NEW.confidence >= 0.8 THEN 16 WHEN NEW.confidence >= 0.75 THEN 15 WHEN NEW.confidence >= 0.7 THEN 14 WHEN NEW.confidence >= 0.65 THEN 13 WHEN NEW.confidence >= 0.6 THEN 12 WHEN NEW.confidence >= 0.55 THEN 11 WHEN NEW.confidence >= 0.5 THEN 10 WHEN NEW.confidence >= 0.45 THEN 9 WHEN NEW.confidence >= 0.4 THEN 8 WHEN NEW.confidence >= 0.35 THEN 7 WHEN NEW.confidence >= 0.3 THEN 6 WHEN NEW.confidence >= 0.25 THEN 5 WHEN NEW.confidence >= 0.2 THEN 4 WHEN NEW.confidence >= 0.15 THEN 3 WHEN NEW.confidence >= 0.1 THEN 2 WHEN NEW.confidence >= 0.05 THEN 1 ELSE 0 END, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, 'milliseconds', substr(NEW.asked_at, 1, 10), round(NEW.milliseconds, CASE WHEN NEW.milliseconds < 10 THEN 1 ELSE 0 END), 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, 'settled', substr(NEW.asked_at, 1, 10), 0, 1 WHERE EXISTS (SELECT 1 FROM query_hits WHERE query_id = NEW.id AND rank = 1 AND (chosen = 1 OR settled = 1))
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;
 END;
CREATE TRIGGER total_queries_before_update BEFORE UPDATE OF asked_at, guild_id, outcome, confidence, milliseconds ON queries WHEN true BEGIN 
    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND true;
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND true;
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND EXISTS (SELECT 1 FROM query_hits WHERE query_id = OLD.id AND rank = 1 AND (chosen = 1 OR settled = 1));
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND true;
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND true;
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND EXISTS (SELECT 1 FROM query_hits WHERE query_id = OLD.id AND rank = 1 AND (chosen = 1 OR settled = 1));
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND times = 0;
 END;
CREATE TRIGGER total_queries_after_update AFTER UPDATE OF asked_at, guild_id, outcome, confidence, milliseconds ON queries WHEN true BEGIN 
    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), NEW.outcome, substr(NEW.asked_at, 1, 10), CASE WHEN NEW.confidence IS NULL THEN -1 WHEN NEW.confidence >= 1.0 THEN 20 WHEN NEW.confidence >= 0.95 THEN 19 WHEN NEW.confidence >= 0.9 THEN 18 WHEN NEW.confidence >= 0.85 THEN 17 WHEN NEW.confidence >= 0.8 THEN 16 WHEN NEW.confidence >= 0.75 THEN 15 WHEN NEW.confidence >= 0.7 THEN 14 WHEN NEW.confidence >= 0.65 THEN 13 WHEN NEW.confidence >= 0.6 THEN 12 WHEN NEW.confidence >= 0.55 THEN 11 WHEN NEW.confidence >= 0.5 THEN 10 WHEN NEW.confidence >= 0.45 THEN 9 WHEN NEW.confidence >= 0.4 THEN 8 WHEN NEW.confidence >= 0.35 THEN 7 WHEN NEW.confidence >= 0.3 THEN 6 WHEN NEW.confidence >= 0.25 THEN 5 WHEN NEW.confidence >= 0.2 THEN 4 WHEN NEW.confidence >= 0.15 THEN 3 WHEN NEW.confidence >= 0.1 THEN 2 WHEN NEW.confidence >= 0.05 THEN 1 ELSE 0 END, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), 'milliseconds', substr(NEW.asked_at, 1, 10), round(NEW.milliseconds, CASE WHEN NEW.milliseconds < 10 THEN 1 ELSE 0 END), 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT coalesce(NEW.guild_id, 0), 'settled', substr(NEW.asked_at, 1, 10), 0, 1 WHERE EXISTS (SELECT 1 FROM query_hits WHERE query_id = NEW.id AND rank = 1 AND (chosen = 1 OR settled = 1))
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, NEW.outcome, substr(NEW.asked_at, 1, 10), CASE WHEN NEW.confidence IS NULL THEN -1 WHEN NEW.confidence >= 1.0 THEN 20 WHEN NEW.confidence >= 0.95 THEN 19 WHEN NEW.confidence >= 0.9 THEN 18 WHEN NEW.confidence >= 0.85 THEN 17 WHEN NEW.confidence >= 0.8 THEN 16 WHEN NEW.confidence >= 0.75 THEN 15 WHEN NEW.confidence >= 0.7 THEN 14 WHEN NEW.confidence >= 0.65 THEN 13 WHEN NEW.confidence >= 0.6 THEN 12 WHEN NEW.confidence >= 0.55 THEN 11 WHEN NEW.confidence >= 0.5 THEN 10 WHEN NEW.confidence >= 0.45 THEN 9 WHEN NEW.confidence >= 0.4 THEN 8 WHEN NEW.confidence >= 0.35 THEN 7 WHEN NEW.confidence >= 0.3 THEN 6 WHEN NEW.confidence >= 0.25 THEN 5 WHEN NEW.confidence >= 0.2 THEN 4 WHEN NEW.confidence >= 0.15 THEN 3 WHEN NEW.confidence >= 0.1 THEN 2 WHEN NEW.confidence >= 0.05 THEN 1 ELSE 0 END, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, 'milliseconds', substr(NEW.asked_at, 1, 10), round(NEW.milliseconds, CASE WHEN NEW.milliseconds < 10 THEN 1 ELSE 0 END), 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, 'settled', substr(NEW.asked_at, 1, 10), 0, 1 WHERE EXISTS (SELECT 1 FROM query_hits WHERE query_id = NEW.id AND rank = 1 AND (chosen = 1 OR settled = 1))
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;
 END;
CREATE TRIGGER total_queries_before_delete BEFORE DELETE ON queries WHEN true BEGIN 
    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND true;
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND true;
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND EXISTS (SELECT 1 FROM query_hits WHERE query_id = OLD.id AND rank = 1 AND (chosen = 1 OR settled = 1));
    DELETE FROM daily_totals
    WHERE guild_id = coalesce(OLD.guild_id, 0) AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND true;
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = OLD.outcome AND day = substr(OLD.asked_at, 1, 10) AND value = CASE WHEN OLD.confidence IS NULL THEN -1 WHEN OLD.confidence >= 1.0 THEN 20 WHEN OLD.confidence >= 0.95 THEN 19 WHEN OLD.confidence >= 0.9 THEN 18 WHEN OLD.confidence >= 0.85 THEN 17 WHEN OLD.confidence >= 0.8 THEN 16 WHEN OLD.confidence >= 0.75 THEN 15 WHEN OLD.confidence >= 0.7 THEN 14 WHEN OLD.confidence >= 0.65 THEN 13 WHEN OLD.confidence >= 0.6 THEN 12 WHEN OLD.confidence >= 0.55 THEN 11 WHEN OLD.confidence >= 0.5 THEN 10 WHEN OLD.confidence >= 0.45 THEN 9 WHEN OLD.confidence >= 0.4 THEN 8 WHEN OLD.confidence >= 0.35 THEN 7 WHEN OLD.confidence >= 0.3 THEN 6 WHEN OLD.confidence >= 0.25 THEN 5 WHEN OLD.confidence >= 0.2 THEN 4 WHEN OLD.confidence >= 0.15 THEN 3 WHEN OLD.confidence >= 0.1 THEN 2 WHEN OLD.confidence >= 0.05 THEN 1 ELSE 0 END AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND true;
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = 'milliseconds' AND day = substr(OLD.asked_at, 1, 10) AND value = round(OLD.milliseconds, CASE WHEN OLD.milliseconds < 10 THEN 1 ELSE 0 END) AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND EXISTS (SELECT 1 FROM query_hits WHERE query_id = OLD.id AND rank = 1 AND (chosen = 1 OR settled = 1));
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = 'settled' AND day = substr(OLD.asked_at, 1, 10) AND value = 0 AND times = 0;
 END;
CREATE TRIGGER total_query_hits_after_insert AFTER INSERT ON query_hits WHEN NEW.rank = 1 AND (NEW.chosen = 1 OR NEW.settled = 1) BEGIN 
    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT (SELECT coalesce(guild_id, 0) FROM queries WHERE id = NEW.query_id), 'settled', (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = NEW.query_id), 0, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;

    INSERT INTO daily_totals (guild_id, kind, day, value, times)
    SELECT -1, 'settled', (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = NEW.query_id), 0, 1 WHERE true
    ON CONFLICT (guild_id, kind, day, value) DO UPDATE SET times = times + 1;
 END;
CREATE TRIGGER total_query_hits_after_delete AFTER DELETE ON query_hits WHEN OLD.rank = 1 AND (OLD.chosen = 1 OR OLD.settled = 1) BEGIN 
    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = (SELECT coalesce(guild_id, 0) FROM queries WHERE id = OLD.query_id) AND kind = 'settled' AND day = (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = OLD.query_id) AND value = 0 AND true;
    DELETE FROM daily_totals
    WHERE guild_id = (SELECT coalesce(guild_id, 0) FROM queries WHERE id = OLD.query_id) AND kind = 'settled' AND day = (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = OLD.query_id) AND value = 0 AND times = 0;

    UPDATE daily_totals SET times = times - 1
    WHERE guild_id = -1 AND kind = 'settled' AND day = (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = OLD.query_id) AND value = 0 AND true;
    DELETE FROM daily_totals
    WHERE guild_id = -1 AND kind = 'settled' AND day = (SELECT substr(asked_at, 1, 10) FROM queries WHERE id = OLD.query_id) AND value = 0 AND times = 0;
 END;
CREATE INDEX ix_followed_entries_guild_id_page_key ON followed_entries (guild_id, page_key);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',3);
INSERT INTO "sqlite_sequence" VALUES('outbox',1000);
INSERT INTO "sqlite_sequence" VALUES('judgements',1);
INSERT INTO "sqlite_sequence" VALUES('follows',1);
INSERT INTO "sqlite_sequence" VALUES('follow_notices',1);
COMMIT;
