// Reads a run file in the browser, as reports/run/run_file.cpp does, and adds it to the data of the
// page, as reports/page/page_data.cpp has it. What was read goes nowhere else.

const most_bytes = 512 * 1024 * 1024;
const parts_by_word = {whole: 0, begin: 1, finish: 2};

/** A file that is no run file: the sentence says why. */
class refusal extends Error {}

const require_that = (is_so, sentence) => {
  if (!is_so) {
    throw new refusal(sentence);
  }
};

/** A text with everything made visible that would turn it around or has no shape: as `printable`. */
const unseen = /[\u0000-\u001F\u007F-\u009F\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;
const printable = (text) => String(text ?? '').replace(unseen, (one) =>
  [...new TextEncoder().encode(one)].map((byte) =>
    `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''));

const is_object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const is_list = (value, is_item) => value === undefined || (Array.isArray(value) && value.every(is_item));

/** All steps of a record, or those that a baseline keeps. */
const steps_of = (record) => record.steps ?? record.kept_steps;

/** Whether a line has the form of a record, so that nothing of it is added before all of it can be. */
const is_record = (cell) => is_object(cell) && cell.type === 'cell' && typeof cell.key === 'string' &&
  data.verdicts.includes(cell.verdict) && is_object(cell.axes) && is_object(cell.clauses ?? {}) &&
  is_list(cell.not_reached, (id) => typeof id === 'string') && is_list(cell.repetitions, is_object) &&
  is_list(steps_of(cell), (step) => is_object(step) && is_object(step.recorded ?? {}) &&
    is_list(step.proves, (id) => typeof id === 'string') && is_list(step.tickets, Number.isFinite));

/** The lines of a file: {header, cells, footer}. Refuses what is no complete run file. */
function read_run_file(text) {
  const lines = text.trimEnd().split('\n').map((line, at) => {
    try {
      return JSON.parse(line);
    } catch {
      throw new refusal(`line ${at + 1} is not JSON`);
    }
  });
  const [header, ...cells_read] = lines;
  require_that(header && header.suite === 'connect-named-pipe' && header.type === 'header',
    'this is no run file of this suite');
  require_that(header.format === 2 && is_object(header.kernel) &&
    is_list(header.kernel.modules, is_object),
  'its format is another one than this page reads; `cnp report` may know it');
  const footer = cells_read.pop();
  require_that(footer && footer.type === 'footer' && footer.cells === cells_read.length,
    'it has no end: the run was ended before it was complete');
  cells_read.forEach((cell, at) => require_that(is_record(cell), `line ${at + 2} is no record of a cell`));
  require_that(new Set(cells_read.map((cell) => printable(cell.key))).size === cells_read.length,
    'it has a second record of a cell');
  return {header, cells: cells_read, footer};
}

/** Values of the data by number: new ones are added, with `added` told of each. */
function numbering(values, added = () => {}) {
  const name_of = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  const numbers = new Map(values.map((value, number) => [name_of(value), number]));
  return (value) => {
    const name = name_of(value);
    if (!numbers.has(name)) {
      numbers.set(name, values.length);
      values.push(value);
      added(value);
    }
    return numbers.get(name);
  };
}

/** Writes records into the data: every method gives the number of what it was given. */
class record_writer {
  constructor() {
    const text = numbering(data.texts);
    this.text = (words) => text(printable(words));
    this.axis_set = numbering(data.axes, (flat) =>
      axis_sets.push(pairs(flat).map((pair) => pair.map(text_at))));
    this.step_number = numbering(data.steps);
    this.shape_number = numbering(data.shapes);
    this.order_number = numbering(data.orders);
    this.recorded_number = numbering(data.recorded);
    this.repeated_number = numbering(data.repetitions);
    this.print = numbering(data.prints);
    this.clause_set = numbering(data.clause_sets, (flat) => clause_sets.push(named_clauses(flat)));
  }

  clause(id) {
    const name = printable(id);
    if (!clause_by_id.has(name)) {
      const one = clause_of([name], clauses.length);
      clauses.push(one);
      clause_by_id.set(name, one);
      runs.forEach((run) => run.clauses.push(no_sum()));
    }
    return clause_by_id.get(name).number;
  }

  step(one) {
    const {id, outcome: told, reason, place: where} = one.recorded || {};
    return this.step_number([this.text(one.label), this.text(one.actor), this.text(one.call),
      own(parts_by_word, one.part) ?? 0, (one.outcome || {}).how === 'in-progress' ? 1 : 0,
      this.text(one.allowed), this.text(one.seen),
      Math.max(Object.values(grades).findIndex(([word]) => word === one.grade), 0),
      (one.proves || []).map((clause) => this.clause(clause)), Number(one.catalogue) || 0,
      this.text(one.because), this.text(one.remark), Math.max(data.verdicts.indexOf(one.verdict), 0),
      one.recorded ? this.recorded_number([id, told, reason, where].map((each) => this.text(each)))
        : -1, this.text(one.why)]);
  }

  order(tickets) {
    const known = tickets.map(([before]) => before).filter((ticket) => ticket > 0);
    const first = Math.min(...known, Infinity);
    const from_first = (ticket) => (ticket > 0 && ticket >= first ? ticket - first + 1 : 0);
    let last = 0;
    return this.order_number(tickets.flatMap((pair, at) => {
      const [before, after] = pair.map(from_first);
      const is_next = before === last + 1 && after === last + 2;
      last = Math.max(last, before, after);
      return is_next ? [] : [at, before, after];
    }));
  }

  cell(record) {
    const axes = this.axis_set(Object.entries(record.axes).flat().map((each) => this.text(each)));
    const key = printable(record.key);
    if (!cell_by_key.has(key)) {
      const number = cells.length;
      const columns = {scenario: this.text(record.scenario), aspect: this.text(record.aspect), axes,
        key: this.text(key)};
      Object.entries(columns).forEach(([name, value]) => data.cells[name].push(value));
      cells.push(number);
      keys.push(key);
      cell_by_key.set(key, number);
      runs.forEach((run) => Object.values(run.of).forEach((column) => column.push(-1)));
    }
    return cell_by_key.get(key);
  }

  /** What a run says about a cell, by column. */
  columns(record) {
    const steps = steps_of(record) || [];
    const numbers = (list) => list.map((each) => Math.max(Number(each) || 0, 0));
    const tickets = steps.map((step) => numbers(step.tickets || [0, 0]));
    const took = steps.map((step) => Math.round(Number(step.microseconds) || 0));
    const judged = [...Object.entries(record.clauses || {}).map(([id, word]) =>
      [id, data.verdicts.indexOf(word)]), ...(record.not_reached || []).map((id) => [id, -1])];
    const all = record.repetitions || [];
    return {
      is: data.verdicts.indexOf(record.verdict), why: this.text(record.why),
      clauses: this.clause_set(judged.sort(([left], [right]) => (left < right ? -1 : 1))
        .flatMap(([id, is]) => [this.clause(id), is])),
      shape: this.shape_number(steps.map((step) => this.step(step))), order: this.order(tickets),
      first: 0,
      script: Number(record.script_steps) || 0, took: Math.round(Number(record.microseconds) || 0),
      change: -1, print: this.print(String(record.fingerprint)),
      repeated: all.length === 0 ? -1 : this.repeated_number(all.map((one) =>
        [data.verdicts.indexOf(one.verdict), Number(one.times) || 0, this.text(one.step),
          this.text(one.seen), this.print(String(one.fingerprint))])),
      steps: took.some((one) => one > 0) ? took : 0,
    };
  }
}

/** What a run is called here: where another one is called the same, with its file. */
function label_of(kernel, file) {
  const words = printable([kernel.family, kernel.version, kernel.architecture].join(' '));
  const label = words.charAt(0).toUpperCase() + words.slice(1);
  const is_taken = (name) => runs.some((run) => run.label === name);
  const with_file = is_taken(label) ? `${label} · ${file}` : label;
  return is_taken(with_file) ? `${with_file} #${runs.length + 1}` : with_file;
}

/** Adds a run file, given as its text, behind the other runs, and gives the run. */
function add_run(file, text) {
  const {header, cells: records, footer} = read_run_file(text);
  const name = printable(file);
  const {kernel} = header;
  const write = new record_writer();
  const of = {};
  const run = {label: label_of(kernel, name.replace(/\.[^.]*$/, '')), file: name, number: runs.length, of,
    baseline: 0, strict: header.strict ? 1 : 0, cells: records.length, local: true};
  for (const member of ['family', 'version', 'name', 'architecture', 'host']) {
    run[member] = printable(kernel[member]);
  }
  run.process = printable(kernel.process_architecture);
  run.commit = printable(header.commit);
  run.started = printable(header.started);
  run.modules = (kernel.modules || []).flatMap((one) => [printable(one.file), printable(one.version)]);
  run.milliseconds = Number(footer.milliseconds) || 0;
  run.counts = counts_of(verdicts.length, records, (one) => data.verdicts.indexOf(one.verdict));
  const placed = records.map((record) => [write.cell(record), write.columns(record)]);
  for (const [cell, columns] of placed) {
    for (const [column, value] of Object.entries(columns)) {
      (of[column] = of[column] || [])[cell] = value;
    }
  }
  Object.values(of).forEach((column) => cells.forEach((cell) => {
    column[cell] = column[cell] ?? -1;
  }));
  run.baseline = records.some((one) => !one.steps && one.script_steps > 0 &&
    one.verdict !== 'not performed') ? 1 : 0;
  run.short = short_label(run.label);
  run.clauses = judge_clauses(run);
  runs.push(run);
  of.change = cells.map((cell) => change_number(run, cell));
  haystacks = null;
  found_before.clear();
  return run;
}
