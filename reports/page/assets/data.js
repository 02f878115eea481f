// The data of the page, as reports/page/page_data.cpp writes it: texts, steps and sequences of steps are
// stored once and named by number; what runs say about cells are columns, by the cell's number.

const data = JSON.parse(by_id('data').textContent);

// Signs are those of the tables on a terminal. `tone` chooses the colour; `rank` is how much a
// verdict wants to be looked at.
const verdict_looks = {
  'unsupported': {sign: '–', tone: 'none', many: 'unsupported', rank: 1,
    means: 'The kernel lacks what the scenario needs.'},
  'conforms': {sign: '✓', tone: 'good', many: 'conform', rank: 0,
    means: 'A documented outcome.'},
  'characterised': {sign: '•', tone: 'noted', many: 'characterised', rank: 2,
    means: 'The documentation is silent; the outcome is sane, and recorded.'},
  'known deviation': {sign: '≈', tone: 'known', many: 'known deviations', rank: 3,
    means: 'Exactly the other outcome that is recorded for this kernel.'},
  'recovered': {sign: '↑', tone: 'bad', many: 'recovered', rank: 6,
    means: 'A deviation is recorded, but the documented outcome was seen: delete the record.'},
  'implausible': {sign: '✗', tone: 'bad', many: 'implausible', rank: 7,
    means: 'The documentation is silent, and the outcome is none of the sane ones.'},
  'not performed': {sign: '✗', tone: 'bad', many: 'not performed', rank: 5,
    means: 'Its scenario had hung too often before, so the kernel was not asked. The command for ' +
      'this cell performs it all the same, and --hang-limit 0 performs all.'},
  'not arranged': {sign: '✗', tone: 'bad', many: 'not arranged', rank: 8,
    means: 'The kernel refused a call that arranges the case, so it could not be asked.'},
  'deviates': {sign: '✗', tone: 'bad', many: 'deviate', rank: 9,
    means: 'Another outcome than the page promises, and none that is recorded.'},
  'hung': {sign: '✗', tone: 'bad', many: 'hung', rank: 10,
    means: 'A call did not return in time.'},
  'crashed': {sign: '✗', tone: 'bad', many: 'crashed', rank: 11,
    means: 'A process ended that should not have.'},
  'suite error': {sign: '?', tone: 'suite', many: 'suite errors', rank: 4,
    means: 'The suite itself failed: this says nothing about the kernel.'},
};

const verdicts = data.verdicts.map((word, code) => ({word, code, ...verdict_looks[word]}));

/** What stands in place of a verdict where there is none. */
const no_verdict = {
  absent: {word: 'not run', sign: '·', tone: 'none', many: 'not run', code: -1},
  not_reached: {word: 'not reached', sign: '–', tone: 'none', many: 'not reached', code: -1},
  untested: {word: 'not testable', sign: '–', tone: 'none', many: 'not testable', code: -1},
  no_evidence: {word: 'no evidence', sign: '?', tone: 'none', many: 'no evidence', code: -1},
};

const verdict_of = (code) => verdicts[code] || no_verdict.absent;
const verdict_in = (run, cell) => verdict_of(run.of.is[cell]);
const is_failure = (one) => one.rank >= 4;
const worst_first = (left, right) => right.rank - left.rank;

/** The sign and the word of a verdict: colour is never the only sign. */
const badge = (one) => el(`span.badge.tone-${one.tone}`, sign_of(one), ` ${one.word}`);

const text_at = (number) => data.texts[number];

const clause_of = ([id, section_name, level, says, why, pitfall, untested], number) => ({
  number, id, section: section_name || 'Not on the page of this suite', level: level || '',
  says: says || '', why: why || '', pitfall: pitfall || '', untested: untested || '',
});
const clauses = data.clauses.map(clause_of);
const clause_by_id = new Map(clauses.map((one) => [one.id, one]));
const short_label = (label) => label.replace(/ x64(?= |$)/, '');
const runs = data.runs.map((run, number) => ({...run, number, short: short_label(run.label)}));

const cells = data.cells.scenario.map((_, cell) => cell);
const cell_count = () => cells.length;
const scenario_of = (cell) => text_at(data.cells.scenario[cell]);
const aspect_of = (cell) => text_at(data.cells.aspect[cell]);

/** What a scenario shows, in a sentence; nothing of one that only a file knows. */
const says_of = (scenario) => own(data.scenarios, scenario) || '';
/** Of each sequence of steps whether one of its steps, as it stands in the data, is like that. */
const shapes_with = (is_like) => {
  const like = data.steps.map(is_like);
  return data.shapes.map((shape) => shape.some((step) => like[step]));
};

/** What kernels are known to do beyond the documentation, with who says so: [name, how it is known]. */
const catalogue = data.catalogue.map(([number, grade, says, remark, sources]) =>
  ({number, grade, says, remark, sources: pairs(sources)}));
const catalogue_by_number = new Map(catalogue.map((line) => [line.number, line]));

const axis_sets = data.axes.map((flat) => pairs(flat).map((pair) => pair.map(text_at)));
/** Axis and value, in the order of the key. */
const axes_of = (cell) => axis_sets[data.cells.axes[cell]];
const values_of = (cell) => axes_of(cell).map(([, value]) => value);

const keys = cells.map((cell) => (data.cells.key[cell] >= 0 ? text_at(data.cells.key[cell])
  : `${scenario_of(cell)}/${values_of(cell).join('-') || 'only'}`));
const cell_by_key = new Map(keys.map((key, cell) => [key, cell]));

