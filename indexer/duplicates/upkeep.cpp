// SPDX-License-Identifier: Apache-2.0
// What a change of one page changes elsewhere. See upkeep.h.
#include "indexer/duplicates/upkeep.h"

#include <algorithm>
#include <string>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::size_t kept_shingles = 4u << 20;  // of loaded prints: 32 MiB
// Of what follows from two prints. Grows when other regions would be found in the same pages, so that a store
// of before compares all of them anew.
constexpr int comparison_version = 3;
constexpr std::uint32_t verbatim_sentences = 2;  // that make two prints partners

}  // namespace

std::string describe(const DuplicateSettings& settings) {
    std::string line = "comparison " + std::to_string(comparison_version) + ", ";
    line += std::to_string(settings.boilerplate.pages) + " pages, ";
    line += std::to_string(settings.regions.words) + " words, from";
    for (const Threshold& threshold :
         {settings.regions.alike, settings.regions.akin, settings.regions.least, settings.regions.inside})
        line.append(" ").append(std::to_string(threshold.value()));
    return line;
}

void DuplicateUpkeep::save(std::int64_t document, const PagePrint& print, bool compare_again) {
    const PrintId old = tables_.print_of(document);
    const PrintId same = print.name.empty() ? 0 : tables_.find_print(print.name);
    if (same != 0 && compare_again) touched_.insert(same);
    if (same != 0 && same == old) return;
    tables_.assign(document, same);
    const bool leaves = old != 0 && !tables_.is_used(old);
    if (same != 0 || print.name.empty()) {
        if (leaves) release(old);
        return;
    }
    const PrintId id = leaves ? old : tables_.add_print(print.name);
    write(print, id);
    tables_.assign(document, id);
}

void DuplicateUpkeep::remove(std::int64_t document) {
    const PrintId old = tables_.print_of(document);
    if (old == 0) return;
    tables_.assign(document, 0);
    if (!tables_.is_used(old)) release(old);
}

void DuplicateUpkeep::compare_again(const std::vector<PrintId>& prints) {
    for (const PrintId print : prints) {
        touched_.insert(print);
        for (const auto& [set, place] : tables_.sets_of(print)) spread_.insert(set);
    }
}

/// Gives a print this content. Sets that it had and has keep their rows, and sets that go make room before
/// those that come are counted.
void DuplicateUpkeep::write(const PagePrint& print, PrintId id) {
    std::vector<StoredPassage> passages;
    std::vector<std::uint32_t> with_set;  // equal sets together, each in the order of the page
    for (std::uint32_t i = 0; i < print.passages.size(); ++i) {
        const PassagePrint& p = print.passages[i];
        passages.push_back({0, p.words_hash, p.words, p.left_out});
        if (!print.set(i).empty()) with_set.push_back(i);
    }
    std::ranges::stable_sort(with_set, [&](auto x, auto y) {
        return std::ranges::lexicographical_compare(print.set(x), print.set(y));
    });
    const auto repeats = [&](std::size_t k) {
        return k > 0 && std::ranges::equal(print.set(with_set[k - 1]), print.set(with_set[k]));
    };
    std::map<SetId, std::uint64_t> leaving;  // and the place that each had
    for (const auto& [set, place] : tables_.sets_of(id)) leaving.emplace(set, place);
    const auto join = [&](SetId set, std::uint32_t passage) {
        passages[passage].set = set;
        const std::uint64_t place = print.passages[passage].place;
        const auto had = leaving.find(set);
        const bool same = had != leaving.end() && had->second == place;
        if (had != leaving.end()) leaving.erase(had);
        if (same) return;
        tables_.put_member(set, {id, place, true});
        spread_.insert(set);
    };
    for (std::size_t k = 0; k < with_set.size(); ++k)
        if (!repeats(k))
            if (const SetId known = tables_.find_set(print.set(with_set[k])); known != 0)
                join(known, with_set[k]);
    for (const auto& [set, place] : leaving) leave(set, id);
    leaving.clear();  // their numbers may be given to new sets
    for (std::size_t k = 0; k < with_set.size(); ++k) {
        StoredPassage& passage = passages[with_set[k]];
        if (repeats(k))
            passage.set = passages[with_set[k - 1]].set;
        else if (passage.set == 0)
            join(add_set(print.set(with_set[k])), with_set[k]);
    }
    write_sentences(print.sentences, id);
    tables_.set_print(id, print.name, passages);
    touched_.insert(id);
}

