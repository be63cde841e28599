const verdicts = {
  reproducible: ['✓', 'good'], 'reproducible-except': ['✓', 'warn'], divergent: ['≠', 'bad'], inconclusive: ['?', 'warn']
};
const states = { equal: ['=', 'equal'], differs: ['≠', 'differs'], alone: ['+', 'on one side alone'], moved: ['↕', 'in another place'], notCompared: ['?', 'not compared'] };

function head() {
  const [sign, tone] = verdicts[report.verdict];
  const digests = report.platforms.flatMap(platform => {
    const name = report.platforms.length > 1 ? ' · ' + platform.platform : '', id = platform.byImageId ? 'image ID ' : '';
    const value = digest => digest === null ? make('span', { class: 'soft' }, 'nothing') : [id, code(digest)];
    return platform.left !== null && platform.left === platform.right
      ? [make('dt', null, 'both', show(name)), make('dd', null, value(platform.left))]
      : [make('dt', null, show(report.left.name + name)), make('dd', null, value(platform.left)), make('dt', null, show(report.right.name + name)), make('dd', null, value(platform.right))];
  });
  const { bytes, provenBytes, differences, provenDifferences, acceptedDifferences } = report.totals;
  const share = percent(provenBytes, bytes), meter = make('span');
  meter.style.width = share + '%';
  byId('head').append(
    make('div', { class: 'verdict' }, make('span', { class: 'sign ' + tone, 'aria-hidden': 'true' }, sign),
      make('div', null, make('h1', null, show(report.headline)), make('p', { class: 'lead' }, show([report.explanation, report.counterfactual?.sentence].filter(Boolean).join(' '))))),
    make('div', { class: 'facts' }, make('dl', { class: 'fact' }, digests),
      differences === 0 ? null : make('div', { class: 'fact' },
        make('p', { class: 'label' }, 'What differs'),
        make('p', { class: 'big' }, count(bytes, 'byte'), ' in ', count(differences, 'difference')),
        make('div', { class: 'meter', role: 'img', 'aria-label': share + ' % of the bytes are explained with proof' }, meter),
        make('p', null, share + ' % explained with proof: ' + count(provenBytes, 'byte') + ', ' + count(provenDifferences, 'difference') + (acceptedDifferences ? '; ' + number.format(acceptedDifferences) + ' accepted' : '') + '.'))));
}

function findingCard(finding, at) {
  const { sign, tone, edge } = certainties[finding.certainty], accepted = finding.accepted >= finding.differences;
  const place = [finding.file === null ? null : finding.file + (finding.line === null ? '' : ':' + finding.line), finding.layer === null ? null : 'layer ' + finding.layer, report.platforms.length > 1 ? finding.platform : null].filter(Boolean).join(', ');
  const derived = Object.entries(finding.derived).map(([cause, n]) => number.format(n) + ' × ' + cause).join(', ');
  return make('article', { class: 'card ' + edge, id: 'finding-' + at, 'aria-labelledby': 'finding-title-' + at },
    make('div', { class: 'title' }, make('h3', { id: 'finding-title-' + at }, show(finding.title)), make('span', { class: 'badge ' + tone }, sign + ' ' + finding.certainty),
      accepted ? make('span', { class: 'badge plain' }, 'accepted') : null, finding.bearsOnVerdict ? null : make('span', { class: 'badge plain' }, 'outside of the verdict'),
      make('a', { href: finding.help, rel: 'noreferrer' }, finding.code)),
    place ? make('p', { class: 'place soft' }, code(place)) : null,
    make('p', null, show(finding.sentence)),
    finding.instruction && finding.origin === null ? make('p', { class: 'soft' }, 'Made by ', code(finding.instruction)) : null,
    derived ? make('p', { class: 'soft' }, 'From it follow: ', show(derived), '.') : null,
    finding.remedy === null ? null : remedy(finding.remedy),
    make('p', { class: 'foot soft' }, count(finding.differences, 'difference') + ', ' + count(finding.bytes, 'byte'), make('button', { type: 'button', on: { click: () => only({ cause: String(at) }) } }, 'Show')));
}

function remedy({ advice, paste }) {
  return make('div', { class: 'remedy' }, make('p', null, make('strong', null, 'Remedy. '), show(advice)),
    paste === null ? null : make('div', { class: 'paste' }, make('pre', null, paste.split('\n').flatMap((line, n) => [n ? '\n' : '', show(line)])), copyButton(paste)));
}

function statics() {
  byId('static').querySelector('.cards').append(...report.staticFindings.map((finding, at) => make('article', { class: 'card', 'aria-labelledby': 'static-title-' + at },
    make('div', { class: 'title' }, make('h3', { id: 'static-title-' + at }, show(finding.title)), make('span', { class: 'badge plain' }, 'not built'), make('a', { href: finding.help, rel: 'noreferrer' }, finding.code)),
    make('p', { class: 'place soft' }, code(finding.file + ':' + finding.line)), make('p', null, show(finding.sentence)), remedy(finding.remedy))));
  byId('static').hidden = report.staticFindings.length === 0;
}