const named_clauses = (flat) => pairs(flat).map(([clause, is]) => [clauses[clause], is]);
const clause_sets = data.clause_sets.map(named_clauses);
/** The clauses a run judged in a cell: [clause, verdict's code or -1 (not reached)]. */
const clauses_in = (run, cell) => clause_sets[run.of.clauses[cell]] || [];

const parts = ['whole', 'begin', 'finish'];
const grades = {
  0: ['arrangement', 'arranges the case; says nothing about the kernel'],
  1: ['documented', 'the page says so'],
  2: ['certain', 'tests that run on Windows assert it, or several projects report it'],
  3: ['likely', 'one source says so, or it was read from code'],
  4: ['unspecified', 'nothing is documented; what is allowed are the sane outcomes'],
};

/** The steps that a run performed in a cell, with their tickets. */
function steps_in(run, cell) {
  const shape = run.of.shape[cell];
  if (shape < 0) {
    return [];
  }
  const tickets = tickets_in(run, cell, data.shapes[shape].length);
  const took = run.of.steps[cell] || [];
  return data.shapes[shape].map((number, at) => {
    const [label, actor, call, part, under_way, allowed, seen, grade, proves, catalogue, because,
      remark, is, recorded, why] = data.steps[number];
    return {
      number: at + 1, label: text_at(label), actor: text_at(actor), call: text_at(call),
      part: parts[part], under_way: under_way === 1, allowed: text_at(allowed),
      seen: text_at(seen), grade, proves: proves.map((one) => clauses[one]), catalogue,
      because: text_at(because), remark: text_at(remark), is: verdicts[is],
      recorded: recorded < 0 ? null : recorded_at(recorded), why: text_at(why),
      before: tickets[at][0], after: tickets[at][1], took: took[at] || 0,
    };
  });
}

/** Tickets, from 1 in every cell; 0 is unknown. Only those are stored that are not the next two. */
function tickets_in(run, cell, count) {
  const others = data.orders[run.of.order[cell]] || [];
  const tickets = [];
  let last = 0;
  for (let at = 0, other = 0; at < count; ++at) {
    let pair = [last + 1, last + 2];
    if (others[other] === at) {
      pair = [others[other + 1], others[other + 2]];
      other += 3;
    }
    last = Math.max(last, pair[0], pair[1]);
    tickets.push(pair);
  }
  return tickets;
}

function recorded_at(number) {
  const [id, outcome, reason, place] = data.recorded[number].map(text_at);
  return {id, outcome, reason, place};
}

/** What verdicts come to: the worst (codes are in that order), and how often each was given. */
const no_sum = () =>
  ({worst: -1, counts: new Array(verdicts.length).fill(0), not_reached: 0, cells: 0});

/** Adds a verdict's code; -1 is a cell that does not say anything. */
function add_to(sum, is) {
  sum.cells += 1;
  if (is < 0) {
    sum.not_reached += 1;
  } else {
    sum.counts[is] += 1;
    sum.worst = Math.max(sum.worst, is);
  }
}

/** What a run says about every clause. */
function judge_clauses(run) {
  const judged = clauses.map(no_sum);
  for (const cell of cells) {
    clauses_in(run, cell).forEach(([clause, is]) => add_to(judged[clause.number], is));
  }
  return judged;
}

/** What is shown for a clause: its worst verdict, or why there is none. */
function clause_verdict(clause, judged) {
  // Where some cells got further, the kernel's lack is not what keeps the evidence away.
  if (judged.worst > 0 || (judged.worst === 0 && judged.not_reached === 0)) {
    return verdicts[judged.worst];
  }
  if (judged.not_reached > 0) {
    return no_verdict.not_reached;
  }
  return clause.untested ? no_verdict.untested : no_verdict.no_evidence;
}

for (const run of runs) {
  run.clauses = judge_clauses(run);
}

/** 12 conform, 3 known deviations: what matters most first. Never how many only: 80 cells may have failed. */
function count_words({counts, not_reached = 0}) {
  const found = verdicts.filter(({code}) => counts[code] > 0).sort(worst_first)
    .map((one) => `${digits(counts[one.code])} ${named(one, counts[one.code])}`);
  return [...found, ...(not_reached > 0 ? [`${not_reached} not reached`] : [])].join(', ');
}

/** How many cells have each of these verdicts or changes, as links to them. */
const counted_links = (kinds, counts, word_of, href_of) => el('ul.verdicts',
  kinds.filter(({code}) => counts[code] > 0).map((one) => el('li',
    el(`a.tone-${one.tone}`, {title: one.means, href: href_of(one)}, sign_of(one),
      el('b', digits(counts[one.code])), ` ${word_of(one)}`))));

/** A verdict's word for so many cells. */
const named = (one, count) => (count === 1 ? one.word : one.many);

/** The command that performs a cell again on the kernel of a run. */
function rerun_command(run, key) {
  return `${run.family === 'windows' ? 'tools\\run.cmd' : 'tools/run'} --cell ${quoted(run, key)}`;
}

/** The command that writes a cell as a program of its own. */
function repro_command(run, key) {
  const program = run.family === 'windows'
    ? 'build\\windows\\bin\\RelWithDebInfo\\cnp.exe' : 'tools/wine build/wine/bin/cnp.exe';
  return `${program} repro ${quoted(run, key)} --output repro.cpp`;
}

function quoted(run, word) {
  if (/^[A-Za-z0-9._/-]+$/.test(word)) {
    return word;
  }
  return run.family === 'windows' ? `"${word.replaceAll('"', '')}"`
    : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What an object has under a name of a run file, which may be any text. */
function own(object, name) {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
