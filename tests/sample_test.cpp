// SPDX-License-Identifier: Apache-2.0
// The sample wiki (corpus/sample) is what its README says: every page is read in the format meant, its
// configuration has no fault, and what was planted is there. What the program finds in it is tested
// elsewhere.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "indexer/config/config.h"
#include "indexer/corpus/corpus.h"
#include "indexer/pages/attributes.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::Pair;

const fs::path sample = fs::path(CLAUSEMARK_SOURCE_DIR) / "corpus/sample";
constexpr std::string_view today = "2026-11-01";

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Page {
    Document document;
    Attributes attributes;
};

struct Wiki {
    std::vector<Diagnostic> faults;
    Config config;
    std::map<std::string, Page> pages;
};

const Wiki& wiki() {
    static const Wiki made = [] {
        Wiki w;
        Catalogue catalogue;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards"))
            catalogue.add(file->path, file->text, w.faults);
        w.config = load_config("clausemark.json", read_file(sample / "clausemark.json"), catalogue, w.faults);
        for (const auto& entry : fs::recursive_directory_iterator(sample)) {
            const std::string path = fs::relative(entry.path(), sample).generic_string();
            if (!entry.is_regular_file() || !w.config.pages.takes(path)) continue;
            const std::string source = read_file(entry.path());
            const auto told = w.config.pages.format_of(path);
            Page page{read_page(told ? *told : format_of(path, source).value(), source), {}};
            complete(page.attributes, page.document, {"sample", path}, w.config);
            w.pages.emplace(path, std::move(page));
        }
        return w;
    }();
    return made;
}

const std::string& text_of(const char* path) {
    return wiki().pages.at(path).document.text;
}

/// Paths of the pages with this status.
std::vector<std::string> with_status(DocumentStatus status) {
    std::vector<std::string> found;
    for (const auto& [path, page] : wiki().pages)
        if (page.attributes.status == status) found.push_back(path);
    return found;
}

TEST(SampleWiki, HasAConfigurationWithoutFaults) {
    for (const Diagnostic& fault : wiki().faults) ADD_FAILURE() << render(fault);
}

TEST(SampleWiki, IsReadInTheFormatsMeant) {
    std::map<Format, int> formats;
    for (const auto& [path, page] : wiki().pages) {
        EXPECT_EQ(test::broken_invariant(page.document), "") << path;
        EXPECT_GT(page.document.passages.size(), 8u) << path;
        EXPECT_FALSE(page.attributes.title.empty()) << path;
        // Markup that a reader left in the text would be seen here.
        for (const char* const mark : {"{|", "|-", "{{", "[[", "'''", "====", "---- data"})
            EXPECT_EQ(page.document.text.find(mark), std::string::npos) << path << ": " << mark;
        ++formats[page.document.format];
    }
    EXPECT_GE(wiki().pages.size(), 40u);
    EXPECT_GE(formats[Format::markdown], 10);
    EXPECT_GE(formats[Format::mediawiki], 10);
    EXPECT_GE(formats[Format::dokuwiki], 10);
}

TEST(SampleWiki, IsListedInItsReadme) {
    const std::string readme = read_file(sample / "README.md");
    for (const auto& [path, page] : wiki().pages)
        EXPECT_NE(readme.find("`" + path.substr(path.find('/') + 1) + "`"), std::string::npos) << path;
}

TEST(SampleWiki, HasPagesOfEveryStatus) {
    EXPECT_THAT(with_status(DocumentStatus::draft),
                ElementsAre("information-security/remote-working.md", "service-management/budgeting.txt"));
    EXPECT_THAT(with_status(DocumentStatus::edited),
                ElementsAre("information-security/acceptable-use.md",
                            "service-management/release-and-deployment.wiki"));
    EXPECT_THAT(with_status(DocumentStatus::withdrawn),
                ElementsAre("information-security/cryptography.md",
                            "information-security/statement-of-applicability-2013.wiki"));
    EXPECT_GE(with_status(DocumentStatus::approved).size(), 30u);
}

TEST(SampleWiki, HasTheOverdueReviewsOfItsReadme) {
    std::map<std::string, std::string> overdue;
    for (const auto& [path, page] : wiki().pages) {
        const Attributes& a = page.attributes;
        if (a.status == DocumentStatus::approved && !a.review_date.empty() && a.review_date < today)
            overdue[path] = a.review_date;
    }
    EXPECT_THAT(overdue,
                ElementsAre(Pair("governance/business-continuity-plan.txt", "2026-09-30"),
                            Pair("governance/data-protection.md", "2026-05-31"),
                            Pair("information-security/classification-and-markings.txt", "2026-04-30"),
                            Pair("service-management/backup-operations.wiki", "2026-02-28"),
                            Pair("service-management/configuration-management.wiki", "2026-08-31"),
                            Pair("service-management/incident-management.wiki", "2025-09-30"),
                            Pair("service-management/service-desk.wiki", "2026-10-05"),
                            Pair("service-management/service-management-plan.wiki", "2026-03-31"),
                            Pair("service-management/supplier-management.md", "2026-06-30")));
}

TEST(SampleWiki, HoldsWhatWasPlanted) {
    struct Planted {
        const char* path;
        const char* words;
    };
    for (const auto& [path, words] : std::initializer_list<Planted>{
             {"service-management/account-management.wiki", "not been used for 90 days"},
             {"service-management/account-management.wiki", "first password to the starter in person"},
             {"information-security/user-access-procedure.txt", "not been used for 30 days"},
             {"information-security/access-control-policy.md", "at least 12 characters"},
             {"service-management/kb-0117-passwords.wiki", "at least 8 characters"},
             {"information-security/backup-policy.md", "must be kept for 30 days"},
             {"service-management/backup-operations.wiki", "14 days"},
             {"information-security/supplier-security.md", "A.8.35"},
             {"information-security/logging-and-monitoring.txt", "ISO/IEC 27001:2022 A.12.4.1"},
             {"information-security/security-incident-response.md", "within 72 hours"},
             {"information-security/risk-register.txt", "OFFICIAL-SENSITIVE"},
         })
        EXPECT_NE(text_of(path).find(words), std::string::npos) << path << ": " << words;
    EXPECT_EQ(text_of("information-security/user-access-procedure.txt").find("first password"),
              std::string::npos);
    for (const char* const path :
         {"service-management/incident-management.wiki", "information-security/security-incident-response.md",
          "governance/business-continuity-plan.txt"})
        EXPECT_NE(text_of(path).find("ajor incident"), std::string::npos) << path;
}

}  // namespace
}  // namespace clausemark
