// SPDX-License-Identifier: Apache-2.0
// Keeps the rows of duplicates (tables.h) right while pages are saved and removed: which sets of shingles
// exist, which of them are similar, which are forms, and which regions two pages have in common. After any
// sequence of changes the rows say what they would say had the final pages been saved into an empty store,
// in any order. Knows no database; how clusters are made of regions is clusters.h.
//
// A print is a partner of another if passages of both are equal or similar, or if a passage of the one has
// the shingles of a sentence of a longer passage of the other: steps of a list here, one paragraph there.
// Sentences on more prints than a counting passage may have tell nothing.
//
// Similar means: Jaccard similarity of at least one half, found by the prefix filter (threshold.h) through
// shingles that at most limits::sets_of_a_shingle sets have in their prefixes. Sets whose prefixes share more
// of commoner ones than of these are variants of a form and are not paired. This, and the bound on the pages
// a counting set stands on (boilerplate.h), make the work of one change independent of the number of pages.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/duplicates/boilerplate.h"
#include "indexer/duplicates/tables.h"

namespace clausemark {

/// The least similarity of sets that are kept as similar: prefixes are of this length.
inline constexpr Threshold similar_sets_from{1, 2};

struct DuplicateSettings {
    BoilerplateSettings boilerplate;
    RegionOptions regions;
};

/// The settings as a line, equal for equal settings.
std::string describe(const DuplicateSettings& settings);

/// One for each transaction. Changes are taken one by one; finish() then compares what they touched.
class DuplicateUpkeep {
  public:
    DuplicateUpkeep(DuplicateTables& tables, const DuplicateSettings& settings)
        : tables_(tables), settings_(settings) {}

    /// The document has this content now. `compare_again`: its regions are made anew even if it had it before
    /// (the rules or the settings changed). O(print) look-ups and writes; nothing where nothing changed.
    void save(std::int64_t document, const PagePrint& print, bool compare_again);

    /// The document is gone.
    void remove(std::int64_t document);

    /// Every page is compared anew by finish(): for other settings. `prints`: all of them.
    void compare_again(const std::vector<PrintId>& prints);

    /// Brings forms, similar sets and regions up to date. O(pages that share passages with what changed).
    void finish();

  private:
    struct Loaded {
        std::string name;
        std::vector<StoredPassage> passages;
        LoadedSets sets;                        ///< those that count
        std::vector<ComparedPassage> compared;  ///< refers to `sets`
        std::vector<Shingle> whole;             ///< their union
    };

    void write(const PagePrint& print, PrintId id);
    void write_sentences(const std::vector<std::uint64_t>& sentences, PrintId id);
    void leave(SetId set, PrintId print);
    void release(PrintId print);
    SetId add_set(ShingleSet set);
    void drop_set(SetId set);
    void probe(SetId id, ShingleSet set);
    std::set<SetId> candidates(SetId id, ShingleSet set);
    void probe_again(SetId id);
    void judge(SetId id);
    void touch_prints_of(SetId set);
    std::vector<PrintId> partners(PrintId print);
    void compare(PrintId x, PrintId y);
    const Loaded& load(PrintId print);

    DuplicateTables& tables_;
    const DuplicateSettings& settings_;
    std::set<SetId> spread_;     ///< sets that came to pages or left them
    std::set<SetId> unsettled_;  ///< sets with a shingle that became common, or is common no more
    std::set<PrintId> touched_;  ///< prints whose regions must be made anew
    std::map<PrintId, Loaded> loaded_;
    std::size_t loaded_shingles_ = 0;
};

}  // namespace clausemark
