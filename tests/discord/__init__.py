"""A fake Discord server, which speaks HTTP and WebSocket with a bot in a separate process.

`wire` is the server; `launcher` starts the bot.
"""
