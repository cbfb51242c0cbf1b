// SPDX-License-Identifier: Apache-2.0
// What stores answer beside what every part of the program asks (store.h): of drafts, of the past, of words;
// and writes that say who made them. Apart, so that those who only read and save pages need not know of it.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "indexer/store/answers.h"
#include "indexer/store/history.h"
#include "indexer/store/store.h"

namespace clausemark {

class Inquiries {
  public:
    Inquiries() = default;
    Inquiries(const Inquiries&) = delete;
    Inquiries& operator=(const Inquiries&) = delete;
    virtual ~Inquiries() = default;

    /// Store::save() by somebody: a hand a page, in order.
    virtual Result<std::vector<Saved>> save_by(std::span<const PageRecord> pages,
                                               std::span<const Expected> expected,
                                               std::span<const Hand> hands, const Visible& visible = {}) = 0;

    /// Gives a document another key, or other attributes, and keeps its history and what was decided about
    /// its tags. `page`: all of it, as it is to be; key, title and space may matter to its analysis. A change
    /// of the kind `described`.
    virtual Result<Renamed> rename(const DocumentKey& from, const PageRecord& page, const Expected& expected,
                                   const Hand& hand, const Visible& visible = {}) = 0;

    /// Store::changes(), with all that is known of each.
    virtual Result<std::vector<DocumentChange>> changes_by(std::int64_t after, std::size_t limit,
                                                           const Visible& visible = {}) = 0;

    /// The changes of one document, oldest first, under all keys it had. O(its changes).
    virtual Result<std::vector<DocumentChange>> history(const HistoryQuery& query) = 0;

    /// How the counters of a standard's coverage differ from those after a change. Over all pages: a store
    /// that shows only some refuses. O(changes of counters since).
    virtual Result<CoverageSince> coverage_since(std::int64_t sequence, const std::string& standard) = 0;

    /// The last change that came at a time or before, by the clock of who brought it; 0: none, or nobody
    /// said.
    virtual Result<std::int64_t> sequence_at(const std::string& when) = 0;

    /// Passages that hold all words, by document and place. Stems are compared (word_stems.h). O(pages) for
    /// one look at each page's words, 1 us, and O(text) of the pages that have them.
    virtual Result<std::vector<FoundPassage>> search(const WordsQuery& query) = 0;

    /// For each clause of the query, in its order, which pages answer it. O(tags of the clauses), bounded.
    virtual Result<std::vector<AnsweringPages>> answering(const AnsweringQuery& query) = 0;

    /// What a page would have in common with others if it were saved now, most shared first; `id` is the page
    /// that it would replace. Nothing is written, and no writer is kept waiting. Costs what a save takes to
    /// compare the page.
    virtual Result<std::vector<DraftCopy>> draft_copies(const DocumentKey& id, const PagePrint& print,
                                                        const DraftQuery& query) = 0;

    /// Facts of all documents about any of these parameters: Store::facts() of a few. O(answer).
    virtual Result<StatedFacts> facts_about(const std::set<std::string>& parameters,
                                            const Visible& visible = {}) = 0;

    /// Grows whenever anything was written, by whatever process, pages out of sight and decisions included:
    /// for those who keep answers, and not to be shown. What was written through this object counts at once,
    /// what others wrote within limits::version_patience. It begins anew with each object. O(1).
    virtual Result<std::int64_t> version() = 0;
};

/// Every store of the program answers them; throws std::logic_error for one that does not.
Inquiries& inquiries_of(Store& store);

}  // namespace clausemark
