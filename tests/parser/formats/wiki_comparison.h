// SPDX-License-Identifier: Apache-2.0
// What the tests share that compare a reader with the wiki program itself: temporary folders, the wiki's
// answer, and words that must be the same.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "parser/formats/document.h"

namespace clausemark::test {

using Words = std::vector<std::string>;

struct ShownHeading {
    std::size_t place;  ///< byte in the file, as the wiki counts
    int level;
    bool operator==(const ShownHeading&) const = default;
};

/// The words seen of a page, and those of its notes. Equal notes count once, as wikis show them once.
struct Shown {
    Words text;
    Words notes;
    std::vector<ShownHeading> headings;  ///< where the script tells of them
};

struct TempDir {
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;
    std::filesystem::path path;
};

/// Words are divided by white space; a no-break space is white space, since wikis put it in by themselves.
Words words_of(std::string text);
Shown shown_by_reader(const Document& document);

/// Runs `php SCRIPT WORKDIR FILE...` and reads its answer: "text: ", "notes: " and "heading: " lines, a form
/// feed behind each file.
std::vector<Shown> shown_by_wiki(const std::filesystem::path& script, const std::filesystem::path& work,
                                 const std::vector<std::filesystem::path>& files);

std::string read_file(const std::filesystem::path& path);
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder, const char* ending);
bool runs(const std::string& command);  ///< whether a command is there and succeeds

/// Fails the test where the words differ, and says where.
void expect_same_words(const std::filesystem::path& file, const char* what, const Words& wiki,
                       const Words& reader);

}  // namespace clausemark::test
