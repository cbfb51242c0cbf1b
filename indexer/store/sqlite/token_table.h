// SPDX-License-Identifier: Apache-2.0
// Tokens as rows, inside a transaction that the caller holds. What they are is indexer/store/tokens.h.
#pragma once

#include <string>
#include <vector>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/tokens.h"

namespace clausemark::sqlite {

bool write_token(Database& database, const AccessToken& token);
bool revoke_token(Database& database, const std::string& name, const std::string& day);
void forget_tokens(Database& database);
std::vector<AccessToken> read_tokens(Database& database);
TokenLookup look_up_token(Database& database, const std::string& hash);

}  // namespace clausemark::sqlite
