/* The editor of the exercises: CodeMirror with what a page of Python needs of it.
   Its colours are those of the code on the page, by the class names of Pygments. */
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import {
  defaultKeymap, history, historyKeymap, indentWithTab,
} from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import {
  bracketMatching, indentOnInput, indentUnit, syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tagHighlighter, tags } from "@lezer/highlight";

const colours = tagHighlighter([
  { tag: [tags.keyword, tags.bool, tags.null], class: "k" },
  { tag: tags.operatorKeyword, class: "ow" },
  { tag: tags.moduleKeyword, class: "kn" },
  { tag: [tags.string, tags.special(tags.string)], class: "s2" },
  { tag: tags.comment, class: "c1" },
  { tag: tags.number, class: "mi" },
  { tag: tags.operator, class: "o" },
  { tag: tags.function(tags.definition(tags.variableName)), class: "nf" },
  { tag: tags.definition(tags.className), class: "nc" },
  { tag: tags.meta, class: "nd" },
]);

/* Put an editor into `parent`. `changed` is called with every new text; `check` and `run`
   by Ctrl-Enter and Shift-Enter. */
export function create(parent, text, { label, describedBy, changed, check, run }) {
  const act = (action) => () => (action(), true);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        keymap.of([
          { key: "Ctrl-Enter", mac: "Cmd-Enter", run: act(check) },
          { key: "Ctrl-Enter", run: act(check) },
          { key: "Shift-Enter", run: act(run) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...historyKeymap,
          indentWithTab,
        ]),
        lineNumbers(),
        history(),
        drawSelection(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        python(),
        syntaxHighlighting(colours),
        EditorView.contentAttributes.of({
          "aria-label": label,
          "aria-describedby": describedBy,
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed(view.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    get text() {
      return view.state.doc.toString();
    },
    /* One step that can be undone. */
    set text(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    focus: () => view.focus(),
    /* Put the cursor where a click came down. */
    reach: (x, y) => {
      const place = view.posAtCoords({ x, y });
      if (place !== null) view.dispatch({ selection: { anchor: place } });
    },
  };
}
