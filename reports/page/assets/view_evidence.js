// A cell's evidence: what is documented, what was seen, how it came to that, and how to see it again.

/** The cell that was shown last, so that the list comes back to it. */
let last_key = '';

/** The step that the cell's verdict is about: the first one that has it. */
function focus_of(steps, is) {
  return is.rank >= 2 ? steps.find((step) => step.is.code === is.code) : undefined;
}

function step_place(step, script) {
  const end = step.part === 'finish' ? ' (its end)' : '';
  return `step ${step.number} of ${script}, ${step.actor}: ${step.call}${end}`;
}

function source_of(step) {
  const [word, means] = grades[step.grade] || ['', ''];
  const line = step.catalogue ? own(data.catalogue, String(step.catalogue)) : '';
  return [
    step.proves.map((clause) => el('blockquote', {}, clause.says || clause.id,
      el('footer', {}, el('a', {href: address('cells', {filters: {clause: clause.id}})},
        clause.id)))),
    step.grade === 1 && step.proves.length > 0 ? null
      : el('p', {}, el('b', {}, word), `: ${means}.`),
    line ? el('p', {}, line, el('span', {class: 'quiet'},
      ` (line ${step.catalogue} of the catalogue)`)) : null,
    step.because ? el('p', {}, step.because) : null,
  ];
}

/** Documented, allowed and seen of the step that decides; for a cell without one, its clauses. */
function finding(run, cell, steps) {
  const is = verdict_of(run.of.is[cell]);
  const step = focus_of(steps, is);
  const why = text_at(Math.max(run.of.why[cell], 0));
  if (!step) {
    return why ? el('p', {class: 'why'}, why) : null;
  }
  const differs = step.is.rank >= 3;
  return el('dl', {class: 'finding'},
    el('dt', {}, 'Documented'), el('dd', {}, source_of(step)),
    el('dt', {}, 'Allowed'), el('dd', {}, el('code', {class: 'outcome'}, step.allowed)),
    el('dt', {}, 'Seen'), el('dd', {},
      el('code', {class: `outcome ${differs ? `tone-${step.is.tone}` : ''}`}, step.seen),
      el('span', {class: 'quiet'}, ` in ${step_place(step, run.of.script[cell])}`),
      step.remark ? el('p', {}, step.remark) : null),
    step.recorded ? [el('dt', {}, 'Recorded'), el('dd', {},
      el('code', {class: 'outcome'}, step.recorded.outcome), ' ',
      el('a', {href: address('cells', {filters: {q: step.recorded.id}})}, step.recorded.id),
      deviation_details(step.recorded))] : null,
    why && !step.recorded ? [el('dt', {}, 'Why'), el('dd', {}, why)] : null);
}

/** What a step says for a sentence: what was allowed, and what was seen. */
function proof(step) {
  const differs = step.is.rank >= 3;
  return el('p', {}, `Step ${step.number}, ${step.actor}: `, el('code', {}, step.call),
    step.part === 'whole' ? '' : step.part === 'begin' ? ' begins' : ' returns',
    step.allowed === step.seen ? ', allowed and seen: ' : [', allowed: ',
      el('code', {class: 'outcome'}, step.allowed), ', seen: '],
    el('code', {class: `outcome ${differs ? `tone-${step.is.tone}` : ''}`}, step.seen));
}

function clause_list(run, cell, steps) {
  const judged = clauses_in(run, cell);
  return judged.length === 0 ? null : el('section', {'aria-labelledby': 'clauses'},
    el('h2', {id: 'clauses'}, 'Sentences it is evidence for'),
    el('ul', {class: 'plain-list clauses'}, judged.map(([clause, is]) => el('li', {},
      badge(is < 0 ? no_verdict.not_reached : verdicts[is]),
      el('a', {href: address('cells', {filters: {clause: clause.id}})}, clause.id),
      el('p', {class: 'says'}, clause.says),
      steps.filter((step) => step.proves.includes(clause)).slice(0, 6).map(proof)))));
}

