#pragma once

#include "harness/support/input_error.hpp"
#include "reports/run/record.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cnp {

/// The longest line of a run file, in bytes; a longer one is refused.
inline constexpr std::size_t run_line_limit = std::size_t{1} << 20;
/// The largest run file, in bytes; a larger one is refused.
inline constexpr std::uintmax_t run_file_limit = std::uintmax_t{512} << 20;

/// The name of the file in which a run is kept that its user ended: no pattern for run files fits.
inline constexpr const char* interrupted_suffix = ".interrupted";

/// A run file whose end is missing: the run was ended before it was complete, or left nothing at
/// all.
class truncated_run : public input_error {
 public:
  using input_error::input_error;
};

/// Writes a run file while its run goes on. The lines go to `TARGET.partial`, each one flushed;
/// `finish` adds the footer and renames it to TARGET. So a run that is killed leaves a `.partial`
/// without footer, and an older complete TARGET stays until the new one is complete. An existing
/// TARGET that is no run file is refused and left alone. One writer a path; not for several threads
/// at once.
class run_writer {
 public:
  /// Writes the header. With `found` it goes on where another writer of the same run left off: what
  /// that wrote whole stays, a line that it did not finish goes, and `found` gets the heads of
  /// those that are there. Throws `input_error` if the path can't be written or holds something
  /// else.
  run_writer(std::filesystem::path target, const run_header& header,
             const std::function<void(const cell_record&)>& found = {});
  run_writer(const run_writer&) = delete;
  run_writer& operator=(const run_writer&) = delete;
  ~run_writer() = default;

  /// Writes a cell. Throws `input_error` if it can't (the disk is full).
  void add(const cell_record& cell);
  /// Writes the footer and gives the file its name. The writer fills in `cells`, `counts` and
  /// `clients_replaced` from the records; the caller gives duration and memory. Returns what was
  /// written.
  run_footer finish(run_footer footer);

  [[nodiscard]] const std::filesystem::path& target() const { return target_; }

 private:
  void put(const std::string& line);
  [[nodiscard]] std::uintmax_t take_up(const std::function<void(const cell_record&)>& found);

  std::filesystem::path target_;
  std::filesystem::path partial_;
  std::ofstream out_;
  run_footer so_far_;
};

/// How much of a run file's cells is read: what is not is left out of the records, and nothing of
/// it checked but its brackets.
enum class reading : std::uint8_t {
  whole,
  /// Without the steps of cells that went as was expected (`conforms`, `unsupported`), which are
  /// most of a run file: enough to count.
  heads,
  /// Key, scenario, verdict, fingerprint and repetitions only: enough to see which cells differ.
  keys,
};

/// What becomes of a run that its user ended: its footer says so.
enum class interrupted : std::uint8_t { refused, taken };

/// Where a line begins in its file.
struct line_place {
  std::uintmax_t offset = 0;  ///< In bytes.
  std::size_t line = 0;       ///< From 1.
};

/// Reads a run file record by record, in the memory of one line and one record. Everything that is
/// not a complete run file of this format or an earlier one is refused: `input_error` with one
/// sentence, `file:line: …`.
class run_reader {
 public:
  /// Reads the header.
  explicit run_reader(const std::filesystem::path& file, reading depth = reading::whole,
                      interrupted runs = interrupted::refused);
  /// The same from a stream that must outlive the reader; `file` names it in messages.
  run_reader(std::istream& from, const std::string& file, reading depth = reading::whole);
  run_reader(const run_reader&) = delete;
  run_reader& operator=(const run_reader&) = delete;
  ~run_reader();

  [[nodiscard]] const run_header& header() const { return header_; }
  /// The next cell, the reader's own, which the one after it is read over: it may be moved from.
  /// Null once the footer was read and nothing follows it.
  [[nodiscard]] cell_record* next();
  /// The whole cell whose line begins there, once more. `next` does not go on from there: only for
  /// who has read the file to its end.
  [[nodiscard]] const cell_record& again(line_place place);
  /// The fingerprint of the cell that was read last.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  /// Where the line begins that was read last.
  [[nodiscard]] line_place place() const;
  /// How many bytes the lines have that were read so far.
  [[nodiscard]] std::uintmax_t bytes_read() const;
  /// The footer; only after `next` was null.
  [[nodiscard]] const run_footer& footer() const;

 private:
  class lines;
  void read_header();
  void check_end();

  std::unique_ptr<std::ifstream> own_;
  std::unique_ptr<lines> lines_;
  reading depth_;
  interrupted interrupted_ = interrupted::refused;
  run_header header_;
  std::uint64_t format_ = run_format;  ///< The file's.
  std::string line_;
  cell_record cell_;
  std::string fingerprint_;
  run_footer so_far_;
  std::optional<run_footer> footer_;
};

/// A run file as a whole.
struct run {
  run_header header;
  std::vector<cell_record> cells;
  run_footer footer;
};

/// Reads a complete run file. Throws `input_error` as `run_reader` does.
[[nodiscard]] run read_run(const std::filesystem::path& file);

/// Adds a cell to a footer's sums.
void count(run_footer& footer, const cell_record& cell);

/// The lines of a run file, without the newline. Pure.
[[nodiscard]] std::string to_line(const run_header& header);
[[nodiscard]] std::string to_line(const cell_record& cell);
[[nodiscard]] std::string to_line(const run_footer& footer);

}  // namespace cnp
