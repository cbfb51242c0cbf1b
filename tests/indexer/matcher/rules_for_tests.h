// SPDX-License-Identifier: Apache-2.0
// Rules and pages for the matcher's tests, made from short texts.
#pragma once

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/program.h"
#include "indexer/matcher/rank.h"
#include "indexer/matcher/ruleset.h"
#include "parser/formats/formats.h"
#include "parser/rules/rule.h"
#include "tests/source_dir.h"

namespace clausemark::test {

inline std::shared_ptr<const Catalogue> catalogue() {
    static const auto made = [] {
        auto standards = std::make_shared<Catalogue>();
        std::vector<Diagnostic> faults;
        for (const char* name : {"iso27001-2013", "iso27001-2022", "iso20000-1-2011", "iso20000-1-2018"}) {
            const std::string path = std::string(CLAUSEMARK_SOURCE_DIR "/corpus/standards/") + name + ".json";
            std::ifstream in(path, std::ios::binary);
            standards->add(path, std::string(std::istreambuf_iterator<char>(in), {}), faults);
        }
        EXPECT_TRUE(faults.empty());
        return std::shared_ptr<const Catalogue>(standards);
    }();
    return made;
}

inline std::string rendered(const std::vector<Diagnostic>& faults) {
    std::string out;
    for (const Diagnostic& fault : faults) out += render(fault);
    return out;
}

inline std::shared_ptr<const RuleSet> compile(const std::vector<std::string>& texts,
                                              std::vector<Diagnostic>& faults) {
    std::vector<RuleFile> files;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        ParsedRules parsed = parse_rules("f" + std::to_string(i) + ".rules", texts[i]);
        faults.insert(faults.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
        files.push_back(std::move(parsed.file));
    }
    return RuleSet::compile(std::move(files), catalogue(), faults);
}

inline std::shared_ptr<const RuleSet> compile(const std::string& text) {
    std::vector<Diagnostic> faults;
    auto rules = compile(std::vector<std::string>{text}, faults);
    EXPECT_TRUE(rules != nullptr && faults.empty()) << rendered(faults);
    return rules;
}

/// The classes and settings that the tests read strengths with.
inline const std::string lexicon = R"(
class obligation = must | shall | "is required to" | "are required to"
class prohibition = "must not" | "shall not"
class imperative = log | restore | check | test | record
class recommendation = should
class permission = may
class statement = "is reviewed" | "are tested" | "is kept" | "are taken"
class denial = "is not" | "are not" | "there is no"
class illustration = "for example"
class procedure-title = procedure | runbook
class every = every | each | per
class month = january | may | december
class abbreviation = approx
number 2 = two
number 24 = "twenty four"
unit hour of duration = hour | hr | h : 3600
unit day of duration = day : 86400
unit character of length = character : 1
period quarterly = quarterly | "once a quarter" : 7776000
alias organisation = organization | organisations
)";

/// One rule about iso27001:2022/A.8.13 with one match.
inline std::string rule(const std::string& match, const std::string& more = "") {
    const std::string space = match.starts_with("(0") ? "" : " ";  // "match(0.5) x" has a weight
    return lexicon +
           "rule r {\n title \"R\"\n clauses iso27001:2022/A.8.13\n aspect a required \"a\" { match" + space +
           match + " }\n" + more + "}\n";
}

inline Document page(const std::string& text, Format format = Format::markdown) {
    return read_page(format, text);
}

/// The words of the first match's evidence, divided by "|"; "-" where the rule is silent.
inline std::string matched(const std::string& match, const std::string& text, const PageContext& context = {},
                           Format format = Format::plain) {
    const auto rules = compile(rule(match));
    if (rules == nullptr) return "no rules";
    Analyzer analyzer(rules);
    const Document document = page(text, format);
    std::string out;
    for (const RuleHit& hit : analyzer.analyze(document, context).hits) {
        for (const Reason& reason : hit.reasons) {
            for (const Span span : reason.evidence) {
                out += (out.empty() ? "" : "|") + std::string(span.of(document.text));
            }
        }
    }
    return out.empty() ? "-" : out;
}

inline Strength strength(const std::string& match, const std::string& text, const PageContext& context = {}) {
    const auto rules = compile(rule(match));
    Analyzer analyzer(rules);
    Strength best = Strength::none;
    for (const RuleHit& hit : analyzer.analyze(page(text), context).hits) best = std::max(best, hit.strength);
    return best;
}

}  // namespace clausemark::test
