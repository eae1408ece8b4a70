// Reads what documents promise: their fenced blocks, with what the fence says about them, and their links.

/**
 * @typedef {{path: string, line: number, language: string, how: string, text: string}} Block
 * `how` is the second word of the fence: ```html page
 */

/** @param {string} path @param {string} text @returns {Block[]} */
export function blocks(path, text) {
  const lines = text.split('\n');
  /** @type {Block[]} */
  const found = [];
  for (let at = 0; at < lines.length; at += 1) {
    const open = /^(\s*)(`{3,})(\S*)[ \t]*(.*?)\s*$/.exec(lines[at]);
    if (!open) continue;
    const [, indent, fence, language, how] = open;
    const start = at + 1;
    do at += 1; while (at < lines.length && lines[at].trim() !== fence);
    const body = lines.slice(start, at).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
    found.push({ path, line: start, language, how, text: body.join('\n') });
  }
  return found;
}

/** Relative links and pictures, outside of blocks and code. @param {string} text @returns {string[]} */
export function links(text) {
  const prose = text.replace(/^\s*(`{3,})[^]*?^\s*\1\s*$/gm, '').replace(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/!?\[[^\]]*\]\(([^)\s]+)[^)]*\)/g)].map(([, target]) => target)
    .filter((target) => !/^[a-z]+:|^#/.test(target));
}

/** GitHub's anchors of the headings. @param {string} text */
export const anchors = (text) => new Set([...text.matchAll(/^#+\s+(.+?)\s*$/gm)].map(([, title]) =>
  title.toLowerCase().replace(/[`*_]/g, '').replace(/[^\p{L}\p{N}\s-]/gu, '').trim().replace(/\s/g, '-')));
