// Which cells the filters leave. Everything is looked up by number, so that 20,000 cells take
// milliseconds.

/** What free text is looked for in beside steps, lower case: of each cell, made when first asked. */
let haystacks = null;

/** For a word: what of the data's own texts has it, so that cells need only look their numbers up. */
function find_word(word) {
  const has = (text) => text.toLowerCase().includes(word);
  const texts = data.texts.map(has);
  const steps = data.steps.map((step) => texts[step[5]] || texts[step[6]] || texts[step[2]] ||
    texts[step[11]] || (step[13] >= 0 && texts[data.recorded[step[13]][0]]));
  return {
    word, texts,
    shapes: data.shapes.map((shape) => shape.some((step) => steps[step])),
    sets: clause_sets.map((set) => set.some(([clause]) => has(clause.id) || has(clause.says))),
    scenarios: texts.map((found, number) => found || has(says_of(data.texts[number]))),
    verdicts: verdicts.map((one) => one.word.includes(word)),
  };
}

function word_matches(found, run, cell) {
  const of = run.of;
  haystacks = haystacks || keys.map((key) => key.toLowerCase());
  return haystacks[cell].includes(found.word) || found.verdicts[of.is[cell]] ||
    found.scenarios[data.cells.scenario[cell]] ||
    (of.why[cell] > 0 && found.texts[of.why[cell]]) || (of.shape[cell] >= 0 &&
    found.shapes[of.shape[cell]]) || (of.clauses[cell] >= 0 && found.sets[of.clauses[cell]]);
}

/** Which cells of a run have a word, as it was found before. */
const found_before = new Map();

function cells_with_word(word, run) {
  const name = `${run.number} ${word}`;
  if (!found_before.has(name)) {
    if (found_before.size > 30) {
      found_before.clear();
    }
    const found = find_word(word);
    found_before.set(name, cells.map((cell) => word_matches(found, run, cell)));
  }
  return found_before.get(name);
}

/** Words that are looked for: [word, whether it is to be absent]. */
const words_typed = (typed) => typed.toLowerCase().split(/\s+/).filter((word) => word && word !== '-')
  .map((word) => (word.startsWith('-') ? [word.slice(1), true] : [word, false]));

/** The tests of what is typed: each word has to be there, and none of those after a `-`. */
function tests_of_words(typed, run) {
  return words_typed(typed).map(([word, is_without]) => {
    const found = cells_with_word(word, run);
    return (cell) => found[cell] !== is_without;
  });
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
  if (filters.line) {
    const lines = shapes_with((step) => step[9] === Number(filters.line));
    tests.push((cell) => lines[of.shape[cell]] === true);
  }
  return [...tests, ...tests_of_words(filters.q, run)];
}

/** The cells that pass all filters but that of the facet `except`, in the files' order. */
function cells_like(filters, run, except) {
  const tests = tests_of(filters, run, except);
  return cells.filter((cell) => tests.every((test) => test(cell)));
}

/** What wants to be looked at, by its rank; everything else is equal, and stays in its order. */
const rank_in_list = (run, cell) => {
  const {rank} = verdict_in(run, cell);
  return rank >= 3 ? rank : 0;
};

/** The cells that are left by scenario: what wants to be looked at first, else in the files' order. */
function filtered_groups(filters, run) {
  const groups = [...grouped(cells_like(filters, run), (cell) => data.cells.scenario[cell])]
    .map(([scenario, some]) => {
      const ranks = grouped(some, (cell) => rank_in_list(run, cell));
      const sorted = [...ranks].sort(([left], [right]) => right - left);
      return {scenario: text_at(scenario), rank: sorted[0][0], cells: sorted.flatMap(([, of]) => of)};
    });
  return groups.sort(worst_first);
}

/** The cells that are left, in the order of their groups. */
const filtered = (filters, run) => filtered_groups(filters, run).flatMap((group) => group.cells);

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
