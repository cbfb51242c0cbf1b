// SPDX-License-Identifier: Apache-2.0
// What a store keeps of a page, as plain values. Names (clauses, rules, aspects) are text here, never indexes
// of a running program, so that what one process wrote another can read. How a record is made of a document
// and its analysis is said in indexer/pages; how it is kept is each store's own matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "indexer/duplicates/print.h"
#include "indexer/matcher/tag.h"
#include "indexer/store/said.h"
#include "parser/core/diagnostic.h"
#include "parser/formats/document.h"

namespace clausemark {

/// What names a page for good: a rename changes its title, not its key.
struct DocumentKey {
    std::string wiki;  ///< name of the wiki, or of the scanned folder
    std::string key;   ///< page id in the wiki, else the path below the folder
    auto operator<=>(const DocumentKey&) const = default;
    bool operator==(const DocumentKey&) const = default;
};

enum class DocumentStatus : std::uint8_t { unstated, draft, approved, edited, withdrawn };

/// Whether the words of a page count as evidence for a standard, and if not, why.
/// `rejected` stands in coverage alone: for tags that people rejected.
enum class Standing : std::uint8_t {
    counted,
    draft,
    edited,
    withdrawn,
    out_of_scope,
    other_language,
    rejected
};

/// Lower-case names, as files, the API and the store write them: "approved-but-edited", "out-of-scope".
std::string_view name_of(DocumentStatus status);
std::string_view name_of(Standing standing);
std::string_view name_of(Strength strength);
std::string_view name_of(PassageKind kind);

struct Attributes {
    std::string title;
    std::string space;
    Format format = Format::plain;
    DocumentStatus status = DocumentStatus::unstated;
    std::string system;  ///< as the page names it: "ISMS", "SMS", "both"; empty where it says nothing
    std::string owner;
    std::string approver;
    std::string version;
    std::string review_date;  ///< ISO 8601
    std::string type;
    std::string language;  ///< BCP 47, empty where unknown
    std::string permalink;
    std::string revision;             ///< opaque
    std::int64_t revision_order = 0;  ///< grows with time; a lower one never replaces a higher one
    std::string content_hash;         ///< of the source, in hexadecimal
    std::string rules_hash;           ///< of all that the analysis depends on besides the page
    bool operator==(const Attributes&) const = default;
};

struct DocumentRecord {
    DocumentKey id;
    Attributes attributes;
    std::int64_t sequence = 0;  ///< of the change that made it what it is
};

/// The visible text of a page is its passages in order, each followed by '\n'.
struct PassageRecord {
    PassageKind kind = PassageKind::paragraph;
    std::uint8_t level = 0;
    std::uint32_t heading = no_passage;
    std::uint32_t lead_in = no_passage;
    Span span;    ///< in the visible text of the page, bytes
    Span source;  ///< in its source, bytes
    std::string text;
    std::vector<std::string> heading_path;  ///< outermost first
    bool operator==(const PassageRecord&) const = default;
};

/// A place on the page, in both coordinates.
struct Place {
    Span text;  ///< in the visible text of the page
    Span source;
    bool operator==(const Place&) const = default;
};

struct TagRecord {
    std::uint32_t passage = 0;
    std::string clause;  ///< "iso27001:2022/A.8.13"
    std::string rule;
    Strength strength = Strength::none;
    double score = 0;
    bool shown = false;      ///< to readers, after what people said
    bool suggested = false;  ///< it would be shown if nobody had said anything
    bool named = false;      ///< the passage surely names the clause: counted as a mention, though not shown
    Standing standing = Standing::counted;
    TagState state = TagState::suggested;
    std::vector<std::string> aspects;  ///< "rule/aspect"
    std::vector<Place> evidence;
    std::vector<Said> said;  ///< what holds first; at most limits::said_of_a_tag
    bool operator==(const TagRecord&) const = default;
};

struct FactRecord {
    std::uint32_t passage = 0;
    std::string rule;
    std::string parameter;
    Measure measure;
    std::string written;               ///< as the page says it: "at least 12 characters"
    std::vector<std::string> scope;    ///< "severity:p1", "who:administrator"; sorted
    std::vector<std::string> subject;  ///< words that may say what it is about, folded; sorted
    bool labelled = false;             ///< the subject is a row's first cell, or what stands before a colon
    Place place;
    bool operator==(const FactRecord&) const = default;
};

struct CitationRecord {
    std::uint32_t passage = 0;
    std::string standard;  ///< "iso27001:2013"
    std::string clause;    ///< id, empty where the edition has no such number
    std::string number;    ///< as written
    bool edition_given = false;
    Place place;
    bool operator==(const CitationRecord&) const = default;
};

/// A clause that a page says it satisfies: a statement of its author, and no evidence.
struct DeclaredClause {
    std::string clause;    ///< id
    std::string property;  ///< that names it: "satisfies"
    std::string written;   ///< as the page says it
    Standing standing = Standing::counted;
    Span source;
    bool operator==(const DeclaredClause&) const = default;
};

/// How often one document answers a part of a clause: shown tags, counted by strength. The aspect "" stands
/// for the clause as a whole. With the strength `none` the document declares the clause.
struct CoverageRow {
    std::string clause;
    std::string aspect;  ///< "rule/aspect" or ""
    Standing standing = Standing::counted;
    Strength strength = Strength::none;
    std::int64_t passages = 0;
    std::int64_t confirmed = 0;  ///< among them, by people
    bool operator==(const CoverageRow&) const = default;
};

/// What tells a copy that should stay from one that may go, as the settings judge it.
struct DuplicateMarks {
    bool archived = false;         ///< an old version: withdrawn, or kept where archives are kept
    bool translation = false;      ///< of a page in another language
    bool in_scope = true;          ///< of one management system at least
    std::uint8_t rank = unranked;  ///< in the hierarchy of documents, 0 the highest
    static constexpr std::uint8_t unranked = 255;
    bool operator==(const DuplicateMarks&) const = default;
};

/// A page's worth: all that one save writes.
struct PageRecord {
    DocumentRecord document;
    std::string source;  ///< UTF-8
    std::vector<PassageRecord> passages;
    std::vector<TagRecord> tags;  ///< by passage, then clause; one a pair
    std::vector<FactRecord> facts;
    std::vector<CitationRecord> citations;
    std::vector<Diagnostic> diagnostics;  ///< found while the page was read and analysed
    std::vector<CoverageRow> coverage;    ///< one a (clause, aspect, standing, strength)
    // What its directives and its front matter say.
    std::vector<PageVerdict> verdicts;
    std::vector<PageSuppression> suppressions;
    std::vector<SuppressedDiagnostic> suppressed;  ///< no longer among `diagnostics`
    std::vector<DeclaredClause> declared;          ///< by clause, each once
    PagePrint print;  ///< for comparing the page with others; empty: it is not compared
    DuplicateMarks marks;
    std::vector<std::string> links;  ///< keys or titles of pages of the same wiki that it links to
};

}  // namespace clausemark
