// Which cells the filters leave. Everything is looked up by number, so that 20,000 cells take
// milliseconds.

/** What free text is looked for in, lower case; made once. */
let haystacks = null;

/** For a word: what of the data's own texts has it, so that cells need only look their numbers up. */
function find_word(word) {
  const texts = data.texts.map((text) => text.toLowerCase().includes(word));
  const steps = data.steps.map((step) => texts[step[5]] || texts[step[6]] || texts[step[2]] ||
    texts[step[11]] || (step[13] >= 0 && texts[data.recorded[step[13]][0]]));
  return {
    word, texts,
    shapes: data.shapes.map((shape) => shape.some((step) => steps[step])),
    sets: clause_sets.map((set) => set.some(([clause]) => clause.id.toLowerCase().includes(word))),
    verdicts: verdicts.map((one) => one.word.includes(word)),
  };
}

function word_matches(found, run, cell) {
  const of = run.of;
  haystacks = haystacks || keys.map((key) => key.toLowerCase());
  return haystacks[cell].includes(found.word) || found.verdicts[of.is[cell]] ||
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
    tests.push((cell) => wanted[of.change[cell]] === true);
  }
  if (filters.clause) {
    const clause = clause_by_id.get(filters.clause);
    const sets = clause_sets.map((set) => set.some(([one]) => one === clause));
    tests.push((cell) => sets[of.clauses[cell]] === true);
  }
  for (const name of ['aspect', 'scenario'].filter((each) => filters[each])) {
    const number = data.texts.indexOf(filters[name]);
    tests.push((cell) => data.cells[name][cell] === number);
  }
  for (const [axis, value] of Object.entries(filters.axes)) {
    if (value) {
      const sets = axis_sets.map((set) => set.some(([name, one]) => name === axis && one === value));
      tests.push((cell) => sets[data.cells.axes[cell]]);
    }
  }
  for (const word of filters.q.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = find_word(word);
    tests.push((cell) => word_matches(found, run, cell));
  }
  return tests;
}

/** The cells that pass all filters but that of the facet `except`, in the files' order. */
function cells_like(filters, run, except) {
  const tests = tests_of(filters, run, except);
  return cells.filter((cell) => tests.every((test) => test(cell)));
}

/** The cells that are left, what wants to be looked at first and otherwise in the files' order. */
function filtered(filters, run) {
  const ranks = grouped(cells_like(filters, run), (cell) => {
    const {rank} = verdict_in(run, cell);
    return rank >= 3 ? rank : 0;
  });
  return [...ranks].sort(([left], [right]) => right - left).flatMap(([, some]) => some);
}

/** How many cells each verdict would have, were it not for the filter of verdicts. */
function count_verdicts(filters, run) {
  return counts_of(verdicts.length, cells_like(filters, run, 'verdict'),
    (cell) => run.of.is[cell]);
}

/** The same for changes. */
function count_changes(filters, run) {
  return counts_of(changes.length, cells_like({...filters, change: ['removed']}, run, 'change'),
    (cell) => run.of.change[cell]);
}

/** Axes with their values, in the order in which cells name them. */
function all_axes() {
  const axes = new Map();
  for (const [name, value] of axis_sets.flat()) {
    axes.set(name, (axes.get(name) || new Set()).add(value));
  }
  return [...axes].map(([name, values]) => [name, [...values]]);
}
