// The model of a pipe's instance as a graph: its states, and the calls that lead from one to another.
// What walks executed of it is read from the labels of their steps: `disconnect@connected`.

const transitions = data.model.map(([from, call, to, gives], number) =>
  ({number, from, call, to, gives}));

/** The states, with where they stand in the picture: phases from left to right, modes in two rows. */
const phases = ['listening', 'connected', 'closing', 'disconnected'];
const node_size = {width: 146, height: 68};
function place_of_state(state) {
  const [phase, mode] = state.split('-');
  const column = phases.indexOf(phase);
  return column < 0 ? {x: 84, y: 210} : {x: 340 + column * 232, y: mode ? 320 : 100};
}

/** What the model's words for calls mean. */
const call_words = {
  'create-blocking': 'CreateNamedPipe, PIPE_WAIT', 'create-nonblocking': 'CreateNamedPipe, PIPE_NOWAIT',
  'create-too-many': 'CreateNamedPipe, one instance too many',
  'connect-null': 'ConnectNamedPipe, NULL', 'connect-event': 'ConnectNamedPipe, with an event',
  'connect-no-event': 'ConnectNamedPipe, without an event', 'disconnect': 'DisconnectNamedPipe',
  'close': 'CloseHandle', 'to-blocking': 'SetNamedPipeHandleState, PIPE_WAIT',
  'to-nonblocking': 'SetNamedPipeHandleState, PIPE_NOWAIT', 'read': 'ReadFile', 'write': 'WriteFile',
  'cancel-io': 'CancelIo', 'cancel-io-ex': 'CancelIoEx', 'cancel-synchronous-io': 'CancelSynchronousIo',
  'opens': 'client: CreateFile', 'calls': 'client: CallNamedPipe', 'waits': 'client: WaitNamedPipe',
  'begins-to-wait': 'client: WaitNamedPipe, which waits', 'writes': 'client: WriteFile',
  'reads': 'client: ReadFile', 'closes': 'client: CloseHandle', 'is-killed': 'client: killed',
};
const states = [...new Set(transitions.flatMap(({from, to}) => [from, to]))];

/** What the label of a walk's step says: instance, client, call, state before, what it goes on with. */
function label_parts(label) {
  const found = /^(second\.)?(?:client-(\d)\.)?([a-z-]+)(?:@([a-z-]+))?(?:~\d+)?(\..*)?$/.exec(label);
  return found && {instance: found[1] ? 1 : 0, client: Number(found[2] || 0), call: found[3],
    state: found[4] || '', goes_on: found[5] !== undefined};
}

/** The transitions that a sequence of steps goes through: [transition, its worst verdict]. */
function transitions_of_steps(steps, parts_of) {
  const now = ['absent', 'absent'];
  const taken = [];
  let call = null;
  const finish = () => {
    if (call === null) {
      return;
    }
    const fits = (at) => transitions.filter((one) => one.call === call.call &&
      one.from === (call.client ? call.before[at] : call.state) && one.gives === call.allowed);
    const sides = call.client ? [0, 1] : [call.instance];
    const all = sides.flatMap((at) => fits(at).map((one) => [at, one]));
    // The one that came out as the kernel says; where it was not asked, the one that changes something.
    const found = all.find(([at, one]) => one.to === now[at] && one.to !== call.before[at]) ||
      all.find(([at, one]) => one.to === now[at]) || all.find(([, one]) => one.to !== one.from) || all[0];
    if (found) {
      const [at, one] = found;
      taken.push([one.number, call.is]);
      now[at] = call.asked.has(at) ? now[at] : one.to;
    }
    call = null;
  };
  for (const number of steps) {
    const parts = parts_of(number);
    const [, , , , , allowed, , , , , , , is] = data.steps[number];
    if (parts === null) {
      return [];
    }
    if (parts.call === 'read-back') {
      now[parts.instance] = parts.state;
      if (call) {
        call.asked.add(parts.instance);
        call.is = Math.max(call.is, is);
      }
    } else if (parts.goes_on && call) {
      call.is = Math.max(call.is, is);
    } else {
      finish();
      call = {...parts, allowed: text_at(allowed), is, before: [...now], asked: new Set()};
      if (parts.state && !parts.client) {
        call.before[parts.instance] = parts.state;
      }
    }
  }
  finish();
  return taken;
}

/** What the walks of a run executed: for each transition how often, its worst verdict, and a cell. */
function executed_in(run) {
  if (run.executed) {
    return run.executed;
  }
  const parts = new Map();
  const parts_of = (number) => {
    if (!parts.has(number)) {
      parts.set(number, label_parts(text_at(data.steps[number][0])));
    }
    return parts.get(number);
  };
  const read_back = data.steps.map((step) => text_at(step[0]).includes('read-back@'));
  const by_shape = new Map();
  const sums = transitions.map(() => ({times: 0, worst: -1, cell: -1}));
  let walks = 0;
  for (const cell of cells) {
    const shape = run.of.shape[cell];
    const steps = data.shapes[shape] || [];
    if (steps.some((number) => read_back[number])) {
      if (!by_shape.has(shape)) {
        by_shape.set(shape, transitions_of_steps(steps, parts_of));
      }
      walks += 1;
      for (const [number, is] of by_shape.get(shape)) {
        const sum = sums[number];
        sum.times += 1;
        if (is > sum.worst) {
          Object.assign(sum, {worst: is, cell});
        }
      }
    }
  }
  run.executed = {walks, sums};
  return run.executed;
}

/** The transitions between the same two states, as one arrow. */
const arrows = () => [...grouped(transitions, ({from, to}) => `${from} ${to}`).values()];

/** What an arrow or a state comes to: how much of it was executed, and the worst that was seen. */
function summed_transitions(some, sums) {
  const executed = some.filter(({number}) => sums[number].times > 0);
  return {executed: executed.length, all: some.length,
    worst: Math.max(-1, ...executed.map(({number}) => sums[number].worst))};
}

/** Whether a transition leads from, or to, what the reader has chosen: a state, or two with a >. */
function is_chosen({from, to}, chosen) {
  const [first, second] = chosen.split('>');
  return !chosen || (second === undefined ? from === first : from === first && to === second);
}

/** Where the line from one state to another begins, ends, and turns. */
function line_between(from, to) {
  const [one, two] = [place_of_state(from), place_of_state(to)];
  const [dx, dy] = [two.x - one.x, two.y - one.y];
  const length = Math.hypot(dx, dy);
  const bend = length > 400 ? 0.2 : 0.14;
  const turn = {x: (one.x + two.x) / 2 - dy * bend, y: (one.y + two.y) / 2 + dx * bend};
  // The edge of a box in the direction of a point.
  const edge = (box, at) => {
    const [x, y] = [at.x - box.x, at.y - box.y];
    const share = Math.min((node_size.width / 2 + 5) / Math.max(Math.abs(x), 0.1),
      (node_size.height / 2 + 5) / Math.max(Math.abs(y), 0.1));
    return {x: box.x + x * share, y: box.y + y * share};
  };
  return {start: edge(one, turn), end: edge(two, turn), turn};
}

/** What ends an instance is a stub at its box: arrows to nothing from everywhere would hide the others. */
function stub_of(state) {
  const {x, y} = place_of_state(state);
  const way = state.includes('-') ? 1 : -1;
  const from = {x: x + 46, y: y + way * (node_size.height / 2 + 4)};
  const end = {x: from.x + 12, y: from.y + way * 28};
  return {start: from, end, turn: {x: from.x, y: from.y + way * 16}};
}
