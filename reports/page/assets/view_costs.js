// What connecting costs: for each group of benchmarks the spread of its repetitions, rare slow
// cycles and floors; curves of those that differ in a number; and all numbers as tables.

const chart_width = 760;
const names_width = 220;
const numbers_width = 140;
const axis_height = 30;
const lane_height = 16;
const file_tones = ['accent', 'known', 'suite', 'good', 'noted', 'bad'];

/** Three digits that say something: 8.31 µs, 24.6 ms. */
function time_words(microseconds) {
  const units = ['ns', 'µs', 'ms', 's'];
  let value = microseconds * 1000;
  let at = 0;
  while (value >= 999.5 && at + 1 < units.length) {
    value /= 1000;
    at += 1;
  }
  return `${value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)} ${units[at]}`;
}

/** The same of a round value: 5 µs, 20 ms, 0. */
function round_words(microseconds) {
  return microseconds === 0 ? '0'
    : time_words(microseconds).replace(/[\d.]+/, (number) => String(Number(number)));
}

function times_floor(one) {
  const {x_floor: ratio} = one.counters;
  return ratio ? `${ratio.toFixed(ratio < 99.95 ? 1 : 0)} × floor` : '';
}

function value_words(series, value) {
  return series.unit === 'us' ? time_words(value) : `${Number(value.toPrecision(3))} ${series.unit}`;
}

/** The value below which this share of the sorted values lies, between two of them where need be. */
function quantile(sorted, share) {
  const place_of = share * (sorted.length - 1);
  const low = Math.floor(place_of);
  const high = Math.ceil(place_of);
  return sorted[low] + (sorted[high] - sorted[low]) * (place_of - low);
}

/** A series with what its repetitions come to. */
function summed(series, file) {
  const sorted = [...series.values].sort((left, right) => left - right);
  return {...series, file, low: quantile(sorted, 0.25), middle: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75), least: sorted[0], most: sorted[sorted.length - 1]};
}

/** Every benchmark by its name, with what each file has of it, in the order of the files. */
function costs_by_name() {
  return grouped(data.benchmarks.flatMap((file, number) => file.series
    .filter((series) => series.values.length > 0).map((series) => summed(series, number))),
  (one) => one.name);
}

/** A logarithmic scale from values to places, with the round values on it. */
function log_scale(least, most, from, to) {
  const low = Math.log10(least) - 0.06;
  const high = Math.log10(most) + 0.06;
  const at = (value) => from + (to - from) * (Math.log10(value) - low) / (high - low);
  const steps = high - low > 2.2 ? [1] : [1, 2, 5];
  const ticks = [];
  for (let power = Math.floor(low); power <= high; ++power) {
    for (const step of steps) {
      const value = step * 10 ** power;
      if (Math.log10(value) >= low && Math.log10(value) <= high) {
        ticks.push(value);
      }
    }
  }
  return {at, ticks};
}

/** A linear scale from 0, with some five round values on it. */
function linear_scale(most, from, to) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
  const ticks = [];
  for (let value = 0; value <= most * 1.02; value += step) {
    ticks.push(value);
  }
  return {at: (value) => from + (to - from) * value / (most * 1.05), ticks};
}

function file_name(number) {
  const {kernel} = data.benchmarks[number];
  const same = data.benchmarks.filter((one) => one.kernel === kernel).length > 1;
  return same ? `${kernel} #${number + 1}` : kernel;
}

/** A group of drawings in the colour of a file. */
const in_tone_of = (file, ...children) =>
  svg(`g.lane.${file_tones[file % file_tones.length]}`, ...children);
const upright = (kind, x, y1, y2) => svg(`line.${kind}`, {x1: x, x2: x, y1, y2});
const level = (kind, y, x1, x2) => svg(`line.${kind}`, {x1, x2, y1: y, y2: y});

