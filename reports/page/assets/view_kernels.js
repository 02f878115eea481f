// Many kernels: what changed from each to the next, clause by kernel, and the history of scenarios.

/** What changed in a run, by scenario and kind of change: the worst first. */
function change_groups(run) {
  const before = runs[run.number - 1];
  const changed = cells.filter((cell) => run.of.change[cell] >= 0);
  const groups = grouped(changed, (cell) => [run.of.change[cell], data.cells.scenario[cell],
    before.of.is[cell], run.of.is[cell]].join(' '));
  return [...groups.values()].map((some) => ({cell: some[0], count: some.length,
    change: change_of(run, some[0])})).sort((left, right) =>
    left.change.code - right.change.code || right.count - left.count);
}

/** What a cell's verdict is about, where the file keeps its steps; all that a flaky one gave. */
function seen_in(run, cell) {
  const all = repetitions_in(run, cell);
  const there = (text) => el('code.seen-there', text);
  if (all.length > 1) {
    return all.map((one) => there(`${one.times}× ${one.seen || one.is.word}`));
  }
  const step = focus_of(run, cell);
  return step && there(step.seen);
}

/** Whether a change says something about the kernel: others are counted, not listed. */
const tells_of_kernel = (change) => change !== null && !['removed', 'added'].includes(change.word);

function change_row(run, {change, cell, count}) {
  const scenario = scenario_of(cell);
  const filters = {change: [change.word], scenario};
  return el('tr',
    el(`td.tone-${change.tone}`, el('span.change', `${change.sign} ${change.word}`)),
    el('td', link(address('cells', {run, filters}), scenario)),
    el('td.number', digits(count)),
    [runs[run.number - 1], run].map((one) =>
      el('td', badge(verdict_in(one, cell)), seen_in(one, cell))));
}

function change_section(run) {
  const all = change_groups(run);
  const counts = changes.map((change) => all.filter((group) => group.change === change)
    .reduce((sum, {count}) => sum + count, 0));
  const told = all.filter(({change}) => tells_of_kernel(change));
  return el('section.step-of-history',
    el('h3', `${runs[run.number - 1].short} → ${run.short}`),
    all.length === 0 ? el('p', 'Nothing changed.')
      : counted_links(changes, counts, (one) => one.word,
        (one) => address('cells', {run, filters: {change: [one.word]}})),
    told.length > 0 && wide('Changes', table('changes', {},
      ['Change', 'Scenario', el('th.number', {scope: 'col'}, 'Cells'), 'Before', 'Now'],
      told.map((group) => change_row(run, group)))));
}

/** So many kernels have words in the tables beside their signs; more have signs alone. */
const most_words = 4;

/** A row of a table by kernel, the newest first: `shown` are the runs' verdicts, `more` what stands behind each. */
function kernel_row(head, filters, moved, shown, titles, more) {
  const short = runs.length > most_words;
  // A kernel on which it did not run differs in nothing. The same rule is in summary.cpp.
  const codes = shown.map((one) => one.code).filter((code) => code >= 0);
  const mark = el('span.moved', {title: 'Not as on the kernel before', role: 'img',
    'aria-label': 'not as on the kernel before'}, '↔');
  return {differs: moved.some(Boolean) || new Set(codes).size > 1, row: el('tr', el('th', {scope: 'row'}, head), runs.map((run, at) => {
    const words = `${shown[at].word}${titles[at] ? `: ${titles[at]}` : ''}`;
    return el('td', el(`a.tone-${shown[at].tone}`, {href: address('cells', {run, filters}),
      'title': words, 'aria-label': short && `${run.short}, ${words}`},
    short ? sign_of(shown[at]) : [badge(shown[at]), more[at]]), moved[at] && mark.cloneNode(true));
  }).reverse())};
}

