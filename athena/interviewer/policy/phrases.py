"""What the interviewer says in its own words, in variants; questions, follow-ups and hints are the bank's.

First sentences are short: speech starts with them. ``{name}`` is ", Ada" or nothing.
"""

from __future__ import annotations

from typing import Final

from athena.domain.process_topics import Topic

Variants = tuple[str, ...]

HELLO: Final[Variants] = ("Hello{name}.", "Hi{name}.", "Good to meet you{name}.", "Welcome{name}.")
WELCOME: Final[Variants] = (
    "I am Athena, and this is your SQL interview.",
    "I am Athena, and we will talk about SQL.",
    "My name is Athena, and I will ask you about SQL.",
)
EXPLAIN: Final[Variants] = (
    "I have {count} for you, and there is no hurry.",
    "There will be {count}, so take your time with each.",
    "I will ask {count}, and you may think aloud.",
)
COMMANDS: Final[Variants] = (
    "Say repeat, skip or stop at any time.",
    "You can say repeat, skip or stop whenever you like.",
    "Whenever you need it, say repeat, skip or stop.",
)
FIRST: Final[Variants] = ("Here is the first question.", "Let us begin.", "Let us start with this one.")

THANKS: Final[Variants] = (
    "Thank you.",
    "Thanks for that.",
    "All right, thank you.",
    "Okay, thanks.",
    "I see, thank you.",
)
NEXT: Final[Variants] = (
    "Here is the next question.",
    "Let us go on.",
    "On to the next one.",
    "The next question is this.",
    "Let us turn to something else.",
)
LAST: Final[Variants] = ("Here is the last question.", "One last question.", "Now to the last one.")
SKIPPED: Final[Variants] = ("No problem.", "Sure, we leave it.", "That is fine.", "All right, we move on.")
NOT_KNOWN: Final[Variants] = (
    "That is quite all right.",
    "No worries.",
    "That happens to everyone.",
    "Thanks for saying so.",
)
LEFT_SILENT: Final[Variants] = ("Let us leave this one.", "We can leave this one.", "I will move on.")
LEFT_OTHER: Final[Variants] = ("Let us move on.", "Then we go on.", "I suggest we go on.")
LEFT_UNCLEAR: Final[Variants] = ("Let us leave that one.", "We had better go on.")

FOLLOW: Final[Variants] = (
    "Let me ask one thing more.",
    "May I follow up on that?",
    "One more thought on this.",
    "Let me stay with that for a moment.",
)
MORE: Final[Variants] = (
    "Could you say a little more about that?",
    "Please go on and tell me more.",
    "Could you explain that in a little more detail?",
)
HINT_LEAD: Final[Variants] = ("Perhaps this helps.", "Here is a small hint.", "Maybe think of it this way.")
SURE: Final[Variants] = ("Of course.", "Sure.", "Gladly.", "Certainly.")
NO_MORE_HINTS: Final[Variants] = (
    "I have no further hint here.",
    "That was all I can offer.",
    "I cannot say more on this one.",
)
ANYTHING: Final[Variants] = (
    "Say whatever comes to mind, or say skip.",
    "Tell me what you do know, or say skip.",
)

AGAIN: Final[Variants] = ("Here it is again.", "I will say it again.", "Once more, then.")
DIFFERENTLY: Final[Variants] = ("Let me put it differently.", "Let me say it in other words.")
STILL_OPEN: Final[Variants] = ("And what I asked last was this.", "My last point was this.")
WAITING: Final[Variants] = (
    "Take your time.",
    "Of course, take your time.",
    "There is no hurry, take your time.",
)
GO_AHEAD: Final[Variants] = ("Go ahead, I am listening.", "Whenever you are ready.", "I am listening.")

PAD_OPEN: Final[Variants] = (
    "Please write the query in the pad: Run tries it out, and Submit hands it in.",
    "The pad is open for your query, where Run tries it out and Submit hands it in.",
)
RUN_RIGHT: Final[Variants] = ("Well done.", "Very good.", "That looks right.")
RUN_WRONG: Final[Variants] = ("That is a start.", "You are on your way.", "Not quite there yet.")
HAND_IN: Final[Variants] = (
    "Press Submit when you want to hand the query in.",
    "Once the query is as you like it, please press Submit.",
)
FOLLOWING: Final[Variants] = ("I follow, please go on.", "All right, go on.", "I see, carry on.")
HANDED_IN: Final[Variants] = (
    "Thank you, I have your query.",
    "Thanks, the query is in.",
)
EXPLAIN_QUERY: Final[Variants] = (
    "Please tell me in a few sentences how your query works.",
    "Could you explain in a few sentences why you wrote it that way?",
)

NUDGE: Final[Variants] = ("Take your time.", "No hurry.", "It is all right to think.")
NUDGE_MORE: Final[Variants] = (
    "You can begin with whatever comes to mind.",
    "Thinking aloud is welcome.",
    "Even a part of an answer is welcome.",
)
STILL_THERE: Final[Variants] = ("Are you still with me?", "I am still here.", "I cannot hear you just now.")
OFFER: Final[Variants] = (
    "I can repeat the question, skip it, or end the interview if you tell me so.",
    "Shall I repeat the question, skip it, or end the interview?",
)
GENTLE: Final[Variants] = ("No pressure at all.", "It is quite all right.")
GENTLE_MORE: Final[Variants] = (
    "If this one is not for you, say skip, and we go on.",
    "Say one thing you know about it, or say skip.",
)

