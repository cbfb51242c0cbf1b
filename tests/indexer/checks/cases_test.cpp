// SPDX-License-Identifier: Apache-2.0
// Runs tests/spec/checks: pages and settings in, findings out. The format is described there.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>

#include "indexer/scan/file_page.h"
#include "indexer/store/apply_decisions.h"
#include "tests/indexer/checks/checked_wiki.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

struct CaseFile {
    std::string path;
    bool before = false;
    std::string text;
};

struct CheckCase {
    std::string where;  ///< file and line, for failures
    Code code{};
    std::string kind;  ///< "triggers", "must not", "suppressed by baseline" ...
    std::vector<CaseFile> files;
    std::vector<std::string> expected;
};

const std::vector<std::string> kinds = {"triggers", "must not", "suppressed by directive",
                                        "suppressed by configuration", "suppressed by baseline"};

CheckCase begun(const std::string& head, const std::string& where) {
    CheckCase made;
    made.where = where;
    const std::size_t space = head.find(' ');
    const auto code = code_named(head.substr(0, space));
    if (!code || check_code(*code) == nullptr) ADD_FAILURE() << where << ": no code of a check";
    made.code = code.value_or(Code{});
    made.kind = head.substr(space + 1, head.find(':') - space - 1);
    if (std::ranges::find(kinds, made.kind) == kinds.end()) ADD_FAILURE() << where << ": no kind of case";
    return made;
}

std::vector<CheckCase> read_cases(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<CheckCase> cases;
    bool findings = false;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.starts_with("==== ")) {
            cases.push_back(begun(line.substr(5), fmt::format("{}:{}", path.filename().string(), number)));
            findings = false;
        } else if (cases.empty()) {
            continue;
        } else if (line.starts_with("~~~~ ")) {
            constexpr std::string_view before = "before ";
            const bool earlier = line.find(before) == 5;
            cases.back().files.push_back({line.substr(earlier ? 5 + before.size() : 5), earlier, ""});
        } else if (line == "++++") {
            findings = true;
        } else if (findings) {
            if (!line.empty()) cases.back().expected.push_back(line);
        } else if (!cases.back().files.empty()) {
            cases.back().files.back().text += line + '\n';
        }
    }
    return cases;
}

const std::vector<CheckCase>& all_cases() {
    static const std::vector<CheckCase> cases = [] {
        std::vector<std::filesystem::path> files;
        for (const auto& entry :
             std::filesystem::directory_iterator(CLAUSEMARK_SOURCE_DIR "/tests/spec/checks"))
            if (entry.path().extension() == ".check") files.push_back(entry.path());
        std::ranges::sort(files);
        std::vector<CheckCase> made;
        for (const auto& file : files)
            for (CheckCase& one : read_cases(file)) made.push_back(std::move(one));
        return made;
    }();
    return cases;
}

/// The wiki of one case.
class CaseWiki : public CheckedWiki {
  public:
    explicit CaseWiki(const CheckCase& one) : case_(one) {
        if (const CaseFile* json = settings_file()) settings(json->text);
    }
    void TestBody() override {}

    /// All findings of the case's code, as lines; `forced`: even where the settings have it off.
    std::vector<std::string> lines(bool forced) {
        const bool remembers = case_.kind.ends_with("baseline") ||
                               std::ranges::any_of(case_.files, [](const CaseFile& f) { return f.before; });
        Baseline known;
        if (remembers) {
            for (const CaseFile& file : case_.files)
                if (file.before || !has_before(file.path)) add(file);
            known = baseline("known");
            remove_gone();
        }
        for (const CaseFile& file : case_.files)
            if (!file.before) add(file);
        CheckOrder order;
        // What a part of the checks does not look for does not occur in it: the baseline needs all of them.
        const bool of_baseline = case_.code == check_codes::baseline_entry_gone;
        if (forced && !of_baseline) order.only = {case_.code};
        CheckReport report = check(order, remembers ? &known : nullptr);
        if (remembers) {
            const auto gone = apply_baseline(known, report.findings);
            if (of_baseline) report_gone(gone, forced ? CheckSettings{} : graded(), report.findings);
        }
        std::vector<std::string> out;
        for (const Finding& finding : report.findings)
            if (finding.code == case_.code) out.push_back(text_of(finding) + why(finding));
        return out;
    }

  private:
    const CaseFile* settings_file() const {
        const auto found = std::ranges::find(case_.files, "clausemark.json", &CaseFile::path);
        return found == case_.files.end() ? nullptr : &*found;
    }

    bool has_before(const std::string& path) const {
        return std::ranges::any_of(case_.files,
                                   [&](const CaseFile& f) { return f.before && f.path == path; });
    }

