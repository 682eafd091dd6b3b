import pytest

from athena.domain.scoring.clauses import clauses, sentences, windows, without


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text, sentences(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one. two; three", ["one", "two", "three"]),
        (
            "a left join keeps all but an inner join does not",
            ["a left join keeps all", "an inner join does not"],
        ),
        ("it is slow because it sorts", ["it is slow", "it sorts"]),
        ("left keeps all and the right is null", ["left keeps all", "the right is null"]),
        ("first name and last name", ["first name and last name"]),
        ("it gives one, two, three, and so on", ["it gives one, two, three", "and so on"]),
        ("join on e.manager id = m.id. left keeps all", ["join on e.manager id = m.id", "left keeps all"]),
        ("", []),
        (" . , ", []),
    ],
)
def test_clauses_end_at_punctuation_and_conjunctions(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_speech_without_punctuation_is_cut_after_28_words() -> None:
    assert [len(clause.split()) for clause in texts("word " * 60)] == [28, 28, 4]


def test_an_endless_word_belongs_to_no_clause() -> None:
    assert texts("left " + "x" * 50 + " right") == ["left", "right"]


def test_windows_are_single_clauses_and_neighbouring_pairs() -> None:
    text = "red, blue, green"
    assert [window.text for window in windows(text, clauses(text, sentences(text)))] == [
        "red",
        "blue",
        "green",
        "red, blue",
        "blue, green",
    ]


def test_removing_a_part_splits_what_is_left_into_blocks() -> None:
    assert without([(0, 10), (11, 20)], [(4, 6)]) == [[(0, 4)], [(6, 10), (11, 20)]]


def test_removing_a_whole_span_leaves_no_empty_block() -> None:
    assert without([(0, 10)], [(0, 10)]) == []


def test_parts_that_overlap_are_removed_together() -> None:
    assert without([(0, 10)], [(2, 6), (4, 8)]) == [[(0, 2)], [(8, 10)]]