function causes() {
  if (report.findings.length === 0) return;
  const most = 60, cards = byId('causes').querySelector('.cards');
  cards.append(...report.findings.slice(0, most).map(findingCard));
  if (report.findings.length > most) {
    const more = make('button', { type: 'button', on: { click: () => { more.remove(); cards.append(...report.findings.slice(most).map((f, n) => findingCard(f, n + most))); } } }, 'Show ' + number.format(report.findings.length - most) + ' more');
    cards.append(more);
  }
  byId('causes').hidden = false;
}

function layerRows(platform) {
  const left = platform.leftLayers, right = platform.rightLayers, paired = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    if (i < left.length && (left[i].state === 'alone' || j >= right.length)) paired.push([left[i++], null]);
    else if (j < right.length && (right[j].state === 'alone' || i >= left.length)) paired.push([null, right[j++]]);
    else paired.push([left[i++], right[j++]]);
  }
  const largest = Math.max(1, ...left.concat(right).map(layer => layer.size ?? 0));
  return paired.map(([l, r]) => {
    const layer = l ?? r, [sign, words] = states[layer.state];
    const half = (side, one) => {
      if (one === null) return make('span', { class: 'half ' + side }, make('span', { class: 'size' }, 'nothing'));
      const bar = make('span', { class: 'bar ' + one.state, title: one.digest });
      bar.style.width = Math.max(1, 78 * (one.size ?? largest / 3) / largest) + '%';
      return make('span', { class: 'half ' + side }, bar, make('span', { class: 'size' }, size(one.size)));
    };
    return make('button', { type: 'button', class: 'pair', 'aria-label': 'Layer ' + layer.number + ', ' + words + ', ' + count(layer.differences, 'difference'), on: { click: () => only({ layer: platform.platform + ' ' + layer.pair }) } },
      half('left', l), make('span', { class: 'mid' }, make('strong', null, sign), ' ' + layer.number), half('right', r),
      make('span', { class: 'what' }, layer.instruction ? code(layer.instruction) : words, layer.differences ? ' · ' + count(layer.differences, 'difference') : ''));
  });
}

function layers() {
  const with_layers = report.platforms.filter(platform => platform.leftLayers.length + platform.rightLayers.length > 0);
  if (with_layers.length === 0) return;
  const used = new Set(with_layers.flatMap(p => p.leftLayers.concat(p.rightLayers)).map(layer => layer.state));
  byId('layers').querySelector('.body').append(
    make('p', { class: 'legend' }, Object.entries(states).filter(([state]) => used.has(state)).map(([state, [sign, words]]) => make('span', null, make('span', { class: 'bar ' + state }), sign + ' ' + words))),
    ...with_layers.map(platform => make('div', { class: 'panel' }, report.platforms.length > 1 ? make('h3', null, show(platform.platform)) : null,
      make('div', { class: 'sides' }, make('span', null, show(report.left.name)), make('span'), make('span', null, show(report.right.name))), layerRows(platform))));
  byId('layers').hidden = false;
}

function source() {
  const file = report.dockerfile;
  if (file === null) return;
  byId('source-title').replaceChildren(code(file.file));
  byId('source').querySelector('.body').append(make('ol', { class: 'code panel mono' }, file.lines.map((text, n) => {
    const blame = file.blamed.find(b => n + 1 >= b.line && n + 1 <= b.endLine);
    const why = blame && blame.line === n + 1 ? blame.findings.map(f => make('a', { href: '#finding-' + f, class: 'badge ' + certainties[report.findings[f].certainty].tone }, '← ' + report.findings[f].title)) : [];
    return make('li', { class: blame ? 'blamed' : null }, make('span', { class: 'no' }, String(n + 1)), make('span', { class: 'text' }, show(text)), why.length ? make('span', { class: 'why' }, why) : null);
  })));
  byId('source').hidden = false;
}

function notes() {
  const body = byId('notes').querySelector('.body');
  const part = (title, items) => { if (items.length) body.append(make('h3', null, title), make('ul', null, items.map(item => make('li', null, item)))); };
  part('Not compared', report.notCompared.map(show));
  part('Accepted', report.acceptances.map(a => [code(a.cause), a.path === null ? '' : [' at ', code(a.path)], a.expires === null ? '' : ' until ' + a.expires, ': ', show(a.reason), a.accepts ? ' (' + count(a.accepts, 'difference') + ')' : make('strong', null, ' (no longer matches anything)')]));
  part('Remarks', report.remarks.map(show));
  byId('notes').hidden = body.childElementCount === 0;
  byId('foot').append('ReproBuild.Sdk ' + report.tool.version + ', report ' + report.schemaVersion, [report.left.archive, report.right.archive].filter(Boolean).flatMap(a => [' · ', ...show(a)]).reduce((all, x) => { all.append(x); return all; }, make('span')), ' · ', make('kbd', null, '?'), ' keys');
}
