// SPDX-License-Identifier: Apache-2.0
// Words as people search for them: those of words.h by the value of their stem, so that "backups are tested"
// is found by "test backup". What is made of it may be stored: equal in every process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/text/stemmer.h"
#include "parser/text/words.h"

namespace clausemark {

/// Not to be shared between threads.
class WordStems {
  public:
    /// Appends the value of each word's stem, in order. English stems for words of ASCII letters; any other
    /// word is its own. O(text), about 30 ns a word that was met before.
    void append(std::string_view text, std::vector<std::uint64_t>& stems);

  private:
    Stemmer stemmer_;
    std::vector<Word> words_;
    std::string folded_;
    std::unordered_map<WordValue, std::uint64_t> known_;
};

}  // namespace clausemark
