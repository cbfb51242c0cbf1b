// SPDX-License-Identifier: Apache-2.0
// Quotes and positions of the visible text. See selectors.h.
#include "server/json/selectors.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

constexpr int context =
    32;  // code points before and behind a quote: enough to tell two places of a page apart

bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

}  // namespace

VisibleText::VisibleText(const PageRecord& page) {
    for (const PassageRecord& passage : page.passages) {
        starts_.push_back({static_cast<std::uint32_t>(text_.size()), points_});
        text_ += passage.text;
        text_ += '\n';
        points_ += code_points(passage.text) + 1;
    }
}

std::size_t VisibleText::point_at(std::uint32_t passage, std::uint32_t byte) const {
    const auto& [begin, points] = starts_[passage];
    return points + code_points(Span{begin, byte}.of(text_));
}

Json VisibleText::selectors(std::uint32_t passage, Span span) const {
    span.end = std::min<std::uint32_t>(span.end, static_cast<std::uint32_t>(text_.size()));
    const std::size_t begin = point_at(passage, span.begin);
    Json quote = {{"type", "TextQuoteSelector"},
                  {"exact", span.of(text_)},
                  {"prefix", before(span.begin)},
                  {"suffix", behind(span.end)}};
    Json position = {
        {"type", "TextPositionSelector"}, {"start", begin}, {"end", begin + code_points(span.of(text_))}};
    return Json::array({std::move(quote), std::move(position)});
}

std::string VisibleText::before(std::size_t at) const {
    std::size_t from = at;
    for (int i = 0; i < context && from > 0; ++i) do
            --from;
        while (from > 0 && continues(text_[from]));
    return text_.substr(from, at - from);
}

std::string VisibleText::behind(std::size_t at) const {
    std::size_t to = at;
    for (int i = 0; i < context && to < text_.size(); ++i) do
            ++to;
        while (to < text_.size() && continues(text_[to]));
    return text_.substr(at, to - at);
}

std::optional<SeenPlace> seen_place(const PageRecord& page, const Document& document, Span source) {
    const auto seen = to_text(document, source);
    if (!seen || seen->empty() || document.passages.size() != page.passages.size()) return std::nullopt;
    const auto behind = std::ranges::upper_bound(document.passages, seen->begin, {},
                                                 [](const Passage& p) { return p.text.begin; });
    if (behind == document.passages.begin()) return std::nullopt;
    const auto number = static_cast<std::uint32_t>(behind - document.passages.begin()) - 1;
    const Passage& passage = document.passages[number];
    if (seen->begin >= passage.text.end || seen->end > passage.text.end) return std::nullopt;
    const std::uint32_t base = page.passages[number].span.begin;
    return SeenPlace{number,
                     {base + seen->begin - passage.text.begin, base + seen->end - passage.text.begin}};
}

}  // namespace clausemark
