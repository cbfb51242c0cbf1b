// SPDX-License-Identifier: Apache-2.0
// A caller who sees one space: every route answers from a store of several spaces, byte for byte, as from one
// that has never held anything else.
#include <gmock/gmock.h>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

const std::string leavers =
    "# Leavers\n\nThe line manager reports each leaver to the service desk on the last working day. "
    "Mailbox and files of the leaver are kept for {} days after the last working day and then deleted. "
    "The service desk collects the laptop, the pass and the token of the leaver.\n";
const std::string backup =
    "---\nsatisfies: iso27001:2022/A.5.30\n---\n# Backup\n\nBackups of all servers must be made every night "
    "and restores are tested monthly. See [[Leavers]].\n";
const std::string passwords = "# Passwords\n\nPasswords must be at least {} characters long.\n";

std::string with(std::string text, const std::string& value) {
    return text.replace(text.find("{}"), 2, value);
}

/// Two stores with the same pages of space A; the second has pages of B as well.
class Spaces : public Handlers {
  protected:
    struct Server {
        std::unique_ptr<Store> store;
        std::unique_ptr<Service> service;
        Router router;
    };

    void SetUp() override {
        for (Server* each : {&alone, &shared}) {
            StoreOptions options;
            options.drift = region_summariser(*known);
            auto opened = open_sqlite_store(folder.file(each == &alone ? "alone" : "shared"), options);
            ASSERT_TRUE(opened);
            each->store = std::move(*opened);
            each->service = std::make_unique<Service>(Service{*each->store, *known, *indexers});
            each->service->now = [] { return "2026-11-01T12:00:00Z"; };
            each->router = make_router(*each->service);
            save(*each, "A", "backup", backup);
            save(*each, "A", "leavers", with(leavers, "90"));
            save(*each, "A", "people", with(leavers, "30"));
            save(*each, "A", "passwords", with(passwords, "12"));
            save(*each, "A", "help", with(passwords, "8"));
        }
        save(shared, "B", "secret", with(leavers, "7"));
        save(shared, "B", "copy", with(leavers, "90"));
        save(shared, "B", "copied backup", backup);
        save(shared, "B", "policy", with(passwords, "16"));
        save(shared, "B", "again", with(passwords, "16"));
        save(shared, "B", "review", "Access rights must be reviewed every year. [[backup]] [[Leavers]]\n");
    }

    static HttpResponse ask(const Server& server, const std::string& method, const std::string& path,
                            const Query& query, const Caller& caller, const std::string& body = {}) {
        HttpResponse refusal;
        const Route* route = server.router.find(method, path, refusal);
        HttpRequest request{method, path, query, body, {}, caller};
        return route == nullptr ? refusal : unshared(Router::run(*route, request));
    }
    static HttpResponse put(const Server& server, const std::string& space, const std::string& key,
                            const std::string& text, const Caller& caller) {
        const Json page = {{"text", text}, {"title", key}, {"space", space}, {"owner", "Ada"}};
        return ask(server, "PUT", "/v1/document", {{"wiki", "w"}, {"key", key}}, caller, page.dump());
    }
    static void save(const Server& server, const std::string& space, const std::string& key,
                     const std::string& text) {
        const HttpResponse response = put(server, space, key, text, Caller());
        ASSERT_EQ(response.status, 200) << response.body;
    }
    static Caller of_a(Role role = Role::reader) { return {"auditor", role, {{{"A"}}}}; }
    static Caller of_b() { return {"other auditor", Role::reader, {{{"B"}}}}; }

