// The sequence diagram of a cell: a lane for each thread of the server and for each client, the pipe
// between them, time downwards by tickets. A call goes from its lane to the pipe, what it gave comes
// back; a call that lasts is a bar on its lane.

const row_height = 52;
const head_height = 40;
const long_diagram = 60;

/** What happens, in the order of tickets: calls, returns, and calls whose return is the next thing. */
function events_of(steps) {
  const events = [];
  const begun = new Map();
  let last = 0;
  const at = (ticket) => {
    last = ticket > 0 ? ticket : last + 0.001;
    return last;
  };
  for (const step of steps) {
    if (step.part === 'begin' && step.under_way) {
      const end = steps.find((other) => other.number > step.number && other.actor === step.actor &&
        other.part === 'finish');
      const ticket = step.before || (end ? end.before : 0);
      begun.set(step.actor, step);
      events.push({kind: 'call', step, at: at(ticket), end});
    } else if (step.part === 'finish' && begun.has(step.actor)) {
      events.push({kind: 'return', step, at: at(step.after), begin: begun.get(step.actor)});
      begun.delete(step.actor);
    } else {
      events.push({kind: 'call', step, at: at(step.before)});
      events.push({kind: 'return', step, at: at(step.after)});
    }
  }
  // By tickets, where they are known; what has none stays behind what came before it.
  events.sort((left, right) => left.at - right.at);
  const rows = [];
  for (const event of events) {
    const before = rows[rows.length - 1];
    if (event.kind === 'return' && before && before.kind === 'call' && before.step === event.step) {
      before.kind = 'both';
    } else {
      rows.push({...event});
    }
  }
  return rows;
}

/** The lanes from left to right: the server's threads, the pipe, the clients. */
function lanes_of(steps) {
  const actors = [...new Set(steps.map((step) => step.actor))];
  const by_name = (left, right) => left.localeCompare(right, 'en', {numeric: true});
  const servers = actors.filter((one) => one.startsWith('server')).sort(by_name);
  const others = actors.filter((one) => !one.startsWith('server')).sort(by_name);
  return [...servers, 'pipe', ...others];
}

/** The state of the pipe before a step, where the record says it: walks name it in their labels. */
function state_before(step) {
  const found = /^(second\.)?[^@]*@([a-z-]+)(~\d+)?$/.exec(step.label);
  return found ? (found[1] ? `second: ${found[2]}` : found[2]) : '';
}

/** For each row the state to write beside it: only where it is another one than before. */
function states_of(rows) {
  let last = '';
  return rows.map((row) => {
    const state = row.kind === 'return' ? '' : state_before(row.step);
    const shown = state === last ? '' : state;
    last = state || last;
    return shown;
  });
}

function short_call(step) {
  const what = step.call.replace(/, to h\d+\)$/, ')');
  return step.part === 'finish' ? `${what} returns` : what;
}