/** All about one series in a sentence, for who points at it or listens. */
function series_words(one) {
  const {p99_us: p99, p999_us: p999, floor_us: floor} = one.counters;
  return [`${one.name} on ${file_name(one.file)}: median ${value_words(one, one.middle)}`,
    `half of ${one.values.length} repetitions between ${value_words(one, one.low)} and ` +
      value_words(one, one.high),
    p99 && `99 % of cycles under ${time_words(p99)}`,
    p999 && `99.9 % under ${time_words(p999)}`,
    floor && `floor ${time_words(floor)} (${one.floor})`].filter(Boolean).join('; ');
}

/** The sign of what became slower or faster, behind the number. */
function lane_mark(one) {
  const change = change_of_cost(one);
  return change && change.sign && svg(`tspan.mark-of-${change.word}`, `  ${change.sign}`);
}

function diamond(kind, x, y, size) {
  return svg(`path.${kind}`,
    {d: `M${x - size} ${y}L${x} ${y - size}L${x + size} ${y}L${x} ${y + size}Z`});
}

/** One series on its lane: repetitions, their middle half, the median, rare cycles, the floor. */
function lane_of(one, {at}, y) {
  const {p99_us: p99, p999_us: p999, floor_us: floor} = one.counters;
  const far = Math.max(p999 || 0, p99 || 0);
  return in_tone_of(one.file,
    svg('title', series_words(one)),
    far > 0 && level('whisker', y, at(one.middle), at(far)),
    svg('rect.half', {x: at(one.low), y: y - 5, height: 10, rx: 2,
      width: Math.max(1, at(one.high) - at(one.low))}),
    one.values.map((value, nth) => svg('circle.dot', {r: 1.7, cx: at(value),
      cy: y + (nth % 3 - 1) * 2.4})),
    upright('median', at(one.middle), y - 7, y + 7),
    p99 ? diamond('p99', at(p99), y, 3.4) : null,
    p999 ? diamond('p999', at(p999), y, 3.4) : null,
    floor ? upright('floor', at(floor), y - 7, y + 7) : null,
    svg('text', {x: chart_width - numbers_width + 8, y: y + 4}, value_words(one, one.middle),
      svg('tspan.quiet-text', `  ${times_floor(one)}`), lane_mark(one)));
}

/** A group of benchmarks on one logarithmic axis of time, a lane for each file. */
function distribution(title, rows) {
  const everything = rows.flatMap(([, list]) => list.flatMap((one) => [one.least, one.most,
    one.counters.p99_us, one.counters.p999_us, one.counters.floor_us])).filter((one) => one > 0);
  const scale = log_scale(Math.min(...everything), Math.max(...everything), names_width,
    chart_width - numbers_width);
  let y = axis_height;
  const parts = [];
  for (const [name, list] of rows) {
    const middle = y + 4 + list.length * lane_height / 2;
    parts.push(svg('text.name', {'x': names_width - 12, 'y': middle, 'text-anchor': 'end'},
      name.slice(name.indexOf('/') + 1)));
    for (const one of list) {
      parts.push(lane_of(one, scale, y + lane_height / 2));
      y += lane_height;
    }
    y += 8;
  }
  const grid = scale.ticks.map((value) => [upright('grid', scale.at(value), axis_height - 8, y),
    axis_text(scale.at(value), 14, 'middle', round_words(value))]);
  return picture(`${title}: time of a cycle, logarithmic`, y, grid, parts);
}

const axis_text = (x, y, anchor, text) => svg('text.quiet-text', {x, y, 'text-anchor': anchor}, text);

function picture(label, height, ...parts) {
  return wide(label, svg('svg.chart', {'role': 'img', 'aria-label': label,
    'viewBox': `0 0 ${chart_width} ${Math.ceil(height) + 4}`}, parts));
}

/** Benchmarks whose names differ in one number only, three of them or more: `instance/number-N`. */
function families(costs) {
  const members = [...costs.keys()].flatMap((name) =>
    [...name.matchAll(/(?<=[-/])\d+(?=-|$)/g)].map(({0: digits_found, index}) => ({name,
      n: Number(digits_found),
      family: `${name.slice(0, index)}N${name.slice(index + digits_found.length)}`})));
  return [...grouped(members, (one) => one.family)].filter(([, some]) => some.length > 2)
    .map(([family, some]) => [family, some.sort((left, right) => left.n - right.n)]);
}

