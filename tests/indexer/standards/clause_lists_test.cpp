// SPDX-License-Identifier: Apache-2.0
// The shipped clause lists against what is known of the standards: counts, titles, and the places where
// editions and standards are easily mixed up.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/corpus/corpus.h"
#include "indexer/standards/catalogue.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

const Catalogue& shipped() {
    static const Catalogue catalogue = [] {
        Catalogue out;
        std::vector<Diagnostic> faults;
        static const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards")) out.add(file->path, file->text, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        return out;
    }();
    return catalogue;
}

std::string title(const std::string& id) {
    const auto found = shipped().find(id);
    return found ? shipped().clause(*found).title : "no such clause";
}

/// Clauses of a standard of one kind whose number begins so and has so many dots.
long count(const std::string& standard, ClauseKind kind, const std::string& begin, long dots = -1) {
    long out = 0;
    for (const Clause& clause : shipped().clauses()) {
        const bool fits = shipped().standards()[clause.standard].id == standard && clause.kind == kind &&
                          clause.number.starts_with(begin);
        if (fits && (dots < 0 || std::ranges::count(clause.number, '.') == dots)) ++out;
    }
    return out;
}

long leaves(const std::string& standard, ClauseKind kind) {
    return std::ranges::count_if(shipped().clauses(), [&](const Clause& clause) {
        return clause.kind == kind && clause.leaf() && shipped().standards()[clause.standard].id == standard;
    });
}

TEST(ClauseLists, AreTheFourEditionsAndTheSystemsThatMayJoin) {
    std::string ids;
    for (const Standard& standard : shipped().standards()) ids += standard.id + " " + standard.system + " ";
    EXPECT_EQ(ids,
              "iso14001:2015 EMS iso20000-1:2011 SMS iso20000-1:2018 SMS iso27001:2013 ISMS "
              "iso27001:2022 ISMS iso9001:2015 QMS ");
    for (const Standard& standard : shipped().standards()) {
        const bool joins = standard.system == "QMS" || standard.system == "EMS";
        EXPECT_EQ(standard.optional, joins) << "in force only where the settings name it";
        EXPECT_EQ(standard.amendments.size(),
                  joins || standard.edition == "2022" || standard.edition == "2018" ? 1u : 0u);
    }
}

TEST(ClauseLists, CountTheAnnexOf2013) {
    EXPECT_EQ(count("iso27001:2013", ClauseKind::group, "A.", 1), 14);
    EXPECT_EQ(count("iso27001:2013", ClauseKind::group, "A.", 2), 35);
    EXPECT_EQ(count("iso27001:2013", ClauseKind::control, "A.", 3), 114);
    const long per_domain[] = {2, 7, 6, 10, 14, 2, 15, 14, 7, 13, 5, 7, 4, 8};
    for (int domain = 5; domain <= 18; ++domain) {
        EXPECT_EQ(count("iso27001:2013", ClauseKind::control, "A." + std::to_string(domain) + "."),
                  per_domain[domain - 5]);
    }
}

TEST(ClauseLists, CountTheAnnexOf2022) {
    EXPECT_EQ(count("iso27001:2022", ClauseKind::group, "A."), 4);
    EXPECT_EQ(count("iso27001:2022", ClauseKind::control, "A."), 93);
    EXPECT_EQ(count("iso27001:2022", ClauseKind::control, "A.5."), 37);
    EXPECT_EQ(count("iso27001:2022", ClauseKind::control, "A.6."), 8);
    EXPECT_EQ(count("iso27001:2022", ClauseKind::control, "A.7."), 14);
    EXPECT_EQ(count("iso27001:2022", ClauseKind::control, "A.8."), 34);
}

TEST(ClauseLists, CountTheLeafClauses) {
    EXPECT_EQ(leaves("iso27001:2013", ClauseKind::clause), 26);
    EXPECT_EQ(leaves("iso27001:2022", ClauseKind::clause), 30);
    EXPECT_EQ(leaves("iso20000-1:2011", ClauseKind::clause), 39);
    EXPECT_EQ(leaves("iso20000-1:2018", ClauseKind::clause), 62);
}

