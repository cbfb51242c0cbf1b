// SPDX-License-Identifier: Apache-2.0
// Records read from rows. See rows.h.
#include "indexer/store/sqlite/rows.h"

#include "indexer/store/packing.h"
#include "indexer/store/tag_packing.h"

namespace clausemark::sqlite {

const std::string document_columns =
    "d.wiki, d.key, d.title, d.space, d.format, d.status, d.system, d.owner, d.approver, d.version, "
    "d.review_date, "
    "d.type, d.language, d.permalink, d.revision, d.revision_order, d.content_hash, d.rules_hash, d.sequence";

const std::string passage_columns =
    "p.kind, p.level, p.heading, p.lead_in, p.text_begin, p.text_end, p.source_begin, p.source_end, p.text, "
    "p.heading_path";

const std::string tag_columns =
    "t.passage, t.clause, t.rule, t.strength, t.score, t.shown, t.standing, t.aspects, t.evidence, "
    "t.suggested, t.named, t.state, t.said";

const std::string fact_columns =
    "f.passage, f.rule, f.parameter, f.value, f.range_end, f.bound, f.dimension, f.unit, f.written, f.scope, "
    "f.subject, f.labelled, f.place";

DocumentRecord document_in(const Statement& row, int from) {
    DocumentRecord record;
    record.id = {row.text_at(from), row.text_at(from + 1)};
    Attributes& a = record.attributes;
    a.title = row.text_at(from + 2);
    a.space = row.text_at(from + 3);
    a.format = enum_in(row, from + 4, Format::html);
    a.status = enum_in(row, from + 5, DocumentStatus::withdrawn);
    a.system = row.text_at(from + 6);
    a.owner = row.text_at(from + 7);
    a.approver = row.text_at(from + 8);
    a.version = row.text_at(from + 9);
    a.review_date = row.text_at(from + 10);
    a.type = row.text_at(from + 11);
    a.language = row.text_at(from + 12);
    a.permalink = row.text_at(from + 13);
    a.revision = row.text_at(from + 14);
    a.revision_order = row.integer_at(from + 15);
    a.content_hash = row.text_at(from + 16);
    a.rules_hash = row.text_at(from + 17);
    record.sequence = row.integer_at(from + 18);
    return record;
}

PassageRecord passage_in(const Statement& row, int from) {
    PassageRecord record;
    record.kind = enum_in(row, from, PassageKind::argument);
    record.level = static_cast<std::uint8_t>(row.integer_at(from + 1));
    record.heading = number_in(row, from + 2);
    record.lead_in = number_in(row, from + 3);
    record.span = {number_in(row, from + 4), number_in(row, from + 5)};
    record.source = {number_in(row, from + 6), number_in(row, from + 7)};
    record.text = row.text_at(from + 8);
    record.heading_path = unpack_words(row.text_at(from + 9));
    return record;
}

TagRecord tag_in(const Statement& row, int from) {
    TagRecord record;
    record.passage = number_in(row, from);
    record.clause = row.text_at(from + 1);
    record.rule = row.text_at(from + 2);
    record.strength = enum_in(row, from + 3, Strength::commitment);
    record.score = row.real_at(from + 4);
    record.shown = row.integer_at(from + 5) != 0;
    record.standing = enum_in(row, from + 6, Standing::rejected);
    record.aspects = unpack_words(row.text_at(from + 7));
    record.evidence = places_in(row, from + 8);
    record.suggested = row.integer_at(from + 9) != 0;
    record.named = row.integer_at(from + 10) != 0;
    record.state = enum_in(row, from + 11, TagState::rejected);
    auto said = unpack_said(row.view_at(from + 12));
    if (!said) throw SqliteFailure{SQLITE_CORRUPT, "what was said of a tag is damaged"};
    record.said = std::move(*said);
    return record;
}

FactRecord fact_in(const Statement& row, int from) {
    FactRecord record;
    record.passage = number_in(row, from);
    record.rule = row.text_at(from + 1);
    record.parameter = row.text_at(from + 2);
    record.measure = {row.real_at(from + 3), row.real_at(from + 4), enum_in(row, from + 5, Bound::at_most),
                      row.text_at(from + 6), row.text_at(from + 7)};
    record.written = row.text_at(from + 8);
    record.scope = unpack_words(row.text_at(from + 9));
    record.subject = unpack_words(row.text_at(from + 10));
    record.labelled = row.integer_at(from + 11) != 0;
    record.place = place_in(row, from + 12);
    return record;
}

Change change_in(const Statement& row, int from) {
    Change change;
    change.sequence = row.integer_at(from);
    change.kind = enum_in(row, from + 1, ChangeKind::decided);
    change.id = {row.text_at(from + 2), row.text_at(from + 3)};
    change.title = row.text_at(from + 4);
    change.revision = row.text_at(from + 5);
    change.content_hash = row.text_at(from + 6);
    change.rules_hash = row.text_at(from + 7);
    return change;
}

std::vector<Place> places_in(const Statement& row, int column) {
    auto places = unpack_places(row.text_at(column));
    if (!places) throw SqliteFailure{SQLITE_CORRUPT, "a list of places is cut short"};
    return std::move(*places);
}

Place place_in(const Statement& row, int column) {
    const std::vector<Place> places = places_in(row, column);
    if (places.size() != 1) throw SqliteFailure{SQLITE_CORRUPT, "a place is missing"};
    return places.front();
}

}  // namespace clausemark::sqlite
