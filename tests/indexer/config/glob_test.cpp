// SPDX-License-Identifier: Apache-2.0
#include "indexer/config/glob.h"

#include <gtest/gtest.h>

#include <string>

namespace clausemark {
namespace {

TEST(Glob, MatchesWholePathsWithinAndAcrossFolders) {
    const struct {
        const char* pattern;
        const char* path;
        bool matches;
    } rows[] = {
        {"**", "a/b/c.md", true},
        {"**", "", true},
        {"*", "a.md", true},
        {"*", "a/b.md", false},
        {"*.md", "a.md", true},
        {"*.md", "a.mdx", false},
        {"**/*.md", "a.md", true},
        {"**/*.md", "x/y/a.md", true},
        {"x/**", "x/y/a.md", true},
        {"x/**", "xy/a.md", false},
        {"x/**/a.md", "x/a.md", true},
        {"x/**/a.md", "x/y/z/a.md", true},
        {"x/**/a.md", "x/ya.md", false},
        {"a**/b", "a/b", true},
        {"?.md", "\xC3\xA9.md", true},
        {"?.md", "ab.md", false},
        {"?", "/", false},
        {".*/**", ".git/config", true},
        {"**/.*", "x/.hidden", true},
        {"**/.*", "x/y", false},
        {"Draft:*", "Draft:Backup", true},
        {"", "", true},
        {"", "a", false},
        {"a*b*c", "aXbXbc", true},
    };
    for (const auto& row : rows)
        EXPECT_EQ(glob_match(row.pattern, row.path), row.matches) << row.pattern << " " << row.path;
}

TEST(Glob, HasNoBadCase) {
    std::string pattern, path(2000, 'a');
    for (int i = 0; i < 500; ++i) pattern += "a*";
    EXPECT_FALSE(glob_match(pattern + "b", path));
    std::string folders;
    for (int i = 0; i < 200'000; ++i) folders += "**/";
    EXPECT_TRUE(glob_match(folders + "a", "a"));
}

}  // namespace
}  // namespace clausemark
