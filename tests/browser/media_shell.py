"""A page with nothing but the microphone's button: what is said comes back as a tone."""

from athena.config import Settings
from athena.ui.voice.streamer import voice_streamer
from tests.browser.echo import ECHO

voice_streamer(Settings()).plug(ECHO)
