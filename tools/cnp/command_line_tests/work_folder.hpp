#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <filesystem>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// How a program ended, and what it wrote: lines end with "\n" on every system.
struct ending {
  int status = 0;  ///< Below 0: it was ended, by a signal or when its time was over.
  std::string output;
  std::string errors;
};

/// For the message of a failed test.
std::ostream& operator<<(std::ostream& out, const ending& ended);

/// The exit status of a program that is started without a shell, in this folder, and ended when it
/// takes longer than this. Nobody can be asked: its standard input is empty. What it writes goes to
/// `FOLDER.out` and `FOLDER.err`. `words`: in UTF-8, the program's full path first.
[[nodiscard]] int status_of(const std::vector<std::string>& words,
                            const std::filesystem::path& folder, std::chrono::seconds limit);

/// The full path of `cnp`, which lies beside this program.
[[nodiscard]] std::string cnp_program();
/// The same as a command's first word, as messages name it: in quotes if there is a space in it.
[[nodiscard]] std::string cnp_word();

/// The words of a command line, with spaces between them.
[[nodiscard]] std::string line(const std::vector<std::string>& words);

/// The whole text of a file, without "\r"; empty if it is not there.
[[nodiscard]] std::string text_of(const std::filesystem::path& file);
/// Whether the text is one line and no more, with this beginning and this end.
[[nodiscard]] bool is_line(std::string_view text, std::string_view begins, std::string_view ends);

/// A folder of a test's own, below the current one; empty at first. What a test leaves there can be
/// looked at.
class work_folder {
 public:
  explicit work_folder(const std::string& name);

  /// Runs cnp here with these words, which spaces separate but within '...'.
  [[nodiscard]] ending cnp(const std::string& line, int seconds = 60) const;
  /// Runs a program that a test has written, and that was built by programs/CMakeLists.txt.
  [[nodiscard]] ending written_program(const std::string& name) const;

  [[nodiscard]] std::string text(const std::string& file) const { return text_of(path_ / file); }
  void write(const std::string& file, std::string_view text) const;
  /// Every file, also in folders below, with its text.
  [[nodiscard]] std::map<std::string, std::string> contents() const;
  /// The records of this `type` (`cell`, `footer`) in a run file.
  [[nodiscard]] std::vector<nlohmann::json> records(const std::string& run_file,
                                                    std::string_view type) const;

 private:
  [[nodiscard]] ending run(const std::vector<std::string>& words, int seconds) const;
  std::filesystem::path path_;
};

}  // namespace cnp
