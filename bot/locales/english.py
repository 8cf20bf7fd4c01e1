"""What Kutip says in English."""

from bot.locales.faults import FAULTS_IN_ENGLISH
from bot.locales.feedback import FEEDBACK_IN_ENGLISH
from bot.locales.figures import FIGURES_IN_ENGLISH
from bot.locales.intake import INTAKE_IN_ENGLISH
from bot.locales.privacy import PRIVACY_IN_ENGLISH
from bot.locales.review import REVIEW_IN_ENGLISH
from bot.locales.server import SERVER_IN_ENGLISH
from bot.locales.shelf import SHELF_IN_ENGLISH
from bot.locales.texts import Texts

ENGLISH = Texts(
    command_ask="ask",
    command_ask_description="Ask a question; I answer by quoting an article, word for word",
    option_question="question",
    option_question_description="What would you like to know?",
    option_private="private",
    option_private_description="Only you see the answer",
    menu_ask="Ask Kutip about this",
    doubtful="I'm not sure, this may not answer your question:",
    paragraph_of="paragraph {number} of {total}",
    show_around="Show the paragraphs around it",
    hide_around="Show this paragraph only",
    refusal_blank="Hi! Ask me something about my articles; I'll quote the answer word for word.",
    refusal_no_articles="I have no articles to read yet, so I can't answer that.",
    refusal_no_match="I couldn't find a passage that answers that, and I'd rather not guess.",
    nearest="Here is what I have read:",
    bin_not_yours="Only the person who asked, or a moderator, can delete this answer.",
    answer_gone="I no longer have this answer. Please ask again!",
    not_allowed=(
        "Sorry, you may not do that here. Who manages this server can let your role keep the "
        "articles: `/server moderators`."
    ),
    apology="Sorry, something went wrong on my side. If you report it, give this code: {reference}",
    terminal_welcome="Hi, I'm Kutip. Ask me something; Ctrl+D ends our chat.",
    terminal_how_to_discord=(
        "To connect me to Discord, put DISCORD_TOKEN=… into the file .env and start me again."
    ),
    terminal_prompt="You: ",
    terminal_goodbye="See you!",
    faults=FAULTS_IN_ENGLISH,
    intake=INTAKE_IN_ENGLISH,
    shelf=SHELF_IN_ENGLISH,
    server=SERVER_IN_ENGLISH,
    privacy=PRIVACY_IN_ENGLISH,
    review=REVIEW_IN_ENGLISH,
    figures=FIGURES_IN_ENGLISH,
    feedback=FEEDBACK_IN_ENGLISH,
)
