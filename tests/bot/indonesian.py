from bot.locales import texts_in

INDONESIAN = texts_in("id")
"""What Kutip says to Indonesians, who are most of its people."""
