#include "tools/cnp/command_line_tests/work_folder.hpp"

#include "harness/support/testing.hpp"

#include <fstream>
#include <iomanip>
#include <iterator>
#include <sstream>

namespace cnp {

namespace fs = std::filesystem;

std::ostream& operator<<(std::ostream& out, const ending& ended) {
  return out << "exit status " << ended.status << "\noutput: " << ended.output
             << "\nerrors: " << ended.errors;
}

std::string line(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all.append(all.empty() ? "" : " ").append(word);
  }
  return all;
}

std::string cnp_word() {
  const std::string program = cnp_program();
  return program.find(' ') == std::string::npos ? program : '"' + program + '"';
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::erase(text, '\r');
  return text;
}

bool is_line(std::string_view text, std::string_view begins, std::string_view ends) {
  return text.starts_with(begins) && text.ends_with(std::string(ends) + "\n") &&
         count_in(text, "\n") == 1 && text.size() > begins.size() + ends.size();
}

work_folder::work_folder(const std::string& name) : path_(fs::absolute(name)) {
  fs::remove_all(path_);
  fs::create_directories(path_);
}

ending work_folder::run(const std::vector<std::string>& words, int seconds) const {
  const int status = status_of(words, path_, std::chrono::seconds(seconds));
  return {status, text_of(path_.string() + ".out"), text_of(path_.string() + ".err")};
}

ending work_folder::cnp(const std::string& line, int seconds) const {
  std::vector<std::string> words{cnp_program()};
  std::istringstream in(line);
  for (std::string word; in >> std::quoted(word, '\'', '\0');) {
    words.push_back(word);
  }
  return run(words, seconds);
}

ending work_folder::written_program(const std::string& name) const {
  constexpr int seconds = 60;
  return run({fs::absolute("programs/" + name + ".exe").string()}, seconds);
}

void work_folder::write(const std::string& file, std::string_view text) const {
  std::ofstream(path_ / file, std::ios::binary) << text;
}

std::map<std::string, std::string> work_folder::contents() const {
  std::map<std::string, std::string> all;
  for (const fs::directory_entry& each : fs::recursive_directory_iterator(path_)) {
    all[each.path().string()] = text_of(each.path());
  }
  return all;
}

std::vector<nlohmann::json> work_folder::records(const std::string& run_file,
                                                 std::string_view type) const {
  std::vector<nlohmann::json> found;
  std::istringstream lines(text(run_file));
  for (std::string line; std::getline(lines, line);) {
    nlohmann::json record = nlohmann::json::parse(line);
    if (record.at("type") == type) {
      found.push_back(std::move(record));
    }
  }
  return found;
}

}  // namespace cnp
