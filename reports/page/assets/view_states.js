// The states of a pipe's instance as the model has them, what each call does in them, and what the
// walks of a run executed of it.

const words_of_state = (state) => state.replace('-', ', ');
const state_address = (key, run = place.run) => address('states', {key, run});

/** The colour of what was executed; none where nothing was. */
const tone_of = ({worst}) => (worst < 0 ? 'none' : verdict_of(worst).tone);

function arrow_of(some, sums, chosen) {
  const [{from, to}] = some;
  const sum = summed_transitions(some, sums);
  const is_end = to === 'absent';
  const {start, end, turn} = is_end ? stub_of(from) : line_between(from, to);
  const along = (axis) => 0.42 * start[axis] + 0.46 * turn[axis] + 0.12 * end[axis];
  const middle = is_end ? {x: end.x + 22, y: end.y} : {x: along('x'), y: along('y')};
  const angle = Math.atan2(end.y - turn.y, end.x - turn.x) * 180 / Math.PI;
  const calls = [...new Set(some.map((one) => one.call))];
  const words = `${words_of_state(from)} to ${words_of_state(to)} by ${calls.join(', ')}: ${
    sum.executed} of ${sum.all} executed${sum.worst < 0 ? '' : `, ${verdict_of(sum.worst).word}`}`;
  const kind = ['a.arrow', `tone-${tone_of(sum)}`, sum.executed === 0 && 'unseen-yet',
    chosen && !is_chosen({from, to}, chosen) && 'faded'].filter(Boolean).join('.');
  return svg(kind, {'href': state_address(`${from}>${to}`), 'aria-label': words},
    svg('title', words),
    svg('path.hit', {d: `M${start.x} ${start.y} Q${turn.x} ${turn.y} ${end.x} ${end.y}`}),
    svg('path.line', {d: `M${start.x} ${start.y} Q${turn.x} ${turn.y} ${end.x} ${end.y}`}),
    svg('path.tip', {d: 'M0 0 l-9 -4.5 v9 z', transform: `translate(${end.x} ${end.y}) rotate(${angle})`}),
    svg('text', {'x': middle.x, 'y': middle.y + 4, 'text-anchor': 'middle'},
      calls.length > 1 ? `${calls.length} calls` : calls[0]));
}

function node_of(state, sums, chosen) {
  const {x, y} = place_of_state(state);
  const [phase, mode] = state.split('-');
  const lines = [phase, phase !== 'absent' && (mode || 'blocking'), ''].filter((one) => one !== false);
  const from = transitions.filter((one) => one.from === state);
  const stays = from.filter((one) => one.to === state);
  const sum = summed_transitions(from, sums);
  const words = `${words_of_state(state)}: ${sum.executed} of ${plural(sum.all, 'transition')} executed${
    sum.worst < 0 ? '' : `, ${verdict_of(sum.worst).word}`}; ${stays.length} change nothing`;
  const is_here = chosen === state;
  return svg(['a.node', `tone-${tone_of(sum)}`, is_here && 'here'].filter(Boolean).join('.'),
    {'href': state_address(is_here ? '' : state), 'aria-label': words,
      'aria-current': is_here && 'true'}, svg('title', words),
    svg('rect', {x: x - node_size.width / 2, y: y - node_size.height / 2, rx: 9, ...node_size}),
    lines.map((line, at) => svg(at === 0 ? 'text.state-name' : 'text.quiet-text',
      {x, 'y': y + 13 + (at - lines.length / 2) * 18, 'text-anchor': 'middle'},
      line || `${sum.executed} of ${sum.all} executed`)));
}

function state_graph(sums, chosen) {
  const between = arrows().filter(([{from, to}]) => from !== to);
  const faded_first = [...between].sort(([left], [right]) =>
    Number(is_chosen(left, chosen)) - Number(is_chosen(right, chosen)));
  return wide('States and what leads from one to another', svg('svg.states',
    {'viewBox': '0 0 1150 420', 'role': 'group', 'aria-label': 'States of an instance'},
    faded_first.map((some) => arrow_of(some, sums, chosen)),
    states.map((state) => node_of(state, sums, chosen))));
}

/** What was seen of a transition: its verdict, a walk that shows it, and how often it was taken. */
function transition_seen({times, worst, cell}, run) {
  return times === 0 ? quiet('not executed')
    : [el('a', {href: address('cell', {key: keys[cell], run})}, badge(verdict_of(worst))),
      quiet(` ${plural(times, 'time')}`)];
}

function transition_table(chosen, run, sums) {
  const some = transitions.filter((one) => is_chosen(one, chosen)).sort((left, right) =>
    sums[right.number].worst - sums[left.number].worst || by_name(left.call, right.call));
  return wide('Transitions', table('transitions', {},
    ['In', 'Call', 'Gives', 'Then', `On ${run.short}`], some.map((one) => el('tr',
      el('td', link(state_address(one.from), words_of_state(one.from))),
      el('td', {title: one.call}, own(call_words, one.call) || one.call), el('td', el('code', one.gives)),
      el('td', one.to === one.from ? quiet('the same')
        : link(state_address(one.to), words_of_state(one.to))),
      el('td.seen-of', transition_seen(sums[one.number], run))))));
}

function view_states({run, key}) {
  const {walks, sums} = executed_in(run);
  const chosen = transitions.some((one) => is_chosen(one, key)) ? key : '';
  const all = summed_transitions(transitions, sums);
  const title = chosen ? chosen.split('>').map(words_of_state).join(' → ') : 'Every transition';
  return ['States of an instance · ConnectNamedPipe', el('header.head',
    el('h1', 'States of an instance'),
    el('p.lead', 'What the model says of one instance of a pipe: in which states it can be, which ' +
      'calls lead from one to another, and what each gives there. Choose a state or an arrow.'),
    el('p', walks === 0
      ? ['No walk of ', el('b', run.label), ' is on this page with its steps. ',
        el('code', 'tools/run --matrix'), ' goes on them; its run file shows what was executed.']
      : [el('b', `${all.executed} of ${all.all}`), ' transitions were executed on ',
        el('b', run.label), ` in ${plural(walks, 'walk')}`, all.worst >= 0 && [', at worst: ',
          badge(verdict_of(all.worst))]])),
  state_graph(sums, chosen),
  section('transitions', title, chosen && el('p', link(state_address(''), 'Every transition')),
    transition_table(chosen, run, sums))];
}
