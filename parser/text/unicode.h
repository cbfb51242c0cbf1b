// SPDX-License-Identifier: Apache-2.0
// Words in text beyond ASCII: which code points make a word, how a word is folded, and where words begin in
// scripts that write none apart. The only user of ICU; ASCII never comes here (tokens.cpp has a faster way,
// and a test that both agree).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

/// Not to be shared between threads: break iterators keep a position.
class UnicodeWords {
  public:
    UnicodeWords();
    ~UnicodeWords();
    UnicodeWords(const UnicodeWords&) = delete;
    UnicodeWords& operator=(const UnicodeWords&) = delete;

    /// True for letters, digits and marks (Unicode categories L, N, M) and for the soft hyphen, which joins.
    static bool is_word(char32_t code_point);
    /// True where a full stop, question or exclamation mark of another script ends a sentence.
    static bool ends_sentence(char32_t code_point);
    static bool is_question_mark(char32_t code_point);

    /// NFKC and full case folding in one (Unicode's NFKC_Casefold); soft hyphens and other invisible
    /// characters vanish. O(word).
    std::string fold(std::string_view word);

    /// True where the word holds a script without spaces (Han, kana, Thai, Lao, Khmer, Burmese).
    static bool needs_breaking(std::string_view word);
    /// The words inside such a run, as spans of bytes in it. O(run), by ICU's dictionaries.
    void split(std::string_view run, std::vector<Span>& words);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clausemark
