// SPDX-License-Identifier: Apache-2.0
// Passing on with what is visible. See restricted.h.
#include "indexer/store/restricted.h"

#include <stdexcept>

namespace clausemark {

Inquiries& inquiries_of(Store& store) {
    auto* const inquiries = dynamic_cast<Inquiries*>(&store);
    if (inquiries == nullptr) throw std::logic_error("a store that answers no inquiries");
    return *inquiries;
}

namespace {

/// The query with what both allow.
template <typename Query>
Query held(Query query, const Visible& visible) {
    query.visible = both(query.visible, visible);
    return query;
}

}  // namespace

Visible both(const Visible& a, const Visible& b) {
    if (a.all()) return b;
    Visible out = a;
    std::erase_if(*out.spaces, [&](const std::string& space) { return !b.sees(space); });
    return out;
}

Result<std::vector<Saved>> RestrictedStore::save(std::span<const PageRecord> pages,
                                                 std::span<const Expected> expected, const Visible& visible) {
    return all_.save(pages, expected, both(visible_, visible));
}
Result<std::vector<Removed>> RestrictedStore::remove(std::span<const DocumentKey> keys,
                                                     std::span<const Expected> expected,
                                                     const Visible& visible) {
    return all_.remove(keys, expected, both(visible_, visible));
}
Result<std::vector<DocumentRecord>> RestrictedStore::documents(const DocumentQuery& query) {
    return all_.documents(held(query, visible_));
}
Result<std::vector<PageRecord>> RestrictedStore::pages(std::span<const DocumentKey> keys, Parts parts,
                                                       const Visible& visible) {
    return all_.pages(keys, parts, both(visible_, visible));
}
Result<std::vector<EvidenceRecord>> RestrictedStore::evidence(const EvidenceQuery& query) {
    return all_.evidence(held(query, visible_));
}
Result<std::vector<CoverageSum>> RestrictedStore::coverage(const CoverageQuery& query) {
    return all_.coverage(held(query, visible_));
}
Result<std::vector<Change>> RestrictedStore::changes(std::int64_t after, std::size_t limit,
                                                     const Visible& visible) {
    return all_.changes(after, limit, both(visible_, visible));
}
Result<std::optional<std::string>> RestrictedStore::source(const std::string& content_hash,
                                                           const Visible& visible) {
    return all_.source(content_hash, both(visible_, visible));
}
Result<std::vector<DuplicateCluster>> RestrictedStore::duplicates(const DuplicateQuery& query) {
    return all_.duplicates(held(query, visible_));
}
Result<std::vector<FormPassage>> RestrictedStore::forms(std::size_t limit, const Visible& visible) {
    return all_.forms(limit, both(visible_, visible));
}
Result<StatedFacts> RestrictedStore::facts(const std::optional<std::string>& parameter,
                                           const Visible& visible) {
    return all_.facts(parameter, both(visible_, visible));
}
Result<Decided> RestrictedStore::decide(const Decision& decision, const Expected& expected,
                                        const Visible& visible) {
    return all_.decide(decision, expected, both(visible_, visible));
}
Result<Decided> RestrictedStore::undecide(const std::string& key, const Expected& expected,
                                          const Visible& visible) {
    return all_.undecide(key, expected, both(visible_, visible));
}
Result<std::vector<Decision>> RestrictedStore::decisions(const Visible& visible) {
    return all_.decisions(both(visible_, visible));
}
Result<std::vector<DeclaredRecord>> RestrictedStore::declared(const DeclaredQuery& query) {
    return all_.declared(held(query, visible_));
}
Result<std::vector<Saved>> RestrictedStore::save_by(std::span<const PageRecord> pages,
                                                    std::span<const Expected> expected,
                                                    std::span<const Hand> hands, const Visible& visible) {
    return inquiries_of(all_).save_by(pages, expected, hands, both(visible_, visible));
}
Result<Renamed> RestrictedStore::rename(const DocumentKey& from, const PageRecord& page,
                                        const Expected& expected, const Hand& hand, const Visible& visible) {
    return inquiries_of(all_).rename(from, page, expected, hand, both(visible_, visible));
}
Result<std::vector<DocumentChange>> RestrictedStore::changes_by(std::int64_t after, std::size_t limit,
                                                                const Visible& visible) {
    return inquiries_of(all_).changes_by(after, limit, both(visible_, visible));
}
Result<std::vector<DocumentChange>> RestrictedStore::history(const HistoryQuery& query) {
    return inquiries_of(all_).history(held(query, visible_));
}
/// Counters of the past are kept over all pages.
Result<CoverageSince> RestrictedStore::coverage_since(std::int64_t sequence, const std::string& standard) {
    if (visible().all()) return inquiries_of(all_).coverage_since(sequence, standard);
    return diagnose(Code::store_failed, "", "past coverage is told to those alone who may see all pages");
}
Result<std::int64_t> RestrictedStore::sequence_at(const std::string& when) {
    return inquiries_of(all_).sequence_at(when);
}
Result<std::vector<FoundPassage>> RestrictedStore::search(const WordsQuery& query) {
    return inquiries_of(all_).search(held(query, visible_));
}
Result<std::vector<AnsweringPages>> RestrictedStore::answering(const AnsweringQuery& query) {
    return inquiries_of(all_).answering(held(query, visible_));
}
Result<std::vector<DraftCopy>> RestrictedStore::draft_copies(const DocumentKey& id, const PagePrint& print,
                                                             const DraftQuery& query) {
    return inquiries_of(all_).draft_copies(id, print, held(query, visible_));
}
Result<StatedFacts> RestrictedStore::facts_about(const std::set<std::string>& parameters,
                                                 const Visible& visible) {
    return inquiries_of(all_).facts_about(parameters, both(visible_, visible));
}
Result<std::int64_t> RestrictedStore::version() {
    return inquiries_of(all_).version();
}
Result<StoreSummary> RestrictedStore::summary(const Visible& visible) {
    return all_.summary(both(visible_, visible));
}
Result<std::int64_t> RestrictedStore::sequence(const Visible& visible) {
    return all_.sequence(both(visible_, visible));
}
Result<bool> RestrictedStore::add_token(const AccessToken& token) {
    return all_.add_token(token);
}
Result<bool> RestrictedStore::revoke_token(const std::string& name, const std::string& day) {
    return all_.revoke_token(name, day);
}
Status RestrictedStore::forget_tokens() {
    return all_.forget_tokens();
}
Result<std::vector<AccessToken>> RestrictedStore::tokens() {
    return all_.tokens();
}
Result<TokenLookup> RestrictedStore::token(const std::string& hash) {
    return all_.token(hash);
}
Status RestrictedStore::check() {
    return all_.check();
}

}  // namespace clausemark