    /// What may be asked: each route with all values of each of its parameters, for pages seen and not.
    static std::vector<Query> questions(const Route& route) {
        static const std::map<std::string, std::vector<std::string>> values = {
            {"wiki", {"w"}},
            {"key", {"leavers", "secret"}},
            {"standard", {"iso27001:2022"}},
            {"clause", {"iso27001:2022/A.8.13", "iso27001:2022/A.5.30"}},
            {"id", {"0123456789abcdef"}},
            {"have", {"iso27001:2022"}},
            {"want", {"iso20000-1:2018"}},
            {"first", {"iso27001:2022"}},
            {"second", {"iso20000-1:2018"}},
            {"format", {"csv", "html", "oscal"}},
            {"as_of", {"2026-11-01"}},
            {"space", {"A", "B"}},
            {"owner", {"Ada"}},
            {"decided", {"true"}},
            {"candidates", {"true"}},
            {"drafts", {"true"}},
            {"archived", {"true"}},
            {"title", {"secret"}},
            {"source", {"true"}},
            {"elsewhere", {"true"}},
            {"words", {"leaver", "\"at least\" password"}},
            {"code", {"CM601", "CM204"}},
            {"severity", {"warning"}},
            {"parameter", {"password-length"}},
            {"after", {"3"}},
            {"limit", {"2"}}};
        std::vector<Query> asked = {{}};
        const auto add = [&](const std::string& name, bool required) {
            const auto known_values = values.find(name);
            if (known_values == values.end()) return;
            std::vector<Query> more;
            for (const Query& query : asked) {
                if (!required) more.push_back(query);
                for (const std::string& value : known_values->second) {
                    more.push_back(query);
                    more.back()[name] = value;
                }
            }
            asked = std::move(more);
        };
        for (const std::string& name : route.parameters)
            if (name[0] == '!') add(name.substr(1), true);
        const std::vector<Query> least = asked;
        std::vector<Query> all = least;
        for (const std::string& name : route.parameters) {
            if (name[0] == '!') continue;
            asked = least;
            add(name, true);
            // A page is named by two of them.
            if (name == "key")
                for (Query& query : asked) query["wiki"] = "w";
            all.insert(all.end(), asked.begin(), asked.end());
        }
        return all;
    }
    static std::string text(const HttpResponse& response) {
        std::string out = std::to_string(response.status) + " " + response.type + "\n";
        for (const auto& [name, value] : response.headers) out += name + ": " + value + "\n";
        return out + response.body;
    }
    /// Follows ids that lists show, too. Gives how many answers were compared.
    int compare_all(const std::string& when) const {
        int compared = 0;
        const auto compare = [&](const std::string& path, const Query& query) {
            const HttpResponse one = ask(alone, "GET", path, query, of_a());
            // Others ask the same in between: what was kept for them is not for him.
            ask(shared, "GET", path, query, of_b());
            ask(shared, "GET", path, query, Caller());
            const HttpResponse other = ask(shared, "GET", path, query, of_a());
            EXPECT_EQ(text(ask(shared, "GET", path, query, of_a())), text(other)) << path << " again";
            std::string asked;
            for (const auto& [name, value] : query) asked += " " + name + "=" + value;
            EXPECT_EQ(text(one), text(other)) << when << ": " << path << asked;
            ++compared;
            return one;
        };
        for (const Route& route : alone.router.routes()) {
            if (route.method != "GET" || !route.needs || *route.needs != Role::reader) continue;
            for (const Query& query : questions(route)) compare(route.path, query);
        }
        for (const auto& [list, one, id] :
             {std::tuple("duplicates", "duplicate", "id"), std::tuple("conflicts", "conflict", "key")}) {
            const Json found = Json::parse(ask(alone, "GET", std::string("/v1/") + list, {}, of_a()).body);
            EXPECT_FALSE(found[list].empty()) << list;
            for (const Json& each : found[list])
                compare(std::string("/v1/") + one, {{"id", each.at(id).get<std::string>()}});
        }
        return compared;
    }

    Server alone;
    Server shared;
};

TEST_F(Spaces, EveryRouteAnswersAsIfOtherSpacesWereNotThere) {
    EXPECT_GT(compare_all("at first"), 100);
    save(shared, "B", "secret", with(leavers, "5"));
    save(shared, "C", "policy", with(passwords, "20"));
    ask(shared, "DELETE", "/v1/document", {{"wiki", "w"}, {"key", "copy"}}, Caller());
    compare_all("after changes out of sight");
}

TEST_F(Spaces, WhatAWriterAsksWithoutWritingTellsNoMore) {
    const std::string draft = "# Leavers\n\n" + with(leavers, "14") + backup + with(passwords, "16");
    const Json analysis = {{"text", draft}, {"stored", {{"wiki", "w"}, {"key", "leavers"}}}};
    const Json hidden = {{"text", draft}, {"stored", {{"wiki", "w"}, {"key", "secret"}}}};
    const Json held = {{"wiki", "w"},
                       {"last", true},
                       {"documents", {{{"key", "backup"}}, {{"key", "policy"}}, {{"key", "secret"}}}}};
    for (const auto& [path, body] :
         {std::pair("/v1/analyze", analysis), {"/v1/analyze", hidden}, {"/v1/documents/reconcile", held}}) {
        const HttpResponse one = ask(alone, "POST", path, {}, of_a(), body.dump());
        EXPECT_EQ(one.status, 200) << one.body;
        EXPECT_EQ(text(one), text(ask(shared, "POST", path, {}, of_a(), body.dump()))) << path;
    }
}

