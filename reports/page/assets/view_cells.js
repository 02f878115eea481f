// The list of cells and what narrows it down.

let last_count = -1;

function option_list(values, chosen, every) {
  return [el('option', {value: ''}, every), values.map(([value, words]) =>
    el('option', {value, selected: value === chosen}, words))];
}

function choice(name, title, values, filters, change) {
  const chosen = name.startsWith('axis.') ? filters.axes[name.slice(5)] || '' : filters[name];
  const id = `filter-${name}`;
  return el('div', {class: chosen ? 'choice chosen' : 'choice'}, el('label', {for: id}, title),
    el('select', {id, on: {change: (event) => change(name, event.target.value)}},
      option_list(values, chosen, 'any')));
}

/** Boxes to tick, one for each value that any cell has. */
function ticks(title, name, values, counts, filters, change) {
  const shown = values.filter((one) => counts[one.code] > 0 || filters[name].includes(one.word));
  return shown.length === 0 ? null : el('fieldset', {class: 'ticks'}, el('legend', {}, title),
    shown.map((one) => el('label', {class: `tick tone-${one.tone}`, title: one.means},
      el('input', {type: 'checkbox', value: one.word, checked: filters[name].includes(one.word),
        on: {change: (event) => change(name, event.target.checked
          ? [...filters[name], one.word] : filters[name].filter((word) => word !== one.word))}}),
      el('span', {class: 'sign', 'aria-hidden': 'true'}, one.sign), ` ${one.word} `,
      el('span', {class: 'quiet'}, counts[one.code].toLocaleString('en')))));
}

function is_narrowed(filters) {
  return filters.verdict.length > 0 || filters.change.length > 0 || filters.clause !== '' ||
    filters.aspect !== '' || filters.scenario !== '' || filters.q !== '' ||
    Object.values(filters.axes).some(Boolean);
}

/** The filters in words, for paper, where their form is not. */
function filters_in_words(filters) {
  const words = [...filters.verdict, ...filters.change];
  for (const name of ['clause', 'aspect', 'scenario']) {
    if (filters[name]) {
      words.push(`${name} ${filters[name]}`);
    }
  }
  for (const [axis, value] of Object.entries(filters.axes)) {
    if (value) {
      words.push(`${axis} ${value}`);
    }
  }
  return filters.q ? [...words, `“${filters.q}”`] : words;
}

function filter_form({filters, run}) {
  const change = (name, value) => {
    const next = {...filters, axes: {...filters.axes}};
    if (name.startsWith('axis.')) {
      next.axes[name.slice(5)] = value;
    } else {
      next[name] = value;
    }
    focus_next = document.activeElement ? document.activeElement.id : '';
    go(address('cells', {filters: next}));
  };
  const scenarios = [...new Set(data.cells.scenario)].map(text_at)
    .filter((id) => !filters.aspect || id.startsWith(`${filters.aspect}.`));
  return el('form', {class: 'filters', role: 'search', 'aria-label': 'Filters',
    on: {submit: (event) => event.preventDefault()}},
  ticks('Verdict', 'verdict', [...verdicts].sort((a, b) => b.rank - a.rank),
    count_verdicts(filters, run), filters, change),
  ticks(run.number === 0 ? 'Repetitions' : `Since ${runs[run.number - 1].short}`, 'change',
    changes, count_changes(filters, run), filters, change),
  choice('clause', 'Clause', clauses.map((one) => [one.id, one.id]), filters, change),
  choice('aspect', 'Aspect', all_aspects().map((one) => [one, one]), filters, change),
  choice('scenario', 'Scenario', scenarios.map((one) => [one, one]), filters, change),
  el('details', {class: 'axes', open: Object.values(filters.axes).some(Boolean)},
    el('summary', {}, 'Axes'),
    all_axes().map(([name, values]) => choice(`axis.${name}`, name,
      values.slice(0, 200).map((one) => [one, one]), filters, change))),
  is_narrowed(filters) ? el('p', {}, el('a', {href: address('cells')}, 'Clear all filters'))
    : null);
}

