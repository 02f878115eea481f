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

/** Which cells are races: another outcome of theirs under a verdict as good is no change. */
const races = new Set(data.races);

/** How bad a verdict is, for telling better from worse. */
const badness_of = ({word}) => ({'known deviation': 1, 'implausible': 2, 'not arranged': 2,
  'deviates': 2, 'hung': 3, 'crashed': 4})[word] || 0;
const says_nothing = ({word}) => ['unsupported', 'suite error', 'not performed'].includes(word);
/** Whether a race may be decided by either, in turns. */
const both_pass = (...is) => is.every(({tone}) => ['good', 'noted', 'known'].includes(tone));
const repeated_in = (run, cell) => data.repetitions[run.of.repeated[cell]] || [];

/** What a change of verdict is called: as `change_between` in reports/analysis/change.cpp. */
function change_between(before, after, same_outcome) {
  if (before === after) {
    return same_outcome || says_nothing(after) ? '' : 'changed';
  }
  if (says_nothing(after)) {
    return {'unsupported': 'newly unsupported', 'suite error': 'suite failed'}[after.word] || after.word;
  }
  if (says_nothing(before)) {
    return 'newly judged';
  }
  const worse_by = badness_of(after) - badness_of(before);
  return worse_by > 0 ? 'regressed' : worse_by < 0 && badness_of(after) < 2 ? 'recovered' : 'changed';
}

/** Whether repetitions gave what no race explains: those of a race have one verdict, or pass. */
function is_flaky(run, cell) {
  const all = repeated_in(run, cell);
  const alike = (is) => is === run.of.is[cell] || both_pass(verdicts[is], verdict_in(run, cell));
  return all.length > 1 && (!all.every(([is]) => alike(is)) || !races.has(cell));
}

/** Whether the repetitions before varied, and gave all that this run did. */
function was_known_to_vary(before, run, cell) {
  const known = repeated_in(before, cell);
  const had = ([is, , , , print]) => known.some((one) => one[0] === is && one[4] === print);
  const now = repeated_in(run, cell);
  return known.length > 1 && (now.length > 0 ? now.every(had)
    : had([run.of.is[cell], 0, 0, 0, run.of.print[cell]]));
}

/** The change of a cell since the run before, for a run that was not there when the page was written. */
function change_word(run, cell) {
  const before = runs[run.number - 1];
  const [was, is] = [before, run].map((one) => one.of.is[cell] >= 0);
  if (!was || !is) {
    return was ? 'removed' : is ? 'added' : '';
  }
  if (was_known_to_vary(before, run, cell)) {
    return '';
  }
  if (is_flaky(run, cell)) {
    return 'flaky';
  }
  const [then, now] = [before, run].map((one) => verdict_in(one, cell));
  const word = change_between(then, now, before.of.print[cell] === run.of.print[cell]);
  return word && (then === now || both_pass(then, now)) && races.has(cell) ? '' : word;
}

const change_number = (run, cell) => data.changes.indexOf(change_word(run, cell));
