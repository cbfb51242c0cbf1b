// SPDX-License-Identifier: Apache-2.0
// Lines, columns, quoted words and fingerprints of findings, from the pages they are about. A fingerprint is
// made of words, never of offsets, so that it outlives edits elsewhere on the page.
#include <algorithm>
#include <map>
#include <tuple>

#include "indexer/checks/run.h"
#include "indexer/hash/sha256.h"
#include "parser/core/limits.h"
#include "parser/core/utf8.h"

namespace clausemark {
namespace {

constexpr std::size_t pages_a_query = 100;
constexpr std::size_t neighbours = 4;   // words on each side: enough to tell list items of like wording apart
constexpr std::size_t told_words = 40;  // of a long stretch: what follows is the same text
constexpr std::size_t fingerprint_size = 32;  // hexadecimal digits: 128 bits

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        while (at < text.size() && is_space(text[at])) ++at;
        const std::size_t begin = at;
        while (at < text.size() && !is_space(text[at])) ++at;
        if (at > begin) words.push_back(text.substr(begin, at - begin));
    }
    return words;
}

std::string joined(const std::vector<std::string_view>& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) out += (out.empty() ? "" : " ") + std::string(words[i]);
    return out;
}

std::string quoted(std::string_view text) {
    const auto words = words_of(text.substr(0, 4 * limits::quoted_bytes));
    std::string out = joined(words, 0, words.size());
    if (out.size() <= limits::quoted_bytes) return out;
    std::size_t end = limits::quoted_bytes;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    return out.substr(0, end) + "...";
}

/// Positions by binary search over the beginnings of lines.
class Lines {
  public:
    explicit Lines(std::string_view source) : source_(source) {
        for (std::size_t at = source.find('\n'); at != std::string_view::npos; at = source.find('\n', at + 1))
            begins_.push_back(at + 1);
    }
    /// O(log lines + line).
    Position position(std::size_t offset) const {
        offset = std::min(offset, source_.size());
        const auto line = std::ranges::upper_bound(begins_, offset) - 1;
        return {static_cast<std::uint32_t>(line - begins_.begin()) + 1,
                static_cast<std::uint32_t>(code_points(source_.substr(*line, offset - *line))) + 1};
    }

  private:
    std::string_view source_;
    std::vector<std::size_t> begins_{0};
};

void place(FindingPlace& at, const PageRecord& page, const Lines& lines) {
    if (at.title.empty()) at.title = page.document.attributes.title;
    Span span = at.source;
    if (span.begin == 0 && span.empty() && at.passage == no_passage) return;
    if (span.empty() && at.passage < page.passages.size())
        at.source = span = page.passages[at.passage].source;
    at.begin = lines.position(span.begin);
    at.end = lines.position(std::max(span.begin, span.end));
    // The renderer's line is made once, here, so that sources need not be kept.
    const Diagnostic shown = diagnose_at(Code::unreadable_file, {}, page.source, span, {});
    at.line = shown.line;
    at.line_at = shown.line_place;
    at.words = quoted(span.of(page.source));
}

std::string fingerprint(const Finding& finding, const PageRecord* page) {
    Sha256 hash;
    hash.add_field(code_text(finding.code));
    hash.add_field(finding.at.document.wiki);
    hash.add_field(finding.at.document.key);
    hash.add_field(finding.subject);
    if (page != nullptr && !finding.at.source.empty()) {
        const Span at = finding.at.source;
        Span around = at;
        if (finding.at.passage < page->passages.size())
            around = cover(at, page->passages[finding.at.passage].source);
        const std::string_view source = page->source;
        const auto left = words_of(Span{around.begin, at.begin}.of(source));
        const auto here = words_of(at.of(source));
        const auto right = words_of(Span{at.end, around.end}.of(source));
        hash.add_field(joined(left, left.size() - std::min(left.size(), neighbours), left.size()));
        hash.add_field(joined(here, 0, std::min(here.size(), told_words)));
        hash.add_field(joined(right, 0, std::min(right.size(), neighbours)));
    }
    return hash.finish().substr(0, fingerprint_size);
}

auto rank(const Finding& finding) {
    const FindingPlace& at = finding.at;
    return std::tie(at.document, at.source.begin, at.source.end, finding.code, finding.subject,
                    finding.message);
}

bool before(const Finding& a, const Finding& b) {
    const bool a_page = !a.at.document.key.empty();
    const bool b_page = !b.at.document.key.empty();
    if (a_page != b_page) return a_page;
    return rank(a) < rank(b);
}

/// Equal ones are told apart by their number; findings are in order.
void number(std::vector<Finding>& findings) {
    std::map<std::string, int> seen;
    for (Finding& finding : findings) {
        const int count = ++seen[finding.fingerprint];
        if (count == 1) continue;
        Sha256 hash;
        hash.add_field(finding.fingerprint);
        hash.add_field(std::to_string(count));
        finding.fingerprint = hash.finish().substr(0, fingerprint_size);
    }
}

}  // namespace

Status locate(Store& store, std::vector<Finding>& findings) {
    std::map<DocumentKey, std::vector<FindingPlace*>> places;
    std::map<DocumentKey, std::vector<Finding*>> by_page;
    for (Finding& finding : findings) {
        const bool of_page = !finding.at.document.key.empty();
        if (of_page) {
            places[finding.at.document].push_back(&finding.at);
            by_page[finding.at.document].push_back(&finding);
        } else {
            finding.fingerprint = fingerprint(finding, nullptr);
        }
        for (RelatedPlace& related : finding.related) places[related.document].push_back(&related);
    }
    std::vector<DocumentKey> keys;
    keys.reserve(places.size());
    for (const auto& entry : places) keys.push_back(entry.first);
    for (std::size_t from = 0; from < keys.size(); from += pages_a_query) {
        const std::size_t count = std::min(pages_a_query, keys.size() - from);
        const auto pages =
            store.pages(std::span(keys).subspan(from, count), {.source = true, .passages = true});
        if (!pages) return pages.why();
        for (const PageRecord& page : *pages) {
            const Lines lines(page.source);
            for (FindingPlace* at : places[page.document.id]) place(*at, page, lines);
            for (Finding* finding : by_page[page.document.id])
                finding->fingerprint = fingerprint(*finding, &page);
        }
    }
    std::ranges::stable_sort(findings, before);
    number(findings);
    return Done{};
}

void locate_on(const PageRecord& page, std::vector<Finding>& findings) {
    const Lines lines(page.source);
    for (Finding& finding : findings) {
        place(finding.at, page, lines);
        finding.fingerprint = fingerprint(finding, &page);
    }
    std::ranges::stable_sort(findings, before);
    number(findings);
}

}  // namespace clausemark
