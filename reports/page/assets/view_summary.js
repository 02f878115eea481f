// The first view: which kernel, what it came to, and the documentation sentence by sentence.

function fact(name, value) {
  return value ? [el('dt', {}, name), el('dd', {}, value)] : null;
}

function kernel_facts(run) {
  const modules = [];
  for (let at = 0; at < run.modules.length; at += 2) {
    modules.push(`${run.modules[at]} ${run.modules[at + 1]}`);
  }
  return el('dl', {class: 'facts'},
    fact('Kernel', run.name),
    fact('Architecture', run.process && run.process !== run.architecture
      ? `${run.architecture}, the suite as ${run.process}` : run.architecture),
    fact('Modules', modules.filter((one) => !one.endsWith(' unknown')).join(', ')),
    fact('Host', run.host),
    fact('Run', `${run.started.replace('T', ' ').replace('Z', ' UTC')}, ${
      duration(run.milliseconds * 1000)}`),
    fact('Suite', `commit ${run.commit}${run.strict ? ', strict' : ''}`),
    fact('File', `${run.file}${run.baseline
      ? ' (a baseline: without the steps of what went as expected)' : ''}`));
}

function result_of(run) {
  const has = (test) => run.counts.some((count, code) => count > 0 && test(verdicts[code]));
  if (has((one) => one.word === 'suite error')) {
    return ['Suite error', 'suite'];
  }
  if (has((one) => one.rank >= 4 || (run.strict && one.word === 'known deviation'))) {
    return ['Failed', 'bad'];
  }
  return has((one) => one.word !== 'unsupported') ? ['Passed', 'good'] : ['Nothing said', 'none'];
}

/** A bar of all verdicts and beneath it each of them, a link to its cells. */
function verdict_bar(run) {
  const total = Math.max(run.counts.reduce((sum, count) => sum + count, 0), 1);
  const shown = verdicts.filter(({code}) => run.counts[code] > 0)
    .sort((left, right) => right.rank - left.rank);
  const bar = el('div', {class: 'bar-of-verdicts', 'aria-hidden': 'true'}, shown.map((one) => {
    const piece = el('span', {class: `piece tone-${one.tone}`});
    piece.style.flexGrow = String(Math.max(run.counts[one.code] / total, 0.006));
    return piece;
  }));
  return [bar, el('ul', {class: 'verdicts'}, shown.map((one) => el('li', {},
    el('a', {class: `tone-${one.tone}`, title: one.means,
      href: address('cells', {filters: {verdict: [one.word]}})},
    el('span', {class: 'sign', 'aria-hidden': 'true'}, one.sign),
    el('b', {}, run.counts[one.code].toLocaleString('en')), ` ${
      run.counts[one.code] === 1 ? one.word : one.many}`))))];
}

/** The scenarios with cells that failed, the worst first. */
function failures(run) {
  const scenarios = new Map();
  for (let cell = 0; cell < cell_count; ++cell) {
    const is = run.of.is[cell];
    if (is_failure(is)) {
      const id = scenario_of(cell);
      const entry = scenarios.get(id) || {id, worst: is, count: 0, cell};
      entry.count += 1;
      if (verdicts[is].rank > verdicts[entry.worst].rank) {
        entry.worst = is;
        entry.cell = cell;
      }
      scenarios.set(id, entry);
    }
  }
  const found = [...scenarios.values()].sort((left, right) =>
    verdicts[right.worst].rank - verdicts[left.worst].rank || right.count - left.count);
  if (found.length === 0) {
    return null;
  }
  const most = 12;
  const bad = verdicts.filter((one) => one.rank >= 4).map((one) => one.word);
  return el('section', {class: 'attention', 'aria-labelledby': 'attention'},
    el('h2', {id: 'attention'}, 'To be looked at'),
    el('ul', {class: 'plain-list'}, found.slice(0, most).map((one) => el('li', {},
      badge(verdicts[one.worst]),
      el('a', {href: address('cell', {key: keys[one.cell], filters: {scenario: one.id,
        verdict: bad}})}, one.id),
      el('span', {class: 'quiet'}, ` ${plural(one.count, 'cell')}`),
      el('p', {}, text_at(run.of.why[one.cell]))))),
    found.length > most ? el('p', {}, el('a', {href: address('cells', {filters: {verdict: bad}})},
      `All ${plural(found.length, 'scenario')}`)) : null);
}

