"""Stand-ins for Discord.

`wire` speaks HTTP and WebSocket, for a bot in a process of its own; `launcher` starts that bot.
"""
