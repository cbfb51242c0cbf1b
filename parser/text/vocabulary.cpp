// SPDX-License-Identifier: Apache-2.0
// Aliases and stems. See vocabulary.h.
#include "parser/text/vocabulary.h"

namespace clausemark {

void Vocabulary::add_alias(std::string_view spelling, std::string_view word) {
    aliases_.insert_or_assign(std::string(spelling), std::string(word));
}

void Vocabulary::add_abbreviation(std::string_view word) {
    abbreviations_.emplace(word);
}

std::string_view Vocabulary::unalias(std::string_view folded) const {
    const auto found = aliases_.find(folded);
    return found == aliases_.end() ? folded : std::string_view(found->second);
}

TermId Vocabulary::add(std::string_view folded, Stemmer& stemmer) {
    const std::string_view stem = stemmer.stem(unalias(folded));
    const auto found = stems_.find(stem);
    if (found != stems_.end()) return found->second;
    const auto id = static_cast<TermId>(stems_.size() + 1);
    stems_.emplace(std::string(stem), id);
    return id;
}

TermId Vocabulary::find(std::string_view folded, Stemmer& stemmer) const {
    const auto found = stems_.find(stemmer.stem(unalias(folded)));
    return found == stems_.end() ? unknown_term : found->second;
}

bool Vocabulary::is_abbreviation(std::string_view folded) const {
    return abbreviations_.contains(folded);
}

}  // namespace clausemark
