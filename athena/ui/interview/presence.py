"""The state of the conversation as a pill: seen, and told to screen readers."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from athena.realtime.snapshot import LiveState

_WORDS = {
    LiveState.CONNECTING: "Connecting",
    LiveState.LISTENING: "Listening",
    LiveState.THINKING: "Thinking",
    LiveState.SPEAKING: "Speaking",
    LiveState.RECONNECTING: "Reconnecting",
    LiveState.ENDED: "Ended",
    LiveState.FAILED: "Stopped",
}
_MEANING = {
    LiveState.CONNECTING: "The interviewer is being called.",
    LiveState.LISTENING: "It is your turn.",
    LiveState.THINKING: "The interviewer considers your answer.",
    LiveState.SPEAKING: "The interviewer is speaking; you may interrupt.",
    LiveState.RECONNECTING: "The line is being restored. Nothing you said is lost.",
    LiveState.ENDED: "The interview has ended.",
    LiveState.FAILED: "The interview has stopped.",
}
_UNHEARD = "We cannot hear you: turn on the microphone below, or type."

_HTML = """
<div class="presence" data-state="connecting">
  <span class="bars" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i></span>
  <span><b class="word"></b><span class="meaning"></span></span>
</div>
<p class="told" role="status" aria-live="polite"></p>
"""

_CSS = """
.presence { display: inline-flex; align-items: center; gap: .7rem; color: var(--st-text-color);
  font: 1rem var(--st-font); line-height: 1.35; }
.word { font-weight: 650; margin-right: .45rem; }
.meaning { opacity: .78; }
.bars { --tone: var(--st-gray-color); display: inline-flex; align-items: center;
  justify-content: center; gap: 3px;
  flex: none; width: 2.6rem; height: 2.6rem; border-radius: 50%; color: var(--tone);
  background: color-mix(in srgb, var(--tone) 16%, transparent); }
.bars i { width: 3px; height: 16px; border-radius: 2px; background: currentColor; transform: scaleY(.3);
  transition: transform .35s ease; }
[data-state=listening] .bars { --tone: var(--st-green-color); }
[data-state=listening][data-silent=true] .bars { --tone: var(--st-orange-color); }
[data-state=speaking] .bars { --tone: var(--st-blue-color); }
[data-state=thinking] .bars { --tone: var(--st-violet-color); }
[data-state=reconnecting] .bars, [data-state=failed] .bars { --tone: var(--st-orange-color); }
[data-state=speaking] i { animation: speak 1.1s ease-in-out infinite; }
[data-state=thinking] i, [data-state=connecting] i, [data-state=reconnecting] i {
  height: 5px; width: 5px; border-radius: 50%; transform: none; animation: think 1.4s ease-in-out infinite; }
[data-state=thinking] i:nth-child(n+4), [data-state=connecting] i:nth-child(n+4),
[data-state=reconnecting] i:nth-child(n+4) { display: none; }
i:nth-child(2) { animation-delay: .15s; } i:nth-child(3) { animation-delay: .3s; }
i:nth-child(4) { animation-delay: .1s; } i:nth-child(5) { animation-delay: .22s; }
@keyframes speak { 0%, 100% { transform: scaleY(.35); } 50% { transform: scaleY(1.2); } }
@keyframes think { 0%, 100% { opacity: .3; } 40% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .bars i { animation: none !important; transition: none; } }
.told { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
"""

_SCRIPT = """
const WEIGHTS = [0.55, 0.85, 1, 0.8, 0.5];
export default function (component) {
  const { data, parentElement } = component;
  const find = (selector) => parentElement.querySelector(selector);
  const pill = find(".presence");
  pill.dataset.state = data.state;
  pill.dataset.silent = String(data.silent);
  find(".word").textContent = data.word;
  find(".meaning").textContent = data.meaning;
  const told = find(".told");
  const announcement = [`${data.word}.`, data.meaning, data.news].filter(Boolean).join(" ");
  if (told.textContent !== announcement) told.textContent = announcement;
  if (data.state === "listening") {
    parentElement.querySelectorAll(".bars i").forEach((bar, index) => {
      bar.style.transform = `scaleY(${0.3 + 1.1 * data.level * WEIGHTS[index]})`;
    });
  } else {
    parentElement.querySelectorAll(".bars i").forEach((bar) => bar.style.removeProperty("transform"));
  }
}
"""


@dataclass(frozen=True, slots=True)
class Presence:
    """What the pill shows: the state, how loud the candidate is (0..1), and news for screen readers."""

    state: LiveState
    level: float = 0.0
    muted: bool = False
    unheard: bool = False
    news: str = ""

    @property
    def word(self) -> str:
        """Return the state in one word."""
        if not self.silent:
            return _WORDS[self.state]
        return "Not heard" if self.unheard else "Muted"

    @property
    def meaning(self) -> str:
        """Return what the state means for the candidate."""
        if not self.silent:
            return _MEANING[self.state]
        return _UNHEARD if self.unheard else "Your microphone is off; unmute it or type."

    @property
    def silent(self) -> bool:
        """Return whether it is the candidate's turn and nothing can be heard."""
        return (self.muted or self.unheard) and self.state is LiveState.LISTENING


def show_presence(presence: Presence) -> None:
    """Show the pill; its frame stays, so that only changed words are told to screen readers."""
    component = st.components.v2.component("athena_presence", html=_HTML, css=_CSS, js=_SCRIPT)
    component(
        key="presence",
        data={
            "state": presence.state.name.lower(),
            "word": presence.word,
            "meaning": presence.meaning,
            "level": 0.0 if presence.silent else round(presence.level, 2),
            "silent": presence.silent,
            "news": presence.news,
        },
    )
