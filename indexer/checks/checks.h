// SPDX-License-Identifier: Apache-2.0
// The checks of `clausemark check`, and what they may know. A check of pages is a pure function of one page;
// a check of the wiki asks the store and reads the digests of all pages. table.cpp lists all of them: a check
// is added there and nowhere else. Severity, suppression and order are left to run.h.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/checks/baseline.h"
#include "indexer/checks/control_facts.h"
#include "indexer/checks/finding.h"
#include "indexer/checks/link_targets.h"
#include "indexer/config/checks.h"
#include "indexer/config/config.h"
#include "indexer/correspondences/correspondences.h"
#include "indexer/coverage/coverage.h"
#include "indexer/standards/catalogue.h"
#include "indexer/standards/citation.h"
#include "indexer/store/store.h"
#include "parser/formats/document.h"

namespace clausemark {

class RuleSet;

/// What is known of the wikis beyond their stored pages, where somebody looked.
struct Surroundings {
    /// Whether a file lies below the folder of a wiki; empty: nobody can say.
    std::function<bool(const std::string& wiki, const std::string& path)> file_exists;
    /// Titles that lead to another page, by wiki; a wiki that is missing here may have some.
    std::map<std::string, std::set<std::string>> redirects;
};

/// What every check may know; immutable while checks run.
struct CheckContext {
    const Catalogue& catalogue;
    const CitationFinder& citations;
    const std::shared_ptr<const RuleSet>& rules;
    const Config& config;
    const CheckSettings& settings;
    const PartsOfClauses& parts;
    const Declarations& declarations;
    const Correspondences& correspondences;
    std::chrono::sys_days as_of;           ///< the day for which dates are judged
    const Surroundings* around = nullptr;  ///< null: nothing is known
    const Baseline* baseline = nullptr;    ///< null: there is none
};

/// A page as it is stored, and read again: passages of both have the same numbers. `document` has what no
/// record has: directives, properties and links with their places.
struct PageView {
    const PageRecord& record;
    const Document& document;
};

/// What checks of the wiki know of each page without loading it again.
struct PageDigest {
    DocumentRecord document;
    std::vector<PageLink> links;  ///< that may lead to a page
    std::vector<Directive> directives;
    std::vector<std::string> anchors;  ///< anchor_form() of headings and of ids the page sets; sorted
    ControlFacts control;
};
PageDigest digest_of(const PageView& page, const Config& config);  ///< O(page)

struct WikiView {
    Store& store;
    const std::vector<PageDigest>& pages;  ///< of the whole store, by wiki and key
};

/// Depends on the page and the context alone.
using PageCheck = void (*)(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
/// Fails only where the store does.
using WikiCheck = Status (*)(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);

struct Check {
    std::string_view name;
    std::vector<Code> codes;  ///< that it may report; it is not run where all of them are off
    PageCheck page = nullptr;
    WikiCheck wiki = nullptr;
};
std::span<const Check> all_checks();

// --- for those who write checks

/// On words of the visible text of a page.
Finding finding_at(const PageView& page, Code code, Span text, std::string message, std::string hint = {});
/// On a stretch of its source.
Finding finding_in_source(const PageView& page, Code code, Span source, std::string message,
                          std::string hint = {});
/// On the page as a whole.
Finding finding_on(const DocumentRecord& page, Code code, std::string message, std::string hint = {});
/// On the wiki as a whole.
Finding finding_of_wiki(Code code, std::string subject, std::string message, std::string hint = {});

/// How far each leaf clause in force is answered, and where: what a baseline keeps. O(clauses) queries.
Result<std::map<std::string, Baseline::Clause>> clause_states(Store& store, const CheckContext& context);

/// "control A.8.13" or "clause 8.1": a bare number would be ambiguous.
std::string clause_words(const Clause& clause);

// --- the checks, by file

void check_reading(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
void check_terminology(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
void check_confirmations(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
Status check_decisions(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);
void check_editions(const PageView& page, const CheckContext& context, std::vector<Finding>& out);
Status check_links(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);
Status check_copies(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);
Status check_values(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);
Status check_coverage(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out);

}  // namespace clausemark
