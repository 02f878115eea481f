#pragma once

#include "harness/support/input_error.hpp"
#include "reports/page/page_data.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cnp {

/// The largest page, in bytes: beyond it browsers get slow, and one run file a page is better.
inline constexpr std::size_t page_limit = std::size_t{128} << 20;

/// What a page came to.
struct page_summary {
  std::size_t runs = 0;
  std::size_t benchmarks = 0;  ///< Benchmark files.
  std::size_t cells = 0;       ///< Different ones.
  std::uintmax_t bytes = 0;
};

/// The page around its data (`page_data::json`): one HTML document that needs nothing else and
/// loads nothing. Pure.
[[nodiscard]] std::string page_html(const std::string& data, const std::string& title);

/// What each run is called on the page: kernel, version and architecture; where two are the same,
/// the file's name behind it, and where that is the same too, a number. Pure.
[[nodiscard]] std::vector<std::string> run_labels(const std::vector<kernel_identity>& kernels,
                                                  const std::vector<std::filesystem::path>& files);

/// Makes the page of one or several run files, complete or baselines, in the order given: where
/// kernels are compared, each with the one before it. Benchmark files among them are shown in a
/// view of their own. Throws `input_error` as `run_reader` does, for two records of a cell in one
/// file, for the same file twice, and if `output` can't be written or is something else than an
/// earlier page; then no file is left or changed.
page_summary write_page(const std::vector<std::filesystem::path>& files, const page_texts& texts,
                        const std::filesystem::path& output);

}  // namespace cnp
