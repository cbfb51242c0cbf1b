// SPDX-License-Identifier: Apache-2.0
// Rows of tokens. See token_table.h.
#include "indexer/store/sqlite/token_table.h"

#include "indexer/store/packing.h"
#include "indexer/store/sqlite/rows.h"

namespace clausemark::sqlite {
namespace {

const std::string columns = "name, hash, role, all_spaces, spaces, created, expires, revoked";

AccessToken token_in(const Statement& row) {
    AccessToken token;
    token.name = row.text_at(0);
    token.hash = row.text_at(1);
    token.role = enum_in(row, 2, Role::admin);
    if (row.integer_at(3) == 0) {
        const std::vector<std::string> spaces = unpack_words(row.text_at(4));
        token.visible.spaces.emplace(spaces.begin(), spaces.end());
    }
    token.created = row.text_at(5);
    token.expires = row.text_at(6);
    token.revoked = row.text_at(7);
    return token;
}

}  // namespace

bool write_token(Database& db, const AccessToken& token) {
    std::vector<std::string> spaces;
    if (!token.visible.all()) spaces.assign(token.visible.spaces->begin(), token.visible.spaces->end());
    const std::string packed = pack(spaces);
    db.prepare("INSERT OR IGNORE INTO token (" + columns + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .text(token.name)
        .text(token.hash)
        .integer(static_cast<std::int64_t>(token.role))
        .integer(token.visible.all())
        .text(packed)
        .text(token.created)
        .text(token.expires)
        .text(token.revoked)
        .run();
    return db.changed_rows() == 1;
}

bool revoke_token(Database& db, const std::string& name, const std::string& day) {
    db.prepare("UPDATE token SET revoked = ? WHERE name = ? AND revoked = ''").text(day).text(name).run();
    return db.changed_rows() == 1;
}

void forget_tokens(Database& db) {
    db.prepare("DELETE FROM token").run();
}

std::vector<AccessToken> read_tokens(Database& db) {
    Statement row = db.prepare("SELECT " + columns + " FROM token ORDER BY name, created, revoked, hash");
    std::vector<AccessToken> found;
    while (row.step()) found.push_back(token_in(row));
    return found;
}

TokenLookup look_up_token(Database& db, const std::string& hash) {
    TokenLookup found;
    {
        Statement row = db.prepare("SELECT " + columns + " FROM token WHERE hash = ?");
        row.text(hash);
        if (row.step()) found.token = token_in(row);
    }
    Statement row = db.prepare("SELECT 1 FROM token LIMIT 1");
    found.any = row.step();
    return found;
}

}  // namespace clausemark::sqlite
