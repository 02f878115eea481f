// The list of cells, by scenario, and what narrows it down.

let last_count = -1;
/** The scenarios that the reader has opened or closed in the list, until the page is left. */
const turned_groups = new Map();
/** So many cells are shown at once; of more, only the scenarios. */
const most_open = 200;
/** The id of the field that has the focus again when the view is there anew. */
let focus_next = '';

function choice(name, title, values, filters, change, means = '') {
  const is_axis = name.startsWith('axis.');
  const axis = name.slice(5);
  const chosen = is_axis ? filters.axes[axis] || '' : filters[name];
  const id = `filter-${name}`;
  const words = (value) => (is_axis && value_means(axis, value)
    ? `${value}: ${value_means(axis, value)}` : value);
  return el(chosen ? 'div.choice.chosen' : 'div.choice', el('label', {for: id}, title),
    means && el('span.means', means),
    el('select', {id, on: {change: ({target}) => change(name, target.value)}},
      el('option', {value: ''}, 'any'),
      values.map((value) => el('option', {value, selected: value === chosen}, words(value)))));
}

/** Boxes to tick, one for each value that any cell has. */
function ticks(title, name, values, counts, filters, change) {
  const ticked = filters[name];
  const shown = values.filter((one) => counts[one.code] > 0 || ticked.includes(one.word));
  const turn = (word, on) => change(name, on ? [...ticked, word] : ticked.filter((one) => one !== word));
  return shown.length > 0 && el('fieldset.ticks', el('legend', title),
    shown.map((one) => el(`label.tick.tone-${one.tone}`, {title: one.means},
      el('input', {type: 'checkbox', id: `filter-${name}-${one.code}`, value: one.word,
        checked: ticked.includes(one.word),
        on: {change: ({target}) => turn(one.word, target.checked)}}),
      sign_of(one), ` ${one.word} `, quiet(digits(counts[one.code])))));
}

/** The filters in words, for paper, where their form is not. */
function filters_in_words(filters) {
  return [...filters.verdict, ...filters.change,
    ...['clause', 'aspect', 'scenario'].filter((name) => filters[name])
      .map((name) => `${name} ${filters[name]}`),
    ...(filters.line ? [`line ${filters.line} of the catalogue`] : []),
    ...Object.entries(filters.axes).filter(([, value]) => value)
      .map(([axis, value]) => `${axis_title(axis)} ${value}`),
    ...(filters.q ? [`“${filters.q}”`] : [])];
}

const clear_link = () => link_to_cells({}, 'Clear all filters');

function axis_choices(filters, run, select) {
  const axes = axes_in(cells_like({...filters, axes: {}}, run));
  const chosen = Object.entries(filters.axes).filter(([, value]) => value);
  const missing = chosen.filter(([name]) => !axes.some(([axis]) => axis === name))
    .map(([name, value]) => [name, [value]]);
  return [...axes, ...missing].length > 0 && el('details.axes',
    {open: filters.scenario !== '' || chosen.length > 0},
    el('summary', filters.scenario ? 'Axes of the scenario' : 'Axes'),
    [...axes, ...missing].map(([name, values]) =>
      select(`axis.${name}`, axis_title(name), values.slice(0, 200), axis_means(name))));
}

function filter_form({filters, run}) {
  const change = (name, value) => {
    focus_next = document.activeElement ? document.activeElement.id : '';
    const changed = name.startsWith('axis.')
      ? {...filters, axes: {...filters.axes, [name.slice(5)]: value}} : {...filters, [name]: value};
    // Another scenario has other axes.
    go(address('cells', {filters: name === 'scenario' ? {...changed, axes: {}} : changed}));
  };
  const select = (name, title, values, means) => choice(name, title, values, filters, change, means);
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
  axis_choices(filters, run, select),
  filters_in_words(filters).length > 0 && el('p', clear_link()));
}

/** What a list of one clause begins with: the sentence, and why it matters. */
function clause_head(clause, run) {
  const judged = run.clauses[clause.number];
  const is = clause_verdict(clause, judged);
  return el(`section.clause-head.tone-${is.tone}`, {'tabindex': '0', 'aria-label': clause.id},
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
    return el(`span.sign.tone-${one.tone}`, {title, 'role': 'img', 'aria-label': title}, one.sign);
  }));
}

/** Which axes the cells of a group have in common, and which tell them apart, with their widths. */
function axes_of_group(group) {
  const all = axes_in(group.cells);
  const varying = all.filter(([, values]) => values.length > 1).map(([name, values]) => ({name,
    letters: Math.max(axis_title(name).length, ...values.map((value) => value.length))}));
  return {varying, common: all.filter(([, values]) => values.length === 1)};
}

