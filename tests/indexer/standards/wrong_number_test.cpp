// SPDX-License-Identifier: Apache-2.0
#include "indexer/standards/wrong_number.h"

#include <gtest/gtest.h>

#include "indexer/corpus/corpus.h"

namespace clausemark {
namespace {

const Catalogue& catalogue() {
    static const Catalogue read_once = [] {
        Catalogue read;
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards")) read.add(file->path, file->text, faults);
        return read;
    }();
    return read_once;
}

std::string hint(const std::string& standard, const std::string& number) {
    return wrong_number_hint(catalogue(), *catalogue().find_standard(standard), number);
}

bool own(const std::string& standard, const std::string& number) {
    return may_be_own_part(catalogue(), *catalogue().find_standard(standard), number);
}

TEST(WrongNumbers, BelowAControlMayBeThePagesOwn) {
    EXPECT_TRUE(own("iso27001:2022", "A.8.11.4"));
    EXPECT_FALSE(own("iso27001:2022", "A.5.1.1")) << "2013 has it";
    EXPECT_FALSE(own("iso27001:2022", "A.8.35"));
    EXPECT_FALSE(own("iso27001:2022", "4.1.1")) << "a clause, not a control";
    EXPECT_FALSE(own("iso27001:2022", "12"));
}

TEST(WrongNumbers, OfAnotherEditionNameThatEdition) {
    EXPECT_EQ(hint("iso27001:2022", "A.12.3.1"), "ISO/IEC 27001:2013 has A.12.3.1");
    EXPECT_EQ(hint("iso27001:2013", "A.8.13"), "ISO/IEC 27001:2022 has A.8.13");
    EXPECT_EQ(hint("iso20000-1:2011", "8.5.1.1"), "ISO/IEC 20000-1:2018 has 8.5.1.1");
}

TEST(WrongNumbers, BehindTheLastOfAClauseSayWhatItHas) {
    EXPECT_EQ(hint("iso27001:2022", "A.8.35"), "A.8 has A.8.1 to A.8.34");
    EXPECT_EQ(hint("iso20000-1:2018", "8.7.4"), "8.7 has 8.7.1 to 8.7.3");
}

TEST(WrongNumbers, WithoutEitherGetTheNearestThatTheEditionHas) {
    EXPECT_EQ(hint("iso27001:2022", "A.9.99"), "the nearest number it has: A.5.9");
    EXPECT_EQ(hint("iso27001:2022", "23.42.17"), "");
}

}  // namespace
}  // namespace clausemark
