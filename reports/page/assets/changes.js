// What changed from one run to the next. Which cells did, and how that is called, is in the data:
// `cnp report` decides it by the rule of `cnp compare`. Here are the looks.

const change_looks = {
  'regressed': {sign: '↓', tone: 'bad', means: 'A worse verdict than before.'},
  'suite failed': {sign: '?', tone: 'suite',
    means: 'The suite itself failed: nothing is known any more.'},
  'flaky': {sign: '~', tone: 'bad', means: 'Repetitions of the cell did not all give the same.'},
  'newly unsupported': {sign: '–', tone: 'none',
    means: 'The kernel lacks now what the scenario needs.'},
  'not performed': {sign: '–', tone: 'none',
    means: 'Its scenario hung too often for the cell to be performed.'},
  'removed': {sign: '−', tone: 'none', means: 'The cell was not performed, or is not there any more.'},
  'changed': {sign: '↔', tone: 'noted', means: 'Another outcome under a verdict as good.'},
  'recovered': {sign: '↑', tone: 'good', means: 'A better verdict than before.'},
  'newly judged': {sign: '+', tone: 'noted', means: 'Before, nothing was said about it.'},
  'added': {sign: '+', tone: 'noted', means: 'The cell was not there before.'},
};

const changes = data.changes.map((word, code) => ({word, code, ...change_looks[word]}));

/** The change of a cell; null without one. In the first run there are only flaky cells. */
function change_of(run, cell) {
  return changes[run.of.change[cell]] || null;
}

/** The sign and the word of a change, which may be null. */
function change_mark(change) {
  return change && el(`span.change.tone-${change.tone}`, `${change.sign} ${change.word}`);
}

/** What a cell gave each time, if the run performed it several times: {is, times, step, seen}. */
function repetitions_in(run, cell) {
  const number = run.of.repeated[cell];
  return number < 0 ? [] : data.repetitions[number].map(([is, times, step, seen]) =>
    ({is: verdicts[is], times, step: text_at(step), seen: text_at(seen)}));
}