/** Rows that differ come first. */
function table_by_kernel(label, head, rows) {
  const divided = (title, some) => some.length > 0 && [
    el('tr.divider', el('th', {colspan: runs.length + 1, scope: 'colgroup'}, title)),
    some.map(({row}) => row)];
  const [differing, same] = [true, false].map((side) => rows.filter((one) => one.differs === side));
  const box = wide(label, table(runs.length > most_words ? 'by-kernel.signs' : 'by-kernel', {},
    [head, ...runs.map((run) => el('th.kernel', {scope: 'col'},
      link(address('page', {run}), run.short))).reverse()],
    differing.length > 0 ? [divided('Differs', differing), divided('The same on all', same)]
      : same.map(({row}) => row)));
  box.classList.add('sticky');
  return box;
}

/** What the signs of a table say, where it has no words. */
const sign_legend = () => runs.length > most_words && el('ul.cost-legend.quiet.small',
  [...verdicts, no_verdict.absent].filter(({code}) => code < 0 || runs.some((run) => run.counts[code] > 0))
    .map((one) => el(`li.tone-${one.tone}`, sign_of(one), ` ${one.word}`)));

/** `12 of 130`, where not all cells have the worst verdict. */
function share_of(shown, judged) {
  const count = shown.code >= 0 ? judged.counts[shown.code] : 0;
  return count > 0 && count < judged.cells &&
    el('span.quiet.small', ` ${digits(count)} of ${digits(judged.cells)}`);
}

function clause_rows() {
  // Of each run the clauses of which some cell is not what it was in the run before.
  const changed = runs.map((run) => new Set(run.number === 0 ? [] : cells
    .filter((cell) => tells_of_kernel(change_of(run, cell)))
    .flatMap((cell) => [runs[run.number - 1], run].flatMap((one) => clauses_in(one, cell)))
    .map(([clause]) => clause)));
  return clauses.map((clause) => {
    const sums = runs.map((run) => run.clauses[clause.number]);
    const shown = sums.map((sum) => clause_verdict(clause, sum));
    return kernel_row([el('code', clause.id), el('span.row-says', clause.says)],
      {clause: clause.id}, changed.map((of_run) => of_run.has(clause)), shown,
      sums.map(count_words), sums.map((sum, at) => share_of(shown[at], sum)));
  });
}

/** What each run says about each scenario: its worst verdict, and whether cells differ. */
function scenario_rows() {
  return [...grouped(cells, scenario_of)].map(([scenario, some]) => {
    const sums = runs.map((run) => {
      const sum = no_sum();
      some.map((cell) => run.of.is[cell]).filter((is) => is >= 0).forEach((is) => add_to(sum, is));
      return sum;
    });
    const moved = runs.map((run) => run.number > 0 &&
      some.some((cell) => tells_of_kernel(change_of(run, cell))));
    return kernel_row(el('code', scenario), {scenario}, moved,
      sums.map((sum) => verdict_of(sum.worst)), sums.map(count_words),
      sums.map((sum) => el('span.quiet.small', ` ${count_words(sum)}`)));
  });
}

/** A run with what it came to: in a word, in a bar, and in numbers. */
const kernel_item = (run) => el('li',
  el('p.kernel-line', link(address('page', {run}), run.label), result_badge(run),
    quiet(`${plural(run.cells, 'cell')} · ${run.name} · ${run.file}`)),
  verdict_bar(run));

function view_kernels() {
  return [`ConnectNamedPipe on ${plural(runs.length, 'kernel')}`,
    el('header.head',
      el('p.over', 'One documentation, several kernels'),
      el('h1', `ConnectNamedPipe on ${plural(runs.length, 'run')}`),
      el('ul.kernel-list', runs.map(kernel_item))),
    runs.length < 2 ? el('p', 'There is one run only, so nothing can have changed.')
      : section('changed', 'What changed', runs.slice(1).map(change_section)),
    section('clause-table', 'Clauses', el('p', csv_button('clauses', csv_of_clauses)), sign_legend(),
      table_by_kernel('Clauses by kernel', 'Clause', clause_rows())),
    section('scenario-table', 'Scenarios',
      table_by_kernel('Scenarios by kernel', 'Scenario', scenario_rows()))];
}