function step_row(step) {
  const told = step.is.rank >= 2;
  const tickets = step.before || step.after ? `${step.before || '…'}–${step.after || '…'}` : '';
  const td = (name, ...children) => el('td', {class: name, role: 'cell'}, children);
  return el('tr', {class: told ? `tone-${step.is.tone}` : '', role: 'row'},
    td('number', step.number),
    td('call-cell', el('span', {class: 'actor'}, step.actor), ' ',
      el('code', {}, step.call), step.part === 'whole' ? null
        : el('span', {class: 'quiet'}, step.part === 'begin' ? ' begins' : ' returns'),
      step.remark ? el('div', {class: 'quiet'}, step.remark) : null),
    td('seen-cell', el('code', {}, step.seen),
      step.seen === step.allowed ? null : el('div', {class: 'quiet small'},
        `allowed: ${step.allowed}`)),
    td('verdict-cell', step.grade === 0 && !told
      ? el('span', {class: 'quiet'}, 'arranged') : badge(step.is)),
    td('number quiet', tickets),
    td('number quiet', step.took > 0 ? duration(step.took) : ''));
}

function step_table(steps, script) {
  const most = 400;
  return el('section', {'aria-labelledby': 'steps'},
    el('h2', {id: 'steps'}, 'Steps'),
    steps.length < script ? el('p', {class: 'quiet'},
      `${plural(steps.length, 'step')} of ${script} ${steps.length === 1 ? 'was' : 'were'} performed.`)
      : null,
    el('div', {class: 'wide', tabindex: '0', role: 'group', 'aria-label': 'Steps'},
      el('table', {class: 'steps', role: 'table'},
        el('thead', {}, el('tr', {}, ['#', 'Call', 'Seen', 'Verdict', 'Tickets', 'Took']
          .map((name) => el('th', {scope: 'col'}, name)))),
        el('tbody', {}, steps.slice(0, most).map(step_row)))),
    steps.length > most ? el('p', {class: 'quiet'}, `The first ${most} of ${steps.length}.`)
      : null);
}

function without_steps(run, cell) {
  const told = run.baseline && run.of.script[cell] > 0;
  return el('p', {class: 'note'}, told
    ? `This file is a baseline: it keeps the steps only of what did not go as expected. The script has ${
      plural(run.of.script[cell], 'step')}; perform it again to see them.`
    : 'No step was performed.');
}

/** What the cell gave each time, where a run performed it several times. */
function repetition_list(run, cell) {
  const all = repetitions_in(run, cell);
  if (all.length === 0) {
    return null;
  }
  const times = all.reduce((sum, one) => sum + one.times, 0);
  const change = change_of(run, cell);
  return el('section', {'aria-labelledby': 'repetitions'},
    el('h2', {id: 'repetitions'}, 'Repetitions'),
    all.length === 1 ? el('p', {class: 'quiet'}, `Performed ${times} times, always with this outcome.`)
      : [el('p', {}, change && change.word === 'flaky' ? [change_mark(change), ' '] : null,
        el('span', {class: 'quiet'}, `Performed ${times} times, with ${all.length} outcomes.${
          change && change.word === 'flaky' ? '' : ' They are known to vary.'} ${
          'What else is on this page is of the worst of them.'}`)),
      el('ul', {class: 'plain-list'}, all.map((one) => el('li', {}, badge(one.is),
        el('b', {}, `${one.times} of ${times} times`),
        one.seen ? [el('code', {class: 'outcome'}, one.seen),
          el('span', {class: 'quiet'}, `in ${one.step}`)] : null)))]);
}

