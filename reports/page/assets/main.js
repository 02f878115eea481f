// Shows the view that the address names, and listens to keys.

const views = {page: view_summary, cells: view_cells, cell: view_evidence, kernels: view_kernels,
  costs: view_costs};
const scrolled = new Map();

function show() {
  const before = place;
  place = read_address();
  if (!Object.hasOwn(views, place.view)) {
    place.view = 'page';
  }
  const main = by_id('main');
  main.replaceChildren();
  main.className = `view-${place.view}`;
  views[place.view](main, place);
  for (const [name, views_of] of [['summary', ['page']], ['cells', ['cells', 'cell']],
    ['kernels', ['kernels']], ['costs', ['costs']]]) {
    const link = by_id(`nav-${name}`);
    link.toggleAttribute('data-here', views_of.includes(place.view));
    if (views_of.includes(place.view)) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  by_id('nav-summary').href = address('page');
  by_id('nav-cells').href = address('cells');
  by_id('nav-kernels').href = address('kernels');
  by_id('nav-costs').href = address('costs');
  by_id('kernel').value = String(place.run.number + 1);
  settle(before);
}

/** Puts focus and scrolling where the reader expects them. */
function settle(before) {
  const field = focus_next && by_id(focus_next);
  focus_next = '';
  if (field) {
    field.focus();
    if (field.id === 'search') {
      field.setSelectionRange(field.value.length, field.value.length);
    }
  } else if (place.view === 'cells' && before.view === 'cell') {
    const list = by_id('list');
    if (list) {
      list.focus();
    }
  } else if (before.view !== place.view || before.key !== place.key) {
    by_id('main').focus({preventScroll: true});
    scrollTo(0, 0);
  }
}

function choose_theme(next) {
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem('cnp-theme', next);
  } catch {
    // Some browsers keep nothing for files.
  }
}

function is_dark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function toggle_theme() {
  choose_theme(is_dark() ? 'light' : 'dark');
  say(is_dark() ? 'Dark' : 'Light');
}

const key_help = [
  ['/', 'find'], ['↑ ↓ or k j', 'move in the list'], ['Enter', 'open'],
  ['Esc', 'back, or clear what is looked for'], ['← →', 'previous and next cell'],
  ['p', 'the page'], ['c', 'cells'], ['x', 'kernels'],
  ['b', 'what connecting costs'], ['t', 'light or dark'], ['?', 'these keys'],
];

function show_keys() {
  const open = by_id('key-help');
  if (open) {
    open.close();
    return;
  }
  const dialog = el('dialog', {id: 'key-help', 'aria-labelledby': 'key-title'},
    el('h2', {id: 'key-title'}, 'Keys'),
    el('dl', {class: 'facts'}, key_help.map(([key, means]) =>
      [el('dt', {}, el('kbd', {}, key)), el('dd', {}, means)])),
    el('button', {type: 'button', on: {click: () => dialog.close()}}, 'Close'));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function find() {
  const field = by_id('search');
  if (field) {
    field.focus();
    field.select();
  } else {
    focus_next = 'search';
    go(address('cells'));
  }
}

function escape_pressed() {
  if (place.view === 'cell') {
    go(address('cells', {filters: place.filters}));
  } else if (place.view === 'cells' && place.filters.q) {
    focus_next = 'search';
    go(address('cells', {filters: {...place.filters, q: ''}}));
  } else if (place.view === 'cells' && document.activeElement === by_id('search')) {
    const list = by_id('list');
    if (list) {
      list.focus();
    }
  } else if (place.view !== 'page') {
    go(address('page'));
  }
}

function follow(id) {
  const link = by_id(id);
  if (link) {
    location.hash = link.getAttribute('href');
  }
}

const key_actions = {
  '/': find, '?': show_keys, 't': toggle_theme, 'Escape': escape_pressed,
  'p': () => go(address('page')), 'c': () => go(address('cells')),
  'x': () => runs.length > 1 && go(address('kernels')),
  'b': () => data.benchmarks.length > 0 && go(address('costs')),
  'ArrowLeft': () => follow('previous'), 'ArrowRight': () => follow('next'),
};

function key_pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented ||
    by_id('key-help')) {
    return;
  }
  const typing = event.target instanceof Element &&
    event.target.matches('input[type=search], select, textarea');
  if (typing && event.key !== 'Escape') {
    return;
  }
  // A box that scrolls sideways keeps its arrows.
  const sideways = event.key.startsWith('Arrow') && event.target instanceof Element &&
    event.target.scrollWidth > event.target.clientWidth && event.target.matches('[tabindex]');
  if (Object.hasOwn(key_actions, event.key) && !sideways) {
    key_actions[event.key]();
    event.preventDefault();
  }
}

function start() {
  try {
    const chosen = localStorage.getItem('cnp-theme');
    if (chosen === 'light' || chosen === 'dark') {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Some browsers keep nothing for files.
  }
  by_id('theme').addEventListener('click', toggle_theme);
  by_id('keys').addEventListener('click', show_keys);
  by_id('skip').addEventListener('click', (event) => {
    event.preventDefault();
    by_id('main').focus();
  });
  const pick = by_id('kernel');
  pick.append(...runs.map((run) => el('option', {value: run.number + 1}, run.label)));
  pick.addEventListener('change', () => {
    focus_next = 'kernel';
    go(address(place.view, {...place, run: runs[Number(pick.value) - 1]}));
  });
  by_id('kernel-label').hidden = runs.length < 2;
  by_id('nav-kernels').hidden = runs.length < 2;
  by_id('nav-costs').hidden = data.benchmarks.length === 0;
  addEventListener('hashchange', show);
  addEventListener('keydown', key_pressed);
  const first = location.hash;
  if (!first && runs.length > 1) {
    history.replaceState(null, '', '#/kernels');
  }
  show();
}

start();
