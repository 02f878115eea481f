// Where the reader was in each view that the browser's history has: what comes back by Back or
// Forward stands as it was left.

history.scrollRestoration = 'manual';

/** Positions by the number that the entry of the history bears. */
const positions = new Map();
let entries = 0;
let entry = null;

const position_now = () => ({
  y: scrollY,
  list: list_shown && list_shown.position(),
  focus: document.activeElement && (document.activeElement.id ||
    document.activeElement.getAttribute('href')),
});

/** Notes where the reader is, and gives where he was in the entry that is shown next, if ever. */
function turn_history() {
  if (entry !== null) {
    positions.set(entry, position_now());
  }
  const state = history.state || {};
  if (state.entry === undefined) {
    entries += 1;
    entry = `${performance.timeOrigin} ${entries}`;
    history.replaceState({entry}, '');
  } else {
    entry = state.entry;
  }
  return positions.get(entry) || state.position || null;
}

// For when the page itself is left, or loaded again.
addEventListener('pagehide', () => history.replaceState({entry, position: position_now()}, ''));

/** The element that had the focus: by its id, or as the link that leads where it led. */
function element_at(focus) {
  return focus && (by_id(focus) || [...document.querySelectorAll('main a')]
    .find((one) => one.getAttribute('href') === focus));
}
