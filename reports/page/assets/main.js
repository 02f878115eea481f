// Shows the view that the address names, and listens to keys.

/** Each gives the title and what is shown of a place. */
const views = {page: view_summary, cells: view_cells, cell: view_evidence, kernels: view_kernels,
  states: view_states, catalogue: view_catalogue, costs: view_costs};
const navigation = {summary: 'page', cells: 'cells', kernels: 'kernels', states: 'states', catalogue: 'catalogue',
  costs: 'costs'};

function show() {
  const before = place;
  const position = turn_history();
  list_shown = null;
  place = read_address();
  if (!Object.hasOwn(views, place.view)) {
    place.view = 'page';
  }
  const main = by_id('main');
  main.className = `view-${place.view}`;
  const [title, ...children] = views[place.view](place);
  document.title = title;
  main.replaceChildren();
  fill(main, children);
  for (const [name, view] of Object.entries(navigation)) {
    const nav = by_id(`nav-${name}`);
    const here = view === place.view || (view === 'cells' && place.view === 'cell');
    nav.href = address(view);
    nav.toggleAttribute('data-here', here);
    nav.removeAttribute('aria-current');
    set(nav, 'aria-current', here && 'page');
  }
  by_id('kernel').value = String(place.run.number + 1);
  settle(before, position);
}

function focus_on(id) {
  const element = by_id(id);
  if (element) {
    element.focus();
  }
  return element;
}

/** Puts focus and scrolling where the reader expects them: after Back, where they were. */
function settle(before, position) {
  const field = focus_next && focus_on(focus_next);
  const is_other = before === place_before_all || before.view !== place.view ||
    before.key !== place.key;
  focus_next = '';
  if (list_shown) {
    list_shown.begin(position && position.list);
  }
  if (field && field.id === 'search') {
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (!field && (is_other || position)) {
    const last = position && element_at(position.focus);
    scrollTo(0, position ? position.y : 0);
    if (last) {
      last.focus({preventScroll: true});
    } else if (list_shown) {
      list_shown.focus();
    } else {
      by_id('main').focus({preventScroll: true});
    }
  }
}

const theme = document.documentElement.dataset;

/** Some browsers keep nothing for files. */
function with_storage(action) {
  try {
    action(localStorage);
  } catch {
    // Then the theme is that of the system each time.
  }
}

function toggle_theme() {
  const dark = theme.theme ? theme.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  theme.theme = dark ? 'light' : 'dark';
  with_storage((storage) => storage.setItem('cnp-theme', theme.theme));
  say(dark ? 'Light' : 'Dark');
}

const key_help = [
  ['/', 'find'], ['↑ ↓ or k j', 'move in the list'], ['Enter', 'open'],
  ['← → in the list', 'close and open a scenario'],
  ['Esc', 'back, or clear what is looked for'], ['← →', 'previous and next cell'],
  ['p', 'the page'], ['c', 'cells'], ['x', 'kernels'], ['s', 'states'], ['l', 'the catalogue'],
  ['b', 'what connecting costs'], ['t', 'light or dark'], ['?', 'these keys'],
];

function show_keys() {
  const open = by_id('key-help');
  if (open) {
    open.close();
    return;
  }
  const dialog = el('dialog', {'id': 'key-help', 'aria-labelledby': 'key-title',
    'on': {close: () => dialog.remove()}},
  el('h2', {id: 'key-title'}, 'Keys'),
  el('dl.facts', key_help.map(([key, means]) => [el('dt', el('kbd', key)), el('dd', means)])),
  el('button', {type: 'button', on: {click: () => dialog.close()}}, 'Close'));
  document.body.append(dialog);
  dialog.showModal();
}

function find() {
  const field = focus_on('search');
  if (field) {
    field.select();
  } else {
    focus_next = 'search';
    go(address('cells'));
  }
}

function escape_pressed() {
  if (place.view === 'cell') {
    go(address('cells', {filters: place.filters}));
  } else if (['cells', 'catalogue'].includes(place.view) && place.filters.q) {
    focus_next = 'search';
    go(address(place.view, {filters: {...place.filters, q: ''}}));
  } else if (list_shown && document.activeElement === by_id('search')) {
    list_shown.focus();
  } else if (place.view !== 'page') {
    go(address('page'));
  }
}

function follow(id) {
  const to = by_id(id);
  if (to) {
    go(to.getAttribute('href'));
  }
}

const key_actions = {
  '/': find, '?': show_keys, 't': toggle_theme, 'Escape': escape_pressed,
  'p': () => go(address('page')), 'c': () => go(address('cells')),
  'x': () => runs.length > 1 && go(address('kernels')),
  's': () => transitions.length > 0 && go(address('states')),
  'l': () => go(address('catalogue')),
  'b': () => data.benchmarks.length > 0 && go(address('costs')),
  'ArrowLeft': () => follow('previous'), 'ArrowRight': () => follow('next'),
};

function key_pressed(event) {
  const at = event.target instanceof Element ? event.target : document.body;
  const typing = event.key !== 'Escape' && at.matches('input[type=search], select, textarea');
  // A box that scrolls sideways keeps its arrows.
  const sideways = event.key.startsWith('Arrow') && at.scrollWidth > at.clientWidth &&
    at.matches('[tabindex]');
  if (!has_modifier(event) && !event.defaultPrevented && !by_id('key-help') && !typing &&
    !sideways) {
    if (list_shown && list_shown.take_key(event.key)) {
      event.preventDefault();
    } else if (Object.hasOwn(key_actions, event.key)) {
      key_actions[event.key]();
      event.preventDefault();
    }
  }
}

function start() {
  with_storage((storage) => {
    const chosen = storage.getItem('cnp-theme');
    if (['light', 'dark'].includes(chosen)) {
      theme.theme = chosen;
    }
  });
  by_id('theme').addEventListener('click', toggle_theme);
  by_id('keys').addEventListener('click', show_keys);
  by_id('skip').addEventListener('click', (event) => {
    event.preventDefault();
    focus_on('main');
  });
  const pick = by_id('kernel');
  show_runs();
  listen_to_files();
  pick.addEventListener('change', () => {
    focus_next = 'kernel';
    go(address(place.view, {...place, run: runs[Number(pick.value) - 1]}));
  });
  by_id('nav-states').hidden = transitions.length === 0;
  by_id('nav-costs').hidden = data.benchmarks.length === 0;
  addEventListener('hashchange', show);
  addEventListener('keydown', key_pressed);
  if (!location.hash && runs.length > 1) {
    history.replaceState(null, '', '#/kernels');
  }
  show();
}

start();
