// SPDX-License-Identifier: Apache-2.0
// See coverage_rows.h.
#include "indexer/store/sqlite/coverage_rows.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "indexer/store/sqlite/rows.h"

namespace clausemark::sqlite {
namespace {

void count_coverage(Database& db, std::int64_t document) {
    db.prepare(
          "INSERT INTO coverage (clause, aspect, standing, strength, passages, confirmed, documents) "
          "SELECT clause, aspect, standing, strength, passages, confirmed, 1 FROM document_coverage "
          "WHERE document = ? "
          "ON CONFLICT DO UPDATE SET passages = passages + excluded.passages, "
          "confirmed = confirmed + excluded.confirmed, documents = documents + 1")
        .integer(document)
        .run();
}

void uncount_coverage(Database& db, std::int64_t document) {
    db.prepare(
          "UPDATE coverage SET passages = coverage.passages - old.passages, "
          "confirmed = coverage.confirmed - old.confirmed, documents = documents - 1 "
          "FROM document_coverage AS old WHERE old.document = ? AND old.clause = coverage.clause AND "
          "old.aspect = coverage.aspect AND old.standing = coverage.standing AND "
          "old.strength = coverage.strength")
        .integer(document)
        .run();
    db.prepare(
          "DELETE FROM coverage WHERE documents = 0 AND (clause, aspect, standing, strength) IN "
          "(SELECT clause, aspect, standing, strength FROM document_coverage WHERE document = ?)")
        .integer(document)
        .run();
}

/// What a document's coverage rows change in the counters, for history.
void write_coverage_change(Database& db, std::int64_t sequence, const std::vector<CoverageRow>& before,
                           const std::vector<CoverageRow>& now) {
    using Key = std::tuple<std::string_view, std::string_view, Standing, Strength>;
    struct Delta {
        std::int64_t passages = 0;
        std::int64_t confirmed = 0;
        std::int64_t documents = 0;
        bool operator==(const Delta&) const = default;
    };
    std::map<Key, Delta> deltas;
    for (const auto& [rows, sign] : {std::pair(&before, -1), {&now, 1}})
        for (const CoverageRow& c : *rows) {
            Delta& delta = deltas[{c.clause, c.aspect, c.standing, c.strength}];
            delta.passages += sign * c.passages;
            delta.confirmed += sign * c.confirmed;
            delta.documents += sign;
        }
    Statement row = db.prepare("INSERT INTO coverage_change VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (const auto& [key, delta] : deltas) {
        if (delta == Delta{}) continue;
        row.integer(sequence)
            .text(std::get<0>(key))
            .text(std::get<1>(key))
            .integer(static_cast<std::int64_t>(std::get<2>(key)))
            .integer(static_cast<std::int64_t>(std::get<3>(key)))
            .integer(delta.passages)
            .integer(delta.confirmed)
            .integer(delta.documents)
            .run();
    }
}

}  // namespace

void write_coverage(Database& db, std::int64_t document, const std::vector<CoverageRow>& coverage,
                    std::int64_t sequence) {
    const auto key = [](const CoverageRow& c) {
        return std::tie(c.clause, c.aspect, c.standing, c.strength, c.passages, c.confirmed);
    };
    std::vector<CoverageRow> now = coverage;
    std::ranges::sort(now, {}, key);
    std::vector<CoverageRow> before;
    {
        Statement row = db.prepare(
            "SELECT clause, aspect, standing, strength, passages, confirmed FROM document_coverage "
            "WHERE document = ?");
        row.integer(document);
        while (row.step())
            before.push_back({row.text_at(0), row.text_at(1), enum_in(row, 2, Standing::rejected),
                              enum_in(row, 3, Strength::commitment), row.integer_at(4), row.integer_at(5)});
    }
    std::ranges::sort(before, {}, key);
    if (before == now) return;
    write_coverage_change(db, sequence, before, now);
    uncount_coverage(db, document);
    db.prepare("DELETE FROM document_coverage WHERE document = ?").integer(document).run();
    {
        Statement row = db.prepare("INSERT INTO document_coverage VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (const CoverageRow& c : now)
            row.integer(document)
                .text(c.clause)
                .text(c.aspect)
                .integer(static_cast<std::int64_t>(c.standing))
                .integer(static_cast<std::int64_t>(c.strength))
                .integer(c.passages)
                .integer(c.confirmed)
                .run();
    }
    count_coverage(db, document);
}

}  // namespace clausemark::sqlite
