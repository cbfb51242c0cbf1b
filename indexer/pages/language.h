// SPDX-License-Identifier: Apache-2.0
// The language of a page that does not say it, by the words that stand in nearly every text of a language
// (corpus/languages). Made to tell pages that the rules cannot read from those they can, and no more: where
// it is not plain, nothing is said.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/diagnostic.h"

namespace clausemark {

class Languages {
  public:
    /// One file of corpus/languages; faults are positioned.
    static Languages read(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults);
    /// Those of the corpus built into the program.
    static const Languages& shipped();

    /// Primary subtag of the language of the text, where it is surely none of `known`; else empty. Looks at
    /// the beginning of the text alone. O(1) in its length.
    std::string other_than(const std::vector<std::string>& known, std::string_view text) const;

  private:
    std::vector<std::string> names_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> words_;  ///< languages that have the word
};

}  // namespace clausemark