/** The scenarios with cells that did not give the same each time they were performed. */
function flaky_scenarios(run) {
  const scenarios = new Map();
  for (let cell = 0; cell < cell_count; ++cell) {
    const change = change_of(run, cell);
    if (change && change.word === 'flaky') {
      const entry = scenarios.get(scenario_of(cell)) || {id: scenario_of(cell), count: 0, cell};
      entry.count += 1;
      scenarios.set(entry.id, entry);
    }
  }
  return scenarios.size === 0 ? null : el('section', {class: 'attention', 'aria-labelledby': 'flaky'},
    el('h2', {id: 'flaky'}, 'Not the same each time'),
    el('ul', {class: 'plain-list'}, [...scenarios.values()].map((one) => el('li', {},
      change_mark(change_of(run, one.cell)),
      el('a', {href: address('cells', {filters: {scenario: one.id, change: ['flaky']}})}, one.id),
      el('span', {class: 'quiet'}, ` ${plural(one.count, 'cell')}, for example `),
      repetitions_in(run, one.cell).map(({times, seen, is}) =>
        [el('code', {class: 'outcome'}, seen || is.word), ` ${times}× `])))));
}

function sentence(run, clause) {
  const judged = run.clauses[clause.number];
  const is = clause_verdict(clause, judged);
  const counts = judged.cells > 0 ? count_words(judged.counts, judged.not_reached).join(', ')
    : clause.untested || 'No cell of this run speaks about it.';
  const words = el('span', {class: 'says'}, clause.says || clause.id);
  const body = [
    words,
    el('span', {class: 'about'}, badge(is), el('span', {class: 'counts'}, counts),
      el('code', {}, clause.id)),
  ];
  const attributes = {class: `sentence tone-${is.tone}`, id: `clause-${clause.id}`};
  return el('li', attributes, judged.cells > 0
    ? el('a', {class: 'sentence-link', href: address('cells', {filters: {clause: clause.id}})},
      body)
    : el('div', {class: 'sentence-link'}, body));
}

function documentation(run) {
  const sections = [...new Set(clauses.map((one) => one.section))];
  return el('section', {class: 'documentation', 'aria-labelledby': 'documentation'},
    el('h2', {id: 'documentation'}, 'The documentation, sentence by sentence'),
    el('p', {class: 'quiet'}, 'Each sentence of ',
      el('a', {href: data.page, rel: 'noreferrer'}, 'the page'),
      ' in our words, with the worst verdict that any cell gave. Choose one for its evidence.'),
    sections.map((name) => el('section', {class: 'of-page'},
      el('h3', {}, name),
      el('ul', {class: 'sentences'}, clauses.filter((one) => one.section === name)
        .map((one) => sentence(run, one))))));
}

/** The recorded deviations that this run showed. */
function deviations_of(run) {
  const seen = new Map();
  for (let cell = 0; cell < cell_count; ++cell) {
    const shape = run.of.shape[cell];
    const ids = new Set();
    for (const step of shape < 0 ? [] : data.shapes[shape]) {
      const number = data.steps[step][13];
      if (number >= 0 && verdicts[data.steps[step][12]].word === 'known deviation') {
        ids.add(number);
      }
    }
    for (const number of ids) {
      const one = recorded_at(number);
      const entry = seen.get(one.id) || {...one, cells: 0};
      entry.cells += 1;
      seen.set(one.id, entry);
    }
  }
  return [...seen.values()].sort((left, right) => right.cells - left.cells);
}

function deviation_details(one) {
  const more = own(data.deviations, one.id);
  return [
    el('p', {}, one.reason),
    more && more.evidence.length > 0
      ? el('ul', {class: 'evidence'}, more.evidence.map((each) => el('li', {}, each))) : null,
    el('p', {class: 'quiet small'}, `Recorded in ${one.place}`,
      more ? ` on ${more.on} for versions ${more.versions}, from ${more.from}` : ''),
  ];
}

function known_deviations(run) {
  const seen = deviations_of(run);
  if (seen.length === 0) {
    return null;
  }
  return el('section', {'aria-labelledby': 'known'},
    el('h2', {id: 'known'}, 'Known deviations'),
    el('p', {class: 'quiet'},
      'What this kernel does otherwise, and that was looked at and recorded.'),
    el('div', {class: 'cards'}, seen.map((one) => el('article', {class: 'card tone-known'},
      el('h3', {}, el('a', {href: address('cells', {filters: {q: one.id}})}, one.id),
        el('span', {class: 'quiet'}, ` ${plural(one.cells, 'cell')}`)),
      deviation_details(one)))));
}

function view_summary(to, {run}) {
  document.title = `ConnectNamedPipe on ${run.label}`;
  const [word, tone] = result_of(run);
  to.append(
    el('header', {class: 'head'},
      el('p', {class: 'over'}, 'Does it do what its documentation says?'),
      el('h1', {}, `ConnectNamedPipe on ${run.short}`),
      el('p', {class: `result tone-${tone}`}, el('b', {}, word),
        ` ${plural(run.cells, 'cell')} in ${plural(new Set(data.cells.scenario.filter((_, cell) =>
          run.of.is[cell] >= 0)).size, 'scenario')}`),
      verdict_bar(run)),
    kernel_facts(run),
    ...[failures(run), flaky_scenarios(run), documentation(run), known_deviations(run)].filter(Boolean));
}
