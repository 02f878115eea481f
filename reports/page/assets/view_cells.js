// The list of cells and what narrows it down.

let last_count = -1;

function choice(name, title, values, filters, change) {
  const chosen = name.startsWith('axis.') ? filters.axes[name.slice(5)] || '' : filters[name];
  const id = `filter-${name}`;
  return el(chosen ? 'div.choice.chosen' : 'div.choice', el('label', {for: id}, title),
    el('select', {id, on: {change: ({target}) => change(name, target.value)}},
      el('option', {value: ''}, 'any'),
      values.map((value) => el('option', {value, selected: value === chosen}, value))));
}

/** Boxes to tick, one for each value that any cell has. */
function ticks(title, name, values, counts, filters, change) {
  const ticked = filters[name];
  const shown = values.filter((one) => counts[one.code] > 0 || ticked.includes(one.word));
  const turn = (word, on) => change(name, on ? [...ticked, word] : ticked.filter((one) => one !== word));
  return shown.length > 0 && el('fieldset.ticks', el('legend', title),
    shown.map((one) => el(`label.tick.tone-${one.tone}`, {title: one.means},
      el('input', {type: 'checkbox', value: one.word, checked: ticked.includes(one.word),
        on: {change: ({target}) => turn(one.word, target.checked)}}),
      sign_of(one), ` ${one.word} `, quiet(digits(counts[one.code])))));
}

/** The filters in words, for paper, where their form is not. */
function filters_in_words(filters) {
  return [...filters.verdict, ...filters.change,
    ...['clause', 'aspect', 'scenario'].filter((name) => filters[name])
      .map((name) => `${name} ${filters[name]}`),
    ...Object.entries(filters.axes).filter(([, value]) => value).map((pair) => pair.join(' ')),
    ...(filters.q ? [`“${filters.q}”`] : [])];
}

const clear_link = () => link_to_cells({}, 'Clear all filters');

function filter_form({filters, run}) {
  const change = (name, value) => {
    focus_next = document.activeElement ? document.activeElement.id : '';
    go(address('cells', {filters: name.startsWith('axis.')
      ? {...filters, axes: {...filters.axes, [name.slice(5)]: value}} : {...filters, [name]: value}}));
  };
  const select = (name, title, values) => choice(name, title, values, filters, change);
  const all_of = (column) => [...new Set(data.cells[column])].map(text_at);
  const scenarios = all_of('scenario')
    .filter((id) => !filters.aspect || id.startsWith(`${filters.aspect}.`));
  return el('form.filters', {'role': 'search', 'aria-label': 'Filters',
    'on': {submit: (event) => event.preventDefault()}},
  ticks('Verdict', 'verdict', [...verdicts].sort(worst_first), count_verdicts(filters, run), filters,
    change),
  ticks(run.number === 0 ? 'Repetitions' : `Since ${runs[run.number - 1].short}`, 'change',
    changes, count_changes(filters, run), filters, change),
  select('clause', 'Clause', clauses.map((one) => one.id)),
  select('aspect', 'Aspect', all_of('aspect')),
  select('scenario', 'Scenario', scenarios),
  el('details.axes', {open: Object.values(filters.axes).some(Boolean)}, el('summary', 'Axes'),
    all_axes().map(([name, values]) => select(`axis.${name}`, name, values.slice(0, 200)))),
  filters_in_words(filters).length > 0 && el('p', clear_link()));
}

/** What a list of one clause begins with: the sentence, and why it matters. */
function clause_head(clause, run) {
  const judged = run.clauses[clause.number];
  const is = clause_verdict(clause, judged);
  return el(`section.clause-head.tone-${is.tone}`,
    el('p.over', `${clause.section} · ${clause.level} · ${clause.id}`),
    el('blockquote', clause.says || clause.id),
    el('p', badge(is), ' ', quiet(count_words(judged))),
    clause.why && el('p', el('b', 'Why it matters. '), clause.why),
    clause.pitfall && el('p', el('b', 'Easily got wrong. '), clause.pitfall));
}

/** The verdicts of all runs on a cell, side by side. */
function verdicts_of_all(cell) {
  return el('span.of-all', runs.map((run) => {
    const one = verdict_in(run, cell);
    const title = `${run.label}: ${one.word}`;
    return el(`span.sign.tone-${one.tone}`, {title, 'aria-label': title}, one.sign);
  }));
}

function cell_row(cell, run) {
  return [
    badge(verdict_in(run, cell)),
    el('span.what', el('b', scenario_of(cell)),
      el('span.values', values_of(cell).join(' · ') || 'only')),
    change_mark(change_of(run, cell)),
    runs.length > 1 && verdicts_of_all(cell),
  ];
}

/** The id of the field that has the focus again when the view is there anew. */
let focus_next = '';

function search_field(filters) {
  const searched = ({target}) => {
    focus_next = 'search';
    history.replaceState(null, '', address('cells', {filters: {...filters, q: target.value}}));
    show();
  };
  const pressed = (event) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      focus_on('list');
      event.preventDefault();
    }
  };
  return el('input', {'type': 'search', 'id': 'search', 'value': filters.q,
    'placeholder': 'Find: words, a clause, an error …  ( / )', 'aria-label': 'Find cells',
    'autocomplete': 'off', 'spellcheck': 'false', 'on': {input: searched, keydown: pressed}});
}

function view_cells(where) {
  const {filters, run} = where;
  const left = filtered(filters, run);
  const clause = clause_by_id.get(filters.clause);
  const words = filters_in_words(filters);
  if (left.length !== last_count) {
    say(`${plural(left.length, 'cell')} left`);
    last_count = left.length;
  }
  return [`Cells · ConnectNamedPipe on ${run.label}`, el('div.cells',
    el('details.side', {open: !matchMedia('(max-width: 900px)').matches}, el('summary', 'Filters'),
      filter_form(where)),
    el('div.found',
      el('h1.unseen', `Cells on ${run.label}`),
      words.length > 0 && el('p.on-paper', words.join(' · ')),
      clause && clause_head(clause, run),
      el('div.search', search_field(filters), el('span.quiet', {id: 'count'},
        left.length === cell_count ? plural(cell_count, 'cell')
          : `${digits(left.length)} of ${digits(cell_count)}`)),
      left.length === 0 ? el('p.none-left', 'No cell is like that. ', clear_link()) : virtual_list({
        count: left.length, height: matchMedia('(max-width: 700px)').matches ? 68 : 46,
        label: plural(left.length, 'cell'),
        start: Math.max(left.indexOf(cell_by_key.get(last_key)), 0),
        row: (at) => cell_row(left[at], run),
        open: (at) => go(address('cell', {key: keys[left[at]], filters})),
      })))];
}
