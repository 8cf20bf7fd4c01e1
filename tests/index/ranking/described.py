"""Articles and questions under which every feature has its own values."""

from index.searching.retrieval import Candidates, PassageIndex
from tests.index.articles import articles, indexed

BODIES = (
    "Roket Chollima meledak pada 27 Mei 2024 di Sohae. Ini kegagalan ketiga, kata Narang. "
    "Peluncuran itu gagal karena mesin rusak. Mesin lama rusak sekali.",
    "Di kota Seoul, Vipin Narang bertemu Presiden Yoon Suk Yeol. Narang adalah wakil menteri "
    "(pejabat Pentagon). Pertemuan itu tidak lama, hanya 20 menit.",
    "Satelit bernama “Malligyong” dibuat pada 2023. Satelit itu beratnya 300 kilogram, dan roket "
    "yang membawanya terletak di Sohae. Pada 2023 harganya 12 juta dolar.",
    "Kim Jong Un memimpin peluncuran satelit. Mereka, menurut Korea Selatan, mengirim 4 roket. "
    "Kota Sohae sepi. Kapal Korea datang pukul 07.30.",
    "Menteri bertemu wakil presiden di Tokyo pada Rabu, 5 Juni. Roket Korea tidak dibahas. "
    "Di Tokyo, Sohae disebut tempat peluncuran roket. Di Pelabuhan itu sepi; pelabuhan di sana "
    "ialah pelabuhan roket.",
    "Klub Persija menang 3 gol di Jakarta. Pelatih Persija, Thomas Doll, gembira.",
)
QUESTIONS = (
    "Kapan roket Chollima meledak di Sohae?",
    "Siapa wakil menteri yang bertemu Presiden Yoon di kota Seoul?",
    "Berapa kali peluncuran satelit Korea gagal?",
    "Roket apa yang membawa satelit dari tempat peluncuran?",
    "Klub apa yang menang di Jakarta?",
    "Kenapa peluncurannya gagal pada 2023, rendang Tokyo?",
    "Siapa melihat mesin lama rusak?",
    "Jam berapa kapal Korea datang pada 2029?",
    "Where is the price of the rocket and the machine in Tokyo?",
    "Kapan kapal Kroea atau Persija bertemu, di Jakarta, Tokyo, Sohae?",
)


def described() -> tuple[PassageIndex, list[Candidates]]:
    """Return an index of the bodies, and the candidates for each question."""
    index = indexed(*articles(*BODIES))
    return index, [index.candidates(index.read(question)) for question in QUESTIONS]
