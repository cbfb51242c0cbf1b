// SPDX-License-Identifier: Apache-2.0
// Pages made of a few texts, in the form in which duplicates are looked for.
#pragma once

#include <string>
#include <vector>

#include "indexer/duplicates/print.h"
#include "indexer/duplicates/regions.h"
#include "parser/formats/document.h"

namespace clausemark {

/// The texts must differ where the pages do: they name the content.
inline PagePrint print_of(const std::vector<std::string>& texts) {
    PagePrint print;
    std::string content;
    for (const std::string& text : texts) {
        print.add(text, false);
        content += text + "\n";
    }
    print.finish(std::vector<std::uint32_t>(texts.size(), no_passage), content);
    return print;
}

/// Refers to the print.
inline std::vector<ComparedPassage> compared(const PagePrint& print) {
    std::vector<ComparedPassage> passages;
    for (std::size_t i = 0; i < print.passages.size(); ++i) {
        std::uint64_t name = 0;
        for (const Shingle shingle : print.set(i)) name = mixed(name, shingle);
        passages.push_back({print.set(i), name, print.passages[i].words_hash, print.passages[i].words, true});
    }
    return passages;
}

/// `count` words of their own: "w1-7 w1-8 ...".
inline std::string words_of(int text, int count, int from = 0) {
    std::string out;
    for (int i = from; i < from + count; ++i)
        out += "w" + std::to_string(text) + "x" + std::to_string(i) + " ";
    return out;
}

}  // namespace clausemark
