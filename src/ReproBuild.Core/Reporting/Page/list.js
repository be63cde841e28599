// Only the rows in sight exist.
const rowHeight = 52;
const list = byId('list'), rows = byId('rows');
let shown = [], selected = -1;
const pool = new Map();

function rowOf(at) {
  const i = shown[at], { sign } = certainties[difference.certainty(i)];
  const layer = difference.layer(i) ? 'layer ' + difference.layer(i) + ' · ' : '';
  const causes = difference.findings(i).map(f => report.findings[f].title).join(', ');
  return make('div', { class: 'row', role: 'option', id: 'row-' + at, 'aria-setsize': shown.length, 'aria-posinset': at + 1, 'aria-selected': String(at === selected), on: { click: () => select(at) } },
    make('div', { class: 'name mono' }, difference.hasPath(i) ? show('/' + difference.path(i)) : show(difference.fields(i)[0]?.name ?? kindNames[difference.kind(i)])),
    make('div', { class: 'sub' }, sign + ' ' + difference.certainty(i) + ' · ' + layer + kindNames[difference.kind(i)] + (causes ? ' · ' + causes : '') + (difference.acceptedBy(i) ? ' · accepted' : '')));
}

function draw() {
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 4);
  const last = Math.min(shown.length - 1, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + 4);
  for (const [at, row] of pool) if (at < first || at > last) { row.remove(); pool.delete(at); }
  for (let at = first; at <= last; at++) {
    if (pool.has(at)) continue;
    const row = rowOf(at);
    row.style.top = at * rowHeight + 'px';
    pool.set(at, row);
    rows.append(row);
  }
}

let asked = false;
list.addEventListener('scroll', () => {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => { asked = false; draw(); });
}, { passive: true });
new ResizeObserver(draw).observe(list);

function fill(places) {
  shown = places;
  for (const row of pool.values()) row.remove();
  pool.clear();
  rows.style.height = shown.length * rowHeight + 'px';
  list.style.setProperty('--rows', String(shown.length));
  list.scrollTop = 0;
  selected = -1;
  if (shown.length > 0) select(0); else { list.removeAttribute('aria-activedescendant'); byId('detail').replaceChildren(make('p', { class: 'soft' }, 'Nothing matches.')); }
  draw();
}

function select(at) {
  if (at < 0 || at >= shown.length) return;
  pool.get(selected)?.setAttribute('aria-selected', 'false');
  selected = at;
  const top = at * rowHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
  draw();
  pool.get(at)?.setAttribute('aria-selected', 'true');
  list.setAttribute('aria-activedescendant', 'row-' + at);
  detail(shown[at]);
}

list.addEventListener('keydown', event => {
  const page = Math.max(1, Math.floor(list.clientHeight / rowHeight) - 1);
  const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: Math.min(shown.length - 1, selected + page), PageUp: Math.max(0, selected - page), Home: 0, End: shown.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  select(to);
});

function detail(i) {
  const certainty = difference.certainty(i), { sign, tone } = certainties[certainty];
  const content = difference.content(i), diff = difference.diff(i), fields = difference.fields(i), accepted = difference.acceptedBy(i);
  const about = [kindNames[difference.kind(i)], difference.layer(i) ? 'layer ' + difference.layer(i) : null, report.platforms.length > 1 ? difference.platform(i) : null, count(difference.bytes(i), 'byte')];
  byId('detail').replaceChildren(
    make('h3', { id: 'detail-title', class: 'mono' }, difference.hasPath(i) ? show('/' + difference.path(i)) : kindNames[difference.kind(i)]),
    make('p', { class: 'title' }, make('span', { class: 'badge ' + tone }, sign + ' ' + certainty), make('span', { class: 'soft' }, about.filter(Boolean).map(show).flatMap((a, n) => n ? [' · ', a] : [a]))),
    ...difference.sentences(i).map(text => make('p', null, show(text))),
    ...difference.findings(i).map(f => make('p', null, make('a', { href: '#finding-' + f }, report.findings[f].code), ' ', show(report.findings[f].title))),
    ...(accepted ? [make('p', null, make('span', { class: 'badge plain' }, 'accepted'), ' ', show(accepted.reason))] : []),
    ...(difference.notAnalysed(i) ? [make('p', { class: 'soft' }, 'Not looked into: ', show(difference.notAnalysed(i)), '.')] : []),
    ...(fields.length ? [fieldTable('field', fields)] : []),
    ...(content ? [contentView(content, diff)] : []),
    ...(diff ? [diffView(diff)] : []));
}

function contentView(content, diff) {
  const [leftSize, rightSize, offset, left, right] = content;
  const sizes = leftSize === rightSize ? count(leftSize, 'byte') + ' on both sides' : number.format(leftSize) + ' against ' + count(rightSize, 'byte');
  return make('div', null, make('p', { class: 'soft' }, sizes + (offset < 0 ? '' : ', first different at byte ' + number.format(offset))),
    !diff && left >= 0 && right >= 0 ? fieldTable('excerpt', [{ name: 'line', left: strings[left], right: strings[right] }]) : null);
}
