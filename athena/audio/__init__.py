"""PCM16 audio: constants, resampling, the playback ledger. No network, no user interface."""
