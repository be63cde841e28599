const pathField = byId('path'), causeField = byId('cause'), layerField = byId('layer');
let lower = null;

function apply() {
  const path = pathField.value.toLowerCase().replace(/^\//, ''), cause = causeField.value, layer = layerField.value;
  if (path && lower === null) lower = Array.from({ length: total }, (_, i) => difference.path(i).toLowerCase());
  const finding = cause === '' ? -1 : Number(cause), matching = [];
  for (let i = 0; i < total; i++) {
    if (finding >= 0 && !difference.findings(i).includes(finding)) continue;
    if (layer !== '' && layer !== (difference.platform(i) ?? '') + ' ' + difference.layer(i)) continue;
    if (path && !lower[i].includes(path)) continue;
    matching.push(i);
  }
  const left = report.totals.differences - total;
  byId('count').textContent = (matching.length === total ? count(total, 'difference') : number.format(matching.length) + ' of ' + count(total, 'difference')) + (left > 0 ? ' (' + number.format(left) + ' more are counted and not listed)' : '');
  fill(matching);
}

function only(filter) {
  pathField.value = '';
  causeField.value = filter.cause ?? '';
  layerField.value = filter.layer ?? '';
  apply();
  byId('differences').scrollIntoView();
  list.focus({ preventScroll: true });
}

function differences() {
  if (total === 0) return;
  const several = report.platforms.length > 1, places = new Map();
  for (let i = 0; i < total; i++) {
    const key = (difference.platform(i) ?? '') + ' ' + difference.layer(i);
    places.set(key, (places.get(key) ?? 0) + 1);
  }
  const option = (value, text) => { const one = make('option', null, text); one.value = value; return one; };
  const cut = text => text.length > 60 ? text.slice(0, 59) + '…' : text;
  causeField.append(option('', 'all'), ...report.findings.map((f, at) => option(String(at), cut(f.title + (f.line === null ? '' : ', line ' + f.line)) + ' (' + f.certainty + ')')));
  layerField.append(option('', 'all'), ...[...places].map(([key, n]) => {
    const at = key.lastIndexOf(' '), layer = key.slice(at + 1);
    return option(key, (layer === '0' ? 'around the layers' : 'layer ' + layer) + (several ? ', ' + key.slice(0, at) : '') + ' (' + number.format(n) + ')');
  }));
  let waiting = 0;
  pathField.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
  causeField.addEventListener('change', apply);
  layerField.addEventListener('change', apply);
  byId('filters').addEventListener('reset', () => setTimeout(apply));
  byId('filters').addEventListener('submit', event => event.preventDefault());
  byId('differences').hidden = false;
  apply();
}

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === 'Escape' && typing) event.target.blur();
  if (typing || byId('keys').open) return;
  const act = { j: () => select(selected + 1), k: () => select(selected - 1), '/': () => { byId('differences').scrollIntoView(); pathField.focus(); pathField.select(); }, '?': () => byId('keys').showModal() }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// Paper cannot scroll: the first of what is shown, one a line.
addEventListener('beforeprint', () => {
  const most = 300;
  byId('printed').replaceChildren(...shown.slice(0, most).map(i => make('li', null, difference.certainty(i) + ': ', code(difference.hasPath(i) ? '/' + difference.path(i) : kindNames[difference.kind(i)]), ' ' + kindNames[difference.kind(i)])),
    shown.length > most ? make('li', null, 'and ' + number.format(shown.length - most) + ' more') : '');
});

head();
causes();
statics();
layers();
source();
differences();
notes();
document.documentElement.dataset.ready = 'yes';
