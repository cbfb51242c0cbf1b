// SPDX-License-Identifier: Apache-2.0
// The rows that duplicates are kept in, as the upkeep (upkeep.h) reads and writes them inside one transaction
// of a store; each store implements it with its own queries. Rows speak of prints, not of documents: a print
// is the content of one page or of a hundred thousand copies of it, and everything here is kept once for all
// of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/duplicates/print.h"
#include "indexer/duplicates/regions.h"

namespace clausemark {

using PrintId = std::int64_t;  ///< of a print's row; 0: none
using SetId = std::int64_t;    ///< of a set of shingles that passages have; 0: none

/// A print that has a set: `place` is that of the first passage that has it.
struct SetMember {
    PrintId print = 0;
    std::uint64_t place = 0;
    bool counts = true;  ///< not a form by its place; SetRow::common overrules it
};

struct SetRow {
    std::vector<Shingle> shingles;
    bool common = false;  ///< on so many pages that it counts on none
};

/// Sets of one page with their shingles, one behind the other.
struct LoadedSets {
    struct Place {
        SetId set = 0;
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    std::vector<Place> sets;  ///< by id
    std::vector<Shingle> shingles;
    ShingleSet operator[](const Place& place) const {
        return ShingleSet(shingles).subspan(place.begin, place.end - place.begin);
    }
};

/// An element of a set's prefix.
struct Posting {
    SetId set = 0;
    std::uint32_t position = 0;  ///< of the shingle in the set
    std::uint32_t size = 0;      ///< of the set
};

struct StoredPassage {
    SetId set = 0;
    std::uint64_t words_hash = 0;
    std::uint32_t words = 0;
    bool left_out = false;
};
struct StoredPrint {
    std::string name;
    std::vector<StoredPassage> passages;
};

/// What differs in a region, in short.
struct DriftSummary {
    double weight = 0;  ///< of the gravest difference, (0, 1]; 0: nothing differs, or nobody looked
    std::string text;   ///< lines of drift_lines.h
    bool operator==(const DriftSummary&) const = default;
};

/// A region between two prints, the one of lower name first.
struct StoredRegion {
    Region region;
    Overlap whole;             ///< of the two pages
    std::uint64_t a_text = 0;  ///< hash of the words of the region's side
    std::uint64_t b_text = 0;
    DriftSummary drift;
};

class DuplicateTables {
  public:
    virtual ~DuplicateTables() = default;

    // Prints, and the documents that have them.
    virtual PrintId print_of(std::int64_t document) = 0;
    virtual void assign(std::int64_t document, PrintId print) = 0;  ///< 0: takes it away
    virtual bool is_used(PrintId print) = 0;                        ///< by any document
    virtual PrintId find_print(const std::string& name) = 0;
    virtual PrintId add_print(const std::string& name) = 0;
    virtual void set_print(PrintId print, const std::string& name,
                           const std::vector<StoredPassage>& passages) = 0;
    virtual StoredPrint print(PrintId print) = 0;
    virtual void remove_print(PrintId print) = 0;  ///< the row alone

    // Sets. Equal sets have one row.
    virtual SetId find_set(ShingleSet set) = 0;
    virtual SetId add_set(ShingleSet set) = 0;
    virtual std::optional<SetRow> set(SetId set) = 0;
    virtual void set_common(SetId set, bool common) = 0;
    virtual void remove_set(SetId set) = 0;  ///< with its pairs of similar sets

    // Which prints have them.
    virtual void put_member(SetId set, const SetMember& member) = 0;  ///< in place of one of that print
    virtual void set_counts(SetId set, PrintId print, bool counts) = 0;
    virtual void remove_member(SetId set, PrintId print) = 0;
    virtual std::vector<SetMember> members(SetId set, std::size_t limit) = 0;
    /// By set, each with the place it has on the print.
    virtual std::vector<std::pair<SetId, std::uint64_t>> sets_of(PrintId print) = 0;
    /// The sets of a print that count on it.
    virtual LoadedSets counting_sets(PrintId print) = 0;

    // Sentences of longer passages, by set_hash of their shingles.
    virtual void put_sentence(std::uint64_t sentence, PrintId print) = 0;
    virtual void remove_sentence(std::uint64_t sentence, PrintId print) = 0;
    virtual std::vector<PrintId> with_sentence(std::uint64_t sentence, std::size_t limit) = 0;
    virtual std::vector<std::uint64_t> sentences_of(PrintId print) = 0;
    /// The set of passages that has this hash, with its size; 0 where there is none.
    virtual std::pair<SetId, std::size_t> set_of_sentence(std::uint64_t sentence) = 0;

    // Prefixes.
    virtual void add_posting(Shingle shingle, const Posting& posting) = 0;
    virtual void remove_posting(Shingle shingle, SetId set) = 0;
    virtual std::vector<Posting> postings(Shingle shingle, std::size_t limit) = 0;

    // Pairs of similar sets; both directions are written and removed together.
    virtual void add_similar(SetId a, SetId b) = 0;
    virtual void remove_similar(SetId a, SetId b) = 0;
    virtual std::vector<SetId> similar(SetId set) = 0;

    // Regions.
    virtual void remove_regions(PrintId print) = 0;  ///< those it has with any other
    virtual void add_regions(PrintId a, PrintId b, const std::vector<StoredRegion>& regions) = 0;
    /// What differs between the two sides of a region; empty where nobody asks for it.
    virtual DriftSummary drift(PrintId a, PrintId b, const Region& region) = 0;
};

}  // namespace clausemark
