// SPDX-License-Identifier: Apache-2.0
// What is left out of duplicates: passages on so many pages, and passages of which there are so many variants
// that they are not compared with each other. See read.h; the rules are in indexer/duplicates/upkeep.h.
#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "indexer/duplicates/upkeep.h"
#include "indexer/store/packing.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/rows.h"
#include "indexer/store/sqlite/seen.h"
#include "parser/core/limits.h"

namespace clausemark::sqlite {
namespace {

/// Sets that are left out together; the first stands for all.
struct Family {
    SetId set = 0;
    std::int64_t hash = 0;  ///< of that set: an order that does not depend on rows
    std::int64_t pages = 0;
    std::int64_t variants = 1;
    bool in_one_place = false;
};

/// "1", or that a visible document has this print.
std::string print_seen(const std::string& print, const Visible& visible) {
    if (visible.all()) return "1";
    return "EXISTS (SELECT 1 FROM document_print dp JOIN document d ON d.id = dp.document WHERE dp.print = " +
           print + " AND " + seen("d.space", visible) + ")";
}

void add_spread(Database& db, std::size_t limit, const BoilerplateSettings& settings, const Visible& visible,
                std::vector<Family>& found) {
    const auto most_that_count = [&](std::uint32_t pages) {
        return visible.all() ? std::int64_t{0} : std::int64_t{pages};
    };
    Statement row = db.prepare(
        "SELECT s.id, s.hash, count(*) AS pages FROM shingle_set s JOIN set_member m ON m.shingle_set = s.id "
        "WHERE s.common AND " +
        print_seen("m.print", visible) +
        " GROUP BY s.id HAVING pages > ? ORDER BY pages DESC, s.hash LIMIT ?");
    bind(row, visible).integer(most_that_count(settings.pages)).integer(static_cast<std::int64_t>(limit));
    while (row.step()) found.push_back({row.integer_at(0), row.integer_at(1), row.integer_at(2), 1, false});
    Statement placed = db.prepare(
        "SELECT s.id, s.hash, count(*) AS pages FROM set_member m JOIN shingle_set s ON s.id = m.shingle_set "
        "WHERE NOT m.counts AND NOT s.common AND " +
        print_seen("m.print", visible) +
        " GROUP BY s.id HAVING pages > ? ORDER BY pages DESC, s.hash LIMIT ?");
    bind(placed, visible)
        .integer(most_that_count(settings.pages_in_one_place()))
        .integer(static_cast<std::int64_t>(limit));
    while (placed.step())
        found.push_back({placed.integer_at(0), placed.integer_at(1), placed.integer_at(2), 1, true});
}

/// Joins sets that share a shingle of which so many sets have one that it does not bring them together.
class Families {
  public:
    Families(Database& db, const Visible& visible) {
        const std::string known = visible.all()
                                      ? "1"
                                      : "shingle_set IN (SELECT m.shingle_set FROM set_member m WHERE " +
                                            print_seen("m.print", visible) + ")";
        Statement row = db.prepare("SELECT p.shingle, p.shingle_set, p.size FROM posting p WHERE " + known +
                                   " AND p.shingle IN (SELECT shingle FROM posting WHERE " + known +
                                   " GROUP BY shingle HAVING count(*) > ?) ORDER BY p.shingle");
        bind(row, visible);
        bind(row, visible).integer(static_cast<std::int64_t>(limits::sets_of_a_shingle));
        std::int64_t shingle = 0;
        std::size_t first = none;
        while (row.step()) {
            const std::size_t set = number_of(row.integer_at(1), number_in(row, 2));
            ++common_[set];
            if (first == none || row.integer_at(0) != shingle) first = set;
            shingle = row.integer_at(0);
            parent_[std::max(root(set), root(first))] = std::min(root(set), root(first));
        }
    }

    /// Those of which a third or more is so common, by family.
    std::vector<std::vector<SetId>> sets() {
        std::unordered_map<std::size_t, std::vector<SetId>> families;
        for (std::size_t i = 0; i < ids_.size(); ++i)
            if (3 * common_[i] >= similar_sets_from.prefix(sizes_[i])) families[root(i)].push_back(ids_[i]);
        std::vector<std::vector<SetId>> found;
        for (auto& [root, sets] : families)
            if (sets.size() > 1) found.push_back(std::move(sets));
        return found;
    }