TEST_F(Spaces, APageOutOfSightThatTookAKeyLeavesItsHistoryAsItWas) {
    const Query moved = {{"wiki", "w"}, {"key", "moved"}};
    for (Server* each : {&alone, &shared}) {
        save(*each, "A", "moved", "Words.");
        save(*each, "A", "first", "Other words.");
        ASSERT_EQ(ask(*each, "DELETE", "/v1/document", moved, Caller()).status, 200);
    }
    const auto history = [&](const Server& server) {
        Json changes = Json::parse(ask(server, "GET", "/v1/history/document", moved, of_a()).body)["changes"];
        for (Json& change : changes) change.erase("sequence");
        return changes;
    };
    const Json before = history(shared);
    EXPECT_EQ(before.size(), 2U);
    save(shared, "B", "hidden", "Hidden words.");
    const HttpResponse renamed =
        ask(shared, "POST", "/v1/document/rename", {{"wiki", "w"}, {"key", "hidden"}}, Caller(),
            Json{{"key", "moved"}}.dump());
    ASSERT_EQ(renamed.status, 200) << renamed.body;
    EXPECT_EQ(history(shared), before);
    EXPECT_EQ(history(shared), history(alone));
}

TEST_F(Spaces, KeptAnswersFollowWritesForEachWhoAsks) {
    const auto list = [&](const Caller& caller) {
        return Json::parse(ask(shared, "GET", "/v1/documents", {}, caller).body)["documents"].size();
    };
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(list(of_a()), 5U);
        EXPECT_EQ(list(of_b()), 6U);
        EXPECT_EQ(list(Caller()), 11U);
    }
    save(shared, "B", "one more", "Words.");
    EXPECT_EQ(list(of_a()), 5U);
    EXPECT_EQ(list(of_b()), 7U);
    // A page that moves from one to the other.
    ASSERT_EQ(put(shared, "A", "one more", "Words.", Caller()).status, 200);
    EXPECT_EQ(list(of_b()), 6U);
    EXPECT_EQ(list(of_a()), 6U);
    EXPECT_EQ(list(Caller()), 12U);
}

TEST_F(Spaces, ACallerWhoSeesAllSeesTheOthers) {
    const Json all = Json::parse(ask(shared, "GET", "/v1/documents", {}, Caller()).body);
    EXPECT_EQ(all["documents"].size(), 11U);
    const Json part = Json::parse(ask(shared, "GET", "/v1/documents", {}, of_a()).body);
    EXPECT_EQ(part["documents"].size(), 5U);
}

TEST_F(Spaces, DecisionsAboutFindingsOutOfSightAreNotShownAndNotTakenBack) {
    const Json list = Json::parse(ask(shared, "GET", "/v1/conflicts", {}, Caller()).body);
    const std::string id = list["conflicts"].at(0).at("key");
    const auto decide = [&](const Caller& caller) {
        return ask(shared, "POST", "/v1/decisions", {}, caller,
                   Json{{"key", id}, {"reason", "on purpose"}, {"who", "Ada"}}.dump())
            .status;
    };
    EXPECT_EQ(decide(of_a(Role::writer)), 404) << "the conflict of three values is none of his";
    EXPECT_EQ(decide(Caller()), 200);
    const Json seen = Json::parse(ask(shared, "GET", "/v1/decisions", {}, of_a()).body);
    EXPECT_TRUE(seen["decisions"].empty()) << seen;
    EXPECT_EQ(ask(shared, "DELETE", "/v1/decisions", {{"key", id}}, of_a(Role::writer)).status, 404);
    EXPECT_EQ(ask(shared, "DELETE", "/v1/decisions", {{"key", id}}, Caller()).status, 200);
}

TEST_F(Spaces, AWriterKeepsToHisSpacesAndIsToldNoMore) {
    const Caller writer = of_a(Role::writer);
    EXPECT_EQ(put(shared, "A", "new", "Words.", writer).status, 200);
    const HttpResponse into = put(shared, "B", "newer", "Words.", writer);
    const HttpResponse out_of = put(shared, "A", "secret", "Words.", writer);
    EXPECT_EQ(into.status, 403);
    EXPECT_EQ(text(into), text(out_of)) << "which of the two is not told";
    const Query hidden = {{"wiki", "w"}, {"key", "secret"}};
    const Query missing = {{"wiki", "w"}, {"key", "nothing"}};
    EXPECT_EQ(text(ask(shared, "DELETE", "/v1/document", hidden, writer)),
              text(ask(shared, "DELETE", "/v1/document", missing, writer)));
    EXPECT_EQ(ask(shared, "GET", "/v1/document", hidden, Caller()).status, 200);
}

}  // namespace
}  // namespace clausemark
