// SPDX-License-Identifier: Apache-2.0
// Passing on with what is visible. See restricted.h.
#include "indexer/store/restricted.h"

namespace clausemark {
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
