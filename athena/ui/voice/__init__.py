"""Sound between a browser and an interview: microphone in, interviewer's voice out."""
