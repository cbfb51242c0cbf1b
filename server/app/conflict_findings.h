// SPDX-License-Identifier: Apache-2.0
// Conflicts of a store: the facts of the pages that count (approved, in scope, current) compared by
// indexer/conflicts, kept until the store changes. On request those of pages that do not count (drafts,
// withdrawn, archived, out of scope) are compared too, and marked.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/conflicts/conflicts.h"
#include "indexer/store/store.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// One page that states a value, with the words around it.
struct ConflictStatement {
    const StatingDocument* document = nullptr;
    const StatedFact* stated = nullptr;
};

struct ConflictFindings {
    StatedFacts stated;
    std::vector<FactStatement> facts;  ///< of the pages compared: what `conflicts` refers to
    std::vector<std::size_t> sources;  ///< of each of them, the index in stated.facts
    std::vector<Conflict> conflicts;   ///< what matters most first
    std::int64_t counting = 0;         ///< pages that state facts and count
    std::int64_t apart = 0;            ///< ... and do not

    ConflictStatement statement(std::uint32_t fact) const {
        const StatedFact& source = stated.facts[sources[fact]];
        return {&stated.documents[source.document], &source};
    }
    /// Pages that state the value. O(facts of the value).
    std::size_t documents_of(const ConflictValue& value) const;
};

enum class PagesCompared : std::uint8_t { counting, all };

/// Why a page does not count: "draft", "withdrawn", "archived", "out of scope" ...; empty where it does.
std::string reason_apart(const StatingDocument& document);

/// O(facts), and what find_conflicts takes.
Result<std::shared_ptr<const ConflictFindings>> find_conflicts_of(Store& store, const Knowledge& known,
                                                                  PagesCompared pages);

/// Keeps the last answers, of each kind and to who sees what, until the store's sequence moves. Safe to use
/// from many threads.
class ConflictCache {
  public:
    Result<std::shared_ptr<const ConflictFindings>> get(Store& store, const Knowledge& known,
                                                        PagesCompared pages);

  private:
    struct Kept {
        PagesCompared pages;
        Visible visible;
        std::int64_t sequence = -1;
        std::shared_ptr<const ConflictFindings> findings;
    };
    static constexpr std::size_t most_kept = 8;
    std::mutex mutex_;
    std::deque<Kept> kept_;  ///< oldest first
};

/// Fields that are set must hold for the conflict, or for one page of it at least.
struct ConflictQuery {
    std::optional<std::string> parameter;
    std::optional<DocumentKey> document;
    std::optional<std::string> space;
    std::optional<std::string> owner;
    std::optional<std::string> key;
    bool decided = false;  ///< those marked as intended too
    PagesCompared pages = PagesCompared::counting;
};

struct ConflictFinding {
    const Conflict* conflict = nullptr;  ///< of the findings asked
    std::optional<Decision> decision;
};

/// In their order. O(conflicts).
std::vector<ConflictFinding> select_conflicts(const ConflictFindings& findings, const ConflictQuery& query,
                                              const std::vector<Decision>& decisions);

}  // namespace clausemark