function shortened(text, room) {
  return text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 1))}…`;
}

class diagram {
  constructor(steps, width) {
    this.rows = events_of(steps);
    this.lanes = lanes_of(steps);
    const least = this.lanes.length > 6 ? 64 : 48;
    this.width = Math.max(width, this.lanes.length * least);
    this.states = states_of(this.rows);
    const has_states = this.states.some(Boolean) && this.width > 600;
    this.state_column = has_states ? 150 : 0;
    const drawn = this.width - this.state_column;
    const margin = Math.min(Math.max(drawn / (this.lanes.length * 2), 34), 90);
    const room = drawn - 2 * margin;
    this.x = new Map(this.lanes.map((lane, at) => [lane,
      margin + (this.lanes.length > 1 ? at * room / (this.lanes.length - 1) : room / 2)]));
    this.height = head_height + this.rows.length * row_height + 16;
  }

  draw(label) {
    return svg('svg', {class: 'diagram', width: this.width, height: this.height, role: 'img',
      'aria-label': label, viewBox: `0 0 ${this.width} ${this.height}`},
    this.draw_lanes(), this.draw_bars(), this.rows.map((row, at) => this.draw_row(row, at)));
  }

  draw_lanes() {
    const room = this.width / this.lanes.length / 6.5;
    const state = this.state_column === 0 ? null : svg('g', {class: 'lane'},
      svg('text', {x: this.width - this.state_column + 8, y: 16}, 'state before'));
    return [state, this.lanes.map((lane) => {
      const x = this.x.get(lane);
      const name = lane.length > room ? lane.replace('server thread', 'thread') : lane;
      return svg('g', {class: lane === 'pipe' ? 'lane pipe' : 'lane'},
        svg('line', {x1: x, x2: x, y1: 26, y2: this.height}),
        svg('text', {x, y: 16, 'text-anchor': 'middle'}, name));
    })];
  }

  /** The calls that last: from the row in which they are made to the one in which they return. */
  draw_bars() {
    return this.rows.map((row, at) => {
      if (row.kind !== 'call') {
        return null;
      }
      const end = this.rows.findIndex((other, later) => later > at && other.kind === 'return' &&
        (other.begin === row.step || other.step === row.step));
      const to = end < 0 ? this.height - 6 : this.y(end);
      const x = this.x.get(row.step.actor);
      return svg('rect', {class: end < 0 ? 'bar-of-call open' : 'bar-of-call', x: x - 3,
        y: this.y(at), width: 6, height: Math.max(to - this.y(at), 4), rx: 2});
    });
  }

  y(at) {
    return head_height + at * row_height + 24;
  }

  draw_row(row, at) {
    const {step} = row;
    const y = this.y(at);
    const from = this.x.get(step.actor);
    const pipe = this.x.get('pipe');
    const marked = step.is.rank >= 2 && row.kind !== 'call';
    const tone = marked ? `tone-${step.is.tone}` : '';
    const group = svg('g', {class: `event ${tone}`},
      svg('title', {}, `${step.number}. ${step.actor}: ${step.call}\n${step.seen}`));
    if (marked) {
      group.append(svg('rect', {class: 'mark', x: 0, y: y - 22, width: this.width,
        height: row_height - 4}));
    }
    if (row.kind !== 'return') {
      this.arrow(group, from, pipe, y, 'call');
    }
    if (row.kind !== 'call') {
      this.arrow(group, pipe, from, row.kind === 'both' ? y + 18 : y, 'return');
    }
    this.words(group, row, y, this.states[at]);
    return group;
  }

  arrow(group, from, to, y, kind) {
    const way = Math.sign(to - from);
    group.append(svg('line', {class: kind, x1: from, x2: to - way * 4, y1: y, y2: y}),
      svg('path', {class: `head ${kind}`, d: `M${to} ${y} l${-way * 7} -3.5 v7 z`}));
  }

  words(group, row, y, state) {
    const {step} = row;
    const left = Math.min(this.x.get(step.actor), this.x.get('pipe')) + 8;
    const number = `${step.number}`;
    const call = row.kind === 'return' ? `${short_call(step)}: ${step.seen}` : short_call(step);
    const sign = step.is.rank >= 2 ? `${step.is.sign} ` : '';
    const seen = row.kind === 'both' ? `${sign}${step.seen}` : '';
    this.text(group, 'words', left, y - 6, `${number}  ${call}`);
    if (seen) {
      this.text(group, 'seen', left, y + 12, seen);
    }
    if (state && this.state_column > 0) {
      group.append(svg('text', {class: 'state', x: this.width - this.state_column + 8, y: y - 6},
        state));
    }
  }

  /** A text that stays within the diagram: it begins further left, or is cut off. */
  text(group, kind, left, y, text) {
    const letter = kind === 'seen' ? 6.1 : 6.3;
    const end = this.width - this.state_column;
    const shown = shortened(text, Math.floor((end - 16) / letter));
    const x = Math.max(Math.min(left, end - shown.length * letter - 6), 6);
    group.append(svg('text', {class: kind, x, y}, shown));
  }
}

/** The diagram in a box as wide as the page, drawn again when that changes. */
function sequence_diagram(steps, label) {
  const box = el('div', {class: 'diagram-box', tabindex: '0', role: 'group', 'aria-label': label});
  let all = steps.length <= long_diagram;
  let drawn = 0;
  const draw = () => {
    const width = Math.floor(box.clientWidth);
    if (width === 0 || width === drawn) {
      return;
    }
    drawn = width;
    const shown = all ? steps : steps.slice(0, long_diagram);
    const more = all ? null : el('button', {type: 'button', class: 'plain', on: {click: () => {
      all = true;
      drawn = 0;
      draw();
    }}}, `Draw all ${steps.length} steps`);
    box.replaceChildren(new diagram(shown, width).draw(label), ...(more ? [more] : []));
  };
  new ResizeObserver(draw).observe(box);
  return box;
}
