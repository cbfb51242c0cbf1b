// SPDX-License-Identifier: Apache-2.0
// Places in the visible text of a page as selectors of the Web Annotation model, for readers that have only
// the rendered page: the quote with what stands before and behind it, and the position in code points.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/store/record.h"
#include "parser/formats/document.h"
#include "server/json/json.h"

namespace clausemark {

/// The visible text of a page, with the code point that each passage begins at.
class VisibleText {
  public:
    /// Needs the page's passages. O(text).
    explicit VisibleText(const PageRecord& page);

    /// Of a place in a passage: a TextQuoteSelector and a TextPositionSelector. O(passage + place).
    Json selectors(std::uint32_t passage, Span span) const;

  private:
    struct Start {
        std::uint32_t byte;
        std::size_t point;
    };
    std::size_t point_at(std::uint32_t passage, std::uint32_t byte) const;
    std::string before(std::size_t at) const;
    std::string behind(std::size_t at) const;

    std::string text_;
    std::vector<Start> starts_;
    std::size_t points_ = 0;
};

/// Where a stretch of the source is seen: within one passage. Nothing where it is not seen, or is more than a
/// passage. `page` and `document` are one page, stored and read again. O(runs).
struct SeenPlace {
    std::uint32_t passage = 0;
    Span text;  ///< in the visible text of `page`
};
std::optional<SeenPlace> seen_place(const PageRecord& page, const Document& document, Span source);

}  // namespace clausemark
