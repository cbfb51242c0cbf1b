// SPDX-License-Identifier: Apache-2.0
// Text -> tokens: words with their exact bytes, the id of their stem, and where sentences begin. ASCII takes
// a fast way behind a cache of words; everything else goes through unicode.h. What words mean is left to the
// matcher.
//
// What a word is: a maximal run of letters, digits and marks. Hyphens, slashes and underscores divide
// ("log-on" is two words). A possessive 's is left out ("organisation's" is organisation); any other
// apostrophe between letters joins ("don't" reads as dont). A word that begins with digits ends with them
// ("14days", "2FA" are two words); "1,000", "3.5" and "9.2.1" are one. A per cent sign is a word. Where a
// sentence ends: at ". ! ?" (or another script's mark) before white space or the end of the text; a full stop
// does not where the next letter is small, or behind a single letter, an abbreviation of the vocabulary, or a
// number that opens the sentence ("1. Log the call").
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/core/span.h"
#include "parser/text/stemmer.h"
#include "parser/text/unicode.h"
#include "parser/text/vocabulary.h"

namespace clausemark {

struct Token {
    enum Flag : std::uint32_t {
        number = 1,  ///< digits with a value (number.h)
        starts_sentence = 2,
        question = 4,  ///< the last word of a question
        abbreviation = 8,
        borrowed = 16,  ///< set by users of tokens: stands in another passage (a lead-in, a column header)
    };
    Span span;  ///< in the text given
    TermId term = unknown_term;
    std::uint32_t flags = 0;

    bool is(Flag flag) const { return (flags & flag) != 0; }
};

/// Not to be shared between threads; the vocabulary is shared, and must outlive it.
class Tokenizer {
  public:
    explicit Tokenizer(std::shared_ptr<const Vocabulary> vocabulary);

    /// Appends the tokens of text[range]. The first one starts a sentence. `text` must be valid UTF-8.
    /// O(range).
    void tokenize(std::string_view text, Span range, std::vector<Token>& tokens);

    /// The folded form of a token's bytes: lower case, compatibility forms and apostrophes resolved.
    std::string fold(std::string_view surface);

  private:
    struct Known {
        TermId term = unknown_term;
        std::uint32_t flags = 0;
    };
    struct Slot {  ///< of the table of short ASCII words, keyed by their folded bytes
        std::uint64_t low = 0;
        std::uint64_t high = 0;  ///< 0, 0: free
        Known known;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };

    Known look_up(std::string_view surface, bool plain);
    Known look_up_short(std::string_view surface);
    Known resolve(std::string_view surface);
    void grow();

    std::shared_ptr<const Vocabulary> vocabulary_;
    Stemmer stemmer_;
    UnicodeWords unicode_;
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
    std::unordered_map<std::string, Known, Hash, std::equal_to<>> others_;  ///< long or not ASCII, by surface
    std::vector<Span> pieces_;
};

}  // namespace clausemark
