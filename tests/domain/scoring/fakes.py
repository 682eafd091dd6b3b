"""A small question about two boxes, with everything a rubric can have."""

from athena.domain.evaluation import Evaluation
from athena.domain.interview import Category, Difficulty
from athena.domain.questions import KeyPoint, Match, Misconception, Question, QuestionType
from athena.domain.scoring import score_answer

LEXICON = {"keep": r"keep\w*|stores?"}

QUESTION = Question(
    id="boxes",
    category=Category.JOINS,
    difficulty=Difficulty.BEGINNER,
    type=QuestionType.SPOKEN,
    prompt="There is a red box and a blue box in the cellar. What does each of them do with the apples?",
    rephrased="Tell me what happens to apples in the red box, and what happens to them in the blue box.",
    reference_answer="The red box keeps apples, the blue box throws them away.",
    expected_seconds=30,
    skills=("boxes",),
    key_points=(
        KeyPoint(
            id="red-keeps",
            text="The red box keeps apples.",
            weight=0.4,
            match=Match(("red", "@keep", "apples?")),
            hint="What does the red box do?",
            required=True,
        ),
        KeyPoint(
            id="blue-drops",
            text="The blue box drops apples.",
            weight=0.3,
            match=Match(("blue", r"drop\w*|throw\w*"), ("pears?",)),
            hint="What does the blue box do?",
        ),
        KeyPoint(
            id="lid",
            text="Nothing happens without a lid.",
            weight=0.2,
            match=Match(("lid", "nothing|not")),
            hint="What is on top?",
        ),
        KeyPoint(
            id="cool",
            text="The cellar is cool.",
            weight=0.1,
            match=Match(("cool|cold",)),
            hint="How warm is it?",
        ),
    ),
    misconceptions=(
        Misconception(
            id="red-eats",
            claim="The red box eats apples.",
            match=Match(("red", r"eats?")),
            feedback="No box eats.",
            voids=("red-keeps",),
            penalty=0.2,
        ),
    ),
    contrasts=("red", "blue"),
)


def scored(text: str) -> Evaluation:
    return score_answer(QUESTION, text, LEXICON, "r1")


def verdicts(text: str) -> dict[str, str]:
    return {point.point_id: str(point.verdict) for point in scored(text).points}
