#include "reports/run/run_file.hpp"

#include "harness/support/printable.hpp"
#include "reports/json/json_fields.hpp"
#include "reports/run/run_json.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <istream>
#include <set>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

using nlohmann::json;

[[nodiscard]] std::filesystem::path partial_path(std::filesystem::path target) {
  target += ".partial";
  return target;
}

/// Whether a text is a run file's first bytes, as far as it goes.
[[nodiscard]] bool begins_as_run_file(std::string_view text) {
  constexpr std::string_view beginning = R"({"type":"header","suite":"connect-named-pipe")";
  return beginning.starts_with(text.substr(0, beginning.size()));
}

/// Whether a file may be replaced by a run file: it is not there, empty, or begins as one does.
[[nodiscard]] bool is_replaceable(const std::filesystem::path& file) {
  std::error_code problem;
  const auto status = std::filesystem::status(file, problem);
  if (!std::filesystem::exists(status)) {
    return true;
  }
  if (!std::filesystem::is_regular_file(status)) {
    return false;
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    return false;
  }
  std::array<char, 64> first{};
  in.read(first.data(), static_cast<std::streamsize>(first.size()));
  return begins_as_run_file({first.data(), static_cast<std::size_t>(in.gcount())});
}

void require_replaceable(const std::filesystem::path& file) {
  if (!is_replaceable(file)) {
    throw input_error(display(file) +
                      ": something else than a run file is there already; it is left as it is");
  }
}

/// Cuts a file off behind its first `size` bytes. By a copy that takes its place, so that nothing
/// is lost if that fails; not by filesystem::resize_file, which crashes under Wine in what
/// MinGW-w64 makes of it.
void keep_beginning(const std::filesystem::path& file, std::uintmax_t size) {
  std::error_code problem;
  if (std::filesystem::file_size(file, problem) == size && !problem) {
    return;
  }
  std::filesystem::path shorter = file;
  shorter += ".cut";
  {
    std::ifstream in(file, std::ios::binary);
    std::ofstream out(shorter, std::ios::binary | std::ios::trunc);
    std::vector<char> bytes(static_cast<std::size_t>(size));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in || !out) {
      throw input_error(display(file) + ": the run file can't be gone on with");
    }
  }
  std::filesystem::rename(shorter, file, problem);
  if (problem) {
    throw input_error(display(file) + ": the run file can't be gone on with");
  }
}

/// Adds a cell to a footer's sums.
void count(run_footer& footer, const cell_record& cell) {
  ++footer.cells;
  ++footer.counts.at(static_cast<std::size_t>(cell.is));
  footer.clients_replaced += cell.clients_replaced;
}

}  // namespace

run_writer::run_writer(std::filesystem::path target, const run_header& header)
    : target_(std::move(target)), partial_(partial_path(target_)) {
  require_replaceable(target_);
  require_replaceable(partial_);
  open(header);
}

run_writer::run_writer(std::filesystem::path target, const run_header& header,
                       std::set<std::string>& keys)
    : target_(std::move(target)), partial_(partial_path(target_)) {
  require_replaceable(target_);
  require_replaceable(partial_);
  if (!std::filesystem::exists(partial_)) {
    open(header);
    return;
  }
  std::uintmax_t whole = 0;
  try {
    run_reader reader(partial_, reading::heads);
    whole = reader.bytes_read();
    while (const auto cell = reader.next()) {
      count(so_far_, *cell);
      keys.insert(cell->key);
      whole = reader.bytes_read();
    }
  } catch (const truncated_run&) {
    // That is what it is there for: its writer ended before its time.
  }
  if (whole == 0) {
    open(header);
    return;
  }
  keep_beginning(partial_, whole);
  out_.open(partial_, std::ios::binary | std::ios::app);
  if (!out_) {
    throw input_error(display(target_) + ": the run file can't be gone on with");
  }
}

