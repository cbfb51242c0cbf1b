// SPDX-License-Identifier: Apache-2.0
// See word_doubt.h.
#include "indexer/matcher/word_doubt.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "indexer/matcher/word_profiles.h"

namespace clausemark {
namespace {

/// A heading is a line. One that is a book must not cost its length again in each section below it.
constexpr std::size_t heading_bytes = 500;

std::string_view line_of(std::string_view heading) {
    if (heading.size() <= heading_bytes) return heading;
    std::size_t end = heading_bytes;
    while (end > 0 && (static_cast<unsigned char>(heading[end]) & 0xC0u) == 0x80u)
        --end;  // a whole character
    return heading.substr(0, end);
}

}  // namespace

WordDoubt::WordDoubt(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)), tokenizer_(rules_->profiles().vocabulary()) {}

void WordDoubt::read_page(const Document& document, const PageContext& context) {
    if (document_ == &document && context_ == &context) return;
    document_ = &document;
    context_ = &context;
    passage_ = no_passage;
    section_known_ = false;
}

void WordDoubt::read(std::string_view text) {
    tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, words_);
}

/// The headings above and the title.
void WordDoubt::read_above(std::uint32_t heading) {
    const auto& passages = document_->passages;
    for (; heading != no_passage; heading = passages[heading].heading)
        read(line_of(document_->text_of(passages[heading])));
    for (const std::string& outer : context_->heading_path) read(line_of(outer));
    read(line_of(context_->title.empty() ? document_->title : context_->title));
}

void WordDoubt::read_passage(std::uint32_t passage) {
    if (passage_ == passage) return;
    passage_ = passage;
    words_.clear();
    read(document_->text_of(document_->passages[passage]));
    of_passage_ = rules_->profiles().likeness(words_);
}

/// What stands directly under one heading, around the passage `inside`.
void WordDoubt::read_section(std::uint32_t heading, std::uint32_t inside) {
    if (section_known_ && section_ == heading) return;
    section_known_ = true;
    section_ = heading;
    words_.clear();
    const auto& passages = document_->passages;
    const auto belongs = [&](const Passage& passage) { return passage.heading == heading; };
    const auto at = passages.begin() + inside;
    const auto first = std::find_if_not(std::make_reverse_iterator(at), passages.rend(), belongs).base();
    const auto last = std::find_if_not(at, passages.end(), belongs);
    std::for_each(first, last, [&](const Passage& passage) {
        if (passage.kind != PassageKind::code) read(document_->text_of(passage));
    });
    read_above(heading);
    of_section_ = rules_->profiles().likeness(words_);
}

/// How often the number of likelier clauses doubled: the logarithm of the place, to base 2. Neighbours that
/// the rule names as related are no other subject.
double WordDoubt::doubled(const RuleInfo& rule, const std::vector<double>& likeness) const {
    const Catalogue& catalogue = rules_->catalogue();
    std::ptrdiff_t likelier = -1;
    for (const ClauseIndex clause : rule.clauses) {
        const auto& all = catalogue.standards()[catalogue.clause(clause).standard].clauses;
        const std::ptrdiff_t count = std::ranges::count_if(all, [&](ClauseIndex i) {
            return likeness[i] > likeness[clause] &&
                   std::ranges::find(rule.related, i, &RelatedClause::clause) == rule.related.end();
        });
        if (likelier < 0 || count < likelier) likelier = count;
    }
    return likelier <= 0 ? 0 : std::log2(1 + static_cast<double>(likelier));
}

double WordDoubt::of(std::uint32_t rule, std::uint32_t passage) {
    read_passage(passage);
    read_section(document_->passages[passage].heading, passage);
    const RuleInfo& known = rules_->rules()[rule];
    return doubled(known, of_passage_) + doubled(known, of_section_);
}

}  // namespace clausemark
