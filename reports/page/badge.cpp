#include "reports/page/badge.hpp"

#include "harness/support/input_error.hpp"
#include "harness/support/printable.hpp"
#include "harness/support/whole_file.hpp"
#include "reports/page/own_file.hpp"
#include "reports/run/run_file.hpp"
#include "reports/text/markup.hpp"
#include "reports/text/phrases.hpp"

#include <cstddef>
#include <string_view>

namespace cnp {

namespace {

/// How every badge begins, and nothing else does.
constexpr std::string_view badge_beginning =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" data-of=\"connect-named-pipe\"";

/// What a run came to in a few words, and in which colour: white on it can be read.
struct badge_words {
  std::string text;
  std::string_view colour;
};

[[nodiscard]] badge_words badge_words_of(const run_header& header, const run_footer& footer) {
  const std::string kernel = kernel_label(header.kernel) + ": ";
  const verdict worst = worst_verdict(footer, header.strict);
  const std::size_t count = footer.counts.at(static_cast<std::size_t>(worst));
  if (worst == verdict::unsupported) {
    return {kernel + "nothing said", "#5a5f67"};
  }
  if (worst == verdict::suite_error) {
    return {kernel + counted(count, worst), "#7339a6"};
  }
  if (result_word(footer, header.strict) != "PASSED") {
    return {kernel + counted(count, worst), "#ae2412"};
  }
  return worst == verdict::known_deviation ? badge_words{kernel + counted(count, worst), "#7d5100"}
                                           : badge_words{kernel + "conforms", "#00694b"};
}

/// Some letters are wider than others: the picture stretches its texts to what is left for them.
[[nodiscard]] std::size_t width_of(std::string_view text) {
  return text.size() * 13 / 2 + 4;
}

[[nodiscard]] std::string svg_safe(std::string_view text) {
  return substituted(printable(text),
                     {{'<', "&lt;"}, {'>', "&gt;"}, {'&', "&amp;"}, {'"', "&quot;"}});
}

[[nodiscard]] std::string text_element(std::size_t at, std::string_view text) {
  return "<text x=\"" + std::to_string(at) + "\" y=\"14\" textLength=\"" +
         std::to_string(width_of(text)) + "\" lengthAdjust=\"spacingAndGlyphs\">" + svg_safe(text) +
         "</text>\n";
}

}  // namespace

std::string badge_svg(const run_header& header, const run_footer& footer) {
  constexpr std::string_view name = "ConnectNamedPipe";
  constexpr std::size_t margin = 7;
  const auto [text, colour] = badge_words_of(header, footer);
  const std::size_t left = width_of(name) + 2 * margin;
  const std::size_t width = left + width_of(text) + 2 * margin;
  const std::string all = std::to_string(width);
  std::string svg{badge_beginning};
  svg.append(" width=\"").append(all).append("\" height=\"20\" role=\"img\" aria-label=\"");
  svg.append(name).append(": ").append(svg_safe(text)).append("\">\n<title>").append(name);
  svg.append(": ").append(svg_safe(text)).append("</title>\n<rect width=\"").append(all);
  svg.append("\" height=\"20\" rx=\"3\" fill=\"").append(colour).append("\"/>\n<path d=\"M3 0h");
  svg.append(std::to_string(left - 3)).append("v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z\" ");
  svg.append(
      "fill=\"#33363b\"/>\n<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,sans-serif\" ");
  svg.append("font-size=\"11\">\n").append(text_element(margin, name));
  return svg.append(text_element(left + margin, text)).append("</g>\n</svg>\n");
}

void write_badge(const std::filesystem::path& run, const std::filesystem::path& output) {
  require_own_or_nothing(output, badge_beginning, "badge");
  run_reader reader(run, reading::heads);
  while (reader.next() != nullptr) {
    // Only a file that is complete has a last line.
  }
  if (!write_whole_file(output, badge_svg(reader.header(), reader.footer()))) {
    throw input_error(display(output) + ": the badge can't be written there");
  }
}

}  // namespace cnp
