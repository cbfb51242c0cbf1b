// SPDX-License-Identifier: Apache-2.0
// Which context expressions (heading(), path(), title(), section(), topics and system names in headings) hold
// for the passage at hand. Filled by the analyzer while it walks down a page, asked by the evaluator.
#pragma once

#include <cstdint>
#include <vector>

namespace clausemark {

class Contexts {
  public:
    Contexts(std::size_t contexts, std::size_t sections)
        : heading_(contexts, 0), path_(contexts, 0), title_(contexts, 0), section_(sections, 0) {}

    bool in_heading(std::uint32_t context) const { return heading_[context] == now_; }
    bool in_path(std::uint32_t context) const { return path_[context] == now_ || in_title(context); }
    bool in_title(std::uint32_t context) const { return title_[context] == page_; }
    bool in_section(std::uint32_t section) const { return section_[section] == now_; }

    /// A new page: nothing holds.
    void begin_page() {
        ++page_;
        ++now_;
    }
    /// Another heading path: headings and sections hold no more, the title does. O(1).
    void begin_path() { ++now_; }

    void set_title(std::uint32_t context) { title_[context] = page_; }
    void set_path(std::uint32_t context) { path_[context] = now_; }
    void set_heading(std::uint32_t context) { heading_[context] = now_; }
    void set_section(std::uint32_t section) { section_[section] = now_; }

  private:
    std::vector<std::uint64_t> heading_, path_, title_, section_;  ///< the epoch in which it last held
    std::uint64_t now_ = 1;
    std::uint64_t page_ = 1;
};

}  // namespace clausemark
