// Just enough of a lexer for C++ and JavaScript: what is a comment, what is a string, what is code.

/**
 * Blanks comments (and strings, when asked) with spaces, so that lines and columns stay.
 * Template literals count as strings but for their ${…}.
 * @param {string} text @param {{strings?: boolean}} [options] strings: blank their content too
 */
export function code(text, { strings = true } = {}) {
  let out = '';
  let at = 0;
  const blank = (/** @type {string} */ part) => part.replace(/[^\n]/g, ' ');
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    if (rest === '//' || rest === '/*') {
      const end = rest === '//' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2;
      const stop = end < at + 2 ? text.length : end;
      out += blank(text.slice(at, stop));
      at = stop;
    } else if (text.startsWith('R"', at) && /^R"[^(\s]{0,16}\(/.test(text.slice(at, at + 20))) {
      const mark = text.slice(at + 2, text.indexOf('(', at));
      const stop = text.indexOf(`)${mark}"`, at) + mark.length + 2;
      out += strings ? `R"${blank(text.slice(at + 2, stop - 1))}"` : text.slice(at, stop);
      at = stop;
    } else if ((text[at] === '"' || text[at] === "'" || text[at] === '`') && !/[0-9a-fA-F]/.test(digitBefore(text, at))) {
      const stop = endOfString(text, at);
      out += strings ? text[at] + blank(text.slice(at + 1, stop - 1)) + text[at] : text.slice(at, stop);
      at = stop;
    } else if (text[at] === '/' && regexCanStart(out)) {
      const stop = endOfRegex(text, at);
      out += blank(text.slice(at, stop));
      at = stop;
    } else {
      out += text[at];
      at += 1;
    }
  }
  return out;
}

/** C++ digit separators (1'000) are no strings. @param {string} text @param {number} at */
function digitBefore(text, at) {
  return text[at] === "'" && /(^|[^\w])0?[xX]?[0-9a-fA-F']*$/.test(text.slice(Math.max(0, at - 24), at)) ? text[at - 1] ?? '' : '';
}

/** @param {string} text @param {number} at */
function endOfString(text, at) {
  const quote = text[at];
  let i = at + 1;
  while (i < text.length && text[i] !== quote) {
    if (text[i] === '\n' && quote !== '`') return i; // an apostrophe in code that is no string
    if (quote === '`' && text.startsWith('${', i)) i = endOfHole(text, i);
    else i += text[i] === '\\' ? 2 : 1;
  }
  return Math.min(i + 1, text.length);
}

/** @param {string} text @param {number} at of "${" */
function endOfHole(text, at) {
  let depth = 0;
  let i = at + 1;
  for (; i < text.length; i += 1) {
    if (text[i] === '`' || text[i] === "'" || text[i] === '"') { i = endOfString(text, i) - 1; continue; }
    if (text[i] === '{') depth += 1;
    if (text[i] === '}' && (depth -= 1) === 0) break;
  }
  return i + 1;
}

/** @param {string} before the code so far */
function regexCanStart(before) {
  const tail = before.slice(-120).trimEnd();
  return /(^|[=(,:[!&|?{};+]|=>|\breturn|\btypeof)$/.test(tail) && tail !== '';
}

/** @param {string} text @param {number} at */
function endOfRegex(text, at) {
  let inClass = false;
  for (let i = at + 1; i < text.length && text[i] !== '\n'; i += 1) {
    if (text[i] === '\\') { i += 1; continue; }
    if (text[i] === '[') inClass = true;
    if (text[i] === ']') inClass = false;
    if (text[i] === '/' && !inClass) return i + 1;
  }
  return at + 1;
}

/** 1-based line of an offset. @param {string} text @param {number} offset */
export const lineOf = (text, offset) => text.slice(0, offset).split('\n').length;

/**
 * Each match of `pattern` as "path:line: why".
 * @param {{path: string, text: string}} file @param {string} text of the same length @param {RegExp} pattern global
 * @param {(match: RegExpMatchArray) => string | null} say
 */
export function findings(file, text, pattern, say) {
  const out = [];
  for (const match of text.matchAll(pattern)) {
    const why = say(match);
    if (why) out.push(`${file.path}:${lineOf(text, match.index ?? 0)}: ${why}`);
  }
  return out;
}
