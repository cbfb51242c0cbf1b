// SPDX-License-Identifier: Apache-2.0
// Rows of a store with what a draft changes in them. See draft_tables.h.
#include "indexer/duplicates/draft_tables.h"

#include <algorithm>
#include <limits>

namespace clausemark {
namespace {

constexpr std::int64_t first_id = std::int64_t{1} << 62;  // of rows that are nowhere: no store comes so far
constexpr std::size_t every = std::numeric_limits<std::size_t>::max();

template <typename T>
void cut(std::vector<T>& list, std::size_t limit) {
    if (list.size() > limit) list.resize(limit);
}

/// A sorted list with what came and what left; as many more are asked for as may have left.
template <typename Key, typename Value, typename Read>
std::vector<Value> with_changes(const std::map<Key, std::map<Value, bool>>& changes, const Key& key,
                                std::size_t limit, const Read& read) {
    const auto changed = changes.find(key);
    if (changed == changes.end()) return read(limit);
    std::vector<Value> list =
        read(limit > every - changed->second.size() ? every : limit + changed->second.size());
    std::erase_if(list, [&](const Value& value) { return changed->second.contains(value); });
    for (const auto& [value, came] : changed->second)
        if (came) list.push_back(value);
    std::ranges::sort(list);
    cut(list, limit);
    return list;
}

}  // namespace

DraftTables::DraftTables(DuplicateTables& stored, std::int64_t document, bool alone)
    : stored_(stored),
      document_(document),
      alone_(alone),
      print_(stored.print_of(document)),
      before_(print_),
      next_id_(first_id) {}

PrintId DraftTables::print_of(std::int64_t document) {
    return document == document_ ? print_ : stored_.print_of(document);
}

void DraftTables::assign(std::int64_t document, PrintId print) {
    if (document == document_) print_ = print;
}

bool DraftTables::is_used(PrintId print) {
    if (print == print_) return true;
    return print == before_ ? !alone_ : stored_.is_used(print);
}

PrintId DraftTables::find_print(const std::string& name) {
    for (const auto& [id, print] : prints_)
        if (print.name == name) return id;
    const PrintId found = stored_.find_print(name);
    return removed_prints_.contains(found) || prints_.contains(found) ? 0 : found;
}

PrintId DraftTables::add_print(const std::string& name) {
    const PrintId id = next_id_++;
    prints_[id].name = name;
    return id;
}

void DraftTables::set_print(PrintId print, const std::string& name,
                            const std::vector<StoredPassage>& passages) {
    prints_[print] = {name, passages};
}

StoredPrint DraftTables::print(PrintId print) {
    const auto changed = prints_.find(print);
    return changed == prints_.end() ? stored_.print(print) : changed->second;
}

void DraftTables::remove_print(PrintId print) {
    prints_.erase(print);
    removed_prints_.insert(print);
}

SetId DraftTables::find_set(ShingleSet set) {
    if (const auto known = new_sets_.find({set.begin(), set.end()}); known != new_sets_.end())
        return known->second;
    const SetId found = stored_.find_set(set);
    return removed_sets_.contains(found) ? 0 : found;
}

SetId DraftTables::add_set(ShingleSet set) {
    const SetId id = next_id_++;
    sets_[id] = {{set.begin(), set.end()}, false};
    new_sets_[sets_[id].shingles] = id;
    new_hashes_[set_hash(set)] = {id, set.size()};
    return id;
}

std::optional<SetRow> DraftTables::set(SetId set) {
    if (removed_sets_.contains(set)) return std::nullopt;
    const auto changed = sets_.find(set);
    return changed == sets_.end() ? stored_.set(set) : changed->second;
}

void DraftTables::set_common(SetId set, bool common) {
    auto row = this->set(set);
    if (!row) return;
    row->common = common;
    sets_[set] = std::move(*row);
}

void DraftTables::remove_set(SetId set) {
    for (const SetId other : similar(set)) remove_similar(set, other);
    if (const auto known = sets_.find(set); known != sets_.end()) {
        new_sets_.erase(known->second.shingles);
        sets_.erase(known);
    }
    removed_sets_.insert(set);
}

void DraftTables::put_member(SetId set, const SetMember& member) {
    members_[set][member.print] = member;
}

void DraftTables::set_counts(SetId set, PrintId print, bool counts) {
    for (SetMember& member : all_members(set))
        if (member.print == print) {
            member.counts = counts;
            members_[set][print] = member;
        }
}

void DraftTables::remove_member(SetId set, PrintId print) {
    members_[set][print] = std::nullopt;
}

std::vector<SetMember> DraftTables::all_members(SetId set) {
    return members(set, every);
}

std::vector<SetMember> DraftTables::members(SetId set, std::size_t limit) {
    const auto changed = members_.find(set);
    if (changed == members_.end()) return stored_.members(set, limit);
    const auto& changes = changed->second;
    std::vector<SetMember> list =
        stored_.members(set, limit > every - changes.size() ? every : limit + changes.size());
    std::erase_if(list, [&](const SetMember& member) { return changes.contains(member.print); });
    for (const auto& [print, member] : changes)
        if (member) list.push_back(*member);
    std::ranges::sort(list, {}, &SetMember::print);
    cut(list, limit);
    return list;
}

std::vector<std::pair<SetId, std::uint64_t>> DraftTables::sets_of(PrintId print) {
    std::map<SetId, std::uint64_t> sets;
    for (const auto& [set, place] : stored_.sets_of(print)) sets.emplace(set, place);
    for (const auto& [set, changes] : members_)
        if (const auto changed = changes.find(print); changed != changes.end()) {
            sets.erase(set);
            if (changed->second) sets.emplace(set, changed->second->place);
        }
    return {sets.begin(), sets.end()};
}

LoadedSets DraftTables::counting_sets(PrintId print) {
    const auto sets = sets_of(print);
    const bool changed = std::ranges::any_of(
        sets, [&](const auto& set) { return members_.contains(set.first) || sets_.contains(set.first); });
    if (!changed && !prints_.contains(print)) return stored_.counting_sets(print);
    LoadedSets found;
    for (const auto& [id, place] : sets) {
        const auto row = set(id);
        if (!row || row->common) continue;
        const auto list = all_members(id);
        const auto member = std::ranges::find(list, print, &SetMember::print);
        if (member == list.end() || !member->counts) continue;
        const std::size_t begin = found.shingles.size();
        found.shingles.insert(found.shingles.end(), row->shingles.begin(), row->shingles.end());
        found.sets.push_back({id, begin, found.shingles.size()});
    }
    return found;
}

void DraftTables::put_sentence(std::uint64_t sentence, PrintId print) {
    sentences_[sentence][print] = true;
}

void DraftTables::remove_sentence(std::uint64_t sentence, PrintId print) {
    sentences_[sentence][print] = false;
}

std::vector<PrintId> DraftTables::with_sentence(std::uint64_t sentence, std::size_t limit) {
    return with_changes(sentences_, sentence, limit,
                        [&](std::size_t more) { return stored_.with_sentence(sentence, more); });
}

std::vector<std::uint64_t> DraftTables::sentences_of(PrintId print) {
    std::vector<std::uint64_t> list = stored_.sentences_of(print);
    for (const auto& [sentence, changes] : sentences_)
        if (const auto changed = changes.find(print); changed != changes.end()) {
            std::erase(list, sentence);
            if (changed->second) list.push_back(sentence);
        }
    std::ranges::sort(list);
    return list;
}

std::pair<SetId, std::size_t> DraftTables::set_of_sentence(std::uint64_t sentence) {
    const auto found = stored_.set_of_sentence(sentence);
    if (found.first != 0 && !removed_sets_.contains(found.first)) return found;
    const auto known = new_hashes_.find(sentence);
    return known == new_hashes_.end() ? std::pair<SetId, std::size_t>() : known->second;
}

void DraftTables::add_posting(Shingle shingle, const Posting& posting) {
    postings_[shingle][posting.set] = posting;
}

void DraftTables::remove_posting(Shingle shingle, SetId set) {
    postings_[shingle][set] = std::nullopt;
}

std::vector<Posting> DraftTables::postings(Shingle shingle, std::size_t limit) {
    const auto changed = postings_.find(shingle);
    if (changed == postings_.end()) return stored_.postings(shingle, limit);
    const auto& changes = changed->second;
    std::vector<Posting> list =
        stored_.postings(shingle, limit > every - changes.size() ? every : limit + changes.size());
    std::erase_if(list, [&](const Posting& posting) { return changes.contains(posting.set); });
    for (const auto& [set, posting] : changes)
        if (posting) list.push_back(*posting);
    std::ranges::sort(list, {}, &Posting::set);
    cut(list, limit);
    return list;
}

void DraftTables::add_similar(SetId a, SetId b) {
    similar_[a][b] = true;
    similar_[b][a] = true;
}

void DraftTables::remove_similar(SetId a, SetId b) {
    similar_[a][b] = false;
    similar_[b][a] = false;
}

std::vector<SetId> DraftTables::similar(SetId set) {
    return with_changes(similar_, set, every, [&](std::size_t) { return stored_.similar(set); });
}

void DraftTables::remove_regions(PrintId) {}

void DraftTables::add_regions(PrintId a, PrintId b, const std::vector<StoredRegion>& regions) {
    if (a == print_ || b == print_) found_.push_back({a, b, regions});
}

/// A draft's texts are in no store.
DriftSummary DraftTables::drift(PrintId, PrintId, const Region&) {
    return {};
}

}  // namespace clausemark
