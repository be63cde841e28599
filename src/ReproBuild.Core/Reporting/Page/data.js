// The differences come as columns of numbers into lists of distinct values, so that a hundred thousand stay small.
const report = JSON.parse(byId('data').textContent);
const columns = report.columns;
const strings = columns.strings;
const total = columns.kind.length;
const kindNames = {
  indexField: 'index', platformMissing: 'platform on one side', manifestField: 'manifest', configField: 'configuration', compression: 'compression',
  layerMissing: 'layer on one side', layerOrder: 'order of layers', content: 'content', entryMissing: 'on one side alone', entryType: 'another kind of entry',
  metadata: 'headers', entryOrder: 'order of entries', tarPadding: 'bytes around the entries', duplicateEntry: 'stands twice'
};
const certainties = {
  proven: { sign: '✓', tone: 'good', edge: 'good-edge' }, suspected: { sign: '?', tone: 'warn', edge: 'warn-edge' }, unexplained: { sign: '○', tone: 'bad', edge: 'bad-edge' }
};

const difference = {
  kind: i => columns.kinds[columns.kind[i]],
  certainty: i => columns.certainties[columns.certainty[i]],
  hasPath: i => columns.name[i] >= 0,
  path: i => columns.name[i] < 0 ? '' : strings[columns.folder[i]] + strings[columns.name[i]],
  layer: i => columns.layer[i],
  platform: i => columns.platform[i] < 0 ? null : strings[columns.platform[i]],
  bytes: i => columns.bytes[i],
  findings: i => columns.sets[columns.findings[i]],
  fields: i => {
    const flat = columns.fieldSets[columns.fields[i]], fields = [];
    const text = at => at < 0 ? null : strings[at];
    for (let f = 0; f < flat.length; f += 3) fields.push({ name: strings[flat[f]], left: text(flat[f + 1]), right: text(flat[f + 2]) });
    return fields;
  },
  sentences: i => columns.sets[columns.sentences[i]].map(at => strings[at]),
  acceptedBy: i => columns.accepted[i] < 0 ? null : report.acceptances[columns.accepted[i]],
  notAnalysed: i => columns.notAnalysed[i] < 0 ? null : strings[columns.notAnalysed[i]],
  content: i => columns.content[i] < 0 ? null : columns.contents[columns.content[i]],
  diff: i => columns.diff[i] < 0 ? null : diffAt(columns.diff[i])
};

// Diffs lie in blocks of their own, and a block is parsed when one of its diffs is opened.
const blocks = new Map();
function diffAt(place) {
  const block = Math.floor(place / columns.blockSize);
  if (!blocks.has(block)) blocks.set(block, JSON.parse(byId('diffs-' + block).textContent));
  return blocks.get(block)[place % columns.blockSize];
}
