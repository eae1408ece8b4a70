/**
 * CodeMirror under a strict policy: in a shadow root it puts its styles there by `adoptedStyleSheets`, so that no
 * `<style>` element is needed. Colours come from the page's custom properties.
 */
import { autocompletion, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { complete } from './completion.js';

const theme = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: '14px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "DejaVu Sans Mono", monospace', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--raised)', color: 'var(--muted)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent) 9%, transparent)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent) !important' },
  '&.cm-focused': { outline: '3px solid var(--accent)', outlineOffset: '-3px' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', border: '1px solid var(--line)' },
  '.cm-diagnostic': { fontFamily: 'system-ui, sans-serif' },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'light-dark(#1f5f57, #7fd0c0)' },
  { tag: tags.string, color: 'light-dark(#8a3b1e, #f0b08f)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#5b3f8c, #c6aef0)' },
]);

/** Makes the editor in `place`. `changed` gets the text whenever it changed. */
export function makeEditor(place, { text, label, changed }) {
  const host = document.createElement('div');
  host.className = 'editor-host';
  place.replaceChildren(host);
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host{display:block;height:100%}.cm-editor{height:100%}');
  root.adoptedStyleSheets = [sheet];
  const extensions = [
    lineNumbers(), highlightActiveLineGutter(), foldGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
    json(), autocompletion({ override: [complete] }), syntaxHighlighting(colours), lintGutter(), theme, EditorView.lineWrapping,
    keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.updateListener.of((update) => { if (update.docChanged) changed(update.state.doc.toString()); }),
  ];
  return new EditorView({ root, parent: root, state: EditorState.create({ doc: text, extensions }) });
}

/** What JSON itself says about the text, as findings of the same shape as the engine's. */
export const syntaxFindings = (view) => jsonParseLinter()(view).map(({ from }) => {
  const line = view.state.doc.lineAt(from);
  return { level: 'error', code: 'json_syntax', line: line.number, column: from - line.from + 1 };
});

/** The place of a finding in the text. Lines and columns count from 1; columns count characters. */
export function offsetOf(view, { line = 1, column = 1 }) {
  const { doc } = view.state;
  const at = doc.line(Math.min(Math.max(1, line), doc.lines));
  return Math.min(at.from + Math.max(0, column - 1), at.to);
}

/** Marks findings at their place. */
export function mark(view, findings) {
  const { doc } = view.state;
  const diagnostics = findings.map((finding) => {
    const from = offsetOf(view, finding);
    const rest = doc.sliceString(from, Math.min(from + 80, doc.lineAt(from).to));
    const word = rest.match(/^"(?:[^"\\]|\\.)*"|^[\w.+-]+|^./)?.[0].length ?? 0;
    return { from, to: from + word, severity: finding.level, message: finding.text };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics.sort((a, b) => a.from - b.from)));
}

/** Puts the cursor where a finding is. */
export function goTo(view, finding) {
  const at = offsetOf(view, finding);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  view.focus();
}

export const replaceText = (view, text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