  private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t number_of(SetId id, std::uint32_t size) {
        const auto [entry, fresh] = numbers_.try_emplace(id, ids_.size());
        if (fresh) {
            parent_.push_back(ids_.size());
            common_.push_back(0);
            sizes_.push_back(size);
            ids_.push_back(id);
        }
        return entry->second;
    }
    std::size_t root(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }

    std::unordered_map<SetId, std::size_t> numbers_;
    std::vector<SetId> ids_;
    std::vector<std::uint32_t> sizes_;
    std::vector<std::uint64_t> common_;  ///< shingles of the prefix
    std::vector<std::size_t> parent_;
};

void add_varied(Database& db, const Visible& visible, std::vector<Family>& found) {
    Families families(db, visible);
    for (const std::vector<SetId>& sets : families.sets()) {
        Family family;
        family.variants = 0;
        std::unordered_set<PrintId> prints;
        for (const SetId set : sets) {
            Statement row = db.prepare(
                "SELECT s.hash, m.print FROM shingle_set s JOIN set_member m ON m.shingle_set = s.id "
                "WHERE s.id = ? AND NOT s.common AND " +
                print_seen("m.print", visible));
            row.integer(set);
            bind(row, visible);
            bool counted = false;
            while (row.step()) {
                if (!counted) ++family.variants;
                counted = true;
                prints.insert(row.integer_at(1));
                if (family.set != 0 && row.integer_at(0) >= family.hash) continue;
                family.set = set;
                family.hash = row.integer_at(0);
            }
        }
        family.pages = static_cast<std::int64_t>(prints.size());
        if (family.variants > 1) found.push_back(family);
    }
}

}  // namespace

std::vector<FormPassage> read_forms(Database& db, std::size_t limit, const BoilerplateSettings& settings,
                                    const Visible& visible) {
    std::vector<Family> found;
    add_spread(db, limit, settings, visible, found);
    add_varied(db, visible, found);
    std::ranges::sort(found, {}, [](const Family& f) { return std::tuple(-f.pages, f.hash, f.variants); });
    if (found.size() > limit) found.resize(limit);
    const std::string of_document =
        "SELECT (SELECT p.passages FROM print p WHERE p.id = dp.print), d.id, " + document_columns +
        " FROM document_print dp JOIN document d ON d.id = dp.document WHERE dp.print = "
        "(SELECT h.id FROM set_member m JOIN print h ON h.id = m.print WHERE m.shingle_set = ? "
        "AND (? OR NOT m.counts) AND " +
        print_seen("h.id", visible) + " ORDER BY h.name LIMIT 1) AND " + seen("d.space", visible) +
        " ORDER BY d.wiki, d.key LIMIT 1";
    std::vector<FormPassage> forms;
    for (const Family& family : found) {
        Statement row = db.prepare(of_document);
        row.integer(family.set).integer(!family.in_one_place);
        bind(row, visible);
        bind(row, visible);
        if (!row.step()) continue;
        const auto passages = unpack_passages(row.text_at(0));
        if (!passages) throw SqliteFailure{SQLITE_CORRUPT, "a print cannot be read"};
        const auto passage = std::ranges::find(*passages, family.set, &StoredPassage::set);
        if (passage == passages->end()) continue;
        FormPassage form;
        form.pages = family.pages;
        form.variants = family.variants;
        form.in_one_place = family.in_one_place;
        form.passage = static_cast<std::uint32_t>(passage - passages->begin());
        form.document = document_in(row, 2);
        Statement text = db.prepare("SELECT text FROM passage WHERE document = ? AND number = ?");
        text.integer(row.integer_at(1)).integer(form.passage);
        if (text.step()) form.text = text.text_at(0);
        forms.push_back(std::move(form));
    }
    return forms;
}

}  // namespace clausemark::sqlite
