// SPDX-License-Identifier: Apache-2.0
// One statement or two for each call. See duplicate_tables.h.
#include "indexer/store/sqlite/duplicate_tables.h"

#include <algorithm>

#include "indexer/store/packing.h"
#include "indexer/store/sqlite/rows.h"

namespace clausemark::sqlite {
namespace {

constexpr std::size_t kept_texts = 256;  // pages' passages at once, a few MB

std::int64_t signed_of(std::uint64_t value) {
    return static_cast<std::int64_t>(value);
}

[[noreturn]] void damaged() {
    throw SqliteFailure{SQLITE_CORRUPT, "a row of duplicates holds a value that cannot be"};
}

template <typename T>
T checked(std::optional<T> value) {
    if (!value) damaged();
    return std::move(*value);
}

std::int64_t hash_of(ShingleSet set) {
    return signed_of(set_hash(set));
}

std::int64_t bound(std::size_t limit) {
    return limit > 0x7fffffff ? -1 : static_cast<std::int64_t>(limit);
}

}  // namespace

PrintId SqliteDuplicateTables::print_of(std::int64_t document) {
    Statement row = db_.prepare("SELECT print FROM document_print WHERE document = ?");
    row.integer(document);
    return row.step() ? row.integer_at(0) : 0;
}

void SqliteDuplicateTables::assign(std::int64_t document, PrintId print) {
    if (print == 0)
        db_.prepare("DELETE FROM document_print WHERE document = ?").integer(document).run();
    else
        db_.prepare("INSERT OR REPLACE INTO document_print VALUES (?, ?)")
            .integer(document)
            .integer(print)
            .run();
}

bool SqliteDuplicateTables::is_used(PrintId print) {
    Statement row = db_.prepare("SELECT 1 FROM document_print WHERE print = ? LIMIT 1");
    row.integer(print);
    return row.step();
}

PrintId SqliteDuplicateTables::find_print(const std::string& name) {
    Statement row = db_.prepare("SELECT id FROM print WHERE name = ?");
    row.text(name);
    return row.step() ? row.integer_at(0) : 0;
}

PrintId SqliteDuplicateTables::add_print(const std::string& name) {
    db_.prepare("INSERT INTO print (name, passages) VALUES (?, x'')").text(name).run();
    return db_.last_row();
}

void SqliteDuplicateTables::set_print(PrintId print, const std::string& name,
                                      const std::vector<StoredPassage>& passages) {
    const std::string packed = pack(passages);
    db_.prepare("UPDATE print SET name = ?, passages = ? WHERE id = ?")
        .text(name)
        .blob(packed)
        .integer(print)
        .run();
    texts_.erase(print);
}

StoredPrint SqliteDuplicateTables::print(PrintId print) {
    Statement row = db_.prepare("SELECT name, passages FROM print WHERE id = ?");
    row.integer(print);
    if (!row.step()) return {};
    return {row.text_at(0), checked(unpack_passages(row.view_at(1)))};
}

void SqliteDuplicateTables::remove_print(PrintId print) {
    db_.prepare("DELETE FROM print WHERE id = ?").integer(print).run();
    texts_.erase(print);
}

SetId SqliteDuplicateTables::find_set(ShingleSet set) {
    const std::string packed = pack(set);
    Statement row = db_.prepare("SELECT id, shingles FROM shingle_set WHERE hash = ?");
    row.integer(hash_of(set));
    while (row.step())
        if (row.view_at(1) == packed) return row.integer_at(0);
    return 0;
}

SetId SqliteDuplicateTables::add_set(ShingleSet set) {
    const std::string packed = pack(set);
    db_.prepare("INSERT INTO shingle_set (hash, common, shingles) VALUES (?, 0, ?)")
        .integer(hash_of(set))
        .blob(packed)
        .run();
    return db_.last_row();
}

std::optional<SetRow> SqliteDuplicateTables::set(SetId set) {
    Statement row = db_.prepare("SELECT common, shingles FROM shingle_set WHERE id = ?");
    row.integer(set);
    if (!row.step()) return std::nullopt;
    SetRow found{{}, row.integer_at(0) != 0};
    if (!append_shingles(row.view_at(1), found.shingles)) damaged();
    return found;
}

void SqliteDuplicateTables::set_common(SetId set, bool common) {
    db_.prepare("UPDATE shingle_set SET common = ? WHERE id = ?").integer(common).integer(set).run();
}

void SqliteDuplicateTables::remove_set(SetId set) {
    for (const SetId other : similar(set)) remove_similar(set, other);
    db_.prepare("DELETE FROM shingle_set WHERE id = ?").integer(set).run();
}

void SqliteDuplicateTables::put_member(SetId set, const SetMember& member) {
    db_.prepare("INSERT OR REPLACE INTO set_member VALUES (?, ?, ?, ?)")
        .integer(set)
        .integer(member.print)
        .integer(signed_of(member.place))
        .integer(member.counts)
        .run();
}

void SqliteDuplicateTables::set_counts(SetId set, PrintId print, bool counts) {
    db_.prepare("UPDATE set_member SET counts = ? WHERE shingle_set = ? AND print = ?")
        .integer(counts)
        .integer(set)
        .integer(print)
        .run();
}

void SqliteDuplicateTables::remove_member(SetId set, PrintId print) {
    db_.prepare("DELETE FROM set_member WHERE shingle_set = ? AND print = ?")
        .integer(set)
        .integer(print)
        .run();
}

std::vector<SetMember> SqliteDuplicateTables::members(SetId set, std::size_t limit) {
    Statement row = db_.prepare(
        "SELECT print, place, counts FROM set_member WHERE shingle_set = ? ORDER BY print LIMIT ?");
    row.integer(set).integer(bound(limit));
    std::vector<SetMember> found;
    while (row.step())
        found.push_back(
            {row.integer_at(0), static_cast<std::uint64_t>(row.integer_at(1)), row.integer_at(2) != 0});
    return found;
}

std::vector<std::pair<SetId, std::uint64_t>> SqliteDuplicateTables::sets_of(PrintId print) {
    Statement row =
        db_.prepare("SELECT shingle_set, place FROM set_member WHERE print = ? ORDER BY shingle_set");
    row.integer(print);
    std::vector<std::pair<SetId, std::uint64_t>> found;
    while (row.step()) found.emplace_back(row.integer_at(0), static_cast<std::uint64_t>(row.integer_at(1)));
    return found;
}

LoadedSets SqliteDuplicateTables::counting_sets(PrintId print) {
    Statement row = db_.prepare(
        "SELECT s.id, s.shingles FROM set_member m JOIN shingle_set s ON s.id = m.shingle_set "
        "WHERE m.print = ? AND m.counts AND NOT s.common ORDER BY s.id");
    row.integer(print);
    LoadedSets found;
    while (row.step()) {
        const std::size_t begin = found.shingles.size();
        if (!append_shingles(row.view_at(1), found.shingles)) damaged();
        found.sets.push_back({row.integer_at(0), begin, found.shingles.size()});
    }
    return found;
}

void SqliteDuplicateTables::put_sentence(std::uint64_t sentence, PrintId print) {
    db_.prepare("INSERT OR IGNORE INTO sentence VALUES (?, ?)")
        .integer(signed_of(sentence))
        .integer(print)
        .run();
}

void SqliteDuplicateTables::remove_sentence(std::uint64_t sentence, PrintId print) {
    db_.prepare("DELETE FROM sentence WHERE hash = ? AND print = ?")
        .integer(signed_of(sentence))
        .integer(print)
        .run();
}

std::vector<PrintId> SqliteDuplicateTables::with_sentence(std::uint64_t sentence, std::size_t limit) {
    Statement row = db_.prepare("SELECT print FROM sentence WHERE hash = ? ORDER BY print LIMIT ?");
    row.integer(signed_of(sentence)).integer(bound(limit));
    std::vector<PrintId> found;
    while (row.step()) found.push_back(row.integer_at(0));
    return found;
}

std::vector<std::uint64_t> SqliteDuplicateTables::sentences_of(PrintId print) {
    Statement row = db_.prepare("SELECT hash FROM sentence WHERE print = ?");
    row.integer(print);
    std::vector<std::uint64_t> found;
    while (row.step()) found.push_back(static_cast<std::uint64_t>(row.integer_at(0)));
    std::ranges::sort(found);
    return found;
}

std::pair<SetId, std::size_t> SqliteDuplicateTables::set_of_sentence(std::uint64_t sentence) {
    Statement row = db_.prepare(
        "SELECT id, length(shingles) / 8 FROM shingle_set WHERE hash = ? ORDER BY shingles LIMIT 1");
    row.integer(signed_of(sentence));
    if (!row.step()) return {};
    return {row.integer_at(0), static_cast<std::size_t>(row.integer_at(1))};
}

void SqliteDuplicateTables::add_posting(Shingle shingle, const Posting& posting) {
    db_.prepare("INSERT INTO posting VALUES (?, ?, ?, ?)")
        .integer(signed_of(shingle))
        .integer(posting.set)
        .integer(posting.position)
        .integer(posting.size)
        .run();
}

void SqliteDuplicateTables::remove_posting(Shingle shingle, SetId set) {
    db_.prepare("DELETE FROM posting WHERE shingle = ? AND shingle_set = ?")
        .integer(signed_of(shingle))
        .integer(set)
        .run();
}

std::vector<Posting> SqliteDuplicateTables::postings(Shingle shingle, std::size_t limit) {
    Statement row = db_.prepare(
        "SELECT shingle_set, position, size FROM posting WHERE shingle = ? ORDER BY shingle_set LIMIT ?");
    row.integer(signed_of(shingle)).integer(bound(limit));
    std::vector<Posting> found;
    while (row.step()) found.push_back({row.integer_at(0), number_in(row, 1), number_in(row, 2)});
    return found;
}

void SqliteDuplicateTables::add_similar(SetId a, SetId b) {
    Statement row = db_.prepare("INSERT OR IGNORE INTO similar_set VALUES (?, ?)");
    row.integer(a).integer(b).run();
    row.integer(b).integer(a).run();
}

void SqliteDuplicateTables::remove_similar(SetId a, SetId b) {
    Statement row = db_.prepare("DELETE FROM similar_set WHERE a = ? AND b = ?");
    row.integer(a).integer(b).run();
    row.integer(b).integer(a).run();
}

std::vector<SetId> SqliteDuplicateTables::similar(SetId set) {
    Statement row = db_.prepare("SELECT b FROM similar_set WHERE a = ? ORDER BY b");
    row.integer(set);
    std::vector<SetId> found;
    while (row.step()) found.push_back(row.integer_at(0));
    return found;
}

void SqliteDuplicateTables::remove_regions(PrintId print) {
    db_.prepare("DELETE FROM region WHERE a = ?").integer(print).run();
    db_.prepare("DELETE FROM region WHERE b = ?").integer(print).run();
}

void SqliteDuplicateTables::add_regions(PrintId a, PrintId b, const std::vector<StoredRegion>& regions) {
    Statement row =
        db_.prepare("INSERT INTO region VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t number = 0;
    for (const StoredRegion& stored : regions) {
        const Region& r = stored.region;
        const std::string pairs = pack(r.pairs);
        row.integer(a).integer(b).integer(number++);
        for (const std::uint32_t value :
             {r.a_begin, r.a_end, r.b_begin, r.b_end, r.a_size, r.b_size, r.shared, r.a_words, r.b_words,
              stored.whole.a_size, stored.whole.b_size, stored.whole.shared})
            row.integer(value);
        row.integer(signed_of(stored.a_text)).integer(signed_of(stored.b_text));
        row.blob(pairs).real(stored.drift.weight).text(stored.drift.text).run();
    }
}

DriftSummary SqliteDuplicateTables::drift(PrintId a, PrintId b, const Region& region) {
    if (!drift_) return {};
    if (texts_.size() > kept_texts) texts_.clear();
    const std::vector<RegionPassage>& left = texts_of(a);
    return drift_(left, texts_of(b), region);
}

/// Any document's will do: those of one print have the same texts.
const std::vector<RegionPassage>& SqliteDuplicateTables::texts_of(PrintId print) {
    if (const auto known = texts_.find(print); known != texts_.end()) return known->second;
    std::vector<RegionPassage>& passages = texts_[print];
    const std::vector<StoredPassage> stored = this->print(print).passages;
    Statement row = db_.prepare(
        "SELECT text, kind, lead_in FROM passage WHERE document = "
        "(SELECT document FROM document_print WHERE print = ? LIMIT 1) ORDER BY number");
    row.integer(print);
    passages.reserve(stored.size());
    while (row.step())
        passages.push_back({row.text_at(0), enum_in(row, 1, PassageKind::argument), number_in(row, 2),
                            passages.size() < stored.size() && stored[passages.size()].left_out});
    return passages;
}

std::vector<PrintId> all_prints(Database& database) {
    Statement row = database.prepare("SELECT id FROM print ORDER BY id");
    std::vector<PrintId> found;
    while (row.step()) found.push_back(row.integer_at(0));
    return found;
}

std::string setting(Database& database, const std::string& name) {
    Statement row = database.prepare("SELECT value FROM setting WHERE name = ?");
    row.text(name);
    return row.step() ? row.text_at(0) : std::string();
}

void set_setting(Database& database, const std::string& name, const std::string& value) {
    database.prepare("INSERT OR REPLACE INTO setting VALUES (?, ?)").text(name).text(value).run();
}

}  // namespace clausemark::sqlite
