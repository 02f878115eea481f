// The files that browser_test.mjs looks at on a page: made of a baseline, in no time at all. Each
// function writes a file `to`, and says what its caller needs to know.
import fs from 'node:fs';

/** The fingerprint of a cell, as reports/run/record.cpp makes it. */
function fingerprint(steps) {
  let hash = 0xCBF29CE484222325n;
  for (const text of steps.flatMap((step) => [step.label, step.seen])) {
    for (const byte of [...Buffer.from(text, 'utf8'), 0xFF]) {
      hash = ((hash ^ BigInt(byte)) * 0x100000001B3n) & 0xFFFFFFFFFFFFFFFFn;
    }
  }
  return hash.toString(16).padStart(16, '0');
}

const attack = '</script><script>attacked=1</script><img src=x onerror="attacked=1"><b>bold</b>';

/** Every text that a run file may choose is an attack. */
function attacked_step(step) {
  const recorded = {id: attack, outcome: attack, reason: attack, place: attack};
  return {...step, label: attack, actor: attack, call: attack, allowed: attack, seen: attack,
    because: attack, remark: attack, why: attack, proves: [attack], catalogue: 999, recorded};
}

/** A run file: {header, cells, footer}. */
function read_run(file) {
  const [header, ...cells] = fs.readFileSync(file, 'utf8').trim().split('\n').map((line) =>
    JSON.parse(line));
  return {header, footer: cells.pop(), cells};
}

/** Writes a run file with the counts that its cells need. */
function write_run(to, {header, cells, footer}) {
  const counts = Object.fromEntries(Object.keys(footer.counts).map((verdict) => [verdict, 0]));
  cells.forEach(({verdict}) => {
    counts[verdict] += 1;
  });
  fs.writeFileSync(to, [header, ...cells, {...footer, counts, cells: cells.length}]
    .map((one) => `${JSON.stringify(one)}\n`).join(''));
  return to;
}

/** Of a baseline what did not go as expected, and every twentieth other cell: quicker to look at. */
export function write_part(to, from) {
  const run = read_run(from);
  return write_run(to, {...run, cells: run.cells.filter((cell, at) => at % 20 === 0 ||
    cell.steps || cell.scenario.startsWith('parameters.pipe-'))});
}

export function write_hostile_run(to, from) {
  const {header, cells, footer} = read_run(from);
  const cell = cells.find((each) => each.verdict === 'known deviation');
  header.kernel = {...header.kernel, family: attack, version: attack, name: attack,
    architecture: attack, host: attack, modules: [{file: attack, version: attack}]};
  header.commit = header.started = attack;
  cell.steps = cell.steps.map(attacked_step);
  Object.assign(cell, {key: `a.${attack}/${attack}`, scenario: `a.${attack}`, aspect: attack,
    axes: {[attack]: attack, __proto__: null, constructor: attack}, why: attack,
    clauses: {[attack]: 'known deviation', constructor: 'deviates', ['__proto__']: 'conforms'},
    verdict: 'deviates', fingerprint: fingerprint(cell.steps)});
  return write_run(to, {header, cells: [cell], footer});
}

/** A benchmark file of two groups, one of them a curve, measured in no time at all. */
export function write_times(to, from, slower) {
  const {kernel} = read_run(from).header;
  const context = {date: '2026-11-25T12:00:00+00:00', num_cpus: 2, cnp_commit: attack,
    cnp_format: '1', cnp_machine: 'desk', cnp_quiet: 'quiet', kernel_family: kernel.family,
    kernel_version: kernel.version, kernel_name: kernel.name, kernel_host: kernel.host,
    kernel_architecture: kernel.architecture, kernel_process_architecture: kernel.architecture,
    'cnp_says/cycle/synchronous': `A thread blocks in ConnectNamedPipe. ${attack}`};
  const benchmarks = ['cycle/synchronous', 'cycle/overlapped', 'instance/number-1',
    'instance/number-16', 'instance/number-64', `cycle/${attack}`].flatMap((benchmark, at) =>
    Array.from({length: 12}, (_, repetition) => {
      const real_time = (20 + 10 * at + repetition / 3) * slower;
      return {name: benchmark, run_name: `${benchmark}/iterations:3/manual_time`, run_type: 'iteration',
        repetition_index: repetition, iterations: 3, real_time, cpu_time: 1, time_unit: 'us',
        p99_us: real_time * 3, floor_us: 9, x_floor: real_time / 9, label: 'floor: an event round trip'};
    }));
  fs.writeFileSync(to, JSON.stringify({context, benchmarks}));
  return to;
}