/// Where a sentence comes to so many prints that it tells nothing, or where it tells again, all of them are
/// compared anew.
void DuplicateUpkeep::write_sentences(const std::vector<std::uint64_t>& sentences, PrintId id) {
    const std::size_t pages = settings_.boilerplate.pages;
    const std::vector<std::uint64_t> had = tables_.sentences_of(id);
    for (const std::uint64_t sentence : had) {
        if (std::ranges::binary_search(sentences, sentence)) continue;
        tables_.remove_sentence(sentence, id);
        const std::vector<PrintId> prints = tables_.with_sentence(sentence, pages + 1);
        if (prints.size() == pages) touched_.insert(prints.begin(), prints.end());
    }
    for (const std::uint64_t sentence : sentences) {
        if (std::ranges::binary_search(had, sentence)) continue;
        tables_.put_sentence(sentence, id);
        const std::vector<PrintId> prints = tables_.with_sentence(sentence, pages + 2);
        if (prints.size() == pages + 1) touched_.insert(prints.begin(), prints.end());
    }
}

void DuplicateUpkeep::leave(SetId set, PrintId print) {
    tables_.remove_member(set, print);
    if (tables_.members(set, 1).empty())
        drop_set(set);
    else
        spread_.insert(set);
}

void DuplicateUpkeep::release(PrintId print) {
    tables_.remove_regions(print);
    for (const auto& [set, place] : tables_.sets_of(print)) leave(set, print);
    write_sentences({}, print);
    tables_.remove_print(print);
    touched_.erase(print);
}

SetId DuplicateUpkeep::add_set(ShingleSet set) {
    const SetId id = tables_.add_set(set);
    const auto size = static_cast<std::uint32_t>(set.size());
    for (std::uint32_t k = 0; k < similar_sets_from.prefix(size); ++k)
        tables_.add_posting(set[k], {id, k, size});
    probe(id, set);
    return id;
}

void DuplicateUpkeep::drop_set(SetId id) {
    const auto row = tables_.set(id);
    tables_.remove_set(id);
    spread_.erase(id);
    unsettled_.erase(id);
    if (!row) return;
    for (std::size_t k = 0; k < similar_sets_from.prefix(row->shingles.size()); ++k) {
        tables_.remove_posting(row->shingles[k], id);
        const auto list = tables_.postings(row->shingles[k], limits::sets_of_a_shingle + 1);
        if (list.size() == limits::sets_of_a_shingle)
            for (const Posting& posting : list) unsettled_.insert(posting.set);
    }
}

/// Sets that may be similar by size and by place of a shared shingle that is not common. Common shingles
/// speak against a pair: variants of one form share many of them, and now and then a rarer one by chance.
std::set<SetId> DuplicateUpkeep::candidates(SetId id, ShingleSet set) {
    std::map<SetId, std::size_t> rare;  // shared ones that are not common
    std::vector<Shingle> common;
    const std::size_t size = set.size();
    for (std::size_t k = 0; k < similar_sets_from.prefix(size); ++k) {
        const auto list = tables_.postings(set[k], limits::sets_of_a_shingle + 2);
        if (list.size() > limits::sets_of_a_shingle) {
            common.push_back(set[k]);
            if (list.size() == limits::sets_of_a_shingle + 1)  // it was not, one set ago
                for (const Posting& posting : list) unsettled_.insert(posting.set);
            continue;
        }
        for (const Posting& other : list) {
            if (other.set == id || other.size < similar_sets_from.smallest_partner(size) ||
                other.size > similar_sets_from.largest_partner(size))
                continue;
            // What is left behind the shared shingle on both sides must be enough, with what may lie before.
            const std::size_t before = std::min<std::size_t>(k, other.position);
            const std::size_t behind = std::min<std::size_t>(size - k, other.size - other.position);
            if (before + behind >= similar_sets_from.least_overlap(size, other.size)) ++rare[other.set];
        }
    }
    std::set<SetId> found;
    for (const auto& [other, count] : rare) {
        std::size_t forms = 0;
        if (common.size() > count)
            if (const auto row = tables_.set(other))
                forms = overlap_of(
                    common, ShingleSet(row->shingles).first(similar_sets_from.prefix(row->shingles.size())));
        if (count >= forms) found.insert(other);
    }
    return found;
}

