// SPDX-License-Identifier: Apache-2.0
// English stems of folded words, by Snowball's Porter2 algorithm
// (https://snowballstem.org/algorithms/english/stemmer.html). What a word is, and how it is folded, is
// decided by the tokeniser.
#pragma once

#include <memory>
#include <string_view>

namespace clausemark {

/// Not to be shared between threads.
class Stemmer {
  public:
    Stemmer();
    ~Stemmer();
    Stemmer(const Stemmer&) = delete;
    Stemmer& operator=(const Stemmer&) = delete;

    /// The stem of a folded word; valid until the next call. About 150 ns.
    std::string_view stem(std::string_view folded);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace clausemark
