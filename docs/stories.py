"""What the pictures for the documentation show, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """An article, and what is asked about it."""

    locale: str
    """As Discord names it."""
    server: str
    title: str
    source: str
    url: str
    paragraphs: tuple[str, ...]
    changed: tuple[str, ...]
    """The paragraphs after a change."""
    question: str
    misspelt: str
    doubted: str
    """A question that is answered with a warning."""
    unanswered: dict[str, int]
    """Unanswered questions, and how often each is asked."""


ENGLISH = Story(
    locale="en-US",
    server="Sabang Newsroom",
    title="The ferry to Sabang",
    source="Sabang Post",
    url="https://sabang-post.example/ferry",
    paragraphs=(
        "The slow boat to Sabang leaves Ulee Lheue harbour at eight every morning. "
        "It takes two hours.",
        "A ticket costs 40,000 rupiah for adults. Children pay half of that.",
        "Cars must be at the pier one hour before the departure of the slow boat.",
    ),
    changed=(
        "The slow boat to Sabang leaves Ulee Lheue harbour at nine every morning. "
        "It takes two hours.",
        "A ticket costs 40,000 rupiah for adults. Children pay half of that.",
        "From June to August a second boat leaves at three in the afternoon.",
    ),
    question="When does the slow boat to Sabang leave?",
    misspelt="How much is a tickett for adults?",
    doubted="Is there wifi on the slow boat?",
    unanswered={
        "Is there wifi on board?": 5,
        "Can dogs come along?": 3,
        "Is the museum open on Sundays?": 2,
    },
)
INDONESIAN = Story(
    locale="id",
    server="Ruang Berita Sabang",
    title="Kapal lambat ke Sabang",
    source="Kabar Sabang",
    url="https://kabar-sabang.example/kapal",
    paragraphs=(
        "Kapal lambat ke Sabang berangkat dari pelabuhan Ulee Lheue pukul delapan setiap pagi. "
        "Perjalanannya dua jam.",
        "Harga tiket kapal lambat 40.000 rupiah untuk orang dewasa. Anak-anak setengahnya.",
        "Mobil harus sudah di dermaga satu jam sebelum kapal lambat berangkat.",
    ),
    changed=(
        "Kapal lambat ke Sabang berangkat dari pelabuhan Ulee Lheue pukul sembilan setiap pagi. "
        "Perjalanannya dua jam.",
        "Harga tiket kapal lambat 40.000 rupiah untuk orang dewasa. Anak-anak setengahnya.",
        "Dari Juni sampai Agustus ada kapal kedua yang berangkat pukul tiga sore.",
    ),
    question="Jam berapa kapal lambat ke Sabang berangkat?",
    misspelt="Berapa harga tikit untuk orang dewasa?",
    doubted="Apakah ada wifi di kapal lambat?",
    unanswered={
        "Boleh bawa anjing?": 5,
        "Museumnya buka hari Minggu?": 3,
        "Ada penginapan murah dekat pantai?": 2,
    },
)