/** How the time of a cycle grows with a number: medians, their middle halves, the floor. */
function curve(family, members, costs) {
  const height = 240;
  const foot = height - 36;
  const [left, right] = [84, chart_width - 24];
  const points = members.flatMap(({n, name}) => costs.get(name).map((one) => ({n, one})));
  const across = log_scale(members[0].n, members[members.length - 1].n, left, right);
  const up = linear_scale(Math.max(...points.map(({one}) => one.high)), foot, 20);
  const mark = (x, y, file) => (file % 2 === 0 ? svg('circle.point', {cx: x, cy: y, r: 4})
    : svg('rect.point', {x: x - 4, y: y - 4, width: 8, height: 8}));
  const lines = data.benchmarks.map((unused, file) => {
    const mine = points.filter(({one}) => one.file === file);
    const floors = mine.map(({one}) => one.counters.floor_us).filter(Boolean).sort((a, b) => a - b);
    return in_tone_of(file,
      floors.length > 0 && level('floor', up.at(quantile(floors, 0.5)), left, right),
      svg('polyline.curve', {points: mine.map(({n, one}) =>
        `${across.at(n)},${up.at(one.middle)}`).join(' ')}),
      mine.map(({n, one}) => svg('g', svg('title', series_words(one)),
        upright('whisker', across.at(n), up.at(one.low), up.at(one.high)),
        mark(across.at(n), up.at(one.middle), file))));
  });
  const grid = [up.ticks.map((value) => [level('grid', up.at(value), left, right),
    axis_text(76, up.at(value) + 4, 'end', round_words(value))]),
  members.map(({n}) => axis_text(across.at(n), foot + 18, 'middle', digits(n)))];
  return el('figure.cost',
    el('figcaption', el('code', family), ': time of a cycle by N'),
    picture(`${family}: time of a cycle by N`, height, grid, lines));
}

const own_columns = ['p50_us', 'p99_us', 'p999_us', 'floor_us', 'x_floor', 'raw_us'];

/** What became of a benchmark since the file before, where one machine measured both. */
function change_of_cost(one) {
  const found = data.benchmarks[one.file].compared.find(([name]) => name === one.name);
  return found && {word: found[1], ratio: found[2],
    ...({slower: {sign: '▲', tone: 'bad'}, faster: {sign: '▼', tone: 'good'}})[found[1]]};
}

const percent = (ratio) => `${Math.abs((ratio - 1) * 100).toFixed(ratio < 1.1 && ratio > 0.9 ? 1 : 0)} %`;

function cost_mark(one) {
  const change = change_of_cost(one);
  return change && change.sign && el(`span.badge.tone-${change.tone}`, `${change.sign} ${
    percent(change.ratio)} ${change.word}`);
}

const floor_words = (ratio) => (ratio > 0.95 && ratio < 1.05 ? 'as much as its floor'
  : `${Number(ratio.toFixed(ratio < 9.95 ? 1 : 0))} times its floor`);

/** A benchmark in a plain sentence: what it measures, and what that came to on each kernel. */
function cost_sentence([name, list]) {
  const {says} = list.find((one) => one.says) || {says: ''};
  return el('li', el('code', name.slice(name.indexOf('/') + 1)), says && [' ', says],
    list.map((one) => {
      const {x_floor: ratio, p99_us: p99} = one.counters;
      return el('p', `On ${file_name(one.file)} it takes `, el('b', value_words(one, one.middle)),
        ratio ? `, ${floor_words(ratio)}` : '',
        p99 ? `; one in a hundred takes more than ${time_words(p99)}` : '', '. ', cost_mark(one));
    }));
}

