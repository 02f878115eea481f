#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cnp {

/// How sure the public sources are, and so how strictly an outcome is expected.
enum class catalogue_grade : std::uint8_t {
  certain,   ///< Tests that run on Windows assert it, or several projects report it.
  likely,    ///< One source says so, or it was read from code.
  disputed,  ///< Sources contradict each other, or nobody knows: every sane outcome is allowed.
};

/// One line of the catalogue: what kernels are known to do beyond the documentation. None of it was
/// measured on Windows by this project. All texts live for ever.
struct catalogue_entry {
  int number;             ///< 1 and up; steps name it.
  catalogue_grade grade;  ///< Of the line as a whole: where its parts differ, of its main part.
  std::string_view what;  ///< What happens. `0/N`: returns zero, and GetLastError is N.
  std::string_view
      remark;  ///< Where the grade is another one for a part of the line; may be empty.
  std::array<std::string_view, 3> sources;  ///< Who says so; unused places are empty, perhaps all.
};

/// The whole catalogue, by number.
[[nodiscard]] std::span<const catalogue_entry> all_catalogue();

/// The line with this number, or nullptr.
[[nodiscard]] const catalogue_entry* find_catalogue(int number);

/// The sources of a line, separated by `; `, for reports. Empty where none is named.
[[nodiscard]] std::string sources_text(const catalogue_entry& entry);

/// The word of a grade in reports: `certain`.
[[nodiscard]] std::string_view word(catalogue_grade value);

}  // namespace cnp
