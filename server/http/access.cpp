// SPDX-License-Identifier: Apache-2.0
// The gate by tokens. See access.h.
#include "server/http/access.h"

#include "parser/core/ascii.h"
#include "server/app/tokens.h"

namespace clausemark {
namespace {

HttpResponse unauthorised(const std::string& detail, bool given) {
    HttpResponse refusal = problem(401, detail);
    refusal.headers["WWW-Authenticate"] =
        std::string("Bearer realm=\"clausemark\"") + (given ? ", error=\"invalid_token\"" : "");
    return refusal;
}

/// The token of "Bearer TOKEN"; nothing for other schemes.
std::optional<std::string_view> bearer(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    if (ascii_lower(authorization.substr(0, scheme.size())) != scheme) return std::nullopt;
    return authorization.substr(scheme.size());
}

std::optional<HttpResponse> admit(Store& store, bool needs_token, std::string_view authorization,
                                  const Route* route, Caller& caller) {
    const auto text = bearer(authorization);
    const auto found = store.token(token_hash(text.value_or("")));
    if (!found) {
        HttpResponse refusal = problem(found.why());
        refusal.status = 503;
        return refusal;
    }
    if (!found->any && !needs_token) return std::nullopt;
    caller = {"", Role::reader, {std::set<std::string, std::less<>>()}};
    const bool open = route != nullptr && !route->needs;
    if (!found->token || !found->token->holds(today())) {
        if (open) return std::nullopt;
        return authorization.empty()
                   ? unauthorised("this server asks for a token: Authorization: Bearer ...", false)
                   : unauthorised("this token is not known, has expired or was revoked", true);
    }
    caller = {found->token->name, found->token->role, found->token->visible};
    if (route != nullptr && route->needs && *route->needs > caller.role)
        return problem(403, "this needs a token with the role " + std::string(name_of(*route->needs)));
    return std::nullopt;
}

}  // namespace

Gate token_gate(Store& store, bool needs_token) {
    return [&store, needs_token](std::string_view authorization, const Route* route, Caller& caller) {
        return admit(store, needs_token, authorization, route, caller);
    };
}

}  // namespace clausemark
