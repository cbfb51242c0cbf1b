// SPDX-License-Identifier: Apache-2.0
// Tags that the words around speak against: a rule found its words, but those of the passage, its lead-in,
// its headings and the title together are likest to other clauses ("storage of the key" on a page about
// doors). How like words are to a clause is word_profiles.h's.
#include <algorithm>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/word_profiles.h"

namespace clausemark {
namespace {

Span all_of(std::string_view text) {
    return {0, static_cast<std::uint32_t>(text.size())};
}

}  // namespace

/// The words of the title and of the headings in force, once for all passages below them.
void Analyzer::read_path_words() {
    if (words_read_ && words_of_ == path_of_) {
        words_around_.resize(path_words_);
        return;
    }
    words_around_.clear();
    const auto read = [&](std::string_view text) {
        profile_words_.tokenize(text, all_of(text), words_around_);
    };
    read(context_->title.empty() ? std::string_view(document_->title) : context_->title);
    for (const std::string& heading : context_->heading_path) read(heading);
    for (std::uint32_t at = path_of_; at != no_passage; at = document_->passages[at].heading)
        read(document_->text_of(document_->passages[at]));
    words_read_ = true;
    words_of_ = path_of_;
    path_words_ = words_around_.size();
}

/// Tags of the passage, out.tags[first, end), whose clause is not among the likest are not shown.
void Analyzer::settle_likeness(std::uint32_t passage, std::size_t first, Analysis& out) {
    const double among = rules_->scoring().likely_among;
    const std::span<Tag> tags = std::span(out.tags).subspan(first);
    if (among <= 0 || std::none_of(tags.begin(), tags.end(), [](const Tag& tag) { return tag.shown; }))
        return;
    read_path_words();
    const Passage& known = document_->passages[passage];
    profile_words_.tokenize(document_->text, known.text, words_around_);
    if (known.lead_in != no_passage)
        profile_words_.tokenize(document_->text, document_->passages[known.lead_in].text, words_around_);
    if (!rules_->profiles().compare(words_around_, likeness_)) return;
    const auto clauses = rules_->catalogue().clauses();
    for (Tag& tag : tags) {
        if (!tag.shown) continue;
        const StandardIndex standard = clauses[tag.clause].standard;
        double liker = 0;
        for (std::size_t i = 0; i < likeness_.size(); ++i) {
            if (clauses[i].standard == standard &&
                rules_->profiles().has_words(static_cast<ClauseIndex>(i)) &&
                likeness_[i] > likeness_[tag.clause])
                ++liker;
        }
        if (liker < among) continue;
        tag.shown = false;
        tag.withheld = Withheld::unlike;
    }
}

}  // namespace clausemark
