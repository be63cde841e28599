// Where two texts part, and where they meet again.
function parted(left, right) {
  const shorter = Math.min(left.length, right.length);
  let start = 0, end = 0;
  while (start < shorter && left[start] === right[start]) start++;
  while (end < shorter - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end++;
  return [start, end];
}

function cells(left, right) {
  if (left === null || right === null || left === right) return [left, right].map((text, side) =>
    text === null ? make('td', { class: 'none' }, make('span', { class: 'soft' }, '—')) : make('td', { class: 'mono' + (left === right ? '' : side ? ' now' : ' was') }, show(text)));
  const [start, end] = parted(left, right);
  return [left, right].map((text, side) => {
    const middle = text.slice(start, text.length - end);
    return make('td', { class: 'mono ' + (side ? 'now' : 'was') }, show(text.slice(0, start)), middle ? make('mark', null, show(middle)) : null, show(text.slice(text.length - end)));
  });
}

const sideHeads = () => [make('th', { scope: 'col' }, report.left.name), make('th', { scope: 'col' }, report.right.name)];

function fieldTable(first, fields) {
  return make('div', { class: 'scroll', tabindex: '0' }, make('table', { class: 'fields' },
    make('thead', null, make('tr', null, make('th', { scope: 'col' }, first), sideHeads())),
    make('tbody', null, fields.map(field => make('tr', null, make('td', { class: 'mono' }, show(field.name)), cells(field.left, field.right))))));
}

function textDiff(diff) {
  const body = make('tbody');
  for (const hunk of diff.hunks) {
    let left = hunk.leftLine, right = hunk.rightLine;
    if (body.childElementCount > 0) body.append(make('tr', null, make('td', { colspan: '4', class: 'soft' }, '⋯')));
    for (const [was, now] of hunk.lines) {
      const [a, b] = cells(was, now);
      body.append(make('tr', null, make('td', { class: 'no' }, was === null ? '' : String(left++)), a, make('td', { class: 'no' }, now === null ? '' : String(right++)), b));
    }
  }
  const [a, b] = sideHeads();
  return make('div', { class: 'scroll', tabindex: '0' }, make('table', { class: 'beside' }, make('thead', null, make('tr', null, make('th', { scope: 'col' }, '#'), a, make('th', { scope: 'col' }, '#'), b)), body));
}

function hexCells(own, other, tone) {
  const bytes = make('td', { class: 'mono hex ' + tone }), letters = make('td', { class: 'mono hex' });
  for (let i = 0; i < 32; i += 2) {
    const byte = own.slice(i, i + 2), same = byte === other.slice(i, i + 2), value = parseInt(byte, 16);
    const wrap = text => same || !byte ? text : make('mark', null, text);
    bytes.append(wrap(byte || '  '), i === 14 ? '  ' : ' ');
    if (byte) letters.append(wrap(value >= 32 && value < 127 ? String.fromCharCode(value) : '·'));
  }
  return [bytes, letters];
}

function hexDiff(diff) {
  const row = r => make('tr', null, make('td', { class: 'no mono' }, r.offset.toString(16).padStart(8, '0')), hexCells(r.left, r.right, r.left === r.right ? '' : 'was'), hexCells(r.right, r.left, r.left === r.right ? '' : 'now'));
  return make('div', { class: 'scroll', tabindex: '0' }, make('table', null,
    make('thead', null, make('tr', null, make('th', { scope: 'col' }, 'offset'), make('th', { scope: 'col', colspan: '2' }, report.left.name), make('th', { scope: 'col', colspan: '2' }, report.right.name))),
    make('tbody', null, diff.rows.map(row))));
}

function membersDiff(diff) {
  return make('div', { class: 'member' }, diff.members.map(member => make('details', { open: diff.members.length <= 5 },
    make('summary', null, code(member.name || '(without a name)')),
    member.fields.length ? fieldTable(diff.of, member.fields) : null,
    member.content ? diffView(member.content) : null)));
}

function diffView(diff) {
  const view = { text: textDiff, hex: hexDiff, members: membersDiff, table: d => fieldTable(d.of, d.rows) }[diff.kind](diff);
  return make('div', null, view, diff.truncated ? make('p', { class: 'soft' }, 'More differs than is shown here.') : null);
}