/** The same cell on the other kernels. */
function on_all_kernels(cell, where) {
  if (runs.length < 2) {
    return null;
  }
  return el('section', {'aria-labelledby': 'all-kernels'},
    el('h2', {id: 'all-kernels'}, 'On every kernel'),
    el('ul', {class: 'plain-list'}, runs.map((run) => {
      const change = change_of(run, cell);
      const step = focus_of(steps_in(run, cell), verdict_of(run.of.is[cell]));
      return el('li', {}, badge(verdict_of(run.of.is[cell])),
        run === where.run ? el('b', {}, run.label)
          : el('a', {href: address('cell', {...where, run})}, run.label),
        step ? el('code', {class: 'outcome'}, step.seen) : null,
        change_mark(change));
    })));
}

/** Where the cell is in the filtered list, and the ways to its neighbours. */
function neighbours(cell, where) {
  const left = filtered(where.filters, where.run);
  const at = left.indexOf(cell);
  const link = (to, words, id, key) => (left[to] === undefined
    ? el('span', {class: 'quiet', 'aria-hidden': 'true'}, words)
    : el('a', {id, href: address('cell', {key: keys[left[to]], filters: where.filters}),
      'aria-keyshortcuts': key}, words));
  return el('nav', {class: 'neighbours', 'aria-label': 'Neighbouring cells'},
    el('a', {id: 'back', href: address('cells', {filters: where.filters}),
      'aria-keyshortcuts': 'Escape'}, '↑ Cells'),
    at < 0 ? null : [link(at - 1, '← Previous', 'previous', 'ArrowLeft'),
      link(at + 1, 'Next →', 'next', 'ArrowRight'),
      el('span', {class: 'quiet'}, `${(at + 1).toLocaleString('en')} of ${
        left.length.toLocaleString('en')}`)]);
}

function view_evidence(to, where) {
  const {run, key} = where;
  const cell = cell_by_key.get(key);
  if (cell === undefined) {
    document.title = 'No such cell';
    to.append(el('h1', {}, 'No such cell'), el('p', {}, 'These runs have no cell that is called ',
      el('code', {}, key), '. ', el('a', {href: address('cells')}, 'All cells')));
    return;
  }
  last_key = key;
  document.title = `${key} · ${run.label}`;
  const is = verdict_of(run.of.is[cell]);
  const steps = steps_in(run, cell);
  const says = own(data.scenarios, scenario_of(cell));
  to.append(...[
    neighbours(cell, where),
    el('header', {class: 'head'},
      el('p', {class: 'over'}, `${run.label} · ${aspect_of(cell)}`),
      el('h1', {class: 'mono'}, el('a', {class: 'quiet-link',
        href: address('cells', {filters: {scenario: scenario_of(cell)}})}, scenario_of(cell))),
      says ? el('p', {class: 'lead'}, says) : null,
      el('p', {class: `verdict-line tone-${is.tone}`}, badge(is),
        el('span', {class: 'quiet'}, is.means || 'This run has no such cell.')),
      el('dl', {class: 'axis-values'}, axes_of(cell).map(([axis, value]) =>
        el('div', {}, el('dt', {}, axis), el('dd', {}, value))))),
    finding(run, cell, steps),
    repetition_list(run, cell),
    clause_list(run, cell, steps),
    run.of.is[cell] < 0 ? null : steps.length === 0 ? without_steps(run, cell)
      : el('section', {'aria-labelledby': 'sequence'},
        el('h2', {id: 'sequence'}, 'Sequence'),
        sequence_diagram(steps, `Sequence of ${plural(steps.length, 'step')}; the table of steps says the same in words`)),
    steps.length === 0 ? null : step_table(steps, run.of.script[cell]),
    on_all_kernels(cell, where),
    el('section', {'aria-labelledby': 'again'},
      el('h2', {id: 'again'}, 'See it again'),
      el('p', {class: 'quiet'}, 'Performs this one cell:'),
      command(rerun_command(run, key), 'performs this cell again'),
      el('p', {class: 'quiet'}, 'Writes it as one C++ program without the suite, for a bug report:'),
      command(repro_command(run, key), 'writes this cell as a program')),
  ].filter(Boolean));
}