/** What a list of one clause begins with: the sentence, and why it matters. */
function clause_head(clause, run) {
  const judged = run.clauses[clause.number];
  return el('section', {class: `clause-head tone-${clause_verdict(clause, judged).tone}`},
    el('p', {class: 'over'}, `${clause.section} · ${clause.level} · ${clause.id}`),
    el('blockquote', {}, clause.says || clause.id),
    el('p', {}, badge(clause_verdict(clause, judged)), ' ',
      el('span', {class: 'quiet'}, count_words(judged.counts, judged.not_reached).join(', '))),
    clause.why ? el('p', {}, el('b', {}, 'Why it matters. '), clause.why) : null,
    clause.pitfall ? el('p', {}, el('b', {}, 'Easily got wrong. '), clause.pitfall) : null);
}

/** The verdicts of all runs on a cell, side by side. */
function verdicts_of_all(cell) {
  return el('span', {class: 'of-all'}, runs.map((run) => {
    const one = verdict_of(run.of.is[cell]);
    return el('span', {class: `sign tone-${one.tone}`, title: `${run.label}: ${one.word}`,
      'aria-label': `${run.label}: ${one.word}`}, one.sign);
  }));
}

function cell_row(cell, run) {
  const is = verdict_of(run.of.is[cell]);
  return [
    badge(is),
    el('span', {class: 'what'}, el('b', {}, scenario_of(cell)),
      el('span', {class: 'values'}, values_of(cell).join(' · ') || 'only')),
    change_mark(change_of(run, cell)),
    runs.length > 1 ? verdicts_of_all(cell) : null,
  ];
}

/** The id of the field that has the focus again when the view is there anew. */
let focus_next = '';

function view_cells(to, where) {
  const {filters, run} = where;
  document.title = `Cells · ConnectNamedPipe on ${run.label}`;
  const left = filtered(filters, run);
  const search = el('input', {type: 'search', id: 'search', value: filters.q,
    placeholder: 'Find: words, a clause, an error …  ( / )', 'aria-label': 'Find cells',
    autocomplete: 'off', spellcheck: 'false'});
  search.addEventListener('input', () => {
    focus_next = 'search';
    const to_be = address('cells', {filters: {...filters, q: search.value}});
    history.replaceState(null, '', to_be);
    show();
  });
  const clause = filters.clause ? clause_by_id.get(filters.clause) : null;
  const list = virtual_list({
    count: left.length, height: matchMedia('(max-width: 700px)').matches ? 68 : 46,
    label: `${plural(left.length, 'cell')}`,
    start: Math.max(left.indexOf(cell_by_key.get(last_key)), 0),
    row: (at) => cell_row(left[at], run),
    open: (at) => go(address('cell', {key: keys[left[at]], filters})),
  });
  search.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      list.element.focus();
      event.preventDefault();
    }
  });
  const narrow = matchMedia('(max-width: 900px)').matches;
  to.append(el('div', {class: 'cells'},
    el('details', {class: 'side', open: !narrow}, el('summary', {}, 'Filters'),
      filter_form(where)),
    el('div', {class: 'found'},
      el('h1', {class: 'unseen'}, `Cells on ${run.label}`),
      is_narrowed(filters) ? el('p', {class: 'on-paper'}, filters_in_words(filters).join(' · '))
        : null,
      clause ? clause_head(clause, run) : null,
      el('div', {class: 'search'}, search,
        el('span', {class: 'quiet', id: 'count'},
          left.length === cell_count ? plural(cell_count, 'cell')
            : `${left.length.toLocaleString('en')} of ${cell_count.toLocaleString('en')}`)),
      left.length > 0 ? list.element
        : el('p', {class: 'none-left'}, 'No cell is like that. ',
          el('a', {href: address('cells')}, 'Clear all filters')))));
  if (left.length !== last_count) {
    say(`${plural(left.length, 'cell')} left`);
    last_count = left.length;
  }
}
