// A cell's evidence: what is documented, what was seen, how it came to that, and how to see it again.

/** The cell that was shown last, so that the list comes back to it. */
let last_key = '';

/** The step that the cell's verdict is about: the first one that has it. */
function focus_of(run, cell, steps = steps_in(run, cell)) {
  const is = verdict_in(run, cell);
  return is.rank >= 2 ? steps.find((step) => step.is.code === is.code) : undefined;
}

/** Whether the file keeps only those steps of the cell that could have come out otherwise. */
const keeps_some = (run, cell, steps) =>
  run.baseline && verdict_in(run, cell).rank <= 2 && steps.length < run.of.script[cell];

/** What a step gave; in the colour of its verdict where that is none of the allowed ones. */
const seen_outcome = (step) => outcome(step.seen, step.is.rank >= 3 ? step.is.tone : '');
/** Behind a call that is begun in one step and ends in another. */
const part_words = {whole: '', begin: ' begins', finish: ' returns'};

function source_of(step) {
  const [word, means] = grades[step.grade] || ['', ''];
  const line = catalogue_by_number.get(step.catalogue);
  return [
    step.proves.map((clause) => el('blockquote', clause.says || clause.id,
      el('footer', link_to_cells({clause: clause.id}, clause.id)))),
    (step.grade !== 1 || step.proves.length === 0) && el('p', el('b', word), `: ${means}.`),
    line && el('p', line.says, ' ',
      link(address('catalogue', {key: String(line.number)}), `Line ${line.number} of the catalogue`)),
    step.because && el('p', step.because),
  ];
}

/** Documented, allowed and seen of the step that decides; for a cell without one, its clauses. */
function finding(run, cell, steps) {
  const step = focus_of(run, cell, steps);
  const why = text_at(Math.max(run.of.why[cell], 0));
  if (!step) {
    return why && el('p.why', why);
  }
  const {recorded} = step;
  const end = step.part === 'finish' ? ' (its end)' : '';
  return el('dl.finding',
    fact('Documented', source_of(step)),
    fact('Allowed', outcome(step.allowed)),
    fact('Seen', [seen_outcome(step),
      quiet(` in ${keeps_some(run, cell, steps) ? 'a step'
        : `step ${step.number} of ${run.of.script[cell]}`}, ${step.actor}: ${step.call}${end}`),
      step.remark && el('p', step.remark)]),
    recorded ? fact('Recorded', [outcome(recorded.outcome), ' ',
      link_to_cells({q: recorded.id}, recorded.id), deviation_details(recorded)])
      : fact('Why', why));
}

/** What a step says for a sentence: what was allowed, and what was seen. */
function proof(step) {
  return el('p', `Step ${step.number}, ${step.actor}: `, el('code', step.call),
    part_words[step.part],
    step.allowed === step.seen ? ', allowed and seen: '
      : [', allowed: ', outcome(step.allowed), ', seen: '],
    seen_outcome(step));
}

function clause_list(run, cell, steps) {
  const judged = clauses_in(run, cell);
  return judged.length > 0 && section('clauses', 'Sentences it is evidence for',
    el('ul.plain-list.clauses', judged.map(([clause, is]) => el('li',
      badge(verdicts[is] || no_verdict.not_reached), link_to_cells({clause: clause.id}, clause.id),
      el('p.says', clause.says),
      steps.filter((step) => step.proves.includes(clause)).slice(0, 6).map(proof)))));
}

function step_row(step) {
  const told = step.is.rank >= 2;
  const td = (name, ...children) => el(`td${name}`, {role: 'cell'}, ...children);
  return el(told ? `tr.tone-${step.is.tone}` : 'tr', {role: 'row'},
    td('.number', step.number),
    td('.call-cell', el('span.actor', step.actor), ' ', el('code', step.call),
      step.part !== 'whole' && quiet(part_words[step.part]),
      step.remark && el('div.quiet', step.remark)),
    td('.seen-cell', el('code', step.seen),
      step.seen !== step.allowed && el('div.quiet.small', `allowed: ${step.allowed}`)),
    td('.verdict-cell', step.grade === 0 && !told ? quiet('arranged') : badge(step.is)),
    td('.number.quiet', step.before + step.after > 0 &&
      `${step.before || '…'}–${step.after || '…'}`),
    td('.number.quiet', step.took > 0 && duration(step.took)));
}

function step_table(run, cell, steps) {
  const most = 400;
  const script = run.of.script[cell];
  return steps.length > 0 && section('steps', 'Steps',
    steps.length < script && !keeps_some(run, cell, steps) && el('p.quiet',
      `${plural(steps.length, 'step')} of ${script} ${steps.length === 1 ? 'was' : 'were'} performed.`),
    wide('Steps', table('steps', {role: 'table'},
      ['#', 'Call', 'Seen', 'Verdict', 'Tickets', 'Took'], steps.slice(0, most).map(step_row))),
    steps.length > most && el('p.quiet', `The first ${most} of ${steps.length}.`));
}

