// A list of any length of which only the rows in sight are elements; on paper, all of them. It is
// one stop of the Tab key; the arrows move within it.

/** The list that is shown; its rows are there anew by every turn of the address. */
let list_shown = null;

addEventListener('beforeprint', () => list_shown && list_shown.draw_all());
addEventListener('afterprint', () => list_shown && list_shown.draw());

const has_modifier = (event) => event.ctrlKey || event.metaKey || event.altKey;
const between = (least, value, most) => Math.max(Math.min(value, most), least);

/** The tops of rows of these heights, and behind them where the last one ends. */
function tops_of(heights) {
  const tops = [0];
  for (const height of heights) {
    tops.push(tops[tops.length - 1] + height);
  }
  return tops;
}

/** The row at a height: the last one that begins above it. */
function row_at(tops, height) {
  let [low, high] = [0, Math.max(tops.length - 2, 0)];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    [low, high] = tops[middle] <= height ? [middle, high] : [low, middle - 1];
  }
  return low;
}

/**
 * The element of a list. `items` are what its rows are of; in a list of that width height_of(item,
 * width) is a row's height and row(item, width) its one link or button. all() are the items on
 * paper, and turn(item, open) opens or closes an item: false if it does not. `start` is the row to
 * begin with.
 */
function virtual_list({items, all, row, turn, label, height_of, start}) {
  const spare = 8;
  let active = start;
  let drawn = '';
  let width = 0;
  let tops = [0];
  const inner = el('div.list-inner', {role: 'presentation'});
  const list = el('div.list', {'role': 'list', 'aria-label': label, 'id': 'list'}, inner);

  function element(item, at, size) {
    const link_of_row = row(item, width);
    link_of_row.addEventListener('focus', () => mark(at));
    return el('div.row', {'role': 'listitem', 'id': `row-${at}`, 'aria-setsize': size,
      'aria-posinset': at + 1}, link_of_row);
  }

  /** Makes a row that is drawn the active one. Nothing is drawn anew: it may be pressed just now. */
  function mark(at) {
    const set_active = (is_active) => {
      const one = by_id(`row-${active}`);
      if (one) {
        one.classList.toggle('active', is_active);
        one.firstChild.tabIndex = is_active ? 0 : -1;
      }
    };
    set_active(false);
    active = at;
    set_active(true);
  }

  function placed(at) {
    const one = element(items[at], at, items.length);
    one.style.top = `${tops[at]}px`;
    one.style.height = `${tops[at + 1] - tops[at]}px`;
    return one;
  }

  /** The rows from `first` up to `last`, and the active one, which keeps the focus. */
  function draw_rows(first, last) {
    const has_focus = inner.contains(document.activeElement);
    const wanted = Array.from({length: Math.max(last - first, 0)}, (_, nth) => first + nth);
    if (items.length > 0 && (active < first || active >= last)) {
      wanted[active < first ? 'unshift' : 'push'](active);
    }
    inner.replaceChildren(...wanted.map(placed));
    inner.childNodes.forEach((one) => {
      one.firstChild.tabIndex = -1;
    });
    mark(active);
    if (has_focus) {
      focus();
    }
  }

  function draw_all() {
    drawn = 'all';
    const on_paper = all();
    inner.replaceChildren(...on_paper.map((item, at) => element(item, at, on_paper.length)));
  }

  function measure() {
    if (list.clientWidth !== width) {
      width = list.clientWidth;
      tops = tops_of(items.map((item) => height_of(item, width)));
      inner.style.height = `${tops[items.length]}px`;
      drawn = '';
    }
  }

  function draw() {
    if (!list.isConnected) {
      return;
    }
    measure();
    const first = Math.max(row_at(tops, list.scrollTop) - spare, 0);
    const last = Math.min(row_at(tops, list.scrollTop + list.clientHeight) + 1 + spare, items.length);
    const wanted = `${first} ${last}`;
    if (wanted !== drawn || !by_id(`row-${active}`)) {
      drawn = wanted;
      draw_rows(first, last);
    }
  }

  function focus() {
    const one = by_id(`row-${active}`);
    if (one) {
      one.firstChild.focus({preventScroll: true});
    }
  }

  function select(at) {
    mark(between(0, at, items.length - 1));
    measure();
    list.scrollTop = between(tops[active + 1] - list.clientHeight, list.scrollTop, tops[active]);
    draw();
  }

  const page = () => row_at(tops, tops[active] + list.clientHeight) - active || 1;
  const page_up = () => active - row_at(tops, Math.max(tops[active] - list.clientHeight, 0)) || 1;
  const moves = {
    ArrowDown: () => active + 1, ArrowUp: () => active - 1, j: () => active + 1,
    k: () => active - 1, PageDown: () => active + page(), PageUp: () => active - page_up(),
    Home: () => 0, End: () => items.length - 1,
  };

  /** Takes a key, from wherever on the view it was pressed: true if it meant something here. */
  function take_key(key) {
    if (items.length === 0) {
      return false;
    }
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      return turn(items[active], key === 'ArrowRight');
    }
    if (!Object.hasOwn(moves, key)) {
      return false;
    }
    select(moves[key]());
    focus();
    return true;
  }

  list.addEventListener('scroll', draw, {passive: true});
  new ResizeObserver(draw).observe(list);
  list_shown = {
    items, draw, draw_all, focus, take_key,
    position: () => ({active, top: list.scrollTop}),
    begin: (position) => {
      measure();
      list.scrollTop = position ? position.top : 0;
      select(position ? position.active : start);
    },
  };
  return list;
}
