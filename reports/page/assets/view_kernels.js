// Many kernels: what changed from each to the next, clause by kernel, and the history of scenarios.

/** What changed in a run, by scenario and kind of change: the worst first. */
function change_groups(run) {
  const groups = new Map();
  const column = changes_of(run);
  const before = runs[run.number - 1];
  for (let cell = 0; cell < cell_count; ++cell) {
    if (column[cell] >= 0) {
      const from = before.of.is[cell];
      const to = run.of.is[cell];
      const name = `${column[cell]} ${data.cells.scenario[cell]} ${from} ${to}`;
      const group = groups.get(name) ||
        {change: changes[column[cell]], scenario: scenario_of(cell), from, to, count: 0, cell};
      group.count += 1;
      groups.set(name, group);
    }
  }
  return [...groups.values()].sort((left, right) =>
    left.change.code - right.change.code || right.count - left.count);
}

/** What a cell's verdict is about, where the file keeps its steps; all that a flaky one gave. */
function seen_in(run, cell) {
  const all = repetitions_in(run, cell);
  if (all.length > 1) {
    return all.map((one) => el('code', {class: 'seen-there'}, `${one.times}× ${one.seen || one.is.word}`));
  }
  const step = focus_of(steps_in(run, cell), verdict_of(run.of.is[cell]));
  return step ? el('code', {class: 'seen-there'}, step.seen) : null;
}

/** Changes that say nothing about the kernel: they are counted, not listed. */
const unlisted = ['removed', 'added'];

function tells_of_kernel(code) {
  return code >= 0 && !unlisted.includes(changes[code].word);
}

function change_section(run) {
  const before = runs[run.number - 1];
  const all = change_groups(run);
  const counts = new Array(changes.length).fill(0);
  for (const group of all) {
    counts[group.change.code] += group.count;
  }
  const groups = all.filter((group) => !unlisted.includes(group.change.word));
  return el('section', {class: 'step-of-history'},
    el('h3', {}, `${before.short} → ${run.short}`),
    all.length === 0 ? el('p', {}, 'Nothing changed.')
      : el('ul', {class: 'verdicts'}, changes.filter(({code}) => counts[code] > 0).map((one) =>
        el('li', {}, el('a', {class: `tone-${one.tone}`, title: one.means,
          href: address('cells', {run, filters: {change: [one.word]}})},
        el('span', {class: 'sign', 'aria-hidden': 'true'}, one.sign),
        el('b', {}, counts[one.code].toLocaleString('en')), ` ${one.word}`)))),
    groups.length === 0 ? null
      : el('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Changes'},
        el('table', {class: 'changes'}, el('thead', {}, el('tr', {},
          ['Change', 'Scenario', 'Cells', 'Before', 'Now'].map((name) =>
            el('th', {scope: 'col', class: name === 'Cells' ? 'number' : ''}, name)))),
        el('tbody', {}, groups.map((group) => el('tr', {},
          el('td', {class: `tone-${group.change.tone}`},
            el('span', {class: 'change'}, `${group.change.sign} ${group.change.word}`)),
          el('td', {}, el('a', {href: address('cells', {run, filters: {
            change: [group.change.word], scenario: group.scenario}})}, group.scenario)),
          el('td', {class: 'number'}, group.count.toLocaleString('en')),
          el('td', {}, badge(verdict_of(group.from)), seen_in(before, group.cell)),
          el('td', {}, badge(verdict_of(group.to)), seen_in(run, group.cell))))))));
}

function run_heads() {
  return runs.map((run) => el('th', {scope: 'col', class: 'kernel'},
    el('a', {href: address('page', {run})}, run.short)));
}

/** `12 of 130`, where not all cells have the worst verdict. */
function share_of(shown, judged) {
  const count = shown.code >= 0 ? judged.counts[shown.code] : 0;
  return count > 0 && count < judged.cells ? el('span', {class: 'quiet small'},
    ` ${count.toLocaleString('en')} of ${judged.cells.toLocaleString('en')}`) : null;
}

/** Whether verdicts differ, where there are any: a kernel on which it did not run differs in nothing. */
function differ(shown) {
  return new Set(shown.filter((one) => one.code >= 0).map((one) => one.word)).size > 1;
}

/** Rows that differ come first. */
function differing_first(rows) {
  return [...rows.filter((row) => row.differs), ...rows.filter((row) => !row.differs)];
}