/** A later run in which a race, another cell and a repeated cell have another outcome. */
export function write_later_run(to, from) {
  const run = read_run(from);
  const other = 'fedcba9876543210';
  const good = run.cells.filter((cell) => !cell.steps && cell.verdict === 'characterised');
  const race = good.find((cell) => cell.scenario === 'blocking.two-threads');
  const [plain, repeated] = good.filter((cell) => cell.scenario !== race.scenario);
  race.fingerprint = plain.fingerprint = other;
  // Where the writer puts it, which is where a reader in a hurry looks.
  const {type, key: name, verdict, fingerprint: print, ...rest} = repeated;
  const gave = (times, which, seen) =>
    ({verdict, fingerprint: which, times, step: 'the-step', seen});
  run.cells[run.cells.indexOf(repeated)] = {type, key: name, verdict, fingerprint: print,
    repetitions: [gave(14, print, 'nonzero'), gave(1, other, '0/ERROR_PIPE_BUSY (231)')], ...rest};
  return {file: write_run(to, run), race: race.key, repeated: repeated.key};
}

/** A run of 20,000 cells: those of a baseline, more than once. */
export function write_large_run(to, from) {
  const run = read_run(from);
  const cells = Array.from({length: 20000}, (_, at) => {
    const round = Math.floor(at / run.cells.length);
    const cell = run.cells[at % run.cells.length];
    return round === 0 ? cell : {...cell, key: `${cell.key}-${round}`};
  });
  return write_run(to, {...run, cells});
}

/** A run of 80 cells that all deviate. */
export function write_failing_run(to, from) {
  const run = read_run(from);
  const {steps} = run.cells.find((cell) => cell.steps);
  const cells = run.cells.filter((cell) => cell.verdict === 'conforms').slice(0, 80)
    .map((cell) => ({...cell, verdict: 'deviates', fingerprint: fingerprint(steps), steps}));
  return write_run(to, {...run, cells});
}

/** As many kernels, each a part of a baseline under a version of its own. */
export function write_kernels(in_scratch, from, count) {
  return Array.from({length: count}, (_, at) => {
    const {header, cells, footer} = read_run(from);
    const kernel = {...header.kernel, version: `${at + 1}.0`, name: `Wine-${at + 1}.0`};
    return write_run(in_scratch(`kernel-${at + 1}.jsonl`), {header: {...header, kernel},
      cells: cells.filter((cell, number) => number % 20 === 0), footer});
  });
}

/** The text of a run file with its first cell there twice. */
export function with_a_cell_twice(text) {
  const [header, cell, ...others] = text.trim().split('\n');
  const footer = JSON.parse(others.pop());
  return [header, cell, cell, ...others, JSON.stringify({...footer, cells: footer.cells + 1})].join('\n');
}

/** A cell whose texts a spreadsheet would take for formulas. */
export function write_formula_run(to, from) {
  const {header, cells, footer} = read_run(from);
  const cell = cells.find((each) => each.verdict === 'known deviation');
  const formulas = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(1)'];
  cell.steps = cell.steps.map((step) => ({...step, seen: formulas[0]}));
  Object.assign(cell, {axes: Object.fromEntries(formulas.map((each, at) => [`a${at}`, each])),
    key: '=a/b', scenario: '=a', why: '-why', fingerprint: fingerprint(cell.steps)});
  return write_run(to, {header, cells: [cell], footer});
}

/** A run with one walk: an instance is made, a client comes (which deviates), goes on, and it ends. */
export function write_walk(to, from) {
  const run = read_run(from);
  const pattern = run.cells.find((cell) => cell.steps);
  const step = (label, allowed, verdict = 'conforms') => ({...pattern.steps[0], label, allowed,
    seen: allowed, verdict, tickets: [0, 0]});
  const steps = [step('create-blocking@absent', 'nonzero'), step('read-back@listening', 'listening'),
    step('client-1.opens', 'nonzero', 'deviates'), step('read-back@connected', 'connected'),
    step('disconnect@connected', 'nonzero'), step('read-back@disconnected', 'disconnected'),
    step('close@disconnected', 'nonzero')];
  const cell = {...pattern, key: 'matrix.triples/overlapped-walk-0000', scenario: 'matrix.triples',
    aspect: 'matrix', axes: {handle: 'overlapped', walk: 'walk-0000'}, verdict: 'deviates',
    why: 'It deviates.', clauses: {}, script_steps: steps.length, steps,
    fingerprint: fingerprint(steps)};
  return write_run(to, {...run, cells: [cell]});
}