UNCLEAR: Final[Variants] = ("Sorry, I did not catch that.", "I could not make that out.", "Pardon me.")
SAY_AGAIN: Final[Variants] = ("Could you say it again?", "Would you say that once more?")
TYPE_IT: Final[Variants] = (
    "You can also type your answer in the box below.",
    "If you like, type your answer instead.",
)

CONFIRM_LEAD: Final[Variants] = ("All right.", "I understand.", "As you like.")
CONFIRM: Final = "Do you want to end the interview?"
RESUME: Final[Variants] = ("Good, we go on.", "Then let us go on.", "Fine, let us continue.")

BACK_TO_IT: Final[Variants] = (
    "Back to the question.",
    "Now back to our question.",
    "So, the question again.",
)
STAY: Final[Variants] = ("Let us stay with SQL for now.", "Here I keep to the interview.")
FRIENDLY: Final[Variants] = ("I like the idea.", "That is a nice thought.", "Perhaps another time.")
KEPT_BACK: Final[Variants] = ("I cannot tell you that.", "That stays with me.", "I have to keep that back.")
YOUR_OWN: Final[Variants] = (
    "I would like to hear it in your own words.",
    "What counts here is what you make of it.",
)
UNMOVED: Final[Variants] = (
    "I will stay your interviewer.",
    "I keep to the interview.",
    "Let us keep to SQL.",
)
HELLO_BACK: Final[Variants] = ("Hello.", "Thank you.", "Glad you are here.")

TIME_NEAR: Final[Variants] = ("Our time is nearly over.", "We are almost out of time.")
FINISH: Final[Variants] = (
    "Please finish this answer, and then we close.",
    "Take this answer to its end, and then we close.",
)
WE_ARE_BACK: Final[Variants] = ("We are back.", "The connection is back.")
LAST_WORDS: Final[Variants] = (
    "Could you say your last words again?",
    "I may have missed your last words, please say them again.",
)
NOTED: Final[Variants] = ("Thank you, I have that.", "Thanks, that is noted.")

LEVEL_OPEN: Final[Variants] = ("That was the last planned question.", "Those were the planned questions.")
OFFER_EXTRA: Final = "May I ask one more question, if you have two minutes?"
EXTRA: Final[Variants] = ("Gladly, here it is.", "Good, here is the extra one.", "Thank you, here it comes.")
NO_EXTRA: Final[Variants] = ("No problem at all.", "That is perfectly fine.", "All right, we leave it there.")
ALL_DONE: Final[Variants] = ("That was the last question.", "Those were all my questions.")
TIME_OVER: Final[Variants] = ("Our time is over.", "That is all the time we have.")
STOPPED: Final[Variants] = ("We end here, as you wish.", "Then we stop here.")
CLOSE_NOW: Final[Variants] = ("We come to the end here.", "Let us close here.")
TOO_QUIET: Final[Variants] = (
    "I have not heard from you for a while, so I close here.",
    "It has gone quiet, so I close the interview here.",
)
CLOSED: Final[Variants] = (
    "The interview is finished, and all you said is kept.",
    "This interview is closed now, thank you for taking part.",
    "With that we are finished, thank you for your time.",
)
GOODBYE: Final[Variants] = ("Goodbye.", "Goodbye, and take care.", "All the best.")

PROCESS: Final[dict[Topic, str]] = {
    Topic.LENGTH: "We have up to {minutes} in all.",
    Topic.COUNT: "This is question {number} of {total}.",
    Topic.SCORE: "A report is written after the interview, and I say nothing about it while we talk.",
    Topic.AUDIENCE: "The people who invited you can read the transcript and the report.",
    Topic.IDENTITY: "I am Athena, a computer program and not a person.",
    Topic.RECORDING: "What you say is written down and kept, and the sound itself is not kept.",
    Topic.COMMANDS: "Answer in your own words, and say repeat, rephrase, hint, skip or stop at any time.",
    Topic.TYPING: "Yes, you can type any answer instead of speaking.",
    Topic.NOTES: "Please answer from your own knowledge, and paper for notes is fine.",
    Topic.HEARING: "Yes, I can hear you.",
    Topic.DIALECT: "Any usual SQL database will do, and you may name the one you mean.",
    Topic.NEXT_STEPS: "After the last question I close, and the people who invited you will be in touch.",
}
PRACTICE_PROCESS_SCORE: Final = (
    "This is practice, so you get feedback after each answer and a report at the end."
)
UNKNOWN_PROCESS: Final = "I am not sure about that, so please ask the people who invited you."

NO_QUERY: Final = "No query was handed in."
NO_EXPLANATION: Final = "The query was handed in and not explained."

LEFT_FEEDBACK: Final[dict[str, str]] = {
    "skipped": "Not answered: the candidate chose to skip this question.",
    "not known": "Not answered: the candidate said openly that they did not know.",
    "silent": "Not answered: the candidate said nothing to this question.",
    "unclear": "Not answered: what was said could not be made out.",
    "other matters": "Not answered: the candidate spoke of other things than the question.",
    "ended": "Not answered: the interview ended before an answer was given.",
}
