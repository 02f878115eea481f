// Elements of the page. Texts become text nodes: nothing from a run file is ever read as markup.

function set(element, name, value) {
  if (name === 'on') {
    Object.entries(value).forEach((heard) => element.addEventListener(...heard));
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, value === true ? '' : value);
  }
}

/** What is empty, false or nothing is no child: `words && el('p', words)`. */
function fill(element, ...children) {
  element.append(...children.flat(Infinity)
    .filter((child) => child !== '' && child !== false && child !== null && child !== undefined)
    .map((child) => (child instanceof Node ? child : String(child))));
  return element;
}

/** Makes elements of a namespace: of a name with classes, attributes if need be, and children. */
function maker(space) {
  return (name, ...rest) => {
    const [tag, ...classes] = name.split('.');
    const element = document.createElementNS(space, tag);
    set(element, 'class', classes.length > 0 && classes.join(' '));
    const has_attributes = rest.length > 0 && rest[0] !== null && typeof rest[0] === 'object' &&
      !Array.isArray(rest[0]) && !(rest[0] instanceof Node);
    Object.entries(has_attributes ? rest.shift() : {})
      .forEach(([attribute, value]) => set(element, attribute, value));
    return fill(element, rest);
  };
}

/** el('p.quiet', {id: 'x', on: {click: f}}, 'text', el('b', 'more')) */
const el = maker('http://www.w3.org/1999/xhtml');
/** The same within an <svg>. */
const svg = maker('http://www.w3.org/2000/svg');

const quiet = (...children) => el('span.quiet', ...children);
const link = (href, ...children) => el('a', {href}, ...children);
/** A link to the list of cells with these filters; `more`: of the address, or attributes. */
const link_to_cells = (filters, ...children) => link(address('cells', {filters}), ...children);
const sign_of = (one) => el('span.sign', {'aria-hidden': 'true'}, one.sign);
const outcome = (text, tone = '') => el(`code.outcome${tone && `.tone-${tone}`}`, text);

/** A section under a heading; `id` is the heading's. */
const section = (id, title, ...children) =>
  el('section', {'aria-labelledby': id}, el('h2', {id}, title), ...children);

/** A box that scrolls sideways, by keys too. */
const wide = (label, ...children) =>
  el('div.wide', {'tabindex': '0', 'role': 'group', 'aria-label': label}, ...children);

/** A table of this kind; heads are texts, or elements of their own. */
const table = (kind, attributes, heads, rows) => el(`table.${kind}`, attributes,
  el('thead', el('tr', heads.map((head) =>
    (head instanceof Node ? head : el('th', {scope: 'col'}, head))))), el('tbody', rows));

const by_id = (id) => document.getElementById(id);

/** Says something to who listens instead of looking. */
function say(text) {
  by_id('said').textContent = text;
}

const number_format = new Intl.NumberFormat('en');
const digits = (count) => number_format.format(count);
const plural = (count, one) => `${digits(count)} ${one}${count === 1 ? '' : 's'}`;

/** In what order texts with numbers in them stand: thread 2 before thread 10. */
const by_name = (left, right) => left.localeCompare(right, 'en', {numeric: true});

/** Items by what `key_of` gives for them, in the order in which they come. */
function grouped(items, key_of) {
  const groups = new Map();
  for (const item of items) {
    const key = key_of(item);
    if (groups.has(key)) {
      groups.get(key).push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

/** Of each code below `length`, how many items have it; -1 is none. */
function counts_of(length, items, code_of) {
  const counts = new Array(length).fill(0);
  for (const code of items.map(code_of).filter((one) => one >= 0)) {
    counts[code] += 1;
  }
  return counts;
}

/** Two by two. */
const pairs = (flat) => Array.from({length: flat.length / 2}, (_, at) => flat.slice(at * 2, at * 2 + 2));

/** 12.4 s, 310 ms, 45 µs. */
function duration(microseconds) {
  if (microseconds >= 1e6) {
    return `${(microseconds / 1e6).toFixed(1)} s`;
  }
  return microseconds >= 1e3 ? `${(microseconds / 1e3).toFixed(microseconds < 1e4 ? 1 : 0)} ms`
    : `${Math.round(microseconds)} µs`;
}

/** A command in a box, with a button that copies it, and says what became of that. */
function command(text, purpose) {
  const box = el('code', text);
  const told = (button, words) => {
    button.textContent = words;
    say(words);
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 4000);
  };
  // Where scripts have no clipboard, the reader's own keys have.
  const by_hand = (button) => {
    getSelection().selectAllChildren(box);
    told(button, document.execCommand('copy') ? 'Copied ✓' : 'Selected: press Ctrl+C');
  };
  const copy = ({target}) => (navigator.clipboard
    ? navigator.clipboard.writeText(text).then(() => told(target, 'Copied ✓'), () => by_hand(target))
    : by_hand(target));
  return el('div.command', el('pre', {tabindex: '0'}, box), el('button.plain.copy',
    {'type': 'button', 'aria-label': `Copy the command that ${purpose}`, 'on': {click: copy}}, 'Copy'));
}
