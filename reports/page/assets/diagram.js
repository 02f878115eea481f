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
  const [servers, others] = [true, false].map((side) =>
    actors.filter((one) => one.startsWith('server') === side).sort(by_name));
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
  const call = step.call.replace(/, to h\d+\)$/, ')');
  return step.part === 'finish' ? `${call} returns` : call;
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
    return svg('svg.diagram', {'width': this.width, 'height': this.height, 'role': 'img',
      'aria-label': label, 'viewBox': `0 0 ${this.width} ${this.height}`},
    this.draw_lanes(), this.draw_bars(), this.rows.map((row, at) => this.draw_row(row, at)));
  }

  draw_lanes() {
    const room = this.width / this.lanes.length / 6.5;
    return [this.state_column > 0 && svg('g.lane', this.state_text('text', 16, 'state before')),
      this.lanes.map((lane) => {
        const x = this.x.get(lane);
        const name = lane.length > room ? lane.replace('server thread', 'thread') : lane;
        return svg(lane === 'pipe' ? 'g.lane.pipe' : 'g.lane',
          svg('line', {x1: x, x2: x, y1: 26, y2: this.height}),
          svg('text', {x, 'y': 16, 'text-anchor': 'middle'}, name));
      })];
  }

  state_text(name, y, text) {
    return svg(name, {x: this.width - this.state_column + 8, y}, text);
  }

  /** The calls that last: from the row in which they are made to the one in which they return. */
  draw_bars() {
    return this.rows.map((row, at) => {
      const end = this.rows.findIndex((other, later) => later > at && other.kind === 'return' &&
        (other.begin === row.step || other.step === row.step));
      const to = end < 0 ? this.height - 6 : this.y(end);
      return row.kind === 'call' && svg(end < 0 ? 'rect.bar-of-call.open' : 'rect.bar-of-call', {
        x: this.x.get(row.step.actor) - 3, y: this.y(at), width: 6,
        height: Math.max(to - this.y(at), 4), rx: 2});
    });
  }

  y(at) {
    return head_height + at * row_height + 24;
  }

  draw_row({step, kind}, at) {
    const y = this.y(at);
    const from = this.x.get(step.actor);
    const pipe = this.x.get('pipe');
    const marked = step.is.rank >= 2 && kind !== 'call';
    const sign = step.is.rank >= 2 ? `${step.is.sign} ` : '';
    const left = Math.min(from, pipe) + 8;
    const state = this.state_column > 0 && this.states[at];
    return svg(marked ? `g.event.tone-${step.is.tone}` : 'g.event',
      svg('title', `${step.number}. ${step.actor}: ${step.call}\n${step.seen}`),
      marked && svg('rect.mark', {x: 0, y: y - 22, width: this.width, height: row_height - 4}),
      kind !== 'return' && this.arrow(from, pipe, y, 'call'),
      kind !== 'call' && this.arrow(pipe, from, kind === 'both' ? y + 18 : y, 'return'),
      this.text('words', left, y - 6,
        `${step.number}  ${short_call(step)}${kind === 'return' ? `: ${step.seen}` : ''}`),
      kind === 'both' && step.seen && this.text('seen', left, y + 12, `${sign}${step.seen}`),
      state && this.state_text('text.state', y - 6, state));
  }

  arrow(from, to, y, kind) {
    const way = Math.sign(to - from);
    return [svg(`line.${kind}`, {x1: from, x2: to - way * 4, y1: y, y2: y}),
      svg(`path.head.${kind}`, {d: `M${to} ${y} l${-way * 7} -3.5 v7 z`})];
  }

  /** A text that stays within the diagram: it begins further left, or is cut off. */
  text(kind, left, y, text) {
    const letter = kind === 'seen' ? 6.1 : 6.3;
    const end = this.width - this.state_column;
    const shown = shortened(text, Math.floor((end - 16) / letter));
    const x = Math.max(Math.min(left, end - shown.length * letter - 6), 6);
    return svg(`text.${kind}`, {x, y}, shown);
  }
}

/** The diagram in a box as wide as the page, drawn again when that changes. */
function sequence_diagram(steps, label) {
  const box = wide(label);
  box.className = 'diagram-box';
  let shown = steps.slice(0, long_diagram);
  let drawn = 0;
  const draw = () => {
    const width = Math.floor(box.clientWidth);
    if (width !== 0 && width !== drawn) {
      drawn = width;
      box.replaceChildren();
      fill(box, new diagram(shown, width).draw(label), shown.length < steps.length &&
        el('button.plain', {type: 'button', on: {click: draw_all}}, `Draw all ${steps.length} steps`));
    }
  };
  const draw_all = () => {
    shown = steps;
    drawn = 0;
    draw();
  };
  new ResizeObserver(draw).observe(box);
  return box;
}
