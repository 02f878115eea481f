// The first view: which kernel, what it came to, and the documentation sentence by sentence.

const fact = (name, value) => value && [el('dt', name), el('dd', value)];

function kernel_facts(run) {
  const modules = pairs(run.modules).map((pair) => pair.join(' '));
  return el('dl.facts',
    fact('Kernel', run.name),
    fact('Architecture', [run.architecture,
      run.process && run.process !== run.architecture && `the suite as ${run.process}`,
      run.clients && `its clients as ${run.clients}`].filter(Boolean).join(', ')),
    fact('Modules', modules.filter((one) => !one.endsWith(' unknown')).join(', ')),
    fact('Host', run.host),
    fact('Run', `${run.started.replace('T', ' ').replace('Z', ' UTC')}, ${
      duration(run.milliseconds * 1000)}`),
    fact('Suite', `commit ${run.commit}${run.strict ? ', strict' : ''}`),
    fact('File', `${run.file}${run.baseline
      ? ' (a baseline: without most steps of what went as expected)' : ''}`));
}

function result_of(run) {
  const has = (test) => verdicts.some((one) => run.counts[one.code] > 0 && test(one));
  const is_ours = (one) => one.word === 'suite error';
  if (has((one) => (is_failure(one) && !is_ours(one)) ||
                   (run.strict && one.word === 'known deviation'))) {
    return ['Failed', 'bad'];
  }
  if (has(is_ours)) {
    return ['Suite error', 'suite'];
  }
  return has((one) => one.word !== 'unsupported') ? ['Passed', 'good'] : ['Nothing said', 'none'];
}

function result_badge(run) {
  const [word, tone] = result_of(run);
  return el(`b.result-badge.tone-${tone}`, word);
}

/** A bar of all verdicts and beneath it each of them, a link to its cells. */
function verdict_bar(run) {
  const {counts} = run;
  const total = Math.max(counts.reduce((sum, count) => sum + count, 0), 1);
  const shown = verdicts.filter(({code}) => counts[code] > 0).sort(worst_first);
  return [el('div.bar-of-verdicts', {'aria-hidden': 'true'}, shown.map((one) => {
    const piece = el(`span.piece.tone-${one.tone}`);
    piece.style.flexGrow = String(Math.max(counts[one.code] / total, 0.006));
    return piece;
  })), counted_links(shown, counts, (one) => named(one, counts[one.code]),
    (one) => address('cells', {run, filters: {verdict: [one.word]}}))];
}

/** A list of what wants to be looked at. */
const attention = (id, title, rows, ...more) => el('section.attention', {'aria-labelledby': id},
  el('h2', {id}, title), el('ul.plain-list', rows.map((row) => el('li', row))), ...more);

/** The scenarios with cells that failed, the worst first. */
function failures(run) {
  const found = [...grouped(cells.filter((cell) => is_failure(verdict_in(run, cell))), scenario_of)]
    .map(([scenario, some]) => {
      const worst = Math.max(...some.map((cell) => verdict_in(run, cell).rank));
      return {scenario, count: some.length,
        cell: some.find((cell) => verdict_in(run, cell).rank === worst), rank: worst};
    }).sort((left, right) => worst_first(left, right) || right.count - left.count);
  const most = 12;
  const verdict = verdicts.filter(is_failure).map((one) => one.word);
  return found.length > 0 && attention('attention', 'To be looked at',
    found.slice(0, most).map(({scenario, cell, count}) => [badge(verdict_in(run, cell)),
      link(address('cell', {key: keys[cell], filters: {scenario, verdict}}), scenario),
      quiet(` ${plural(count, 'cell')}`), el('p', text_at(run.of.why[cell]))]),
    found.length > most && el('p',
      link_to_cells({verdict}, `All ${plural(found.length, 'scenario')}`)));
}

/** The scenarios with cells that did not give the same each time they were performed. */
function flaky_scenarios(run) {
  const flaky = cells.filter((cell) => (change_of(run, cell) || {}).word === 'flaky');
  return flaky.length > 0 && attention('flaky', 'Not the same each time',
    [...grouped(flaky, scenario_of)].map(([scenario, some]) => [
      change_mark(change_of(run, some[0])),
      link_to_cells({scenario, change: ['flaky']}, scenario),
      quiet(` ${plural(some.length, 'cell')}, for example `),
      repetitions_in(run, some[0]).map(({times, seen, is}) =>
        [outcome(seen || is.word), ` ${times}× `])]));
}

function sentence(run, clause) {
  const judged = run.clauses[clause.number];
  const is = clause_verdict(clause, judged);
  const counts = judged.cells > 0 ? count_words(judged)
    : clause.untested || 'No cell of this run speaks about it.';
  const href = judged.cells > 0 && address('cells', {filters: {clause: clause.id}});
  return el(`li.sentence.tone-${is.tone}`, {id: `clause-${clause.id}`},
    el(href ? 'a.sentence-link' : 'div.sentence-link', {href},
      el('span.says', clause.says || clause.id),
      el('span.about', badge(is), el('span.counts', counts), el('code', clause.id))));
}

function documentation(run) {
  return el('section.documentation', {'aria-labelledby': 'documentation'},
    el('h2', {id: 'documentation'}, 'The documentation, sentence by sentence'),
    el('p.quiet', 'Each sentence of ',
      el('a', {href: data.page, rel: 'noreferrer'}, 'the page'),
      ' in our words, with the worst verdict that any cell gave. Choose one for its evidence.'),
    [...grouped(clauses, (one) => one.section)].map(([name, some]) => el('section.of-page',
      el('h3', name), el('ul.sentences', some.map((one) => sentence(run, one))))));
}

/** The recorded deviations that this run showed, with the number of their cells. */
function deviations_of(run) {
  const shapes = data.shapes.map((shape) => [...new Set(shape.map((step) => data.steps[step])
    .filter((step) => step[13] >= 0 && verdicts[step[12]].word === 'known deviation')
    .map((step) => step[13]))].map(recorded_at));
  const all = cells.flatMap((cell) => shapes[run.of.shape[cell]] || []);
  return [...grouped(all, (one) => one.id).values()]
    .map((some) => ({...some[0], count: some.length}))
    .sort((left, right) => right.count - left.count);
}

function deviation_details(one) {
  const more = own(data.deviations, one.id);
  return [
    el('p', one.reason),
    more && more.evidence.length > 0 && el('ul.evidence', more.evidence.map((each) => el('li', each))),
    el('p.quiet.small', `Recorded in ${one.place}`,
      more && ` on ${more.on} for versions ${more.versions}, from ${more.from}`),
  ];
}

function known_deviations(run) {
  const seen = deviations_of(run);
  return seen.length > 0 && section('known', 'Known deviations',
    el('p.quiet', 'What this kernel does otherwise, and that was looked at and recorded.'),
    el('div.cards', seen.map((one) => el('article.card.tone-known',
      el('h3', link_to_cells({q: one.id}, one.id), quiet(` ${plural(one.count, 'cell')}`)),
      deviation_details(one)))));
}

function view_summary({run}) {
  const scenarios = new Set(cells.filter((cell) => run.of.is[cell] >= 0).map(scenario_of));
  return [`ConnectNamedPipe on ${run.label}`,
    el('header.head',
      el('p.over', 'Does it do what its documentation says?'),
      el('h1', `ConnectNamedPipe on ${run.short}`),
      el('p.result', result_badge(run), ` ${plural(run.cells, 'cell')} in ${plural(scenarios.size, 'scenario')}`),
      verdict_bar(run)),
    kernel_facts(run), failures(run), flaky_scenarios(run), documentation(run),
    known_deviations(run)];
}
