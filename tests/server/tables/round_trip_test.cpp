// SPDX-License-Identifier: Apache-2.0
// A statement written in any format and read again is the same statement, whatever its texts hold.
#include <gmock/gmock.h>

#include <random>

#include "indexer/applicability/statement_table.h"
#include "parser/formats/formats.h"
#include "tests/server/tables/statements.h"

namespace clausemark {
namespace {

using test::catalogue;
using test::edition;

/// Texts that mean something to a spreadsheet, a wiki or a parser, and harmless ones.
std::string random_text(std::mt19937& random) {
    static const std::vector<std::string> pieces{"Kept",
                                                 " ",
                                                 "=SUM(A1:A9)",
                                                 "+1",
                                                 "-2",
                                                 "@x",
                                                 "'",
                                                 "\"",
                                                 ",",
                                                 ";",
                                                 "|",
                                                 "||",
                                                 "!!",
                                                 "^",
                                                 ":::",
                                                 "{{x}}",
                                                 "[[Page]]",
                                                 "[a](b)",
                                                 "**bold**",
                                                 "__u__",
                                                 "''i''",
                                                 "//i//",
                                                 "%%",
                                                 "<b>",
                                                 "<nowiki>",
                                                 "</nowiki>",
                                                 "&amp;",
                                                 "&",
                                                 "a_b*c",
                                                 "`code`",
                                                 "~~x~~",
                                                 "\\",
                                                 "\\\\",
                                                 "http://example.org/a_b?c=d&e=f",
                                                 "_x0041_",
                                                 "é",
                                                 "日本",
                                                 "\xF0\x9F\x99\x82",
                                                 "--",
                                                 "...",
                                                 "(c)",
                                                 "3x4",
                                                 "# h",
                                                 "- item",
                                                 "$x$",
                                                 "A.8.13",
                                                 "%",
                                                 "!",
                                                 "|-",
                                                 "|}",
                                                 "__TOC__",
                                                 "~~~~",
                                                 "<!-- c -->",
                                                 "R03",
                                                 "->",
                                                 "=>",
                                                 "a@b.org",
                                                 "1.",
                                                 "{|",
                                                 "\xC2\xA0",
                                                 "ISBN 1234567890",
                                                 ":-)"};
    std::string out;
    const std::size_t count = random() % 6;
    for (std::size_t i = 0; i < count; ++i)
        out += (i > 0 && random() % 2 == 0 ? " " : "") + pieces[random() % pieces.size()];
    return cell_text(out);
}

Statement random_statement(std::mt19937& random) {
    Statement out;
    out.exists = true;
    out.standard = edition("iso27001:2022");
    const auto said = [&] {
        Applicability made;
        made.decided = random() % 5 != 0;
        made.applicable = !made.decided || random() % 3 != 0;
        made.justification = random_text(random);
        made.treatment = random_text(random);
        if (made.applicable) made.implementation = static_cast<Implementation>(random() % 5);
        for (int reason = 0; reason < 4; ++reason)
            if (random() % 3 == 0) made.because.push_back(static_cast<InclusionReason>(reason));
        return made;
    };
    for (const ClauseIndex control : controls_of(catalogue(), out.standard)) {
        StatementRow row;
        row.clause = control;
        row.control = catalogue().clause(control).id;
        row.said = said();
        out.rows.push_back(row);
    }
    for (int i = 0; i < 3; ++i) {
        StatementRow row;
        row.control = "MV-" + std::to_string(i);
        row.title = random_text(random);
        row.said = said();
        if (random() % 2 == 0) row.maps_to = {"iso27001:2022/A.5.14", "iso27001:2013/A.13.2.1"};
        out.rows.push_back(row);
    }
    return out;
}

std::vector<Table> read_back(const TableFormat& format, const std::string& bytes,
                             std::vector<Diagnostic>& faults) {
    if (format.name == "csv") return {read_csv(bytes, "soa.csv", faults).value_or(Table{})};
    if (format.name == "xlsx") return read_xlsx(bytes, "soa.xlsx", faults);
    const auto page = format_named(format.name);
    return page ? tables_of(read_page(*page, bytes)) : std::vector<Table>{};
}

class RoundTrip : public testing::TestWithParam<const char*> {};

TEST_P(RoundTrip, GivesTheSameStatement) {
    const TableFormat* format = table_format(GetParam());
    ASSERT_NE(format, nullptr);
    const StatementSettings settings = Config::defaults().statement;
    std::mt19937 random(27001);
    for (int round = 0; round < 15; ++round) {
        const Statement made = random_statement(random);
        const std::string bytes = format->write(statement_table(catalogue(), made, false), "");
        std::vector<Diagnostic> faults;
        const StatementReading reading = read_statement(catalogue(), made.standard, false, settings,
                                                        read_back(*format, bytes, faults), "soa", faults);
        ASSERT_EQ(test::lines_of(faults), "");
        ASSERT_EQ(reading.rows.size(), made.rows.size());
        for (std::size_t i = 0; i < made.rows.size(); ++i) {
            const StatementRow& a = made.rows[i];
            const StatementRow& b = reading.rows[i];
            EXPECT_EQ(a.said.justification, b.said.justification) << a.control;
            EXPECT_EQ(a.said.treatment, b.said.treatment) << a.control;
            EXPECT_EQ(a.title, b.title) << a.control;
            EXPECT_TRUE(a == b) << a.control;
        }
        if (HasFailure()) break;
    }
}

TEST_P(RoundTrip, WritesTheSameBytesAgain) {
    std::mt19937 random(20000);
    const Statement made = random_statement(random);
    const TableFormat* format = table_format(GetParam());
    const auto bytes = [&] { return format->write(statement_table(catalogue(), made, false), "2026-11-01"); };
    EXPECT_EQ(bytes(), bytes());
}

INSTANTIATE_TEST_SUITE_P(Of, RoundTrip, testing::Values("csv", "xlsx", "markdown", "mediawiki", "dokuwiki"),
                         [](const auto& format) { return std::string(format.param); });

TEST(Guarding, MakesNoFormulaAndIsTakenOffAgain) {
    for (const char* text : {"=1+1", "+x", "-x", "@x", "'=1", "''-", "plain", "'quoted'", "", "a=b", "'"}) {
        const std::string safe = guarded(text);
        EXPECT_TRUE(safe.empty() || std::string("=+-@").find(safe[0]) == std::string::npos) << text;
        EXPECT_EQ(unguarded(safe), text);
    }
}

}  // namespace
}  // namespace clausemark
