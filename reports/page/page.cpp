#include "reports/page/page.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/hash.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/text.hpp"
#include "harness/support/whole_file.hpp"
#include "reports/page/own_file.hpp"
#include "reports/page/page_asset.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

namespace fs = std::filesystem;

/// How every page begins, and nothing else does.
constexpr std::string_view page_beginning = "<!DOCTYPE html>\n<!-- connect-named-pipe: page -->\n";

/// A name in the template, and what stands there in the page.
using filling = std::pair<std::string_view, std::string_view>;

/// The template with its `{{names}}` filled in, each text as it is: what is filled in is not
/// looked at again.
[[nodiscard]] std::string filled(std::string_view pattern, const std::vector<filling>& with) {
  std::string made;
  while (true) {
    const std::size_t start = pattern.find("{{");
    made += pattern.substr(0, start);
    if (start == std::string_view::npos) {
      return made;
    }
    const std::size_t end = pattern.find("}}", start);
    const std::string_view name = pattern.substr(start + 2, end - start - 2);
    const auto found = std::ranges::find(with, name, &filling::first);
    CNP_ASSERT(found != with.end(), "the page's template has no '" + std::string{name} + "'");
    made += found->second;
    pattern.remove_prefix(end + 2);
  }
}

/// A word that only this page's own scripts and styles bear (a hash of the data): what somebody
/// brings into the data can't know it.
[[nodiscard]] std::string nonce_of(std::string_view text) {
  std::uint64_t hash = hashed(empty_hash, text);
  std::string word = "cnp";
  for (int digit = 0; digit != 16; ++digit, hash >>= 4U) {
    word += "0123456789abcdef"[hash & 0xFU];
  }
  return word;
}

[[nodiscard]] std::string asset(std::string_view ending) {
  std::string all;
  for (const embedded_file& one : page_assets()) {
    if (one.name.ends_with(ending)) {
      all += one.text;
    }
  }
  return all;
}

/// Makes the labels different that are the same, by what `more` says about them.
template <class More>
void tell_apart(std::vector<std::string>& labels, More more) {
  const std::vector<std::string> before = labels;
  for (std::size_t at = 0; at != labels.size(); ++at) {
    if (std::ranges::count(before, before[at]) > 1) {
      labels[at] += more(at);
    }
  }
}

void require_different(const std::vector<fs::path>& files) {
  for (std::size_t at = 0; at != files.size(); ++at) {
    for (std::size_t other = 0; other != at; ++other) {
      std::error_code problem;
      if (fs::equivalent(files[at], files[other], problem)) {
        throw input_error(display(files[at]) + ": the same file is named twice");
      }
    }
  }
}

void read_into(page_data& data, run_reader& reader, const std::string& label,
               const fs::path& file) {
  data.begin_run(reader.header(), label, display(file.filename()));
  for (std::size_t line = 2; const cell_record* cell = reader.next(); ++line) {
    if (!data.add(*cell, reader.fingerprint())) {
      throw input_error(display(file) + ':' + std::to_string(line) +
                        ": a second record of the cell " + printable(cell->key));
    }
  }
  data.end_run(reader.footer());
}

}  // namespace

std::vector<std::string> run_labels(const std::vector<kernel_identity>& kernels,
                                    const std::vector<fs::path>& files) {
  std::vector<std::string> labels;
  labels.reserve(kernels.size());
  std::ranges::transform(kernels, std::back_inserter(labels), &kernel_label);
  tell_apart(labels, [&](std::size_t at) { return " \xC2\xB7 " + display(files.at(at).stem()); });
  std::size_t number = 0;
  tell_apart(labels, [&](std::size_t) { return " #" + std::to_string(++number); });
  return labels;
}

std::string page_html(const std::string& data, const std::string& title) {
  const std::string nonce = nonce_of(data);
  const std::string style = asset(".css");
  const std::string scripts = asset(".js");
  const std::string safe_title =
      substituted(printable(title), {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}});
  return filled(asset(".html"), {{"beginning", page_beginning},
                                 {"title", safe_title},
                                 {"nonce", nonce},
                                 {"style", style},
                                 {"data", data},
                                 {"script", scripts}});
}

page_summary write_page(const std::vector<fs::path>& files, const page_texts& texts,
                        const fs::path& output) {
  require_own_or_nothing(output, page_beginning, "page");
  require_different(files);
  std::vector<fs::path> runs;
  std::vector<benchmark_run> benchmarks;
  for (const fs::path& file : files) {
    if (is_benchmark_file(file)) {
      benchmarks.push_back(read_benchmarks(file));
    } else {
      runs.push_back(file);
    }
  }
  if (runs.empty()) {
    throw input_error(
        "a page shows run files, and benchmark files beside them: name a run file too");
  }
  // Headers first: every file's name on the page depends on all of them.
  std::vector<kernel_identity> kernels;
  kernels.reserve(runs.size());
  for (const fs::path& file : runs) {
    kernels.push_back(run_reader(file).header().kernel);
  }
  const std::vector<std::string> labels = run_labels(kernels, runs);
  page_data data(texts);
  for (std::size_t at = 0; at != runs.size(); ++at) {
    run_reader reader(runs[at]);
    read_into(data, reader, labels[at], runs[at]);
  }
  data.set_benchmarks(benchmarks);
  const std::string page = page_html(data.json(), "ConnectNamedPipe on " + join(labels, ", "));
  if (page.size() > page_limit) {
    throw input_error(display(output) + ": the page would have " +
                      std::to_string(page.size() >> 20U) + " MiB, and " +
                      std::to_string(page_limit >> 20U) + " are the most; give it fewer run files");
  }
  if (!write_whole_file(output, page)) {
    throw input_error(display(output) + ": the page can't be written there");
  }
  return {.runs = runs.size(),
          .benchmarks = benchmarks.size(),
          .cells = data.cells(),
          .bytes = page.size()};
}

}  // namespace cnp
