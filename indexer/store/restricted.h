// SPDX-License-Identifier: Apache-2.0
// A store as one asker may see it: every query and every write of another store, held to what is visible to
// him. What works on a Store need not know for whom it works, and cannot forget it.
#pragma once

#include "indexer/store/inquiries.h"

namespace clausemark {

class RestrictedStore final : public Store, public Inquiries {
  public:
    /// `all` must outlive it.
    RestrictedStore(Store& all, Visible visible) : all_(all), visible_(std::move(visible)) {}

    Visible visible() const override { return both(visible_, all_.visible()); }
    using Store::decide;
    using Store::remove;
    using Store::save;
    using Store::undecide;
    Result<std::vector<Saved>> save(std::span<const PageRecord> pages, std::span<const Expected> expected,
                                    const Visible& visible) override;
    Result<std::vector<Removed>> remove(std::span<const DocumentKey> keys, std::span<const Expected> expected,
                                        const Visible& visible) override;
    Result<std::vector<DocumentRecord>> documents(const DocumentQuery& query) override;
    Result<std::vector<PageRecord>> pages(std::span<const DocumentKey> keys, Parts parts,
                                          const Visible& visible) override;
    Result<std::vector<EvidenceRecord>> evidence(const EvidenceQuery& query) override;
    Result<std::vector<CoverageSum>> coverage(const CoverageQuery& query) override;
    Result<std::vector<Change>> changes(std::int64_t after, std::size_t limit,
                                        const Visible& visible) override;
    Result<std::optional<std::string>> source(const std::string& content_hash,
                                              const Visible& visible) override;
    Result<std::vector<DuplicateCluster>> duplicates(const DuplicateQuery& query) override;
    Result<std::vector<FormPassage>> forms(std::size_t limit, const Visible& visible) override;
    Result<StatedFacts> facts(const std::optional<std::string>& parameter, const Visible& visible) override;
    Result<Decided> decide(const Decision& decision, const Expected& expected,
                           const Visible& visible) override;
    Result<Decided> undecide(const std::string& key, const Expected& expected,
                             const Visible& visible) override;
    Result<std::vector<Decision>> decisions(const Visible& visible) override;
    Result<std::vector<DeclaredRecord>> declared(const DeclaredQuery& query) override;
    Result<std::vector<Saved>> save_by(std::span<const PageRecord> pages, std::span<const Expected> expected,
                                       std::span<const Hand> hands, const Visible& visible) override;
    Result<Renamed> rename(const DocumentKey& from, const PageRecord& page, const Expected& expected,
                           const Hand& hand, const Visible& visible) override;
    Result<std::vector<DocumentChange>> changes_by(std::int64_t after, std::size_t limit,
                                                   const Visible& visible) override;
    Result<std::vector<DocumentChange>> history(const HistoryQuery& query) override;
    Result<CoverageSince> coverage_since(std::int64_t sequence, const std::string& standard) override;
    Result<std::int64_t> sequence_at(const std::string& when) override;
    Result<std::vector<FoundPassage>> search(const WordsQuery& query) override;
    Result<std::vector<AnsweringPages>> answering(const AnsweringQuery& query) override;
    Result<std::vector<DraftCopy>> draft_copies(const DocumentKey& id, const PagePrint& print,
                                                const DraftQuery& query) override;
    Result<StatedFacts> facts_about(const std::set<std::string>& parameters, const Visible& visible) override;
    Result<std::int64_t> version() override;
    Result<StoreSummary> summary(const Visible& visible) override;
    Result<std::int64_t> sequence(const Visible& visible) override;
    /// Of everybody's: whether there are any is no secret, and the rest is for who sees all.
    Result<bool> add_token(const AccessToken& token) override;
    Result<bool> revoke_token(const std::string& name, const std::string& day) override;
    Status forget_tokens() override;
    Result<std::vector<AccessToken>> tokens() override;
    Result<TokenLookup> token(const std::string& hash) override;
    Status check() override;

  private:
    Store& all_;
    const Visible visible_;
};

}  // namespace clausemark
