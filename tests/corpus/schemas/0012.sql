BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0012');
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
INSERT INTO "article_versions" VALUES('strategi-nuklir-korea',1,'Korea Selatan dan A.S. mengembangkan strategi bersama dalam menghadapi ancaman nuklir Korea Utara','Reuters',NULL,'id','Para pejabat senior pertahanan Korea Selatan dan Amerika Serikat bertemu di Seoul baru-baru ini untuk mengembangkan pedoman guna mengoordinasikan tanggapan kedua sekutu lama itu terhadap potensi ancaman nuklir dari Korea Utara.
Pedoman itu menetapkan prosedur untuk mempertahankan dan meningkatkan kebijakan dan postur penangkalan nuklir yang “kredibel dan efektif”, demikian menurut pernyataan gabungan kedua negara.
Pertemuan Kelompok Konsultasi Nuklir terjadi di tengah tanda-tanda bahwa Korea Utara sedang mempercepat pengembangan persenjataan nuklir dan sistem pengirimannya. Vipin Narang, pelaksana tugas asisten menteri pertahanan A.S. untuk kebijakan ruang angkasa, turut memimpin pembicaraan itu dan mengatakan pedoman itu memungkinkan sekutu untuk mengintegrasikan kemampuan konvensional dan nuklir selama terjadinya krisis.
“Pedoman itu mencakup prinsip dan prosedur konsultasi, khususnya dalam krisis nuklir [Korea Utara], serta mengomunikasikan konsep dan latihan operasional aliansi,” ungkap Vipin Narang.
Cho Chang-rae, wakil menteri pertahanan bidang kebijakan Korea Selatan, mengatakan para pejabat tingkat tinggi dari kedua negara akan melakukan simulasi latihan sebelum latihan militer reguler mendatang, dengan berfokus pada kemungkinan penggunaan persenjataan nuklir oleh rezim Korea Utara.
Kedua Korea secara teknis masih berada dalam keadaan perang setelah konflik mereka pada tahun 1950-1953 berakhir dengan gencatan senjata dan bukan perjanjian damai.
Pada akhir Mei 2024, upaya peluncuran satelit mata-mata militer Korea Utara mengalami kegagalan setelah mesin roket yang baru dikembangkan meledak saat diterbangkan. Ini merupakan kegagalan ketiga rezim Kim Jong Un dalam empat upaya peluncurannya.
Korea Selatan, A.S. serta Sekutu dan Mitra lainnya mengecam peluncuran itu sebagai pelanggaran terhadap resolusi Dewan Keamanan Perserikatan Bangsa-Bangsa yang melarang penggunaan teknologi rudal balistik oleh Pyongyang.
Pada Desember 2023, Seoul dan Washington memperingatkan bahwa setiap serangan nuklir yang dilakukan oleh Korea Utara akan disambut dengan “tanggapan cepat, luar biasa, dan tegas” serta mengakibatkan berakhirnya rezim Kim Jong Un.','cb2fb770d0a61969765c22d8cb1cdf5b5567dbe1dbe9635268434dc5717ab5b2','2026-11-28 16:59:57.780892',NULL,NULL,'[]',NULL,NULL);
INSERT INTO "article_versions" VALUES('ayam',1,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat.','17bc191305bd01ab6eae8143c9e7f365f362a8f31dc52575ba912eef3cb4ca54','2026-11-28 16:59:57.845127',NULL,NULL,'[]',NULL,NULL);
INSERT INTO "article_versions" VALUES('angin',1,'Catatan angin','Koran Contoh','https://example.org/angin','id','Pada hari ke-1, angin bertiup dari arah timur dengan kecepatan 3 kilometer per jam. Nelayan di dermaga 1 menunggu sampai sore, lalu pulang membawa 3 keranjang ikan.

Pada hari ke-2, angin bertiup dari arah barat dengan kecepatan 6 kilometer per jam. Nelayan di dermaga 2 menunggu sampai sore, lalu pulang membawa 4 keranjang ikan.

Pada hari ke-3, angin bertiup dari arah utara dengan kecepatan 9 kilometer per jam. Nelayan di dermaga 3 menunggu sampai sore, lalu pulang membawa 5 keranjang ikan.

Pada hari ke-4, angin bertiup dari arah timur dengan kecepatan 12 kilometer per jam. Nelayan di dermaga 4 menunggu sampai sore, lalu pulang membawa 6 keranjang ikan.

Pada hari ke-5, angin bertiup dari arah barat dengan kecepatan 15 kilometer per jam. Nelayan di dermaga 5 menunggu sampai sore, lalu pulang membawa 7 keranjang ikan.

Pada hari ke-6, angin bertiup dari arah utara dengan kecepatan 18 kilometer per jam. Nelayan di dermaga 6 menunggu sampai sore, lalu pulang membawa 8 keranjang ikan.

Pada hari ke-7, angin bertiup dari arah timur dengan kecepatan 21 kilometer per jam. Nelayan di dermaga 7 menunggu sampai sore, lalu pulang membawa 9 keranjang ikan.

Pada hari ke-8, angin bertiup dari arah barat dengan kecepatan 24 kilometer per jam. Nelayan di dermaga 8 menunggu sampai sore, lalu pulang membawa 10 keranjang ikan.

Pada hari ke-9, angin bertiup dari arah utara dengan kecepatan 27 kilometer per jam. Nelayan di dermaga 9 menunggu sampai sore, lalu pulang membawa 11 keranjang ikan.

Pada hari ke-10, angin bertiup dari arah timur dengan kecepatan 30 kilometer per jam. Nelayan di dermaga 10 menunggu sampai sore, lalu pulang membawa 12 keranjang ikan.

Pada hari ke-11, angin bertiup dari arah barat dengan kecepatan 33 kilometer per jam. Nelayan di dermaga 11 menunggu sampai sore, lalu pulang membawa 13 keranjang ikan.

Pada hari ke-12, angin bertiup dari arah utara dengan kecepatan 36 kilometer per jam. Nelayan di dermaga 12 menunggu sampai sore, lalu pulang membawa 14 keranjang ikan.

Pada hari ke-13, angin bertiup dari arah timur dengan kecepatan 39 kilometer per jam. Nelayan di dermaga 13 menunggu sampai sore, lalu pulang membawa 15 keranjang ikan.

Pada hari ke-14, angin bertiup dari arah barat dengan kecepatan 42 kilometer per jam. Nelayan di dermaga 14 menunggu sampai sore, lalu pulang membawa 16 keranjang ikan.

Pada hari ke-15, angin bertiup dari arah utara dengan kecepatan 45 kilometer per jam. Nelayan di dermaga 15 menunggu sampai sore, lalu pulang membawa 17 keranjang ikan.

Pada hari ke-16, angin bertiup dari arah timur dengan kecepatan 48 kilometer per jam. Nelayan di dermaga 16 menunggu sampai sore, lalu pulang membawa 18 keranjang ikan.

Pada hari ke-17, angin bertiup dari arah barat dengan kecepatan 51 kilometer per jam. Nelayan di dermaga 17 menunggu sampai sore, lalu pulang membawa 19 keranjang ikan.

Pada hari ke-18, angin bertiup dari arah utara dengan kecepatan 54 kilometer per jam. Nelayan di dermaga 18 menunggu sampai sore, lalu pulang membawa 20 keranjang ikan.

Pada hari ke-19, angin bertiup dari arah timur dengan kecepatan 57 kilometer per jam. Nelayan di dermaga 19 menunggu sampai sore, lalu pulang membawa 21 keranjang ikan.

Pada hari ke-20, angin bertiup dari arah barat dengan kecepatan 60 kilometer per jam. Nelayan di dermaga 20 menunggu sampai sore, lalu pulang membawa 22 keranjang ikan.

Pada hari ke-21, angin bertiup dari arah utara dengan kecepatan 63 kilometer per jam. Nelayan di dermaga 21 menunggu sampai sore, lalu pulang membawa 23 keranjang ikan.

Pada hari ke-22, angin bertiup dari arah timur dengan kecepatan 66 kilometer per jam. Nelayan di dermaga 22 menunggu sampai sore, lalu pulang membawa 24 keranjang ikan.

Pada hari ke-23, angin bertiup dari arah barat dengan kecepatan 69 kilometer per jam. Nelayan di dermaga 23 menunggu sampai sore, lalu pulang membawa 25 keranjang ikan.

Pada hari ke-24, angin bertiup dari arah utara dengan kecepatan 72 kilometer per jam. Nelayan di dermaga 24 menunggu sampai sore, lalu pulang membawa 26 keranjang ikan.

Pada hari ke-25, angin bertiup dari arah timur dengan kecepatan 75 kilometer per jam. Nelayan di dermaga 25 menunggu sampai sore, lalu pulang membawa 27 keranjang ikan.

Pada hari ke-26, angin bertiup dari arah barat dengan kecepatan 78 kilometer per jam. Nelayan di dermaga 26 menunggu sampai sore, lalu pulang membawa 28 keranjang ikan.

Pada hari ke-27, angin bertiup dari arah utara dengan kecepatan 81 kilometer per jam. Nelayan di dermaga 27 menunggu sampai sore, lalu pulang membawa 29 keranjang ikan.

Pada hari ke-28, angin bertiup dari arah timur dengan kecepatan 84 kilometer per jam. Nelayan di dermaga 28 menunggu sampai sore, lalu pulang membawa 30 keranjang ikan.

Pada hari ke-29, angin bertiup dari arah barat dengan kecepatan 87 kilometer per jam. Nelayan di dermaga 29 menunggu sampai sore, lalu pulang membawa 31 keranjang ikan.

Pada hari ke-30, angin bertiup dari arah utara dengan kecepatan 90 kilometer per jam. Nelayan di dermaga 30 menunggu sampai sore, lalu pulang membawa 32 keranjang ikan.

Pada hari ke-31, angin bertiup dari arah timur dengan kecepatan 93 kilometer per jam. Nelayan di dermaga 31 menunggu sampai sore, lalu pulang membawa 33 keranjang ikan.

Pada hari ke-32, angin bertiup dari arah barat dengan kecepatan 96 kilometer per jam. Nelayan di dermaga 32 menunggu sampai sore, lalu pulang membawa 34 keranjang ikan.

Pada hari ke-33, angin bertiup dari arah utara dengan kecepatan 99 kilometer per jam. Nelayan di dermaga 33 menunggu sampai sore, lalu pulang membawa 35 keranjang ikan.

Pada hari ke-34, angin bertiup dari arah timur dengan kecepatan 102 kilometer per jam. Nelayan di dermaga 34 menunggu sampai sore, lalu pulang membawa 36 keranjang ikan.

Pada hari ke-35, angin bertiup dari arah barat dengan kecepatan 105 kilometer per jam. Nelayan di dermaga 35 menunggu sampai sore, lalu pulang membawa 37 keranjang ikan.

Pada hari ke-36, angin bertiup dari arah utara dengan kecepatan 108 kilometer per jam. Nelayan di dermaga 36 menunggu sampai sore, lalu pulang membawa 38 keranjang ikan.

Pada hari ke-37, angin bertiup dari arah timur dengan kecepatan 111 kilometer per jam. Nelayan di dermaga 37 menunggu sampai sore, lalu pulang membawa 39 keranjang ikan.

Pada hari ke-38, angin bertiup dari arah barat dengan kecepatan 114 kilometer per jam. Nelayan di dermaga 38 menunggu sampai sore, lalu pulang membawa 40 keranjang ikan.

Pada hari ke-39, angin bertiup dari arah utara dengan kecepatan 117 kilometer per jam. Nelayan di dermaga 39 menunggu sampai sore, lalu pulang membawa 41 keranjang ikan.

Pada hari ke-40, angin bertiup dari arah timur dengan kecepatan 120 kilometer per jam. Nelayan di dermaga 40 menunggu sampai sore, lalu pulang membawa 42 keranjang ikan.

Pada hari ke-41, angin bertiup dari arah barat dengan kecepatan 123 kilometer per jam. Nelayan di dermaga 41 menunggu sampai sore, lalu pulang membawa 43 keranjang ikan.

Pada hari ke-42, angin bertiup dari arah utara dengan kecepatan 126 kilometer per jam. Nelayan di dermaga 42 menunggu sampai sore, lalu pulang membawa 44 keranjang ikan.

Pada hari ke-43, angin bertiup dari arah timur dengan kecepatan 129 kilometer per jam. Nelayan di dermaga 43 menunggu sampai sore, lalu pulang membawa 45 keranjang ikan.

Pada hari ke-44, angin bertiup dari arah barat dengan kecepatan 132 kilometer per jam. Nelayan di dermaga 44 menunggu sampai sore, lalu pulang membawa 46 keranjang ikan.

Pada hari ke-45, angin bertiup dari arah utara dengan kecepatan 135 kilometer per jam. Nelayan di dermaga 45 menunggu sampai sore, lalu pulang membawa 47 keranjang ikan.

Pada hari ke-46, angin bertiup dari arah timur dengan kecepatan 138 kilometer per jam. Nelayan di dermaga 46 menunggu sampai sore, lalu pulang membawa 48 keranjang ikan.

Pada hari ke-47, angin bertiup dari arah barat dengan kecepatan 141 kilometer per jam. Nelayan di dermaga 47 menunggu sampai sore, lalu pulang membawa 49 keranjang ikan.

Pada hari ke-48, angin bertiup dari arah utara dengan kecepatan 144 kilometer per jam. Nelayan di dermaga 48 menunggu sampai sore, lalu pulang membawa 50 keranjang ikan.

Pada hari ke-49, angin bertiup dari arah timur dengan kecepatan 147 kilometer per jam. Nelayan di dermaga 49 menunggu sampai sore, lalu pulang membawa 51 keranjang ikan.

Pada hari ke-50, angin bertiup dari arah barat dengan kecepatan 150 kilometer per jam. Nelayan di dermaga 50 menunggu sampai sore, lalu pulang membawa 52 keranjang ikan.

Pada hari ke-51, angin bertiup dari arah utara dengan kecepatan 153 kilometer per jam. Nelayan di dermaga 51 menunggu sampai sore, lalu pulang membawa 53 keranjang ikan.

Pada hari ke-52, angin bertiup dari arah timur dengan kecepatan 156 kilometer per jam. Nelayan di dermaga 52 menunggu sampai sore, lalu pulang membawa 54 keranjang ikan.

Pada hari ke-53, angin bertiup dari arah barat dengan kecepatan 159 kilometer per jam. Nelayan di dermaga 53 menunggu sampai sore, lalu pulang membawa 55 keranjang ikan.

Pada hari ke-54, angin bertiup dari arah utara dengan kecepatan 162 kilometer per jam. Nelayan di dermaga 54 menunggu sampai sore, lalu pulang membawa 56 keranjang ikan.

Pada hari ke-55, angin bertiup dari arah timur dengan kecepatan 165 kilometer per jam. Nelayan di dermaga 55 menunggu sampai sore, lalu pulang membawa 57 keranjang ikan.

Pada hari ke-56, angin bertiup dari arah barat dengan kecepatan 168 kilometer per jam. Nelayan di dermaga 56 menunggu sampai sore, lalu pulang membawa 58 keranjang ikan.

Pada hari ke-57, angin bertiup dari arah utara dengan kecepatan 171 kilometer per jam. Nelayan di dermaga 57 menunggu sampai sore, lalu pulang membawa 59 keranjang ikan.

Pada hari ke-58, angin bertiup dari arah timur dengan kecepatan 174 kilometer per jam. Nelayan di dermaga 58 menunggu sampai sore, lalu pulang membawa 60 keranjang ikan.

Pada hari ke-59, angin bertiup dari arah barat dengan kecepatan 177 kilometer per jam. Nelayan di dermaga 59 menunggu sampai sore, lalu pulang membawa 61 keranjang ikan.

Pada hari ke-60, angin bertiup dari arah utara dengan kecepatan 180 kilometer per jam. Nelayan di dermaga 60 menunggu sampai sore, lalu pulang membawa 62 keranjang ikan.

Pada hari ke-61, angin bertiup dari arah timur dengan kecepatan 183 kilometer per jam. Nelayan di dermaga 61 menunggu sampai sore, lalu pulang membawa 63 keranjang ikan.

Pada hari ke-62, angin bertiup dari arah barat dengan kecepatan 186 kilometer per jam. Nelayan di dermaga 62 menunggu sampai sore, lalu pulang membawa 64 keranjang ikan.

Pada hari ke-63, angin bertiup dari arah utara dengan kecepatan 189 kilometer per jam. Nelayan di dermaga 63 menunggu sampai sore, lalu pulang membawa 65 keranjang ikan.

Pada hari ke-64, angin bertiup dari arah timur dengan kecepatan 192 kilometer per jam. Nelayan di dermaga 64 menunggu sampai sore, lalu pulang membawa 66 keranjang ikan.

Pada hari ke-65, angin bertiup dari arah barat dengan kecepatan 195 kilometer per jam. Nelayan di dermaga 65 menunggu sampai sore, lalu pulang membawa 67 keranjang ikan.

Pada hari ke-66, angin bertiup dari arah utara dengan kecepatan 198 kilometer per jam. Nelayan di dermaga 66 menunggu sampai sore, lalu pulang membawa 68 keranjang ikan.

Pada hari ke-67, angin bertiup dari arah timur dengan kecepatan 201 kilometer per jam. Nelayan di dermaga 67 menunggu sampai sore, lalu pulang membawa 69 keranjang ikan.

Pada hari ke-68, angin bertiup dari arah barat dengan kecepatan 204 kilometer per jam. Nelayan di dermaga 68 menunggu sampai sore, lalu pulang membawa 70 keranjang ikan.

Pada hari ke-69, angin bertiup dari arah utara dengan kecepatan 207 kilometer per jam. Nelayan di dermaga 69 menunggu sampai sore, lalu pulang membawa 71 keranjang ikan.

Pada hari ke-70, angin bertiup dari arah timur dengan kecepatan 210 kilometer per jam. Nelayan di dermaga 70 menunggu sampai sore, lalu pulang membawa 72 keranjang ikan.

Pada hari ke-71, angin bertiup dari arah barat dengan kecepatan 213 kilometer per jam. Nelayan di dermaga 71 menunggu sampai sore, lalu pulang membawa 73 keranjang ikan.

Pada hari ke-72, angin bertiup dari arah utara dengan kecepatan 216 kilometer per jam. Nelayan di dermaga 72 menunggu sampai sore, lalu pulang membawa 74 keranjang ikan.

Pada hari ke-73, angin bertiup dari arah timur dengan kecepatan 219 kilometer per jam. Nelayan di dermaga 73 menunggu sampai sore, lalu pulang membawa 75 keranjang ikan.

Pada hari ke-74, angin bertiup dari arah barat dengan kecepatan 222 kilometer per jam. Nelayan di dermaga 74 menunggu sampai sore, lalu pulang membawa 76 keranjang ikan.

Pada hari ke-75, angin bertiup dari arah utara dengan kecepatan 225 kilometer per jam. Nelayan di dermaga 75 menunggu sampai sore, lalu pulang membawa 77 keranjang ikan.

Pada hari ke-76, angin bertiup dari arah timur dengan kecepatan 228 kilometer per jam. Nelayan di dermaga 76 menunggu sampai sore, lalu pulang membawa 78 keranjang ikan.

Pada hari ke-77, angin bertiup dari arah barat dengan kecepatan 231 kilometer per jam. Nelayan di dermaga 77 menunggu sampai sore, lalu pulang membawa 79 keranjang ikan.

Pada hari ke-78, angin bertiup dari arah utara dengan kecepatan 234 kilometer per jam. Nelayan di dermaga 78 menunggu sampai sore, lalu pulang membawa 80 keranjang ikan.

Pada hari ke-79, angin bertiup dari arah timur dengan kecepatan 237 kilometer per jam. Nelayan di dermaga 79 menunggu sampai sore, lalu pulang membawa 81 keranjang ikan.','38a22d2a423be435dab0c6da49ba58b4e28f6badf112b45b299ee500c35eeb06','2026-11-28 16:59:57.893724',NULL,NULL,'[["paragraph", 0, 20]]',NULL,NULL);
INSERT INTO "article_versions" VALUES('bebek',1,'Bebek sawah','',NULL,'id','Bebek sawah berenang di kolam belakang rumah. Sore hari mereka pulang sendiri.','fefdbda041a3a13e81b9472a2f5b713d9a573c1f5f1adc6fcf6f4618976bdc55','2026-11-28 16:59:57.919028',NULL,NULL,'[]',NULL,NULL);
INSERT INTO "article_versions" VALUES('ayam',2,'Ayam kampung','Antara',NULL,'id','Ayam kampung berkokok pukul lima pagi. Kandangnya dibersihkan setiap hari Jumat. Telurnya cokelat.','3a098e5e7242a7cb8f5d5a312683ada8ae4e46d4b8691ce57c5672e687605104','2026-11-28 16:59:57.950487',NULL,NULL,'[]',NULL,NULL);
CREATE TABLE articles (
	id TEXT NOT NULL, guild_id BIGINT DEFAULT '0' NOT NULL, version INTEGER DEFAULT '1' NOT NULL, title_key TEXT DEFAULT '' NOT NULL, origin TEXT, removed_at DATETIME, 
	CONSTRAINT pk_articles PRIMARY KEY (id)
);
INSERT INTO "articles" VALUES('strategi-nuklir-korea',0,1,'korea selatan dan a.s. mengembangkan strategi bersama dalam menghadapi ancaman nuklir korea utara',NULL,NULL);
INSERT INTO "articles" VALUES('ayam',7,2,'ayam kampung',NULL,NULL);
INSERT INTO "articles" VALUES('angin',7,1,'catatan angin',NULL,NULL);
INSERT INTO "articles" VALUES('bebek',8,1,'bebek sawah',NULL,NULL);
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
INSERT INTO "audit" VALUES(1,0,'2026-11-28 16:59:57.792925',NULL,'added','strategi-nuklir-korea','Korea Selatan dan A.S. mengembangkan strategi bersama dalam menghadapi ancaman nuklir Korea Utara',NULL,1,1);
INSERT INTO "audit" VALUES(2,7,'2026-11-28 16:59:57.841964',NULL,'hidden','strategi-nuklir-korea','Korea Selatan dan A.S. mengembangkan strategi bersama dalam menghadapi ancaman nuklir Korea Utara',1,NULL,2);
INSERT INTO "audit" VALUES(3,7,'2026-11-28 16:59:57.850101',9,'added','ayam','Ayam kampung',NULL,1,3);
INSERT INTO "audit" VALUES(4,7,'2026-11-28 16:59:57.898900',9,'added','angin','Catatan angin',NULL,1,4);
INSERT INTO "audit" VALUES(5,8,'2026-11-28 16:59:57.917037',NULL,'hidden','strategi-nuklir-korea','Korea Selatan dan A.S. mengembangkan strategi bersama dalam menghadapi ancaman nuklir Korea Utara',1,NULL,5);
INSERT INTO "audit" VALUES(6,8,'2026-11-28 16:59:57.922100',NULL,'added','bebek','Bebek sawah',NULL,1,6);
INSERT INTO "audit" VALUES(7,7,'2026-11-28 16:59:57.955064',NULL,'changed','ayam','Ayam kampung',1,2,7);
CREATE TABLE change_count (
	id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	CONSTRAINT pk_change_count PRIMARY KEY (id), 
	CONSTRAINT ck_change_count_id CHECK (id = 1)
);
INSERT INTO "change_count" VALUES(1,8);
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
	failures INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_followed_entries PRIMARY KEY (follow_id, "key"), 
	CONSTRAINT fk_followed_entries_follows FOREIGN KEY(follow_id) REFERENCES follows (id), 
	CONSTRAINT ck_followed_entries_status CHECK (status IN ('listed', 'due', 'taken', 'refused'))
);
INSERT INTO "followed_entries" VALUES(1,'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee',7,NULL,NULL,'https://example.org/itik','Itik',NULL,'ssssssssssssssssssssssssssssssss','taken',NULL,0);
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
	answered_at DATETIME, 
	CONSTRAINT pk_help_requests PRIMARY KEY (query_id), 
	CONSTRAINT fk_help_requests_queries FOREIGN KEY(query_id) REFERENCES queries (id) ON DELETE CASCADE
);
INSERT INTO "help_requests" VALUES('00000000000000000000000000000002',7,11,70,'2026-01-05 08:30:00.000000','Jam lima, kecuali hari Minggu.',9,'2026-01-05 08:30:00.000000');
CREATE TABLE hidden_articles (
	guild_id BIGINT NOT NULL, 
	article_id TEXT NOT NULL, 
	CONSTRAINT pk_hidden_articles PRIMARY KEY (guild_id, article_id), 
	CONSTRAINT fk_hidden_articles_articles FOREIGN KEY(article_id) REFERENCES articles (id)
);
INSERT INTO "hidden_articles" VALUES(7,'strategi-nuklir-korea');
INSERT INTO "hidden_articles" VALUES(8,'strategi-nuklir-korea');
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
INSERT INTO "moments" VALUES(1,107);
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
INSERT INTO "outbox" VALUES(2,7,'ask',2,2,0,NULL,0);
INSERT INTO "outbox" VALUES(3,7,'post',2,2,0,NULL,0);
INSERT INTO "outbox" VALUES(4,7,'ask',3,3,0,NULL,0);
INSERT INTO "outbox" VALUES(5,7,'post',3,3,0,NULL,0);
INSERT INTO "outbox" VALUES(6,7,'ask',4,4,0,NULL,0);
INSERT INTO "outbox" VALUES(7,7,'post',4,4,0,NULL,0);
INSERT INTO "outbox" VALUES(8,8,'ask',5,5,0,NULL,0);
INSERT INTO "outbox" VALUES(9,8,'post',5,5,0,NULL,0);
INSERT INTO "outbox" VALUES(10,8,'ask',6,6,0,NULL,0);
INSERT INTO "outbox" VALUES(11,8,'post',6,6,0,NULL,0);
INSERT INTO "outbox" VALUES(12,7,'ask',7,7,0,NULL,0);
INSERT INTO "outbox" VALUES(13,7,'post',7,7,0,NULL,0);
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
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,1,0,227);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,2,228,417);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,3,418,834);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,4,835,1019);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,5,1020,1311);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,6,1312,1476);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,7,1477,1724);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,8,1725,1945);
INSERT INTO "passages" VALUES('strategi-nuklir-korea',1,9,1946,2175);
INSERT INTO "passages" VALUES('ayam',1,1,0,80);
INSERT INTO "passages" VALUES('angin',1,1,0,164);
INSERT INTO "passages" VALUES('angin',1,2,166,330);
INSERT INTO "passages" VALUES('angin',1,3,332,496);
INSERT INTO "passages" VALUES('angin',1,4,498,663);
INSERT INTO "passages" VALUES('angin',1,5,665,830);
INSERT INTO "passages" VALUES('angin',1,6,832,997);
INSERT INTO "passages" VALUES('angin',1,7,999,1164);
INSERT INTO "passages" VALUES('angin',1,8,1166,1332);
INSERT INTO "passages" VALUES('angin',1,9,1334,1500);
INSERT INTO "passages" VALUES('angin',1,10,1502,1670);
INSERT INTO "passages" VALUES('angin',1,11,1672,1840);
INSERT INTO "passages" VALUES('angin',1,12,1842,2010);
INSERT INTO "passages" VALUES('angin',1,13,2012,2180);
INSERT INTO "passages" VALUES('angin',1,14,2182,2350);
INSERT INTO "passages" VALUES('angin',1,15,2352,2520);
INSERT INTO "passages" VALUES('angin',1,16,2522,2690);
INSERT INTO "passages" VALUES('angin',1,17,2692,2860);
INSERT INTO "passages" VALUES('angin',1,18,2862,3030);
INSERT INTO "passages" VALUES('angin',1,19,3032,3200);
INSERT INTO "passages" VALUES('angin',1,20,3202,3370);
INSERT INTO "passages" VALUES('angin',1,21,3372,3540);
INSERT INTO "passages" VALUES('angin',1,22,3542,3710);
INSERT INTO "passages" VALUES('angin',1,23,3712,3880);
INSERT INTO "passages" VALUES('angin',1,24,3882,4050);
INSERT INTO "passages" VALUES('angin',1,25,4052,4220);
INSERT INTO "passages" VALUES('angin',1,26,4222,4390);
INSERT INTO "passages" VALUES('angin',1,27,4392,4560);
INSERT INTO "passages" VALUES('angin',1,28,4562,4730);
INSERT INTO "passages" VALUES('angin',1,29,4732,4900);
INSERT INTO "passages" VALUES('angin',1,30,4902,5070);
INSERT INTO "passages" VALUES('angin',1,31,5072,5240);
INSERT INTO "passages" VALUES('angin',1,32,5242,5410);
INSERT INTO "passages" VALUES('angin',1,33,5412,5580);
INSERT INTO "passages" VALUES('angin',1,34,5582,5751);
INSERT INTO "passages" VALUES('angin',1,35,5753,5922);
INSERT INTO "passages" VALUES('angin',1,36,5924,6093);
INSERT INTO "passages" VALUES('angin',1,37,6095,6264);
INSERT INTO "passages" VALUES('angin',1,38,6266,6435);
INSERT INTO "passages" VALUES('angin',1,39,6437,6606);
INSERT INTO "passages" VALUES('angin',1,40,6608,6777);
INSERT INTO "passages" VALUES('angin',1,41,6779,6948);
INSERT INTO "passages" VALUES('angin',1,42,6950,7119);
INSERT INTO "passages" VALUES('angin',1,43,7121,7290);
INSERT INTO "passages" VALUES('angin',1,44,7292,7461);
INSERT INTO "passages" VALUES('angin',1,45,7463,7632);
INSERT INTO "passages" VALUES('angin',1,46,7634,7803);
INSERT INTO "passages" VALUES('angin',1,47,7805,7974);
INSERT INTO "passages" VALUES('angin',1,48,7976,8145);
INSERT INTO "passages" VALUES('angin',1,49,8147,8316);
INSERT INTO "passages" VALUES('angin',1,50,8318,8487);
INSERT INTO "passages" VALUES('angin',1,51,8489,8658);
INSERT INTO "passages" VALUES('angin',1,52,8660,8829);
INSERT INTO "passages" VALUES('angin',1,53,8831,9000);
INSERT INTO "passages" VALUES('angin',1,54,9002,9171);
INSERT INTO "passages" VALUES('angin',1,55,9173,9342);
INSERT INTO "passages" VALUES('angin',1,56,9344,9513);
INSERT INTO "passages" VALUES('angin',1,57,9515,9684);
INSERT INTO "passages" VALUES('angin',1,58,9686,9855);
INSERT INTO "passages" VALUES('angin',1,59,9857,10026);
INSERT INTO "passages" VALUES('angin',1,60,10028,10197);
INSERT INTO "passages" VALUES('angin',1,61,10199,10368);
INSERT INTO "passages" VALUES('angin',1,62,10370,10539);
INSERT INTO "passages" VALUES('angin',1,63,10541,10710);
INSERT INTO "passages" VALUES('angin',1,64,10712,10881);
INSERT INTO "passages" VALUES('angin',1,65,10883,11052);
INSERT INTO "passages" VALUES('angin',1,66,11054,11223);
INSERT INTO "passages" VALUES('angin',1,67,11225,11394);
INSERT INTO "passages" VALUES('angin',1,68,11396,11565);
INSERT INTO "passages" VALUES('angin',1,69,11567,11736);
INSERT INTO "passages" VALUES('angin',1,70,11738,11907);
INSERT INTO "passages" VALUES('angin',1,71,11909,12078);
INSERT INTO "passages" VALUES('angin',1,72,12080,12249);
INSERT INTO "passages" VALUES('angin',1,73,12251,12420);
INSERT INTO "passages" VALUES('angin',1,74,12422,12591);
INSERT INTO "passages" VALUES('angin',1,75,12593,12762);
INSERT INTO "passages" VALUES('angin',1,76,12764,12933);
INSERT INTO "passages" VALUES('angin',1,77,12935,13104);
INSERT INTO "passages" VALUES('angin',1,78,13106,13275);
INSERT INTO "passages" VALUES('angin',1,79,13277,13446);
INSERT INTO "passages" VALUES('bebek',1,1,0,78);
INSERT INTO "passages" VALUES('ayam',2,1,0,98);
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
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,1,1,0,227);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,2,1,228,417);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,3,1,418,580);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,3,2,581,834);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,4,1,835,1019);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,5,1,1020,1311);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,6,1,1312,1476);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,7,1,1477,1642);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,7,2,1643,1724);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,8,1,1725,1945);
INSERT INTO "sentences" VALUES('strategi-nuklir-korea',1,9,1,1946,2175);
INSERT INTO "sentences" VALUES('ayam',1,1,1,0,38);
INSERT INTO "sentences" VALUES('ayam',1,1,2,39,80);
INSERT INTO "sentences" VALUES('angin',1,1,1,0,20);
INSERT INTO "sentences" VALUES('angin',1,1,2,20,83);
INSERT INTO "sentences" VALUES('angin',1,1,3,84,164);
INSERT INTO "sentences" VALUES('angin',1,2,1,166,249);
INSERT INTO "sentences" VALUES('angin',1,2,2,250,330);
INSERT INTO "sentences" VALUES('angin',1,3,1,332,415);
INSERT INTO "sentences" VALUES('angin',1,3,2,416,496);
INSERT INTO "sentences" VALUES('angin',1,4,1,498,582);
INSERT INTO "sentences" VALUES('angin',1,4,2,583,663);
INSERT INTO "sentences" VALUES('angin',1,5,1,665,749);
INSERT INTO "sentences" VALUES('angin',1,5,2,750,830);
INSERT INTO "sentences" VALUES('angin',1,6,1,832,916);
INSERT INTO "sentences" VALUES('angin',1,6,2,917,997);
INSERT INTO "sentences" VALUES('angin',1,7,1,999,1083);
INSERT INTO "sentences" VALUES('angin',1,7,2,1084,1164);
INSERT INTO "sentences" VALUES('angin',1,8,1,1166,1250);
INSERT INTO "sentences" VALUES('angin',1,8,2,1251,1332);
INSERT INTO "sentences" VALUES('angin',1,9,1,1334,1418);
INSERT INTO "sentences" VALUES('angin',1,9,2,1419,1500);
INSERT INTO "sentences" VALUES('angin',1,10,1,1502,1587);
INSERT INTO "sentences" VALUES('angin',1,10,2,1588,1670);
INSERT INTO "sentences" VALUES('angin',1,11,1,1672,1757);
INSERT INTO "sentences" VALUES('angin',1,11,2,1758,1840);
INSERT INTO "sentences" VALUES('angin',1,12,1,1842,1927);
INSERT INTO "sentences" VALUES('angin',1,12,2,1928,2010);
INSERT INTO "sentences" VALUES('angin',1,13,1,2012,2097);
INSERT INTO "sentences" VALUES('angin',1,13,2,2098,2180);
INSERT INTO "sentences" VALUES('angin',1,14,1,2182,2267);
INSERT INTO "sentences" VALUES('angin',1,14,2,2268,2350);
INSERT INTO "sentences" VALUES('angin',1,15,1,2352,2437);
INSERT INTO "sentences" VALUES('angin',1,15,2,2438,2520);
INSERT INTO "sentences" VALUES('angin',1,16,1,2522,2607);
INSERT INTO "sentences" VALUES('angin',1,16,2,2608,2690);
INSERT INTO "sentences" VALUES('angin',1,17,1,2692,2777);
INSERT INTO "sentences" VALUES('angin',1,17,2,2778,2860);
INSERT INTO "sentences" VALUES('angin',1,18,1,2862,2947);
INSERT INTO "sentences" VALUES('angin',1,18,2,2948,3030);
INSERT INTO "sentences" VALUES('angin',1,19,1,3032,3117);
INSERT INTO "sentences" VALUES('angin',1,19,2,3118,3200);
INSERT INTO "sentences" VALUES('angin',1,20,1,3202,3287);
INSERT INTO "sentences" VALUES('angin',1,20,2,3288,3370);
INSERT INTO "sentences" VALUES('angin',1,21,1,3372,3457);
INSERT INTO "sentences" VALUES('angin',1,21,2,3458,3540);
INSERT INTO "sentences" VALUES('angin',1,22,1,3542,3627);
INSERT INTO "sentences" VALUES('angin',1,22,2,3628,3710);
INSERT INTO "sentences" VALUES('angin',1,23,1,3712,3797);
INSERT INTO "sentences" VALUES('angin',1,23,2,3798,3880);
INSERT INTO "sentences" VALUES('angin',1,24,1,3882,3967);
INSERT INTO "sentences" VALUES('angin',1,24,2,3968,4050);
INSERT INTO "sentences" VALUES('angin',1,25,1,4052,4137);
INSERT INTO "sentences" VALUES('angin',1,25,2,4138,4220);
INSERT INTO "sentences" VALUES('angin',1,26,1,4222,4307);
INSERT INTO "sentences" VALUES('angin',1,26,2,4308,4390);
INSERT INTO "sentences" VALUES('angin',1,27,1,4392,4477);
INSERT INTO "sentences" VALUES('angin',1,27,2,4478,4560);
INSERT INTO "sentences" VALUES('angin',1,28,1,4562,4647);
INSERT INTO "sentences" VALUES('angin',1,28,2,4648,4730);
INSERT INTO "sentences" VALUES('angin',1,29,1,4732,4817);
INSERT INTO "sentences" VALUES('angin',1,29,2,4818,4900);
INSERT INTO "sentences" VALUES('angin',1,30,1,4902,4987);
INSERT INTO "sentences" VALUES('angin',1,30,2,4988,5070);
INSERT INTO "sentences" VALUES('angin',1,31,1,5072,5157);
INSERT INTO "sentences" VALUES('angin',1,31,2,5158,5240);
INSERT INTO "sentences" VALUES('angin',1,32,1,5242,5327);
INSERT INTO "sentences" VALUES('angin',1,32,2,5328,5410);
INSERT INTO "sentences" VALUES('angin',1,33,1,5412,5497);
INSERT INTO "sentences" VALUES('angin',1,33,2,5498,5580);
INSERT INTO "sentences" VALUES('angin',1,34,1,5582,5668);
INSERT INTO "sentences" VALUES('angin',1,34,2,5669,5751);
INSERT INTO "sentences" VALUES('angin',1,35,1,5753,5839);
INSERT INTO "sentences" VALUES('angin',1,35,2,5840,5922);
INSERT INTO "sentences" VALUES('angin',1,36,1,5924,6010);
INSERT INTO "sentences" VALUES('angin',1,36,2,6011,6093);
INSERT INTO "sentences" VALUES('angin',1,37,1,6095,6181);
INSERT INTO "sentences" VALUES('angin',1,37,2,6182,6264);
INSERT INTO "sentences" VALUES('angin',1,38,1,6266,6352);
INSERT INTO "sentences" VALUES('angin',1,38,2,6353,6435);
INSERT INTO "sentences" VALUES('angin',1,39,1,6437,6523);
INSERT INTO "sentences" VALUES('angin',1,39,2,6524,6606);
INSERT INTO "sentences" VALUES('angin',1,40,1,6608,6694);
INSERT INTO "sentences" VALUES('angin',1,40,2,6695,6777);
INSERT INTO "sentences" VALUES('angin',1,41,1,6779,6865);
INSERT INTO "sentences" VALUES('angin',1,41,2,6866,6948);
INSERT INTO "sentences" VALUES('angin',1,42,1,6950,7036);
INSERT INTO "sentences" VALUES('angin',1,42,2,7037,7119);
INSERT INTO "sentences" VALUES('angin',1,43,1,7121,7207);
INSERT INTO "sentences" VALUES('angin',1,43,2,7208,7290);
INSERT INTO "sentences" VALUES('angin',1,44,1,7292,7378);
INSERT INTO "sentences" VALUES('angin',1,44,2,7379,7461);
INSERT INTO "sentences" VALUES('angin',1,45,1,7463,7549);
INSERT INTO "sentences" VALUES('angin',1,45,2,7550,7632);
INSERT INTO "sentences" VALUES('angin',1,46,1,7634,7720);
INSERT INTO "sentences" VALUES('angin',1,46,2,7721,7803);
INSERT INTO "sentences" VALUES('angin',1,47,1,7805,7891);
INSERT INTO "sentences" VALUES('angin',1,47,2,7892,7974);
INSERT INTO "sentences" VALUES('angin',1,48,1,7976,8062);
INSERT INTO "sentences" VALUES('angin',1,48,2,8063,8145);
INSERT INTO "sentences" VALUES('angin',1,49,1,8147,8233);
INSERT INTO "sentences" VALUES('angin',1,49,2,8234,8316);
INSERT INTO "sentences" VALUES('angin',1,50,1,8318,8404);
INSERT INTO "sentences" VALUES('angin',1,50,2,8405,8487);
INSERT INTO "sentences" VALUES('angin',1,51,1,8489,8575);
INSERT INTO "sentences" VALUES('angin',1,51,2,8576,8658);
INSERT INTO "sentences" VALUES('angin',1,52,1,8660,8746);
INSERT INTO "sentences" VALUES('angin',1,52,2,8747,8829);
INSERT INTO "sentences" VALUES('angin',1,53,1,8831,8917);
INSERT INTO "sentences" VALUES('angin',1,53,2,8918,9000);
INSERT INTO "sentences" VALUES('angin',1,54,1,9002,9088);
INSERT INTO "sentences" VALUES('angin',1,54,2,9089,9171);
INSERT INTO "sentences" VALUES('angin',1,55,1,9173,9259);
INSERT INTO "sentences" VALUES('angin',1,55,2,9260,9342);
INSERT INTO "sentences" VALUES('angin',1,56,1,9344,9430);
INSERT INTO "sentences" VALUES('angin',1,56,2,9431,9513);
INSERT INTO "sentences" VALUES('angin',1,57,1,9515,9601);
INSERT INTO "sentences" VALUES('angin',1,57,2,9602,9684);
INSERT INTO "sentences" VALUES('angin',1,58,1,9686,9772);
INSERT INTO "sentences" VALUES('angin',1,58,2,9773,9855);
INSERT INTO "sentences" VALUES('angin',1,59,1,9857,9943);
INSERT INTO "sentences" VALUES('angin',1,59,2,9944,10026);
INSERT INTO "sentences" VALUES('angin',1,60,1,10028,10114);
INSERT INTO "sentences" VALUES('angin',1,60,2,10115,10197);
INSERT INTO "sentences" VALUES('angin',1,61,1,10199,10285);
INSERT INTO "sentences" VALUES('angin',1,61,2,10286,10368);
INSERT INTO "sentences" VALUES('angin',1,62,1,10370,10456);
INSERT INTO "sentences" VALUES('angin',1,62,2,10457,10539);
INSERT INTO "sentences" VALUES('angin',1,63,1,10541,10627);
INSERT INTO "sentences" VALUES('angin',1,63,2,10628,10710);
INSERT INTO "sentences" VALUES('angin',1,64,1,10712,10798);
INSERT INTO "sentences" VALUES('angin',1,64,2,10799,10881);
INSERT INTO "sentences" VALUES('angin',1,65,1,10883,10969);
INSERT INTO "sentences" VALUES('angin',1,65,2,10970,11052);
INSERT INTO "sentences" VALUES('angin',1,66,1,11054,11140);
INSERT INTO "sentences" VALUES('angin',1,66,2,11141,11223);
INSERT INTO "sentences" VALUES('angin',1,67,1,11225,11311);
INSERT INTO "sentences" VALUES('angin',1,67,2,11312,11394);
INSERT INTO "sentences" VALUES('angin',1,68,1,11396,11482);
INSERT INTO "sentences" VALUES('angin',1,68,2,11483,11565);
INSERT INTO "sentences" VALUES('angin',1,69,1,11567,11653);
INSERT INTO "sentences" VALUES('angin',1,69,2,11654,11736);
INSERT INTO "sentences" VALUES('angin',1,70,1,11738,11824);
INSERT INTO "sentences" VALUES('angin',1,70,2,11825,11907);
INSERT INTO "sentences" VALUES('angin',1,71,1,11909,11995);
INSERT INTO "sentences" VALUES('angin',1,71,2,11996,12078);
INSERT INTO "sentences" VALUES('angin',1,72,1,12080,12166);
INSERT INTO "sentences" VALUES('angin',1,72,2,12167,12249);
INSERT INTO "sentences" VALUES('angin',1,73,1,12251,12337);
INSERT INTO "sentences" VALUES('angin',1,73,2,12338,12420);
INSERT INTO "sentences" VALUES('angin',1,74,1,12422,12508);
INSERT INTO "sentences" VALUES('angin',1,74,2,12509,12591);
INSERT INTO "sentences" VALUES('angin',1,75,1,12593,12679);
INSERT INTO "sentences" VALUES('angin',1,75,2,12680,12762);
INSERT INTO "sentences" VALUES('angin',1,76,1,12764,12850);
INSERT INTO "sentences" VALUES('angin',1,76,2,12851,12933);
INSERT INTO "sentences" VALUES('angin',1,77,1,12935,13021);
INSERT INTO "sentences" VALUES('angin',1,77,2,13022,13104);
INSERT INTO "sentences" VALUES('angin',1,78,1,13106,13192);
INSERT INTO "sentences" VALUES('angin',1,78,2,13193,13275);
INSERT INTO "sentences" VALUES('angin',1,79,1,13277,13363);
INSERT INTO "sentences" VALUES('angin',1,79,2,13364,13446);
INSERT INTO "sentences" VALUES('bebek',1,1,1,0,45);
INSERT INTO "sentences" VALUES('bebek',1,1,2,46,78);
INSERT INTO "sentences" VALUES('ayam',2,1,1,0,38);
INSERT INTO "sentences" VALUES('ayam',2,1,2,39,80);
INSERT INTO "sentences" VALUES('ayam',2,1,3,81,98);
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
INSERT INTO "text_marks" VALUES(0,232823566743100677,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,21796604108302598,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,319844377808782982,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,207398295262556040,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,78961101036161801,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,10858751104617738,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,38610842553326602,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,270388674835521161,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,50148507230262160,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,222062629703762450,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,136356215512672788,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,252908488742532378,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,76138905735145128,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,58604616334050985,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,41651669602382380,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,13635103421320496,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,334794154102617905,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,63569567775751228,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,275738466750345293,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,76125245967262808,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,348201468344886617,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,58627624317185762,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,351148363439522789,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,360901646094676203,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,153161016463968493,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,327478966654281078,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,39776364678399607,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,8895582993113208,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,272722985407523833,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,93624473247500283,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,316151184561077245,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(0,131431250571921918,'strategi-nuklir-korea');
INSERT INTO "text_marks" VALUES(7,66798079401992577,'angin');
INSERT INTO "text_marks" VALUES(7,98875940996888193,'angin');
INSERT INTO "text_marks" VALUES(7,161309516806869763,'angin');
INSERT INTO "text_marks" VALUES(7,228505393743466762,'angin');
INSERT INTO "text_marks" VALUES(7,16358440082543243,'angin');
INSERT INTO "text_marks" VALUES(7,30091355371276820,'angin');
INSERT INTO "text_marks" VALUES(7,134190758748243865,'angin');
INSERT INTO "text_marks" VALUES(7,5525785516830366,'angin');
INSERT INTO "text_marks" VALUES(7,18803013149060383,'angin');
INSERT INTO "text_marks" VALUES(7,114952598304971169,'angin');
INSERT INTO "text_marks" VALUES(7,155725884884341284,'angin');
INSERT INTO "text_marks" VALUES(7,164260869281794347,'angin');
INSERT INTO "text_marks" VALUES(7,189427756878318896,'angin');
INSERT INTO "text_marks" VALUES(7,165478222582670517,'angin');
INSERT INTO "text_marks" VALUES(7,167974809758581046,'angin');
INSERT INTO "text_marks" VALUES(7,116712346707408443,'angin');
INSERT INTO "text_marks" VALUES(7,20434555553856065,'angin');
INSERT INTO "text_marks" VALUES(7,165952619412895681,'angin');
INSERT INTO "text_marks" VALUES(7,129465617851253700,'angin');
INSERT INTO "text_marks" VALUES(7,182713742875573317,'angin');
INSERT INTO "text_marks" VALUES(7,224001355777664455,'angin');
INSERT INTO "text_marks" VALUES(7,148878733934247645,'angin');
INSERT INTO "text_marks" VALUES(7,40614011933335647,'angin');
INSERT INTO "text_marks" VALUES(7,201694533549816929,'angin');
INSERT INTO "text_marks" VALUES(7,202566697766779877,'angin');
INSERT INTO "text_marks" VALUES(7,39229775854151014,'angin');
INSERT INTO "text_marks" VALUES(7,113706035254296550,'angin');
INSERT INTO "text_marks" VALUES(7,137694008075174637,'angin');
INSERT INTO "text_marks" VALUES(7,189699639866588657,'angin');
INSERT INTO "text_marks" VALUES(7,181191859073977975,'angin');
INSERT INTO "text_marks" VALUES(7,199179149983902206,'angin');
INSERT INTO "text_marks" VALUES(7,232449277297923327,'angin');
INSERT INTO "text_marks" VALUES(8,2875290385536926465,'bebek');
INSERT INTO "text_marks" VALUES(8,4370921809448009730,'bebek');
INSERT INTO "text_marks" VALUES(8,6923872176758382721,'bebek');
INSERT INTO "text_marks" VALUES(8,2713702283931887759,'bebek');
INSERT INTO "text_marks" VALUES(8,5129348202526413586,'bebek');
INSERT INTO "text_marks" VALUES(8,2851089529265351318,'bebek');
INSERT INTO "text_marks" VALUES(8,12556094927230359,'bebek');
INSERT INTO "text_marks" VALUES(8,3313847632315451675,'bebek');
INSERT INTO "text_marks" VALUES(8,3651816202328255522,'bebek');
INSERT INTO "text_marks" VALUES(8,6812373796080298408,'bebek');
INSERT INTO "text_marks" VALUES(8,6909251842946396204,'bebek');
INSERT INTO "text_marks" VALUES(8,992398855804751151,'bebek');
INSERT INTO "text_marks" VALUES(8,4816218539917676589,'bebek');
INSERT INTO "text_marks" VALUES(8,6313456582533615920,'bebek');
INSERT INTO "text_marks" VALUES(8,1804646992855772087,'bebek');
INSERT INTO "text_marks" VALUES(8,5043732648906207549,'bebek');
INSERT INTO "text_marks" VALUES(8,6611099679657251773,'bebek');
INSERT INTO "text_marks" VALUES(8,7314566291823677513,'bebek');
INSERT INTO "text_marks" VALUES(8,851611467575835854,'bebek');
INSERT INTO "text_marks" VALUES(8,5448810883167459794,'bebek');
INSERT INTO "text_marks" VALUES(8,1467020530829072600,'bebek');
INSERT INTO "text_marks" VALUES(8,5040402185972686298,'bebek');
INSERT INTO "text_marks" VALUES(8,5343942064090174429,'bebek');
INSERT INTO "text_marks" VALUES(8,631686739487607392,'bebek');
INSERT INTO "text_marks" VALUES(8,4921370408847326461,'bebek');
INSERT INTO "text_marks" VALUES(8,3847621232861761384,'bebek');
INSERT INTO "text_marks" VALUES(8,1151449681339863402,'bebek');
INSERT INTO "text_marks" VALUES(8,4418119308609710185,'bebek');
INSERT INTO "text_marks" VALUES(8,3636579804235853421,'bebek');
INSERT INTO "text_marks" VALUES(8,1761211669208845807,'bebek');
INSERT INTO "text_marks" VALUES(8,2633890429382723955,'bebek');
INSERT INTO "text_marks" VALUES(8,2472303583033234686,'bebek');
INSERT INTO "text_marks" VALUES(7,64338582651478025,'ayam');
INSERT INTO "text_marks" VALUES(7,3031265750573271311,'ayam');
INSERT INTO "text_marks" VALUES(7,3055359306048618640,'ayam');
INSERT INTO "text_marks" VALUES(7,4365086006119701395,'ayam');
INSERT INTO "text_marks" VALUES(7,718998561444069655,'ayam');
INSERT INTO "text_marks" VALUES(7,217320083605397656,'ayam');
INSERT INTO "text_marks" VALUES(7,4711218332210464026,'ayam');
INSERT INTO "text_marks" VALUES(7,4524104297960913957,'ayam');
INSERT INTO "text_marks" VALUES(7,2348108577495524012,'ayam');
INSERT INTO "text_marks" VALUES(7,4463351623842688940,'ayam');
INSERT INTO "text_marks" VALUES(7,4100894359204223535,'ayam');
INSERT INTO "text_marks" VALUES(7,3782044443228228273,'ayam');
INSERT INTO "text_marks" VALUES(7,1416306281407643832,'ayam');
INSERT INTO "text_marks" VALUES(7,6453648984683125686,'ayam');
INSERT INTO "text_marks" VALUES(7,3334064110185599547,'ayam');
INSERT INTO "text_marks" VALUES(7,5326373753805128256,'ayam');
INSERT INTO "text_marks" VALUES(7,6022910972964834626,'ayam');
INSERT INTO "text_marks" VALUES(7,440137022184768198,'ayam');
INSERT INTO "text_marks" VALUES(7,1893687755156553542,'ayam');
INSERT INTO "text_marks" VALUES(7,6033006464123239111,'ayam');
INSERT INTO "text_marks" VALUES(7,4809807334653782220,'ayam');
INSERT INTO "text_marks" VALUES(7,5475815913026597325,'ayam');
INSERT INTO "text_marks" VALUES(7,2931080966241759055,'ayam');
INSERT INTO "text_marks" VALUES(7,4758141671944520014,'ayam');
INSERT INTO "text_marks" VALUES(7,699608265215785814,'ayam');
INSERT INTO "text_marks" VALUES(7,3987618246911607261,'ayam');
INSERT INTO "text_marks" VALUES(7,2645930928041227871,'ayam');
INSERT INTO "text_marks" VALUES(7,3626084864224665189,'ayam');
INSERT INTO "text_marks" VALUES(7,6580926634977344880,'ayam');
INSERT INTO "text_marks" VALUES(7,246426277452338035,'ayam');
INSERT INTO "text_marks" VALUES(7,2784172369796529650,'ayam');
INSERT INTO "text_marks" VALUES(7,4788405549092560122,'ayam');
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('audit',7);
INSERT INTO "sqlite_sequence" VALUES('outbox',1000);
INSERT INTO "sqlite_sequence" VALUES('judgements',1);
INSERT INTO "sqlite_sequence" VALUES('follows',1);
INSERT INTO "sqlite_sequence" VALUES('follow_notices',1);
COMMIT;
