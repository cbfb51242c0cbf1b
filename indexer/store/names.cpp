// SPDX-License-Identifier: Apache-2.0
// The names of states, kinds and strengths, as files, the API and commands write them. See record.h and
// store.h.
#include <array>

#include "indexer/store/record.h"
#include "indexer/store/store.h"

namespace clausemark {
namespace {

template <typename Enum, std::size_t N>
std::string_view name_in(const std::array<std::string_view, N>& names, Enum value) {
    const auto at = static_cast<std::size_t>(value);
    return at < N ? names[at] : std::string_view("unknown");
}

}  // namespace

std::string_view name_of(DocumentStatus status) {
    static constexpr std::array<std::string_view, 5> names = {"unstated", "draft", "approved",
                                                              "approved-but-edited", "withdrawn"};
    return name_in(names, status);
}

std::string_view name_of(Standing standing) {
    static constexpr std::array<std::string_view, 7> names = {
        "counted", "draft", "approved-but-edited", "withdrawn", "out-of-scope", "other-language", "rejected"};
    return name_in(names, standing);
}

std::string_view name_of(Strength strength) {
    static constexpr std::array<std::string_view, 4> names = {"none", "mention", "description", "commitment"};
    return name_in(names, strength);
}

std::string_view name_of(PassageKind kind) {
    static constexpr std::array<std::string_view, 8> names = {
        "heading", "paragraph", "list-item", "table-header", "table-row", "code", "note", "argument"};
    return name_in(names, kind);
}

std::string_view name_of(ChangeKind kind) {
    static constexpr std::array<std::string_view, 6> names = {"created",   "edited",  "reanalysed",
                                                              "described", "deleted", "decided"};
    return name_in(names, kind);
}

std::string_view name_of(Verdict verdict) {
    static constexpr std::array<std::string_view, 2> names = {"confirmed", "rejected"};
    return name_in(names, verdict);
}

std::string_view name_of(TagState state) {
    static constexpr std::array<std::string_view, 4> names = {"suggested", "confirmed", "stale", "rejected"};
    return name_in(names, state);
}

std::string_view name_of(DecisionOutcome outcome) {
    static constexpr std::array<std::string_view, 4> names = {"holds", "stale", "no-tag", "gone"};
    return name_in(names, outcome);
}

namespace {
constexpr std::array<std::string_view, 3> roles = {"reader", "writer", "admin"};
}  // namespace

std::string_view name_of(Role role) {
    return name_in(roles, role);
}

std::optional<Role> role_named(std::string_view name) {
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (roles[i] == name) return static_cast<Role>(i);
    return std::nullopt;
}

std::string_view name_of(DuplicateKind kind) {
    static constexpr std::array<std::string_view, 3> names = {"page", "identical", "edited"};
    return name_in(names, kind);
}

}  // namespace clausemark