function cost_row(one) {
  const {counters} = one;
  const others = Object.entries(counters).filter(([key]) => !own_columns.includes(key));
  return el('tr', el('th', {scope: 'row'}, el('code', one.name)), el('td', file_name(one.file), ' ', cost_mark(one)),
    [value_words(one, one.middle), `${((one.high - one.low) / 2 / one.middle * 100).toFixed(1)} %`,
      ...['p99_us', 'p999_us', 'floor_us'].map((key) => counters[key] && time_words(counters[key])),
      times_floor(one), one.values.length].map((text) => el('td.number', text || '')),
    el('td', others.map(([key, value]) => `${key} ${Number(value.toPrecision(3))}`).join(', ')));
}

function cost_table(title, rows) {
  return el('details.numbers', el('summary', 'As numbers'),
    wide(`${title} as numbers`, table('costs', {}, ['Benchmark', 'Kernel', 'Median',
      '± quartiles', 'p99', 'p99.9', 'Floor', '× floor', 'Repetitions', 'Counted'],
    rows.flatMap(([, list]) => list.map(cost_row)))));
}

/** In the order of the page. */
const cost_groups = {
  cycle: 'A connect in every mode', latency: 'Latency of a connect', outcome: 'What fails fast',
  client: 'How clients come', instance: 'Instances', rate: 'Accept rate', cancel: 'Cancelling',
  harness: 'What the harness adds to raw calls', floor: 'Floors: the cheapest things of their kind',
};

/** The names of a group with what the files have of them; groups in the order of the page. */
function costs_by_group(costs) {
  const known = Object.keys(cost_groups);
  const place_of = (group) => (known.includes(group) ? known.indexOf(group) : known.length);
  const rows = [...costs].sort(([left], [right]) => by_name(left, right));
  return [...grouped(rows, ([name]) => name.split('/')[0])]
    .sort(([left], [right]) => place_of(left) - place_of(right));
}

function cost_legend() {
  const sample = (part) => svg('svg.sample', {'viewBox': '0 0 26 14', 'aria-hidden': 'true'},
    svg('g.lane.accent', part));
  return el('ul.cost-legend.quiet.small', [
    [svg('circle.dot', {cx: 13, cy: 7, r: 2.5}), 'a repetition'],
    [svg('rect.half', {x: 3, y: 2, width: 20, height: 10}), 'their middle half'],
    [upright('median', 13, 1, 13), 'median'],
    [diamond('p99', 13, 7, 4), 'slower than 99 % of cycles'],
    [diamond('p999', 13, 7, 4), '99.9 %'],
    [upright('floor', 13, 0, 14), 'the floor'],
  ].map(([part, words]) => el('li', sample(part), ` ${words}`)));
}

function cost_files() {
  return el('ul.cost-files', data.benchmarks.map((file, number) =>
    el(`li.lane.${file_tones[number % file_tones.length]}`,
      el('b', file_name(number)),
      el('span.quiet.small', ` ${file.date}, ${plural(file.processors, 'processor')}, suite `,
        el('code', file.commit), `; the machine was ${file.quiet}`),
      file.failed.length > 0 && el('p.small', `Not carried out: ${file.failed.join('; ')}`))));
}

function view_costs() {
  const costs = costs_by_name();
  const curves = families(costs);
  const heading = el('h1', 'What connecting costs');
  return ['What connecting costs · ConnectNamedPipe', heading, data.benchmarks.length === 0
    ? el('p', 'There is no benchmark file on this page.')
    : [el('p.lead', 'Times, and no verdicts. Each is shown beside its floor, the cheapest ' +
      'thing of its kind that was measured in the same run.'),
    cost_files(), cost_legend(), costs_by_group(costs).map(([group, rows]) => {
      const title = cost_groups[group] || group;
      return el('section.cost-group', el('h2', title), distribution(title, rows),
        el('ul.cost-words', rows.map(cost_sentence)),
        curves.filter(([family]) => family.startsWith(`${group}/`)).map(([family, members]) =>
          curve(family, members, costs)),
        cost_table(title, rows));
    })]];
}
