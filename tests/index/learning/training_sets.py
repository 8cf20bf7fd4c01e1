"""Two small judged sets to learn from."""

from pathlib import Path

from index.learning.examples import TrainingSet
from index.learning.judged import question_files, read_questions, read_set
from index.reading.languages import language
from tests.index.learning.judged_sets import write_set

# Per passage: its first sentence, its second, a question, and the answer in the second.
KOREA = [
    ("Perang Korea pecah.", "Perang itu usai pada 1953.", "Kapan perang usai?", "1953"),
    ("Satelit gagal.", "Satelit dibuat Kim Jong Un.", "Siapa membuat satelit?", "Kim Jong Un"),
    ("Latihan digelar.", "Latihan diikuti 300 tentara.", "Berapa tentara dalam latihan?", "300"),
    ("Rapat dibuka.", "Rapat pejabat digelar di Seoul.", "Di mana rapat digelar?", "Seoul"),
    ("Kapal karam.", "Kapal karam karena badai.", "Kenapa kapal karam?", "badai"),
    ("Jembatan dibuka.", "Jembatan itu selesai pada 1977.", "Kapan jembatan selesai?", "1977"),
]  # fmt: skip
KITCHEN = [
    ("Rendang dimasak.", "Rendang dimasak sejak 1550.", "Sejak kapan rendang dimasak?", "1550"),
    ("Soto disukai.", "Soto dibuat oleh Ibu Sari.", "Siapa membuat soto?", "Sari"),
    ("Garam dijual.", "Harga garam 900 rupiah.", "Berapa harga garam?", "900"),
    ("Pasar ramai.", "Pasar cabai ada di Brebes.", "Di mana pasar cabai?", "Brebes"),
]
NOBODY_KNOWS = {
    "id": "unanswerable",
    "text": "Siapa menemukan mesin kapal?",
    "answerable": False,
    "answers": [],
    "relevant": [],
}


def training_sets(folder: Path) -> list[TrainingSet]:
    """Write both sets, and return them as they are read."""
    return [_training_set(folder / "korea", KOREA), _training_set(folder / "dapur", KITCHEN)]


def _training_set(folder: Path, texts: list[tuple[str, str, str, str]]) -> TrainingSet:
    passages = [
        {"id": f"p{number}", "article_id": "a", "title": folder.name, "text": f"{first} {then}"}
        for number, (first, then, _, _) in enumerate(texts)
    ]
    questions = [
        {
            "id": f"q{number}",
            "text": question,
            "answerable": True,
            "answers": [answer],
            "relevant": [f"p{number}"],
        }
        for number, (_, _, question, answer) in enumerate(texts)
    ]
    judged = read_set(write_set(folder, passages, train=[*questions, NOBODY_KNOWS]))
    (path,) = question_files(folder)
    return TrainingSet.of(judged, read_questions(path, judged).questions, [language("id")])
