// SPDX-License-Identifier: Apache-2.0
// What a store answers about duplicates: clusters of copies with the documents that have them, the regions
// between two copies with their aligned passages, forms that were left out, and what people decided. Texts
// are those of the documents' passages (Store::pages); what differs between two sides is indexer/drift.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/duplicates/tables.h"
#include "indexer/store/decisions.h"
#include "indexer/store/record.h"
#include "indexer/store/visible.h"

namespace clausemark {

/// One document's copy: its passages [begin, end).
struct DuplicateMember {
    DocumentRecord document;
    DuplicateMarks marks;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<std::string> heading_path;  ///< of its first passage, with that where it is a heading
    std::uint32_t copy = 0;  ///< members of one number have the same page content: DuplicateRegion::a, b
    std::int64_t links = 0;  ///< pages that link to this document
};

/// Two copies side by side: of any member of copy `a` and any of copy `b`.
struct DuplicateRegion {
    std::uint32_t a = 0;  ///< DuplicateMember::copy
    std::uint32_t b = 0;
    Region region;       ///< a's and b's passages, aligned; figures
    Overlap whole;       ///< of the two pages
    std::string key;     ///< content-derived: the same until one of the two texts changes
    DriftSummary drift;  ///< as StoreOptions::drift gave it; empty without
    double similarity() const { return clausemark::similarity(region.shared, region.a_size, region.b_size); }
    double containment() const {
        return clausemark::containment(region.shared, region.a_size, region.b_size);
    }
};

enum class DuplicateKind : std::uint8_t {
    page,       ///< whole pages: one page's content twice, or what both have is nearly all of both
    identical,  ///< regions of the same words
    edited,     ///< regions that differ
};
std::string_view name_of(DuplicateKind kind);  ///< "page", "identical", "edited"

struct DuplicateCluster {
    std::string id;  ///< 16 hexadecimal digits, made of the words of its copies
    DuplicateKind kind = DuplicateKind::edited;
    std::uint32_t words = 0;      ///< of its longest copy
    double similarity = 0;        ///< highest of two of its copies
    double least_similarity = 0;  ///< lowest of those compared
    double containment = 0;       ///< highest
    std::uint64_t documents = 0;  ///< in all; `members` holds at most DuplicateQuery::members of them
    std::vector<DuplicateMember> members;  ///< by wiki, key, begin
    std::vector<DuplicateRegion> regions;  ///< most shared first; at most DuplicateQuery::regions
    double weight = 0;  ///< of the gravest difference in any region that is not marked as intended
    std::optional<Decision> decision;
};

/// Fields that are set must hold for the cluster, or for one member of it at least.
struct DuplicateQuery {
    Visible visible = {};  ///< a cluster is made of visible documents alone
    std::optional<std::string> id;
    std::optional<DocumentKey> document;
    std::optional<std::string> space;
    std::optional<std::string> owner;
    std::optional<std::string> clause;  ///< a shown tag of it in a member's passages
    std::optional<DuplicateKind> kind;
    std::optional<std::string> drift;       ///< kind of a difference in a region, "duration"
    std::optional<std::string> difference;  ///< key of a region, or of a difference in one
    /// Regions below both connect nothing. Stored are those of limits like RegionOptions'.
    double min_similarity = 0.5;
    double min_containment = 0.8;
    bool decided = false;   ///< those marked as intended too
    bool archived = false;  ///< copies in archived documents and translations too
    /// Clusters that stand on more documents than BoilerplateSettings::pages, and are no whole pages, are
    /// forms whose blanks were filled in: these alone, or all but these.
    bool forms = false;
    /// Go on behind this cluster of an earlier answer (its weight, words and id matter).
    std::optional<DuplicateCluster> after;
    std::size_t limit = 100;
    std::size_t members = 100;
    std::size_t regions = 100;
};

/// A document that states facts. `counts`: it is approved (or says nothing of its status), in scope, and
/// neither an archived version nor a translation.
struct StatingDocument {
    DocumentRecord document;
    DuplicateMarks marks;
    bool counts() const {
        const DocumentStatus status = document.attributes.status;
        return (status == DocumentStatus::approved || status == DocumentStatus::unstated) && marks.in_scope &&
               !marks.archived && !marks.translation;
    }
};
struct StatedFact {
    std::size_t document = 0;  ///< index in StatedFacts::documents
    FactRecord fact;
    std::string text;  ///< of its passage
    std::vector<std::string> heading_path;
    std::uint32_t list = no_passage;     ///< of a list item or row: the heading that its list stands under
    std::uint32_t section = no_passage;  ///< the heading that its passage stands under
};
struct StatedFacts {
    std::vector<StatingDocument> documents;  ///< by wiki, key; those that state a fact asked for
    std::vector<StatedFact> facts;           ///< by parameter, document, place
};

/// A passage that is left out because it stands on so many pages, or on many in one place; or one of the
/// variants of a passage of which there are so many (limits::sets_of_a_shingle) that they are not compared
/// with each other.
struct FormPassage {
    std::string text;
    std::int64_t pages = 0;     ///< contents of pages that hold it, or a variant of it
    std::int64_t variants = 1;  ///< passages of different words; above 1: that is why they are left out
    bool in_one_place = false;  ///< left out under one heading or at the edges of these pages alone
    DocumentRecord document;    ///< one of them
    std::uint32_t passage = 0;
};

}  // namespace clausemark
