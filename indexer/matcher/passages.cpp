// SPDX-License-Identifier: Apache-2.0
// See passages.h.
#include "indexer/matcher/passages.h"

#include <algorithm>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

std::span<const Token> last_of(std::span<const Token> tokens, std::size_t most) {
    return tokens.size() > most ? tokens.subspan(tokens.size() - most) : tokens;
}

/// The last sentence of a lead-in is what introduces the list.
std::span<const Token> last_sentence(std::span<const Token> tokens) {
    std::size_t begin = tokens.size();
    while (begin > 0 && tokens.size() - begin < limits::lead_in_tokens) {
        --begin;
        if (tokens[begin].is(Token::starts_sentence)) break;
    }
    return tokens.subspan(begin);
}

}  // namespace

void PassageReader::begin_page(const Document& document) {
    document_ = &document;
    tokens_.clear();
    begins_.clear();
    ends_.clear();
    for (const Passage& passage : document.passages) {
        begins_.push_back(static_cast<std::uint32_t>(tokens_.size()));
        if (passage.kind != PassageKind::code) tokenizer_.tokenize(document.text, passage.text, tokens_);
        ends_.push_back(static_cast<std::uint32_t>(tokens_.size()));
    }
    count_links();
}

void PassageReader::count_links() {
    link_bytes_.clear();
    if (document_->links.empty()) return;
    link_bytes_.assign(document_->passages.size(), 0);
    const auto& passages = document_->passages;
    for (const Link& link : document_->links) {
        const auto after =
            std::upper_bound(passages.begin(), passages.end(), link.text.begin,
                             [](std::uint32_t at, const Passage& p) { return at < p.text.end; });
        if (after == passages.end() || link.text.empty()) continue;
        link_bytes_[static_cast<std::size_t>(after - passages.begin())] += link.text.size();
    }
}

bool PassageReader::only_links(std::uint32_t passage) const {
    if (link_bytes_.empty() || link_bytes_[passage] == 0) return false;
    const Passage& known = document_->passages[passage];
    // A number, a dash or a full stop beside the link is still nothing but a link.
    constexpr std::uint32_t around = 4;
    return known.kind == PassageKind::list_item && link_bytes_[passage] + around >= known.text.size();
}

bool PassageReader::has_any(std::uint32_t passage, const std::vector<std::uint8_t>& marked) const {
    const auto tokens = tokens_of(passage);
    return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
        return token.term < marked.size() && marked[token.term] != 0;
    });
}

std::span<const Token> PassageReader::tokens_of(std::string_view text) {
    scratch_.clear();
    tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, scratch_);
    return scratch_;
}

void PassageReader::view(std::string_view text, View& out) {
    out.clear();
    out.text = text;
    out.append(tokens_of(text), false, false);
}

void PassageReader::view(std::uint32_t passage, View& out) {
    out.clear();
    out.text = document_->text;
    const Passage& known = document_->passages[passage];
    if (known.kind == PassageKind::list_item && known.lead_in != no_passage) {
        view_item(passage, out);
    } else if (known.kind == PassageKind::table_row || known.kind == PassageKind::table_header) {
        view_row(passage, out);
    } else {
        out.append(tokens_of(passage), false, false);
    }
}

void PassageReader::view_item(std::uint32_t passage, View& out) {
    lead_.clear();
    std::size_t left = limits::lead_in_tokens;
    // An item's lead-in may be an item with a lead-in of its own.
    for (std::uint32_t at = document_->passages[passage].lead_in; at != no_passage && left > 0;
         at = document_->passages[at].lead_in) {
        const auto sentence = last_of(last_sentence(tokens_of(at)), left);
        if (sentence.empty() || document_->passages[at].kind == PassageKind::table_header) break;
        lead_.push_back(sentence);
        left -= sentence.size();
    }
    for (auto lead = lead_.rbegin(); lead != lead_.rend(); ++lead)
        out.append(*lead, !out.tokens.empty(), true);
    out.append(tokens_of(passage), !out.tokens.empty(), false);
}

std::span<const Token> PassageReader::tokens_in(std::uint32_t passage, Span text) const {
    const auto all = tokens_of(passage);
    const auto at = [](const Token& token, std::uint32_t place) { return token.span.begin < place; };
    const auto begin = std::lower_bound(all.begin(), all.end(), text.begin, at);
    const auto end = std::lower_bound(begin, all.end(), text.end, at);
    return {begin, end};
}

/// Each cell stands behind its column's header; cells do not touch.
void PassageReader::view_row(std::uint32_t passage, View& out) {
    const auto& passages = document_->passages;
    const Passage& row = passages[passage];
    const bool headed = row.kind == PassageKind::table_row && row.lead_in != no_passage;
    std::size_t left = limits::lead_in_tokens;
    for (std::uint32_t i = row.cells_begin; i < row.cells_end; ++i) {
        const auto cell = tokens_in(passage, document_->cells[i]);
        if (cell.empty()) continue;
        out.append_gap();
        if (headed) {
            const std::uint32_t column = passages[row.lead_in].cells_begin + (i - row.cells_begin);
            if (column < passages[row.lead_in].cells_end) {
                const auto header = last_of(tokens_in(row.lead_in, document_->cells[column]), left);
                left -= header.size();
                out.append(header, true, true);
            }
        }
        out.append(cell, true, false);
    }
    if (row.cells_begin == row.cells_end) out.append(tokens_of(passage), false, false);
}

}  // namespace clausemark
