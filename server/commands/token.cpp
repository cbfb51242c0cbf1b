// SPDX-License-Identifier: Apache-2.0
// clausemark token: who may ask the server for what. A token is printed once, when it is made.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/config/dates.h"
#include "parser/core/limits_server.h"
#include "parser/core/utf8.h"
#include "server/app/tokens.h"
#include "server/commands/commands.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string name;
    std::string role = "reader";
    std::vector<std::string> spaces;
    bool all_spaces = false;
    std::string expires;
};

/// What is wrong with the words of `add`; empty where nothing is.
std::string wrong_words(const Options& options) {
    const bool blank = options.name.find_first_not_of(' ') == std::string::npos;
    if (blank || plain(options.name) != options.name || options.name.size() > limits::token_name_bytes)
        return "NAME must be some printable text";
    if (!options.expires.empty() && !is_date(options.expires))
        return "--expires must be a day, like 2027-01-31";
    if (!options.expires.empty() && options.expires < today()) return "--expires is a day that has passed";
    if (options.role == "admin" && !options.spaces.empty()) return "an admin sees all spaces";
    if (options.role != "admin" && options.spaces.empty() != options.all_spaces)
        return "say which pages it may see: either --space (repeatable) or --all-spaces";
    if (options.spaces.size() > limits::token_spaces)
        return fmt::format("a token names at most {} spaces", limits::token_spaces);
    for (const std::string& space : options.spaces)
        if (find_invalid(space) != std::string::npos || space.find('\n') != std::string::npos)
            return "a space is one line of UTF-8";
    return {};
}

int add(const Options& options) {
    if (const std::string wrong = wrong_words(options); !wrong.empty()) return wrong_use(wrong);
    const auto store = store_or_report(options.store, false);
    if (!store) return exit_failure;
    const std::string text = new_token();
    AccessToken token;
    token.name = options.name;
    token.hash = token_hash(text);
    token.role = role_named(options.role).value_or(Role::reader);
    if (!options.spaces.empty()) token.visible.spaces.emplace(options.spaces.begin(), options.spaces.end());
    token.created = today();
    token.expires = options.expires;
    const auto added = store->add_token(token);
    if (!added) return failed(added.why());
    if (!*added)
        return wrong_use(fmt::format("there is a token {}; clausemark token revoke takes it back first",
                                     plain(options.name)));
    print(text + "\n");
    if (terminal(STDOUT_FILENO)) print("It is not shown again: only its hash is kept.\n");
    return exit_fine;
}

std::string spaces_of(const AccessToken& token) {
    if (token.visible.all()) return "all spaces";
    std::string list = token.visible.spaces->size() == 1 ? "space" : "spaces";
    for (const std::string& space : *token.visible.spaces)
        list += space.empty() ? " (without a name)" : " " + plain(space);
    return list;
}

int list(const Options& options) {
    const auto store = store_or_report(options.store, true);
    if (!store) return exit_failure;
    const auto tokens = store->tokens();
    if (!tokens) return failed(tokens.why());
    Json body = {{"tokens", Json::array()}};
    const std::string day = today();
    for (const AccessToken& token : *tokens) {
        if (!options.json()) {
            std::string state = "made " + token.created;
            if (!token.revoked.empty())
                state += ", revoked " + token.revoked;
            else if (!token.expires.empty())
                state += (token.holds(day) ? ", until " : ", expired ") + token.expires;
            print(fmt::format("{}  {}, {}; {}\n", plain(token.name), name_of(token.role), spaces_of(token),
                              state));
            continue;
        }
        Json made = {{"name", token.name},
                     {"role", name_of(token.role)},
                     {"created", token.created},
                     {"holds", token.holds(day)}};
        if (!token.visible.all()) made["spaces"] = *token.visible.spaces;
        if (!token.expires.empty()) made["expires"] = token.expires;
        if (!token.revoked.empty()) made["revoked"] = token.revoked;
        body["tokens"].push_back(std::move(made));
    }
    if (options.json())
        print_json(body);
    else if (tokens->empty())
        print("no tokens: the server listens on loopback alone, and whoever reaches it may do all\n");
    return exit_fine;
}

int revoke(const Options& options) {
    const auto store = store_or_report(options.store, false);
    if (!store) return exit_failure;
    const auto revoked = store->revoke_token(options.name, today());
    if (!revoked) return failed(revoked.why());
    if (!*revoked) return wrong_use(fmt::format("there is no token {}", plain(options.name)));
    print(fmt::format("revoked: {}\n", plain(options.name)));
    return exit_fine;
}

int forget(const Options& options) {
    const auto store = store_or_report(options.store, false);
    if (!store) return exit_failure;
    const auto done = store->forget_tokens();
    if (!done) return failed(done.why());
    print("all tokens are forgotten: the server asks for none on loopback, and listens nowhere else\n");
    return exit_fine;
}

}  // namespace

void add_token(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand("token", "Make, list and revoke tokens for clausemark serve");
    command.require_subcommand(1);
    CLI::App& adding = *command.add_subcommand("add", "Make a token and print it, once");
    adding.add_option("NAME", options->name, "Of who will use it")->required();
    adding.add_option("--role", options->role, "reader (default): asks; writer: also changes; admin: all")
        ->check(CLI::IsMember({"reader", "writer", "admin"}))
        ->type_name("ROLE");
    adding.add_option("--space", options->spaces, "A space whose pages it may know of (repeatable)")
        ->allow_extra_args(false)
        ->type_name("SPACE");
    adding.add_flag("--all-spaces", options->all_spaces, "It may know of all pages");
    adding.add_option("--expires", options->expires, "Its last day, in UTC (default: none)")
        ->type_name("YYYY-MM-DD");
    CLI::App& listing = *command.add_subcommand("list", "List tokens, with those that were revoked");
    CLI::App& revoking = *command.add_subcommand("revoke", "Refuse a token from now on");
    revoking.add_option("NAME", options->name, "As it was made")->required();
    CLI::App& forgetting =
        *command.add_subcommand("forget-all", "Forget all tokens: back to a server for loopback alone");
    for (CLI::App* each : {&adding, &listing, &revoking, &forgetting}) add_store_option(*each, *options);
    add_format_option(listing, *options);
    command.footer(
        "Examples:\n"
        "  clausemark token add wiki --role writer --all-spaces\n"
        "  clausemark token add auditor --space Security --space IT --expires 2027-01-31\n"
        "  clausemark token revoke auditor\n\n"
        "Once a store has a token, clausemark serve asks every client for one, also after all were revoked.");
    adding.callback([options, &status] { status = add(*options); });
    listing.callback([options, &status] { status = list(*options); });
    revoking.callback([options, &status] { status = revoke(*options); });
    forgetting.callback([options, &status] { status = forget(*options); });
}

}  // namespace clausemark
