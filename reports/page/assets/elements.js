// Elements of the page. Texts become text nodes: nothing from a run file is ever read as markup.

const svg_space = 'http://www.w3.org/2000/svg';

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'on') {
      for (const [event, action] of Object.entries(value)) {
        element.addEventListener(event, action);
      }
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return element;
}

/** el('p', {class: 'quiet', on: {click: f}}, 'text', el('b', {}, 'more')) */
function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same within an <svg>. */
function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svg_space, tag), attributes, children);
}

function by_id(id) {
  return document.getElementById(id);
}

/** Says something to who listens instead of looking. */
function say(text) {
  by_id('said').textContent = text;
}

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** 12.4 s, 310 ms, 45 µs. */
function duration(microseconds) {
  if (microseconds >= 1e6) {
    return `${(microseconds / 1e6).toFixed(1)} s`;
  }
  if (microseconds >= 1e3) {
    return `${(microseconds / 1e3).toFixed(microseconds < 1e4 ? 1 : 0)} ms`;
  }
  return `${Math.round(microseconds)} µs`;
}

/** A command in a box, with a button that copies it. */
function command(text, purpose) {
  const button = el('button', {type: 'button', class: 'plain copy',
    'aria-label': `Copy the command that ${purpose}`}, 'Copy');
  button.addEventListener('click', () => {
    const done = () => {
      button.textContent = 'Copied';
      say('Copied');
    };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done, () => select_text(box));
    } else {
      select_text(box);
    }
  });
  const box = el('code', {}, text);
  return el('div', {class: 'command'}, el('pre', {tabindex: '0'}, box), button);
}

function select_text(element) {
  getSelection().selectAllChildren(element);
}
