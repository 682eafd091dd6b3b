"""The embedded interviewer: a server of the Realtime protocol with its own ears, voice and judgement."""