function sequence(run, cell, steps) {
  if (steps.length > 0 && !keeps_some(run, cell, steps)) {
    return section('sequence', 'Sequence', sequence_diagram(steps,
      `Sequence of ${plural(steps.length, 'step')}; the table of steps says the same in words`));
  }
  return el('p.note', run.baseline && run.of.script[cell] > 0
    ? `This file is a baseline: it keeps the steps of what did not go as expected, and those that could have come out otherwise. The script has ${
      plural(run.of.script[cell], 'step')}; perform it again to see them.`
    : 'No step was performed.');
}

/** What the cell gave each time, where a run performed it several times. */
function repetition_list(run, cell) {
  const all = repetitions_in(run, cell);
  const times = all.reduce((sum, one) => sum + one.times, 0);
  const change = change_of(run, cell);
  const flaky = change && change.word === 'flaky';
  return all.length > 0 && section('repetitions', 'Repetitions', all.length === 1
    ? el('p.quiet', `Performed ${times} times, always with this outcome.`)
    : [el('p', flaky && [change_mark(change), ' '],
      quiet(`Performed ${times} times, with ${all.length} outcomes.${
        flaky ? '' : ' They are known to vary.'} What else is on this page is of the worst of them.`)),
    el('ul.plain-list', all.map((one) => el('li', badge(one.is),
      el('b', `${one.times} of ${times} times`),
      one.seen && [outcome(one.seen), quiet(`in ${one.step}`)])))]);
}

/** The same cell on the other kernels. */
function on_all_kernels(cell, where) {
  return runs.length > 1 && section('all-kernels', 'On every kernel',
    el('ul.plain-list', runs.map((run) => {
      const step = focus_of(run, cell);
      return el('li', badge(verdict_in(run, cell)),
        run === where.run ? el('b', run.label)
          : link(address('cell', {...where, run}), run.label),
        step && outcome(step.seen), change_mark(change_of(run, cell)));
    })));
}

/** Where the cell is in the filtered list, and the ways to its neighbours. */
function neighbours(cell, {filters, run}) {
  const left = filtered(filters, run);
  const at = left.indexOf(cell);
  const way = (id, shortcut, href, words) => (href
    ? el('a', {id, href, 'aria-keyshortcuts': shortcut}, words)
    : el('span.quiet', {'aria-hidden': 'true'}, words));
  const to = (other) => other !== undefined && address('cell', {key: keys[other], filters});
  return el('nav.neighbours', {'aria-label': 'Neighbouring cells'},
    way('back', 'Escape', address('cells', {filters}), '↑ Cells'),
    at >= 0 && [way('previous', 'ArrowLeft', to(left[at - 1]), '← Previous'),
      way('next', 'ArrowRight', to(left[at + 1]), 'Next →'),
      quiet(`${digits(at + 1)} of ${digits(left.length)}`)]);
}

function view_evidence(where) {
  const {run, key} = where;
  const cell = cell_by_key.get(key);
  if (cell === undefined) {
    return ['No such cell', el('h1', 'No such cell'), el('p',
      'These runs have no cell that is called ', el('code', key), '. ',
      link_to_cells({}, 'All cells'))];
  }
  last_key = key;
  const is = verdict_in(run, cell);
  const steps = steps_in(run, cell);
  const scenario = scenario_of(cell);
  const says = own(data.scenarios, scenario);
  return [`${key} · ${run.label}`,
    neighbours(cell, where),
    el('header.head',
      el('p.over', `${run.label} · ${aspect_of(cell)}`),
      el('h1.mono', el('a.quiet-link', {href: address('cells', {filters: {scenario}})}, scenario)),
      says && el('p.lead', says),
      el(`p.verdict-line.tone-${is.tone}`, badge(is),
        quiet(is.means || 'This run has no such cell.')),
      el('dl.axis-values', axes_of(cell).map(([axis, value]) => el('div',
        el('dt', {title: axis_means(axis)}, axis_title(axis)),
        el('dd', value, value_means(axis, value) && el('span.means', value_means(axis, value))))))),
    finding(run, cell, steps),
    repetition_list(run, cell),
    clause_list(run, cell, steps),
    run.of.is[cell] >= 0 && sequence(run, cell, steps),
    step_table(run, cell, steps),
    on_all_kernels(cell, where),
    section('again', 'See it again',
      el('p.quiet', 'Performs this one cell:'),
      command(rerun_command(run, key), 'performs this cell again'),
      el('p.quiet', 'Writes it as one C++ program without the suite, for a bug report:'),
      command(repro_command(run, key), 'writes this cell as a program'))];
}
