// The editor as a Streamlit component. Python's side of the agreement is athena/ui/editor/widget.py.
//
// In:  data.text (what is written at first), data.language, data.tables, data.fault {message, line, column} or
//      null (1-based), data.insert {text, number} (put at the cursor when the number is new), data.label,
//      data.hint, data.lines, data.fixed
// Out: state "text" (all of it, a moment after typing stops), trigger "run" {text, line, column} (what to run
//      and where it starts in the document, 1-based)
import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, closeCompletion, completionKeymap,
} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {bracketMatching, indentOnInput, syntaxHighlighting} from "@codemirror/language";
import {lintGutter, setDiagnostics} from "@codemirror/lint";
import {Compartment, EditorState, Prec} from "@codemirror/state";
import {
  EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap,
  lineNumbers, placeholder,
} from "@codemirror/view";

import {languageOf} from "./dialect.mjs";
import {colours, look} from "./look.mjs";

const REST_MS = 400; // how long typing rests before Python hears of it
const mounted = new WeakMap();

export default function mount(component) {
  const {parentElement} = component;
  let editor = mounted.get(parentElement);
  if (!editor) mounted.set(parentElement, (editor = new Editor(parentElement, component.data)));
  editor.follow(component);
  return () => {
    editor.close();
    mounted.delete(parentElement);
  };
}

class Editor {
  constructor(parentElement, data) {
    this.language = new Compartment();
    this.known = "";
    this.told = data.text ?? "";
    this.inserted = data.insert?.number;
    const root = parentElement instanceof ShadowRoot ? parentElement : undefined;
    const parent = parentElement.querySelector("[data-editor]") ?? parentElement;
    this.view = new EditorView({parent, root, doc: this.told, extensions: this.extensions(data)});
  }

  extensions(data) {
    const height = EditorView.theme({
      ".cm-content, .cm-gutter": {minHeight: `${(data.lines ?? 8) * 1.4}rem`},
      ".cm-scroller": {maxHeight: "26rem"},
    });
    return [
      Prec.highest(keymap.of([
        {key: "Mod-Enter", run: () => this.run()},
        {key: "Tab", run: acceptCompletion},
        {key: "Escape", run: (view) => void view.setTabFocusMode(true)}, // Tab leaves then, until the next change
      ])),
      lineNumbers(), highlightSpecialChars(), history(), drawSelection(), bracketMatching(), closeBrackets(),
      indentOnInput(), highlightActiveLine(), highlightActiveLineGutter(), lintGutter(),
      autocompletion({icons: false}),
      this.language.of([]), syntaxHighlighting(colours), look, height, placeholder(data.hint ?? ""),
      EditorView.lineWrapping,
      EditorState.readOnly.of(Boolean(data.fixed)),
      EditorView.contentAttributes.of({"aria-label": data.label ?? "Editor", spellcheck: "false"}),
      keymap.of([
        ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap, indentWithTab,
      ]),
      EditorView.updateListener.of((update) => update.docChanged && this.changed()),
      EditorView.domEventHandlers({blur: () => void this.leave()}),
    ];
  }

  follow(component) {
    this.component = component;
    const {data} = component;
    const known = JSON.stringify([data.language, data.tables]);
    if (known !== this.known) {
      this.known = known;
      this.view.dispatch({effects: this.language.reconfigure(languageOf(data.language, data.tables))});
    }
    this.insert(data.insert);
    this.show(data.fault);
  }

  insert(wanted) {
    if (!wanted || wanted.number === this.inserted) return;
    this.inserted = wanted.number;
    this.view.dispatch(this.view.state.replaceSelection(wanted.text));
    this.view.focus();
  }

  // The cursor goes to a fault once, when it is new; while people mend it, it stays where they put it.
  show(fault) {
    const key = JSON.stringify(fault ?? null);
    if (key === this.fault) return;
    this.fault = key;
    const spots = fault ? [this.spot(fault)] : [];
    this.view.dispatch(setDiagnostics(this.view.state, spots));
    if (!fault || !fault.line) return;
    this.view.dispatch({selection: {anchor: spots[0].from}, scrollIntoView: true});
    this.view.focus();
  }

  spot({message, line, column}) {
    const {doc} = this.view.state;
    const at = doc.line(Math.min(Math.max(line ?? 1, 1), doc.lines));
    const from = Math.min(at.from + Math.max((column ?? 1) - 1, 0), at.to);
    const word = this.view.state.wordAt(from);
    return {from, to: Math.max(word?.to ?? 0, Math.min(from + 1, doc.length)), severity: "error", message};
  }

  run() {
    const {state} = this.view;
    const {from, to, empty} = state.selection.main;
    const line = state.doc.lineAt(empty ? 0 : from);
    closeCompletion(this.view);
    this.tell();
    this.component.setTriggerValue("run", {
      text: empty ? state.doc.toString() : state.sliceDoc(from, to),
      line: line.number,
      column: (empty ? 0 : from - line.from) + 1,
    });
    return true;
  }

  changed() {
    this.view.setTabFocusMode(false);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), REST_MS);
  }

  leave() {
    closeCompletion(this.view);
    this.tell();
  }

  tell() {
    clearTimeout(this.timer);
    const text = this.view.state.doc.toString();
    if (text === this.told) return;
    this.told = text;
    this.component.setStateValue("text", text);
  }

  close() {
    clearTimeout(this.timer);
    this.view.destroy();
  }
}
