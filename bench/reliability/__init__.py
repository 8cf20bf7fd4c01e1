"""Tries faults on the real bot against the stand-in of Discord in tests/discord.

A *load* (load.py) plays people who ask, vote and wish (asking.py), add and change articles
(articles.py), settle questions and change settings (moderating.py). A *ledger* (ledger.py) keeps
what the bot confirmed to them. After each fault the *invariants* (invariants.py) compare the ledger
with the database and with what the bot answers.
"""
