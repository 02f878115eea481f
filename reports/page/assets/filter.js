// Which cells the filters leave. Everything is looked up by number, so that 20,000 cells take
// milliseconds.

/** What free text is looked for in, lower case; made once. */
let haystacks = null;

function haystack_of(cell) {
  haystacks = haystacks || keys.map((key) => key.toLowerCase());
  return haystacks[cell];
}

/** For a word: what of the data's own texts has it, so that cells need only look their numbers up. */
function find_word(word) {
  const texts = data.texts.map((text) => text.toLowerCase().includes(word));
  const steps = data.steps.map((step) => texts[step[5]] || texts[step[6]] || texts[step[2]] ||
    texts[step[11]] || (step[13] >= 0 && texts[data.recorded[step[13]][0]]));
  return {
    word, texts,
    shapes: data.shapes.map((shape) => shape.some((step) => steps[step])),
    sets: data.clause_sets.map((set) => set.some((number, at) =>
      at % 2 === 0 && clauses[number].id.toLowerCase().includes(word))),
    verdicts: verdicts.map((one) => one.word.includes(word)),
  };
}

function word_matches(found, run, cell) {
  const of = run.of;
  return haystack_of(cell).includes(found.word) || found.verdicts[of.is[cell]] ||
    (of.why[cell] > 0 && found.texts[of.why[cell]]) || (of.shape[cell] >= 0 &&
    found.shapes[of.shape[cell]]) || (of.clauses[cell] >= 0 && found.sets[of.clauses[cell]]);
}

/** The tests of the filters, but for that of the facet `except`. */
function tests_of(filters, run, except = '') {
  const of = run.of;
  const tests = [];
  if (filters.verdict.length > 0 && except !== 'verdict') {
    const wanted = verdicts.map((one) => filters.verdict.includes(one.word));
    tests.push((cell) => wanted[of.is[cell]] === true);
  } else {
    tests.push((cell) => of.is[cell] >= 0 || filters.change.includes('removed'));
  }
  if (filters.change.length > 0 && except !== 'change') {
    const wanted = changes.map((one) => filters.change.includes(one.word));
    const column = changes_of(run);
    tests.push((cell) => column[cell] >= 0 && wanted[column[cell]]);
  }
  if (filters.clause) {
    const clause = clause_by_id.get(filters.clause);
    const sets = data.clause_sets.map((set) => set.some((number, at) =>
      at % 2 === 0 && clause && number === clause.number));
    tests.push((cell) => of.clauses[cell] >= 0 && sets[of.clauses[cell]]);
  }
  if (filters.aspect && except !== 'aspect') {
    const number = data.texts.indexOf(filters.aspect);
    tests.push((cell) => data.cells.aspect[cell] === number);
  }
  if (filters.scenario) {
    const number = data.texts.indexOf(filters.scenario);
    tests.push((cell) => data.cells.scenario[cell] === number);
  }
  for (const [axis, value] of Object.entries(filters.axes)) {
    if (value) {
      const sets = data.axes.map((flat) => flat.some((number, at) => at % 2 === 0 &&
        text_at(number) === axis && text_at(flat[at + 1]) === value));
      tests.push((cell) => sets[data.cells.axes[cell]]);
    }
  }
  for (const word of filters.q.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = find_word(word);
    tests.push((cell) => word_matches(found, run, cell));
  }
  return tests;
}

/** The cells that are left, what wants to be looked at first and otherwise in the files' order. */
function filtered(filters, run) {
  const tests = tests_of(filters, run);
  const buckets = new Map();
  for (let cell = 0; cell < cell_count; ++cell) {
    if (tests.every((test) => test(cell))) {
      const is = run.of.is[cell];
      const rank = is >= 0 && verdicts[is].rank >= 3 ? verdicts[is].rank : 0;
      if (!buckets.has(rank)) {
        buckets.set(rank, []);
      }
      buckets.get(rank).push(cell);
    }
  }
  return [...buckets.keys()].sort((left, right) => right - left)
    .flatMap((rank) => buckets.get(rank));
}

/** How many cells each verdict would have, were it not for the filter of verdicts. */
function count_verdicts(filters, run) {
  const tests = tests_of(filters, run, 'verdict');
  const counts = new Array(verdicts.length).fill(0);
  for (let cell = 0; cell < cell_count; ++cell) {
    if (run.of.is[cell] >= 0 && tests.every((test) => test(cell))) {
      counts[run.of.is[cell]] += 1;
    }
  }
  return counts;
}

/** The same for changes. */
function count_changes(filters, run) {
  const tests = tests_of({...filters, change: ['removed']}, run, 'change');
  const column = changes_of(run);
  const counts = new Array(changes.length).fill(0);
  for (let cell = 0; cell < cell_count; ++cell) {
    if (column[cell] >= 0 && tests.every((test) => test(cell))) {
      counts[column[cell]] += 1;
    }
  }
  return counts;
}

/** Aspects, and axes with their values, in the order in which cells name them. */
function all_aspects() {
  return [...new Set(data.cells.aspect)].map(text_at);
}

function all_axes() {
  const axes = new Map();
  for (const flat of data.axes) {
    for (let at = 0; at < flat.length; at += 2) {
      const name = text_at(flat[at]);
      if (!axes.has(name)) {
        axes.set(name, new Set());
      }
      axes.get(name).add(text_at(flat[at + 1]));
    }
  }
  return [...axes].map(([name, values]) => [name, [...values]]);
}
