// SPDX-License-Identifier: Apache-2.0
// clausemark.json: what an organisation says of its wiki, its management systems and its documents. Here are
// the values and the loader; docs/configuration.md is the page for people. What the values do is left to the
// parts that read them.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/applicability/statement.h"
#include "indexer/standards/catalogue.h"
#include "indexer/store/record.h"
#include "parser/core/diagnostic.h"
#include "parser/formats/document.h"

namespace clausemark {

struct PageSelection {
    std::vector<std::string> include;                     ///< globs over paths
    std::vector<std::string> exclude;                     ///< win over include
    std::vector<std::pair<std::string, Format>> formats;  ///< the first glob that matches decides
    bool takes(std::string_view path) const;
    std::optional<Format> format_of(std::string_view path) const;
};

/// Pages of which any of these holds; where all are empty, every page.
struct Scope {
    std::vector<std::string> pages;                              ///< globs over paths
    std::vector<std::string> spaces;                             ///< globs over names of spaces
    std::map<std::string, std::vector<std::string>> properties;  ///< lower-case name: values, any case
    bool all() const { return pages.empty() && spaces.empty() && properties.empty(); }
};

struct ManagementSystem {
    std::string name;                    ///< "ISMS"
    std::vector<std::string> standards;  ///< ids; empty: those that specify a system of this name
    Scope scope;
};

/// What documents say of themselves.
enum class DocumentField : std::uint8_t {
    status,
    system,
    scope,
    owner,
    approver,
    version,
    review_date,
    type,
    satisfies,  ///< clauses that the page says it satisfies
    labels,     ///< words about the page, among them clauses
    // Facts of document control that are no attributes of a page: the checks alone look for them.
    marking,
    approval_date,
    last_review,
    review_interval,
    author
};
inline constexpr std::array<std::string_view, 15> document_fields{
    "status",  "system",        "scope",       "owner",           "approver",
    "version", "review-date",   "type",        "satisfies",       "labels",
    "marking", "approval-date", "last-review", "review-interval", "author"};

struct FieldSource {
    std::vector<std::string> names;  ///< of properties, lower case, the first one found counts
    std::map<Format, std::vector<std::string>> by_format;  ///< instead of `names` in that format
    std::string otherwise;                                 ///< where a page says nothing
    const std::vector<std::string>& names_in(Format format) const;
};

struct HeldElsewhere {
    std::string pointer;  ///< where: an address, a system, a folder
    std::string holder;   ///< who answers for it
    std::string checked;  ///< when somebody last looked, ISO 8601
};

struct Config {
    std::string wiki;  ///< its name; empty: the folder's
    PageSelection pages;
    std::vector<std::string> standards;  ///< ids in force; empty: the newest edition of each
    std::vector<std::string> languages;  ///< that the rules are written in, primary subtags; empty: any
    std::vector<ManagementSystem> systems;
    std::array<FieldSource, document_fields.size()> documents;  ///< by DocumentField
    std::map<std::string, DocumentStatus> statuses;             ///< lower-case word: what it means
    std::map<std::string, Applicability> applicability;         ///< by clause id
    std::map<std::string, OwnControl> own_controls;             ///< by id
    StatementSettings statement;                                ///< of applicability
    std::map<std::string, HeldElsewhere> held_elsewhere;        ///< by clause id
    std::vector<std::string> boilerplate_headings;              ///< sections to leave out, any case
    std::vector<std::string> boilerplate_texts;                 ///< passages to leave out
    std::size_t boilerplate_pages = 0;                          ///< a passage on more pages is a form
    std::vector<std::string> archived_copies;         ///< globs over paths and titles of old versions
    std::vector<std::string> translated_copies;       ///< ... of translations
    std::vector<std::vector<std::string>> hierarchy;  ///< of documents, highest first: words for each level
    double duplicate_similarity = 0;                  ///< from which regions are shown as duplicates, (0, 1]
    std::size_t duplicate_words = 0;                  ///< shorter regions are none
    std::size_t page_bytes = 0;                       ///< larger pages are left out
    unsigned threads = 0;                             ///< 0: as many as the machine has

    const FieldSource& field(DocumentField which) const { return documents[static_cast<std::size_t>(which)]; }
    /// What a page's word for its status means; `unstated` where no list has it.
    DocumentStatus status_named(std::string_view word) const;
    /// The standards in force: `standards`, else the newest edition of each family that is not optional.
    std::vector<StandardIndex> in_force(const Catalogue& catalogue) const;

    /// What holds without a file: corpus/config/defaults.json.
    static Config defaults();
};

/// Reads a configuration over the defaults; a key that is given replaces the default of that key. Every
/// mistake is a positioned diagnostic (CM301 to CM305); what was wrong keeps its default. Never throws.
/// O(text).
Config load_config(std::string_view path, std::string_view text, const Catalogue& catalogue,
                   std::vector<Diagnostic>& faults);

}  // namespace clausemark
