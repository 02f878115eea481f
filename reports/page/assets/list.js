// A list of any length of which only the rows in sight are elements; on paper, all of them. It is
// one stop of the Tab key; the arrows move within it.

/** The list that is shown; its rows are there anew by every turn of the address. */
let list_shown = null;

addEventListener('beforeprint', () => list_shown && list_shown.draw_all());
addEventListener('afterprint', () => list_shown && list_shown.draw());

const has_modifier = (event) => event.ctrlKey || event.metaKey || event.altKey;
const between = (least, value, most) => Math.max(Math.min(value, most), least);

/** The element of a list of `count` rows; row(at) gives the children of one, open(at) shows it. */
function virtual_list({count, row, open, label, height, start}) {
  const spare = 8;
  let active = start;
  const inner = el('div.list-inner', {role: 'presentation'});
  inner.style.height = `${count * height}px`;
  const list = el('div.list',
    {'tabindex': '0', 'role': 'listbox', 'aria-label': label, 'id': 'list'}, inner);
  let drawn = '';

  function option(at) {
    const one = el(at === active ? 'div.row.active' : 'div.row', {'role': 'option',
      'id': `row-${at}`, 'aria-selected': String(at === active), 'aria-setsize': count,
      'aria-posinset': at + 1, 'on': {click: () => {
        select(at);
        open(at);
      }}}, row(at));
    one.style.top = `${at * height}px`;
    one.style.height = `${height}px`;
    return one;
  }

  function draw_rows(first, last) {
    inner.replaceChildren(...Array.from({length: Math.max(last - first, 0)},
      (_, nth) => option(first + nth)));
  }

  function draw_all() {
    drawn = 'all';
    draw_rows(0, count);
  }

  function draw() {
    const first = Math.max(Math.floor(list.scrollTop / height) - spare, 0);
    const last = Math.min(Math.ceil((list.scrollTop + list.clientHeight) / height) + spare, count);
    const wanted = `${first} ${last} ${active}`;
    if (wanted !== drawn) {
      drawn = wanted;
      draw_rows(first, last);
      list.removeAttribute('aria-activedescendant');
      set(list, 'aria-activedescendant', active >= first && active < last && `row-${active}`);
    }
  }

  function select(at) {
    active = between(0, at, count - 1);
    const top = active * height;
    list.scrollTop = between(top + height - list.clientHeight, list.scrollTop, top);
    draw();
  }

  const page = () => Math.max(Math.floor(list.clientHeight / height) - 1, 1);
  const moves = {
    ArrowDown: () => active + 1, ArrowUp: () => active - 1, j: () => active + 1,
    k: () => active - 1, PageDown: () => active + page(), PageUp: () => active - page(),
    Home: () => 0, End: () => count - 1,
  };
  list.addEventListener('keydown', (event) => {
    const moved = Object.hasOwn(moves, event.key);
    if (count === 0 || has_modifier(event) || !(moved || event.key === 'Enter')) {
      return;
    }
    if (moved) {
      select(moves[event.key]());
    } else {
      open(active);
    }
    event.preventDefault();
  });
  list.addEventListener('scroll', draw, {passive: true});
  new ResizeObserver(draw).observe(list);
  requestAnimationFrame(() => select(active));
  list_shown = {draw, draw_all};
  return list;
}