void run_writer::open(const run_header& header) {
  out_.open(partial_, std::ios::binary | std::ios::trunc);
  if (!out_) {
    throw input_error(display(target_) + ": the run file can't be written there");
  }
  put(to_line(header));
}

void run_writer::put(const std::string& line) {
  out_ << line << '\n' << std::flush;
  if (!out_) {
    throw input_error(display(partial_) + ": the run file can't be written any further");
  }
}

void run_writer::add(const cell_record& cell) {
  put(to_line(cell));
  count(so_far_, cell);
}

run_footer run_writer::finish(run_footer footer) {
  footer.cells = so_far_.cells;
  footer.counts = so_far_.counts;
  footer.clients_replaced = so_far_.clients_replaced;
  put(to_line(footer));
  out_.close();
  std::error_code problem;
  std::filesystem::rename(partial_, target_, problem);
  if (problem) {
    throw input_error(display(partial_) + ": the complete run file can't be given its name " +
                      display(target_));
  }
  return footer;
}

/// Lines of a stream, in memory bounded by `run_line_limit`.
class run_reader::lines {
 public:
  lines(std::istream& from, std::string file) : from_(from), file_(std::move(file)) {}

  enum class found : std::uint8_t { whole, broken_off, end };

  /// The next line, without its newline. `broken_off`: the file ends within it.
  found next(std::string& line) {
    line.clear();
    begin_ = {consumed(), ++number_};
    while (true) {
      const std::string_view rest(chunk_.data() + at_, filled_ - at_);
      const std::size_t end = rest.find('\n');
      line += rest.substr(0, end);
      if (line.size() > run_line_limit) {
        refuse("the line is longer than the " + std::to_string(run_line_limit >> 10U) +
               " KiB that a run file's line may have");
      }
      if (end != std::string_view::npos) {
        at_ += end + 1;
        return found::whole;
      }
      if (!fill()) {
        return line.empty() ? found::end : found::broken_off;
      }
    }
  }

  /// How far into the file the lines that were read whole reach, in bytes.
  [[nodiscard]] std::uintmax_t consumed() const { return total_ - (filled_ - at_); }

  /// Where the line begins that was read last.
  [[nodiscard]] line_place begin() const { return begin_; }

  [[noreturn]] void refuse(const std::string& what) const { throw input_error(place() + what); }
  [[noreturn]] void break_off(const std::string& what) const {
    throw truncated_run(place() + what);
  }

 private:
  [[nodiscard]] std::string place() const { return file_ + ':' + std::to_string(number_) + ": "; }

  bool fill() {
    from_.read(chunk_.data(), static_cast<std::streamsize>(chunk_.size()));
    if (from_.bad()) {
      refuse("the file can't be read");
    }
    at_ = 0;
    filled_ = static_cast<std::size_t>(from_.gcount());
    total_ += filled_;
    if (total_ > run_file_limit) {
      refuse("the file is larger than the " + std::to_string(run_file_limit >> 20U) +
             " MiB that a run file may have");
    }
    return filled_ != 0;
  }

  std::istream& from_;
  std::string file_;
  std::vector<char> chunk_ = std::vector<char>(std::size_t{1} << 16);
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uintmax_t total_ = 0;
  std::size_t number_ = 0;
  line_place begin_;
};

