// A list of any length of which only the rows in sight are elements; on paper, all of them. It is
// one stop of the Tab key; the arrows move within it.

/** The list that is shown; its rows are there anew by every turn of the address. */
let list_shown = null;

addEventListener('beforeprint', () => list_shown && list_shown.draw_all());
addEventListener('afterprint', () => list_shown && list_shown.draw());

/**
 * options: {count, row(at) -> children, open(at), label, height}. Gives {element, select(at), at()}.
 */
function virtual_list({count, row, open, label, height, start = 0}) {
  const spare = 8;
  let active = Math.min(start, Math.max(count - 1, 0));
  const inner = el('div', {class: 'list-inner', role: 'presentation'});
  inner.style.height = `${count * height}px`;
  const element = el('div', {class: 'list', tabindex: '0', role: 'listbox', 'aria-label': label,
    id: 'list'}, inner);
  let drawn = '';

  function option(at) {
    const one = el('div', {class: at === active ? 'row active' : 'row', role: 'option',
      id: `row-${at}`, 'aria-selected': at === active ? 'true' : 'false',
      'aria-setsize': count, 'aria-posinset': at + 1,
      on: {click: () => {
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
    const first = Math.max(Math.floor(element.scrollTop / height) - spare, 0);
    const last = Math.min(Math.ceil((element.scrollTop + element.clientHeight) / height) + spare,
      count);
    const wanted = `${first} ${last} ${active}`;
    if (wanted === drawn) {
      return;
    }
    drawn = wanted;
    draw_rows(first, last);
    if (count > 0 && active >= first && active < last) {
      element.setAttribute('aria-activedescendant', `row-${active}`);
    } else {
      element.removeAttribute('aria-activedescendant');
    }
  }

  function select(at) {
    active = Math.min(Math.max(at, 0), count - 1);
    const top = active * height;
    if (top < element.scrollTop) {
      element.scrollTop = top;
    } else if (top + height > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + height - element.clientHeight;
    }
    draw();
  }

  const page = () => Math.max(Math.floor(element.clientHeight / height) - 1, 1);
  const moves = {
    ArrowDown: () => active + 1, ArrowUp: () => active - 1, j: () => active + 1,
    k: () => active - 1, PageDown: () => active + page(), PageUp: () => active - page(),
    Home: () => 0, End: () => count - 1,
  };
  element.addEventListener('keydown', (event) => {
    if (count === 0 || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (Object.hasOwn(moves, event.key)) {
      select(moves[event.key]());
      event.preventDefault();
    } else if (event.key === 'Enter') {
      open(active);
      event.preventDefault();
    }
  });
  element.addEventListener('scroll', draw, {passive: true});
  new ResizeObserver(draw).observe(element);
  requestAnimationFrame(() => select(active));
  list_shown = {draw, draw_all};
  return {element, select, at: () => active};
}
