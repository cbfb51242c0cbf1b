// SPDX-License-Identifier: Apache-2.0
// Many documents at once over HTTP.
#include <gmock/gmock.h>

#include "parser/core/limits.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::HasSubstr;

class Batches : public Handlers {
  protected:
    HttpResponse post(const std::string& path, const Json& body) const {
        return ask("POST", path, {}, body.dump());
    }
    Json answer(const std::string& path, const Json& body) const {
        const HttpResponse response = post(path, body);
        EXPECT_EQ(response.status, 200) << response.body;
        return Json::parse(response.body);
    }
    static Json page(const std::string& key, const std::string& revision = "1") {
        return {{"wiki", "w"},
                {"key", key},
                {"text", "Page " + key},
                {"revision", revision},
                {"revision_order", std::stoi(revision)}};
    }
    static std::vector<std::string> keys(const Json& list) {
        std::vector<std::string> found;
        for (const Json& each : list) found.push_back(each.is_string() ? each : each["key"]);
        return found;
    }
    using Keys = std::vector<std::string>;
};

TEST_F(Batches, SaveWhatCanBeSavedAndSayOfEachPageWhatBecameOfIt) {
    put("b", {{"text", "Page b"}, {"revision", "5"}, {"revision_order", 5}});
    Json wrong = page("c");
    wrong["txt"] = "x";
    const Json found =
        answer("/v1/documents", {{"documents", {page("a"), page("b"), wrong, page("a", "2"), 7}}});
    EXPECT_EQ(found["counts"],
              (Json{{"saved", 1}, {"unchanged", 0}, {"stale", 1}, {"forbidden", 0}, {"refused", 3}}));
    EXPECT_EQ(found["documents"][0]["outcome"], "saved");
    EXPECT_EQ(found["documents"][1]["outcome"], "stale");
    EXPECT_EQ(found["documents"][2]["errors"][0]["field"], "txt");
    EXPECT_EQ(found["documents"][3]["errors"][0]["message"], "was given before in this list");
    EXPECT_EQ(found["documents"][4]["outcome"], "refused");
    EXPECT_EQ(json("/v1/document", {{"wiki", "w"}, {"key", "a"}})["document"]["revision"], "1");
    const Json again = answer("/v1/documents", {{"documents", {page("a")}}});
    EXPECT_EQ(again["documents"][0]["outcome"], "unchanged");
    EXPECT_EQ(again["documents"][0]["sequence"], found["documents"][0]["sequence"]);
}

TEST_F(Batches, AreBounded) {
    Json many = Json::array();
    for (std::size_t i = 0; i <= limits::documents_at_once; ++i) many.push_back(page(std::to_string(i)));
    EXPECT_EQ(error_of(post("/v1/documents", {{"documents", many}})),
              "422 documents: must have at most 200 entries");
    EXPECT_EQ(error_of(post("/v1/documents", Json::object())), "422 documents: is missing");
    EXPECT_EQ(error_of(post("/v1/documents", {{"documents", 1}})), "422 documents: must be a list");
    EXPECT_EQ(error_of(post("/v1/documents/delete", {{"wiki", "w"}})), "422 keys: is missing");
    EXPECT_THAT(error_of(post("/v1/documents/reconcile", {{"wiki", "w"}, {"documents", Json::array()}})),
                HasSubstr("422 documents: is empty"));
}

TEST_F(Batches, DeleteThePagesThatAreThere) {
    answer("/v1/documents", {{"documents", {page("a"), page("b"), page("c")}}});
    const Json found = answer("/v1/documents/delete", {{"wiki", "w"}, {"keys", {"a", "c", "none"}}});
    EXPECT_EQ(keys(found["deleted"]), (Keys{"a", "c"}));
    EXPECT_EQ(found["deleted"][0]["kind"], "deleted");
    EXPECT_EQ(found["unknown"], (Json{"none"}));
    EXPECT_EQ(json("/v1/documents")["documents"].size(), 1u);
}

TEST_F(Batches, ReconcileFindsEveryDifferenceInAnyNumberOfSteps) {
    answer("/v1/documents",
           {{"documents", {page("a"), page("b"), page("d"), page("e", "3"), page("g"), page("h")}}});
    const Json held = {{{"key", "a"}, {"revision", "1"}},
                       {{"key", "b"}, {"revision", "2"}, {"revision_order", 2}},
                       {{"key", "c"}, {"revision", "1"}},
                       {{"key", "e"}, {"revision", "2"}, {"revision_order", 2}},
                       {{"key", "f"}}};
    const Json whole =
        answer("/v1/documents/reconcile", {{"wiki", "w"}, {"documents", held}, {"last", true}});
    EXPECT_EQ(keys(whole["missing"]), (Keys{"c", "f"}));
    EXPECT_EQ(keys(whole["older"]), (Keys{"b"}));
    EXPECT_EQ(keys(whole["newer"]), (Keys{"e"}));
    EXPECT_EQ(keys(whole["gone"]), (Keys{"d", "g", "h"}));
    EXPECT_EQ(whole["same"], 1);
    EXPECT_EQ(whole["more_gone"], false);
    for (std::size_t step = 1; step <= 3; ++step) {
        std::map<std::string, Keys> parts;
        std::string after;
        for (std::size_t at = 0; at < held.size(); at += step) {
            Json some = Json::array();
            for (std::size_t i = at; i < std::min(at + step, held.size()); ++i) some.push_back(held[i]);
            Json body = {{"wiki", "w"}, {"documents", some}, {"last", at + step >= held.size()}};
            if (!after.empty()) body["after"] = after;
            const Json part = answer("/v1/documents/reconcile", body);
            for (const char* list : {"missing", "older", "newer", "gone"})
                for (const std::string& key : keys(part[list])) parts[list].push_back(key);
            after = part["next"];
        }
        for (const char* list : {"missing", "older", "newer", "gone"})
            EXPECT_EQ(parts[list], keys(whole[list]));
    }
    const Json rest =
        answer("/v1/documents/reconcile", {{"wiki", "none"}, {"documents", Json::array()}, {"last", true}});
    EXPECT_TRUE(rest["gone"].empty());
}

TEST_F(Batches, ReconcileSaysWhatIsWrongWithAList) {
    const auto wrong = [&](const Json& documents) {
        return error_of(post("/v1/documents/reconcile", {{"wiki", "w"}, {"documents", documents}}));
    };
    EXPECT_EQ(wrong({{{"key", "b"}}, {{"key", "a"}}}),
              "422 documents[1].key: must come behind the one before, in the order of bytes");
    EXPECT_EQ(wrong({{{"revision", "1"}}}), "422 documents[0].key: is missing");
    EXPECT_EQ(wrong({1}), "422 documents[0]: must be an object documents[0].key: is missing");
}

}  // namespace
}  // namespace clausemark
