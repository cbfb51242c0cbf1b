// SPDX-License-Identifier: Apache-2.0
// Tables that people and programs get wrong are refused with a place and a hint, and never cost more than
// their size.
#include <gmock/gmock.h>
#include <zip.h>

#include <fstream>

#include "indexer/applicability/carry_over.h"
#include "parser/core/limits_tables.h"
#include "parser/formats/formats.h"
#include "tests/server/tables/statements.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

using test::catalogue;
using test::edition;
using test::lines_of;
using testing::HasSubstr;

std::string repo_file(const std::string& path) {
    std::ifstream in(CLAUSEMARK_SOURCE_DIR "/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Read {
    StatementReading reading;
    std::string faults;
};

Read read_tables_of(std::vector<Table> tables, std::vector<Diagnostic> faults, bool other_editions = false) {
    Read out;
    out.reading = read_statement(catalogue(), edition("iso27001:2022"), other_editions,
                                 Config::defaults().statement, tables, "soa", faults);
    out.faults = lines_of(faults);
    return out;
}

Read read(const std::string& csv) {
    std::vector<Diagnostic> faults;
    auto table = read_csv(csv, "soa", faults);
    if (!table) return {{}, lines_of(faults)};
    return read_tables_of({*table}, faults);
}

std::string utf16le(const std::string& ascii) {
    std::string out = "\xff\xfe";
    for (const char c : ascii) {
        out += c;
        out += '\0';
    }
    return out;
}

TEST(Csv, IsReadAsSpreadsheetsWriteIt) {
    const std::string rows = "Control;Applicable;Justification\r\n8.13;Yes;\"Kept; and \"\"tested\"\"\"\r\n";
    for (const std::string& bytes : {rows, "\xef\xbb\xbf" + rows, utf16le(rows)}) {
        const Read r = read(bytes);
        EXPECT_EQ(r.faults, "");
        ASSERT_EQ(r.reading.rows.size(), 1u);
        EXPECT_EQ(r.reading.rows[0].control, "iso27001:2022/A.8.13");
        EXPECT_EQ(r.reading.rows[0].said.justification, "Kept; and \"tested\"");
    }
    EXPECT_EQ(read("Ref\tApplies\nAnnex A 5.1\tx\nA 5.2\tno\nA8.1\t\n").reading.rows.size(), 3u);
}

TEST(Csv, InWindows1252IsReadAsThatAndSaysSo) {
    const Read r = read("Control,Applies,Justification\nA.8.13,yes,caf\xe9 \x96 \x80\n");
    EXPECT_THAT(r.faults, HasSubstr("CM002"));
    EXPECT_EQ(r.reading.rows.at(0).said.justification, "café – €");
}

TEST(Csv, ThatIsBrokenIsRefusedAtItsLine) {
    EXPECT_THAT(read("Control,Applies\nA.8.13,\"yes\nA.8.14,no\n").faults,
                HasSubstr("CM306 2: a quote opens here"));
    EXPECT_THAT(read("Control,Applies\nA.8.13,\"yes\" x\n").faults,
                HasSubstr("CM306 2: something stands behind"));
    EXPECT_THAT(read("Control,Applies,Justification\nA.8.13,yes\n").faults,
                HasSubstr("CM306 2: this row has 2 cells, and 3 columns have names"));
    EXPECT_THAT(read("Control,Applies\nA.8.13,yes,a,b\n").faults,
                HasSubstr("CM306 2: this row has 4 cells, and 2 columns have names"));
    EXPECT_THAT(
        read("Name,Age\nx,1\n").faults,
        HasSubstr("CM306 0: no table here has columns for controls and for what applies; the first has "
                  "\"Name\", \"Age\""));
    EXPECT_THAT(read(std::string("PK\x03\x04\0\0\0\0", 8)).faults, HasSubstr("CM306 0: this is no text"));
    EXPECT_THAT(read("").faults, HasSubstr("CM306"));
}

TEST(Statements, NameEachMistakeAtItsRow) {
    const Read r = read(
        "Control,Applies,Justification,Implementation,Because of\n"
        "A.8.135,yes,x,done,\n"
        "A.8.13,yes,x,done,\n"
        "8.13,yes,x,done,\n"
        "A.5.2,perhaps,x,dnoe,law & risk\n"
        "6.1.3,no,not for us,,\n"
        "A.6,no,none of them,,\n"
        "MV-1,yes,x,planned,moon\n");
    EXPECT_EQ(
        r.faults,
        "CM309 2: ISO/IEC 27001:2022 has no control \"A.8.135\" (did you mean A.8.13 (Information backup)?)\n"
        "CM310 4: \"8.13\" has a row already, in line 3 (keep one of them; a spreadsheet turns 5.10 into 5.1 "
        "where the column is of numbers)\n"
        "CM314 5: \"perhaps\" means nothing in the column applies (it may be yes, no, none)\n"
        "CM314 5: \"dnoe\" means nothing in the column implementation (did you mean \"done\"?)\n"
        "CM305 6: clause 6.1.3 is one of the ISMS, and clauses of a management system cannot be excluded "
        "(remove it; where its evidence is kept outside the wiki, use \"held-elsewhere\")\n"
        "CM309 7: A.6 is a heading above controls (exclude each of its controls: each needs a justification "
        "of its own)\n"
        "CM314 8: \"moon\" means nothing in the column because (it may be risk, law, contract, business, "
        "none)\n");
    EXPECT_EQ(r.reading.rows.size(), 3u);
}

TEST(Statements, TellWhichEditionHasANumberThatWasLeftBehind) {
    EXPECT_THAT(
        read("Control,Applies,Justification\nA.5.1,yes,x\nA.5.7,yes,x\nA.12.3.1,yes,x\n").faults,
        HasSubstr("CM309 4: ISO/IEC 27001:2022 has no control \"A.12.3.1\" (ISO/IEC 27001:2013 has it "
                  "(Information backup); clausemark standards iso27001:2013/A.12.3.1 shows where it "
                  "went)"));
}

TEST(Statements, MayJustifyInclusionsAndExclusionsInColumnsOfTheirOwn) {
    const Read r = read(
        "Control,Applicable,Justification for inclusion,Justification for exclusion\n"
        "A.5.1,yes,law,n/a\nA.8.25,no,,we develop nothing\nA.8.26,no,n/a,\n");
    EXPECT_EQ(r.faults, "");
    EXPECT_THAT(r.reading.unused, testing::IsEmpty());
    ASSERT_EQ(r.reading.rows.size(), 3u);
    EXPECT_EQ(r.reading.rows[0].said.justification, "law");
    EXPECT_EQ(r.reading.rows[1].said.justification, "we develop nothing");
    EXPECT_EQ(r.reading.rows[2].said.justification, "n/a");
}

TEST(Statements, AreMergedRowByRowWithTheLinesOfTheImport) {
    std::vector<StatementRow> rows =
        read("Control,Applies,Justification\nA.5.1,yes,a\nA.5.2,yes,b\n").reading.rows;
    const MergeCounts counts =
        merge_rows(rows, read("Control,Applies,Justification\n\n\nA.5.2,no,\n").reading);
    EXPECT_EQ(counts.changed, 1u);
    EXPECT_EQ(counts.kept, 1u);
    EXPECT_EQ(rows[0].line, 0u);
    EXPECT_EQ(rows[1].line, 4u);
}

TEST(Statements, AreCheckedForWhatAnAuditorAsks) {
    const Read r = read(
        "Control,Applies,Justification,Implementation\nA.5.1,no,n/"
        "a,\nA.5.2,yes,,planned\nA.5.3,yes,Payments,\n"
        "MV-1,yes,ours,planned\n");
    Statement statement;
    statement.exists = true;
    statement.standard = edition("iso27001:2022");
    statement.rows = r.reading.rows;
    std::vector<Diagnostic> faults;
    check_statement(catalogue(), Config::defaults().statement, statement, "soa", faults);
    const std::string found = lines_of(faults);
    EXPECT_THAT(found, HasSubstr("CM307 2: A.5.1 is excluded, and nothing says why"));
    EXPECT_THAT(found, HasSubstr("CM308 3: A.5.2 is included, and nothing says why"));
    EXPECT_THAT(found, HasSubstr("CM311 4: A.5.3 is included, and nothing says whether it is implemented"));
    EXPECT_THAT(found, HasSubstr("CM306 5: the organisation's own control \"MV-1\" has no title"));
    EXPECT_THAT(found,
                HasSubstr("CM313 0: nothing says of 90 controls of ISO/IEC 27001:2022 whether they apply"));
}

TEST(Statements, OfAnEarlierEditionAreToldAndCarriedOver) {
    const Document page =
        read_page(Format::mediawiki,
                  repo_file("corpus/sample/information-security/statement-of-applicability-2013.wiki"));
    Read r = read_tables_of(tables_of(page), {});
    EXPECT_THAT(r.faults, HasSubstr("CM312"));
    EXPECT_THAT(r.faults, HasSubstr("those of ISO/IEC 27001:2013"));
    EXPECT_TRUE(r.reading.rows.empty());
    r = read_tables_of(tables_of(page), {}, true);
    EXPECT_EQ(r.faults, "");
    EXPECT_EQ(r.reading.standard, edition("iso27001:2013"));
    ASSERT_EQ(r.reading.rows.size(), 35u);
    EXPECT_EQ(r.reading.rows[2].said.implementation, Implementation::partly);

    Correspondences correspondences;
    std::vector<Diagnostic> faults;
    const Corpus corpus = Corpus::embedded();
    for (const CorpusFile* file : corpus.in_folder("correspondences"))
        correspondences.add(catalogue(), file->path, file->text, faults);
    const CarryOver carried =
        carry_over(catalogue(), correspondences, r.reading.rows, edition("iso27001:2022"));
    EXPECT_EQ(carried.rows.size(), 35u);
    std::map<std::string, StatementRow> draft;
    for (const StatementRow& row : carried.draft) draft.emplace(row.control, row);
    const StatementRow& policies = draft.at("iso27001:2022/A.5.1");
    EXPECT_TRUE(policies.said.applicable);
    EXPECT_EQ(policies.said.justification, "2013 A.5.1.1: Basis of everything; 2013 A.5.1.2: Yearly");
    EXPECT_EQ(policies.said.implementation, Implementation::implemented);
    EXPECT_FALSE(draft.contains("iso27001:2022/A.5.7")) << "threat intelligence is new in 2022";
    EXPECT_THAT(carried.open, testing::Contains(*catalogue().find("iso27001:2022/A.5.7")));
}

TEST(Statements, OfAHundredThousandRowsAreReadOrRefusedInFull) {
    std::string csv = "Control,Applies,Justification\n";
    for (int i = 0; i < 100'000; ++i) csv += "OWN-" + std::to_string(i) + ",yes,because\n";
    EXPECT_EQ(read(csv).reading.rows.size(), 100'000u);
    csv.clear();
    for (std::size_t i = 0; i <= limits::table_rows; ++i) csv += "x,y\n";
    EXPECT_THAT(read(csv).faults, HasSubstr("more than 200000 rows"));
    EXPECT_THAT(read(std::string(5000, ',')).faults, HasSubstr("more than 1000 columns"));
}

std::string xlsx_of(const Table& table) {
    return write_xlsx(std::span(&table, 1), "");
}

std::string faults_of_xlsx(const std::string& bytes) {
    std::vector<Diagnostic> faults;
    EXPECT_TRUE(read_xlsx(bytes, "soa.xlsx", faults).empty());
    return lines_of(faults);
}

TEST(Xlsx, CutOffAnywhereIsRefused) {
    Table table;
    table.name = "t";
    table.columns = {{"Control", 9}, {"Applies", 9}};
    table.rows.resize(50);
    for (TableRow& row : table.rows) row.cells = {Cell("A.8.13"), Cell("yes")};
    const std::string whole = xlsx_of(table);
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 37)
        EXPECT_THAT(faults_of_xlsx(whole.substr(0, size)), HasSubstr("CM306")) << size;
}

/// An archive of these parts.
std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(buffer);
    zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    for (const auto& [name, bytes] : parts)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), 0);
    EXPECT_EQ(zip_close(archive), 0);
    zip_source_open(buffer);
    zip_source_seek(buffer, 0, SEEK_END);
    std::string out(static_cast<std::size_t>(zip_source_tell(buffer)), '\0');
    zip_source_seek(buffer, 0, SEEK_SET);
    zip_source_read(buffer, out.data(), out.size());
    zip_source_close(buffer);
    zip_source_free(buffer);
    return out;
}

