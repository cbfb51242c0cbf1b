// SPDX-License-Identifier: Apache-2.0
// Lines of "key kind weight explanation". See drift_lines.h.
#include "indexer/duplicates/drift_lines.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace clausemark {
namespace {

/// Up to the next blank, which is taken too; nothing where there is none.
std::optional<std::string_view> next_word(std::string_view& rest) {
    const std::size_t blank = rest.find(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    const std::string_view word = rest.substr(0, blank);
    rest.remove_prefix(blank + 1);
    return word;
}

}  // namespace

std::string write_drift_lines(const std::vector<DriftLine>& lines) {
    std::string out;
    for (const DriftLine& line : lines) {
        std::array<char, 32> number{};
        const auto end = std::to_chars(number.data(), number.data() + number.size(), line.weight).ptr;
        std::string explanation = line.explanation;
        std::ranges::replace(explanation, '\n', ' ');
        out += line.key + ' ' + line.kind + ' ' + std::string(number.data(), end) + ' ' + explanation + '\n';
    }
    return out;
}

std::vector<DriftLine> read_drift_lines(std::string_view text) {
    std::vector<DriftLine> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view rest = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto key = next_word(rest);
        const auto kind = next_word(rest);
        const auto weight = next_word(rest);
        DriftLine line;
        if (!weight ||
            std::from_chars(weight->data(), weight->data() + weight->size(), line.weight).ec != std::errc())
            continue;
        line.key = *key;
        line.kind = *kind;
        line.explanation = rest;
        lines.push_back(std::move(line));
    }
    return lines;
}

double open_weight(const std::vector<DriftLine>& lines, const std::set<std::string>& decided) {
    double weight = 0;
    for (const DriftLine& line : lines)
        if (!decided.contains(line.key)) weight = std::max(weight, line.weight);
    return weight;
}

}  // namespace clausemark
