// SPDX-License-Identifier: Apache-2.0
// Between rows and records: the columns of each table in the order in which they are selected, and the record
// that such a row makes. Reading checks enumerations and packed values, since a file may be damaged.
#pragma once

#include <string>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

extern const std::string document_columns;  ///< of "document d", without its id
extern const std::string passage_columns;   ///< of "passage p"
extern const std::string tag_columns;       ///< of "tag t"
extern const std::string fact_columns;      ///< of "fact f"
inline constexpr int document_width = 19;
inline constexpr int passage_width = 10;
inline constexpr int fact_width = 13;

/// `from` is the first column of the record in the row.
DocumentRecord document_in(const Statement& row, int from);
PassageRecord passage_in(const Statement& row, int from);
TagRecord tag_in(const Statement& row, int from);
FactRecord fact_in(const Statement& row, int from);
Change change_in(const Statement& row, int from);

std::vector<Place> places_in(const Statement& row, int column);
Place place_in(const Statement& row, int column);

/// An enumeration's value, at most `last`.
template <typename Enum>
Enum enum_in(const Statement& row, int column, Enum last) {
    const std::int64_t value = row.integer_at(column);
    if (value < 0 || value > static_cast<std::int64_t>(last))
        throw SqliteFailure{SQLITE_CORRUPT, "a row holds a value that cannot be"};
    return static_cast<Enum>(value);
}

inline std::uint32_t number_in(const Statement& row, int column) {
    return static_cast<std::uint32_t>(row.integer_at(column));
}

}  // namespace clausemark::sqlite
