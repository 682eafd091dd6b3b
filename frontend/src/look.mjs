// How the editor looks: Streamlit's own colours, so that it follows the light and the dark theme.
import {HighlightStyle} from "@codemirror/language";
import {EditorView} from "@codemirror/view";
import {tags} from "@lezer/highlight";

const mixed = (colour, share) => `color-mix(in srgb, var(${colour}) ${share}%, transparent)`;
const quiet = "color-mix(in srgb, var(--st-text-color) 68%, var(--st-background-color))";

export const colours = HighlightStyle.define([
  {tag: tags.keyword, color: "var(--st-link-color)", fontWeight: "600"},
  {tag: [tags.string, tags.special(tags.string)], color: "var(--st-green-text-color)"},
  {tag: [tags.number, tags.bool, tags.null], color: "var(--st-orange-text-color)"},
  {tag: [tags.lineComment, tags.blockComment, tags.comment], color: quiet, fontStyle: "italic"},
  {tag: [tags.typeName, tags.standard(tags.name)], color: "var(--st-blue-text-color)"},
]);

export const look = EditorView.theme({
  "&": {
    color: "var(--st-text-color)",
    backgroundColor: "var(--st-secondary-background-color)",
    fontSize: "var(--st-code-font-size, 0.9rem)",
    border: "1px solid var(--st-border-color)",
    borderRadius: "var(--st-base-radius)",
  },
  "&.cm-focused": {outline: "2px solid var(--st-primary-color)", outlineOffset: "-1px"},
  ".cm-scroller": {fontFamily: "var(--st-code-font, monospace)", lineHeight: "1.55", overflow: "auto"},
  ".cm-content": {caretColor: "var(--st-text-color)", padding: "0.6rem 0"},
  ".cm-gutters": {backgroundColor: "transparent", color: quiet, border: "none"},
  ".cm-activeLine, .cm-activeLineGutter": {backgroundColor: mixed("--st-primary-color", 7)},
  ".cm-cursor": {borderLeftColor: "var(--st-text-color)"},
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    background: mixed("--st-primary-color", 25),
  },
  ".cm-tooltip": {
    backgroundColor: "var(--st-background-color)",
    color: "var(--st-text-color)",
    border: "1px solid var(--st-border-color)",
    borderRadius: "6px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: mixed("--st-primary-color", 25),
    color: "var(--st-text-color)",
  },
  ".cm-diagnostic": {padding: "0.3rem 0.6rem"},
  ".cm-placeholder": {color: quiet},
});
