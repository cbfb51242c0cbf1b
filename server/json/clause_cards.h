// SPDX-License-Identifier: Apache-2.0
// What a reader of a page wants to know of each clause that the page answers: which parts of it are answered
// here and which are missing, what corresponds to it in the other standards in force, and which other pages
// answer it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/store/answers.h"
#include "server/app/knowledge.h"
#include "server/json/json.h"

namespace clausemark {

/// The clauses of the shown tags, each once, sorted.
std::vector<std::string> clauses_shown(const PageRecord& page);

/// {"wiki", "key", "title", "permalink", "space"}: enough to link to a page, and to ask whether it may be
/// seen.
Json page_name(const DocumentRecord& document);

/// "clause or control 'number' 'title'" as an object: id, standard, number, title, kind.
Json clause_name(const Catalogue& catalogue, const std::string& clause);

/// How many other pages answer a clause, and the first of them.
Json to_json(const AnsweringPages& pages);

/// The parts of a clause, each with whether the page answers it.
Json parts_json(const Knowledge& known, const PageRecord& page, const std::string& clause);

/// One object a clause. `elsewhere`: of the same clauses in the same order, or empty: not asked.
/// O(tags + clauses x their parts and correspondences).
Json clause_cards(const Knowledge& known, const PageRecord& page, const std::vector<std::string>& clauses,
                  std::span<const AnsweringPages> elsewhere);

}  // namespace clausemark
