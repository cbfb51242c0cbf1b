// SPDX-License-Identifier: Apache-2.0
// The shipped standards and the default settings, for tests of statements.
#pragma once

#include <gtest/gtest.h>

#include "indexer/applicability/check_statement.h"
#include "indexer/applicability/read_statement.h"
#include "server/app/knowledge.h"
#include "server/tables/read_tables.h"
#include "server/tables/write_tables.h"

namespace clausemark::test {

inline const Catalogue& catalogue() {
    static const Catalogue made = [] {
        Catalogue out;
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards")) out.add(file->path, file->text, faults);
        EXPECT_TRUE(faults.empty());
        return out;
    }();
    return made;
}

inline StandardIndex edition(const char* id) {
    return *catalogue().find_standard(id);
}

/// "CM309 3: message" and the hint, a line each.
inline std::string lines_of(const std::vector<Diagnostic>& faults) {
    std::string out;
    for (const Diagnostic& d : faults)
        out += code_text(d.code) + " " + std::to_string(d.position.line) + ": " + d.message +
               (d.hint.empty() ? "" : " (" + d.hint + ")") + "\n";
    return out;
}

}  // namespace clausemark::test
