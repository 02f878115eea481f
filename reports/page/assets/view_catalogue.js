// The catalogue: what kernels are known to do beyond the documentation, who says so, and what the
// runs saw of it.

const grade_tones = {certain: 'good', likely: 'noted', disputed: 'known'};
const grade_means = {
  certain: 'Tests that run on Windows assert it, or several projects report it.',
  likely: 'One source says so, or it was read from code.',
  disputed: 'Sources contradict each other, or nobody knows: every sane outcome is allowed.',
};

/** What a run saw of each line: the worst verdict of its steps, and in how many cells. */
function lines_in(run) {
  const of_shape = data.shapes.map((shape) => {
    const worst = new Map();
    for (const step of shape.map((number) => data.steps[number]).filter((one) => one[9] > 0)) {
      worst.set(step[9], Math.max(worst.get(step[9]) ?? -1, step[12]));
    }
    return [...worst];
  });
  const sums = new Map();
  for (const cell of cells) {
    for (const [line, is] of of_shape[run.of.shape[cell]] || []) {
      const sum = sums.get(line) || no_sum();
      add_to(sum, is);
      sums.set(line, sum);
    }
  }
  return sums;
}

const text_of_line = (line) => [`${line.number}`, line.grade, line.says, line.remark,
  ...line.sources.flat()].join(' ').toLowerCase();

/** A project's issue, as it is named in the catalogue, leads there. */
function source_name(name) {
  const issue = /^([\w.-]+\/[\w.-]+)#(\d+)$/.exec(name);
  return issue ? el('a', {href: `https://github.com/${issue[1]}/issues/${issue[2]}`,
    rel: 'noreferrer'}, name) : name;
}

function catalogue_item(line, sums) {
  return el(`li.catalogue-line.tone-${grade_tones[line.grade]}`, {'id': `line-${line.number}`,
    'tabindex': '-1'},
  el('p.catalogue-head', el('b.line-number', line.number),
    el('span.grade', {title: grade_means[line.grade]}, line.grade),
    runs.map((run, at) => {
      const sum = sums[at].get(line.number);
      return sum && el('a.line-seen', {href: address('cells', {run,
        filters: {line: String(line.number)}})},
      badge(verdict_of(sum.worst)), ` in ${plural(sum.cells, 'cell')}`,
      runs.length > 1 && ` on ${run.short}`);
    })),
  el('p.says', line.says),
  line.remark && el('p.quiet', line.remark),
  el('ul.sources', line.sources.map(([name, seen]) => el('li', source_name(name),
    quiet(` · ${seen}`)))));
}

function view_catalogue({filters, key}) {
  const words = words_typed(filters.q);
  const shown = catalogue.filter((line) => {
    const text = text_of_line(line);
    return words.every(([word, is_without]) => text.includes(word) !== is_without);
  });
  const sums = runs.map(lines_in);
  const grades_found = counts_of(3, catalogue, ({grade}) => Object.keys(grade_tones).indexOf(grade));
  say(`${plural(shown.length, 'line')} of the catalogue`);
  focus_next = focus_next || (key && `line-${key}`);
  return ['The catalogue · ConnectNamedPipe', el('header.head',
    el('h1', 'The catalogue'),
    el('p.lead', 'What kernels are known to do beyond the documentation, in our words, each line ' +
      'with who says so. None of it was measured on Windows by this project.'),
    el('ul.cost-legend.small', Object.keys(grade_tones).map((grade, at) =>
      el(`li.tone-${grade_tones[grade]}`, el('b.grade', `${grades_found[at]} ${grade}`), ' ',
        quiet(grade_means[grade])))),
    runs.some((run) => run.baseline) && el('p.quiet.small', 'Of a baseline only what did not go as ',
      'expected is known step by step, so most of what it saw is not counted here.')),
  el('div.search.alone', search_field('catalogue', filters, 'lines'),
    quiet(shown.length === catalogue.length ? plural(shown.length, 'line')
      : `${shown.length} of ${catalogue.length}`),
  csv_button('catalogue', () => csv_of_catalogue(shown))),
  shown.length === 0 ? el('p.none-left', 'No line is like that. ',
    link(address('catalogue'), 'The whole catalogue'))
    : el('ol.catalogue', shown.map((line) => catalogue_item(line, sums)))];
}
