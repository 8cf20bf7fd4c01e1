from bot.locales import texts_in

INDONESIAN = texts_in("id")
"""The Indonesian texts."""