void DuplicateUpkeep::probe(SetId id, ShingleSet set) {
    for (const SetId other : candidates(id, set)) {
        const auto row = tables_.set(other);
        if (!row) continue;
        const std::size_t least = similar_sets_from.least_overlap(set.size(), row->shingles.size());
        if (overlap_of(set, row->shingles, least) >= least) tables_.add_similar(id, other);
    }
}

/// Which sets are reached through shingles that are not common has changed: pairs come and go.
void DuplicateUpkeep::probe_again(SetId id) {
    const auto row = tables_.set(id);
    if (!row) return;
    const std::set<SetId> reached = candidates(id, row->shingles);
    const std::vector<SetId> before = tables_.similar(id);
    bool changed = false;
    for (const SetId other : before)
        if (!reached.contains(other)) {
            tables_.remove_similar(id, other);
            changed = true;
        }
    for (const SetId other : reached) {
        if (std::ranges::find(before, other) != before.end()) continue;
        const auto partner = tables_.set(other);
        if (!partner) continue;
        const std::size_t least =
            similar_sets_from.least_overlap(row->shingles.size(), partner->shingles.size());
        if (overlap_of(row->shingles, partner->shingles, least) < least) continue;
        tables_.add_similar(id, other);
        changed = true;
    }
    if (changed) touch_prints_of(id);
}

void DuplicateUpkeep::touch_prints_of(SetId set) {
    const std::uint32_t pages = settings_.boilerplate.pages;
    const auto members = tables_.members(set, pages + 1);
    if (members.size() > pages) return;  // a form: no region rests on it
    for (const SetMember& member : members) touched_.insert(member.print);
}

/// Whether the set is a form, and where.
void DuplicateUpkeep::judge(SetId id) {
    const auto row = tables_.set(id);
    if (!row) return;
    const std::uint32_t pages = settings_.boilerplate.pages;
    auto members = tables_.members(id, pages + 1);
    const bool common = members.size() > pages;
    if (common != row->common) {
        tables_.set_common(id, common);
        if (common) members = tables_.members(id, static_cast<std::size_t>(-1));
        for (const SetMember& member : members) touched_.insert(member.print);
    }
    if (common) return;
    std::vector<std::uint64_t> places;
    places.reserve(members.size());
    for (const SetMember& member : members) places.push_back(member.place);
    const std::vector<bool> counts = counting(places, settings_.boilerplate);
    for (std::size_t i = 0; i < members.size(); ++i) {
        if (counts[i] == members[i].counts) continue;
        tables_.set_counts(id, members[i].print, counts[i]);
        touched_.insert(members[i].print);
    }
}

void DuplicateUpkeep::finish() {
    // A set probed again never unsettles others: no posting is written any more.
    std::set<SetId> unsettled;
    unsettled.swap(unsettled_);
    for (const SetId set : unsettled) probe_again(set);
    for (const SetId set : std::set<SetId>(std::move(spread_))) judge(set);

    std::set<std::pair<PrintId, PrintId>> pairs;
    for (const PrintId print : touched_) {
        tables_.remove_regions(print);
        for (const PrintId other : partners(print))
            pairs.emplace(std::min(print, other), std::max(print, other));
    }
    for (const auto& [x, y] : pairs) compare(x, y);
    spread_.clear();
    unsettled_.clear();
    touched_.clear();
    loaded_.clear();
    loaded_shingles_ = 0;
}

