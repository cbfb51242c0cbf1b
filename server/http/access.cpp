// SPDX-License-Identifier: Apache-2.0
// The gate by tokens. See access.h.
#include "server/http/access.h"

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

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

/// What the store said lately. Of texts that are no token nothing is kept, where there are tokens: there is
/// no end of them.
class Lately {
  public:
    Lately(Store& store, std::chrono::milliseconds believed) : store_(store), believed_(believed) {}

    Result<TokenLookup> find(const std::optional<std::string_view>& token) {
        const auto now = std::chrono::steady_clock::now();
        if (none_until_.load() > now) return TokenLookup{};
        const std::string hash = token_hash(token.value_or(""));
        {
            const std::lock_guard held(mutex_);
            const auto known = known_.find(hash);
            if (known != known_.end() && known->second.until > now) return known->second.found;
        }
        auto found = store_.token(hash);
        if (!found) return found;
        const std::lock_guard held(mutex_);
        if (!found->any) none_until_ = now + believed_;
        if (found->token) known_[hash] = {*found, now + believed_};
        return found;
    }

  private:
    struct Known {
        TokenLookup found;
        std::chrono::steady_clock::time_point until;
    };
    Store& store_;
    const std::chrono::milliseconds believed_;
    std::mutex mutex_;
    std::atomic<std::chrono::steady_clock::time_point> none_until_{};
    std::map<std::string, Known> known_;  ///< as many as tokens were made
};

std::optional<HttpResponse> admit(Lately& tokens, bool needs_token, std::string_view authorization,
                                  const Route* route, Caller& caller) {
    const auto found = tokens.find(bearer(authorization));
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

Gate token_gate(Store& store, bool needs_token, std::chrono::milliseconds believed) {
    return [tokens = std::make_shared<Lately>(store, believed), needs_token](
               std::string_view authorization, const Route* route, Caller& caller) {
        return admit(*tokens, needs_token, authorization, route, caller);
    };
}

}  // namespace clausemark
