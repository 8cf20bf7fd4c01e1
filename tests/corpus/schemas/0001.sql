BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE article_versions (
	article_id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	title TEXT NOT NULL, 
	source TEXT NOT NULL, 
	url TEXT, 
	language TEXT NOT NULL, 
	body TEXT NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	taken_in_at DATETIME NOT NULL, 
	CONSTRAINT pk_article_versions PRIMARY KEY (article_id, version), 
	CONSTRAINT fk_article_versions_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "article_versions" VALUES('ayam',1,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.

Telurnya dikumpulkan oleh tetangga sebelah setiap sore, lalu dijual di pasar.','bb41a9e431c8eb9a1b04a9f9141fffaaf2446124b0b635939ebfd2f848c80f55','2026-11-28 08:40:22.048979');
INSERT INTO "article_versions" VALUES('bebek',1,'Bebek sawah','',NULL,'id','Bebek sawah berenang di kolam belakang rumah. Sore hari mereka pulang sendiri.','fefdbda041a3a13e81b9472a2f5b713d9a573c1f5f1adc6fcf6f4618976bdc55','2026-11-28 08:40:22.056346');
INSERT INTO "article_versions" VALUES('ayam',2,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.

Telurnya dikumpulkan oleh tetangga sebelah setiap sore, lalu dijual di pasar. Harganya dua ribu rupiah.','4eef0be2228fe216d3e62188663a1bf5549264c64cfbb574f1ae3a186b486210','2026-11-28 08:40:22.070178');
CREATE TABLE articles (
	id TEXT NOT NULL, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('ayam');
INSERT INTO "articles" VALUES('bebek');
CREATE TABLE feedback (
	query_id VARCHAR(32) NOT NULL, 
	voter TEXT NOT NULL, 
	vote INTEGER NOT NULL, 
	given_at DATETIME NOT NULL, 
	CONSTRAINT pk_feedback PRIMARY KEY (query_id, voter), 
	CONSTRAINT fk_feedback_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE, 
	CONSTRAINT ck_feedback_vote CHECK (vote IN (-1, 1))
);
INSERT INTO "feedback" VALUES('00000000000000000000000000000001','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',1,'2026-01-05 08:30:00.000000');
INSERT INTO "feedback" VALUES('00000000000000000000000000000002','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',-1,'2026-01-05 08:30:00.000000');
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
INSERT INTO "passages" VALUES('ayam',1,2,82,159);
INSERT INTO "passages" VALUES('bebek',1,1,0,78);
INSERT INTO "passages" VALUES('ayam',2,1,0,80);
INSERT INTO "passages" VALUES('ayam',2,2,82,185);
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
	milliseconds FLOAT NOT NULL, 
	CONSTRAINT pk_queries PRIMARY KEY (id), 
	CONSTRAINT ck_queries_way_in CHECK (way_in IN ('slash', 'mention', 'dm', 'menu', 'terminal')), 
	CONSTRAINT ck_queries_outcome CHECK (outcome IN ('answered', 'refused', 'error'))
);
INSERT INTO "queries" VALUES('00000000000000000000000000000001','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000000','id','Kapan ayam nomor 0 berkokok?','refused',0.5,4.5);
INSERT INTO "queries" VALUES('00000000000000000000000000000002','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000001','id','Kapan ayam nomor 1 berkokok?','answered',0.5,4.5);
INSERT INTO "queries" VALUES('00000000000000000000000000000003','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000002','id','Kapan ayam nomor 2 berkokok?','answered',0.5,4.5);
INSERT INTO "queries" VALUES('00000000000000000000000000000004','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000003','id','Kapan ayam nomor 3 berkokok?','refused',0.5,4.5);
INSERT INTO "queries" VALUES('00000000000000000000000000000005','2026-01-05 08:30:00.000000',NULL,70,'slash','0000000000000000000000000000000000000000000000000000000000000004','id','Kapan ayam nomor 4 berkokok?','answered',0.5,4.5);
INSERT INTO "queries" VALUES('00000000000000000000000000000006','2026-01-05 08:30:00.000000',7,70,'slash','0000000000000000000000000000000000000000000000000000000000000005','id','Kapan ayam nomor 5 berkokok?','answered',0.5,4.5);
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
	score FLOAT NOT NULL, 
	CONSTRAINT pk_query_hits PRIMARY KEY (query_id, rank), 
	CONSTRAINT fk_query_hits_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE, 
	CONSTRAINT fk_query_hits_article_versions FOREIGN KEY(article_id, version) REFERENCES article_versions (article_id, version)
);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000002',1,'ayam',1,1,0,80,0,38,2.5);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000003',1,'ayam',1,1,0,80,0,38,2.5);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000005',1,'ayam',1,1,0,80,0,38,2.5);
INSERT INTO "query_hits" VALUES('00000000000000000000000000000006',1,'ayam',1,1,0,80,0,38,2.5);
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
INSERT INTO "sentences" VALUES('ayam',1,2,1,82,159);
INSERT INTO "sentences" VALUES('bebek',1,1,1,0,45);
INSERT INTO "sentences" VALUES('bebek',1,1,2,46,78);
INSERT INTO "sentences" VALUES('ayam',2,1,1,0,38);
INSERT INTO "sentences" VALUES('ayam',2,1,2,39,80);
INSERT INTO "sentences" VALUES('ayam',2,2,1,82,159);
INSERT INTO "sentences" VALUES('ayam',2,2,2,160,185);
CREATE TABLE synced_commands (
	application_id BIGINT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	synced_at DATETIME NOT NULL, 
	CONSTRAINT pk_synced_commands PRIMARY KEY (application_id)
);
INSERT INTO "synced_commands" VALUES(13,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','2026-01-05 08:30:00.000000');
CREATE INDEX ix_queries_asked_at ON queries (asked_at);
CREATE INDEX ix_queries_guild_id_asked_at ON queries (guild_id, asked_at);
COMMIT;
