// SPDX-License-Identifier: Apache-2.0
// Drift of regions. See region_drift.h.
#include "server/app/region_drift.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/duplicates/drift_lines.h"
#include "indexer/pages/print_page.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

template <typename Passage, typename IsLeftOut>
DriftSide side_of(const std::vector<Passage>& passages, std::uint32_t begin, std::uint32_t end,
                  IsLeftOut is_left_out) {
    DriftSide side;
    const auto all = static_cast<std::uint32_t>(passages.size());
    for (std::uint32_t i = begin; i < std::min(end, all); ++i) {
        const Passage& passage = passages[i];
        if (is_left_out(i)) continue;
        side.numbers.push_back(i);
        const bool led = passage.lead_in < all;
        side.passages.push_back(
            {passage.text, passage.kind,
             led ? std::string_view(passages[passage.lead_in].text) : std::string_view()});
    }
    return side;
}

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// The words around a span in a sentence, on one line; whole words where there are blanks.
std::string excerpt(std::string_view text, Span sentence, Span words) {
    constexpr std::uint32_t most = 120;  // bytes; longer sentences are cut
    constexpr std::uint32_t before = 45;
    const auto end_of_all = std::min(sentence.end, static_cast<std::uint32_t>(text.size()));
    std::uint32_t begin = sentence.begin;
    std::uint32_t end = end_of_all;
    if (end - begin > most) {
        begin = std::max(begin, words.begin > before ? words.begin - before : 0);
        end = std::min(end, begin + most);
        const std::size_t blank = text.find(' ', begin);
        if (begin > sentence.begin && blank < words.begin) begin = static_cast<std::uint32_t>(blank) + 1;
        const std::size_t last = text.rfind(' ', end);
        if (end < end_of_all && last != std::string_view::npos && last >= std::min(words.end, end) &&
            last > begin)
            end = static_cast<std::uint32_t>(last);
        while (begin < end && continues_character(text[begin])) ++begin;
        while (end > begin && end < end_of_all && continues_character(text[end])) --end;
    }
    std::string out(text.substr(begin, end - begin));
    std::ranges::replace_if(
        out, [](char c) { return c == '\t' || c == '\n'; }, ' ');
    if (end == end_of_all)
        while (!out.empty() && (out.back() == '.' || out.back() == ' ' || out.back() == ';')) out.pop_back();
    return (begin > sentence.begin ? "\u2026" : "") + out + (end < end_of_all ? "\u2026" : "");
}

/// The explanation with the sentence that it speaks of, for lists that are read without the pages beside
/// them: "90 days here, 30 days there: \u201cLogs are kept for 90 days\u201d."
std::string in_its_sentence(const Difference& d, const Drift& found, const DriftSide& left,
                            const DriftSide& right) {
    const DriftPair& pair = found.pairs[d.pair];
    const bool told = d.kind == DriftKind::moved || d.kind == DriftKind::placeholder;
    if (told || pair.left == no_sentence || pair.right == no_sentence) return d.explanation;
    const bool here = !d.left_words.empty();
    const std::vector<Span>& words = here ? d.left_words : d.right_words;
    if (words.empty()) return d.explanation;
    const DriftSentence& sentence = here ? found.left[pair.left] : found.right[pair.right];
    std::uint32_t spoken_of = 0;
    for (const Span span : words) spoken_of += span.size();
    const bool scattered = d.kind == DriftKind::wording && d.left_words.size() + d.right_words.size() > 2;
    if (scattered || 4 * spoken_of > 3 * sentence.span.size())
        return d.explanation;  // they tell the sentence
    const DriftPassage& passage = (here ? left : right).passages[sentence.passage];
    const std::string_view text = sentence.in_lead_in ? passage.lead_in : passage.text;
    std::string out = d.explanation;
    if (out.ends_with('.')) out.pop_back();
    return fmt::format("{}: \u201c{}\u201d.", out, excerpt(text, sentence.span, words.front()));
}

}  // namespace

DriftSide RegionDrift::side(const std::vector<PassageRecord>& passages, std::uint32_t begin,
                            std::uint32_t end) const {
    return side_of(passages, begin, end,
                   [&](std::uint32_t i) { return !is_compared(passages, i, *config_); });
}

DriftSide RegionDrift::side(const std::vector<RegionPassage>& passages, std::uint32_t begin,
                            std::uint32_t end) {
    return side_of(passages, begin, end, [&](std::uint32_t i) { return passages[i].left_out; });
}

Drift RegionDrift::compare(const DriftSide& left, const DriftSide& right) {
    return finder_.compare(left.passages, right.passages);
}

std::string key_text(std::uint64_t key) {
    return fmt::format("{:016x}", key);
}

const std::vector<std::string>& drift_kinds() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (int kind = 0; kind <= static_cast<int>(DriftKind::placeholder); ++kind)
            made.emplace_back(name_of(static_cast<DriftKind>(kind)));
        return made;
    }();
    return names;
}

bool is_drift_kind(const std::string& name) {
    return std::ranges::find(drift_kinds(), name) != drift_kinds().end();
}

RegionSummariser region_summariser(const Knowledge& known) {
    auto drift = std::make_shared<RegionDrift>(known);
    return [drift](const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b,
                   const Region& region) {
        const DriftSide left = RegionDrift::side(a, region.a_begin, region.a_end);
        const DriftSide right = RegionDrift::side(b, region.b_begin, region.b_end);
        const Drift found = drift->compare(left, right);
        std::vector<DriftLine> lines;
        for (const Difference& d : found.differences) {
            if (lines.size() == limits::drift_lines) break;
            lines.push_back({std::string(name_of(d.kind)), d.weight, key_text(d.key),
                             in_its_sentence(d, found, left, right)});
        }
        return DriftSummary{lines.empty() ? 0 : lines.front().weight, write_drift_lines(lines)};
    };
}

}  // namespace clausemark