/** Whether a row of the list is of a scenario, not of one of its cells. */
const is_head = (item) => item.cell === undefined;

/** The rows of the list: a scenario, and its cells where it is open. */
function rows_of(groups, is_open) {
  return groups.flatMap((group) => {
    const open = is_open(group);
    if (!open) {
      return [{...group, open}];
    }
    const head = {...group, open, ...axes_of_group(group)};
    const names = new Set(head.varying.map((axis) => axis.name));
    return [head, ...group.cells.map((cell) => ({cell, group: head, names}))];
  });
}

const letter_width = 7.6;

/** The columns of a group's cells, if there is room for them beside the verdict and the rest. */
function columns_of(head, width) {
  const widths = head.varying.map((axis) => Math.ceil((axis.letters + 1) * letter_width));
  const marks = (place.run.number > 0 ? 100 : 0) + (runs.length > 1 ? runs.length * 22 : 0);
  return widths.reduce((sum, one) => sum + one + 10, 210 + marks) < width &&
    widths.map((one) => `${one}px`).join(' ');
}

const values_in_row = ({cell, names}) => axes_of(cell).filter(([axis]) => names.has(axis));
const letters_of = (axes) => axes.reduce((sum, [axis, value]) =>
  sum + axis_title(axis).length + value.length + 4, 0);
/** So many lines take so many letters, where a line has room for so many and breaks between words. */
const lines_of = (letters, room) => Math.max(1, Math.ceil(letters / Math.max(room - 5, 10)));

/** How high a row is: texts are never cut off, so a narrow list has higher ones. */
function height_of_row(item, width) {
  const room = (width - 30) / 6.8;
  if (is_head(item)) {
    const common = item.open && letters_of(item.common);
    const counts = group_counts(item).reduce((sum, [, words]) => sum + words.length + 4, 0);
    const title = item.scenario.length * 1.35 + counts * 1.1 < room ? 1 : 1 + lines_of(counts, room);
    return 18 + 22 * title + 18 * lines_of(says_of(item.scenario).length, room) +
      (common ? 20 * lines_of(common, room) : 0) +
      (item.open && item.varying.length > 0 && columns_of(item, width) ? 24 : 0);
  }
  if (columns_of(item.group, width)) {
    return 34;
  }
  const letters = letters_of(values_in_row(item));
  return 34 + 19 * (letters > 0 ? lines_of(letters, room) : 0);
}

/** How many cells of a group have each verdict: [verdict, `12 conform`]. */
function group_counts({cells: some}) {
  const counts = counts_of(verdicts.length, some, (cell) => place.run.of.is[cell]);
  return verdicts.filter(({code}) => counts[code] > 0).sort(worst_first)
    .map((one) => [one, `${digits(counts[one.code])} ${named(one, counts[one.code])}`]);
}

/** A scenario in the list: a button that opens and closes it. */
function group_row(head, width, turn) {
  const columns = head.open && columns_of(head, width);
  const names = columns && el('span.columns', head.varying.map(({name}) =>
    el('span', {title: axis_means(name)}, axis_title(name))));
  if (names) {
    names.style.gridTemplateColumns = columns;
  }
  return el('button.group', {'type': 'button', 'aria-expanded': String(head.open),
    'on': {click: () => turn(head, !head.open)}},
  el('span.group-title', el('span.turner', {'aria-hidden': 'true'}, head.open ? '▾' : '▸'),
    el('b', head.scenario), el('span.group-counts', group_counts(head).map(([one, words]) =>
      el(`span.tone-${one.tone}`, sign_of(one), ` ${words}`)))),
  says_of(head.scenario) && el('span.group-says', says_of(head.scenario)),
  head.open && head.common.length > 0 && el('span.group-says', 'All: ',
    head.common.map(([axis, value], at) => [at > 0 && ' · ', axis_value(axis, value)])),
  names);
}

const axis_value = (axis, value) => el('span', {title: value_title(axis, value)},
  `${axis_title(axis)} `, el('span.value', value));

function cell_row(item, width, {run, filters}) {
  const {cell, group: head} = item;
  const columns = columns_of(head, width);
  const shown = values_in_row(item);
  const values = columns
    ? el('span.columns', head.varying.map(({name}) => {
      const [, value] = shown.find(([axis]) => axis === name) || ['', ''];
      return el('span', {title: value && value_title(name, value)}, value);
    }))
    : el('span.values', shown.map(([axis, value], at) => [at > 0 && ' · ', axis_value(axis, value)]));
  values.style.gridTemplateColumns = columns || '';
  return el(columns ? 'a.cell-row' : 'a.cell-row.narrow',
    {href: address('cell', {key: keys[cell], filters}), title: keys[cell]},
    badge(verdict_in(run, cell)), values,
    el('span.row-marks', change_mark(change_of(run, cell)), runs.length > 1 && verdicts_of_all(cell)));
}

