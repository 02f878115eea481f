// Where the reader is: the view and its filters, kept in the address so that a link leads there.
//
//   #/                          the documentation, sentence by sentence
//   #/cells?verdict=deviates    the list, filtered
//   #/cell/KEY?...              a cell's evidence; the filters say what its neighbours are
//   #/kernels                   clause by kernel, and what changed
//   #/states/listening          the model's states, and what walks executed
//   #/catalogue/31?q=certain    what kernels are known to do beyond the documentation
//   #/costs                     what connecting costs, by benchmark files
//
// Every view takes run=N: the kernel that is shown, from 1.

const lists = ['verdict', 'change'];
const singles = ['clause', 'aspect', 'scenario', 'line', 'q'];

function read_address() {
  const [path, words = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const query = new URLSearchParams(words);
  const filters = {axes: {}};
  for (const name of lists) {
    filters[name] = (query.get(name) || '').split(',').filter(Boolean);
  }
  for (const name of singles) {
    filters[name] = query.get(name) || '';
  }
  for (const [name, value] of query) {
    if (name.startsWith('axis.')) {
      filters.axes[name.slice(5)] = value;
    }
  }
  const run = Math.min(Math.max(Number.parseInt(query.get('run') || '1', 10) || 1, 1), runs.length);
  const [view, ...rest] = path.split('/');
  let key = rest.join('/');
  try {
    key = decodeURIComponent(key);
  } catch {
    // A hand-made address with a lone %: taken as it is.
  }
  return {view: view || 'page', key, filters, run: runs[run - 1]};
}

/** The address of a view: of this one's run, and with those filters that it is given. */
function address(view, {key = '', filters = {}, run = place.run} = {}) {
  const query = new URLSearchParams();
  const put = (name, value) => value && query.set(name, value);
  lists.forEach((name) => put(name, (filters[name] || []).join(',')));
  singles.forEach((name) => put(name, filters[name]));
  Object.entries(filters.axes || {}).forEach(([name, value]) => put(`axis.${name}`, value));
  put('run', run.number > 0 && run.number + 1);
  const path = view === 'page' ? '' : view;
  const behind = key && `/${key.split('/').map(encodeURIComponent).join('/')}`;
  const words = query.toString();
  return `#/${path}${behind}${words && `?${words}`}`;
}

/** The place that is shown; set by every turn of the address. */
const place_before_all = {view: 'page', key: '', filters: {axes: {}}, run: runs[0]};
let place = place_before_all;

function go(to) {
  location.hash = to;
}
