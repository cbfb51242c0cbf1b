// SPDX-License-Identifier: Apache-2.0
// The rows of duplicates as they would be if one document had another content: reads go to the rows of a
// store, writes are kept here and seen by later reads. The upkeep (upkeep.h) runs over it as it runs over a
// store, so that what a draft shares with other pages is exactly what saving it would find, and nothing is
// written. For one draft, inside one read transaction. Costs what a save does, without its writes.
#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "indexer/duplicates/tables.h"

namespace clausemark {

class DraftTables final : public DuplicateTables {
  public:
    /// `document`: the one that the draft is of; any number that no document has for a new one. `alone`: no
    /// other document has its print.
    DraftTables(DuplicateTables& stored, std::int64_t document, bool alone);

    /// What the draft has in common with others; it is a or b of each.
    struct Found {
        PrintId a = 0;
        PrintId b = 0;
        std::vector<StoredRegion> regions;
    };
    const std::vector<Found>& found() const { return found_; }

    PrintId print_of(std::int64_t document) override;
    void assign(std::int64_t document, PrintId print) override;
    bool is_used(PrintId print) override;
    PrintId find_print(const std::string& name) override;
    PrintId add_print(const std::string& name) override;
    void set_print(PrintId print, const std::string& name,
                   const std::vector<StoredPassage>& passages) override;
    StoredPrint print(PrintId print) override;
    void remove_print(PrintId print) override;

    SetId find_set(ShingleSet set) override;
    SetId add_set(ShingleSet set) override;
    std::optional<SetRow> set(SetId set) override;
    void set_common(SetId set, bool common) override;
    void remove_set(SetId set) override;

    void put_member(SetId set, const SetMember& member) override;
    void set_counts(SetId set, PrintId print, bool counts) override;
    void remove_member(SetId set, PrintId print) override;
    std::vector<SetMember> members(SetId set, std::size_t limit) override;
    std::vector<std::pair<SetId, std::uint64_t>> sets_of(PrintId print) override;
    LoadedSets counting_sets(PrintId print) override;

    void put_sentence(std::uint64_t sentence, PrintId print) override;
    void remove_sentence(std::uint64_t sentence, PrintId print) override;
    std::vector<PrintId> with_sentence(std::uint64_t sentence, std::size_t limit) override;
    std::vector<std::uint64_t> sentences_of(PrintId print) override;
    std::pair<SetId, std::size_t> set_of_sentence(std::uint64_t sentence) override;

    void add_posting(Shingle shingle, const Posting& posting) override;
    void remove_posting(Shingle shingle, SetId set) override;
    std::vector<Posting> postings(Shingle shingle, std::size_t limit) override;

    void add_similar(SetId a, SetId b) override;
    void remove_similar(SetId a, SetId b) override;
    std::vector<SetId> similar(SetId set) override;

    void remove_regions(PrintId print) override;
    void add_regions(PrintId a, PrintId b, const std::vector<StoredRegion>& regions) override;
    DriftSummary drift(PrintId a, PrintId b, const Region& region) override;

  private:
    template <typename Key, typename Value>
    using Changes = std::map<Key, std::map<Value, bool>>;  ///< true: it came, false: it left

    std::vector<SetMember> all_members(SetId set);

    DuplicateTables& stored_;
    const std::int64_t document_;
    const bool alone_;
    PrintId print_;  ///< of the draft
    const PrintId before_;
    std::int64_t next_id_;

    std::map<PrintId, StoredPrint> prints_;
    std::set<PrintId> removed_prints_;
    std::map<SetId, SetRow> sets_;  ///< new ones, and those that became common or cease to be
    std::map<std::vector<Shingle>, SetId> new_sets_;
    std::map<std::uint64_t, std::pair<SetId, std::size_t>> new_hashes_;  ///< with sizes
    std::set<SetId> removed_sets_;
    std::map<SetId, std::map<PrintId, std::optional<SetMember>>> members_;  ///< nothing: it left
    Changes<std::uint64_t, PrintId> sentences_;
    std::map<Shingle, std::map<SetId, std::optional<Posting>>> postings_;
    Changes<SetId, SetId> similar_;
    std::vector<Found> found_;
};

}  // namespace clausemark
