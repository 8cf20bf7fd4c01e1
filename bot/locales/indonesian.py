"""What Kutip says in Indonesian."""

from bot.locales.faults import FAULTS_IN_INDONESIAN
from bot.locales.feedback import FEEDBACK_IN_INDONESIAN
from bot.locales.figures import FIGURES_IN_INDONESIAN
from bot.locales.intake import INTAKE_IN_INDONESIAN
from bot.locales.privacy import PRIVACY_IN_INDONESIAN
from bot.locales.review import REVIEW_IN_INDONESIAN
from bot.locales.server import SERVER_IN_INDONESIAN
from bot.locales.shelf import SHELF_IN_INDONESIAN
from bot.locales.texts import Texts

INDONESIAN = Texts(
    command_ask="tanya",
    command_ask_description="Tanyakan sesuatu; kujawab dengan kutipan artikel, kata demi kata",
    option_question="pertanyaan",
    option_question_description="Apa yang ingin kamu ketahui?",
    option_private="pribadi",
    option_private_description="Jawabannya hanya terlihat olehmu",
    menu_ask="Tanya Kutip soal ini",
    doubtful="Aku kurang yakin, mungkin ini tidak menjawab pertanyaanmu:",
    paragraph_of="paragraf {number} dari {total}",
    show_around="Paragraf di sekitarnya",
    hide_around="Paragraf ini saja",
    refusal_blank=(
        "Hai! Tanyakan sesuatu tentang artikelnya, nanti kukutip jawabannya kata demi kata."
    ),
    refusal_no_articles="Aku belum punya artikel untuk dibaca, jadi belum bisa menjawab.",
    refusal_no_match=(
        "Aku tidak menemukan kutipan yang menjawab itu, dan aku tidak mau asal menebak."
    ),
    nearest="Ini yang sudah kubaca:",
    bin_not_yours="Hanya penanya atau moderator yang bisa menghapus jawaban ini.",
    answer_gone="Jawaban ini sudah tidak kusimpan. Coba tanyakan lagi, ya!",
    not_allowed=(
        "Maaf, kamu belum boleh melakukan itu di sini. Pengelola server bisa mengizinkan peranmu "
        "mengelola artikel: `/server moderator`."
    ),
    apology="Maaf, ada yang salah di pihakku. Kalau melaporkannya, sebutkan kode ini: {reference}",
    terminal_welcome="Hai, aku Kutip. Tanyakan sesuatu; Ctrl+D mengakhiri obrolan.",
    terminal_how_to_discord=(
        "Untuk menghubungkanku ke Discord, tulis DISCORD_TOKEN=… di berkas .env lalu jalankan lagi."
    ),
    terminal_prompt="Kamu: ",
    terminal_goodbye="Sampai jumpa!",
    faults=FAULTS_IN_INDONESIAN,
    intake=INTAKE_IN_INDONESIAN,
    shelf=SHELF_IN_INDONESIAN,
    server=SERVER_IN_INDONESIAN,
    privacy=PRIVACY_IN_INDONESIAN,
    review=REVIEW_IN_INDONESIAN,
    figures=FIGURES_IN_INDONESIAN,
    feedback=FEEDBACK_IN_INDONESIAN,
)
