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

/** A row of a table by kernel, the newest first: `shown` are the runs' verdicts, `more` what stands
 * behind each. */
function kernel_row(head, filters, differs, shown, titles, more) {
  return {differs, row: el('tr', el('th', {scope: 'row'}, head), runs.map((run, at) => el('td',
    el('a', {href: address('cells', {run, filters}), title: titles[at]}, badge(shown[at]), more[at])))
    .reverse())};
}

/** Rows that differ come first. */
function table_by_kernel(label, head, rows) {
  const divided = (title, some) => some.length > 0 && [
    el('tr.divider', el('th', {colspan: runs.length + 1, scope: 'colgroup'}, title)),
    some.map(({row}) => row)];
  const [differing, same] = [true, false].map((side) => rows.filter((one) => one.differs === side));
  return wide(label, table('by-kernel', {},
    [head, ...runs.map((run) => el('th.kernel', {scope: 'col'},
      link(address('page', {run}), run.short))).reverse()],
    differing.length > 0 ? [divided('Differs', differing), divided('The same on all', same)]
      : same.map(({row}) => row)));
}

/** `12 of 130`, where not all cells have the worst verdict. */
function share_of(shown, judged) {
  const count = shown.code >= 0 ? judged.counts[shown.code] : 0;
  return count > 0 && count < judged.cells &&
    el('span.quiet.small', ` ${digits(count)} of ${digits(judged.cells)}`);
}

function clause_rows() {
  // The clauses of which some cell is not what it was in the run before.
  const changed = new Set();
  for (const run of runs.slice(1)) {
    for (const cell of cells.filter((one) => tells_of_kernel(change_of(run, one)))) {
      [runs[run.number - 1], run].forEach((one) =>
        clauses_in(one, cell).forEach(([clause]) => changed.add(clause)));
    }
  }
  return clauses.map((clause) => {
    const sums = runs.map((run) => run.clauses[clause.number]);
    const shown = sums.map((sum) => clause_verdict(clause, sum));
    // A kernel on which it did not run differs in nothing. The same rule is in summary.cpp.
    const codes = shown.map((one) => one.code).filter((code) => code >= 0);
    return kernel_row([el('code', clause.id), el('span.row-says', clause.says)],
      {clause: clause.id}, changed.has(clause) || new Set(codes).size > 1, shown,
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
    const differs = runs.slice(1).some((run) =>
      some.some((cell) => tells_of_kernel(change_of(run, cell))));
    return kernel_row(el('code', scenario), {scenario}, differs,
      sums.map((sum) => verdict_of(sum.worst)), [],
      sums.map((sum) => el('span.quiet.small', ` ${count_words(sum)}`)));
  });
}

function view_kernels() {
  return [`ConnectNamedPipe on ${plural(runs.length, 'kernel')}`,
    el('header.head',
      el('p.over', 'One documentation, several kernels'),
      el('h1', `ConnectNamedPipe on ${plural(runs.length, 'run')}`),
      el('ul.plain-list', runs.map((run) => el('li',
        link(address('page', {run}), run.label),
        quiet(` ${run.name}, ${run.file}, ${count_words(run)}`))))),
    runs.length < 2 ? el('p', 'There is one run only, so nothing can have changed.')
      : section('changed', 'What changed', runs.slice(1).map(change_section)),
    section('clause-table', 'Clauses',
      table_by_kernel('Clauses by kernel', 'Clause', clause_rows())),
    section('scenario-table', 'Scenarios',
      table_by_kernel('Scenarios by kernel', 'Scenario', scenario_rows()))];
}
