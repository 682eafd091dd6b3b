"""What a visitor does on the pages, in AppTest's words."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from athena.ui.voice.probe import KEY as PROBE


def press(visit: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    (button,) = [button for button in visit.button if button.label == label]
    return button.click().run()


def labels(visit: AppTest) -> list[str]:
    """Return the labels of all buttons."""
    return [button.label for button in visit.button]


def identify(visit: AppTest, employee_id: str) -> AppTest:
    """Type an Employee ID and go on."""
    visit.text_input[0].input(employee_id)
    return press(visit, "Continue")


def arrive(visit: AppTest, employee_id: str = "E1042", name: str = "Ada Lovelace") -> AppTest:
    """Come as somebody new up to the preparation."""
    identify(visit, employee_id)
    visit.text_input[1].input(name)
    return press(visit, "Continue")


def choose_typing(visit: AppTest) -> AppTest:
    """Choose the keyboard and agree."""
    visit.session_state["way"] = False
    visit.checkbox(key="consent").check()
    return visit.run()


def begin_typed(visit: AppTest, name: str = "Ada Lovelace") -> AppTest:
    """Come as somebody new and begin an interview by keyboard."""
    arrive(visit, name=name)
    choose_typing(visit)
    return press(visit, "Begin the interview")


def microphone_says(visit: AppTest, word: str) -> AppTest:
    """Let the browser tell the state of its microphone."""
    visit.session_state[PROBE] = {"microphone": word}
    return visit.run()


def words(visit: AppTest) -> str:
    """Return everything that can be read on the page."""
    kinds = (visit.title, visit.header, visit.subheader, visit.markdown, visit.caption, visit.text)
    notices = (visit.warning, visit.error, visit.info)
    return "\n".join(str(element.value) for kind in (*kinds, *notices) for element in kind)