function table_by_kernel(label, head, rows) {
  const at = rows.findIndex((row) => !row.differs);
  const split = at > 0 ? at : -1;
  return el('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': label},
    el('table', {class: 'by-kernel'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, head), run_heads())),
      el('tbody', {}, rows.map((row, number) => [
        number === 0 && row.differs ? el('tr', {class: 'divider'},
          el('th', {colspan: runs.length + 1, scope: 'colgroup'}, 'Differs')) : null,
        number === split ? el('tr', {class: 'divider'},
          el('th', {colspan: runs.length + 1, scope: 'colgroup'}, 'The same on all')) : null,
        el('tr', {}, el('th', {scope: 'row'}, row.head), row.cells)]))));
}

/** The clauses of which some cell is not what it was in the run before. */
function changed_clauses() {
  const changed = new Set();
  for (const run of runs.slice(1)) {
    const column = changes_of(run);
    for (let cell = 0; cell < cell_count; ++cell) {
      if (tells_of_kernel(column[cell])) {
        for (const which of [runs[run.number - 1], run]) {
          clauses_in(which, cell).forEach(([clause]) => changed.add(clause));
        }
      }
    }
  }
  return changed;
}

function clause_rows() {
  const changed = changed_clauses();
  return differing_first(clauses.map((clause) => {
    const judged = runs.map((run) => run.clauses[clause.number]);
    const shown = judged.map((one) => clause_verdict(clause, one));
    return {
      differs: changed.has(clause) || differ(shown),
      head: [el('code', {}, clause.id), el('span', {class: 'row-says'}, clause.says)],
      cells: shown.map((one, at) => el('td', {}, el('a', {
        href: address('cells', {run: runs[at], filters: {clause: clause.id}}),
        title: count_words(judged[at].counts, judged[at].not_reached).join(', ')}, badge(one),
      share_of(one, judged[at])))),
    };
  }));
}

/** What each run says about each scenario: its worst verdict, and whether cells differ. */
function scenario_rows() {
  const scenarios = new Map();
  for (let cell = 0; cell < cell_count; ++cell) {
    const id = data.cells.scenario[cell];
    if (!scenarios.has(id)) {
      scenarios.set(id, {id: text_at(id), differs: false,
        runs: runs.map(() => ({worst: -1, counts: new Array(verdicts.length).fill(0)}))});
    }
    const entry = scenarios.get(id);
    runs.forEach((run, at) => {
      const is = run.of.is[cell];
      entry.runs[at].worst = worse(entry.runs[at].worst, is);
      if (is >= 0) {
        entry.runs[at].counts[is] += 1;
      }
      entry.differs = entry.differs || (at > 0 && tells_of_kernel(changes_of(run)[cell]));
    });
  }
  return differing_first([...scenarios.values()].map((entry) => ({
    differs: entry.differs,
    head: el('code', {}, entry.id),
    cells: entry.runs.map((one, at) => el('td', {}, el('a', {
      href: address('cells', {run: runs[at], filters: {scenario: entry.id}})},
    badge(verdict_of(one.worst)),
    el('span', {class: 'quiet small'}, ` ${count_words(one.counts).join(', ')}`)))),
  })));
}

function view_kernels(to) {
  document.title = `ConnectNamedPipe on ${plural(runs.length, 'kernel')}`;
  to.append(
    el('header', {class: 'head'},
      el('p', {class: 'over'}, 'One documentation, several kernels'),
      el('h1', {}, `ConnectNamedPipe on ${plural(runs.length, 'run')}`),
      el('ul', {class: 'plain-list'}, runs.map((run) => el('li', {},
        el('a', {href: address('page', {run})}, run.label),
        el('span', {class: 'quiet'}, ` ${run.name}, ${run.file}, ${count_words(run.counts).join(', ')}`))))),
    runs.length < 2 ? el('p', {}, 'There is one run only, so nothing can have changed.')
      : el('section', {'aria-labelledby': 'changed'}, el('h2', {id: 'changed'}, 'What changed'),
        runs.slice(1).map(change_section)),
    el('section', {'aria-labelledby': 'clause-table'},
      el('h2', {id: 'clause-table'}, 'Clauses'),
      table_by_kernel('Clauses by kernel', 'Clause', clause_rows())),
    el('section', {'aria-labelledby': 'scenario-table'},
      el('h2', {id: 'scenario-table'}, 'Scenarios'),
      table_by_kernel('Scenarios by kernel', 'Scenario', scenario_rows())));
}