TEST(ClauseLists, SpeakTheStandardsOwnTitles) {
    const std::pair<const char*, const char*> titles[] = {
        // what crosses between the standards and editions
        {"iso27001:2013/10.1", "Nonconformity and corrective action"},
        {"iso27001:2022/10.1", "Continual improvement"},
        {"iso27001:2022/10.2", "Nonconformity and corrective action"},
        {"iso20000-1:2018/10.1", "Nonconformity and corrective action"},
        {"iso20000-1:2018/10.2", "Continual improvement"},
        {"iso27001:2022/6.3", "Planning of changes"},
        {"iso20000-1:2018/6.3", "Plan the service management system"},
        {"iso20000-1:2011/6.3", "Service continuity and availability management"},
        {"iso20000-1:2018/8.2", "Service portfolio"},
        {"iso27001:2022/8.2", "Information security risk assessment"},
        {"iso20000-1:2011/9.2", "Change management"},
        {"iso20000-1:2018/9.2", "Internal audit"},
        // 20000-1:2018
        {"iso20000-1:2018/7.6", "Knowledge"},
        {"iso20000-1:2018/8.2.3", "Control of parties involved in the service lifecycle"},
        {"iso20000-1:2018/8.2.6", "Configuration management"},
        {"iso20000-1:2018/8.3.4.2", "Management of internal suppliers and customers acting as a supplier"},
        {"iso20000-1:2018/8.5.1.1", "Change management policy"},
        {"iso20000-1:2018/8.5.1.2", "Change management initiation"},
        {"iso20000-1:2018/8.5.1.3", "Change management activities"},
        {"iso20000-1:2018/8.5.2.3", "Build and transition"},
        {"iso20000-1:2018/8.6.2", "Service request management"},
        {"iso20000-1:2018/8.7.2", "Service continuity management"},
        {"iso20000-1:2018/8.7.3.3", "Information security incidents"},
        {"iso20000-1:2018/9.4", "Service reporting"},
        {"iso20000-1:2018/9.2.1", "Internal audit"},
        // 20000-1:2011
        {"iso20000-1:2011/4.2", "Governance of processes operated by other parties"},
        {"iso20000-1:2011/4.5.4", "Monitor and review the SMS (Check)"},
        {"iso20000-1:2011/4.5.5.2", "Management of improvements"},
        {"iso20000-1:2011/6.6.3", "Information security changes and incidents"},
        {"iso20000-1:2011/9.1", "Configuration management"},
        // 27001's wording, not 27002's
        {"iso27001:2022/A.5.1", "Policies for information security"},
        {"iso27001:2022/A.5.21",
         "Managing information security in the information and communication technology (ICT) supply chain"},
        {"iso27001:2022/A.5.34", "Privacy and protection of personal identifiable information (PII)"},
        {"iso27001:2022/A.8.1", "User end point devices"},
        {"iso27001:2022/A.8.17", "Clock synchronization"},
        {"iso27001:2022/A.8.34", "Protection of information systems during audit testing"},
        {"iso27001:2022/9.2.2", "Internal audit programme"},
        {"iso27001:2022/9.3.3", "Management review results"},
        {"iso27001:2013/A.5.1", "Management direction for information security"},
        {"iso27001:2013/A.8.1.1", "Inventory of assets"},
        {"iso27001:2013/A.12.4.4", "Clock synchronisation"},
        {"iso27001:2013/A.18.2.3", "Technical compliance review"},
    };
    for (const auto& [id, expected] : titles) EXPECT_EQ(title(id), expected) << id;
}

TEST(ClauseLists, DoNotHaveWhatOnlyTheOtherEditionHas) {
    for (const char* id :
         {"iso27001:2013/6.3", "iso27001:2013/9.3.1", "iso27001:2022/A.12.3.1", "iso27001:2022/A.8.35",
          "iso27001:2013/A.5.2", "iso20000-1:2018/8.2.7", "iso20000-1:2018/10.3", "iso20000-1:2011/10.1"}) {
        EXPECT_FALSE(shipped().find(id)) << id;
    }
}

TEST(ClauseLists, DescribeEachClauseInOneLineOfItsOwn) {
    std::set<std::string> seen;
    for (const Clause& clause : shipped().clauses()) {
        EXPECT_GE(clause.description.size(), 15u) << clause.id;
        EXPECT_LE(clause.description.size(), 140u) << clause.id;
        EXPECT_TRUE(clause.description.ends_with('.') || clause.description.ends_with('?')) << clause.id;
        EXPECT_NE(clause.description, clause.title) << clause.id;
        EXPECT_EQ(clause.description.find(" shall "), std::string::npos)
            << clause.id << ": the standards' own voice";
        EXPECT_TRUE(
            seen.insert(shipped().standard_of(*shipped().find(clause.id)).id + clause.description).second)
            << clause.id;
    }
}

TEST(ClauseLists, NameParentsByTheirNumbers) {
    for (const Clause& clause : shipped().clauses()) {
        const std::size_t dot = clause.number.rfind('.');
        const std::string above = dot == std::string::npos ? "" : clause.number.substr(0, dot);
        if (clause.parent == no_clause) {
            EXPECT_TRUE(above.empty() || above == "A") << clause.id;
        } else {
            EXPECT_EQ(shipped().clause(clause.parent).number, above) << clause.id;
        }
        if (clause.kind == ClauseKind::group) {
            EXPECT_FALSE(clause.leaf()) << clause.id;
        }
        if (clause.kind == ClauseKind::control) {
            EXPECT_TRUE(clause.leaf()) << clause.id;
        }
    }
}

TEST(ClauseLists, KeepTheOrderOfTheStandards) {
    const auto parts = [](const std::string& number) {
        std::vector<int> out{number.starts_with("A.") ? 1 : 0};
        std::stringstream in(number.starts_with("A.") ? number.substr(2) : number);
        for (std::string part; std::getline(in, part, '.');) out.push_back(std::stoi(part));
        return out;
    };
    for (const Standard& standard : shipped().standards()) {
        for (std::size_t i = 1; i < standard.clauses.size(); ++i) {
            EXPECT_LT(parts(shipped().clause(standard.clauses[i - 1]).number),
                      parts(shipped().clause(standard.clauses[i]).number));
        }
    }
}

// Needs the evaluation data that lies beside the repository.
TEST(ClauseLists, HoldEveryClauseThatTheEvaluationUses) {
    const std::filesystem::path path = CLAUSEMARK_SOURCE_DIR "/../shared/eval/universe.json";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no evaluation data here";
    std::ifstream in(path);
    const nlohmann::json universe = nlohmann::json::parse(in);
    for (const auto& [standard, numbers] : universe.items()) {
        for (const auto& number : numbers) {
            const std::string id = standard + "/" + number.get<std::string>();
            EXPECT_TRUE(shipped().find(id)) << id;
        }
    }
}

}  // namespace
}  // namespace clausemark
