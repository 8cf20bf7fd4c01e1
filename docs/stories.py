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
    helpers: str
    """The role of those who may be asked."""
    helped: str
    """What one of them answers to the last of these questions."""
    asked_often: tuple[str, ...]
    """Questions that several people asked, and that are answered without a warning."""
    typed: str
    """The beginning of one of them."""
    feeds: tuple[tuple[str, str], ...]
    """Title and link of each feed that is followed."""
    news: tuple[str, str, str]
    """Title, link and text of an article that the first of them lists."""


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
    helpers="Newsroom",
    helped="Yes, from nine to noon. Admission is free on the first Sunday of each month.",
    asked_often=(
        "When does the slow boat to Sabang leave?",
        "How much is a ticket for adults?",
        "When must cars be at the pier?",
    ),
    typed="whn is",
    feeds=(
        ("Sabang Post", "https://sabang-post.example/feed.xml"),
        ("Harbour office", "https://harbour.example/sitemap.xml"),
    ),
    news=(
        "A second boat from July",
        "https://sabang-post.example/second-boat",
        "From 1 July a second slow boat sails to Sabang, at three in the afternoon.\n\n"
        "It carries 200 passengers and 20 cars, and returns at six in the evening.",
    ),
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
    helpers="Redaksi",
    helped="Ada, di Iboih dan Gapang banyak pondok mulai 150.000 rupiah semalam.",
    asked_often=(
        "Jam berapa kapal lambat ke Sabang berangkat?",
        "Berapa harga tiket kapal lambat untuk orang dewasa?",
        "Kapan mobil harus sudah di dermaga?",
    ),
    typed="kapl lambat",
    feeds=(
        ("Kabar Sabang", "https://kabar-sabang.example/feed.xml"),
        ("Syahbandar Ulee Lheue", "https://syahbandar.example/sitemap.xml"),
    ),
    news=(
        "Kapal kedua mulai Juli",
        "https://kabar-sabang.example/kapal-kedua",
        "Mulai 1 Juli ada kapal lambat kedua ke Sabang, berangkat pukul tiga sore.\n\n"
        "Kapal ini memuat 200 penumpang dan 20 mobil, lalu kembali pukul enam petang.",
    ),
)
