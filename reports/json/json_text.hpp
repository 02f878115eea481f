#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cnp {

/// Writes JSON straight into a text, value by value: a run writes some hundred thousand of them,
/// and building each in memory first took a tenth of its time. What it writes is, byte by byte,
/// what nlohmann/json's `dump` gives without indentation and with its replacement of what is not
/// UTF-8. That names and values make a document is up to the caller. One thread. Stays within
/// reports/.
class json_text {
 public:
  /// What is written is appended to `to`, which has to outlive it.
  explicit json_text(std::string& to) : to_(&to) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_list() { open('['); }
  void close_list() { close(']'); }
  /// The name of the next value in an object.
  void name(std::string_view text);
  void value(std::string_view text);
  void value(const char* text) { value(std::string_view{text}); }
  void value(std::uint64_t number);
  void value(std::uint32_t number) { value(std::uint64_t{number}); }
  void value(double number);
  void value(bool flag);

  template <class Value>
  void member(std::string_view name_of_it, const Value& what) {
    name(name_of_it);
    value(what);
  }

 private:
  void open(char bracket);
  void close(char bracket);
  void separate();
  void quoted(std::string_view text);

  std::string* to_;
  bool first_ = true;  ///< Nothing precedes the next name or value within its brackets.
};

}  // namespace cnp