namespace {

constexpr const char* no_footer =
    "the file ends without its footer: the run was ended before it was complete";

/// Cuts the steps off a cell's line, if it is one whose steps need not be known. As the writer puts
/// them last, and a quote within a text has a backslash before it, they are found without parsing.
void leave_head(std::string& line) {
  constexpr std::string_view begin = R"({"type":"cell",)";
  constexpr std::string_view end = "]}";
  if (line.rfind(begin, 0) != 0 || line.size() < end.size() ||
      line.compare(line.size() - end.size(), end.size(), end) != 0) {
    return;
  }
  const std::size_t steps = line.find(R"(,"steps":[)");
  const std::string_view head = std::string_view(line).substr(0, steps);
  const auto says = [head](std::string_view verdict) {
    return head.find(verdict) != std::string_view::npos;
  };
  const bool expected = says(R"(","verdict":"conforms",)") ||
                        says(R"(","verdict":"characterised",)") ||
                        says(R"(","verdict":"unsupported",)");
  if (steps == std::string::npos || !expected) {
    return;
  }
  line.resize(steps);
  line += '}';
}

/// Takes `literal`, then the text up to the next quote, off the front of a line. Nothing if the
/// line goes on otherwise or the text has an escape in it, so that it is not what it looks like.
[[nodiscard]] std::optional<std::string_view> take_text(std::string_view& line,
                                                        std::string_view literal) {
  if (!line.starts_with(literal)) {
    return std::nullopt;
  }
  line.remove_prefix(literal.size());
  const std::string_view text = line.substr(0, line.find('"'));
  if (text.size() == line.size() || text.find('\\') != std::string_view::npos) {
    return std::nullopt;
  }
  line.remove_prefix(text.size());
  return text;
}

/// What identifies and sums up a cell, from a line that begins as the writer's lines do; nothing
/// for any other line, which has to be parsed.
[[nodiscard]] std::optional<cell_record> key_of(std::string_view line) {
  if (!line.ends_with('}')) {
    return std::nullopt;
  }
  const auto key = take_text(line, R"({"type":"cell","key":")");
  const auto is = take_text(line, R"(","verdict":")");
  const auto print = take_text(line, R"(","fingerprint":")");
  const auto scenario = take_text(line, R"(","scenario":")");
  const auto known = is ? verdict_from_name(*is) : std::nullopt;
  if (!key || !known || !print || !scenario) {
    return std::nullopt;
  }
  cell_record cell;
  cell.key = *key;
  cell.is = *known;
  cell.kept_fingerprint = *print;
  cell.scenario = *scenario;
  return cell;
}

[[nodiscard]] std::unique_ptr<std::ifstream> open_run(const std::filesystem::path& file) {
  std::error_code problem;
  if (std::filesystem::is_directory(file, problem)) {
    throw input_error(display(file) + ":1: a folder, where a run file was expected");
  }
  auto in = std::make_unique<std::ifstream>(file, std::ios::binary);
  if (!*in) {
    throw input_error(display(file) + ":1: the file can't be opened");
  }
  return in;
}

}  // namespace

run_reader::run_reader(const std::filesystem::path& file, reading depth)
    : own_(open_run(file)), lines_(std::make_unique<lines>(*own_, display(file))), depth_(depth) {
  // A file that is too large is refused at once, not after reading most of it.
  std::error_code problem;
  const std::uintmax_t size = std::filesystem::file_size(file, problem);
  if (!problem && size > run_file_limit) {
    throw input_error(display(file) + ":1: larger than the " +
                      std::to_string(run_file_limit >> 20U) + " MiB that a run file may have");
  }
  read_header();
}

run_reader::run_reader(std::istream& from, const std::string& file, reading depth)
    : lines_(std::make_unique<lines>(from, printable(file))), depth_(depth) {
  read_header();
}

run_reader::~run_reader() = default;

void run_reader::read_header() {
  std::string line;
  const lines::found found = lines_->next(line);
  if (found == lines::found::end) {
    lines_->break_off("the file is empty");
  }
  try {
    header_ = header_from_json(parse_json(line));
  } catch (const bad_field& problem) {
    if (found == lines::found::broken_off && begins_as_run_file(line)) {
      lines_->break_off(no_footer);
    }
    lines_->refuse(problem.at() ? "this is not a run file of this suite: its first line is not JSON"
                                : problem.what());
  }
}

