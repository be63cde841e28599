// Everything that an image says reaches the page as the text of a node; nothing is ever parsed as HTML.
const byId = id => document.getElementById(id);

// What cannot be seen, or turns what stands around it, is shown by its number.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\ufffd]/gu;
const names = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function show(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(unseen)) {
    if (found.index > from) parts.push(text.slice(from, found.index));
    parts.push(make('span', { class: 'esc' }, names[found[0]] ?? '\\u{' + found[0].codePointAt(0).toString(16) + '}'));
    from = found.index + found[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === 'on') for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

const code = (text, more) => make('code', more, show(text));
const number = new Intl.NumberFormat('en-US');
const count = (n, what) => n === 1 ? '1 ' + what : number.format(n) + ' ' + what + 's';

function size(bytes) {
  if (bytes === null) return 'size unknown';
  if (bytes < 1000) return bytes + ' B';
  const units = ['kB', 'MB', 'GB', 'TB'];
  let unit = -1;
  do { bytes /= 1000; unit++; } while (bytes >= 999.5 && unit < units.length - 1);
  return (bytes < 10 ? bytes.toFixed(1) : Math.round(bytes)) + ' ' + units[unit];
}

function percent(part, whole) {
  if (whole <= 0 || part >= whole) return 100;
  return part <= 0 ? 0 : Math.min(99, Math.max(1, Math.floor(100 * part / whole)));
}

function copyButton(text) {
  const button = make('button', { type: 'button', on: { click: async () => {
    try { await navigator.clipboard.writeText(text); } catch { copyOldWay(text); }
    button.textContent = 'Copied';
    setTimeout(() => { button.textContent = 'Copy'; }, 1600);
  } } }, 'Copy');
  return button;
}

// A file that is opened from disk may not have the newer way.
function copyOldWay(text) {
  const area = make('textarea', { 'aria-hidden': 'true' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