/** What the reader cannot find by words, because the file does not have it. */
const no_steps_note = (run, filters) => filters.q !== '' && run.baseline && el('p.search-note',
  'This file is a baseline: it keeps the steps only of what did not go as expected. Of all other ',
  'cells, names, sentences and axes are searched, not what was seen in them.');

/** The field of a view by whose words it finds; `things` are what it finds. */
function search_field(view, filters, things) {
  const searched = ({target}) => {
    focus_next = 'search';
    history.replaceState(history.state, '', address(view, {filters: {...filters, q: target.value}}));
    show();
  };
  const pressed = (event) => {
    if (list_shown && (event.key === 'ArrowDown' || event.key === 'Enter')) {
      list_shown.focus();
      event.preventDefault();
    }
  };
  return el('input', {'type': 'search', 'id': 'search', 'value': filters.q,
    'placeholder': 'Words, error names, -without  ( / )', 'aria-label': `Find ${things}`,
    'title': 'Each word has to be there, and none after a -', 'autocomplete': 'off',
    'spellcheck': 'false', 'on': {input: searched, keydown: pressed}});
}

/** The list of the groups, its rows as the reader opened and closed them. */
function list_of_groups(groups, where) {
  const count = groups.reduce((sum, group) => sum + group.cells.length, 0);
  const opens_all = groups.length === 1 || count <= most_open;
  const is_open = ({scenario}) =>
    (turned_groups.has(scenario) ? turned_groups.get(scenario) : opens_all);
  const last = cell_by_key.get(last_key);
  const at = groups.find((group) => group.cells.includes(last));
  if (at) {
    turned_groups.set(at.scenario, true);
  }
  const items = rows_of(groups, is_open);
  const turn = (head, open) => {
    turned_groups.set(head.scenario, open);
    show_list_again(head.scenario);
  };
  return virtual_list({
    items, height_of: height_of_row, label: `${plural(count, 'cell')} by scenario`,
    all: () => rows_of(groups, () => true),
    start: Math.max(items.findIndex((item) => item.cell === last), 0),
    row: (item, width) =>
      (is_head(item) ? group_row(item, width, turn) : cell_row(item, width, where)),
    turn: (item, open) => {
      const head = is_head(item) ? item : item.group;
      if (head.open === open || (open && item !== head)) {
        return false;
      }
      turn(head, open);
      return true;
    },
  });
}

/** The list anew, after a scenario was opened or closed: it stays where it is. */
function show_list_again(scenario) {
  const {top} = list_shown.position();
  last_key = '';
  const groups = filtered_groups(place.filters, place.run);
  by_id('list').replaceWith(list_of_groups(groups, place));
  list_shown.begin({top,
    active: list_shown.items.findIndex((item) => is_head(item) && item.scenario === scenario)});
  list_shown.focus();
}

function turn_all(groups, open) {
  groups.forEach(({scenario}) => turned_groups.set(scenario, open));
  last_key = '';
  focus_next = 'turn-all';
  show();
}

function view_cells(where) {
  const {filters, run} = where;
  const groups = filtered_groups(filters, run);
  const count = groups.reduce((sum, group) => sum + group.cells.length, 0);
  const clause = clause_by_id.get(filters.clause);
  const words = filters_in_words(filters);
  if (count !== last_count) {
    say(`${plural(count, 'cell')} left`);
    last_count = count;
  }
  const list = count > 0 && list_of_groups(groups, where);
  const some_open = list && list_shown.items.some((item) => item.open);
  return [`Cells · ConnectNamedPipe on ${run.label}`, el('div.cells',
    el('details.side', {open: !matchMedia('(max-width: 900px)').matches}, el('summary', 'Filters'),
      filter_form(where)),
    el('div.found',
      el('h1.unseen', `Cells on ${run.label}`),
      words.length > 0 && el('p.on-paper', words.join(' · ')),
      clause && clause_head(clause, run),
      el('div.search', search_field('cells', filters, 'cells'), el('span.quiet', {id: 'count'},
        count === cell_count() ? plural(count, 'cell')
          : `${digits(count)} of ${digits(cell_count())}`, ` in ${plural(groups.length, 'scenario')}`),
      count > 0 && groups.length > 1 && el('button.plain', {type: 'button', id: 'turn-all',
        on: {click: () => turn_all(groups, !some_open)}}, some_open ? 'Close all' : 'Open all'),
      count > 0 && csv_button('cells', () => csv_of_cells(filters, run))),
      no_steps_note(run, filters),
      count === 0 ? el('p.none-left', 'No cell is like that. ', clear_link()) : list))];
}
