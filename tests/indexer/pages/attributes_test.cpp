// SPDX-License-Identifier: Apache-2.0
// What a page says of itself against what the settings say of it.
#include "indexer/pages/attributes.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

ManagementSystem system_of(std::string name, std::vector<std::string> pages) {
    ManagementSystem system;
    system.name = std::move(name);
    system.scope.pages = std::move(pages);
    return system;
}

std::string named(const std::string& key, const std::string& said, const Config& config) {
    Attributes attributes;
    attributes.system = said;
    return named_system({"wiki", key}, attributes, {}, config);
}

class NamedSystem : public ::testing::Test {
  protected:
    void SetUp() override {
        config.systems = {system_of("ISMS", {"security/**", "shared/**"}),
                          system_of("SMS", {"services/**", "shared/**"})};
    }
    Config config;
};

TEST_F(NamedSystem, IsTheOneThePageNames) {
    EXPECT_EQ(named("services/desk.md", "sms", config), "SMS");
}

TEST_F(NamedSystem, IsNoneWhereThePageNamesNone) {
    EXPECT_EQ(named("services/desk.md", "", config), "");
}

TEST_F(NamedSystem, IsWhatThePageSaysWhereThatIsNoSystemOfTheSettings) {
    EXPECT_EQ(named("services/desk.md", "both", config), "both");
}

TEST_F(NamedSystem, IsSeveralWhereTheSettingsPutThePageInTheScopeOfAnotherToo) {
    EXPECT_EQ(named("shared/backup.md", "SMS", config), "SMS, ISMS");
}

TEST_F(NamedSystem, IsThePagesOwnWhereTheOtherSystemHasNoScopeOfItsOwn) {
    config.systems = {system_of("ISMS", {}), system_of("SMS", {"services/**"})};
    EXPECT_EQ(named("services/desk.md", "SMS", config), "SMS");
}

}  // namespace
}  // namespace clausemark