/// Prints that have counting passages equal or similar to passages of this, of enough words together to make
/// a region: a shingle stands for a word, and a quarter may be in passages that were edited beyond likeness.
/// And prints whose longer passages hold two sentences of this word for word, however much the rest differs.
std::vector<PrintId> DuplicateUpkeep::partners(PrintId print) {
    std::map<PrintId, std::size_t> shingles;
    const std::uint32_t pages = settings_.boilerplate.pages;
    const auto add_passages = [&](SetId set, std::size_t size) {
        for (const SetMember& member : tables_.members(set, pages))
            if (member.counts && member.print != print) shingles[member.print] += size;
    };
    const auto add_prints = [&](const std::vector<PrintId>& prints, std::size_t size) {
        if (prints.size() > pages) return;
        for (const PrintId other : prints)
            if (other != print) shingles[other] += size;
    };
    const LoadedSets& sets = load(print).sets;
    for (const LoadedSets::Place& place : sets.sets) {
        const std::size_t size = place.end - place.begin;
        add_passages(place.set, size);
        add_prints(tables_.with_sentence(set_hash(sets[place]), pages + 1), size);
        for (const SetId other : tables_.similar(place.set)) {
            const auto row = tables_.set(other);
            if (row && !row->common) add_passages(other, std::min(size, row->shingles.size()));
        }
    }
    std::map<PrintId, std::uint32_t> verbatim;  // sentences that both prints hold in longer passages
    for (const std::uint64_t sentence : tables_.sentences_of(print)) {
        const std::vector<PrintId> prints = tables_.with_sentence(sentence, pages + 1);
        if (prints.size() > pages) continue;
        for (const PrintId other : prints)
            if (other != print) ++verbatim[other];
        const auto [set, size] = tables_.set_of_sentence(sentence);
        if (set == 0) continue;
        const auto row = tables_.set(set);
        if (row && !row->common) add_passages(set, size);
    }
    std::set<PrintId> found;
    for (const auto& [other, size] : shingles)
        if (4 * size >= settings_.regions.words) found.insert(other);
    for (const auto& [other, count] : verbatim)
        if (count >= verbatim_sentences) found.insert(other);
    return {found.begin(), found.end()};
}

const DuplicateUpkeep::Loaded& DuplicateUpkeep::load(PrintId print) {
    if (const auto known = loaded_.find(print); known != loaded_.end()) return known->second;
    Loaded& loaded = loaded_[print];
    StoredPrint stored = tables_.print(print);
    loaded.name = std::move(stored.name);
    loaded.passages = std::move(stored.passages);
    loaded.sets = tables_.counting_sets(print);
    for (const StoredPassage& passage : loaded.passages) {
        ComparedPassage compared{{},
                                 static_cast<std::uint64_t>(passage.set),
                                 passage.words_hash,
                                 passage.words,
                                 !passage.left_out};
        if (passage.set != 0) {
            const auto& sets = loaded.sets.sets;
            const auto place = std::ranges::lower_bound(sets, passage.set, {}, &LoadedSets::Place::set);
            compared.counts = place != sets.end() && place->set == passage.set;
            if (compared.counts) compared.set = loaded.sets[*place];
        }
        loaded.compared.push_back(compared);
    }
    loaded.whole = union_of(loaded.compared);
    loaded_shingles_ += 2 * loaded.sets.shingles.size();
    return loaded;
}

void DuplicateUpkeep::compare(PrintId x, PrintId y) {
    if (loaded_shingles_ > kept_shingles) {
        loaded_.clear();
        loaded_shingles_ = 0;
    }
    const Loaded* a = &load(x);
    const Loaded* b = &load(y);
    if (b->name < a->name) {
        std::swap(a, b);
        std::swap(x, y);
    }
    const Overlap whole{static_cast<std::uint32_t>(a->whole.size()),
                        static_cast<std::uint32_t>(b->whole.size()),
                        static_cast<std::uint32_t>(overlap_of(a->whole, b->whole))};
    if (2 * std::uint64_t{whole.shared} < settings_.regions.words) return;
    std::vector<Region> found = find_regions(a->compared, b->compared, settings_.regions);
    if (found.empty()) return;
    const auto text_of = [](const Loaded& page, std::uint32_t begin, std::uint32_t end) {
        std::uint64_t hash = 0;
        for (std::uint32_t i = begin; i < end; ++i)
            if (!page.passages[i].left_out) hash = mixed(hash, page.passages[i].words_hash);
        return hash;
    };
    std::vector<StoredRegion> stored;
    for (Region& region : found) {
        StoredRegion row;
        row.whole = whole;
        row.a_text = text_of(*a, region.a_begin, region.a_end);
        row.b_text = text_of(*b, region.b_begin, region.b_end);
        if (row.a_text != row.b_text) row.drift = tables_.drift(x, y, region);
        row.region = std::move(region);
        stored.push_back(std::move(row));
    }
    tables_.add_regions(x, y, stored);
}

}  // namespace clausemark