    /// Pages that were there and are no more.
    void remove_gone() {
        for (const CaseFile& file : case_.files) {
            const auto now = [&](const CaseFile& f) { return !f.before && f.path == file.path; };
            if (!file.before || std::ranges::any_of(case_.files, now)) continue;
            const DocumentKey key{"wiki", file.path};
            const auto removed = store().remove(std::span(&key, 1));
            if (!removed) ADD_FAILURE() << render(removed.why());
        }
    }

    void add(const CaseFile& file) {
        if (file.path == "clausemark.json") return;
        const std::string name = folder_.file("page" + std::filesystem::path(file.path).extension().string());
        std::ofstream(name, std::ios::binary) << filled(file.text);
        std::vector<Diagnostic> faults;
        auto input = read_file_page({name, file.path, 0}, "wiki", configured(), faults);
        ASSERT_TRUE(input) << case_.where << ": " << file.path << " is no page";
        save(std::move(*input));
    }

    /// What a case cannot hold as it is: {{words: TEXT}}, {{times 101: TEXT}}, {{byte: FF}}.
    static std::string filled(const std::string& text) {
        static const std::regex place(R"(\{\{(words|times (\d+)|byte): ([^}]*)\}\})");
        std::string out;
        std::smatch found;
        std::string rest = text;
        while (std::regex_search(rest, found, place)) {
            out += found.prefix().str();
            if (found[1] == "words") {
                PassageRecord passage;
                passage.text = found[3].str();
                out += words_text(passage_marks(std::span(&passage, 1)).front());
            } else if (found[1] == "byte") {
                out += static_cast<char>(std::stoi(found[3].str(), nullptr, 16));
            } else {
                for (int i = std::stoi(found[2].str()); i > 0; --i) out += found[3].str();
            }
            rest = found.suffix().str();
        }
        return out + rest;
    }

    static std::string why(const Finding& finding) {
        switch (finding.suppressed.by) {
            case Suppression::By::directive:
                return " (directive: " + finding.suppressed.reason + ")";
            case Suppression::By::baseline:
                return " (baseline: " + finding.suppressed.reason + ")";
            case Suppression::By::decision:
                return " (decision: " + finding.suppressed.reason + ")";
            default:
                return "";
        }
    }

    const CheckCase& case_;
    TemporaryFolder folder_;
};

void expect_as_it_says(const CheckCase& one) {
    const bool configured = one.kind == "suppressed by configuration";
    const std::vector<std::string> found = CaseWiki(one).lines(!configured);
    const std::string all = fmt::format("{}", fmt::join(found, "\n"));
    std::vector<std::string> expected = one.expected;
    std::erase_if(expected, [&](const std::string& line) {
        if (!line.starts_with("not ")) return false;
        EXPECT_EQ(all.find(line.substr(4)), std::string::npos) << one.where << ", found:\n" << all;
        return true;
    });
    if (one.kind == "must not" && !one.expected.empty()) {
        EXPECT_TRUE(expected.empty()) << one.where << ": findings in a case that must not have any";
    } else if (!expected.empty() && expected.back() == "...") {
        expected.pop_back();
        for (const std::string& line : expected) EXPECT_THAT(found, testing::Contains(line)) << one.where;
    } else {
        EXPECT_EQ(all, fmt::format("{}", fmt::join(expected, "\n"))) << one.where;
    }
    if (one.kind == "triggers") {
        EXPECT_FALSE(expected.empty()) << one.where;
    }
    if (one.kind == "suppressed by directive" || one.kind == "suppressed by baseline") {
        EXPECT_FALSE(expected.empty()) << one.where << ": it is listed, with its reason";
        for (const std::string& line : expected)
            EXPECT_TRUE(line.ends_with(")")) << one.where << ": " << line << " is not suppressed";
    }
    if (configured) {
        EXPECT_FALSE(CaseWiki(one).lines(true).empty())
            << one.where << ": nothing to suppress, whatever the settings say";
    }
}

TEST(CheckCases, FindWhatTheySay) {
    for (const CheckCase& one : all_cases()) expect_as_it_says(one);
}

TEST(CheckCases, AreThreeForEachCodeThatTheSettingsCanSwitch) {
    for (const CheckCode& row : all_check_codes()) {
        std::set<std::string> kinds_of;
        for (const CheckCase& one : all_cases())
            if (one.code == row.code) kinds_of.insert(one.kind.substr(0, one.kind.find(" by ")));
        EXPECT_THAT(kinds_of, testing::ElementsAre("must not", "suppressed", "triggers"))
            << code_text(row.code) << " in tests/spec/checks";
    }
}

}  // namespace
}  // namespace clausemark
