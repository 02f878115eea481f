#include "reports/run/merge.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

constexpr std::string_view run_suffix = ".jsonl";
constexpr std::string_view partial_suffix = ".partial";

[[nodiscard]] std::filesystem::path with_suffix(std::filesystem::path path,
                                                std::string_view suffix) {
  path += suffix;
  return path;
}

/// How far a run came that was ended before it was complete.
[[nodiscard]] std::string progress(const std::filesystem::path& file) {
  std::size_t cells = 0;
  std::string last;
  try {
    run_reader reader(file);
    while (const cell_record* cell = reader.next()) {
      ++cells;
      last = cell->key;
    }
  } catch (const input_error&) {
    // What is broken is known already; what counts is how much there was before.
  }
  if (cells == 0) {
    return "it wrote no cell";
  }
  return "it wrote " + std::to_string(cells) + (cells == 1 ? " cell" : " cells") +
         ", the last one " + printable(last);
}

[[nodiscard]] std::string incomplete_sentence(const merge_input& input,
                                              const std::string& what_is_there) {
  return "entry " + printable(input.entry) + " left no completed record: " + what_is_there;
}

/// Why an entry has no completed run; empty if it seems to have one.
[[nodiscard]] std::string incomplete(const merge_input& input) {
  std::error_code problem;
  const std::filesystem::path partial = with_suffix(input.file, partial_suffix);
  if (std::filesystem::exists(partial, problem)) {
    return incomplete_sentence(input, display(partial) + " breaks off; " + progress(partial));
  }
  if (!std::filesystem::exists(input.file, problem)) {
    return incomplete_sentence(input, "there is no file " + display(input.file));
  }
  return {};
}

/// The name of the first member in which two kernels differ, with both values; empty if there is
/// none.
[[nodiscard]] std::string difference(const kernel_identity& left, const kernel_identity& right) {
  for (const auto& [field, member] :
       {std::pair{"family", &kernel_identity::family},
        {"version", &kernel_identity::version},
        {"name", &kernel_identity::name},
        {"architecture", &kernel_identity::architecture},
        {"process architecture", &kernel_identity::process_architecture},
        {"client architecture", &kernel_identity::client_architecture},
        {"host", &kernel_identity::host}}) {
    if (left.*member != right.*member) {
      return std::string{field} + " '" + printable(left.*member) + "' and '" +
             printable(right.*member) + "'";
    }
  }
  return left.modules == right.modules ? std::string{} : "other file versions of its modules";
}

/// Puts the runs together, one after the other.
class merger {
 public:
  void add(const merge_input& input) {
    std::string why = incomplete(input);
    if (why.empty()) {
      try {
        add_run(input.file, read_run(input.file));
        return;
      } catch (const truncated_run& problem) {
        why = incomplete_sentence(input, std::string{problem.what()} + "; " + progress(input.file));
      }
    }
    all_.whole.cells.push_back(missing_record(input.entry, why));
    all_.incomplete.push_back(std::move(why));
  }

  [[nodiscard]] merged_run finish() {
    if (first_file_.empty()) {
      throw input_error(all_.incomplete.empty() ? "there are no run files to merge"
                                                : "no run is complete: " + all_.incomplete.front());
    }
    std::ranges::sort(all_.whole.cells, {}, &cell_record::key);
    refuse_duplicates();
    for (const cell_record& cell : all_.whole.cells) {
      count(all_.whole.footer, cell);
    }
    return std::move(all_);
  }

 private:
  void add_run(const std::filesystem::path& file, run one) {
    if (first_file_.empty()) {
      first_file_ = display(file);
      all_.whole.header = one.header;
    }
    require_same(file, one.header);
    all_.whole.header.started = std::min(all_.whole.header.started, one.header.started);
    for (cell_record& cell : one.cells) {
      file_of_.emplace(cell.key, display(file));
      all_.whole.cells.push_back(std::move(cell));
    }
    run_footer& footer = all_.whole.footer;
    footer.milliseconds += one.footer.milliseconds;
    footer.peak_memory_kib = std::max(footer.peak_memory_kib, one.footer.peak_memory_kib);
  }

  void require_same(const std::filesystem::path& file, const run_header& header) const {
    const run_header& first = all_.whole.header;
    if (const auto found = difference(first.kernel, header.kernel); !found.empty()) {
      throw input_error(display(file) + ":1: this run is of another kernel than " + first_file_ +
                        ": " + found);
    }
    if (header.commit != first.commit) {
      throw input_error(display(file) + ":1: this run is of another commit of the suite than " +
                        first_file_ + ": '" + printable(first.commit) + "' and '" +
                        printable(header.commit) + "'");
    }
    if (header.strict != first.strict) {
      throw input_error(display(file) + ":1: one of this run and " + first_file_ +
                        " was strict and the other one was not");
    }
  }

  void refuse_duplicates() const {
    const auto& cells = all_.whole.cells;
    const auto twin = std::ranges::adjacent_find(cells, {}, &cell_record::key);
    if (twin == cells.end()) {
      return;
    }
    const auto files = file_of_.equal_range(twin->key);
    std::string names;
    for (auto file = files.first; file != files.second; ++file) {
      names += (names.empty() ? "" : " and ") + file->second;
    }
    throw input_error(names + ": each has a record of the cell " + printable(twin->key));
  }

  merged_run all_;
  std::string first_file_;
  std::multimap<std::string, std::string> file_of_;
};

}  // namespace

std::vector<merge_input> find_runs(const std::filesystem::path& folder,
                                   const std::vector<std::string>& expected) {
  std::map<std::string, std::filesystem::path> found;
  for (const std::string& entry : expected) {
    found.emplace(entry, with_suffix(folder / entry, run_suffix));
  }
  std::error_code problem;
  std::filesystem::directory_iterator at(folder, problem);
  for (; !problem && at != std::filesystem::directory_iterator{}; at.increment(problem)) {
    // The entry X has `X.jsonl`, and `X.jsonl.partial` while its run goes on.
    std::filesystem::path file = at->path();
    if (file.extension() == partial_suffix) {
      file.replace_extension();
    }
    if (file.extension() == run_suffix) {
      found.emplace(display(file.stem()), file);
    }
  }
  if (problem) {
    throw input_error(display(folder) + ": the folder can't be read");
  }
  if (found.empty()) {
    throw input_error(display(folder) + ": no run file (*" + std::string{run_suffix} +
                      ") is there");
  }
  std::vector<merge_input> inputs;
  inputs.reserve(found.size());
  for (auto& [entry, file] : found) {
    inputs.push_back({entry, std::move(file)});
  }
  return inputs;
}

merged_run merge_runs(const std::vector<merge_input>& inputs) {
  merger all;
  for (const merge_input& input : inputs) {
    all.add(input);
  }
  return all.finish();
}

run_footer write_run(const std::filesystem::path& target, const run& the_run) {
  run_writer writer(target, the_run.header);
  for (const cell_record& cell : the_run.cells) {
    writer.add(cell);
  }
  return writer.finish(the_run.footer);
}

}  // namespace cnp
