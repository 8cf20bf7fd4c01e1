"""What Kutip says, a sentence each; every language is one instance of Texts."""

from dataclasses import dataclass

from bot.locales.faults import FaultTexts
from bot.locales.feedback import FeedbackTexts
from bot.locales.figures import FiguresTexts
from bot.locales.intake import IntakeTexts
from bot.locales.privacy import PrivacyTexts
from bot.locales.review import ReviewTexts
from bot.locales.server import ServerTexts
from bot.locales.shelf import ShelfTexts
from index.answer import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Every sentence that people read, for `str.format` where it names something in braces."""

    command_ask: str
    """The slash command's name: lower case, 32 characters at most."""
    command_ask_description: str
    """Under the slash command in Discord's list; 100 characters at most, as all descriptions."""
    option_question: str
    """The name of the slash command's option for the question."""
    option_question_description: str
    """Under that option."""
    option_private: str
    """The name of the slash command's option for a reply that only the asker sees."""
    option_private_description: str
    """Under that option."""
    menu_ask: str
    """The entry in a message's menu; 32 characters at most."""

    doubtful: str
    """Above a quote that is barely trusted."""
    paragraph_of: str
    """Under a quote, after its source: the passage's number in its article, and how many."""
    show_around: str
    """On the button that adds the paragraphs before and after the quoted one."""
    hide_around: str
    """On the same button once they are shown."""

    refusal_blank: str
    """When nothing was asked, e.g. by a bare mention, or by the menu of a mere picture."""
    refusal_no_articles: str
    """When there is no article to search yet."""
    refusal_no_match: str
    """When no passage answers the question."""
    nearest: str
    """Above the titles of the articles that come nearest, after a refusal."""

    bin_not_yours: str
    """When somebody who is neither the asker nor a moderator presses the bin."""
    answer_gone: str
    """When a button belongs to an answer that is no longer kept."""
    not_allowed: str
    """When a person may not use a command or button here, and who can let them."""
    apology: str
    """When something unforeseen failed; the reference stands in the program's log too."""

    terminal_welcome: str
    """The first line of a chat in the terminal."""
    terminal_how_to_discord: str
    """The one line that says how to connect to Discord, when there is no token."""
    terminal_prompt: str
    """Before the question in a chat in the terminal."""
    terminal_goodbye: str
    """The last line of a chat in the terminal."""

    faults: FaultTexts
    """Of texts, links and changes that can't be."""
    intake: IntakeTexts
    """Of adding and changing articles."""
    shelf: ShelfTexts
    """Of the articles that are there."""
    server: ServerTexts
    """Of a server's settings."""
    privacy: PrivacyTexts
    """Of what is kept about people."""
    feedback: FeedbackTexts
    """Of thumbs, their reasons, and wishes to be told."""
    review: ReviewTexts
    """Of what was asked in vain, answered badly, and chosen by moderators."""
    figures: FiguresTexts
    """Of the query log in figures."""

    def refusal(self, reason: Refusal | None) -> str:
        """Return the sentence for this reason not to answer."""
        sentences = {
            Refusal.BLANK: self.refusal_blank,
            Refusal.NO_ARTICLES: self.refusal_no_articles,
        }
        return sentences.get(reason, self.refusal_no_match) if reason else self.refusal_no_match
