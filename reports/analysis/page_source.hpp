#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cnp {

/// A sentence of the page's Markdown source.
struct source_sentence {
  std::size_t line = 0;           ///< Where it begins in the file, 1 and up.
  std::string text;               ///< Without markup, with single spaces.
  std::uint64_t fingerprint = 0;  ///< Of its words in their order.
  /// Of its words, whatever their order: the fewer words two sentences differ in, the fewer bits
  /// their sketches do, and no word can be read back from it.
  std::uint64_t sketch = 0;
};

/// The sentences of the page's Markdown source (MicrosoftDocs/sdk-api, `page_source_path`), in
/// their order: those of its text, the direction of each parameter, and the requirements that its
/// front matter states. What has the same words is the same: markup, links, entities, white space,
/// case, punctuation and the label of a note do not count. Headings, code and the list of related
/// pages are no sentences. Throws `input_error`, naming `file`, for a text that is another page's
/// or has no sentences. Pure.
[[nodiscard]] std::vector<source_sentence> page_sentences_in(std::string_view markdown,
                                                             const std::string& file);

}  // namespace cnp