std::optional<cell_record> run_reader::next() {
  if (footer_) {
    return std::nullopt;
  }
  std::string line;
  const lines::found found = lines_->next(line);
  if (found == lines::found::end) {
    lines_->break_off(no_footer);
  }
  try {
    if (std::optional<cell_record> cell = cell_in(line)) {
      count(so_far_, *cell);
      return cell;
    }
    const json parsed = parse_json(line);
    const std::string type = line_type(parsed);
    if (type != "footer") {
      throw bad_field("neither a cell nor a footer: its type is '" + printable(type) + "'");
    }
    footer_ = footer_from_json(parsed);
  } catch (const bad_field& problem) {
    if (found == lines::found::broken_off) {
      lines_->break_off("the line breaks off: the run was ended before it was complete");
    }
    lines_->refuse(problem.what());
  }
  check_end();
  return std::nullopt;
}

/// The cell that a line is; nothing if it is none. Throws `bad_field`.
std::optional<cell_record> run_reader::cell_in(std::string& line) {
  if (depth_ == reading::keys) {
    if (std::optional<cell_record> cell = key_of(line)) {
      fingerprint_ = cell->kept_fingerprint;
      return cell;
    }
  }
  if (depth_ == reading::heads || depth_ == reading::keys) {
    leave_head(line);
  }
  std::optional<std::string> cut_off;
  if (cache_.take(line, uses_)) {
    fingerprinter print;
    for (const step_use& one : uses_) {
      print.add(one.what->label, one.what->seen);
    }
    cut_off = print.text();
  }
  const json parsed = parse_json(line);
  if (line_type(parsed) != "cell") {
    return std::nullopt;
  }
  cell_record cell = cell_from_json(parsed, cut_off);
  fingerprint_ = parsed["fingerprint"].get<std::string>();
  if (depth_ == reading::shared) {
    if (!cut_off) {
      uses_ = uses_of(cell);
      own_steps_ = std::move(cell.steps);  // Which leaves them where they are.
      cell.steps.clear();
    }
    return cell;
  }
  if (cut_off) {
    cell.steps.reserve(uses_.size());
    for (const step_use& one : uses_) {
      cell.steps.push_back(one.copy());
    }
  }
  return cell;
}

void run_reader::check_end() {
  if (footer_->cells != so_far_.cells || footer_->counts != so_far_.counts) {
    lines_->refuse("the footer counts " + std::to_string(footer_->cells) +
                   " cells, and by verdict, otherwise than the file's " +
                   std::to_string(so_far_.cells) + " cells are");
  }
  std::string line;
  if (lines_->next(line) != lines::found::end) {
    lines_->refuse("something follows the footer");
  }
}

line_place run_reader::place() const {
  return lines_->begin();
}

std::uintmax_t run_reader::bytes_read() const {
  return lines_->consumed();
}

const run_footer& run_reader::footer() const {
  if (!footer_) {
    throw std::logic_error("run_reader::footer before the last cell was read");
  }
  return *footer_;
}

cell_reader::cell_reader(const std::filesystem::path& file)
    : in_(open_run(file)), file_(display(file)) {}

cell_record cell_reader::at(line_place where, reading depth) {
  in_->clear();
  in_->seekg(static_cast<std::streamoff>(where.offset));
  std::string line;
  std::getline(*in_, line);
  if (depth != reading::whole) {
    leave_head(line);
  }
  try {
    return cell_from_json(parse_json(line));
  } catch (const bad_field& problem) {
    throw input_error(file_ + ':' + std::to_string(where.line) + ": " + problem.what());
  }
}

run read_run(const std::filesystem::path& file) {
  run_reader reader(file);
  run whole;
  whole.header = reader.header();
  std::set<std::string> keys;
  while (std::optional<cell_record> cell = reader.next()) {
    if (!keys.insert(cell->key).second) {
      throw input_error(display(file) + ':' + std::to_string(whole.cells.size() + 2) +
                        ": a second record of the cell " + printable(cell->key));
    }
    whole.cells.push_back(std::move(*cell));
  }
  whole.footer = reader.footer();
  return whole;
}

}  // namespace cnp
