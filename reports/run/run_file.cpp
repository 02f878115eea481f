#include "reports/run/run_file.hpp"

#include "harness/support/assertion.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/whole_file.hpp"
#include "reports/json/json_reader.hpp"
#include "reports/run/run_json.hpp"

#include <array>
#include <istream>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

namespace cnp {

namespace {

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
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::ifstream in(file, std::ios::binary);
  const bool is_read = !in.read(bytes.data(), static_cast<std::streamsize>(size)).fail();
  in.close();
  if (!is_read || !write_whole_file(file, bytes)) {
    throw input_error(display(file) + ": the run file can't be gone on with");
  }
}

}  // namespace

void count(run_footer& footer, const cell_record& cell) {
  ++footer.cells;
  ++footer.counts.at(static_cast<std::size_t>(cell.is));
  footer.clients_replaced += cell.clients_replaced;
}

run_writer::run_writer(std::filesystem::path target, const run_header& header,
                       const std::function<void(const cell_record&)>& found)
    : target_(std::move(target)), partial_(partial_path(target_)) {
  require_replaceable(target_);
  require_replaceable(partial_);
  const std::uintmax_t whole = found && std::filesystem::exists(partial_) ? take_up(found) : 0;
  if (whole != 0) {
    keep_beginning(partial_, whole);
  }
  out_.open(partial_, std::ios::binary | (whole != 0 ? std::ios::app : std::ios::trunc));
  if (!out_) {
    throw input_error(display(target_) + ": the run file can't be written there");
  }
  if (whole == 0) {
    put(to_line(header));
  }
}

/// Counts and tells the cells that another writer left; how many bytes their lines have.
std::uintmax_t run_writer::take_up(const std::function<void(const cell_record&)>& found) {
  std::uintmax_t whole = 0;
  try {
    run_reader reader(partial_, reading::heads);
    whole = reader.bytes_read();
    while (const cell_record* cell = reader.next()) {
      count(so_far_, *cell);
      found(*cell);
      whole = reader.bytes_read();
    }
  } catch (const truncated_run&) {
    // That is what it is there for: its writer ended before its time.
  }
  return whole;
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
  if (put_in_place(partial_, target_)) {
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

  /// The next line is the one that begins there.
  void go_to(line_place place) {
    from_.clear();
    from_.seekg(static_cast<std::streamoff>(place.offset));
    at_ = filled_ = 0;
    total_ = place.offset;
    number_ = place.line - 1;
  }

  [[noreturn]] void refuse(const std::string& sentence) const {
    throw input_error(place() + sentence);
  }
  [[noreturn]] void break_off(const std::string& sentence) const {
    throw truncated_run(place() + sentence);
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

run_reader::run_reader(const std::filesystem::path& file, reading depth, interrupted runs)
    : own_(open_run(file)), lines_(std::make_unique<lines>(*own_, display(file))), depth_(depth),
      interrupted_(runs) {
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
  const lines::found found = lines_->next(line_);
  if (found == lines::found::end) {
    lines_->break_off("the file is empty");
  }
  try {
    header_ = cnp::read_header(line_, format_);
  } catch (const bad_field& problem) {
    if (found == lines::found::broken_off && begins_as_run_file(line_)) {
      lines_->break_off(no_footer);
    }
    lines_->refuse(problem.at() ? "this is not a run file of this suite: its first line is not JSON"
                                : problem.what());
  }
}

cell_record* run_reader::next() {
  if (footer_) {
    return nullptr;
  }
  const lines::found found = lines_->next(line_);
  if (found == lines::found::end) {
    lines_->break_off(no_footer);
  }
  try {
    const std::string type = line_type(line_);
    if (type == "cell") {
      // What was left unread of a line may be where it breaks off.
      read_cell(line_, format_, found == lines::found::whole ? depth_ : reading::whole, cell_,
                fingerprint_);
      count(so_far_, cell_);
      return &cell_;
    }
    if (type != "footer") {
      throw bad_field("neither a cell nor a footer: its type is '" + printable(type) + "'");
    }
    footer_ = read_footer(line_, format_);
  } catch (const bad_field& problem) {
    if (found == lines::found::broken_off) {
      lines_->break_off("the line breaks off: the run was ended before it was complete");
    }
    lines_->refuse(problem.what());
  }
  check_end();
  return nullptr;
}

const cell_record& run_reader::again(line_place place) {
  lines_->go_to(place);
  static_cast<void>(lines_->next(line_));
  try {
    read_cell(line_, format_, reading::whole, cell_, fingerprint_);
  } catch (const bad_field& problem) {
    lines_->refuse(problem.what());
  }
  return cell_;
}

void run_reader::check_end() {
  if (!footer_->complete && interrupted_ == interrupted::refused) {
    lines_->refuse("the footer says that the run is not complete: its user ended it");
  }
  if (footer_->cells != so_far_.cells || footer_->counts != so_far_.counts) {
    lines_->refuse("the footer counts " + std::to_string(footer_->cells) +
                   " cells, and by verdict, otherwise than the file's " +
                   std::to_string(so_far_.cells) + " cells are");
  }
  if (lines_->next(line_) != lines::found::end) {
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
  CNP_ASSERT(footer_.has_value(), "run_reader::footer before the last cell was read");
  return *footer_;
}

run read_run(const std::filesystem::path& file) {
  run_reader reader(file);
  run whole;
  whole.header = reader.header();
  std::set<std::string> keys;
  while (cell_record* cell = reader.next()) {
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
