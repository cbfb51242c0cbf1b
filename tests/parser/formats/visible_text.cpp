// SPDX-License-Identifier: Apache-2.0
// Prints what a reader of a page sees, one passage a line: `visible_text FORMAT FILE...`. Notes are marked
// "note:", so that they can be compared apart; files are divided by a form feed. For the tests that compare
// readers with the wikis' own rendering.
#include <fstream>
#include <iostream>
#include <iterator>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"

int main(int argc, char** argv) {
    const auto format = argc > 1 ? clausemark::format_named(argv[1]) : std::nullopt;
    if (!format || argc < 3) {
        std::cerr << "usage: visible_text FORMAT FILE...\n";
        return 2;
    }
    for (int i = 2; i < argc; ++i) {
        std::ifstream file(argv[i], std::ios::binary);
        if (!file) {
            std::cerr << argv[i] << ": cannot be read\n";
            return 2;
        }
        std::string bytes((std::istreambuf_iterator<char>(file)), {});
        const clausemark::Document page =
            clausemark::read_page(*format, clausemark::decode(std::move(bytes)).text);
        for (const clausemark::Passage& passage : page.passages)
            std::cout << (passage.kind == clausemark::PassageKind::note ? "note:" : "")
                      << page.text_of(passage) << '\n';
        std::cout << '\f';
    }
    return 0;
}