TEST(Xlsx, ThatUnpacksToMoreThanTheLimitIsRefusedBeforeItIsUnpacked) {
    const std::string bomb = zipped({{"xl/workbook.xml", std::string(limits::workbook_part_bytes + 1, ' ')}});
    EXPECT_LT(bomb.size(), limits::workbook_part_bytes / 500);
    EXPECT_THAT(faults_of_xlsx(bomb), HasSubstr("unpacked, xl/workbook.xml would be larger than"));
}

TEST(Xlsx, ThatIsNoWorkbookSaysWhatIsMissing) {
    EXPECT_THAT(faults_of_xlsx("no archive"), HasSubstr("no XLSX workbook"));
    EXPECT_THAT(faults_of_xlsx(zipped({{"a.txt", "x"}})), HasSubstr("no part xl/workbook.xml"));
    EXPECT_THAT(faults_of_xlsx(zipped({{"xl/workbook.xml", "<a"}})), HasSubstr("no XML"));
}

TEST(Xlsx, OfOtherProducersIsRead) {
    const std::string bytes = zipped({
        {"xl/workbook.xml",
         "<x:workbook xmlns:x='a' xmlns:r='b'><x:sheets><x:sheet name='S' sheetId='1' "
         "r:id='rId7'/></x:sheets></x:workbook>"},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id='rId7' Target='/xl/worksheets/one.xml'/></Relationships>"},
        {"xl/worksheets/one.xml",
         "<x:worksheet xmlns:x='a'><x:sheetData><x:row r='3'><x:c r='B3' "
         "t='inlineStr'><x:is><x:r><x:t>Con</x:t></x:r>"
         "<x:r><x:t>trol</x:t></x:r></x:is></x:c><x:c r='D3' t='str'><x:v>Applies</x:v></x:c></x:row>"
         "<x:row><x:c r='B4'><x:v>8.13</x:v></x:c><x:c r='D4' "
         "t='b'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"},
    });
    std::vector<Diagnostic> faults;
    const Read r = read_tables_of(read_xlsx(bytes, "soa.xlsx", faults), faults);
    EXPECT_EQ(r.faults, "");
    ASSERT_EQ(r.reading.rows.size(), 1u);
    EXPECT_EQ(r.reading.rows[0].control, "iso27001:2022/A.8.13");
    EXPECT_EQ(r.reading.rows[0].line, 4u);
}

}  // namespace
}  // namespace clausemark
