import subprocess
import sys

LOADED = """
import sys
import bot.__main__, bot.discord.client, bot.discord.service, bot.operations.health
print(*(name for name in sys.modules if name.startswith("index.learning")))
"""


def test_a_running_bot_imports_nothing_of_learning() -> None:
    process = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, check=True, text=True
    )

    assert process.stdout.split() == []
