// SPDX-License-Identifier: Apache-2.0
// The rows of duplicates in SQLite, for the upkeep that a save runs inside its transaction. What is done with
// them is indexer/duplicates/upkeep.h.
#pragma once

#include <map>

#include "indexer/duplicates/tables.h"
#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

class SqliteDuplicateTables final : public DuplicateTables {
  public:
    SqliteDuplicateTables(Database& database, const RegionSummariser& drift) : db_(database), drift_(drift) {}

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
    const std::vector<RegionPassage>& texts_of(PrintId print);

    Database& db_;
    const RegionSummariser& drift_;
    std::map<PrintId, std::vector<RegionPassage>> texts_;  ///< of prints whose regions were summarised
};

/// All prints of the store.
std::vector<PrintId> all_prints(Database& database);

/// What the rows were made with; empty where nobody said.
std::string setting(Database& database, const std::string& name);
void set_setting(Database& database, const std::string& name, const std::string& value);

}  // namespace clausemark::sqlite
