// What changed from one run to the next. The words and their meaning are those of `cnp compare`.

const changes = [
  {word: 'regressed', sign: '↓', tone: 'bad', means: 'A worse verdict than before.'},
  {word: 'suite failed', sign: '?', tone: 'suite', means: 'The suite itself failed: nothing is known any more.'},
  {word: 'newly unsupported', sign: '–', tone: 'none', means: 'The kernel lacks now what the scenario needs.'},
  {word: 'removed', sign: '−', tone: 'none', means: 'The cell was not performed, or is not there any more.'},
  {word: 'changed', sign: '↔', tone: 'noted', means: 'Another outcome under a verdict as good.'},
  {word: 'recovered', sign: '↑', tone: 'good', means: 'A better verdict than before.'},
  {word: 'newly judged', sign: '+', tone: 'noted', means: 'Before, it was unsupported or the suite failed.'},
  {word: 'added', sign: '+', tone: 'noted', means: 'The cell was not there before.'},
].map((one, code) => ({...one, code}));

const change_by_word = new Map(changes.map((one) => [one.word, one]));

/** How bad a verdict is, for telling better from worse: what is as good has the same number. */
const badness = {'known deviation': 1, 'insane': 2, 'deviates': 2, 'hung': 3, 'crashed': 4};

function says_nothing(word) {
  return word === 'unsupported' || word === 'suite error';
}

/** The change from one run to a later one in a cell; null if there is none to speak of. */
function change_between(before, after, cell) {
  const then = before.of.is[cell];
  const now = after.of.is[cell];
  if (then < 0 || now < 0) {
    return then === now ? null : change_by_word.get(then < 0 ? 'added' : 'removed');
  }
  const was = verdicts[then].word;
  const is = verdicts[now].word;
  if (was === is) {
    const same = before.of.print[cell] === after.of.print[cell] || says_nothing(is);
    return same ? null : change_by_word.get('changed');
  }
  if (is === 'suite error') {
    return change_by_word.get('suite failed');
  }
  if (is === 'unsupported') {
    return change_by_word.get('newly unsupported');
  }
  if (says_nothing(was)) {
    return change_by_word.get('newly judged');
  }
  const worse_by = (badness[is] || 0) - (badness[was] || 0);
  if (worse_by > 0) {
    return change_by_word.get('regressed');
  }
  return change_by_word.get(worse_by < 0 && (badness[is] || 0) < 2 ? 'recovered' : 'changed');
}

/** By run and cell: the change's code against the run before it, or -1. Made when first asked. */
const change_columns = new Map();

function changes_of(run) {
  if (!change_columns.has(run.number)) {
    const column = new Int8Array(cell_count).fill(-1);
    const before = runs[run.number - 1];
    for (let cell = 0; before && cell < cell_count; ++cell) {
      const change = change_between(before, run, cell);
      column[cell] = change ? change.code : -1;
    }
    change_columns.set(run.number, column);
  }
  return change_columns.get(run.number);
}
